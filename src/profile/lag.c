/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/lag.h"

#include "release/release.h"
#include "util/grow.h"

#include <stdlib.h>

/* What mainline has for so long and a line has not is taken to never come. */
static bool waits(const struct life *life, int32_t today)
{
	return (int64_t)today - life->fixed_day <= KVET_LAG_PENDING_DAYS;
}

/* The fix is of a mainline release that opens a later line, and out. */
static bool counts(const struct lag_line *line, const struct life *life,
	const struct course *course, int32_t today)
{
	return course->reached && life->has_fixed && life->fixed_day != DAY_UNKNOWN &&
	       life->fixed_day <= today &&
	       release_compare_line(life->fixed, line->line) > 0;
}

bool lag_take(struct lag *lag, const struct lag_line *line, const struct life *life,
	const struct course *course, const struct calendar *calendar, int32_t today)
{
	struct kvet_release fixed = line->line;

	if (!counts(line, life, course, today))
		return true;
	if (course->open) {
		if (line->end_of_life != DAY_UNKNOWN &&
			life->fixed_day > line->end_of_life)
			lag->after_end++;
		else if (!line->ended && waits(life, today))
			lag->pending++;
		else
			lag->never++;
		return true;
	}
	fixed.stable = course->fixed;
	int32_t day = calendar_day(calendar, fixed);
	if (day == DAY_UNKNOWN)
		return true;
	if (!grow(&lag->days, &lag->room, lag->count + 1, sizeof(*lag->days)))
		return false;
	lag->days[lag->count++] = day - life->fixed_day;
	return true;
}

static int compare_days(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* The smallest of the sorted days that QUARTERS quarters of OF are at or below. */
static int32_t quantile(const struct lag *lag, size_t of, unsigned quarters)
{
	size_t rank = (of * quarters + 3) / 4;

	return rank && rank <= lag->count ? lag->days[rank - 1] : KVET_DAYS_UNKNOWN;
}

struct kvet_lag lag_told(struct lag *lag)
{
	size_t all = lag->count + lag->never + lag->pending;

	if (lag->count > 1)
		qsort(lag->days, lag->count, sizeof(*lag->days), compare_days);
	return (struct kvet_lag){
		.came = lag->count,
		.never = lag->never,
		.pending = lag->pending,
		.after_end = lag->after_end,
		.first_quartile = quantile(lag, lag->count, 1),
		.median = quantile(lag, lag->count, 2),
		.third_quartile = quantile(lag, lag->count, 3),
		.half_of_all = quantile(lag, all, 2),
	};
}

void lag_end(struct lag *lag)
{
	free(lag->days);
	*lag = (struct lag){0};
}
