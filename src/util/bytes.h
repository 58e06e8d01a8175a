/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of bytes that somebody else owns: what every parser of kvet takes. */
#ifndef KVET_UTIL_BYTES_H
#define KVET_UTIL_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

struct bytes {
	const char *data; /* not terminated by a NUL; NULL only when len is 0 */
	size_t len;
};

static inline struct bytes bytes_of(const char *text)
{
	return (struct bytes){text, text ? strlen(text) : 0};
}

static inline bool bytes_equal(struct bytes a, const char *text)
{
	return a.len == strlen(text) && (!a.len || memcmp(a.data, text, a.len) == 0);
}

/* The last C in TEXT, or NULL. */
static inline const char *bytes_last(struct bytes text, char c)
{
	return text.data && text.len ? memrchr(text.data, c, text.len) : NULL;
}

/* Cuts the first line (without its line end) off REST; false when REST is empty. */
static inline bool bytes_next_line(struct bytes *rest, struct bytes *line)
{
	if (!rest->len)
		return false;
	const char *end = memchr(rest->data, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->data) : rest->len;
	size_t taken = end ? len + 1 : len;

	*line = (struct bytes){rest->data, len};
	if (line->len && line->data[line->len - 1] == '\r')
		line->len--;
	rest->data += taken;
	rest->len -= taken;
	return true;
}

#endif
