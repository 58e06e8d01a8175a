/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facts beside the records: each file replaces what the store had of its kind. */
#ifndef KVET_STORE_FACTSTORE_H
#define KVET_STORE_FACTSTORE_H

#include "store/store.h"

enum facts { FACTS_RELEASES, FACTS_LINES, FACTS_EXPLOITED };

/* Inside somebody's transaction. */
int store_facts_update(struct kvet_store *store, enum facts facts, const char *path,
	struct kvet_error *error);

#endif
