/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How much findings matter where the target is used. */
#ifndef KVET_VERDICT_RANKING_H
#define KVET_VERDICT_RANKING_H

#include "verdict/result.h"

/* Ranks every finding of RESULT in CONTEXT (or NULL), and counts them. */
int ranking_apply(struct kvet_result *result, const struct kvet_context *context,
	struct kvet_error *error);

/* Ranks FINDING, which need not be among those of RESULT. */
void ranking_of(struct kvet_finding *finding, struct kvet_result *result,
	const struct kvet_context *context);

/* By priority, known exploited, score here, impact, presence, then the newest. */
int ranking_compare(const struct kvet_finding *a, const struct kvet_finding *b);

#endif
