/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/unpack.h"

#include <bzlib.h>
#include <limits.h>

#define CHUNK (64u << 10)

static unsigned least(size_t len)
{
	return len < UINT_MAX ? (unsigned)len : UINT_MAX;
}

/* Until the end of the stream, or of what it is made of. */
static enum unpack_end decompress_all(bz_stream *stream, struct unpack *unpack)
{
	for (;;) {
		enum unpack_end end = unpack_reserve(unpack, CHUNK);

		if (end)
			return end;
		unsigned room = least(unpack->room - unpack->len);

		stream->next_out = unpack->data + unpack->len;
		stream->avail_out = room;
		int status = BZ2_bzDecompress(stream);

		unpack->len += room - stream->avail_out;
		unpack->used = unpack->in.len - stream->avail_in;
		if (status == BZ_STREAM_END)
			return UNPACK_WHOLE;
		if (status == BZ_MEM_ERROR)
			return UNPACK_MEMORY;
		if (status != BZ_OK)
			return unpack_damaged(unpack, "bad data");
		if (!stream->avail_in && stream->avail_out)
			return UNPACK_CUT;
	}
}

enum unpack_end unpack_bzip2(struct unpack *unpack)
{
	bz_stream stream = {
		.next_in = (char *)unpack->in.data, /* which is only read */
		.avail_in = least(unpack->in.len),
	};

	if (BZ2_bzDecompressInit(&stream, 0, 0) != BZ_OK)
		return UNPACK_MEMORY;
	enum unpack_end end = decompress_all(&stream, unpack);

	BZ2_bzDecompressEnd(&stream);
	return end;
}
