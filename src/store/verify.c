/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the store is sound: its pages, and its tables against each other. */
#include "store/store.h"

#include "release/release.h"
#include "util/error.h"

#include <stdlib.h>

/* Each answers no row when all is well, else sentences. */
static const char *const checks[] = {
	"SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"
	" LIMIT 20",
	"SELECT 'pairs of a record that is not there: ' || record FROM pair"
	" WHERE record NOT IN (SELECT id FROM record) GROUP BY record LIMIT 20",
	"SELECT 'files of a record that is not there: ' || record FROM file"
	" WHERE record NOT IN (SELECT id FROM record) GROUP BY record LIMIT 20",
	"SELECT 'no description of record ' || id FROM record"
	" WHERE id NOT IN (SELECT record FROM text) LIMIT 20",
	"SELECT 'no class of record ' || id FROM record"
	" WHERE id NOT IN (SELECT record FROM class_evidence) LIMIT 20",
	"SELECT 'no snapshot is noted' WHERE NOT EXISTS"
	" (SELECT 1 FROM meta WHERE key = 'source') AND EXISTS (SELECT 1 FROM record)",
};

static int run_check(struct kvet_store *store, const char *sql,
	void (*problem)(void *context, const char *text), void *context, size_t *problems,
	struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, sql, error);
	int code;

	if (!query)
		return store_code(store);
	while (store_row(store, query, &code, error)) {
		++*problems;
		problem(context, store_text(query, 0));
	}
	sqlite3_finalize(query);
	return code;
}

/* The full-text index checks itself; it is written to in order to be asked, so it cannot be
 * asked where nothing may be written. */
static int check_index(struct kvet_store *store,
	void (*problem)(void *context, const char *text), void *context, size_t *problems,
	struct kvet_error *error)
{
	if (sqlite3_db_readonly(store->db, "main"))
		return 0;
	switch (sqlite3_exec(store->db,
			"INSERT INTO search(search) VALUES('integrity-check')", NULL,
			NULL, NULL) &
		0xff) {
	case SQLITE_OK:
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
		return 0;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return store_fail(store, "checking it", error);
	default:
		++*problems;
		problem(context, "the full-text index is not sound");
		return 0;
	}
}

/* Whether ROWS, the pairs of one record, say what its index says. */
static bool same_pairs(sqlite3_stmt *rows, const struct pair *pairs, size_t count)
{
	size_t at = 0;

	for (; sqlite3_step(rows) == SQLITE_ROW; at++) {
		const struct pair *pair = &pairs[at];
		struct pair row;

		if (at == count ||
			strcmp(store_text(rows, 1), pair->text.introduced_commit) != 0 ||
			strcmp(store_text(rows, 3), pair->text.fixed_commit) != 0)
			return false;
		row.text = (struct kvet_pair){
			.introduced = store_text(rows, 0), .fixed = store_text(rows, 2)};
		if (!pair_understand(&row) ||
			row.has_introduced != pair->has_introduced ||
			row.has_fixed != pair->has_fixed ||
			(row.has_introduced && kvet_release_compare(row.introduced,
						       pair->introduced) != 0) ||
			(row.has_fixed &&
				kvet_release_compare(row.fixed, pair->fixed) != 0))
			return false;
	}
	return at == count;
}

/* Verdicts are given from the index in `record`, people read `pair`: they must agree. */
static int check_exposure(struct kvet_store *store,
	void (*problem)(void *context, const char *text), void *context, size_t *problems,
	struct kvet_error *error)
{
	sqlite3_stmt *records =
		store_prepare(store, "SELECT id, exposure FROM record", error);
	sqlite3_stmt *rows = store_prepare(store,
		"SELECT introduced, introduced_commit, fixed, fixed_commit FROM pair"
		" WHERE record = ? ORDER BY ordinal",
		error);
	struct pair *pairs = calloc(RECORD_PAIRS_MAX, sizeof(*pairs));
	struct arena texts = {0};
	char cve[RECORD_CVE_SIZE], text[128];
	int code = records && rows ? 0 : store_code(store);

	if (!pairs)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");

	while (pairs && !code && store_row(store, records, &code, error)) {
		uint64_t id = (uint64_t)sqlite3_column_int64(records, 0);
		struct bytes packed = store_bytes(records, 1);
		size_t count = pairs_unpack(packed, pairs, RECORD_PAIRS_MAX);

		arena_reset(&texts);
		for (size_t i = 0; i < count; i++)
			pair_unpack_texts(packed, pairs, i, &texts);
		sqlite3_bind_int64(rows, 1, (int64_t)id);
		if (!same_pairs(rows, pairs, count) && ++*problems) {
			snprintf(text, sizeof(text),
				"the index of %s is not of its pairs",
				record_cve_text(id, cve));
			problem(context, text);
		}
		sqlite3_reset(rows);
	}
	sqlite3_finalize(records);
	sqlite3_finalize(rows);
	arena_release(&texts);
	free(pairs);
	return code;
}

int kvet_store_verify(kvet_store *store, void (*problem)(void *context, const char *text),
	void *context, struct kvet_error *error)
{
	size_t problems = 0;
	int code = 0;

	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks) && !code; i++)
		code = run_check(store, checks[i], problem, context, &problems, error);
	code = code ? code : check_exposure(store, problem, context, &problems, error);
	code = code ? code : check_index(store, problem, context, &problems, error);
	if (!code && problems)
		code = error_set(error, KVET_ERROR_STORE, store->path,
			"the store is not sound: %zu problems", problems);
	if (code == KVET_ERROR_STORE)
		error_hint(error,
			"move the file away and run 'kvet update' to make it anew");
	return code;
}
