/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/table.h"

#include "util/grow.h"

#include <stdlib.h>

/* FNV-1a, with a last stir, as the slots take the low bits. */
static uint32_t hash_of(struct bytes name)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		hash = (hash ^ (unsigned char)name.data[i]) * 16777619u;
	return hash ^ hash >> 15;
}

/* The slot that holds NAME, or the free one where it would stand. */
static size_t slot_of(const struct table *table, struct bytes name, uint32_t hash)
{
	size_t slot = hash & table->mask;

	for (; table->slots[slot]; slot = (slot + 1) & table->mask) {
		const struct table_entry *entry = &table->entries[table->slots[slot] - 1];

		if (entry->hash == hash && entry->name.len == name.len &&
			memcmp(entry->name.data, name.data, name.len) == 0)
			break;
	}
	return slot;
}

/* At most three slots of four are taken, so that a free one is near. */
static bool grow_slots(struct table *table)
{
	size_t size = table->slots ? (table->mask + 1) * 2 : 64;
	uint32_t *slots;

	if (table->slots && (table->count + 1) * 4 <= (table->mask + 1) * 3)
		return true;
	slots = calloc(size, sizeof(*slots));
	if (!slots)
		return false;
	free(table->slots);
	table->slots = slots;
	table->mask = size - 1;
	for (size_t i = 0; i < table->count; i++) {
		size_t slot = table->entries[i].hash & table->mask;

		while (slots[slot])
			slot = (slot + 1) & table->mask;
		slots[slot] = (uint32_t)i + 1;
	}
	return true;
}

struct table_entry *table_find(const struct table *table, struct bytes name)
{
	if (!table->slots)
		return NULL;
	size_t slot = slot_of(table, name, hash_of(name));
	return table->slots[slot] ? &table->entries[table->slots[slot] - 1] : NULL;
}

struct table_entry *table_add(struct table *table, struct bytes name)
{
	uint32_t hash = hash_of(name);

	if (!grow_slots(table) || !grow(&table->entries, &table->room, table->count + 1,
					  sizeof(*table->entries)))
		return NULL;
	size_t slot = slot_of(table, name, hash);
	if (!table->slots[slot]) {
		table->entries[table->count++] =
			(struct table_entry){.name = name, .hash = hash};
		table->slots[slot] = (uint32_t)table->count;
	}
	return &table->entries[table->slots[slot] - 1];
}

void table_release(struct table *table)
{
	free(table->entries);
	free(table->slots);
	*table = (struct table){0};
}
