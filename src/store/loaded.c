/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/loaded.h"

#include "util/error.h"

#include <stdlib.h>

/*
 * Every part is one scan from the first record wanted to the last, merged with the list:
 * a check wants thousands, and looking each up costs more.
 */
struct scan {
	struct kvet_store *store;
	sqlite3_stmt *query;
	struct kvet_record **records;
	size_t count, at;
	struct arena *arena;
	struct kvet_error *error;
	int code;
};

static bool scan_begin(struct scan *scan, const char *sql)
{
	scan->at = 0;
	scan->query = store_prepare(scan->store, sql, scan->error);
	if (!scan->query) {
		scan->code = KVET_ERROR_STORE;
		return false;
	}
	sqlite3_bind_int64(scan->query, 1, (int64_t)scan->records[0]->id);
	sqlite3_bind_int64(scan->query, 2, (int64_t)scan->records[scan->count - 1]->id);
	return true;
}

/* The next row of a wanted record, or NULL at the end (and the query is ended). */
static struct kvet_record *scan_next(struct scan *scan)
{
	while (scan->at < scan->count &&
		store_row(scan->store, scan->query, &scan->code, scan->error)) {
		uint64_t id = (uint64_t)sqlite3_column_int64(scan->query, 0);

		while (scan->at < scan->count && scan->records[scan->at]->id < id)
			scan->at++;
		if (scan->at < scan->count && scan->records[scan->at]->id == id)
			return scan->records[scan->at];
	}
	sqlite3_finalize(scan->query);
	scan->query = NULL;
	return NULL;
}

static const char *keep(struct scan *scan, int column)
{
	const char *text = store_text(scan->query, column);
	size_t len = (size_t)sqlite3_column_bytes(scan->query, column);

	return len ? arena_text(scan->arena, (struct bytes){text, len}) : "";
}

/* A word of the vocabulary; a store that somebody edited may hold any other. */
static unsigned word_value(struct scan *scan, int column, enum kvet_vocabulary vocabulary,
	unsigned otherwise)
{
	int value = kvet_word_find(vocabulary, store_text(scan->query, column));

	return value < 0 ? otherwise : (unsigned)value;
}

static kvet_set language_set(const char *words)
{
	kvet_set set = 0;
	char word[16];

	while (*words) {
		size_t len = strcspn(words, ",");

		snprintf(word, sizeof(word), "%.*s", (int)len, words);
		int value = kvet_word_find(KVET_WORDS_LANGUAGE, word);
		if (value >= 0)
			set |= 1u << value;
		words += len + (words[len] == ',');
	}
	return set;
}

static void load_rows(struct scan *scan)
{
	struct kvet_record *record;
	char cve[RECORD_CVE_SIZE];

	if (!scan_begin(scan,
		    "SELECT id, rejected, published, title, language, class, subsystem,"
		    " cvss_vector, cvss_source, cvss_score, severity,"
		    " (SELECT added FROM exploited WHERE exploited.id = record.id)"
		    " FROM record WHERE id BETWEEN ? AND ? ORDER BY id"))
		return;
	while ((record = scan_next(scan))) {
		record->cve = arena_text(
			scan->arena, bytes_of(record_cve_text(record->id, cve)));
		record->description = "";
		record->rejected = sqlite3_column_int(scan->query, 1);
		record->published = keep(scan, 2);
		record->title = keep(scan, 3);
		record->languages = language_set(store_text(scan->query, 4));
		record->class =
			word_value(scan, 5, KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED);
		record->family = kvet_class_family(record->class);
		record->subsystem = keep(scan, 6);
		record->cvss_vector = keep(scan, 7);
		record->cvss_source = keep(scan, 8);
		record->score = (unsigned)sqlite3_column_int(scan->query, 9);
		record->severity =
			word_value(scan, 10, KVET_WORDS_SEVERITY, KVET_NOT_SCORED);
		record->exploited = keep(scan, 11);
	}
}

/* One more item behind those of *ITEMS in the arena: room doubles, which leaves less than
 * the list behind. */
