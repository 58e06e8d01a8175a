/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile for people: the rows, then the sections, then what they cannot say. */
#include "report/profile.h"

#include "report/picture.h"
#include "report/print.h"
#include "report/profilerates.h"

#include <inttypes.h>
#include <string.h>

static void heading(const struct report *report, const char *text)
{
	print_colour(report, COLOUR_BOLD);
	print_folded(report, 0, text);
	print_colour(report, COLOUR_NONE);
}

static void print_of(const struct report *report)
{
	const kvet_profile *profile = report->profile;
	const struct kvet_snapshot *snapshot = kvet_profile_snapshot(profile);
	char count[PRINT_COUNT_SIZE], all[PRINT_COUNT_SIZE];

	fprintf(report->out, "records: %s",
		print_count(kvet_profile_records(profile), count));
	if (kvet_profile_records(profile) != snapshot->records)
		fprintf(report->out, " of %s", print_count(snapshot->records, all));
	fprintf(report->out, ", snapshot of %s",
		*snapshot->date ? snapshot->date : "an unknown day");
	if (*snapshot->commit)
		fprintf(report->out, " (%.12s)", snapshot->commit);
	fputs("\n\n", report->out);
}

/* Rows -------------------------------------------------------------------------------- */

#define NAME_MOST 30
#define NUMBERS_WIDTH 16 /* count and share */
#define BAR_LEAST 8

static size_t count_periods(const kvet_profile *profile)
{
	size_t count = 0;

	while (kvet_profile_period(profile, count))
		count++;
	return count;
}

static size_t count_rows(const kvet_profile *profile)
{
	size_t count = 0;

	while (kvet_profile_row(profile, count))
		count++;
	return count;
}

/* How wide each part of a row is. */
struct layout {
	unsigned name, bar, spark;
	size_t rows, periods, most;
};

static size_t rows_shown(const struct report *report, size_t count)
{
	unsigned rows = report->options->rows, height = report->options->height;

	if (!rows && height)
		rows = height > 32 ? height / 2 : 16;
	return rows && count > rows ? rows : count;
}

static struct layout layout_of(const struct report *report)
{
	const kvet_profile *profile = report->profile;
	struct layout layout = {.name = 4, .periods = count_periods(profile)};
	unsigned width = picture_width(report);
	const struct kvet_profile_row *row;

	layout.rows = rows_shown(report, count_rows(profile));
	for (size_t i = 0; i < layout.rows && (row = kvet_profile_row(profile, i)); i++) {
		size_t len = strlen(row->name);

		layout.name = len > layout.name ? (unsigned)len : layout.name;
		layout.most = row->count > layout.most ? row->count : layout.most;
	}
	unsigned most =
		width < NAME_MOST + NUMBERS_WIDTH ? width - NUMBERS_WIDTH : NAME_MOST;
	layout.name = layout.name < most ? layout.name : most;
	if (width < layout.name + NUMBERS_WIDTH + BAR_LEAST + 2)
		return layout;
	unsigned left = width - layout.name - NUMBERS_WIDTH - 2;
	unsigned wanted = layout.periods < 48 ? (unsigned)layout.periods : 48;
	layout.spark = wanted + BAR_LEAST + 2 <= left ? wanted : left - BAR_LEAST - 2;
	layout.bar = left - layout.spark - 2;
	return layout;
}

static void print_row(const struct report *report, const struct kvet_profile_row *row,
	const struct layout *layout)
{
	char count[PRINT_COUNT_SIZE];

	print_cell(report->out, row->name, layout->name);
	fprintf(report->out, " %7s %6.1f%%", print_count(row->count, count),
		100 * row->share);
	if (layout->bar) {
		fputs("  ", report->out);
		unsigned written = picture_bar(
			report, (double)row->count, (double)layout->most, layout->bar);
		fprintf(report->out, "%*s", (int)(layout->bar - written + 2), "");
		picture_spark(report, row->counts, layout->periods, layout->spark);
	}
	fputc('\n', report->out);
}

