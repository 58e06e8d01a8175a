/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records counted in rows and periods. */
#ifndef KVET_PROFILE_TALLY_H
#define KVET_PROFILE_TALLY_H

#include "store/calendar.h"
#include "util/arena.h"
#include "util/table.h"

/* More periods than these are an attack by days, not a profile. */
#define TALLY_PERIODS_MAX 1200

/* One record in one row at one time. */
struct tally_entry {
	uint32_t row;
	int32_t day; /* or DAY_UNKNOWN */
	bool first; /* the record's first entry: it counts in its period as one */
};

struct tally {
	struct arena *arena; /* of names and counts */
	struct tally_entry *entries;
	size_t count, room;
	struct table names; /* of rows, in the order they were met */
	struct kvet_profile_row *rows;
	size_t row_count;
	struct kvet_period *periods;
	size_t period_count;
	size_t undated; /* records */
};

/* Counts a record in row NAME, which lives as long as the tally. FIRST: not counted before. */
bool tally_add(struct tally *tally, const char *name, int32_t day, bool first);

/* Makes rows and periods; RECORDS is what shares are of. False when memory is short. */
bool tally_tell(struct tally *tally, enum kvet_per per, const struct calendar *calendar,
	int32_t today, size_t records);

/* Ends what is not in the arena. */
void tally_end(struct tally *tally);

#endif
