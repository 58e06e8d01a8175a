/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV by RFC 4180, with a heading; lines end with LF, as everything else here. */
#include "report/report.h"

#include <string.h>

/* A terminal must not obey what a record says: neither C0 nor C1 goes out. */
static bool is_control(const unsigned char *c)
{
	return (*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f ||
	       (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

static void put_text(FILE *out, const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	for (; *c; c++) {
		bool control = is_control(c);

		if (*c == '"')
			fputc('"', out);
		fputc(control ? '?' : *c, out);
		c += control && *c == 0xc2;
	}
}

/* A field; quoted only where it must be. */
static void put_field(FILE *out, const char *text, bool last)
{
	if (text[strcspn(text, ",\"\r\n")]) {
		fputc('"', out);
		put_text(out, text);
		fputc('"', out);
	} else {
		put_text(out, text);
	}
	fputc(last ? '\n' : ',', out);
}

void report_csv_field(FILE *out, const char *text, bool last)
{
	put_field(out, text, last);
}

/* Joined by spaces: no path of the kernel holds one. */
static void put_files(FILE *out, const kvet_record *record)
{
	const char *file;

	fputc('"', out);
	for (size_t i = 0; (file = kvet_record_file(record, i)); i++) {
		if (i)
			fputc(' ', out);
		put_text(out, file);
	}
	fputs("\",", out);
}

static void put_record(FILE *out, const kvet_record *record)
{
	char text[REPORT_LANGUAGES_SIZE], score[8] = "";
	bool scored = kvet_record_severity(record) != KVET_NOT_SCORED;

	if (scored)
		snprintf(score, sizeof(score), "%.1f", kvet_record_cvss_score(record));
	put_field(
		out, kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)), false);
	put_field(out, score, false);
	put_field(out, kvet_record_cvss_vector(record), false);
	put_field(out, kvet_record_exploited(record), false);
	put_field(out, kvet_record_published(record), false);
	put_field(out, report_languages(record, " ", text), false);
	put_field(out, kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)), false);
	put_field(out, kvet_word(KVET_WORDS_FAMILY, kvet_record_family(record)), false);
	put_field(out, kvet_record_subsystem(record), false);
	put_files(out, record);
}

#define RECORD_HEADING                                                                   \
	"severity,score,vector,known_exploited,published,language,class,family,"         \
	"subsystem,files"

/* What the result was made from, and what it does not cover: CSV has no other place for
 * it than each row, and a row that is pasted elsewhere keeps it. */
static void put_origin(const struct report *report)
{
	const kvet_target *target = kvet_result_target(report->result);
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(report->result);
	char release[KVET_RELEASE_SIZE];
	const char *text, *separator = "";
	FILE *out = report->out;

	if (target) {
		put_field(out, kvet_release_text(kvet_target_release(target), release),
			false);
		put_field(out, kvet_target_upper_bound(target) ? "true" : "false", false);
	}
	put_field(out, snapshot->date, false);
	fputc('"', out);
	for (size_t i = 0; (text = kvet_result_horizon(report->result, i)); i++) {
		fputs(separator, out);
		put_text(out, text);
		separator = "; ";
	}
	fputs("\"\n", out);
}

#define TARGET_HEADING ",option,option_value,module,release,upper_bound"
#define ORIGIN_HEADING ",snapshot,horizon\n"

static void write_findings(const struct report *report)
{
	FILE *out = report->out;

	fputs("cve,verdict,presence,introduced,introduced_commit,fixed,fixed_"
	      "commit," RECORD_HEADING ",title" TARGET_HEADING ORIGIN_HEADING,
		out);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_finding *finding = kvet_result_finding(report->result, i);
		const kvet_record *record = kvet_finding_record(finding);

		put_field(out, kvet_record_cve(record), false);
		put_field(out,
			kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)),
			false);
		put_field(out,
			kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)),
			false);
		put_field(out, kvet_finding_introduced(finding), false);
		put_field(out, kvet_finding_introduced_commit(finding), false);
		put_field(out, kvet_finding_fixed(finding), false);
		put_field(out, kvet_finding_fixed_commit(finding), false);
		put_record(out, record);
		put_field(out, kvet_record_title(record), false);
		put_field(out, kvet_finding_option(finding), false);
		put_field(out, kvet_finding_option_value(finding), false);
		put_field(out, kvet_finding_module(finding), false);
		put_origin(report);
	}
}

static void write_records(const struct report *report)
{
	fputs("cve,state," RECORD_HEADING ",title" ORIGIN_HEADING, report->out);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(report->result, i));

		put_field(report->out, kvet_record_cve(record), false);
		put_field(report->out,
			kvet_record_rejected(record) ? "rejected" : "published", false);
		put_record(report->out, record);
		put_field(report->out, kvet_record_title(record), false);
		put_origin(report);
	}
}

static void write_contradictions(const struct report *report)
{
	const char *text;

	fputs("cve,contradiction" ORIGIN_HEADING, report->out);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(report->result, i));

		for (size_t k = 0; (text = kvet_record_contradiction(record, k)); k++) {
			put_field(report->out, kvet_record_cve(record), false);
			put_field(report->out, text, false);
			put_origin(report);
		}
	}
}

static void write_changes(const struct report *report)
{
	fputs("change,name,reason\n", report->out);
	for (int change = 0; change < KVET_CHANGES; change++) {
		size_t count =
			kvet_update_count(report->update, (enum kvet_change)change);

		for (size_t i = 0; i < count; i++) {
			put_field(report->out, report_changes[change], false);
			put_field(report->out,
				kvet_update_name(
					report->update, (enum kvet_change)change, i),
				false);
			put_field(report->out,
				kvet_update_reason(
					report->update, (enum kvet_change)change, i),
				true);
		}
	}
}

static int write_holding(void *context, const struct kvet_holding *holding)
{
	FILE *out = context;

	put_field(out, holding->name, false);
	fprintf(out, "%llu,", (unsigned long long)holding->count);
	put_field(out, holding->date, false);
	put_field(out, holding->source, true);
	return 0;
}

int report_csv(const struct report *report, struct kvet_error *error)
{
	switch (report->kind) {
	case REPORT_CHECK:
	case REPORT_EXPLAIN:
		write_findings(report);
		return 0;
	case REPORT_LIST:
	case REPORT_SHOW:
		write_records(report);
		return 0;
	case REPORT_AUDIT:
		write_contradictions(report);
		return 0;
	case REPORT_UPDATE:
		write_changes(report);
		return 0;
	case REPORT_STORE:
		fputs("name,count,date,source\n", report->out);
		return kvet_store_holdings(
			report->store, write_holding, report->out, error);
	case REPORT_CENSUS:
		report_census_csv(report);
		return 0;
	}
	return 0;
}
