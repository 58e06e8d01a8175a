/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hosts made of a few files in a folder: never the one that the test runs on. */
#include "feed_sink.h"

#include "target/target.h"

struct host {
	const char *version, *signature, *osrelease, *distribution;
};

static void write_host(const struct host *host)
{
	const char *const files[][2] = {
		{"root/proc/version", host->version},
		{"root/proc/version_signature", host->signature},
		{"root/proc/sys/kernel/osrelease", host->osrelease},
		{"root/etc/os-release", host->distribution},
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		remove(files[i][0]);
		if (files[i][1])
			write_text(files[i][0], files[i][1]);
	}
}

static struct kvet_target *read_host(const struct host *host)
{
	struct kvet_target *target = NULL;
	struct kvet_error error = {0};

	write_host(host);
	if (kvet_target_from_host("root", &target, &error))
		fail_msg("%s", error.message);
	assert_string_equal(kvet_target_input(target), "host");
	assert_string_equal(kvet_target_kind(target), "host");
	return target;
}

static void assert_release(const struct kvet_target *target, const char *wanted)
{
	char text[KVET_RELEASE_SIZE];

	assert_string_equal(kvet_release_text(kvet_target_release(target), text), wanted);
}

static bool has_note(const struct kvet_target *target, const char *words)
{
	const char *note;

	for (size_t i = 0; (note = kvet_target_note(target, i)); i++) {
		if (strstr(note, words))
			return true;
	}
	return false;
}

#define DEBIAN_BANNER                                                                    \
	"Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian " \
	"12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP "      \
	"PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-06-20)\n"

static void test_debian_says_its_release_in_the_banner(void **state)
{
	struct kvet_target *target = read_host(&(struct host){.version = DEBIAN_BANNER,
		.osrelease = "6.1.0-56-amd64\n",
		.distribution = "NAME=\"Debian GNU/Linux\"\n"
				"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"});

	(void)state;
	assert_release(target, "6.1.192");
	assert_string_equal(kvet_target_distribution(target), "Debian 6.1.192-2");
	assert_true(kvet_target_upper_bound(target));
	assert_true(has_note(target, "/proc/version"));
	assert_true(has_note(target, "Debian GNU/Linux 12 (bookworm) (/etc/os-release)"));
	kvet_target_free(target);
}

static void test_ubuntu_says_its_release_in_the_signature(void **state)
{
	struct kvet_target *target = read_host(&(struct host){
		.version = "Linux version 5.15.0-91-generic (buildd@host) (gcc (Ubuntu "
			   "11.4.0-1ubuntu1) 11.4.0) #101-Ubuntu SMP\n",
		.signature = "Ubuntu 5.15.0-91.101-generic 5.15.131\n",
		.osrelease = "5.15.0-91-generic\n",
		.distribution = "PRETTY_NAME='Ubuntu 22.04.3 LTS'\n"});

	(void)state;
	assert_release(target, "5.15.131");
	assert_string_equal(
		kvet_target_distribution(target), "Ubuntu 5.15.0-91.101-generic");
	assert_true(kvet_target_upper_bound(target));
	assert_true(has_note(target, "/proc/version_signature"));
	assert_true(has_note(target, "itself Ubuntu 22.04.3 LTS ("));
	kvet_target_free(target);
}

static void test_a_signature_of_nonsense_is_passed_over(void **state)
{
	struct kvet_target *target = read_host(&(struct host){
		.version = "Linux version 6.1.55 (me@host) (gcc 13) #1 SMP\n",
		.signature = "Ubuntu nonsense\n"});

	(void)state;
	assert_release(target, "6.1.55");
	assert_false(kvet_target_upper_bound(target));
	kvet_target_free(target);
}

static void test_fedora_keeps_the_release(void **state)
{
	struct kvet_target *target = read_host(&(struct host){
		.version = "Linux version 6.11.4-301.fc41.x86_64 (mockbuild@host) (gcc "
			   "(GCC) "
			   "14.2.1 (Red Hat 14.2.1-3)) #1 SMP PREEMPT_DYNAMIC\n",
		.osrelease = "6.11.4-301.fc41.x86_64\n",
		.distribution = "PRETTY_NAME=\"Fedora Linux 41\"\n"});

	(void)state;
	assert_release(target, "6.11.4");
	assert_string_equal(kvet_target_distribution(target), "Fedora");
	assert_true(kvet_target_upper_bound(target));
	kvet_target_free(target);
}

static void test_plain_mainline_is_exact(void **state)
{
	struct kvet_target *target = read_host(&(struct host){
		.version = "Linux version 6.12.3 (me@host) (Debian clang version 14.0.6, "
			   "Debian LLD 14.0.6) #1 SMP\n"});

	(void)state;
	assert_release(target, "6.12.3");
	assert_string_equal(kvet_target_distribution(target), "");
	assert_false(kvet_target_upper_bound(target));
	kvet_target_free(target);
}

