/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters of a profile, and what its numbers cannot say. */
#include "profile/profile.h"

static void say_time(struct kvet_profile *profile, struct kvet_result *result)
{
	static const char *const days[] = {
		[KVET_OVER_FIXED] = "of the mainline release with the fix",
		[KVET_OVER_INTRODUCED] = "of the mainline release that brought the bug",
		[KVET_OVER_PUBLISHED] = "of publication",
	};
	static const char *const line_days[] = {
		[KVET_OVER_FIXED] = "of the line's release with the fix",
		[KVET_OVER_INTRODUCED] = "of the line's first release with the bug",
		[KVET_OVER_PUBLISHED] = "of publication",
	};
	bool by_line = profile->by == KVET_BY_LINE;

	result_horizon(result, "time is the day %s%s",
		by_line ? line_days[profile->over] : days[profile->over],
		profile->over == KVET_OVER_PUBLISHED
			? "; the kernel numbers nearly every fix since February 2024 and "
			  "filled older years in later: before that a number says when "
			  "it "
			  "was given, not when the bug was found"
			: "; of fixes before February 2024 only a part is numbered, so "
			  "their counts are too low");
	if (profile->undated)
		result_horizon(result, "%zu records have no such day: %s",
			profile->undated,
			profile->material.calendar.count ||
					profile->over == KVET_OVER_PUBLISHED
				? "they are in the counts, and in no period"
				: "the store has no days of releases ('kvet update "
				  "--releases FILE')");
}

void profile_say(struct kvet_profile *profile)
{
	struct kvet_result *result = profile->material.result;

	say_time(profile, result);
	result_horizon(result,
		"classes are read from the words of a record, languages from its files: "
		"counts by them are as good as docs/classes.md measures");
	result_horizon(result,
		"survival is of the bugs that are known: what is not fixed in mainline "
		"is "
		"censored at the snapshot's day, what is not found is in no curve; young "
		"code's bugs can only be found young, old code's were numbered only when "
		"they were found since");
	if (!profile->rates.told.missing)
		result_horizon(result, "rates are of fixes in mainline since February "
				       "2024, per lines of code "
				       "of that time: bugs of young code are not found "
				       "yet, so its rate is too "
				       "low");
	if (profile->by == KVET_BY_LANGUAGE || profile->by == KVET_BY_LINE)
		result_horizon(result,
			"a record may stand in several rows: shares add up "
			"to more than all");
}

enum kvet_by kvet_profile_by(const kvet_profile *profile)
{
	return profile->by;
}

enum kvet_over kvet_profile_over(const kvet_profile *profile)
{
	return profile->over;
}

enum kvet_per kvet_profile_per(const kvet_profile *profile)
{
	return profile->per;
}

size_t kvet_profile_records(const kvet_profile *profile)
{
	return profile->records;
}

size_t kvet_profile_undated(const kvet_profile *profile)
{
	return profile->undated;
}

const struct kvet_period *kvet_profile_period(const kvet_profile *profile, size_t index)
{
	return index < profile->period_count ? &profile->periods[index] : NULL;
}

const struct kvet_profile_row *kvet_profile_row(const kvet_profile *profile, size_t index)
{
	return index < profile->row_count ? &profile->rows[index] : NULL;
}

const struct kvet_rust_record *kvet_profile_rust_record(
	const kvet_profile *profile, size_t index)
{
	return index < profile->rust_count ? &profile->rust_records[index] : NULL;
}

const struct kvet_cohort *kvet_profile_cohort(const kvet_profile *profile, size_t index)
{
	return index < profile->ages.cohort_count ? &profile->ages.cohorts[index] : NULL;
}

const struct kvet_survival *kvet_profile_survival(
	const kvet_profile *profile, size_t index)
{
	return index < profile->ages.point_count ? &profile->ages.points[index] : NULL;
}

const struct kvet_line_lag *kvet_profile_lag(const kvet_profile *profile, size_t index)
{
	return index < profile->lag_count ? &profile->lags[index] : NULL;
}

const struct kvet_rate *kvet_profile_rate(const kvet_profile *profile, size_t index)
{
	return index < profile->rates.row_count ? &profile->rates.rows[index] : NULL;
}

const struct kvet_rate_census *kvet_profile_rate_census(
	const kvet_profile *profile, size_t index)
{
	return index < profile->rates.census_count ? &profile->rates.censuses[index]
						   : NULL;
}

const struct kvet_rates *kvet_profile_rates(const kvet_profile *profile)
{
	return &profile->rates.told;
}

const struct kvet_profile_rust *kvet_profile_rust(const kvet_profile *profile)
{
	return &profile->rust;
}

const struct kvet_ages *kvet_profile_ages(const kvet_profile *profile)
{
	return &profile->ages.told;
}

const struct kvet_snapshot *kvet_profile_snapshot(const kvet_profile *profile)
{
	return &profile->material.result->snapshot;
}

const char *kvet_profile_horizon(const kvet_profile *profile, size_t index)
{
	return kvet_result_horizon(profile->material.result, index);
}
