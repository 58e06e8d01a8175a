/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people decided, put beside the verdicts; docs/decisions.md has the rule. */
#ifndef KVET_VERDICT_DECIDED_H
#define KVET_VERDICT_DECIDED_H

#include "verdict/judge.h"

/* Whether people said something of record ID. */
bool decided_has(const struct kvet_target *target, uint64_t id);

/*
 * Writes into FINDING the decision that holds, the doubts that its build and verdict cast
 * on it, and every statement as evidence. PRESENCE is what is known of its code.
 */
void decided_explain(const struct kvet_target *target, const struct presence *presence,
	struct arena *arena, struct kvet_finding *finding);

/* Doubts that the loaded record casts; counts what is closed, gathers all doubts, and says
 * in the horizon what statements are of no use here. */
int decided_finish(struct kvet_result *result, struct kvet_error *error);

/* Takes out what FILTER did not ask for, or does not want closed. */
void decided_drop(struct kvet_result *result, const struct kvet_filter *filter);

/* Why STATUS with JUSTIFICATION cannot be said of FINDING, a sentence; NULL when it can. */
const char *decided_refutes(const struct kvet_finding *finding,
	enum kvet_vex_status status, const char *justification, struct arena *arena);

#endif
