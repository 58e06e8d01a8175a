/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff.h"

#include "report/csvtext.h"

static const char *get_note(const void *of, size_t index)
{
	return kvet_diff_note(of, index);
}

static void put_finding(FILE *out, const kvet_finding *finding)
{
	csv_field(out,
		finding ? kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding))
			: "",
		false);
	csv_field(out,
		finding ? kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding))
			: "",
		false);
	csv_field(out, finding ? kvet_finding_fixed(finding) : "", false);
}

static void put_side(FILE *out, const kvet_result *result)
{
	char release[KVET_RELEASE_SIZE];

	csv_field(out,
		kvet_release_text(
			kvet_target_release(kvet_result_target(result)), release),
		false);
}

static void put_row(const struct report *report, enum kvet_fate fate,
	const struct kvet_difference *each)
{
	const kvet_record *record = kvet_finding_record(diff_finding(each));
	FILE *out = report->out;
	char score[8] = "";

	if (kvet_record_severity(record) != KVET_NOT_SCORED)
		snprintf(score, sizeof(score), "%.1f", kvet_record_cvss_score(record));
	csv_field(out, kvet_word(KVET_WORDS_FATE, fate), false);
	csv_field(out, kvet_record_cve(record), false);
	csv_field(out, each->why, false);
	csv_field(
		out, kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)), false);
	csv_field(out, score, false);
	csv_field(out, kvet_record_exploited(record), false);
	csv_field(out, kvet_record_published(record), false);
	csv_field(out, kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)), false);
	csv_field(out, kvet_record_subsystem(record), false);
	put_finding(out, each->before);
	put_finding(out, each->after);
	csv_field(out, kvet_record_title(record), false);
	put_side(out, kvet_diff_before(report->diff));
	put_side(out, kvet_diff_after(report->diff));
	csv_field(out, kvet_result_snapshot(kvet_diff_before(report->diff))->date, false);
	csv_origin(out, kvet_result_snapshot(kvet_diff_after(report->diff)), report->diff,
		get_note);
}

int diff_csv(const struct report *report, struct kvet_error *error)
{
	(void)error;
	fputs("fate,cve,why,severity,score,known_exploited,published,class,subsystem,"
	      "verdict_before,presence_before,fixed_before,verdict,presence,fixed,title,"
	      "release_before,release,snapshot_before,snapshot,notes\n",
		report->out);
	for (int fate = 0; fate < KVET_FATES; fate++) {
		size_t rows = diff_rows(report, (enum kvet_fate)fate);

		for (size_t i = 0; i < rows; i++)
			put_row(report, (enum kvet_fate)fate,
				kvet_diff_item(report->diff, (enum kvet_fate)fate, i));
	}
	return 0;
}
