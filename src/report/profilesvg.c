/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile as a picture: panels below each other, each with its own heading and axis. */
#include "report/profile.h"

#include "report/print.h"
#include "report/svg.h"

#include <math.h>
#include <string.h>

#define LEFT (SVG_MARGIN + 56) /* of what is drawn, behind an axis' numbers */
#define RIGHT (SVG_WIDTH - SVG_MARGIN)
#define NAMES_RIGHT 190 /* of a row's name in panels that have one a row */
#define CHART_HEIGHT 220
#define ROW_HEIGHT 24
#define RATES_SHOWN 12

/* The series that are drawn, and in grey the rest of the rows together. */
struct series {
	const kvet_profile *profile;
	size_t rows, shown, periods;
	const struct kvet_profile_row *picked[SVG_COLOURS];
	bool stacked; /* on each other; else curves, and no rest */
};

static bool is_longterm(const kvet_profile *profile, const char *line)
{
	const struct kvet_line_lag *lag;

	for (size_t i = 0; (lag = kvet_profile_lag(profile, i)); i++) {
		if (strcmp(lag->line, line) == 0)
			return true;
	}
	return false;
}

/* Of lines the newest long-term ones; of all else what there is most of. */
static void pick(struct series *series, enum kvet_by by)
{
	const struct kvet_profile_row *row;

	for (size_t i = 0; (row = kvet_profile_row(series->profile, i)); i++) {
		if (series->shown < SVG_COLOURS &&
			(by != KVET_BY_LINE || is_longterm(series->profile, row->name)))
			series->picked[series->shown++] = row;
		series->rows++;
	}
}

/* A record is on many lines, and nearly all records are in subsystems that are not shown:
 * a pile of either says nothing. */
static struct series series_of(const struct report *report)
{
	const kvet_profile *profile = report->profile;
	enum kvet_by by = kvet_profile_by(profile);
	struct series series = {.profile = profile};

	series.stacked = by != KVET_BY_LINE && by != KVET_BY_SUBSYSTEM;
	pick(&series, by);
	while (kvet_profile_period(profile, series.periods))
		series.periods++;
	return series;
}

/* Of one series in a period; that of number SHOWN is the rest. */
static size_t value_at(const struct series *series, size_t index, size_t period)
{
	const struct kvet_profile_row *row;
	size_t sum = 0;

	if (index < series->shown)
		return series->picked[index]->counts[period];
	for (size_t i = series->shown; (row = kvet_profile_row(series->profile, i)); i++)
		sum += row->counts[period];
	return sum;
}

static size_t drawn(const struct series *series)
{
	return series->shown + (series->stacked && series->rows > series->shown);
}

static const char *series_name(
	const struct series *series, size_t index, char text[PRINT_COUNT_SIZE + 16])
{
	char count[PRINT_COUNT_SIZE];

	if (index < series->shown)
		return series->picked[index]->name;
	snprintf(text, PRINT_COUNT_SIZE + 16, "%s others",
		print_count(series->rows - series->shown, count));
	return text;
}

static unsigned colour_of(const struct series *series, size_t index)
{
	return index < series->shown ? (unsigned)index : SVG_GREY;
}

/* Over time ---------------------------------------------------------------------------- */

static double highest(const struct series *series)
{
	size_t most = 0;

	for (size_t period = 0; period < series->periods; period++) {
		size_t sum = 0;

		for (size_t i = 0; i < drawn(series); i++) {
			size_t value = value_at(series, i, period);

			sum = series->stacked ? sum + value : value > sum ? value : sum;
		}
		most = sum > most ? sum : most;
	}
	return (double)most;
}

static double slot_width(const struct series *series)
{
	return (RIGHT - LEFT) / (double)(series->periods ? series->periods : 1);
}

/* "2024, memory-leak: 123" */
#define VALUE_SIZE 256

static const char *value_text(
	const struct series *series, size_t index, size_t period, char text[VALUE_SIZE])
{
	const struct kvet_period *of = kvet_profile_period(series->profile, period);
	char name[PRINT_COUNT_SIZE + 16], count[PRINT_COUNT_SIZE];

	snprintf(text, VALUE_SIZE, "%s%s, %.120s: %s", of->name,
		of->partial ? " (not over)" : "", series_name(series, index, name),
		print_count(value_at(series, index, period), count));
	return text;
}

static void draw_value(FILE *out, const struct series *series,
	const struct svg_axis *axis, size_t index, size_t period, size_t below)
{
	size_t value = value_at(series, index, period);
	double slot = slot_width(series), gap = slot > 6 ? slot * 0.15 : 0;
	double top = svg_axis_y(axis, (double)(below + value));
	char text[VALUE_SIZE];

	if (value)
		svg_box(out, LEFT + slot * (double)period + gap / 2, top, slot - gap,
			svg_axis_y(axis, (double)below) - top, colour_of(series, index),
			value_text(series, index, period, text));
}

