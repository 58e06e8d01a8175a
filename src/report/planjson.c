/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan, picks and savings as JSON: a head, then items. */
#include "report/plan.h"

#include "report/jsontext.h"

static const char *plan_horizon(const void *of, size_t index)
{
	return kvet_plan_horizon(of, index);
}

static const char *picks_horizon(const void *of, size_t index)
{
	return kvet_picks_horizon(of, index);
}

static const char *savings_horizon(const void *of, size_t index)
{
	return kvet_savings_horizon(of, index);
}

/* What the three documents begin with; *ROOT has the rest added. NULL: memory is short. */
struct head {
	const char *schema;
	const kvet_target *target;
	const struct kvet_snapshot *snapshot;
	const void *of;
	const char *(*horizon)(const void *of, size_t index);
	bool in_context;
};

static doc *begin(const struct head *head, val **root)
{
	doc *d = json_begin();

	if (!d)
		return NULL;
	*root = yyjson_mut_doc_get_root(d);
	yyjson_mut_obj_add_str(d, *root, "schema", head->schema);
	json_add_target(d, *root, head->target);
	json_add_snapshot(d, *root, head->snapshot);
	json_add_sentences(d, *root, "horizon", head->of, head->horizon);
	yyjson_mut_obj_add_bool(d, *root, "in_context", head->in_context);
	return d;
}

/* {"act_now": 3, ...} */
static void add_priorities(doc *d, val *object, const char *key, const size_t *counts)
{
	val *by = yyjson_mut_obj_add_obj(d, object, key);

	for (unsigned i = 0; i < KVET_PRIORITIES; i++)
		yyjson_mut_obj_add_uint(
			d, by, kvet_word(KVET_WORDS_PRIORITY, i), counts[i]);
}

static void add_priority(doc *d, val *object, enum kvet_priority priority)
{
	const char *word = kvet_word(KVET_WORDS_PRIORITY, priority);

	json_add_known(d, object, "priority", priority < KVET_PRIORITIES ? word : "");
}

/* One item of a list that the head announces. */
struct list {
	const char *name;
	bool (*fill)(const struct report *report, size_t index, doc *d, val *object);
};

static bool write_item(const struct report *report, const struct list *list, size_t index,
	const char *before, int *code, struct kvet_error *error)
{
	doc *d = json_begin();

	if (d && !list->fill(report, index, d, yyjson_mut_doc_get_root(d))) {
		yyjson_mut_doc_free(d);
		return false;
	}
	fputs(before, report->out);
	*code = json_finish(report, d, 0, error);
	return !*code;
}

/* The head, which ends in its brace, and LISTS behind it, in one object. */
static int write_lists(const struct report *report, doc *head, const struct list *lists,
	size_t count, struct kvet_error *error)
{
	int code = json_finish(report, head, 1, error);

	for (size_t i = 0; !code && i < count; i++) {
		fprintf(report->out, ",\n\"%s\":[", lists[i].name);
		for (size_t k = 0;
			write_item(report, &lists[i], k, k ? ",\n" : "\n", &code, error);
			k++)
			;
		fputs("\n]", report->out);
	}
	fputs("}\n", report->out);
	return code;
}

/* The head, then each item on a line, with the name of its list. */
static int write_items(const struct report *report, doc *head, const struct list *lists,
	size_t count, struct kvet_error *error)
{
	int code = json_finish(report, head, 0, error);

	for (size_t i = 0; !code && i < count; i++) {
		for (size_t k = 0; write_item(report, &lists[i], k, "\n", &code, error);
			k++)
			;
	}
	fputc('\n', report->out);
	return code;
}

/* plan -------------------------------------------------------------------------------- */

static void add_areas(doc *d, val *object, const struct kvet_plan_step *step)
{
	val *areas = yyjson_mut_obj_add_arr(d, object, "areas");

	for (size_t i = 0; i < step->area_count; i++) {
		val *area = yyjson_mut_arr_add_obj(d, areas);

		yyjson_mut_obj_add_str(d, area, "subsystem", step->areas[i].subsystem);
		yyjson_mut_obj_add_uint(d, area, "removed", step->areas[i].removed);
		yyjson_mut_obj_add_uint(d, area, "brought", step->areas[i].brought);
	}
}

