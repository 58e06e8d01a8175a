/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An update: feed, record and tables in one transaction. The calling thread reads and
 * understands, a second one writes.
 */
#include "feed/feed.h"
#include "store/changes.h"
#include "store/factstore.h"
#include "store/known.h"
#include "store/pipeline.h"
#include "store/snapshot.h"
#include "util/error.h"

#include <stdlib.h>
#include <sys/stat.h>

#define PUBLIC_RECORDS "https://git.kernel.org/pub/scm/linux/security/vulns.git"

/* Pages of 16 KiB: a check reads megabytes in order. The cache is what a processor's own
 * holds: a larger one was slower by a fifth, and pages that are full are written while the
 * rest is read. */
#define PAGES "PRAGMA page_size=16384; PRAGMA cache_size=-4096"

struct updating {
	struct kvet_store *store;
	const struct kvet_update_options *options;
	struct kvet_update *update;
	struct known_list known;
	bool refresh; /* another version of kvet understood what is there */
	bool careful; /* the feed has to be read a second time */
	/* the reading thread's */
	struct record_reader *reader;
	struct pipeline *pipeline;
	struct batch *batch;
	size_t understood; /* records of the kernel's */
	/* the writing thread's */
	struct writer *writer;
	struct kvet_error write_error;
};

/* Reading --------------------------------------------------------------------------- */

static struct written_record *batch_slot(struct updating *updating)
{
	if (!updating->batch)
		updating->batch = pipeline_take(updating->pipeline);
	return &updating->batch->records[updating->batch->count];
}

static int batch_flush(struct updating *updating)
{
	struct batch *batch = updating->batch;

	updating->batch = NULL;
	return batch ? pipeline_give(updating->pipeline, batch) : 0;
}

static int batch_advance(struct updating *updating)
{
	return ++updating->batch->count == BATCH_RECORDS ? batch_flush(updating) : 0;
}

/* What was not understood keeps its earlier copy, so it is not withdrawn either. */
#define NOT_UNDERSTOOD_MAX 65536
static int not_understood(struct updating *updating, uint64_t cve, const char *path,
	const char *reason, struct kvet_error *error)
{
	struct known *known = known_find(&updating->known, cve);

	struct change_list *list = &updating->update->changes[KVET_NOT_UNDERSTOOD];

	if (known)
		known->problem = true;
	if (list->count == NOT_UNDERSTOOD_MAX)
		return error_set(error, KVET_ERROR_INPUT, path,
			"more than %d files are not understood: this is no tree of "
			"records",
			NOT_UNDERSTOOD_MAX);
	return change_add(list, path, reason, error);
}

/* "line 3, column 7: not JSON: ..." */
static void describe(const struct kvet_error *why, char text[768])
{
	int len = snprintf(text, 768, "%s%s", why->path, *why->path ? ": " : "");

	if (why->line && why->column)
		len += snprintf(text + len, 768 - (size_t)len,
			"line %u, column %u: ", why->line, why->column);
	else if (why->line)
		len += snprintf(text + len, 768 - (size_t)len, "line %u: ", why->line);
	snprintf(text + len, 768 - (size_t)len, "%s", why->message);
}

static int take_document(
	void *context, const struct feed_document *document, struct kvet_error *error)
{
	struct updating *updating = context;
	struct written_record *written = batch_slot(updating);
	struct arena *arena = &updating->batch->arena;
	struct kvet_error why;
	struct record_source source = {document->cve, document->rejected, document->json,
		document->dyad, document->cvss};
	int code = record_read(updating->reader, &source, arena, &written->record, &why);

	if (code == KVET_ERROR_INPUT) {
		char reason[768];

		describe(&why, reason);
		return not_understood(
			updating, document->cve, document->path, reason, error);
	}
	if (code) {
		*error = why;
		return code;
	}
	if (!written->record.kernels)
		return 0;
	if (*document->published)
		snprintf(written->record.published, sizeof(written->record.published),
			"%s", document->published);
	updating->understood++;
	written->gone = false;
	written->path = arena_text(arena, bytes_of(document->path));
	if (arena->failed)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return batch_advance(updating);
}

static int take_gone(void *context, uint64_t cve, struct kvet_error *error)
{
	struct updating *updating = context;
	struct written_record *written = batch_slot(updating);

	(void)error;
	*written = (struct written_record){.gone = true, .record.cve = cve, .path = ""};
	return batch_advance(updating);
}

