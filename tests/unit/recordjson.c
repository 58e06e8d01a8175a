/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record.h"

#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define CVE UINT64_C(2024000026581)

#define ID "\"cveId\":\"CVE-2024-26581\""
#define ORG "\"assignerOrgId\":\"416baaa9-dc9f-4396-8d5f-8c081fb06d67\""
#define NAME "\"assignerShortName\":\"Linux\""
#define METADATA ID "," ORG ",\"state\":\"PUBLISHED\""
#define CNA "\"title\":\"a title\",\"affected\":[]"

static struct record_reader *reader;

struct read {
	struct arena arena;
	struct record record;
	struct kvet_error error;
	int code;
};

/* From memory that ends where the text ends. */
static void read_bytes(struct read *read, const char *text, size_t len)
{
	char *exact = malloc(len ? len : 1);

	assert_non_null(exact);
	memcpy(exact, text, len);
	*read = (struct read){0};
	read->code = record_read_json(reader, (struct bytes){exact, len}, CVE,
		&read->arena, &read->record, &read->error);
	free(exact);
}

static void read_parts(struct read *read, const char *metadata, const char *cna)
{
	char *text;

	assert_true(
		asprintf(&text, "{\"containers\":{\"cna\":{%s}},\"cveMetadata\":{%s}}",
			cna, metadata) > 0);
	read_bytes(read, text, strlen(text));
	free(text);
}

static void read_cna(struct read *read, const char *cna)
{
	read_parts(read, METADATA, cna);
}

/* The cna of one affected[] entry with these versions[]. */
static void read_versions(struct read *read, const char *versions, const char *status)
{
	char *cna;

	assert_true(asprintf(&cna,
			    "\"affected\":[{\"defaultStatus\":\"%s\",\"versions\":[%s]}]",
			    status, versions) > 0);
	read_cna(read, cna);
	free(cna);
}

static void assert_read(const struct read *read)
{
	if (read->code)
		fail_msg("%d: %s", read->code, read->error.message);
}

static void assert_refused(struct read *read, const char *message)
{
	assert_int_equal(read->code, KVET_ERROR_INPUT);
	assert_int_equal(read->error.code, KVET_ERROR_INPUT);
	assert_string_equal(read->error.message, message);
	assert_string_equal(read->error.path, "");
	arena_release(&read->arena);
}

static void test_the_least_record_is_understood(void **state)
{
	struct read read;

	(void)state;
	read_cna(&read, CNA);
	assert_read(&read);
	assert_true(read.record.cve == CVE);
	assert_true(read.record.kernels);
	assert_false(read.record.rejected);
	assert_string_equal(read.record.title, "a title");
	assert_string_equal(read.record.description, "");
	assert_string_equal(read.record.cvss.vector, "");
	assert_int_equal(read.record.file_count, 0);
	assert_int_equal(read.record.range_count, 0);
	assert_int_equal(read.record.reference_count, 0);
	assert_int_equal(read.record.pair_count, 0);
	arena_release(&read.arena);
}

static void test_every_field_is_kept(void **state)
{
	struct read read;

	(void)state;
	read_cna(&read,
		"\"title\":\"t "
		"\\u00e9\",\"descriptions\":[{\"lang\":\"de\",\"value\":\"nein\"},"
		"{\"lang\":\"en-US\",\"value\":\"yes\"},{\"lang\":\"en\",\"value\":"
		"\"no\"}],"
		"\"affected\":[{\"programFiles\":[\"fs/a.c\",\"fs/b.c\"]},"
		"{\"programFiles\":[\"fs/b.c\",\"fs/c.c\"]}],"
		"\"references\":[{\"url\":\"https://a\"},{\"name\":\"no url\"},"
		"{\"url\":\"https://b\"}],"
		"\"metrics\":[{\"format\":\"other\"},{\"cvssV3_1\":{\"vectorString\":"
		"\"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H\"}}],"
		"\"providerMetadata\":{\"orgId\":\"who\"},\"x_other\":{\"title\":1}");
	assert_read(&read);
	assert_string_equal(read.record.title, "t \xc3\xa9");
	assert_string_equal(read.record.description, "yes");
	assert_int_equal(read.record.file_count, 3);
	assert_string_equal(read.record.files[0], "fs/a.c");
	assert_string_equal(read.record.files[1], "fs/b.c");
	assert_string_equal(read.record.files[2], "fs/c.c");
	assert_int_equal(read.record.reference_count, 2);
	assert_string_equal(read.record.references[0], "https://a");
	assert_string_equal(read.record.references[1], "https://b");
	assert_int_equal(read.record.cvss.score, 78);
	assert_string_equal(read.record.cvss.source, "who");
	/* Each entry says something of the releases that it does not name. */
	assert_int_equal(read.record.range_count, 2);
	assert_true(read.record.ranges[0].whole && read.record.ranges[1].whole);
	assert_int_equal(read.record.ranges[1].entry, 1);
	arena_release(&read.arena);
}

