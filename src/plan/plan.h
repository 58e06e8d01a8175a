/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a target could move to, and what becomes of its findings there. */
#ifndef KVET_PLAN_PLAN_H
#define KVET_PLAN_PLAN_H

#include "store/calendar.h"
#include "verdict/result.h"

/* A record has it from the release with index FIRST to the one before END. */
struct plan_run {
	uint32_t first, end;
};

/* A record that matters: a finding of the target, or one that a release brings. */
struct plan_case {
	struct kvet_finding *finding;
	bool now; /* it is one of the target's */
	bool carried; /* it is none because the target's package fixes it */
	enum kvet_priority priority;
	size_t area;
	const struct plan_run *runs; /* of the line's later releases */
	size_t run_count;
	const bool *in_line; /* for each of the other lines, its newest release has it */
};

struct plan_step {
	struct kvet_plan_step told;
	struct kvet_release release;
};

struct plan_steps {
	struct plan_step *items;
	size_t count;
};

struct kvet_plan {
	struct kvet_result *result; /* the check; its arena holds all that is here */
	struct kvet_store *store; /* while it is read */
	struct calendar calendar;
	int32_t today; /* the snapshot's day; without one the last there is */
	struct plan_steps steps, lines;
	struct plan_case *cases; /* by id */
	size_t count, room;
	const char **areas; /* those of the cases, by name */
	size_t area_count;
	size_t findings, findings_by[KVET_PRIORITIES];
	enum kvet_advice advice;
	const struct plan_step *advised;
	const char *end_of_life;
	bool ended;
};

/* Where the target could move to, out of the calendar. */
int plan_find_steps(struct kvet_plan *plan, struct kvet_error *error);
int plan_find_lines(struct kvet_plan *plan, struct kvet_error *error);

/* Fills CASES: every record that the target has or a step brings, as FILTER lets through. */
int plan_find_cases(struct kvet_plan *plan, const struct kvet_filter *filter,
	struct kvet_error *error);

/* Counts the cases into the steps. */
int plan_count(struct kvet_plan *plan, struct kvet_error *error);

/* Chooses the step to advise, and marks the ROWS (0: all) that are notable. */
void plan_advise(struct kvet_plan *plan);
int plan_mark(struct kvet_plan *plan, size_t rows, struct kvet_error *error);

/* Lists what the notable steps bring, and their areas. */
int plan_list(struct kvet_plan *plan, struct kvet_error *error);

/* CASE is in the line's later release with that INDEX. */
bool plan_case_in(const struct plan_case *found, size_t index);

#endif
