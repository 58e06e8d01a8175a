/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A profile in one long table: a number a row, as statistics programs like it. */
#include "report/profile.h"

#include "report/csvtext.h"

#include <inttypes.h>

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_profile_horizon(of, index);
}

/* The four columns before the number. */
static void begin(const struct report *report, const char *section, const char *name,
	const char *period, const char *measure)
{
	csv_field(report->out, section, false);
	csv_field(report->out, name, false);
	csv_field(report->out, period, false);
	csv_field(report->out, measure, false);
}

static void end(const struct report *report)
{
	csv_origin(report->out, kvet_profile_snapshot(report->profile), report->profile,
		get_horizon);
}

static void put_count(const struct report *report, const char *section, const char *name,
	const char *period, const char *measure, size_t count)
{
	begin(report, section, name, period, measure);
	csv_count(report->out, count);
	end(report);
}

static void put_days(const struct report *report, const char *section, const char *name,
	const char *measure, int32_t days)
{
	if (days == KVET_DAYS_UNKNOWN)
		return;
	begin(report, section, name, "", measure);
	csv_days(report->out, days);
	end(report);
}

static void put_number(const struct report *report, const char *section, const char *name,
	const char *period, const char *measure, double number)
{
	if (number < 0)
		return;
	begin(report, section, name, period, measure);
	fprintf(report->out, "%.6f,", number);
	end(report);
}

static void put_row(const struct report *report, const struct kvet_profile_row *row)
{
	const struct kvet_period *period;

	put_count(report, "row", row->name, "", "count", row->count);
	put_number(report, "row", row->name, "", "share", row->share);
	put_count(report, "row", row->name, "", "undated", row->undated);
	for (size_t i = 0; (period = kvet_profile_period(report->profile, i)); i++) {
		put_count(
			report, "row", row->name, period->name, "count", row->counts[i]);
		if (period->records)
			put_number(report, "row", row->name, period->name, "share",
				(double)row->counts[i] / (double)period->records);
	}
}

static void put_rust(const struct report *report)
{
	const struct kvet_profile_rust *rust = kvet_profile_rust(report->profile);

	put_count(report, "rust", "c", "", "records", rust->c_records);
	for (unsigned i = 0; i < KVET_SAFE_RUSTS; i++)
		put_count(report, "rust", "c", "", kvet_word(KVET_WORDS_SAFE_RUST, i),
			rust->c[i]);
	put_count(report, "rust", "rust", "", "records", rust->rust_records);
}

static void put_estimate(const struct report *report, const char *section,
	const char *name, const char *period, const struct kvet_estimate *alive)
{
	put_number(report, section, name, period, "alive", alive->value);
	put_number(report, section, name, period, "alive_low", alive->low);
	put_number(report, section, name, period, "alive_high", alive->high);
}

static void put_ages(const struct report *report)
{
	const struct kvet_ages *ages = kvet_profile_ages(report->profile);
	const struct kvet_survival *point;
	char years[16];

	put_count(report, "ages", "all", "", "dated", ages->dated);
	put_count(report, "ages", "all", "", "censored", ages->censored);
	put_count(report, "ages", "all", "", "contradictory", ages->contradictory);
	put_count(report, "ages", "all", "", "undated", ages->undated);
	put_count(report, "ages", "numbered", "", "records", ages->numbered);
	put_days(report, "ages", "numbered", "first_quartile", ages->first_quartile);
	put_days(report, "ages", "numbered", "median", ages->median);
	put_days(report, "ages", "numbered", "third_quartile", ages->third_quartile);
	put_days(report, "ages", "numbered", "median_releases", ages->median_releases);
	for (size_t i = 0; (point = kvet_profile_survival(report->profile, i)); i++) {
		snprintf(years, sizeof(years), "%u", point->years);
		put_count(report, "survival", "all", years, "at_risk", point->at_risk);
		put_estimate(report, "survival", "all", years, &point->alive);
	}
}

