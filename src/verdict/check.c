/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of every record for one target. */
#include "verdict/cases.h"
#include "verdict/horizon.h"
#include "verdict/result.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

#define SHOWN_BY_DEFAULT (1u << KVET_AFFECTED | 1u << KVET_UNKNOWN)
#define ALL_VERDICTS ((1u << KVET_VERDICTS) - 1)

struct checking {
	struct kvet_result *result;
	const struct kvet_target *target;
	kvet_set verdicts;
	bool narrowed; /* to the ids below, which the filter lets through, rising */
	const uint64_t *ids;
	size_t id_count, at;
	size_t room; /* of the findings */
};

static bool let_through(struct checking *checking, uint64_t id)
{
	if (!checking->narrowed)
		return true;
	while (checking->at < checking->id_count && checking->ids[checking->at] < id)
		checking->at++;
	return checking->at < checking->id_count && checking->ids[checking->at] == id;
}

/* The texts that explaining needs: of what is affected, the pairs that speak; else all,
 * because other fixes are named. */
static void read_texts(
	struct case_facts *facts, const struct judgement *judgement, struct arena *arena)
{
	const struct exposure_facts *spoke = &judgement->facts;

	if (judgement->verdict == KVET_AFFECTED) {
		cases_read_texts(facts, spoke->introduced, arena);
		cases_read_texts(facts, spoke->line_fix, arena);
		cases_read_texts(facts, spoke->main_fix, arena);
		return;
	}
	for (size_t i = 0; i < facts->pair_count; i++)
		cases_read_texts(facts, &facts->pairs[i], arena);
}

static bool names_release(const struct case_facts *facts, struct kvet_release release)
{
	uint64_t key = release_key(release);

	for (const struct pair *pair = facts->pairs;
		pair < facts->pairs + facts->pair_count; pair++) {
		if (release_key(pair->introduced) == key ||
			release_key(pair->fixed) == key)
			return true;
	}
	return false;
}

