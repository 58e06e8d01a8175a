/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commits of a target's own line that remove its findings. */
#include "plan/picks.h"

#include "plan/study.h"
#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"
#include "util/table.h"
#include "verdict/cases.h"

#include <stdlib.h>

#define COMMIT_LEAST 12
#define COMMIT_MOST 64

struct picking {
	struct kvet_picks *picks;
	struct table commits; /* to struct pick */
	size_t finding_at; /* findings behind it are of later ids */
	struct exposure_facts groups[RECORD_PAIRS_MAX];
};

/* It goes into a script: nothing but a commit's name may, whatever a store holds. */
static bool is_commit(const char *text)
{
	size_t len = strspn(text, "0123456789abcdef");

	return !text[len] && len >= COMMIT_LEAST && len <= COMMIT_MOST;
}

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static int leave(struct kvet_picks *picks, const struct kvet_finding *finding,
	const char *why, struct kvet_error *error)
{
	if (!grow(&picks->left, &picks->left_room, picks->left_count + 1,
		    sizeof(*picks->left)))
		return no_memory(error);
	picks->left[picks->left_count++] = (struct kvet_unpicked){finding, why};
	return 0;
}

/* The pick of PAIR's fix, made when there is none yet; NULL when memory is short. */
static struct pick *pick_of(struct picking *picking, const struct pair *pair)
{
	struct kvet_picks *picks = picking->picks;
	struct arena *arena = &picks->result->arena;
	const char *commit = pair->text.fixed_commit;
	struct table_entry *entry = table_add(&picking->commits, bytes_of(commit));
	struct pick *pick;
	char text[KVET_RELEASE_SIZE];

	if (!entry || entry->value)
		return entry ? entry->value : NULL;
	pick = arena_alloc(arena, sizeof(*pick));
	if (!pick || !grow(&picks->items, &picks->room, picks->count + 1,
			     sizeof(*picks->items)))
		return NULL;
	pick->release = pair->fixed;
	pick->place = SIZE_MAX;
	pick->told = (struct kvet_pick){.commit = commit,
		.release =
			arena_text(arena, bytes_of(kvet_release_text(pair->fixed, text))),
		.priority = KVET_PRIORITIES};
	picks->items[picks->count++] = entry->value = pick;
	return pick;
}

static bool add_cve(
	struct pick *pick, const struct kvet_finding *finding, struct arena *arena)
{
	struct kvet_pick *told = &pick->told;
	const char *cve = finding->record.cve;

	/* Findings come one by one: what was added last is the only one to look at. */
	if (told->cve_count && pick->cves[told->cve_count - 1] == cve)
		return true;
	if (told->cve_count == pick->room) {
		size_t room = pick->room ? 2 * pick->room : 1;
		const char **more = arena_alloc(arena, room * sizeof(*more));

		if (!more)
			return false;
		if (told->cve_count)
			memcpy(more, pick->cves, told->cve_count * sizeof(*more));
		pick->cves = more;
		pick->room = room;
	}
	pick->cves[told->cve_count++] = cve;
	told->cves = pick->cves;
	if (finding->rank.priority.decision < told->priority)
		told->priority = finding->rank.priority.decision;
	return true;
}

/* A fix of GROUP's bug on the line. */
static bool is_line_fix(const struct pair *pair, const struct exposure_facts *group)
{
	return pair->has_fixed && pair->group == group->introduced->group &&
	       release_compare_line(pair->fixed, group->line_fix->fixed) == 0;
}

/* NULL when every one of GROUPS has a fix on the line that can be picked. */
static const char *why_not(struct picking *picking, struct case_facts *facts,
	const struct exposure_facts *groups, size_t count)
{
	if (!count)
		return "the record names versions and no commits";
	for (size_t i = 0; i < count; i++) {
		if (!groups[i].line_fix)
			return count > 1 ? "one of its introductions has no fix on this "
					   "line"
					 : "it has no fix on this line";
	}
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < facts->pair_count; k++) {
			const struct pair *pair = &facts->pairs[k];

			if (!is_line_fix(pair, &groups[i]))
				continue;
			cases_read_texts(facts, pair, &picking->picks->result->arena);
			if (!is_commit(pair->text.fixed_commit))
				return "the record names something else than a commit "
				       "for its fix";
		}
	}
	return NULL;
}

static int pick_case(struct picking *picking, struct case_facts *facts,
	const struct kvet_finding *finding, struct kvet_error *error)
{
	struct kvet_result *result = picking->picks->result;
	size_t count = exposure_groups(
		facts->pairs, facts->pair_count, result->target->span, picking->groups);
	const char *why = why_not(picking, facts, picking->groups, count);

	if (why)
		return leave(picking->picks, finding, why, error);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < facts->pair_count; k++) {
			struct pick *pick;

			if (!is_line_fix(&facts->pairs[k], &picking->groups[i]))
				continue;
			pick = pick_of(picking, &facts->pairs[k]);
			if (!pick || !add_cve(pick, finding, &result->arena))
				return no_memory(error);
		}
	}
	return 0;
}

