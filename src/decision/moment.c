/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decision/moment.h"

#include "util/day.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DAY_SECONDS 86400

/* The form as far as it is fixed: d stands for a digit. */
static const char form[] = "dddd-dd-ddtdd:dd:dd";

static bool has_form(const char *text)
{
	for (size_t i = 0; form[i]; i++) {
		char c = text[i];
		bool fits = form[i] == 'd'   ? c >= '0' && c <= '9'
			    : form[i] == 't' ? c == 'T' || c == 't' || c == ' '
					     : c == form[i];

		if (!fits)
			return false;
	}
	return true;
}

static int two(const char *digits)
{
	return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* ".123456789" at TEXT: how many bytes it takes, 0 when it is none. */
static size_t read_fraction(const char *text, uint32_t *nanoseconds)
{
	uint32_t unit = 100000000;
	size_t len = 1;

	*nanoseconds = 0;
	if (*text != '.')
		return 0;
	for (; text[len] >= '0' && text[len] <= '9'; len++, unit /= 10)
		*nanoseconds += unit * (uint32_t)(text[len] - '0');
	return len > 1 ? len : 0;
}

/* "Z" or "-06:00", to the text's end; the seconds that local time is ahead. */
static bool read_zone(const char *text, int *ahead)
{
	static const char zone[] = "sdd:dd";

	*ahead = 0;
	if ((text[0] == 'Z' || text[0] == 'z') && !text[1])
		return true;
	for (size_t i = 0; zone[i]; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';
		bool sign = text[i] == '+' || text[i] == '-';

		if (zone[i] == 'd' ? !digit : zone[i] == 's' ? !sign : text[i] != ':')
			return false;
	}
	*ahead = (two(text + 1) * 60 + two(text + 4)) * 60;
	*ahead = text[0] == '-' ? -*ahead : *ahead;
	return !text[6] && two(text + 1) < 24 && two(text + 4) < 60;
}

bool moment_parse(struct bytes text, struct moment *moment)
{
	char copy[64], day[DAY_SIZE];
	int ahead;

	if (text.len < sizeof(form) || text.len >= sizeof(copy) ||
		memchr(text.data, '\0', text.len))
		return false;
	memcpy(copy, text.data, text.len);
	copy[text.len] = '\0';
	if (!has_form(copy))
		return false;
	snprintf(day, sizeof(day), "%.10s", copy);
	int32_t number = day_parse(day);
	int hour = two(copy + 11), minute = two(copy + 14), second = two(copy + 17);
	size_t rest = strlen(form);
	rest += read_fraction(copy + rest, &moment->nanoseconds);
	if (number == DAY_UNKNOWN || hour > 23 || minute > 59 || second > 60 ||
		!read_zone(copy + rest, &ahead))
		return false;
	moment->seconds = (int64_t)number * DAY_SECONDS + (int64_t)hour * 3600 +
			  minute * 60 + second - ahead;
	return true;
}

int moment_compare(struct moment a, struct moment b)
{
	if (a.seconds != b.seconds)
		return a.seconds < b.seconds ? -1 : 1;
	return (a.nanoseconds > b.nanoseconds) - (a.nanoseconds < b.nanoseconds);
}

const char *moment_text(int64_t seconds, char text[MOMENT_SIZE])
{
	int64_t day = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0);
	unsigned second = (unsigned)(seconds - day * DAY_SECONDS);
	char date[DAY_SIZE];

	snprintf(text, MOMENT_SIZE, "%sT%02u:%02u:%02uZ", day_text((int32_t)day, date),
		second / 3600 % 24, second / 60 % 60, second % 60);
	return text;
}

/* The last second that four digits of a year have. */
#define LAST_SECOND INT64_C(253402300799)

bool moment_now(int64_t *seconds)
{
	const char *set = getenv("SOURCE_DATE_EPOCH");
	char *end;

	*seconds = (int64_t)time(NULL);
	if (!set || !*set)
		return true;
	errno = 0;
	*seconds = strtoll(set, &end, 10);
	return *set >= '0' && *set <= '9' && !*end && !errno && *seconds <= LAST_SECOND;
}
