/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_sink.h"

#include <archive.h>
#include <archive_entry.h>

struct file {
	const char *path, *text;
	unsigned type; /* 0: a regular file */
	int64_t size; /* 0: that of the text */
};

#define DAY_2024_02_20 1708387200

static const struct file tree[] = {
	{"cve/published/2024/CVE-2024-1000.cvss", "AV:L"},
	{"cve/published/2024/CVE-2024-1000.dyad", "0:0:6.1:a"},
	{"cve/published/2024/CVE-2024-1000.json", "{1000}"},
	{"cve/published/2024/CVE-2024-1000.sha1", "a"},
	{"cve/published/2024/CVE-2024-1001.dyad", ""},
	{"cve/published/2024/CVE-2024-1001.json", "{1001}"},
	{"cve/rejected/2024/CVE-2024-1002.json", "{1002}"},
};
#define TREE_COUNT (sizeof(tree) / sizeof(*tree))

static void add(struct archive *archive, const struct file *file)
{
	static const char zeros[4096];
	struct archive_entry *entry = archive_entry_new();
	int64_t left = file->size ? file->size : (int64_t)strlen(file->text);

	archive_entry_set_pathname(entry, file->path);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, DAY_2024_02_20, 0);
	archive_entry_set_filetype(entry, file->type ? file->type : AE_IFREG);
	if (file->type == AE_IFLNK)
		archive_entry_set_symlink(entry, file->text);
	else if (!file->type)
		archive_entry_set_size(entry, left);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	if (!file->type && !file->size)
		archive_write_data(archive, file->text, strlen(file->text));
	for (; file->size && left > 0; left -= 4096)
		archive_write_data(archive, zeros, left < 4096 ? (size_t)left : 4096);
	archive_entry_free(entry);
}

/* Writes FILES in the given order; the name's end tells the form. */
static void make(const char *path, const struct file *files, size_t count)
{
	struct archive *archive = archive_write_new();

	assert_int_equal(
		archive_write_set_format_filter_by_ext(archive, path), ARCHIVE_OK);
	if (strstr(path, ".tar"))
		archive_write_set_format_pax_restricted(archive);
	if (strstr(path, ".zst"))
		archive_write_add_filter_zstd(archive);
	archive_write_set_bytes_in_last_block(archive, 1);
	assert_int_equal(archive_write_open_filename(archive, path), ARCHIVE_OK);
	for (size_t i = 0; i < count; i++)
		add(archive, &files[i]);
	assert_int_equal(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
}

static void check_tree(const struct heard *heard)
{
	const struct heard_document *full = heard_find(heard, CVE(2024, 1000));
	const struct heard_document *empty = heard_find(heard, CVE(2024, 1001));
	const struct heard_document *rejected = heard_find(heard, CVE(2024, 1002));

	assert_true(full && empty && rejected);
	assert_string_equal(full->json, "{1000}");
	assert_string_equal(full->dyad, "0:0:6.1:a");
	assert_string_equal(full->cvss, "AV:L");
	assert_string_equal(full->path, "cve/published/2024/CVE-2024-1000.json");
	assert_string_equal(empty->json, "{1001}");
	assert_true(empty->has_dyad && !*empty->dyad && !empty->has_cvss);
	assert_true(rejected->rejected && !full->rejected);
	assert_int_equal(heard->problems_count, 0);
	assert_string_equal(heard->origin.kind, "archive");
	assert_string_equal(heard->origin.date, "2024-02-20");
}

static void test_archive_forms(void **state)
{
	static const char *const names[] = {"t.tar", "t.tar.gz", "t.tar.xz", "t.zip"};
	struct heard heard;

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		make(names[i], tree, TREE_COUNT);
		assert_int_equal(feed_heard_path(names[i], &heard), 0);
		assert_int_equal(heard.documents_count, 3);
		check_tree(&heard);
	}
}

static void test_archive_in_any_order(void **state)
{
	struct file mixed[TREE_COUNT];
	struct heard heard;

	(void)state;
	/* Every rotation, both ways round. */
	for (size_t shift = 0; shift < 2 * TREE_COUNT; shift++) {
		for (size_t i = 0; i < TREE_COUNT; i++) {
			size_t from = (i + shift) % TREE_COUNT;

			mixed[i] =
				tree[shift < TREE_COUNT ? from : TREE_COUNT - 1 - from];
		}
		make("mixed.tar", mixed, TREE_COUNT);
		assert_int_equal(feed_heard_path("mixed.tar", &heard), 0);
		check_tree(&heard);
	}
}

