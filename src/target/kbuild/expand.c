/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expansion of $(...) (GNU make manual, 6 "How to Use Variables"). */
#include "target/kbuild/make.h"

#include "target/kbuild/maketext.h"

#include <ctype.h>

void make_expand_part(
	struct make *make, const struct make_part *part, struct make_text *out)
{
	if (part->expanded)
		make_text_add(make, out, part->text);
	else
		make_expand(make, part->text, out);
}

bool make_names_a_place(struct bytes text)
{
	static const char *const names[] = {"srctree", "objtree", "CURDIR"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct bytes rest = text;
		size_t len = strlen(names[i]);
		const char *at;

		while (rest.len && (at = memmem(rest.data, rest.len, names[i], len))) {
			rest.len -= (size_t)(at - rest.data) + len;
			rest.data = at + len;
			/* `$(srctree)/file` is a file of the tree wherever that lies. */
			if (rest.len && strchr(")}", *rest.data) &&
				(rest.len == 1 || rest.data[1] != '/'))
				return true;
		}
	}
	return false;
}

/* All of its parts; those that may not be there are marked so. */
static void expand_parts(
	struct make *make, struct make_variable *variable, struct make_text *out)
{
	variable->used = variable->used || !make->asking;
	/* What decides may be another value; a path is hardly ever given one. */
	if (variable->given && make->asking)
		make_text_add_char(make, out, MAKE_UNKNOWN);
	for (const struct make_part *part = variable->first; part; part = part->next) {
		if (part != variable->first)
			make_text_add_char(make, out, ' ');
		if (part->maybe)
			make_text_add(make, out, bytes_of("\002 "));
		make_expand_part(make, part, out);
		if (part->maybe && part == variable->last)
			make_text_add(make, out, bytes_of(" \002"));
	}
}

/* What was given to a name that is not known may have been given to this one. */
static void expand_vague(struct make *make, struct bytes name, struct make_text *out)
{
	for (const struct make_scope *scope = make->scope; scope; scope = scope->outer) {
		for (struct make_variable *each = scope->vague; each;
			each = each->next_vague) {
			if (!make_spend(make, MAKE_COST_LOOK))
				return;
			if (each->expanding || !make_name_may_be(each, name))
				continue;
			each->expanding = true;
			make_text_add(make, out, bytes_of(" \002 "));
			expand_parts(make, each, out);
			each->expanding = false;
		}
	}
}

/* Strings without their quotes (since 5.17; older makefiles take them off by hand), nothing
 * for what is off. */
void make_expand_option(struct make *make, struct bytes name, struct make_text *out)
{
	const struct option_value *option =
		options_find(make->options, (struct bytes){name.data + 7, name.len - 7});

	if (!option && !make->options_complete)
		make_text_add_char(make, out, MAKE_UNKNOWN);
	if (!option || strcmp(option->text, "n") == 0)
		return;
	struct bytes text = bytes_of(option->text);
	if (text.len >= 2 && *text.data == '"' && text.data[text.len - 1] == '"')
		text = (struct bytes){text.data + 1, text.len - 2};
	make_text_add(make, out, text);
}

/* $@, $<, $* and their kin are a rule's, which is not followed; $1 is a call's. */
static bool expand_special(struct make *make, struct bytes name, struct make_text *out)
{
	if (name.len == 1 && isdigit((unsigned char)*name.data)) {
		if (make->frame)
			make_text_add(
				make, out, make->frame->arguments[*name.data - '0']);
		return true;
	}
	if (!*name.data || !strchr("@<^?*+|%", *name.data) ||
		(name.len > 1 && name.data[1] != 'D' && name.data[1] != 'F'))
		return false;
	make_text_add_char(make, out, MAKE_UNKNOWN);
	return true;
}

void make_expand_name(struct make *make, struct bytes name, struct make_text *out)
{
	struct make_variable *variable;

	if (!name.len || !make_spend(make, MAKE_COST_LOOK) ||
		expand_special(make, name, out))
		return;
	if (make_unknown(name)) {
		make_text_add_char(make, out, MAKE_UNKNOWN);
		return;
	}
	variable = make_find(make, name);
	if (variable && (variable->first || !make_may_be_given(variable, name)))
		expand_parts(make, variable, out);
	else if (make_is_option(name))
		make_expand_option(make, name, out);
	else if (make_may_be_given(variable, name))
		make_text_add_char(make, out, MAKE_UNKNOWN);
	if (!variable || !variable->fixed)
		expand_vague(make, name, out);
}

bool make_pattern_fits(struct bytes pattern, struct bytes word, struct bytes *stem)
{
	const char *percent = pattern.len ? memchr(pattern.data, '%', pattern.len) : NULL;

	if (!percent) {
		*stem = (struct bytes){"", 0};
		return pattern.len == word.len &&
		       (!word.len || memcmp(pattern.data, word.data, word.len) == 0);
	}
	size_t before = (size_t)(percent - pattern.data);
	size_t after = pattern.len - before - 1;
	if (word.len < before + after || memcmp(word.data, pattern.data, before) != 0 ||
		memcmp(word.data + word.len - after, percent + 1, after) != 0)
		return false;
	*stem = (struct bytes){word.data + before, word.len - before - after};
	return true;
}

