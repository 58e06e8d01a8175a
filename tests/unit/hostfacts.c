/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What hosts and unpacked images made of a few files say beside their release. */
#include "feed_sink.h"

#include "target/hostfacts.h"
#include "target/hostkernels.h"

#include <zlib.h>

#define RELEASE "6.1.0-56-amd64"
#define MODULES "root/usr/lib/modules/" RELEASE "/"

static void clear_root(void)
{
	nftw("root", scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	assert_int_equal(mkdir("root", 0700), 0);
}

static void write_packed(const char *path, const char *text, size_t len)
{
	write_text(path, "");
	gzFile file = gzopen(path, "wb9");

	assert_non_null(file);
	assert_int_equal(gzwrite(file, text, (unsigned)len), len);
	assert_int_equal(gzclose(file), Z_OK);
}

static int read_code(
	struct kvet_target **target, struct host_facts *facts, struct kvet_error *error)
{
	*target = target_new("host", "host");
	assert_non_null(*target);
	return host_read(*target, "root", facts, error);
}

static struct kvet_target *read_root(struct host_facts *facts)
{
	struct kvet_target *target;
	struct kvet_error error = {0};

	if (read_code(&target, facts, &error))
		fail_msg("%s", error.message);
	return target;
}

static bool has_note(const struct kvet_target *target, const char *words)
{
	for (size_t i = 0; i < target->note_count; i++) {
		if (strstr(target->notes[i], words))
			return true;
	}
	return false;
}

static void assert_release(const struct kvet_target *target, const char *wanted)
{
	char text[KVET_RELEASE_SIZE];

	assert_string_equal(kvet_release_text(target->release, text), wanted);
}

static void end(struct kvet_target *target, struct host_facts *facts)
{
	host_facts_release(facts);
	kvet_target_free(target);
}

#define CHANGELOG                                                                        \
	"linux (6.1.192-2) bookworm; urgency=high\n\n"                                   \
	"    https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.192\n"           \
	"    - net: new (CVE-2024-1002)\n"                                               \
	"\n -- A <a@example.org>  Mon, 16 Nov 2026 11:17:40 +0100\n\n"                   \
	"linux (6.1.190-1) bookworm; urgency=high\n\n"                                   \
	"    - net: old (CVE-2024-1001)\n"                                               \
	"\n -- A <a@example.org>  Mon, 16 Nov 2026 11:17:40 +0100\n"

static void write_debian(void)
{
	clear_root();
	write_text("root/boot/vmlinuz-" RELEASE, "image");
	write_text("root/boot/config-" RELEASE, "CONFIG_NFSD=m\n# CONFIG_X is not set\n");
	write_text(MODULES "modules.builtin", "kernel/fs/ext4/ext4.ko\n");
	write_text(MODULES "kernel/fs/nfsd/nfsd.ko", "");
	write_packed("root/usr/share/doc/linux-image-" RELEASE "/changelog.gz", CHANGELOG,
		strlen(CHANGELOG));
	write_text("root/var/lib/dpkg/status",
		"Package: linux-image-" RELEASE "\nStatus: install ok installed\n"
		"Maintainer: Debian Kernel Team <debian-kernel@lists.debian.org>\n"
		"Version: 6.1.192-2\n");
}

static void write_running(const char *version)
{
	char text[256];

	snprintf(text, sizeof(text),
		"Linux version " RELEASE
		" (a@b) (gcc-12) #1 SMP Debian %s (2026-06-20)\n",
		version);
	write_text("root/proc/version", text);
	write_text("root/proc/sys/kernel/osrelease", RELEASE "\n");
	write_text("root/proc/modules", "nfsd 1 1 - Live 0x0\n");
}

static void test_an_unpacked_image_tells_all(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	write_debian();
	target = read_root(&facts);
	assert_release(target, "6.1.192");
	assert_string_equal(target->distribution, "Debian 6.1.192-2");
	assert_string_equal(facts.release, RELEASE);
	assert_false(facts.running);
	assert_string_equal(facts.image, "boot/vmlinuz-" RELEASE);
	assert_true(facts.image_named);
	assert_true(options_on(facts.options, "NFSD"));
	assert_string_equal(facts.options->source, "root/boot/config-" RELEASE);
	assert_true(modules_tell_absence(facts.modules));
	assert_int_equal(facts.changelog->fixes.count, 2);
	assert_true(has_note(
		target, "configuration: root/boot/config-" RELEASE " (1 options on)"));
	assert_true(has_note(target, "modules: 1 built in, 1 installed"));
	assert_true(has_note(target, "marks 2 CVEs as fixed up to 6.1.192-2"));
	assert_true(has_note(target, "newest upstream release it names is 6.1.192"));
	assert_true(has_note(target, "kernel image: /boot/vmlinuz-" RELEASE));
	end(target, &facts);
}

/* Its newest entries may be of a package that was never installed. */
static void test_without_a_version_no_changelog_counts(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	write_debian();
	unlink("root/var/lib/dpkg/status");
	target = read_root(&facts);
	assert_null(facts.changelog);
	end(target, &facts);
}

static void test_an_image_says_of_which_package_it_is(void **state)
{
	static const char banner[] = "\0\0\0\0Linux version " RELEASE
				     " (a@b) (gcc-12) #1 SMP Debian 6.1.190-1 (d)\n";
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	write_debian();
	write_bytes("root/boot/vmlinuz-" RELEASE, banner, sizeof(banner));
	target = read_root(&facts);
	assert_release(target, "6.1.190");
	assert_non_null(facts.parsed.kind);
	assert_int_equal(facts.changelog->fixes.count, 1);
	assert_true(has_note(target, "release from the image /boot/vmlinuz-" RELEASE));
	end(target, &facts);
}

static void test_a_running_host_is_what_runs(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	write_debian();
	write_running("6.1.190-1"); /* not rebooted since the update */
	write_packed("root/proc/config.gz", "CONFIG_RUNS=y\n", 14);
	target = read_root(&facts);
	assert_release(target, "6.1.190");
	assert_true(facts.running);
	assert_true(options_on(facts.options, "RUNS"));
	assert_int_equal(modules_state(facts.modules, "fs/nfsd/nfsd.ko"), MODULE_LOADED);
	assert_int_equal(facts.changelog->fixes.count, 1);
	assert_non_null(changelog_find(facts.changelog, CVE(2024, 1001)));
	assert_true(has_note(target, "installed is linux-image-" RELEASE " 6.1.192-2"));
	end(target, &facts);
}

static void test_a_host_without_anything_has_only_a_release(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	clear_root();
	write_text("root/proc/version", "Linux version 6.1.55 (a@b) (gcc 13) #1 SMP\n");
	target = read_root(&facts);
	assert_release(target, "6.1.55");
	assert_string_equal(facts.release, "6.1.55");
	assert_null(facts.options);
	assert_null(facts.changelog);
	assert_non_null(facts.modules);
	assert_false(modules_tell_absence(facts.modules));
	assert_string_equal(facts.image, "");
	assert_true(has_note(target, "configuration: none"));
	assert_true(has_note(target, "modules: no list"));
	end(target, &facts);
}

static void test_of_several_kernels_the_newest_is_taken(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	clear_root();
	write_text("root/boot/vmlinuz-6.1.0-9-amd64", "");
	write_text("root/boot/vmlinuz-6.1.0-56-amd64", "");
	write_text("root/boot/config-6.9.1", "CONFIG_X=y\n"); /* its image is gone */
	write_text("root/boot/vmlinuz-0-rescue-abc", "");
	write_text("root/boot/vmlinuz.old", "");
	write_text("root/lib/modules/5.10.0-9-amd64/modules.order", "");
	write_text("root/usr/lib/modules/not a release/x", "");
	target = read_root(&facts);
	assert_string_equal(facts.release, RELEASE);
	assert_release(target, "6.1");
	assert_true(target->upper_bound);
	assert_true(has_note(
		target, "this is the newest: 6.1.0-9-amd64, 6.9.1, 5.10.0-9-amd64"));
	end(target, &facts);
	/* The same files are told of where another runs. */
	write_text("root/proc/sys/kernel/osrelease", "6.8.2\n");
	target = read_root(&facts);
	assert_release(target, "6.8.2");
	assert_true(
		has_note(target, "is none of those installed here: 6.1.0-56-amd64, "));
	assert_string_equal(facts.image, "");
	end(target, &facts);
}

static void test_releases_are_ordered_as_versions(void **state)
{
	static const char *const order[] = {"5.10.0-9-amd64", "6.1.0-9-amd64",
		"6.1.0-56-amd64", "6.1.55", "6.9.0-rc2", "6.9.0", "6.12.9+deb13-amd64",
		"6.12.90+deb13-amd64", "6.12.117+deb13-amd64"};
	size_t count = sizeof(order) / sizeof(*order);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			int got = hostkernels_compare(order[i], order[j]);

			assert_int_equal((got > 0) - (got < 0), (i > j) - (i < j));
		}
		assert_true(hostkernels_is_release(order[i]));
	}
	assert_false(hostkernels_is_release(""));
	assert_false(hostkernels_is_release("../6.1.55"));
	assert_false(hostkernels_is_release("6.1.55/.."));
	assert_false(hostkernels_is_release("rescue"));
}

