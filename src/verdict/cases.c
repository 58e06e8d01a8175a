/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/cases.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

static struct range read_range(sqlite3_stmt *row, struct arena *arena)
{
	return (struct range){
		.entry = (unsigned)sqlite3_column_int64(row, 0),
		.whole = sqlite3_column_int(row, 1),
		.affected = sqlite3_column_int(row, 2),
		.open = sqlite3_column_int(row, 3),
		.inclusive = sqlite3_column_int(row, 4),
		.single = sqlite3_column_int(row, 5),
		.first = release_unpack(sqlite3_column_int64(row, 6)),
		.last = release_unpack(sqlite3_column_int64(row, 7)),
		.text = arena_text(arena, store_bytes(row, 8)),
	};
}

/* The ranges of a record without pairs, into ARENA. */
static int read_ranges(struct kvet_store *store, uint64_t id, struct arena *arena,
	struct case_facts *facts, struct kvet_error *error)
{
	sqlite3_stmt *rows = store_prepare(store,
		"SELECT entry, whole, affected, open, inclusive, single, first, last, "
		"text"
		" FROM range WHERE record = ? ORDER BY ordinal",
		error);
	struct range *ranges = arena_alloc(arena, RECORD_RANGES_MAX * sizeof(*ranges));
	size_t count = 0;
	int code = 0;

	if (!rows)
		return error->code;
	sqlite3_bind_int64(rows, 1, (int64_t)id);
	while (ranges && count < RECORD_RANGES_MAX &&
		store_row(store, rows, &code, error))
		ranges[count++] = read_range(rows, arena);
	sqlite3_finalize(rows);
	facts->ranges = ranges;
	facts->range_count = count;
	return arena->failed ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
			     : code;
}

void cases_read_texts(
	struct case_facts *facts, const struct pair *pair, struct arena *arena)
{
	if (pair && !*pair->text.introduced)
		pair_unpack_texts(facts->packed, facts->pairs,
			(size_t)(pair - facts->pairs), arena);
}

struct walk {
	struct kvet_store *store;
	struct pair *pairs; /* room for RECORD_PAIRS_MAX */
	struct arena ranges;
	int (*each)(void *context, struct case_facts *facts, struct kvet_error *error);
	void *context;
	struct kvet_error *error;
};

static int walk_record(struct walk *walk, sqlite3_stmt *row)
{
	struct case_facts facts = {
		.id = (uint64_t)sqlite3_column_int64(row, 0),
		.packed = store_bytes(row, 1),
		.pairs = walk->pairs,
	};
	int code = 0;

	facts.pair_count = pairs_unpack(facts.packed, walk->pairs, RECORD_PAIRS_MAX);
	if (!facts.pair_count) {
		arena_reset(&walk->ranges);
		code = read_ranges(
			walk->store, facts.id, &walk->ranges, &facts, walk->error);
	}
	return code ? code : walk->each(walk->context, &facts, walk->error);
}

int cases_walk(struct kvet_store *store, uint64_t first, uint64_t last,
	int (*each)(void *context, struct case_facts *facts, struct kvet_error *error),
	void *context, struct kvet_error *error)
{
	struct walk walk = {
		.store = store, .each = each, .context = context, .error = error};
	sqlite3_stmt *rows = store_prepare(store,
		"SELECT id, exposure FROM record WHERE id BETWEEN ? AND ? AND NOT "
		"rejected"
		" ORDER BY id",
		error);
	int code = 0;

	if (!rows)
		return error->code;
	walk.pairs = calloc(RECORD_PAIRS_MAX, sizeof(*walk.pairs));
	if (!walk.pairs)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	sqlite3_bind_int64(rows, 1, (int64_t)first);
	sqlite3_bind_int64(rows, 2, (int64_t)last);
	while (!code && store_row(store, rows, &code, error))
		code = walk_record(&walk, rows);
	sqlite3_finalize(rows);
	free(walk.pairs);
	arena_release(&walk.ranges);
	return code;
}
