/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/print.h"

#include "util/bytes.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that a terminal might obey: C0, DEL, and C1, in UTF-8 or alone. */
static bool is_control(const unsigned char *c)
{
	return *c < 0x20 || (*c >= 0x7f && *c < 0xc0) ||
	       (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

/* The bytes of the character at C: its first and those that continue it. */
static size_t character_len(const unsigned char *c)
{
	size_t most = *c < 0xc0 ? 1 : *c < 0xe0 ? 2 : *c < 0xf0 ? 3 : 4;
	size_t len = 1;

	while (len < most && (c[len] & 0xc0) == 0x80)
		len++;
	return len;
}

static unsigned columns(const char *text)
{
	const unsigned char *c = (const unsigned char *)text;
	unsigned count = 0;

	for (; *c; c += character_len(c))
		count++;
	return count;
}

unsigned print_text(FILE *out, const char *text, unsigned width)
{
	const unsigned char *c = (const unsigned char *)text;
	bool cut = width && columns(text) > width;
	unsigned count = 0;

	while (*c && (!cut || count < width - 1)) {
		size_t len = character_len(c);

		if (*c == '\n' || *c == '\t')
			fputc(' ', out);
		else if (is_control(c))
			fputc('?', out);
		else
			fwrite(c, 1, len, out);
		c += len;
		count++;
	}
	if (!cut)
		return count;
	fputc('>', out);
	return count + 1;
}

void print_cell(FILE *out, const char *text, unsigned width)
{
	unsigned written = print_text(out, text, width);

	for (; written < width; written++)
		fputc(' ', out);
}

static void print_spaces(FILE *out, unsigned count)
{
	while (count--)
		fputc(' ', out);
}

void print_paragraphs(FILE *out, const char *text, unsigned indent)
{
	while (*text) {
		size_t len = strcspn(text, "\n");

		print_spaces(out, len ? indent : 0);
		for (size_t i = 0, taken; i < len; i += taken) {
			const unsigned char *c = (const unsigned char *)text + i;

			taken = character_len(c);
			if (*c == '\t')
				print_spaces(out, 8);
			else if (is_control(c))
				fputc('?', out);
			else
				fwrite(c, 1, taken, out);
		}
		fputc('\n', out);
		text += len + (text[len] == '\n');
	}
}

void print_folded(const struct report *report, unsigned indent, const char *text)
{
	unsigned width = report->options->width;
	unsigned at = 0;

	while (*(text += strspn(text, " "))) {
		char word[256];

		snprintf(word, sizeof(word), "%.*s", (int)strcspn(text, " "), text);
		text += strcspn(text, " ");
		if (at && width && at + 1 + columns(word) > width) {
			fputc('\n', report->out);
			at = 0;
		}
		if (at) {
			fputc(' ', report->out);
			at++;
		} else {
			print_spaces(report->out, indent);
			at = indent;
		}
		at += print_text(report->out, word, 0);
	}
	fputc('\n', report->out);
}

void print_colour(const struct report *report, enum colour colour)
{
	static const char *const codes[] = {
		[COLOUR_NONE] = "\033[0m",
		[COLOUR_BOLD] = "\033[1m",
		[COLOUR_DIM] = "\033[2m",
		[COLOUR_RED] = "\033[1;31m",
		[COLOUR_YELLOW] = "\033[33m",
	};

	if (report->options->colour)
		fputs(codes[colour], report->out);
}

const char *print_count(uint64_t count, char text[PRINT_COUNT_SIZE])
{
	char digits[PRINT_COUNT_SIZE];
	int len = snprintf(digits, sizeof(digits), "%" PRIu64, count);
	char *end = text;

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			*end++ = ',';
		*end++ = digits[i];
	}
	*end = '\0';
	return text;
}

unsigned print_lines_of(
	const struct report *report, void (*write)(const struct report *report))
{
	struct report counted = *report;
	struct kvet_report_options plain = *report->options;
	char *text = NULL;
	size_t size = 0;
	unsigned lines = 0;

	counted.out = open_memstream(&text, &size);
	if (!counted.out)
		return 0;
	plain.colour = false;
	counted.options = &plain;
	write(&counted);
	if (fclose(counted.out) == 0) {
		struct bytes rest = {text, size}, line;

		while (bytes_next_line(&rest, &line))
			lines +=
				1 + (plain.width && line.len ? (unsigned)((line.len - 1) /
									  plain.width)
							     : 0);
	}
	free(text);
	return lines;
}
