/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rust: comments nest, strings go over lines, and an apostrophe begins a character or a
 * lifetime.
 */
#include "census/count.h"
#include "census/lines.h"
#include "census/unsafecode.h"

struct rust_lexer {
	struct lines lines;
	struct unsafecode unsafe;
	bool in_block; /* this line has code of an unsafe block */
};

static void next_line(struct rust_lexer *lexer)
{
	lexer->unsafe.found->lines += lexer->lines.code && lexer->in_block;
	lexer->in_block = false;
	unsafecode_line(&lexer->unsafe);
	lines_next(&lexer->lines);
}

static void mark(struct rust_lexer *lexer)
{
	lexer->lines.code = true;
	lexer->in_block |= lexer->unsafe.blocks != 0;
}

/* AT is behind a line end, inside something that goes on: what it is made of, if any. */
static bool has_text(struct rust_lexer *lexer)
{
	lines_skip_space(&lexer->lines);
	return lexer->lines.at < lexer->lines.end && *lexer->lines.at != '\n';
}

/* Documentation of what it stands in says nothing of what follows. */
static bool is_inner(struct bytes text)
{
	return text.len > 2 && text.data[2] == '!';
}

static void note_comment(struct rust_lexer *lexer, const char *from, bool trailing)
{
	struct bytes text = {from, (size_t)(lexer->lines.at - from)};

	if (!is_inner(text))
		unsafecode_comment(&lexer->unsafe, text, trailing);
}

static void read_line_comment(struct rust_lexer *lexer)
{
	const char *from = lexer->lines.at;

	lexer->lines.comment = true;
	lines_skip_line(&lexer->lines);
	note_comment(lexer, from, lexer->lines.code);
}

/* AT is on the slash and star. */
static void read_block_comment(struct rust_lexer *lexer)
{
	struct lines *lines = &lexer->lines;
	const char *from = lines->at;
	bool trailing = lines->code;
	size_t depth = 0;

	lines->comment = true;
	do {
		char c = lines->at[0], next = lines_peek(lines, 1);

		if ((c == '/' && next == '*') || (c == '*' && next == '/')) {
			depth += c == '/' ? 1 : (size_t)-1;
			lines->at += 2;
		} else if (c == '\n') {
			next_line(lexer);
			lines->comment = has_text(lexer);
		} else {
			lines->at++;
		}
	} while (depth && lines->at < lines->end);
	note_comment(lexer, from, trailing && from >= lines->start);
}

static void next_line_of_string(struct rust_lexer *lexer)
{
	next_line(lexer);
	if (has_text(lexer))
		mark(lexer);
}

/* AT is on the quote. */
static void read_string(struct rust_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	mark(lexer);
	unsafecode_literal(&lexer->unsafe, true);
	lines->at++;
	while (lines->at < lines->end && *lines->at != '"') {
		if (*lines->at == '\\' && lines_peek(lines, 1) != '\n' &&
			lines_peek(lines, 1) != '\r')
			lines->at++;
		if (lines->at == lines->end)
			return;
		if (*lines->at == '\n')
			next_line_of_string(lexer);
		else
			lines->at++;
	}
	lines->at += lines->at < lines->end;
}

/* AT is on the quote behind HASHES of them: it ends with a quote and as many. */
static void read_raw_string(struct rust_lexer *lexer, size_t hashes)
{
	struct lines *lines = &lexer->lines;
	size_t seen = 0;
	bool quoted = false;

	unsafecode_literal(&lexer->unsafe, true);
	lines->at++;
	while (lines->at < lines->end && !(quoted && seen == hashes)) {
		char c = *lines->at;

		seen = c == '#' && quoted ? seen + 1 : 0;
		quoted = c == '"' || (c == '#' && quoted);
		if (c == '\n')
			next_line_of_string(lexer);
		else
			lines->at++;
	}
}

/* The bytes of the character at AT, in UTF-8. */
static size_t character_len(const struct lines *lines)
{
	size_t len = 1;

	while (len < 4 && ((unsigned char)lines_peek(lines, len) & 0xc0) == 0x80)
		len++;
	return len;
}

/* AT is on the apostrophe: 'a', '\'', '\u{1f600}', or 'a of a lifetime. */
static void read_apostrophe(struct rust_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	mark(lexer);
	unsafecode_literal(&lexer->unsafe, false);
	lines->at++;
	if (lines_peek(lines, 0) == '\\') {
		lines->at++;
		/* What is escaped may be the apostrophe; a line ends it. */
		lines->at += lines->at < lines->end && *lines->at != '\n';
		while (lines->at < lines->end && *lines->at != '\'' && *lines->at != '\n')
			lines->at++;
		lines->at += lines_peek(lines, 0) == '\'';
		return;
	}
	size_t len = character_len(lines);

	if (lines_peek(lines, 0) != '\n' && lines_peek(lines, len) == '\'')
		lines->at += len + 1;
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '_' || (unsigned char)c >= 0x80;
}

static struct bytes cut_word(struct lines *lines)
{
	const char *from = lines->at;

	while (lines->at < lines->end && is_word(*lines->at))
		lines->at++;
	return (struct bytes){from, (size_t)(lines->at - from)};
}

/* r"", r#""#, br"", cr""; but r#fn is a name. */
static bool read_raw(struct rust_lexer *lexer, struct bytes word)
{
	struct lines *lines = &lexer->lines;
	size_t hashes = 0;

	if (!bytes_equal(word, "r") && !bytes_equal(word, "br") &&
		!bytes_equal(word, "cr"))
		return false;
	while (lines_peek(lines, hashes) == '#')
		hashes++;
	if (lines_peek(lines, hashes) == '"') {
		lines->at += hashes;
		read_raw_string(lexer, hashes);
		return true;
	}
	if (hashes != 1 || !is_word(lines_peek(lines, 1)))
		return false;
	lines->at++;
	cut_word(lines);
	unsafecode_word(&lexer->unsafe, (struct bytes){"r#", 2});
	return true;
}

static void read_word(struct rust_lexer *lexer)
{
	mark(lexer);
	struct bytes word = cut_word(&lexer->lines);

	if (!read_raw(lexer, word))
		unsafecode_word(&lexer->unsafe, word);
}

static void read_punctuation(struct rust_lexer *lexer)
{
	mark(lexer);
	unsafecode_punctuation(&lexer->unsafe, *lexer->lines.at++);
	/* Its first line belongs to a block, wherever it opened. */
	mark(lexer);
}

static void read_token(struct rust_lexer *lexer)
{
	char c = lexer->lines.at[0], next = lines_peek(&lexer->lines, 1);

	if (c == '\n')
		next_line(lexer);
	else if (c == '/' && next == '/')
		read_line_comment(lexer);
	else if (c == '/' && next == '*')
		read_block_comment(lexer);
	else if (c == '"')
		read_string(lexer);
	else if (c == '\'')
		read_apostrophe(lexer);
	else if (is_word(c))
		read_word(lexer);
	else
		read_punctuation(lexer);
}

void count_rust(struct bytes text, struct kvet_count *count, struct kvet_unsafe *unsafe)
{
	struct rust_lexer lexer = {.lines = lines_of(text), .unsafe = {.found = unsafe}};

	for (;;) {
		lines_skip_space(&lexer.lines);
		if (lexer.lines.at == lexer.lines.end)
			break;
		read_token(&lexer);
	}
	unsafe->lines += lexer.lines.code && lexer.in_block;
	lines_finish(&lexer.lines);
	count->code += lexer.lines.count.code;
	count->comments += lexer.lines.count.comments;
	count->blank += lexer.lines.count.blank;
}
