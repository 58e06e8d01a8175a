/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a tree has the file that a record names: records name mainline's paths at the time
 * of the fix. Nowhere is always a safe answer; a wrong file could prove absent what is
 * there. docs/moves.md has the rule.
 */
#ifndef KVET_TARGET_LOCATE_H
#define KVET_TARGET_LOCATE_H

#include "target/moves.h"
#include "target/tree.h"

enum located {
	LOCATED_SAME, /* at the path itself */
	LOCATED_MOVED, /* through moves, known or learnt */
	LOCATED_NAMESAKE, /* the one file of that name, in a related folder */
	LOCATED_NOWHERE,
};

#define LOCATION_TEXT_SIZE 1024

struct location {
	enum located how;
	const char *path; /* in the tree, which owns it; NULL when nowhere */
	char text
		[LOCATION_TEXT_SIZE]; /* for evidence: "A is B here: the folder moved in 6.4" */
};

/* Fills OUT and returns its `how`. MOVES may be NULL: then only the name helps. */
enum located locate(const struct tree *tree, const struct moves *moves, const char *path,
	struct location *out);

#endif