static void test_an_image_without_a_release_is_named(void **state)
{
	struct kvet_error error = {0};
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	clear_root();
	write_text("root/boot/zImage", "");
	assert_int_equal(read_code(&target, &facts, &error), KVET_ERROR_NOT_FOUND);
	assert_string_equal(facts.image, "boot/zImage");
	assert_false(facts.image_named);
	end(target, &facts);
	write_text("root/lib/modules/5.15.71/modules.builtin", "kernel/x.ko\n");
	target = read_root(&facts);
	assert_release(target, "5.15.71");
	assert_string_equal(facts.image, "boot/zImage");
	assert_false(facts.image_named);
	end(target, &facts);
	clear_root();
	assert_int_equal(read_code(&target, &facts, &error), KVET_ERROR_NOT_FOUND);
	assert_string_equal(facts.image, "");
	assert_true(*error.hint);
	end(target, &facts);
	clear_root();
	write_text("root/boot/vmlinuz-6.1.55", "");
	assert_int_equal(symlink("boot/vmlinuz-6.1.55", "root/vmlinuz"), 0);
	target = read_root(&facts);
	assert_string_equal(facts.image, "boot/vmlinuz-6.1.55");
	end(target, &facts);
}

/* Ubuntu's version begins with no upstream release, and is not taken for one. */
static void test_another_package_than_debians_is_not_read_as_one(void **state)
{
	static const char *const owners[] = {
		"Ubuntu Kernel Team <kernel-team@lists.ubuntu.com>",
		"Somebody <somebody@debian.org>"};
	struct host_facts facts;
	struct kvet_target *target;
	char text[256];

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		clear_root();
		write_text("root/boot/vmlinuz-5.15.0-91-generic", "");
		snprintf(text, sizeof(text),
			"Package: linux-image-5.15.0-91-generic\n"
			"Status: install ok installed\nMaintainer: %s\n"
			"Version: 5.15.0-91.101\n",
			owners[i]);
		write_text("root/var/lib/dpkg/status", text);
		write_text("root/usr/share/doc/linux-modules-5.15.0-91-generic/"
			   "changelog.Debian",
			"linux (5.15.0-91.101) jammy; urgency=medium\n\n"
			"  * CVE-2024-1001\n    - net: it\n");
		target = read_root(&facts);
		assert_release(target, "5.15");
		assert_int_equal(target->span.ceiling.stable, UINT16_MAX);
		assert_int_equal(facts.changelog->fixes.count, 1);
		end(target, &facts);
	}
	/* Running, it says its version with the flavour. */
	write_text(
		"root/proc/version_signature", "Ubuntu 5.15.0-91.101-generic 5.15.131\n");
	write_text("root/proc/sys/kernel/osrelease", "5.15.0-91-generic\n");
	target = read_root(&facts);
	assert_release(target, "5.15.131");
	assert_int_equal(facts.changelog->fixes.count, 1);
	end(target, &facts);
}

