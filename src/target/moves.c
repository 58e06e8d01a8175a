/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/moves.h"

#include "release/release.h"
#include "target/tree.h"
#include "util/error.h"

#include <stdlib.h>

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "not enough memory for moves");
}

/* A path as trees have it, and no longer than they can be. */
static bool is_path(const char *path)
{
	char text[TREE_PATH_MAX];
	struct bytes bytes = bytes_of(path);
	size_t len = tree_normalise(bytes, text);

	return len && len < MOVES_PATH_MAX && bytes_equal(bytes, text);
}

static bool read_times(struct move_row *row)
{
	struct kvet_release by, after;

	if (!row->move.by || !release_parse(bytes_of(row->move.by), &by))
		return false;
	row->to = release_key(by);
	row->from = row->to;
	if (!row->move.after)
		return true;
	if (!release_parse(bytes_of(row->move.after), &after))
		return false;
	row->from = release_key(after);
	return row->from < row->to;
}

static bool index_row(struct moves *moves, struct move_row *row)
{
	struct table_entry *was = table_add(&moves->was, bytes_of(row->move.was));
	struct table_entry *is = table_add(&moves->is, bytes_of(row->move.is));

	if (!was || !is)
		return false;
	row->same_was = was->value;
	row->same_is = is->value;
	was->value = is->value = row;
	moves->count++;
	return true;
}

/* The strings live as long as MOVES. */
static int add_row(struct moves *moves, const struct move *move, bool learnt,
	struct kvet_error *error)
{
	struct move_row *row = arena_alloc(&moves->arena, sizeof(*row));

	if (!row)
		return no_memory(error);
	*row = (struct move_row){.move = *move, .learnt = learnt};
	if (!read_times(row))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"move of \"%s\" has no releases that make sense", move->was);
	if (!index_row(moves, row))
		return no_memory(error);
	if (learnt) {
		*moves->learnt_end = row;
		moves->learnt_end = &row->next;
	}
	return 0;
}

struct moves *moves_new(void)
{
	struct moves *moves = calloc(1, sizeof(*moves));
	int result = moves ? 0 : KVET_ERROR_MEMORY;

	if (moves)
		moves->learnt_end = &moves->learnt;
	for (size_t i = 0; i < moves_known_count && !result; i++)
		result = add_row(moves, &moves_known[i], false, NULL);
	if (!result)
		return moves;
	moves_free(moves);
	return NULL;
}

void moves_free(struct moves *moves)
{
	if (!moves)
		return;
	table_release(&moves->was);
	table_release(&moves->is);
	arena_release(&moves->arena);
	free(moves);
}

static const char *copy(struct moves *moves, const char *text)
{
	return text ? arena_text(&moves->arena, bytes_of(text)) : NULL;
}

int moves_add(struct moves *moves, const struct move *move, struct kvet_error *error)
{
	struct move own;

	if (moves->count >= MOVES_MAX)
		return error_set(
			error, KVET_ERROR_INPUT, NULL, "more than %u moves", MOVES_MAX);
	if (!move->was || !move->is || !is_path(move->was) || !is_path(move->is) ||
		!strcmp(move->was, move->is))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"move of \"%.200s\" to \"%.200s\" is none",
			move->was ? move->was : "", move->is ? move->is : "");
	own = (struct move){copy(moves, move->was), copy(moves, move->is),
		copy(moves, move->by), copy(moves, move->after), move->kind};
	if (moves->arena.failed)
		return no_memory(error);
	return add_row(moves, &own, true, error);
}

const struct move_row *moves_from(const struct moves *moves, struct bytes path)
{
	const struct table_entry *entry = table_find(&moves->was, path);

	return entry ? entry->value : NULL;
}

const struct move_row *moves_to(const struct moves *moves, struct bytes path)
{
	const struct table_entry *entry = table_find(&moves->is, path);

	return entry ? entry->value : NULL;
}