static int take_problem(void *context, const char *path, const char *reason)
{
	struct updating *updating = context;
	uint64_t cve = 0;
	bool rejected;

	feed_part_of(path, strlen(path), &cve, &rejected);
	return not_understood(updating, cve, path, reason, NULL);
}

static int take_progress(void *context, const char *what, uint64_t done, uint64_t total)
{
	struct updating *updating = context;
	const struct kvet_update_options *options = updating->options;

	if (!options->progress)
		return 0;
	return options->progress(options->context, what, done, total) ? KVET_ERROR_STOPPED
								      : 0;
}

/* Writing --------------------------------------------------------------------------- */

static int note(struct updating *updating, enum kvet_change change, uint64_t cve)
{
	char text[RECORD_CVE_SIZE];

	return change_add(&updating->update->changes[change], record_cve_text(cve, text),
		"", &updating->write_error);
}

/* A record that the store did not have when the update began. A feed may hand a record out
 * twice, the better copy last. */
static int write_new(struct updating *updating, const struct written_record *written)
{
	const struct record *record = &written->record;
	struct kvet_error *error = &updating->write_error;
	int code = writer_put(updating->writer, written, error);

	if (!code)
		return note(updating, record->rejected ? KVET_REJECTED : KVET_NEW,
			record->cve);
	if (sqlite3_errcode(updating->store->db) != SQLITE_CONSTRAINT)
		return code;
	code = writer_delete(updating->writer, record->cve, error);
	return code ? code : writer_put(updating->writer, written, error);
}

static int write_known(
	struct updating *updating, struct written_record *written, struct known *known)
{
	struct record *record = &written->record;
	bool same = known->digest == written->digest;

	known->seen = true;
	if (!*record->published)
		memcpy(record->published, known->published, sizeof(record->published));
	if (same && !updating->refresh &&
		strcmp(record->published, known->published) == 0)
		return 0;
	int code = writer_delete(updating->writer, record->cve, &updating->write_error);
	code = code ? code
		    : writer_put(updating->writer, written, &updating->write_error);
	known->digest = written->digest;
	known->rejected = record->rejected;
	return code;
}

/* What an earlier update did not understand of this record, or of what stands beside it, is
 * settled. */
static int forget_problem(struct updating *updating, const struct written_record *written)
{
	struct kvet_store *store = updating->store;
	sqlite3_stmt *forget = store_prepare(store,
		"DELETE FROM problem WHERE name = ?1 OR name LIKE '%' || ?2 || '.%'",
		&updating->write_error);
	char cve[RECORD_CVE_SIZE];
	int code;

	if (!forget)
		return updating->write_error.code;
	sqlite3_bind_text(forget, 1, written->path, -1, SQLITE_STATIC);
	sqlite3_bind_text(
		forget, 2, record_cve_text(written->record.cve, cve), -1, SQLITE_STATIC);
	store_row(store, forget, &code, &updating->write_error);
	sqlite3_finalize(forget);
	return code;
}

static int withdraw(struct updating *updating, uint64_t cve)
{
	int code = writer_delete(updating->writer, cve, &updating->write_error);

	return code ? code : note(updating, KVET_WITHDRAWN, cve);
}

static int write_record(
	struct updating *updating, struct written_record *written, struct arena *arena)
{
	struct known *known = known_find(&updating->known, written->record.cve);

