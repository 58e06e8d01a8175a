/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/exposure.h"

#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Commits of the made cases. */
#define P "1111111"
#define Q "2222222"
#define F "fffffff"
#define G "eeeeeee"
#define H "ddddddd"

static struct kvet_release release(const char *text)
{
	struct kvet_release found;

	if (!release_parse(bytes_of(text), &found))
		fail_msg("'%s' is not understood", text);
	return found;
}

static const char *word(enum exposure exposure)
{
	static const char *const words[] = {
		[EXPOSED] = "affected",
		[EXPOSURE_FIXED] = "fixed",
		[EXPOSURE_NOT_INTRODUCED] = "not_introduced",
	};

	return words[exposure];
}

/* What DYAD says of the releases from FLOOR to CEILING. */
static enum exposure exposure_of(const char *dyad, const char *floor, const char *ceiling,
	struct arena *arena, struct exposure_facts *facts)
{
	struct record record = {0};
	struct kvet_error error;

	if (record_read_pairs(bytes_of(dyad), arena, &record, &error))
		fail_msg("'%s': %s", dyad, error.message);
	exposure_of_pairs(record.pairs, record.pair_count,
		(struct span){release(floor), release(ceiling)}, facts);
	return facts->exposure;
}

static void assert_exposure(
	const char *dyad, const char *floor, const char *ceiling, const char *wanted)
{
	struct exposure_facts facts;
	struct arena arena = {0};
	const char *found = word(exposure_of(dyad, floor, ceiling, &arena, &facts));

	if (strcmp(found, wanted) != 0)
		fail_msg("'%s' for %s to %s: %s, not %s", dyad, floor, ceiling, found,
			wanted);
	arena_release(&arena);
}

struct expected {
	const char *release, *exposure;
};

static void assert_exposures(
	const char *dyad, const struct expected *expected, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_exposure(dyad, expected[i].release, expected[i].release,
			expected[i].exposure);
}

#define EXPOSURES(dyad, ...)                                                             \
	do {                                                                             \
		const struct expected list[] = {__VA_ARGS__};                            \
		assert_exposures(dyad, list, COUNT(list));                               \
	} while (0)

static void test_a_pair_speaks_from_its_introduction_to_its_fix(void **state)
{
	(void)state;
	EXPOSURES("5.15:" P ":6.2:" F, {"5.14.21", "not_introduced"},
		{"5.15", "affected"}, {"5.15.99", "affected"}, {"6.1.147", "affected"},
		{"6.2", "fixed"}, {"6.2.1", "fixed"}, {"7.0", "fixed"},
		{"2.6.39", "not_introduced"});
}

static void test_a_fix_on_another_line_does_not_help(void **state)
{
	(void)state;
	EXPOSURES("5.15:" P ":6.1.55:" F "\n5.15:" P ":5.15.130:" G "\n5.15:" P ":6.6:" H,
		{"5.15.129", "affected"}, {"5.15.130", "fixed"}, {"6.0.19", "affected"},
		{"6.1.54", "affected"}, {"6.1.55", "fixed"}, {"6.2.99", "affected"},
		{"6.5.13", "affected"}, {"6.6", "fixed"}, {"5.10.999", "not_introduced"});
}

static void test_a_pair_without_a_fix_is_open(void **state)
{
	(void)state;
	EXPOSURES("5.4:" P ":0:0", {"5.3", "not_introduced"}, {"5.4", "affected"},
		{"99.99", "affected"});
}

static void test_an_introduction_that_is_not_known_is_in_every_release(void **state)
{
	(void)state;
	EXPOSURES("0:0:6.1:" F, {"2.6.12", "affected"}, {"6.0.99", "affected"},
		{"6.1", "fixed"}, {"6.1-rc1", "affected"});
	EXPOSURES("0:0:0:0", {"2.6.12", "affected"}, {"7.2", "affected"});
}

