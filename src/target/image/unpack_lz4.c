/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lz4 in both of its formats: the legacy one that kernels are packed in (`lz4 -l`), which
 * liblz4 leaves to its users, and the frames that U-Boot takes.
 */
#include "target/image/field.h"
#include "target/image/unpack.h"

#include <lz4.h>
#include <lz4frame.h>

#define CHUNK (64u << 10)

/* Each block but the last unpacks to this. */
#define LEGACY_BLOCK (8 << 20)

/* One block of PACKED bytes from IN on. */
static enum unpack_end legacy_block(struct unpack *unpack, struct bytes in, int packed)
{
	enum unpack_end end = unpack_reserve(unpack, LEGACY_BLOCK);

	if (end)
		return end;
	size_t room = unpack->room - unpack->len;
	int wanted = room < LEGACY_BLOCK ? (int)room : LEGACY_BLOCK;
	int got =
		LZ4_decompress_safe(in.data, unpack->data + unpack->len, packed, wanted);

	if (got < 0 && wanted < LEGACY_BLOCK)
		return UNPACK_LIMIT;
	if (got < 0)
		return unpack_damaged(unpack, "bad data");
	unpack->len += (size_t)got;
	return UNPACK_WHOLE;
}

/*
 * Nothing marks the end, and x86 puts four bytes behind it that look like the size of one
 * more block: a block that is not full is the last, and so is one before just four
 * bytes.
 */
enum unpack_end unpack_lz4_legacy(struct unpack *unpack)
{
	size_t at = 4, start = 0;

	do {
		struct bytes in = field_rest(unpack->in, at + 4);
		uint32_t packed = field_le32(unpack->in, at);
		bool more = packed && packed <= (uint32_t)LZ4_compressBound(LEGACY_BLOCK);

		if (at > 4 && (!more || !in.len))
			break;
		if (packed > in.len)
			return UNPACK_CUT;
		start = unpack->len;
		enum unpack_end end = legacy_block(unpack, in, (int)packed);

		if (end)
			return end;
		at += 4 + packed;
	} while (unpack->len - start == LEGACY_BLOCK);
	unpack->used = at;
	return UNPACK_WHOLE;
}

/* Until the end of the frame, or of what it is made of. */
static enum unpack_end decompress_all(LZ4F_dctx *context, struct unpack *unpack)
{
	size_t left = 1;

	while (left) {
		enum unpack_end end = unpack_reserve(unpack, CHUNK);

		if (end)
			return end;
		size_t room = unpack->room - unpack->len;
		size_t wrote = room, read = unpack->in.len - unpack->used;

		left = LZ4F_decompress(context, unpack->data + unpack->len, &wrote,
			unpack->in.data + unpack->used, &read, NULL);
		if (LZ4F_isError(left))
			return unpack_damaged(unpack, LZ4F_getErrorName(left));
		unpack->len += wrote;
		unpack->used += read;
		if (left && unpack->used == unpack->in.len && wrote < room)
			return UNPACK_CUT;
	}
	return UNPACK_WHOLE;
}

enum unpack_end unpack_lz4_frame(struct unpack *unpack)
{
	LZ4F_dctx *context;

	if (LZ4F_isError(LZ4F_createDecompressionContext(&context, LZ4F_VERSION)))
		return UNPACK_MEMORY;
	enum unpack_end end = decompress_all(context, unpack);

	LZ4F_freeDecompressionContext(context);
	return end;
}
