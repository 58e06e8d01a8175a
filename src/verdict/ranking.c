/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/ranking.h"

#include "context/environment.h"
#include "context/interfaces.h"
#include "util/error.h"

#include <stdlib.h>

/* The environmental score, and what was changed, where the context changes anything. */
static void set_score(struct kvet_finding *finding, const struct environment *environment,
	struct arena *arena)
{
	struct finding_rank *rank = &finding->rank;
	char vector[CVSS_VECTOR_SIZE];

	if (!environment->count)
		return;
	environment_vector(&environment->metrics, vector);
	rank->score = environment_score(&environment->metrics);
	rank->severity = cvss_severity(rank->score);
	rank->vector = arena_text(arena, bytes_of(vector));
	struct kvet_metric_change *changes =
		arena_alloc(arena, environment->count * sizeof(*changes));
	if (!changes)
		return;
	memcpy(changes, environment->changes, environment->count * sizeof(*changes));
	rank->changes = changes;
	rank->change_count = environment->count;
}

static bool is_open_question(const struct kvet_finding *finding)
{
	return finding->verdict == KVET_AFFECTED || finding->verdict == KVET_UNKNOWN;
}

/* The target says which modules are loaded, and this one's is not among them. */
static bool is_not_loaded(
	const struct kvet_finding *finding, const struct kvet_target *target)
{
	return finding->presence == KVET_PRESENCE_MODULE && target &&
	       target->built.modules &&
	       target->built.modules->lists[MODULES_LOADED].known;
}

void ranking_of(struct kvet_finding *finding, struct kvet_result *result,
	const struct kvet_context *context)
{
	const struct kvet_record *record = &finding->record;
	struct cvss_metrics metrics;
	struct environment environment;
	struct priority_facts facts = {.context = context,
		.exploited = *record->exploited != '\0',
		.class = record->class,
		.not_loaded = is_not_loaded(finding, result->target),
		.absent = interfaces_absent(
			context, record->files.items, record->files.count)};

	finding->rank = (struct finding_rank){.score = record->score,
		.severity = record->severity,
		.vector = "",
		.absent = facts.absent == CONTEXT_KEYS ? ""
						       : context_keys[facts.absent].name};
	if (!cvss_read(bytes_of(record->cvss_vector), &metrics, NULL)) {
		environment_of(context, &metrics, record->subsystem, &environment);
		set_score(finding, &environment, &result->arena);
		facts.metrics = &environment.metrics;
		facts.routed = metrics.value[CVSS_AV] == 0;
	}
	priority_of(&facts, &finding->rank.priority);
	if (!is_open_question(finding))
		finding->rank.priority.decision = KVET_PRIORITIES;
}

int ranking_apply(struct kvet_result *result, const struct kvet_context *context,
	struct kvet_error *error)
{
	memset(result->priorities, 0, sizeof(result->priorities));
	for (size_t i = 0; i < result->count; i++) {
		struct kvet_finding *finding = result->findings[i];

		ranking_of(finding, result, context);
		if (finding->rank.priority.decision < KVET_PRIORITIES)
			result->priorities[finding->rank.priority.decision]++;
	}
	return result->arena.failed
		       ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
		       : 0;
}

int kvet_result_apply_context(
	kvet_result *result, const kvet_context *context, struct kvet_error *error)
{
	result->context =
		context ? arena_text(&result->arena, bytes_of(context->path)) : NULL;
	return ranking_apply(result, context, error);
}

/* How surely the code is there and running. */
static unsigned presence_rank(enum kvet_presence presence)
{
	static const unsigned char ranks[KVET_PRESENCES] = {
		[KVET_PRESENCE_LOADED] = 4,
		[KVET_PRESENCE_BUILTIN] = 3,
		[KVET_PRESENCE_UNDECIDED] = 2,
		[KVET_PRESENCE_MODULE] = 1,
		[KVET_PRESENCE_ABSENT] = 0,
	};

	return ranks[presence];
}

static int descend(unsigned a, unsigned b)
{
	return (a < b) - (a > b);
}

int ranking_compare(const struct kvet_finding *a, const struct kvet_finding *b)
{
	int order = descend(b->rank.priority.decision, a->rank.priority.decision);

	order = order ? order : descend(!!*a->record.exploited, !!*b->record.exploited);
	order = order ? order : descend(a->rank.score, b->rank.score);
	order = order ? order : descend(a->rank.priority.impact, b->rank.priority.impact);
	return order ? order
		     : descend(presence_rank(a->presence), presence_rank(b->presence));
}

/* Getters ----------------------------------------------------------------------------- */

enum kvet_priority kvet_finding_priority(const kvet_finding *finding)
{
	return finding->rank.priority.decision;
}

const struct kvet_priority_step *kvet_finding_priority_step(
	const kvet_finding *finding, size_t index)
{
	if (index >= PRIORITY_STEPS || finding->rank.priority.decision == KVET_PRIORITIES)
		return NULL;
	return &finding->rank.priority.steps[index];
}

double kvet_finding_score_here(const kvet_finding *finding)
{
	return finding->rank.score / 10.0;
}

enum kvet_severity kvet_finding_severity_here(const kvet_finding *finding)
{
	return finding->rank.severity;
}

const char *kvet_finding_vector_here(const kvet_finding *finding)
{
	return finding->rank.vector;
}

const struct kvet_metric_change *kvet_finding_metric_change(
	const kvet_finding *finding, size_t index)
{
	return index < finding->rank.change_count ? &finding->rank.changes[index] : NULL;
}

const char *kvet_finding_absent_interface(const kvet_finding *finding)
{
	return finding->rank.absent;
}

size_t kvet_result_priority(const kvet_result *result, enum kvet_priority priority)
{
	return (unsigned)priority < KVET_PRIORITIES ? result->priorities[priority] : 0;
}

const char *kvet_result_context(const kvet_result *result)
{
	return result->context;
}
