/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Markdown that people paste into a ticket: CommonMark with the tables of GitHub and GitLab
 * (https://github.github.com/gfm/).
 */
#include "report/print.h"
#include "report/vex.h"
#include "util/error.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* TEXT, and nothing of it means anything to a reader of Markdown: no mark-up, no link, no
 * mention of a person, no second row. */
static void put_text(FILE *out, const char *text)
{
	for (const char *c = text; *c; c++) {
		bool before = c > text && isalnum((unsigned char)c[-1]);

		if (*c == '&')
			fputs("&amp;", out);
		else if (*c == '<')
			fputs("&lt;", out);
		else if (*c == '@' || (*c == '#' && isdigit((unsigned char)c[1])))
			fprintf(out, "%c&#8203;", *c); /* who or what is not told */
		else if ((unsigned char)*c <= ' ' || *c == 0x7f)
			fputc(' ', out);
		else if ((unsigned char)*c == 0xc2 && (unsigned char)c[1] < 0xa0)
			c++, fputc('?', out); /* C1, which a terminal might obey */
		else if (strchr("\\`*[]|>~!", *c) || (*c == '_' && !before) ||
			 (*c == '_' && !isalnum((unsigned char)c[1])) ||
			 (*c == ':' && c[1] == '/') ||
			 (*c == '.' && c - text >= 3 &&
				 strncasecmp(c - 3, "www", 3) == 0) ||
			 (c == text && strchr("#+-=", *c)))
			fprintf(out, "\\%c", *c);
		else
			fputc(*c, out);
	}
}

static void put_line(FILE *out, const char *before, const char *text)
{
	fputs(before, out);
	put_text(out, text);
	fputc('\n', out);
}

/* Summary ------------------------------------------------------------------------------- */

static void put_totals(struct vex *vex)
{
	const kvet_result *result = vex->report->result;
	FILE *out = vex->report->out;
	char text[PRINT_COUNT_SIZE];
	const char *word;

	fprintf(out, "**%s affected**",
		print_count(kvet_result_total(result, KVET_AFFECTED), text));
	for (unsigned i = KVET_AFFECTED + 1; (word = kvet_word(KVET_WORDS_VERDICT, i));
		i++) {
		size_t total = kvet_result_total(result, (enum kvet_verdict)i);

		if (total)
			fprintf(out, ", %s %s", print_count(total, text), word);
	}
	fprintf(out, ", of %s records", print_count(vex->snapshot->records, text));
	fprintf(out, " (snapshot of %s%s%.12s).\n",
		*vex->snapshot->date ? vex->snapshot->date : "an unknown day",
		*vex->snapshot->commit ? ", " : "", vex->snapshot->commit);
}

static void put_kernel(struct vex *vex)
{
	FILE *out = vex->report->out;
	const char *text;

	fprintf(out, "\n- kernel: `%s`, `%s`\n", vex->purl, vex->cpe);
	if (kvet_target_upper_bound(vex->target))
		fputs("- an upper bound: it may have fixes that its release does not "
		      "show\n",
			out);
	for (size_t i = 0; (text = kvet_target_note(vex->target, i)); i++)
		put_line(out, "- ", vex_text(vex, text));
}

/* Of the findings, how many have what makes them matter. */
static void put_what_matters(struct vex *vex)
{
	const kvet_result *result = vex->report->result;
	size_t severities[KVET_SEVERITIES] = {0}, exploited = 0, fixable = 0, open = 0;
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		const kvet_record *record = kvet_finding_record(finding);

		if (vex_status(finding) != KVET_VEX_AFFECTED)
			continue;
		open++;
		severities[kvet_record_severity(record)]++;
		exploited += *kvet_record_exploited(record) != '\0';
		fixable += *vex_fix(vex, finding) != '\0';
	}
	if (!open)
		return;
	fprintf(vex->report->out,
		"\n## What matters\n\n"
		"- known exploited: %zu\n"
		"- by score: %zu CRITICAL, %zu HIGH, %zu MEDIUM, %zu LOW, %zu not "
		"scored\n"
		"- fixed in a later release of line %s: %zu\n"
		"- not fixed on that line: %zu\n",
		exploited, severities[KVET_CRITICAL], severities[KVET_HIGH],
		severities[KVET_MEDIUM], severities[KVET_LOW] + severities[KVET_NONE],
		severities[KVET_NOT_SCORED], vex->line, fixable, open - fixable);
}

