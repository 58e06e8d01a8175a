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

/* Between two releases that a range names, nothing changes. */
static void collect_ranges(struct collecting *in, const struct case_facts *facts)
{
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

	if (course->count > 2) /* the first is of stable 0 */
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

/* Pairs ------------------------------------------------------------------------------- */

#define NEVER UINT32_MAX
#define ON_NO_LINE UINT64_MAX

/* The pairs of a group stand together in every record of today. */
static size_t stay_of(struct course *course, unsigned group)
{
	for (size_t i = course->stay_count; i--;) {
		if (course->stays[i].group == group)
			return i;
	}
	course->stays[course->stay_count] = (struct course_stay){
		.group = group, .introduced = ON_NO_LINE, .fixed = ON_NO_LINE};
	return course->stay_count++;
}

/* Mainline's event reaches every line from its own on, a stable release's that line alone. */
static void take_event(
	struct course *course, struct kvet_release release, size_t stay, bool fix)
{
	uint64_t *line =
		fix ? &course->stays[stay].fixed : &course->stays[stay].introduced;

	if (release.stable)
		course->events[course->event_count++] =
			(struct course_event){release_key(release), (uint16_t)stay, fix};
	else if (release_line_key(release) < *line)
		*line = release_line_key(release);
}

void course_begin(struct course *course, const struct case_facts *facts)
{
	course->facts = facts;
	course->stay_count = course->event_count = 0;
	for (size_t i = 0; i < facts->pair_count; i++) {
		const struct pair *pair = &facts->pairs[i];
		size_t stay = stay_of(course, pair->group);

		if (pair->has_introduced)
			take_event(course, pair->introduced, stay, false);
		else
			course->stays[stay].introduced = 0;
		if (pair->has_fixed)
			take_event(course, pair->fixed, stay, true);
	}
}

/* The rule of docs/verdicts.md for all releases of a line at once: along it, what is
 * contained stays so, and a group has the record from its introduction to its first fix. */
static void find_stays(struct course *course, uint64_t line_key)
{
	for (size_t i = 0; i < course->stay_count; i++) {
		struct course_stay *stay = &course->stays[i];

		stay->from = stay->introduced <= line_key ? 0 : NEVER;
		stay->until = stay->fixed <= line_key ? 0 : NEVER;
	}
	for (size_t i = 0; i < course->event_count; i++) {
		const struct course_event *event = &course->events[i];
		struct course_stay *stay = &course->stays[event->stay];
		uint32_t stable = event->key & UINT16_MAX;
		uint32_t *at = event->fix ? &stay->until : &stay->from;

		if (event->key >> 16 == line_key && stable < *at)
			*at = stable;
	}
}

static bool stays_at(const struct course *course, uint32_t stable)
{
	for (size_t i = 0; i < course->stay_count; i++) {
		if (course->stays[i].from <= stable && stable < course->stays[i].until)
			return true;
	}
	return false;
}

static void collect_stays(struct collecting *in)
{
	for (size_t i = 0; i < in->course->stay_count; i++) {
		const struct course_stay *stay = &in->course->stays[i];

		if (stay->from >= stay->until || stay->from > in->newest)
			continue;
		add_stable(in, stay->from);
		add_stable(in, stay->until);
	}
}

/* All together ------------------------------------------------------------------------ */

void course_walk(struct course *course, struct kvet_release line, uint16_t newest)
{
	struct collecting in = {release_line_key(line), newest, course};
	bool pairs = course->stay_count;

	course->count = 1;
	course->steps[0] = (struct course_step){0};
	course->reached = course->open = false;
	course->came = course->fixed = 0;
	if (pairs) {
		find_stays(course, in.line_key);
		collect_stays(&in);
	} else {
		collect_ranges(&in, course->facts);
	}
	sort_steps(course);
	for (size_t i = 0; i < course->count; i++) {
		struct kvet_release release = line;

		release.stable = course->steps[i].stable;
		course->steps[i].open = pairs ? stays_at(course, release.stable)
					      : course_open(course->facts, release);
		take_step(course, &course->steps[i]);
	}
}