/* Fixes of one introduction say nothing of another. */
static void test_a_bug_that_came_back_is_back(void **state)
{
	static const char dyad[] = "4.19:" P ":5.4:" F "\n5.10:" Q ":6.1:" G;

	(void)state;
	EXPOSURES(dyad, {"4.18", "not_introduced"}, {"4.19.3", "affected"},
		{"5.4", "fixed"}, {"5.9.16", "fixed"}, {"5.10", "affected"},
		{"6.0", "affected"}, {"6.1", "fixed"});
	/* The same with one commit is one bug, with two fixes. */
	EXPOSURES("4.19:" P ":5.4:" F "\n4.19:" P ":6.1:" G, {"5.4", "fixed"},
		{"5.10", "fixed"}, {"4.20", "affected"});
}

static void test_a_backported_introduction_stays_on_its_line(void **state)
{
	static const char dyad[] =
		"6.2:" P ":6.6:" F "\n6.1.20:" Q ":6.1.55:" G "\n5.15.100:" H ":0:0";

	(void)state;
	EXPOSURES(dyad, {"6.1.19", "not_introduced"}, {"6.1.20", "affected"},
		{"6.1.54", "affected"}, {"6.1.55", "fixed"},
		{"5.15.99", "not_introduced"}, {"5.15.100", "affected"},
		{"5.16", "not_introduced"}, {"6.2", "affected"}, {"6.6", "fixed"});
}

static void test_one_fix_of_several_that_is_reached_closes_the_record(void **state)
{
	(void)state;
	EXPOSURES("5.15:" P ":6.1.55:" F "\n5.15:" P ":6.1.60:" G, {"6.1.54", "affected"},
		{"6.1.55", "fixed"}, {"6.1.60", "fixed"});
}

static void test_a_candidate_has_the_introductions_of_its_release_only(void **state)
{
	(void)state;
	EXPOSURES("6.13:" P ":6.14:" F, {"6.12.9", "not_introduced"},
		{"6.13-rc1", "affected"}, {"6.14-rc7", "affected"}, {"6.14", "fixed"});
	EXPOSURES("6.12:" P ":6.14-rc2:" F, {"6.14-rc1", "affected"},
		{"6.14-rc2", "fixed"}, {"6.14", "fixed"}, {"6.13.9", "affected"});
}

static void test_records_of_old_lines(void **state)
{
	(void)state;
	EXPOSURES("2.6.12:" P ":2.6.32.60:" F "\n2.6.12:" P ":3.2:" G,
		{"2.6.11", "not_introduced"}, {"2.6.32.59", "affected"},
		{"2.6.32.60", "fixed"}, {"2.6.33.20", "affected"}, {"3.1.10", "affected"},
		{"3.2", "fixed"});
}

/* 6.1.0-27-amd64 is some release of 6.1: no fix for sure, maybe every introduction. */
static void test_a_span_counts_fixes_at_its_floor_and_introductions_at_its_ceiling(
	void **state)
{
	static const char fixed_on_line[] = "5.15:" P ":6.1.55:" F;
	static const char came_on_line[] = "6.1.20:" P ":0:0";

	(void)state;
	assert_exposure(fixed_on_line, "6.1", "6.1.65534", "affected");
	assert_exposure(fixed_on_line, "6.1.55", "6.1.65534", "fixed");
	assert_exposure(came_on_line, "6.1", "6.1.65534", "affected");
	assert_exposure(came_on_line, "6.1", "6.1.19", "not_introduced");
	assert_exposure("6.1.20:" P ":6.1.30:" F, "6.1.25", "6.1.99", "affected");
	assert_exposure("6.1.20:" P ":6.1.30:" F, "6.1.30", "6.1.99", "fixed");
	assert_exposure("6.2:" P ":6.3:" F, "6.1", "6.2", "affected");
	assert_exposure("6.3:" P ":6.4:" F, "6.1", "6.2", "not_introduced");
	assert_exposure("5.15:" P ":6.1:" F, "6.1", "6.1.65534", "fixed");
}

