/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tells a changed record from the same one read again. */
#include "store/writer.h"

#include "release/release.h"
#include "store/searchtext.h"

/* Mixes eight bytes at a time. It only has to tell honest texts apart; who can write a
 * feed needs no collision. */
static uint64_t mix(uint64_t state, uint64_t word)
{
	state = (state ^ word) * 0x9e3779b97f4a7c15ull;
	return state ^ state >> 29;
}

static uint64_t mix_text(uint64_t state, const char *text)
{
	size_t len = strlen(text);
	uint64_t word;

	state = mix(state, len);
	for (; len >= sizeof(word); len -= sizeof(word), text += sizeof(word)) {
		memcpy(&word, text, sizeof(word));
		state = mix(state, word);
	}
	word = 0;
	memcpy(&word, text, len);
	return mix(state, word);
}

static uint64_t mix_texts(uint64_t state, const char *const *texts, size_t count)
{
	state = mix(state, count);
	for (size_t i = 0; i < count; i++)
		state = mix_text(state, texts[i]);
	return state;
}

static uint64_t mix_pairs(uint64_t state, const struct record *record)
{
	state = mix(state, record->pair_count);
	for (size_t i = 0; i < record->pair_count; i++) {
		const struct kvet_pair *pair = &record->pairs[i].text;

		state = mix_text(state, pair->introduced);
		state = mix_text(state, pair->introduced_commit);
		state = mix_text(state, pair->fixed);
		state = mix_text(state, pair->fixed_commit);
	}
	return state;
}

static uint64_t mix_ranges(uint64_t state, const struct record *record)
{
	state = mix(state, record->range_count);
	for (size_t i = 0; i < record->range_count; i++) {
		const struct range *range = &record->ranges[i];

		state = mix(state, range->entry * 2u + range->affected);
		state = mix_text(state, range->text);
	}
	return state;
}

/* Of what the record itself says; what kvet tells from it changes with kvet. */
static int64_t record_digest(const struct record *record)
{
	uint64_t state = mix(record->cve, record->rejected);

	state = mix_text(state, record->title);
	state = mix_text(state, record->description);
	state = mix_texts(state, record->files, record->file_count);
	state = mix_texts(state, record->references, record->reference_count);
	state = mix_pairs(state, record);
	state = mix_ranges(state, record);
	state = mix_text(state, record->cvss.vector);
	return (int64_t)mix_text(state, record->cvss.source);
}

void written_record_prepare(struct written_record *written, struct arena *arena)
{
	written->digest = record_digest(&written->record);
	written->search_title = search_text(arena, written->record.title);
	written->search_text =
		search_text(arena, record_body(written->record.description));
}
