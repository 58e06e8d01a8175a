/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/saferust.h"

#include "kvet.h"

#include <ctype.h>
#include <strings.h>

/* DESIGN.md's table: its rows are families, and of concurrency one class alone. */
enum kvet_safe_rust kvet_class_safe_rust(enum kvet_class class)
{
	static const enum kvet_safe_rust families[KVET_FAMILIES] = {
		[KVET_FAMILY_MEMORY] = KVET_RUST_PREVENTS,
		[KVET_FAMILY_CONCURRENCY] = KVET_RUST_NO_HELP,
		[KVET_FAMILY_RESOURCE] = KVET_RUST_MAKES_RARER,
		[KVET_FAMILY_ARITHMETIC] = KVET_RUST_CHECKS,
		[KVET_FAMILY_HANG] = KVET_RUST_NO_HELP,
		[KVET_FAMILY_LOGIC] = KVET_RUST_NO_HELP,
		[KVET_FAMILY_UNCLASSIFIED] = KVET_RUST_UNCLASSIFIED,
	};

	if (class == KVET_CLASS_DATA_RACE)
		return KVET_RUST_PREVENTS;
	return families[kvet_class_family(class)];
}

/* How much of the text is given around the word. */
#define BEFORE 60
#define BEHIND 90

static bool is_word(struct bytes text, size_t at)
{
	return at < text.len &&
	       (isalnum((unsigned char)text.data[at]) || text.data[at] == '_');
}

static bool stands_at(struct bytes text, size_t at, const char *word)
{
	size_t len = strlen(word);

	return text.len - at >= len && strncasecmp(text.data + at, word, len) == 0;
}

static bool tells_of_unsafe(struct bytes text, size_t at)
{
	static const char *const words[] = {
		"unsafe", "unsound", "unsoundness", "SAFETY:"};
	static const char lockdep[] = "unsafe locking";

	if (at && is_word(text, at - 1))
		return false;
	if (stands_at(text, at, lockdep))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (stands_at(text, at, words[i]) &&
			!is_word(text, at + strlen(words[i])))
			return true;
	}
	return false;
}

/* From a word's beginning, at most BEFORE bytes ahead of AT. */
static size_t begin_of(struct bytes text, size_t at)
{
	size_t begin = at > BEFORE ? at - BEFORE : 0;

	while (begin && begin < at && !isspace((unsigned char)text.data[begin - 1]))
		begin++;
	return begin;
}

static size_t end_of(struct bytes text, size_t at)
{
	size_t end = text.len - at > BEHIND ? at + BEHIND : text.len;

	while (end < text.len && end > at && !isspace((unsigned char)text.data[end]))
		end--;
	return end;
}

/* One line of it: every run of white space is one blank. */
static const char *quote(struct bytes text, struct arena *arena)
{
	char *copy = arena_bytes(arena, text.len + 1);
	size_t len = 0;

	if (!copy)
		return "";
	for (size_t i = 0; i < text.len; i++) {
		bool space = isspace((unsigned char)text.data[i]);

		if (!space)
			copy[len++] = text.data[i];
		else if (len && copy[len - 1] != ' ')
			copy[len++] = ' ';
	}
	while (len && copy[len - 1] == ' ')
		len--;
	copy[len] = '\0';
	return copy;
}

const char *saferust_unsafe_words(struct bytes text, struct arena *arena)
{
	for (size_t at = 0; at < text.len; at++) {
		if (!tells_of_unsafe(text, at))
			continue;
		size_t begin = begin_of(text, at), end = end_of(text, at);
		return quote((struct bytes){text.data + begin, end - begin}, arena);
	}
	return "";
}