static int check_case(void *context, struct case_facts *facts, struct kvet_error *error)
{
	struct checking *checking = context;
	struct kvet_result *result = checking->result;
	struct judgement judgement = judge(facts, checking->target);

	result->totals[judgement.verdict]++;
	result->release_named =
		result->release_named || names_release(facts, checking->target->release);
	if (!(checking->verdicts & 1u << judgement.verdict) ||
		!let_through(checking, facts->id))
		return 0;
	struct kvet_finding *finding =
		result_finding(result, facts->id, judgement.verdict);
	if (!finding || !grow(&result->findings, &checking->room, result->count + 1,
				sizeof(*result->findings)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	read_texts(facts, &judgement, &result->arena);
	judge_explain(facts, checking->target, &judgement, &result->arena, finding);
	result->findings[result->count++] = finding;
	return 0;
}

/* What a filter narrows by, verdicts aside. */
static bool narrows(const struct kvet_filter *filter)
{
	return filter &&
	       (filter->languages || filter->classes || filter->families ||
		       filter->severities || filter->subsystem || filter->since ||
		       filter->until || filter->words || filter->exploited);
}

static int check(struct checking *checking, struct kvet_store *store, uint64_t first,
	uint64_t last, const struct kvet_filter *filter, unsigned parts,
	struct kvet_error *error)
{
	struct kvet_result *result = checking->result;
	struct kvet_filter published = filter ? *filter : (struct kvet_filter){0};
	uint64_t *ids = NULL;
	int code = 0;

	published.rejected = false; /* a rejected record is no vulnerability */
	checking->narrowed = narrows(filter);
	if (checking->narrowed)
		code = loaded_select(store, &published, &ids, &checking->id_count, error);
	checking->ids = ids;
	code = code ? code : cases_walk(store, first, last, check_case, checking, error);
	free(ids);
	code = code ? code : result_load(result, store, parts, error);
	code = code ? code : result_find_missing(result, store, error);
	code = code ? code : horizon_find(result, store, checking->target, error);
	if (!code && result->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

/* A result of TARGET, or NULL with ERROR. */
static struct kvet_result *result_of(struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	struct kvet_result *result = result_new(store, error);

	if (!result)
		return NULL;
	result->target = target_copy(target);
	if (result->target)
		return result;
	error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	kvet_result_free(result);
	return NULL;
}

int kvet_check(kvet_store *store, const kvet_target *target,
	const struct kvet_filter *filter, kvet_result **out, struct kvet_error *error)
{
	struct kvet_error unseen;
	struct checking checking = {.target = target,
		.verdicts =
			filter && filter->verdicts ? filter->verdicts : SHOWN_BY_DEFAULT};

	error = error ? error : &unseen;
	checking.result = result_of(store, target, error);
	if (!checking.result)
		return error->code;
	int code = check(&checking, store, 0, INT64_MAX, filter, LOADED_FILES, error);
	if (!code)
		result_sort(checking.result, filter);
	return result_give(checking.result, code, out);
}

/* One text that SQL finds for a CVE, into TEXT; false when there is none. */
static bool find_text(
	struct kvet_store *store, const char *sql, uint64_t id, char text[256])
{
	sqlite3_stmt *query = store_prepare(store, sql, NULL);
	char cve[RECORD_CVE_SIZE];
	int code;

	if (!query)
		return false;
	sqlite3_bind_text(query, 1, record_cve_text(id, cve), -1, SQLITE_STATIC);
	sqlite3_bind_int64(query, 2, (int64_t)id);
	bool found = store_row(store, query, &code, NULL);
	if (found)
		snprintf(text, 256, "%s", store_text(query, 0));
	sqlite3_finalize(query);
	return found;
}

/* Why there is no verdict for a CVE: rejected, not understood, or not the kernel's. */
static int no_such_record(struct kvet_store *store, const struct kvet_result *result,
	uint64_t id, struct kvet_error *error)
{
	char cve[RECORD_CVE_SIZE], text[256];

	record_cve_text(id, cve);
	if (find_text(store, "SELECT ?1 FROM record WHERE id = ?2", id, text)) {
		error_set(error, KVET_ERROR_NOT_FOUND, NULL,
			"%s was rejected by the kernel's numbering authority: there is "
			"nothing "
			"to judge",
			cve);
		error_hint(error, "'kvet show %s' shows what it was", cve);
	} else if (find_text(store,
			   "SELECT reason FROM problem WHERE name = ?1 || '.json'"
			   " OR name LIKE '%/' || ?1 || '.%' LIMIT 1",
			   id, text)) {
		error_set(error, KVET_ERROR_NOT_FOUND, NULL,
			"%s was not understood at the last update, and so is not judged: "
			"%s",
			cve, text);
	} else {
		error_set(error, KVET_ERROR_NOT_FOUND, NULL,
			"%s is not a CVE of the Linux kernel's numbering authority as of "
			"%s",
			cve, result->snapshot.date);
		error_hint(error, "'kvet update' brings the newest records, 'kvet list "
				  "WORDS' finds them");
	}
	return KVET_ERROR_NOT_FOUND;
}

int kvet_explain(kvet_store *store, const kvet_target *target, const char *cve,
	kvet_result **out, struct kvet_error *error)
{
	struct kvet_error unseen;
	struct checking checking = {.target = target, .verdicts = ALL_VERDICTS};
	uint64_t id = record_cve_parse(cve);

	error = error ? error : &unseen;
	if (!id)
		return error_set(error, KVET_ERROR_USAGE, NULL,
			"'%.40s' is not a CVE: they look like CVE-2024-26581", cve);
	checking.result = result_of(store, target, error);
	if (!checking.result)
		return error->code;
	checking.result->release_named = true; /* one record cannot tell */
	int code = check(&checking, store, id, id, NULL,
		LOADED_FILES | LOADED_PAIRS | LOADED_CLASSES | LOADED_CONTRADICTIONS,
		error);
	if (!code && !checking.result->count)
		code = no_such_record(store, checking.result, id, error);
	return result_give(checking.result, code, out);
}
