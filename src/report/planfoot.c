/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/planfoot.h"

#include <string.h>

/* A target that is not its release alone is named. */
static void print_target(const struct report *report, const kvet_target *target)
{
	char release[KVET_RELEASE_SIZE];

	kvet_release_text(kvet_target_release(target), release);
	if (strcmp(kvet_target_input(target), release) == 0 &&
		!*kvet_target_distribution(target))
		return;
	fputs("target: ", report->out);
	print_text(report->out, kvet_target_input(target), 0);
	fprintf(report->out, ", Linux %s", release);
	if (*kvet_target_distribution(target)) {
		fputs(", ", report->out);
		print_text(report->out, kvet_target_distribution(target), 0);
	}
	fputc('\n', report->out);
}

void planfoot_print(const struct report *report, const kvet_target *target,
	const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index))
{
	bool whole = !report->options->height || report->options->verbose;
	char count[PRINT_COUNT_SIZE];
	const char *text;
	size_t i;

	print_target(report, target);
	fprintf(report->out, "records: %s, snapshot of %s",
		print_count(snapshot->records, count),
		*snapshot->date ? snapshot->date : "an unknown day");
	if (*snapshot->commit)
		fprintf(report->out, " (%.12s)", snapshot->commit);
	fputc('\n', report->out);
	for (i = 0; (text = get(of, i)); i++) {
		if (whole)
			print_folded(report, 0, text);
	}
	if (!whole && i)
		fprintf(report->out, "what this cannot say: %zu things (--verbose)\n", i);
}
