/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_an_empty_table(void **state)
{
	struct table table = {0};

	(void)state;
	assert_null(table_find(&table, bytes_of("a")));
	assert_null(table_find(&table, (struct bytes){0}));
	table_release(&table);
	table_release(&table);
}

static void test_names_stand_in_order(void **state)
{
	static const char *const names[] = {"b", "a", "", "ab", "b"};
	struct table table = {0};

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct table_entry *entry = table_add(&table, bytes_of(names[i]));

		assert_non_null(entry);
		if (!entry->value)
			entry->value = (void *)(uintptr_t)names[i];
	}
	assert_int_equal(table.count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_ptr_equal(table.entries[i].value, names[i]);
	assert_ptr_equal(table_find(&table, bytes_of("b"))->value, names[0]);
	table_release(&table);
}

/* A name of no bytes has no address to compare. */
static void test_the_empty_name(void **state)
{
	struct table table = {0};

	(void)state;
	assert_non_null(table_add(&table, (struct bytes){0}));
	assert_non_null(table_add(&table, (struct bytes){"x", 0}));
	assert_int_equal(table.count, 1);
	assert_non_null(table_find(&table, (struct bytes){0}));
	assert_null(table_find(&table, bytes_of("x")));
	table_release(&table);
}

static void test_names_are_bytes(void **state)
{
	struct table table = {0};

	(void)state;
	assert_non_null(table_add(&table, (struct bytes){"a\0b", 3}));
	assert_null(table_find(&table, (struct bytes){"a\0c", 3}));
	assert_null(table_find(&table, (struct bytes){"a", 1}));
	assert_non_null(table_find(&table, (struct bytes){"a\0b", 3}));
	table_release(&table);
}

#define MANY 100000

/* Of every length up to three words of eight bytes, and a bit. */
static void write_name(unsigned number, char name[40])
{
	snprintf(name, 40, "%u%.*s", number, (int)(number % 26),
		"abcdefghijklmnopqrstuvwxyz");
}

static void test_many_names(void **state)
{
	struct table table = {0};
	char(*names)[40] = calloc(MANY, sizeof(*names)), other[40];

	(void)state;
	assert_non_null(names);
	for (unsigned i = 0; i < MANY; i++) {
		write_name(i, names[i]);
		assert_non_null(table_add(&table, bytes_of(names[i])));
	}
	assert_int_equal(table.count, MANY);
	for (unsigned i = 0; i < MANY; i++) {
		const struct table_entry *entry = table_find(&table, bytes_of(names[i]));

		assert_ptr_equal(entry, &table.entries[i]);
		snprintf(other, sizeof(other), "%s!", names[i]);
		assert_null(table_find(&table, bytes_of(other)));
	}
	table_release(&table);
	free(names);
}

/* Nobody can prepare names that all meet in one slot: no two tables hash alike. */
static void test_hashes_cannot_be_told_before(void **state)
{
	struct table a = {0}, b = {0};
	unsigned same = 0;
	char names[64][40];

	(void)state;
	for (unsigned i = 0; i < 64; i++) {
		write_name(i, names[i]);
		assert_non_null(table_add(&a, bytes_of(names[i])));
		assert_non_null(table_add(&b, bytes_of(names[i])));
		same += a.entries[i].hash == b.entries[i].hash;
	}
	assert_true(same < 4);
	table_release(&a);
	table_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_an_empty_table),
		cmocka_unit_test(test_names_stand_in_order),
		cmocka_unit_test(test_the_empty_name),
		cmocka_unit_test(test_names_are_bytes),
		cmocka_unit_test(test_many_names),
		cmocka_unit_test(test_hashes_cannot_be_told_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
