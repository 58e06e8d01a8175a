/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/sentence.h"

#include <stdarg.h>

void sentence_add(struct sentence *sentence, const char *format, ...)
{
	size_t room = sizeof(sentence->text) - sentence->len;
	va_list args;

	va_start(args, format);
	int len = vsnprintf(sentence->text + sentence->len, room, format, args);
	va_end(args);
	if (len > 0)
		sentence->len += (size_t)len < room ? (size_t)len : room - 1;
}

void sentence_print(struct sentence *sentence, const struct report *report)
{
	if (sentence->len)
		print_folded(report, 0, sentence->text);
	sentence->len = 0;
	*sentence->text = '\0';
}
