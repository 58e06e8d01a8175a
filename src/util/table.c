/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/table.h"

#include "util/grow.h"

#include <stdlib.h>
#include <sys/random.h>

#define ROTATED(x, bits) ((x) << (bits) | (x) >> (64 - (bits)))

/*
 * SipHash (Aumasson, Bernstein: https://www.aumasson.jp/siphash/) with one round a word
 * and three at the end, as hash tables elsewhere have it.
 */
struct sip {
	uint64_t a, b, c, d;
};

static inline void sip_round(struct sip *s)
{
	s->a += s->b;
	s->c += s->d;
	s->b = ROTATED(s->b, 13) ^ s->a;
	s->d = ROTATED(s->d, 16) ^ s->c;
	s->a = ROTATED(s->a, 32);
	s->c += s->b;
	s->a += s->d;
	s->b = ROTATED(s->b, 17) ^ s->c;
	s->d = ROTATED(s->d, 21) ^ s->a;
	s->c = ROTATED(s->c, 32);
}

static inline void sip_word(struct sip *s, uint64_t word)
{
	s->d ^= word;
	sip_round(s);
	s->a ^= word;
}

static uint32_t hash_of(const struct table *table, struct bytes name)
{
	struct sip s = {table->key[0] ^ 0x736f6d6570736575,
		table->key[1] ^ 0x646f72616e646f6d, table->key[0] ^ 0x6c7967656e657261,
		table->key[1] ^ 0x7465646279746573};
	uint64_t word, last = (uint64_t)name.len << 56;
	size_t at = 0;

	for (; name.len - at >= 8; at += 8) {
		memcpy(&word, name.data + at, 8);
		sip_word(&s, word);
	}
	for (unsigned shift = 0; at < name.len; at++, shift += 8)
		last |= (uint64_t)(unsigned char)name.data[at] << shift;
	sip_word(&s, last);
	s.c ^= 0xff;
	sip_round(&s);
	sip_round(&s);
	sip_round(&s);
	word = s.a ^ s.b ^ s.c ^ s.d;
	return (uint32_t)(word ^ word >> 32);
}

/* Where the system has no random bytes to give, the address has to do. */
static void choose_key(struct table *table)
{
	if (getrandom(table->key, sizeof(table->key), GRND_NONBLOCK) !=
		(ssize_t)sizeof(table->key))
		table->key[0] ^= (uintptr_t)table;
}

/* The slot that holds NAME, or the free one where it would stand. */
static size_t slot_of(const struct table *table, struct bytes name, uint32_t hash)
{
	size_t slot = hash & table->mask;

	for (; table->slots[slot]; slot = (slot + 1) & table->mask) {
		const struct table_entry *entry = &table->entries[table->slots[slot] - 1];

		if (entry->hash == hash && entry->name.len == name.len &&
			(!name.len || memcmp(entry->name.data, name.data, name.len) == 0))
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
	size_t slot = slot_of(table, name, hash_of(table, name));
	return table->slots[slot] ? &table->entries[table->slots[slot] - 1] : NULL;
}

struct table_entry *table_add(struct table *table, struct bytes name)
{
	if (!table->slots)
		choose_key(table);
	uint32_t hash = hash_of(table, name);
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
