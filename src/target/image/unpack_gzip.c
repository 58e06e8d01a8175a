/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/unpack.h"

#include <limits.h>
#include <zlib.h>

#define CHUNK (64u << 10)

/* The header and checksum of gzip, and the largest window. */
#define WINDOW_BITS (15 + 16)

static uInt least(size_t len)
{
	return len < UINT_MAX ? (uInt)len : UINT_MAX;
}

/* Until the end of the stream, or of what it is made of. */
static enum unpack_end inflate_all(z_stream *stream, struct unpack *unpack)
{
	for (;;) {
		enum unpack_end end = unpack_reserve(unpack, CHUNK);

		if (end)
			return end;
		uInt room = least(unpack->room - unpack->len);

		stream->next_out = (Bytef *)unpack->data + unpack->len;
		stream->avail_out = room;
		int status = inflate(stream, Z_NO_FLUSH);

		unpack->len += room - stream->avail_out;
		unpack->used = unpack->in.len - stream->avail_in;
		if (status == Z_STREAM_END)
			return UNPACK_WHOLE;
		if (status == Z_MEM_ERROR)
			return UNPACK_MEMORY;
		if (status != Z_OK && status != Z_BUF_ERROR)
			return unpack_damaged(
				unpack, stream->msg ? stream->msg : "bad data");
		if (!stream->avail_in && stream->avail_out)
			return UNPACK_CUT;
	}
}

enum unpack_end unpack_gzip(struct unpack *unpack)
{
	z_stream stream = {.next_in = (z_const Bytef *)unpack->in.data,
		.avail_in = least(unpack->in.len)};

	if (inflateInit2(&stream, WINDOW_BITS) != Z_OK)
		return UNPACK_MEMORY;
	enum unpack_end end = inflate_all(&stream, unpack);

	inflateEnd(&stream);
	return end;
}
