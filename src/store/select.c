/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which records a filter lets through. */
#include "store/loaded.h"

#include "store/searchtext.h"
#include "util/error.h"
#include "util/grow.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>

/* Longer than any question, in bytes. */
#define WORDS_MAX 4096

struct clause {
	char sql[8192];
	size_t len;
};

static void add(struct clause *clause, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void add(struct clause *clause, const char *format, ...)
{
	va_list args;
	size_t room = sizeof(clause->sql) - clause->len;

	va_start(args, format);
	int len = vsnprintf(clause->sql + clause->len, room, format, args);
	va_end(args);
	/* The clauses are of this file alone, and fit: vocabularies are short. */
	clause->len += (size_t)len < room ? (size_t)len : room - 1;
}

/* AND column IN ('a','b'): the words are this program's own. */
static void add_set(struct clause *clause, const char *column,
	enum kvet_vocabulary vocabulary, kvet_set set)
{
	const char *word, *comma = "";

	if (!set)
		return;
	add(clause, " AND %s IN (", column);
	for (unsigned i = 0; (word = kvet_word(vocabulary, i)); i++) {
		if (!(set & 1u << i))
			continue;
		add(clause, "%s'%s'", comma, word);
		comma = ",";
	}
	add(clause, ")");
}

/* A record may have several languages: "c,rust". */
static void add_languages(struct clause *clause, kvet_set set)
{
	const char *word, * or = "";

	if (!set)
		return;
	add(clause, " AND (");
	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_LANGUAGE, i)); i++) {
		if (!(set & 1u << i))
			continue;
		add(clause, "%s',' || language || ',' LIKE '%%,%s,%%'", or, word);
		or = " OR ";
	}
	add(clause, ")");
}

#define AREAS_MAX 16
#define AREA_COLUMN 5 /* the first that an area is bound to */
/* Both with a slash behind: the area itself, and what lies below it. */
#define AREA_SQL "substr(subsystem || '/', 1, length(?%zu) + 1) = ?%zu || '/'"

/* Those of a filter, without the slashes around them. */
struct areas {
	struct bytes items[AREAS_MAX];
	size_t count;
};

static bool read_areas(const char *text, struct areas *areas)
{
	areas->count = 0;
	while (text && *text) {
		size_t len = strcspn(text, ","), start = strspn(text, "/");
		size_t end = len;

		while (end > start && text[end - 1] == '/')
			end--;
		if (areas->count == AREAS_MAX)
			return false;
		areas->items[areas->count++] = (struct bytes){text + start, end - start};
		text += len + (text[len] == ',');
	}
	return true;
}

static void add_areas(struct clause *clause, const struct areas *areas)
{
	for (size_t i = 0; i < areas->count; i++)
		add(clause, "%s" AREA_SQL, i ? " OR " : " AND (", AREA_COLUMN + i,
			AREA_COLUMN + i);
	add(clause, areas->count ? ")" : "");
}

static void build(struct clause *clause, const struct kvet_filter *filter,
	const struct areas *areas)
{
	add(clause, "SELECT id FROM record WHERE rejected = %d", filter->rejected);
	add_languages(clause, filter->languages);
	add_set(clause, "class", KVET_WORDS_CLASS, filter->classes);
	add_set(clause, "family", KVET_WORDS_FAMILY, filter->families);
	add_set(clause, "severity", KVET_WORDS_SEVERITY, filter->severities);
	add_areas(clause, areas);
	/* A day that is not known is neither before nor after. */
	if (filter->since)
		add(clause, " AND published >= ?2");
	if (filter->until)
		add(clause, " AND published <= ?3 AND published <> ''");
	if (filter->exploited)
		add(clause, " AND id IN (SELECT id FROM exploited)");
	if (filter->words)
		add(clause,
			" AND id IN (SELECT rowid FROM search WHERE search MATCH ?4)");
	add(clause, " ORDER BY id");
}

/* Whether FTS5 finds a word in it; what is none would be ignored or find nothing. */
static bool has_word(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (isalnum((unsigned char)text[i]) || (unsigned char)text[i] >= 0x80)
			return true;
	}
	return false;
}

/* One word or phrase as FTS5 reads it: in quotation marks, so that none of FTS5's own
 * syntax is met by accident. Empty when nothing of it is looked for. */
static const char *quote(struct arena *arena, struct bytes words, bool prefix)
{
	const char *text = arena_text(arena, words);

	if (prefix)
		return has_word(words.data, words.len)
			       ? arena_printf(arena, "\"%s\"* ", text)
			       : "";
	text = search_text(arena, text);
	return *text ? arena_printf(arena, "\"%s\" ", text) : "";
}

/*
 * A person's words as a query: each word, each "phrase" in quotation marks, and word* as
 * the beginning of one. NULL when nothing to look for is left.
 */
static const char *query_of(struct arena *arena, const char *words)
{
	const char *query = "";

	while (*(words += strspn(words, " \t\n"))) {
		bool phrase = *words == '"';
		words += phrase;
		size_t word = strcspn(words, phrase ? "\"" : " \t\n\"");
		bool prefix = !phrase && word > 1 && words[word - 1] == '*';
		struct bytes text = {words, word - prefix};

		query = arena_printf(arena, "%s%s", query, quote(arena, text, prefix));
		words += word + (phrase && words[word] == '"');
	}
	return *query ? query : NULL;
}

