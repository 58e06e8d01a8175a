/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rates of a profile, for people. */
#ifndef KVET_REPORT_PROFILERATES_H
#define KVET_REPORT_PROFILERATES_H

#include "report/report.h"

/* At most ROWS of them (0: all). */
void profile_rates_print(const struct report *report, size_t rows);

#endif