static void draw_stacks(
	FILE *out, const struct series *series, const struct svg_axis *axis)
{
	for (size_t period = 0; period < series->periods; period++) {
		size_t below = 0;

		for (size_t i = 0; i < drawn(series); i++) {
			draw_value(out, series, axis, i, period, below);
			below += value_at(series, i, period);
		}
	}
}

static void draw_curve(
	FILE *out, const struct series *series, const struct svg_axis *axis, size_t index)
{
	double slot = slot_width(series), size = slot < 6 ? slot / 2 : 5;
	unsigned colour = colour_of(series, index);
	char text[VALUE_SIZE];

	fprintf(out, "<polyline class=\"curve l%u\" points=\"", colour);
	for (size_t period = 0; period < series->periods; period++) {
		svg_number(out, LEFT + slot * ((double)period + 0.5));
		svg_number(
			out, svg_axis_y(axis, (double)value_at(series, index, period)));
	}
	fputs("\"/>\n", out);
	for (size_t period = 0; period < series->periods; period++) {
		double y = svg_axis_y(axis, (double)value_at(series, index, period));

		if (y < axis->bottom)
			svg_box(out, LEFT + slot * ((double)period + 0.5) - size / 2,
				y - size / 2, size, size, colour,
				value_text(series, index, period, text));
	}
}

static void draw_curves(
	FILE *out, const struct series *series, const struct svg_axis *axis)
{
	for (size_t i = 0; i < drawn(series); i++)
		draw_curve(out, series, axis, i);
}

/* The names of periods, as many as do not touch each other. */
static void draw_periods(FILE *out, const struct series *series, double y)
{
	double slot = slot_width(series);
	size_t every = 1;

	while ((double)every * slot < 58)
		every++;
	for (size_t i = 0; i < series->periods; i += every) {
		const struct kvet_period *period =
			kvet_profile_period(series->profile, i);
		char text[64];

		snprintf(text, sizeof(text), "%s%s", period->name,
			period->partial ? "*" : "");
		svg_text(
			out, LEFT + slot * ((double)i + 0.5), y, "muted", "middle", text);
	}
}

static double draw_legend(FILE *out, const struct series *series, double y)
{
	size_t count = drawn(series), columns = count <= 4 ? 4 : 3;
	size_t lines = (count + columns - 1) / columns;
	double width = (RIGHT - SVG_MARGIN) / (double)columns;
	char name[PRINT_COUNT_SIZE + 16], text[48];

	for (size_t i = 0; out && i < count; i++) {
		double x = SVG_MARGIN + width * (double)(i % columns);
		size_t above = i / columns;
		double line = y + 20 * (double)above;
		const char *full = series_name(series, i, name);

		snprintf(text, sizeof(text), "%.26s%s", full,
			strlen(full) > 26 ? "..." : "");
		svg_box(out, x, line - 10, 12, 12, colour_of(series, i), full);
		svg_text(out, x + 18, line, "", "start", text);
	}
	return 20 * (double)lines;
}

static double draw_time(FILE *out, const struct report *report, double y)
{
	struct series series = series_of(report);
	const kvet_profile *profile = report->profile;
	bool partial = series.periods &&
		       kvet_profile_period(profile, series.periods - 1)->partial;
	char unit[128];
	struct svg_axis axis = {.left = LEFT,
		.right = RIGHT,
		.top = y + 34,
		.bottom = y + 34 + CHART_HEIGHT,
		.most = highest(&series),
		.unit = unit,
		.suffix = ""};

	if (!series.periods)
		return 0;
	snprintf(unit, sizeof(unit), "records %s, per %s%s%s",
		kvet_word(KVET_WORDS_OVER, kvet_profile_over(profile)),
		kvet_word(KVET_WORDS_PER, kvet_profile_per(profile)),
		partial ? " (*: not over)" : "",
		series.stacked || series.rows == series.shown ? ""
		: kvet_profile_by(profile) == KVET_BY_LINE    ? "; long-term lines"
							      : "; those with the most");
	axis.most = svg_whole(axis.most);
	if (out) {
		svg_axis_draw(out, &axis);
		if (series.stacked)
			draw_stacks(out, &series, &axis);
		else
			draw_curves(out, &series, &axis);
		draw_periods(out, &series, axis.bottom + 18);
	}
	return 34 + CHART_HEIGHT + 44 + draw_legend(out, &series, axis.bottom + 44) + 16;
}

/* Rust --------------------------------------------------------------------------------- */

