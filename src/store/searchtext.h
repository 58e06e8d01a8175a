/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of a text goes into the full-text index. */
#ifndef KVET_STORE_SEARCHTEXT_H
#define KVET_STORE_SEARCHTEXT_H

#include "util/arena.h"

/*
 * The words of TEXT that are looked for: without the addresses and dumped bytes of traces,
 * which are three quarters of all different words, and without single letters and the
 * words that stand in every text. The same text always gives the same words: the index
 * holds no copy, taking one out needs them again, and what is looked for goes through here
 * too.
 */
const char *search_text(struct arena *arena, const char *text);

#endif
