/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/searchtext.h"

/* From so many digits on a hexadecimal number is an address, a dump or a commit. */
#define HEX_MIN 5

enum kind { GAP, LETTER, HEX_LETTER, DIGIT };

static enum kind kind_of(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return DIGIT;
	if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
		return HEX_LETTER;
	if ((c >= 'g' && c <= 'z') || (c >= 'G' && c <= 'Z') || c >= 0x80)
		return LETTER;
	return GAP;
}

/* The word at TEXT: its length, and whether it is a number of a trace. */
static size_t read_word(const unsigned char *text, bool *trace)
{
	bool digits = false, letters = false;
	size_t len = 0;

	for (enum kind kind; (kind = kind_of(text[len])) != GAP; len++) {
		digits |= kind == DIGIT;
		/* The x of 0x is no letter. */
		letters |= kind == LETTER &&
			   !(len == 1 && text[0] == '0' && (text[1] | 0x20) == 'x');
	}
	*trace = digits && !letters && len >= HEX_MIN;
	return len;
}

const char *search_text(struct arena *arena, const char *text)
{
	const unsigned char *from = (const unsigned char *)text;
	char *words = arena_alloc(arena, strlen(text) + 2), *to = words;
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
		from += *from && kind_of(*from) == GAP;
	}
	*to = '\0';
	return words;
}
