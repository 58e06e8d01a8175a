/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changelogs of packages: what counts as a fix, what does not, and as of which version. */
#include "feed_sink.h"

#include "target/changelog.h"
#include "target/dpkgstatus.h"

#define TITLE(version) "linux (" version ") bookworm-security; urgency=high\n\n"
#define TRAILER "\n -- A Person <a@example.org>  Mon, 16 Nov 2026 11:17:40 +0100\n\n"

static struct changelog *read_text(const char *text, const char *version)
{
	struct changelog *changelog = NULL;
	struct kvet_error error = {0};

	if (changelog_read(bytes_of(text), version, "changelog.gz", &changelog, &error))
		fail_msg("%s", error.message);
	return changelog;
}

static void assert_fix(const struct changelog *changelog, uint64_t cve,
	const char *version, unsigned line)
{
	const struct changelog_fix *fix = changelog_find(changelog, cve);

	if (!fix)
		fail_msg("%llu is not marked", (unsigned long long)cve);
	assert_string_equal(fix->version, version);
	assert_int_equal(fix->line, line);
}

static const char debian[] =
	"linux-signed-amd64 (6.1.192+2) bookworm-security; urgency=high\n" /* 1 */
	"\n"
	"  * Sign kernel from linux 6.1.192-2\n"
	"\n"
	"  * ext4: fix NULL folio dereference (Closes: #1154101) "
	"(CVE-2026-0001)\n" TRAILER /* 6, 7, 8 */
	"linux (6.1.192-1) bookworm-security; urgency=high\n" /* 9 */
	"\n"
	"  * New upstream stable update:\n"
	"    https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.191\n"
	"    - io-wq: don't lose the signal that ends work (CVE-2026-99228)\n"
	"    - apparmor: fix out-of-bounds write when null terminating a label vec\n"
	"      (CVE-2026-89761)\n" /* 15 */
	"    - dm: limit the number of targets (CVE-2024-23851,\n"
	"      CVE-2023-52429)\n"
	"    https://www.kernel.org/pub/linux/kernel/v6.x/ChangeLog-6.1.192\n"
	"    - [x86] xen: gntdev thing (CVE-2022-23040, XSA-396)\n"
	"    - [amd64] Add mitigations (CVE-2025-40300):\n" /* 20 */
	"      + x86/vmscape: Enumerate\n"
	"\n"
	"  [ Another Person ]\n"
	"  * [rt] Update to 6.1.190-rt60\n" TRAILER
	"linux (6.1.190-1) bookworm; urgency=medium\n" /* 28 */
	"\n"
	"    - net: older (CVE-2020-12345)\n" TRAILER;

static void test_debian_marks_changes(void **state)
{
	struct changelog *changelog = read_text(debian, "6.1.192-2");
	char text[KVET_RELEASE_SIZE];

	(void)state;
	assert_fix(changelog, CVE(2026, 1), "6.1.192-2", 5);
	assert_fix(changelog, CVE(2026, 99228), "6.1.192-1", 13);
	assert_fix(changelog, CVE(2026, 89761), "6.1.192-1", 15);
	assert_fix(changelog, CVE(2024, 23851), "6.1.192-1", 16);
	assert_fix(changelog, CVE(2023, 52429), "6.1.192-1", 17);
	assert_fix(changelog, CVE(2022, 23040), "6.1.192-1", 19);
	assert_fix(changelog, CVE(2025, 40300), "6.1.192-1", 20);
	assert_fix(changelog, CVE(2020, 12345), "6.1.190-1", 30);
	assert_null(changelog_find(changelog, CVE(2020, 1234)));
	assert_int_equal(changelog->fixes.count, 8);
	assert_int_equal(changelog->entries, 3);
	assert_string_equal(changelog_find(changelog, CVE(2026, 89761))->text,
		"apparmor: fix out-of-bounds write when null terminating a label vec "
		"(CVE-2026-89761)");
	assert_true(changelog->upstream_known);
	assert_string_equal(kvet_release_text(changelog->upstream, text), "6.1.192");
	changelog_free(changelog);
}

