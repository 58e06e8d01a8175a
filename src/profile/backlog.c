/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The open records of one line, release by release. */
#include "profile/course.h"
#include "profile/material.h"

#include "release/release.h"
#include "util/error.h"

#include <stdlib.h>

/* What changes at a release. */
struct turn {
	size_t came, fixed, came_exploited, fixed_exploited;
};

struct kvet_backlog {
	struct material material;
	const char *line;
	struct kvet_backlog_point *points;
	size_t count;
};

struct turning {
	const struct calendar_entry *releases; /* of the line, up to the snapshot's day */
	size_t count;
	struct turn *turns;
	struct course course;
};

/* The first release that is not before STABLE; the list may have gaps. */
static size_t index_of(const struct turning *turning, uint16_t stable)
{
	size_t low = 0, high = turning->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (turning->releases[middle].release.stable < stable)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int turn_case(void *context, const struct traits *traits, struct case_facts *facts,
	struct kvet_error *error)
{
	struct turning *turning = context;
	struct course *course = &turning->course;
	const struct calendar_entry *last = &turning->releases[turning->count - 1];
	bool open = false;

	(void)error;
	course_begin(course, facts);
	course_walk(course, turning->releases[0].release, last->release.stable);
	for (size_t i = 0; i < course->count; i++) {
		const struct course_step *step = &course->steps[i];
		struct turn *turn = &turning->turns[index_of(turning, step->stable)];

		turn->came += step->open && !open;
		turn->fixed += !step->open && open;
		turn->came_exploited += step->open && !open && traits->exploited;
		turn->fixed_exploited += !step->open && open && traits->exploited;
		open = step->open;
	}
	return 0;
}

static int make_points(struct kvet_backlog *backlog, const struct turning *turning,
	struct kvet_error *error)
{
	struct material *material = &backlog->material;
	size_t open = 0, exploited = 0;

	backlog->points = calloc(turning->count, sizeof(*backlog->points));
	if (!backlog->points)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < turning->count; i++) {
		const struct turn *turn = &turning->turns[i];

		open += turn->came - turn->fixed;
		exploited += turn->came_exploited - turn->fixed_exploited;
		backlog->points[backlog->count++] = (struct kvet_backlog_point){
			.release =
				material_release(material, turning->releases[i].release),
			.released = material_day(material, turning->releases[i].day),
			.open = open,
			.open_exploited = exploited,
			.came = turn->came,
			.fixed = turn->fixed,
		};
	}
	result_horizon(material->result,
		"open at each release is by what is known today, not by what was known "
		"then");
	if (material->result->arena.failed)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return 0;
}

static int find_points(
	struct kvet_backlog *backlog, struct kvet_release line, struct kvet_error *error)
{
	struct material *material = &backlog->material;
	struct turning *turning;
	size_t first, end;

	backlog->line = material_release(material, line);
	calendar_line_releases(&material->calendar, line, material->today, &first, &end);
	/* The list may not have the release that opens the line, and then begins later. */
	if (first == end)
		return error_set(error, KVET_ERROR_NOT_FOUND,
			kvet_store_path(material->store),
			"the store knows no release of line %s", backlog->line);
	turning = calloc(1, sizeof(*turning));
	if (turning) {
		turning->releases = material->calendar.releases + first;
		turning->count = end - first;
		/* One more for what comes behind the last release. */
		turning->turns = calloc(turning->count + 1, sizeof(*turning->turns));
	}
	if (!turning || !turning->turns) {
		free(turning);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	int code = material_walk(material, turn_case, turning, error);
	code = code ? code : make_points(backlog, turning, error);
	free(turning->turns);
	free(turning);
	return code;
}

static int parse_line(
	const char *text, struct kvet_release *line, struct kvet_error *error)
{
	if (release_parse(bytes_of(text), line) && release_is_mainline(*line))
		return 0;
	error_set(error, KVET_ERROR_USAGE, NULL, "'%.40s' is not a line", text);
	error_hint(error, "lines look like 6.1, up to 2.6 like 2.6.32");
	return KVET_ERROR_USAGE;
}

int kvet_backlog_of(kvet_store *store, const char *line, const struct kvet_filter *filter,
	kvet_backlog **out, struct kvet_error *error)
{
	struct kvet_error unseen;
	struct kvet_release release;

	error = error ? error : &unseen;
	int code = parse_line(line, &release, error);
	if (code)
		return code;
	struct kvet_backlog *backlog = calloc(1, sizeof(*backlog));
	if (!backlog)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	code = material_open(&backlog->material, store, filter, error);
	code = code ? code : material_needs_releases(&backlog->material, error);
	code = code ? code : find_points(backlog, release, error);
	if (code) {
		kvet_backlog_free(backlog);
		return code;
	}
	material_close(&backlog->material);
	*out = backlog;
	return 0;
}

void kvet_backlog_free(kvet_backlog *backlog)
{
	if (!backlog)
		return;
	material_end(&backlog->material);
	free(backlog->points);
	free(backlog);
}

const char *kvet_backlog_line(const kvet_backlog *backlog)
{
	return backlog->line;
}

const struct kvet_backlog_point *kvet_backlog_point(
	const kvet_backlog *backlog, size_t index)
{
	return index < backlog->count ? &backlog->points[index] : NULL;
}

const struct kvet_snapshot *kvet_backlog_snapshot(const kvet_backlog *backlog)
{
	return &backlog->material.result->snapshot;
}

const char *kvet_backlog_horizon(const kvet_backlog *backlog, size_t index)
{
	return kvet_result_horizon(backlog->material.result, index);
}
