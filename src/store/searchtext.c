/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/searchtext.h"

/* From so many digits on a hexadecimal number is an address, a dump or a commit. */
#define HEX_MIN 5

/* What a byte may be part of. Bytes from 0x80 on are of letters; the rest are gaps. */
enum { DIGIT = 1, HEX_LETTER = 2, LETTER = 4 };

static const unsigned char kinds[256] = {
	['0' ... '9'] = DIGIT,
	['a' ... 'f'] = HEX_LETTER,
	['A' ... 'F'] = HEX_LETTER,
	['g' ... 'z'] = LETTER,
	['G' ... 'Z'] = LETTER,
	[0x80 ... 0xff] = LETTER,
};

/* The word at TEXT: its length, and whether it is a number of a trace. */
static size_t read_word(const unsigned char *text, bool *trace)
{
	/* The x of 0x is no letter. */
	size_t len = text[0] == '0' && (text[1] | 0x20) == 'x' ? 2 : 0;
	unsigned seen = len ? DIGIT : 0;

	for (; kinds[text[len]]; len++)
		seen |= kinds[text[len]];
	*trace = (seen & DIGIT) && !(seen & LETTER) && len >= HEX_MIN;
	return len;
}

const char *search_text(struct arena *arena, const char *text)
{
	const unsigned char *from = (const unsigned char *)text;
	char *words = arena_bytes(arena, strlen(text) + 2), *to = words;
	bool trace;

	if (!words)
		return "";
	while (*from) {
		size_t len = read_word(from, &trace);

		if (len && !trace) {
			memcpy(to, from, len);
			to += len;
			*to++ = ' ';
		}
		from += len;
		from += *from && !kinds[*from];
	}
	*to = '\0';
	return words;
}
