/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff.h"

#include "report/findings.h"
#include "report/print.h"

#include <string.h>

const char *diff_horizon(const kvet_diff *diff, size_t index)
{
	const kvet_result *after = kvet_diff_after(diff);

	/* A saved check comes without. */
	return kvet_result_horizon(
		kvet_result_horizon(after, 0) ? after : kvet_diff_before(diff), index);
}

const kvet_finding *diff_finding(const struct kvet_difference *difference)
{
	return difference->after ? difference->after : difference->before;
}

size_t diff_open(const kvet_result *result)
{
	size_t open = kvet_result_total(result, KVET_AFFECTED) +
		      kvet_result_total(result, KVET_UNKNOWN);

	for (int i = 0; i < KVET_VEX_STATUSES; i++)
		open -= kvet_result_decided(result, (enum kvet_vex_status)i);
	return open;
}

size_t diff_rows(const struct report *report, enum kvet_fate fate)
{
	size_t count = kvet_diff_count(report->diff, fate);
	unsigned rows = report->options->rows;

	return rows && count > rows ? rows : count;
}

/* What is the same is counted alone. */
static const struct {
	enum kvet_fate fate;
	const char *heading, *why;
} sections[] = {
	{KVET_FATE_NEW, "open now, and not before", "BEFORE"},
	{KVET_FATE_GONE, "open before, and not now", "NOW"},
	{KVET_FATE_CHANGED, "open in both, and changed", "WHAT"},
};

#define SECTIONS (sizeof(sections) / sizeof(*sections))

/* Of all that is open, what was compared, where options narrow it. */
static void print_open(const struct report *report, const kvet_result *result)
{
	bool before = result == kvet_diff_before(report->diff);
	size_t open = diff_open(result);
	size_t compared =
		kvet_diff_count(report->diff, KVET_FATE_SAME) +
		kvet_diff_count(report->diff, KVET_FATE_CHANGED) +
		kvet_diff_count(report->diff, before ? KVET_FATE_GONE : KVET_FATE_NEW);
	char count[PRINT_COUNT_SIZE];

	if (compared != open)
		fprintf(report->out, "%s of ", print_count(compared, count));
	fprintf(report->out, "%s open", print_count(open, count));
}

static void print_side(
	const struct report *report, const char *name, const kvet_result *result)
{
	const kvet_target *target = kvet_result_target(result);
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(result);
	char release[KVET_RELEASE_SIZE], records[PRINT_COUNT_SIZE];

	kvet_release_text(kvet_target_release(target), release);
	fprintf(report->out, "%-7s ", name);
	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "Linux %s", release);
	print_colour(report, COLOUR_NONE);
	if (strcmp(kvet_target_input(target), release) != 0) {
		fputs(" (", report->out);
		print_text(report->out, kvet_target_input(target), 30);
		fputc(')', report->out);
	}
	fputs(": ", report->out);
	print_open(report, result);
	fprintf(report->out, "; records: %s of %s%s\n",
		print_count(snapshot->records, records),
		*snapshot->date ? snapshot->date : "an unknown day",
		kvet_target_upper_bound(target) ? "; an upper bound" : "");
}

static void print_head(const struct report *report)
{
	char count[PRINT_COUNT_SIZE];
	const char *text;

	print_side(report, "before:", kvet_diff_before(report->diff));
	print_side(report, "now:", kvet_diff_after(report->diff));
	for (size_t i = 0; (text = kvet_diff_note(report->diff, i)); i++)
		print_folded(report, 0, text);
	fputc('\n', report->out);
	for (unsigned i = 0; (text = kvet_word(KVET_WORDS_FATE, i)); i++)
		fprintf(report->out, "%8s  %s\n",
			print_count(
				kvet_diff_count(report->diff, (enum kvet_fate)i), count),
			text);
}

/* As wide as their widest text, at most that; the title takes the rest. */
enum { CELL_CVE, CELL_SCORE, CELL_WHY, CELL_CLASS, CELL_SUBSYSTEM, CELL_TITLE, CELLS };

static const unsigned widest[CELLS] = {18, 9, 24, 21, 20, 0};

#define SCORE_SIZE 16

static void fill_cells(const struct kvet_difference *difference, const char *cells[CELLS],
	char score[SCORE_SIZE])
{
	const kvet_record *record = kvet_finding_record(diff_finding(difference));
	const char *mark = *kvet_record_exploited(record) ? "!" : "";

	if (kvet_record_severity(record) == KVET_NOT_SCORED)
		snprintf(score, SCORE_SIZE, "   -%s", mark);
	else
		snprintf(score, SCORE_SIZE, "%4.1f%s", kvet_record_cvss_score(record),
			mark);
	cells[CELL_CVE] = kvet_record_cve(record);
	cells[CELL_SCORE] = score;
	cells[CELL_WHY] = *difference->why ? difference->why : "not told";
	cells[CELL_CLASS] = kvet_word(KVET_WORDS_CLASS, kvet_record_class(record));
	cells[CELL_SUBSYSTEM] = kvet_record_subsystem(record);
	cells[CELL_TITLE] = kvet_record_title(record);
}

