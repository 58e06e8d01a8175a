/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/gunzip.h"

#include "util/error.h"
#include "util/grow.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

#define CHUNK (64u << 10)

/* To inflateInit2: a gzip header, and the largest window. */
#define GZIP_WINDOW (16 + MAX_WBITS)

struct unpacking {
	z_stream stream;
	char *data;
	size_t len, room;
};

bool gunzip_is(struct bytes packed)
{
	return packed.len > 2 && memcmp(packed.data, "\x1f\x8b", 2) == 0;
}

/* A gzip file may be several behind one another, as `cat a.gz b.gz` makes. */
static bool next_member(z_stream *stream)
{
	struct bytes rest = {(const char *)stream->next_in, stream->avail_in};

	return gunzip_is(rest) && inflateReset(stream) == Z_OK;
}

/* Unpacks until the end or until there is more than MAX: zlib's word for how it ended. */
static int unpack(struct unpacking *unpacking, size_t max)
{
	z_stream *stream = &unpacking->stream;
	int status = Z_OK;

	while (status == Z_OK && unpacking->len <= max) {
		size_t wanted = unpacking->len + CHUNK;

		if (wanted > max + 1)
			wanted = max + 1;
		if (!grow(&unpacking->data, &unpacking->room, wanted + 1, 1))
			return Z_MEM_ERROR;
		stream->next_out = (Bytef *)unpacking->data + unpacking->len;
		stream->avail_out = (uInt)(wanted - unpacking->len);
		status = inflate(stream, Z_NO_FLUSH);
		unpacking->len = wanted - stream->avail_out;
		if (status == Z_STREAM_END && next_member(stream))
			status = Z_OK;
	}
	return status;
}

int gunzip(struct bytes packed, size_t max, char **out, size_t *len,
	struct kvet_error *error)
{
	struct unpacking unpacking = {0};
	int code = 0, status = Z_MEM_ERROR;

	if (packed.len > UINT_MAX || max > SIZE_MAX / 4)
		return error_set(
			error, KVET_ERROR_INPUT, NULL, "too large to be unpacked");
	/* zlib's own type is not const, but inflate() does not write to its input. */
	unpacking.stream.next_in = (Bytef *)(uintptr_t)packed.data;
	unpacking.stream.avail_in = (uInt)packed.len;
	if (inflateInit2(&unpacking.stream, GZIP_WINDOW) == Z_OK)
		status = unpack(&unpacking, max);
	inflateEnd(&unpacking.stream);
	if (status == Z_MEM_ERROR)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else if (unpacking.len > max)
		code = error_set(error, KVET_ERROR_INPUT, NULL,
			"unpacks to more than %zu KiB", max >> 10);
	else if (status != Z_STREAM_END)
		code = error_set(
			error, KVET_ERROR_INPUT, NULL, "a damaged or cut gzip file");
	if (code) {
		free(unpacking.data);
		return code;
	}
	unpacking.data[unpacking.len] = '\0';
	*out = unpacking.data;
	*len = unpacking.len;
	return 0;
}

bool gunzip_write(const char *path, struct bytes text)
{
	gzFile file = gzopen(path, "wb9");
	bool good = file != NULL;

	while (good && text.len) {
		unsigned part = text.len > 1 << 30 ? 1 << 30 : (unsigned)text.len;

		good = gzwrite(file, text.data, part) == (int)part;
		text.data += part;
		text.len -= part;
	}
	return file && gzclose(file) == Z_OK && good;
}

int gunzip_first(struct bytes packed)
{
	z_stream stream = {0};
	unsigned char first;

	if (inflateInit2(&stream, GZIP_WINDOW) != Z_OK)
		return -1;
	stream.next_in = (Bytef *)(uintptr_t)packed.data;
	stream.avail_in = packed.len > UINT_MAX ? UINT_MAX : (uInt)packed.len;
	stream.next_out = &first;
	stream.avail_out = 1;
	int code = inflate(&stream, Z_SYNC_FLUSH);
	bool got = stream.avail_out == 0 && (code == Z_OK || code == Z_STREAM_END);
	inflateEnd(&stream);
	return got ? first : -1;
}
