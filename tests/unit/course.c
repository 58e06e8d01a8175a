/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record along a line, and its life in mainline, out of made pairs. */
#include "profile/course.h"
#include "profile/lag.h"
#include "profile/life.h"
#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define A "aaaaaaaaaaaa"
#define B "bbbbbbbbbbbb"

static struct arena arena;
static struct record record;
static struct course course;

static const struct case_facts *facts_of(const char *dyad)
{
	static struct case_facts facts;

	arena_reset(&arena);
	assert_int_equal(record_read_pairs(bytes_of(dyad), &arena, &record, NULL), 0);
	facts = (struct case_facts){
		.pairs = record.pairs, .pair_count = record.pair_count};
	return &facts;
}

static struct kvet_release release(const char *text)
{
	struct kvet_release found;

	assert_int_equal(kvet_release_parse(text, &found, NULL), 0);
	return found;
}

static void walk(const char *dyad, const char *line, uint16_t newest)
{
	course_begin(&course, facts_of(dyad));
	course_walk(&course, release(line), newest);
}

static void test_fixed_on_the_line(void **state)
{
	(void)state;
	walk("5.15:" A ":6.1.57:" B "\n5.15:" A ":6.6:" B "\n", "6.1", 100);
	assert_true(course.reached);
	assert_false(course.open);
	assert_int_equal(course.came, 0);
	assert_int_equal(course.fixed, 57);
	assert_int_equal(course.count, 2);
}

static void test_not_fixed_yet(void **state)
{
	(void)state;
	walk("5.15:" A ":6.1.57:" B "\n5.15:" A ":6.6:" B "\n", "6.1", 56);
	assert_true(course.open);
	walk("5.15:" A ":6.6:" B "\n", "6.1", 100);
	assert_true(course.open);
	walk("5.15:" A ":0:0\n", "6.1", 100);
	assert_true(course.open);
}

static void test_never_there(void **state)
{
	(void)state;
	walk("6.2:" A ":6.6:" B "\n", "6.1", 100);
	assert_false(course.reached);
	walk("5.15:" A ":6.0:" B "\n", "6.1", 100);
	assert_false(course.reached);
}

static void test_brought_by_a_stable_release_and_back_again(void **state)
{
	(void)state;
	walk("6.1.20:" A ":6.1.30:" A "\n6.1.40:" B ":6.1.50:" B "\n", "6.1", 100);
	assert_true(course.reached);
	assert_false(course.open);
	assert_int_equal(course.came, 20);
	assert_int_equal(course.fixed, 50);
	assert_int_equal(course.count, 5);
	assert_true(course.steps[1].open);
	assert_false(course.steps[2].open);
	assert_true(course.steps[3].open);
}

/* Half of them on the line that is walked, the others around it. */
static struct kvet_release random_release(void)
{
	static const char *const names[] = {"5.15", "5.15.7", "6.0", "6.1-rc3", "6.1",
		"6.2", "6.2.4", "6.3-rc1", "6.1", "6.1"};
	struct kvet_release made = release(names[(unsigned)rand() % 10]);

	if (rand() % 2) {
		made = release("6.1");
		made.stable = (uint16_t)(rand() % 12);
	}
	return made;
}

/* What is walked at once is what a check says of each release, groups in any order. */
static void test_a_course_is_what_checks_say(void **state)
{
	struct pair pairs[6];

	(void)state;
	srand(1);
	for (int round = 0; round < 20000; round++) {
		struct case_facts facts = {
			.pairs = pairs, .pair_count = 1 + (size_t)rand() % 6};
		bool reached = false;

		for (size_t i = 0; i < facts.pair_count; i++)
			pairs[i] = (struct pair){.group = (unsigned)rand() % 3,
				.has_introduced = rand() % 8,
				.has_fixed = rand() % 4,
				.introduced = random_release(),
				.fixed = random_release()};
		course_begin(&course, &facts);
		course_walk(&course, release("6.1"), 10);
		for (uint16_t stable = 0, step = 0; stable <= 10; stable++) {
			struct kvet_release at = release("6.1");
			struct exposure_facts said;

			at.stable = stable;
			exposure_of_pairs(pairs, facts.pair_count,
				(struct span){.floor = at, .ceiling = at}, &said);
			while (step + 1u < course.count &&
				course.steps[step + 1].stable <= stable)
				step++;
			assert_int_equal(
				course.steps[step].open, said.exposure == EXPOSED);
			reached = reached || said.exposure == EXPOSED;
		}
		assert_int_equal(course.reached, reached);
	}
}

static void test_life_of_two_introductions(void **state)
{
	const struct calendar none = {0};
	struct life life =
		life_of(facts_of("4.12:" A ":4.18:" B "\n5.8:" B ":6.12.42:" A "\n5.8:" B
				 ":6.17:" A "\n5.8:" B ":6.19:" A "\n"),
			&none);

	(void)state;
	assert_true(life.has_introduced);
	assert_true(life.has_fixed);
	assert_int_equal(kvet_release_compare(life.introduced, release("4.12")), 0);
	assert_int_equal(kvet_release_compare(life.fixed, release("6.17")), 0);
	assert_int_equal(life.fixed_day, DAY_UNKNOWN);
}

