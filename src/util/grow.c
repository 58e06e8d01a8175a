/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/grow.h"

#include <stdlib.h>
#include <string.h>

bool grow(void *items, size_t *room, size_t count, size_t size)
{
	size_t wanted = *room ? *room : 16;
	void *old, *moved;

	if (count <= *room)
		return true;
	while (wanted < count) {
		if (__builtin_mul_overflow(wanted, (size_t)2, &wanted))
			return false;
	}
	/* ITEMS is the address of a pointer of any type. */
	memcpy(&old, items, sizeof(old));
	moved = reallocarray(old, wanted, size);
	if (!moved)
		return false;
	memcpy(items, &moved, sizeof(moved));
	*room = wanted;
	return true;
}
