/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory whose pieces all end together: a record's strings, a result's findings.
 * One arena belongs to one thread at a time. An arena of zero bytes ({0}) is ready
 * for use. Once an allocation failed every later one fails too, so that a long run
 * of them needs one look at `failed` at its end.
 */
#ifndef KVET_UTIL_ARENA_H
#define KVET_UTIL_ARENA_H

#include "util/bytes.h"

struct arena_block;
struct arena {
	struct arena_block *block; /* the newest, which others hang on */
	size_t used; /* of the newest block */
	bool failed;
};

/* SIZE bytes, zeroed, aligned for any type; NULL when memory is short. */
void *arena_alloc(struct arena *arena, size_t size);

/* SIZE bytes that nobody has cleared, not aligned: for text. NULL when memory is short. */
char *arena_bytes(struct arena *arena, size_t size);

/* A terminated copy of TEXT; a NUL inside becomes U+FFFD. Never NULL: "" when short. */
const char *arena_text(struct arena *arena, struct bytes text);

/* As printf into the arena. Never NULL: "" when memory is short. */
const char *arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Forgets what was allocated, keeps one block for what comes. */
void arena_reset(struct arena *arena);
void arena_release(struct arena *arena);

#endif
