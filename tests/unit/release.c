/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct kvet_release release(const char *text)
{
	struct kvet_release found;

	if (!release_parse(bytes_of(text), &found))
		fail_msg("'%s' is not understood", text);
	return found;
}

static void assert_release(
	struct kvet_release found, struct kvet_release wanted, const char *text)
{
	if (found.major != wanted.major || found.minor != wanted.minor ||
		found.micro != wanted.micro || found.stable != wanted.stable ||
		found.candidate != wanted.candidate)
		fail_msg("'%s' is %u.%u.%u.%u-rc%u", text, found.major, found.minor,
			found.micro, found.stable, found.candidate);
}

/* Every form of the grammar, and how it is written again. */
static const struct {
	const char *text;
	struct kvet_release release;
	const char *again, *line;
} forms[] = {
	{"6.1", {6, 1, 0, 0, 0}, "6.1", "6.1"},
	{"6.1.0", {6, 1, 0, 0, 0}, "6.1", "6.1"},
	{"6.1.55", {6, 1, 0, 55, 0}, "6.1.55", "6.1"},
	{"06.01.055", {6, 1, 0, 55, 0}, "6.1.55", "6.1"},
	{"6.13-rc2", {6, 13, 0, 0, 2}, "6.13-rc2", "6.13"},
	{"6.13~rc2", {6, 13, 0, 0, 2}, "6.13-rc2", "6.13"},
	{"6.13.0-rc2", {6, 13, 0, 0, 2}, "6.13-rc2", "6.13"},
	{"6.1.55-rc1", {6, 1, 0, 55, 1}, "6.1.55-rc1", "6.1"},
	{"3.0", {3, 0, 0, 0, 0}, "3.0", "3.0"},
	{"2.6.32", {2, 6, 32, 0, 0}, "2.6.32", "2.6.32"},
	{"2.6.32.0", {2, 6, 32, 0, 0}, "2.6.32", "2.6.32"},
	{"2.6.32.70", {2, 6, 32, 70, 0}, "2.6.32.70", "2.6.32"},
	{"2.6.39-rc4", {2, 6, 39, 0, 4}, "2.6.39-rc4", "2.6.39"},
	{"2.4.37", {2, 4, 37, 0, 0}, "2.4.37", "2.4.37"},
	{"127.4095.65534", {127, 4095, 0, 65534, 0}, "127.4095.65534", "127.4095"},
	{"2.4095.4095.65534-rc65534", {2, 4095, 4095, 65534, 65534},
		"2.4095.4095.65534-rc65534", "2.4095.4095"},
};

static void test_release_of_every_form_is_understood(void **state)
{
	char text[KVET_RELEASE_SIZE];

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct kvet_release found = release(forms[i].text);

		assert_release(found, forms[i].release, forms[i].text);
		assert_string_equal(kvet_release_text(found, text), forms[i].again);
		assert_string_equal(kvet_release_line(found, text), forms[i].line);
		assert_release(release(forms[i].again), forms[i].release, forms[i].again);
	}
}

static void test_release_of_other_forms_is_refused(void **state)
{
	static const char *const refused[] = {"", "6", "6.", ".6", "6.1.", "6..1", "v6.1",
		" 6.1", "6.1 ", "6.1\n", "6.1.55-", "6.1-rc", "6.1-rc0", "6.1-RC1",
		"6.1_rc1", "6.1-rc1-", "6.1-rc65535", "6.1rc1", "6.1.x", "6.1.*", "*",
		"0", "-6.1", "+6.1", "6.-1", "6.1.55.1", "6.1.55.1-rc1", "6.1.65535",
		"6.1.99999999999999999999", "128.1", "6.4096", "2.6", "2.4", "2.6-rc1",
		"2.6.4096", "2.6.32.70.1", "2.6.32.65535", "six.one", "6,1"};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct kvet_release found = {7, 7, 7, 7, 7}, untouched = found;
		struct kvet_error error = {0};

		if (release_parse(bytes_of(refused[i]), &found))
			fail_msg("'%s' is understood", refused[i]);
		assert_int_equal(
			kvet_release_parse(refused[i], &found, &error), KVET_ERROR_INPUT);
		assert_int_equal(error.code, KVET_ERROR_INPUT);
		assert_non_null(strstr(error.message, "is not a kernel release"));
		assert_true(*error.hint);
		assert_release(found, untouched, refused[i]);
		assert_int_equal(
			kvet_release_parse(refused[i], &found, NULL), KVET_ERROR_INPUT);
	}
	assert_false(release_parse((struct bytes){NULL, 0}, &(struct kvet_release){0}));
	assert_false(
		release_parse((struct bytes){"6.1\0", 4}, &(struct kvet_release){0}));
}

