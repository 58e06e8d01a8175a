/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * C and assembly. Strings are known so that no comment begins inside one, and end with
 * their line, as the preprocessor has it: an apostrophe in `#error don't` is no more than
 * that line's.
 */
#include "census/count.h"
#include "census/lines.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct c_lexer {
	struct lines lines;
	const char *marks; /* of assembly; NULL: C */
	bool aside; /* behind a mark: what follows on this line is comment */
};

/* Bytes that end a run of plain code. */
static const bool stops[256] = {['\n'] = true, ['/'] = true, ['"'] = true, ['\''] = true};

static void next_line(struct c_lexer *lexer)
{
	lexer->aside = false;
	lines_next(&lexer->lines);
}

/* AT is behind a backslash: a line end there is spliced away. */
static void skip_escaped(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	if (lines_peek(lines, 0) == '\r' && lines_peek(lines, 1) == '\n')
		lines->at++;
	if (lines_peek(lines, 0) == '\n')
		next_line(lexer);
	else if (lines->at < lines->end)
		lines->at++;
}

static void mark(struct c_lexer *lexer)
{
	if (lexer->aside)
		lexer->lines.comment = true;
	else
		lexer->lines.code = true;
}

/* AT is on the quote. */
static void read_string(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;
	char quote = *lines->at++;

	mark(lexer);
	while (lines->at < lines->end && *lines->at != '\n') {
		char c = *lines->at++;

		if (c == quote)
			return;
		if (c == '\\')
			skip_escaped(lexer);
		/* Behind a continuation the line begins anew. */
		if (lines->at == lines->start)
			lines_skip_space(lines);
		if (lines->at < lines->end && *lines->at != '\n')
			mark(lexer);
	}
}

/* A backslash ends the line: the comment goes on. */
static bool is_continued(const struct lines *lines)
{
	const char *last = lines->at;

	if (last > lines->start && last[-1] == '\r')
		last--;
	return last > lines->start && last[-1] == '\\';
}

static void read_line_comment(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	for (;;) {
		lines_skip_space(lines);
		if (lines->at < lines->end && *lines->at != '\n')
			lines->comment = true;
		lines_skip_line(lines);
		if (lines->at == lines->end || !is_continued(lines))
			return;
		next_line(lexer);
	}
}

/* AT is on the slash and star. */
static void read_block_comment(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	lines->comment = true;
	lines->at += 2;
	while (lines->at < lines->end) {
		const char *run = lines->at;

		while (run < lines->end && *run != '*' && *run != '\n')
			run++;
		lines->at = run;
		if (run == lines->end)
			return;
		if (*run == '*') {
			lines->comment = true;
			lines->at++;
			if (lines_peek(lines, 0) == '/') {
				lines->at++;
				return;
			}
			continue;
		}
		next_line(lexer);
		lines_skip_space(lines);
		if (lines->at < lines->end && *lines->at != '\n')
			lines->comment = true;
	}
}

/* What may stand behind the preprocessor's '#'. A '#' alone is a comment's frame. */
static bool is_directive(const struct lines *lines)
{
	static const char *const words[] = {"include", "include_next", "define", "undef",
		"if", "ifdef", "ifndef", "elif", "else", "endif", "error", "warning",
		"pragma", "line", "ident"};
	size_t from = 1, len = 0;

	while (lines_peek(lines, from) == ' ' || lines_peek(lines, from) == '\t')
		from++;
	while ((lines_peek(lines, from + len) >= 'a' &&
		       lines_peek(lines, from + len) <= 'z') ||
		lines_peek(lines, from + len) == '_')
		len++;
	for (size_t i = 0; i < COUNT(words); i++) {
		if (bytes_equal((struct bytes){lines->at + from, len}, words[i]))
			return true;
	}
	return false;
}

/* Does the assembler's own comment begin at AT? */
static bool is_mark(const struct c_lexer *lexer)
{
	const struct lines *lines = &lexer->lines;

	if (!lexer->marks || lines->code || lexer->aside || !*lines->at)
		return false;
	return *lines->at == '#' ? !is_directive(lines)
				 : strchr(lexer->marks, *lines->at) != NULL;
}

/* AT is on a slash or something that is no comment: true when it was one. */
static bool read_comment(struct c_lexer *lexer)
{
	switch (lines_peek(&lexer->lines, 1)) {
	case '/':
		read_line_comment(lexer);
		return true;
	case '*':
		read_block_comment(lexer);
		return true;
	default:
		return false;
	}
}

static void read_code(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;
	const char *run = lines->at;

	lexer->aside = lexer->aside || is_mark(lexer);
	mark(lexer);
	/* The first byte is a slash, or stops nothing. */
	do
		run++;
	while (run < lines->end && !stops[(unsigned char)*run]);
	lines->at = run;
}

static void lex(struct c_lexer *lexer)
{
	struct lines *lines = &lexer->lines;

	for (;;) {
		lines_skip_space(lines);
		if (lines->at == lines->end)
			break;
		switch (*lines->at) {
		case '\n':
			next_line(lexer);
			break;
		case '"':
		case '\'':
			read_string(lexer);
			break;
		case '/':
			if (read_comment(lexer))
				break;
			/* fall through */
		default:
			read_code(lexer);
		}
	}
	lines_finish(lines);
}

static void add(struct kvet_count *count, const struct kvet_count *more)
{
	count->code += more->code;
	count->comments += more->comments;
	count->blank += more->blank;
}

void count_c(struct bytes text, struct kvet_count *count)
{
	struct c_lexer lexer = {.lines = lines_of(text)};

	lex(&lexer);
	add(count, &lexer.lines.count);
}

void count_assembly(struct bytes text, const char *marks, struct kvet_count *count)
{
	struct c_lexer lexer = {.lines = lines_of(text), .marks = marks};

	lex(&lexer);
	add(count, &lexer.lines.count);
}

void count_hash(struct bytes text, struct kvet_count *count)
{
	struct lines lines = lines_of(text);

	while (lines.at < lines.end) {
		lines_skip_space(&lines);
		if (lines.at < lines.end && *lines.at != '\n') {
			/* The first line of a script runs it. */
			bool script =
				lines.at == text.data && lines_peek(&lines, 1) == '!';

			lines.comment = *lines.at == '#' && !script;
			lines.code = !lines.comment;
			lines_skip_line(&lines);
		}
		if (lines.at < lines.end)
			lines_next(&lines);
	}
	lines_finish(&lines);
	add(count, &lines.count);
}

/* What binutils calls comment_chars, beside '#' and what the preprocessor takes. Of those
 * that separate statements elsewhere, so only of their own architecture. */
static const struct {
	const char *folder, *marks;
} architectures[] = {
	{"arm", "@"},
	{"unicore32", "@"},
	{"m68k", "|"},
	{"sparc", "!"},
	{"sh", "!"},
	{"nds32", "!"},
	{"parisc", ";"},
	{"arc", ";"},
	{"h8300", ";"},
	{"c6x", ";*"},
};

const char *count_assembly_marks(const char *path)
{
	while (*path) {
		size_t len = strcspn(path, "/");

		for (size_t i = 0; i < COUNT(architectures) && path[len]; i++) {
			if (bytes_equal(
				    (struct bytes){path, len}, architectures[i].folder))
				return architectures[i].marks;
		}
		path += len + (path[len] == '/');
	}
	return "";
}
