/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/report.h"

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

static int write_report(const struct report *report, struct kvet_error *error)
{
	static int (*const writers[])(const struct report *, struct kvet_error *) = {
		[KVET_TABLE] = report_table,
		[KVET_JSON] = report_json,
		[KVET_JSONL] = report_jsonl,
		[KVET_CSV] = report_csv,
	};
	enum kvet_format format = report->options->format;

	if ((unsigned)format >= KVET_FORMATS)
		return error_set(error, KVET_ERROR_USAGE, NULL, "no such format");
	errno = 0;
	int code = writers[format](report, error);
	if (!code && (fflush(report->out) || ferror(report->out)))
		code = error_set(error, KVET_ERROR_SYSTEM, NULL,
			"the output was not taken: %s",
			errno ? strerror(errno) : "write error");
	return code;
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
