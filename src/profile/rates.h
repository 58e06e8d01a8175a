/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records per lines of code and time, with the censuses that the store keeps. */
#ifndef KVET_PROFILE_RATES_H
#define KVET_PROFILE_RATES_H

#include "profile/life.h"
#include "profile/material.h"
#include "util/table.h"

/* Fewer records than these tell no rate: the limits lie more than a factor of 4 apart. */
#define RATES_FEW 10

/* What has a rate: a language, or a subsystem. */
struct rate_area {
	size_t records;
	double exposure; /* million lines times years */
};

struct rates {
	const struct kvet_filter *filter;
	int32_t since, until;
	struct rate_area languages[KVET_LANGUAGES];
	bool by_subsystem;
	struct table names; /* of subsystems; the values are not used */
	struct rate_area *areas; /* as the names stand */
	size_t area_room;
	struct kvet_rates told;
	struct kvet_rate *rows;
	size_t row_count;
	struct kvet_rate_census *censuses; /* in the material's arena */
	size_t census_count;
};

/* Begins, and learns how much code there was when. */
int rates_begin(struct rates *rates, enum kvet_by by, const struct kvet_filter *filter,
	struct material *material, struct kvet_error *error);

/* Takes one record; false when memory is short. */
bool rates_take(
	struct rates *rates, const struct traits *traits, const struct life *life);

/* Fills what is told; false when memory is short. */
bool rates_tell(struct rates *rates);
void rates_end(struct rates *rates);

#endif
