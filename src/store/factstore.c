/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/factstore.h"

#include "feed/facts.h"
#include "release/release.h"
#include "util/error.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>

struct facts_kind {
	const char *name, *clear, *insert;
	int (*read)(struct bytes, const struct fact_sink *, struct kvet_error *);
};

static const struct facts_kind kinds[] = {
	[FACTS_RELEASES] = {"releases", "DELETE FROM release",
		"INSERT OR REPLACE INTO release VALUES(?1, ?2)", facts_read_releases},
	[FACTS_LINES] = {"lines", "DELETE FROM line",
		"INSERT OR REPLACE INTO line VALUES(?1, ?2, ?3, ?4)", facts_read_lines},
	[FACTS_EXPLOITED] = {"known_exploited", "DELETE FROM exploited",
		"INSERT OR REPLACE INTO exploited VALUES(?1, ?2, ?3, ?4)",
		facts_read_exploited},
};

struct filling {
	struct kvet_store *store;
	sqlite3_stmt *insert;
	enum facts facts;
	size_t count;
};

static void bind_text(sqlite3_stmt *statement, int column, const char *text)
{
	sqlite3_bind_text(statement, column, text, -1, SQLITE_TRANSIENT);
}

/* False when the fact's name is not one of its kind: it is left out. */
static bool bind_fact(struct filling *filling, const struct fact *fact)
{
	struct kvet_release release;
	uint64_t cve;

	switch (filling->facts) {
	case FACTS_EXPLOITED:
		cve = record_cve_parse(fact->name);
		sqlite3_bind_int64(filling->insert, 1, (int64_t)cve);
		bind_text(filling->insert, 2, fact->date);
		bind_text(filling->insert, 3, fact->title);
		sqlite3_bind_int(filling->insert, 4, fact->kernel);
		return cve != 0;
	case FACTS_LINES:
		bind_text(filling->insert, 3, fact->end_of_life);
		sqlite3_bind_int(filling->insert, 4, fact->longterm);
		/* fall through */
	case FACTS_RELEASES:
		bind_text(filling->insert, 1, fact->name);
		bind_text(filling->insert, 2, fact->date);
		break;
	}
	return release_parse(bytes_of(fact->name), &release);
}

static int keep_fact(void *context, const struct fact *fact, struct kvet_error *error)
{
	struct filling *filling = context;
	int code;

	if (!bind_fact(filling, fact))
		return 0;
	store_row(filling->store, filling->insert, &code, error);
	sqlite3_reset(filling->insert);
	filling->count++;
	return code;
}

static int fill(struct filling *filling, const struct facts_kind *kind, const char *path,
	struct kvet_error *error)
{
	struct fact_sink sink = {keep_fact, filling};
	char *data = NULL;
	size_t len = 0;
	int code = facts_read_file(path, &data, &len, error);

	if (!code)
		code = kind->read((struct bytes){data, len}, &sink, error);
	free(data);
	/* The parser knows the place in the file, not its name. */
	if (code == KVET_ERROR_INPUT && error && !*error->path)
		snprintf(error->path, sizeof(error->path), "%s", path);
	if (!code && !filling->count)
		code = error_set(error, KVET_ERROR_INPUT, path, "there are no %s in it",
			kind->name);
	return code;
}

/* Says where they came from, in a form that holds wherever kvet is called next. */
static int keep_source(struct kvet_store *store, const struct facts_kind *kind,
	const char *path, struct kvet_error *error)
{
	char absolute[PATH_MAX];

	if (!realpath(path, absolute))
		return error_set(error, KVET_ERROR_SYSTEM, path, "cannot be read: %s",
			strerror(errno));
	return store_meta_set(store, kind->name, absolute, error);
}

int store_facts_update(struct kvet_store *store, enum facts facts, const char *path,
	struct kvet_error *error)
{
	const struct facts_kind *kind = &kinds[facts];
	struct filling filling = {.store = store, .facts = facts};
	int code = store_run(store, kind->clear, error);

	if (code)
		return code;
	filling.insert = store_prepare(store, kind->insert, error);
	if (!filling.insert)
		return error->code;
	code = fill(&filling, kind, path, error);
	sqlite3_finalize(filling.insert);
	return code ? code : keep_source(store, kind, path, error);
}