static void test_the_authority_is_told_by_id_or_name(void **state)
{
	static const struct {
		const char *metadata;
		bool kernels;
	} cases[] = {
		{ID "," ORG, true},
		{ID ",\"assignerOrgId\":\"f4215fc3-5b6b-47ff-a258-f7189bd81038\"", true},
		{ID "," NAME, true},
		{"\"cveID\":\"cve-2024-26581\"," ORG, true},
		{ID ",\"assignerOrgId\":\"\",\"assignerShortName\":\"redhat\"", false},
		{ID ",\"assignerShortName\":\"linux\"", false},
		{"", false},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_parts(&read, cases[i].metadata, CNA);
		assert_read(&read);
		assert_int_equal(read.record.kernels, cases[i].kernels);
		arena_release(&read.arena);
	}
	/* What is not the kernel's is not looked at further. */
	read_parts(&read, "\"cveId\":\"CVE-2024-1\"", "\"title\":7");
	assert_read(&read);
	assert_false(read.record.kernels);
	arena_release(&read.arena);
}

static void test_a_record_of_another_number_is_refused(void **state)
{
	static const char *const ids[] = {"CVE-2024-26582", "CVE-2024-2658", "", "26581",
		"CVE-2024-26581 ", "CVE-2024-26581\\u0000"};
	char metadata[256], message[256];
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(ids); i++) {
		snprintf(metadata, sizeof(metadata), "\"cveId\":\"%s\"," ORG, ids[i]);
		snprintf(message, sizeof(message),
			"the record calls itself '%s', its file another",
			i == COUNT(ids) - 1 ? "CVE-2024-26581\xef\xbf\xbd" : ids[i]);
		read_parts(&read, metadata, CNA);
		assert_refused(&read, message);
	}
	read_parts(&read, ORG, CNA);
	assert_refused(&read, "the record calls itself '', its file another");
}

static void test_a_rejected_record_needs_no_releases(void **state)
{
	struct read read;

	(void)state;
	read_parts(&read, ID "," ORG ",\"state\":\"REJECTED\"",
		"\"rejectedReasons\":[{\"lang\":\"en\",\"value\":\"not a bug\"}]");
	assert_read(&read);
	assert_true(read.record.rejected);
	assert_string_equal(read.record.title, "");
	assert_string_equal(read.record.description, "not a bug");
	assert_int_equal(read.record.range_count, 0);
	arena_release(&read.arena);
	read_cna(&read, "\"title\":\"a title\"");
	assert_refused(&read, "'affected' is missing");
}

