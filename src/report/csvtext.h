/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the writers of CSV have in common. */
#ifndef KVET_REPORT_CSVTEXT_H
#define KVET_REPORT_CSVTEXT_H

#include "report/report.h"

/* Text as it stands between quotation marks. */
void csv_text(FILE *out, const char *text);

/* A field; quoted only where it must be. */
void csv_field(FILE *out, const char *text, bool last);

/* A number, and days or nothing where they are not known; none is the last of its row. */
void csv_count(FILE *out, uint64_t count);
void csv_days(FILE *out, int32_t days);

/*
 * What the rows were made from, and what they do not cover, the end of a row: CSV has no
 * other place for it than each row, and a row that is pasted elsewhere keeps it.
 */
#define CSV_ORIGIN_COLUMNS ",snapshot,horizon"
#define CSV_ORIGIN_HEADING CSV_ORIGIN_COLUMNS "\n"
void csv_origin(FILE *out, const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index));

/* The same where columns that came later follow: without the end of the row. */
void csv_origin_columns(FILE *out, const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index));

#endif
