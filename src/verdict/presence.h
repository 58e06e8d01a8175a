/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether the code of a record is in the target: its files, one by one. */
#ifndef KVET_VERDICT_PRESENCE_H
#define KVET_VERDICT_PRESENCE_H

#include "verdict/result.h"

struct presence {
	enum kvet_presence presence; /* the strongest among the files */
	const char *const *paths; /* as the record names them */
	struct built_file *files; /* what is known of each */
	size_t count;
	const struct built_file *speaks; /* the one that presence and option are of */
};

/* The files of a record that can be judged at all are code; one without any is undecided. */
void presence_of(const struct built *built, const char *const *paths, size_t count,
	struct arena *arena, struct presence *presence);

/* OPTION is on the way to all that is there of the record: without it none would be, as far
 * as the one way that is known to each file tells. */
bool presence_needs(const struct presence *presence, const char *option);

/* Writes presence, option and module into FINDING, and its evidence behind what is there. */
void presence_explain(const struct presence *presence, const struct kvet_target *target,
	struct arena *arena, struct kvet_finding *finding);

#endif