/* The title's least; where less is left, the class goes. */
#define TITLE_WANTED 24

static void measure(const struct report *report, enum kvet_fate fate, size_t rows,
	unsigned widths[CELLS])
{
	unsigned used = 0, width = report->options->width;
	char score[SCORE_SIZE];
	const char *cells[CELLS];

	widths[CELL_SCORE] = 5;
	widths[CELL_WHY] = 6;
	widths[CELL_CLASS] = 5;
	widths[CELL_SUBSYSTEM] = 9;
	for (size_t i = 0; i < rows; i++) {
		fill_cells(kvet_diff_item(report->diff, fate, i), cells, score);
		for (int c = 0; c < CELL_TITLE; c++) {
			unsigned len = (unsigned)strlen(cells[c]);

			len = len < widest[c] ? len : widest[c];
			widths[c] = len > widths[c] ? len : widths[c];
		}
	}
	for (int c = 0; c < CELL_TITLE; c++)
		used += widths[c] + 2;
	if (width && used + TITLE_WANTED > width) {
		used -= widths[CELL_CLASS] + 2;
		widths[CELL_CLASS] = 0;
	}
	widths[CELL_TITLE] = !width ? 0 : width > used + 8 ? width - used : 8;
}

static void print_row(const struct report *report, const char *const cells[CELLS],
	const unsigned widths[CELLS])
{
	for (int c = 0; c < CELL_TITLE; c++) {
		if (!widths[c])
			continue;
		print_cell(report->out, cells[c], widths[c]);
		fputs("  ", report->out);
	}
	print_text(report->out, cells[CELL_TITLE], widths[CELL_TITLE]);
	fputc('\n', report->out);
}

static void print_section(const struct report *report, size_t section, size_t rows)
{
	enum kvet_fate fate = sections[section].fate;
	const char *cells[CELLS] = {
		"CVE", "SCORE", sections[section].why, "CLASS", "SUBSYSTEM", "TITLE"};
	unsigned widths[CELLS] = {0};
	char score[SCORE_SIZE], count[PRINT_COUNT_SIZE];
	size_t all = kvet_diff_count(report->diff, fate);

	measure(report, fate, rows, widths);
	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "\n%s: %s\n", kvet_word(KVET_WORDS_FATE, fate),
		sections[section].heading);
	print_colour(report, COLOUR_NONE);
	print_colour(report, COLOUR_DIM);
	print_row(report, cells, widths);
	print_colour(report, COLOUR_NONE);
	for (size_t i = 0; i < rows; i++) {
		fill_cells(kvet_diff_item(report->diff, fate, i), cells, score);
		print_row(report, cells, widths);
	}
	if (rows < all)
		fprintf(report->out, "%s more\n", print_count(all - rows, count));
}

static void print_horizon(const struct report *report)
{
	const char *text;

	for (size_t i = 0; (text = diff_horizon(report->diff, i)); i++) {
		if (!i)
			fputc('\n', report->out);
		print_folded(report, 0, text);
	}
}

/* Lines beside the rows: the head, the command for the rest, the next prompt; and of a
 * section its empty line, two headings and what is left out. */
#define HEAD_LINES 10
#define SECTION_LINES 4
#define ROWS_LEAST 2

/* What fits the screen is shared, and what one section does not need the next ones have. */
static size_t share(
	const struct report *report, size_t section, size_t *left, size_t *sharing)
{
	size_t count = kvet_diff_count(report->diff, sections[section].fate);

	if (!report->options->height)
		return diff_rows(report, sections[section].fate);
	size_t rows = *left / (*sharing ? *sharing : 1);
	rows = rows < ROWS_LEAST ? ROWS_LEAST : rows;
	rows = rows < count ? rows : count;
	*left -= *left > rows ? rows : *left;
	--*sharing;
	return rows;
}

int diff_table(const struct report *report, struct kvet_error *error)
{
	size_t sharing = 0, left = report->options->height, notes = 0;
	bool cut = false;

	(void)error;
	print_head(report);
	while (kvet_diff_note(report->diff, notes))
		notes++;
	for (size_t i = 0; diff_horizon(report->diff, i); i++)
		notes++;
	for (size_t i = 0; i < SECTIONS; i++)
		sharing += kvet_diff_count(report->diff, sections[i].fate) > 0;
	size_t taken = HEAD_LINES + 2 * notes + SECTION_LINES * sharing;
	left = left > taken ? left - taken : 0;
	for (size_t i = 0; i < SECTIONS; i++) {
		size_t count = kvet_diff_count(report->diff, sections[i].fate);

		if (!count)
			continue;
		size_t rows = share(report, i, &left, &sharing);
		cut |= rows < count;
		print_section(report, i, rows);
	}
	if (cut && report->options->command) {
		fputs("\nall of them: ", report->out);
		print_text(report->out, report->options->command, 0);
		fputc('\n', report->out);
	}
	print_horizon(report);
	return 0;
}
