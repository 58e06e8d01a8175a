/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The summary of Yocto's cve-check, with kvet's verdicts in it. */
#ifndef KVET_REPORT_YOCTO_H
#define KVET_REPORT_YOCTO_H

#include "kvet.h"
#include "util/bytes.h"

/* kvet_report_yocto_summary of TEXT, which stands in the file at PATH. */
int yocto_rewrite(const kvet_result *result, struct bytes text, const char *path,
	FILE *out, struct kvet_error *error);

#endif
