/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/writer.h"

#include "release/release.h"
#include "store/searchtext.h"
#include "util/error.h"

#include <stdlib.h>

enum insert {
	INSERT_RECORD,
	INSERT_TEXT,
	INSERT_SEARCH,
	INSERT_FILE,
	INSERT_PAIR,
	INSERT_RANGE,
	INSERT_CLASS,
	INSERT_CONTRADICTION,
	SELECT_TEXT,
	DELETE_SEARCH,
	DELETE_FIRST,
	DELETE_LAST = DELETE_FIRST + 6,
	STATEMENTS
};

static const char *const statements[STATEMENTS] = {
	[INSERT_RECORD] = "INSERT INTO record VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_TEXT] = "INSERT INTO text VALUES(?,?,?)",
	[INSERT_SEARCH] = "INSERT INTO search(rowid, title, description) VALUES(?,?,?)",
	[INSERT_FILE] = "INSERT INTO file VALUES(?,?,?)",
	[INSERT_PAIR] = "INSERT INTO pair VALUES(?,?,?,?,?,?)",
	[INSERT_RANGE] = "INSERT INTO range VALUES(?,?,?,?,?,?,?,?,?,?,?)",
	[INSERT_CLASS] = "INSERT INTO class_evidence VALUES(?,?,?,?,?)",
	[INSERT_CONTRADICTION] = "INSERT INTO contradiction VALUES(?,?,?)",
	[SELECT_TEXT] = "SELECT title, description FROM record JOIN text ON record = id"
			" WHERE id = ?",
	[DELETE_SEARCH] = "INSERT INTO search(search, rowid, title, description)"
			  " VALUES('delete', ?, ?, ?)",
	[DELETE_FIRST] = "DELETE FROM record WHERE id = ?",
	"DELETE FROM text WHERE record = ?",
	"DELETE FROM file WHERE record = ?",
	"DELETE FROM pair WHERE record = ?",
	"DELETE FROM range WHERE record = ?",
	"DELETE FROM class_evidence WHERE record = ?",
	[DELETE_LAST] = "DELETE FROM contradiction WHERE record = ?",
};

struct writer {
	struct kvet_store *store;
	sqlite3_stmt *prepared[STATEMENTS];
	struct arena scratch;
};

struct writer *writer_new(struct kvet_store *store, struct kvet_error *error)
{
	struct writer *writer = calloc(1, sizeof(*writer));

	if (!writer) {
		error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		return NULL;
	}
	writer->store = store;
	for (int i = 0; i < STATEMENTS; i++) {
		writer->prepared[i] = store_prepare(store, statements[i], error);
		if (!writer->prepared[i]) {
			writer_free(writer);
			return NULL;
		}
	}
	return writer;
}

void writer_free(struct writer *writer)
{
	if (!writer)
		return;
	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(writer->prepared[i]);
	arena_release(&writer->scratch);
	free(writer);
}

static void bind_text(sqlite3_stmt *statement, int column, const char *text)
{
	sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
}

/* Runs a statement whose columns are bound, and readies it for the next time. */
static int run(struct writer *writer, sqlite3_stmt *statement, struct kvet_error *error)
{
	int step = sqlite3_step(statement);
	int code =
		step == SQLITE_DONE ? 0 : store_fail(writer->store, "writing it", error);

	sqlite3_reset(statement);
	return code;
}

/* The statement for row ORDINAL of a record's list. */
static sqlite3_stmt *list_row(
	struct writer *writer, enum insert insert, uint64_t cve, size_t ordinal)
{
	sqlite3_stmt *statement = writer->prepared[insert];

	sqlite3_bind_int64(statement, 1, (int64_t)cve);
	sqlite3_bind_int64(statement, 2, (int64_t)ordinal);
	return statement;
}

/* "c,rust": the words of a set. */
static const char *set_words(
	struct arena *arena, enum kvet_vocabulary vocabulary, unsigned set)
{
	const char *words = "", *word;

