/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables and pages for people: the answer first, then the reasons, then the rest. */
#include "report/findings.h"
#include "report/print.h"
#include "report/rank.h"
#include "util/bytes.h"
#include "util/error.h"

#include <stdlib.h>
#include <string.h>

static void heading(const struct report *report, const char *text)
{
	print_colour(report, COLOUR_BOLD);
	print_text(report->out, text, 0);
	fputc('\n', report->out);
	print_colour(report, COLOUR_NONE);
}

static void print_rest(const struct report *report)
{
	size_t count = kvet_result_count(report->result), rows = report_rows(report);
	char text[PRINT_COUNT_SIZE];

	if (rows >= count)
		return;
	fprintf(report->out, "%s more", print_count(count - rows, text));
	if (report->options->command) {
		fputs(": ", report->out);
		print_text(report->out, report->options->command, 0);
	}
	fputc('\n', report->out);
}

static void print_snapshot(const struct report *report)
{
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(report->result);
	char count[PRINT_COUNT_SIZE];

	fprintf(report->out, "records: %s, snapshot of %s",
		print_count(snapshot->records, count),
		*snapshot->date ? snapshot->date : "an unknown day");
	if (*snapshot->commit)
		fprintf(report->out, " (%.12s)", snapshot->commit);
	fputc('\n', report->out);
}

/* On a screen their number stands for them. */
static void print_missing(const struct report *report)
{
	const kvet_result *result = report->result;
	char line[2200];
	size_t len, count = 0;

	while (kvet_result_missing(result, count))
		count++;
	if (!count)
		return;
	len = (size_t)snprintf(line, sizeof(line),
		"%zu known exploited CVEs of the kernel have no record and are not "
		"judged",
		count);
	if (report->options->height)
		count = 0;
	for (size_t i = 0; i < count && len < sizeof(line); i++)
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s %s",
			i ? "," : ":", kvet_result_missing(result, i));
	print_folded(report, 0, line);
}

static void print_horizon(const struct report *report)
{
	const char *text;

	for (size_t i = 0; (text = kvet_result_horizon(report->result, i)); i++)
		print_folded(report, 0, text);
	print_missing(report);
}

/* Fitting a screen -------------------------------------------------------------------- */

/* However small the screen, so many findings are shown. */
#define ROWS_LEAST 2

/* The findings' heading, the line of the rest, and the shell's next prompt. */
#define LINES_BESIDE_ROWS 3

/* How many findings fit between BEFORE and AFTER; what was asked for stays. */
static unsigned rows_that_fit(const struct report *report,
	void (*before)(const struct report *), void (*after)(const struct report *))
{
	unsigned height = report->options->height, taken = LINES_BESIDE_ROWS;

	if (report->options->rows || !height)
		return report->options->rows;
	taken += before ? print_lines_of(report, before) : 0;
	taken += after ? print_lines_of(report, after) : 0;
	return height > taken + ROWS_LEAST ? height - taken : ROWS_LEAST;
}

/* check ------------------------------------------------------------------------------- */

/* On a screen the first ones, unless all are asked for. */
#define LINES_FOR_A_NOTE 16

static void print_notes(const struct report *report, const kvet_target *target)
{
	size_t most = report->options->height && !report->options->verbose
			      ? report->options->height / LINES_FOR_A_NOTE
			      : SIZE_MAX;
	size_t count = 0;
	const char *note;

	while (kvet_target_note(target, count))
		count++;
	for (size_t i = 0; (note = kvet_target_note(target, i)); i++) {
		/* One line of what is left is no shorter than the note itself. */
		if (i == most && count > most + 1) {
			fprintf(report->out, "  %zu more notes: --verbose\n", count - i);
			return;
		}
		print_folded(report, 2, note);
	}
}