static void test_facts_name_the_pairs_that_speak(void **state)
{
	static const char dyad[] = "5.15:" P ":6.1.55:" F "\n5.15:" P ":6.6:" H;
	struct exposure_facts facts;
	struct arena arena = {0};

	(void)state;
	exposure_of(dyad, "6.1.54", "6.1.54", &arena, &facts);
	assert_string_equal(facts.introduced->text.introduced, "5.15");
	assert_null(facts.fixed);
	assert_string_equal(facts.line_fix->text.fixed, "6.1.55");
	assert_string_equal(facts.main_fix->text.fixed, "6.6");
	exposure_of(dyad, "6.1.55", "6.1.55", &arena, &facts);
	assert_string_equal(facts.fixed->text.fixed, "6.1.55");
	exposure_of(dyad, "6.2", "6.2", &arena, &facts);
	assert_null(facts.line_fix);
	assert_string_equal(facts.main_fix->text.fixed, "6.6");
	exposure_of(dyad, "5.10", "5.10", &arena, &facts);
	assert_null(facts.introduced);
	assert_null(facts.fixed);
	arena_release(&arena);
}

static void test_no_pairs_say_not_introduced(void **state)
{
	struct exposure_facts facts;

	(void)state;
	exposure_of_pairs(NULL, 0, (struct span){release("6.1"), release("6.1")}, &facts);
	assert_int_equal(facts.exposure, EXPOSURE_NOT_INTRODUCED);
}

/* Ranges ---------------------------------------------------------------------------- */

/* Short for the ranges of a record: what a case needs of affected[]. */
struct affected {
	const char *first, *last; /* last NULL: `first` alone; "*": open */
	char status; /* 'a' or 'u' */
	char order; /* '<' or '=' */
};

static const struct range *range_that_speaks(const struct affected *list, size_t count,
	bool otherwise, const char *floor, const char *ceiling, enum exposure *exposure)
{
	static struct range ranges[16];
	const struct range *found;

	assert_true(count < COUNT(ranges));
	memset(ranges, 0, sizeof(ranges));
	for (size_t i = 0; i < count; i++) {
		struct range *range = &ranges[i];

		range->affected = list[i].status == 'a';
		range->inclusive = list[i].order == '=';
		range->single = !list[i].last;
		range->text = list[i].first;
		if (strcmp(list[i].first, "0") != 0)
			range->first = release(list[i].first);
		range->last = range->first;
		range->open = list[i].last && strcmp(list[i].last, "*") == 0;
		if (list[i].last && strcmp(list[i].last, "2.6.*") == 0) {
			range->last = release_series_last(2, 6);
		} else if (list[i].last && strchr(list[i].last, '*') && !range->open) {
			range->last = release_read(bytes_of(list[i].last), &range->last)
					      ? range->last
					      : range->first;
			range->last.stable = RELEASE_STABLE_LAST;
		} else if (list[i].last && !range->open) {
			range->last = release(list[i].last);
		}
	}
	ranges[count] = (struct range){
		.whole = true, .affected = otherwise, .text = "defaultStatus"};
	*exposure = exposure_of_ranges(ranges, count + 1,
		(struct span){release(floor), release(ceiling)}, &found);
	return found;
}

static void assert_ranges(const struct affected *list, size_t count, bool otherwise,
	const char *at, const char *wanted)
{
	enum exposure exposure;
	const struct range *found =
		range_that_speaks(list, count, otherwise, at, at, &exposure);

	if (strcmp(word(exposure), wanted) != 0)
		fail_msg("%s: %s, not %s", at, word(exposure), wanted);
	assert_int_equal(!found, exposure != EXPOSED);
}

/* As the kernel's authority writes a bug of 5.15, fixed in 5.15.130, 6.1.55 and 6.6. */
static const struct affected usual[] = {
	{"5.15", NULL, 'a', 0},
	{"0", "5.15", 'u', '<'},
	{"5.15.130", "5.15.*", 'u', '='},
	{"6.1.55", "6.1.*", 'u', '='},
	{"6.6", "*", 'u', '='},
};

