/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/rank.h"

#include "report/print.h"

#include <string.h>

const char *rank_text(enum kvet_priority priority, char text[RANK_TEXT_SIZE])
{
	const char *word = kvet_word(KVET_WORDS_PRIORITY, priority);

	snprintf(text, RANK_TEXT_SIZE, "%s", word ? word : "-");
	for (char *c = text; *c; c++)
		*c = *c == '_' ? ' ' : *c;
	return text;
}

static size_t count_not_scored(const kvet_result *result)
{
	const kvet_finding *finding;
	size_t count = 0;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++)
		count += kvet_finding_priority(finding) < KVET_PRIORITIES &&
			 kvet_finding_severity_here(finding) == KVET_NOT_SCORED;
	return count;
}

void rank_print_totals(const struct report *report)
{
	char line[512], count[PRINT_COUNT_SIZE], text[RANK_TEXT_SIZE];
	size_t len = 0, not_scored = count_not_scored(report->result);

	if (!kvet_result_context(report->result))
		return;
	for (unsigned i = 0; i < KVET_PRIORITIES; i++)
		len += (size_t)snprintf(line + len, sizeof(line) - len, "%s%s %s",
			i ? ", " : "by priority: ",
			print_count(kvet_result_priority(
					    report->result, (enum kvet_priority)i),
				count),
			rank_text((enum kvet_priority)i, text));
	if (not_scored)
		snprintf(line + len, sizeof(line) - len,
			"; not scored, and ranked by class, presence and exploitation: "
			"%s",
			print_count(not_scored, count));
	print_folded(report, 0, line);
}

void rank_print_steps(const struct report *report, const kvet_finding *finding)
{
	const char *absent = kvet_finding_absent_interface(finding);
	const struct kvet_priority_step *step;
	char text[RANK_TEXT_SIZE];

	if (kvet_finding_priority(finding) == KVET_PRIORITIES)
		return;
	if (*absent)
		fprintf(report->out,
			"  %-11s %s: the device has none, and its code is reached "
			"through nothing else\n",
			"interface", absent);
	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "  %-11s %s\n", "priority",
		rank_text(kvet_finding_priority(finding), text));
	print_colour(report, COLOUR_NONE);
	for (size_t i = 0; (step = kvet_finding_priority_step(finding, i)); i++)
		fprintf(report->out, "    %-13s %-10s  %s\n", step->name, step->value,
			step->why);
}

void rank_print_score(const struct report *report, const kvet_finding *finding)
{
	const struct kvet_metric_change *change;

	if (!*kvet_finding_vector_here(finding))
		return;
	fprintf(report->out, "  %-11s %4.1f %s  %s\n", "here",
		kvet_finding_score_here(finding),
		kvet_word(KVET_WORDS_SEVERITY, kvet_finding_severity_here(finding)),
		kvet_finding_vector_here(finding));
	for (size_t i = 0; (change = kvet_finding_metric_change(finding, i)); i++)
		fprintf(report->out, "              %s:%c instead of %c: %s\n",
			change->metric, change->value, change->was, change->why);
}

/* JSON -------------------------------------------------------------------------------- */

static void add_steps(doc *d, val *object, const kvet_finding *finding)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "priority_steps");
	const struct kvet_priority_step *step;

	for (size_t i = 0; (step = kvet_finding_priority_step(finding, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "step", step->name);
		yyjson_mut_obj_add_str(d, item, "value", step->value);
		yyjson_mut_obj_add_str(d, item, "text", step->why);
	}
}

void rank_add(doc *d, val *object, const kvet_finding *finding, bool steps)
{
	const char *word = kvet_word(KVET_WORDS_PRIORITY, kvet_finding_priority(finding));

	json_add_known(d, object, "priority", word ? word : "");
	if (steps)
		add_steps(d, object, finding);
	json_add_known(
		d, object, "absent_interface", kvet_finding_absent_interface(finding));
}

static void add_letter(doc *d, val *object, const char *key, char letter)
{
	yyjson_mut_obj_add_strncpy(d, object, key, &letter, 1);
}

void rank_add_score(doc *d, val *cvss, const kvet_finding *finding)
{
	const struct kvet_metric_change *change;

	if (!*kvet_finding_vector_here(finding)) {
		yyjson_mut_obj_add_null(d, cvss, "environmental");
		return;
	}
	val *object = yyjson_mut_obj_add_obj(d, cvss, "environmental");
	yyjson_mut_obj_add_str(d, object, "vector", kvet_finding_vector_here(finding));
	yyjson_mut_obj_add_real(d, object, "score", kvet_finding_score_here(finding));
	yyjson_mut_obj_add_str(d, object, "severity",
		kvet_word(KVET_WORDS_SEVERITY, kvet_finding_severity_here(finding)));
	val *array = yyjson_mut_obj_add_arr(d, object, "changed");
	for (size_t i = 0; (change = kvet_finding_metric_change(finding, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "metric", change->metric);
		add_letter(d, item, "from", change->was);
		add_letter(d, item, "to", change->value);
		yyjson_mut_obj_add_str(d, item, "text", change->why);
	}
}

void rank_add_totals(doc *d, val *root, const kvet_result *result)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "priorities");
	const char *word;

	for (unsigned i = 0; (word = kvet_word(KVET_WORDS_PRIORITY, i)); i++)
		yyjson_mut_obj_add_uint(d, object, word,
			kvet_result_priority(result, (enum kvet_priority)i));
}