static void print_target(const struct report *report)
{
	const kvet_target *target = kvet_result_target(report->result);
	char release[KVET_RELEASE_SIZE];

	kvet_release_text(kvet_target_release(target), release);
	print_colour(report, COLOUR_BOLD);
	if (strcmp(kvet_target_input(target), release) == 0)
		fprintf(report->out, "Linux %s", release);
	else {
		print_text(report->out, kvet_target_input(target), 0);
		fprintf(report->out, ": Linux %s", release);
	}
	if (*kvet_target_distribution(target)) {
		fputs(", ", report->out);
		print_text(report->out, kvet_target_distribution(target), 0);
	}
	fputc('\n', report->out);
	print_colour(report, COLOUR_NONE);
	if (kvet_target_upper_bound(target))
		print_folded(report, 0,
			"an upper bound: it may have fixes that its release does not "
			"show");
	print_notes(report, target);
}

/* How the code of what is affected is there. */
static void print_presences(const struct report *report)
{
	static const enum kvet_presence order[] = {KVET_PRESENCE_BUILTIN,
		KVET_PRESENCE_LOADED, KVET_PRESENCE_MODULE, KVET_PRESENCE_UNDECIDED};
	const char *separator = ": ";
	char count[PRINT_COUNT_SIZE];

	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		size_t present = kvet_result_present(report->result, order[i]);

		if (!present)
			continue;
		fprintf(report->out, "%s%s %s", separator, print_count(present, count),
			kvet_word(KVET_WORDS_PRESENCE, order[i]));
		separator = ", ";
	}
}

static void print_totals(const struct report *report)
{
	char count[PRINT_COUNT_SIZE];
	const char *word;

	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_VERDICT, i)); i++) {
		size_t total = kvet_result_total(report->result, (enum kvet_verdict)i);

		/* What no target of a release alone can have is not worth a line. */
		if (!total && i > KVET_NOT_INTRODUCED)
			continue;
		if (i == KVET_AFFECTED)
			print_colour(report, COLOUR_BOLD);
		fprintf(report->out, "%8s  %s", print_count(total, count), word);
		print_colour(report, COLOUR_NONE);
		if (i == KVET_AFFECTED &&
			kvet_target_knows_build(kvet_result_target(report->result)))
			print_presences(report);
		if (i == KVET_NOT_BUILT)
			fprintf(report->out, " of the %s that its release has",
				print_count(total + kvet_result_total(report->result,
							    KVET_AFFECTED),
					count));
		fputc('\n', report->out);
	}
}

/* What people closed of it, and what is left; nothing where nobody said anything. */
static void print_decided(const struct report *report)
{
	size_t closed = 0, open = kvet_result_total(report->result, KVET_AFFECTED) +
				  kvet_result_total(report->result, KVET_UNKNOWN);
	char count[PRINT_COUNT_SIZE];
	const char *word, *separator = ": ";

	if (!kvet_result_has_decisions(report->result))
		return;
	for (unsigned i = 0; i < KVET_VEX_STATUSES; i++)
		closed += kvet_result_decided(report->result, (enum kvet_vex_status)i);
	fprintf(report->out, "%8s  decided by people", print_count(closed, count));
	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_VEX_STATUS, i)); i++) {
		size_t decided =
			kvet_result_decided(report->result, (enum kvet_vex_status)i);

		if (!decided)
			continue;
		fprintf(report->out, "%s%s %s", separator, print_count(decided, count),
			word);
		separator = ", ";
	}
	fprintf(report->out, "; %s open\n", print_count(open - closed, count));
}

/* Doubts on people's decisions: on a screen the first ones. */
#define DOUBTS_ON_A_SCREEN 2

static void print_doubts(const struct report *report)
{
	size_t count = 0, shown;
	char line[1024];

	while (kvet_result_doubt(report->result, count))
		count++;
	shown = report->options->height && !report->options->verbose &&
				count > DOUBTS_ON_A_SCREEN + 1
			? DOUBTS_ON_A_SCREEN
			: count;
	for (size_t i = 0; i < shown; i++) {
		const struct kvet_doubt *doubt = kvet_result_doubt(report->result, i);

		snprintf(line, sizeof(line), "%s (%s): %s", doubt->cve, doubt->kind,
			doubt->text);
		print_folded(report, 0, line);
	}
	if (shown < count)
		fprintf(report->out, "%zu more doubts on decisions: --verbose\n",
			count - shown);
	if (count)
		fputc('\n', report->out);
}

