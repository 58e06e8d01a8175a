/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which releases a record's own facts reach: the rule of docs/verdicts.md over its pairs
 * or, where it has none, over its version ranges. What is built into a kernel is not
 * looked at here.
 */
#ifndef KVET_RECORD_EXPOSURE_H
#define KVET_RECORD_EXPOSURE_H

#include "record/record.h"

enum exposure { EXPOSED, EXPOSURE_FIXED, EXPOSURE_NOT_INTRODUCED };

/*
 * A release as far as it is told: fixes count when FLOOR contains them, introductions when
 * CEILING does, or NEXT, which a build some commits behind 6.1 may be on the way to (major
 * 0: none). Floor and ceiling are the same for a release that is known exactly.
 */
struct span {
	struct kvet_release floor, ceiling, next;
};

struct exposure_facts {
	enum exposure exposure;
	unsigned exposing; /* how many introductions expose the release, each by itself */
	const struct pair *introduced; /* the pair whose introduction speaks, or NULL */
	const struct pair *fixed; /* the fix that is contained, or NULL */
	const struct pair *line_fix; /* the same introduction's first on the line */
	const struct pair *main_fix; /* and in mainline; each NULL where there is none */
};

/* True in *FACTS what PAIRS say of SPAN. */
void exposure_of_pairs(const struct pair *pairs, size_t count, struct span span,
	struct exposure_facts *facts);

/* Each introduction that exposes SPAN, with its fixes, into GROUPS, of which there is room
 * for COUNT. Returns how many. */
size_t exposure_groups(const struct pair *pairs, size_t count, struct span span,
	struct exposure_facts *groups);

/* What the version ranges say of it, all entries together. RANGE (may be NULL) receives
 * the one that speaks, or NULL. */
enum exposure exposure_of_ranges(const struct range *ranges, size_t count,
	struct span span, const struct range **range);

#endif
