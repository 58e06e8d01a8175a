/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/traits.h"

#include "store/loaded.h"
#include "util/day.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

static unsigned word_value(sqlite3_stmt *row, int column, enum kvet_vocabulary vocabulary,
	unsigned otherwise)
{
	int value = kvet_word_find(vocabulary, store_text(row, column));

	return value < 0 ? otherwise : (unsigned)value;
}

static struct traits read_traits(sqlite3_stmt *row, struct arena *arena)
{
	return (struct traits){
		.id = (uint64_t)sqlite3_column_int64(row, 0),
		.published = day_parse(store_text(row, 1)),
		.languages = loaded_languages(store_text(row, 2)),
		.class = word_value(row, 3, KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED),
		.severity = word_value(row, 4, KVET_WORDS_SEVERITY, KVET_NOT_SCORED),
		.subsystem = arena_text(arena, store_bytes(row, 5)),
	};
}

/* What a filter narrows by, verdicts aside. */
static bool narrows(const struct kvet_filter *filter)
{
	return filter &&
	       (filter->languages || filter->classes || filter->families ||
		       filter->severities || filter->subsystem || filter->since ||
		       filter->until || filter->words || filter->exploited);
}

/* The ids that a filter lets through, rising, and how far they have been met. */
struct sieve {
	bool open; /* nothing narrows */
	uint64_t *ids;
	size_t count, at;
};

static bool let_through(struct sieve *sieve, uint64_t id)
{
	if (sieve->open)
		return true;
	while (sieve->at < sieve->count && sieve->ids[sieve->at] < id)
		sieve->at++;
	return sieve->at < sieve->count && sieve->ids[sieve->at] == id;
}

static int take_rows(struct kvet_store *store, sqlite3_stmt *rows, struct sieve *sieve,
	struct arena *arena, struct traits_list *list, struct kvet_error *error)
{
	int code = 0;

	while (store_row(store, rows, &code, error)) {
		if (!let_through(sieve, (uint64_t)sqlite3_column_int64(rows, 0)))
			continue;
		if (!grow(&list->items, &list->room, list->count + 1,
			    sizeof(*list->items)))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		list->items[list->count++] = read_traits(rows, arena);
	}
	return code;
}

static int compare_id(const void *key, const void *item)
{
	uint64_t id = *(const uint64_t *)key;
	const struct traits *traits = item;

	return (id > traits->id) - (id < traits->id);
}

struct traits *traits_find(const struct traits_list *list, uint64_t id)
{
	if (!list->count)
		return NULL;
	return bsearch(&id, list->items, list->count, sizeof(*list->items), compare_id);
}

/* The list of them is of every vendor's, and short: to look there for each record takes longer. */
static int mark_exploited(
	struct kvet_store *store, struct traits_list *list, struct kvet_error *error)
{
	sqlite3_stmt *rows = store_prepare(store, "SELECT id FROM exploited", error);
	struct traits *traits;
	int code = 0;

	if (!rows)
		return store_code(store);
	while (store_row(store, rows, &code, error)) {
		traits = traits_find(list, (uint64_t)sqlite3_column_int64(rows, 0));
		if (traits)
			traits->exploited = true;
	}
	sqlite3_finalize(rows);
	return code;
}

int traits_load(struct kvet_store *store, const struct kvet_filter *filter,
	struct arena *arena, struct traits_list *list, struct kvet_error *error)
{
	struct kvet_filter published = filter ? *filter : (struct kvet_filter){0};
	struct sieve sieve = {.open = !narrows(filter)};
	int code = 0;

	*list = (struct traits_list){0};
	published.rejected = false; /* a rejected record is no vulnerability */
	if (!sieve.open)
		code = loaded_select(store, &published, &sieve.ids, &sieve.count, error);
	if (code)
		return code;
	sqlite3_stmt *rows = store_prepare(store,
		"SELECT id, published, language, class, severity, subsystem FROM record"
		" WHERE NOT rejected ORDER BY id",
		error);
	code = rows ? take_rows(store, rows, &sieve, arena, list, error)
		    : store_code(store);
	sqlite3_finalize(rows);
	free(sieve.ids);
	code = code ? code : mark_exploited(store, list, error);
	if (!code && arena->failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		traits_end(list);
	return code;
}

void traits_end(struct traits_list *list)
{
	free(list->items);
	*list = (struct traits_list){0};
}

int traits_texts(struct kvet_store *store, uint64_t id, struct arena *arena,
	const char **title, const char **description, struct kvet_error *error)
{
	sqlite3_stmt *row = store_prepare(store,
		"SELECT title, description FROM record LEFT JOIN text ON record = id"
		" WHERE id = ?",
		error);
	int code;

	*title = *description = "";
	if (!row)
		return store_code(store);
	sqlite3_bind_int64(row, 1, (int64_t)id);
	if (store_row(store, row, &code, error)) {
		*title = arena_text(arena, store_bytes(row, 0));
		*description = arena_text(arena, store_bytes(row, 1));
	}
	sqlite3_finalize(row);
	return code;
}