/* Of the findings: how many are exploited, and of which severity. */
static void print_severities(const struct report *report)
{
	size_t counts[KVET_SEVERITIES] = {0}, exploited = 0;
	const kvet_finding *finding;
	char count[PRINT_COUNT_SIZE], line[512];
	const char *separator = "";
	size_t len;

	for (size_t i = 0; (finding = kvet_result_finding(report->result, i)); i++) {
		const kvet_record *record = kvet_finding_record(finding);

		counts[kvet_record_severity(record)]++;
		exploited += *kvet_record_exploited(record) != '\0';
	}
	len = (size_t)snprintf(line, sizeof(line),
		"findings: %s; %zu known exploited; by score: ",
		print_count(kvet_result_count(report->result), count), exploited);
	for (int i = KVET_SEVERITIES - 1; i >= 0; i--) {
		if (!counts[i])
			continue;
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%s %s",
			separator, print_count(counts[i], count),
			i == KVET_NOT_SCORED
				? "not scored"
				: kvet_word(KVET_WORDS_SEVERITY, (unsigned)i));
		separator = ", ";
	}
	print_folded(report, 0, line);
}

static bool all_affected(const kvet_result *result)
{
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		if (kvet_finding_verdict(finding) != KVET_AFFECTED)
			return false;
	}
	return true;
}

static void print_before_findings(const struct report *report)
{
	print_target(report);
	print_snapshot(report);
	fputc('\n', report->out);
	print_totals(report);
	print_decided(report);
	fputc('\n', report->out);
	print_doubts(report);
	if (!kvet_result_count(report->result))
		return;
	print_severities(report);
	rank_print_totals(report);
	fputc('\n', report->out);
}

static enum findings_columns columns_of(const kvet_result *result)
{
	bool judged = !all_affected(result);

	if (kvet_result_context(result))
		return judged ? FINDINGS_RANKED_JUDGED : FINDINGS_RANKED;
	if (judged)
		return FINDINGS_JUDGED;
	return kvet_target_knows_build(kvet_result_target(result)) ? FINDINGS_BUILT
								   : FINDINGS_AFFECTED;
}

/* On a screen the page leads on: why the first of them. */
static void print_explain(const struct report *report)
{
	const struct kvet_report_options *options = report->options;
	const kvet_finding *finding = kvet_result_finding(report->result, 0);
	char line[2048];

	if (!options->height || !options->explain || !finding)
		return;
	int len = snprintf(line, sizeof(line), "why one of them: %s %s%s",
		options->explain, kvet_record_cve(kvet_finding_record(finding)),
		options->explain_options ? options->explain_options : "");
	/* A command over several lines is no help. */
	if (len < (int)sizeof(line) &&
		(!options->width || (unsigned)len <= options->width))
		fprintf(report->out, "%s\n", line);
}

static void print_after_findings(const struct report *report)
{
	if (kvet_result_count(report->result)) {
		print_explain(report);
		fputc('\n', report->out);
	}
	print_horizon(report);
}

static int print_undecided(void *context, const char *path, const char *why)
{
	const struct report *report = context;

	fputs("  ", report->out);
	print_text(report->out, path, 0);
	fputs(": ", report->out);
	print_text(report->out, why, 0);
	fputc('\n', report->out);
	return 0;
}

static void write_check(const struct report *report)
{
	print_before_findings(report);
	if (kvet_result_count(report->result)) {
		findings_print(report, columns_of(report->result));
		print_rest(report);
	}
	print_after_findings(report);
	if (report->options->verbose) {
		fputs("\nnot decided, and counted as built:\n", report->out);
		kvet_target_undecided(kvet_result_target(report->result), print_undecided,
			(void *)(uintptr_t)report);
	}
}

/* explain, show ----------------------------------------------------------------------- */

static void print_files(const struct report *report, const kvet_record *record)
{
	const char *file;

	for (size_t i = 0; (file = kvet_record_file(record, i)); i++) {
		fputs(i ? "              " : "  files       ", report->out);
		print_text(report->out, file, 0);
		fputc('\n', report->out);
	}
}

