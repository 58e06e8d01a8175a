/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Days as numbers, for differences between them: those since 1970-01-01. */
#ifndef KVET_UTIL_DAY_H
#define KVET_UTIL_DAY_H

#include <stdbool.h>
#include <stdint.h>

/* Before every day there is. */
#define DAY_UNKNOWN INT32_MIN

/* "YYYY-MM-DD" as a number; DAY_UNKNOWN when it is none. */
int32_t day_parse(const char *text);

/* Writes DAY into TEXT, "" for DAY_UNKNOWN, and returns TEXT. */
#define DAY_SIZE 16
const char *day_text(int32_t day, char text[DAY_SIZE]);

/* The parts of DAY; month is 1 to 12. */
void day_split(int32_t day, int *year, unsigned *month, unsigned *day_of_month);

/* The number of a day of the Gregorian calendar. */
int32_t day_of(int year, unsigned month, unsigned day_of_month);

#endif
