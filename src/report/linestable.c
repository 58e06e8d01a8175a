/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines and the backlog of one, for people. */
#include "report/lines.h"

#include "report/picture.h"
#include "report/print.h"
#include "util/day.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static void print_of(const struct report *report, const struct kvet_snapshot *snapshot)
{
	char count[PRINT_COUNT_SIZE];

	fprintf(report->out, "records: %s, snapshot of %s",
		print_count(snapshot->records, count),
		*snapshot->date ? snapshot->date : "an unknown day");
	if (*snapshot->commit)
		fprintf(report->out, " (%.12s)", snapshot->commit);
	fputs("\n\n", report->out);
}

/* lines ------------------------------------------------------------------------------- */

#define CELL_SIZE 40

/* Drawn from the left as long as there is room for all that matter more. */
struct column {
	const char *name;
	unsigned width;
	unsigned matters; /* 1: most */
	bool left;
	void (*text)(const struct kvet_line *line, char text[CELL_SIZE]);
};

static void cell_name(const struct kvet_line *line, char text[CELL_SIZE])
{
	snprintf(text, CELL_SIZE, "%s", line->name);
}

static void cell_longterm(const struct kvet_line *line, char text[CELL_SIZE])
{
	snprintf(text, CELL_SIZE, "%s", line->longterm ? "yes" : "no");
}

static void cell_released(const struct kvet_line *line, char text[CELL_SIZE])
{
	snprintf(text, CELL_SIZE, "%s", *line->released ? line->released : "-");
}

static void cell_end(const struct kvet_line *line, char text[CELL_SIZE])
{
	snprintf(text, CELL_SIZE, "%s%s", *line->end_of_life ? line->end_of_life : "-",
		line->ended ? "*" : "");
}

static void cell_newest(const struct kvet_line *line, char text[CELL_SIZE])
{
	snprintf(text, CELL_SIZE, "%s", line->newest);
}

static void cell_open(const struct kvet_line *line, char text[CELL_SIZE])
{
	print_count(line->open, text);
}

static void cell_exploited(const struct kvet_line *line, char text[CELL_SIZE])
{
	print_count(line->open_exploited, text);
}

static void cell_fixed(const struct kvet_line *line, char text[CELL_SIZE])
{
	print_count(line->fixed_recently, text);
}

static void cell_lag(const struct kvet_line *line, char text[CELL_SIZE])
{
	if (line->lag.median == KVET_DAYS_UNKNOWN)
		snprintf(text, CELL_SIZE, "-");
	else
		snprintf(text, CELL_SIZE, "%" PRId32, line->lag.median);
}

static void cell_never(const struct kvet_line *line, char text[CELL_SIZE])
{
	print_count(line->lag.never, text);
}

static const struct column columns[] = {
	{"LINE", 6, 1, true, cell_name},
	{"LTS", 4, 6, true, cell_longterm},
	{"RELEASED", 11, 9, true, cell_released},
	{"END OF LIFE", 12, 3, true, cell_end},
	{"NEWEST", 9, 5, true, cell_newest},
	{"OPEN", 6, 2, false, cell_open},
	{"EXPLOITED", 10, 4, false, cell_exploited},
	{"FIXED", 6, 8, false, cell_fixed},
	{"LAG", 5, 7, false, cell_lag},
	{"NEVER", 6, 8, false, cell_never},
};

#define COLUMNS (sizeof(columns) / sizeof(*columns))

static unsigned width_of(unsigned matters)
{
	unsigned width = 0;

	for (size_t i = 0; i < COLUMNS; i++)
		width += columns[i].matters <= matters ? columns[i].width : 0;
	return width;
}

/* How little a column may matter for all to fit. */
static unsigned least_that_fits(unsigned width)
{
	unsigned matters = 9;

	while (matters > 2 && width_of(matters) > width)
		matters--;
	return matters;
}

static void print_cell_of(
	const struct report *report, const struct column *column, const char *text)
{
	if (column->left)
		fprintf(report->out, "%-*s", (int)column->width, text);
	else
		fprintf(report->out, "%*s", (int)column->width, text);
}

static void print_line(const struct report *report, const struct kvet_line *line,
	unsigned matters, size_t most)
{
	unsigned width = picture_width(report), taken = width_of(matters);
	char text[CELL_SIZE];

	if (line->open_exploited && !line->ended)
		print_colour(report, COLOUR_YELLOW);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (columns[i].matters > matters)
			continue;
		columns[i].text(line, text);
		print_cell_of(report, &columns[i], text);
	}
	print_colour(report, COLOUR_NONE);
	if (width >= taken + 10 && most) {
		fputs("  ", report->out);
		picture_bar(report, (double)line->open, (double)most, width - taken - 2);
	}
	fputc('\n', report->out);
}

static size_t most_open(const kvet_line_list *list)
{
	const struct kvet_line *line;
	size_t most = 0;

	for (size_t i = 0; (line = kvet_line_list_line(list, i)); i++)
		most = line->open > most ? line->open : most;
	return most;
}