static void test_only_what_is_installed_counts(void **state)
{
	struct changelog *changelog = read_text(debian, "6.1.190-1");
	struct kvet_error error = {0};

	(void)state;
	assert_int_equal(changelog->fixes.count, 1);
	assert_false(changelog->upstream_known);
	changelog_free(changelog);
	changelog = read_text(debian, "6.1.192-1");
	assert_null(changelog_find(changelog, CVE(2026, 1)));
	assert_int_equal(changelog->fixes.count, 7);
	changelog_free(changelog);
	changelog = read_text(debian, NULL);
	assert_string_equal(changelog->version, "6.1.192-2");
	assert_int_equal(changelog->fixes.count, 8);
	changelog_free(changelog);
	/* An epoch, and a rebuild without a change. */
	changelog = read_text(debian, "1:6.1.192-1+b3");
	assert_int_equal(changelog->fixes.count, 7);
	changelog_free(changelog);
	changelog = NULL;
	assert_int_equal(
		changelog_read(bytes_of(debian), "6.1.191-1", "x", &changelog, &error),
		KVET_ERROR_NOT_FOUND);
	assert_non_null(strstr(error.message, "6.1.191-1"));
	assert_int_equal(changelog_read(bytes_of(debian), "", "x", &changelog, &error),
		KVET_ERROR_NOT_FOUND);
	assert_null(changelog);
}

/* Only the sentence differs: none of these may count. */
static void test_doubtful_changes_are_no_fix(void **state)
{
	static const char *const changes[] = {
		"Revert \"net: foo: fix it (CVE-2024-1111)\"",
		"Revert \"net: foo: fix it\" (CVE-2024-1111)",
		"[x86] Revert \"net: foo: fix it\" (CVE-2024-1111)",
		"scsi: Revert \"scsi: fix it\" (CVE-2024-1111)",
		"Reapply \"Revert net: foo\" (CVE-2024-1111)",
		"sctp: Drop \"sctp: validate it\" (CVE-2024-1111)",
		"Partially revert the fix (CVE-2024-1111)",
		"Drop \"net: foo: fix it\" (CVE-2024-1111)",
		"Back out the fix (CVE-2024-1111)",
		"SAUCE: Revert \"net: foo\" (CVE-2024-1111)",
		"Ignore ABI change in foo (CVE-2024-1111)",
		"Ignore the report (CVE-2024-1111)",
		"net: Avoid ABI change for foo (CVE-2024-1111)",
		"net: not affected by foo (CVE-2024-1111)",
		"net: bar does not affect this kernel (CVE-2024-1111)",
		"net: unaffected (CVE-2024-1111)",
		"net: bar is not vulnerable (CVE-2024-1111)",
		"net: bar is not yet fixed (CVE-2024-1111)",
		"net: this does not fix it (CVE-2024-1111)",
		"net: a partial fix (CVE-2024-1111)",
		"net: ignored upstream (CVE-2024-1111)",
		"net: fix a regression of the fix for CVE-2024-1111",
		"net: fix it (see CVE-2024-1111)",
		"net: fix it (aka name, CVE-2024-1111)",
		"net: fix it CVE-2024-1111)",
		"net: fix it (CVE-2024-1111",
		"net: fix it (CVE-2024-111x)",
		"net: fix it (CVE-2024-1111111111111)",
		"net: fix it (CVE-24-1111)",
	};
	struct changelog *changelog;
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		snprintf(text, sizeof(text), TITLE("6.1.2-1") "  * %s\n" TRAILER,
			changes[i]);
		changelog = read_text(text, "6.1.2-1");
		if (changelog->fixes.count)
			fail_msg("counted: %s", changes[i]);
		changelog_free(changelog);
	}
	/* Words like those, in the titles of fixes. */
	changelog = read_text(
		TITLE("6.1.2-1") "    - autofs: ignore notification errors "
				 "(CVE-2024-1111)\n"
				 "    - crypto: aead - Revert to operating out-of-place "
				 "(CVE-2024-1112)\n"
				 "    - net: enable a stable cabin (CVE-2024-1113)\n"
				 "    - net: Drop packets (CVE-2024-1114)\n" TRAILER,
		"6.1.2-1");
	assert_int_equal(changelog->fixes.count, 4);
	changelog_free(changelog);
}

