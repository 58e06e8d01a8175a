/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSV by RFC 4180, with a heading; lines end with LF, as everything else here. */
#include "report/csvtext.h"

/* Joined by spaces: no path of the kernel holds one. */
static void put_files(FILE *out, const kvet_record *record)
{
	const char *file;

	fputc('"', out);
	for (size_t i = 0; (file = kvet_record_file(record, i)); i++) {
		if (i)
			fputc(' ', out);
		csv_text(out, file);
	}
	fputs("\",", out);
}

static void put_record(FILE *out, const kvet_record *record)
{
	char text[REPORT_LANGUAGES_SIZE], score[8] = "";
	bool scored = kvet_record_severity(record) != KVET_NOT_SCORED;

	if (scored)
		snprintf(score, sizeof(score), "%.1f", kvet_record_cvss_score(record));
	csv_field(
		out, kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)), false);
	csv_field(out, score, false);
	csv_field(out, kvet_record_cvss_vector(record), false);
	csv_field(out, kvet_record_exploited(record), false);
	csv_field(out, kvet_record_published(record), false);
	csv_field(out, report_languages(record, " ", text), false);
	csv_field(out, kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)), false);
	csv_field(out, kvet_word(KVET_WORDS_FAMILY, kvet_record_family(record)), false);
	csv_field(out, kvet_record_subsystem(record), false);
	put_files(out, record);
}

#define RECORD_HEADING                                                                   \
	"severity,score,vector,known_exploited,published,language,class,family,"         \
	"subsystem,files"

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_result_horizon(of, index);
}

/* The target as it was judged, and the origin; then the row ends, unless it goes on. */
static void put_origin(const struct report *report, bool last)
{
	const kvet_target *target = kvet_result_target(report->result);
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(report->result);
	char release[KVET_RELEASE_SIZE];
	FILE *out = report->out;

	if (target) {
		csv_field(out, kvet_release_text(kvet_target_release(target), release),
			false);
		csv_field(out, kvet_target_upper_bound(target) ? "true" : "false", false);
	}
	csv_origin_columns(out, snapshot, report->result, get_horizon);
	fputc(last ? '\n' : ',', out);
}

/* What came later, and so stands behind all the rest. */
static void put_rank(FILE *out, const kvet_finding *finding)
{
	const char *priority =
		kvet_word(KVET_WORDS_PRIORITY, kvet_finding_priority(finding));
	char score[8] = "";

	if (kvet_finding_severity_here(finding) != KVET_NOT_SCORED)
		snprintf(score, sizeof(score), "%.1f", kvet_finding_score_here(finding));
	csv_field(out, priority ? priority : "", false);
	csv_field(out, score, false);
	csv_field(out, kvet_finding_vector_here(finding), false);
	csv_field(out, kvet_finding_absent_interface(finding), true);
}

#define RANK_HEADING ",priority,score_here,vector_here,absent_interface\n"
#define TARGET_HEADING ",option,option_value,module,release,upper_bound"

/* Only where there are documents with decisions. */
#define DECISION_HEADING "decision,justification,decided_by,decided_at,closed,"

static void put_decision(FILE *out, const struct kvet_decision *decision)
{
	csv_field(out, decision ? kvet_word(KVET_WORDS_VEX_STATUS, decision->status) : "",
		false);
	csv_field(out, decision ? decision->justification : "", false);
	csv_field(out, decision ? decision->author : "", false);
	csv_field(out, decision ? decision->time : "", false);
	csv_field(out, decision && decision->closes ? "true" : "false", false);
}

static void write_findings(const struct report *report)
{
	FILE *out = report->out;
	bool decisions = kvet_result_has_decisions(report->result);

	fprintf(out,
		"cve,verdict,presence,introduced,introduced_commit,fixed,fixed_"
		"commit," RECORD_HEADING ",title,%s%s",
		decisions ? DECISION_HEADING : "",
		&(TARGET_HEADING CSV_ORIGIN_COLUMNS RANK_HEADING)[1]);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_finding *finding = kvet_result_finding(report->result, i);
		const kvet_record *record = kvet_finding_record(finding);

		csv_field(out, kvet_record_cve(record), false);
		csv_field(out,
			kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)),
			false);
		csv_field(out,
			kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)),
			false);
		csv_field(out, kvet_finding_introduced(finding), false);
		csv_field(out, kvet_finding_introduced_commit(finding), false);
		csv_field(out, kvet_finding_fixed(finding), false);
		csv_field(out, kvet_finding_fixed_commit(finding), false);
		put_record(out, record);
		csv_field(out, kvet_record_title(record), false);
		if (decisions)
			put_decision(out, kvet_finding_decision(finding));
		csv_field(out, kvet_finding_option(finding), false);
		csv_field(out, kvet_finding_option_value(finding), false);
		csv_field(out, kvet_finding_module(finding), false);
		put_origin(report, false);
		put_rank(out, finding);
	}
}

static void write_records(const struct report *report)
{
	fputs("cve,state," RECORD_HEADING ",title" CSV_ORIGIN_HEADING, report->out);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(report->result, i));

		csv_field(report->out, kvet_record_cve(record), false);
		csv_field(report->out,
			kvet_record_rejected(record) ? "rejected" : "published", false);
		put_record(report->out, record);
		csv_field(report->out, kvet_record_title(record), false);
		put_origin(report, true);
	}
}

static void write_contradictions(const struct report *report)
{
	const char *text;

	fputs("cve,contradiction" CSV_ORIGIN_HEADING, report->out);
	for (size_t i = 0; i < report_rows(report); i++) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(report->result, i));

		for (size_t k = 0; (text = kvet_record_contradiction(record, k)); k++) {
			csv_field(report->out, kvet_record_cve(record), false);
			csv_field(report->out, text, false);
			put_origin(report, true);
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
			csv_field(report->out, report_changes[change], false);
			csv_field(report->out,
				kvet_update_name(
					report->update, (enum kvet_change)change, i),
				false);
			csv_field(report->out,
				kvet_update_reason(
					report->update, (enum kvet_change)change, i),
				true);
		}
	}
}

static int write_holding(void *context, const struct kvet_holding *holding)
{
	FILE *out = context;

	csv_field(out, holding->name, false);
	fprintf(out, "%llu,", (unsigned long long)holding->count);
	csv_field(out, holding->date, false);
	csv_field(out, holding->source, true);
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
	default: /* it has files of its own */
		return 0;
	}
}
