/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days as numbers and back, over centuries. */
#include "util/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void test_known_days(void **state)
{
	(void)state;
	assert_int_equal(day_parse("1970-01-01"), 0);
	assert_int_equal(day_parse("1969-12-31"), -1);
	assert_int_equal(day_parse("2000-02-29"), 11016);
	assert_int_equal(day_parse("2026-07-01"), 20635);
	assert_int_equal(day_of(2024, 3, 1) - day_of(2024, 2, 28), 2);
	assert_int_equal(day_of(1900, 3, 1) - day_of(1900, 2, 28), 1);
}

static void test_what_is_no_day(void **state)
{
	static const char *const none[] = {"", "2024", "2024-1-01", "2024-13-01",
		"2024-00-01", "2024-01-00", "2024-01-32", "2024/01/01", "x024-01-01",
		"2024-01-011"};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(day_parse(none[i]), DAY_UNKNOWN);
}

static void test_there_and_back(void **state)
{
	char text[DAY_SIZE];
	unsigned month, day;
	int year;

	(void)state;
	for (int32_t i = day_of(1, 1, 1); i < day_of(9999, 12, 31); i += 13) {
		day_split(i, &year, &month, &day);
		assert_int_equal(day_of(year, month, day), i);
		assert_int_equal(day_parse(day_text(i, text)), i);
	}
	assert_string_equal(day_text(DAY_UNKNOWN, text), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known_days),
		cmocka_unit_test(test_what_is_no_day),
		cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
