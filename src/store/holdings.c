/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the store, and whether it is sound. */
#include "store/store.h"

#include "util/error.h"

#include <stdlib.h>

static const struct {
	const char *name;
	const char *sql; /* count, newest day */
	const char *source; /* key in meta */
} holdings[] = {
	{"records", "SELECT count(*), max(published) FROM record WHERE NOT rejected",
		"source"},
	{"rejected", "SELECT count(*), max(published) FROM record WHERE rejected",
		"source"},
	{"pairs", "SELECT count(*), '' FROM pair", "source"},
	{"files", "SELECT count(*), '' FROM file", "source"},
	{"scored",
		"SELECT count(*), '' FROM record WHERE cvss_vector <> '' AND NOT "
		"rejected",
		"source"},
	{"not understood", "SELECT count(*), '' FROM problem", "source"},
	{"releases", "SELECT count(*), max(date) FROM release", "releases"},
	{"lines", "SELECT count(*), max(released) FROM line", "lines"},
	{"known exploited", "SELECT count(*), max(added) FROM exploited",
		"known_exploited"},
};

int kvet_store_holdings(kvet_store *store,
	int (*each)(void *context, const struct kvet_holding *holding), void *context,
	struct kvet_error *error)
{
	char source[4096];
	int code = 0;

	for (size_t i = 0; i < sizeof(holdings) / sizeof(*holdings) && !code; i++) {
		sqlite3_stmt *query;

		code = store_meta(
			store, holdings[i].source, source, sizeof(source), error);
		query = code ? NULL : store_prepare(store, holdings[i].sql, error);
		if (!query)
			return code ? code : KVET_ERROR_STORE;
		if (store_row(store, query, &code, error)) {
			const struct kvet_holding holding = {holdings[i].name,
				(uint64_t)sqlite3_column_int64(query, 0),
				store_text(query, 1), source};

			code = each(context, &holding);
		}
		sqlite3_finalize(query);
	}
	return code;
}

int kvet_store_problems(kvet_store *store,
	int (*each)(void *context, const char *name, const char *reason), void *context,
	struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(
		store, "SELECT name, reason FROM problem ORDER BY name", error);
	int code = 0;

	if (!query)
		return KVET_ERROR_STORE;
	while (!code && store_row(store, query, &code, error))
		code = each(context, store_text(query, 0), store_text(query, 1));
	sqlite3_finalize(query);
	return code;
}

/* Each answers no row when all is well, else sentences. */
static const char *const checks[] = {
	"SELECT integrity_check FROM pragma_integrity_check(20) WHERE integrity_check <> "
	"'ok'",
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
		return KVET_ERROR_STORE;
	while (store_row(store, query, &code, error)) {
		++*problems;
		problem(context, store_text(query, 0));
	}
	sqlite3_finalize(query);
	return code;
}

int kvet_store_verify(kvet_store *store, void (*problem)(void *context, const char *text),
	void *context, struct kvet_error *error)
{
	size_t problems = 0;
	int code = 0;

	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks) && !code; i++)
		code = run_check(store, checks[i], problem, context, &problems, error);
	/* The full-text index checks itself; it is written to in order to be asked. */
	if (!code && store->write &&
		sqlite3_exec(store->db,
			"INSERT INTO search(search) VALUES('integrity-check')", NULL,
			NULL, NULL) != SQLITE_OK) {
		problems++;
		problem(context, "the full-text index is not sound");
	}
	if (!code && problems)
		code = error_set(error, KVET_ERROR_STORE, store->path,
			"the store is not sound: %zu problems", problems);
	if (code == KVET_ERROR_STORE)
		error_hint(error,
			"move the file away and run 'kvet update' to make it anew");
	return code;
}
