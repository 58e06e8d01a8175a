/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libc's mktime knows time zones and its range; these are days alone, in constant time
 * (Hinnant: https://howardhinnant.github.io/date_algorithms.html). */
#include "util/day.h"

#include <stdio.h>
#include <string.h>

#define DAYS_OF_400_YEARS 146097
#define DAYS_BEFORE_1970 719468 /* from 0000-03-01, where its years begin */

int32_t day_of(int year, unsigned month, unsigned day_of_month)
{
	year -= month <= 2;
	int era = (year >= 0 ? year : year - 399) / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * ((int)month + (month > 2 ? -3 : 9)) + 2) / 5 +
			  (int)day_of_month - 1;
	int day_of_era =
		year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * DAYS_OF_400_YEARS + day_of_era - DAYS_BEFORE_1970;
}

void day_split(int32_t day, int *year, unsigned *month, unsigned *day_of_month)
{
	int64_t shifted = (int64_t)day + DAYS_BEFORE_1970;
	int64_t era = (shifted >= 0 ? shifted : shifted - DAYS_OF_400_YEARS + 1) /
		      DAYS_OF_400_YEARS;
	int of_era = (int)(shifted - era * DAYS_OF_400_YEARS);
	int year_of_era =
		(of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int shifted_month = (5 * of_year + 2) / 153;

	*day_of_month = (unsigned)(of_year - (153 * shifted_month + 2) / 5 + 1);
	*month = (unsigned)(shifted_month + (shifted_month < 10 ? 3 : -9));
	*year = year_of_era + (int)era * 400 + (*month <= 2);
}

/* LEN digits as a number; -1 when they are none. */
static int read_digits(const char *text, unsigned len)
{
	int value = 0;

	for (unsigned i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		value = value * 10 + text[i] - '0';
	}
	return value;
}

int32_t day_parse(const char *text)
{
	if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
		return DAY_UNKNOWN;
	int year = read_digits(text, 4);
	int month = read_digits(text + 5, 2), day = read_digits(text + 8, 2);

	if (year < 0 || month < 1 || month > 12 || day < 1 || day > 31)
		return DAY_UNKNOWN;
	return day_of(year, (unsigned)month, (unsigned)day);
}

const char *day_text(int32_t day, char text[DAY_SIZE])
{
	unsigned month, day_of_month;
	int year;

	*text = '\0';
	if (day == DAY_UNKNOWN)
		return text;
	day_split(day, &year, &month, &day_of_month);
	snprintf(text, DAY_SIZE, "%04d-%02u-%02u", (int)(int16_t)year, month % 100,
		day_of_month % 100);
	return text;
}
