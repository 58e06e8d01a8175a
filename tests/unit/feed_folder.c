/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_sink.h"

#include <fcntl.h>

static void test_folder_reads_records_with_companions(void **state)
{
	struct heard heard;

	write_text("v/cve/published/2024/CVE-2024-1000.json", "{1}");
	write_text("v/cve/published/2024/CVE-2024-1000.dyad", "6.1:a:6.2:b");
	write_text("v/cve/published/2024/CVE-2024-1000.cvss", "");
	write_text("v/cve/published/2024/CVE-2024-1000.sha1", "x");
	write_text("v/cve/published/2024/CVE-2024-999.json", "too short a number");
	write_text("v/cve/published/2023/CVE-2023-20000.json", "{2}");
	write_text("v/cve/published/2023/CVE-2023-20001.dyad", "no record");
	write_text("v/cve/rejected/2024/CVE-2024-1001.json", "{3}");
	write_text("v/cve/review/CVE-2024-1002.json", "{4}");
	assert_int_equal(feed_heard_path("v", &heard), 0);
	assert_int_equal(heard.documents_count, 4);
	assert_int_equal(heard.problems_count, 0);

	/* In the order of names, but rejected ones last. */
	assert_string_equal(
		heard.documents[0].path, "cve/published/2023/CVE-2023-20000.json");
	assert_string_equal(
		heard.documents[1].path, "cve/published/2024/CVE-2024-1000.json");
	assert_string_equal(heard.documents[2].path, "cve/review/CVE-2024-1002.json");
	assert_string_equal(
		heard.documents[3].path, "cve/rejected/2024/CVE-2024-1001.json");
	assert_true(heard.documents[3].rejected);
	assert_false(heard.documents[0].has_dyad);

	const struct heard_document *full = &heard.documents[1];

	assert_string_equal(full->json, "{1}");
	assert_string_equal(full->dyad, "6.1:a:6.2:b");
	assert_true(full->has_cvss && !*full->cvss && !full->rejected);
	assert_string_equal(heard.origin.kind, "folder");
	assert_int_equal(heard.origin.source[0], '/');
	assert_int_equal(strlen(heard.origin.date), 10);
	(void)state;
}

static void test_folder_named_rejected(void **state)
{
	struct heard heard;

	(void)state;
	write_text("w/rejected/CVE-2024-1001.json", "{3}");
	assert_int_equal(feed_heard_path("w/rejected", &heard), 0);
	assert_true(heard.documents[0].rejected);
}

static void test_folder_follows_no_link(void **state)
{
	struct heard heard;

	(void)state;
	write_text("outside/CVE-2024-4000.json", "{out}");
	write_text("l/CVE-2024-4001.json", "{without its pairs}");
	write_text("l/CVE-2024-4005.json", "{in}");
	assert_int_equal(symlink("../outside", "l/folder"), 0);
	assert_int_equal(
		symlink("../outside/CVE-2024-4000.json", "l/CVE-2024-4000.json"), 0);
	assert_int_equal(
		symlink("../outside/CVE-2024-4000.json", "l/CVE-2024-4001.dyad"), 0);
	assert_int_equal(symlink("/etc/passwd", "l/readme"), 0);
	assert_int_equal(mkfifo("l/CVE-2024-4002.json", 0600), 0);
	assert_int_equal(mkdir("l/CVE-2024-4003.json", 0700), 0);
	assert_int_equal(feed_heard_path("l", &heard), 0);
	assert_int_equal(heard.documents_count, 1);
	assert_string_equal(heard.documents[0].json, "{in}");
	assert_int_equal(heard.problems_count, 4);
	assert_string_equal(
		heard.problems[0], "CVE-2024-4000.json: is a link, not a file");
	assert_string_equal(
		heard.problems[1], "CVE-2024-4001.dyad: is a link, not a file");
	assert_string_equal(
		heard.problems[2], "CVE-2024-4002.json: is not a regular file");
	assert_string_equal(
		heard.problems[3], "CVE-2024-4003.json: is not a regular file");
}

