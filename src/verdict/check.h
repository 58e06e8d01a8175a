/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A check as a part of something larger that reads the same state of the store. */
#ifndef KVET_VERDICT_CHECK_H
#define KVET_VERDICT_CHECK_H

#include "verdict/result.h"

/* An empty result of TARGET with a reading of STORE; NULL with ERROR. */
struct kvet_result *check_begin(struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error);

/* What kvet_check does, into RESULT, whose reading goes on. */
int check_into(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_filter *filter, struct kvet_error *error);

#endif
