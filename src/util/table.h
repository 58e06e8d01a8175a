/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names to values, for millions of look-ups: libc's hsearch and tsearch know no lengths.
 * Names may come from anybody: each table hashes with a key of its own that nobody can
 * know.
 */
#ifndef KVET_UTIL_TABLE_H
#define KVET_UTIL_TABLE_H

#include "util/bytes.h"

#include <stdint.h>

struct table_entry {
	struct bytes name; /* borrowed: it lives as long as the table */
	void *value;
	uint32_t hash;
};

/* {0} is an empty table. Entries stand in the order in which they were added. */
struct table {
	struct table_entry *entries;
	uint32_t *slots; /* index of an entry + 1; 0: free */
	size_t count, room, mask;
	uint64_t key[2];
};

/* The entry of NAME, or NULL. It may move when another is added. */
struct table_entry *table_find(const struct table *table, struct bytes name);

/* The same, added with a NULL value when there is none. NULL when memory is short. */
struct table_entry *table_add(struct table *table, struct bytes name);

void table_release(struct table *table);

#endif