/* Findings ------------------------------------------------------------------------------ */

static void put_score(FILE *out, const kvet_record *record)
{
	if (kvet_record_severity(record) == KVET_NOT_SCORED)
		fputs("-", out);
	else
		fprintf(out, "%.1f %s", kvet_record_cvss_score(record),
			kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)));
	if (*kvet_record_exploited(record))
		fputs(", **exploited**", out);
}

static void put_cell(struct vex *vex, const char *text)
{
	fputs(" | ", vex->report->out);
	put_text(vex->report->out, vex_text(vex, text));
}

static void put_finding(struct vex *vex, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	const char *fixed = kvet_finding_fixed(finding), *fix = vex_fix(vex, finding);
	FILE *out = vex->report->out;

	fprintf(out, "| [%s](%s)", kvet_record_cve(record), vex_record_url(vex, record));
	put_cell(vex, kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)));
	fputs(" | ", out);
	put_score(out, record);
	put_cell(vex, kvet_record_subsystem(record));
	put_cell(vex, *fix     ? fix
		      : *fixed ? arena_printf(&vex->spoken, "(%s)", fixed)
			       : "none");
	put_cell(vex, *kvet_finding_option(finding)
			      ? arena_printf(&vex->spoken, "%s=%s",
					kvet_finding_option(finding),
					kvet_finding_option_value(finding))
			      : "");
	put_cell(vex, kvet_record_title(record));
	fputs(" |\n", out);
}

static void put_findings(struct vex *vex)
{
	size_t rows = report_rows(vex->report),
	       count = kvet_result_count(vex->report->result);
	FILE *out = vex->report->out;

	if (!rows)
		return;
	fputs("\n## Findings\n\n"
	      "| CVE | verdict | score | subsystem | fixed in | option | title |\n"
	      "| --- | --- | --- | --- | --- | --- | --- |\n",
		out);
	for (size_t i = 0; i < rows; i++) {
		arena_reset(&vex->spoken);
		put_finding(vex, kvet_result_finding(vex->report->result, i));
	}
	fputs("\nA release in brackets is mainline's: the kernel's own line has no "
	      "fix.\n",
		out);
	if (rows < count) {
		fprintf(out, "%zu more", count - rows);
		if (vex->report->options->command)
			put_line(out, ": ", vex->report->options->command);
		else
			fputs(".\n", out);
	}
}

static void put_horizon(struct vex *vex)
{
	FILE *out = vex->report->out;
	const char *text;
	size_t missing = 0;

	fputs("\n## What this does not cover\n\n", out);
	for (size_t i = 0; (text = kvet_result_horizon(vex->report->result, i)); i++)
		put_line(out, "- ", vex_text(vex, text));
	while (kvet_result_missing(vex->report->result, missing))
		missing++;
	if (missing)
		fprintf(out,
			"- %zu known exploited CVEs of the kernel have no record and are "
			"not judged\n",
			missing);
	fprintf(out, "\n%s, %s\n", vex_tool(), vex->time);
}

int report_markdown(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	bool failed;

	vex_begin(&vex, report);
	fprintf(report->out, "# %s: which CVEs are in it\n\n", vex_product(&vex));
	put_totals(&vex);
	put_kernel(&vex);
	put_what_matters(&vex);
	put_findings(&vex);
	put_horizon(&vex);
	failed = vex.arena.failed || vex.spoken.failed;
	vex_end(&vex);
	return failed ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory") : 0;
}
