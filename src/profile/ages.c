/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/ages.h"

#include "util/grow.h"

#include <stdlib.h>

unsigned kvet_age_years(unsigned index)
{
	static const unsigned years[KVET_AGE_YEARS] = {1, 2, 5};

	return index < KVET_AGE_YEARS ? years[index] : 0;
}

static int32_t days_of_years(unsigned years)
{
	return (int32_t)(years * 1461 / 4);
}

static bool keep(struct ages *ages, struct age age)
{
	if (!grow(&ages->items, &ages->room, ages->count + 1, sizeof(age)))
		return false;
	ages->items[ages->count++] = age;
	return true;
}

bool ages_take(struct ages *ages, const struct life *life,
	const struct calendar *calendar, int32_t today)
{
	bool fixed = life->has_fixed && life->fixed_day <= today;
	int32_t end = fixed ? life->fixed_day : today;

	if (life->of_a_line || life->introduced_day == DAY_UNKNOWN ||
		life->introduced_day > today || end == DAY_UNKNOWN ||
		today == INT32_MAX) {
		ages->undated++;
		return true;
	}
	if (end < life->introduced_day) {
		ages->contradictory++;
		return true;
	}
	return keep(
		ages, (struct age){
			      .introduced = life->introduced_day,
			      .days = end - life->introduced_day,
			      .releases = fixed ? calendar_mainline_steps(calendar,
							  life->introduced, life->fixed)
						: 0,
			      .fixed = fixed,
		      });
}

static int compare_introduced(const void *a, const void *b)
{
	const struct age *x = a, *y = b;

	return (x->introduced > y->introduced) - (x->introduced < y->introduced);
}

static int year_of(int32_t day)
{
	unsigned month, day_of_month;
	int year;

	day_split(day, &year, &month, &day_of_month);
	return year;
}

/* Lives of COUNT ages; with TO only of those that were fixed at ages from FROM to TO, as
 * they were from FROM on. */
static struct survival_life *lives_of(
	const struct age *ages, size_t count, int32_t from, int32_t to, size_t *found)
{
	struct survival_life *lives = calloc(count + 1, sizeof(*lives));

	*found = 0;
	for (size_t i = 0; lives && i < count; i++) {
		if (to && (!ages[i].fixed || ages[i].days < from || ages[i].days > to))
			continue;
		lives[(*found)++] =
			(struct survival_life){ages[i].days - from, ages[i].fixed};
	}
	return lives;
}

/* One cohort while it is told: its ages. */
struct group {
	const struct age *ages;
	size_t count;
};

static bool tell_cohort(struct kvet_cohort *cohort, struct group group, int32_t today)
{
	struct survival curve = {0};
	size_t count;
	struct survival_life *lives = lives_of(group.ages, group.count, 0, 0, &count);

	if (!lives || !survival_fit(lives, count, &curve)) {
		free(lives);
		return false;
	}
	for (size_t i = 0; i < group.count; i++)
		cohort->fixed += group.ages[i].fixed;
	for (unsigned k = 0; k < KVET_AGE_YEARS; k++) {
		int32_t most = days_of_years(kvet_age_years(k));

		for (size_t i = 0; i < group.count; i++)
			cohort->within[k] +=
				group.ages[i].fixed && group.ages[i].days <= most;
		cohort->complete[k] = day_of(cohort->year, 12, 31) + most <= today;
		cohort->alive[k] = survival_at(&curve, most);
	}
	survival_median(
		&curve, &cohort->median, &cohort->median_low, &cohort->median_high);
	survival_end(&curve);
	free(lives);
	return true;
}

/* Telling two years apart ------------------------------------------------------------- */

/* The share still alive halfway, of those of GROUP that were fixed at ages FROM to TO. */
static bool halfway(struct group group, int32_t from, int32_t to, size_t *count,
	struct kvet_estimate *alive)
{
	struct survival curve = {0};
	struct survival_life *lives = lives_of(group.ages, group.count, from, to, count);
	bool fitted = lives && survival_fit(lives, *count, &curve);

	if (fitted)
		*alive = survival_at(&curve, (to - from) / 2);
	survival_end(&curve);
	free(lives);
	return fitted;
}

static enum kvet_apart compare_estimates(
	const struct kvet_estimate *a, const struct kvet_estimate *b)
{
	if (a->low < 0 || b->low < 0)
		return KVET_APART_TOO_FEW;
	return a->low > b->high || b->low > a->high ? KVET_APART_TOLD : KVET_APART_NOT;
}

/*
 * A younger year's bugs can only have been found young, an older year's were not numbered
 * when they were. So two years are compared at the ages that all bugs of both have had since
 * the numbers began.
 */
static bool tell_apart(struct kvet_cohort *cohort, struct group group,
	struct group before, int32_t today)
{
	int32_t from = AGES_NUMBERED_SINCE - day_of(cohort->year - 1, 1, 1);
	int32_t to = today - day_of(cohort->year, 12, 31);
	struct kvet_estimate ours, theirs;
	size_t our_count, their_count;

