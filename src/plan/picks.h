/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commits to pick, and the order that history has them in. */
#ifndef KVET_PLAN_PICKS_H
#define KVET_PLAN_PICKS_H

#include "verdict/result.h"

struct pick {
	struct kvet_pick told;
	struct kvet_release release;
	size_t place; /* in history, or behind all that is there */
	const char **cves;
	size_t room; /* of the CVEs */
};

struct kvet_picks {
	struct kvet_result *result; /* the check; its arena holds all that is here */
	struct kvet_store *store; /* while it is read */
	struct pick **items;
	size_t count, room;
	struct kvet_unpicked *left;
	size_t left_count, left_room;
	bool in_history;
};

/*
 * Sets the place of each of the COUNT picks that the repository in folder PATH has. What
 * RELEASE has is not walked through, where the repository has its tag, or its line's.
 * KVET_ERROR_INPUT for a folder that is no repository or is damaged, KVET_ERROR_UNSUPPORTED
 * without libgit2.
 */
int picks_find_places(struct pick *const *picks, size_t count, const char *path,
	struct kvet_release release, struct kvet_error *error);

#endif
