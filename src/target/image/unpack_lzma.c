/* SPDX-License-Identifier: GPL-2.0-or-later */
/* xz, and the older lzma "alone", whose header may not know the size. */
#include "target/image/unpack.h"

#include <lzma.h>

#define CHUNK (64u << 10)

static enum unpack_end end_of(struct unpack *unpack, lzma_ret status)
{
	switch (status) {
	case LZMA_STREAM_END:
		return UNPACK_WHOLE;
	case LZMA_BUF_ERROR:
		return UNPACK_CUT;
	case LZMA_MEM_ERROR:
		return UNPACK_MEMORY;
	case LZMA_MEMLIMIT_ERROR:
		return unpack_damaged(unpack, "it asks for a dictionary too large");
	case LZMA_OPTIONS_ERROR:
		return unpack_damaged(
			unpack, "it asks for what this liblzma does not know");
	default:
		return unpack_damaged(unpack, "bad data");
	}
}

/* Until the end of the stream, or of what it is made of. */
static enum unpack_end decode_all(lzma_stream *stream, struct unpack *unpack)
{
	lzma_ret status = LZMA_OK;

	stream->next_in = (const uint8_t *)unpack->in.data;
	stream->avail_in = unpack->in.len;
	while (status == LZMA_OK) {
		enum unpack_end end = unpack_reserve(unpack, CHUNK);

		if (end)
			return end;
		stream->next_out = (uint8_t *)unpack->data + unpack->len;
		stream->avail_out = unpack->room - unpack->len;
		status = lzma_code(stream, LZMA_FINISH);
		unpack->len = unpack->room - stream->avail_out;
		unpack->used = unpack->in.len - stream->avail_in;
	}
	return end_of(unpack, status);
}

enum unpack_end unpack_xz(struct unpack *unpack)
{
	lzma_stream stream = LZMA_STREAM_INIT;

	if (lzma_stream_decoder(&stream, UNPACK_WINDOW_MAX, 0) != LZMA_OK)
		return UNPACK_MEMORY;
	enum unpack_end end = decode_all(&stream, unpack);

	lzma_end(&stream);
	return end;
}

enum unpack_end unpack_lzma(struct unpack *unpack)
{
	lzma_stream stream = LZMA_STREAM_INIT;

	if (lzma_alone_decoder(&stream, UNPACK_WINDOW_MAX) != LZMA_OK)
		return UNPACK_MEMORY;
	enum unpack_end end = decode_all(&stream, unpack);

	lzma_end(&stream);
	return end;
}