void make_pattern_fill(
	struct make *make, struct bytes pattern, struct bytes stem, struct make_text *out)
{
	const char *percent = pattern.len ? memchr(pattern.data, '%', pattern.len) : NULL;

	if (!percent) {
		make_text_add(make, out, pattern);
		return;
	}
	size_t before = (size_t)(percent - pattern.data);
	make_text_add(make, out, (struct bytes){pattern.data, before});
	make_text_add(make, out, stem);
	make_text_add(make, out, (struct bytes){percent + 1, pattern.len - before - 1});
}

/* $(name:from=to): without `%`, FROM and TO are endings. */
static void substitute(struct make *make, struct bytes words, struct bytes from,
	struct bytes to, struct make_text *out)
{
	bool ending = !from.len || !memchr(from.data, '%', from.len);
	struct bytes word, stem;
	size_t start = out->len;

	if (make_unknown(from) && maketext_strip(words).len)
		make_text_add_char(make, out, MAKE_UNKNOWN);
	while (maketext_word(&words, &word) && make_spend(make, MAKE_COST_STEP)) {
		if (out->len > start)
			make_text_add_char(make, out, ' ');
		if (make_is_doubt(word)) {
			make_text_add(make, out, word);
		} else if (ending) {
			bool fits = word.len >= from.len &&
				    memcmp(word.data + word.len - from.len, from.data,
					    from.len) == 0;

			make_text_add(make, out,
				(struct bytes){
					word.data, word.len - (fits ? from.len : 0)});
			if (fits)
				make_text_add(make, out, to);
		} else if (make_pattern_fits(from, word, &stem)) {
			make_pattern_fill(make, to, stem, out);
		} else {
			make_text_add(make, out, word);
		}
	}
}

/* A reference whose name is expanded by now: `name` or `name:from=to`. */
static void expand_named(struct make *make, struct bytes name, struct make_text *out)
{
	const char *colon = name.len ? memchr(name.data, ':', name.len) : NULL;
	const char *end = name.data + name.len;
	const char *equals = colon ? memchr(colon, '=', (size_t)(end - colon)) : NULL;
	struct make_text words = {0};

	if (!equals) {
		make_expand_name(make, name, out);
		return;
	}
	make_expand_name(
		make, (struct bytes){name.data, (size_t)(colon - name.data)}, &words);
	substitute(make, make_text_bytes(&words),
		(struct bytes){colon + 1, (size_t)(equals - colon - 1)},
		(struct bytes){equals + 1, (size_t)(end - equals - 1)}, out);
	make_text_release(&words);
}

void make_expand_reference(struct make *make, struct bytes inner, struct make_text *out)
{
	struct make_text name = {0};

	if (make_function(make, inner, out))
		return;
	if (!inner.len || !memchr(inner.data, '$', inner.len)) {
		expand_named(make, inner, out);
		return;
	}
	make_expand(make, inner, &name);
	expand_named(make, make_text_bytes(&name), out);
	make_text_release(&name);
}

/* What stands behind the `$` at AT; the index behind it. */
static size_t expand_dollar(
	struct make *make, struct bytes text, size_t at, struct make_text *out)
{
	char next = at + 1 < text.len ? text.data[at + 1] : '\0';

	if (at + 1 >= text.len)
		return text.len;
	if (next == '$') {
		make_text_add_char(make, out, '$');
		return at + 2;
	}
	if (next != '(' && next != '{') {
		make_expand_name(make, (struct bytes){text.data + at + 1, 1}, out);
		return at + 2;
	}
	size_t end = maketext_close(text, at + 1);
	bool closed = text.data[end - 1] == (next == '(' ? ')' : '}') && end > at + 2;
	if (!closed) {
		make_complain(make, "a reference to a variable does not end");
		make_text_add_char(make, out, MAKE_UNKNOWN);
		return text.len;
	}
	make_expand_reference(
		make, (struct bytes){text.data + at + 2, end - at - 3}, out);
	return end;
}

void make_expand(struct make *make, struct bytes text, struct make_text *out)
{
	size_t at = 0;

	if (make->depth >= MAKE_DEPTH_MAX) {
		make_complain(
			make, "variables or files refer to each other without an end");
		make_text_add_char(make, out, MAKE_UNKNOWN);
		return;
	}
	if (!make_spend(make, MAKE_COST_STEP))
		return;
	make->depth++;
	while (at < text.len) {
		const char *dollar = memchr(text.data + at, '$', text.len - at);
		size_t end = dollar ? (size_t)(dollar - text.data) : text.len;

		make_text_add(make, out, (struct bytes){text.data + at, end - at});
		at = dollar ? expand_dollar(make, text, end, out) : text.len;
	}
	make->depth--;
}
