/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of every line, and the backlog of one over its life. */
#include "profile/lag.h"
#include "profile/material.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

/* One line, while the records go by. */
struct line_state {
	struct lag_line at;
	struct kvet_line told;
	struct lag lag;
};

struct kvet_line_list {
	struct material material;
	struct line_state *states;
	struct kvet_line *lines; /* as they are shown */
	size_t count, room;
};

static bool is_out(const struct calendar_line *line, int32_t today)
{
	return line->released == DAY_UNKNOWN || line->released <= today;
}

static bool has_ended(const struct calendar_line *line, int32_t today)
{
	return line->end_of_life != DAY_UNKNOWN && line->end_of_life < today;
}

static struct line_state line_state_of(
	struct material *material, const struct calendar_line *line)
{
	struct calendar_entry newest = material_newest(material, line);
	struct line_state state = {
		.at = {line->line, newest.release, line->end_of_life,
			has_ended(line, material->today)},
	};

	state.told = (struct kvet_line){
		.name = material_release(material, line->line),
		.released = material_day(material, line->released),
		.end_of_life = material_day(material, line->end_of_life),
		.longterm = line->longterm,
		.ended = state.at.ended,
		.newest = material_release(material, newest.release),
		.newest_released = material_day(material, newest.day),
	};
	return state;
}

static int choose_lines(struct kvet_line_list *list, bool all, struct kvet_error *error)
{
	struct material *material = &list->material;
	size_t waiting = 0;

	for (size_t i = 0; i < material->calendar.line_count; i++) {
		const struct calendar_line *line = &material->calendar.lines[i];

		waiting += !is_out(line, material->today);
		if (!is_out(line, material->today) ||
			(!all && has_ended(line, material->today)))
			continue;
		if (!grow(&list->states, &list->room, list->count + 1,
			    sizeof(*list->states)))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		list->states[list->count++] = line_state_of(material, line);
	}
	if (waiting)
		result_horizon(material->result,
			"lines and releases of after %s are left out: the records do not "
			"know them",
			material->result->snapshot.date);
	return 0;
}

/* Counting ---------------------------------------------------------------------------- */

struct counting {
	struct kvet_line_list *list;
	struct course course;
};

static bool fixed_recently(const struct material *material,
	const struct line_state *state, const struct course *course)
{
	struct kvet_release release = state->at.line;

	if (!course->reached || course->open)
		return false;
	release.stable = course->fixed;
	int32_t day = calendar_day(&material->calendar, release);
	return day != DAY_UNKNOWN &&
	       (int64_t)material->today - day < KVET_LINE_RECENT_DAYS;
}

static int count_case(void *context, const struct traits *traits,
	struct case_facts *facts, struct kvet_error *error)
{
	struct counting *counting = context;
	struct kvet_line_list *list = counting->list;
	struct material *material = &list->material;
	struct course *course = &counting->course;
	struct life life = life_of(facts, &material->calendar);

	course_begin(course, facts);
	for (size_t i = 0; i < list->count; i++) {
		struct line_state *state = &list->states[i];

		course_walk(course, state->at.line, state->at.newest.stable);
		state->told.open += course->open;
		state->told.open_exploited += course->open && traits->exploited;
		state->told.fixed_recently += fixed_recently(material, state, course);
		if (!lag_take(&state->lag, &state->at, &life, course, &material->calendar,
			    material->today))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

static int count_records(struct kvet_line_list *list, struct kvet_error *error)
{
	struct counting *counting = malloc(sizeof(*counting));

	if (!counting)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	counting->list = list;
	int code = material_walk(&list->material, count_case, counting, error);
	free(counting);
	return code;
}

/* For one who chooses a kernel for a device: what is kept for long before what is not, then
 * what is kept longest, then what has the fewest open records, then the newer. */
static int compare_lines(const void *a, const void *b)
{
	const struct line_state *x = a, *y = b;
	int ends = strcmp(y->told.end_of_life, x->told.end_of_life);

	if (x->told.ended != y->told.ended)
		return x->told.ended - y->told.ended;
	if (x->told.longterm != y->told.longterm && !x->told.ended)
		return y->told.longterm - x->told.longterm;
	/* An end that nobody has named yet is the later one. */
	if (!*x->told.end_of_life != !*y->told.end_of_life)
		return *x->told.end_of_life ? 1 : -1;
	if (ends)
		return ends;
	if (x->told.open != y->told.open)
		return x->told.open < y->told.open ? -1 : 1;
	return release_compare_line(y->at.line, x->at.line);
}

static int give_lines(struct kvet_line_list *list, struct kvet_error *error)
{
	if (list->count > 1)
		qsort(list->states, list->count, sizeof(*list->states), compare_lines);
	list->lines = calloc(list->count + 1, sizeof(*list->lines));
	if (!list->lines || list->material.result->arena.failed)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < list->count; i++) {
		list->states[i].told.lag = lag_told(&list->states[i].lag);
		list->lines[i] = list->states[i].told;
	}
	return 0;
}

/* What holds of every number here. */
static void say_of_lines(struct kvet_result *result)
{
	result_horizon(result,
		"open is what the release alone says: what a configuration "
		"leaves out is not looked at");
	result_horizon(result,
		"days are those of releases: a fix that a line had before its mainline "
		"release was out took less than 0 days");
}

int kvet_lines(kvet_store *store, const struct kvet_lines_options *options,
	kvet_line_list **out, struct kvet_error *error)
{
	static const struct kvet_lines_options plain = {.size = sizeof(plain)};
	struct kvet_error unseen;
	struct kvet_line_list *list = calloc(1, sizeof(*list));

	error = error ? error : &unseen;
	options = options ? options : &plain;
	if (!list)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	int code = material_open(&list->material, store, options->filter, error);
	code = code ? code : material_needs_lines(&list->material, error);
	code = code ? code : material_needs_releases(&list->material, error);
	code = code ? code : choose_lines(list, options->all, error);
	code = code ? code : count_records(list, error);
	if (!code)
		say_of_lines(list->material.result);
	code = code ? code : give_lines(list, error);
	if (code) {
		kvet_line_list_free(list);
		return code;
	}
	material_close(&list->material);
	*out = list;
	return 0;
}

void kvet_line_list_free(kvet_line_list *list)
{
	if (!list)
		return;
	for (size_t i = 0; i < list->count; i++)
		lag_end(&list->states[i].lag);
	material_end(&list->material);
	free(list->states);
	free(list->lines);
	free(list);
}

const struct kvet_line *kvet_line_list_line(const kvet_line_list *list, size_t index)
{
	return index < list->count ? &list->lines[index] : NULL;
}

const struct kvet_snapshot *kvet_line_list_snapshot(const kvet_line_list *list)
{
	return &list->material.result->snapshot;
}

const char *kvet_line_list_horizon(const kvet_line_list *list, size_t index)
{
	return kvet_result_horizon(list->material.result, index);
}