static void test_a_fix_that_was_taken_back_is_none(void **state)
{
	static const char text[] = TITLE(
		"6.1.9-1") "    - [x86] foo: again: fix it (CVE-2024-1003)\n" TRAILER
		TITLE("6.1.5-1") "    - Revert \"x86/foo: bar: fix\n"
				 "      one\"\n"
				 "    - foo: Revert \"foo: again: fix it\"\n"
				 "    - same: entry: goes (CVE-2024-1004)\n"
				 "    - Revert \"same: entry: goes\"\n" TRAILER TITLE(
					 "6.1.3-1") "    - [x86] foo: bar: fix one "
						    "(CVE-2024-1001)\n"
						    "    - foo: fix two (CVE-2024-1002)\n"
						    "    - x86/foo: again: fix it "
						    "(CVE-2024-1003)\n" TRAILER;
	struct changelog *changelog = read_text(text, "6.1.9-1");

	(void)state;
	assert_null(changelog_find(changelog, CVE(2024, 1001)));
	assert_null(changelog_find(changelog, CVE(2024, 1004)));
	assert_fix(changelog, CVE(2024, 1002), "6.1.3-1", 20);
	assert_fix(changelog, CVE(2024, 1003), "6.1.9-1", 3);
	assert_int_equal(changelog->doubtful, 3);
	changelog_free(changelog);
	changelog = read_text(text, "6.1.5-1");
	assert_null(changelog_find(changelog, CVE(2024, 1003)));
	changelog_free(changelog);
	/* Before it was taken back, it was there. */
	changelog = read_text(text, "6.1.3-1");
	assert_int_equal(changelog->fixes.count, 3);
	changelog_free(changelog);
}

static void test_ubuntu_has_headings(void **state)
{
	struct changelog *changelog = read_text(
		"linux (5.15.0-102.112) jammy; urgency=medium\n\n"
		"  * jammy/linux: 5.15.0-102.112 -proposed tracker (LP: #2055632)\n\n"
		"  * CVE-2024-26581\n"
		"    - netfilter: nft_set_rbtree: skip end interval element\n\n"
		"  * CVE-2024-1001 // CVE-2024-1002\n"
		"    - net: two at once\n\n"
		"  * Jammy update: v5.15.149 upstream stable release (LP: #2059014) //\n"
		"    CVE-2023-52603\n"
		"    - ksmbd: free ppace array on error in parse_dacl\n\n"
		"  * CVE-2024-1003\n"
		"    - Revert \"net: three\"\n\n"
		"  * CVE-2024-1004 is not understood\n"
		"    - net: four\n\n"
		"  [ Ubuntu: 5.15.0-101.111 ]\n"
		"  * Miscellaneous\n" TRAILER,
		"5.15.0-102.112");
	char text[KVET_RELEASE_SIZE];

	(void)state;
	assert_fix(changelog, CVE(2024, 26581), "5.15.0-102.112", 5);
	assert_fix(changelog, CVE(2024, 1001), "5.15.0-102.112", 8);
	assert_fix(changelog, CVE(2024, 1002), "5.15.0-102.112", 8);
	assert_fix(changelog, CVE(2023, 52603), "5.15.0-102.112", 12);
	assert_int_equal(changelog->fixes.count, 4);
	assert_string_equal(kvet_release_text(changelog->upstream, text), "5.15.149");
	changelog_free(changelog);
}

static void test_what_is_no_changelog_is_refused(void **state)
{
	static const char *const texts[] = {"", "\n\n", "nonsense",
		"linux 6.1 unstable; x", "linux (6.1-1) unstable",
		"linux () unstable; urgency=low", "\xff\xfe(1);"};
	struct changelog *changelog = NULL;
	struct kvet_error error = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		assert_int_equal(
			changelog_read(bytes_of(texts[i]), NULL, "x", &changelog, &error),
			KVET_ERROR_INPUT);
		assert_string_equal(error.path, "x");
	}
	assert_null(changelog);
}

