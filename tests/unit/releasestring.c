/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/target.h"

#include "verdict/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct kvet_target *target(const char *text)
{
	struct kvet_target *found = NULL;
	struct kvet_error error;

	if (kvet_target_from_release(text, &found, &error))
		fail_msg("'%s': %s", text, error.message);
	return found;
}

/* Release strings of the real world: the release, what may have come in, whose it is. */
static const struct {
	const char *text, *release, *floor, *ceiling;
	bool upper_bound;
	const char *distribution;
	const char
		*next; /* the release that commits behind it are on the way to, or NULL */
} strings[] = {
	/* Upstream's own: exact. */
	{"6.1.55", "6.1.55", "6.1.55", "6.1.55", false, ""},
	{"v6.1", "6.1", "6.1", "6.1", false, ""},
	{"6.1.0", "6.1", "6.1", "6.1", false, ""},
	{"linux-6.1.55", "6.1.55", "6.1.55", "6.1.55", false, ""},
	{"kernel-6.1.55", "6.1.55", "6.1.55", "6.1.55", false, ""},
	{"refs/tags/v6.13-rc2", "6.13-rc2", "6.13-rc2", "6.13-rc2", true, ""},
	{"  2.6.32.70\n", "2.6.32.70", "2.6.32.70", "2.6.32.70", false, ""},
	/* Candidates. */
	{"6.13-rc2", "6.13-rc2", "6.13-rc2", "6.13-rc2", true, ""},
	{"6.13.0-rc2", "6.13-rc2", "6.13-rc2", "6.13-rc2", true, ""},
	{"6.1.55-rc1", "6.1.55-rc1", "6.1.55-rc1", "6.1.55", true, ""},
	{"6.13.0-0.rc2.20.fc42.x86_64", "6.13-rc2", "6.13-rc2", "6.13-rc2", true,
		"Fedora"},
	{"6.13.0-061300rc2-generic", "6.13-rc2", "6.13-rc2", "6.13-rc2", true, "Ubuntu"},
	/* Distributions whose number names no patch level. */
	{"6.1.0-27-amd64", "6.1", "6.1", "6.1.65535", true, "Debian"},
	{"6.12.0-1-arm64", "6.12", "6.12", "6.12.65535", true, "Debian"},
	{"6.1.0-27-cloud-amd64", "6.1", "6.1", "6.1.65535", true, "Debian"},
	{"6.1.0-27-686-pae", "6.1", "6.1", "6.1.65535", true, "Debian"},
	{"5.15.0-91-generic", "5.15", "5.15", "5.15.65535", true, "Ubuntu"},
	{"6.8.0-1010-aws", "6.8", "6.8", "6.8.65535", true, "Ubuntu"},
	{"4.18.0-553.el8", "4.18", "4.18", "4.18.65535", true,
		"Red Hat Enterprise Linux or a rebuild"},
	{"5.14.0-427.13.1.el9_4.x86_64", "5.14", "5.14", "5.14.65535", true,
		"Red Hat Enterprise Linux or a rebuild"},
	{"2.6.32-754.el6.x86_64", "2.6.32", "2.6.32", "2.6.32.65535", true,
		"Red Hat Enterprise Linux or a rebuild"},
	{"6.4.0-150600.23.7-default", "6.4", "6.4", "6.4.65535", true, "SUSE"},
	/* Those that keep it. */
	{"6.12.92-cip25+r0", "6.12.92", "6.12.92", "6.12.92", true,
		"the Civil Infrastructure Platform"},
	{"6.11.4-301.fc41.x86_64", "6.11.4", "6.11.4", "6.11.4", true, "Fedora"},
	{"6.1.112-122.189.amzn2023.x86_64", "6.1.112", "6.1.112", "6.1.112", true,
		"Amazon Linux"},
	{"5.15.0-209.161.7.2.el9uek.x86_64", "5.15", "5.15", "5.15.65535", true,
		"Oracle's Unbreakable Enterprise Kernel"},
	{"5.15.153.1-microsoft-standard-WSL2", "5.15.153", "5.15.153", "5.15.153", true,
		"Microsoft's kernel for WSL"},
	{"6.8.12-4-pve", "6.8.12", "6.8.12", "6.8.12", true, "Proxmox"},
	{"6.6.51+rpt-rpi-v8", "6.6.51", "6.6.51", "6.6.51", true, "Raspberry Pi OS"},
	{"5.10.110-rockchip", "5.10.110", "5.10.110", "5.10.110", true,
		"a vendor's or local build"},
	{"6.1.57-android14-11-g0123456789ab", "6.1.57", "6.1.57", "6.1.57", true,
		"Android", "6.1.58"},
	{"6.10.6-arch1-1", "6.10.6", "6.10.6", "6.10.6", true,
		"a vendor's or local build"},
	{"6.6.0-gitAUTOINC+abc", "6.6", "6.6", "6.6.65535", true, "a Yocto build"},
	/* Commits behind a release belong to the next one. */
	{"6.1-00012-gabcdef0", "6.1", "6.1", "6.1.65535", true, "a build from git",
		"6.2"},
	{"6.1.55-00012-gabcdef0", "6.1.55", "6.1.55", "6.1.55", true, "a build from git",
		"6.1.56"},
	{"6.13-rc2-00012-gabcdef0", "6.13-rc2", "6.13-rc2", "6.13-rc2", true,
		"a build from git", "6.13"},
	{"6.19-1-gabcdef0", "6.19", "6.19", "6.19.65535", true, "a build from git",
		"7.0"},
	{"2.6.32-1-gabcdef0", "2.6.32", "2.6.32", "2.6.32.65535", true,
		"a build from git", "2.6.33"},
	{"2.6.39-1-gabcdef0", "2.6.39", "2.6.39", "2.6.39.65535", true,
		"a build from git", "3.0"},
	{"2.6.32.70-1-gabcdef0", "2.6.32.70", "2.6.32.70", "2.6.32.70", true,
		"a build from git", "2.6.32.71"},
	{"6.1.55+", "6.1.55", "6.1.55", "6.1.55", true, "a build from a changed tree",
		"6.1.56"},
	{"4.19.113-perf+", "4.19.113", "4.19.113", "4.19.113", true,
		"a build from a changed tree", "4.19.114"},
	{"6.12.41+deb13-amd64", "6.12.41", "6.12.41", "6.12.41", true, "Debian"},
	/* Sentences. */
	{"Linux version 6.1.55 (me@host) (gcc (Debian 12.2.0-14) 12.2.0) #1 SMP",
		"6.1.55", "6.1.55", "6.1.55", false, ""},
	{"Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian "
	 "12.2.0-14+deb12u1) 12.2.0, GNU ld (GNU Binutils for Debian) 2.40) #1 SMP "
	 "PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-06-20)",
		"6.1.192", "6.1.192", "6.1.192", true, "Debian 6.1.192-2"},
	{"Debian 6.1.192-2", "6.1.192", "6.1.192", "6.1.192", true, "Debian 6.1.192-2"},
	{"Ubuntu 5.15.0-91.101-generic 5.15.131", "5.15.131", "5.15.131", "5.15.131",
		true, "Ubuntu 5.15.0-91.101-generic"},
};

