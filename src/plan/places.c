/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The releases that a target could move to. */
#include "plan/plan.h"

#include "release/release.h"
#include "util/error.h"

#include <stdlib.h>

static const char *release_name(struct kvet_plan *plan, struct kvet_release release)
{
	char text[KVET_RELEASE_SIZE];

	return arena_text(
		&plan->result->arena, bytes_of(kvet_release_text(release, text)));
}

static const char *day_name(struct kvet_plan *plan, int32_t day)
{
	char text[DAY_SIZE];

	return day == DAY_UNKNOWN
		       ? ""
		       : arena_text(&plan->result->arena, bytes_of(day_text(day, text)));
}

static struct plan_step step_of(struct kvet_plan *plan,
	const struct calendar_entry *entry, const struct calendar_line *line)
{
	char text[KVET_RELEASE_SIZE];

	return (struct plan_step){
		.release = entry->release,
		.told = {.release = release_name(plan, entry->release),
			.released = day_name(plan, entry->day),
			.line = arena_text(&plan->result->arena,
				bytes_of(kvet_release_line(entry->release, text))),
			.end_of_life = line ? day_name(plan, line->end_of_life) : "",
			.longterm = line && line->longterm},
	};
}

static bool has_ended(const struct kvet_plan *plan, const struct calendar_line *line)
{
	return line->end_of_life != DAY_UNKNOWN && line->end_of_life < plan->today;
}

static const struct calendar_line *line_of(
	const struct kvet_plan *plan, struct kvet_release release)
{
	for (size_t i = 0; i < plan->calendar.line_count; i++) {
		if (release_compare_line(plan->calendar.lines[i].line, release) == 0)
			return &plan->calendar.lines[i];
	}
	return NULL;
}

static int needs_releases(const struct kvet_plan *plan, struct kvet_error *error)
{
	if (plan->calendar.count)
		return 0;
	error_set(error, KVET_ERROR_NOT_FOUND, kvet_store_path(plan->store),
		"the store has no days of releases: where to move to is not known");
	error_hint(error, "'kvet update --releases FILE --lines FILE' reads them");
	return KVET_ERROR_NOT_FOUND;
}

int plan_find_steps(struct kvet_plan *plan, struct kvet_error *error)
{
	struct kvet_release from = plan->result->target->release, opens = from;
	const struct calendar_line *line = line_of(plan, from);
	size_t first, end;
	int code = needs_releases(plan, error);

	if (code)
		return code;
	opens.stable = opens.candidate = 0;
	calendar_line_releases(&plan->calendar, opens, plan->today, &first, &end);
	while (first < end &&
		release_compare(plan->calendar.releases[first].release, from) <= 0)
		first++;
	plan->end_of_life = line ? day_name(plan, line->end_of_life) : "";
	plan->ended = line && has_ended(plan, line);
	plan->steps.items = arena_alloc(
		&plan->result->arena, (end - first + 1) * sizeof(*plan->steps.items));
	if (!plan->steps.items)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = first; i < end; i++)
		plan->steps.items[plan->steps.count++] =
			step_of(plan, &plan->calendar.releases[i], line);
	return 0;
}

static bool is_choice(const struct kvet_plan *plan, const struct calendar_line *line)
{
	return release_compare_line(line->line, plan->result->target->release) != 0 &&
	       !has_ended(plan, line) &&
	       (line->released == DAY_UNKNOWN || line->released <= plan->today);
}

/* What is kept for long before what is not, then what is kept longest (an end that nobody
 * has named yet is the latest), then the newer: as kvet_lines, open records aside. */
static int compare_choices(const void *a, const void *b)
{
	const struct plan_step *x = a, *y = b;
	int ends = strcmp(y->told.end_of_life, x->told.end_of_life);

	if (x->told.longterm != y->told.longterm)
		return x->told.longterm ? -1 : 1;
	if (!*x->told.end_of_life != !*y->told.end_of_life)
		return *x->told.end_of_life ? 1 : -1;
	return ends ? ends : release_compare_line(y->release, x->release);
}

int plan_find_lines(struct kvet_plan *plan, struct kvet_error *error)
{
	const struct calendar *calendar = &plan->calendar;
	struct plan_steps *lines = &plan->lines;

	lines->items = arena_alloc(
		&plan->result->arena, (calendar->line_count + 1) * sizeof(*lines->items));
	if (!lines->items)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < calendar->line_count; i++) {
		const struct calendar_line *line = &calendar->lines[i];
		size_t first, end;

		calendar_line_releases(calendar, line->line, plan->today, &first, &end);
		if (is_choice(plan, line) && first < end)
			lines->items[lines->count++] =
				step_of(plan, &calendar->releases[end - 1], line);
	}
	if (lines->count > 1)
		qsort(lines->items, lines->count, sizeof(*lines->items), compare_choices);
	if (!calendar->line_count)
		result_horizon(plan->result,
			"the store has no list of lines ('kvet update --lines FILE'): "
			"no other line is looked at");
	return 0;
}
