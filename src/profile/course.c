/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/course.h"

#include "release/release.h"

#include <stdlib.h>

bool course_open(const struct case_facts *facts, struct kvet_release release)
{
	const struct span span = {.floor = release, .ceiling = release};
	struct exposure_facts said;

	if (facts->pair_count) {
		exposure_of_pairs(facts->pairs, facts->pair_count, span, &said);
		return said.exposure == EXPOSED;
	}
	/* A record that names no release says nothing against any, as in a check. */
	return !facts->range_count || exposure_of_ranges(facts->ranges,
					      facts->range_count, span, NULL) == EXPOSED;
}

struct collecting {
	uint64_t line_key;
	uint16_t newest;
	struct course *course;
};

static void add_stable(struct collecting *in, unsigned stable)
{
	struct course *course = in->course;

	if (stable && stable <= in->newest && course->count < COURSE_STEPS_MAX)
		course->steps[course->count++].stable = (uint16_t)stable;
}

static void add_release(struct collecting *in, struct kvet_release release, unsigned more)
{
	if (release_line_key(release) == in->line_key)
		add_stable(in, release.stable + more);
}

/* Between two releases that a record names, nothing changes. */
static void collect(struct collecting *in, const struct case_facts *facts)
{
	for (size_t i = 0; i < facts->pair_count; i++) {
		add_release(in, facts->pairs[i].introduced, 0);
		add_release(in, facts->pairs[i].fixed, 0);
	}
	for (size_t i = 0; i < facts->range_count; i++) {
		add_release(in, facts->ranges[i].first, 0);
		add_release(in, facts->ranges[i].last, 0);
		add_release(in, facts->ranges[i].last, 1);
		if (facts->ranges[i].single)
			add_release(in, facts->ranges[i].first, 1);
	}
}

static int compare_steps(const void *a, const void *b)
{
	const struct course_step *x = a, *y = b;

	return (x->stable > y->stable) - (x->stable < y->stable);
}

static void sort_steps(struct course *course)
{
	size_t kept = 0;

	if (course->count > 1)
		qsort(course->steps, course->count, sizeof(*course->steps),
			compare_steps);
	for (size_t i = 0; i < course->count; i++) {
		if (!kept || course->steps[kept - 1].stable != course->steps[i].stable)
			course->steps[kept++] = course->steps[i];
	}
	course->count = kept;
}

static void take_step(struct course *course, const struct course_step *step)
{
	if (step->open && !course->reached)
		course->came = step->stable;
	if (!step->open && course->open)
		course->fixed = step->stable;
	course->reached = course->reached || step->open;
	course->open = step->open;
}

/* Most records of a line's time came behind it, or before it and are fixed: no release of
 * it is asked then. */
static bool may_reach(
	const struct case_facts *facts, struct kvet_release line, uint16_t newest)
{
	struct kvet_release last = line;

	if (!facts->pair_count)
		return true;
	last.stable = newest;
	for (size_t i = 0; i < facts->pair_count; i++) {
		const struct pair *pair = &facts->pairs[i];

		if (!pair->has_introduced ||
			(release_line_key(pair->introduced) <= release_line_key(last) &&
				release_contains(last, pair->introduced)))
			return true;
	}
	return false;
}

void course_of(const struct case_facts *facts, struct kvet_release line, uint16_t newest,
	struct course *course)
{
	struct collecting in = {release_line_key(line), newest, course};

	course->count = 1;
	course->steps[0] = (struct course_step){0};
	course->reached = course->open = false;
	course->came = course->fixed = 0;
	if (!may_reach(facts, line, newest))
		return;
	collect(&in, facts);
	sort_steps(course);
	for (size_t i = 0; i < course->count; i++) {
		struct kvet_release release = line;

		release.stable = course->steps[i].stable;
		course->steps[i].open = course_open(facts, release);
		take_step(course, &course->steps[i]);
	}
}
