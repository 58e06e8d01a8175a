/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pairs as bytes. A pair is its group (2 bytes), introduced and fixed release (8 each,
 * packed; 0 for none), little end first, and its two commits: how many hexadecimal digits
 * (1 byte), then two to a byte.
 */
#include "record/record.h"

#include "release/release.h"

#define FIXED_SIZE 18

static void put(unsigned char *bytes, uint64_t value, size_t size)
{
	for (size_t i = 0; i < size; i++)
		bytes[i] = (unsigned char)(value >> 8 * i);
}

static uint64_t get(const unsigned char *bytes, size_t size)
{
	uint64_t value = 0;

	for (size_t i = size; i--;)
		value = value << 8 | bytes[i];
	return value;
}

static uint64_t pack_event(bool has, struct kvet_release release)
{
	return has ? (uint64_t)release_pack(release) : 0;
}

static bool unpack_event(uint64_t packed, struct kvet_release *release)
{
	*release = release_unpack((int64_t)packed);
	return packed != 0;
}

static size_t commit_size(size_t digits)
{
	return 1 + (digits + 1) / 2;
}

static unsigned digit_value(char digit)
{
	return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* COMMIT is hexadecimal, in small letters: record_read_pairs takes no other. */
static unsigned char *pack_commit(const char *commit, unsigned char *bytes)
{
	size_t digits = strlen(commit);

	*bytes++ = (unsigned char)digits;
	for (size_t i = 0; i < digits; i += 2) {
		unsigned low = i + 1 < digits ? digit_value(commit[i + 1]) : 0;

		*bytes++ = (unsigned char)(digit_value(commit[i]) << 4 | low);
	}
	return bytes;
}

static const char *unpack_commit(const unsigned char *bytes, struct arena *arena)
{
	static const char hex[] = "0123456789abcdef";
	char commit[256];
	size_t digits = *bytes++;

	for (size_t i = 0; i < digits; i++)
		commit[i] = hex[bytes[i / 2] >> (i % 2 ? 0 : 4) & 15];
	return arena_text(arena, (struct bytes){commit, digits});
}

size_t pairs_packed_size(const struct pair *pairs, size_t count)
{
	size_t size = 0;

	for (size_t i = 0; i < count; i++)
		size += FIXED_SIZE +
			commit_size(strlen(pairs[i].text.introduced_commit)) +
			commit_size(strlen(pairs[i].text.fixed_commit));
	return size;
}

void pairs_pack(const struct pair *pairs, size_t count, unsigned char *bytes)
{
	for (size_t i = 0; i < count; i++) {
		const struct pair *pair = &pairs[i];

		put(bytes, pair->group, 2);
		put(bytes + 2, pack_event(pair->has_introduced, pair->introduced), 8);
		put(bytes + 10, pack_event(pair->has_fixed, pair->fixed), 8);
		bytes = pack_commit(pair->text.introduced_commit, bytes + FIXED_SIZE);
		bytes = pack_commit(pair->text.fixed_commit, bytes);
	}
}

/* The size of the pair at BYTES, of which LEFT are left; 0 when it is not whole. */
static size_t pair_size(const unsigned char *bytes, size_t left)
{
	size_t size = FIXED_SIZE;

	for (int commit = 0; commit < 2; commit++) {
		if (size >= left)
			return 0;
		size += commit_size(bytes[size]);
	}
	return size <= left ? size : 0;
}

size_t pairs_unpack(struct bytes bytes, struct pair *pairs, size_t max)
{
	const unsigned char *from = (const unsigned char *)bytes.data;
	size_t size, count = 0;

	for (; count < max && (size = pair_size(from, bytes.len)); count++) {
		struct pair *pair = &pairs[count];

		pair->text = (struct kvet_pair){"", "", "", ""};
		pair->group = (unsigned)get(from, 2);
		pair->has_introduced = unpack_event(get(from + 2, 8), &pair->introduced);
		pair->has_fixed = unpack_event(get(from + 10, 8), &pair->fixed);
		from += size;
		bytes.len -= size;
	}
	return count;
}

static const char *event_text(bool has, struct kvet_release release, struct arena *arena)
{
	char text[KVET_RELEASE_SIZE];

	return has ? arena_text(arena, bytes_of(kvet_release_text(release, text))) : "0";
}

void pair_unpack_texts(
	struct bytes bytes, struct pair *pairs, size_t index, struct arena *arena)
{
	const unsigned char *from = (const unsigned char *)bytes.data;
	struct pair *pair = &pairs[index];

	while (index--)
		from += pair_size(from, SIZE_MAX);
	from += FIXED_SIZE;
	pair->text = (struct kvet_pair){
		event_text(pair->has_introduced, pair->introduced, arena),
		unpack_commit(from, arena),
		event_text(pair->has_fixed, pair->fixed, arena),
		unpack_commit(from + commit_size(*from), arena),
	};
}
