/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static void test_memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena arena = {0};
	unsigned char *last = NULL;
	size_t last_size = 0;

	(void)state;
	for (size_t size = 1; size < 300; size++) {
		unsigned char *memory = arena_alloc(&arena, size);

		assert_non_null(memory);
		assert_int_equal((uintptr_t)memory % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(memory[i], 0);
		memset(memory, (int)(size % 255) + 1, size);
		for (size_t i = 0; i < last_size; i++)
			assert_int_equal(last[i], (size - 1) % 255 + 1);
		last = memory;
		last_size = size;
	}
	assert_false(arena.failed);
	arena_release(&arena);
	assert_null(arena.block);
}

static void test_memory_used_again_is_zeroed_again(void **state)
{
	struct arena arena = {0};
	char *memory = arena_alloc(&arena, 4096);

	(void)state;
	memset(memory, 0xff, 4096);
	arena_reset(&arena);
	memory = arena_alloc(&arena, 4096);
	for (size_t i = 0; i < 4096; i++)
		assert_int_equal(memory[i], 0);
	arena_release(&arena);
}

static void test_a_block_larger_than_others_is_given(void **state)
{
	const size_t size = 1u << 20;
	struct arena arena = {0};
	char *small = arena_alloc(&arena, 8), *large = arena_alloc(&arena, size);

	(void)state;
	assert_non_null(large);
	memset(large, 1, size);
	assert_int_equal(*small, 0);
	assert_non_null(arena_alloc(&arena, 8));
	arena_reset(&arena);
	assert_non_null(arena_alloc(&arena, 8));
	arena_release(&arena);
}

static void test_nothing_is_something(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_non_null(arena_alloc(&arena, 0));
	assert_non_null(arena_alloc(&arena, 0));
	assert_false(arena.failed);
	arena_release(&arena);
	arena_release(&arena);
}

/* One look at the end is enough. */
static void test_after_one_failure_all_fail(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_non_null(arena_alloc(&arena, 8));
	assert_null(arena_alloc(&arena, SIZE_MAX));
	assert_true(arena.failed);
	assert_null(arena_alloc(&arena, 1));
	assert_string_equal(arena_text(&arena, bytes_of("text")), "");
	assert_string_equal(arena_printf(&arena, "%d", 1), "");
	arena_reset(&arena);
	assert_false(arena.failed);
	assert_string_equal(arena_text(&arena, bytes_of("text")), "text");
	assert_null(arena_alloc(&arena, SIZE_MAX - 8));
	assert_true(arena.failed);
	arena_release(&arena);
	assert_false(arena.failed);
}

static void test_texts_are_copied_and_ended(void **state)
{
	struct arena arena = {0};
	char text[] = "linux";
	const char *copy = arena_text(&arena, (struct bytes){text, 3});

	(void)state;
	text[0] = 'L';
	assert_string_equal(copy, "lin");
	assert_string_equal(arena_text(&arena, (struct bytes){NULL, 0}), "");
	assert_string_equal(arena_printf(&arena, "%s-%u", "rc", 2u), "rc-2");
	arena_release(&arena);
}

static void test_a_nul_in_a_text_becomes_the_replacement_character(void **state)
{
	struct arena arena = {0};

	(void)state;
	assert_string_equal(arena_text(&arena, (struct bytes){"\0a\0\0b\0", 6}),
		"\xef\xbf\xbd"
		"a"
		"\xef\xbf\xbd\xef\xbf\xbd"
		"b"
		"\xef\xbf\xbd");
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(test_memory_used_again_is_zeroed_again),
		cmocka_unit_test(test_a_block_larger_than_others_is_given),
		cmocka_unit_test(test_nothing_is_something),
		cmocka_unit_test(test_after_one_failure_all_fail),
		cmocka_unit_test(test_texts_are_copied_and_ended),
		cmocka_unit_test(test_a_nul_in_a_text_becomes_the_replacement_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
