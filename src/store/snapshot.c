/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/snapshot.h"

int store_snapshot_set(struct kvet_store *store, const struct feed_origin *origin,
	struct kvet_error *error)
{
	int code = store_meta_set(store, "source", origin->source, error);

	code = code ? code : store_meta_set(store, "kind", origin->kind, error);
	code = code ? code : store_meta_set(store, "date", origin->date, error);
	return code ? code : store_meta_set(store, "commit", origin->commit, error);
}

static int read_counts(struct kvet_store *store, struct kvet_snapshot *snapshot,
	struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store,
		"SELECT count(*) - total(rejected), total(rejected) FROM record", error);
	int code;

	if (!query)
		return store_code(store);
	if (store_row(store, query, &code, error)) {
		snapshot->records = (size_t)sqlite3_column_int64(query, 0);
		snapshot->rejected = (size_t)sqlite3_column_int64(query, 1);
	}
	sqlite3_finalize(query);
	return code;
}

int kvet_store_snapshot(
	kvet_store *store, struct kvet_snapshot *out, struct kvet_error *error)
{
	struct kvet_snapshot found = {0};
	int code = store_meta(store, "source", found.source, sizeof(found.source), error);

	code = code ? code
		    : store_meta(store, "kind", found.kind, sizeof(found.kind), error);
	code = code ? code
		    : store_meta(store, "date", found.date, sizeof(found.date), error);
	code = code ? code
		    : store_meta(
			      store, "commit", found.commit, sizeof(found.commit), error);
	code = code ? code : read_counts(store, &found, error);
	if (!code)
		*out = found;
	return code;
}
