/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the records of a store with what each says of releases. */
#ifndef KVET_VERDICT_CASES_H
#define KVET_VERDICT_CASES_H

#include "verdict/judge.h"

/*
 * Calls EACH for every published record from FIRST to LAST, by rising id; the facts end
 * with the call. A non-zero answer stops and is returned.
 */
int cases_walk(struct kvet_store *store, uint64_t first, uint64_t last,
	int (*each)(void *context, struct case_facts *facts, struct kvet_error *error),
	void *context, struct kvet_error *error);

/* Fills in the texts of PAIR (of FACTS, or NULL), which EACH's facts come without. */
void cases_read_texts(
	struct case_facts *facts, const struct pair *pair, struct arena *arena);

#endif