static void test_hostile_files_are_passed_over(void **state)
{
	static char zeroes[64u << 20];
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	write_debian();
	write_running("6.1.192-2");
	/* A bomb, nonsense, a pipe, a link to outside: the next place is asked. */
	write_packed("root/proc/config.gz", zeroes, sizeof(zeroes));
	write_text("outside", "CONFIG_OUTSIDE=y\n");
	unlink("root/boot/config-" RELEASE);
	assert_int_equal(symlink("../../outside", "root/boot/config-" RELEASE), 0);
	assert_int_equal(mkfifo(MODULES "config", 0600), 0);
	write_text("root/usr/src/headers/.config", "CONFIG_LAST=y\n");
	assert_int_equal(symlink("/usr/src/headers", MODULES "build"), 0);
	write_text(MODULES "modules.builtin", "\x01\x02 nonsense");
	unlink("root/usr/share/doc/linux-image-" RELEASE "/changelog.gz");
	write_packed("root/usr/share/doc/linux-image-" RELEASE "/changelog.gz", zeroes,
		sizeof(zeroes));
	alarm(60);
	target = read_root(&facts);
	alarm(0);
	assert_true(options_on(facts.options, "LAST"));
	assert_true(has_note(target, "config.gz cannot be read: unpacks to more"));
	assert_false(modules_tell_absence(facts.modules));
	assert_true(has_note(target, "modules.builtin, line 1"));
	assert_null(facts.changelog);
	assert_true(has_note(target, "changelog: "));
	end(target, &facts);
}

/* What /proc says goes into paths: not when it is none of a kernel. */
static void test_a_hostile_release_is_no_path(void **state)
{
	struct host_facts facts;
	struct kvet_target *target;

	(void)state;
	clear_root();
	write_text("root/proc/version", "Linux version 6.1.55 (a@b) (gcc 13) #1 SMP\n");
	write_text("root/proc/sys/kernel/osrelease", "../../etc\n");
	write_text("root/etc/modules.builtin", "kernel/x.ko\n");
	target = read_root(&facts);
	assert_release(target, "6.1.55");
	assert_null(facts.modules);
	assert_null(facts.options);
	end(target, &facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_unpacked_image_tells_all),
		cmocka_unit_test(test_without_a_version_no_changelog_counts),
		cmocka_unit_test(test_an_image_says_of_which_package_it_is),
		cmocka_unit_test(test_a_running_host_is_what_runs),
		cmocka_unit_test(test_a_host_without_anything_has_only_a_release),
		cmocka_unit_test(test_of_several_kernels_the_newest_is_taken),
		cmocka_unit_test(test_releases_are_ordered_as_versions),
		cmocka_unit_test(test_an_image_without_a_release_is_named),
		cmocka_unit_test(test_another_package_than_debians_is_not_read_as_one),
		cmocka_unit_test(test_hostile_files_are_passed_over),
		cmocka_unit_test(test_a_hostile_release_is_no_path),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
