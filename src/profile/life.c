/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/life.h"

#include "release/release.h"

static void take_introduction(struct life *life, struct kvet_release release)
{
	bool mainline = !release.stable;

	/* One that mainline had speaks for the record, before those of lines. */
	if (life->has_introduced && life->of_a_line == !mainline &&
		release_compare(life->introduced, release) <= 0)
		return;
	if (life->has_introduced && !life->of_a_line && !mainline)
		return;
	life->has_introduced = true;
	life->of_a_line = !mainline;
	life->introduced = release;
}

static void find_introduced(struct life *life, const struct case_facts *facts)
{
	for (size_t i = 0; i < facts->pair_count; i++) {
		if (facts->pairs[i].has_introduced)
			take_introduction(life, facts->pairs[i].introduced);
	}
	for (size_t i = 0; i < facts->pair_count; i++) {
		if (!facts->pairs[i].has_introduced)
			life->has_introduced = life->of_a_line = false;
	}
}

/* The earliest fix in mainline of the introduction of FIRST, or NULL. */
static const struct pair *mainline_fix(
	const struct case_facts *facts, const struct pair *first)
{
	const struct pair *found = NULL;

	for (size_t i = 0; i < facts->pair_count; i++) {
		const struct pair *pair = &facts->pairs[i];

		if (pair->group != first->group || !pair->has_fixed ||
			!release_is_mainline(pair->fixed))
			continue;
		if (!found || release_compare(pair->fixed, found->fixed) < 0)
			found = pair;
	}
	return found;
}

static void find_fixed(struct life *life, const struct case_facts *facts)
{
	bool open = false;

	for (size_t i = 0; i < facts->pair_count; i++) {
		const struct pair *pair = &facts->pairs[i];

		if (i && pair->group == facts->pairs[i - 1].group)
			continue;
		const struct pair *fix = mainline_fix(facts, pair);
		bool in_mainline = !pair->has_introduced || !pair->introduced.stable;
		open = open || (!fix && in_mainline);
		if (!fix || (life->has_fixed &&
				    release_compare(fix->fixed, life->fixed) <= 0))
			continue;
		life->has_fixed = true;
		life->fixed = fix->fixed;
	}
	life->has_fixed = life->has_fixed && !open;
}

struct life life_of(const struct case_facts *facts, const struct calendar *calendar)
{
	struct life life = {.introduced_day = DAY_UNKNOWN, .fixed_day = DAY_UNKNOWN};

	find_introduced(&life, facts);
	find_fixed(&life, facts);
	if (life.has_introduced)
		life.introduced_day = calendar_day(calendar, life.introduced);
	if (life.has_fixed)
		life.fixed_day = calendar_day(calendar, life.fixed);
	return life;
}
