/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of what a context can say: the reader, the questions of `kvet context --new`
 * and the example that ships all come from it.
 */
#include "context/context.h"

const struct kvet_context_key context_keys[] = {
	[CONTEXT_NETWORK] = {"reach", "network",
		"From where can packets reach the device?",
		{"internet", "private", "none"},
		{"from anywhere", "from a network of one's own, or through its VPN",
			"from nowhere: no packet is routed to it"}},
	[CONTEXT_ADJACENT] = {"reach", "adjacent",
		"Who is on the same wire, in radio range, on the same LAN?",
		{"anyone", "known", "none"},
		{"anyone can be", "only devices that one knows", "nobody"}},
	[CONTEXT_LOCAL_USERS] = {"reach", "local-users",
		"Who runs programs of their own on the device?",
		{"untrusted", "trusted", "none"},
		{"people or programs that one need not trust",
			"only people who look after it",
			"nobody: it runs what it was delivered with"}},
	[CONTEXT_CONTAINERS] = {"reach", "containers",
		"What runs in containers or other sandboxes?",
		{"untrusted", "trusted", "none"},
		{"code that they are to keep in", "only one's own code", "nothing"}},
	[CONTEXT_USER_NAMESPACES] = {"reach", "user-namespaces",
		"May users without rights make user namespaces?", {"yes", "no"},
		{"they may: kernel.unprivileged_userns_clone, user.max_user_namespaces",
			"they may not"}},
	[CONTEXT_PHYSICAL] = {"reach", "physical", "Who can lay hands on the device?",
		{"anyone", "controlled", "none"},
		{"it stands in a public place", "people who are let in",
			"nobody: it is locked away or sealed"}},
	[CONTEXT_CONFIDENTIALITY] = {"matters", "confidentiality",
		"How bad is it when what it knows gets out?", {"high", "medium", "low"},
		{"worse than a score assumes", "as a score assumes",
			"it knows no secret"},
		1},
	[CONTEXT_INTEGRITY] = {"matters", "integrity",
		"How bad is it when it does or says what it should not?",
		{"high", "medium", "low"},
		{"worse than a score assumes", "as a score assumes", "little is lost"},
		1},
	[CONTEXT_AVAILABILITY] = {"matters", "availability",
		"How bad is it when it stops?", {"high", "medium", "low"},
		{"worse than a score assumes: a production line", "as a score assumes",
			"it may be off for a while"},
		1},
#define INTERFACE(name, question)                                                        \
	{                                                                                \
		"interfaces", name, question, {"yes", "no"},                             \
		{                                                                        \
			"it has", "none at all"                                          \
		}                                                                        \
	}
	[CONTEXT_USB] =
		INTERFACE("usb", "Has it USB: ports, or parts that hang on it inside?"),
	[CONTEXT_BLUETOOTH] = INTERFACE("bluetooth", "Has it Bluetooth?"),
	[CONTEXT_WIRELESS] = INTERFACE("wireless", "Has it Wi-Fi?"),
	[CONTEXT_NFC] = INTERFACE("nfc", "Has it NFC?"),
	[CONTEXT_CAN] = INTERFACE("can", "Has it a CAN bus?"),
	[CONTEXT_INFINIBAND] =
		INTERFACE("infiniband", "Has it InfiniBand or other RDMA?"),
	[CONTEXT_THUNDERBOLT] = INTERFACE("thunderbolt", "Has it Thunderbolt or USB4?"),
	[CONTEXT_FIREWIRE] = INTERFACE("firewire", "Has it FireWire?"),
	[CONTEXT_GRAPHICS] = INTERFACE("graphics", "Has it graphics hardware?"),
	[CONTEXT_SOUND] = INTERFACE("sound", "Has it sound hardware?"),
	[CONTEXT_CAMERAS] = INTERFACE("cameras", "Has it cameras, tuners or the like?"),
	[CONTEXT_FILESYSTEM_IMAGES] = {"interfaces", "filesystem-images",
		"Does it mount filesystems from outside: sticks, cards, images?",
		{"automatic", "manual", "none"},
		{"by itself, when one is there", "when a person does it", "never"}},
	{0},
};
