/* SPDX-License-Identifier: GPL-2.0-or-later */
/* record/class.c and its table: each rule, each class, what outranks what, hostile text. */
#include "record/class.h"
#include "record/class_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int setup(void **state)
{
	*state = class_matcher_new();
	return *state ? 0 : -1;
}

static int teardown(void **state)
{
	class_matcher_free(*state);
	return 0;
}

static enum kvet_class primary(void *state, const char *title, const char *description)
{
	struct class_match matches[CLASS_MATCHES_MAX];

	assert_true(
		class_find(state, bytes_of(title), bytes_of(description), matches) > 0);
	return matches[0].class;
}

static void assert_class(
	void *state, const char *title, const char *description, enum kvet_class expected)
{
	enum kvet_class found = primary(state, title, description);

	if (found != expected)
		fail_msg("\"%s\" + \"%s\" is %s, not %s", title, description,
			kvet_word(KVET_WORDS_CLASS, found),
			kvet_word(KVET_WORDS_CLASS, expected));
}

/* The table ------------------------------------------------------------------------- */

struct wanted {
	unsigned rule;
	bool hit;
};

static void note_hit(void *context, unsigned rule, struct bytes words)
{
	struct wanted *wanted = context;

	assert_true(words.len > 0);
	wanted->hit |= rule == wanted->rule;
}

/* Each rule's example hits that rule, and by itself has the rule's class. */
static void test_examples(void **state)
{
	for (unsigned i = 0; i < class_rules_count; i++) {
		const struct class_rule *rule = &class_rules[i];
		struct wanted wanted = {.rule = i};

		class_scan(*state, bytes_of(rule->example), note_hit, &wanted);
		if (!wanted.hit)
			fail_msg("\"%s\" does not hit \"%s\"", rule->example,
				rule->phrase);
		bool yields = (rule->title && primary(*state, rule->example, "") ==
						      rule->class) ||
			      (rule->description &&
				      primary(*state, "", rule->example) == rule->class);
		if (!yields)
			fail_msg("\"%s\" is not %s", rule->example,
				kvet_word(KVET_WORDS_CLASS, rule->class));
	}
}

/* No rule that can never count, and no rank above the scale. */
static void test_ranks(void **state)
{
	(void)state;
	for (unsigned i = 0; i < class_rules_count; i++) {
		assert_true(class_rules[i].title || class_rules[i].description);
		assert_true(
			class_rules[i].title <= 99 && class_rules[i].description <= 99);
		assert_int_not_equal(class_rules[i].class, KVET_CLASS_UNCLASSIFIED);
	}
}

/* Classes --------------------------------------------------------------------------- */