static void add_step(doc *d, val *object, const struct kvet_plan_step *step)
{
	yyjson_mut_obj_add_str(d, object, "release", step->release);
	json_add_known(d, object, "released", step->released);
	yyjson_mut_obj_add_str(d, object, "line", step->line);
	json_add_known(d, object, "end_of_life", step->end_of_life);
	yyjson_mut_obj_add_bool(d, object, "longterm", step->longterm);
	yyjson_mut_obj_add_uint(d, object, "removed", step->removed);
	yyjson_mut_obj_add_uint(d, object, "remaining", step->remaining);
	yyjson_mut_obj_add_uint(d, object, "brought", step->brought);
	yyjson_mut_obj_add_uint(d, object, "removed_built", step->built);
	yyjson_mut_obj_add_uint(d, object, "brought_carried", step->carried);
	add_priorities(d, object, "removed_by", step->removed_by);
	add_priorities(d, object, "remaining_by", step->remaining_by);
	add_priorities(d, object, "brought_by", step->brought_by);
	add_areas(d, object, step);
	val *brings = yyjson_mut_obj_add_arr(d, object, "brings");
	for (size_t i = 0; i < step->brings_count; i++)
		yyjson_mut_arr_add_str(d, brings, step->brings[i]);
}

/* The INDEXth notable release. */
static const struct kvet_plan_step *notable(const kvet_plan *plan, size_t index)
{
	const struct kvet_plan_step *step;

	for (size_t i = 0; (step = kvet_plan_step(plan, i)); i++) {
		if (step->notable && !index--)
			return step;
	}
	return NULL;
}

static bool fill_step(const struct report *report, size_t index, doc *d, val *object)
{
	const struct kvet_plan_step *step = notable(report->plan, index);

	if (step)
		add_step(d, object, step);
	return step;
}

static bool fill_line(const struct report *report, size_t index, doc *d, val *object)
{
	const struct kvet_plan_step *step = kvet_plan_line(report->plan, index);

	if (step)
		add_step(d, object, step);
	return step;
}

static const struct list plan_lists[] = {{"steps", fill_step}, {"lines", fill_line}};

static doc *plan_head(const struct report *report)
{
	const kvet_plan *plan = report->plan;
	const struct kvet_plan_step *advised = kvet_plan_advised(plan);
	size_t by[KVET_PRIORITIES];
	const struct head head = {"kvet.plan/1", kvet_plan_target(plan),
		kvet_plan_snapshot(plan), plan, plan_horizon, kvet_plan_in_context(plan)};
	val *root;
	doc *d = begin(&head, &root);

	if (!d)
		return NULL;
	json_add_known(d, root, "end_of_life", kvet_plan_end_of_life(plan));
	yyjson_mut_obj_add_bool(d, root, "ended", kvet_plan_ended(plan));
	yyjson_mut_obj_add_uint(d, root, "findings", kvet_plan_findings(plan));
	for (unsigned i = 0; i < KVET_PRIORITIES; i++)
		by[i] = kvet_plan_findings_by(plan, i);
	add_priorities(d, root, "findings_by", by);
	yyjson_mut_obj_add_str(
		d, root, "advice", kvet_word(KVET_WORDS_ADVICE, kvet_plan_advice(plan)));
	json_add_known(d, root, "advised", advised ? advised->release : "");
	return d;
}

int plan_json(const struct report *report, struct kvet_error *error)
{
	return write_lists(report, plan_head(report), plan_lists, 2, error);
}

int plan_jsonl(const struct report *report, struct kvet_error *error)
{
	return write_items(report, plan_head(report), plan_lists, 2, error);
}

/* picks ------------------------------------------------------------------------------- */

static bool fill_pick(const struct report *report, size_t index, doc *d, val *object)
{
	const struct kvet_pick *pick = kvet_picks_pick(report->picks, index);

	if (!pick)
		return false;
	yyjson_mut_obj_add_str(d, object, "commit", pick->commit);
	yyjson_mut_obj_add_str(d, object, "release", pick->release);
	val *cves = yyjson_mut_obj_add_arr(d, object, "cves");
	for (size_t i = 0; i < pick->cve_count; i++)
		yyjson_mut_arr_add_str(d, cves, pick->cves[i]);
	add_priority(d, object, pick->priority);
	if (kvet_picks_in_history(report->picks))
		yyjson_mut_obj_add_bool(d, object, "in_repository", pick->in_repository);
	else
		yyjson_mut_obj_add_null(d, object, "in_repository");
	return true;
}

