/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many records each step removes, leaves and brings, and of which areas. */
#include "plan/plan.h"

#include "util/error.h"

#include <stdlib.h>

bool plan_case_in(const struct plan_case *found, size_t index)
{
	for (size_t i = 0; i < found->run_count; i++) {
		if (index >= found->runs[i].first && index < found->runs[i].end)
			return true;
	}
	return false;
}

static bool is_known_built(const struct plan_case *found)
{
	return found->finding->presence == KVET_PRESENCE_BUILTIN ||
	       found->finding->presence == KVET_PRESENCE_MODULE ||
	       found->finding->presence == KVET_PRESENCE_LOADED;
}

/* Counting ---------------------------------------------------------------------------- */

/* What is on at a step, and what of it ends there. */
struct change {
	size_t remaining[KVET_PRIORITIES], brought[KVET_PRIORITIES];
	size_t built, carried; /* of those that remain, and that are brought */
};

static void add_change(struct change *change, const struct plan_case *found)
{
	size_t *by = found->now ? change->remaining : change->brought;

	by[found->priority]++;
	change->built += found->now && is_known_built(found);
	change->carried += found->carried;
}

static void take_change(
	struct change *sum, const struct change *begin, const struct change *end)
{
	for (unsigned i = 0; i < KVET_PRIORITIES; i++) {
		sum->remaining[i] += begin->remaining[i] - end->remaining[i];
		sum->brought[i] += begin->brought[i] - end->brought[i];
	}
	sum->built += begin->built - end->built;
	sum->carried += begin->carried - end->carried;
}

static void tell(const struct kvet_plan *plan, const struct change *sum, size_t built,
	struct kvet_plan_step *told)
{
	for (unsigned i = 0; i < KVET_PRIORITIES; i++) {
		told->remaining_by[i] = sum->remaining[i];
		told->removed_by[i] = plan->findings_by[i] - sum->remaining[i];
		told->brought_by[i] = sum->brought[i];
		told->remaining += told->remaining_by[i];
		told->removed += told->removed_by[i];
		told->brought += told->brought_by[i];
	}
	told->built = built - sum->built;
	told->carried = sum->carried;
}

static void count_steps(
	struct kvet_plan *plan, struct change *begins, struct change *ends, size_t built)
{
	struct change sum = {.built = 0};

	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *found = &plan->cases[i];

		for (size_t run = 0; run < found->run_count; run++) {
			add_change(&begins[found->runs[run].first], found);
			add_change(&ends[found->runs[run].end], found);
		}
	}
	for (size_t i = 0; i < plan->steps.count; i++) {
		take_change(&sum, &begins[i], &ends[i]);
		tell(plan, &sum, built, &plan->steps.items[i].told);
	}
}

static void count_line(struct kvet_plan *plan, size_t line, size_t built)
{
	struct change sum = {.built = 0};

	for (size_t i = 0; i < plan->count; i++) {
		if (plan->cases[i].in_line[line])
			add_change(&sum, &plan->cases[i]);
	}
	tell(plan, &sum, built, &plan->lines.items[line].told);
}

int plan_count(struct kvet_plan *plan, struct kvet_error *error)
{
	struct change *begins = calloc(plan->steps.count + 1, sizeof(*begins));
	struct change *ends = calloc(plan->steps.count + 1, sizeof(*ends));
	size_t built = 0;

	if (!begins || !ends) {
		free(begins);
		free(ends);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *found = &plan->cases[i];

		plan->findings += found->now;
		plan->findings_by[found->priority] += found->now;
		built += found->now && is_known_built(found);
	}
	count_steps(plan, begins, ends, built);
	for (size_t i = 0; i < plan->lines.count; i++)
		count_line(plan, i, built);
	free(begins);
	free(ends);
	return 0;
}

/* Listing ----------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The areas of all cases, each once, and each case's place among them. */
static int name_areas(struct kvet_plan *plan, struct kvet_error *error)
{
	const char **names =
		arena_alloc(&plan->result->arena, (plan->count + 1) * sizeof(*names));
	size_t kept = 0;

	if (!names)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < plan->count; i++)
		names[i] = plan->cases[i].finding->record.subsystem;
	if (plan->count > 1)
		qsort(names, plan->count, sizeof(*names), compare_names);
	for (size_t i = 0; i < plan->count; i++) {
		if (!kept || strcmp(names[kept - 1], names[i]) != 0)
			names[kept++] = names[i];
	}
	for (size_t i = 0; i < plan->count; i++) {
		const char **name = bsearch(&plan->cases[i].finding->record.subsystem,
			names, kept, sizeof(*names), compare_names);

		plan->cases[i].area = (size_t)(name - names);
	}
	plan->areas = names;
	plan->area_count = kept;
	return 0;
}

static int compare_areas(const void *a, const void *b)
{
	const struct kvet_plan_area *x = a, *y = b;
	size_t x_all = x->removed + x->brought, y_all = y->removed + y->brought;

	if (x_all != y_all)
		return x_all > y_all ? -1 : 1;
	return strcmp(x->subsystem, y->subsystem);
}

/* What a step changes of AREAS, which are all zero, by how much. */
static int keep_areas(struct kvet_plan *plan, const struct kvet_plan_area *areas,
	struct plan_step *step, struct kvet_error *error)
{
	struct kvet_plan_area *kept;
	size_t count = 0;

	for (size_t i = 0; i < plan->area_count; i++)
		count += areas[i].removed || areas[i].brought;
	kept = arena_alloc(&plan->result->arena, (count + 1) * sizeof(*kept));
	if (!kept)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	step->told.area_count = count;
	step->told.areas = kept;
	for (size_t i = 0; i < plan->area_count; i++) {
		if (!areas[i].removed && !areas[i].brought)
			continue;
		*kept = areas[i];
		kept++->subsystem = plan->areas[i];
	}
	if (count > 1)
		qsort(kept - count, count, sizeof(*kept), compare_areas);
	return 0;
}

/* AREAS has room for each of the plan's. LINE: INDEX is one of the other lines. */
static int list_step(struct kvet_plan *plan, struct plan_step *step, size_t index,
	bool line, struct kvet_plan_area *areas, struct kvet_error *error)
{
	const char **brings = arena_alloc(
		&plan->result->arena, (step->told.brought + 1) * sizeof(*brings));

	if (!brings)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	memset(areas, 0, plan->area_count * sizeof(*areas));
	step->told.brings = brings;
	for (size_t i = 0; i < plan->count; i++) {
		const struct plan_case *found = &plan->cases[i];
		bool has = line ? found->in_line[index] : plan_case_in(found, index);

		areas[found->area].removed += found->now && !has;
		areas[found->area].brought += !found->now && has;
		if (!found->now && has)
			brings[step->told.brings_count++] = found->finding->record.cve;
	}
	return keep_areas(plan, areas, step, error);
}

int plan_list(struct kvet_plan *plan, struct kvet_error *error)
{
	int code = name_areas(plan, error);
	struct kvet_plan_area *areas = calloc(plan->area_count + 1, sizeof(*areas));

	if (!areas)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; !code && i < plan->steps.count; i++) {
		if (plan->steps.items[i].told.notable)
			code = list_step(
				plan, &plan->steps.items[i], i, false, areas, error);
	}
	for (size_t i = 0; !code && i < plan->lines.count; i++)
		code = list_step(plan, &plan->lines.items[i], i, true, areas, error);
	free(areas);
	return code;
}
