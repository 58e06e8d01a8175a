/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/csvtext.h"

#include <inttypes.h>
#include <string.h>

/* A terminal must not obey what a record says: neither C0 nor C1 goes out. */
static bool is_control(const unsigned char *c)
{
	return (*c < 0x20 && *c != '\n' && *c != '\t') || *c == 0x7f ||
	       (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0);
}

void csv_text(FILE *out, const char *text)
{
	const unsigned char *c = (const unsigned char *)text;

	for (; *c; c++) {
		bool control = is_control(c);

		if (*c == '"')
			fputc('"', out);
		fputc(control ? '?' : *c, out);
		c += control && *c == 0xc2;
	}
}

void csv_field(FILE *out, const char *text, bool last)
{
	if (text[strcspn(text, ",\"\r\n")]) {
		fputc('"', out);
		csv_text(out, text);
		fputc('"', out);
	} else {
		csv_text(out, text);
	}
	fputc(last ? '\n' : ',', out);
}

void csv_count(FILE *out, uint64_t count)
{
	fprintf(out, "%" PRIu64 ",", count);
}

void csv_days(FILE *out, int32_t days)
{
	if (days != KVET_DAYS_UNKNOWN)
		fprintf(out, "%" PRId32, days);
	fputc(',', out);
}

void csv_origin_columns(FILE *out, const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index))
{
	const char *text, *separator = "";

	csv_field(out, snapshot->date, false);
	fputc('"', out);
	for (size_t i = 0; (text = get(of, i)); i++) {
		fputs(separator, out);
		csv_text(out, text);
		separator = "; ";
	}
	fputc('"', out);
}

void csv_origin(FILE *out, const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index))
{
	csv_origin_columns(out, snapshot, of, get);
	fputc('\n', out);
}