static void test_release_is_read_off_the_start_of_a_text(void **state)
{
	static const struct {
		const char *text, *taken;
	} cases[] = {
		{"6.1.55-generic", "6.1.55"},
		{"6.1.0-27-amd64", "6.1.0"},
		{"5.15.153.1-microsoft", "5.15.153"},
		{"2.6.32.70.9", "2.6.32.70"},
		{"6.13-rc2-00012-gabc", "6.13-rc2"},
		{"6.13-rcx", "6.13"},
		{"6.13-rc0", "6.13"},
		{"6.1.y", "6.1"},
		{"6.1.", "6.1"},
		{"6.1.70000", "6.1"},
		{"6", ""},
		{"linux-6.1", ""},
		{"2.6.x", ""},
	};
	struct kvet_release found;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		size_t taken = release_read(bytes_of(cases[i].text), &found);

		if (taken != strlen(cases[i].taken))
			fail_msg("'%s': %zu bytes", cases[i].text, taken);
		if (taken)
			assert_release(found, release(cases[i].taken), cases[i].text);
	}
	/* Nothing behind the end is looked at. */
	assert_int_equal(release_read((struct bytes){"6.1.55", 4}, &found), 3);
	assert_int_equal(release_read((struct bytes){"6.13-rc22", 8}, &found), 8);
	assert_int_equal(found.candidate, 2);
}

/* In order; each is before all that follow. */
static const char *const in_order[] = {"2.4.37", "2.6.0", "2.6.32-rc1", "2.6.32",
	"2.6.32.1", "2.6.32.70", "2.6.33", "2.6.39.4", "3.0-rc1", "3.0", "3.0.101", "3.2",
	"3.19.8", "4.0", "4.9.337", "4.20.17", "5.0", "6.1-rc8", "6.1", "6.1.1-rc1",
	"6.1.1-rc2", "6.1.1", "6.1.9", "6.1.10", "6.1.65534", "6.2", "6.10", "6.13-rc1",
	"6.13-rc2", "6.13-rc10", "6.13", "7.0"};

static void test_releases_have_one_order(void **state)
{
	(void)state;
	for (size_t a = 0; a < COUNT(in_order); a++) {
		for (size_t b = 0; b < COUNT(in_order); b++) {
			int order = kvet_release_compare(
				release(in_order[a]), release(in_order[b]));

			if (order != (a > b) - (a < b))
				fail_msg(
					"%s and %s: %d", in_order[a], in_order[b], order);
		}
	}
	assert_int_equal(release_compare_line(release("6.1.55"), release("6.1-rc3")), 0);
	assert_true(release_compare_line(release("2.6.32.70"), release("2.6.33")) < 0);
	assert_true(release_compare_line(release("6.10"), release("6.9.3")) > 0);
}

static void test_packing_loses_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		int64_t packed = release_pack(forms[i].release);

		assert_true(packed > 0);
		assert_release(release_unpack(packed), forms[i].release, forms[i].text);
	}
	const struct kvet_release last = release_series_last(2, 6);
	assert_release(release_unpack(release_pack(last)), last, "2.6.*");
	assert_int_equal(release_pack((struct kvet_release){0}), 0);
}

static void test_packed_stable_releases_sort_as_releases_do(void **state)
{
	int64_t before = -1;

	(void)state;
	for (size_t i = 0; i < COUNT(in_order); i++) {
		struct kvet_release each = release(in_order[i]);

		if (each.candidate)
			continue;
		assert_true(release_pack(each) > before);
		before = release_pack(each);
	}
}

static void test_series_last_stands_behind_all_of_its_series(void **state)
{
	const struct kvet_release last = release_series_last(2, 6);

	(void)state;
	assert_true(kvet_release_compare(release("2.6.39.4"), last) < 0);
	assert_true(kvet_release_compare(release("2.6.4095.65534"), last) < 0);
	assert_true(kvet_release_compare(release("3.0-rc1"), last) > 0);
}

