/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What becomes of one record along one line: from which of its releases on it is open. */
#ifndef KVET_PROFILE_COURSE_H
#define KVET_PROFILE_COURSE_H

#include "verdict/judge.h"

/* From release LINE.STABLE on, until the next step. */
struct course_step {
	uint16_t stable;
	bool open;
};

/* What one introduction does: along the lines by mainline's events, and on the line that is
 * walked, there from one stable release on and fixed from the other. */
struct course_stay {
	unsigned group; /* of pairs */
	uint64_t introduced, fixed; /* keys of lines */
	uint32_t from, until;
};

/* What happens at a stable release, which is of its own line alone. */
struct course_event {
	uint64_t key; /* of the release */
	uint16_t stay; /* its index */
	bool fix;
};

/* Each pair names at most two releases of a line, each range three. */
#define COURSE_STEPS_MAX (2 * RECORD_PAIRS_MAX + 3 * RECORD_RANGES_MAX + 1)

/* Big: one is made and used again and again. */
struct course {
	const struct case_facts *facts;
	struct course_stay stays[RECORD_PAIRS_MAX];
	struct course_event events[2 * RECORD_PAIRS_MAX];
	size_t stay_count, event_count;
	/* Along one line: */
	struct course_step
		steps[COURSE_STEPS_MAX]; /* rising; the first one is of stable 0 */
	size_t count;
	bool reached; /* some release of the line has it */
	bool open; /* the newest one has it */
	uint16_t came; /* the first that has it */
	uint16_t fixed; /* the first that has it no more, for good; unless open */
};

/* Begins with a record, whose FACTS stay while lines are walked. */
void course_begin(struct course *course, const struct case_facts *facts);

/* The verdicts of the releases LINE.0 to LINE.NEWEST for that record, by the rule that a
 * check has: open is affected. */
void course_walk(struct course *course, struct kvet_release line, uint16_t newest);

/* Whether RELEASE alone has it. */
bool course_open(const struct case_facts *facts, struct kvet_release release);

#endif
