/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a text goes into the full-text index. */
#ifndef KVET_STORE_SEARCHTEXT_H
#define KVET_STORE_SEARCHTEXT_H

#include "util/arena.h"

/*
 * The words of TEXT without the addresses and dumped bytes of its traces: they are three
 * quarters of all different words, and nobody looks for them. The same text always gives
 * the same words: the index holds no copy, and taking one out needs them again.
 */
const char *search_text(struct arena *arena, const char *text);

#endif