	for (unsigned i = 0; (word = kvet_word(vocabulary, i)); i++) {
		if (set & 1u << i)
			words = *words ? arena_printf(arena, "%s,%s", words, word) : word;
	}
	return words;
}

static int bind_exposure(struct writer *writer, sqlite3_stmt *statement, int column,
	const struct record *record, struct kvet_error *error)
{
	size_t size = pairs_packed_size(record->pairs, record->pair_count);
	unsigned char *bytes = arena_alloc(&writer->scratch, size + 1);

	if (!bytes)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	pairs_pack(record->pairs, record->pair_count, bytes);
	sqlite3_bind_blob(statement, column, bytes, (int)size, SQLITE_STATIC);
	return 0;
}

static int put_record(struct writer *writer, const struct written_record *written,
	struct kvet_error *error)
{
	sqlite3_stmt *insert = writer->prepared[INSERT_RECORD];
	const struct record *record = &written->record;
	enum kvet_class class =
		record->class_count ? record->classes[0].class : KVET_CLASS_UNCLASSIFIED;

	sqlite3_bind_int64(insert, 1, (int64_t)record->cve);
	sqlite3_bind_int(insert, 2, record->rejected);
	sqlite3_bind_int64(insert, 3, written->digest);
	bind_text(insert, 4, record->published);
	bind_text(insert, 5, record->title);
	bind_text(insert, 6,
		set_words(&writer->scratch, KVET_WORDS_LANGUAGE, record->languages));
	bind_text(insert, 7, kvet_word(KVET_WORDS_CLASS, class));
	bind_text(insert, 8, kvet_word(KVET_WORDS_FAMILY, kvet_class_family(class)));
	bind_text(insert, 9, record->subsystem);
	bind_text(insert, 10, record->cvss.vector);
	bind_text(insert, 11, record->cvss.source);
	sqlite3_bind_int64(insert, 12, record->cvss.score);
	bind_text(insert, 13, kvet_word(KVET_WORDS_SEVERITY, record->cvss.severity));
	return bind_exposure(writer, insert, 14, record, error)
		       ? KVET_ERROR_MEMORY
		       : run(writer, insert, error);
}

static int put_texts(struct writer *writer, const struct written_record *written,
	struct kvet_error *error)
{
	const struct record *record = &written->record;
	sqlite3_stmt *text = writer->prepared[INSERT_TEXT];
	sqlite3_stmt *search = writer->prepared[INSERT_SEARCH];
	size_t size = 1;

	for (size_t i = 0; i < record->reference_count; i++)
		size += strlen(record->references[i]) + 1;
	char *links = arena_alloc(&writer->scratch, size), *end = links;
	if (!links)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < record->reference_count; i++) {
		end = stpcpy(end, record->references[i]);
		*end++ = '\n';
	}
	*end = '\0';
	sqlite3_bind_int64(text, 1, (int64_t)record->cve);
	bind_text(text, 2, record->description);
	bind_text(text, 3, links);
	int code = run(writer, text, error);
	if (code)
		return code;
	sqlite3_bind_int64(search, 1, (int64_t)record->cve);
	bind_text(search, 2, written->search_title);
	bind_text(search, 3, written->search_text);
	return run(writer, search, error);
}

static int put_pairs(
	struct writer *writer, const struct record *record, struct kvet_error *error)
{
	int code = 0;

	for (size_t i = 0; i < record->pair_count && !code; i++) {
		const struct kvet_pair *pair = &record->pairs[i].text;
		sqlite3_stmt *row = list_row(writer, INSERT_PAIR, record->cve, i);

		bind_text(row, 3, pair->introduced);
		bind_text(row, 4, pair->introduced_commit);
		bind_text(row, 5, pair->fixed);
		bind_text(row, 6, pair->fixed_commit);
		code = run(writer, row, error);
	}
	return code;
}

