/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/unpack.h"

#include "target/image/field.h"

#include <stdlib.h>
#include <sys/mman.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define MAGIC(text)                                                                      \
	{                                                                                \
		text, sizeof(text) - 1                                                   \
	}

/* What kernels are packed to at most, in xz; more is got when it is less. */
#define RATIO 9

/* What the processors at hand have one entry of their page tables for, or a multiple. */
#define PAGE ((size_t)2 << 20)

/* lz4's legacy format packs blocks of so many bytes, each to at most this. */
#define LEGACY_BLOCK (8u << 20)
#define LEGACY_BLOCK_PACKED_MAX (LEGACY_BLOCK + LEGACY_BLOCK / 255 + 16)

/* RFC 1952: reserved flags are 0; what made it told its effort, and a known system. */
static bool fits_gzip(struct bytes in)
{
	uint8_t effort = field_u8(in, 8), system = field_u8(in, 9);

	return in.len > 18 && !(field_u8(in, 3) & 0xe0) &&
	       (effort == 0 || effort == 2 || effort == 4) &&
	       (system <= 13 || system == 255);
}

static bool fits_xz(struct bytes in)
{
	return in.len > 12 && field_u8(in, 6) == 0 && field_u8(in, 7) <= 0x0f;
}

/* RFC 8878: the reserved bit of the frame header is 0. */
static bool fits_zstd(struct bytes in)
{
	return in.len > 9 && !(field_u8(in, 4) & 0x08);
}

static bool fits_lz4_legacy(struct bytes in)
{
	uint32_t packed = field_le32(in, 4);

	return packed > 0 && packed <= LEGACY_BLOCK_PACKED_MAX;
}

/* Version 01, a block size from 4 to 7, reserved bits 0. */
static bool fits_lz4_frame(struct bytes in)
{
	return in.len > 11 && (field_u8(in, 4) & 0xc2) == 0x40 &&
	       (field_u8(in, 5) & 0x8f) == 0 && field_u8(in, 5) >= 0x40;
}

static bool fits_lzo(struct bytes in)
{
	return in.len > 38;
}

static bool fits_bzip2(struct bytes in)
{
	static const char block[] = "\x31\x41\x59\x26\x53\x59"; /* the digits of pi */

	return field_u8(in, 3) >= '1' && field_u8(in, 3) <= '9' &&
	       field_is(in, 4, block, 6);
}

/* As xz's own file format detection: the dictionary has 2^n or 2^n + 2^(n-1) bytes, the
 * size is not known or not absurd, and a range coder begins with 0. */
static bool fits_lzma(struct bytes in)
{
	uint32_t dictionary = field_le32(in, 1), low = field_le32(in, 5);
	uint32_t high = field_le32(in, 9);
	uint32_t bits = (uint32_t)__builtin_popcount(dictionary);
	bool two = bits == 2 && dictionary / 3 * 3 == dictionary &&
		   __builtin_popcount(dictionary / 3) == 1;

	return in.len > 18 && (bits == 1 || two) &&
	       ((low == UINT32_MAX && high == UINT32_MAX) || high == 0) &&
	       field_u8(in, 13) == 0;
}

/* A codec whose library the build left out is known by name only. */
#ifdef WITH_BZIP2
#define BZIP2(run) run
#else
#define BZIP2(run) NULL
#endif
#ifdef WITH_GZIP
#define GZIP(run) run
#else
#define GZIP(run) NULL
#endif
#ifdef WITH_LZ4
#define LZ4(run) run
#else
#define LZ4(run) NULL
#endif
#ifdef WITH_LZMA
#define LZMA(run) run
#else
#define LZMA(run) NULL
#endif
#ifdef WITH_LZO
#define LZO(run) run
#else
#define LZO(run) NULL
#endif
#ifdef WITH_ZSTD
#define ZSTD(run) run
#else
#define ZSTD(run) NULL
#endif

static const struct codec codecs[] = {
	{"gzip", MAGIC("\x1f\x8b\x08"), fits_gzip, GZIP(unpack_gzip), "zlib", "zlib"},
	{"xz", MAGIC("\xfd\x37zXZ\0"), fits_xz, LZMA(unpack_xz), "liblzma", "lzma"},
	{"zstd", MAGIC("\x28\xb5\x2f\xfd"), fits_zstd, ZSTD(unpack_zstd), "libzstd",
		"zstd"},
	{"lz4", MAGIC("\x02\x21\x4c\x18"), fits_lz4_legacy, LZ4(unpack_lz4_legacy),
		"liblz4", "lz4"},
	{"lz4", MAGIC("\x04\x22\x4d\x18"), fits_lz4_frame, LZ4(unpack_lz4_frame),
		"liblz4", "lz4"},
	{"lzo", MAGIC("\x89LZO\0\r\n\x1a\n"), fits_lzo, LZO(unpack_lzo), "liblzo2",
		"lzo"},
	{"bzip2", MAGIC("BZh"), fits_bzip2, BZIP2(unpack_bzip2), "libbz2", "bzip2"},
	{"lzma", MAGIC("\x5d\0\0"), fits_lzma, LZMA(unpack_lzma), "liblzma", "lzma"},
};

const struct codec *codec_at(size_t index)
{
	return index < COUNT(codecs) ? &codecs[index] : NULL;
}

static bool codec_fits(const struct codec *codec, struct bytes in)
{
	return field_is(in, 0, codec->magic.data, codec->magic.len) && codec->fits(in);
}

const struct codec *codec_find(struct bytes in)
{
	for (size_t i = 0; i < COUNT(codecs); i++) {
		if (codec_fits(&codecs[i], in))
			return &codecs[i];
	}
	return NULL;
}

/* How much room to have next, for WANTED bytes more and not often again. */
static size_t next_room(const struct unpack *unpack, size_t wanted)
{
	size_t room = unpack->room ? unpack->room * 2 : unpack->in.len * RATIO;

	if (room < unpack->len + wanted)
		room = unpack->len + wanted;
	return room < unpack->limit ? room : unpack->limit;
}

/* Touching pages one by one would cost a fifth of the time that unpacking zstd takes. */
static void use_huge_pages(char *data, size_t room)
{
	size_t skipped = -(uintptr_t)data % PAGE;

	if (room > skipped + PAGE)
		madvise(data + skipped, (room - skipped) / PAGE * PAGE, MADV_HUGEPAGE);
}

enum unpack_end unpack_reserve(struct unpack *unpack, size_t wanted)
{
	if (unpack->len >= unpack->limit)
		return UNPACK_LIMIT;
	if (wanted > unpack->limit - unpack->len)
		wanted = unpack->limit - unpack->len;
	if (unpack->room - unpack->len >= wanted)
		return UNPACK_WHOLE;
	size_t room = next_room(unpack, wanted);
	char *data = realloc(unpack->data, room);

	if (!data)
		return UNPACK_MEMORY;
	use_huge_pages(data, room);
	unpack->data = data;
	unpack->room = room;
	return UNPACK_WHOLE;
}

enum unpack_end unpack_damaged(struct unpack *unpack, const char *why)
{
	unpack->why = why;
	return UNPACK_DAMAGED;
}

enum unpack_end unpack_run(struct unpack *unpack, const struct codec *codec)
{
	struct bytes in = unpack->in;
	size_t used = 0;
	enum unpack_end end;

	do {
		unpack->in = field_rest(in, used);
		unpack->used = 0;
		end = codec->run(unpack);
		used += unpack->used;
	} while (end == UNPACK_WHOLE && unpack->used &&
		 codec_fits(codec, field_rest(in, used)));
	unpack->in = in;
	unpack->used = used;
	return end;
}
