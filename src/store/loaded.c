/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/loaded.h"

#include "util/error.h"

#include <stdlib.h>

/* One part, looked up record by record: by rising id that is as cheap as a scan. */
struct part {
	struct kvet_store *store;
	sqlite3_stmt *query; /* the rows of one record, from column 0 on */
	struct arena *arena;
};

static const char *keep(struct part *part, int column)
{
	struct bytes text = store_bytes(part->query, column);

	return text.len ? arena_text(part->arena, text) : "";
}

/* A word of the vocabulary; a store that somebody edited may hold any other. */
static unsigned word_value(struct part *part, int column, enum kvet_vocabulary vocabulary,
	unsigned otherwise)
{
	int value = kvet_word_find(vocabulary, store_text(part->query, column));

	return value < 0 ? otherwise : (unsigned)value;
}

kvet_set loaded_languages(const char *words)
{
	kvet_set set = 0;
	char word[16];

	while (*words) {
		size_t len = strcspn(words, ",");
		size_t kept = len < sizeof(word) ? len : sizeof(word) - 1;

		memcpy(word, words, kept);
		word[kept] = '\0';
		int value = kvet_word_find(KVET_WORDS_LANGUAGE, word);
		if (value >= 0)
			set |= 1u << value;
		words += len + (words[len] == ',');
	}
	return set;
}

/* Each takes one row of its part into the record. */

static void take_record(struct part *part, struct kvet_record *record)
{
	record->description = "";
	record->rejected = sqlite3_column_int(part->query, 0);
	record->published = keep(part, 1);
	record->title = keep(part, 2);
	record->languages = loaded_languages(store_text(part->query, 3));
	record->class = word_value(part, 4, KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED);
	record->family = kvet_class_family(record->class);
	record->subsystem = keep(part, 5);
	record->cvss_vector = keep(part, 6);
	record->cvss_source = keep(part, 7);
	record->score = (unsigned)sqlite3_column_int(part->query, 8);
	record->severity = word_value(part, 9, KVET_WORDS_SEVERITY, KVET_NOT_SCORED);
	record->exploited = keep(part, 10);
}

/* One more item behind those of *ITEMS in the arena: room doubles, which leaves less than
 * the list behind. */
static void *append(struct part *part, void *items, size_t count, size_t size)
{
	if (count & (count - 1) || count == 1) /* room is the power of two at or above */
		return items;
	void *more = arena_alloc(part->arena, (count ? 2 * count : 2) * size);
	if (more && count)
		memcpy(more, items, count * size);
	return more;
}

static void append_text(struct part *part, struct texts *texts, const char *text)
{
	const char **items = append(part, texts->items, texts->count, sizeof(*items));

	if (!items)
		return;
	texts->items = items;
	items[texts->count++] = text;
}

static void take_file(struct part *part, struct kvet_record *record)
{
	append_text(part, &record->files, keep(part, 0));
}

static void take_text(struct part *part, struct kvet_record *record)
{
	struct bytes rest = bytes_of(store_text(part->query, 1)), line;

	record->description = keep(part, 0);
	while (bytes_next_line(&rest, &line))
		append_text(part, &record->references, arena_text(part->arena, line));
}

static void take_pair(struct part *part, struct kvet_record *record)
{
	struct kvet_pair *pairs =
		append(part, record->pairs, record->pair_count, sizeof(*record->pairs));

	if (!pairs)
		return;
	record->pairs = pairs;
	pairs[record->pair_count++] = (struct kvet_pair){
		keep(part, 0), keep(part, 1), keep(part, 2), keep(part, 3)};
}

static void take_class(struct part *part, struct kvet_record *record)
{
	struct kvet_class_evidence *classes = append(
		part, record->classes, record->class_count, sizeof(*record->classes));

	if (!classes)
		return;
	record->classes = classes;
	classes[record->class_count++] = (struct kvet_class_evidence){
		word_value(part, 0, KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED),
		keep(part, 1), keep(part, 2)};
}

static void take_contradiction(struct part *part, struct kvet_record *record)
{
	append_text(part, &record->contradictions, keep(part, 0));
}

static const struct {
	unsigned part; /* 0: always */
	const char *sql;
	void (*take)(struct part *part, struct kvet_record *record);
} loads[] = {
	{0,
		"SELECT rejected, published, title, language, class, subsystem, "
		"cvss_vector,"
		" cvss_source, cvss_score, severity, added"
		" FROM record LEFT JOIN exploited USING (id) WHERE id = ?",
		take_record},
	{LOADED_FILES, "SELECT path FROM file WHERE record = ? ORDER BY ordinal",
		take_file},
	{LOADED_TEXT, "SELECT description, links FROM text WHERE record = ?", take_text},
	{LOADED_PAIRS,
		"SELECT introduced, introduced_commit, fixed, fixed_commit FROM pair"
		" WHERE record = ? ORDER BY ordinal",
		take_pair},
	{LOADED_CLASSES,
		"SELECT class, words, place FROM class_evidence WHERE record = ? ORDER "
		"BY ordinal",
		take_class},
	{LOADED_CONTRADICTIONS,
		"SELECT text FROM contradiction WHERE record = ? ORDER BY ordinal",
		take_contradiction},
};

static int load(struct part *part, const char *sql,
	void (*take)(struct part *part, struct kvet_record *record),
	struct kvet_record **records, size_t count, struct kvet_error *error)
{
	int code = 0;

	part->query = store_prepare(part->store, sql, error);
	if (!part->query)
		return store_code(part->store);
	for (size_t i = 0; i < count && !code; i++) {
		sqlite3_bind_int64(part->query, 1, (int64_t)records[i]->id);
		while (store_row(part->store, part->query, &code, error))
			take(part, records[i]);
		sqlite3_reset(part->query);
	}
	sqlite3_finalize(part->query);
	return code;
}

int loaded_fill(struct kvet_store *store, struct kvet_record **records, size_t count,
	unsigned parts, struct arena *arena, struct kvet_error *error)
{
	struct part part = {.store = store, .arena = arena};
	int code = 0;

	for (size_t i = 0; i < sizeof(loads) / sizeof(*loads) && !code; i++) {
		if ((parts & loads[i].part) == loads[i].part)
			code = load(&part, loads[i].sql, loads[i].take, records, count,
				error);
	}
	if (!code && arena->failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}
