/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

struct read {
	struct arena arena;
	struct record record;
	struct kvet_error error;
	int code;
};

/* Reads from memory that ends where the text ends, so that a sanitizer sees each step
 * behind it. */
static void read_bytes(struct read *read, const char *text, size_t len)
{
	char *exact = malloc(len ? len : 1);

	assert_non_null(exact);
	memcpy(exact, text, len);
	*read = (struct read){0};
	read->code = record_read_pairs(
		(struct bytes){exact, len}, &read->arena, &read->record, &read->error);
	free(exact);
}

static void read_text(struct read *read, const char *text)
{
	read_bytes(read, text, strlen(text));
}

static void assert_pair(const struct pair *pair, const char *introduced,
	const char *introduced_commit, const char *fixed, const char *fixed_commit)
{
	assert_string_equal(pair->text.introduced, introduced);
	assert_string_equal(pair->text.introduced_commit, introduced_commit);
	assert_string_equal(pair->text.fixed, fixed);
	assert_string_equal(pair->text.fixed_commit, fixed_commit);
}

static void test_pairs_are_read_in_order(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "5.15:" A ":6.1.55:" B "\n6.1.20:" B ":6.2:" A "\n");
	assert_int_equal(read.code, 0);
	assert_int_equal(read.record.pair_count, 2);
	assert_pair(&read.record.pairs[0], "5.15", A, "6.1.55", B);
	assert_pair(&read.record.pairs[1], "6.1.20", B, "6.2", A);
	assert_true(
		read.record.pairs[0].has_introduced && read.record.pairs[0].has_fixed);
	assert_int_equal(read.record.pairs[0].introduced.major, 5);
	assert_int_equal(read.record.pairs[0].introduced.minor, 15);
	assert_int_equal(read.record.pairs[0].fixed.stable, 55);
	assert_int_equal(read.record.pairs[1].introduced.stable, 20);
	arena_release(&read.arena);
}

static void test_zero_is_an_event_that_is_not_known(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "0:0:6.1:" A "\n5.4:" A ":0:0");
	assert_int_equal(read.code, 0);
	assert_int_equal(read.record.pair_count, 2);
	assert_false(read.record.pairs[0].has_introduced);
	assert_true(read.record.pairs[0].has_fixed);
	assert_true(read.record.pairs[1].has_introduced);
	assert_false(read.record.pairs[1].has_fixed);
	assert_pair(&read.record.pairs[0], "0", "0", "6.1", A);
	arena_release(&read.arena);
}

static void test_comments_and_empty_lines_and_crlf_are_passed(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "# a comment\r\n\r\n#\n\n5.4:" A ":6.1:" B "\r\n# 5.4:" A
			 ":6.2:" B "\n5.5:" A ":6.2:" B "\r\n");
	assert_int_equal(read.code, 0);
	assert_int_equal(read.record.pair_count, 2);
	assert_pair(&read.record.pairs[0], "5.4", A, "6.1", B);
	assert_pair(&read.record.pairs[1], "5.5", A, "6.2", B);
	arena_release(&read.arena);
}

static void test_an_empty_file_has_no_pairs(void **state)
{
	static const char *const texts[] = {"", "\n", "\r\n", "#", "# only a comment\n"};
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		read_text(&read, texts[i]);
		assert_int_equal(read.code, 0);
		assert_int_equal(read.record.pair_count, 0);
		arena_release(&read.arena);
	}
}

/* Each with its line and column, both from 1. */
static const struct {
	const char *text;
	unsigned line, column;
	const char *message;
} refused[] = {
	{"nonsense", 1, 9, "a pair is not introduced:commit:fixed:commit"},
	{"5.4:" A ":6.1", 1, 49, "a pair is not introduced:commit:fixed:commit"},
	{"5.4:" A ":6.1:" B ":x", 1, 91, "a pair is not introduced:commit:fixed:commit"},
	{":::", 1, 2, "not a commit"},
	{" ", 1, 2, "a pair is not introduced:commit:fixed:commit"},
	{"# fine\n5.4:" A ":6.1:" B "\nx\n", 3, 2,
		"a pair is not introduced:commit:fixed:commit"},
	{"# fine\r\n\r\n5.4:" A ":6.1", 3, 49,
		"a pair is not introduced:commit:fixed:commit"},
	{"5.4:abcdef:6.1:" B, 1, 5, "not a commit"},
	{"5.4:00:6.1:" B, 1, 5, "not a commit"},
	{"5.4:ABCDEF0:6.1:" B, 1, 5, "not a commit"},
	{"5.4:" A ":6.1:ghijklm", 1, 50, "not a commit"},
	{"5.4:" A ":6.1:" A A, 1, 50, "not a commit"},
	{"5.4:" A ":6.1:" B " ", 1, 50, "not a commit"},
	{"5.4:" A ":6.1:", 1, 50, "not a commit"},
	{"v5.4:" A ":6.1:" B, 1, 1, "a pair names what is not a release"},
	{" 5.4:" A ":6.1:" B, 1, 1, "a pair names what is not a release"},
	{":" A ":6.1:" B, 1, 1, "a pair names what is not a release"},
	{"00:" A ":6.1:" B, 1, 1, "a pair names what is not a release"},
	{"5.4:" A ":6.1.*:" B, 1, 46, "a pair names what is not a release"},
	{"5.4:" A "::" B, 1, 46, "a pair names what is not a release"},
	{"6.1:" A ":0:0\n5.4:" A ":next:" B, 2, 46, "a pair names what is not a release"},
};

