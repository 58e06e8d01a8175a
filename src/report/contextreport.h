/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a context says, in each of the forms. */
#ifndef KVET_REPORT_CONTEXTREPORT_H
#define KVET_REPORT_CONTEXTREPORT_H

#include "report/report.h"

int contextreport_table(const struct report *report, struct kvet_error *error);
int contextreport_json(const struct report *report, struct kvet_error *error);
int contextreport_jsonl(const struct report *report, struct kvet_error *error);
int contextreport_csv(const struct report *report, struct kvet_error *error);

#endif
