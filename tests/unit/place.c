/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define MOST 8

static size_t count_of(const char *const files[MOST])
{
	size_t count = 0;

	while (count < MOST && files[count])
		count++;
	return count;
}

static void expect_area(const char *const files[MOST], const char *expected)
{
	char area[PLACE_AREA_SIZE];

	memset(area, 'x', sizeof(area));
	place_subsystem(files, count_of(files), area);
	if (strcmp(area, expected) != 0)
		fail_msg("%s: '%s' instead of '%s'", files[0] ? files[0] : "no files",
			area, expected);
}

static const char *const areas[][2] = {
	{"net/sunrpc/auth_gss/svcauth_gss.c", "net/sunrpc"},
	{"fs/nfsd/nfs4state.c", "fs/nfsd"},
	{"fs/namei.c", "fs"},
	{"fs/smb/client/connect.c", "fs/smb"},
	{"fs/smb/server/smb2pdu.c", "fs/smb"},
	{"fs/cifs/connect.c", "fs/smb"},
	{"fs/ksmbd/smb2pdu.c", "fs/smb"},
	{"fs/smbfs_common/smb2pdu.h", "fs/smb"},
	{"fs/fscache/volume.c", "fs/netfs"},
	{"fs/io_uring.c", "io_uring"},
	{"fs/io-wq.c", "io_uring"},
	{"io_uring/net.c", "io_uring"},
	{"mm/slub.c", "mm"},
	{"mm/kasan/report.c", "mm"},
	{"mm/damon/core.c", "mm/damon"},
	{"kernel/fork.c", "kernel"},
	{"kernel/bpf/verifier.c", "kernel/bpf"},
	{"kernel/trace/rv/rv.c", "kernel/trace"},
	{"kernel/auditsc.c", "kernel/audit"},
	{"kernel/futex.c", "kernel/futex"},
	{"kernel/futex/pi.c", "kernel/futex"},
	{"net/socket.c", "net"},
	{"net/core/skbuff.c", "net/core"},
	{"net/ipv4/tcp.c", "net/ipv4"},
	{"net/ipv4/netfilter/arp_tables.c", "net/netfilter"},
	{"net/netfilter/nf_tables_api.c", "net/netfilter"},
	{"net/netfilter/ipset/ip_set_core.c", "net/netfilter"},
	{"net/netfilter/ipvs/ip_vs_ctl.c", "net/netfilter/ipvs"},
	{"net/bpf/test_run.c", "kernel/bpf"},
	{"drivers/uio/uio.c", "drivers/uio"},
	{"drivers/android/binder/node.rs", "drivers/android"},
	{"drivers/gpu/drm/drm_gem.c", "drivers/gpu/drm"},
	{"drivers/gpu/drm/amd/display/dc/core/dc.c", "drivers/gpu/drm/amd"},
	{"drivers/gpu/drm/ttm/ttm_bo.c", "drivers/gpu/drm/ttm"},
	{"drivers/gpu/host1x/bus.c", "drivers/gpu/host1x"},
	{"drivers/net/tun.c", "drivers/net"},
	{"drivers/net/ethernet/intel/ice/ice_main.c", "drivers/net/ethernet/intel"},
	{"drivers/net/wireless/ath/ath11k/core.c", "drivers/net/wireless/ath"},
	{"drivers/net/wireless/mac80211_hwsim.c", "drivers/net/wireless/virtual"},
	{"drivers/net/can/dev/dev.c", "drivers/net/can"},
	{"drivers/media/usb/uvc/uvc_driver.c", "drivers/media/usb"},
	{"drivers/usb/gadget/function/f_fs.c", "drivers/usb/gadget"},
	{"drivers/usb/roles/class.c", "drivers/usb"},
	{"drivers/scsi/sd.c", "drivers/scsi"},
	{"drivers/scsi/mvsas/mv_sas.c", "drivers/scsi"},
	{"drivers/scsi/lpfc/lpfc_els.c", "drivers/scsi/lpfc"},
	{"drivers/scsi/ufs/ufshcd.c", "drivers/ufs"},
	{"drivers/crypto/qat/qat_common/adf_aer.c", "drivers/crypto/intel"},
	{"drivers/misc/habanalabs/common/memory.c", "drivers/accel/habanalabs"},
	{"drivers/staging/rtl8723bs/core/rtw_ap.c", "drivers/staging/rtl8723bs"},
	{"drivers/staging/erofs/super.c", "fs/erofs"},
	{"drivers/Kconfig", "drivers"},
	{"sound/soc/codecs/wcd938x.c", "sound/soc"},
	{"sound/soc/sof/core.c", "sound/soc/sof"},
	{"sound/usb/mixer.c", "sound/usb"},
	{"sound/pci/hda/hda_codec.c", "sound/hda"},
	{"arch/x86/kvm/x86.c", "arch/x86/kvm"},
	{"arch/x86/kvm/vmx/nested.c", "arch/x86/kvm"},
	{"arch/x86/include/asm/kvm_host.h", "arch/x86/kvm"},
	{"arch/x86/include/asm/page.h", "arch/x86"},
	{"arch/arm64/kernel/entry.S", "arch/arm64"},
	{"arch/powerpc/mm/mem.c", "arch/powerpc"},
	{"arch/x86/crypto/aesni-intel_glue.c", "crypto"},
	{"arch/Kconfig", "arch"},
	{"virt/kvm/kvm_main.c", "virt/kvm"},
	{"crypto/af_alg.c", "crypto"},
	{"crypto/asymmetric_keys/x509_parser.c", "crypto"},
	{"block/partitions/core.c", "block"},
	{"security/security.c", "security"},
	{"security/apparmor/policy.c", "security/apparmor"},
	{"rust/kernel/pwm.rs", "rust"},
	{"lib/iov_iter.c", "lib"},
	{"tools/testing/selftests/bpf/progs/iters.c", "tools/testing"},
	{"tools/lib/bpf/btf.c", "tools/lib/bpf"},
	{"Documentation/virt/kvm/api.rst", "Documentation"},
	{"MAINTAINERS", "other"},
};

