/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options to switch off, for people. */
#include "report/plan.h"

#include "report/planfoot.h"
#include "report/sentence.h"

#include <string.h>

static void print_answer(const struct report *report)
{
	const kvet_savings *savings = report->savings;
	const struct kvet_saving *first = kvet_savings_saving(savings, 0), *saving;
	char removed[PRINT_COUNT_SIZE], all[PRINT_COUNT_SIZE], sum_text[PRINT_COUNT_SIZE];
	struct sentence sentence = {.len = 0};
	size_t sum = 0, count = 0;

	for (; (saving = kvet_savings_saving(savings, count)); count++)
		sum += saving->more;
	print_count(kvet_savings_findings(savings), all);
	if (!first)
		sentence_add(&sentence,
			"no option that may be switched off removes any of the %s "
			"findings.",
			all);
	else
		sentence_add(&sentence, "without %s %s of %s findings go", first->option,
			print_count(first->removed, removed), all);
	if (count > 1)
		sentence_add(&sentence, "; without all %zu options below %s", count,
			print_count(sum, sum_text));
	sentence_add(&sentence, first ? "." : "");
	print_colour(report, COLOUR_BOLD);
	sentence_print(&sentence, report);
	print_colour(report, COLOUR_NONE);
	if (kvet_savings_in_context(savings))
		sentence_add(&sentence,
			"%zu options that the context needs, or that lead to one, are "
			"left out.",
			kvet_savings_needed(savings));
	else
		sentence_add(&sentence,
			"What the device needs is not known: --context FILE tells, and "
			"such options are left out.");
	sentence_print(&sentence, report);
}

static void print_saving(const struct report *report, const struct kvet_saving *saving)
{
	char removed[PRINT_COUNT_SIZE], more[PRINT_COUNT_SIZE], urgent[PRINT_COUNT_SIZE],
		loaded[PRINT_COUNT_SIZE], option[80];

	snprintf(option, sizeof(option), "%.70s=%.4s", saving->option, saving->value);
	print_cell(report->out, option, 32);
	fprintf(report->out, "%8s%7s%9s%8s  ", print_count(saving->removed, removed),
		print_count(saving->more, more),
		print_count(saving->removed_by[KVET_ACT_NOW], urgent),
		print_count(saving->loaded, loaded));
	print_text(report->out, saving->subsystem, 0);
	fputc('\n', report->out);
}

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_savings_horizon(of, index);
}

int savings_table(const struct report *report, struct kvet_error *error)
{
	const kvet_savings *savings = report->savings;
	const struct kvet_saving *saving;
	size_t count = 0;

	(void)error;
	print_answer(report);
	for (; (saving = kvet_savings_saving(savings, count)); count++) {
		if (!count) {
			print_colour(report, COLOUR_BOLD);
			fprintf(report->out, "\n%-32s%8s%7s%9s%8s  MOST OF\n", "OPTION",
				"REMOVES", "MORE", "ACT NOW", "LOADED");
			print_colour(report, COLOUR_NONE);
		}
		print_saving(report, saving);
	}
	if (kvet_savings_candidates(savings) > count) {
		fprintf(report->out, "up to %zu more",
			kvet_savings_candidates(savings) - count);
		if (report->options->command) {
			fputs(": ", report->out);
			print_text(report->out, report->options->command, 0);
		}
		fputc('\n', report->out);
	}
	if (count)
		fputs("\nMORE: those that no option above it removes. LOADED: in a "
		      "module "
		      "that is loaded\n",
			report->out);
	planfoot_print(report, kvet_savings_target(savings),
		kvet_savings_snapshot(savings), savings, get_horizon);
	return 0;
}