static void print_rows(const struct report *report)
{
	const kvet_profile *profile = report->profile;
	struct layout layout = layout_of(report);
	const char *over = kvet_word(KVET_WORDS_OVER, kvet_profile_over(profile));
	size_t rest = count_rows(profile) - layout.rows;
	char text[128], count[PRINT_COUNT_SIZE];

	snprintf(text, sizeof(text), "by %s",
		kvet_word(KVET_WORDS_BY, kvet_profile_by(profile)));
	heading(report, text);
	for (size_t i = 0; i < layout.rows; i++)
		print_row(report, kvet_profile_row(profile, i), &layout);
	if (rest)
		fprintf(report->out, "%s more: --limit 0\n", print_count(rest, count));
	if (layout.periods && layout.spark) {
		snprintf(text, sizeof(text),
			"right: %s per %s, %s to %s, each row to its own most", over,
			kvet_word(KVET_WORDS_PER, kvet_profile_per(profile)),
			kvet_profile_period(profile, 0)->name,
			kvet_profile_period(profile, layout.periods - 1)->name);
		print_folded(report, 0, text);
	}
	fputc('\n', report->out);
}

/* Rust -------------------------------------------------------------------------------- */

static const char *const rust_texts[KVET_SAFE_RUSTS] = {
	[KVET_RUST_PREVENTS] = "prevents",
	[KVET_RUST_MAKES_RARER] = "makes rarer",
	[KVET_RUST_CHECKS] = "turns into a check",
	[KVET_RUST_NO_HELP] = "does not help",
	[KVET_RUST_UNCLASSIFIED] = "not classified",
};

static void print_prevented(const struct report *report)
{
	const struct kvet_profile_rust *rust = kvet_profile_rust(report->profile);
	unsigned width = picture_width(report);
	char count[PRINT_COUNT_SIZE], text[128];

	snprintf(text, sizeof(text), "what safe Rust does to the classes of %s C records",
		print_count(rust->c_records, count));
	heading(report, text);
	for (unsigned i = 0; rust->c_records && i < KVET_SAFE_RUSTS; i++) {
		fprintf(report->out, "%-18s %7s %6.1f%%  ", rust_texts[i],
			print_count(rust->c[i], count),
			100 * (double)rust->c[i] / (double)rust->c_records);
		if (width > 60)
			picture_bar(report, (double)rust->c[i], (double)rust->c_records,
				width - 40);
		fputc('\n', report->out);
	}
	fputc('\n', report->out);
}

/* Of one on a line. */
#define RUST_WIDTH 63

static void print_rust_records(const struct report *report)
{
	const struct kvet_rust_record *record;
	char text[64], quote[512], count[PRINT_COUNT_SIZE];

	snprintf(text, sizeof(text), "%s records of Rust code",
		print_count(kvet_profile_rust(report->profile)->rust_records, count));
	heading(report, text);
	for (size_t i = 0;
		(record = kvet_profile_rust_record(report->profile, i)) && i < 20; i++) {
		fprintf(report->out, "%-18s %-10s%s%-20s %s\n", record->cve,
			record->published,
			picture_width(report) < RUST_WIDTH ? "\n    " : " ",
			kvet_word(KVET_WORDS_CLASS, record->class),
			*record->unsafe_words ? "unsafe code" : "-");
		if (*record->unsafe_words) {
			snprintf(quote, sizeof(quote), "\"%s\"", record->unsafe_words);
			print_folded(report, 4, quote);
		}
	}
	print_folded(report, 0,
		"unsafe code: the words of the text that name it; none are no proof that "
		"there "
		"was none");
	fputc('\n', report->out);
}

/* Age --------------------------------------------------------------------------------- */

#define DAYS_SIZE 64

/* "1,234 days (3.4 years)" */
static const char *days_text(int32_t days, char text[DAYS_SIZE])
{
	char count[PRINT_COUNT_SIZE];

	if (days == KVET_DAYS_UNKNOWN)
		return "not known";
	snprintf(text, DAYS_SIZE, "%s days (%.1f years)",
		print_count((uint64_t)days, count), days / 365.25);
	return text;
}

