/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of every record for one target. */
#include "verdict/check.h"

#include "verdict/cases.h"
#include "verdict/decided.h"
#include "verdict/filtertext.h"
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
	struct kvet_store *store;
	kvet_set verdicts;
	bool narrowed; /* to the ids below, which the filter lets through, rising */
	const uint64_t *ids;
	size_t id_count, at;
	size_t room; /* of the findings */
	sqlite3_stmt
		*files; /* of a record; NULL where the target does not know its build */
	struct arena looked; /* what is known of the files of one record */
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

	if (spoke->exposure == EXPOSED) {
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

/* The files of the record, into ARENA. */
static int read_files(struct checking *checking, uint64_t id, struct arena *arena,
	const char ***files, size_t *count, struct kvet_error *error)
{
	size_t room = 0;
	int code = 0;

	*files = NULL;
	*count = 0;
	sqlite3_reset(checking->files);
	sqlite3_bind_int64(checking->files, 1, (int64_t)id);
	while (store_row(checking->store, checking->files, &code, error)) {
		if (!grow(files, &room, *count + 1, sizeof(**files)))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		(*files)[(*count)++] = arena_text(arena, store_bytes(checking->files, 0));
	}
	return code;
}

/* What is built is asked of all that would be affected, and of every finding. */
static int look_at_build(struct checking *checking, uint64_t id,
	struct judgement *judgement, struct arena *arena, struct kvet_error *error)
{
	const char **files, **kept;
	size_t count;
	int code = read_files(checking, id, arena, &files, &count, error);

	kept = code ? NULL : arena_alloc(arena, (count + 1) * sizeof(*kept));
	if (kept && count)
		memcpy(kept, files, count * sizeof(*kept));
	free(files);
	if (code)
		return code;
	if (!kept)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	judge_presence(judgement, checking->target, kept, count, arena);
	return 0;
}

static int check_case(void *context, struct case_facts *facts, struct kvet_error *error)
{
	struct checking *checking = context;
	struct kvet_result *result = checking->result;
	struct judgement judgement = judge(facts, checking->target);
	/* Where findings are asked for, what they are made of stays. */
	bool decided = decided_has(checking->target, facts->id);
	bool shown = let_through(checking, facts->id);
	struct arena *arena = shown || decided ? &result->arena : &checking->looked;

	arena_reset(&checking->looked);
	if (checking->files &&
		(judgement.verdict == KVET_AFFECTED ||
			(shown && checking->verdicts & 1u << judgement.verdict))) {
		int code = look_at_build(checking, facts->id, &judgement, arena, error);
		if (code)
			return code;
	}
	result->totals[judgement.verdict]++;
	if (judgement.verdict == KVET_AFFECTED)
		result->presences[judgement.presence.presence]++;
	result->release_named =
		result->release_named || names_release(facts, checking->target->release);
	bool asked = checking->verdicts & 1u << judgement.verdict && shown;
	if (!asked && !decided)
		return 0;
	struct kvet_finding *finding =
		result_finding(result, facts->id, judgement.verdict);
	if (!finding || !grow(&result->findings, &checking->room, result->count + 1,
				sizeof(*result->findings)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	read_texts(facts, &judgement, &result->arena);
	judge_explain(facts, checking->target, &judgement, &result->arena, finding);
	finding->unasked = !asked;
	if (decided)
		decided_explain(
			checking->target, &judgement.presence, &result->arena, finding);
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
	checking->store = store;
	if (!code && built_can_tell(&checking->target->built)) {
		checking->files = store_prepare(store,
			"SELECT path FROM file WHERE record = ? ORDER BY ordinal", error);
		code = checking->files ? 0 : error->code;
	}
	code = code ? code : cases_walk(store, first, last, check_case, checking, error);
	free(ids);
	sqlite3_finalize(checking->files);
	arena_release(&checking->looked);
	code = code ? code : result_load(result, store, parts, error);
	code = code ? code : result_find_missing(result, store, error);
	code = code ? code : horizon_find(result, store, checking->target, error);
	code = code ? code : decided_finish(result, error);
	if (!code && result->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

struct kvet_result *check_begin(struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	struct kvet_result *result = result_new(store, error);

	if (!result)
		return NULL;
	result->target = target_hold(target);
	return result;
}

int check_into(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_filter *filter, struct kvet_error *error)
{
	struct checking checking = {.result = result,
		.target = result->target,
		.verdicts =
			filter && filter->verdicts ? filter->verdicts : SHOWN_BY_DEFAULT};
	int code = check(&checking, store, 0, INT64_MAX, filter, LOADED_FILES, error);

	if (!code) {
		result->filter = filter_text(filter, &result->arena);
		decided_drop(result, filter);
		result_sort(result, filter);
	}
	return code;
}

int kvet_check(kvet_store *store, const kvet_target *target,
	const struct kvet_filter *filter, kvet_result **out, struct kvet_error *error)
{
	struct kvet_error unseen;

	error = error ? error : &unseen;
	struct kvet_result *result = check_begin(store, target, error);
	if (!result)
		return error->code;
	return result_give(result, check_into(result, store, filter, error), out);
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
	checking.result = check_begin(store, target, error);
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