static void test_the_release_string_serves_where_nothing_better_is_there(void **state)
{
	struct kvet_target *target =
		read_host(&(struct host){.osrelease = "6.1.0-56-amd64\n"});

	(void)state;
	assert_release(target, "6.1");
	assert_int_equal(target->span.ceiling.stable, UINT16_MAX);
	assert_true(kvet_target_upper_bound(target));
	assert_true(has_note(target, "/proc/sys/kernel/osrelease"));
	kvet_target_free(target);
	target = read_host(
		&(struct host){.version = "something else\n", .osrelease = "6.1.55"});
	assert_release(target, "6.1.55");
	kvet_target_free(target);
}

static void assert_refused(const struct host *host, enum kvet_code code)
{
	struct kvet_target *target = NULL;
	struct kvet_error error = {0};

	write_host(host);
	assert_int_equal(kvet_target_from_host("root", &target, &error), code);
	assert_int_equal(error.code, code);
	assert_true(*error.message);
	assert_null(target);
	assert_int_equal(kvet_target_from_host("root", &target, NULL), code);
}

static void test_a_host_that_says_nothing_is_not_found(void **state)
{
	struct kvet_target *target = NULL;

	(void)state;
	assert_refused(&(struct host){0}, KVET_ERROR_NOT_FOUND);
	assert_refused(
		&(struct host){.version = "", .osrelease = ""}, KVET_ERROR_NOT_FOUND);
	assert_int_equal(kvet_target_from_host("no-such-root", &target, NULL),
		KVET_ERROR_NOT_FOUND);
}

static void test_a_host_that_says_nonsense_is_refused(void **state)
{
	(void)state;
	assert_refused(
		&(struct host){.version = "Linux version mine (x)\n"}, KVET_ERROR_INPUT);
	assert_refused(&(struct host){.version = "nonsense"}, KVET_ERROR_INPUT);
	assert_refused(&(struct host){.osrelease = "nonsense"}, KVET_ERROR_INPUT);
	assert_refused(&(struct host){.version = "\n\n", .osrelease = "\x80\xff"},
		KVET_ERROR_INPUT);
}

static void test_long_and_binary_files_are_bounded(void **state)
{
	static char text[1 << 16];
	struct kvet_target *target = NULL;

	(void)state;
	memset(text, 'x', sizeof(text));
	write_host(&(struct host){0});
	write_bytes("root/proc/version", text, sizeof(text));
	write_bytes("root/proc/version_signature", text, sizeof(text));
	write_bytes("root/proc/sys/kernel/osrelease", "6.1.55", 6);
	write_bytes("root/etc/os-release", text, sizeof(text));
	assert_int_equal(kvet_target_from_host("root", &target, NULL), 0);
	assert_release(target, "6.1.55");
	kvet_target_free(target);

	memset(text, 0, sizeof(text));
	write_bytes("root/proc/version", text, sizeof(text));
	memcpy(text, "Ubuntu ", 7);
	write_bytes("root/proc/version_signature", text, sizeof(text));
	memcpy(text, "PRETTY_NAME=", 12);
	write_bytes("root/etc/os-release", text, sizeof(text));
	assert_int_equal(kvet_target_from_host("root", &target, NULL), 0);
	assert_release(target, "6.1.55");
	kvet_target_free(target);
}

/* A folder that somebody else made may hold what would wait for ever. */
static void test_pipes_and_folders_are_no_files(void **state)
{
	struct kvet_target *target = NULL;

	(void)state;
	write_host(&(struct host){.osrelease = "6.1.55"});
	assert_int_equal(mkfifo("root/proc/version", 0600), 0);
	assert_int_equal(mkdir("root/proc/version_signature", 0700), 0);
	assert_int_equal(mkfifo("root/etc/os-release", 0600), 0);
	alarm(10);
	assert_int_equal(kvet_target_from_host("root", &target, NULL), 0);
	alarm(0);
	assert_release(target, "6.1.55");
	kvet_target_free(target);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_debian_says_its_release_in_the_banner),
		cmocka_unit_test(test_ubuntu_says_its_release_in_the_signature),
		cmocka_unit_test(test_a_signature_of_nonsense_is_passed_over),
		cmocka_unit_test(test_fedora_keeps_the_release),
		cmocka_unit_test(test_plain_mainline_is_exact),
		cmocka_unit_test(
			test_the_release_string_serves_where_nothing_better_is_there),
		cmocka_unit_test(test_a_host_that_says_nothing_is_not_found),
		cmocka_unit_test(test_a_host_that_says_nonsense_is_refused),
		cmocka_unit_test(test_long_and_binary_files_are_bounded),
		cmocka_unit_test(test_pipes_and_folders_are_no_files),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
