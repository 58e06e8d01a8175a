/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two checks compared: what is open in one and not in the other. */
#include "verdict/result.h"

#include "util/error.h"
#include "util/grow.h"

#include <stdarg.h>
#include <stdlib.h>

#define NOTES_MAX 8

struct fate_list {
	struct kvet_difference *items;
	size_t count, room;
};

struct kvet_diff {
	struct arena arena;
	struct kvet_result *before, *after;
	bool all_before, all_after; /* every record is among the findings */
	struct fate_list fates[KVET_FATES];
	const char *notes[NOTES_MAX];
	size_t note_count;
};

/* A finding that is there, and open. */
static bool is_open(const struct kvet_finding *finding)
{
	return finding &&
	       (finding->verdict == KVET_AFFECTED || finding->verdict == KVET_UNKNOWN) &&
	       !(finding->decision && finding->decision->closes);
}

/* Why a record is not open in a result that holds ALL of them, or some. */
static const char *reason(const struct kvet_finding *finding, bool all)
{
	if (!finding)
		return all ? "no_record" : "";
	if (finding->decision && finding->decision->closes)
		return "decided";
	return kvet_word(KVET_WORDS_VERDICT, finding->verdict);
}

/* What differs --------------------------------------------------------------------- */

static int status_of(const struct kvet_finding *finding)
{
	return finding->decision ? (int)finding->decision->status : -1;
}

/* The fix is told of the target's own line, so that of another line is no change. */
static bool is_fix_changed(const struct kvet_diff *diff,
	const struct kvet_finding *before, const struct kvet_finding *after)
{
	return strcmp(diff->before->target->line_text, diff->after->target->line_text) ==
		       0 &&
	       strcmp(before->pair.fixed, after->pair.fixed) != 0;
}

static const char *what_differs(struct kvet_diff *diff, const struct kvet_finding *before,
	const struct kvet_finding *after)
{
	const struct {
		const char *name;
		bool differs;
	} facts[] = {
		{"verdict", before->verdict != after->verdict},
		{"severity", before->record.severity != after->record.severity},
		{"known_exploited",
			!*before->record.exploited != !*after->record.exploited},
		{"presence", before->presence != after->presence},
		{"decision", status_of(before) != status_of(after)},
		{"fixed", is_fix_changed(diff, before, after)},
	};
	const char *text = "";

	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++) {
		if (facts[i].differs)
			text = arena_printf(&diff->arena, "%s%s%s", text,
				*text ? ", " : "", facts[i].name);
	}
	return text;
}

/* Comparing -------------------------------------------------------------------------- */

static bool add(
	struct kvet_diff *diff, enum kvet_fate fate, struct kvet_difference difference)
{
	struct fate_list *list = &diff->fates[fate];

	if (!grow(&list->items, &list->room, list->count + 1, sizeof(*list->items)))
		return false;
	list->items[list->count++] = difference;
	return true;
}

static bool compare_finding(struct kvet_diff *diff, const struct kvet_finding *before,
	const struct kvet_finding *after)
{
	bool was = is_open(before), is = is_open(after);
	struct kvet_difference found = {before, after, ""};

	if (!was && !is)
		return true;
	if (was && is) {
		found.why = what_differs(diff, before, after);
		return add(diff, *found.why ? KVET_FATE_CHANGED : KVET_FATE_SAME, found);
	}
	found.why =
		is ? reason(before, diff->all_before) : reason(after, diff->all_after);
	return add(diff, is ? KVET_FATE_NEW : KVET_FATE_GONE, found);
}

/* Both rise by CVE. */
static bool compare(struct kvet_diff *diff)
{
	const struct kvet_result *a = diff->before, *b = diff->after;
	size_t i = 0, k = 0;
	bool fits = true;

	while (fits && (i < a->count || k < b->count)) {
		uint64_t x = i < a->count ? a->findings[i]->record.id : UINT64_MAX;
		uint64_t y = k < b->count ? b->findings[k]->record.id : UINT64_MAX;

		fits = compare_finding(diff, x <= y ? a->findings[i] : NULL,
			y <= x ? b->findings[k] : NULL);
		i += x <= y;
		k += y <= x;
	}
	return fits;
}

static const struct kvet_record *record_of(const struct kvet_difference *difference)
{
	return &(difference->after ? difference->after : difference->before)->record;
}

/* What matters most: known exploited, then the score, then the newest. */
static int compare_weight(const void *a, const void *b)
{
	const struct kvet_record *x = record_of(a), *y = record_of(b);

	if (!*x->exploited != !*y->exploited)
		return *x->exploited ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	int order = strcmp(y->published, x->published);
	return order ? order : (x->id < y->id) - (x->id > y->id);
}

