/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is in the store. */
#include "store/store.h"

#include "util/error.h"

#include <stdlib.h>

static const struct {
	const char *name;
	const char *sql; /* count, newest day */
	const char *source; /* key in meta */
	const char *table; /* that a store may lack: then there is no such holding */
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
	{"censuses", "SELECT count(DISTINCT release), '' FROM census", "census",
		"census"},
};

int kvet_store_holdings(kvet_store *store,
	int (*each)(void *context, const struct kvet_holding *holding), void *context,
	struct kvet_error *error)
{
	char source[4096];
	int code = 0;

	for (size_t i = 0; i < sizeof(holdings) / sizeof(*holdings) && !code; i++) {
		const char *table = holdings[i].table;
		sqlite3_stmt *query;

		if (table && !store_has_table(store, table, &code, error))
			continue;
		code = store_meta(
			store, holdings[i].source, source, sizeof(source), error);
		query = code ? NULL : store_prepare(store, holdings[i].sql, error);
		if (!query)
			return code ? code : store_code(store);
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
		return store_code(store);
	while (!code && store_row(store, query, &code, error))
		code = each(context, store_text(query, 0), store_text(query, 1));
	sqlite3_finalize(query);
	return code;
}
