/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/moves.h"

#include "release/release.h"
#include "target/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static bool is_release(const char *text)
{
	struct kvet_release release;

	return release_parse(bytes_of(text), &release) && release_is_mainline(release);
}

/* What is wrong with a row of the table, or NULL. */
static const char *fault(const struct move *move)
{
	char text[TREE_PATH_MAX];

	if (!tree_normalise(bytes_of(move->was), text) || strcmp(text, move->was) != 0)
		return "`was` is no path of a tree";
	if (!tree_normalise(bytes_of(move->is), text) || strcmp(text, move->is) != 0)
		return "`is` is no path of a tree";
	if (!strcmp(move->was, move->is))
		return "goes nowhere";
	if (!is_release(move->by) || (move->after && !is_release(move->after)))
		return "not a mainline release";
	return NULL;
}

static void test_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < moves_known_count; i++) {
		const char *wrong = fault(&moves_known[i]);

		if (wrong)
			fail_msg("%s: %s", moves_known[i].was, wrong);
		for (size_t j = 0; j < i; j++)
			if (!strcmp(moves_known[i].was, moves_known[j].was) &&
				!strcmp(moves_known[i].is, moves_known[j].is))
				fail_msg("%s to %s stands twice", moves_known[i].was,
					moves_known[i].is);
	}
}

static void test_all_known(void **state)
{
	struct moves *moves = moves_new();
	const struct move_row *row;

	(void)state;
	assert_non_null(moves);
	assert_int_equal(moves->count, moves_known_count);
	assert_null(moves->learnt);
	row = moves_from(moves, bytes_of("fs/ksmbd"));
	assert_non_null(row);
	assert_string_equal(row->move.is, "fs/smb/server");
	assert_string_equal(row->move.by, "6.4");
	assert_null(row->move.after);
	assert_false(row->learnt);
	assert_ptr_equal(moves_to(moves, bytes_of("fs/smb/server")), row);
	assert_null(moves_from(moves, bytes_of("fs/smb/server")));
	assert_null(moves_to(moves, bytes_of("fs/ksmb")));
	moves_free(moves);
	moves_free(NULL);
}

/* Two ways from one folder: drivers/scsi/ufs became a core and its hosts. */
static void test_chains(void **state)
{
	struct moves *moves = moves_new();
	size_t count = 0;

	(void)state;
	for (const struct move_row *row = moves_from(moves, bytes_of("drivers/scsi/ufs"));
		row; row = row->same_was)
		count++;
	assert_int_equal(count, 2);
	moves_free(moves);
}

static void test_learnt(void **state)
{
	struct moves *moves = moves_new();
	char was[] = "a/b.c";
	const struct move move = {was, "c/b.c", "6.3", "6.2", MOVE_PIECE};
	struct kvet_error error;

	(void)state;
	assert_int_equal(moves_add(moves, &move, &error), 0);
	was[0] = 'x'; /* a copy was taken */
	assert_non_null(moves->learnt);
	assert_string_equal(moves->learnt->move.was, "a/b.c");
	assert_true(moves->learnt->learnt);
	assert_int_equal(moves->learnt->move.kind, MOVE_PIECE);
	assert_null(moves->learnt->next);
	assert_ptr_equal(moves_to(moves, bytes_of("c/b.c")), moves->learnt);
	assert_int_equal(moves_add(moves, &move, &error), 0);
	assert_non_null(moves->learnt->next);
	moves_free(moves);
}

static void test_hostile_rows(void **state)
{
	static char endless[MOVES_PATH_MAX + 2];
	static const struct move rows[] = {
		{NULL, "b", "6.1"},
		{"a", NULL, "6.1"},
		{"", "b", "6.1"},
		{"a", "", "6.1"},
		{"a", "a", "6.1"},
		{"/etc/passwd", "b", "6.1"},
		{"a", "../b", "6.1"},
		{"a/../b", "c", "6.1"},
		{"a/", "b", "6.1"},
		{"a//b", "c", "6.1"},
		{"a", "./b", "6.1"},
		{"a", "b", NULL},
		{"a", "b", ""},
		{"a", "b", "six"},
		{"a", "b", "6.1", "six"},
		{"a", "b", "6.1", "6.1"},
		{"a", "b", "6.1", "6.2"},
		{endless, "b", "6.1"},
	};
	struct moves *moves = moves_new();
	struct kvet_error error;

	(void)state;
	memset(endless, 'a', sizeof(endless) - 1);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		if (moves_add(moves, &rows[i], &error) != KVET_ERROR_INPUT)
			fail_msg("row %zu was taken", i);
		assert_int_equal(error.code, KVET_ERROR_INPUT);
		assert_true(*error.message);
	}
	assert_int_equal(moves->count, moves_known_count);
	assert_null(moves->learnt);
	assert_int_equal(moves_add(moves, &rows[0], NULL), KVET_ERROR_INPUT);
	moves_free(moves);
}

static void test_too_many(void **state)
{
	struct moves *moves = moves_new();
	struct kvet_error error;
	char was[32];
	const struct move move = {was, "b", "6.1"};
	int result = 0;
	size_t i;

	(void)state;
	for (i = 0; !result && i <= MOVES_MAX; i++) {
		snprintf(was, sizeof(was), "a/%zu.c", i);
		result = moves_add(moves, &move, &error);
	}
	assert_int_equal(result, KVET_ERROR_INPUT);
	assert_int_equal(moves->count, MOVES_MAX);
	assert_non_null(strstr(error.message, "more than"));
	moves_free(moves);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_all_known),
		cmocka_unit_test(test_chains),
		cmocka_unit_test(test_learnt),
		cmocka_unit_test(test_hostile_rows),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
