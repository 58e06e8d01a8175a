/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile in every format. */
#ifndef KVET_REPORT_PROFILE_H
#define KVET_REPORT_PROFILE_H

#include "report/report.h"

int profile_table(const struct report *report, struct kvet_error *error);
int profile_json(const struct report *report, struct kvet_error *error);
int profile_jsonl(const struct report *report, struct kvet_error *error);
int profile_csv(const struct report *report, struct kvet_error *error);
int profile_svg(const struct report *report, struct kvet_error *error);

#endif