static double draw_prevented(FILE *out, const struct report *report, double y)
{
	static const char *const texts[KVET_SAFE_RUSTS] = {
		[KVET_RUST_PREVENTS] = "prevents",
		[KVET_RUST_MAKES_RARER] = "makes rarer",
		[KVET_RUST_CHECKS] = "turns into a check",
		[KVET_RUST_NO_HELP] = "does not help",
		[KVET_RUST_UNCLASSIFIED] = "not classified",
	};
	const struct kvet_profile_rust *rust = kvet_profile_rust(report->profile);
	char count[PRINT_COUNT_SIZE], text[160];

	if (!rust->c_records)
		return 0;
	snprintf(text, sizeof(text), "What safe Rust does to the classes of %s C records",
		print_count(rust->c_records, count));
	if (out)
		svg_text(out, SVG_MARGIN, y, "head", "start", text);
	for (unsigned i = 0; out && i < KVET_SAFE_RUSTS; i++) {
		double part = (double)rust->c[i] / (double)rust->c_records;
		double line = y + 14 + ROW_HEIGHT * i;
		double width = part * (RIGHT - NAMES_RIGHT - 120);
		long thousandths = (long)(part * 1000 + 0.5);

		snprintf(text, sizeof(text), "%s (%ld.%ld %%)",
			print_count(rust->c[i], count), thousandths / 10,
			thousandths % 10);
		svg_text(out, NAMES_RIGHT - 8, line + 13, "", "end", texts[i]);
		svg_box(out, NAMES_RIGHT, line + 2, width, ROW_HEIGHT - 8,
			i == KVET_RUST_UNCLASSIFIED ? SVG_GREY : 0, text);
		svg_text(out, NAMES_RIGHT + width + 6, line + 13, "muted", "start", text);
	}
	return 14 + ROW_HEIGHT * KVET_SAFE_RUSTS + 30;
}

/* Rates -------------------------------------------------------------------------------- */

static double farthest(const kvet_profile *profile, size_t count)
{
	double most = 0;

	for (size_t i = 0; i < count; i++) {
		double high = kvet_profile_rate(profile, i)->rate.high;

		most = high > most ? high : most;
	}
	return most;
}

static void draw_rate(FILE *out, const struct kvet_rate *rate, double y, double scale)
{
	double x = NAMES_RIGHT + rate->rate.value * scale;
	char text[192], count[PRINT_COUNT_SIZE];

	snprintf(text, sizeof(text), "%.24s%s", rate->name, rate->few ? " ~" : "");
	svg_text(out, NAMES_RIGHT - 8, y + 4, "", "end", text);
	svg_line(out, NAMES_RIGHT + rate->rate.low * scale, y,
		NAMES_RIGHT + rate->rate.high * scale, y, "whisker");
	snprintf(text, sizeof(text), "%.24s: %s records, %ld (%ld-%ld)", rate->name,
		print_count(rate->records, count), lround(rate->rate.value),
		lround(rate->rate.low), lround(rate->rate.high));
	svg_box(out, x - 4, y - 4, 8, 8, rate->few ? SVG_GREY : 0, text);
}

static void draw_rate_scale(FILE *out, double y, double height, double most, double scale)
{
	double step = svg_step(most, 5);
	char count[PRINT_COUNT_SIZE], text[PRINT_COUNT_SIZE];

	for (unsigned i = 0; i * step <= most; i++) {
		double value = i * step;
		double x = NAMES_RIGHT + value * scale;

		svg_line(out, x, y, x, y + height, value > 0 ? "grid" : "axis");
		if (step < 1)
			snprintf(text, sizeof(text), "0.%ld", (long)(value * 10 + 0.5));
		else
			snprintf(text, sizeof(text), "%s",
				print_count((uint64_t)(value + 0.5), count));
		svg_text(out, x, y + height + 16, "muted", "middle", text);
	}
}

static double draw_rates(FILE *out, const struct report *report, double y)
{
	const struct kvet_rates *rates = kvet_profile_rates(report->profile);
	size_t count = 0;
	char text[256];

	while (count < RATES_SHOWN && kvet_profile_rate(report->profile, count))
		count++;
	double most = count ? farthest(report->profile, count) : 0;
	double scale = most > 0 ? (RIGHT - 16 - NAMES_RIGHT) / most : 0;
	double height = ROW_HEIGHT * (double)count;
	if (rates->missing || !count)
		return 0;
	if (out) {
		svg_text(out, SVG_MARGIN, y, "head", "start",
			"Fixes numbered per million lines of code and year");
		draw_rate_scale(out, y + 14, height, most, scale);
		for (size_t i = 0; i < count; i++)
			draw_rate(out, kvet_profile_rate(report->profile, i),
				y + 14 + ROW_HEIGHT * ((double)i + 0.5), scale);
	}
	snprintf(text, sizeof(text),
		"Fixed in mainline from %s to %s, with the interval of 95 %%; ~: too few "
		"to "
		"tell. Rust to C: %s.",
		rates->from, rates->to,
		rates->rust_to_c.value < 0 ? "not known"
		: rates->rust_told_apart   ? "told apart"
					   : "not told apart");
	return 14 + height + 40 + svg_fold(out, y + 14 + height + 40, text) + 24;
}

