/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where folders and files of the kernel moved. A move says where to look, never what is
 * there: stable lines take moves back, or do without. docs/moves.md.
 */
#ifndef KVET_TARGET_MOVES_H
#define KVET_TARGET_MOVES_H

#include "kvet.h"
#include "util/arena.h"
#include "util/table.h"

enum move_kind {
	MOVE_WHOLE, /* the folder with what is below it, or the file */
	MOVE_PIECE, /* `was` was cut up, `is` is one piece: leads from the piece alone */
	MOVE_MERGED, /* `was` became a part of `is`: leads to the whole alone */
};

struct move {
	const char *was, *is; /* folders or files below the tree */
	const char *by; /* the first mainline release known to have the new path */
	const char
		*after; /* the last one known not to; NULL: it is the one before `by` */
	enum move_kind kind;
};

/* The moves that kvet knows, in src/target/moves_table.c. */
extern const struct move moves_known[];
extern const size_t moves_known_count;

/* A move in a table of them, with what it takes to compare its time. */
struct move_row {
	struct move move;
	uint64_t from, to; /* release keys: it took place behind `from`, by `to` */
	bool learnt; /* from a repository's history, not from moves_known */
	struct move_row *same_was, *same_is; /* the next of that path, or NULL */
	struct move_row *next; /* the next that was learnt, or NULL */
};

struct moves {
	struct arena arena;
	struct table was, is; /* path to the first struct move_row */
	size_t count;
	struct move_row *learnt, **learnt_end; /* those that were, in the order given */
};

/* A release of the kernel moves some hundreds of files; all since 2.6.12 are 50,000. */
#define MOVES_MAX 200000u
#define MOVES_PATH_MAX 1024u

/* All that kvet knows. NULL when memory is short. */
struct moves *moves_new(void);
void moves_free(struct moves *moves);

/*
 * Adds a move that was learnt; its strings are copied. KVET_ERROR_INPUT for one whose paths
 * are the same or lead out of the tree, or whose releases are none, and past MOVES_MAX.
 */
int moves_add(struct moves *moves, const struct move *move, struct kvet_error *error);

/* The first move away from PATH, or to it; `same_was` and `same_is` lead on. NULL: none. */
const struct move_row *moves_from(const struct moves *moves, struct bytes path);
const struct move_row *moves_to(const struct moves *moves, struct bytes path);

#endif
