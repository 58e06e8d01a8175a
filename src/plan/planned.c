/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which records matter to a plan, and which of the steps have them: one walk through the
 * records, each judged for all releases of the line at once.
 */
#include "plan/plan.h"

#include "profile/course.h"
#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"
#include "verdict/cases.h"

#include <stdlib.h>

struct walking {
	struct kvet_plan *plan;
	bool narrowed; /* to the ids, rising */
	uint64_t *ids;
	size_t id_count, id_at;
	size_t finding_at; /* findings behind it are of later ids */
	struct course course;
	struct plan_run runs[COURSE_STEPS_MAX];
	bool *in_line;
};

static struct kvet_finding *find_finding(struct walking *walking, uint64_t id)
{
	const struct kvet_result *result = walking->plan->result;

	while (walking->finding_at < result->count &&
		result->findings[walking->finding_at]->record.id < id)
		walking->finding_at++;
	return walking->finding_at < result->count &&
			       result->findings[walking->finding_at]->record.id == id
		       ? result->findings[walking->finding_at]
		       : NULL;
}

static bool let_through(struct walking *walking, uint64_t id)
{
	if (!walking->narrowed)
		return true;
	while (walking->id_at < walking->id_count && walking->ids[walking->id_at] < id)
		walking->id_at++;
	return walking->id_at < walking->id_count && walking->ids[walking->id_at] == id;
}

/* The first of the line's later releases that is not before STABLE. */
static uint32_t step_index(const struct kvet_plan *plan, uint16_t stable)
{
	size_t low = 0, high = plan->steps.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (plan->steps.items[middle].release.stable < stable)
			low = middle + 1;
		else
			high = middle;
	}
	return (uint32_t)low;
}

/* The runs of later releases that have it, into WALKING's. */
static size_t find_runs(struct walking *walking, const struct case_facts *facts)
{
	const struct plan_steps *steps = &walking->plan->steps;
	struct course *course = &walking->course;
	size_t count = 0;

	if (!steps->count)
		return 0;
	struct kvet_release line = steps->items[0].release;
	line.stable = 0;
	course_begin(course, facts);
	course_walk(course, line, steps->items[steps->count - 1].release.stable);
	for (size_t i = 0; course->reached && i < course->count; i++) {
		struct plan_run run = {step_index(walking->plan, course->steps[i].stable),
			i + 1 < course->count
				? step_index(walking->plan, course->steps[i + 1].stable)
				: (uint32_t)steps->count};

		if (course->steps[i].open && run.first < run.end)
			walking->runs[count++] = run;
	}
	return count;
}

static bool find_lines(struct walking *walking, const struct case_facts *facts)
{
	const struct plan_steps *lines = &walking->plan->lines;
	bool any = false;

	for (size_t i = 0; i < lines->count; i++) {
		walking->in_line[i] = course_open(facts, lines->items[i].release);
		any = any || walking->in_line[i];
	}
	return any;
}

static int add_case(struct walking *walking, struct plan_case found, size_t run_count,
	struct kvet_error *error)
{
	struct kvet_plan *plan = walking->plan;
	struct arena *arena = &plan->result->arena;
	struct plan_run *runs = arena_alloc(arena, (run_count + 1) * sizeof(*runs));
	bool *in_line = arena_alloc(arena, plan->lines.count + 1);

	if (!runs || !in_line || !found.finding ||
		!grow(&plan->cases, &plan->room, plan->count + 1, sizeof(*plan->cases)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (run_count)
		memcpy(runs, walking->runs, run_count * sizeof(*runs));
	memcpy(in_line, walking->in_line, plan->lines.count);
	found.in_line = in_line;
	found.runs = runs;
	found.run_count = run_count;
	plan->cases[plan->count++] = found;
	return 0;
}

static int look_at_case(void *context, struct case_facts *facts, struct kvet_error *error)
{
	struct walking *walking = context;
	struct kvet_plan *plan = walking->plan;
	const struct changelog *changelog = plan->result->target->changelog;
	struct plan_case found = {.finding = find_finding(walking, facts->id)};

	if (!let_through(walking, facts->id))
		return 0;
	size_t run_count = find_runs(walking, facts);
	bool elsewhere = find_lines(walking, facts);

	found.now = found.finding != NULL;
	if (!found.now && !run_count && !elsewhere)
		return 0;
	if (!found.now) { /* affected there */
		found.finding = result_finding(plan->result, facts->id, KVET_AFFECTED);
		found.carried = changelog && changelog_find(changelog, facts->id);
	}
	return add_case(walking, found, run_count, error);
}

/* What the target's build is proven to leave out, no release brings; the rest counts. */
static void drop_absent(struct kvet_plan *plan)
{
	const struct built *built = &plan->result->target->built;
	struct arena looked = {0};
	size_t kept = 0;

	for (size_t i = 0; i < plan->count; i++) {
		struct plan_case *found = &plan->cases[i];
		struct kvet_finding *finding = found->finding;
		struct presence presence;

		if (!found->now && built_can_tell(built)) {
			arena_reset(&looked);
			presence_of(built, finding->record.files.items,
				finding->record.files.count, &looked, &presence);
			finding->presence = presence.presence;
		}
		if (found->now || finding->presence != KVET_PRESENCE_ABSENT)
			plan->cases[kept++] = *found;
	}
	plan->count = kept;
	arena_release(&looked);
}

static int load_brought(struct kvet_plan *plan, struct kvet_error *error)
{
	struct kvet_record **records = malloc((plan->count + 1) * sizeof(*records));
	size_t count = 0;

	if (!records)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < plan->count; i++) {
		if (!plan->cases[i].now)
			records[count++] = &plan->cases[i].finding->record;
	}
	int code = loaded_fill(
		plan->store, records, count, LOADED_FILES, &plan->result->arena, error);
	free(records);
	return code;
}

static int select_ids(struct walking *walking, const struct kvet_filter *filter,
	struct kvet_error *error)
{
	struct kvet_filter published = filter ? *filter : (struct kvet_filter){0};

	published.rejected = false;
	walking->narrowed = filter != NULL;
	return filter ? loaded_select(walking->plan->store, &published, &walking->ids,
				&walking->id_count, error)
		      : 0;
}

int plan_find_cases(struct kvet_plan *plan, const struct kvet_filter *filter,
	struct kvet_error *error)
{
	struct walking *walking = calloc(1, sizeof(*walking));

	if (!walking)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	walking->plan = plan;
	walking->in_line = calloc(plan->lines.count + 1, sizeof(*walking->in_line));
	int code = walking->in_line
			   ? select_ids(walking, filter, error)
			   : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	code = code ? code
		    : cases_walk(plan->store, 0, INT64_MAX, look_at_case, walking, error);
	free(walking->ids);
	free(walking->in_line);
	free(walking);
	code = code ? code : load_brought(plan, error);
	if (!code)
		drop_absent(plan);
	return code;
}