static int collect(struct kvet_store *store, sqlite3_stmt *query, uint64_t **ids,
	size_t *count, struct kvet_error *error)
{
	uint64_t *found = NULL;
	size_t room = 0, len = 0;
	int code = 0;

	while (store_row(store, query, &code, error)) {
		if (!grow(&found, &room, len + 1, sizeof(*found))) {
			code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
			break;
		}
		found[len++] = (uint64_t)sqlite3_column_int64(query, 0);
	}
	if (code) {
		free(found);
		return code;
	}
	*ids = found;
	*count = len;
	return 0;
}

static bool has_rows(
	struct kvet_store *store, const char *sql, int *code, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, sql, error);

	*code = query ? 0 : store_code(store);
	bool any = query && store_row(store, query, code, error);
	sqlite3_finalize(query);
	return any;
}

/* To narrow by what the store does not know at all would find nothing, in silence. */
static int look_for_facts(struct kvet_store *store, const struct kvet_filter *filter,
	struct kvet_error *error)
{
	int code = 0;

	if ((filter->since || filter->until) &&
		!has_rows(store, "SELECT 1 FROM record WHERE published <> '' LIMIT 1",
			&code, error) &&
		!code) {
		error_set(error, KVET_ERROR_NOT_FOUND, store->path,
			"the store knows no day of publication");
		error_hint(error,
			"they are learnt from git: 'kvet update' from a git repository "
			"of the records");
		return KVET_ERROR_NOT_FOUND;
	}
	if (filter->exploited &&
		!has_rows(store, "SELECT 1 FROM exploited LIMIT 1", &code, error) &&
		!code) {
		error_set(error, KVET_ERROR_NOT_FOUND, store->path,
			"the store has no list of known exploited vulnerabilities");
		error_hint(error, "'kvet update --known-exploited FILE' reads it");
		return KVET_ERROR_NOT_FOUND;
	}
	return code;
}

/* What a person looks for, as a query in ARENA; *QUERY is NULL when nothing is. */
static int read_words(const struct kvet_filter *filter, struct arena *arena,
	const char **query, struct kvet_error *error)
{
	*query = NULL;
	if (!filter->words)
		return 0;
	if (strlen(filter->words) < WORDS_MAX)
		*query = query_of(arena, filter->words);
	if (arena->failed)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (*query)
		return 0;
	error_set(error, KVET_ERROR_USAGE, NULL, "no words to look for in '%.80s'",
		filter->words);
	error_hint(
		error, "addresses, single letters and words like 'the' are in no index");
	return KVET_ERROR_USAGE;
}

/* An area that no record is of would find nothing, in silence. */
static int look_for_areas(
	struct kvet_store *store, const struct areas *areas, struct kvet_error *error)
{
	int code = 0;

	for (size_t i = 0; i < areas->count && !code; i++) {
		struct bytes area = areas->items[i];
		struct clause clause = {.len = 0};

		add(&clause, "SELECT 1 FROM record WHERE " AREA_SQL " LIMIT 1", (size_t)1,
			(size_t)1);
		sqlite3_stmt *query = store_prepare(store, clause.sql, error);
		if (!query)
			return store_code(store);
		sqlite3_bind_text(query, 1, area.data, (int)area.len, SQLITE_STATIC);
		bool known = store_row(store, query, &code, error);
		sqlite3_finalize(query);
		if (known || code)
			continue;
		code = error_set(error, KVET_ERROR_NOT_FOUND, NULL,
			"no record is of the area '%.*s'",
			area.len < 80 ? (int)area.len : 80, area.data);
		error_hint(error,
			"areas are those that 'kvet list' shows: net/ipv4, fs/smb, "
			"drivers/gpu/drm/amd");
	}
	return code;
}

static void bind(sqlite3_stmt *query, int column, const char *text)
{
	if (text)
		sqlite3_bind_text(query, column, text, -1, SQLITE_STATIC);
}

int loaded_select(struct kvet_store *store, const struct kvet_filter *filter,
	uint64_t **ids, size_t *count, struct kvet_error *error)
{
	static const struct kvet_filter all = {.size = sizeof(all)};
	struct clause clause = {.len = 0};
	struct arena arena = {0};
	sqlite3_stmt *query = NULL;
	struct areas areas;
	const char *words;

	filter = filter ? filter : &all;
	int code = read_words(filter, &arena, &words, error);
	if (!code && !read_areas(filter->subsystem, &areas))
		code = error_set(
			error, KVET_ERROR_USAGE, NULL, "more than %d areas", AREAS_MAX);
	code = code ? code : look_for_areas(store, &areas, error);
	code = code ? code : look_for_facts(store, filter, error);
	if (!code) {
		build(&clause, filter, &areas);
		query = store_prepare(store, clause.sql, error);
		code = query ? 0 : store_code(store);
	}
	if (!code) {
		for (size_t i = 0; i < areas.count; i++)
			sqlite3_bind_text(query, (int)(AREA_COLUMN + i),
				areas.items[i].data, (int)areas.items[i].len,
				SQLITE_STATIC);
		bind(query, 2, filter->since);
		bind(query, 3, filter->until);
		bind(query, 4, words);
		code = collect(store, query, ids, count, error);
	}
	sqlite3_finalize(query);
	arena_release(&arena);
	return code;
}
