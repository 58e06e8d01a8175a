/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The backlog of a line as a picture. */
#include "report/lines.h"

#include "report/print.h"
#include "report/svg.h"
#include "util/day.h"

#include <stdlib.h>
#include <string.h>

#define LEFT (SVG_MARGIN + 56)
#define RIGHT (SVG_WIDTH - SVG_MARGIN)
#define TOP 130
#define BOTTOM (TOP + 260)

struct course_of {
	const kvet_backlog *backlog;
	int32_t first, last; /* days */
	const struct kvet_backlog_point *begin, *most, *end;
};

/* Releases without a day are in no picture. */
static struct course_of course_of(const kvet_backlog *backlog)
{
	struct course_of course = {.backlog = backlog, .first = DAY_UNKNOWN};
	const struct kvet_backlog_point *point;

	for (size_t i = 0; (point = kvet_backlog_point(backlog, i)); i++) {
		int32_t day = day_parse(point->released);

		if (day == DAY_UNKNOWN)
			continue;
		if (course.first == DAY_UNKNOWN) {
			course.first = day;
			course.begin = point;
		}
		course.last =
			day > course.last || course.first == day ? day : course.last;
		course.end = point;
		if (!course.most || point->open > course.most->open)
			course.most = point;
	}
	return course;
}

static double x_of(const struct course_of *course, int32_t day)
{
	double days = course->last - course->first;

	return LEFT + (days > 0 ? (day - course->first) / days : 0) * (RIGHT - LEFT);
}

/* A step at each release: until the next one nothing changes. */
static void draw_area(
	FILE *out, const struct course_of *course, const struct svg_axis *axis)
{
	const struct kvet_backlog_point *point;
	double before = axis->bottom;

	fputs("<path class=\"c0 open\" d=\"M", out);
	svg_number(out, LEFT);
	svg_number(out, axis->bottom);
	for (size_t i = 0; (point = kvet_backlog_point(course->backlog, i)); i++) {
		int32_t day = day_parse(point->released);
		double y = svg_axis_y(axis, (double)point->open);

		if (day == DAY_UNKNOWN)
			continue;
		fputs("L", out);
		svg_number(out, x_of(course, day));
		svg_number(out, before);
		fputs("L", out);
		svg_number(out, x_of(course, day));
		svg_number(out, y);
		before = y;
	}
	fputs("L", out);
	svg_number(out, RIGHT);
	svg_number(out, before);
	fputs("L", out);
	svg_number(out, RIGHT);
	svg_number(out, axis->bottom);
	fputs("Z\"/>\n", out);
}

/* Each release can be pointed at. */
static void draw_releases(
	FILE *out, const struct course_of *course, const struct svg_axis *axis)
{
	const struct kvet_backlog_point *point;
	char text[128], open[PRINT_COUNT_SIZE], came[PRINT_COUNT_SIZE];
	char fixed[PRINT_COUNT_SIZE];

	for (size_t i = 0; (point = kvet_backlog_point(course->backlog, i)); i++) {
		int32_t day = day_parse(point->released);

		if (day == DAY_UNKNOWN)
			continue;
		snprintf(text, sizeof(text), "%s (%s): %s open, %s came, %s fixed",
			point->release, point->released, print_count(point->open, open),
			print_count(point->came, came), print_count(point->fixed, fixed));
		svg_box(out, x_of(course, day) - 1.5,
			svg_axis_y(axis, (double)point->open) - 1.5, 3, 3, 0, text);
	}
}

static void draw_years(FILE *out, const struct course_of *course)
{
	unsigned month, day_of_month;
	int first, last;
	char text[16];

	day_split(course->first, &first, &month, &day_of_month);
	day_split(course->last, &last, &month, &day_of_month);
	for (int year = first + 1; year <= last; year++) {
		double x = x_of(course, day_of(year, 1, 1));

		if (x < LEFT + 24)
			continue;
		svg_line(out, x, BOTTOM, x, BOTTOM + 5, "axis");
		snprintf(text, sizeof(text), "%d", year);
		svg_text(out, x, BOTTOM + 20, "muted", "middle", text);
	}
}

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_backlog_horizon(of, index);
}

static double draw_note(FILE *out, const struct report *report)
{
	char command[64];

	snprintf(command, sizeof(command), "kvet lines --history %.32s",
		kvet_backlog_line(report->backlog));
	return svg_source(out, BOTTOM + 52, command,
		kvet_backlog_snapshot(report->backlog), report->backlog, get_horizon);
}

int backlog_svg(const struct report *report, struct kvet_error *error)
{
	struct course_of course = course_of(report->backlog);
	char title[96], text[320], begin[PRINT_COUNT_SIZE], most[PRINT_COUNT_SIZE];
	char end[PRINT_COUNT_SIZE];
	struct svg_axis axis = {LEFT, RIGHT, TOP, BOTTOM, 0, "open records", ""};
	FILE *out = report->out;

	(void)error;
	snprintf(title, sizeof(title), "Open records of Linux %.32s, release by release",
		kvet_backlog_line(report->backlog));
	snprintf(text, sizeof(text), "No release of it has a day.");
	if (course.end)
		snprintf(text, sizeof(text),
			"%s at %s (%s), at most %s at %s (%s), now %s at %s (%s).",
			print_count(course.begin->open, begin), course.begin->release,
			course.begin->released, print_count(course.most->open, most),
			course.most->release, course.most->released,
			print_count(course.end->open, end), course.end->release,
			course.end->released);
	svg_begin(out, BOTTOM + 52 + draw_note(NULL, report) + 8, title, text);
	svg_fold(out, 64, text);
	if (course.end) {
		axis.most = svg_whole((double)course.most->open);
		svg_axis_draw(out, &axis);
		draw_area(out, &course, &axis);
		draw_releases(out, &course, &axis);
		draw_years(out, &course);
	}
	draw_note(out, report);
	svg_end(out);
	return 0;
}
