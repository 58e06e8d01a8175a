/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/searchtext.h"

#include <stdint.h>

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

/* Up to four letters as one number. */
#define WORD(a, b, c, d)                                                                 \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (uint32_t)(d))

/* Words that say nothing of a bug: they were a quarter of all that was written. */
static bool is_stop_word(const unsigned char *word, size_t len)
{
	unsigned char c[4] = {0};

	if (len == 1)
		return !(kinds[*word] & DIGIT);
	if (len > 4)
		return false;
	for (size_t i = 0; i < len && i < sizeof(c); i++)
		c[i] = word[i] | 0x20;
	switch (WORD(c[0], c[1], c[2], c[3])) {
	case WORD('t', 'h', 'e', 0):
	case WORD('t', 'o', 0, 0):
	case WORD('i', 'n', 0, 0):
	case WORD('i', 's', 0, 0):
	case WORD('a', 'n', 'd', 0):
	case WORD('o', 'f', 0, 0):
	case WORD('t', 'h', 'i', 's'):
	case WORD('f', 'o', 'r', 0):
	case WORD('i', 't', 0, 0):
	case WORD('b', 'y', 0, 0):
	case WORD('o', 'n', 0, 0):
	case WORD('t', 'h', 'a', 't'):
	case WORD('f', 'r', 'o', 'm'):
	case WORD('w', 'i', 't', 'h'):
	case WORD('b', 'e', 0, 0):
	case WORD('w', 'i', 'l', 'l'):
	case WORD('a', 's', 0, 0):
	case WORD('a', 'r', 'e', 0):
	case WORD('a', 'n', 0, 0):
	case WORD('a', 't', 0, 0):
	case WORD('w', 'a', 's', 0):
	case WORD('h', 'a', 's', 0):
	case WORD('c', 'a', 'n', 0):
	case WORD('s', 'o', 0, 0):
	case WORD('w', 'e', 0, 0):
	case WORD('b', 'u', 't', 0):
		return true;
	default:
		return false;
	}
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

		if (len && !trace && !is_stop_word(from, len)) {
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
