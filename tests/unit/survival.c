/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Kaplan and Meier's estimate on the textbook's example: weeks of remission of 21 patients
 * under 6-mercaptopurine (Freireich et al. 1963; as in Cox and Oakes, "Analysis of Survival
 * Data", and Kleinbaum and Klein, "Survival Analysis"), with intervals as R's survfit gives
 * them with conf.type = "log-log".
 */
#include "profile/survival.h"

#include "profile/saferust.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#define NEAR 0.0006 /* the tables have three digits */

static struct survival_life remission[] = {{35, false}, {6, true}, {6, true}, {6, true},
	{6, false}, {7, true}, {9, false}, {10, true}, {10, false}, {11, false},
	{13, true}, {16, true}, {17, false}, {19, false}, {20, false}, {22, true},
	{23, true}, {25, false}, {32, false}, {32, false}, {34, false}};

#define REMISSIONS (sizeof(remission) / sizeof(*remission))

static void test_the_textbook(void **state)
{
	static const struct {
		int32_t time;
		size_t at_risk, ended;
		double alive, low, high;
	} known[] = {
		{6, 21, 3, 0.857, 0.620, 0.952},
		{7, 17, 1, 0.807, 0.563, 0.923},
		{10, 15, 1, 0.753, 0.503, 0.889},
		{13, 12, 1, 0.690, 0.432, 0.849},
		{16, 11, 1, 0.627, 0.368, 0.805},
		{22, 7, 1, 0.538, 0.268, 0.747},
		{23, 6, 1, 0.448, 0.188, 0.680},
	};
	struct survival curve;

	(void)state;
	assert_true(survival_fit(remission, REMISSIONS, &curve));
	assert_int_equal(curve.count, 7);
	for (size_t i = 0; i < curve.count; i++) {
		const struct survival_step *step = &curve.steps[i];

		assert_int_equal(step->time, known[i].time);
		assert_int_equal(step->at_risk, known[i].at_risk);
		assert_int_equal(step->ended, known[i].ended);
		assert_float_equal(step->alive.value, known[i].alive, NEAR);
		assert_float_equal(step->alive.low, known[i].low, NEAR);
		assert_float_equal(step->alive.high, known[i].high, NEAR);
	}
	survival_end(&curve);
}

static void test_between_and_behind(void **state)
{
	struct survival curve;
	int32_t median, low, high;

	(void)state;
	assert_true(survival_fit(remission, REMISSIONS, &curve));
	assert_float_equal(survival_at(&curve, 5).value, 1, 0);
	assert_float_equal(survival_at(&curve, 12).value, 0.753, NEAR);
	assert_float_equal(survival_at(&curve, 35).value, 0.448, NEAR);
	assert_true(survival_at(&curve, 36).value < 0);
	assert_int_equal(survival_at_risk(remission, REMISSIONS, 10), 15);
	survival_median(&curve, &median, &low, &high);
	assert_int_equal(median, 23);
	assert_int_equal(low, 13);
	assert_int_equal(high, KVET_DAYS_UNKNOWN);
	survival_end(&curve);
}

static void test_nobody_left(void **state)
{
	struct survival_life lives[] = {{1, true}, {2, true}};
	struct survival curve;
	int32_t median, low, high;

	(void)state;
	assert_true(survival_fit(lives, 2, &curve));
	assert_float_equal(survival_at(&curve, 1).value, 0.5, 1e-12);
	assert_float_equal(survival_at(&curve, 2).value, 0, 0);
	assert_true(survival_at(&curve, 2).low < 0);
	assert_float_equal(survival_at(&curve, 3).value, 0, 0);
	survival_median(&curve, &median, &low, &high);
	assert_int_equal(median, 1);
	survival_end(&curve);
}

static void test_nobody_at_all(void **state)
{
	struct survival_life lives[] = {{7, false}};
	struct survival curve;
	int32_t median, low, high;

	(void)state;
	assert_true(survival_fit(lives, 0, &curve));
	assert_true(survival_at(&curve, 0).value < 0);
	survival_end(&curve);
	assert_true(survival_fit(lives, 1, &curve));
	assert_float_equal(survival_at(&curve, 7).value, 1, 0);
	survival_median(&curve, &median, &low, &high);
	assert_int_equal(median, KVET_DAYS_UNKNOWN);
	survival_end(&curve);
}

static void test_words_of_unsafe_code(void **state)
{
	static const struct {
		const char *text, *words;
	} known[] = {
		{"a\n\n\tunsafe { x };\n", "a unsafe { x };"},
		{"// SAFETY: it is", "// SAFETY: it is"},
		{"Possible unsafe locking scenario", ""},
		{"Possible unsafe locking scenario in unsafe code",
			"Possible unsafe locking scenario in unsafe code"},
		{"unsafely done, is_unsafe, UNSAFE_X", ""},
		{"safety first", ""},
		{"that is unsound.", "that is unsound."},
		{"", ""},
	};
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_string_equal(
			saferust_unsafe_words(bytes_of(known[i].text), &arena),
			known[i].words);
	arena_release(&arena);
}

static void test_what_safe_rust_does(void **state)
{
	(void)state;
	assert_int_equal(
		kvet_class_safe_rust(KVET_CLASS_USE_AFTER_FREE), KVET_RUST_PREVENTS);
	assert_int_equal(kvet_class_safe_rust(KVET_CLASS_DATA_RACE), KVET_RUST_PREVENTS);
	assert_int_equal(kvet_class_safe_rust(KVET_CLASS_DEADLOCK), KVET_RUST_NO_HELP);
	assert_int_equal(
		kvet_class_safe_rust(KVET_CLASS_MEMORY_LEAK), KVET_RUST_MAKES_RARER);
	assert_int_equal(
		kvet_class_safe_rust(KVET_CLASS_DIVIDE_BY_ZERO), KVET_RUST_CHECKS);
	assert_int_equal(
		kvet_class_safe_rust(KVET_CLASS_INFINITE_LOOP), KVET_RUST_NO_HELP);
	assert_int_equal(kvet_class_safe_rust(KVET_CLASS_LOGIC), KVET_RUST_NO_HELP);
	assert_int_equal(
		kvet_class_safe_rust(KVET_CLASS_UNCLASSIFIED), KVET_RUST_UNCLASSIFIED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_textbook),
		cmocka_unit_test(test_between_and_behind),
		cmocka_unit_test(test_nobody_left),
		cmocka_unit_test(test_nobody_at_all),
		cmocka_unit_test(test_words_of_unsafe_code),
		cmocka_unit_test(test_what_safe_rust_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
