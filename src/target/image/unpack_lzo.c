/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The format of lzop, which has no library: liblzo2 knows its blocks alone. As the
 * kernel's lib/decompress_unlzo.c reads it, and the checksum of what came out beside.
 */
#include "target/image/field.h"
#include "target/image/unpack.h"

#include <lzo/lzo1x.h>

/* lzop's own limit. */
#define BLOCK_MAX (64u << 20)

#define FLAG_ADLER32_OUT 0x0001u
#define FLAG_ADLER32_IN 0x0002u
#define FLAG_CRC32_OUT 0x0100u
#define FLAG_CRC32_IN 0x0200u
#define FLAG_FILTER 0x0800u

#define MAGIC_SIZE 9
/* From this version on the header has three fields more. */
#define VERSION_LONG 0x0940u

static unsigned be16(struct bytes in, size_t at)
{
	return (unsigned)field_u8(in, at) << 8 | field_u8(in, at + 1);
}

/* Where the first block stands; 0 when the header is not one that can be read. */
static size_t header_read(struct bytes in, uint32_t *flags)
{
	bool is_long = be16(in, MAGIC_SIZE) >= VERSION_LONG;
	size_t at = MAGIC_SIZE + 2 + 2 + (is_long ? 2 : 0);
	uint8_t method = field_u8(in, at);

	if (method < 1 || method > 3) /* kinds of LZO1X, which unpack alike */
		return 0;
	at += is_long ? 2 : 1; /* the level too */
	*flags = field_be32(in, at);
	at += 4 + (*flags & FLAG_FILTER ? 4 : 0) + 4 + 4 + (is_long ? 4 : 0);
	at += 1 + field_u8(in, at); /* the file's name */
	return at + 4; /* the header's checksum */
}

/* How many bytes of checksums stand before a block's data. */
static size_t checksums_size(uint32_t flags, bool stored)
{
	uint32_t wanted = FLAG_ADLER32_OUT | FLAG_CRC32_OUT;

	if (!stored)
		wanted |= FLAG_ADLER32_IN | FLAG_CRC32_IN;
	return 4 * (size_t)__builtin_popcount(flags & wanted);
}

/* IN, just so long as the block is, to OUT bytes more. */
static enum unpack_end block_unpack(
	struct unpack *unpack, struct bytes in, size_t out, const uint32_t *adler)
{
	enum unpack_end end = unpack_reserve(unpack, out);

	if (end)
		return end;
	if (unpack->room - unpack->len < out)
		return UNPACK_LIMIT;
	char *data = unpack->data + unpack->len;
	lzo_uint got = out;

	if (in.len == out)
		memcpy(data, in.data, out);
	else if (lzo1x_decompress_safe((const lzo_bytep)in.data, in.len, (lzo_bytep)data,
			 &got, NULL) != LZO_E_OK ||
		 got != out)
		return unpack_damaged(unpack, "bad data");
	if (adler && lzo_adler32(1, (const lzo_bytep)data, out) != *adler)
		return unpack_damaged(unpack, "a checksum does not fit");
	unpack->len += out;
	return UNPACK_WHOLE;
}

enum unpack_end unpack_lzo(struct unpack *unpack)
{
	uint32_t flags = 0;
	size_t at = header_read(unpack->in, &flags);

	if (!at)
		return unpack_damaged(unpack, "not a header that lzop writes");
	for (;;) {
		uint32_t out = field_be32(unpack->in, at);
		uint32_t packed = field_be32(unpack->in, at + 4);
		size_t sums = checksums_size(flags, packed == out);
		uint32_t adler = field_be32(unpack->in, at + 8);
		struct bytes in = field_rest(unpack->in, at + 8 + sums);

		if (at + 4 > unpack->in.len)
			return UNPACK_CUT;
		if (!out)
			break;
		if (out > BLOCK_MAX || packed > out || !packed)
			return unpack_damaged(unpack, "a block's size makes no sense");
		if (packed > in.len)
			return UNPACK_CUT;
		in.len = packed;
		enum unpack_end end = block_unpack(
			unpack, in, out, flags & FLAG_ADLER32_OUT ? &adler : NULL);

		if (end)
			return end;
		at += 8 + sums + packed;
	}
	unpack->used = at + 4;
	return UNPACK_WHOLE;
}
