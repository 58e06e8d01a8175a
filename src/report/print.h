/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tables for people are put together from. */
#ifndef KVET_REPORT_PRINT_H
#define KVET_REPORT_PRINT_H

#include "report/report.h"

enum colour { COLOUR_NONE, COLOUR_BOLD, COLOUR_DIM, COLOUR_RED, COLOUR_YELLOW };

/*
 * Text of a record, never more than WIDTH columns (0: all), and no byte of it that a
 * terminal would obey. Returns the columns written.
 */
unsigned print_text(FILE *out, const char *text, unsigned width);

/* The same padded to WIDTH columns. */
void print_cell(FILE *out, const char *text, unsigned width);

/* Paragraphs of a record, each line behind INDENT spaces. */
void print_paragraphs(FILE *out, const char *text, unsigned indent);

/* A sentence folded at words to the report's width, its lines behind INDENT spaces. */
void print_folded(const struct report *report, unsigned indent, const char *text);

void print_colour(const struct report *report, enum colour colour);

/* How many lines of the screen WRITE takes; 0 when memory is short. */
unsigned print_lines_of(
	const struct report *report, void (*write)(const struct report *report));

/* 12560 as "12,560". */
#define PRINT_COUNT_SIZE 32
const char *print_count(uint64_t count, char text[PRINT_COUNT_SIZE]);

#endif
