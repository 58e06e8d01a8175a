/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON, by the contract of docs/json.md: one document, or one finding a line. */
#include "report/rank.h"

#include <stdlib.h>
#include <string.h>

/* A list that a callback adds to. */
struct listing {
	doc *d;
	val *array;
};

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

/* A fact that is not known is null; this is for text that ends before the document does. */
static void add_known_copy(doc *d, val *object, const char *key, const char *text)
{
	if (*text)
		yyjson_mut_obj_add_strcpy(d, object, key, text);
	else
		yyjson_mut_obj_add_null(d, object, key);
}

static const char *get_file(const void *of, size_t index)
{
	return kvet_record_file(of, index);
}

static const char *get_reference(const void *of, size_t index)
{
	return kvet_record_reference(of, index);
}

static const char *get_contradiction(const void *of, size_t index)
{
	return kvet_record_contradiction(of, index);
}

static const char *get_note(const void *of, size_t index)
{
	return kvet_target_note(of, index);
}

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_result_horizon(of, index);
}

static const char *get_missing(const void *of, size_t index)
{
	return kvet_result_missing(of, index);
}

/* {"release": "6.1.57", "commit": "..."}, or null where there is none. */
static void add_event(
	doc *d, val *object, const char *key, const char *release, const char *commit)
{
	if (!*release) {
		yyjson_mut_obj_add_null(d, object, key);
		return;
	}
	val *event = yyjson_mut_obj_add_obj(d, object, key);
	add_text(d, event, "release", release);
	json_add_known(d, event, "commit", commit);
}

/* FINDING: of a check, whose context may change the score; else NULL. */
static void add_cvss(
	doc *d, val *object, const kvet_record *record, const kvet_finding *finding)
{
	if (!*kvet_record_cvss_vector(record)) {
		yyjson_mut_obj_add_null(d, object, "cvss");
		return;
	}
	val *cvss = yyjson_mut_obj_add_obj(d, object, "cvss");
	add_text(d, cvss, "vector", kvet_record_cvss_vector(record));
	yyjson_mut_obj_add_real(d, cvss, "score", kvet_record_cvss_score(record));
	add_text(d, cvss, "severity",
		kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)));
	json_add_known(d, cvss, "source", kvet_record_cvss_source(record));
	if (finding)
		rank_add_score(d, cvss, finding);
}

/* "c", or ["c", "rust"] joined: one word in nearly every record. */
static void add_language(doc *d, val *object, const kvet_record *record)
{
	char text[REPORT_LANGUAGES_SIZE];

	yyjson_mut_obj_add_strcpy(
		d, object, "language", report_languages(record, ",", text));
}

static void add_record(
	doc *d, val *object, const kvet_record *record, const kvet_finding *finding)
{
	add_text(d, object, "title", kvet_record_title(record));
	json_add_known(d, object, "published", kvet_record_published(record));
	add_language(d, object, record);
	add_text(d, object, "class",
		kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)));
	add_text(d, object, "family",
		kvet_word(KVET_WORDS_FAMILY, kvet_record_family(record)));
	add_text(d, object, "subsystem", kvet_record_subsystem(record));
	json_add_sentences(d, object, "files", record, get_file);
	add_cvss(d, object, record, finding);
	json_add_known(d, object, "known_exploited", kvet_record_exploited(record));
}

static void add_evidence(doc *d, val *object, const kvet_finding *finding)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "evidence");
	const struct kvet_evidence *evidence;

	for (size_t i = 0; (evidence = kvet_finding_evidence(finding, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		add_text(d, item, "kind", evidence->kind);
		add_text(d, item, "text", evidence->text);
		add_text(d, item, "source", evidence->source);
	}
}

static void add_pairs(doc *d, val *object, const kvet_record *record)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "pairs");
	const struct kvet_pair *pair;

	for (size_t i = 0; (pair = kvet_record_pair(record, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);
		bool introduced = pair->introduced[0] != '0' || pair->introduced[1];
		bool fixed = pair->fixed[0] != '0' || pair->fixed[1];

		add_event(d, item, "introduced", introduced ? pair->introduced : "",
			pair->introduced_commit);
		add_event(d, item, "fixed", fixed ? pair->fixed : "", pair->fixed_commit);
	}
}

