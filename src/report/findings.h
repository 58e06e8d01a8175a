/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of findings: which columns, and how wide on this terminal. */
#ifndef KVET_REPORT_FINDINGS_H
#define KVET_REPORT_FINDINGS_H

#include "report/report.h"

enum findings_columns {
	FINDINGS_AFFECTED, /* of a check: all have the same verdict */
	FINDINGS_BUILT, /* the same of a target whose build is known */
	FINDINGS_JUDGED, /* of a check, with the verdict */
	FINDINGS_RANKED, /* of a check in a context: all have the same verdict */
	FINDINGS_RANKED_JUDGED,
	FINDINGS_LISTED, /* without a target */
};

/* The findings that the options let through, a row each, under a heading. */
void findings_print(const struct report *report, enum findings_columns columns);

/* " 7.8 HIGH", or a dash. */
#define FINDINGS_SCORE_SIZE 24
const char *findings_score(const kvet_record *record, char text[FINDINGS_SCORE_SIZE]);

#endif
