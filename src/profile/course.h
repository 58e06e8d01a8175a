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

/* Each pair names at most two releases of a line, each range three. */
#define COURSE_STEPS_MAX (2 * RECORD_PAIRS_MAX + 3 * RECORD_RANGES_MAX + 1)

/* Big: one is made and used again and again. */
struct course {
	struct course_step
		steps[COURSE_STEPS_MAX]; /* rising; the first one is of stable 0 */
	size_t count;
	bool reached; /* some release of the line has it */
	bool open; /* the newest one has it */
	uint16_t came; /* the first that has it */
	uint16_t fixed; /* the first that has it no more, for good; unless open */
};

/* The verdicts of the releases LINE.0 to LINE.NEWEST for one record, by the rule that a
 * check has: open is affected. */
void course_of(const struct case_facts *facts, struct kvet_release line, uint16_t newest,
	struct course *course);

/* Whether RELEASE alone has it. */
bool course_open(const struct case_facts *facts, struct kvet_release release);

#endif
