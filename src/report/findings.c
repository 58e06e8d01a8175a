/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/findings.h"

#include "report/print.h"
#include "report/rank.h"

#include <string.h>

const char *findings_score(const kvet_record *record, char text[FINDINGS_SCORE_SIZE])
{
	enum kvet_severity severity = kvet_record_severity(record);

	if (severity == KVET_NOT_SCORED)
		return "-";
	snprintf(text, FINDINGS_SCORE_SIZE, "%4.1f %s", kvet_record_cvss_score(record),
		kvet_word(KVET_WORDS_SEVERITY, severity));
	return text;
}

static enum colour record_colour(const kvet_record *record)
{
	if (*kvet_record_exploited(record) ||
		kvet_record_severity(record) == KVET_CRITICAL)
		return COLOUR_RED;
	return kvet_record_severity(record) == KVET_HIGH ? COLOUR_YELLOW : COLOUR_NONE;
}

/* As wide as its texts, at most this; on a narrow terminal at most that. 0: left out. */
struct column {
	const char *name;
	unsigned widest, narrow;
	const char *(*text)(const struct report *report, const kvet_finding *finding,
		char buffer[64]);
};

static const char *cell_cve(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_record_cve(kvet_finding_record(finding));
}

static const char *cell_verdict(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding));
}

static const char *cell_score(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	const kvet_record *record = kvet_finding_record(finding);
	char score[FINDINGS_SCORE_SIZE];

	(void)report;
	snprintf(buffer, 64, "%s%s", findings_score(record, score),
		*kvet_record_exploited(record) ? " exploited" : "");
	return buffer;
}

/* "7.8", and a mark where it is known exploited. */
static const char *cell_short_score(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	const kvet_record *record = kvet_finding_record(finding);
	const char *mark = *kvet_record_exploited(record) ? "!" : "";

	(void)report;
	if (kvet_record_severity(record) == KVET_NOT_SCORED)
		snprintf(buffer, 64, "   -%s", mark);
	else
		snprintf(buffer, 64, "%4.1f%s", kvet_record_cvss_score(record), mark);
	return buffer;
}

static const char *cell_published(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_record_published(kvet_finding_record(finding));
}

static const char *cell_class(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_word(
		KVET_WORDS_CLASS, kvet_record_class(kvet_finding_record(finding)));
}

static const char *cell_subsystem(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_record_subsystem(kvet_finding_record(finding));
}

/* In brackets where the target's own line has no fix, and it is mainline's. */
static const char *cell_fixed(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	struct kvet_release fixed,
		target = kvet_target_release(kvet_result_target(report->result));
	char line[KVET_RELEASE_SIZE], fixed_line[KVET_RELEASE_SIZE];

	if (kvet_release_parse(kvet_finding_fixed(finding), &fixed, NULL))
		return "-";
	bool own = strcmp(kvet_release_line(fixed, fixed_line),
			   kvet_release_line(target, line)) == 0;
	snprintf(buffer, 64, own ? "%s" : "(%s)", kvet_finding_fixed(finding));
	return buffer;
}

static const char *cell_priority(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report;
	return rank_text(kvet_finding_priority(finding), buffer);
}

/* The score in the context; the base score has a column of its own where it is another. */
static const char *cell_here(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	enum kvet_severity severity = kvet_finding_severity_here(finding);
	bool exploited = *kvet_record_exploited(kvet_finding_record(finding));

	(void)report;
	if (severity == KVET_NOT_SCORED)
		snprintf(buffer, 64, "   -%s", exploited ? " exploited" : "");
	else
		snprintf(buffer, 64, "%4.1f %s%s", kvet_finding_score_here(finding),
			kvet_word(KVET_WORDS_SEVERITY, severity),
			exploited ? " exploited" : "");
	return buffer;
}

static const char *cell_short_here(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	bool exploited = *kvet_record_exploited(kvet_finding_record(finding));

	(void)report;
	if (kvet_finding_severity_here(finding) == KVET_NOT_SCORED)
		snprintf(buffer, 64, "   -%s", exploited ? "!" : "");
	else
		snprintf(buffer, 64, "%4.1f%s", kvet_finding_score_here(finding),
			exploited ? "!" : "");
	return buffer;
}

