/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/kbuild/maketext.h"

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct bytes maketext_strip(struct bytes text)
{
	while (text.len && is_space(text.data[text.len - 1]))
		text.len--;
	while (text.len && is_space(*text.data)) {
		text.data++;
		text.len--;
	}
	return text;
}

bool maketext_word(struct bytes *rest, struct bytes *word)
{
	size_t len = 0;

	while (rest->len && is_space(*rest->data)) {
		rest->data++;
		rest->len--;
	}
	while (len < rest->len && !is_space(rest->data[len]))
		len++;
	*word = (struct bytes){rest->data, len};
	rest->data += len;
	rest->len -= len;
	return len > 0;
}

size_t maketext_close(struct bytes text, size_t open)
{
	char opening = text.data[open], closing = opening == '(' ? ')' : '}';
	size_t depth = 0;

	for (size_t i = open; i < text.len; i++) {
		if (text.data[i] == opening)
			depth++;
		else if (text.data[i] == closing && --depth == 0)
			return i + 1;
	}
	return text.len;
}

/* An odd number of backslashes at the end continues a line. */
bool maketext_continues(struct bytes line)
{
	size_t count = 0;

	while (count < line.len && line.data[line.len - 1 - count] == '\\')
		count++;
	return count % 2 == 1;
}

/* Where the comment of LINE begins, or its length. `\#` is no comment. */
static size_t comment_start(struct bytes line)
{
	const char *at = line.data;
	const char *end = line.data + line.len;

	while (at < end && (at = memchr(at, '#', (size_t)(end - at)))) {
		if (at == line.data || at[-1] != '\\')
			return (size_t)(at - line.data);
		at++;
	}
	return line.len;
}

/* The lines from FIRST on that belong together, as they stand; how many there are. */
static unsigned take_lines(struct maketext *text, struct bytes first, struct bytes *whole)
{
	unsigned count = 1;
	struct bytes line = first;

	*whole = first;
	while (maketext_continues(line) && bytes_next_line(&text->rest, &line)) {
		whole->len = (size_t)(line.data + line.len - whole->data);
		count++;
	}
	return count;
}

/* Joins what take_lines found: backslash, line end and the space around are one space. */
static struct bytes join(struct arena *arena, struct bytes whole)
{
	char *joined = arena_bytes(arena, whole.len + 1);
	struct bytes line;
	size_t len = 0;

	if (!joined)
		return (struct bytes){"", 0};
	while (bytes_next_line(&whole, &line)) {
		line.len -= maketext_continues(line) && whole.len;
		struct bytes part = maketext_strip(line);
		if (len)
			joined[len++] = ' ';
		if (part.len)
			memcpy(joined + len, part.data, part.len);
		len += part.len;
	}
	return (struct bytes){joined, len};
}

bool maketext_next(struct maketext *text, struct maketext_line *line)
{
	struct bytes first, whole;

	while (bytes_next_line(&text->rest, &first)) {
		unsigned number = ++text->next;
		unsigned count = take_lines(text, first, &whole);

		text->next += count - 1;
		*line = (struct maketext_line){whole, number, false};
		if (text->in_rule && *first.data == '\t' && first.len) {
			line->recipe = true;
			return true;
		}
		if (count > 1)
			line->text = join(text->arena, whole);
		if (!line->text.len)
			continue;
		line->text.len = comment_start(line->text);
		line->text = maketext_strip(line->text);
		if (line->text.len)
			return true;
	}
	return false;
}