/* Programs differ in which of two they believe, so a key that is read stands once. */
static void test_keys_that_are_read_stand_once(void **state)
{
	static const struct {
		const char *metadata, *cna, *message;
	} cases[] = {
		{ID "," METADATA, CNA, "'cveId' stands twice in cveMetadata"},
		{"\"cveID\":\"\",\"cveID\":\"\"," METADATA, CNA,
			"'cveID' stands twice in cveMetadata"},
		{ORG "," METADATA, CNA, "'assignerOrgId' stands twice in cveMetadata"},
		{NAME "," NAME "," METADATA, CNA,
			"'assignerShortName' stands twice in cveMetadata"},
		{METADATA ",\"state\":\"REJECTED\"", CNA,
			"'state' stands twice in cveMetadata"},
		{METADATA, CNA ",\"title\":\"\"",
			"'title' stands twice in containers.cna"},
		{METADATA, CNA ",\"affected\":[]",
			"'affected' stands twice in containers.cna"},
		{METADATA, CNA ",\"descriptions\":[],\"descriptions\":[]",
			"'descriptions' stands twice in containers.cna"},
		{METADATA, CNA ",\"rejectedReasons\":[],\"rejectedReasons\":[]",
			"'rejectedReasons' stands twice in containers.cna"},
		{METADATA, CNA ",\"references\":[],\"references\":[]",
			"'references' stands twice in containers.cna"},
		{METADATA, CNA ",\"metrics\":[],\"metrics\":[]",
			"'metrics' stands twice in containers.cna"},
		{METADATA, CNA ",\"providerMetadata\":{},\"providerMetadata\":{}",
			"'providerMetadata' stands twice in containers.cna"},
		{METADATA, CNA ",\"descriptions\":[{\"lang\":\"en\",\"lang\":\"en\"}]",
			"'lang' stands twice in a description"},
		{METADATA, CNA ",\"descriptions\":[{\"value\":\"\",\"value\":\"\"}]",
			"'value' stands twice in a description"},
		{METADATA, CNA ",\"references\":[{\"url\":\"\",\"url\":\"\"}]",
			"'url' stands twice in a reference"},
		{METADATA, "\"affected\":[{\"programFiles\":[],\"programFiles\":[]}]",
			"'programFiles' stands twice in an entry of 'affected'"},
		{METADATA, "\"affected\":[{\"versions\":[],\"versions\":[{}]}]",
			"'versions' stands twice in an entry of 'affected'"},
		{METADATA,
			"\"affected\":[{\"defaultStatus\":\"a\",\"defaultStatus\":\"b\"}"
			"]",
			"'defaultStatus' stands twice in an entry of 'affected'"},
		{METADATA,
			"\"affected\":[{\"versions\":[{\"version\":\"\",\"version\":\"\"}"
			"]}]",
			"'version' stands twice in a version"},
		{METADATA,
			"\"affected\":[{\"versions\":[{\"status\":\"\",\"status\":\"\"}]}"
			"]",
			"'status' stands twice in a version"},
		{METADATA,
			"\"affected\":[{\"versions\":[{\"lessThan\":\"\",\"lessThan\":"
			"\"\"}]}]",
			"'lessThan' stands twice in a version"},
		{METADATA,
			"\"affected\":[{\"versions\":[{\"lessThanOrEqual\":\"\","
			"\"lessThanOrEqual\":\"\"}]}]",
			"'lessThanOrEqual' stands twice in a version"},
		{METADATA,
			"\"affected\":[{\"versions\":[{\"versionType\":\"\","
			"\"versionType\":\"git\"}]}]",
			"'versionType' stands twice in a version"},
		{METADATA, CNA ",\"metrics\":[{\"cvssV3_1\":{},\"cvssV3_1\":{}}]",
			"'cvssV3_1' stands twice in an entry of 'metrics'"},
		{METADATA, CNA ",\"metrics\":[{\"cvssV3_0\":{},\"cvssV3_0\":{}}]",
			"'cvssV3_0' stands twice in an entry of 'metrics'"},
		{METADATA,
			CNA ",\"metrics\":[{\"cvssV3_1\":{\"vectorString\":\"\","
			    "\"vectorString\":\"\"}}]",
			"'vectorString' stands twice in a CVSS metric"},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_parts(&read, cases[i].metadata, cases[i].cna);
		assert_refused(&read, cases[i].message);
	}
	read_bytes(&read, "{\"containers\":{},\"containers\":{}}", 33);
	assert_refused(&read, "'containers' stands twice in the record");
	read_bytes(&read, "{\"cveMetadata\":{},\"cveMetadata\":{}}", 35);
	assert_refused(&read, "'cveMetadata' stands twice in the record");
	/* Others may. */
	read_cna(&read, CNA ",\"source\":1,\"source\":2");
	assert_read(&read);
	arena_release(&read.arena);
}