static void test_what_is_no_pair_is_refused_with_its_place(void **state)
{
	struct read read;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		read_text(&read, refused[i].text);
		assert_int_equal(read.code, KVET_ERROR_INPUT);
		assert_int_equal(read.error.code, KVET_ERROR_INPUT);
		assert_string_equal(read.error.message, refused[i].message);
		assert_string_equal(read.error.path, ".dyad");
		if (read.error.line != refused[i].line ||
			read.error.column != refused[i].column)
			fail_msg("'%s': line %u, column %u", refused[i].text,
				read.error.line, read.error.column);
		assert_null(read.record.pairs);
		assert_int_equal(read.record.pair_count, 0);
		arena_release(&read.arena);
	}
}

static void test_a_nul_inside_is_no_release(void **state)
{
	static const char text[] = "5.4\0:" A ":6.1:" B;
	struct read read;

	(void)state;
	read_bytes(&read, text, sizeof(text) - 1);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	assert_int_equal(read.error.line, 1);
	arena_release(&read.arena);
}

static void test_commits_may_be_short_or_of_sha256(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "5.4:0123456:6.1:" A "aaaaaaaaaaaaaaaaaaaaaaaa");
	assert_int_equal(read.code, 0);
	assert_int_equal(strlen(read.record.pairs[0].text.fixed_commit), 64);
	arena_release(&read.arena);
}

static void test_more_pairs_than_the_limit_are_refused(void **state)
{
	const char line[] = "5.4:" A ":6.1:" B "\n";
	const size_t len = sizeof(line) - 1;
	char *text = malloc((RECORD_PAIRS_MAX + 1) * len);
	struct read read;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i <= RECORD_PAIRS_MAX; i++)
		memcpy(text + i * len, line, len);
	read_bytes(&read, text, RECORD_PAIRS_MAX * len);
	assert_int_equal(read.code, 0);
	assert_int_equal(read.record.pair_count, RECORD_PAIRS_MAX);
	arena_release(&read.arena);
	read_bytes(&read, text, (RECORD_PAIRS_MAX + 1) * len);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	assert_string_equal(read.error.message, "more than 512 pairs");
	arena_release(&read.arena);
	free(text);
}

/* What verdicts are given from says the same as the pairs that it was packed from. */
static void test_packed_pairs_come_back(void **state)
{
	static const char text[] = "5.15:" A ":6.1.55:" B "\n0:0:6.2:0123456\n"
				   "6.1.20:abcdef012:0:0\n5.15:" A ":7.2-rc1:" A
				   "aaaaaaaaaaaaaaaaaaaaaaaa\n2.6.32.70:0:6.13:" B;
	struct pair unpacked[8];
	struct read read;

	(void)state;
	read_text(&read, text);
	assert_int_equal(read.code, 0);
	const struct pair *pairs = read.record.pairs;
	const size_t count = read.record.pair_count;
	size_t size = pairs_packed_size(pairs, count);
	unsigned char *packed = malloc(size);
	assert_non_null(packed);
	pairs_pack(pairs, count, packed);
	const struct bytes bytes = {(const char *)packed, size};
	assert_int_equal(pairs_unpack(bytes, unpacked, 8), count);
	for (size_t i = 0; i < count; i++) {
		pair_unpack_texts(bytes, unpacked, i, &read.arena);
		assert_pair(&unpacked[i], pairs[i].text.introduced,
			pairs[i].text.introduced_commit, pairs[i].text.fixed,
			pairs[i].text.fixed_commit);
		assert_int_equal(unpacked[i].has_introduced, pairs[i].has_introduced);
		assert_int_equal(unpacked[i].has_fixed, pairs[i].has_fixed);
		assert_int_equal(unpacked[i].group, pairs[i].group);
		assert_int_equal(
			kvet_release_compare(unpacked[i].fixed, pairs[i].fixed), 0);
	}
	/* One introduction is one group, another another. */
	assert_int_equal(pairs[0].group, pairs[3].group);
	assert_int_not_equal(pairs[0].group, pairs[2].group);
	assert_int_equal(pairs[1].group, pairs[4].group);
	/* What is cut off is not there, and no more than asked for is given. */
	assert_int_equal(pairs_unpack(bytes, unpacked, 2), 2);
	for (size_t len = 0; len < size; len++) {
		unsigned char *cut = malloc(len ? len : 1);

		assert_non_null(cut);
		memcpy(cut, packed, len);
		assert_true(pairs_unpack((struct bytes){(const char *)cut, len}, unpacked,
				    8) < count);
		free(cut);
	}
	assert_int_equal(pairs_unpack((struct bytes){NULL, 0}, unpacked, 8), 0);
	free(packed);
	arena_release(&read.arena);
}

static void test_the_error_may_be_null(void **state)
{
	struct arena arena = {0};
	struct record record = {0};

	(void)state;
	assert_int_equal(record_read_pairs(bytes_of("x"), &arena, &record, NULL),
		KVET_ERROR_INPUT);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs_are_read_in_order),
		cmocka_unit_test(test_zero_is_an_event_that_is_not_known),
		cmocka_unit_test(test_comments_and_empty_lines_and_crlf_are_passed),
		cmocka_unit_test(test_an_empty_file_has_no_pairs),
		cmocka_unit_test(test_what_is_no_pair_is_refused_with_its_place),
		cmocka_unit_test(test_a_nul_inside_is_no_release),
		cmocka_unit_test(test_commits_may_be_short_or_of_sha256),
		cmocka_unit_test(test_more_pairs_than_the_limit_are_refused),
		cmocka_unit_test(test_packed_pairs_come_back),
		cmocka_unit_test(test_the_error_may_be_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
