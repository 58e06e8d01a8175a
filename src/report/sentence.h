/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A sentence that is put together from parts. */
#ifndef KVET_REPORT_SENTENCE_H
#define KVET_REPORT_SENTENCE_H

#include "report/print.h"

struct sentence {
	char text[1024];
	size_t len;
};

/* One part more; what does not fit is left out. */
void sentence_add(struct sentence *sentence, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Prints it folded, and begins the next. */
void sentence_print(struct sentence *sentence, const struct report *report);

#endif
