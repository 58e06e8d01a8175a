/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan for people: what to do, why, then each release worth a row and the other lines. */
#include "report/plan.h"

#include "report/planfoot.h"
#include "report/sentence.h"

#include <string.h>

#define ACT_NOW "'act now'"

static size_t acts(const struct kvet_plan_step *step)
{
	return step->remaining_by[KVET_ACT_NOW] + step->brought_by[KVET_ACT_NOW];
}

static const struct kvet_plan_step *newest(const kvet_plan *plan)
{
	const struct kvet_plan_step *step, *last = NULL;

	for (size_t i = 0; (step = kvet_plan_step(plan, i)); i++)
		last = step;
	return last;
}

/* Sentences ----------------------------------------------------------------------------- */

#define FINDINGS_SIZE (PRINT_COUNT_SIZE + 16)

/* "1 finding", "2,639 findings". */
static const char *count_findings(size_t count, char text[FINDINGS_SIZE])
{
	char number[PRINT_COUNT_SIZE];

	snprintf(text, FINDINGS_SIZE, "%s finding%s", print_count(count, number),
		count == 1 ? "" : "s");
	return text;
}

/* What moving to STEP does: "removes all 3 'act now' and 404 of 1,345 findings, brings 2". */
static void add_effect(struct sentence *sentence, const kvet_plan *plan,
	const struct kvet_plan_step *step)
{
	char removed[PRINT_COUNT_SIZE], all[FINDINGS_SIZE], brought[PRINT_COUNT_SIZE];
	size_t urgent = kvet_plan_findings_by(plan, KVET_ACT_NOW);
	size_t gone = step->removed_by[KVET_ACT_NOW];

	sentence_add(sentence, "removes ");
	if (urgent && gone == urgent)
		sentence_add(sentence, "%s%zu " ACT_NOW " and ",
			urgent > 1 ? "all " : "the ", urgent);
	else if (urgent)
		sentence_add(sentence, "%zu of %zu " ACT_NOW " and ", gone, urgent);
	sentence_add(sentence, "%s of %s, brings %s", print_count(step->removed, removed),
		count_findings(kvet_plan_findings(plan), all),
		print_count(step->brought, brought));
	if (step->brought_by[KVET_ACT_NOW])
		sentence_add(sentence, ", of them %zu " ACT_NOW,
			step->brought_by[KVET_ACT_NOW]);
}

static void print_answer(
	const struct report *report, const char *release, const char *line)
{
	const kvet_plan *plan = report->plan;
	const struct kvet_plan_step *advised = kvet_plan_advised(plan);
	char count[FINDINGS_SIZE];
	struct sentence sentence = {.len = 0};

	if (!kvet_plan_findings(plan)) {
		sentence_add(&sentence, "%s has no findings: nothing asks for a move.",
			release);
	} else if (advised) {
		sentence_add(&sentence, "%s -> %s ", release, advised->release);
		add_effect(&sentence, plan, advised);
		sentence_add(&sentence, ".");
	} else if (kvet_plan_advice(plan) == KVET_ADVICE_NEWEST) {
		sentence_add(&sentence, "%s has %s, and no later release of %s is known.",
			release, count_findings(kvet_plan_findings(plan), count), line);
	} else {
		sentence_add(&sentence, "%s has %s: no later release of %s has fewer.",
			release, count_findings(kvet_plan_findings(plan), count), line);
	}
	print_colour(report, COLOUR_BOLD);
	sentence_print(&sentence, report);
	print_colour(report, COLOUR_NONE);
}

static void add_reason(struct sentence *sentence, const kvet_plan *plan, const char *line)
{
	const struct kvet_plan_step *advised = kvet_plan_advised(plan);

	switch (kvet_plan_advice(plan)) {
	case KVET_ADVICE_CLEARS:
		sentence_add(sentence,
			"It is the earliest release of %s without any " ACT_NOW ". ",
			line);
		break;
	case KVET_ADVICE_LESSENS:
		sentence_add(sentence,
			"No release of %s is without any " ACT_NOW
			"; it is the earliest with the fewest, %zu. ",
			line, acts(advised));
		break;
	case KVET_ADVICE_FEWEST:
		if (kvet_plan_findings_by(plan, KVET_ACT_NOW))
			sentence_add(sentence,
				"No release of %s has fewer " ACT_NOW
				"; it has the fewest findings. ",
				line);
		else
			sentence_add(sentence,
				"Nothing is " ACT_NOW
				"; no release of %s has fewer findings. ",
				line);
		break;
	default:
		break;
	}
}