static void add_classes(doc *d, val *object, const kvet_record *record)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "classes");
	const struct kvet_class_evidence *each;

	for (size_t i = 0; (each = kvet_record_class_evidence(record, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);
		unsigned cwe = kvet_class_cwe(each->class);

		add_text(d, item, "class", kvet_word(KVET_WORDS_CLASS, each->class));
		if (cwe)
			yyjson_mut_obj_add_uint(d, item, "cwe", cwe);
		else
			yyjson_mut_obj_add_null(d, item, "cwe");
		json_add_known(d, item, "words", each->words);
		json_add_known(d, item, "where", *each->words ? each->where : "");
	}
}

/* Everything of a record: what `show` gives. */
static void add_whole_record(doc *d, val *object, const kvet_record *record)
{
	yyjson_mut_obj_add_bool(d, object, "rejected", kvet_record_rejected(record));
	add_record(d, object, record, NULL);
	add_text(d, object, "description", kvet_record_description(record));
	add_classes(d, object, record);
	add_pairs(d, object, record);
	json_add_sentences(d, object, "references", record, get_reference);
	json_add_sentences(d, object, "contradictions", record, get_contradiction);
}

static void add_verdict(doc *d, val *object, const kvet_finding *finding)
{
	add_text(d, object, "verdict",
		kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)));
}

/* {"name": "CONFIG_NFSD", "value": "m"}: what decides whether the code is compiled. */
static void add_option(doc *d, val *object, const kvet_finding *finding)
{
	if (!*kvet_finding_option(finding)) {
		yyjson_mut_obj_add_null(d, object, "option");
		return;
	}
	val *option = yyjson_mut_obj_add_obj(d, object, "option");
	add_text(d, option, "name", kvet_finding_option(finding));
	add_text(d, option, "value", kvet_finding_option_value(finding));
}

static void add_judgement(doc *d, val *object, const kvet_finding *finding)
{
	add_text(d, object, "presence",
		kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)));
	add_option(d, object, finding);
	json_add_known(d, object, "module", kvet_finding_module(finding));
	add_event(d, object, "introduced", kvet_finding_introduced(finding),
		kvet_finding_introduced_commit(finding));
	add_event(d, object, "fixed", kvet_finding_fixed(finding),
		kvet_finding_fixed_commit(finding));
	add_evidence(d, object, finding);
}

