/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/profilerates.h"

#include "report/picture.h"
#include "report/print.h"

#include <string.h>

#define NAME_MOST 28
/* The rate, its limits and the mark; and with them the records; and with both the lines. */
#define RATE_WIDTH 28
#define RECORDS_WIDTH (RATE_WIDTH + 8)
#define LINES_WIDTH (RECORDS_WIDTH + 9)

/* How wide the name is, and what there is room for behind it. */
struct rates_layout {
	unsigned name;
	bool records, lines;
};

static struct rates_layout layout_of(const struct report *report, size_t rows)
{
	unsigned width = picture_width(report), most = NAME_MOST;
	struct rates_layout layout = {.name = 9};
	const struct kvet_rate *rate;

	for (size_t i = 0;
		(!rows || i < rows) && (rate = kvet_profile_rate(report->profile, i));
		i++) {
		size_t len = strlen(rate->name);

		layout.name = len > layout.name ? (unsigned)len : layout.name;
	}
	if (width < most + RATE_WIDTH)
		most = width > RATE_WIDTH + 9 ? width - RATE_WIDTH : 9;
	layout.name = layout.name < most ? layout.name : most;
	layout.records = width >= layout.name + RECORDS_WIDTH;
	layout.lines = width >= layout.name + LINES_WIDTH;
	return layout;
}

/* Three digits that say something, and all in front of the point. */
#define NUMBER_SIZE (PRINT_COUNT_SIZE + 8)

static const char *number_text(double value, char text[NUMBER_SIZE])
{
	if (value >= 99.95)
		return print_count((uint64_t)(value + 0.5), text);
	snprintf(text, NUMBER_SIZE, "%.*f", value < 9.995 ? 2 : 1, value);
	return text;
}

static void print_rate(const struct report *report, const struct kvet_rate *rate,
	const struct rates_layout *layout)
{
	char count[PRINT_COUNT_SIZE], value[NUMBER_SIZE], low[NUMBER_SIZE],
		high[NUMBER_SIZE], limits[2 * NUMBER_SIZE];

	print_cell(report->out, rate->name, layout->name);
	if (layout->records)
		fprintf(report->out, "%8s", print_count(rate->records, count));
	if (layout->lines)
		fprintf(report->out, "%9s",
			number_text(1000 * rate->million_lines, value));
	snprintf(limits, sizeof(limits), "%s-%s", number_text(rate->rate.low, low),
		number_text(rate->rate.high, high));
	fprintf(report->out, "%9s %15s%s\n", number_text(rate->rate.value, value), limits,
		rate->few ? "  ~" : "");
}

static void print_head(const struct report *report, const struct rates_layout *layout)
{
	print_colour(report, COLOUR_BOLD);
	print_folded(report, 0, "fixes numbered per million lines and year");
	print_colour(report, COLOUR_NONE);
	fprintf(report->out, "%-*s%s%s%9s %15s\n", (int)layout->name, "",
		layout->records ? " RECORDS" : "", layout->lines ? "  K LINES" : "",
		"RATE", "95 %");
}

static void print_rust(const struct report *report, const struct kvet_rates *rates)
{
	char value[NUMBER_SIZE], low[NUMBER_SIZE], high[NUMBER_SIZE], line[256];

	if (rates->rust_to_c.value < 0)
		return;
	snprintf(line, sizeof(line), "Rust to C: %s times the rate (%s-%s, 95 %%), %s",
		number_text(rates->rust_to_c.value, value),
		number_text(rates->rust_to_c.low, low),
		number_text(rates->rust_to_c.high, high),
		rates->rust_told_apart ? "told apart" : "not told apart");
	print_folded(report, 0, line);
}

/* What they were counted with, and what that is worth. */
static void print_source(const struct report *report, const struct kvet_rates *rates)
{
	const struct kvet_rate_census *census;
	char line[640];
	size_t len = (size_t)snprintf(line, sizeof(line),
		"RECORDS: fixed in a mainline release of %s to %s (%.2f years). K LINES: "
		"thousand lines of code, the mean of that time, between the censuses of",
		rates->from, rates->to, rates->years);

	for (size_t i = 0; (census = kvet_profile_rate_census(report->profile, i)) &&
			   len < sizeof(line) - 160;
		i++)
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s %.24s (%s)",
			i ? "," : "", census->release, census->day);
	snprintf(line + len, sizeof(line) - len,
		" in a straight line; %.0f %% of the time lies beyond them. ~: too few "
		"to "
		"tell. Young code's bugs are not found yet: its rate is too low.",
		100 * rates->beyond);
	print_folded(report, 0, line);
}

void profile_rates_print(const struct report *report, size_t rows)
{
	const struct kvet_rates *rates = kvet_profile_rates(report->profile);
	struct rates_layout layout = layout_of(report, rows);
	const struct kvet_rate *rate;
	char line[256], count[PRINT_COUNT_SIZE];
	size_t left = 0;

	if (rates->missing) {
		snprintf(line, sizeof(line), "no rates: %s", rates->missing);
		print_folded(report, 0, line);
		fputc('\n', report->out);
		return;
	}
	print_head(report, &layout);
	for (size_t i = 0; (rate = kvet_profile_rate(report->profile, i)); i++) {
		if (rows && i >= rows)
			left++;
		else
			print_rate(report, rate, &layout);
	}
	if (left)
		fprintf(report->out, "%s more: --limit 0\n", print_count(left, count));
	print_rust(report, rates);
	print_source(report, rates);
	fputc('\n', report->out);
}
