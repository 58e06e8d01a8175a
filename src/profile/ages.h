/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long bugs live in mainline, by the year that brought them. */
#ifndef KVET_PROFILE_AGES_H
#define KVET_PROFILE_AGES_H

#include "profile/life.h"
#include "profile/survival.h"

/* When the kernel's authority began to number nearly every fix. */
#define AGES_NUMBERED_SINCE day_of(2024, 2, 13)

/* Fewer bugs than these tell no two years apart. */
#define AGES_FEW 30

/* And ages in less than so many days between are none to compare them by. */
#define AGES_SPAN_LEAST 90

#define AGES_POINTS 8

struct age {
	int32_t introduced; /* the day */
	int32_t days; /* until the fix, or until the snapshot */
	int releases; /* mainline's, until the fix */
	bool fixed;
};

struct ages {
	struct age *items;
	size_t count, room;
	size_t undated, contradictory;
	struct kvet_ages told;
	struct kvet_cohort *cohorts;
	size_t cohort_count;
	struct kvet_survival points[AGES_POINTS];
	size_t point_count;
};

/* Takes one record's life; false when memory is short. */
bool ages_take(struct ages *ages, const struct life *life,
	const struct calendar *calendar, int32_t today);

/* Fills what is told from what was taken; false when memory is short. */
bool ages_tell(struct ages *ages, int32_t today);
void ages_end(struct ages *ages);

#endif