static void test_one_file(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(areas) / sizeof(areas[0]); i++)
		expect_area((const char *const[MOST]){areas[i][0]}, areas[i][1]);
}

/* A rule ends where a component does: a name that only starts the same is another. */
static void test_component_borders(void **state)
{
	(void)state;
	expect_area((const char *const[MOST]){"fs/cifsx/a.c"}, "fs/cifsx");
	expect_area((const char *const[MOST]){"fs/smb2/a.c"}, "fs/smb2");
	expect_area((const char *const[MOST]){"netx/core/a.c"}, "netx");
	expect_area((const char *const[MOST]){"mm/damonx/a.c"}, "mm");
	expect_area((const char *const[MOST]){"kernel/bpf"}, "kernel");
	expect_area((const char *const[MOST]){"includes/linux/bpf.h"}, "includes");
}

static const char *const headers[][2] = {
	{"include/net/bluetooth/hci_core.h", "net/bluetooth"},
	{"include/net/sock.h", "net/core"},
	{"include/net/tcp.h", "net/ipv4"},
	{"include/net/mac80211.h", "net/mac80211"},
	{"include/net/netfilter/nf_tables.h", "net/netfilter"},
	{"include/net/unheard_of.h", "net"},
	{"include/linux/bpf_verifier.h", "kernel/bpf"},
	{"include/uapi/linux/bpf.h", "kernel/bpf"},
	{"include/linux/skbuff.h", "net/core"},
	{"include/linux/mm_types.h", "mm"},
	{"include/linux/phy.h", "drivers/net/phy"},
	{"include/linux/phy/phy.h", "drivers/phy"},
	{"include/linux/sched.h", "kernel/sched"},
	{"include/linux/keyboard.h", "include"},
	{"include/linux/nvmem-consumer.h", "include"},
	{"include/drm/ttm/ttm_tt.h", "drivers/gpu/drm/ttm"},
	{"include/sound/soc.h", "sound/soc"},
	{"include/sound/pcm.h", "sound/core"},
	{"include/trace/events/rxrpc.h", "net/rxrpc"},
	{"include/linux/unheard_of.h", "include"},
	{"include/", "include"},
};

