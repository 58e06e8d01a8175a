/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines, and the backlog of one, in every format. */
#ifndef KVET_REPORT_LINES_H
#define KVET_REPORT_LINES_H

#include "report/report.h"

int lines_table(const struct report *report, struct kvet_error *error);
int lines_json(const struct report *report, struct kvet_error *error);
int lines_jsonl(const struct report *report, struct kvet_error *error);
int lines_csv(const struct report *report, struct kvet_error *error);

int backlog_table(const struct report *report, struct kvet_error *error);
int backlog_json(const struct report *report, struct kvet_error *error);
int backlog_jsonl(const struct report *report, struct kvet_error *error);
int backlog_csv(const struct report *report, struct kvet_error *error);
int backlog_svg(const struct report *report, struct kvet_error *error);

#endif