/* What a person said of it, and what casts doubt on that. */
static void add_decision(doc *d, val *object, const kvet_finding *finding)
{
	const struct kvet_decision *decision = kvet_finding_decision(finding);
	const struct kvet_doubt *doubt;

	if (!decision) {
		yyjson_mut_obj_add_null(d, object, "decision");
		return;
	}
	val *said = yyjson_mut_obj_add_obj(d, object, "decision");
	add_text(d, said, "status", kvet_word(KVET_WORDS_VEX_STATUS, decision->status));
	json_add_known(d, said, "justification", decision->justification);
	json_add_known(d, said, "note", decision->note);
	json_add_known(d, said, "impact", decision->impact);
	json_add_known(d, said, "action", decision->action);
	add_text(d, said, "author", decision->author);
	add_text(d, said, "time", decision->time);
	add_text(d, said, "document", decision->document);
	add_text(d, said, "product", decision->product);
	yyjson_mut_obj_add_bool(d, said, "closes", decision->closes);
	val *doubts = yyjson_mut_obj_add_arr(d, said, "doubts");
	for (size_t i = 0; (doubt = kvet_finding_doubt(finding, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, doubts);

		add_text(d, item, "kind", doubt->kind);
		add_text(d, item, "text", doubt->text);
	}
}

static void fill_finding(
	doc *d, val *object, const kvet_finding *finding, const struct report *report)
{
	enum report_kind kind = report->kind;
	bool judged = kvet_result_target(report->result) != NULL;
	const kvet_record *record = kvet_finding_record(finding);

	add_text(d, object, "cve", kvet_record_cve(record));
	switch (kind) {
	case REPORT_SHOW:
		add_whole_record(d, object, record);
		break;
	case REPORT_AUDIT:
		add_text(d, object, "title", kvet_record_title(record));
		json_add_sentences(
			d, object, "contradictions", record, get_contradiction);
		break;
	case REPORT_LIST:
		yyjson_mut_obj_add_bool(
			d, object, "rejected", kvet_record_rejected(record));
		if (judged)
			add_verdict(d, object, finding);
		add_record(d, object, record, NULL);
		break;
	default:
		add_verdict(d, object, finding);
		add_record(d, object, record, finding);
		if (kind == REPORT_EXPLAIN) {
			add_classes(d, object, record);
			add_pairs(d, object, record);
			json_add_sentences(
				d, object, "contradictions", record, get_contradiction);
		}
		add_judgement(d, object, finding);
		rank_add(d, object, finding, kind == REPORT_EXPLAIN);
		add_decision(d, object, finding);
	}
}

static int add_undecided_file(void *context, const char *path, const char *why)
{
	const struct listing *listing = context;

	(void)why;
	yyjson_mut_arr_add_str(listing->d, listing->array, path);
	return 0;
}

/* The files of which the makefiles do not decide whether they are compiled. */
static void add_undecided(doc *d, val *object, const kvet_target *target)
{
	struct listing listing = {d, yyjson_mut_obj_add_arr(d, object, "undecided")};

	kvet_target_undecided(target, add_undecided_file, &listing);
}

void json_add_target(doc *d, val *root, const kvet_target *target)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "target");
	struct kvet_release release = kvet_target_release(target);
	char text[KVET_RELEASE_SIZE];

	add_text(d, object, "input", kvet_target_input(target));
	yyjson_mut_obj_add_strcpy(d, object, "release", kvet_release_text(release, text));
	yyjson_mut_obj_add_strcpy(d, object, "line", kvet_release_line(release, text));
	add_text(d, object, "kind", kvet_target_kind(target));
	json_add_known(d, object, "distribution", kvet_target_distribution(target));
	yyjson_mut_obj_add_bool(
		d, object, "upper_bound", kvet_target_upper_bound(target));
	yyjson_mut_obj_add_bool(
		d, object, "knows_build", kvet_target_knows_build(target));
	json_add_sentences(d, object, "notes", target, get_note);
	add_undecided(d, object, target);
}

static void add_summary(doc *d, val *root, const kvet_result *result)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "summary");
	const char *word;

	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_VERDICT, i)); i++)
		yyjson_mut_obj_add_uint(
			d, object, word, kvet_result_total(result, (enum kvet_verdict)i));
	if (!kvet_result_has_decisions(result)) {
		yyjson_mut_obj_add_null(d, object, "decided");
		return;
	}
	val *decided = yyjson_mut_obj_add_obj(d, object, "decided");
	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_VEX_STATUS, i)); i++)
		yyjson_mut_obj_add_uint(d, decided, word,
			kvet_result_decided(result, (enum kvet_vex_status)i));
}

