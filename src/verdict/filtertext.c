/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/filtertext.h"

#include <stdlib.h>
#include <yyjson.h>

#define OPEN_VERDICTS (1u << KVET_AFFECTED | 1u << KVET_UNKNOWN)

static void add_words(yyjson_mut_doc *d, yyjson_mut_val *object, const char *key,
	enum kvet_vocabulary vocabulary, kvet_set set)
{
	const char *word;

	if (!set)
		return;
	yyjson_mut_val *list = yyjson_mut_obj_add_arr(d, object, key);
	for (unsigned i = 0; (word = kvet_word(vocabulary, i)); i++) {
		if (set & 1u << i)
			yyjson_mut_arr_add_str(d, list, word);
	}
}

static void add_text(
	yyjson_mut_doc *d, yyjson_mut_val *object, const char *key, const char *text)
{
	if (text)
		yyjson_mut_obj_add_str(d, object, key, text);
}

static void fill(
	yyjson_mut_doc *d, yyjson_mut_val *root, const struct kvet_filter *filter)
{
	/* More verdicts than the open ones narrow nothing. */
	if ((filter->verdicts & OPEN_VERDICTS) != OPEN_VERDICTS)
		add_words(d, root, "verdict", KVET_WORDS_VERDICT, filter->verdicts);
	add_words(d, root, "language", KVET_WORDS_LANGUAGE, filter->languages);
	add_words(d, root, "class", KVET_WORDS_CLASS, filter->classes);
	add_words(d, root, "family", KVET_WORDS_FAMILY, filter->families);
	add_words(d, root, "severity", KVET_WORDS_SEVERITY, filter->severities);
	add_text(d, root, "subsystem", filter->subsystem);
	add_text(d, root, "since", filter->since);
	add_text(d, root, "until", filter->until);
	add_text(d, root, "words", filter->words);
	if (filter->exploited)
		yyjson_mut_obj_add_bool(d, root, "exploited", true);
	if (filter->limit)
		yyjson_mut_obj_add_uint(d, root, "limit", filter->limit);
}

const char *filter_text(const struct kvet_filter *filter, struct arena *arena)
{
	yyjson_mut_doc *d = filter ? yyjson_mut_doc_new(NULL) : NULL;
	const char *kept = "{}";
	char *text = NULL;

	if (!filter)
		return kept;
	if (d) {
		yyjson_mut_doc_set_root(d, yyjson_mut_obj(d));
		fill(d, yyjson_mut_doc_get_root(d), filter);
		text = yyjson_mut_write(d, YYJSON_WRITE_NOFLAG, NULL);
	}
	if (text)
		kept = arena_text(arena, bytes_of(text));
	arena->failed |= !text;
	free(text);
	yyjson_mut_doc_free(d);
	return kept;
}
