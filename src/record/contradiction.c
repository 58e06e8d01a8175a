/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What contradicts itself in a record: found once, when it is read. */
#include "record/record.h"

#include "record/exposure.h"
#include "release/release.h"

/* A record that is wrong in more ways than these is wrong enough. */
#define CONTRADICTIONS_MAX 16

static void contradict(struct record *record, const char *sentence)
{
	if (record->contradiction_count < CONTRADICTIONS_MAX)
		record->contradictions[record->contradiction_count++] = sentence;
}

/* The fix stands before what it fixes: on one line, or both in mainline. */
static void find_fix_before_introduction(struct record *record, struct arena *arena)
{
	for (size_t i = 0; i < record->pair_count; i++) {
		const struct pair *pair = &record->pairs[i];

		if (!pair->has_introduced || !pair->has_fixed ||
			kvet_release_compare(pair->fixed, pair->introduced) >= 0)
			continue;
		contradict(record,
			arena_printf(arena, "introduced in %s, fixed before that in %s",
				pair->text.introduced, pair->text.fixed));
	}
}

/* Two fixes of one introduction for the same line: one that is reached closes the record,
 * and which of them is the whole fix the pairs do not say. */
static bool same_fix_place(const struct pair *a, const struct pair *b)
{
	return a->has_fixed && b->has_fixed &&
	       strcmp(a->text.introduced_commit, b->text.introduced_commit) == 0 &&
	       strcmp(a->text.fixed_commit, b->text.fixed_commit) != 0 &&
	       !a->fixed.stable == !b->fixed.stable &&
	       (!a->fixed.stable || release_compare_line(a->fixed, b->fixed) == 0);
}

static void find_several_fixes(struct record *record, struct arena *arena)
{
	for (size_t i = 0; i < record->pair_count; i++) {
		for (size_t k = i + 1; k < record->pair_count; k++) {
			const struct pair *a = &record->pairs[i], *b = &record->pairs[k];

			if (!same_fix_place(a, b))
				continue;
			contradict(record,
				arena_printf(arena,
					"several fixes for one introduction: %.12s in %s "
					"and %.12s in %s",
					a->text.fixed_commit, a->text.fixed,
					b->text.fixed_commit, b->text.fixed));
			break;
		}
	}
}

static const char *exposure_word(bool affected)
{
	return affected ? "affected" : "unaffected";
}

/* True when pairs and ranges disagree on RELEASE; says so once. */
static bool disagree_at(
	struct record *record, struct kvet_release release, struct arena *arena)
{
	struct span span = {.floor = release, .ceiling = release};
	struct exposure_facts facts;
	char text[KVET_RELEASE_SIZE];

	exposure_of_pairs(record->pairs, record->pair_count, span, &facts);
	bool pairs = facts.exposure == EXPOSED;
	bool ranges = exposure_of_ranges(
			      record->ranges, record->range_count, span, NULL) == EXPOSED;
	if (pairs == ranges)
		return false;
	contradict(record,
		arena_printf(arena, "%s: %s by the pairs, %s by the version ranges",
			kvet_release_text(release, text), exposure_word(pairs),
			exposure_word(ranges)));
	return true;
}

/* The places where the answer can change are the releases that the pairs name, and those
 * just before them. One sentence is enough. */
static void find_disagreement(struct record *record, struct arena *arena)
{
	if (!record->pair_count || !record->range_count)
		return;
	for (size_t i = 0; i < record->pair_count; i++) {
		const struct pair *pair = &record->pairs[i];
		struct kvet_release before = pair->fixed;

		bool again = i && pair->group == pair[-1].group;

		if (pair->has_introduced && !again &&
			disagree_at(record, pair->introduced, arena))
			return;
		if (!pair->has_fixed)
			continue;
		if (disagree_at(record, pair->fixed, arena))
			return;
		if (before.stable) {
			before.stable--;
			if (disagree_at(record, before, arena))
				return;
		}
	}
}

static void find_emptiness(struct record *record)
{
	if (!record->pair_count && !record->range_count)
		contradict(record, "names no release");
	if (!record->file_count)
		contradict(record, "names no file");
}

void record_find_contradictions(struct record *record, struct arena *arena)
{
	record->contradictions = arena_alloc(arena, CONTRADICTIONS_MAX * sizeof(char *));
	if (!record->contradictions || record->rejected)
		return;
	find_fix_before_introduction(record, arena);
	find_several_fixes(record, arena);
	find_disagreement(record, arena);
	find_emptiness(record);
	if (record->score_refused)
		contradict(record, arena_printf(arena, "its score is not understood: %s",
					   record->score_refused));
}
