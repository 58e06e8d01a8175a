/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Context files are INI, read by inih. It is fed line by line: so lines are counted, blanks
 * before a key do not make it part of the one before, and what inih would cut or skip is an
 * error.
 */
#include "context/context.h"

#include "util/error.h"

#include <ini.h>

/* inih's own buffer has 200 bytes. */
#define LINE_MAX_BYTES 190

struct reading {
	struct kvet_context *context;
	struct bytes rest;
	unsigned line;
	struct kvet_error *error;
	int code;
};

static int refuse(struct reading *reading, const char *message)
{
	error_set(reading->error, KVET_ERROR_INPUT, NULL, "%s", message);
	error_place(reading->error, reading->line, 0);
	return reading->code = KVET_ERROR_INPUT;
}

static bool is_text(struct bytes line)
{
	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.data[i];

		if ((c < ' ' && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static char *next_line(char *to, int size, void *stream)
{
	struct reading *reading = stream;
	struct bytes line;

	if (reading->code || !bytes_next_line(&reading->rest, &line))
		return NULL;
	reading->line++;
	while (line.len && (*line.data == ' ' || *line.data == '\t'))
		line = (struct bytes){line.data + 1, line.len - 1};
	if (!is_text(line)) {
		refuse(reading, "a byte that no text has");
		return NULL;
	}
	/* A comment may be as long as it likes. */
	if (line.len && (*line.data == '#' || *line.data == ';'))
		line.len = 0;
	if (line.len > LINE_MAX_BYTES || line.len + 2 > (size_t)size) {
		refuse(reading, "the line is too long: 190 bytes are the most");
		error_hint(reading->error, "a list may be said again on a further line");
		return NULL;
	}
	memcpy(to, line.data, line.len);
	memcpy(to + line.len, "\n", 2);
	return to;
}

#if INI_HANDLER_LINENO
static int take(
	void *user, const char *section, const char *name, const char *value, int lineno)
#else
static int take(void *user, const char *section, const char *name, const char *value)
#endif
{
	struct reading *reading = user;
	char text[LINE_MAX_BYTES + 1];

#if INI_HANDLER_LINENO
	(void)lineno;
#endif
	if (reading->code || !name)
		return 1;
	snprintf(text, sizeof(text), "%s", value ? value : "");
	text[strcspn(text, "#")] = '\0';
	for (size_t len = strlen(text);
		len && (text[len - 1] == ' ' || text[len - 1] == '\t');)
		text[--len] = '\0';
	reading->code = context_say(
		reading->context, section, name, text, reading->line, reading->error);
	return reading->code == 0;
}

int context_parse(struct kvet_context *context, struct bytes text, const char *name,
	struct kvet_error *error)
{
	struct reading reading = {.context = context, .rest = text, .error = error};

	if (text.len >= 3 && memcmp(text.data, "\xef\xbb\xbf", 3) == 0)
		reading.rest = (struct bytes){text.data + 3, text.len - 3};
	int wrong = ini_parse_stream(next_line, &reading, take, &reading);
	if (wrong < 0 && !reading.code)
		reading.code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	/* inih reads on behind what is no statement. */
	if (wrong > 0 && (!reading.code || (unsigned)wrong < reading.line)) {
		reading.line = (unsigned)wrong;
		refuse(&reading, "neither a [section] nor 'key = word'");
	}
	if (reading.code && error)
		snprintf(error->path, sizeof(error->path), "%s", name);
	return reading.code;
}
