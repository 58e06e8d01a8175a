/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The compressions of kernels: how each is recognised, and unpacked from memory into
 * memory. What stands behind the end of a stream is left alone: x86 has the unpacked size
 * there, others padding.
 */
#ifndef KVET_TARGET_IMAGE_UNPACK_H
#define KVET_TARGET_IMAGE_UNPACK_H

#include "util/bytes.h"

/* How unpacking ended. */
enum unpack_end {
	UNPACK_WHOLE,
	UNPACK_CUT, /* the input ends before the stream does */
	UNPACK_DAMAGED, /* `why` says how */
	UNPACK_LIMIT, /* there is more than `limit` */
	UNPACK_MEMORY,
};

struct unpack {
	struct bytes in; /* from the first byte of the stream on */
	size_t used; /* of it, when whole */
	char *data; /* what came out, in every case; the caller ends it with free() */
	size_t len, room;
	size_t limit;
	const char *why;
};

struct codec {
	const char *name; /* "xz" */
	struct bytes magic;
	bool (*fits)(struct bytes in); /* what follows the magic makes sense too */
	enum unpack_end (*run)(struct unpack *unpack); /* NULL: left out of this build */
	const char *library, *option; /* that it takes, and kvet's build option for it */
};

/* The codec that the bytes begin like, or NULL. */
const struct codec *codec_find(struct bytes in);

/* The codec INDEX of all, or NULL past the last. */
const struct codec *codec_at(size_t index);

/* Unpacks with CODEC, whose run is not NULL. Streams of the same kind that follow each
 * other without a gap are one. */
enum unpack_end unpack_run(struct unpack *unpack, const struct codec *codec);

/*
 * For codecs: room for WANTED bytes more, or as many as the limit leaves. UNPACK_WHOLE
 * when there is some.
 */
enum unpack_end unpack_reserve(struct unpack *unpack, size_t wanted);

/* For codecs: DAMAGED, and why. */
enum unpack_end unpack_damaged(struct unpack *unpack, const char *why);

/* The codecs, each there when its library is. */
enum unpack_end unpack_bzip2(struct unpack *unpack);
enum unpack_end unpack_gzip(struct unpack *unpack);
enum unpack_end unpack_lz4_frame(struct unpack *unpack);
enum unpack_end unpack_lz4_legacy(struct unpack *unpack);
enum unpack_end unpack_lzma(struct unpack *unpack);
enum unpack_end unpack_lzo(struct unpack *unpack);
enum unpack_end unpack_xz(struct unpack *unpack);
enum unpack_end unpack_zstd(struct unpack *unpack);

/* How much memory beside the output a stream may ask for: xz's largest preset takes
 * 64 MiB, kernels are packed with up to 128. */
#define UNPACK_WINDOW_MAX (256u << 20)

#endif
