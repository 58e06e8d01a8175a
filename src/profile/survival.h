/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kaplan and Meier's product-limit estimate of how many are still alive at an age. */
#ifndef KVET_PROFILE_SURVIVAL_H
#define KVET_PROFILE_SURVIVAL_H

#include "kvet.h"

/* One life: how long it was seen, and whether its end was. */
struct survival_life {
	int32_t time;
	bool ended; /* else censored: it was alive when last seen */
};

struct survival_step {
	int32_t time;
	size_t at_risk, ended;
	struct kvet_estimate alive; /* from this time on */
};

struct survival {
	struct survival_step *steps; /* one for each time at which some ended, rising */
	size_t count;
	size_t lives;
	int32_t last; /* nothing is known behind it */
};

/*
 * The estimate of COUNT lives, which it sorts. Intervals are of 95 %: Greenwood's variance,
 * on the scale of log(-log); where nobody is alive any more there is none. False when memory
 * is short.
 */
bool survival_fit(struct survival_life *lives, size_t count, struct survival *survival);
void survival_end(struct survival *survival);

/* The share alive at TIME; below 0 where nothing is known. */
struct kvet_estimate survival_at(const struct survival *survival, int32_t time);

/* How many were seen alive just before TIME. */
size_t survival_at_risk(const struct survival_life *lives, size_t count, int32_t time);

/* When half had ended, with its interval (Brookmeyer and Crowley); KVET_DAYS_UNKNOWN where
 * it is not reached. */
void survival_median(
	const struct survival *survival, int32_t *median, int32_t *low, int32_t *high);

#endif