static void test_values_of_another_type_are_refused(void **state)
{
	static const struct {
		const char *metadata, *cna, *message;
	} cases[] = {
		{"\"cveId\":1," ORG, CNA, "'cveId' in cveMetadata is uint"},
		{"\"state\":null," ID "," ORG, CNA, "'state' in cveMetadata is null"},
		{METADATA, "\"title\":[],\"affected\":[]",
			"'title' in containers.cna is array"},
		{METADATA, "\"affected\":{}", "'affected' in containers.cna is object"},
		{METADATA, "\"affected\":null", "'affected' in containers.cna is null"},
		{METADATA, "\"affected\":[7]",
			"an entry of 'affected' is missing or not an object"},
		{METADATA, "\"affected\":[{\"versions\":{}}]",
			"'versions' in an entry of 'affected' is object"},
		{METADATA, "\"affected\":[{\"versions\":[\"6.1\"]}]",
			"a version is missing or not an object"},
		{METADATA, "\"affected\":[{\"versions\":[{\"version\":6.1}]}]",
			"'version' in a version is real"},
		{METADATA, "\"affected\":[{\"programFiles\":\"fs/a.c\"}]",
			"'programFiles' in an entry of 'affected' is string"},
		{METADATA, "\"affected\":[{\"programFiles\":[\"fs/a.c\",false]}]",
			"a name in 'programFiles' is false"},
		{METADATA, CNA ",\"descriptions\":[[]]",
			"a description is missing or not an object"},
		{METADATA, CNA ",\"descriptions\":[{\"value\":-1}]",
			"'value' in a description is sint"},
		{METADATA, CNA ",\"references\":[\"https://a\"]",
			"a reference is missing or not an object"},
		{METADATA, CNA ",\"metrics\":[true]",
			"an entry of 'metrics' is missing or not an object"},
		{METADATA, CNA ",\"metrics\":[{\"cvssV3_1\":[]}]",
			"'cvssV3_1' in an entry of 'metrics' is array"},
		{METADATA, CNA ",\"metrics\":[{\"cvssV3_0\":{\"vectorString\":true}}]",
			"'vectorString' in a CVSS metric is true"},
		{METADATA, CNA ",\"providerMetadata\":\"\"",
			"'providerMetadata' in containers.cna is string"},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_parts(&read, cases[i].metadata, cases[i].cna);
		assert_int_equal(read.error.line, 0);
		assert_refused(&read, cases[i].message);
	}
}

static void test_the_frame_must_be_there(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"[]", "the record is missing or not an object"},
		{"\"text\"", "the record is missing or not an object"},
		{"{}", "cveMetadata is missing or not an object"},
		{"{\"cveMetadata\":[]}", "'cveMetadata' in the record is array"},
		{"{\"cveMetadata\":{" METADATA "}}",
			"containers is missing or not an object"},
		{"{\"containers\":{},\"cveMetadata\":{" METADATA "}}",
			"containers.cna is missing or not an object"},
		{"{\"containers\":{\"cna\":[]},\"cveMetadata\":{" METADATA "}}",
			"'cna' in containers is array"},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_bytes(&read, cases[i].text, strlen(cases[i].text));
		assert_refused(&read, cases[i].message);
	}
}