static void print_classes(const struct report *report, const kvet_record *record)
{
	const struct kvet_class_evidence *each;

	for (size_t i = 0; (each = kvet_record_class_evidence(record, i)); i++) {
		unsigned cwe = kvet_class_cwe(each->class);

		fputs(i ? "  also        " : "  class       ", report->out);
		fputs(kvet_word(KVET_WORDS_CLASS, each->class), report->out);
		fprintf(report->out, " (%s",
			kvet_word(KVET_WORDS_FAMILY, kvet_class_family(each->class)));
		if (cwe)
			fprintf(report->out, ", CWE-%u", cwe);
		fputc(')', report->out);
		if (*each->words) {
			fputs(": \"", report->out);
			print_text(report->out, each->words, 60);
			fprintf(report->out, "\" in the %s", each->where);
		}
		fputc('\n', report->out);
	}
}

static void print_pairs(const struct report *report, const kvet_record *record)
{
	const struct kvet_pair *pair;

	for (size_t i = 0; (pair = kvet_record_pair(record, i)); i++) {
		if (!i)
			fprintf(report->out, "  %-11s %-12s %-14s %-12s %s\n", "pairs",
				"introduced", "commit", "fixed", "commit");
		bool introduced = strcmp(pair->introduced, "0") != 0;
		bool fixed = strcmp(pair->fixed, "0") != 0;
		fprintf(report->out, "  %-11s %-12s %-14.12s %-12s %.12s\n", "",
			introduced ? pair->introduced : "-",
			introduced ? pair->introduced_commit : "-",
			fixed ? pair->fixed : "-", fixed ? pair->fixed_commit : "-");
	}
}

static void print_contradictions(const struct report *report, const kvet_record *record)
{
	const char *text;

	for (size_t i = 0; (text = kvet_record_contradiction(record, i)); i++) {
		fputs(i ? "              " : "  contradicts ", report->out);
		print_text(report->out, text, 0);
		fputc('\n', report->out);
	}
}

static void print_facts(const struct report *report, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	char text[REPORT_LANGUAGES_SIZE], score[FINDINGS_SCORE_SIZE];

	fprintf(report->out, "  published   %s\n",
		*kvet_record_published(record)
			? kvet_record_published(record)
			: "not known (update from git to learn it)");
	if (*kvet_record_exploited(record)) {
		print_colour(report, COLOUR_RED);
		fprintf(report->out, "  exploited   known since %s\n",
			kvet_record_exploited(record));
		print_colour(report, COLOUR_NONE);
	}
	if (*kvet_record_cvss_vector(record)) {
		fprintf(report->out, "  score       %s  %s",
			findings_score(record, score), kvet_record_cvss_vector(record));
		fputs("\n              by ", report->out);
		print_text(report->out, kvet_record_cvss_source(record), 0);
		fputc('\n', report->out);
	} else {
		fputs("  score       not scored\n", report->out);
	}
	rank_print_score(report, finding);
	fprintf(report->out, "  language    %s\n", report_languages(record, ", ", text));
	print_classes(report, record);
	fprintf(report->out, "  subsystem   %s\n", kvet_record_subsystem(record));
	print_files(report, record);
}

/* What the lines before come to: how the code is there, and what switches it off. */
static void print_conclusion(const struct report *report, const kvet_finding *finding)
{
	const char *option = kvet_finding_option(finding);
	const char *module = kvet_finding_module(finding);
	bool absent = kvet_finding_presence(finding) == KVET_PRESENCE_ABSENT;

	if (!kvet_target_knows_build(kvet_result_target(report->result)))
		return;
	fprintf(report->out, "  %-11s %s", "presence",
		kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)));
	if (*module)
		fprintf(report->out, ": %s", module);
	if (*option)
		fprintf(report->out,
			absent ? "; %s=%s leaves it out"
			       : "; %s=%s: n would leave it out",
			option, kvet_finding_option_value(finding));
	fputc('\n', report->out);
}

/* What a person's decision comes to, and what casts doubt on it. */
static void print_decision(const struct report *report, const kvet_finding *finding)
{
	const struct kvet_decision *decision = kvet_finding_decision(finding);
	const struct kvet_doubt *doubt;

	for (size_t i = 0; (doubt = kvet_finding_doubt(finding, i)); i++) {
		fprintf(report->out, "  %-11s ", doubt->kind);
		print_text(report->out, doubt->text, 0);
		fputc('\n', report->out);
	}
	if (decision && decision->closes)
		fprintf(report->out, "  %-11s by that decision\n", "closed");
}

