/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much findings matter, as tables and JSON show it. */
#ifndef KVET_REPORT_RANK_H
#define KVET_REPORT_RANK_H

#include "report/jsontext.h"

/* "act now", as people read it; "-" where nothing is asked for. */
#define RANK_TEXT_SIZE 16
const char *rank_text(enum kvet_priority priority, char text[RANK_TEXT_SIZE]);

/* A line of how many findings have each priority, of a check in a context. */
void rank_print_totals(const struct report *report);

/* The priority with its steps, and the score here with what changed. */
void rank_print_steps(const struct report *report, const kvet_finding *finding);
void rank_print_score(const struct report *report, const kvet_finding *finding);

/* "priority", "absent_interface"; with STEPS "priority_steps". */
void rank_add(doc *d, val *object, const kvet_finding *finding, bool steps);

/* "environmental", null where the context changes nothing. */
void rank_add_score(doc *d, val *cvss, const kvet_finding *finding);

/* "priorities": how many findings have each. */
void rank_add_totals(doc *d, val *root, const kvet_result *result);

#endif