/* What casts doubt on people's decisions, of all records. */
static void add_doubts(doc *d, val *root, const kvet_result *result)
{
	val *doubts = yyjson_mut_obj_add_arr(d, root, "doubts");
	const struct kvet_doubt *doubt;

	for (size_t i = 0; (doubt = kvet_result_doubt(result, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, doubts);

		add_text(d, item, "cve", doubt->cve);
		add_text(d, item, "kind", doubt->kind);
		add_text(d, item, "text", doubt->text);
	}
}

/* What narrows the findings; a list that is cut is narrowed by that, too. */
static void add_filter(doc *d, val *root, const struct report *report)
{
	const char *filter = kvet_result_filter(report->result);
	size_t rows = report_rows(report);
	char *text = NULL;

	if (rows < kvet_result_count(report->result) &&
		asprintf(&text, "%.*s%s\"limit\":%zu}", (int)strlen(filter) - 1, filter,
			filter[1] == '}' ? "" : ",", rows) < 0)
		text = NULL;
	yyjson_mut_obj_add_val(
		d, root, "filter", yyjson_mut_rawcpy(d, text ? text : filter));
	free(text);
}

/* What the document of each kind calls itself, and its list. */
static const struct {
	const char *schema, *list, *missing;
} documents[] = {
	[REPORT_CHECK] = {"kvet.check/1", "findings", "not_judged"},
	[REPORT_EXPLAIN] = {"kvet.explain/1", "findings", NULL},
	[REPORT_LIST] = {"kvet.list/1", "records", NULL},
	[REPORT_SHOW] = {"kvet.show/1", "records", "not_found"},
	[REPORT_AUDIT] = {"kvet.audit/1", "records", NULL},
	[REPORT_UPDATE] = {"kvet.update/1", NULL, NULL},
	[REPORT_STORE] = {"kvet.db/1", NULL, NULL},
};

/* Everything of a result but its list, which is written item by item. */
static void fill_result(doc *d, val *root, const struct report *report)
{
	const kvet_result *result = report->result;
	const kvet_target *target = kvet_result_target(result);
	const char *missing = documents[report->kind].missing;

	if (target)
		json_add_target(d, root, target);
	json_add_snapshot(d, root, kvet_result_snapshot(result));
	json_add_sentences(d, root, "horizon", result, get_horizon);
	if (report->kind == REPORT_CHECK) {
		add_filter(d, root, report);
		add_summary(d, root, result);
		add_doubts(d, root, result);
		rank_add_totals(d, root, result);
	}
	if (report->kind == REPORT_CHECK || report->kind == REPORT_EXPLAIN)
		json_add_known(d, root, "context",
			kvet_result_context(result) ? kvet_result_context(result) : "");
	if (missing)
		json_add_sentences(d, root, missing, result, get_missing);
}

static void add_changes(
	doc *d, val *object, const kvet_update *update, enum kvet_change change)
{
	val *array = yyjson_mut_obj_add_arr(d, object, report_changes[change]);
	size_t count = kvet_update_count(update, change);

	for (size_t i = 0; i < count; i++) {
		const char *name = kvet_update_name(update, change, i);

		if (change != KVET_NOT_UNDERSTOOD) {
			yyjson_mut_arr_add_str(d, array, name);
			continue;
		}
		val *item = yyjson_mut_arr_add_obj(d, array);
		add_text(d, item, "name", name);
		add_text(d, item, "reason", kvet_update_reason(update, change, i));
	}
}

static void fill_update(doc *d, val *root, const kvet_update *update)
{
	json_add_snapshot(d, root, kvet_update_snapshot(update));
	yyjson_mut_obj_add_bool(d, root, "incremental", kvet_update_incremental(update));
	for (int change = 0; change < KVET_CHANGES; change++)
		add_changes(d, root, update, (enum kvet_change)change);
}

static int add_holding(void *context, const struct kvet_holding *holding)
{
	struct listing *listing = context;
	val *item = yyjson_mut_arr_add_obj(listing->d, listing->array);

	yyjson_mut_obj_add_strcpy(listing->d, item, "name", holding->name);
	yyjson_mut_obj_add_uint(listing->d, item, "count", holding->count);
	add_known_copy(listing->d, item, "date", holding->date);
	add_known_copy(listing->d, item, "source", holding->source);
	return 0;
}

static int add_problem(void *context, const char *name, const char *reason)
{
	struct listing *listing = context;
	val *item = yyjson_mut_arr_add_obj(listing->d, listing->array);

	yyjson_mut_obj_add_strcpy(listing->d, item, "name", name);
	yyjson_mut_obj_add_strcpy(listing->d, item, "reason", reason);
	return 0;
}

static int fill_store(doc *d, val *root, kvet_store *store, struct kvet_error *error)
{
	struct kvet_snapshot snapshot;
	struct listing listing = {d, NULL};
	int code = kvet_store_snapshot(store, &snapshot, error);

	if (code)
		return code;
	yyjson_mut_obj_add_strcpy(d, root, "path", kvet_store_path(store));
	val *object = yyjson_mut_obj_add_obj(d, root, "snapshot");
	yyjson_mut_obj_add_strcpy(d, object, "source", snapshot.source);
	yyjson_mut_obj_add_strcpy(d, object, "kind", snapshot.kind);
	add_known_copy(d, object, "date", snapshot.date);
	add_known_copy(d, object, "commit", snapshot.commit);
	yyjson_mut_obj_add_uint(d, object, "records", snapshot.records);
	yyjson_mut_obj_add_uint(d, object, "rejected", snapshot.rejected);
	listing.array = yyjson_mut_obj_add_arr(d, root, "holdings");
	code = kvet_store_holdings(store, add_holding, &listing, error);
	listing.array = yyjson_mut_obj_add_arr(d, root, "not_understood");
	return code ? code : kvet_store_problems(store, add_problem, &listing, error);
}

static int write_finding(const struct report *report, const kvet_finding *finding,
	struct kvet_error *error)
{
	doc *d = json_begin();

	if (d)
		fill_finding(d, yyjson_mut_doc_get_root(d), finding, report);
	return json_finish(report, d, 0, error);
}

/*
 * One document, its list with an item a line: it needs the memory of one item, and can be
 * read by eye, grep and diff.
 */
static int write_list(const struct report *report, struct kvet_error *error)
{
	int code = 0;

	fprintf(report->out, ",\n\"%s\":[", documents[report->kind].list);
	for (size_t i = 0; !code && i < report_rows(report); i++) {
		fputs(i ? ",\n" : "\n", report->out);
		code = write_finding(
			report, kvet_result_finding(report->result, i), error);
	}
	fputs("\n]}\n", report->out);
	return code;
}

static int fill(doc *d, val *root, const struct report *report, struct kvet_error *error)
{
	switch (report->kind) {
	case REPORT_UPDATE:
		fill_update(d, root, report->update);
		return 0;
	case REPORT_STORE:
		return fill_store(d, root, report->store, error);
	default:
		fill_result(d, root, report);
		return 0;
	}
}

/* The document without its list, less LESS bytes at its end. */
static int write_head(const struct report *report, size_t less, struct kvet_error *error)
{
	doc *d = json_begin();
	int code = 0;

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		add_text(d, root, "schema", documents[report->kind].schema);
		code = fill(d, root, report, error);
	}
	if (!code)
		return json_finish(report, d, less, error);
	yyjson_mut_doc_free(d);
	return code;
}