static void write_explain(const struct report *report)
{
	const kvet_finding *finding = kvet_result_finding(report->result, 0);
	const kvet_record *record = kvet_finding_record(finding);
	const struct kvet_evidence *evidence;

	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "%s: %s\n", kvet_record_cve(record),
		kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)));
	print_colour(report, COLOUR_NONE);
	print_text(report->out, kvet_record_title(record), 0);
	fputs("\n\n", report->out);
	for (size_t i = 0; (evidence = kvet_finding_evidence(finding, i)); i++) {
		fprintf(report->out, "  %-11s ", evidence->kind);
		print_text(report->out, evidence->text, 0);
		fprintf(report->out, "  [%s]\n", evidence->source);
	}
	print_conclusion(report, finding);
	print_decision(report, finding);
	rank_print_steps(report, finding);
	fputc('\n', report->out);
	print_facts(report, finding);
	print_pairs(report, record);
	print_contradictions(report, record);
	fputc('\n', report->out);
	print_target(report);
	print_snapshot(report);
	const char *text;
	for (size_t i = 0; (text = kvet_result_horizon(report->result, i)); i++)
		print_folded(report, 0, text);
}

static void write_show(const struct report *report)
{
	const kvet_finding *finding;
	const char *text;

	for (size_t i = 0; (finding = kvet_result_finding(report->result, i)); i++) {
		const kvet_record *record = kvet_finding_record(finding);

		if (i)
			fputc('\n', report->out);
		print_colour(report, COLOUR_BOLD);
		fputs(kvet_record_cve(record), report->out);
		if (kvet_record_rejected(record))
			fputs(" (rejected)", report->out);
		print_colour(report, COLOUR_NONE);
		fputs("  ", report->out);
		print_text(report->out, kvet_record_title(record), 0);
		fputs("\n\n", report->out);
		print_facts(report, finding);
		print_pairs(report, record);
		print_contradictions(report, record);
		fputc('\n', report->out);
		print_paragraphs(report->out, kvet_record_description(record), 2);
		for (size_t k = 0; (text = kvet_record_reference(record, k)); k++) {
			fputs(k ? "  " : "\n  ", report->out);
			print_text(report->out, text, 0);
			fputc('\n', report->out);
		}
	}
}

/* list, audit, update, db ------------------------------------------------------------- */

static void print_count_of_records(const struct report *report)
{
	char count[PRINT_COUNT_SIZE];

	fprintf(report->out, "%s records\n",
		print_count(kvet_result_count(report->result), count));
}

static void write_list(const struct report *report)
{
	print_count_of_records(report);
	findings_print(report,
		kvet_result_target(report->result) ? FINDINGS_JUDGED : FINDINGS_LISTED);
	print_rest(report);
}

static void write_audit(const struct report *report)
{
	size_t rows = report_rows(report);
	char count[PRINT_COUNT_SIZE];
	const char *text;

	fprintf(report->out, "%s records contradict themselves\n",
		print_count(kvet_result_count(report->result), count));
	for (size_t i = 0; i < rows; i++) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(report->result, i));

		for (size_t k = 0; (text = kvet_record_contradiction(record, k)); k++) {
			print_cell(report->out, k ? "" : kvet_record_cve(record), 18);
			print_text(report->out, text, 0);
			fputc('\n', report->out);
		}
	}
	print_rest(report);
}

/* Names are worth a screen only where they are few. */
#define NAMES_SHOWN 12

static void print_names(const struct report *report, enum kvet_change change)
{
	size_t count = kvet_update_count(report->update, change);
	char text[PRINT_COUNT_SIZE];

	if (!count || (count > NAMES_SHOWN && change != KVET_NOT_UNDERSTOOD))
		return;
	for (size_t i = 0; i < count && i < 2 * NAMES_SHOWN; i++) {
		fputs("    ", report->out);
		print_text(report->out, kvet_update_name(report->update, change, i), 0);
		if (change == KVET_NOT_UNDERSTOOD) {
			fputs(": ", report->out);
			print_text(report->out,
				kvet_update_reason(report->update, change, i), 0);
		}
		fputc('\n', report->out);
	}
	if (count > 2 * NAMES_SHOWN)
		fprintf(report->out, "    %s more: 'kvet db' names them\n",
			print_count(count - 2 * NAMES_SHOWN, text));
}