static int look_at_case(void *context, struct case_facts *facts, struct kvet_error *error)
{
	struct picking *picking = context;
	const struct kvet_result *result = picking->picks->result;

	while (picking->finding_at < result->count &&
		result->findings[picking->finding_at]->record.id < facts->id)
		picking->finding_at++;
	if (picking->finding_at == result->count ||
		result->findings[picking->finding_at]->record.id != facts->id)
		return 0;
	return pick_case(picking, facts, result->findings[picking->finding_at], error);
}

static int find_commits(struct kvet_picks *picks, struct kvet_error *error)
{
	struct picking *picking = calloc(1, sizeof(*picking));

	if (!picking)
		return no_memory(error);
	picking->picks = picks;
	int code = cases_walk(picks->store, 0, INT64_MAX, look_at_case, picking, error);
	table_release(&picking->commits);
	free(picking);
	return code;
}

static int compare_picks(const void *a, const void *b)
{
	const struct pick *x = *(struct pick *const *)a, *y = *(struct pick *const *)b;
	int order = release_compare(x->release, y->release);

	if (order)
		return order;
	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	order = strcmp(x->told.cves[0], y->told.cves[0]);
	return order ? order : strcmp(x->told.commit, y->told.commit);
}

/* What is left, the most urgent first. */
static int compare_left(const void *a, const void *b)
{
	const struct kvet_unpicked *x = a, *y = b;
	int order = (int)x->finding->rank.priority.decision -
		    (int)y->finding->rank.priority.decision;

	if (order)
		return order;
	return (x->finding->record.id > y->finding->record.id) -
	       (x->finding->record.id < y->finding->record.id);
}

static void say_limits(struct kvet_picks *picks)
{
	struct kvet_result *result = picks->result;

	if (!picks->in_history)
		result_horizon(result,
			"in which order commits came within one release only a git "
			"repository tells (--git REPO)");
	result_horizon(result,
		"the commits are those that records name: what they build on they do "
		"not name, and a commit may need others before it applies");
}

static int make(struct kvet_picks *picks, const struct kvet_picks_options *options,
	struct kvet_error *error)
{
	int code = find_commits(picks, error);

	if (!code && options->repository) {
		code = picks_find_places(picks->items, picks->count, options->repository,
			picks->result->target->release, error);
		picks->in_history = !code;
	}
	if (code)
		return code;
	if (picks->count > 1)
		qsort(picks->items, picks->count, sizeof(*picks->items), compare_picks);
	if (picks->left_count > 1)
		qsort(picks->left, picks->left_count, sizeof(*picks->left), compare_left);
	say_limits(picks);
	return picks->result->arena.failed ? no_memory(error) : 0;
}

int kvet_picks_of(kvet_store *store, const kvet_target *target,
	const struct kvet_picks_options *options, kvet_picks **out,
	struct kvet_error *error)
{
	static const struct kvet_picks_options plain = {.size = sizeof(plain)};
	struct kvet_error unseen;
	struct kvet_picks *picks = calloc(1, sizeof(*picks));

	error = error ? error : &unseen;
	options = options ? options : &plain;
	if (!picks)
		return no_memory(error);
	picks->store = store;
	int code = study_begin(
		store, target, options->filter, options->context, &picks->result, error);
	code = code ? code : make(picks, options, error);
	if (code) {
		kvet_picks_free(picks);
		return code;
	}
	picks->store = NULL;
	result_give(picks->result, 0, &picks->result);
	*out = picks;
	return 0;
}

void kvet_picks_free(kvet_picks *picks)
{
	if (!picks)
		return;
	kvet_result_free(picks->result);
	free(picks->items);
	free(picks->left);
	free(picks);
}

/* Getters ------------------------------------------------------------------------------ */

const struct kvet_pick *kvet_picks_pick(const kvet_picks *picks, size_t index)
{
	return index < picks->count ? &picks->items[index]->told : NULL;
}

const struct kvet_unpicked *kvet_picks_left(const kvet_picks *picks, size_t index)
{
	return index < picks->left_count ? &picks->left[index] : NULL;
}

size_t kvet_picks_findings(const kvet_picks *picks)
{
	return picks->result->count;
}

bool kvet_picks_in_history(const kvet_picks *picks)
{
	return picks->in_history;
}

bool kvet_picks_in_context(const kvet_picks *picks)
{
	return kvet_result_context(picks->result) != NULL;
}

const struct kvet_snapshot *kvet_picks_snapshot(const kvet_picks *picks)
{
	return &picks->result->snapshot;
}

const kvet_target *kvet_picks_target(const kvet_picks *picks)
{
	return picks->result->target;
}

const char *kvet_picks_horizon(const kvet_picks *picks, size_t index)
{
	return kvet_result_horizon(picks->result, index);
}
