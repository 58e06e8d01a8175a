/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of kernel releases, and which of them contains what happened at another.
 * The grammar and the public functions are in the public header.
 */
#ifndef KVET_RELEASE_RELEASE_H
#define KVET_RELEASE_RELEASE_H

#include "kvet.h"
#include "util/bytes.h"

/* Stands behind every stable release of its line. */
#define RELEASE_STABLE_LAST UINT16_MAX

/*
 * Reads a release off the start of TEXT: numbers, then `-rcN` or `~rcN` where it follows.
 * Returns the bytes taken, 0 when TEXT does not start with one. `6.1.0` is the release 6.1.
 */
size_t release_read(struct bytes text, struct kvet_release *release);

/* The whole of TEXT, or false. */
bool release_parse(struct bytes text, struct kvet_release *release);

/* Compare as releases do, but for candidates: those of one release are one. */
static inline uint64_t release_key(struct kvet_release release)
{
	return (uint64_t)release.major << 48 | (uint64_t)release.minor << 32 |
	       (uint64_t)release.micro << 16 | release.stable;
}

/* The part of the key that is the line's. */
static inline uint64_t release_line_key(struct kvet_release release)
{
	return release_key(release) >> 16;
}

/* What kvet_release_compare does, for the loops that do little else. No candidate stands
 * behind every candidate. */
static inline int release_compare(struct kvet_release a, struct kvet_release b)
{
	uint64_t x = release_key(a), y = release_key(b);

	if (x == y) {
		x = a.candidate ? a.candidate : RELEASE_STABLE_LAST;
		y = b.candidate ? b.candidate : RELEASE_STABLE_LAST;
	}
	return (x > y) - (x < y);
}

/* -1, 0, 1 by line alone: 6.1.55 and 6.1-rc3 are the same. */
int release_compare_line(struct kvet_release a, struct kvet_release b);

/* One integer that sorts as releases of a line do, and back. */
int64_t release_pack(struct kvet_release release);
struct kvet_release release_unpack(int64_t packed);

/* What stands behind every release of a series whose lines have three numbers: 2.6.*. */
struct kvet_release release_series_last(unsigned major, unsigned minor);

static inline bool release_is_mainline(struct kvet_release release)
{
	return !release.stable && !release.candidate;
}

/*
 * Whether RELEASE contains what landed at EVENT, by the rule of docs/verdicts.md:
 * mainline's events reach every line from theirs on, a stable release's only its own line.
 */
bool release_contains(struct kvet_release release, struct kvet_release event);

/*
 * The same for a fix, when in doubt no: once 6.13 is out, records do not say in which
 * candidate of it a commit landed, so 6.13-rc2 is not taken to have a fix of 6.13.
 */
bool release_contains_fix(struct kvet_release release, struct kvet_release event);

#endif
