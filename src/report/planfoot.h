/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands below every table of a plan: of what it was made, and what it cannot say. */
#ifndef KVET_REPORT_PLANFOOT_H
#define KVET_REPORT_PLANFOOT_H

#include "report/print.h"

/* GET gives the sentences of OF's horizon; on a screen their number stands for them, unless
 * --verbose asks for them. */
void planfoot_print(const struct report *report, const kvet_target *target,
	const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index));

#endif
