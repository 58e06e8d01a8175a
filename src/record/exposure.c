/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/exposure.h"

#include "release/release.h"

static bool introduction_contained(const struct pair *pair, struct span span)
{
	return !pair->has_introduced ||
	       release_contains(span.ceiling, pair->introduced) ||
	       (span.next.major && release_contains(span.next, pair->introduced));
}

static bool fix_contained(const struct pair *pair, struct span span)
{
	return pair->has_fixed && release_contains_fix(span.floor, pair->fixed);
}

/* One that is reached counts, so the first one is the one to reach. */
static const struct pair *earlier_fix(const struct pair *known, const struct pair *found)
{
	return known && release_compare(known->fixed, found->fixed) <= 0 ? known : found;
}

/* Of two groups that expose a release, the one whose fix comes later, or never: until then
 * the release stays affected. */
static bool fixed_later(const struct exposure_facts *a, const struct exposure_facts *b)
{
	if (!a->line_fix || !b->line_fix)
		return !a->line_fix && b->line_fix;
	return release_compare(a->line_fix->fixed, b->line_fix->fixed) > 0;
}

/* What the group of FIRST says; FIRST's introduction is contained. */
static void read_group(const struct pair *pairs, size_t count, const struct pair *first,
	struct span span, struct exposure_facts *facts)
{
	*facts = (struct exposure_facts){.exposure = EXPOSED, .introduced = first};
	for (const struct pair *pair = pairs; pair < pairs + count; pair++) {
		if (!pair->has_fixed || pair->group != first->group)
			continue;
		if (!facts->fixed && fix_contained(pair, span))
			facts->fixed = pair;
		if (!pair->fixed.stable)
			facts->main_fix = earlier_fix(facts->main_fix, pair);
		if (release_compare_line(pair->fixed, span.floor) == 0)
			facts->line_fix = earlier_fix(facts->line_fix, pair);
	}
	if (facts->fixed)
		facts->exposure = EXPOSURE_FIXED;
}

void exposure_of_pairs(const struct pair *pairs, size_t count, struct span span,
	struct exposure_facts *facts)
{
	const struct pair *read = NULL; /* its group has been read */
	struct exposure_facts group, exposed = {.exposing = 0};

	*facts = (struct exposure_facts){.exposure = EXPOSURE_NOT_INTRODUCED};
	for (const struct pair *pair = pairs; pair < pairs + count; pair++) {
		/* The pairs of a group stand together in every record of today. */
		if ((read && pair->group == read->group) ||
			!introduction_contained(pair, span))
			continue;
		read = pair;
		read_group(pairs, count, pair, span, &group);
		if (group.exposure == EXPOSED) {
			group.exposing = exposed.exposing + 1;
			if (!exposed.exposing || fixed_later(&group, &exposed))
				exposed = group;
			exposed.exposing = group.exposing;
		} else if (!facts->introduced) {
			*facts = group;
		}
	}
	if (exposed.exposing)
		*facts = exposed;
}

size_t exposure_groups(const struct pair *pairs, size_t count, struct span span,
	struct exposure_facts *groups)
{
	size_t found = 0;

	for (const struct pair *pair = pairs; pair < pairs + count; pair++) {
		struct exposure_facts *group = &groups[found];
		bool read = !introduction_contained(pair, span);

		for (size_t i = 0; !read && i < found; i++)
			read = groups[i].introduced->group == pair->group;
		if (read)
			continue;
		read_group(pairs, count, pair, span, group);
		found += group->exposure == EXPOSED;
	}
	return found;
}

static bool range_matches(const struct range *range, struct kvet_release release)
{
	if (release_compare(release, range->first) < 0)
		return false;
	if (range->open)
		return true;
	int order = release_compare(release, range->last);
	/* What ends before 6.13 says nothing of 6.13's candidates. */
	if (!range->single && !range->inclusive && release_is_mainline(range->last) &&
		release_compare_line(release, range->last) == 0)
		return false;
	return range->single || range->inclusive ? order <= 0 : order < 0;
}

/*
 * How much a range has to say of a release that it matches. One that starts at a release
 * speaks of a line; one that starts at 0 spans lines whose own ranges know better; a
 * default speaks where nothing else does. When in doubt, affected.
 */
static unsigned range_weight(const struct range *range)
{
	bool spans = release_key(range->first) == 0;

	if (range->whole)
		return 0;
	return 2u * !spans + range->affected + 1;
}

/* The range that decides for RELEASE, of all entries together; NULL when none does. */
static const struct range *deciding_range(
	const struct range *ranges, size_t count, struct kvet_release release)
{
	const struct range *found = NULL;

	for (const struct range *range = ranges; range < ranges + count; range++) {
		if (!range->whole && !range_matches(range, release))
			continue;
		if (!found || range_weight(range) > range_weight(found) ||
			(range->whole && found->whole && range->affected))
			found = range;
	}
	return found;
}

static const struct range *affecting_range(
	const struct range *ranges, size_t count, struct kvet_release release)
{
	const struct range *found = deciding_range(ranges, count, release);

	return found && found->affected ? found : NULL;
}

/* Ranges say where a bug is, not where it came in; that a release lies behind one that is
 * affected is as near as they come to "fixed". */
static bool introduced_before(
	const struct range *ranges, size_t count, struct kvet_release release)
{
	bool named = false;

	for (const struct range *range = ranges; range < ranges + count; range++) {
		if (range->whole || !range->affected)
			continue;
		named = true;
		if (release_contains(release, range->first))
			return true;
	}
	for (const struct range *range = ranges; !named && range < ranges + count;
		range++) {
		if (range->whole && range->affected)
			return true;
	}
	return false;
}

enum exposure exposure_of_ranges(const struct range *ranges, size_t count,
	struct span span, const struct range **range)
{
	const struct range *found = affecting_range(ranges, count, span.floor);

	/* An introduction in 6.13 counts for its candidates. */
	span.ceiling.candidate = 0;
	if (!found && release_compare(span.floor, span.ceiling) != 0)
		found = affecting_range(ranges, count, span.ceiling);
	if (!found && span.next.major)
		found = affecting_range(ranges, count, span.next);
	/* Between floor and ceiling something may begin and end. */
	for (size_t i = 0; !found && i < count; i++) {
		if (!ranges[i].whole && ranges[i].affected &&
			release_compare(ranges[i].first, span.floor) > 0 &&
			release_compare(ranges[i].first, span.ceiling) < 0)
			found = &ranges[i];
	}
	if (range)
		*range = found;
	if (found)
		return EXPOSED;
	return introduced_before(ranges, count, span.ceiling) ? EXPOSURE_FIXED
							      : EXPOSURE_NOT_INTRODUCED;
}