static void add_end(struct sentence *sentence, const kvet_plan *plan, const char *line)
{
	const char *end = kvet_plan_end_of_life(plan);

	if (kvet_plan_ended(plan))
		sentence_add(sentence,
			"%s ended on %s: its releases bring no more fixes, another line "
			"does.",
			line, end);
	else if (*end)
		sentence_add(sentence, "%s ends on %s.", line, end);
}

static void print_reason(const struct report *report, const char *line)
{
	const kvet_plan *plan = report->plan;
	const struct kvet_plan_step *last = newest(plan);
	const struct kvet_plan_step *advised = kvet_plan_advised(plan);
	char removed[PRINT_COUNT_SIZE], brought[PRINT_COUNT_SIZE];
	struct sentence sentence = {.len = 0};

	if (kvet_plan_findings(plan))
		add_reason(&sentence, plan, line);
	if (advised && last == advised) {
		sentence_add(&sentence, "It is the newest known. ");
	} else if (last && kvet_plan_findings(plan)) {
		sentence_add(&sentence, "The newest, %s, removes %s and brings %s",
			last->release, print_count(last->removed, removed),
			print_count(last->brought, brought));
		if (acts(last))
			sentence_add(&sentence, "; %zu " ACT_NOW " are left", acts(last));
		sentence_add(&sentence, ". ");
	}
	add_end(&sentence, plan, line);
	if (advised && kvet_target_upper_bound(kvet_plan_target(plan)))
		sentence_add(&sentence,
			" At most: this kernel may have fixes that its release does not "
			"show.");
	sentence_print(&sentence, report);
}

#define AREAS_TOLD 4

/* Where the advised step changes most, and whether that is code of this kernel. */
static void print_changes(const struct report *report)
{
	const struct kvet_plan_step *step = kvet_plan_advised(report->plan);
	struct sentence sentence = {.len = 0};
	char count[PRINT_COUNT_SIZE];

	if (!step || !step->area_count || !kvet_plan_findings(report->plan))
		return;
	sentence_add(&sentence, "It changes most:");
	for (size_t i = 0; i < step->area_count && i < AREAS_TOLD; i++)
		sentence_add(&sentence, "%s %.60s %zu", i ? "," : "",
			*step->areas[i].subsystem ? step->areas[i].subsystem
						  : "(no file named)",
			step->areas[i].removed + step->areas[i].brought);
	if (step->area_count > AREAS_TOLD)
		sentence_add(&sentence, "; %zu areas in all", step->area_count);
	sentence_add(&sentence, ".");
	if (kvet_target_knows_build(kvet_plan_target(report->plan)))
		sentence_add(&sentence,
			" Of what it removes, %s are in code that is known to be built "
			"here.",
			print_count(step->built, count));
	sentence_print(&sentence, report);
}

/* Tables -------------------------------------------------------------------------------- */

#define FIXED_COLUMNS 62

/* The areas that it changes most, as many as have room. */
static void print_areas(const struct report *report, const struct kvet_plan_step *step)
{
	unsigned width = report->options->width ? report->options->width : 100;
	unsigned at = FIXED_COLUMNS;
	char text[128];

	for (size_t i = 0; i < step->area_count; i++) {
		int len = snprintf(text, sizeof(text), "%s%s", i ? ", " : "  ",
			step->areas[i].subsystem);

		if (len < 0 || at + (unsigned)len > width)
			return;
		at += print_text(report->out, text, 0);
	}
}

static void print_counts(const struct report *report, const struct kvet_plan_step *step)
{
	char removed[PRINT_COUNT_SIZE], brought[PRINT_COUNT_SIZE], left[PRINT_COUNT_SIZE],
		urgent[PRINT_COUNT_SIZE];

	fprintf(report->out, "%9s%8s%8s%9s", print_count(step->removed, removed),
		print_count(step->brought, brought),
		print_count(step->remaining + step->brought, left),
		print_count(acts(step), urgent));
	print_areas(report, step);
	fputc('\n', report->out);
}

