/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How sure a count is: exact intervals of 95 % for counts of rare events. */
#ifndef KVET_PROFILE_POISSON_H
#define KVET_PROFILE_POISSON_H

#include "kvet.h"

/* COUNT events per EXPOSURE (above 0), with Garwood's interval. */
struct kvet_estimate poisson_rate(size_t count, double exposure);

/*
 * How many times the rate of ONE is that of the OTHER; exposures are above 0. Given both
 * counts together, that of ONE is binomial: the interval is Clopper and Pearson's. Below 0
 * when OTHER has no events.
 */
struct kvet_estimate poisson_ratio(
	size_t one, double exposure_of_one, size_t other, double exposure_of_other);

#endif