static void test_what_is_not_json_is_refused_with_its_place(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column;
	} cases[] = {
		{"x", 1, 1},
		{"{\n \"a\": 1,\n \"b\": oops\n}", 3, 7},
		{"{}\n\n{}", 3, 1},
		{"{'a':1}", 1, 2},
		{"{\"a\":\n\"\xff\"}", 2, 2},
		{"[1, 2", 1, 6},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_bytes(&read, cases[i].text, strlen(cases[i].text));
		assert_int_equal(read.code, KVET_ERROR_INPUT);
		assert_ptr_equal(
			strstr(read.error.message, "not JSON: "), read.error.message);
		if (read.error.line != cases[i].line ||
			read.error.column != cases[i].column)
			fail_msg("'%s': line %u, column %u (%s)", cases[i].text,
				read.error.line, read.error.column, read.error.message);
		arena_release(&read.arena);
	}
	read_bytes(&read, "", 0);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	read = (struct read){0};
	assert_int_equal(record_read_json(reader, (struct bytes){NULL, 0}, CVE,
				 &read.arena, &read.record, NULL),
		KVET_ERROR_INPUT);
}

static void test_nesting_without_end_is_no_crash(void **state)
{
	const size_t depth = 1u << 20;
	char *text = malloc(2 * depth);
	struct read read;

	(void)state;
	assert_non_null(text);
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	read_bytes(&read, text, depth);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	arena_release(&read.arena);
	read_bytes(&read, text, 2 * depth);
	assert_refused(&read, "the record is missing or not an object");
	free(text);
}

static void test_a_nul_inside_a_text_does_not_end_it(void **state)
{
	struct read read;

	(void)state;
	read_cna(&read, "\"title\":\"a\\u0000b\",\"affected\":["
			"{\"programFiles\":[\"fs/a.c\\u0000.rs\"]}]");
	assert_read(&read);
	assert_string_equal(read.record.title, "a\xef\xbf\xbd"
					       "b");
	assert_string_equal(read.record.files[0], "fs/a.c\xef\xbf\xbd.rs");
	arena_release(&read.arena);
	/* Nor does one make a key or a word another. */
	read_parts(&read, ID ",\"assignerShortName\":\"Linux\\u0000\"", CNA);
	assert_read(&read);
	assert_false(read.record.kernels);
	arena_release(&read.arena);
	read_cna(&read, "\"affected\\u0000\":[]");
	assert_refused(&read, "'affected' is missing");
	read_versions(&read, "{\"version\":\"6.1\\u0000\",\"status\":\"affected\"}", "");
	assert_refused(&read, "version range '6.1' is not one of releases");
}

static void test_a_text_outside_unicode_is_refused(void **state)
{
	struct read read;

	(void)state;
	read_cna(&read, "\"title\":\"\xc3\",\"affected\":[]");
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	assert_int_equal(read.error.line, 1);
	arena_release(&read.arena);
	read_cna(&read, "\"title\":\"\\ud800\",\"affected\":[]");
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	arena_release(&read.arena);
}

static void assert_range(const struct range *range, const char *text, bool affected,
	bool open, bool inclusive, bool single)
{
	assert_string_equal(range->text, text);
	assert_int_equal(range->affected, affected);
	assert_int_equal(range->open, open);
	assert_int_equal(range->inclusive, inclusive);
	assert_int_equal(range->single, single);
	assert_false(range->whole);
}

