/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the store held when an update began: enough to tell what is new and what changed. */
#ifndef KVET_STORE_KNOWN_H
#define KVET_STORE_KNOWN_H

#include "store/store.h"

struct known {
	uint64_t cve;
	int64_t digest;
	bool rejected;
	int64_t digest_before; /* when the update began */
	bool rejected_before;
	bool seen; /* the feed still has it: the writing thread's */
	bool problem; /* likewise, but it is not understood: the reading thread's */
	char published[11];
};

struct known_list {
	struct known *items; /* sorted by CVE */
	size_t count, room;
};

int known_load(
	struct kvet_store *store, struct known_list *list, struct kvet_error *error);
struct known *known_find(const struct known_list *list, uint64_t cve);
void known_release(struct known_list *list);

#endif