	from = from > 0 ? from : 0;
	if (to - from < AGES_SPAN_LEAST)
		return true; /* too young */
	cohort->apart_from = from;
	cohort->apart_to = to;
	if (!halfway(group, from, to, &our_count, &ours) ||
		!halfway(before, from, to, &their_count, &theirs))
		return false;
	if (our_count < AGES_FEW || their_count < AGES_FEW)
		cohort->apart = KVET_APART_TOO_FEW;
	else
		cohort->apart = compare_estimates(&ours, &theirs);
	return true;
}

/* The ages of one year, from START on; they are sorted by introduction. */
static struct group group_from(const struct ages *ages, size_t start)
{
	int year = year_of(ages->items[start].introduced);
	size_t end = start;

	while (end < ages->count && ages->items[end].introduced <= day_of(year, 12, 31))
		end++;
	return (struct group){ages->items + start, end - start};
}

static bool tell_cohorts(struct ages *ages, int32_t today)
{
	struct group before = {0}, group;
	size_t room = 0;

	for (size_t i = 0; i < ages->count; i += group.count, before = group) {
		group = group_from(ages, i);
		if (!grow(&ages->cohorts, &room, ages->cohort_count + 1,
			    sizeof(*ages->cohorts)))
			return false;
		struct kvet_cohort *cohort = &ages->cohorts[ages->cohort_count++];
		*cohort = (struct kvet_cohort){.year = year_of(group.ages->introduced),
			.known = group.count,
			.numbered = day_of(year_of(group.ages->introduced), 12, 31) >=
				    AGES_NUMBERED_SINCE,
			.apart_from = KVET_DAYS_UNKNOWN,
			.apart_to = KVET_DAYS_UNKNOWN};
		if (!tell_cohort(cohort, group, today))
			return false;
		bool follows = before.count &&
			       year_of(before.ages->introduced) + 1 == cohort->year;
		cohort->apart = follows ? KVET_APART_TOO_YOUNG : KVET_APART_TOO_FEW;
		if (follows && !tell_apart(cohort, group, before, today))
			return false;
	}
	return true;
}

/* All together ------------------------------------------------------------------------ */

static bool tell_curve(struct ages *ages)
{
	static const unsigned years[AGES_POINTS] = {1, 2, 3, 5, 7, 10, 15, 20};
	struct survival curve = {0};
	size_t count;
	struct survival_life *lives = lives_of(ages->items, ages->count, 0, 0, &count);

	if (!lives || !survival_fit(lives, count, &curve)) {
		free(lives);
		return false;
	}
	for (size_t i = 0; i < AGES_POINTS; i++) {
		int32_t days = days_of_years(years[i]);

		if (count && days <= curve.last)
			ages->points[ages->point_count++] = (struct kvet_survival){
				years[i], survival_at_risk(lives, count, days),
				survival_at(&curve, days)};
	}
	survival_end(&curve);
	free(lives);
	return true;
}

static int compare_numbers(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

/* The smallest that QUARTERS quarters of the sorted NUMBERS are at or below. */
static int32_t quantile(const int32_t *numbers, size_t count, unsigned quarters)
{
	return count ? numbers[(count * quarters + 3) / 4 - 1] : KVET_DAYS_UNKNOWN;
}

static bool tell_numbered(struct ages *ages)
{
	int32_t *days = calloc(2 * ages->count + 1, sizeof(*days));
	int32_t *releases = days ? days + ages->count : NULL;
	size_t count = 0;

	if (!days)
		return false;
	for (size_t i = 0; i < ages->count; i++) {
		const struct age *age = &ages->items[i];

		if (!age->fixed || age->introduced + age->days < AGES_NUMBERED_SINCE)
			continue;
		days[count] = age->days;
		releases[count++] = age->releases;
	}
	qsort(days, count, sizeof(*days), compare_numbers);
	qsort(releases, count, sizeof(*releases), compare_numbers);
	ages->told.numbered = count;
	ages->told.first_quartile = quantile(days, count, 1);
	ages->told.median = quantile(days, count, 2);
	ages->told.third_quartile = quantile(days, count, 3);
	ages->told.median_releases = quantile(releases, count, 2);
	free(days);
	return true;
}

bool ages_tell(struct ages *ages, int32_t today)
{
	if (ages->count)
		qsort(ages->items, ages->count, sizeof(*ages->items), compare_introduced);
	ages->told.dated = ages->count;
	ages->told.undated = ages->undated;
	ages->told.contradictory = ages->contradictory;
	for (size_t i = 0; i < ages->count; i++)
		ages->told.censored += !ages->items[i].fixed;
	return tell_cohorts(ages, today) && tell_curve(ages) && tell_numbered(ages);
}

void ages_end(struct ages *ages)
{
	free(ages->items);
	free(ages->cohorts);
	*ages = (struct ages){0};
}