/* COUNT times LINE behind a title. */
static char *repeat(const char *line, size_t count, size_t *len)
{
	static const char title[] = TITLE("6.1.2-1");
	size_t one = strlen(line);
	char *text = malloc(sizeof(title) + one * count);

	assert_non_null(text);
	memcpy(text, title, sizeof(title) - 1);
	for (size_t i = 0; i < count; i++)
		memcpy(text + sizeof(title) - 1 + i * one, line, one);
	*len = sizeof(title) - 1 + one * count;
	return text;
}

static void test_huge_changelogs_end(void **state)
{
	struct changelog *changelog = NULL;
	size_t len;

	(void)state;
	char *text = repeat("  * net: fix it (CVE-2024-1111)\n", (100u << 20) / 32, &len);
	assert_int_equal(
		changelog_read((struct bytes){text, len}, NULL, "x", &changelog, NULL),
		KVET_ERROR_INPUT);
	free(text);
	alarm(120);
	text = repeat("- x\n", CHANGELOG_CHANGES_MAX + 2, &len);
	text[0] = 'l';
	assert_int_equal(
		changelog_read((struct bytes){text, len}, NULL, "x", &changelog, NULL),
		0); /* not indented: no change at all */
	changelog_free(changelog);
	free(text);
	text = repeat(" - x\n", CHANGELOG_CHANGES_MAX + 2, &len);
	assert_int_equal(
		changelog_read((struct bytes){text, len}, NULL, "x", &changelog, NULL),
		KVET_ERROR_INPUT);
	free(text);
	/* One change without an end. */
	text = repeat("  (CVE-2024-1111 x\n", 100000, &len);
	memcpy(text + strlen(TITLE("6.1.2-1")), "  * x", 5);
	assert_int_equal(
		changelog_read((struct bytes){text, len}, NULL, "x", &changelog, NULL),
		0);
	assert_int_equal(changelog->fixes.count, 0);
	changelog_free(changelog);
	free(text);
	alarm(0);
}

static void test_dpkg_says_what_is_installed(void **state)
{
	static const char status[] = "Package: linux-image-6.1.0-9-amd64\n"
				     "Status: deinstall ok config-files\n"
				     "Version: 6.1.27-1\n"
				     "\n"
				     "Package: linux-image-6.1.0-56-amd64\n"
				     "Status: install ok installed\n"
				     "Maintainer: A Team <team@example.org>\n"
				     "Description: words\n"
				     " Version: 9\n"
				     "Version: 6.1.192-2\n"
				     "\n"
				     "Package: none\n"
				     "Status: install ok installed\n"
				     "\n"
				     "Package: last\n"
				     "Status: hold ok installed\n"
				     "Version: 3";
	struct bytes text = bytes_of(status);
	struct dpkg_package package;

	(void)state;
	assert_true(dpkgstatus_find(text, "linux-image-6.1.0-56-amd64", &package));
	assert_true(bytes_equal(package.version, "6.1.192-2"));
	assert_true(bytes_equal(package.maintainer, "A Team <team@example.org>"));
	assert_true(dpkgstatus_find(text, "last", &package));
	assert_true(bytes_equal(package.version, "3"));
	assert_int_equal(package.maintainer.len, 0);
	assert_false(dpkgstatus_find(text, "linux-image-6.1.0-9-amd64", &package));
	assert_false(dpkgstatus_find(text, "none", &package));
	assert_false(dpkgstatus_find(text, "linux-image", &package));
	assert_false(dpkgstatus_find(bytes_of(""), "last", &package));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_debian_marks_changes),
		cmocka_unit_test(test_only_what_is_installed_counts),
		cmocka_unit_test(test_doubtful_changes_are_no_fix),
		cmocka_unit_test(test_a_fix_that_was_taken_back_is_none),
		cmocka_unit_test(test_ubuntu_has_headings),
		cmocka_unit_test(test_what_is_no_changelog_is_refused),
		cmocka_unit_test(test_huge_changelogs_end),
		cmocka_unit_test(test_dpkg_says_what_is_installed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
