/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/picture.h"

#include "report/print.h"

#define WIDTH_WITHOUT_TERMINAL 80
#define WIDTH_MOST 132
#define WIDTH_LEAST 20

#define EIGHTHS 8

/* From nothing to full, from below and from the left. */
static const char *const rising[EIGHTHS + 1] = {" ", "\u2581", "\u2582", "\u2583",
	"\u2584", "\u2585", "\u2586", "\u2587", "\u2588"};
static const char *const growing[EIGHTHS + 1] = {" ", "\u258f", "\u258e", "\u258d",
	"\u258c", "\u258b", "\u258a", "\u2589", "\u2588"};
/* In ASCII a column says how high it is by how dark it is; an area and a bar only whether
 * it is half full. */
static const char *const darker[EIGHTHS + 1] = {
	" ", ".", ".", ":", "-", "=", "+", "*", "#"};
static const char *const halves[EIGHTHS + 1] = {
	" ", " ", " ", " ", ".", ".", ".", ".", "#"};
static const char *const whole[EIGHTHS + 1] = {"", "", "", "", "#", "#", "#", "#", "#"};

unsigned picture_width(const struct report *report)
{
	unsigned width = report->options->width;

	if (!width)
		return WIDTH_WITHOUT_TERMINAL;
	if (width < WIDTH_LEAST)
		return WIDTH_LEAST;
	return width < WIDTH_MOST ? width : WIDTH_MOST;
}

/* VALUE in eighths of WIDTH; what is there at all is at least one. */
static unsigned eighths(double value, double most, unsigned width)
{
	if (!(value > 0) || !(most > 0))
		return 0;
	double part = value >= most ? 1 : value / most;
	unsigned filled = (unsigned)(part * EIGHTHS * width + 0.5);

	return filled ? filled : 1;
}

unsigned picture_bar(
	const struct report *report, double value, double most, unsigned width)
{
	const char *const *parts = report->options->unicode ? growing : whole;
	unsigned filled = eighths(value, most, width), columns = filled / EIGHTHS;

	for (unsigned i = 0; i < columns; i++)
		fputs(parts[EIGHTHS], report->out);
	const char *rest = filled % EIGHTHS ? parts[filled % EIGHTHS] : "";
	if (filled && !columns && !*rest)
		rest = parts[EIGHTHS]; /* something for what is there */
	fputs(rest, report->out);
	return columns + (*rest != '\0');
}

/* The values of column COLUMN of WIDTH added up. */
static size_t column_sum(
	const size_t *values, size_t count, unsigned column, unsigned width)
{
	size_t sum = 0;

	for (size_t i = count * column / width; i < count * (column + 1) / width; i++)
		sum += values[i];
	return sum;
}

void picture_spark(
	const struct report *report, const size_t *values, size_t count, unsigned width)
{
	const char *const *parts = report->options->unicode ? rising : darker;
	size_t most = 0;

	if (count < width)
		width = (unsigned)count;
	for (unsigned i = 0; i < width; i++) {
		size_t sum = column_sum(values, count, i, width);

		most = sum > most ? sum : most;
	}
	for (unsigned i = 0; i < width; i++)
		fputs(parts[eighths((double)column_sum(values, count, i, width),
			      (double)most, 1)],
			report->out);
}

/* How much of row ROW, counted from below, a column of FILLED eighths fills. */
static unsigned fill_of(unsigned filled, unsigned row)
{
	unsigned below = row * EIGHTHS;

	if (filled <= below)
		return 0;
	return filled - below < EIGHTHS ? filled - below : EIGHTHS;
}

static void print_scale(const struct report *report, unsigned row, unsigned rows,
	size_t most, unsigned indent)
{
	char count[PRINT_COUNT_SIZE] = "";

	if (row + 1 == rows)
		print_count(most, count);
	else if (rows > 4 && row + 1 == rows / 2)
		print_count(most / 2, count);
	else if (!row)
		print_count(0, count);
	fprintf(report->out, "%*s ", (int)indent - 2, count);
	fputs(report->options->unicode ? "\u2502" : "|", report->out);
}

void picture_area(const struct report *report, const size_t *values, size_t count,
	unsigned rows, unsigned indent)
{
	const char *const *parts = report->options->unicode ? rising : halves;
	size_t most = 0;

	for (size_t i = 0; i < count; i++)
		most = values[i] > most ? values[i] : most;
	for (unsigned row = rows; row--;) {
		print_scale(report, row, rows, most, indent);
		for (size_t i = 0; i < count; i++)
			fputs(parts[fill_of(
				      eighths((double)values[i], (double)most, rows),
				      row)],
				report->out);
		fputc('\n', report->out);
	}
}