	if (written->gone)
		return known ? withdraw(updating, written->record.cve) : 0;
	written_record_prepare(written, arena);
	if (arena->failed)
		return error_set(
			&updating->write_error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return known ? write_known(updating, written, known)
		     : write_new(updating, written);
}

static int write_batch(void *context, struct batch *batch)
{
	struct updating *updating = context;
	int code = 0;

	for (size_t i = 0; i < batch->count && !code; i++)
		code = write_record(updating, &batch->records[i], &batch->arena);
	return code;
}

/* The same, where earlier problems may stay on: only what changed is read. */
static int write_changed_batch(void *context, struct batch *batch)
{
	struct updating *updating = context;
	int code = write_batch(context, batch);

	for (size_t i = 0; i < batch->count && !code; i++)
		code = forget_problem(updating, &batch->records[i]);
	return code;
}

/* The whole ------------------------------------------------------------------------- */

/* A feed may hand a record out twice, the better copy last: what counts is what the store
 * had when the update began, and what it has now. */
static int note_changes(struct updating *updating)
{
	int code = 0;

	for (size_t i = 0; i < updating->known.count && !code; i++) {
		const struct known *known = &updating->known.items[i];

		if (known->rejected && !known->rejected_before)
			code = note(updating, KVET_REJECTED, known->cve);
		else if (known->digest != known->digest_before)
			code = note(updating, KVET_CHANGED, known->cve);
	}
	return code;
}

static int withdraw_unseen(struct updating *updating)
{
	int code = 0;

	for (size_t i = 0; i < updating->known.count && !code; i++) {
		const struct known *known = &updating->known.items[i];

		if (!known->seen && !known->problem)
			code = withdraw(updating, known->cve);
	}
	return code;
}

static int keep_problems(struct updating *updating, struct kvet_error *error)
{
	const struct change_list *problems =
		&updating->update->changes[KVET_NOT_UNDERSTOOD];
	struct kvet_store *store = updating->store;
	int code = updating->update->incremental
			   ? 0
			   : store_run(store, "DELETE FROM problem", error);

	for (size_t i = 0; i < problems->count && !code; i++) {
		sqlite3_stmt *insert =
			store_prepare(store, "INSERT INTO problem VALUES(?, ?)", error);

		if (!insert)
			return error->code;
		sqlite3_bind_text(insert, 1, problems->items[i].name, -1, SQLITE_STATIC);
		sqlite3_bind_text(
			insert, 2, problems->items[i].reason, -1, SQLITE_STATIC);
		store_row(store, insert, &code, error);
		sqlite3_finalize(insert);
	}
	return code;
}

/* Reads the feed through both threads. */
static int run_feed(struct updating *updating, const struct feed_options *feed,
	struct feed_origin *origin, struct kvet_error *error)
{
	const struct feed_sink sink = {
		take_document, take_gone, take_problem, take_progress, updating};

	updating->pipeline = pipeline_start(
		feed->since_commit ? write_changed_batch : write_batch, updating);
	if (!updating->pipeline)
		return error_set(
			error, KVET_ERROR_SYSTEM, NULL, "no thread could be started");
	int read = feed_read(feed, &sink, origin, error);
	batch_flush(updating);
	int written = pipeline_finish(updating->pipeline);
	if (written) {
		*error = updating->write_error;
		return written;
	}
	return read;
}

/* A source without a single record of the kernel's is the wrong one: taking it would
 * withdraw all there is. */
static int check_source(const struct updating *updating, const struct feed_origin *origin,
	struct kvet_error *error)
{
	bool problems = updating->update->changes[KVET_NOT_UNDERSTOOD].count;

	if (origin->incremental || updating->understood ||
		(problems && !updating->known.count))
		return 0;
	error_set(error, KVET_ERROR_INPUT, origin->source,
		"none of its records is of the kernel's authority%s",
		problems ? " and understood" : "");
	error_hint(error, "the store stays as it was");
	return KVET_ERROR_INPUT;
}

static int update_records(struct updating *updating, const struct feed_options *feed,
	struct kvet_error *error)
{
	struct feed_origin origin = {0};
	int code = run_feed(updating, feed, &origin, error);

	code = code ? code : check_source(updating, &origin, error);
	if (code)
		return code;
	updating->update->incremental = origin.incremental;
	if ((!origin.incremental && withdraw_unseen(updating)) ||
		note_changes(updating)) {
		*error = updating->write_error;
		return error->code;
	}
	code = keep_problems(updating, error);
	code = code ? code : store_snapshot_set(updating->store, &origin, error);
	return code ? code
		    : store_meta_set(
			      updating->store, "understood_by", KVET_VERSION, error);
}

static const char *default_cache(char path[4096])
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		snprintf(path, 4096, "%s/kvet", cache);
	else
		snprintf(path, 4096, "%s/.cache/kvet", home ? home : "");
	return path;
}