static void test_ranges_of_every_form_are_understood(void **state)
{
	struct read read;
	char text[KVET_RELEASE_SIZE];

	(void)state;
	read_versions(&read,
		"{\"version\":\"5.15\",\"status\":\"affected\"},"
		"{\"version\":\"0\",\"lessThan\":\"5.15\",\"status\":\"unaffected\"},"
		"{\"version\":\"6.1.55\",\"lessThanOrEqual\":\"6.1.*\","
		"\"status\":\"unaffected\",\"versionType\":\"semver\"},"
		"{\"version\":\"6.2\",\"lessThanOrEqual\":\"*\",\"status\":"
		"\"unaffected\"},"
		"{\"version\":\"2.6.20\",\"lessThanOrEqual\":\"2.6.*\","
		"\"status\":\"affected\"},"
		"{\"version\":\"2.6.32.5\",\"lessThan\":\"2.6.32.*\",\"status\":"
		"\"affected\"},"
		"{\"version\":\"1da177e4\",\"lessThan\":\"5d6f4\",\"status\":"
		"\"affected\","
		"\"versionType\":\"git\"}",
		"affected");
	assert_read(&read);

	const struct range *ranges = read.record.ranges;
	assert_int_equal(read.record.range_count, 7);
	assert_range(&ranges[0], "5.15", true, false, false, true);
	assert_range(&ranges[1], "0 < 5.15", false, false, false, false);
	assert_int_equal(release_pack(ranges[1].first), 0);
	assert_string_equal(kvet_release_text(ranges[1].last, text), "5.15");
	assert_range(&ranges[2], "6.1.55 <= 6.1.*", false, false, true, false);
	assert_string_equal(kvet_release_text(ranges[2].first, text), "6.1.55");
	assert_string_equal(kvet_release_text(ranges[2].last, text), "6.1.65535");
	assert_range(&ranges[3], "6.2 <= *", false, true, true, false);
	assert_range(&ranges[4], "2.6.20 <= 2.6.*", true, false, true, false);
	assert_true(kvet_release_compare(
			    ranges[4].last, (struct kvet_release){2, 6, 39, 4, 0}) > 0);
	assert_true(kvet_release_compare(
			    ranges[4].last, (struct kvet_release){3, 0, 0, 0, 1}) < 0);
	assert_range(&ranges[5], "2.6.32.5 < 2.6.32.*", true, false, false, false);
	assert_true(ranges[6].whole && ranges[6].affected);
	assert_string_equal(ranges[6].text, "defaultStatus");
	arena_release(&read.arena);
}

static void test_ranges_of_no_release_are_refused(void **state)
{
	static const struct {
		const char *version, *message;
	} cases[] = {
		{"{\"version\":\"6.1\"}", "a version range has no version or no status"},
		{"{\"status\":\"affected\"}",
			"a version range has no version or no status"},
		{"{}", "a version range has no version or no status"},
		{"{\"version\":\"next\",\"status\":\"affected\"}",
			"version range 'next' is not one of releases"},
		{"{\"version\":\"6\",\"lessThan\":\"7\",\"status\":\"affected\"}",
			"version range '6 < 7' is not one of releases"},
		{"{\"version\":\"6.1\",\"lessThan\":\"6.*\",\"status\":\"affected\"}",
			"version range '6.1 < 6.*' is not one of releases"},
		{"{\"version\":\"6.1\",\"lessThan\":\".*\",\"status\":\"affected\"}",
			"version range '6.1 < .*' is not one of releases"},
		{"{\"version\":\"6.1\",\"lessThan\":\"\",\"status\":\"affected\"}",
			"version range '6.1 < ' is not one of releases"},
		{"{\"version\":\"6.1\",\"lessThanOrEqual\":\"0\",\"status\":"
		 "\"affected\"}",
			"version range '6.1 <= 0' is not one of releases"},
		{"{\"version\":\"*\",\"status\":\"affected\"}",
			"version range '*' is not one of releases"},
		{"{\"version\":\"1da177e4\",\"status\":\"affected\",\"versionType\":"
		 "\"GIT\"}",
			"version range '1da177e4' is not one of releases"},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_versions(&read, cases[i].version, "affected");
		assert_refused(&read, cases[i].message);
	}
}

/* COUNT times ITEM with commas between, inside BEFORE and AFTER. */
static void read_many(struct read *read, const char *before, const char *item,
	size_t count, const char *after)
{
	size_t room = strlen(before) + count * (strlen(item) + 1) + strlen(after) + 1;
	char *cna = malloc(room), *end = cna;

	assert_non_null(cna);
	end = stpcpy(end, before);
	for (size_t i = 0; i < count; i++) {
		end = stpcpy(end, i ? "," : "");
		end = stpcpy(end, item);
	}
	stpcpy(end, after);
	read_cna(read, cna);
	free(cna);
}

