/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report.h"

#include "report/contextreport.h"
#include "report/diff.h"
#include "report/lines.h"
#include "report/plan.h"
#include "report/profile.h"
#include "util/error.h"

#include <errno.h>
#include <string.h>

const char *const report_changes[KVET_CHANGES] = {
	[KVET_NEW] = "new",
	[KVET_CHANGED] = "changed",
	[KVET_REJECTED] = "rejected",
	[KVET_WITHDRAWN] = "withdrawn",
	[KVET_NOT_UNDERSTOOD] = "not_understood",
};

size_t report_rows(const struct report *report)
{
	size_t count = kvet_result_count(report->result);
	unsigned rows = report->options->rows;

	return rows && count > rows ? rows : count;
}

const char *report_languages(const kvet_record *record, const char *separator,
	char text[REPORT_LANGUAGES_SIZE])
{
	kvet_set set = kvet_record_languages(record);
	const char *word, *before = "";
	size_t len = 0;

	*text = '\0';
	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_LANGUAGE, i)); i++) {
		if (!(set & 1u << i))
			continue;
		len += (size_t)snprintf(
			text + len, REPORT_LANGUAGES_SIZE - len, "%s%s", before, word);
		before = separator;
	}
	return text;
}

/* In the order of the formats. */
typedef int (*const writers[KVET_FORMATS])(const struct report *, struct kvet_error *);
static const writers results = {report_table, report_json, report_jsonl, report_csv};
static const writers check = {report_table, report_json, report_jsonl, report_csv, NULL,
	report_openvex, report_cyclonedx, report_csaf, report_sarif, report_spdx,
	report_markdown};
static const writers lines = {lines_table, lines_json, lines_jsonl, lines_csv};
static const writers backlog = {backlog_table, backlog_json, backlog_jsonl,
	backlog_csv, [KVET_SVG] = backlog_svg};
static const writers profile = {profile_table, profile_json, profile_jsonl,
	profile_csv, [KVET_SVG] = profile_svg};
static const writers context = {
	contextreport_table, contextreport_json, contextreport_jsonl, contextreport_csv};
static const writers plan = {plan_table, plan_json, plan_jsonl, plan_csv};
static const writers picks = {picks_table, picks_json, picks_jsonl, picks_csv};
static const writers savings = {savings_table, savings_json, savings_jsonl, savings_csv};

static const writers diff = {diff_table, diff_json, diff_jsonl, diff_csv};

/* Views that have files of their own; all others share one a format. */
static const writers *writers_of(enum report_kind kind)
{
	switch (kind) {
	case REPORT_CHECK:
		return &check;
	case REPORT_LINES:
		return &lines;
	case REPORT_BACKLOG:
		return &backlog;
	case REPORT_PROFILE:
		return &profile;
	case REPORT_CONTEXT:
		return &context;
	case REPORT_PLAN:
		return &plan;
	case REPORT_PICKS:
		return &picks;
	case REPORT_SAVINGS:
		return &savings;
	case REPORT_DIFF:
		return &diff;
	default:
		return &results;
	}
}

int report_flush(FILE *out, int code, struct kvet_error *error)
{
	if (code || (!fflush(out) && !ferror(out)))
		return code;
	return error_set(error, KVET_ERROR_SYSTEM, NULL, "the output was not taken: %s",
		errno ? strerror(errno) : "write error");
}

/* Has WRITE write it, and looks whether all of it was taken. */
static int write_with(const struct report *report,
	int (*write)(const struct report *, struct kvet_error *),
	struct kvet_error *error)
{
	errno = 0;
	return report_flush(report->out, write(report, error), error);
}

static int write_report(const struct report *report, struct kvet_error *error)
{
	enum kvet_format format = report->options->format;

	if ((unsigned)format >= KVET_FORMATS)
		return error_set(error, KVET_ERROR_USAGE, NULL, "no such format");
	if (!(*writers_of(report->kind))[format]) {
		error_set(error, KVET_ERROR_USAGE, NULL, "this has no form %s",
			kvet_word(KVET_WORDS_FORMAT, format));
		error_hint(
			error, format == KVET_SVG
				       ? "'kvet profile' and 'kvet lines --history LINE' "
					 "draw pictures"
				       : "'kvet check' has it");
		return KVET_ERROR_USAGE;
	}
	return write_with(report, (*writers_of(report->kind))[format], error);
}

static int report_result(enum report_kind kind, const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = kind, .result = result, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_check(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	return report_result(REPORT_CHECK, result, options, out, error);
}

int kvet_report_explain(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	return report_result(REPORT_EXPLAIN, result, options, out, error);
}

int kvet_report_list(const kvet_result *result, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error)
{
	return report_result(REPORT_LIST, result, options, out, error);
}

int kvet_report_show(const kvet_result *result, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error)
{
	return report_result(REPORT_SHOW, result, options, out, error);
}

int kvet_report_audit(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	return report_result(REPORT_AUDIT, result, options, out, error);
}

int kvet_report_context(const kvet_context *context_of,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {.kind = REPORT_CONTEXT,
		.context = context_of,
		.options = options,
		.out = out};

	return write_report(&report, error);
}

int kvet_report_update(const kvet_update *update,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_UPDATE, .update = update, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_store(kvet_store *store, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_STORE, .store = store, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_census(const kvet_census *const *censuses, size_t count,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {.kind = REPORT_CENSUS,
		.censuses = censuses,
		.census_count = count,
		.options = options,
		.out = out};

	if (!count)
		return error_set(error, KVET_ERROR_USAGE, NULL, "no census to report");

	return write_report(&report, error);
}

int kvet_report_lines(const kvet_line_list *list,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_LINES, .lines = list, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_backlog(const kvet_backlog *backlog_of,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {.kind = REPORT_BACKLOG,
		.backlog = backlog_of,
		.options = options,
		.out = out};

	return write_report(&report, error);
}

int kvet_report_profile(const kvet_profile *profile_of,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {.kind = REPORT_PROFILE,
		.profile = profile_of,
		.options = options,
		.out = out};

	return write_report(&report, error);
}

int kvet_report_plan(const kvet_plan *plan_of, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_PLAN, .plan = plan_of, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_picks(const kvet_picks *picks_of,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_PICKS, .picks = picks_of, .options = options, .out = out};

	return write_report(&report, error);
}

int kvet_report_picks_as(const kvet_picks *picks_of, enum kvet_pick_form form,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	static int (*const forms[KVET_PICK_FORMS])(
		const struct report *, struct kvet_error *) = {
		[KVET_PICKS_LIST] = write_report,
		[KVET_PICKS_SCRIPT] = picks_script,
		[KVET_PICKS_SERIES] = picks_series,
	};
	const struct report report = {
		.kind = REPORT_PICKS, .picks = picks_of, .options = options, .out = out};

	if ((unsigned)form >= KVET_PICK_FORMS)
		return error_set(error, KVET_ERROR_USAGE, NULL, "no such form");
	return write_with(&report, forms[form], error);
}

int kvet_report_savings(const kvet_savings *savings_of,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	const struct report report = {.kind = REPORT_SAVINGS,
		.savings = savings_of,
		.options = options,
		.out = out};

	return write_report(&report, error);
}

int kvet_report_diff(const kvet_diff *diff_of, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error)
{
	const struct report report = {
		.kind = REPORT_DIFF, .diff = diff_of, .options = options, .out = out};

	return write_report(&report, error);
}
