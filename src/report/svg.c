/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/svg.h"

#include "report/print.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LINE_HEIGHT 16
/* Of the small letters of notes, on average; there is no asking a font that is not known. */
#define LETTER_WIDTH 6.3

/* Light and dark by what the reader's system says. */
static const char style[] =
	"<style>\n"
	":root{max-width:100%;height:auto}\n"
	"text{font:13px system-ui,\"DejaVu Sans\",Verdana,sans-serif;fill:#1f2328}\n"
	".title{font-size:19px;font-weight:600}\n"
	".head{font-size:15px;font-weight:600}\n"
	".muted,.note{fill:#57606a}.note{font-size:11.5px}\n"
	".back{fill:#fff}.grid{stroke:#d8dee4}.axis{stroke:#57606a}\n"
	".curve{fill:none;stroke-width:2}.whisker{stroke:#1f2328;stroke-width:1.5}\n"
	".open{fill-opacity:.45}\n"
	".c0{fill:#0072b2}.c1{fill:#e69f00}.c2{fill:#009e73}.c3{fill:#cc79a7}\n"
	".c4{fill:#56b4e9}.c5{fill:#d55e00}.c6{fill:#9aa1a9}\n"
	".l0{stroke:#0072b2}.l1{stroke:#e69f00}.l2{stroke:#009e73}.l3{stroke:#cc79a7}\n"
	".l4{stroke:#56b4e9}.l5{stroke:#d55e00}.l6{stroke:#9aa1a9}\n"
	"@media (prefers-color-scheme:dark){\n"
	"text{fill:#e6edf3}.muted,.note{fill:#9da7b1}.back{fill:#0d1117}\n"
	".grid{stroke:#30363d}.axis{stroke:#9da7b1}.whisker{stroke:#e6edf3}\n"
	".c0{fill:#3b9be0}.l0{stroke:#3b9be0}.c6{fill:#6e7681}.l6{stroke:#6e7681}}\n"
	"</style>\n";

/* The bytes of the character at C that XML may hold; 0 when there is none. */
static size_t character_len(const unsigned char *c)
{
	size_t len = *c < 0x80 ? 1 : *c < 0xc2 ? 0 : *c < 0xe0 ? 2 : *c < 0xf0 ? 3 : 4;

	if (!len || *c > 0xf4 || (*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if ((c[i] & 0xc0) != 0x80)
			return 0;
	}
	/* C1, what is longer than it need be, surrogates, no characters, and behind the last. */
	if ((*c == 0xc2 && c[1] < 0xa0) || (*c == 0xe0 && c[1] < 0xa0) ||
		(*c == 0xed && c[1] > 0x9f) ||
		(*c == 0xef && c[1] == 0xbf && c[2] > 0xbd) ||
		(*c == 0xf0 && c[1] < 0x90) || (*c == 0xf4 && c[1] > 0x8f))
		return 0;
	return len;
}

void svg_escape(FILE *out, const char *text)
{
	static const struct {
		char c;
		const char *text;
	} entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}};
	const unsigned char *c = (const unsigned char *)text;

	while (*c) {
		size_t len = character_len(c);
		const char *entity = NULL;

		for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
			if (*c == (unsigned char)entities[i].c)
				entity = entities[i].text;
		}
		if (entity)
			fputs(entity, out);
		else if (len)
			fwrite(c, 1, len, out);
		else
			fputc('?', out);
		c += len ? len : 1;
	}
}

void svg_number(FILE *out, double value)
{
	long tenths = lround(value * 10);

	fprintf(out, "%s%ld", tenths < 0 ? " -" : " ", labs(tenths) / 10);
	if (tenths % 10)
		fprintf(out, ".%ld", labs(tenths) % 10);
}

static void attribute(FILE *out, const char *name, double value)
{
	long tenths = lround(value * 10);

	fprintf(out, " %s=\"%s%ld", name, tenths < 0 ? "-" : "", labs(tenths) / 10);
	if (tenths % 10)
		fprintf(out, ".%ld", labs(tenths) % 10);
	fputc('"', out);
}

void svg_begin(FILE *out, double height, const char *title, const char *description)
{
	fputs("<svg xmlns=\"http://www.w3.org/2000/svg\"", out);
	attribute(out, "width", SVG_WIDTH);
	attribute(out, "height", height);
	fprintf(out, " viewBox=\"0 0 %d", SVG_WIDTH);
	svg_number(out, height);
	fputs("\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">",
		out);
	svg_escape(out, title);
	fputs("</title>\n<desc id=\"desc\">", out);
	svg_escape(out, description);
	fputs("</desc>\n", out);
	fputs(style, out);
	fputs("<rect class=\"back\" width=\"100%\" height=\"100%\"/>\n", out);
	svg_text(out, SVG_MARGIN, 36, "title", "start", title);
}