static void test_life_that_has_not_ended(void **state)
{
	const struct calendar none = {0};

	(void)state;
	assert_false(life_of(
		facts_of("4.12:" A ":4.18:" B "\n5.8:" B ":7.2-rc1:" A "\n"), &none)
			     .has_fixed);
	assert_false(life_of(facts_of("5.8:" B ":6.12.42:" A "\n"), &none).has_fixed);
}

static void test_life_of_a_line_alone(void **state)
{
	const struct calendar none = {0};
	struct life life = life_of(facts_of("6.1.20:" A ":6.1.30:" B "\n"), &none);

	(void)state;
	assert_true(life.of_a_line);
	assert_false(life.has_fixed);
	/* What mainline had speaks for both. */
	life = life_of(
		facts_of("6.1.20:" A ":6.1.30:" B "\n6.2:" B ":6.5:" A "\n"), &none);
	assert_false(life.of_a_line);
	assert_int_equal(kvet_release_compare(life.introduced, release("6.2")), 0);
	/* And where one of them is not told, it is not. */
	life = life_of(facts_of("0:0:6.1:" B "\n6.2:" B ":6.5:" A "\n"), &none);
	assert_false(life.has_introduced);
}

static struct kvet_lag lag_of(const char *const *dyads, const struct lag_line *line,
	const struct calendar *calendar, int32_t today)
{
	struct lag lag = {0};

	for (size_t i = 0; dyads[i]; i++) {
		struct life life = life_of(facts_of(dyads[i]), calendar);

		walk(dyads[i], "6.1", line->newest.stable);
		assert_true(lag_take(&lag, line, &life, &course, calendar, today));
	}
	struct kvet_lag told = lag_told(&lag);
	lag_end(&lag);
	return told;
}

static void test_lag(void **state)
{
	static const struct {
		const char *name;
		int32_t day;
	} known[] = {{"6.1", 0}, {"6.1.1", 10}, {"6.1.2", 40}, {"6.1.3", 90}, {"6.2", 60},
		{"6.3", 170}, {"6.4", 1000}};
	struct calendar_entry releases[7];

	for (size_t i = 0; i < 7; i++)
		releases[i] = (struct calendar_entry){.release = release(known[i].name),
			.day = known[i].day,
			.key = release_key(release(known[i].name))};
	const struct calendar calendar = {.releases = releases, .count = 7};
	const struct lag_line line = {
		release("6.1"), release("6.1.3"), DAY_UNKNOWN, false};
	const struct lag_line ended = {release("6.1"), release("6.1.3"), 100, true};
	static const char *const dyads[] = {"6.0:" A ":6.1.1:" B "\n6.0:" A ":6.2:" B
					    "\n", /* -50 */
		"6.0:" A ":6.1.2:" B "\n6.0:" A ":6.2:" B "\n", /* -20 */
		"6.0:" A ":6.1.3:" B "\n6.0:" A ":6.2:" B "\n", /* 30 */
		"6.0:" A ":6.2:" B "\n", /* never */
		"6.0:" A ":6.3:" B "\n", /* may come yet */
		"6.0:" A ":6.4:" B "\n", /* not out */
		"6.2:" A ":6.3:" B "\n", /* not of the line */
		"5.0:" A ":6.1:" B "\n", /* fixed before it */
		NULL};
	struct kvet_lag lag = lag_of(dyads, &line, &calendar, 200);

	(void)state;
	assert_int_equal(lag.came, 3);
	assert_int_equal(lag.never, 1);
	assert_int_equal(lag.pending, 1);
	assert_int_equal(lag.first_quartile, -50);
	assert_int_equal(lag.median, -20);
	assert_int_equal(lag.third_quartile, 30);
	assert_int_equal(lag.half_of_all, 30);
	lag = lag_of(dyads, &ended, &calendar, 200);
	assert_int_equal(lag.pending, 0);
	assert_int_equal(lag.never, 1);
	assert_int_equal(lag.after_end, 1);
	assert_int_equal(
		lag_of(dyads + 3, &line, &calendar, 200).median, KVET_DAYS_UNKNOWN);
}

static int end_arena(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fixed_on_the_line),
		cmocka_unit_test(test_not_fixed_yet),
		cmocka_unit_test(test_never_there),
		cmocka_unit_test(test_brought_by_a_stable_release_and_back_again),
		cmocka_unit_test(test_a_course_is_what_checks_say),
		cmocka_unit_test(test_life_of_two_introductions),
		cmocka_unit_test(test_life_that_has_not_ended),
		cmocka_unit_test(test_life_of_a_line_alone),
		cmocka_unit_test(test_lag),
	};

	return cmocka_run_group_tests(tests, NULL, end_arena);
}