static void test_release_strings_of_the_world_are_understood(void **state)
{
	char text[KVET_RELEASE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(strings); i++) {
		struct kvet_target *found = target(strings[i].text);
		const char *const wanted[] = {
			strings[i].release, strings[i].floor, strings[i].ceiling};
		const struct kvet_release got[] = {
			found->release, found->span.floor, found->span.ceiling};

		for (size_t k = 0; k < COUNT(got); k++) {
			if (strcmp(kvet_release_text(got[k], text), wanted[k]) != 0)
				fail_msg("'%s': %s, not %s", strings[i].text, text,
					wanted[k]);
		}
		const char *next = found->span.next.major
					   ? kvet_release_text(found->span.next, text)
					   : "none";
		if (strcmp(next, strings[i].next ? strings[i].next : "none") != 0)
			fail_msg("'%s': on the way to %s", strings[i].text, next);
		if (kvet_target_upper_bound(found) != strings[i].upper_bound)
			fail_msg("'%s': an upper bound or not", strings[i].text);
		if (strcmp(kvet_target_distribution(found), strings[i].distribution) != 0)
			fail_msg("'%s': %s", strings[i].text,
				kvet_target_distribution(found));
		assert_string_equal(kvet_target_input(found), strings[i].text);
		assert_string_equal(kvet_target_kind(found), "release");
		/* What is not exact says why. */
		assert_int_equal(!kvet_target_note(found, 0), !strings[i].upper_bound);
		kvet_target_free(found);
	}
}