/* Its record would take the place of one with pairs: it stays out. */
static void test_folder_companion_that_cannot_be_read(void **state)
{
	struct heard heard;

	(void)state;
	write_text("c/CVE-2024-1000.json", "{fine}");
	write_text("c/CVE-2024-1000.cvss", "");
	write_text("c/CVE-2024-1001.json", "{large}");
	write_text("c/CVE-2024-1001.dyad", "");
	write_text("c/CVE-2024-1001.cvss", "AV:L");
	assert_int_equal(truncate("c/CVE-2024-1001.dyad", FEED_DOCUMENT_MAX + 1), 0);
	write_text("c/CVE-2024-1002.json", "{fifo}");
	assert_int_equal(mkfifo("c/CVE-2024-1002.cvss", 0600), 0);
	write_text("c/CVE-2024-1003.json", "{no right}");
	write_text("c/CVE-2024-1003.dyad", "");
	assert_int_equal(chmod("c/CVE-2024-1003.dyad", 0), 0);
	assert_int_equal(feed_heard_path("c", &heard), 0);
	assert_string_equal(heard.documents[0].json, "{fine}");
	assert_string_equal(heard.problems[0], "CVE-2024-1001.dyad: larger than 4 MiB");
	assert_string_equal(
		heard.problems[1], "CVE-2024-1002.cvss: is not a regular file");
	/* root may read everything */
	assert_int_equal(heard.documents_count, geteuid() ? 1 : 2);
	assert_int_equal(heard.problems_count, geteuid() ? 3 : 2);
}

static void test_folder_limits(void **state)
{
	char deep[128] = "deep";
	struct heard heard;

	(void)state;
	write_text("big/CVE-2024-5000.json", "{small}");
	write_text("big/CVE-2024-5001.json", "");
	assert_int_equal(truncate("big/CVE-2024-5001.json", FEED_DOCUMENT_MAX + 1), 0);
	write_text("big/CVE-2024-5002.json", "");
	assert_int_equal(truncate("big/CVE-2024-5002.json", FEED_DOCUMENT_MAX), 0);
	assert_int_equal(feed_heard_path("big", &heard), 0);
	assert_int_equal(heard.documents_count, 2);
	assert_int_equal(heard.problems_count, 1);
	assert_string_equal(heard.problems[0], "CVE-2024-5001.json: larger than 4 MiB");

	write_text("deep/CVE-2024-5000.json", "{}");
	for (int i = 0; i < 20; i++)
		strcat(deep, "/d");
	strcat(deep, "/CVE-2024-5001.json");
	write_text(deep, "{}");
	assert_int_equal(feed_heard_path("deep", &heard), 0);
	assert_int_equal(heard.documents_count, 1);
	assert_int_equal(heard.problems_count, 1);
}

static void test_folder_without_records(void **state)
{
	struct heard heard;

	(void)state;
	write_text("none/README", "x");
	write_text("none/.git-not/CVE-2024-1.json", "x");
	assert_int_equal(feed_heard_path("none", &heard), KVET_ERROR_INPUT);
	assert_string_equal(heard.error.message, "no CVE records in \"none\"");
	assert_true(*heard.error.hint);
	assert_int_equal(feed_heard_path("missing", &heard), KVET_ERROR_NOT_FOUND);
	assert_int_equal(feed_heard_path("/dev/null", &heard), KVET_ERROR_INPUT);
}

static void test_folder_stops_when_told(void **state)
{
	static struct heard heard;
	struct feed_sink sink = hear(&heard);

	(void)state;
	write_text("s/CVE-2024-1000.json", "{}");
	write_text("s/CVE-2024-1001.json", "{}");
	heard.stop_after = 1;
	assert_int_equal(feed_read(&(struct feed_options){.source = "s"}, &sink,
				 &heard.origin, &heard.error),
		KVET_ERROR_STOPPED);
	assert_int_equal(heard.documents_count, 1);
	assert_string_equal(heard.error.message, "enough");
	assert_string_equal(heard.origin.kind, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folder_reads_records_with_companions),
		cmocka_unit_test(test_folder_named_rejected),
		cmocka_unit_test(test_folder_follows_no_link),
		cmocka_unit_test(test_folder_companion_that_cannot_be_read),
		cmocka_unit_test(test_folder_limits),
		cmocka_unit_test(test_folder_without_records),
		cmocka_unit_test(test_folder_stops_when_told),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
