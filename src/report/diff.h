/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two checks compared, in every format. */
#ifndef KVET_REPORT_DIFF_H
#define KVET_REPORT_DIFF_H

#include "report/report.h"

int diff_table(const struct report *report, struct kvet_error *error);
int diff_json(const struct report *report, struct kvet_error *error);
int diff_jsonl(const struct report *report, struct kvet_error *error);
int diff_csv(const struct report *report, struct kvet_error *error);

/* How many of that fate the options let through, of all of them. */
size_t diff_rows(const struct report *report, enum kvet_fate fate);

/* Where a difference is told from: now's finding, or before's. */
const kvet_finding *diff_finding(const struct kvet_difference *difference);

/* What the newest of the results that tell it does not cover; NULL past the last. */
const char *diff_horizon(const kvet_diff *diff, size_t index);

/* Affected and unknown, and not closed. */
size_t diff_open(const kvet_result *result);

#endif
