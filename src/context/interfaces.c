/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/interfaces.h"
#include "context/environment.h"

/*
 * Areas of the source, and the interface without which nothing comes to their code. PROGRAMS:
 * programs on the device get there too, through sockets or devices that need no hardware.
 */
static const struct area {
	enum context_key key;
	bool programs;
	const char *path;
} areas[] = {
	{CONTEXT_USB, false, "drivers/usb"},
	{CONTEXT_USB, false, "drivers/net/usb"},
	{CONTEXT_USB, false, "drivers/hid/usbhid"},
	{CONTEXT_USB, false, "drivers/media/usb"},
	{CONTEXT_USB, false, "sound/usb"},
	{CONTEXT_USB, false, "include/linux/usb"},
	{CONTEXT_USB, false, "include/linux/usb.h"},
	{CONTEXT_BLUETOOTH, true, "net/bluetooth"},
	{CONTEXT_BLUETOOTH, true, "include/net/bluetooth"},
	{CONTEXT_BLUETOOTH, false, "drivers/bluetooth"},
	{CONTEXT_WIRELESS, true, "net/mac80211"},
	{CONTEXT_WIRELESS, true, "net/wireless"},
	{CONTEXT_WIRELESS, true, "include/net/cfg80211.h"},
	{CONTEXT_WIRELESS, true, "include/net/mac80211.h"},
	{CONTEXT_WIRELESS, false, "drivers/net/wireless"},
	{CONTEXT_NFC, true, "net/nfc"},
	{CONTEXT_NFC, true, "include/net/nfc"},
	{CONTEXT_NFC, false, "drivers/nfc"},
	{CONTEXT_CAN, true, "net/can"},
	{CONTEXT_CAN, false, "drivers/net/can"},
	{CONTEXT_INFINIBAND, true, "drivers/infiniband"},
	{CONTEXT_THUNDERBOLT, false, "drivers/thunderbolt"},
	{CONTEXT_THUNDERBOLT, false, "drivers/net/thunderbolt"},
	{CONTEXT_FIREWIRE, false, "drivers/firewire"},
	{CONTEXT_FIREWIRE, false, "sound/firewire"},
	{CONTEXT_GRAPHICS, true, "drivers/gpu/drm"},
	{CONTEXT_SOUND, true, "sound"},
	{CONTEXT_CAMERAS, true, "drivers/media"},
	/* Not those that devices keep their own files in, nor those of clusters. */
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/adfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/affs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/befs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/bfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/efs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/exfat"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/freevxfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/hfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/hfsplus"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/hpfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/isofs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/jfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/minix"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/nilfs2"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/ntfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/ntfs3"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/omfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/qnx4"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/qnx6"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/reiserfs"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/sysv"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/udf"},
	{CONTEXT_FILESYSTEM_IMAGES, true, "fs/ufs"},
};

/* Below them, what is made of software alone, or leads on to a network. */
static const char *const without_hardware[] = {
	"drivers/bluetooth/hci_vhci.c",
	"drivers/gpu/drm/vgem",
	"drivers/gpu/drm/virtio",
	"drivers/gpu/drm/vkms",
	"drivers/infiniband/sw",
	"drivers/media/test-drivers",
	"drivers/net/can/slcan",
	"drivers/net/can/vcan.c",
	"drivers/net/can/vxcan.c",
	"drivers/net/wireless/virtual",
	"drivers/net/wireless/mac80211_hwsim.c",
	"drivers/net/wireless/virt_wifi.c",
	"drivers/usb/gadget",
	"drivers/usb/usbip",
	"sound/drivers",
};

static bool needs_no_hardware(const char *path)
{
	size_t count = sizeof(without_hardware) / sizeof(*without_hardware);

	for (size_t i = 0; i < count; i++) {
		if (context_is_below(path, without_hardware[i]))
			return true;
	}
	return false;
}

static bool is_absent(const struct kvet_context *context, enum context_key key)
{
	return context_says(context, key) ==
	       (key == CONTEXT_FILESYSTEM_IMAGES ? IMAGES_NONE : SAID_NO);
}

/* The interface that is not there, and without which nothing comes to PATH. */
static enum context_key absent_for(
	const struct kvet_context *context, const char *path, bool programs)
{
	if (needs_no_hardware(path))
		return CONTEXT_KEYS;
	for (size_t i = 0; i < sizeof(areas) / sizeof(*areas); i++) {
		if (is_absent(context, areas[i].key) &&
			(programs || !areas[i].programs) &&
			context_is_below(path, areas[i].path))
			return areas[i].key;
	}
	return CONTEXT_KEYS;
}

enum context_key interfaces_absent(
	const struct kvet_context *context, const char *const *files, size_t count)
{
	bool programs = environment_locals(context) >= LOCALS_TRUSTED;
	enum context_key absent = CONTEXT_KEYS;

	for (size_t i = 0; context && i < count; i++) {
		enum context_key key = absent_for(context, files[i], programs);

		if (key == CONTEXT_KEYS)
			return CONTEXT_KEYS;
		absent = absent == CONTEXT_KEYS ? key : absent;
	}
	return absent;
}
