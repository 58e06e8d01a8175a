/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long fixes take from mainline to a line, and which never come. */
#ifndef KVET_PROFILE_LAG_H
#define KVET_PROFILE_LAG_H

#include "profile/course.h"
#include "profile/life.h"

/* A line as it stood on a day. */
struct lag_line {
	struct kvet_release line, newest;
	int32_t end_of_life; /* or DAY_UNKNOWN */
	bool ended;
};

struct lag {
	int32_t *days; /* of those that came, as they were met */
	size_t count, room;
	size_t never, pending, after_end;
};

/* False when memory is short. */
bool lag_take(struct lag *lag, const struct lag_line *line, const struct life *life,
	const struct course *course, const struct calendar *calendar, int32_t today);

/* What LAG holds, as the public header tells it; sorts it. */
struct kvet_lag lag_told(struct lag *lag);
void lag_end(struct lag *lag);

#endif
