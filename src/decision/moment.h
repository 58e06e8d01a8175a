/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Moments as documents write them: RFC 3339. */
#ifndef KVET_DECISION_MOMENT_H
#define KVET_DECISION_MOMENT_H

#include "util/bytes.h"

#include <stdint.h>

struct moment {
	int64_t seconds; /* since 1970-01-01T00:00:00Z */
	uint32_t nanoseconds;
};

/* "2026-01-08T18:02:03.5-06:00" into MOMENT; false when it is none. */
bool moment_parse(struct bytes text, struct moment *moment);

/* Below, equal or above zero: A is before, the same as or after B. */
int moment_compare(struct moment a, struct moment b);

/* Writes SECONDS into TEXT, in UTC, and returns TEXT. */
#define MOMENT_SIZE 32
const char *moment_text(int64_t seconds, char text[MOMENT_SIZE]);

/* $SOURCE_DATE_EPOCH, or now, in seconds. False when that is set and no number. */
bool moment_now(int64_t *seconds);

#endif
