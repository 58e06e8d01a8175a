/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a lexer stands in a text, and the lines behind it. A line is code when anything but
 * comment and white space is on it, else comment, else blank: a blank line inside a comment
 * or a string is blank, as cloc and tokei count it.
 */
#ifndef KVET_CENSUS_LINES_H
#define KVET_CENSUS_LINES_H

#include "kvet.h"
#include "util/bytes.h"

struct lines {
	const char *at, *end;
	const char *start; /* of the line that AT is on */
	struct kvet_count count;
	bool code, comment; /* seen on this line */
};

static inline struct lines lines_of(struct bytes text)
{
	const char *data = text.len ? text.data : "";

	return (struct lines){.at = data, .end = data + text.len, .start = data};
}

/* White space, of which no line is made. */
static inline bool lines_is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static inline void lines_skip_space(struct lines *lines)
{
	while (lines->at < lines->end && lines_is_space(*lines->at))
		lines->at++;
}

/* The byte N behind AT; 0 where the text has ended. */
static inline char lines_peek(const struct lines *lines, size_t n)
{
	return (size_t)(lines->end - lines->at) > n ? lines->at[n] : '\0';
}

static inline void lines_close(struct lines *lines)
{
	if (lines->code)
		lines->count.code++;
	else if (lines->comment)
		lines->count.comments++;
	else
		lines->count.blank++;
	lines->code = lines->comment = false;
}

/* AT is on a line end: counts the line, and steps over it. */
static inline void lines_next(struct lines *lines)
{
	lines_close(lines);
	lines->start = ++lines->at;
}

/* The last line may have no end. */
static inline void lines_finish(struct lines *lines)
{
	if (lines->start < lines->end)
		lines_close(lines);
}

/* To the next line end, or the end of the text. */
static inline void lines_skip_line(struct lines *lines)
{
	const char *end =
		lines->at < lines->end
			? memchr(lines->at, '\n', (size_t)(lines->end - lines->at))
			: NULL;

	lines->at = end ? end : lines->end;
}

#endif
