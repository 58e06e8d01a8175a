/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The days of releases, and the lines, as the store's feeds tell them. */
#ifndef KVET_STORE_CALENDAR_H
#define KVET_STORE_CALENDAR_H

#include "store/store.h"
#include "util/day.h"

struct calendar_entry {
	uint64_t key; /* release_key of the release */
	struct kvet_release release;
	int32_t day; /* or DAY_UNKNOWN */
	int mainline; /* how many mainline releases there are up to it */
};

struct calendar_line {
	struct kvet_release line; /* the release that opens it */
	int32_t released, end_of_life; /* or DAY_UNKNOWN */
	bool longterm;
};

struct calendar {
	struct calendar_entry
		*releases; /* in the order of releases; candidates left out */
	size_t count, room;
	struct calendar_line *lines; /* in that order too */
	size_t line_count, line_room;
};

/* What the store has of both; the caller ends it with calendar_end. */
int calendar_load(
	struct kvet_store *store, struct calendar *calendar, struct kvet_error *error);
void calendar_end(struct calendar *calendar);

/* The day of RELEASE, or DAY_UNKNOWN. */
int32_t calendar_day(const struct calendar *calendar, struct kvet_release release);

/* The releases of LINE's line up to DAY, those without a day left out: the index of the
 * first and behind the last. */
void calendar_line_releases(const struct calendar *calendar, struct kvet_release line,
	int32_t day, size_t *first, size_t *end);

/* How many mainline releases stand behind FROM, up to and with TO; below 0 the other way. */
int calendar_mainline_steps(const struct calendar *calendar, struct kvet_release from,
	struct kvet_release to);

#endif
