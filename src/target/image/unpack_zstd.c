/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/unpack.h"

#include <zstd.h>

#define CHUNK (128u << 10) /* as zstd's blocks */

/* The kernel's own limit: lib/decompress_unzstd.c, 128 MiB. */
#define WINDOW_LOG_MAX 27

/* Until the end of the frame, or of what it is made of. */
static enum unpack_end decompress_all(ZSTD_DCtx *context, struct unpack *unpack)
{
	ZSTD_inBuffer in = {unpack->in.data, unpack->in.len, 0};
	size_t left = 1;

	while (left) {
		enum unpack_end end = unpack_reserve(unpack, CHUNK);

		if (end)
			return end;
		ZSTD_outBuffer out = {unpack->data, unpack->room, unpack->len};

		left = ZSTD_decompressStream(context, &out, &in);
		unpack->len = out.pos;
		unpack->used = in.pos;
		if (ZSTD_isError(left))
			return unpack_damaged(unpack, ZSTD_getErrorName(left));
		if (left && in.pos == in.size && out.pos < out.size)
			return UNPACK_CUT;
	}
	return UNPACK_WHOLE;
}

enum unpack_end unpack_zstd(struct unpack *unpack)
{
	ZSTD_DCtx *context = ZSTD_createDCtx();

	if (!context)
		return UNPACK_MEMORY;
	ZSTD_DCtx_setParameter(context, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
	enum unpack_end end = decompress_all(context, unpack);

	ZSTD_freeDCtx(context);
	return end;
}