static const char *cell_base(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report;
	if (!*kvet_finding_vector_here(finding))
		return "";
	snprintf(buffer, 64, "%4.1f",
		kvet_record_cvss_score(kvet_finding_record(finding)));
	return buffer;
}

static const char *cell_presence(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)buffer;
	if (!kvet_target_knows_build(kvet_result_target(report->result)))
		return "";
	return kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding));
}

/* What switches it off: CONFIG_NFSD=m. */
static const char *cell_option(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report;
	if (!*kvet_finding_option(finding))
		return "";
	snprintf(buffer, 64, "%s=%s", kvet_finding_option(finding) + 7,
		kvet_finding_option_value(finding));
	return buffer;
}

/* What a person said, marked where something casts doubt on it. */
static const char *cell_decision(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	const struct kvet_decision *decision = kvet_finding_decision(finding);

	(void)report;
	if (!decision)
		return "";
	snprintf(buffer, 64, "%s%s", kvet_word(KVET_WORDS_VEX_STATUS, decision->status),
		kvet_finding_doubt(finding, 0) ? "?" : "");
	return buffer;
}

static const char *cell_title(
	const struct report *report, const kvet_finding *finding, char buffer[64])
{
	(void)report, (void)buffer;
	return kvet_record_title(kvet_finding_record(finding));
}

#define COLUMNS_MAX 12

/* The last column takes what is left. */
static const struct column tables[][COLUMNS_MAX] =
	{
		[FINDINGS_AFFECTED] =
			{
				{"CVE", 18, 18, cell_cve},
				{"SCORE", 22, 0, cell_score},
				{"SCORE", 0, 5, cell_short_score},
				{"PUBLISHED", 10, 0, cell_published},
				{"CLASS", 21, 12, cell_class},
				{"SUBSYSTEM", 24, 14, cell_subsystem},
				{"FIXED IN", 10, 9, cell_fixed},
				{"DECISION", 20, 13, cell_decision},
				{"TITLE", 500, 500, cell_title},
			},
		[FINDINGS_BUILT] =
			{
				{"CVE", 18, 18, cell_cve},
				{"SCORE", 22, 0, cell_score},
				{"SCORE", 0, 5, cell_short_score},
				{"CLASS", 21, 0, cell_class},
				{"SUBSYSTEM", 24, 14, cell_subsystem},
				{"FIXED IN", 10, 9, cell_fixed},
				{"PRESENCE", 9, 0, cell_presence},
				{"OPTION", 24, 14, cell_option},
				{"DECISION", 20, 13, cell_decision},
				{"TITLE", 500, 500, cell_title},
			},
		[FINDINGS_JUDGED] =
			{
				{"CVE", 18, 18, cell_cve},
				{"VERDICT", 14, 14, cell_verdict},
				{"SCORE", 22, 0, cell_score},
				{"SCORE", 0, 5, cell_short_score},
				{"CLASS", 21, 0, cell_class},
				{"SUBSYSTEM", 24, 14, cell_subsystem},
				{"FIXED IN", 10, 9, cell_fixed},
				{"OPTION", 24, 0, cell_option},
				{"DECISION", 20, 13, cell_decision},
				{"TITLE", 500, 500, cell_title},
			},
		[FINDINGS_RANKED] =
			{
				{"CVE", 18, 18, cell_cve},
				{"PRIORITY", 12, 12, cell_priority},
				{"HERE", 22, 0, cell_here},
				{"HERE", 0, 5, cell_short_here},
				{"BASE", 4, 0, cell_base},
				{"CLASS", 21, 0, cell_class},
				{"SUBSYSTEM", 24, 14, cell_subsystem},
				{"FIXED IN", 10, 9, cell_fixed},
				{"PRESENCE", 9, 0, cell_presence},
				{"OPTION", 24, 0, cell_option},
				{"TITLE", 500, 500, cell_title},
			},
		[FINDINGS_RANKED_JUDGED] =
			{
				{"CVE", 18, 18, cell_cve},
				{"VERDICT", 14, 14, cell_verdict},
				{"PRIORITY", 12, 12, cell_priority},
				{"HERE", 22, 0, cell_here},
				{"HERE", 0, 5, cell_short_here},
				{"BASE", 4, 0, cell_base},
				{"CLASS", 21, 0, cell_class},
				{"SUBSYSTEM", 24, 0, cell_subsystem},
				{"FIXED IN", 10, 9, cell_fixed},
				{"OPTION", 24, 0, cell_option},
				{"TITLE", 500, 500, cell_title},
			},
		[FINDINGS_LISTED] =
			{
				{"CVE", 18, 18, cell_cve},
				{"SCORE", 22, 0, cell_score},
				{"SCORE", 0, 5, cell_short_score},
				{"PUBLISHED", 10, 10, cell_published},
				{"CLASS", 21, 12, cell_class},
				{"SUBSYSTEM", 24, 14, cell_subsystem},
				{"TITLE", 500, 500, cell_title},
			},
};