static void test_limits_are_kept(void **state)
{
	static const struct {
		const char *before, *item, *after;
		size_t most;
		const char *message;
	} cases[] = {
		{"\"affected\":[],\"references\":[", "{\"url\":\"u\"}", "]",
			RECORD_REFERENCES_MAX, "more than 4096 references"},
		{"\"affected\":[{\"programFiles\":[", "\"a.c\"", "]}]", RECORD_FILES_MAX,
			"more than 1024 files"},
		/* The entry itself is one. */
		{"\"affected\":[{\"versions\":[",
			"{\"version\":\"6.1\",\"status\":\"affected\"}", "]}]",
			RECORD_RANGES_MAX - 1, "more than 2048 version ranges"},
		{"\"affected\":[", "{}", "]", RECORD_RANGES_MAX,
			"more than 2048 version ranges"},
	};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		read_many(&read, cases[i].before, cases[i].item, cases[i].most,
			cases[i].after);
		assert_read(&read);
		arena_release(&read.arena);
		read_many(&read, cases[i].before, cases[i].item, cases[i].most + 1,
			cases[i].after);
		assert_refused(&read, cases[i].message);
	}
}

static void test_a_bad_score_leaves_the_record_without_one(void **state)
{
	struct read read;

	(void)state;
	read_cna(&read, CNA ",\"metrics\":[{\"cvssV3_1\":{\"vectorString\":"
			    "\"CVSS:3.1/AV:L/XX:Y\"}}]");
	assert_read(&read);
	assert_string_equal(read.record.cvss.vector, "");
	assert_non_null(read.record.score_refused);
	arena_release(&read.arena);
}

static void test_a_large_record_is_read_as_a_small_one(void **state)
{
	struct read read;

	(void)state;
	read_many(&read, "\"title\":\"large\",\"affected\":[],\"other\":[", "1234567890",
		40000, "]");
	assert_read(&read);
	assert_string_equal(read.record.title, "large");
	arena_release(&read.arena);
}

/* record_read ----------------------------------------------------------------------- */

static int read_whole(struct read *read, const char *dyad, const char *cvss)
{
	static const char json[] =
		"{\"containers\":{\"cna\":{\"title\":\"net: fix use-after-free in x\","
		"\"affected\":[{\"programFiles\":[\"net/sunrpc/x.c\",\"rust/kernel/"
		"y.rs\"],"
		"\"versions\":[{\"version\":\"6.1\",\"status\":\"affected\"}]}],"
		"\"metrics\":[{\"cvssV3_1\":{\"vectorString\":"
		"\"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H\"}}]}},"
		"\"cveMetadata\":{" METADATA "}}";
	const struct record_source source = {
		CVE, false, bytes_of(json), bytes_of(dyad), bytes_of(cvss)};

	*read = (struct read){0};
	return read->code = record_read(
		       reader, &source, &read->arena, &read->record, &read->error);
}

