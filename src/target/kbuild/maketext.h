/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A makefile's text as logical lines (GNU make manual, 3.1 "What Makefiles Contain"). */
#ifndef KVET_TARGET_KBUILD_MAKETEXT_H
#define KVET_TARGET_KBUILD_MAKETEXT_H

#include "util/arena.h"

struct maketext {
	struct bytes rest;
	unsigned next; /* the number of the line that REST begins with */
	bool in_rule; /* the reader says: a line that begins with a tab is a recipe's */
	struct arena *arena; /* for lines that are put together from several */
};

struct maketext_line {
	struct bytes text; /* without comment, continued lines joined by a space */
	unsigned number; /* of its first line, from 1 */
	bool recipe; /* then comments and continuations are the shell's, and still there */
};

/* Cuts off the next line that says something; false at the end. */
bool maketext_next(struct maketext *text, struct maketext_line *line);

/* LINE goes on in the next one. */
bool maketext_continues(struct bytes line);

/* TEXT without white space at both ends. */
struct bytes maketext_strip(struct bytes text);

/* Cuts the first word off REST; false when there is none. */
bool maketext_word(struct bytes *rest, struct bytes *word);

/* The index behind the bracket that closes the one at OPEN, or TEXT's length. */
size_t maketext_close(struct bytes text, size_t open);

#endif
