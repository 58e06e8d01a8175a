/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts a plan together, and its getters. */
#include "plan/plan.h"

#include "plan/study.h"
#include "util/error.h"
#include "verdict/ranking.h"

#include <stdlib.h>

/* A finding's priority is what a check gives it; what a step brings is ranked as if the
 * target had it. */
static void set_priorities(struct kvet_plan *plan, const struct kvet_context *context)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct kvet_finding *finding = plan->cases[i].finding;

		if (!plan->cases[i].now)
			ranking_of(finding, plan->result, context);
		plan->cases[i].priority = finding->rank.priority.decision;
	}
}

/* What cannot be told of releases that are not built here. */
static void say_limits(struct kvet_plan *plan)
{
	const struct kvet_target *target = plan->result->target;

	if (target->upper_bound)
		result_horizon(plan->result,
			"what this kernel carries beyond its release is not known: a "
			"step may remove fewer than is said, because they are fixed "
			"already");
	if (target->changelog)
		result_horizon(plan->result,
			"steps are to upstream's releases: what this package fixes by "
			"itself is among what they bring");
	if (built_can_tell(&target->built))
		result_horizon(plan->result,
			"other releases are judged by what this build leaves out: files "
			"that are not in this tree count, and what its configuration "
			"becomes elsewhere is not known");
	result_horizon(plan->result,
		"later bugs are not known yet: what a release brings are the records of "
		"today");
}

static int make(struct kvet_plan *plan, const struct kvet_plan_options *options,
	struct kvet_error *error)
{
	int code = calendar_load(plan->store, &plan->calendar, error);
	code = code ? code : plan_find_steps(plan, error);
	code = code ? code : plan_find_lines(plan, error);
	code = code ? code : plan_find_cases(plan, options->filter, error);
	if (code)
		return code;
	set_priorities(plan, options->context);
	code = plan_count(plan, error);
	plan_advise(plan);
	code = code ? code : plan_mark(plan, options->rows, error);
	code = code ? code : plan_list(plan, error);
	say_limits(plan);
	if (!code && plan->result->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

int kvet_plan_of(kvet_store *store, const kvet_target *target,
	const struct kvet_plan_options *options, kvet_plan **out,
	struct kvet_error *error)
{
	static const struct kvet_plan_options plain = {.size = sizeof(plain)};
	struct kvet_error unseen;
	struct kvet_plan *plan = calloc(1, sizeof(*plan));

	error = error ? error : &unseen;
	if (!plan)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	options = options ? options : &plain;
	plan->store = store;
	int code = study_begin(
		store, target, options->filter, options->context, &plan->result, error);
	if (code) {
		free(plan);
		return code;
	}
	plan->today = day_parse(plan->result->snapshot.date);
	if (plan->today == DAY_UNKNOWN)
		plan->today = INT32_MAX;
	code = make(plan, options, error);
	calendar_end(&plan->calendar);
	free(plan->cases);
	plan->cases = NULL;
	if (code) {
		kvet_plan_free(plan);
		return code;
	}
	plan->store = NULL;
	result_give(plan->result, 0, &plan->result);
	*out = plan;
	return 0;
}

void kvet_plan_free(kvet_plan *plan)
{
	if (!plan)
		return;
	kvet_result_free(plan->result);
	free(plan);
}

/* Getters ------------------------------------------------------------------------------ */

size_t kvet_plan_findings(const kvet_plan *plan)
{
	return plan->findings;
}

size_t kvet_plan_findings_by(const kvet_plan *plan, enum kvet_priority priority)
{
	return (unsigned)priority < KVET_PRIORITIES ? plan->findings_by[priority] : 0;
}

static const struct kvet_plan_step *step_at(const struct plan_steps *steps, size_t index)
{
	return index < steps->count ? &steps->items[index].told : NULL;
}

const struct kvet_plan_step *kvet_plan_step(const kvet_plan *plan, size_t index)
{
	return step_at(&plan->steps, index);
}

const struct kvet_plan_step *kvet_plan_line(const kvet_plan *plan, size_t index)
{
	return step_at(&plan->lines, index);
}

enum kvet_advice kvet_plan_advice(const kvet_plan *plan)
{
	return plan->advice;
}

const struct kvet_plan_step *kvet_plan_advised(const kvet_plan *plan)
{
	return plan->advised ? &plan->advised->told : NULL;
}

const char *kvet_plan_end_of_life(const kvet_plan *plan)
{
	return plan->end_of_life;
}

bool kvet_plan_ended(const kvet_plan *plan)
{
	return plan->ended;
}

const struct kvet_snapshot *kvet_plan_snapshot(const kvet_plan *plan)
{
	return &plan->result->snapshot;
}

const kvet_target *kvet_plan_target(const kvet_plan *plan)
{
	return plan->result->target;
}

const char *kvet_plan_horizon(const kvet_plan *plan, size_t index)
{
	return kvet_result_horizon(plan->result, index);
}

bool kvet_plan_in_context(const kvet_plan *plan)
{
	return kvet_result_context(plan->result) != NULL;
}