static void test_each_class(void **state)
{
	static const struct {
		enum kvet_class class;
		const char *title, *description;
	} cases[] = {
		{KVET_CLASS_USE_AFTER_FREE, "toy: close the queue first",
			"The worker may access the ring after it was freed."},
		{KVET_CLASS_DOUBLE_FREE, "toy: fix double kfree of the name", ""},
		{KVET_CLASS_INVALID_FREE, "toy: fix invalid free of a static string", ""},
		{KVET_CLASS_OUT_OF_BOUNDS_READ, "toy: stop at the last wheel",
			"The loop reads past the end of the wheels array."},
		{KVET_CLASS_OUT_OF_BOUNDS_WRITE, "toy: fix OOB write in paint", ""},
		{KVET_CLASS_OUT_OF_BOUNDS, "toy: fix off-by-one in wheel index", ""},
		{KVET_CLASS_NULL_DEREFERENCE, "toy: check the return value of kzalloc()",
			""},
		{KVET_CLASS_UNINITIALISED_MEMORY,
			"toy: fix use of uninitialized variable", ""},
		{KVET_CLASS_TYPE_CONFUSION, "toy: fix type confusion of cars and trains",
			""},
		{KVET_CLASS_STACK_OVERFLOW, "toy: fix stack overflow with nested boxes",
			""},
		{KVET_CLASS_DATA_RACE, "toy: fix race between wind up and release", ""},
		{KVET_CLASS_DEADLOCK, "toy: fix AB-BA deadlock of lid and box", ""},
		{KVET_CLASS_SLEEP_IN_ATOMIC, "toy: do not sleep in atomic context", ""},
		{KVET_CLASS_MEMORY_LEAK, "toy: free the paint on error",
			"The paint is leaked when the brush is missing."},
		{KVET_CLASS_REFCOUNT_LEAK, "toy: add missing of_node_put()", ""},
		{KVET_CLASS_RESOURCE_EXHAUSTION, "toy: fix irq leak in probe", ""},
		{KVET_CLASS_INTEGER_OVERFLOW, "toy: prevent integer overflow of size",
			""},
		{KVET_CLASS_DIVIDE_BY_ZERO, "toy: fix division by zero wheels", ""},
		{KVET_CLASS_SHIFT_OUT_OF_BOUNDS, "toy: fix undefined shift by 32", ""},
		{KVET_CLASS_INFINITE_LOOP, "toy: fix endless loop around the track", ""},
		{KVET_CLASS_REACHABLE_ASSERTION, "toy: avoid WARN_ON() for a lost wheel",
			""},
		{KVET_CLASS_MISSING_AUTHORIZATION, "toy: add missing capability check",
			""},
		{KVET_CLASS_INPUT_VALIDATION, "toy: reject unknown colours", ""},
		{KVET_CLASS_INFORMATION_LEAK, "toy: fix information leak in status", ""},
		{KVET_CLASS_SIDE_CHANNEL, "toy: compare the seal in constant time", ""},
		{KVET_CLASS_LOGIC, "toy: fix incorrect direction of the wheels", ""},
		{KVET_CLASS_UNCLASSIFIED, "toy: wheels", "Wheels are round."},
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_class(
			*state, cases[i].title, cases[i].description, cases[i].class);
	assert_int_equal(sizeof(cases) / sizeof(cases[0]), KVET_CLASSES);
}

/* What outranks what. */
static void test_order(void **state)
{
	const char *kasan = "BUG: KASAN: slab-use-after-free in toy_turn+0x1/0x2";

	assert_class(*state, "toy: fix race in turn", kasan, KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, "toy: fix race in turn", "It ends in a use after free.",
		KVET_CLASS_DATA_RACE);
	assert_class(*state, "toy: turn later",
		"There is a race. It is a use after free.", KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, "toy: fix double free", kasan, KVET_CLASS_DOUBLE_FREE);
	assert_class(*state, "toy: fix error handling",
		"The box is leaked: a memory leak.", KVET_CLASS_MEMORY_LEAK);
	assert_class(*state, "toy: turn later", "refcount_t: underflow; use-after-free.",
		KVET_CLASS_REFCOUNT_LEAK);
}

/* What the kernel reports is a sign of the cause, where one is named. */
static void test_signs(void **state)
{
	const char *oops = "BUG: kernel NULL pointer dereference, address: 08";
	const char *hung = "INFO: task toy:1 blocked for more than 143 seconds.";
	const char *warning = "WARNING: CPU: 0 PID: 1 at toy.c:1";

	assert_class(*state, "toy: turn later", oops, KVET_CLASS_NULL_DEREFERENCE);
	assert_class(*state, "toy: fix race in turn", oops, KVET_CLASS_DATA_RACE);
	assert_class(*state, "toy: turn later", hung, KVET_CLASS_INFINITE_LOOP);
	assert_class(*state, "toy: turn later",
		"It is a deadlock.\nINFO: task toy:1 blocked for more than 143 seconds.",
		KVET_CLASS_DEADLOCK);
	assert_class(*state, "toy: turn later", warning, KVET_CLASS_REACHABLE_ASSERTION);
	assert_class(*state, "toy: turn later",
		"WARNING: toy/turn.c:1 at turn. That ends in a use after free.",
		KVET_CLASS_USE_AFTER_FREE);
	assert_class(
		*state, "toy: fix memory leak in turn", warning, KVET_CLASS_MEMORY_LEAK);
}

/* What is not freed or not leaked is no leak; what uninitialised bytes leak to users is no
 * leak of memory. */
static void test_leaks(void **state)
{
	assert_class(*state, "toy: don't free paint", "", KVET_CLASS_LOGIC);
	assert_class(*state, "toy: free paint", "", KVET_CLASS_MEMORY_LEAK);
	assert_class(*state, "toy: fix kernel stack leak", "",
		KVET_CLASS_UNINITIALISED_MEMORY);
	assert_class(*state, "toy: fix paint leak", "", KVET_CLASS_MEMORY_LEAK);
}

/* An out-of-bounds access takes its direction from a report further down. */
static void test_direction(void **state)
{
	const char *title = "toy: fix out-of-bounds access";

	assert_class(*state, title, "", KVET_CLASS_OUT_OF_BOUNDS);
	assert_class(*state, title, "Read of size 4 at addr 12",
		KVET_CLASS_OUT_OF_BOUNDS_READ);
	assert_class(*state, title, "Write of size 4 at addr 12",
		KVET_CLASS_OUT_OF_BOUNDS_WRITE);
	assert_class(*state, "toy: fix use-after-free", "Write of size 4 at addr 12",
		KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, title, "It ends in OOB reads and OOB writes.",
		KVET_CLASS_OUT_OF_BOUNDS);
}

/* A reference too few is the use after free that it is said to end in. */
static void test_reference(void **state)
{
	const enum kvet_class leak = KVET_CLASS_REFCOUNT_LEAK;
	const char *title = "toy: hold a reference to the box";

	assert_class(*state, title, "", leak);
	assert_class(*state, title, "The lid has a use-after-free.",
		KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, title, "refcount_t: underflow; use-after-free.", leak);
	assert_class(*state, "toy: fix refcount leak", "It avoids the UAF of old.", leak);
}

/* Words ----------------------------------------------------------------------------- */

static void test_folding(void **state)
{
	const enum kvet_class uaf = KVET_CLASS_USE_AFTER_FREE;

	assert_class(*state, "toy: Use-After-Free", "", uaf);
	assert_class(*state, "toy: use after  free", "", uaf);
	assert_class(*state, "toy: use\n\tafter-\nfree", "", uaf);
	assert_class(*state, "toy: (use after free)", "", uaf);
}

static void test_boundaries(void **state)
{
	const enum kvet_class none = KVET_CLASS_UNCLASSIFIED;

	assert_class(*state, "", "Reuse after freedom.", none);
	assert_class(*state, "", "A traceable embrace.", none);
	assert_class(*state, "", "The my_use after free_slots.", none);
	assert_class(
		*state, "", "There is no use. After free wheels, none is left.", none);
	assert_class(*state, "", "There is no use\n\nafter free wheels", none);
}

/* A line that ends in a colon is a heading of what follows, not a part of it. */
static void test_heading(void **state)
{
	assert_class(*state, "toy: wheels", "The fix is to call dev_put.",
		KVET_CLASS_REFCOUNT_LEAK);
	assert_class(*state, "toy: wheels", "Call Trace:\n dev_putter\n toy",
		KVET_CLASS_UNCLASSIFIED);
	assert_class(*state, "", "This is a use\nafter free", KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, "", "This is a use:\nafter free", KVET_CLASS_UNCLASSIFIED);
}

/* `*_put` and `put_*`: functions that no rule names, by what they do. */
static void test_affixes(void **state)
{
	const enum kvet_class leak = KVET_CLASS_REFCOUNT_LEAK;

	assert_class(*state, "toy: add missing toy_box_put()", "", leak);
	assert_class(*state, "toy: add missing PUT_BOX()", "", leak);
	assert_class(*state, "toy: add missing _put()", "", leak);
	assert_class(*state, "toy: add missing toy_putter()", "", KVET_CLASS_LOGIC);
	assert_class(*state, "toy: add missing boxput()", "", KVET_CLASS_LOGIC);
	assert_class(*state,
		"toy: add missing a_very_long_name_that_is_no_word_of_rules_put()", "",
		leak);
	assert_class(*state,
		"toy: add missing put_a_very_long_name_that_is_no_word_of_rules()", "",
		leak);
}

/* The title of another commit tells of another bug. */
static void test_citation(void **state)
{
	const enum kvet_class none = KVET_CLASS_UNCLASSIFIED;
	const enum kvet_class uaf = KVET_CLASS_USE_AFTER_FREE;

	assert_class(*state, "", "Commit 1234 (\"toy: fix use-after-free\") came.", none);
	assert_class(
		*state, "", "Commit 1234 (\"toy: fix\nuse-after-free\") came.", none);
	assert_class(*state, "", "(\"toy\") has a use after free.", uaf);
	assert_class(*state, "", "It is (\"a use after free, and never ends.", uaf);
	assert_class(*state, "", "use (\"toy\") after free", uaf);
	assert_class(*state, "", "(\"", none);
	assert_class(*state, "", "(\"\")", none);
	assert_class(*state, "", "(", none);
}

/* Nor is what a revert takes back. */
static void test_revert(void **state)
{
	assert_class(*state, "Revert \"toy: fix deadlock\"", "This causes a UAF.",
		KVET_CLASS_USE_AFTER_FREE);
	assert_class(*state, "toy: Revert \"toy: fix deadlock\"", "", KVET_CLASS_LOGIC);
	assert_class(*state, "toy: fix deadlock by a revert", "", KVET_CLASS_DEADLOCK);
	assert_class(*state, "Revert \"", "", KVET_CLASS_LOGIC);
}

static void test_not_after(void **state)
{
	assert_class(*state, "toy: wheels", "So there is no deadlock here.",
		KVET_CLASS_UNCLASSIFIED);
	assert_class(*state, "toy: wheels", "So there is a deadlock here.",
		KVET_CLASS_DEADLOCK);
}

static void test_gap(void **state)
{
	assert_class(*state, "", "The worker writes some of it past the end.",
		KVET_CLASS_OUT_OF_BOUNDS_WRITE);
	assert_class(*state, "",
		"It writes one two three four five six seven past the end.",
		KVET_CLASS_UNCLASSIFIED);
}

/* The words are those of the text itself, and say whether they stand in the title. */
static void test_evidence(void **state)
{
	struct class_match matches[CLASS_MATCHES_MAX];
	struct bytes title = bytes_of("toy: fix a Memory  leak in wind");
	struct bytes description =
		bytes_of("The spring leaks.\nBUG: KASAN: use-after-free");
	size_t count = class_find(*state, title, description, matches);

	assert_int_equal(count, 2);
	assert_int_equal(matches[0].class, KVET_CLASS_MEMORY_LEAK);
	assert_true(matches[0].in_title);
	assert_ptr_equal(matches[0].words.data, title.data + 11);
	assert_true(bytes_equal(matches[0].words, "Memory  leak"));
	assert_int_equal(class_rules[matches[0].rule].class, KVET_CLASS_MEMORY_LEAK);

	assert_int_equal(matches[1].class, KVET_CLASS_USE_AFTER_FREE);
	assert_false(matches[1].in_title);
	assert_true(bytes_equal(matches[1].words, "KASAN: use-after-free"));
}

static void test_nothing(void **state)
{
	struct class_match matches[CLASS_MATCHES_MAX];

	assert_int_equal(
		class_find(*state, (struct bytes){0}, (struct bytes){0}, matches), 1);
	assert_int_equal(matches[0].class, KVET_CLASS_UNCLASSIFIED);
	assert_int_equal(matches[0].words.len, 0);
}

/* Each class once, and no more than there is room for. */
static void test_many(void **state)
{
	struct class_match matches[CLASS_MATCHES_MAX];
	const char *text = "use after free, double free, memory leak, refcount leak, "
			   "integer overflow, division by zero, deadlock, data race, "
			   "infinite loop, type confusion, NULL pointer dereference";
	size_t count = class_find(*state, bytes_of(text), bytes_of(text), matches);
	kvet_set seen = 0;

	assert_int_equal(count, CLASS_MATCHES_MAX);
	for (size_t i = 0; i < count; i++) {
		assert_false(seen & 1u << matches[i].class);
		seen |= 1u << matches[i].class;
	}
}

/* Hostile text ---------------------------------------------------------------------- */

static void inside(void *context, unsigned rule, struct bytes words)
{
	const struct bytes *text = context;

	assert_true(rule < class_rules_count);
	assert_true(words.data >= text->data);
	assert_true(words.data + words.len <= text->data + text->len);
}

/* Fills SIZE bytes with PATTERN, again and again, and scans them: the copy is exactly as
 * long as said, so that a sanitizer sees a byte too far. */
static void scan_repeated(void *state, const char *pattern, size_t len, size_t size)
{
	char *data = malloc(size);
	struct bytes text = {data, size};

	assert_non_null(data);
	for (size_t i = 0; i < size; i++)
		data[i] = pattern[i % len];
	class_scan(state, text, inside, &text);
	free(data);
}

static void test_hostile(void **state)
{
	static const char *const patterns[] = {"a", " ", "\n", ".", "\xff\xfe",
		"\xe2\x80", "free ", "leak ", "use after ", "use after free after ",
		"read beyond past ", "lock ", "null null pointer ", "(\"", "(\"x\")",
		"(\"use after free\" ", "_", "a_b ", "put_", "_put ", ":\n"};
	const size_t size = 256 * 1024 + 3;

	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
		scan_repeated(*state, patterns[i], strlen(patterns[i]), size);
	scan_repeated(*state, "\0use\0after\0free", 15, size);
	scan_repeated(*state, "a", 1, 4 * 1024 * 1024);
}

static void test_nul_is_no_word(void **state)
{
	struct class_match matches[CLASS_MATCHES_MAX];
	struct bytes text = {"use\0after\0free", 14};

	class_find(*state, text, (struct bytes){0}, matches);
	assert_int_equal(matches[0].class, KVET_CLASS_USE_AFTER_FREE);
	assert_int_equal(matches[0].words.len, 14);
}

/* Bytes of every value, in an order that repeats in no short cycle. */
static void test_noise(void **state)
{
	char data[4096];
	uint32_t seed = 1;

	for (size_t i = 0; i < sizeof(data); i++) {
		seed = seed * 1664525u + 1013904223u;
		data[i] = (char)(seed >> 24);
	}
	for (size_t len = 0; len <= 64; len++) {
		struct bytes text = {data + len, len};

		class_scan(*state, text, inside, &text);
	}
	struct bytes text = {data, sizeof(data)};
	class_scan(*state, text, inside, &text);
}

static void test_free_null(void **state)
{
	(void)state;
	class_matcher_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_each_class),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_signs),
		cmocka_unit_test(test_leaks),
		cmocka_unit_test(test_direction),
		cmocka_unit_test(test_reference),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_boundaries),
		cmocka_unit_test(test_heading),
		cmocka_unit_test(test_affixes),
		cmocka_unit_test(test_citation),
		cmocka_unit_test(test_revert),
		cmocka_unit_test(test_not_after),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_nul_is_no_word),
		cmocka_unit_test(test_noise),
		cmocka_unit_test(test_free_null),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