static void test_ranges_as_the_authority_writes_them(void **state)
{
	static const struct expected expected[] = {{"5.14.21", "not_introduced"},
		{"2.6.32", "not_introduced"}, {"5.15", "affected"},
		{"5.15.1", "affected"}, {"5.15.129", "affected"}, {"5.15.130", "fixed"},
		{"5.15.999", "fixed"}, {"5.16", "affected"}, {"6.1.54", "affected"},
		{"6.1.55", "fixed"}, {"6.2", "affected"}, {"6.6-rc1", "affected"},
		{"6.6", "fixed"}, {"7.0", "fixed"}};

	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++)
		assert_ranges(usual, COUNT(usual), true, expected[i].release,
			expected[i].exposure);
}

static void test_ranges_agree_with_the_pairs_they_were_written_from(void **state)
{
	static const char dyad[] =
		"5.15:" P ":5.15.130:" F "\n5.15:" P ":6.1.55:" G "\n5.15:" P ":6.6:" H;
	static const char *const releases[] = {"2.6.39", "5.14", "5.15", "5.15.129",
		"5.15.130", "5.15.131", "5.16.20", "6.0.1", "6.1", "6.1.54", "6.1.55",
		"6.5.13", "6.6-rc3", "6.6", "6.6.1", "6.12.1"};

	(void)state;
	for (size_t i = 0; i < COUNT(releases); i++) {
		struct exposure_facts facts;
		struct arena arena = {0};
		enum exposure by_pairs =
			exposure_of(dyad, releases[i], releases[i], &arena, &facts);

		assert_ranges(usual, COUNT(usual), true, releases[i], word(by_pairs));
		arena_release(&arena);
	}
}

/* What starts at a release speaks of a line; what starts at 0 of all; a default of the
 * rest. Of equal ones the one that says affected. */
static void test_the_most_particular_range_decides(void **state)
{
	const struct affected line_over_all[] = {
		{"0", "6.6", 'u', '<'}, {"5.15", "5.15.130", 'a', '<'}};
	const struct affected line_out_of_all[] = {
		{"0", "6.6", 'a', '<'}, {"5.15.130", "5.15.*", 'u', '='}};
	const struct affected both[] = {
		{"5.15", "6.6", 'u', '<'}, {"5.15", "5.15.130", 'a', '<'}};
	const struct affected both_all[] = {
		{"0", "6.6", 'u', '<'}, {"0", "5.15.130", 'a', '<'}};

	(void)state;
	assert_ranges(line_over_all, 2, false, "5.15.129", "affected");
	assert_ranges(line_over_all, 2, false, "5.15.130", "fixed");
	assert_ranges(line_over_all, 2, false, "5.14", "not_introduced");
	assert_ranges(line_out_of_all, 2, false, "5.15.129", "affected");
	assert_ranges(line_out_of_all, 2, false, "5.15.130", "fixed");
	assert_ranges(line_out_of_all, 2, false, "5.16", "affected");
	assert_ranges(both, 2, false, "5.15.100", "affected");
	assert_ranges(both, 2, false, "5.15.130", "fixed");
	assert_ranges(both_all, 2, false, "5.10", "affected");
}

static void test_a_default_speaks_where_nothing_else_does(void **state)
{
	(void)state;
	assert_ranges(NULL, 0, true, "6.1", "affected");
	assert_ranges(NULL, 0, false, "6.1", "not_introduced");
	assert_ranges(
		(struct affected[]){{"6.2", NULL, 'u', 0}}, 1, true, "6.1", "affected");
	assert_ranges(
		(struct affected[]){{"6.1", NULL, 'u', 0}}, 1, true, "6.1", "fixed");
}