static void write_update(const struct report *report)
{
	const struct kvet_snapshot *snapshot = kvet_update_snapshot(report->update);
	char count[PRINT_COUNT_SIZE];

	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "%s records", print_count(snapshot->records, count));
	print_colour(report, COLOUR_NONE);
	fprintf(report->out, ", %s rejected, snapshot of %s",
		print_count(snapshot->rejected, count),
		*snapshot->date ? snapshot->date : "an unknown day");
	if (*snapshot->commit)
		fprintf(report->out, " (%.12s)", snapshot->commit);
	fputs(kvet_update_incremental(report->update) ? ", only what changed was read\n"
						      : "\n",
		report->out);
	for (int change = 0; change < KVET_CHANGES; change++) {
		size_t changed =
			kvet_update_count(report->update, (enum kvet_change)change);

		fprintf(report->out, "%8s  %s\n", print_count(changed, count),
			change == KVET_NOT_UNDERSTOOD ? "not understood"
						      : report_changes[change]);
		print_names(report, (enum kvet_change)change);
	}
}

static int print_holding(void *context, const struct kvet_holding *holding)
{
	const struct report *report = context;
	char count[PRINT_COUNT_SIZE];

	fprintf(report->out, "%-16s %9s  %-10s  ", holding->name,
		print_count(holding->count, count), holding->date);
	print_text(report->out, holding->source, 0);
	fputc('\n', report->out);
	return 0;
}

static int print_problem(void *context, const char *name, const char *reason)
{
	const struct report *report = context;

	fputs("not understood: ", report->out);
	print_text(report->out, name, 0);
	fputs(": ", report->out);
	print_text(report->out, reason, 0);
	fputc('\n', report->out);
	return 0;
}

static int write_store(const struct report *report, struct kvet_error *error)
{
	struct kvet_snapshot snapshot;
	int code = kvet_store_snapshot(report->store, &snapshot, error);

	if (code)
		return code;
	heading(report, kvet_store_path(report->store));
	fprintf(report->out, "snapshot of %s from %s ",
		*snapshot.date ? snapshot.date : "an unknown day", snapshot.kind);
	print_text(report->out, snapshot.source, 0);
	if (*snapshot.commit)
		fprintf(report->out, ", commit %s", snapshot.commit);
	fputs("\n\n", report->out);
	fprintf(report->out, "%-16s %9s  %-10s  %s\n", "HOLDS", "COUNT", "NEWEST",
		"SOURCE");
	code = kvet_store_holdings(
		report->store, print_holding, (void *)(uintptr_t)report, error);
	return code ? code
		    : kvet_store_problems(report->store, print_problem,
			      (void *)(uintptr_t)report, error);
}

/* The same report, with as many findings as fit the screen. */
static void write_fitted(const struct report *report,
	void (*write)(const struct report *), void (*before)(const struct report *),
	void (*after)(const struct report *))
{
	struct kvet_report_options options = *report->options;
	struct report fitted = *report;

	options.rows = rows_that_fit(report, before, after);
	fitted.options = &options;
	write(&fitted);
}

int report_table(const struct report *report, struct kvet_error *error)
{
	switch (report->kind) {
	case REPORT_CHECK:
		write_fitted(
			report, write_check, print_before_findings, print_after_findings);
		return 0;
	case REPORT_EXPLAIN:
		write_explain(report);
		return 0;
	case REPORT_LIST:
		write_fitted(report, write_list, print_count_of_records, NULL);
		return 0;
	case REPORT_SHOW:
		write_show(report);
		return 0;
	case REPORT_AUDIT:
		write_fitted(report, write_audit, print_count_of_records, NULL);
		return 0;
	case REPORT_UPDATE:
		write_update(report);
		return 0;
	case REPORT_STORE:
		return write_store(report, error);
	case REPORT_CENSUS:
		return report_census_table(report) ? 0
						   : error_set(error, KVET_ERROR_MEMORY,
							     NULL, "out of memory");
	default: /* it has files of its own */
		return 0;
	}
}