/* Survival ------------------------------------------------------------------------------ */

#define YEARS_MOST 20

static double survival_x(double years)
{
	return LEFT + years / YEARS_MOST * (RIGHT - LEFT - 10);
}

static void draw_points(
	FILE *out, const kvet_profile *profile, const struct svg_axis *axis)
{
	const struct kvet_survival *point;
	char text[96];

	fputs("<polyline class=\"curve l0\" points=\"", out);
	svg_number(out, survival_x(0));
	svg_number(out, axis->top);
	for (size_t i = 0; (point = kvet_profile_survival(profile, i)); i++) {
		if (point->alive.value < 0)
			continue;
		svg_number(out, survival_x(point->years));
		svg_number(out, svg_axis_y(axis, 100 * point->alive.value));
	}
	fputs("\"/>\n", out);
	for (size_t i = 0; (point = kvet_profile_survival(profile, i)); i++) {
		double x = survival_x(point->years);
		long thousandths = (long)(1000 * point->alive.value + 0.5);

		if (point->alive.value < 0)
			continue;
		if (point->alive.low >= 0)
			svg_line(out, x, svg_axis_y(axis, 100 * point->alive.low), x,
				svg_axis_y(axis, 100 * point->alive.high), "whisker");
		snprintf(text, sizeof(text), "%u years: %ld.%ld %%", point->years,
			thousandths / 10, thousandths % 10);
		svg_box(out, x - 3.5, svg_axis_y(axis, 100 * point->alive.value) - 3.5, 7,
			7, 0, text);
		snprintf(text, sizeof(text), "%u", point->years);
		svg_text(out, x, axis->bottom + 18, "muted", "middle", text);
	}
}

static double draw_survival(FILE *out, const struct report *report, double y)
{
	const struct svg_axis axis = {LEFT, RIGHT, y + 40, y + 40 + CHART_HEIGHT * 0.75,
		100, "of all known bugs", " %"};

	if (!kvet_profile_survival(report->profile, 0))
		return 0;
	if (out) {
		svg_text(out, SVG_MARGIN, y, "head", "start",
			"Still in mainline so many years after the release that brought "
			"it");
		svg_axis_draw(out, &axis);
		draw_points(out, report->profile, &axis);
	}
	double below = axis.bottom + 40;
	return below - y +
	       svg_fold(out, below,
		       "Kaplan-Meier, with the interval of 95 %; bugs that nobody has "
		       "found are "
		       "in no curve.") +
	       24;
}

/* All together -------------------------------------------------------------------------- */

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_profile_horizon(of, index);
}

/* From Y on; with OUT NULL only how high it gets. */
static double draw(FILE *out, const struct report *report, const char *command)
{
	double y = 62;

	y += draw_time(out, report, y);
	y += draw_prevented(out, report, y);
	y += draw_rates(out, report, y);
	y += draw_survival(out, report, y);
	y += svg_source(out, y, command, kvet_profile_snapshot(report->profile),
		report->profile, get_horizon);
	return y + 8;
}

int profile_svg(const struct report *report, struct kvet_error *error)
{
	const kvet_profile *profile = report->profile;
	const char *by = kvet_word(KVET_WORDS_BY, kvet_profile_by(profile));
	const char *over = kvet_word(KVET_WORDS_OVER, kvet_profile_over(profile));
	const char *per = kvet_word(KVET_WORDS_PER, kvet_profile_per(profile));
	char title[128], description[256], command[128], count[PRINT_COUNT_SIZE];

	(void)error;
	snprintf(title, sizeof(title), "Vulnerabilities of the Linux kernel by %s", by);
	snprintf(description, sizeof(description),
		"%s records by %s, over the time when they were %s, per %s; what safe "
		"Rust "
		"does to the classes of C records, and how long bugs lived in mainline.",
		print_count(kvet_profile_records(profile), count), by, over, per);
	snprintf(command, sizeof(command), "kvet profile --by %s --over %s --per %s", by,
		over, per);
	svg_begin(report->out, draw(NULL, report, command), title, description);
	draw(report->out, report, command);
	svg_end(report->out);
	return 0;
}
