/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commits to pick, for people. */
#include "report/plan.h"

#include "report/planfoot.h"
#include "report/sentence.h"

#include <string.h>

static size_t count_picks(const kvet_picks *picks)
{
	size_t count = 0;

	while (kvet_picks_pick(picks, count))
		count++;
	return count;
}

static size_t count_left(const kvet_picks *picks)
{
	size_t count = 0;

	while (kvet_picks_left(picks, count))
		count++;
	return count;
}

static void print_answer(const struct report *report)
{
	const kvet_picks *picks = report->picks;
	struct kvet_release release = kvet_target_release(kvet_picks_target(picks));
	size_t all = kvet_picks_findings(picks), left = count_left(picks);
	char gone_text[PRINT_COUNT_SIZE], all_text[PRINT_COUNT_SIZE];
	char commits[PRINT_COUNT_SIZE], left_text[PRINT_COUNT_SIZE];
	char line[KVET_RELEASE_SIZE];
	struct sentence sentence = {.len = 0};

	sentence_add(&sentence, "picking %s commits of %s removes %s of %s findings",
		print_count(count_picks(picks), commits),
		kvet_release_line(release, line), print_count(all - left, gone_text),
		print_count(all, all_text));
	if (left)
		sentence_add(&sentence, "; for %s there is none to pick",
			print_count(left, left_text));
	sentence_add(&sentence, ".");
	print_colour(report, COLOUR_BOLD);
	sentence_print(&sentence, report);
	print_colour(report, COLOUR_NONE);
	sentence_add(&sentence,
		"%s '--as script' writes them for git, '--as series' for "
		"quilt.",
		kvet_picks_in_history(picks)
			? "They stand in the order of releases and of history."
			: "They stand in the order of releases.");
	sentence_print(&sentence, report);
}

static const char *priority_word(enum kvet_priority priority)
{
	return priority < KVET_PRIORITIES ? kvet_word(KVET_WORDS_PRIORITY, priority)
					  : "-";
}

static void print_pick(const struct report *report, const struct kvet_pick *pick)
{
	fprintf(report->out, "%-11s%-14.12s%-14s", pick->release, pick->commit,
		priority_word(pick->priority));
	for (size_t i = 0; i < pick->cve_count; i++)
		fprintf(report->out, "%s%s", i ? " " : "", pick->cves[i]);
	if (kvet_picks_in_history(report->picks) && !pick->in_repository)
		fputs(" (not in the repository)", report->out);
	fputc('\n', report->out);
}

static void print_more(const struct report *report, size_t count)
{
	if (!count)
		return;
	fprintf(report->out, "%zu more", count);
	if (report->options->command) {
		fputs(": ", report->out);
		print_text(report->out, report->options->command, 0);
	}
	fputc('\n', report->out);
}

static void print_picks(const struct report *report, size_t most)
{
	const struct kvet_pick *pick;
	size_t i;

	if (!kvet_picks_pick(report->picks, 0))
		return;
	print_colour(report, COLOUR_BOLD);
	fputs("\nRELEASE    COMMIT        PRIORITY      FIXES\n", report->out);
	print_colour(report, COLOUR_NONE);
	for (i = 0; i < most && (pick = kvet_picks_pick(report->picks, i)); i++)
		print_pick(report, pick);
	print_more(report, count_picks(report->picks) - i);
}

static void print_left(const struct report *report, size_t most)
{
	const struct kvet_unpicked *left;
	size_t i;

	if (!kvet_picks_left(report->picks, 0))
		return;
	print_colour(report, COLOUR_BOLD);
	fputs("\nLEFT            PRIORITY      MAINLINE COMMIT        SWITCH OFF\n",
		report->out);
	print_colour(report, COLOUR_NONE);
	for (i = 0; i < most && (left = kvet_picks_left(report->picks, i)); i++) {
		const kvet_finding *finding = left->finding;
		const char *fixed = kvet_finding_fixed(finding);
		const char *option = kvet_finding_option(finding);
		char commit[13];

		fprintf(report->out, "%-16s%-14s",
			kvet_record_cve(kvet_finding_record(finding)),
			priority_word(kvet_finding_priority(finding)));
		print_cell(report->out, *fixed ? fixed : "-", 9);
		snprintf(
			commit, sizeof(commit), "%s", kvet_finding_fixed_commit(finding));
		print_text(report->out, commit, 0);
		fprintf(report->out, "  %s\n", *option ? option : "-");
	}
	print_more(report, count_left(report->picks) - i);
}

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_picks_horizon(of, index);
}

/* Half of a screen is for each of the two lists. */
#define LINES_BESIDE_ROWS 14

int picks_table(const struct report *report, struct kvet_error *error)
{
	unsigned height = report->options->height, rows = report->options->rows;
	size_t most = rows ? rows : SIZE_MAX;

	(void)error;
	if (!rows && height)
		most = height > LINES_BESIDE_ROWS + 6 ? (height - LINES_BESIDE_ROWS) / 2
						      : 3;
	print_answer(report);
	print_picks(report, most);
	print_left(report, most);
	fputc('\n', report->out);
	planfoot_print(report, kvet_picks_target(report->picks),
		kvet_picks_snapshot(report->picks), report->picks, get_horizon);
	return 0;
}
