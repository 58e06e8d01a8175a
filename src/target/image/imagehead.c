/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a file can be a kernel image, by its first bytes. */
#include "target/image/container.h"
#include "target/image/field.h"
#include "target/image/image.h"
#include "target/image/unpack.h"

#include <stdlib.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* So much of a packed file is unpacked to look at it. */
#define PEEK (8u << 10)

#define TAR_BLOCK 512u
#define TAR_SUM 148u
#define TAR_SUM_SIZE 8u

/* A checksum in octal digits, over the block with blanks in its own place. */
static bool is_tar(struct bytes head)
{
	unsigned sum = TAR_SUM_SIZE * ' ', said = 0;
	size_t at = TAR_SUM;

	if (head.len < TAR_BLOCK)
		return false;
	for (size_t i = 0; i < TAR_BLOCK; i++) {
		if (i < TAR_SUM || i >= TAR_SUM + TAR_SUM_SIZE)
			sum += field_u8(head, i);
	}
	while (field_u8(head, at) == ' ' && at < TAR_SUM + TAR_SUM_SIZE)
		at++;
	while (field_u8(head, at) >= '0' && field_u8(head, at) <= '7' &&
		at < TAR_SUM + TAR_SUM_SIZE)
		said = said * 8 + (unsigned)(field_u8(head, at++) - '0');
	return sum == said;
}

/* What a kernel as it runs does not begin like. */
static bool is_something_else(struct bytes head)
{
	static const char *const magics[] = {"PK\3\4", "PK\5\6", "SQLite format 3",
		"070701", "070702", "070707", "\xc7\x71", "!<arch>\n", "%PDF-", "\x89PNG",
		"GIF8", "\xff\xd8\xff", "RIFF", "hsqs", "7z\xbc\xaf", "Rar!", "PACK",
		"\xed\xab\xee\xdb", "\xff\x54\x4d\x46", "DIRC"};

	for (size_t i = 0; i < COUNT(magics); i++) {
		if (field_is(head, 0, magics[i], strlen(magics[i])))
			return true;
	}
	return is_tar(head);
}

/* Text has no NUL; UTF-16 has, and nobody has it here. */
static bool is_text(struct bytes head)
{
	return !memchr(head.data, '\0', head.len);
}

static bool looks_like_kernel(struct bytes head)
{
	return head.len &&
	       (container_find(head) || (!is_text(head) && !is_something_else(head)));
}

/* Where nothing comes out of the head alone, as of a bzip2 block, nothing is known. */
static bool looks_packed(struct bytes head, const struct codec *codec)
{
	struct unpack unpack = {.in = head, .limit = PEEK};
	bool fits = true;

	if (!codec->run)
		return true;
	enum unpack_end end = unpack_run(&unpack, codec);
	struct bytes inner = {unpack.data, unpack.len};

	if (end == UNPACK_DAMAGED)
		fits = false;
	else if (inner.len)
		fits = codec_find(inner) || looks_like_kernel(inner);
	free(unpack.data);
	return fits;
}

bool image_looks_like(struct bytes head)
{
	const struct container *container = head.len ? container_find(head) : NULL;
	const struct codec *codec = head.len ? codec_find(head) : NULL;

	if (container)
		return true;
	return codec ? looks_packed(head, codec) : looks_like_kernel(head);
}