static void test_a_record_is_understood_with_what_stands_beside_it(void **state)
{
	struct read read;

	(void)state;
	assert_int_equal(read_whole(&read, "6.1:aaaaaaa:6.2:bbbbbbb",
				 "me CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
		0);
	assert_int_equal(read.record.pair_count, 1);
	assert_int_equal(read.record.cvss.score, 98);
	assert_string_equal(read.record.cvss.source, "me");
	assert_int_equal(
		read.record.languages, 1u << KVET_LANGUAGE_C | 1u << KVET_LANGUAGE_RUST);
	assert_int_equal(read.record.classes[0].class, KVET_CLASS_USE_AFTER_FREE);
	assert_true(read.record.classes[0].in_title);
	arena_release(&read.arena);
	/* Without them JSON speaks alone. */
	assert_int_equal(read_whole(&read, NULL, NULL), 0);
	assert_int_equal(read.record.pair_count, 0);
	assert_int_equal(read.record.cvss.score, 78);
	assert_int_equal(read.record.range_count, 2);
	arena_release(&read.arena);
}

static void test_the_error_says_which_of_the_files_it_was(void **state)
{
	struct read read;

	(void)state;
	assert_int_equal(read_whole(&read, "6.1\n", NULL), KVET_ERROR_INPUT);
	assert_string_equal(read.error.path, ".dyad");
	assert_int_equal(read.error.line, 1);
	arena_release(&read.arena);
	/* A score beside it is an opinion: the record stays, and says so. */
	assert_int_equal(read_whole(&read, NULL, "nonsense"), 0);
	assert_non_null(read.record.score_refused);
	assert_non_null(
		strstr(read.record.contradictions[read.record.contradiction_count - 1],
			"score"));
	arena_release(&read.arena);
}

/* CVE numbers ----------------------------------------------------------------------- */

static void test_cve_numbers_go_both_ways(void **state)
{
	static const struct {
		const char *text;
		uint64_t cve;
		const char *again;
	} cases[] = {
		{"CVE-2024-26581", CVE, "CVE-2024-26581"},
		{"cve-1999-0001", UINT64_C(1999000000001), "CVE-1999-0001"},
		{"Cve-2024-123456789", UINT64_C(2024123456789), "CVE-2024-123456789"},
		{"CVE-2024-012345", UINT64_C(2024000012345), "CVE-2024-12345"},
		{"CVE-2024-123", 0, NULL},
		{"CVE-2024-1234567890", 0, NULL},
		{"CVE-24-1234", 0, NULL},
		{"CVE-0000-1234", 0, NULL},
		{"CVE-2024-1234x", 0, NULL},
		{"CVE-2024-", 0, NULL},
		{"CVE-20245-1234", 0, NULL},
		{"CVE", 0, NULL},
		{"", 0, NULL},
	};
	char text[RECORD_CVE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(record_cve_parse(cases[i].text) == cases[i].cve);
		if (cases[i].cve)
			assert_string_equal(
				record_cve_text(cases[i].cve, text), cases[i].again);
	}
}

static void test_the_body_begins_behind_the_usual_sentence(void **state)
{
	(void)state;
	assert_string_equal(
		record_body("In the Linux kernel, the following vulnerability "
			    "has been resolved:\n\nnet: fix it"),
		"net: fix it");
	assert_string_equal(record_body("net: fix it"), "net: fix it");
	assert_string_equal(record_body(""), "");
}

static int make_reader(void **state)
{
	(void)state;
	reader = record_reader_new();
	return reader ? 0 : -1;
}

static int free_reader(void **state)
{
	(void)state;
	record_reader_free(reader);
	record_reader_free(NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_least_record_is_understood),
		cmocka_unit_test(test_every_field_is_kept),
		cmocka_unit_test(test_the_authority_is_told_by_id_or_name),
		cmocka_unit_test(test_a_record_of_another_number_is_refused),
		cmocka_unit_test(test_a_rejected_record_needs_no_releases),
		cmocka_unit_test(test_keys_that_are_read_stand_once),
		cmocka_unit_test(test_values_of_another_type_are_refused),
		cmocka_unit_test(test_the_frame_must_be_there),
		cmocka_unit_test(test_what_is_not_json_is_refused_with_its_place),
		cmocka_unit_test(test_nesting_without_end_is_no_crash),
		cmocka_unit_test(test_a_nul_inside_a_text_does_not_end_it),
		cmocka_unit_test(test_a_text_outside_unicode_is_refused),
		cmocka_unit_test(test_ranges_of_every_form_are_understood),
		cmocka_unit_test(test_ranges_of_no_release_are_refused),
		cmocka_unit_test(test_limits_are_kept),
		cmocka_unit_test(test_a_bad_score_leaves_the_record_without_one),
		cmocka_unit_test(test_a_large_record_is_read_as_a_small_one),
		cmocka_unit_test(test_a_record_is_understood_with_what_stands_beside_it),
		cmocka_unit_test(test_the_error_says_which_of_the_files_it_was),
		cmocka_unit_test(test_cve_numbers_go_both_ways),
		cmocka_unit_test(test_the_body_begins_behind_the_usual_sentence),
	};

	return cmocka_run_group_tests(tests, make_reader, free_reader);
}
