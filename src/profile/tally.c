/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/tally.h"

#include "release/release.h"
#include "util/grow.h"

#include <stdlib.h>

bool tally_add(struct tally *tally, const char *name, int32_t day, bool first)
{
	struct table_entry *entry = table_add(&tally->names, bytes_of(name));

	if (!entry || !grow(&tally->entries, &tally->room, tally->count + 1,
			      sizeof(*tally->entries)))
		return false;
	tally->entries[tally->count++] = (struct tally_entry){
		(uint32_t)(entry - tally->names.entries), day, first};
	return true;
}

/* Periods ----------------------------------------------------------------------------- */

/* Periods are numbered, so that those between two are known. */
struct scale {
	enum kvet_per per;
	const struct calendar_entry **mainline; /* of KVET_PER_RELEASE: with their days */
	size_t mainline_count;
};

static int compare_days(const void *a, const void *b)
{
	const struct calendar_entry *x = *(const struct calendar_entry *const *)a;
	const struct calendar_entry *y = *(const struct calendar_entry *const *)b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return release_compare(x->release, y->release);
}

static bool scale_make(struct scale *scale, enum kvet_per per,
	const struct calendar *calendar, int32_t today)
{
	*scale = (struct scale){.per = per};
	if (per != KVET_PER_RELEASE)
		return true;
	scale->mainline = calloc(calendar->count + 1, sizeof(*scale->mainline));
	if (!scale->mainline)
		return false;
	for (size_t i = 0; i < calendar->count; i++) {
		const struct calendar_entry *entry = &calendar->releases[i];

		if (release_is_mainline(entry->release) && entry->day != DAY_UNKNOWN &&
			entry->day <= today)
			scale->mainline[scale->mainline_count++] = entry;
	}
	qsort(scale->mainline, scale->mainline_count, sizeof(*scale->mainline),
		compare_days);
	return true;
}

/* The newest mainline release of DAY; -1 before the first. */
static int64_t release_at(const struct scale *scale, int32_t day)
{
	size_t low = 0, high = scale->mainline_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (scale->mainline[middle]->day <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t)low - 1;
}

/* The number of the period of DAY; below 0 when it has none. */
static int64_t scale_number(const struct scale *scale, int32_t day)
{
	unsigned month, day_of_month;
	int year;

	if (day == DAY_UNKNOWN)
		return -1;
	if (scale->per == KVET_PER_RELEASE)
		return release_at(scale, day);
	day_split(day, &year, &month, &day_of_month);
	switch (scale->per) {
	case KVET_PER_QUARTER:
		return (int64_t)year * 4 + (month - 1) / 3;
	case KVET_PER_MONTH:
		return (int64_t)year * 12 + month - 1;
	default:
		return year;
	}
}

static const char *scale_name(
	const struct scale *scale, int64_t number, struct arena *arena)
{
	char text[KVET_RELEASE_SIZE];

	switch (scale->per) {
	case KVET_PER_QUARTER:
		return arena_printf(
			arena, "%04d-Q%d", (int)(number / 4), (int)(number % 4) + 1);
	case KVET_PER_MONTH:
		return arena_printf(
			arena, "%04d-%02d", (int)(number / 12), (int)(number % 12) + 1);
	case KVET_PER_RELEASE:
		return arena_text(
			arena, bytes_of(kvet_release_text(
				       scale->mainline[number]->release, text)));
	default:
		return arena_printf(arena, "%04d", (int)number);
	}
}

/* Rows -------------------------------------------------------------------------------- */

struct telling {
	struct tally *tally;
	struct scale scale;
	int64_t *numbers; /* of each entry's period; below 0: none */
	int64_t first, last, now;
};

static bool number_entries(struct telling *telling, int32_t today)
{
	const struct tally *tally = telling->tally;

	telling->numbers = calloc(tally->count + 1, sizeof(*telling->numbers));
	if (!telling->numbers)
		return false;
	telling->first = INT64_MAX;
	telling->last = -1;
	telling->now =
		today == INT32_MAX ? INT64_MAX : scale_number(&telling->scale, today);
	for (size_t i = 0; i < tally->count; i++) {
		int64_t number = scale_number(&telling->scale, tally->entries[i].day);

		telling->numbers[i] = number;
		if (number >= 0 && number < telling->first)
			telling->first = number;
		if (number > telling->last)
			telling->last = number;
	}
	if (telling->last - telling->first >= TALLY_PERIODS_MAX)
		telling->first = telling->last - TALLY_PERIODS_MAX + 1;
	return true;
}

static bool make_periods(struct telling *telling)
{
	struct tally *tally = telling->tally;

	tally->period_count =
		telling->last < 0 ? 0 : (size_t)(telling->last - telling->first + 1);
	tally->periods = arena_alloc(
		tally->arena, (tally->period_count + 1) * sizeof(*tally->periods));
	if (!tally->periods)
		return false;
	for (size_t i = 0; i < tally->period_count; i++) {
		int64_t number = telling->first + (int64_t)i;

		tally->periods[i].name =
			scale_name(&telling->scale, number, tally->arena);
		tally->periods[i].partial = number >= telling->now;
	}
	return true;
}

static bool make_rows(struct telling *telling, size_t records)
{
	struct tally *tally = telling->tally;
	size_t periods = tally->period_count + 1;

	tally->row_count = tally->names.count;
	tally->rows =
		arena_alloc(tally->arena, (tally->row_count + 1) * sizeof(*tally->rows));
	size_t *counts = arena_alloc(
		tally->arena, (tally->row_count + 1) * periods * sizeof(*counts));
	if (!tally->rows || !counts)
		return false;
	for (size_t i = 0; i < tally->row_count; i++) {
		tally->rows[i].name =
			arena_text(tally->arena, tally->names.entries[i].name);
		tally->rows[i].counts = counts + i * periods;
	}
	for (size_t i = 0; i < tally->count; i++) {
		const struct tally_entry *entry = &tally->entries[i];
		struct kvet_profile_row *row = &tally->rows[entry->row];
		int64_t at = telling->numbers[i] - telling->first;

		row->count++;
		if (telling->numbers[i] < 0 || at < 0) {
			row->undated++;
			tally->undated += entry->first;
			continue;
		}
		counts[entry->row * periods + (size_t)at]++;
		tally->periods[at].records += entry->first;
	}
	for (size_t i = 0; records && i < tally->row_count; i++)
		tally->rows[i].share = (double)tally->rows[i].count / (double)records;
	return true;
}

bool tally_tell(struct tally *tally, enum kvet_per per, const struct calendar *calendar,
	int32_t today, size_t records)
{
	struct telling telling = {.tally = tally};
	bool told = scale_make(&telling.scale, per, calendar, today) &&
		    number_entries(&telling, today) && make_periods(&telling) &&
		    make_rows(&telling, records);

	free(telling.numbers);
	free(telling.scale.mainline);
	return told;
}

void tally_end(struct tally *tally)
{
	free(tally->entries);
	table_release(&tally->names);
}
