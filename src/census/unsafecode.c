/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's rule (Documentation/rust/coding-guidelines.rst): a `// SAFETY:` comment
 * stands before each unsafe block and impl, a section `# Safety` in the documentation of
 * each unsafe function and trait. Here either will do for any of them.
 */
#include "census/unsafecode.h"

#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Words that begin an item: what was said before them is not for the code inside. */
static const char *const items[] = {
	"enum", "fn", "impl", "macro_rules", "mod", "struct", "trait", "use"};

static bool is_item(struct bytes word)
{
	for (size_t i = 0; i < COUNT(items); i++) {
		if (bytes_equal(word, items[i]))
			return true;
	}
	return false;
}

/* The bracket that AT lies in. */
static char innermost(const struct unsafecode *code)
{
	return code->depth && code->depth <= UNSAFECODE_DEPTH_MAX
		       ? code->brackets[code->depth - 1]
		       : '{';
}

static bool in_list(const struct unsafecode *code)
{
	return innermost(code) == '(' || innermost(code) == '[';
}

/* The last statement goes on behind a closing brace only with one of these. */
static void settle(struct unsafecode *code, bool goes_on)
{
	if (code->ended && !goes_on)
		code->safety = false;
	code->ended = false;
	code->opened = false;
}

static void count(struct unsafecode *code, struct kvet_unsafe_count *kind)
{
	kind->count++;
	kind->safety += code->safety;
}

static bool is_unsafe_fn(const struct unsafecode *code, struct bytes word)
{
	return (code->after == AFTER_UNSAFE || code->after == AFTER_UNSAFE_EXTERN) &&
	       bytes_equal(word, "fn");
}

static void begin_item(struct unsafecode *code, struct bytes word)
{
	if (code->after == AFTER_UNSAFE && bytes_equal(word, "impl"))
		count(code, &code->found->impls);
	else if (code->after == AFTER_UNSAFE && bytes_equal(word, "trait"))
		count(code, &code->found->traits);
	code->safety = false;
}

void unsafecode_word(struct unsafecode *code, struct bytes word)
{
	enum unsafecode_after after = AFTER_OTHER;

	settle(code, bytes_equal(word, "else") || bytes_equal(word, "as"));
	if (code->after == AFTER_UNSAFE_FN) {
		/* It has a name: no type of a pointer. */
		count(code, &code->found->functions);
		code->safety = false;
	} else if (bytes_equal(word, "unsafe")) {
		after = AFTER_UNSAFE;
	} else if (code->after == AFTER_UNSAFE && bytes_equal(word, "extern")) {
		after = AFTER_UNSAFE_EXTERN;
	} else if (code->after == AFTER_UNSAFE && bytes_equal(word, "auto")) {
		after = AFTER_UNSAFE;
	} else if (is_unsafe_fn(code, word)) {
		after = AFTER_UNSAFE_FN;
	} else if (is_item(word)) {
		begin_item(code, word);
	}
	code->after = after;
}

void unsafecode_literal(struct unsafecode *code, bool string)
{
	settle(code, false);
	if (!string || code->after != AFTER_UNSAFE_EXTERN)
		code->after = AFTER_OTHER;
}

static void open_bracket(struct unsafecode *code, char bracket)
{
	/* What would be told apart no more is not counted as lines of a block. */
	bool block = bracket == '{' && code->after == AFTER_UNSAFE;

	if (block) {
		count(code, &code->found->blocks);
		code->blocks_on_line++;
		code->undocumented_on_line += !code->safety;
		code->opened = !code->safety;
	}
	if (code->depth < UNSAFECODE_DEPTH_MAX) {
		code->brackets[code->depth] = block ? 'u' : bracket;
		code->blocks += block;
	}
	code->depth++;
}

static void close_bracket(struct unsafecode *code, char bracket)
{
	if (!code->depth)
		return;
	if (innermost(code) == 'u')
		code->blocks--;
	code->depth--;
	if (code->depth < code->depth_of_safety)
		code->safety = false;
	else if (bracket == '}' && code->depth == code->depth_of_safety)
		code->ended = !in_list(code);
}

void unsafecode_punctuation(struct unsafecode *code, char c)
{
	settle(code, strchr(".?+,=)]", c) != NULL);
	switch (c) {
	case '(':
	case '[':
	case '{':
		open_bracket(code, c);
		break;
	case ')':
	case ']':
	case '}':
		close_bracket(code, c);
		break;
	case ';':
		/* That of an array's type ends nothing. */
		if (!in_list(code))
			code->safety = false;
		break;
	case ',':
		if (code->depth <= code->depth_of_safety)
			code->safety = false;
		break;
	case '$':
		return; /* a name that a macro was given */
	default:
		break;
	}
	code->after = AFTER_OTHER;
}

/* "SAFETY:" or, in documentation, the heading "# Safety"; letter case does not matter. */
static bool is_safety(struct bytes text)
{
	static const char word[] = "safety";
	size_t len = sizeof(word) - 1;

	for (size_t i = 0; i + len <= text.len; i++) {
		size_t before = i, behind = i + len;

		if ((text.data[i] | 0x20) != 's' ||
			strncasecmp(text.data + i, word, len) != 0)
			continue;
		while (behind < text.len && text.data[behind] == ' ')
			behind++;
		while (before && text.data[before - 1] == ' ')
			before--;
		if (behind < text.len && text.data[behind] == ':')
			return true;
		if (before && text.data[before - 1] == '#')
			return true;
	}
	return false;
}

void unsafecode_comment(struct unsafecode *code, struct bytes text, bool trailing)
{
	if (!is_safety(text))
		return;
	/* Behind the block, or first inside it. */
	if (trailing && code->blocks_on_line) {
		code->found->blocks.safety += code->undocumented_on_line;
		code->undocumented_on_line = 0;
		code->opened = false;
	} else if (code->opened) {
		code->found->blocks.safety++;
		code->opened = false;
	} else {
		code->safety = true;
		code->ended = false;
		code->depth_of_safety = code->depth;
	}
}

void unsafecode_line(struct unsafecode *code)
{
	code->blocks_on_line = code->undocumented_on_line = 0;
}