static void print_legend(const struct report *report)
{
	char line[400];

	snprintf(line, sizeof(line),
		"OPEN: records that affect the newest release. EXPLOITED: known "
		"exploited "
		"ones among them. FIXED: records fixed on the line in the last %d days. "
		"LAG: days from mainline's release with a fix to the line's, the median. "
		"NEVER: fixes that mainline has for more than %d days and the line has "
		"not. *: ended.",
		KVET_LINE_RECENT_DAYS, KVET_LAG_PENDING_DAYS);
	print_folded(report, 0, line);
}

int lines_table(const struct report *report, struct kvet_error *error)
{
	const kvet_line_list *list = report->lines;
	unsigned matters = least_that_fits(picture_width(report));
	const struct kvet_line *line;
	const char *text;

	(void)error;
	print_of(report, kvet_line_list_snapshot(list));
	print_colour(report, COLOUR_BOLD);
	for (size_t i = 0; i < COLUMNS; i++) {
		if (columns[i].matters <= matters)
			print_cell_of(report, &columns[i], columns[i].name);
	}
	fputc('\n', report->out);
	print_colour(report, COLOUR_NONE);
	for (size_t i = 0; (line = kvet_line_list_line(list, i)); i++)
		print_line(report, line, matters, most_open(list));
	fputc('\n', report->out);
	print_legend(report);
	for (size_t i = 0; (text = kvet_line_list_horizon(list, i)); i++)
		print_folded(report, 0, text);
	return 0;
}

/* backlog ----------------------------------------------------------------------------- */

#define AREA_ROWS 12
#define AREA_INDENT 9

static const struct kvet_backlog_point *last_point(const kvet_backlog *backlog)
{
	const struct kvet_backlog_point *point, *last = NULL;

	for (size_t i = 0; (point = kvet_backlog_point(backlog, i)); i++)
		last = point;
	return last;
}

#define POINT_SIZE 96

static const char *point_text(
	const struct kvet_backlog_point *point, char text[POINT_SIZE])
{
	char count[PRINT_COUNT_SIZE];

	snprintf(text, POINT_SIZE, "%s at %s (%s)", print_count(point->open, count),
		point->release, *point->released ? point->released : "day not known");
	return text;
}

/* The first, the most and the last. */
static void print_course(const struct report *report)
{
	const kvet_backlog *backlog = report->backlog;
	const struct kvet_backlog_point *point, *most = kvet_backlog_point(backlog, 0);
	char first[POINT_SIZE], highest[POINT_SIZE], last[POINT_SIZE];
	char line[4 * POINT_SIZE];

	for (size_t i = 0; (point = kvet_backlog_point(backlog, i)); i++)
		most = point->open > most->open ? point : most;
	snprintf(line, sizeof(line), "%s: open records %s, most %s, now %s",
		kvet_backlog_line(backlog),
		point_text(kvet_backlog_point(backlog, 0), first),
		point_text(most, highest), point_text(last_point(backlog), last));
	print_colour(report, COLOUR_BOLD);
	print_folded(report, 0, line);
	print_colour(report, COLOUR_NONE);
	fputc('\n', report->out);
}

/* Each column is what was open on its day: since the last release before. */
static void sample(const kvet_backlog *backlog, size_t *values, unsigned columns_wide)
{
	int32_t first = day_parse(kvet_backlog_point(backlog, 0)->released);
	int32_t last = day_parse(last_point(backlog)->released);
	const struct kvet_backlog_point *next;
	size_t at = 0;

	for (unsigned i = 0; i < columns_wide; i++) {
		int64_t day = first + (columns_wide > 1 ? ((int64_t)last - first) * i /
								  (columns_wide - 1)
							: 0);

		while ((next = kvet_backlog_point(backlog, at + 1)) &&
			day_parse(next->released) <= day)
			at++;
		values[i] = kvet_backlog_point(backlog, at)->open;
	}
}

static void print_axis(const struct report *report, unsigned wide)
{
	const char *first = kvet_backlog_point(report->backlog, 0)->released;
	const char *last = last_point(report->backlog)->released;

	fprintf(report->out, "%*s%s", AREA_INDENT, "", first);
	if (wide > 2 * strlen(first) + 2)
		fprintf(report->out, "%*s", (int)(wide - strlen(first)), last);
	fputc('\n', report->out);
}

static void draw_backlog(const struct report *report)
{
	unsigned wide = picture_width(report) - AREA_INDENT;
	size_t *values = calloc(wide, sizeof(*values));

	if (!values)
		return;
	sample(report->backlog, values, wide);
	picture_area(report, values, wide, AREA_ROWS, AREA_INDENT);
	print_axis(report, wide);
	free(values);
}

int backlog_table(const struct report *report, struct kvet_error *error)
{
	const char *text;

	(void)error;
	print_of(report, kvet_backlog_snapshot(report->backlog));
	print_course(report);
	draw_backlog(report);
	fputc('\n', report->out);
	for (size_t i = 0; (text = kvet_backlog_horizon(report->backlog, i)); i++)
		print_folded(report, 0, text);
	return 0;
}
