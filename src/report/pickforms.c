/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Commits to pick for a shell, and for quilt. What stands in either is digits of a commit,
 * numbers of CVEs and releases, all of kvet's own making: no text of a record.
 */
#include "report/plan.h"

#include "report/print.h"

#include <string.h>

static size_t count_picks(const kvet_picks *picks)
{
	size_t count = 0;

	while (kvet_picks_pick(picks, count))
		count++;
	return count;
}

/* What it is, as comments. */
static void print_origin(const struct report *report, const char *form)
{
	const kvet_picks *picks = report->picks;
	const struct kvet_snapshot *snapshot = kvet_picks_snapshot(picks);
	size_t left = 0;
	char release[KVET_RELEASE_SIZE];

	kvet_release_text(kvet_target_release(kvet_picks_target(picks)), release);
	while (kvet_picks_left(picks, left))
		left++;
	fprintf(report->out,
		"# kvet plan --pick --as %s: Linux %s, records as of %s\n"
		"# %zu commits, in the order of %s, remove %zu of %zu findings\n",
		form, release, *snapshot->date ? snapshot->date : "an unknown day",
		count_picks(picks),
		kvet_picks_in_history(picks)
			? "releases and of history"
			: "releases; within one release it is not known (--git REPO)",
		kvet_picks_findings(picks) - left, kvet_picks_findings(picks));
}

static void print_cves(const struct report *report, const struct kvet_pick *pick)
{
	for (size_t i = 0; i < pick->cve_count; i++)
		fprintf(report->out, " %s", pick->cves[i]);
	if (kvet_picks_in_history(report->picks) && !pick->in_repository)
		fputs(" (not in the repository)", report->out);
	fputc('\n', report->out);
}

/* Each release is named where its commits begin. */
static void print_release(const struct report *report, size_t index)
{
	const struct kvet_pick *pick = kvet_picks_pick(report->picks, index);

	if (!index || strcmp(kvet_picks_pick(report->picks, index - 1)->release,
			      pick->release) != 0)
		fprintf(report->out, "\n# %s\n", pick->release);
}

int picks_script(const struct report *report, struct kvet_error *error)
{
	const struct kvet_pick *pick;

	(void)error;
	fputs("#!/bin/sh\n", report->out);
	print_origin(report, "script");
	fputs("#\n"
	      "# Run it in the kernel's git tree. Where a commit does not apply it "
	      "stops:\n"
	      "# resolve, 'git cherry-pick --continue' (or --skip), then run it again "
	      "with\n"
	      "# that commit as its argument, and it goes on behind it.\n"
	      "after=$1\n"
	      "\n"
	      "pick() {\n"
	      "\tif [ -n \"$after\" ]; then\n"
	      "\t\tif [ \"$after\" = \"$1\" ]; then after=; fi\n"
	      "\t\treturn\n"
	      "\tfi\n"
	      "\tgit cherry-pick -x \"$1\" || {\n"
	      "\t\techo \"stopped at $1; to go on behind it: sh $0 $1\" >&2\n"
	      "\t\texit 1\n"
	      "\t}\n"
	      "}\n",
		report->out);
	for (size_t i = 0; (pick = kvet_picks_pick(report->picks, i)); i++) {
		print_release(report, i);
		fprintf(report->out, "pick %s #", pick->commit);
		print_cves(report, pick);
	}
	fputs("\nif [ -n \"$after\" ]; then\n"
	      "\techo \"$after is none of the commits\" >&2\n"
	      "\texit 1\n"
	      "fi\n",
		report->out);
	return 0;
}

int picks_series(const struct report *report, struct kvet_error *error)
{
	const struct kvet_pick *pick;

	(void)error;
	print_origin(report, "series");
	for (size_t i = 0; (pick = kvet_picks_pick(report->picks, i)); i++) {
		print_release(report, i);
		fprintf(report->out, "%s #", pick->commit);
		print_cves(report, pick);
	}
	return 0;
}