/* Never a silent zero: each with the reason. */
static void test_what_does_not_tell_its_release_is_refused(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{"", "is not a kernel release"},
		{" \n", "is not a kernel release"},
		{"six", "is not a kernel release"},
		{"6", "is not a kernel release"},
		{"2.6", "is not a kernel release"},
		{"latest", "is not a kernel release"},
		{"6.1.55x", "is not a kernel release"},
		{"6.13-rc2x", "is not a kernel release"},
		{"6.1.55/../x", "is not a kernel release"},
		{"6.1.55-\xff", "is not a kernel release"},
		{"6.1.55-a$b", "is not a kernel release"},
		{"6.1.55 6.1.56", "is not a kernel release"},
		{"CVE-2024-26581", "is not a kernel release"},
		{"6.1.y", "is a line of releases"},
		{"6.1.x", "is a line of releases"},
		{"linux-6.1.y", "is a line of releases"},
		{"6.1.*", "is a line of releases"},
		{"Linux version ", "is not a kernel release"},
		{"Linux version mine", "is not a kernel release"},
		{"Ubuntu 5.15.0-91.101-generic", "is not Ubuntu's version signature"},
		{"Ubuntu ", "is not Ubuntu's version signature"},
		{"Debian testing", "does not begin with a kernel release"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct kvet_target *untouched = (struct kvet_target *)&cases;
		struct kvet_target *found = untouched;
		struct kvet_error error = {0};

		if (kvet_target_from_release(cases[i].text, &found, &error) !=
			KVET_ERROR_INPUT)
			fail_msg("'%s' is not refused", cases[i].text);
		assert_int_equal(error.code, KVET_ERROR_INPUT);
		if (!strstr(error.message, cases[i].why))
			fail_msg("'%s': %s", cases[i].text, error.message);
		assert_ptr_equal(found, untouched);
		assert_int_equal(kvet_target_from_release(cases[i].text, &found, NULL),
			KVET_ERROR_INPUT);
	}
}

static void test_a_hostile_string_is_bounded(void **state)
{
	char text[1 << 16];

	(void)state;
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memcpy(text, "6.1.55-", 7);
	struct kvet_target *found = target(text);
	assert_string_equal(kvet_target_input(found), text);
	assert_true(strlen(kvet_target_note(found, 0)) < 512);
	kvet_target_free(found);
	memset(text, '6', sizeof(text) - 1);
	assert_int_equal(kvet_target_from_release(text, &found, NULL), KVET_ERROR_INPUT);
	memcpy(text, "Linux version ", 14);
	assert_int_equal(kvet_target_from_release(text, &found, NULL), KVET_ERROR_INPUT);
}

static enum kvet_verdict verdict(const char *dyad, const char *text)
{
	struct kvet_target *of = target(text);
	struct arena arena = {0};
	struct record record = {0};