static void test_archive_late_companion(void **state)
{
	static const struct file files[] = {
		{"a/CVE-2024-1000.dyad", "early"},
		{"a/CVE-2024-1000.json", "{1000}"},
		{"a/CVE-2024-1001.json", "{1001}"},
		{"a/CVE-2024-1000.cvss", "late"},
		{"b/CVE-2024-1001.dyad", "of another folder"},
	};
	struct heard heard;

	(void)state;
	make("late.tar", files, 5);
	assert_int_equal(feed_heard_path("late.tar", &heard), 0);
	assert_int_equal(heard.documents_count, 3);
	assert_false(heard.documents[0].has_cvss);
	assert_int_equal(heard.documents[2].cve, CVE(2024, 1000));
	assert_string_equal(heard.documents[2].dyad, "early");
	assert_string_equal(heard.documents[2].cvss, "late");
	assert_false(heard_find(&heard, CVE(2024, 1001))->has_dyad);
}

static void test_archive_last_of_one_name_counts(void **state)
{
	static const struct file files[] = {
		{"CVE-2024-1000.json", "{old}"},
		{"CVE-2024-1000.json", "{new}"},
		{"CVE-2024-1000.dyad", "late"},
	};
	struct heard heard;

	(void)state;
	make("twice.tar", files, 3);
	assert_int_equal(feed_heard_path("twice.tar", &heard), 0);
	assert_string_equal(heard_find(&heard, CVE(2024, 1000))->json, "{new}");
	assert_string_equal(heard_find(&heard, CVE(2024, 1000))->dyad, "late");
}

static void test_archive_names_what_it_leaves_out(void **state)
{
	static const struct file files[] = {
		{"../CVE-2024-1000.json", "{}"},
		{"a/../../CVE-2024-1001.json", "{}"},
		{"CVE-2024-1002.json", "/etc/passwd", AE_IFLNK},
		{"CVE-2024-1003.json", "", AE_IFIFO},
		{"CVE-2024-1004.json", "", 0, FEED_DOCUMENT_MAX + 1},
		{"other", "", 0, FEED_DOCUMENT_MAX + 1},
		{"../README", "not a record: nobody's business"},
		{"/CVE-2024-1005.json", "{1005}"},
		{"CVE-2024-1006.json", "", 0, FEED_DOCUMENT_MAX},
	};
	struct heard heard;

	(void)state;
	make("odd.tar.gz", files, 9);
	assert_int_equal(feed_heard_path("odd.tar.gz", &heard), 0);
	assert_int_equal(heard.documents_count, 2);
	assert_int_equal(heard.documents[0].cve, CVE(2024, 1005));
	assert_int_equal(heard.problems_count, 5);
	assert_string_equal(
		heard.problems[0], "../CVE-2024-1000.json: has .. in its path");
	assert_string_equal(
		heard.problems[1], "a/../../CVE-2024-1001.json: has .. in its path");
	assert_string_equal(
		heard.problems[2], "CVE-2024-1002.json: is a link, not a file");
	assert_string_equal(
		heard.problems[3], "CVE-2024-1003.json: is not a regular file");
	assert_string_equal(heard.problems[4], "CVE-2024-1004.json: larger than 4 MiB");
}

/* Wherever it stands: its record, which may be read before it, stays out. */
static void test_archive_companion_that_cannot_be_read(void **state)
{
	static const struct file files[] = {
		{"CVE-2024-1001.json", "{large}"},
		{"CVE-2024-1002.cvss", "", AE_IFIFO},
		{"CVE-2024-1002.json", "{fifo}"},
		{"CVE-2024-1000.dyad", "pairs"},
		{"CVE-2024-1000.json", "{fine}"},
		{"CVE-2024-1000.cvss", "late"},
		{"CVE-2024-1001.dyad", "", 0, FEED_DOCUMENT_MAX + 1},
		{"CVE-2024-1001.cvss", "AV:L"},
		{"CVE-2024-1003.json", "", 0, FEED_DOCUMENT_MAX + 1},
		{"CVE-2024-1003.cvss", "late"},
		{"CVE-2024-1004.json", "x", AE_IFLNK},
	};
	struct feed_options options = {.source = "beside.tar"};
	struct heard heard = {0};
	struct feed_sink sink = hear(&heard);

	(void)state;
	make("beside.tar", files, sizeof(files) / sizeof(*files));
	assert_int_equal(
		feed_read(&options, &sink, &heard.origin, &heard.error), FEED_AGAIN);
	assert_int_equal(heard.problems_count, 0);
	assert_int_equal(feed_heard(&options, &heard), 0);
	assert_int_equal(heard.documents_count, 1);
	assert_string_equal(heard.documents[0].json, "{fine}");
	assert_string_equal(heard.documents[0].dyad, "pairs");
	assert_string_equal(heard.documents[0].cvss, "late");
	assert_int_equal(heard.problems_count, 4);
	assert_string_equal(
		heard.problems[0], "CVE-2024-1002.cvss: is not a regular file");
	assert_string_equal(heard.problems[1], "CVE-2024-1001.dyad: larger than 4 MiB");
	assert_string_equal(heard.problems[2], "CVE-2024-1003.json: larger than 4 MiB");
	assert_string_equal(
		heard.problems[3], "CVE-2024-1004.json: is a link, not a file");
}