static void *append(struct scan *scan, void *items, size_t count, size_t size)
{
	if (count & (count - 1) || count == 1) /* room is the power of two at or above */
		return items;
	void *more = arena_alloc(scan->arena, (count ? 2 * count : 2) * size);
	if (more && count)
		memcpy(more, items, count * size);
	return more;
}

static void append_text(struct scan *scan, struct texts *texts, const char *text)
{
	const char **items = append(scan, texts->items, texts->count, sizeof(*items));

	if (!items)
		return;
	texts->items = items;
	items[texts->count++] = text;
}

static void load_files(struct scan *scan)
{
	struct kvet_record *record;

	if (!scan_begin(scan, "SELECT record, path FROM file WHERE record BETWEEN ? AND ?"
			      " ORDER BY record, ordinal"))
		return;
	while ((record = scan_next(scan)))
		append_text(scan, &record->files, keep(scan, 1));
}

static void split_lines(struct scan *scan, const char *text, struct texts *texts)
{
	struct bytes rest = bytes_of(text), line;

	while (bytes_next_line(&rest, &line))
		append_text(scan, texts, arena_text(scan->arena, line));
}

static void load_texts(struct scan *scan)
{
	struct kvet_record *record;

	if (!scan_begin(scan, "SELECT record, description, links FROM text"
			      " WHERE record BETWEEN ? AND ? ORDER BY record"))
		return;
	while ((record = scan_next(scan))) {
		record->description = keep(scan, 1);
		split_lines(scan, store_text(scan->query, 2), &record->references);
	}
}

static void load_pairs(struct scan *scan)
{
	struct kvet_record *record;

	if (!scan_begin(scan, "SELECT record, introduced, introduced_commit, fixed,"
			      " fixed_commit FROM pair WHERE record BETWEEN ? AND ?"
			      " ORDER BY record, ordinal"))
		return;
	while ((record = scan_next(scan))) {
		struct kvet_pair *pairs = append(
			scan, record->pairs, record->pair_count, sizeof(*record->pairs));

		if (!pairs)
			continue;
		record->pairs = pairs;
		pairs[record->pair_count++] = (struct kvet_pair){
			keep(scan, 1), keep(scan, 2), keep(scan, 3), keep(scan, 4)};
	}
}

static void load_classes(struct scan *scan)
{
	struct kvet_record *record;

	if (!scan_begin(scan, "SELECT record, class, words, place FROM class_evidence"
			      " WHERE record BETWEEN ? AND ? ORDER BY record, ordinal"))
		return;
	while ((record = scan_next(scan))) {
		struct kvet_class_evidence *classes = append(scan, record->classes,
			record->class_count, sizeof(*record->classes));

		if (!classes)
			continue;
		record->classes = classes;
		classes[record->class_count++] = (struct kvet_class_evidence){
			word_value(scan, 1, KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED),
			keep(scan, 2), keep(scan, 3)};
	}
}

static void load_contradictions(struct scan *scan)
{
	struct kvet_record *record;

	if (!scan_begin(scan, "SELECT record, text FROM contradiction"
			      " WHERE record BETWEEN ? AND ? ORDER BY record, ordinal"))
		return;
	while ((record = scan_next(scan)))
		append_text(scan, &record->contradictions, keep(scan, 1));
}

int loaded_fill(struct kvet_store *store, struct kvet_record **records, size_t count,
	unsigned parts, struct arena *arena, struct kvet_error *error)
{
	static const struct {
		unsigned part;
		void (*load)(struct scan *scan);
	} loads[] = {
		{0, load_rows},
		{LOADED_FILES, load_files},
		{LOADED_TEXT, load_texts},
		{LOADED_PAIRS, load_pairs},
		{LOADED_CLASSES, load_classes},
		{LOADED_CONTRADICTIONS, load_contradictions},
	};
	struct scan scan = {.store = store,
		.records = records,
		.count = count,
		.arena = arena,
		.error = error};

	for (size_t i = 0; count && i < sizeof(loads) / sizeof(*loads); i++) {
		if ((parts & loads[i].part) == loads[i].part)
			loads[i].load(&scan);
		if (scan.code)
			return scan.code;
	}
	return arena->failed ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
			     : 0;
}