static bool fill_left(const struct report *report, size_t index, doc *d, val *object)
{
	const struct kvet_unpicked *left = kvet_picks_left(report->picks, index);
	const kvet_finding *finding = left ? left->finding : NULL;

	if (!left)
		return false;
	yyjson_mut_obj_add_str(
		d, object, "cve", kvet_record_cve(kvet_finding_record(finding)));
	add_priority(d, object, kvet_finding_priority(finding));
	yyjson_mut_obj_add_str(d, object, "why", left->why);
	if (*kvet_finding_fixed(finding)) {
		val *fixed = yyjson_mut_obj_add_obj(d, object, "fixed");

		yyjson_mut_obj_add_str(d, fixed, "release", kvet_finding_fixed(finding));
		json_add_known(d, fixed, "commit", kvet_finding_fixed_commit(finding));
	} else {
		yyjson_mut_obj_add_null(d, object, "fixed");
	}
	json_add_known(d, object, "option", kvet_finding_option(finding));
	return true;
}

static const struct list picks_lists[] = {{"picks", fill_pick}, {"left", fill_left}};

static doc *picks_head(const struct report *report)
{
	const kvet_picks *picks = report->picks;
	const struct head head = {"kvet.pick/1", kvet_picks_target(picks),
		kvet_picks_snapshot(picks), picks, picks_horizon,
		kvet_picks_in_context(picks)};
	val *root;
	doc *d = begin(&head, &root);

	if (!d)
		return NULL;
	yyjson_mut_obj_add_uint(d, root, "findings", kvet_picks_findings(picks));
	yyjson_mut_obj_add_bool(d, root, "in_history", kvet_picks_in_history(picks));
	return d;
}

int picks_json(const struct report *report, struct kvet_error *error)
{
	return write_lists(report, picks_head(report), picks_lists, 2, error);
}

int picks_jsonl(const struct report *report, struct kvet_error *error)
{
	return write_items(report, picks_head(report), picks_lists, 2, error);
}

/* savings ----------------------------------------------------------------------------- */

static bool fill_saving(const struct report *report, size_t index, doc *d, val *object)
{
	const struct kvet_saving *saving = kvet_savings_saving(report->savings, index);

	if (!saving)
		return false;
	yyjson_mut_obj_add_str(d, object, "option", saving->option);
	yyjson_mut_obj_add_str(d, object, "value", saving->value);
	yyjson_mut_obj_add_uint(d, object, "removed", saving->removed);
	yyjson_mut_obj_add_uint(d, object, "more", saving->more);
	yyjson_mut_obj_add_uint(d, object, "loaded", saving->loaded);
	add_priorities(d, object, "removed_by", saving->removed_by);
	yyjson_mut_obj_add_str(d, object, "subsystem", saving->subsystem);
	return true;
}

static const struct list savings_lists[] = {{"options", fill_saving}};

static doc *savings_head(const struct report *report)
{
	const kvet_savings *savings = report->savings;
	const struct head head = {"kvet.configure/1", kvet_savings_target(savings),
		kvet_savings_snapshot(savings), savings, savings_horizon,
		kvet_savings_in_context(savings)};
	val *root;
	doc *d = begin(&head, &root);

	if (!d)
		return NULL;
	yyjson_mut_obj_add_uint(d, root, "findings", kvet_savings_findings(savings));
	yyjson_mut_obj_add_uint(d, root, "candidates", kvet_savings_candidates(savings));
	yyjson_mut_obj_add_uint(d, root, "needed", kvet_savings_needed(savings));
	return d;
}

int savings_json(const struct report *report, struct kvet_error *error)
{
	return write_lists(report, savings_head(report), savings_lists, 1, error);
}

int savings_jsonl(const struct report *report, struct kvet_error *error)
{
	return write_items(report, savings_head(report), savings_lists, 1, error);
}