static void put_cohort(const struct report *report, const struct kvet_cohort *cohort)
{
	char year[16], years[16];

	snprintf(year, sizeof(year), "%d", cohort->year);
	put_count(report, "cohort", year, "", "known", cohort->known);
	put_count(report, "cohort", year, "", "fixed", cohort->fixed);
	for (unsigned k = 0; k < KVET_AGE_YEARS; k++) {
		snprintf(years, sizeof(years), "%u", kvet_age_years(k));
		put_count(report, "cohort", year, years, "within", cohort->within[k]);
		put_count(report, "cohort", year, years, "complete", cohort->complete[k]);
		put_estimate(report, "cohort", year, years, &cohort->alive[k]);
	}
	put_days(report, "cohort", year, "median", cohort->median);
	put_days(report, "cohort", year, "median_low", cohort->median_low);
	put_days(report, "cohort", year, "median_high", cohort->median_high);
	put_count(report, "cohort", year, "", "numbered", cohort->numbered);
	put_days(report, "cohort", year, "apart_from", cohort->apart_from);
	put_days(report, "cohort", year, "apart_to", cohort->apart_to);
	begin(report, "cohort", year, "", "apart");
	csv_field(report->out, kvet_word(KVET_WORDS_APART, cohort->apart), false);
	end(report);
}

static void put_lag(const struct report *report, const struct kvet_line_lag *lag)
{
	put_count(report, "lag", lag->line, "", "came", lag->lag.came);
	put_count(report, "lag", lag->line, "", "never", lag->lag.never);
	put_count(report, "lag", lag->line, "", "pending", lag->lag.pending);
	put_count(report, "lag", lag->line, "", "after_end", lag->lag.after_end);
	put_days(report, "lag", lag->line, "first_quartile", lag->lag.first_quartile);
	put_days(report, "lag", lag->line, "median", lag->lag.median);
	put_days(report, "lag", lag->line, "third_quartile", lag->lag.third_quartile);
	put_days(report, "lag", lag->line, "half_of_all", lag->lag.half_of_all);
}

static void put_rates(const struct report *report)
{
	const struct kvet_rates *rates = kvet_profile_rates(report->profile);
	const struct kvet_rate *rate;

	for (size_t i = 0; (rate = kvet_profile_rate(report->profile, i)); i++) {
		put_count(report, "rate", rate->name, "", "records", rate->records);
		put_number(
			report, "rate", rate->name, "", "line_years", rate->line_years);
		put_number(report, "rate", rate->name, "", "rate", rate->rate.value);
		put_number(report, "rate", rate->name, "", "rate_low", rate->rate.low);
		put_number(report, "rate", rate->name, "", "rate_high", rate->rate.high);
		put_count(report, "rate", rate->name, "", "few", rate->few);
	}
	put_number(report, "rate", "rust to c", "", "ratio", rates->rust_to_c.value);
	put_number(report, "rate", "rust to c", "", "ratio_low", rates->rust_to_c.low);
	put_number(report, "rate", "rust to c", "", "ratio_high", rates->rust_to_c.high);
}

int profile_csv(const struct report *report, struct kvet_error *error)
{
	const kvet_profile *profile = report->profile;
	unsigned rows = report->options->rows;
	const struct kvet_profile_row *row;
	const struct kvet_cohort *cohort;
	const struct kvet_line_lag *lag;

	(void)error;
	fputs("section,name,period,measure,value" CSV_ORIGIN_HEADING, report->out);
	for (size_t i = 0; (!rows || i < rows) && (row = kvet_profile_row(profile, i));
		i++)
		put_row(report, row);
	put_rust(report);
	put_ages(report);
	for (size_t i = 0; (cohort = kvet_profile_cohort(profile, i)); i++)
		put_cohort(report, cohort);
	for (size_t i = 0; (lag = kvet_profile_lag(profile, i)); i++)
		put_lag(report, lag);
	put_rates(report);
	return 0;
}
