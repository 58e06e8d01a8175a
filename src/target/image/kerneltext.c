/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/kerneltext.h"

#include "target/image/field.h"
#include "target/image/unpack.h"
#include "target/options.h"

#include <ctype.h>
#include <stdlib.h>

#define BANNER_MAX 1024u
/* So many texts that look like a banner are looked at. */
#define BANNERS_MAX 64u

/* "6.1": a format, as "Linux version %s", is none. */
static bool begins_like_release(struct bytes text)
{
	size_t at = 0;

	while (isdigit(field_u8(text, at)))
		at++;
	return at > 0 && at <= 5 && field_u8(text, at) == '.' &&
	       isdigit(field_u8(text, at + 1));
}

/* Cuts TEXT at the end of the line; false when it has none, or holds what is no text. */
static bool cut_line(struct bytes *text)
{
	for (size_t i = 0; i < text->len && i < BANNER_MAX; i++) {
		uint8_t byte = (uint8_t)text->data[i];

		if (byte == '\n' || byte == '\0') {
			text->len = i;
			return true;
		}
		if (byte < ' ' || byte == 0x7f)
			return false;
	}
	return false;
}

/*
 * How much of what init/version.c writes is there: who built it with what in brackets,
 * and the build's number. Since 6.1 a kernel has its banner twice, and one of them, which
 * is not used, is without the number.
 */
static int banner_rank(struct bytes line)
{
	const char *number = memmem(line.data, line.len, " #", 2);

	if (!number || !memmem(line.data, line.len, " (", 2))
		return 1;
	return isdigit(field_u8(line, (size_t)(number - line.data) + 2)) ? 3 : 2;
}

const char *kernel_banner(struct bytes kernel, struct arena *arena)
{
	static const char begin[] = "Linux version ";
	const size_t len = sizeof(begin) - 1;
	struct bytes best = {0}, rest = kernel;
	int best_rank = 0;

	for (unsigned i = 0; i < BANNERS_MAX && best_rank < 3; i++) {
		const char *at =
			rest.len ? memmem(rest.data, rest.len, begin, len) : NULL;

		if (!at)
			break;
		struct bytes line = field_rest(rest, (size_t)(at - rest.data));

		rest = field_rest(line, len);
		if (!begins_like_release(rest) || !cut_line(&line))
			continue;
		int rank = banner_rank(line);

		if (rank > best_rank) {
			best = line;
			best_rank = rank;
		}
	}
	return arena_text(arena, best);
}

static int keep(const struct unpack *unpack, struct arena *arena, struct bytes *config)
{
	char *copy = arena_bytes(arena, unpack->len + 1);

	if (!copy)
		return KVET_ERROR_MEMORY;
	memcpy(copy, unpack->data, unpack->len);
	copy[unpack->len] = '\0';
	*config = (struct bytes){copy, unpack->len};
	return 0;
}

/* kernel/configs.c: gzip between two marks. */
int kernel_config(
	struct bytes kernel, struct arena *arena, struct bytes *config, const char **note)
{
	static const char mark[] = "IKCFG_ST\x1f\x8b\x08", end_mark[] = "IKCFG_ED";
	const char *at = memmem(kernel.data, kernel.len, mark, sizeof(mark) - 1);
	struct unpack unpack = {.limit = OPTIONS_SIZE_MAX};
	const struct codec *codec;
	int code = 0;

	*config = (struct bytes){0};
	*note = "";
	if (!at)
		return 0;
	unpack.in = field_rest(kernel, (size_t)(at - kernel.data) + 8);
	codec = codec_find(unpack.in);
	if (!codec || !codec->run) {
		*note = codec ? "its embedded configuration was not read: this kvet was "
				"built without zlib"
			      : "its embedded configuration is damaged";
		return 0;
	}
	enum unpack_end end = unpack_run(&unpack, codec);

	if (end == UNPACK_MEMORY)
		code = KVET_ERROR_MEMORY;
	else if (end || !unpack.len ||
		 !field_is(unpack.in, unpack.used, end_mark, sizeof(end_mark) - 1))
		*note = "its embedded configuration is damaged";
	else
		code = keep(&unpack, arena, config);
	free(unpack.data);
	return code;
}
