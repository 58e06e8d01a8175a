/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/diff.h"

#include "report/jsontext.h"

static const char *get_note(const void *of, size_t index)
{
	return kvet_diff_note(of, index);
}

static const char *get_horizon(const void *of, size_t index)
{
	return diff_horizon(of, index);
}

static void add_side(doc *d, val *root, const char *key, const kvet_result *result)
{
	const kvet_target *target = kvet_result_target(result);
	val *side = yyjson_mut_obj_add_obj(d, root, key);
	val *object = yyjson_mut_obj_add_obj(d, side, "target");
	char text[KVET_RELEASE_SIZE];

	yyjson_mut_obj_add_str(d, object, "input", kvet_target_input(target));
	yyjson_mut_obj_add_strcpy(d, object, "release",
		kvet_release_text(kvet_target_release(target), text));
	yyjson_mut_obj_add_bool(
		d, object, "upper_bound", kvet_target_upper_bound(target));
	json_add_snapshot(d, side, kvet_result_snapshot(result));
	yyjson_mut_obj_add_val(
		d, side, "filter", yyjson_mut_raw(d, kvet_result_filter(result)));
	yyjson_mut_obj_add_uint(d, side, "open", diff_open(result));
}

static void add_finding(doc *d, val *item, const char *key, const kvet_finding *finding)
{
	const struct kvet_decision *decision;

	if (!finding) {
		yyjson_mut_obj_add_null(d, item, key);
		return;
	}
	decision = kvet_finding_decision(finding);
	val *object = yyjson_mut_obj_add_obj(d, item, key);
	yyjson_mut_obj_add_str(d, object, "verdict",
		kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)));
	yyjson_mut_obj_add_str(d, object, "presence",
		kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)));
	yyjson_mut_obj_add_str(d, object, "severity",
		kvet_word(KVET_WORDS_SEVERITY,
			kvet_record_severity(kvet_finding_record(finding))));
	json_add_known(d, object, "fixed", kvet_finding_fixed(finding));
	json_add_known(d, object, "decision",
		decision ? kvet_word(KVET_WORDS_VEX_STATUS, decision->status) : "");
}

static void add_record(doc *d, val *item, const kvet_record *record)
{
	yyjson_mut_obj_add_str(d, item, "title", kvet_record_title(record));
	json_add_known(d, item, "published", kvet_record_published(record));
	yyjson_mut_obj_add_str(
		d, item, "class", kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)));
	yyjson_mut_obj_add_str(d, item, "subsystem", kvet_record_subsystem(record));
	if (kvet_record_severity(record) == KVET_NOT_SCORED)
		yyjson_mut_obj_add_null(d, item, "score");
	else
		yyjson_mut_obj_add_real(d, item, "score", kvet_record_cvss_score(record));
	json_add_known(d, item, "known_exploited", kvet_record_exploited(record));
}

static int write_item(const struct report *report, enum kvet_fate fate, size_t index,
	struct kvet_error *error)
{
	const struct kvet_difference *each = kvet_diff_item(report->diff, fate, index);
	const kvet_record *record = kvet_finding_record(diff_finding(each));
	doc *d = json_begin();

	if (d) {
		val *item = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, item, "cve", kvet_record_cve(record));
		yyjson_mut_obj_add_str(d, item, "fate", kvet_word(KVET_WORDS_FATE, fate));
		json_add_known(d, item, "why", each->why);
		add_record(d, item, record);
		add_finding(d, item, "before", each->before);
		add_finding(d, item, "after", each->after);
	}
	return json_finish(report, d, 0, error);
}

static int write_head(const struct report *report, size_t less, struct kvet_error *error)
{
	doc *d = json_begin();
	const char *word;

	if (d) {
		val *root = yyjson_mut_doc_get_root(d), *summary;

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.diff/1");
		add_side(d, root, "before", kvet_diff_before(report->diff));
		add_side(d, root, "after", kvet_diff_after(report->diff));
		json_add_sentences(d, root, "notes", report->diff, get_note);
		json_add_sentences(d, root, "horizon", report->diff, get_horizon);
		summary = yyjson_mut_obj_add_obj(d, root, "summary");
		for (unsigned i = 0; (word = kvet_word(KVET_WORDS_FATE, i)); i++)
			yyjson_mut_obj_add_uint(d, summary, word,
				kvet_diff_count(report->diff, (enum kvet_fate)i));
	}
	return json_finish(report, d, less, error);
}

static int write_items(const struct report *report, const char *first,
	const char *separator, struct kvet_error *error)
{
	int code = 0;

	for (int fate = 0; fate < KVET_FATES; fate++) {
		size_t rows = diff_rows(report, (enum kvet_fate)fate);

		for (size_t i = 0; i < rows && !code; i++) {
			fputs(first, report->out);
			first = separator;
			code = write_item(report, (enum kvet_fate)fate, i, error);
		}
	}
	return code;
}

int diff_json(const struct report *report, struct kvet_error *error)
{
	int code = write_head(report, 1, error);

	fputs(",\n\"records\":[", report->out);
	code = code ? code : write_items(report, "\n", ",\n", error);
	fputs("\n]}\n", report->out);
	return code;
}

int diff_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = write_head(report, 0, error);

	code = code ? code : write_items(report, "\n", "\n", error);
	fputc('\n', report->out);
	return code;
}
