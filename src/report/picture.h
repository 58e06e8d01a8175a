/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers drawn in characters: blocks, or ASCII where the terminal has no others. */
#ifndef KVET_REPORT_PICTURE_H
#define KVET_REPORT_PICTURE_H

#include "report/report.h"

/* How wide pictures may be: the terminal, or 80 columns where there is none. */
unsigned picture_width(const struct report *report);

/* A bar of at most WIDTH columns for VALUE, where MOST fills them; nothing for 0, something
 * for all else. Returns the columns written. */
unsigned picture_bar(
	const struct report *report, double value, double most, unsigned width);

/* COUNT values in at most WIDTH columns, each as high as it is against the highest; when
 * there are more than fit, neighbours are added up. */
void picture_spark(
	const struct report *report, const size_t *values, size_t count, unsigned width);

/* An area ROWS lines high, a column a value, with the highest and 0 at its left; each line
 * begins behind INDENT columns, which the numbers take. */
void picture_area(const struct report *report, const size_t *values, size_t count,
	unsigned rows, unsigned indent);

#endif
