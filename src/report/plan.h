/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan, picks, and options to switch off, in every format. */
#ifndef KVET_REPORT_PLAN_H
#define KVET_REPORT_PLAN_H

#include "report/report.h"

int plan_table(const struct report *report, struct kvet_error *error);
int plan_json(const struct report *report, struct kvet_error *error);
int plan_jsonl(const struct report *report, struct kvet_error *error);
int plan_csv(const struct report *report, struct kvet_error *error);

int picks_table(const struct report *report, struct kvet_error *error);
int picks_json(const struct report *report, struct kvet_error *error);
int picks_jsonl(const struct report *report, struct kvet_error *error);
int picks_csv(const struct report *report, struct kvet_error *error);

/* As a shell script, and as a series of quilt's. */
int picks_script(const struct report *report, struct kvet_error *error);
int picks_series(const struct report *report, struct kvet_error *error);

int savings_table(const struct report *report, struct kvet_error *error);
int savings_json(const struct report *report, struct kvet_error *error);
int savings_jsonl(const struct report *report, struct kvet_error *error);
int savings_csv(const struct report *report, struct kvet_error *error);

#endif
