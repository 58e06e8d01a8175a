/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pictures in SVG 1.1 that stand alone: text as text, colours by classes of one style for
 * light and dark, and no script. Numbers are written without the locale, so that the same
 * picture is the same bytes.
 */
#ifndef KVET_REPORT_SVG_H
#define KVET_REPORT_SVG_H

#include "report/report.h"

/* All pictures are so wide, in CSS pixels; a page scales them. */
#define SVG_WIDTH 720
#define SVG_MARGIN 24

/* Colours that people with any sight tell apart (Okabe and Ito), and grey behind them. */
#define SVG_COLOURS 6
#define SVG_GREY SVG_COLOURS

/* Begins a picture HEIGHT high. TITLE and DESCRIPTION are what a screen reader says. */
void svg_begin(FILE *out, double height, const char *title, const char *description);
void svg_end(FILE *out);

/* Text of whatever origin, without what XML or a terminal would take for its own. */
void svg_escape(FILE *out, const char *text);

/* TEXT at X, Y: CLASS may be several words; ANCHOR is start, middle or end. */
void svg_text(FILE *out, double x, double y, const char *class, const char *anchor,
	const char *text);

/* TEXT folded to the picture's width from Y on, in small letters; returns the height. With
 * OUT NULL nothing is written. */
double svg_fold(FILE *out, double y, const char *text);

void svg_line(FILE *out, double x1, double y1, double x2, double y2, const char *class);

/* A filled box of colour COLOUR with its value to be read on it. */
void svg_box(FILE *out, double x, double y, double width, double height, unsigned colour,
	const char *value);

/* Numbers of a path or list: " 12.5". */
void svg_number(FILE *out, double value);

/* The distance of ticks up to MOST, at most COUNT of them: 1, 2 or 5 times a power of ten. */
double svg_step(double most, unsigned count);

/* MOST, or the tick above it. */
double svg_whole(double most);

/* The axis of a chart: lines and numbers from 0 up to MOST between Y BOTTOM and TOP, behind
 * what they count. UNIT stands over them. */
struct svg_axis {
	double left, right, top, bottom;
	double most;
	const char *unit;
	const char *suffix; /* of each number: " %" */
};
void svg_axis_draw(FILE *out, const struct svg_axis *axis);

/* Where VALUE is on it. */
double svg_axis_y(const struct svg_axis *axis, double value);

/* What the picture was made from and what it cannot say, from Y on; returns the height. With
 * OUT NULL nothing is written. */
double svg_source(FILE *out, double y, const char *command,
	const struct kvet_snapshot *snapshot, const void *of,
	const char *(*get)(const void *of, size_t index));

#endif