	assert_int_equal(record_read_pairs(bytes_of(dyad), &arena, &record, NULL), 0);
	const struct case_facts facts = {
		.pairs = record.pairs, .pair_count = record.pair_count};
	enum kvet_verdict found = judge(&facts, of).verdict;
	arena_release(&arena);
	kvet_target_free(of);
	return found;
}

static void test_what_a_string_leaves_open_errs_to_affected(void **state)
{
	static const char fixed[] = "5.15:1111111:6.1.55:2222222";
	static const char came[] = "6.1.20:1111111:0:0";
	static const char next[] = "6.2:1111111:0:0";
	static const char early[] = "5.15:1111111:6.1:2222222";

	(void)state;
	assert_int_equal(verdict(fixed, "6.1.54"), KVET_AFFECTED);
	assert_int_equal(verdict(fixed, "6.1.55"), KVET_FIXED);
	assert_int_equal(verdict(fixed, "6.1.55-rc1"), KVET_AFFECTED);
	assert_int_equal(verdict(fixed, "6.1.0-27-amd64"), KVET_AFFECTED);
	assert_int_equal(verdict(fixed, "Debian 6.1.192-2"), KVET_FIXED);
	assert_int_equal(verdict(fixed, "6.1.54-00001-gabcdef0"), KVET_AFFECTED);
	assert_int_equal(verdict(came, "6.1"), KVET_NOT_INTRODUCED);
	assert_int_equal(verdict(came, "6.1.0-27-amd64"), KVET_AFFECTED);
	assert_int_equal(verdict(came, "6.1.19-00001-gabcdef0"), KVET_AFFECTED);
	assert_int_equal(verdict(came, "6.1.20-rc1"), KVET_AFFECTED);
	assert_int_equal(verdict(next, "6.1"), KVET_NOT_INTRODUCED);
	assert_int_equal(verdict(next, "6.1-00012-gabcdef0"), KVET_AFFECTED);
	assert_int_equal(verdict(next, "6.1.0-27-amd64"), KVET_NOT_INTRODUCED);
	assert_int_equal(verdict(next, "6.2-rc1"), KVET_AFFECTED);
	assert_int_equal(verdict(early, "6.1-rc8"), KVET_AFFECTED);
	assert_int_equal(verdict(early, "6.1.0-27-amd64"), KVET_FIXED);
	assert_int_equal(verdict(early, "6.1.55-rc1"), KVET_FIXED);
}

static void test_a_record_that_names_no_release_counts(void **state)
{
	struct kvet_target *of = target("6.1");

	(void)state;
	assert_int_equal(judge(&(struct case_facts){0}, of).verdict, KVET_AFFECTED);
	kvet_target_free(of);
}

static void test_a_target_lives_as_long_as_somebody_holds_it(void **state)
{
	struct kvet_target *of = target("6.1.0-27-amd64");
	struct kvet_target *copy = target_hold(of);

	(void)state;
	assert_non_null(copy);
	kvet_target_free(of);
	assert_string_equal(kvet_target_input(copy), "6.1.0-27-amd64");
	assert_string_equal(kvet_target_distribution(copy), "Debian");
	assert_string_equal(kvet_target_kind(copy), "release");
	assert_true(kvet_target_upper_bound(copy));
	assert_int_equal(kvet_target_release(copy).major, 6);
	assert_non_null(kvet_target_note(copy, 0));
	assert_null(kvet_target_note(copy, TARGET_NOTES_MAX));
	assert_null(kvet_target_note(copy, SIZE_MAX));
	kvet_target_free(copy);
	kvet_target_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_release_strings_of_the_world_are_understood),
		cmocka_unit_test(test_what_does_not_tell_its_release_is_refused),
		cmocka_unit_test(test_a_hostile_string_is_bounded),
		cmocka_unit_test(test_what_a_string_leaves_open_errs_to_affected),
		cmocka_unit_test(test_a_record_that_names_no_release_counts),
		cmocka_unit_test(test_a_target_lives_as_long_as_somebody_holds_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
