/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Opening a store, and speaking with SQLite. */
#include "store/store.h"

#include "store/schema.sql.h"
#include "util/error.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Readers wait so long for an update's commit, milliseconds. */
#define BUSY_TIMEOUT 10000

static const char *refusal(int code)
{
	switch (code) {
	case SQLITE_FULL:
		return "the disk is full";
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_AUTH:
		return "the store cannot be written";
	case SQLITE_CANTOPEN:
		return "the store cannot be opened";
	case SQLITE_IOERR:
		return "the disk refused";
	case SQLITE_TOOBIG:
		return "a text is too long for the store";
	default:
		return NULL;
	}
}

int store_fail(struct kvet_store *store, const char *what, struct kvet_error *error)
{
	int sqlite = sqlite3_errcode(store->db) & 0xff;
	const char *said = sqlite3_errmsg(store->db);

	if (sqlite == SQLITE_NOMEM)
		return error_set(error, KVET_ERROR_MEMORY, store->path, "out of memory");
	if (sqlite == SQLITE_BUSY || sqlite == SQLITE_LOCKED) {
		error_set(error, KVET_ERROR_BUSY, store->path,
			"another process is updating the store");
		error_hint(error, "try again when it is done");
		return KVET_ERROR_BUSY;
	}
	if (refusal(sqlite)) {
		error_set(error, KVET_ERROR_SYSTEM, store->path, "%s while %s (%s)",
			refusal(sqlite), what, said);
		return KVET_ERROR_SYSTEM;
	}
	error_set(error, KVET_ERROR_STORE, store->path, "not a sound kvet store: %s: %s",
		what, said);
	error_hint(error, "move the file away and run 'kvet update' to make it anew");
	return KVET_ERROR_STORE;
}

int store_code(struct kvet_store *store)
{
	return store_fail(store, "", NULL);
}

sqlite3_stmt *store_prepare(
	struct kvet_store *store, const char *sql, struct kvet_error *error)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
		store_fail(store, "preparing a query", error);
	return statement;
}

int store_run(struct kvet_store *store, const char *sql, struct kvet_error *error)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fail(store, "changing it", error);
	return 0;
}

bool store_row(struct kvet_store *store, sqlite3_stmt *statement, int *code,
	struct kvet_error *error)
{
	int step = sqlite3_step(statement);

	*code = 0;
	if (step == SQLITE_ROW)
		return true;
	if (step != SQLITE_DONE)
		*code = store_fail(store, "reading it", error);
	return false;
}

const char *store_text(sqlite3_stmt *statement, int column)
{
	const unsigned char *text = sqlite3_column_text(statement, column);

	return text ? (const char *)text : "";
}

int store_meta(struct kvet_store *store, const char *key, char *text, size_t size,
	struct kvet_error *error)
{
	sqlite3_stmt *query =
		store_prepare(store, "SELECT value FROM meta WHERE key = ?", error);
	int code;

	*text = '\0';
	if (!query)
		return store_code(store);
	sqlite3_bind_text(query, 1, key, -1, SQLITE_STATIC);
	if (store_row(store, query, &code, error))
		snprintf(text, size, "%s", store_text(query, 0));
	sqlite3_finalize(query);
	return code;
}

int store_meta_set(struct kvet_store *store, const char *key, const char *text,
	struct kvet_error *error)
{
	sqlite3_stmt *insert =
		store_prepare(store, "INSERT OR REPLACE INTO meta VALUES(?, ?)", error);
	int code;

	if (!insert)
		return store_code(store);
	sqlite3_bind_text(insert, 1, key, -1, SQLITE_STATIC);
	sqlite3_bind_text(insert, 2, text, -1, SQLITE_STATIC);
	store_row(store, insert, &code, error);
	sqlite3_finalize(insert);
	return code;
}

bool store_has_table(
	struct kvet_store *store, const char *name, int *code, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store,
		"SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?", error);

	if (!query) {
		*code = store_code(store);
		return false;
	}
	sqlite3_bind_text(query, 1, name, -1, SQLITE_STATIC);
	bool has = store_row(store, query, code, error);
	sqlite3_finalize(query);
	return has;
}

int store_create(struct kvet_store *store, struct kvet_error *error)
{
	char mark[96];

	snprintf(mark, sizeof(mark), "PRAGMA application_id=%d; PRAGMA user_version=%d;",
		STORE_APPLICATION, STORE_SCHEMA);
	int code = store_run(store, STORE_SCHEMA_SQL, error);
	return code ? code : store_run(store, mark, error);
}

/* The integer that a pragma answers; negative when the file cannot be read. */
static int64_t pragma_value(
	struct kvet_store *store, const char *sql, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, sql, error);
	int64_t value = -1;
	int code;

	if (!query)
		return -1;
	if (store_row(store, query, &code, error))
		value = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return value;
}

