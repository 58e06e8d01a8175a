/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much code releases have, beside the records: what rates are counted per. */
#include "store/store.h"

#include "release/release.h"
#include "store/schema.sql.h"
#include "util/error.h"

#include <limits.h>
#include <stdlib.h>

static void bind_text(sqlite3_stmt *statement, int column, const char *text)
{
	sqlite3_bind_text(statement, column, text, -1, SQLITE_TRANSIENT);
}

static int clear(struct kvet_store *store, const char *release, struct kvet_error *error)
{
	sqlite3_stmt *delete =
		store_prepare(store, "DELETE FROM census WHERE release = ?", error);
	int code;

	if (!delete)
		return store_code(store);
	bind_text(delete, 1, release);
	store_row(store, delete, &code, error);
	sqlite3_finalize(delete);
	return code;
}

static void bind_row(
	sqlite3_stmt *insert, const char *release, const struct kvet_census_row *row)
{
	bind_text(insert, 1, release);
	bind_text(insert, 2, kvet_word(KVET_WORDS_LANGUAGE, row->language));
	bind_text(insert, 3, row->subsystem);
	sqlite3_bind_int64(insert, 4, (int64_t)row->count.files);
	sqlite3_bind_int64(insert, 5, (int64_t)row->count.code);
	sqlite3_bind_int64(insert, 6, (int64_t)row->count.comments);
	sqlite3_bind_int64(insert, 7, (int64_t)row->count.blank);
}

static int insert_rows(
	struct kvet_store *store, const kvet_census *census, struct kvet_error *error)
{
	sqlite3_stmt *insert = store_prepare(
		store, "INSERT INTO census VALUES(?, ?, ?, ?, ?, ?, ?)", error);
	const struct kvet_census_row *row;
	int code = 0;

	if (!insert)
		return store_code(store);
	for (size_t i = 0; !code && (row = kvet_census_row(census, i)); i++) {
		bind_row(insert, kvet_census_release(census), row);
		store_row(store, insert, &code, error);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	return code;
}

/* Inside a transaction. */
static int keep(
	struct kvet_store *store, const kvet_census *census, struct kvet_error *error)
{
	char source[PATH_MAX];
	const char *input = kvet_census_input(census);
	int code = store_run(store, STORE_CENSUS_SQL, error);

	code = code ? code : clear(store, kvet_census_release(census), error);
	code = code ? code : insert_rows(store, census, error);
	/* A tree that is gone by now was one all the same. */
	return code ? code
		    : store_meta_set(store, "census",
			      realpath(input, source) ? source : input, error);
}

/* A census goes beside records: an empty file is no store yet. */
static int check_save(
	struct kvet_store *store, const char *name, struct kvet_error *error)
{
	struct kvet_release release;
	int code = 0;

	if (!release_parse(bytes_of(name), &release))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"'%s' of the tree's Makefile is no release", name);

	if (!store->write)
		return error_set(error, KVET_ERROR_USAGE, store->path,
			"the store was opened for reading");
	if (store_has_table(store, "record", &code, error) || code)
		return code;
	error_set(error, KVET_ERROR_NOT_FOUND, store->path, "the store is empty");
	error_hint(error, "run 'kvet update' first");
	return KVET_ERROR_NOT_FOUND;
}

int kvet_store_census_save(
	kvet_store *store, const kvet_census *census, struct kvet_error *error)
{
	struct kvet_error unseen;
	int code;

	error = error ? error : &unseen;
	code = check_save(store, kvet_census_release(census), error);
	code = code ? code : store_run(store, "BEGIN IMMEDIATE", error);
	if (code)
		return code;
	code = keep(store, census, error);
	code = code ? code : store_run(store, "COMMIT", error);
	if (code)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return code;
}

/* Reading it back ------------------------------------------------------------------- */

struct release_name {
	char text[KVET_RELEASE_SIZE];
	struct kvet_release release;
};

static int compare_names(const void *a, const void *b)
{
	const struct release_name *one = a, *other = b;

	return kvet_release_compare(one->release, other->release);
}

#define RELEASES_MAX 4096

/* The releases, which SQL cannot order. A name that is none was not written by kvet. */
static int list_releases(struct kvet_store *store, struct release_name **out,
	size_t *count, struct kvet_error *error)
{
	sqlite3_stmt *query =
		store_prepare(store, "SELECT DISTINCT release FROM census", error);
	struct release_name *names = calloc(RELEASES_MAX, sizeof(*names));
	int code = 0;

	*count = 0;
	if (!query || !names) {
		sqlite3_finalize(query);
		free(names);
		return query ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
			     : store_code(store);
	}
	while (*count < RELEASES_MAX && store_row(store, query, &code, error)) {
		struct release_name *name = &names[*count];
		struct bytes text = bytes_of(store_text(query, 0));

		if (text.len >= sizeof(name->text) ||
			!release_parse(text, &name->release))
			continue;
		memcpy(name->text, text.data, text.len + 1);
		++*count;
	}
	sqlite3_finalize(query);
	qsort(names, *count, sizeof(*names), compare_names);
	*out = names;
	return code;
}

static uint64_t column_count(sqlite3_stmt *query, int column)
{
	int64_t value = sqlite3_column_int64(query, column);

	return value > 0 ? (uint64_t)value : 0;
}

/* False when the row's language is no word of this kvet. */
static bool read_row(sqlite3_stmt *query, struct kvet_census_row *row)
{
	int language = kvet_word_find(KVET_WORDS_LANGUAGE, store_text(query, 0));

	row->language = (enum kvet_language)language;
	row->subsystem = store_text(query, 1);
	row->count = (struct kvet_count){column_count(query, 2), column_count(query, 3),
		column_count(query, 4), column_count(query, 5)};
	return language >= 0;
}

static int each_row(struct kvet_store *store, sqlite3_stmt *query, const char *release,
	int (*each)(
		void *context, const char *release, const struct kvet_census_row *row),
	void *context, struct kvet_error *error)
{
	struct kvet_census_row row;
	int code = 0;

	bind_text(query, 1, release);
	while (!code && store_row(store, query, &code, error)) {
		if (read_row(query, &row))
			code = each(context, release, &row);
	}
	sqlite3_reset(query);
	return code;
}

int kvet_store_census(kvet_store *store,
	int (*each)(
		void *context, const char *release, const struct kvet_census_row *row),
	void *context, struct kvet_error *error)
{
	struct release_name *names = NULL;
	size_t count = 0;
	int code = 0;

	if (!store_has_table(store, "census", &code, error))
		return code;
	code = list_releases(store, &names, &count, error);
	sqlite3_stmt *query =
		code ? NULL
		     : store_prepare(store,
			       "SELECT language, subsystem, files, code, comments, blank"
			       " FROM census WHERE release = ?"
			       " ORDER BY subsystem, language",
			       error);
	if (!code && !query)
		code = store_code(store);
	for (size_t i = 0; !code && i < count; i++)
		code = each_row(store, query, names[i].text, each, context, error);
	sqlite3_finalize(query);
	free(names);
	return code;
}
