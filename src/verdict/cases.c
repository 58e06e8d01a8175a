/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/cases.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

/* Three scans by rising id, merged: records, their pairs, and the ranges of those without. */
struct walk {
	struct kvet_store *store;
	struct kvet_error *error;
	sqlite3_stmt *records, *pair_rows, *range_rows;
	bool more_pairs, more_ranges;
	struct pair *pairs;
	size_t pair_count, pair_room;
	struct range *ranges;
	size_t range_count, range_room;
	struct arena arena;
	int code;
};

static const char *keep(struct walk *walk, sqlite3_stmt *row, int column)
{
	const char *text = store_text(row, column);

	return arena_text(&walk->arena,
		(struct bytes){text, (size_t)sqlite3_column_bytes(row, column)});
}

static bool step(struct walk *walk, sqlite3_stmt *row)
{
	return !walk->code && store_row(walk->store, row, &walk->code, walk->error);
}

static void out_of_memory(struct walk *walk)
{
	walk->code = error_set(walk->error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static void take_pair(struct walk *walk)
{
	sqlite3_stmt *row = walk->pair_rows;

	if (!grow(&walk->pairs, &walk->pair_room, walk->pair_count + 1,
		    sizeof(*walk->pairs))) {
		out_of_memory(walk);
		return;
	}
	struct pair *pair = &walk->pairs[walk->pair_count++];
	*pair = (struct pair){.text = {keep(walk, row, 1), keep(walk, row, 2),
				      keep(walk, row, 3), keep(walk, row, 4)}};
	if (!pair_understand(pair))
		walk->code = error_set(walk->error, KVET_ERROR_STORE, walk->store->path,
			"not a sound kvet store: a pair is '%.40s' to '%.40s'",
			pair->text.introduced, pair->text.fixed);
}

static void take_range(struct walk *walk)
{
	sqlite3_stmt *row = walk->range_rows;

	if (!grow(&walk->ranges, &walk->range_room, walk->range_count + 1,
		    sizeof(*walk->ranges))) {
		out_of_memory(walk);
		return;
	}
	walk->ranges[walk->range_count++] = (struct range){
		.entry = (unsigned)sqlite3_column_int64(row, 1),
		.whole = sqlite3_column_int(row, 2),
		.affected = sqlite3_column_int(row, 3),
		.open = sqlite3_column_int(row, 4),
		.inclusive = sqlite3_column_int(row, 5),
		.single = sqlite3_column_int(row, 6),
		.first = release_unpack(sqlite3_column_int64(row, 7)),
		.last = release_unpack(sqlite3_column_int64(row, 8)),
		.text = keep(walk, row, 9),
	};
}

/* Takes the rows of record ID off a scan that stands at or before it. */
static void take_rows(struct walk *walk, sqlite3_stmt *rows, bool *more, uint64_t id,
	void (*take)(struct walk *walk))
{
	while (*more && (uint64_t)sqlite3_column_int64(rows, 0) <= id) {
		if ((uint64_t)sqlite3_column_int64(rows, 0) == id)
			take(walk);
		*more = step(walk, rows);
	}
}

static sqlite3_stmt *begin(
	struct walk *walk, const char *sql, uint64_t first, uint64_t last)
{
	sqlite3_stmt *query =
		walk->code ? NULL : store_prepare(walk->store, sql, walk->error);

	if (!query) {
		walk->code = walk->code ? walk->code : KVET_ERROR_STORE;
		return NULL;
	}
	sqlite3_bind_int64(query, 1, (int64_t)first);
	sqlite3_bind_int64(query, 2, (int64_t)last);
	return query;
}

static void begin_all(struct walk *walk, uint64_t first, uint64_t last)
{
	walk->records = begin(walk,
		"SELECT id FROM record WHERE id BETWEEN ? AND ? AND NOT rejected ORDER "
		"BY id",
		first, last);
	walk->pair_rows = begin(walk,
		"SELECT record, introduced, introduced_commit, fixed, fixed_commit FROM "
		"pair"
		" WHERE record BETWEEN ? AND ? ORDER BY record, ordinal",
		first, last);
	walk->range_rows = begin(walk,
		"SELECT record, entry, whole, affected, open, inclusive, single, first, "
		"last, text"
		" FROM range WHERE record BETWEEN ? AND ? ORDER BY record, ordinal",
		first, last);
	if (walk->code)
		return;
	walk->more_pairs = step(walk, walk->pair_rows);
	walk->more_ranges = step(walk, walk->range_rows);
}

static void read_case(struct walk *walk, uint64_t id)
{
	arena_reset(&walk->arena);
	walk->pair_count = walk->range_count = 0;
	take_rows(walk, walk->pair_rows, &walk->more_pairs, id, take_pair);
	take_rows(walk, walk->range_rows, &walk->more_ranges, id, take_range);
	if (walk->arena.failed && !walk->code)
		out_of_memory(walk);
}

static void walk_release(struct walk *walk)
{
	sqlite3_finalize(walk->records);
	sqlite3_finalize(walk->pair_rows);
	sqlite3_finalize(walk->range_rows);
	free(walk->pairs);
	free(walk->ranges);
	arena_release(&walk->arena);
}

int cases_walk(struct kvet_store *store, uint64_t first, uint64_t last,
	int (*each)(
		void *context, const struct case_facts *facts, struct kvet_error *error),
	void *context, struct kvet_error *error)
{
	struct walk walk = {.store = store, .error = error};

	begin_all(&walk, first, last);
	while (!walk.code && step(&walk, walk.records)) {
		uint64_t id = (uint64_t)sqlite3_column_int64(walk.records, 0);

		read_case(&walk, id);
		if (walk.code)
			break;
		const struct case_facts facts = {
			id, walk.pairs, walk.pair_count, walk.ranges, walk.range_count};
		walk.code = each(context, &facts, error);
	}
	walk_release(&walk);
	return walk.code;
}