static void print_heading(const struct report *report, const char *first, const char *day)
{
	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "%-16s%-12s%9s%8s%8s%9s  CHANGES MOST\n", first, day,
		"REMOVES", "BRINGS", "LEFT", "ACT NOW");
	print_colour(report, COLOUR_NONE);
}

static void print_steps(const struct report *report, size_t rows)
{
	const struct kvet_plan_step *advised = kvet_plan_advised(report->plan), *step;
	size_t hidden = 0, shown = 0;
	char name[KVET_RELEASE_SIZE + 2];

	for (size_t i = 0; (step = kvet_plan_step(report->plan, i)); i++) {
		if (!step->notable || step->rank > rows) {
			hidden++;
			continue;
		}
		if (!shown++) {
			fputc('\n', report->out);
			print_heading(report, "RELEASE", "OF");
		}
		snprintf(name, sizeof(name), "%s%s", step->release,
			step == advised ? " *" : "");
		fprintf(report->out, "%-16s%-12s", name,
			*step->released ? step->released : "-");
		print_counts(report, step);
	}
	if (!hidden)
		return;
	fprintf(report->out, "%zu more", hidden);
	if (report->options->command) {
		fputs(": ", report->out);
		print_text(report->out, report->options->command, 0);
	}
	fputc('\n', report->out);
}

#define LINES_ON_SCREEN 5

static void print_lines(const struct report *report)
{
	bool whole = !report->options->height || report->options->verbose;
	const struct kvet_plan_step *step;
	size_t hidden = 0;

	for (size_t i = 0; (step = kvet_plan_line(report->plan, i)); i++) {
		/* One line of what is left is no shorter than the line itself. */
		if (!whole && i >= LINES_ON_SCREEN &&
			(hidden || kvet_plan_line(report->plan, i + 1))) {
			hidden++;
			continue;
		}
		if (!i) {
			fputc('\n', report->out);
			print_heading(report, "OTHER LINE", "ENDS");
		}
		fprintf(report->out, "%-16s%-12s", step->release,
			*step->end_of_life ? step->end_of_life : "-");
		print_counts(report, step);
	}
	if (hidden)
		fprintf(report->out, "%zu lines more: --verbose\n", hidden);
}

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_plan_horizon(of, index);
}

static void print_before(const struct report *report)
{
	const kvet_target *target = kvet_plan_target(report->plan);
	struct kvet_release of = kvet_target_release(target);
	char release[KVET_RELEASE_SIZE], line[KVET_RELEASE_SIZE];

	kvet_release_text(of, release);
	kvet_release_line(of, line);
	print_answer(report, release, line);
	print_reason(report, line);
	print_changes(report);
}

static void print_after(const struct report *report)
{
	print_lines(report);
	if (!report->options->height)
		fputc('\n', report->out);
	fputs("LEFT: findings that it has, brought ones among them\n", report->out);
	planfoot_print(report, kvet_plan_target(report->plan),
		kvet_plan_snapshot(report->plan), report->plan, get_horizon);
}

static void print_no_steps(const struct report *report)
{
	print_steps(report, 0);
}

/* The releases' heading with its empty line, and the shell's next prompt. */
#define LINES_BESIDE_ROWS 3
#define ROWS_LEAST 2

/* On a screen as many releases as it has room for; all that were asked for stay. */
static size_t rows_that_fit(const struct report *report)
{
	unsigned height = report->options->height, taken = LINES_BESIDE_ROWS;

	if (!height)
		return SIZE_MAX;
	taken += print_lines_of(report, print_before);
	taken += print_lines_of(report, print_no_steps);
	taken += print_lines_of(report, print_after);
	return height > taken + ROWS_LEAST ? height - taken : ROWS_LEAST;
}

int plan_table(const struct report *report, struct kvet_error *error)
{
	(void)error;
	print_before(report);
	print_steps(report, rows_that_fit(report));
	print_after(report);
	return 0;
}