static void test_headers(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		expect_area((const char *const[MOST]){headers[i][0]}, headers[i][1]);
}

static void test_most_files_win(void **state)
{
	(void)state;
	expect_area((const char *const[MOST]){"fs/nfs/a.c", "net/sunrpc/b.c",
			    "net/sunrpc/c.c"},
		"net/sunrpc");
	expect_area(
		(const char *const[MOST]){"net/sunrpc/b.c", "fs/nfs/a.c"}, "net/sunrpc");
	expect_area((const char *const[MOST]){"fs/nfs/a.c", "net/sunrpc/b.c"}, "fs/nfs");
	expect_area((const char *const[MOST]){"fs/a.c", "fs/cifs/a.c", "fs/ksmbd/a.c"},
		"fs/smb");
	expect_area((const char *const[MOST]){"", "mm/slub.c"}, "mm");
}

static void test_code_speaks_before_headers(void **state)
{
	(void)state;
	expect_area((const char *const[MOST]){"include/linux/mm.h",
			    "include/linux/pagemap.h", "fs/btrfs/inode.c"},
		"fs/btrfs");
	/* Where code is divided headers decide. */
	expect_area((const char *const[MOST]){"fs/nfs/a.c", "include/linux/sunrpc/clnt.h",
			    "net/sunrpc/b.c"},
		"net/sunrpc");
	expect_area((const char *const[MOST]){"arch/x86/include/asm/kvm_host.h",
			    "arch/x86/include/asm/page.h", "virt/kvm/kvm_main.c"},
		"virt/kvm");
}

static void test_aside(void **state)
{
	(void)state;
	expect_area((const char *const[MOST]){"Documentation/a.rst", "MAINTAINERS",
			    "tools/testing/selftests/a.c", "tools/testing/selftests/b.c",
			    "include/linux/unheard_of.h", "fs/nfsd/a.c"},
		"fs/nfsd");
	expect_area((const char *const[MOST]){"Documentation/a.rst",
			    "Documentation/b.rst", "include/net/sock.h"},
		"net/core");
	expect_area((const char *const[MOST]){"MAINTAINERS", "Documentation/a.rst",
			    "Documentation/b.rst"},
		"Documentation");
}

static void test_no_files(void **state)
{
	char area[PLACE_AREA_SIZE] = "x";

	(void)state;
	place_subsystem(NULL, 0, area);
	assert_string_equal(area, "");
	expect_area((const char *const[MOST]){""}, "");
}

static void test_hostile_paths(void **state)
{
	(void)state;
	expect_area((const char *const[MOST]){"no-folder"}, "other");
	expect_area((const char *const[MOST]){"/"}, "other");
	expect_area((const char *const[MOST]){"//etc/passwd"}, "other");
	expect_area((const char *const[MOST]){"../../etc/passwd"}, "..");
	expect_area((const char *const[MOST]){"drivers/\x1b[31m/a.c"}, "drivers/?[31m");
	expect_area((const char *const[MOST]){"fs/\xff\xfe \x7f/a.c"}, "fs/????");
	expect_area((const char *const[MOST]){"drivers/net/ethernet/"},
		"drivers/net/ethernet");
}

static void test_long_paths(void **state)
{
	size_t len = 1 << 20;
	char *path = malloc(len + 1);
	char area[PLACE_AREA_SIZE];

	(void)state;
	assert_non_null(path);
	memset(path, 'a', len);
	path[len] = '\0';
	memcpy(path, "drivers/net/ethernet/", 21);
	path[len - 2] = '/';
	place_subsystem((const char *const *)&path, 1, area);
	assert_int_equal(strlen(area), PLACE_AREA_SIZE - 1);
	assert_memory_equal(area, path, PLACE_AREA_SIZE - 1);
	memset(path, '/', len);
	place_subsystem((const char *const *)&path, 1, area);
	assert_string_equal(area, "other");
	assert_int_equal(place_languages((const char *const *)&path, 1),
		1u << KVET_LANGUAGE_OTHER);
	free(path);
}

