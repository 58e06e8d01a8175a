/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/kbuild/maketext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct want {
	const char *text;
	unsigned number;
	bool recipe;
};

/* TEXT has the lines WANTS, which end with a NULL text, read outside or inside of a rule. */
static void expect(const char *text, bool in_rule, const struct want *wants)
{
	size_t len = strlen(text);
	char *exact = malloc(len ? len : 1);
	struct arena arena = {0};
	struct maketext lines = {
		.rest = {exact, len}, .in_rule = in_rule, .arena = &arena};
	struct maketext_line line;

	assert_non_null(exact);
	memcpy(exact, text, len);
	for (; wants->text; wants++) {
		assert_true(maketext_next(&lines, &line));
		if (!bytes_equal(line.text, wants->text))
			fail_msg("line %u is '%.*s', not '%s'", line.number,
				(int)line.text.len, line.text.data, wants->text);
		assert_int_equal(line.number, wants->number);
		assert_int_equal(line.recipe, wants->recipe);
	}
	assert_false(maketext_next(&lines, &line));
	arena_release(&arena);
	free(exact);
}

static void test_lines(void **state)
{
	(void)state;
	expect("", false, (const struct want[]){{0}});
	expect("\n\n", false, (const struct want[]){{0}});
	expect("a = b\n\n  c  \n\td", false,
		(const struct want[]){{"a = b", 1}, {"c", 3}, {"d", 4}, {0}});
	expect("a\r\nb\r\n", false, (const struct want[]){{"a", 1}, {"b", 2}, {0}});
}

static void test_continued(void **state)
{
	(void)state;
	expect("a \\\n  b \\\n\tc\nd\n", false,
		(const struct want[]){{"a b c", 1}, {"d", 4}, {0}});
	expect("a\\\r\nb\r\nc", false, (const struct want[]){{"a b", 1}, {"c", 3}, {0}});
	/* Two backslashes are one that continues nothing. */
	expect("a\\\\\nb\n", false, (const struct want[]){{"a\\\\", 1}, {"b", 2}, {0}});
	expect("a\\\\\\\nb\n", false, (const struct want[]){{"a\\\\ b", 1}, {0}});
	/* A file may end so. */
	expect("a\\", false, (const struct want[]){{"a\\", 1}, {0}});
	expect("a \\\n", false, (const struct want[]){{"a \\", 1}, {0}});
	expect("\\\n\\\n\\\n", false, (const struct want[]){{"\\", 1}, {0}});
}

static void test_comments(void **state)
{
	(void)state;
	expect("# a\nb # c\n  # d\ne\n", false,
		(const struct want[]){{"b", 2}, {"e", 4}, {0}});
	/* A comment goes on where its line does. */
	expect("# a \\\nb\nc\n", false, (const struct want[]){{"c", 3}, {0}});
	expect("obj-y += a.o \\\n # b.o \\\n c.o\nd\n", false,
		(const struct want[]){{"obj-y += a.o", 1}, {"d", 4}, {0}});
	expect("a \\# b # c\n", false, (const struct want[]){{"a \\# b", 1}, {0}});
}

static void test_recipes(void **state)
{
	(void)state;
	expect("\tcc # not a comment\n\tx \\\n\ty\nnext\n", true,
		(const struct want[]){{"\tcc # not a comment", 1, true},
			{"\tx \\\n\ty", 2, true}, {"next", 4, false}, {0}});
	/* Outside of a rule a tab is white space. */
	expect("\tobj-y += a.o\n", false,
		(const struct want[]){{"obj-y += a.o", 1, false}, {0}});
}

static void test_words(void **state)
{
	struct bytes rest = bytes_of("  a\tbc \n d"), word;
	size_t count = 0;

	(void)state;
	while (maketext_word(&rest, &word)) {
		static const char *const words[] = {"a", "bc", "d"};

		assert_true(bytes_equal(word, words[count++]));
	}
	assert_int_equal(count, 3);
	assert_int_equal(maketext_strip(bytes_of(" \t a b \n")).len, 3);
	assert_int_equal(maketext_strip(bytes_of("  ")).len, 0);
}

static void test_brackets(void **state)
{
	(void)state;
	assert_int_equal(maketext_close(bytes_of("(a)b"), 0), 3);
	assert_int_equal(maketext_close(bytes_of("x(a(b)c)d"), 1), 8);
	assert_int_equal(maketext_close(bytes_of("{a(})"), 0), 4);
	assert_int_equal(maketext_close(bytes_of("(a{)}"), 0), 4);
	assert_int_equal(maketext_close(bytes_of("((a)"), 0), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_continued),
		cmocka_unit_test(test_comments),
		cmocka_unit_test(test_recipes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_brackets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
