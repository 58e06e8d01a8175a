/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Intervals of counts against printed tables: Poisson's as in Ulm (1990, American Journal of
 * Epidemiology 131, 373) and every table since Garwood (1936); a ratio of rates as R's
 * poisson.test gives it.
 */
#include "profile/poisson.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void assert_near(double value, double known, double digits)
{
	assert_float_equal(value, known, digits);
}

static void test_the_tables(void **state)
{
	static const struct {
		size_t count;
		double low, high;
	} known[] = {
		{0, 0, 3.689},
		{1, 0.0253, 5.572},
		{2, 0.242, 7.225},
		{5, 1.623, 11.668},
		{8, 3.454, 15.763},
		{10, 4.795, 18.390},
		{20, 12.217, 30.888},
		{50, 37.111, 65.919},
		{100, 81.364, 121.627},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
		struct kvet_estimate rate = poisson_rate(known[i].count, 1);

		assert_near(rate.value, (double)known[i].count, 1e-12);
		assert_near(rate.low, known[i].low, 0.0006);
		assert_near(rate.high, known[i].high, 0.0006);
	}
	/* Of many, the normal distribution is near. */
	struct kvet_estimate many = poisson_rate(10000, 2);
	assert_near(many.value, 5000, 1e-9);
	assert_near(many.low, 4902.5, 1);
	assert_near(many.high, 5099, 1);
}

/* R's example of cancers near a nuclear plant: poisson.test(c(11, 6+8+7), c(800,
 * 1083+1050+878)). */
static void test_a_ratio(void **state)
{
	struct kvet_estimate ratio = poisson_ratio(11, 800, 21, 3011);

	(void)state;
	assert_near(ratio.value, 1.971488, 1e-6);
	assert_near(ratio.low, 0.858426, 1e-6);
	assert_near(ratio.high, 4.277266, 1e-6);
	ratio = poisson_ratio(0, 1, 100, 1);
	assert_true(ratio.value == 0 && ratio.low == 0);
	/* (1 - p)^100 = 0.025 */
	assert_near(ratio.high, 0.037578, 1e-4);
	assert_true(poisson_ratio(3, 1, 0, 1).value < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_tables),
		cmocka_unit_test(test_a_ratio),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
