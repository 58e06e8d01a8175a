/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile that was made: it stands on its own. */
#ifndef KVET_PROFILE_PROFILE_H
#define KVET_PROFILE_PROFILE_H

#include "profile/ages.h"
#include "profile/lag.h"
#include "profile/material.h"
#include "profile/rates.h"
#include "profile/tally.h"

struct kvet_profile {
	struct material material; /* closed */
	enum kvet_by by;
	enum kvet_over over;
	enum kvet_per per;
	size_t records, undated;
	struct kvet_profile_row *rows; /* in the material's arena, as periods are */
	size_t row_count;
	struct kvet_period *periods;
	size_t period_count;
	struct kvet_profile_rust rust;
	struct kvet_rust_record *rust_records;
	size_t rust_count;
	struct ages ages;
	struct rates rates;
	struct kvet_line_lag *lags;
	size_t lag_count;
};

/* Says what the numbers cannot. */
void profile_say(struct kvet_profile *profile);

#endif
