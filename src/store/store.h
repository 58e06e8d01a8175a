/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The store: one SQLite file. Its tables are told in schema.sql.h; everything that runs
 * SQL stands in this folder.
 */
#ifndef KVET_STORE_STORE_H
#define KVET_STORE_STORE_H

#include "kvet.h"
#include "record/record.h"
#include "util/arena.h"

#include <sqlite3.h>

/* What PRAGMA application_id and user_version say of a store ("kvet"). */
#define STORE_APPLICATION 0x6b766574
#define STORE_SCHEMA 1

struct kvet_store {
	sqlite3 *db;
	char *path;
	bool write;
};

/* Turns what SQLite last said of STORE into ERROR. WHAT was being done: "reading pairs". */
int store_fail(struct kvet_store *store, const char *what, struct kvet_error *error);

/* The code for what SQLite last said, of which ERROR tells already. */
int store_code(struct kvet_store *store);

/* Prepares SQL that this program wrote; NULL and ERROR when SQLite will not. */
sqlite3_stmt *store_prepare(
	struct kvet_store *store, const char *sql, struct kvet_error *error);

/* Runs SQL that gives no rows. */
int store_run(struct kvet_store *store, const char *sql, struct kvet_error *error);

/* True while there is a row. At the end, and on an error, *CODE is 0 or negative. */
bool store_row(struct kvet_store *store, sqlite3_stmt *statement, int *code,
	struct kvet_error *error);

/* A column's text: never NULL, may hold no NUL inside, ends with the next row. */
const char *store_text(sqlite3_stmt *statement, int column);

/* The same as it lies in the page, not terminated: cheaper where thousands are read. */
static inline struct bytes store_bytes(sqlite3_stmt *statement, int column)
{
	const char *data = sqlite3_column_blob(statement, column);

	return (struct bytes){
		data, data ? (size_t)sqlite3_column_bytes(statement, column) : 0};
}

/* The value kept under KEY in `meta`, into TEXT ("" when there is none). */
int store_meta(struct kvet_store *store, const char *key, char *text, size_t size,
	struct kvet_error *error);
int store_meta_set(struct kvet_store *store, const char *key, const char *text,
	struct kvet_error *error);

/* Whether there is a table NAME; *CODE is 0 or negative. */
bool store_has_table(
	struct kvet_store *store, const char *name, int *code, struct kvet_error *error);

/* Makes the tables of an empty store. */
int store_create(struct kvet_store *store, struct kvet_error *error);

#endif