/* A store of this program's version, or one to be made; anything else is refused. */
static int recognise(struct kvet_store *store, struct kvet_error *error)
{
	struct kvet_error why = {0};
	int64_t tables = pragma_value(store, "SELECT count(*) FROM sqlite_schema", &why);
	int64_t application = pragma_value(store, "PRAGMA application_id", &why);
	int64_t schema = pragma_value(store, "PRAGMA user_version", &why);

	if (tables < 0 || application < 0 || schema < 0) {
		if (error)
			*error = why;
		return why.code;
	}
	if (!tables && !application && !store->write) {
		error_set(error, KVET_ERROR_NOT_FOUND, store->path, "the store is empty");
		error_hint(error, "run 'kvet update' first");
		return KVET_ERROR_NOT_FOUND;
	}
	if (!tables && !application)
		return 0;
	if (application != STORE_APPLICATION)
		return error_set(error, KVET_ERROR_STORE, store->path,
			"this is a database of another program, not a kvet store");
	if (schema == STORE_SCHEMA)
		return 0;
	error_set(error, KVET_ERROR_STORE, store->path,
		"the store has schema %lld, this kvet knows schema %d", (long long)schema,
		STORE_SCHEMA);
	error_hint(error, "use a newer kvet, or another file with --db");
	return KVET_ERROR_STORE;
}

/* A store may come from anywhere: its schema must not be able to run anything. */
static void harden(sqlite3 *db)
{
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_busy_timeout(db, BUSY_TIMEOUT);
}

static int make_folders(const char *path, struct kvet_error *error)
{
	char folder[4096];

	snprintf(folder, sizeof(folder), "%s", path);
	for (char *slash = strchr(folder + 1, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0777) && errno != EEXIST)
			return error_set(error, KVET_ERROR_SYSTEM, folder,
				"the folder for the store cannot be made: %s",
				strerror(errno));
		*slash = '/';
	}
	return 0;
}

int kvet_store_default_path(char *path, size_t size, struct kvet_error *error)
{
	const char *db = getenv("KVET_DB");
	const char *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	int len;

	if (db && *db)
		len = snprintf(path, size, "%s", db);
	else if (data && *data == '/') /* the specification: relative ones are ignored */
		len = snprintf(path, size, "%s/kvet/kvet.db", data);
	else if (home && *home)
		len = snprintf(path, size, "%s/.local/share/kvet/kvet.db", home);
	else
		len = -1;
	if (len >= 0 && (size_t)len < size)
		return 0;
	error_set(error, KVET_ERROR_USAGE, NULL, "no place for the store is known");
	error_hint(error, "name one with --db FILE or $KVET_DB");
	return KVET_ERROR_USAGE;
}

/* What keeps the path from being a store at all, said before SQLite sees it. */
static int look_at_path(const char *path, bool write, struct kvet_error *error)
{
	struct stat status;

	if (stat(path, &status) == 0) {
		if (S_ISREG(status.st_mode))
			return 0;
		return error_set(
			error, KVET_ERROR_STORE, path, "not a kvet store: not a file");
	}
	if (errno != ENOENT && errno != ENOTDIR)
		return error_set(error, KVET_ERROR_SYSTEM, path,
			"the store cannot be opened: %s", strerror(errno));
	if (write)
		return make_folders(path, error);
	error_set(error, KVET_ERROR_NOT_FOUND, path, "there is no store yet");
	error_hint(error, "run 'kvet update' to make one");
	return KVET_ERROR_NOT_FOUND;
}

int kvet_store_open(
	const char *path, unsigned flags, kvet_store **out, struct kvet_error *error)
{
	char standard[4096];
	bool write = flags & KVET_STORE_WRITE;
	int code = 0;

	if (!path) {
		code = kvet_store_default_path(standard, sizeof(standard), error);
		path = standard;
	}
	code = code ? code : look_at_path(path, write, error);
	if (code)
		return code;
	struct kvet_store *store = calloc(1, sizeof(*store));
	if (store)
		store->path = strdup(path);
	if (!store || !store->path) {
		kvet_store_free(store);
		return error_set(error, KVET_ERROR_MEMORY, path, "out of memory");
	}
	store->write = write;
	/* A handle belongs to one thread at a time: SQLite need not lock it.
	 * Readers too open for writing where they may: after a kill the first one rolls the
	 * journal back. Where they may not, SQLite opens for reading by itself. */
	int opened = sqlite3_open_v2(path, &store->db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
			(write ? SQLITE_OPEN_CREATE : 0),
		NULL);
	if (opened == SQLITE_OK) {
		harden(store->db);
		code = recognise(store, error);
	} else {
		code = store_fail(store, "opening it", error);
	}
	if (code) {
		kvet_store_free(store);
		return code;
	}
	*out = store;
	return 0;
}

void kvet_store_free(kvet_store *store)
{
	if (!store)
		return;
	sqlite3_close(store->db);
	free(store->path);
	free(store);
}

const char *kvet_store_path(const kvet_store *store)
{
	return store->path;
}