/* The rule of docs/verdicts.md, case by case. */
static const struct {
	const char *release, *event;
	bool contains, contains_fix;
} rule[] = {
	/* Mainline's events reach every line from theirs on. */
	{"6.1", "6.1", true, true},
	{"6.1.1", "6.1", true, true},
	{"6.2", "6.1", true, true},
	{"7.0.3", "6.1", true, true},
	{"6.0.19", "6.1", false, false},
	{"5.19", "6.1", false, false},
	{"2.6.33", "2.6.32", true, true},
	{"2.6.32.70", "2.6.32", true, true},
	{"2.6.31.14", "2.6.32", false, false},
	{"3.0", "2.6.39", true, true},
	{"2.6.39.4", "3.0", false, false},
	/* A stable release's events stay on its line. */
	{"6.1.55", "6.1.55", true, true},
	{"6.1.56", "6.1.55", true, true},
	{"6.1.54", "6.1.55", false, false},
	{"6.1", "6.1.55", false, false},
	{"6.2", "6.1.55", false, false},
	{"6.2.99", "6.1.55", false, false},
	{"6.0.99", "6.1.55", false, false},
	{"2.6.32.70", "2.6.32.60", true, true},
	{"2.6.32.59", "2.6.32.60", false, false},
	{"2.6.33.60", "2.6.32.60", false, false},
	{"3.2.70", "2.6.32.60", false, false},
	/* A candidate is before what it is a candidate of: an introduction counts, a fix
	 * does not. */
	{"6.13-rc2", "6.13", true, false},
	{"6.13-rc2", "6.12", true, true},
	{"6.13-rc2", "6.12.5", false, false},
	{"6.13-rc2", "6.14", false, false},
	{"2.6.39-rc2", "2.6.39", true, false},
	/* Records name a candidate while the release is not out. */
	{"7.2-rc1", "7.2-rc1", true, true},
	{"7.2-rc2", "7.2-rc1", true, true},
	{"7.2-rc1", "7.2-rc2", false, false},
	{"7.2", "7.2-rc7", true, true},
	{"7.2.1", "7.2-rc1", true, true},
	{"7.3-rc1", "7.2-rc1", true, true},
	{"7.3", "7.2-rc1", true, true},
	{"7.1.9", "7.2-rc1", false, false},
	/* A candidate of a stable release is behind the line's mainline release. */
	{"6.1.55-rc1", "6.1", true, true},
	{"6.1.55-rc1", "6.1.54", true, true},
	{"6.1.55-rc1", "6.1.55", false, false},
	{"6.1.56", "6.1.55-rc1", true, true},
	{"6.2", "6.1.55-rc1", false, false},
};

static void test_contains_follows_the_rule(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rule); i++) {
		struct kvet_release at = release(rule[i].release);
		struct kvet_release event = release(rule[i].event);

		if (release_contains(at, event) != rule[i].contains)
			fail_msg("%s contains %s: not %d", rule[i].release, rule[i].event,
				rule[i].contains);
		if (release_contains_fix(at, event) != rule[i].contains_fix)
			fail_msg("%s contains the fix of %s: not %d", rule[i].release,
				rule[i].event, rule[i].contains_fix);
	}
}

static void test_contains_stays_along_a_line(void **state)
{
	(void)state;
	for (size_t e = 0; e < COUNT(in_order); e++) {
		struct kvet_release event = release(in_order[e]);

		for (size_t i = 0; i + 1 < COUNT(in_order); i++) {
			struct kvet_release a = release(in_order[i]);
			struct kvet_release b = release(in_order[i + 1]);

			if (release_compare_line(a, b) != 0)
				continue;
			if (release_contains(a, event) && !release_contains(b, event))
				fail_msg("%s contains %s, %s does not", in_order[i],
					in_order[e], in_order[i + 1]);
			if (release_contains_fix(a, event) && !release_contains(a, event))
				fail_msg("%s: a fix that is not contained", in_order[e]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_release_of_every_form_is_understood),
		cmocka_unit_test(test_release_of_other_forms_is_refused),
		cmocka_unit_test(test_release_is_read_off_the_start_of_a_text),
		cmocka_unit_test(test_releases_have_one_order),
		cmocka_unit_test(test_packing_loses_nothing),
		cmocka_unit_test(test_packed_stable_releases_sort_as_releases_do),
		cmocka_unit_test(test_series_last_stands_behind_all_of_its_series),
		cmocka_unit_test(test_contains_follows_the_rule),
		cmocka_unit_test(test_contains_stays_along_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