void svg_end(FILE *out)
{
	fputs("</svg>\n", out);
}

void svg_text(FILE *out, double x, double y, const char *class, const char *anchor,
	const char *text)
{
	fputs("<text", out);
	attribute(out, "x", x);
	attribute(out, "y", y);
	if (*class)
		fprintf(out, " class=\"%s\"", class);
	if (strcmp(anchor, "start") != 0)
		fprintf(out, " text-anchor=\"%s\"", anchor);
	fputc('>', out);
	svg_escape(out, text);
	fputs("</text>\n", out);
}

double svg_fold(FILE *out, double y, const char *text)
{
	size_t most = (size_t)((SVG_WIDTH - 2 * SVG_MARGIN) / LETTER_WIDTH);
	double height = 0;
	char line[256];

	while (*text) {
		size_t len = strlen(text);

		if (len > most) {
			len = most;
			while (len && text[len] != ' ')
				len--;
			len = len ? len : most;
		}
		snprintf(line, sizeof(line), "%.*s", (int)len, text);
		if (out)
			svg_text(out, SVG_MARGIN, y + height, "note", "start", line);
		height += LINE_HEIGHT;
		text += len;
		text += strspn(text, " ");
	}
	return height;
}

void svg_line(FILE *out, double x1, double y1, double x2, double y2, const char *class)
{
	fprintf(out, "<line class=\"%s\"", class);
	attribute(out, "x1", x1);
	attribute(out, "y1", y1);
	attribute(out, "x2", x2);
	attribute(out, "y2", y2);
	fputs("/>\n", out);
}

void svg_box(FILE *out, double x, double y, double width, double height, unsigned colour,
	const char *value)
{
	fprintf(out, "<rect class=\"c%u\"", colour);
	attribute(out, "x", x);
	attribute(out, "y", y);
	attribute(out, "width", width);
	attribute(out, "height", height);
	fputs("><title>", out);
	svg_escape(out, value);
	fputs("</title></rect>\n", out);
}

double svg_step(double most, unsigned count)
{
	double step = pow(10, floor(log10(most > 0 ? most / count : 1)));
	static const double times[] = {1, 2, 5, 10};

	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++) {
		if (step * times[i] * count >= most)
			return step * times[i];
	}
	return step * 10;
}

double svg_whole(double most)
{
	double step = svg_step(most, 5);

	step = step < 1 ? 1 : step;
	return most > 0 ? ceil(most / step) * step : 1;
}

double svg_axis_y(const struct svg_axis *axis, double value)
{
	double part = axis->most > 0 ? value / axis->most : 0;

	return axis->bottom - part * (axis->bottom - axis->top);
}

void svg_axis_draw(FILE *out, const struct svg_axis *axis)
{
	double step = svg_step(axis->most, 5);
	char count[PRINT_COUNT_SIZE], text[PRINT_COUNT_SIZE + 8];

	step = step < 1 ? 1 : step;
	for (unsigned i = 0; i * step <= axis->most; i++) {
		double value = i * step;
		double y = svg_axis_y(axis, value);

		svg_line(out, axis->left, y, axis->right, y, value > 0 ? "grid" : "axis");
		snprintf(text, sizeof(text), "%s%s", print_count((uint64_t)value, count),
			axis->suffix);
		svg_text(out, axis->left - 6, y + 4, "muted", "end", text);
	}
	svg_text(out, SVG_MARGIN, axis->top - 14, "muted", "start", axis->unit);
}

double svg_source(FILE *out, double y, const char *command,
	const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index))
{
	char line[512], count[PRINT_COUNT_SIZE];
	double height = 0;
	const char *text;

	snprintf(line, sizeof(line),
		"Source: the kernel project's CVE records, snapshot of %s%s%.12s, %s "
		"records; "
		"%s.",
		*snapshot->date ? snapshot->date : "an unknown day",
		*snapshot->commit ? ", " : "", snapshot->commit,
		print_count(snapshot->records, count), command);
	height += svg_fold(out, y, line);
	for (size_t i = 0; (text = get(of, i)); i++)
		height += 4 + svg_fold(out, y + height + 4, text);
	return height;
}
