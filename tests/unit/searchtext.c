/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/searchtext.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static const struct {
	const char *text, *words;
} cases[] = {
	{"", ""},
	{" ", ""},
	{"...", ""},
	{"a", ""},
	{"nfsd: fix it", "nfsd fix "},
	{"  lead, trail  ", "lead trail "},
	{"snd_pcm_oss", "snd pcm oss "},
	{"one,two,six", "one two six "},
	/* Addresses, dumped bytes and commits go; small numbers stay. */
	{"from ffffffff81234567 onwards", "onwards "},
	{"0xffff888012345678", ""},
	{"0Xabc1", ""},
	{"12345", ""},
	{"1234", "1234 "},
	{"abc1", "abc1 "},
	{"abcd1", ""},
	{"+0x1a/0x20", "0x1a 0x20 "},
	/* So do single letters and what stands in every text, in any case; digits stay. */
	{"a bug In the x of 4 kernels, with THE lock", "bug 4 kernels lock "},
	{"then this thing is that", "then thing "},
	/* A word with any other letter, or without a digit, is a word. */
	{"deadbeef", "deadbeef "},
	{"facade", "facade "},
	{"ipv6_12345", "ipv6 "},
	{"cafe12z", "cafe12z "},
	{"1x2345", "1x2345 "},
	{"x12345", "x12345 "},
	{"CVE-2024-26581", "CVE 2024 "},
	/* Whatever is not ASCII is part of a word. */
	{"na\xc3\xafve 12345\xc3\xa9", "na\xc3\xafve 12345\xc3\xa9 "},
	{"\xff\xfe", "\xff\xfe "},
};

static void test_words_stay_and_numbers_of_traces_go(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct arena arena = {0};

		assert_string_equal(search_text(&arena, cases[i].text), cases[i].words);
		arena_release(&arena);
	}
}

static void test_words_of_words_are_the_same(void **state)
{
	struct arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *once = search_text(&arena, cases[i].text);

		assert_string_equal(search_text(&arena, once), once);
	}
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_stay_and_numbers_of_traces_go),
		cmocka_unit_test(test_words_of_words_are_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