/* Pairs are the truth; ranges are kept only where there are none. */
static int put_ranges(
	struct writer *writer, const struct record *record, struct kvet_error *error)
{
	int code = 0;

	for (size_t i = 0; i < record->range_count && !record->pair_count && !code; i++) {
		const struct range *range = &record->ranges[i];
		sqlite3_stmt *row = list_row(writer, INSERT_RANGE, record->cve, i);

		sqlite3_bind_int64(row, 3, range->entry);
		sqlite3_bind_int(row, 4, range->whole);
		sqlite3_bind_int(row, 5, range->affected);
		sqlite3_bind_int(row, 6, range->open);
		sqlite3_bind_int(row, 7, range->inclusive);
		sqlite3_bind_int(row, 8, range->single);
		sqlite3_bind_int64(row, 9, release_pack(range->first));
		sqlite3_bind_int64(row, 10, release_pack(range->last));
		bind_text(row, 11, range->text);
		code = run(writer, row, error);
	}
	return code;
}

static int put_texts_of(struct writer *writer, enum insert insert, uint64_t cve,
	const char *const *texts, size_t count, struct kvet_error *error)
{
	int code = 0;

	for (size_t i = 0; i < count && !code; i++) {
		sqlite3_stmt *row = list_row(writer, insert, cve, i);

		bind_text(row, 3, texts[i]);
		code = run(writer, row, error);
	}
	return code;
}

static int put_classes(
	struct writer *writer, const struct record *record, struct kvet_error *error)
{
	int code = 0;

	for (size_t i = 0; i < record->class_count && !code; i++) {
		sqlite3_stmt *row = list_row(writer, INSERT_CLASS, record->cve, i);

		bind_text(row, 3, kvet_word(KVET_WORDS_CLASS, record->classes[i].class));
		bind_text(row, 4, record->classes[i].words);
		bind_text(row, 5, record->classes[i].in_title ? "title" : "description");
		code = run(writer, row, error);
	}
	return code;
}

int writer_put(struct writer *writer, const struct written_record *written,
	struct kvet_error *error)
{
	const struct record *record = &written->record;

	arena_reset(&writer->scratch);
	int code = put_record(writer, written, error);
	code = code ? code : put_texts(writer, written, error);
	code = code ? code
		    : put_texts_of(writer, INSERT_FILE, record->cve, record->files,
			      record->file_count, error);
	code = code ? code : put_pairs(writer, record, error);
	code = code ? code : put_ranges(writer, record, error);
	code = code ? code : put_classes(writer, record, error);
	return code ? code
		    : put_texts_of(writer, INSERT_CONTRADICTION, record->cve,
			      record->contradictions, record->contradiction_count, error);
}

/* The index holds no copy of what it was given: it must be told again to forget it. */
static int delete_search(struct writer *writer, uint64_t cve, struct kvet_error *error)
{
	sqlite3_stmt *select = writer->prepared[SELECT_TEXT];
	sqlite3_stmt *forget = writer->prepared[DELETE_SEARCH];
	int code;

	arena_reset(&writer->scratch);
	sqlite3_bind_int64(select, 1, (int64_t)cve);
	if (!store_row(writer->store, select, &code, error)) {
		sqlite3_reset(select);
		return code;
	}
	sqlite3_bind_int64(forget, 1, (int64_t)cve);
	bind_text(forget, 2, search_text(&writer->scratch, store_text(select, 0)));
	bind_text(forget, 3,
		search_text(&writer->scratch, record_body(store_text(select, 1))));
	code = run(writer, forget, error);
	sqlite3_reset(select);
	return code;
}

int writer_delete(struct writer *writer, uint64_t cve, struct kvet_error *error)
{
	int code = delete_search(writer, cve, error);

	for (int i = DELETE_FIRST; i <= DELETE_LAST && !code; i++) {
		sqlite3_bind_int64(writer->prepared[i], 1, (int64_t)cve);
		code = run(writer, writer->prepared[i], error);
	}
	return code;
}
