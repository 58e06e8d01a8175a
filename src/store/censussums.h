/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The censuses of the store, as far as rates need them. */
#ifndef KVET_STORE_CENSUSSUMS_H
#define KVET_STORE_CENSUSSUMS_H

#include "store/store.h"
#include "util/arena.h"

struct census_sum {
	const char *release, *subsystem; /* "" where the whole tree is meant */
	enum kvet_language language;
	uint64_t code;
};

struct census_sums {
	struct census_sum *items; /* those of a release stand together */
	size_t count, room;
	const char *last; /* release that was met */
};

/* Lines of code by release and language, and with BY_SUBSYSTEM by that too; names go to
 * ARENA. Nothing where no census was kept. */
int census_sums_load(struct kvet_store *store, bool by_subsystem, struct arena *arena,
	struct census_sums *sums, struct kvet_error *error);
void census_sums_end(struct census_sums *sums);

#endif