static void print_numbered(const struct report *report, const struct kvet_ages *ages)
{
	char first[DAYS_SIZE], median[DAYS_SIZE], third[DAYS_SIZE], line[512];
	char count[PRINT_COUNT_SIZE];

	if (!ages->numbered)
		return;
	snprintf(line, sizeof(line),
		"fixed since February 2024 (%s): half within %s, %" PRId32
		" mainline releases; a quarter within %s, three quarters within %s",
		print_count(ages->numbered, count), days_text(ages->median, median),
		ages->median_releases, days_text(ages->first_quartile, first),
		days_text(ages->third_quartile, third));
	print_folded(report, 0, line);
}

static void print_ages(const struct report *report)
{
	const struct kvet_ages *ages = kvet_profile_ages(report->profile);
	char dated[PRINT_COUNT_SIZE], censored[PRINT_COUNT_SIZE];
	char undated[PRINT_COUNT_SIZE], contradictory[PRINT_COUNT_SIZE], line[512];

	heading(report,
		"age, from mainline's release with the bug to the one with the fix");
	print_numbered(report, ages);
	snprintf(line, sizeof(line),
		"in all: %s, of these %s not fixed yet (censored); left out: %s without "
		"a "
		"day, %s fixed before they came",
		print_count(ages->dated, dated), print_count(ages->censored, censored),
		print_count(ages->undated, undated),
		print_count(ages->contradictory, contradictory));
	print_folded(report, 0, line);
	fputc('\n', report->out);
}

static void print_estimate(const struct report *report, const struct kvet_estimate *alive)
{
	if (alive->value < 0)
		fputs("      -            ", report->out);
	else if (alive->low < 0)
		fprintf(report->out, " %5.1f%%            ", 100 * alive->value);
	else
		fprintf(report->out, " %5.1f%% %5.1f-%5.1f", 100 * alive->value,
			100 * alive->low, 100 * alive->high);
}

static void print_survival(const struct report *report)
{
	const struct kvet_survival *point;
	unsigned width = picture_width(report);

	heading(report,
		"still in mainline at that age, of all known (Kaplan-Meier, 95 %)");
	for (size_t i = 0; (point = kvet_profile_survival(report->profile, i)); i++) {
		fprintf(report->out, "%2u years ", point->years);
		print_estimate(report, &point->alive);
		fputs("  ", report->out);
		if (width > 50)
			picture_bar(report, point->alive.value, 1, width - 34);
		fputc('\n', report->out);
	}
	fputc('\n', report->out);
}

static void print_within(const struct report *report, const struct kvet_cohort *cohort)
{
	char count[PRINT_COUNT_SIZE], text[PRINT_COUNT_SIZE + 2];

	for (unsigned k = 0; k < KVET_AGE_YEARS; k++) {
		snprintf(text, sizeof(text), "%s%s",
			print_count(cohort->within[k], count),
			!cohort->numbered     ? "~"
			: cohort->complete[k] ? " "
					      : "+");
		fprintf(report->out, "%8s", text);
	}
}

static void print_median(const struct report *report, const struct kvet_cohort *cohort)
{
	char text[40] = "-", low[12] = "?", high[12] = "?";

	if (cohort->median_low != KVET_DAYS_UNKNOWN)
		snprintf(low, sizeof(low), "%.1f", cohort->median_low / 365.25);
	if (cohort->median_high != KVET_DAYS_UNKNOWN)
		snprintf(high, sizeof(high), "%.1f", cohort->median_high / 365.25);
	if (cohort->median != KVET_DAYS_UNKNOWN)
		snprintf(text, sizeof(text), "%.1f (%s-%s)", cohort->median / 365.25, low,
			high);
	fprintf(report->out, "%18s", text);
}

static void print_apart(const struct report *report, const struct kvet_cohort *cohort)
{
	static const char *const texts[KVET_APARTS] = {
		[KVET_APART_TOO_YOUNG] = "too young",
		[KVET_APART_TOO_FEW] = "too few",
		[KVET_APART_NOT] = "no",
		[KVET_APART_TOLD] = "yes",
	};

	fprintf(report->out, "  %s", texts[cohort->apart]);
	if (cohort->apart == KVET_APART_NOT || cohort->apart == KVET_APART_TOLD)
		fprintf(report->out, ", at %.1f-%.1f", cohort->apart_from / 365.25,
			cohort->apart_to / 365.25);
}

