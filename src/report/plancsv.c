/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan, picks and savings as CSV. */
#include "report/plan.h"

#include "report/csvtext.h"

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

static const char *priority_word(enum kvet_priority priority)
{
	return priority < KVET_PRIORITIES ? kvet_word(KVET_WORDS_PRIORITY, priority) : "";
}

static void put_step(const struct report *report, const struct kvet_plan_step *step)
{
	const struct kvet_plan_step *advised = kvet_plan_advised(report->plan);
	FILE *out = report->out;

	csv_field(out, step->line, false);
	csv_field(out, step->release, false);
	csv_field(out, step->released, false);
	csv_field(out, step->end_of_life, false);
	csv_field(out, step == advised ? "true" : "false", false);
	csv_count(out, step->removed);
	csv_count(out, step->remaining);
	csv_count(out, step->brought);
	csv_count(out, step->built);
	csv_count(out, step->carried);
	csv_count(out, step->removed_by[KVET_ACT_NOW]);
	csv_count(out, step->remaining_by[KVET_ACT_NOW]);
	csv_count(out, step->brought_by[KVET_ACT_NOW]);
	csv_count(out, step->area_count);
	csv_origin(out, kvet_plan_snapshot(report->plan), report->plan, plan_horizon);
}

int plan_csv(const struct report *report, struct kvet_error *error)
{
	const struct kvet_plan_step *step;

	(void)error;
	fputs("line,release,released,end_of_life,advised,removed,remaining,brought,"
	      "removed_built,brought_carried,removed_act_now,remaining_act_now,"
	      "brought_act_now,areas" CSV_ORIGIN_HEADING,
		report->out);
	for (size_t i = 0; (step = kvet_plan_step(report->plan, i)); i++) {
		if (step->notable)
			put_step(report, step);
	}
	for (size_t i = 0; (step = kvet_plan_line(report->plan, i)); i++)
		put_step(report, step);
	return 0;
}

static void put_pick(const struct report *report, const struct kvet_pick *pick)
{
	bool known = kvet_picks_in_history(report->picks);

	fputs("pick,", report->out);
	csv_field(report->out, pick->release, false);
	csv_field(report->out, pick->commit, false);
	for (size_t i = 0; i < pick->cve_count; i++)
		fprintf(report->out, "%s%s", i ? " " : "", pick->cves[i]);
	fputc(',', report->out);
	csv_field(report->out, priority_word(pick->priority), false);
	csv_field(
		report->out, known ? pick->in_repository ? "true" : "false" : "", false);
	fputs(",,", report->out);
	csv_origin(report->out, kvet_picks_snapshot(report->picks), report->picks,
		picks_horizon);
}

static void put_left(const struct report *report, const struct kvet_unpicked *left)
{
	const kvet_finding *finding = left->finding;

	fputs("left,", report->out);
	csv_field(report->out, kvet_finding_fixed(finding), false);
	csv_field(report->out, kvet_finding_fixed_commit(finding), false);
	csv_field(report->out, kvet_record_cve(kvet_finding_record(finding)), false);
	csv_field(report->out, priority_word(kvet_finding_priority(finding)), false);
	fputc(',', report->out);
	csv_field(report->out, kvet_finding_option(finding), false);
	csv_field(report->out, left->why, false);
	csv_origin(report->out, kvet_picks_snapshot(report->picks), report->picks,
		picks_horizon);
}

int picks_csv(const struct report *report, struct kvet_error *error)
{
	const struct kvet_pick *pick;
	const struct kvet_unpicked *left;

	(void)error;
	fputs("what,release,commit,cves,priority,in_repository,option,"
	      "why" CSV_ORIGIN_HEADING,
		report->out);
	for (size_t i = 0; (pick = kvet_picks_pick(report->picks, i)); i++)
		put_pick(report, pick);
	for (size_t i = 0; (left = kvet_picks_left(report->picks, i)); i++)
		put_left(report, left);
	return 0;
}

int savings_csv(const struct report *report, struct kvet_error *error)
{
	const struct kvet_saving *saving;
	FILE *out = report->out;

	(void)error;
	fputs("option,value,removed,more,loaded,removed_act_now,"
	      "subsystem" CSV_ORIGIN_HEADING,
		out);
	for (size_t i = 0; (saving = kvet_savings_saving(report->savings, i)); i++) {
		csv_field(out, saving->option, false);
		csv_field(out, saving->value, false);
		csv_count(out, saving->removed);
		csv_count(out, saving->more);
		csv_count(out, saving->loaded);
		csv_count(out, saving->removed_by[KVET_ACT_NOW]);
		csv_field(out, saving->subsystem, false);
		csv_origin(out, kvet_savings_snapshot(report->savings), report->savings,
			savings_horizon);
	}
	return 0;
}