/* Notes ------------------------------------------------------------------------------ */

static void note(struct kvet_diff *diff, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static void note(struct kvet_diff *diff, const char *format, ...)
{
	char text[512];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (diff->note_count < NOTES_MAX)
		diff->notes[diff->note_count++] =
			arena_text(&diff->arena, bytes_of(text));
}

static size_t all_records(const struct kvet_result *result)
{
	size_t count = 0;

	for (int i = 0; i < KVET_VERDICTS; i++)
		count += result->totals[i];
	return count;
}

static bool knows_build(const struct kvet_result *result)
{
	if (kvet_target_knows_build(result->target))
		return true;
	for (size_t i = 0; i < result->count; i++) {
		if (result->findings[i]->presence != KVET_PRESENCE_UNDECIDED)
			return true;
	}
	return false;
}

/* What one side leaves out, the other seems to have more. */
static void note_filters(struct kvet_diff *diff)
{
	const char *before = kvet_result_filter(diff->before);
	const char *after = kvet_result_filter(diff->after);
	bool whole = kvet_result_is_whole(diff->before);

	if (strcmp(before, after) != 0) {
		note(diff,
			"narrowed by %.160s before and by %.160s now: what only one of "
			"them "
			"lets through seems new or gone",
			before, after);
		return;
	}
	/* Nothing narrowed it, and there is less than it counts. */
	if (!whole && strcmp(before, "{}") == 0)
		note(diff, "the result before does not hold every affected record: some "
			   "that seem new are not");
}

static void note_snapshots(struct kvet_diff *diff)
{
	const struct kvet_snapshot *a = &diff->before->snapshot;
	const struct kvet_snapshot *b = &diff->after->snapshot;

	if (strcmp(a->date, b->date) != 0 || strcmp(a->commit, b->commit) != 0 ||
		a->records != b->records)
		note(diff,
			"other records: %zu of %s before, %zu of %s now; the records "
			"change what is known of a kernel, too",
			a->records, *a->date ? a->date : "an unknown day", b->records,
			*b->date ? b->date : "an unknown day");
}

static void take_notes(struct kvet_diff *diff)
{
	note_snapshots(diff);
	note_filters(diff);
	if (knows_build(diff->before) != knows_build(diff->after))
		note(diff,
			"only the result %s knows what is built: the other counts every "
			"driver",
			knows_build(diff->before) ? "before" : "now");
	if (diff->before->has_decisions != diff->after->has_decisions)
		note(diff, "only the result %s has people's decisions",
			diff->before->has_decisions ? "before" : "now");
}

int kvet_diff_of(kvet_result *before, kvet_result *after, kvet_diff **out,
	struct kvet_error *error)
{
	struct kvet_diff *diff = calloc(1, sizeof(*diff));

	if (!diff) {
		kvet_result_free(before);
		kvet_result_free(after);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	diff->before = before;
	diff->after = after;
	if (!before->target || !after->target) {
		kvet_diff_free(diff);
		return error_set(
			error, KVET_ERROR_USAGE, NULL, "only checks can be compared");
	}
	result_sort(before, NULL);
	result_sort(after, NULL);
	diff->all_before = before->count == all_records(before);
	diff->all_after = after->count == all_records(after);
	bool fits = compare(diff);
	for (int i = 0; i < KVET_FATES; i++) {
		if (diff->fates[i].count)
			qsort(diff->fates[i].items, diff->fates[i].count,
				sizeof(*diff->fates[i].items), compare_weight);
	}
	take_notes(diff);
	if (!fits || diff->arena.failed) {
		kvet_diff_free(diff);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	*out = diff;
	return 0;
}

void kvet_diff_free(kvet_diff *diff)
{
	if (!diff)
		return;
	for (int i = 0; i < KVET_FATES; i++)
		free(diff->fates[i].items);
	kvet_result_free(diff->before);
	kvet_result_free(diff->after);
	arena_release(&diff->arena);
	free(diff);
}

size_t kvet_diff_count(const kvet_diff *diff, enum kvet_fate fate)
{
	return (unsigned)fate < KVET_FATES ? diff->fates[fate].count : 0;
}

const struct kvet_difference *kvet_diff_item(
	const kvet_diff *diff, enum kvet_fate fate, size_t index)
{
	return index < kvet_diff_count(diff, fate) ? &diff->fates[fate].items[index]
						   : NULL;
}

const kvet_result *kvet_diff_before(const kvet_diff *diff)
{
	return diff->before;
}

const kvet_result *kvet_diff_after(const kvet_diff *diff)
{
	return diff->after;
}

const char *kvet_diff_note(const kvet_diff *diff, size_t index)
{
	return index < diff->note_count ? diff->notes[index] : NULL;
}