/* Where the records come from: as asked, else as the last time, else the public ones. */
static int update_from_source(struct updating *updating, struct kvet_error *error)
{
	const struct kvet_update_options *options = updating->options;
	char last[4096], commit[65], understood[32], cache[4096];
	struct kvet_store *store = updating->store;
	int code = store_meta(store, "source", last, sizeof(last), error);

	code = code ? code : store_meta(store, "commit", commit, sizeof(commit), error);
	code = code ? code
		    : store_meta(store, "understood_by", understood, sizeof(understood),
			      error);
	code = code ? code : known_load(store, &updating->known, error);
	if (code)
		return code;
	updating->refresh =
		updating->known.count && strcmp(understood, KVET_VERSION) != 0;
	bool since = *commit && !updating->refresh;
	const struct feed_options feed = {
		.source = options->source ? options->source
			  : *last         ? last
					  : PUBLIC_RECORDS,
		.since_source = since ? last : NULL,
		.since_commit = since ? commit : NULL,
		.cache = options->cache ? options->cache : default_cache(cache),
		.careful = updating->careful,
	};
	return update_records(updating, &feed, error);
}

static int update_facts(struct updating *updating, struct kvet_error *error)
{
	const struct kvet_update_options *options = updating->options;
	const char *const paths[] = {
		[FACTS_RELEASES] = options->releases,
		[FACTS_LINES] = options->lines,
		[FACTS_EXPLOITED] = options->known_exploited,
	};
	int code = 0;

	for (int i = FACTS_RELEASES; i <= FACTS_EXPLOITED && !code; i++) {
		if (paths[i])
			code = store_facts_update(
				updating->store, (enum facts)i, paths[i], error);
	}
	return code;
}

static int update_all(struct updating *updating, struct kvet_error *error)
{
	const char *source = updating->options->source;

	updating->reader = record_reader_new();
	if (!updating->reader)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	updating->writer = writer_new(updating->store, error);
	if (!updating->writer)
		return error->code;
	int code = update_facts(updating, error);
	if (!code && (!source || *source))
		code = update_from_source(updating, error);
	return code;
}

/* Takes the one right to write, and makes the tables of a new store. */
static int begin(struct kvet_store *store, struct kvet_error *error)
{
	sqlite3_stmt *query;
	int code = store_run(store, PAGES, error);

	/* Another update lasts seconds: say so at once instead of waiting. */
	sqlite3_busy_timeout(store->db, 0);
	code = code ? code : store_run(store, "BEGIN IMMEDIATE", error);
	sqlite3_busy_timeout(store->db, 10000);
	if (code)
		return code;
	query = store_prepare(store, "SELECT count(*) FROM sqlite_schema", error);
	if (!query)
		return store_code(store);
	bool empty =
		store_row(store, query, &code, error) && !sqlite3_column_int(query, 0);
	sqlite3_finalize(query);
	if (code || empty)
		code = code ? code : store_create(store, error);
	if (code)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return code;
}

static void updating_release(struct updating *updating)
{
	writer_free(updating->writer);
	record_reader_free(updating->reader);
	known_release(&updating->known);
}

/* One transaction, and what is told of it: committed, or as if it had not been. */
static int update_once(struct updating *updating, struct kvet_error *error)
{
	struct kvet_store *store = updating->store;
	int code = begin(store, error);

	if (code)
		return code;
	code = update_all(updating, error);
	updating_release(updating);
	code = code ? code : store_run(store, "COMMIT", error);
	if (code)
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	return code;
}

static int update_new(struct kvet_store *store, const struct kvet_update_options *options,
	bool careful, kvet_update **out, struct kvet_error *error)
{
	struct updating updating = {
		.store = store, .options = options, .careful = careful};
	int code;

	updating.update = calloc(1, sizeof(*updating.update));
	if (!updating.update)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	code = update_once(&updating, error);
	if (!code)
		code = kvet_store_snapshot(store, &updating.update->snapshot, error);
	if (code)
		kvet_update_free(updating.update);
	else
		*out = updating.update;
	return code;
}

int kvet_store_update(kvet_store *store, const struct kvet_update_options *options,
	kvet_update **out, struct kvet_error *error)
{
	struct kvet_error unseen;
	int code;

	error = error ? error : &unseen;
	if (!store->write)
		return error_set(error, KVET_ERROR_USAGE, store->path,
			"the store was opened for reading");
	code = update_new(store, options, false, out, error);
	return code == FEED_AGAIN ? update_new(store, options, true, out, error) : code;
}
