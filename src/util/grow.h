/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An array that grows: the one way that kvet makes room for one more. */
#ifndef KVET_UTIL_GROW_H
#define KVET_UTIL_GROW_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes room in *ITEMS (of *ROOM items of SIZE bytes) for COUNT of them. False when memory
 * is short; the array is then as it was. The caller ends it with free().
 */
bool grow(void *items, size_t *room, size_t count, size_t size);

#endif
