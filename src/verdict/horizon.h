/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a result does not cover, said with every result. */
#ifndef KVET_VERDICT_HORIZON_H
#define KVET_VERDICT_HORIZON_H

#include "verdict/result.h"

/* TARGET may be NULL: then only what holds for the records is said. */
int horizon_find(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error);

#endif