static void test_upper_ends_of_ranges(void **state)
{
	const struct affected before[] = {{"6.1", "6.1.55", 'a', '<'}};
	const struct affected until[] = {{"6.1", "6.1.55", 'a', '='}};
	const struct affected line[] = {{"6.1", "6.1.*", 'a', '='}};
	const struct affected open[] = {{"6.1", "*", 'a', '='}};
	const struct affected series[] = {{"2.6.20", "2.6.*", 'a', '='}};

	(void)state;
	assert_ranges(before, 1, false, "6.1.54", "affected");
	assert_ranges(before, 1, false, "6.1.55", "fixed");
	assert_ranges(until, 1, false, "6.1.55", "affected");
	assert_ranges(until, 1, false, "6.1.56", "fixed");
	assert_ranges(line, 1, false, "6.1.65534", "affected");
	assert_ranges(line, 1, false, "6.2", "fixed");
	assert_ranges(line, 1, false, "6.0", "not_introduced");
	assert_ranges(open, 1, false, "99.1.1", "affected");
	assert_ranges(series, 1, false, "2.6.39.4", "affected");
	assert_ranges(series, 1, false, "3.0", "fixed");
	assert_ranges(series, 1, false, "2.6.19", "not_introduced");
}

static void test_ranges_over_a_span(void **state)
{
	const struct affected middle[] = {{"6.1.20", "6.1.30", 'a', '<'}};
	const struct affected candidate[] = {{"6.13", NULL, 'a', 0}};
	enum exposure exposure;

	(void)state;
	/* Affected at the floor, at the ceiling, or between. */
	range_that_speaks(usual, COUNT(usual), true, "6.1", "6.1.65534", &exposure);
	assert_int_equal(exposure, EXPOSED);
	range_that_speaks(usual, COUNT(usual), true, "6.1.55", "6.1.65534", &exposure);
	assert_int_equal(exposure, EXPOSURE_FIXED);
	assert_non_null(range_that_speaks(middle, 1, false, "6.1", "6.1.40", &exposure));
	assert_int_equal(exposure, EXPOSED);
	range_that_speaks(middle, 1, false, "6.1.31", "6.1.40", &exposure);
	assert_int_equal(exposure, EXPOSURE_FIXED);
	range_that_speaks(middle, 1, false, "6.1", "6.1.19", &exposure);
	assert_int_equal(exposure, EXPOSURE_NOT_INTRODUCED);
	/* An introduction in 6.13 counts for its candidates. */
	range_that_speaks(candidate, 1, false, "6.13-rc2", "6.13-rc2", &exposure);
	assert_int_equal(exposure, EXPOSED);
}

static void test_which_range_speaks_may_be_left_unasked(void **state)
{
	const struct range all = {.whole = true, .affected = true};
	const struct span span = {release("6.1"), release("6.1")};

	(void)state;
	assert_int_equal(exposure_of_ranges(&all, 1, span, NULL), EXPOSED);
	assert_int_equal(
		exposure_of_ranges(NULL, 0, span, NULL), EXPOSURE_NOT_INTRODUCED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_pair_speaks_from_its_introduction_to_its_fix),
		cmocka_unit_test(test_a_fix_on_another_line_does_not_help),
		cmocka_unit_test(test_a_pair_without_a_fix_is_open),
		cmocka_unit_test(
			test_an_introduction_that_is_not_known_is_in_every_release),
		cmocka_unit_test(test_a_bug_that_came_back_is_back),
		cmocka_unit_test(test_a_backported_introduction_stays_on_its_line),
		cmocka_unit_test(
			test_one_fix_of_several_that_is_reached_closes_the_record),
		cmocka_unit_test(
			test_a_candidate_has_the_introductions_of_its_release_only),
		cmocka_unit_test(test_records_of_old_lines),
		cmocka_unit_test(
			test_a_span_counts_fixes_at_its_floor_and_introductions_at_its_ceiling),
		cmocka_unit_test(test_facts_name_the_pairs_that_speak),
		cmocka_unit_test(test_no_pairs_say_not_introduced),
		cmocka_unit_test(test_ranges_as_the_authority_writes_them),
		cmocka_unit_test(test_ranges_agree_with_the_pairs_they_were_written_from),
		cmocka_unit_test(test_the_most_particular_range_decides),
		cmocka_unit_test(test_a_default_speaks_where_nothing_else_does),
		cmocka_unit_test(test_upper_ends_of_ranges),
		cmocka_unit_test(test_ranges_over_a_span),
		cmocka_unit_test(test_which_range_speaks_may_be_left_unasked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
