/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forms of output: one file a format, all written from the public getters. */
#ifndef KVET_REPORT_REPORT_H
#define KVET_REPORT_REPORT_H

#include "kvet.h"

/* What a command has to say; which of these is set, KIND tells. */
enum report_kind {
	REPORT_CHECK,
	REPORT_EXPLAIN,
	REPORT_LIST,
	REPORT_SHOW,
	REPORT_AUDIT,
	REPORT_UPDATE,
	REPORT_STORE,
	REPORT_CENSUS,
	REPORT_LINES,
	REPORT_BACKLOG,
	REPORT_PROFILE,
	REPORT_CONTEXT,
	REPORT_PLAN,
	REPORT_PICKS,
	REPORT_SAVINGS,
	REPORT_DIFF,
};

struct report {
	enum report_kind kind;
	const kvet_result *result;
	const kvet_update *update;
	kvet_store *store;
	const kvet_census *const *censuses;
	size_t census_count;
	const kvet_line_list *lines;
	const kvet_backlog *backlog;
	const kvet_profile *profile;
	const kvet_context *context;
	const kvet_plan *plan;
	const kvet_picks *picks;
	const kvet_savings *savings;
	const kvet_diff *diff;
	const struct kvet_report_options *options;
	FILE *out;
	bool embedded; /* inside HTML: no text may end the element that it stands in */
};

/* Each writes the whole report; 0 or a negative code. Whether OUT took it is looked at by
 * the caller. */
int report_table(const struct report *report, struct kvet_error *error);
int report_json(const struct report *report, struct kvet_error *error);
int report_jsonl(const struct report *report, struct kvet_error *error);
int report_csv(const struct report *report, struct kvet_error *error);

/* Whether OUT took all of it. Returns CODE where that is an error already. */
int report_flush(FILE *out, int code, struct kvet_error *error);
/* Those of a check alone. */
int report_openvex(const struct report *report, struct kvet_error *error);
int report_cyclonedx(const struct report *report, struct kvet_error *error);
int report_csaf(const struct report *report, struct kvet_error *error);
int report_sarif(const struct report *report, struct kvet_error *error);
int report_spdx(const struct report *report, struct kvet_error *error);
int report_markdown(const struct report *report, struct kvet_error *error);

/* A census in each of the forms; false and what is not 0: memory is short. */
bool report_census_table(const struct report *report);
int report_census_json(const struct report *report, struct kvet_error *error);
int report_census_jsonl(const struct report *report, struct kvet_error *error);
void report_census_csv(const struct report *report);

/* How many findings the options let through. */
size_t report_rows(const struct report *report);

/* "c,rust": the languages of a record, joined by SEPARATOR. */
#define REPORT_LANGUAGES_SIZE 64
const char *report_languages(const kvet_record *record, const char *separator,
	char text[REPORT_LANGUAGES_SIZE]);

/* The names of enum kvet_change, as every format writes them. */
extern const char *const report_changes[KVET_CHANGES];

#endif