/* So wide are the columns up to these. */
#define MEDIAN_WIDTH 54
#define APART_WIDTH 73

static void print_cohorts(const struct report *report)
{
	unsigned width = picture_width(report);
	const struct kvet_cohort *cohort;
	char count[PRINT_COUNT_SIZE];

	heading(report, "by the year that brought the bug");
	fprintf(report->out, "YEAR   KNOWN  1 YEAR 2 YEARS 5 YEARS%s%s\n",
		width < MEDIAN_WIDTH ? "" : "      MEDIAN YEARS",
		width < APART_WIDTH ? "" : "  APART");
	for (size_t i = 0; (cohort = kvet_profile_cohort(report->profile, i)); i++) {
		fprintf(report->out, "%04d %7s", cohort->year,
			print_count(cohort->known, count));
		print_within(report, cohort);
		if (width >= MEDIAN_WIDTH)
			print_median(report, cohort);
		if (width >= APART_WIDTH)
			print_apart(report, cohort);
		fputc('\n', report->out);
	}
	print_folded(report, 0,
		"1, 2, 5 YEARS: fixed within so many; +: not over yet, more may come; ~: "
		"its "
		"early life was before February 2024, when only a part of the fixes was "
		"numbered: too few. MEDIAN YEARS: of the known ones, with its interval "
		"of 95 "
		"%: too high where ~ stands, too low where + stands. APART: whether its "
		"bugs "
		"live differently long from those of the year before, at the ages (in "
		"years) "
		"that all of both have had since February 2024.");
	fputc('\n', report->out);
}

/* Lag --------------------------------------------------------------------------------- */

static void print_number(const struct report *report, int32_t days, int width)
{
	if (days == KVET_DAYS_UNKNOWN)
		fprintf(report->out, "%*s", width, "-");
	else
		fprintf(report->out, "%*" PRId32, width, days);
}

#define LAGS_WIDTH 73

static void print_lag(const struct report *report, const struct kvet_line_lag *lag)
{
	bool wide = picture_width(report) >= LAGS_WIDTH;
	char count[PRINT_COUNT_SIZE];

	fprintf(report->out, "%-7s", lag->line);
	fprintf(report->out, "%8s", print_count(lag->lag.came, count));
	if (wide)
		print_number(report, lag->lag.first_quartile, 6);
	print_number(report, lag->lag.median, 6);
	if (wide) {
		print_number(report, lag->lag.third_quartile, 6);
		print_number(report, lag->lag.half_of_all, 13);
	}
	fprintf(report->out, "%8s", print_count(lag->lag.never, count));
	if (wide) {
		fprintf(report->out, "%8s", print_count(lag->lag.pending, count));
		fprintf(report->out, "%11s", print_count(lag->lag.after_end, count));
	}
	fputc('\n', report->out);
}

static void print_lags(const struct report *report)
{
	const struct kvet_line_lag *lag;

	if (!kvet_profile_lag(report->profile, 0))
		return;
	heading(report,
		"from mainline's release with the fix to the long-term line's, days");
	fputs(picture_width(report) < LAGS_WIDTH ? "LINE       CAME  50 %   NEVER\n"
						 : "LINE       CAME  25 %  50 %  75 %  "
						   "HALF OF ALL   NEVER PENDING  "
						   "AFTER END\n",
		report->out);
	for (size_t i = 0; (lag = kvet_profile_lag(report->profile, i)); i++)
		print_lag(report, lag);
	fputc('\n', report->out);
}

int profile_table(const struct report *report, struct kvet_error *error)
{
	const char *text;

	(void)error;
	print_of(report);
	print_rows(report);
	print_prevented(report);
	print_rust_records(report);
	profile_rates_print(report, rows_shown(report, SIZE_MAX));
	print_ages(report);
	print_survival(report);
	print_cohorts(report);
	print_lags(report);
	for (size_t i = 0; (text = kvet_profile_horizon(report->profile, i)); i++)
		print_folded(report, 0, text);
	return 0;
}
