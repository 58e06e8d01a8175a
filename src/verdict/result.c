/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/ranking.h"

#include "util/error.h"

#include <stdarg.h>
#include <stdlib.h>

/* The end is prepared with the beginning: when memory has run short, it must still end. */
static int begin_reading(
	struct kvet_result *result, struct kvet_store *store, struct kvet_error *error)
{
	sqlite3_stmt *end = store_prepare(store, "COMMIT", error);
	int code = end ? store_run(store, "BEGIN", error) : store_code(store);

	if (code)
		sqlite3_finalize(end);
	else
		result->end_of_reading = end;
	return code;
}

static void end_reading(struct kvet_result *result)
{
	if (result->end_of_reading)
		sqlite3_step(result->end_of_reading);
	sqlite3_finalize(result->end_of_reading);
	result->end_of_reading = NULL;
}

struct kvet_result *result_new(struct kvet_store *store, struct kvet_error *error)
{
	struct kvet_result *result = calloc(1, sizeof(*result));

	if (!result) {
		error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		return NULL;
	}
	int code = begin_reading(result, store, error);
	code = code ? code : kvet_store_snapshot(store, &result->snapshot, error);
	/* No records must never look like no vulnerabilities. */
	if (!code && !result->snapshot.records) {
		code = error_set(error, KVET_ERROR_NOT_FOUND, kvet_store_path(store),
			"the store has no records");
		error_hint(error, "run 'kvet update' to bring them");
	}
	if (!code)
		return result;
	kvet_result_free(result);
	return NULL;
}

int result_give(struct kvet_result *result, int code, kvet_result **out)
{
	end_reading(result);
	if (code)
		kvet_result_free(result);
	else
		*out = result;
	return code;
}

void kvet_result_free(kvet_result *result)
{
	if (!result)
		return;
	end_reading(result);
	kvet_target_free(result->target);
	free(result->findings);
	arena_release(&result->arena);
	free(result);
}

struct kvet_finding *result_finding(
	struct kvet_result *result, uint64_t id, enum kvet_verdict verdict)
{
	static const struct kvet_pair none = {"", "", "", ""};
	struct kvet_finding *finding = arena_alloc(&result->arena, sizeof(*finding));
	char cve[RECORD_CVE_SIZE];

	if (!finding)
		return NULL;
	finding->record.id = id;
	finding->record.cve =
		arena_text(&result->arena, bytes_of(record_cve_text(id, cve)));
	finding->verdict = verdict;
	finding->presence = KVET_PRESENCE_UNDECIDED;
	finding->pair = none;
	finding->option = finding->option_value = finding->module = "";
	return finding;
}

/* A record that vanished while it was read is left out. */
static void drop_unfilled(struct kvet_result *result)
{
	size_t kept = 0;

	for (size_t i = 0; i < result->count; i++) {
		if (result->findings[i]->record.title)
			result->findings[kept++] = result->findings[i];
	}
	result->count = kept;
}

int result_load(struct kvet_result *result, struct kvet_store *store, unsigned parts,
	struct kvet_error *error)
{
	struct kvet_record **records = malloc((result->count + 1) * sizeof(*records));

	if (!records)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < result->count; i++)
		records[i] = &result->findings[i]->record;
	int code =
		loaded_fill(store, records, result->count, parts, &result->arena, error);
	free(records);
	drop_unfilled(result);
	return code ? code : ranking_apply(result, NULL, error);
}

static int compare_cve(const void *a, const void *b)
{
	const struct kvet_record *x = &(*(struct kvet_finding *const *)a)->record;
	const struct kvet_record *y = &(*(struct kvet_finding *const *)b)->record;

	return (x->id > y->id) - (x->id < y->id);
}

static int compare_published(const void *a, const void *b)
{
	const struct kvet_record *x = &(*(struct kvet_finding *const *)a)->record;
	const struct kvet_record *y = &(*(struct kvet_finding *const *)b)->record;
	int order = strcmp(y->published, x->published);

	return order ? order : compare_cve(b, a);
}

/* What matters most: known exploited, then the score, then the newest. */
static int compare_severity(const void *a, const void *b)
{
	const struct kvet_record *x = &(*(struct kvet_finding *const *)a)->record;
	const struct kvet_record *y = &(*(struct kvet_finding *const *)b)->record;

	if (!*x->exploited != !*y->exploited)
		return *x->exploited ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return compare_published(a, b);
}

static int compare_priority(const void *a, const void *b)
{
	int order = ranking_compare(
		*(struct kvet_finding *const *)a, *(struct kvet_finding *const *)b);

	return order ? order : compare_published(a, b);
}

void kvet_result_sort(kvet_result *result, enum kvet_sort sort)
{
	static int (*const orders[])(const void *, const void *) = {
		[KVET_SORT_CVE] = compare_cve,
		[KVET_SORT_PUBLISHED] = compare_published,
		[KVET_SORT_SEVERITY] = compare_severity,
		[KVET_SORT_PRIORITY] = compare_priority,
	};

	if (result->count && (unsigned)sort < KVET_SORTS)
		qsort(result->findings, result->count, sizeof(*result->findings),
			orders[sort]);
}

void result_sort(struct kvet_result *result, const struct kvet_filter *filter)
{
	kvet_result_sort(result, filter ? filter->sort : KVET_SORT_CVE);
	if (filter && filter->limit && result->count > filter->limit)
		result->count = filter->limit;
}

void result_horizon(struct kvet_result *result, const char *format, ...)
{
	char text[512];
	va_list args;

	if (result->horizon_count == RESULT_HORIZON_MAX)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	result->horizon[result->horizon_count++] =
		arena_text(&result->arena, bytes_of(text));
}

int result_find_missing(
	struct kvet_result *result, struct kvet_store *store, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store,
		"SELECT id FROM exploited WHERE kernel AND NOT EXISTS (SELECT 1 FROM "
		"record"
		" WHERE record.id = exploited.id AND NOT rejected) ORDER BY id",
		error);
	char cve[RECORD_CVE_SIZE];
	int code;

	if (!query)
		return error->code;
	while (store_row(store, query, &code, error)) {
		struct texts *missing = &result->missing;
		const char **items = arena_alloc(
			&result->arena, (missing->count + 1) * sizeof(*items));

		if (!items)
			break;
		if (missing->count)
			memcpy(items, missing->items, missing->count * sizeof(*items));
		items[missing->count++] = arena_text(&result->arena,
			bytes_of(record_cve_text(
				(uint64_t)sqlite3_column_int64(query, 0), cve)));
		missing->items = items;
	}
	sqlite3_finalize(query);
	return code;
}
