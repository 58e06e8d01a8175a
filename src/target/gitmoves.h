/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Learns moves from the history of a kernel repository: the renames between releases. */
#ifndef KVET_TARGET_GITMOVES_H
#define KVET_TARGET_GITMOVES_H

#include "target/moves.h"

/*
 * Adds to MOVES the renames of code files between each two neighbouring mainline releases
 * that the repository in folder PATH has tags of (v5.10, v5.11), and from the last of them
 * behind HEAD to HEAD, whose release its Makefile says. A file that is less than 80 % like
 * the one it was is taken for a piece of it.
 *
 * KVET_ERROR_INPUT for a folder that is no repository, is damaged or has no such tag,
 * KVET_ERROR_UNSUPPORTED without libgit2. MOVES may then hold a part of what there was to
 * learn, which is true all the same.
 */
int gitmoves_learn(struct moves *moves, const char *path, struct kvet_error *error);

#endif
