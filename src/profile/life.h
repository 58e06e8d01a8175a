/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The life of a record's bug in mainline: the release that brought it, the one that fixed it. */
#ifndef KVET_PROFILE_LIFE_H
#define KVET_PROFILE_LIFE_H

#include "store/calendar.h"
#include "verdict/judge.h"

struct life {
	bool has_introduced; /* the release is told */
	bool has_fixed; /* mainline has it no more, in a release that is out */
	bool of_a_line; /* it never was in mainline: a stable release brought it */
	struct kvet_release introduced, fixed;
	int32_t introduced_day, fixed_day; /* or DAY_UNKNOWN */
};

/*
 * Introduced: the earliest of the record's introductions; not told where one of them is not.
 * Fixed: of each introduction the earliest fix in mainline, of these the latest; none while
 * mainline has an introduction without a fix.
 */
struct life life_of(const struct case_facts *facts, const struct calendar *calendar);

#endif
