/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The findings of a target, which every view of this stage begins with. */
#ifndef KVET_PLAN_STUDY_H
#define KVET_PLAN_STUDY_H

#include "verdict/result.h"

/*
 * The affected and unknown findings of TARGET by CVE, ranked in CONTEXT (or NULL), as FILTER
 * (or NULL) lets through. The reading of STORE goes on, until result_give.
 */
int study_begin(struct kvet_store *store, const struct kvet_target *target,
	const struct kvet_filter *filter, const struct kvet_context *context,
	struct kvet_result **out, struct kvet_error *error);

#endif
