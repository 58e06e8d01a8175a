/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks that were saved: kvet.check/1 as JSON or JSON lines. */
#ifndef KVET_VERDICT_SAVED_H
#define KVET_VERDICT_SAVED_H

#include "verdict/result.h"

/* With every verdict and its evidence it is a seventh of that. */
#define SAVED_FILE_MAX (64u << 20)
#define SAVED_FINDINGS_MAX 1000000

/* TEXT, the file at PATH, as a result. */
int saved_read(struct bytes text, const char *path, struct kvet_result **out,
	struct kvet_error *error);

#endif
