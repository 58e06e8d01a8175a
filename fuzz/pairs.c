/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a .dyad file: what is understood prints back, and is understood the same. */
#include "record/exposure.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static const char *print(const struct record *record, struct arena *arena)
{
	const char *text = "";

	for (size_t i = 0; i < record->pair_count; i++) {
		const struct kvet_pair *pair = &record->pairs[i].text;

		text = arena_printf(arena, "%s%s:%s:%s:%s\n", text, pair->introduced,
			pair->introduced_commit, pair->fixed, pair->fixed_commit);
	}
	return text;
}

static void check_same(const struct pair *a, const struct pair *b)
{
	expect(strcmp(a->text.introduced, b->text.introduced) == 0);
	expect(strcmp(a->text.introduced_commit, b->text.introduced_commit) == 0);
	expect(strcmp(a->text.fixed, b->text.fixed) == 0);
	expect(strcmp(a->text.fixed_commit, b->text.fixed_commit) == 0);
	expect(a->has_introduced == b->has_introduced && a->has_fixed == b->has_fixed);
	expect(kvet_release_compare(a->introduced, b->introduced) == 0);
	expect(kvet_release_compare(a->fixed, b->fixed) == 0);
}

/* A fix alone never makes a release affected that has no introduction, and so on. */
static void check_exposure(const struct record *record, struct kvet_release release)
{
	struct exposure_facts facts;

	exposure_of_pairs(record->pairs, record->pair_count,
		(struct span){release, release}, &facts);
	expect(!facts.introduced == (facts.exposure == EXPOSURE_NOT_INTRODUCED));
	expect(!facts.fixed == (facts.exposure != EXPOSURE_FIXED));
}

/* The index that verdicts are given from says what the pairs say. */
static void check_packed(const struct record *record, struct arena *arena)
{
	size_t size = pairs_packed_size(record->pairs, record->pair_count);
	unsigned char *packed = arena_alloc(arena, size);
	struct pair *unpacked =
		arena_alloc(arena, record->pair_count * sizeof(*unpacked));

	if (!packed || !unpacked)
		return;
	pairs_pack(record->pairs, record->pair_count, packed);
	expect(pairs_unpack((struct bytes){(const char *)packed, size}, unpacked,
		       record->pair_count) == record->pair_count);
	for (size_t i = 0; i < record->pair_count; i++) {
		struct exposure_facts a, b;
		struct span span = {unpacked[i].fixed, unpacked[i].fixed};

		expect(unpacked[i].group == record->pairs[i].group);
		exposure_of_pairs(record->pairs, record->pair_count, span, &a);
		exposure_of_pairs(unpacked, record->pair_count, span, &b);
		expect(a.exposure == b.exposure);
		expect(!a.fixed == !b.fixed && !a.line_fix == !b.line_fix);
	}
}

/* Bytes that nobody packed. */
static void check_unpack(struct bytes bytes, struct arena *arena)
{
	struct pair pairs[32];
	size_t count = pairs_unpack(bytes, pairs, 32);

	expect(count <= 32);
	for (size_t i = 0; i < count; i++) {
		pair_unpack_texts(bytes, pairs, i, arena);
		expect(strlen(pairs[i].text.introduced_commit) < 256);
		expect(strlen(pairs[i].text.fixed) < KVET_RELEASE_SIZE);
	}
}

static void check(struct record *record, struct arena *arena)
{
	struct record again = {0};
	struct kvet_error error = {0};

	if (record->pair_count > 64) /* printing them is quadratic here */
		return;
	expect(record_read_pairs(bytes_of(print(record, arena)), arena, &again, &error) ==
		0);
	expect(again.pair_count == record->pair_count);
	for (size_t i = 0; i < record->pair_count; i++) {
		check_same(&record->pairs[i], &again.pairs[i]);
		check_exposure(record, record->pairs[i].introduced);
		check_exposure(record, record->pairs[i].fixed);
	}
	check_packed(record, arena);
	record_find_contradictions(record, arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct arena arena = {0};
	struct record record = {0};
	struct kvet_error error = {0};
	int code = record_read_pairs(text, &arena, &record, &error);

	if (!code) {
		check(&record, &arena);
	} else {
		expect(code == KVET_ERROR_INPUT && (int)error.code == code);
		expect(*error.message && !record.pairs && !record.pair_count);
		expect(!error.line == !error.column && error.column <= size + 1);
	}
	check_unpack(text, &arena);
	arena_release(&arena);
	return 0;
}
