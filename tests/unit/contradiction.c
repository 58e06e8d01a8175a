/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/record.h"

#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define C "cccccccccccccccccccccccccccccccccccccccc"

static struct arena arena;

/* A record of these pairs and ranges, with one file. */
static struct record made(const char *dyad, struct range *ranges, size_t range_count)
{
	static const char *files[] = {"fs/a.c"};
	struct record record = {.files = files,
		.file_count = 1,
		.ranges = ranges,
		.range_count = range_count};
	struct kvet_error error;

	if (record_read_pairs(bytes_of(dyad), &arena, &record, &error))
		fail_msg("'%s': %s", dyad, error.message);
	record_find_contradictions(&record, &arena);
	return record;
}

static void assert_contradictions(
	const struct record *record, size_t count, const char *first)
{
	if (record->contradiction_count != count)
		fail_msg("%zu: %s", record->contradiction_count,
			record->contradiction_count ? record->contradictions[0] : "");
	if (count)
		assert_string_equal(record->contradictions[0], first);
}

static int forget(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void test_a_sound_record_has_none(void **state)
{
	struct record record =
		made("5.15:" A ":6.1.55:" B "\n5.15:" A ":6.6:" C, NULL, 0);

	(void)state;
	assert_contradictions(&record, 0, NULL);
	record = made("0:0:6.1:" A "\n6.1:" A ":0:0\n6.1:" A ":6.1:" B, NULL, 0);
	assert_contradictions(&record, 0, NULL);
}

static void test_a_fix_before_its_introduction_is_named(void **state)
{
	struct record record = made("6.2:" A ":6.1:" B, NULL, 0);

	(void)state;
	assert_contradictions(&record, 1, "introduced in 6.2, fixed before that in 6.1");
	record = made("6.1.20:" A ":6.1.10:" B, NULL, 0);
	assert_contradictions(
		&record, 1, "introduced in 6.1.20, fixed before that in 6.1.10");
}

static void test_several_fixes_of_one_introduction_for_a_line_are_named(void **state)
{
	struct record record =
		made("5.15:" A ":6.1.55:" B "\n5.15:" A ":6.1.60:" C, NULL, 0);

	(void)state;
	assert_contradictions(&record, 1,
		"several fixes for one introduction: bbbbbbbbbbbb in 6.1.55 and "
		"cccccccccccc in 6.1.60");
	record = made("5.15:" A ":6.2:" B "\n5.15:" A ":6.4:" C, NULL, 0);
	assert_contradictions(&record, 1,
		"several fixes for one introduction: bbbbbbbbbbbb in 6.2 and "
		"cccccccccccc in 6.4");
	/* Not: the same fix twice, other lines, other introductions. */
	record = made("5.15:" A ":6.1.55:" B "\n5.15:" A ":6.1.55:" B "\n5.15:" A
		      ":6.2:" C "\n5.16:" B ":6.3:" A,
		NULL, 0);
	assert_contradictions(&record, 0, NULL);
}

static void test_ranges_that_disagree_with_pairs_are_named_once(void **state)
{
	struct range ranges[] = {
		{.affected = true, .open = true, .first = {5, 15, 0, 0, 0}, .text = ""},
		{.whole = true, .text = ""},
	};
	struct record record =
		made("5.15:" A ":6.1.55:" B "\n5.15:" A ":6.6:" C, ranges, 2);

	(void)state;
	assert_contradictions(&record, 1,
		"6.1.55: unaffected by the pairs, affected by the version ranges");
	ranges[0].affected = false;
	record = made("5.15:" A ":6.6:" C, ranges, 2);
	assert_contradictions(&record, 1,
		"5.15: affected by the pairs, unaffected by the version ranges");
}

static void test_a_disagreement_just_before_a_fix_is_found(void **state)
{
	struct range ranges[] = {
		{.affected = true, .first = {5, 15, 0, 0, 0}, .last = {6, 1, 0, 53, 0}},
		{.whole = true, .text = ""},
	};
	struct record record = made("5.15:" A ":6.1.55:" B, ranges, 2);

	(void)state;
	assert_contradictions(&record, 1,
		"6.1.54: affected by the pairs, unaffected by the version ranges");
	ranges[0].last.stable = 55;
	record = made("5.15:" A ":6.1.55:" B, ranges, 2);
	assert_contradictions(&record, 0, NULL);
}

static void test_an_empty_record_is_named(void **state)
{
	struct record record = {0};

	(void)state;
	record_find_contradictions(&record, &arena);
	assert_contradictions(&record, 2, "names no release");
	assert_string_equal(record.contradictions[1], "names no file");
	/* A rejected one has nothing to contradict. */
	record = (struct record){.rejected = true};
	record_find_contradictions(&record, &arena);
	assert_contradictions(&record, 0, NULL);
}

static void test_a_record_wrong_in_every_pair_is_bounded(void **state)
{
	char dyad[64 * 64] = "";
	size_t len = 0;

	(void)state;
	for (int i = 0; i < 40; i++)
		len += (size_t)snprintf(
			dyad + len, sizeof(dyad) - len, "6.2:%07x:6.1:%07x\n", i, i);
	struct record record = made(dyad, NULL, 0);
	assert_contradictions(&record, 16, "introduced in 6.2, fixed before that in 6.1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_a_sound_record_has_none, forget),
		cmocka_unit_test_teardown(
			test_a_fix_before_its_introduction_is_named, forget),
		cmocka_unit_test_teardown(
			test_several_fixes_of_one_introduction_for_a_line_are_named,
			forget),
		cmocka_unit_test_teardown(
			test_ranges_that_disagree_with_pairs_are_named_once, forget),
		cmocka_unit_test_teardown(
			test_a_disagreement_just_before_a_fix_is_found, forget),
		cmocka_unit_test_teardown(test_an_empty_record_is_named, forget),
		cmocka_unit_test_teardown(
			test_a_record_wrong_in_every_pair_is_bounded, forget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