int report_json(const struct report *report, struct kvet_error *error)
{
	if (report->kind == REPORT_CENSUS)
		return report_census_json(report, error);
	bool list = documents[report->kind].list != NULL;
	/* The list stands before the root's closing brace. */
	int code = write_head(report, list, error);

	if (!list)
		fputc('\n', report->out);
	return code || !list ? code : write_list(report, error);
}

/* {"change": "new", "name": "CVE-..."} for each change of an update. */
static int write_change(const struct report *report, enum kvet_change change,
	size_t index, struct kvet_error *error)
{
	doc *d = json_begin();

	if (d) {
		val *object = yyjson_mut_doc_get_root(d);

		add_text(d, object, "change", report_changes[change]);
		add_text(d, object, "name",
			kvet_update_name(report->update, change, index));
		add_text(d, object, "reason",
			kvet_update_reason(report->update, change, index));
	}
	return json_finish(report, d, 0, error);
}

static int write_changes(const struct report *report, struct kvet_error *error)
{
	int code = 0;

	for (int change = 0; change < KVET_CHANGES; change++) {
		size_t count =
			kvet_update_count(report->update, (enum kvet_change)change);

		for (size_t i = 0; i < count && !code; i++) {
			code = write_change(report, (enum kvet_change)change, i, error);
			fputc('\n', report->out);
		}
	}
	return code;
}

int report_jsonl(const struct report *report, struct kvet_error *error)
{
	if (report->kind == REPORT_UPDATE)
		return write_changes(report, error);
	if (report->kind == REPORT_CENSUS)
		return report_census_jsonl(report, error);
	int code = write_head(report, 0, error);
	fputc('\n', report->out);
	if (!documents[report->kind].list)
		return code;
	for (size_t i = 0; !code && i < report_rows(report); i++) {
		code = write_finding(
			report, kvet_result_finding(report->result, i), error);
		fputc('\n', report->out);
	}
	return code;
}