/* More areas than are kept: the first ones still count. */
static void test_many_areas(void **state)
{
	enum { FILES = 300 };
	static char paths[FILES][16];
	const char *files[FILES];
	char area[PLACE_AREA_SIZE];

	(void)state;
	for (unsigned i = 0; i < FILES; i++) {
		snprintf(paths[i], sizeof(paths[i]), "fs/%u/a.c", i % 299);
		files[i] = paths[i];
	}
	place_subsystem(files, FILES, area);
	assert_string_equal(area, "fs/0");
}

#define C (1u << KVET_LANGUAGE_C)
#define RUST (1u << KVET_LANGUAGE_RUST)
#define ASSEMBLY (1u << KVET_LANGUAGE_ASSEMBLY)
#define OTHER (1u << KVET_LANGUAGE_OTHER)

static const struct {
	const char *files[MOST];
	unsigned languages;
} languages_of[] = {
	{{"fs/namei.c"}, C},
	{{"include/linux/fs.h"}, C},
	{{"drivers/android/binder/node.rs"}, RUST},
	{{"arch/x86/entry/entry_64.S"}, ASSEMBLY},
	{{"arch/x86/entry/entry_64.S", "arch/x86/entry/common.c"}, C},
	{{"arch/x86/entry/entry_64.S", "arch/x86/include/asm/page.h"}, C},
	{{"arch/x86/entry/entry_64.S", "rust/kernel/lib.rs"}, ASSEMBLY | RUST},
	{{"rust/kernel/pwm.rs", "drivers/pwm/core.c"}, RUST | C},
	{{"rust/kernel/pwm.rs", "include/linux/pwm.h"}, RUST | C},
	{{"rust/bindings/bindings_helper.h", "rust/kernel/pwm.rs"}, RUST},
	{{"rust/helpers/helpers.h", "rust/kernel/pwm.rs"}, RUST},
	{{"rust/helpers/pwm.c", "rust/kernel/pwm.rs"}, RUST},
	{{"rust/helpers/pwm.c", "rust/kernel/pwm.rs", "mm/slub.c"}, RUST | C},
	{{"rust/helpers/pwm.c"}, C},
	{{"rust/helpers/a.S", "rust/bindings/bindings_helper.h"}, C},
	{{"fs/Kconfig", "fs/namei.c"}, C},
	{{"fs/Kconfig", "fs/Makefile"}, OTHER},
	{{"arch/arm64/boot/dts/a.dtsi"}, OTHER},
	{{"a.s"}, OTHER},
	{{"tools/a.cc"}, OTHER},
	{{".c"}, OTHER},
	{{"c"}, OTHER},
	{{""}, OTHER},
	{{NULL}, OTHER},
};

static void test_languages(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(languages_of) / sizeof(languages_of[0]); i++) {
		size_t count = count_of(languages_of[i].files);
		unsigned languages = place_languages(languages_of[i].files, count);

		if (languages != languages_of[i].languages)
			fail_msg("%s: %x instead of %x", languages_of[i].files[0],
				languages, languages_of[i].languages);
	}
	assert_int_equal(place_languages(NULL, 0), OTHER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_file),
		cmocka_unit_test(test_component_borders),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_most_files_win),
		cmocka_unit_test(test_code_speaks_before_headers),
		cmocka_unit_test(test_aside),
		cmocka_unit_test(test_no_files),
		cmocka_unit_test(test_hostile_paths),
		cmocka_unit_test(test_long_paths),
		cmocka_unit_test(test_many_areas),
		cmocka_unit_test(test_languages),
	};

	return cmocka_run_group_tests_name("place", tests, NULL, NULL);
}