/* What the title is never cut below. */
#define TITLE_LEAST 16

/* How wide each column is for the rows shown; one that has no text is left out. */
static void measure(const struct report *report, const struct column *columns,
	bool narrow, unsigned widths[COLUMNS_MAX])
{
	size_t rows = report_rows(report);
	char buffer[64];

	for (size_t c = 0; columns[c].name; c++) {
		size_t most = narrow ? columns[c].narrow : columns[c].widest, widest = 0;

		for (size_t i = 0; i < rows && most; i++) {
			size_t len = strlen(columns[c].text(
				report, kvet_result_finding(report->result, i), buffer));

			widest = len > widest ? len : widest;
		}
		if (widest && widest < strlen(columns[c].name))
			widest = strlen(columns[c].name);
		widths[c] = (unsigned)(widest < most ? widest : most);
	}
}

/* What the title wants at least; where every column would leave it less, the narrow ones
 * are taken. */
#define TITLE_WANTED 32

static bool too_wide(const struct report *report, const struct column *columns,
	const unsigned widths[COLUMNS_MAX])
{
	unsigned used = TITLE_WANTED;

	for (size_t c = 0; columns[c + 1].name; c++)
		used += widths[c] ? widths[c] + 2 : 0;
	return report->options->width && used > report->options->width;
}

/* What the last column may take, so that a row fits; 0: all it wants. */
static unsigned last_width(const struct report *report, const struct column *columns,
	const unsigned widths[COLUMNS_MAX])
{
	unsigned used = TITLE_LEAST, width = report->options->width;

	if (!width)
		return 0;
	for (size_t c = 0; columns[c + 1].name; c++)
		used += widths[c] ? widths[c] + 2 : 0;
	return TITLE_LEAST + (width > used ? width - used : 0);
}

static void print_row(const struct report *report, const struct column *columns,
	const unsigned widths[COLUMNS_MAX], unsigned last, const kvet_finding *finding)
{
	char buffer[64];

	for (size_t c = 0; columns[c].name; c++) {
		const char *text = finding ? columns[c].text(report, finding, buffer)
					   : columns[c].name;

		if (!columns[c + 1].name) {
			print_text(report->out, text, last);
		} else if (widths[c]) {
			print_cell(report->out, text, widths[c]);
			fputs("  ", report->out);
		}
	}
	fputc('\n', report->out);
}

void findings_print(const struct report *report, enum findings_columns columns)
{
	const struct column *table = tables[columns];
	unsigned widths[COLUMNS_MAX] = {0};
	size_t rows = report_rows(report);

	if (!rows)
		return;
	measure(report, table, false, widths);
	if (too_wide(report, table, widths))
		measure(report, table, true, widths);
	unsigned last = last_width(report, table, widths);
	print_colour(report, COLOUR_DIM);
	print_row(report, table, widths, last, NULL);
	print_colour(report, COLOUR_NONE);
	for (size_t i = 0; i < rows; i++) {
		const kvet_finding *finding = kvet_result_finding(report->result, i);

		print_colour(report, record_colour(kvet_finding_record(finding)));
		print_row(report, table, widths, last, finding);
		print_colour(report, COLOUR_NONE);
	}
}