/* In the first pass, though a late companion has it looked at again in the second. */
static void test_archive_names_a_problem_once(void **state)
{
	static const struct file files[] = {
		{"CVE-2024-1000.json", "{fine}"},
		{"CVE-2024-1003.json", "", 0, FEED_DOCUMENT_MAX + 1},
		{"CVE-2024-1003.cvss", "late"},
	};
	struct heard heard;

	(void)state;
	make("once.tar", files, 3);
	assert_int_equal(feed_heard_path("once.tar", &heard), 0);
	assert_int_equal(heard.documents_count, 1);
	assert_int_equal(heard.problems_count, 1);
}

static size_t slurp(const char *path, char *data, size_t size)
{
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	size_t len = fread(data, 1, size, file);

	fclose(file);
	return len;
}

/* However an archive is cut, it is never taken for a whole one unless all of it is there:
 * padding, and the directory at the end of a zip, may be missing. */
static void check_cuts(const char *path)
{
	static char data[64 << 10];
	size_t len = slurp(path, data, sizeof(data));
	struct heard heard;

	for (size_t cut = 0; cut < len; cut += cut + 64 < len ? 61 : 1) {
		write_bytes("cut", data, cut);
		if (!feed_heard_path("cut", &heard)) {
			check_tree(&heard);
			continue;
		}
		assert_int_equal(heard.error.code, KVET_ERROR_INPUT);
		assert_true(*heard.error.message && *heard.error.hint);
	}
}

static void test_archive_truncated(void **state)
{
	struct heard heard;

	(void)state;
	make("t.tar", tree, TREE_COUNT);
	check_cuts("t.tar");
	make("t.tar.gz", tree, TREE_COUNT);
	check_cuts("t.tar.gz");
	make("t.tar.xz", tree, TREE_COUNT);
	check_cuts("t.tar.xz");
	make("t.zip", tree, TREE_COUNT);
	check_cuts("t.zip");

	/* Between two entries, where it looks whole. */
	make("one.tar", tree, 3);
	assert_int_equal(truncate("one.tar", 3 * 1024), 0);
	assert_int_equal(feed_heard_path("one.tar", &heard), KVET_ERROR_INPUT);
	assert_non_null(strstr(heard.error.message, "after 3 files"));
}

static void test_archive_without_records(void **state)
{
	static const struct file files[] = {{"README", "x"}};
	struct heard heard;

	(void)state;
	make("none.tar", files, 1);
	assert_int_equal(feed_heard_path("none.tar", &heard), KVET_ERROR_INPUT);
	assert_string_equal(heard.error.message, "no CVE records in \"none.tar\"");
	write_text("empty.tar", "");
	assert_int_equal(feed_heard_path("empty.tar", &heard), KVET_ERROR_INPUT);
	write_text("text", "CVE-2024-1000.json\n");
	assert_int_equal(feed_heard_path("text", &heard), KVET_ERROR_INPUT);
	assert_non_null(strstr(heard.error.message, "not an archive"));
}

static void test_archive_compressed_twice(void **state)
{
	struct archive *archive = archive_write_new();
	struct heard heard;

	(void)state;
	archive_write_set_format_pax_restricted(archive);
	archive_write_add_filter_gzip(archive);
	archive_write_add_filter_gzip(archive);
	assert_int_equal(archive_write_open_filename(archive, "twice.gz"), ARCHIVE_OK);
	add(archive, &tree[2]);
	archive_write_close(archive);
	archive_write_free(archive);
	assert_int_equal(feed_heard_path("twice.gz", &heard), KVET_ERROR_INPUT);
	assert_int_equal(heard.documents_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_archive_forms),
		cmocka_unit_test(test_archive_in_any_order),
		cmocka_unit_test(test_archive_late_companion),
		cmocka_unit_test(test_archive_last_of_one_name_counts),
		cmocka_unit_test(test_archive_names_what_it_leaves_out),
		cmocka_unit_test(test_archive_companion_that_cannot_be_read),
		cmocka_unit_test(test_archive_names_a_problem_once),
		cmocka_unit_test(test_archive_truncated),
		cmocka_unit_test(test_archive_without_records),
		cmocka_unit_test(test_archive_compressed_twice),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
