/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/profile.h"

#include "report/jsontext.h"

static const char *get_horizon(const void *of, size_t index)
{
	return kvet_profile_horizon(of, index);
}

static void add_number(doc *d, val *object, const char *key, double value)
{
	if (value < 0)
		yyjson_mut_obj_add_null(d, object, key);
	else
		yyjson_mut_obj_add_real(d, object, key, value);
}

static void add_estimate(
	doc *d, val *object, const char *key, const struct kvet_estimate *estimate)
{
	if (estimate->value < 0) {
		yyjson_mut_obj_add_null(d, object, key);
		return;
	}
	val *of = yyjson_mut_obj_add_obj(d, object, key);
	add_number(d, of, "value", estimate->value);
	add_number(d, of, "low", estimate->low);
	add_number(d, of, "high", estimate->high);
}

static void add_periods(doc *d, val *root, const kvet_profile *profile)
{
	val *array = yyjson_mut_obj_add_arr(d, root, "periods");
	const struct kvet_period *period;

	for (size_t i = 0; (period = kvet_profile_period(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "period", period->name);
		yyjson_mut_obj_add_uint(d, item, "records", period->records);
		yyjson_mut_obj_add_bool(d, item, "partial", period->partial);
	}
}

static void add_rust(doc *d, val *root, const kvet_profile *profile)
{
	const struct kvet_profile_rust *rust = kvet_profile_rust(profile);
	val *object = yyjson_mut_obj_add_obj(d, root, "rust");
	const struct kvet_rust_record *record;

	yyjson_mut_obj_add_uint(d, object, "c_records", rust->c_records);
	val *by = yyjson_mut_obj_add_obj(d, object, "safe_rust");
	for (unsigned i = 0; i < KVET_SAFE_RUSTS; i++)
		yyjson_mut_obj_add_uint(
			d, by, kvet_word(KVET_WORDS_SAFE_RUST, i), rust->c[i]);
	yyjson_mut_obj_add_uint(d, object, "rust_records", rust->rust_records);
	val *array = yyjson_mut_obj_add_arr(d, object, "records");
	for (size_t i = 0; (record = kvet_profile_rust_record(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "cve", record->cve);
		json_add_known(d, item, "published", record->published);
		yyjson_mut_obj_add_str(
			d, item, "class", kvet_word(KVET_WORDS_CLASS, record->class));
		yyjson_mut_obj_add_str(d, item, "title", record->title);
		json_add_known(d, item, "unsafe_words", record->unsafe_words);
	}
}

/* "1": ..., "2": ..., "5": ...: the years are keys. */
static const char *const years[KVET_AGE_YEARS] = {"1", "2", "5"};

static void add_cohort(doc *d, val *item, const struct kvet_cohort *cohort)
{
	yyjson_mut_obj_add_int(d, item, "year", cohort->year);
	yyjson_mut_obj_add_uint(d, item, "known", cohort->known);
	yyjson_mut_obj_add_uint(d, item, "fixed", cohort->fixed);
	yyjson_mut_obj_add_bool(d, item, "numbered", cohort->numbered);
	val *within = yyjson_mut_obj_add_obj(d, item, "within");
	val *complete = yyjson_mut_obj_add_obj(d, item, "complete");
	val *alive = yyjson_mut_obj_add_obj(d, item, "alive");
	for (unsigned k = 0; k < KVET_AGE_YEARS; k++) {
		yyjson_mut_obj_add_uint(d, within, years[k], cohort->within[k]);
		yyjson_mut_obj_add_bool(d, complete, years[k], cohort->complete[k]);
		add_estimate(d, alive, years[k], &cohort->alive[k]);
	}
	json_add_days(d, item, "median", cohort->median);
	json_add_days(d, item, "median_low", cohort->median_low);
	json_add_days(d, item, "median_high", cohort->median_high);
	yyjson_mut_obj_add_str(
		d, item, "apart", kvet_word(KVET_WORDS_APART, cohort->apart));
	json_add_days(d, item, "apart_from", cohort->apart_from);
	json_add_days(d, item, "apart_to", cohort->apart_to);
}

static void add_ages(doc *d, val *root, const kvet_profile *profile)
{
	const struct kvet_ages *ages = kvet_profile_ages(profile);
	val *object = yyjson_mut_obj_add_obj(d, root, "ages");
	const struct kvet_survival *point;
	const struct kvet_cohort *cohort;

	yyjson_mut_obj_add_uint(d, object, "dated", ages->dated);
	yyjson_mut_obj_add_uint(d, object, "censored", ages->censored);
	yyjson_mut_obj_add_uint(d, object, "contradictory", ages->contradictory);
	yyjson_mut_obj_add_uint(d, object, "undated", ages->undated);
	val *numbered = yyjson_mut_obj_add_obj(d, object, "numbered");
	yyjson_mut_obj_add_uint(d, numbered, "records", ages->numbered);
	json_add_days(d, numbered, "first_quartile", ages->first_quartile);
	json_add_days(d, numbered, "median", ages->median);
	json_add_days(d, numbered, "third_quartile", ages->third_quartile);
	json_add_days(d, numbered, "median_releases", ages->median_releases);
	val *array = yyjson_mut_obj_add_arr(d, object, "survival");
	for (size_t i = 0; (point = kvet_profile_survival(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_uint(d, item, "years", point->years);
		yyjson_mut_obj_add_uint(d, item, "at_risk", point->at_risk);
		add_estimate(d, item, "alive", &point->alive);
	}
	array = yyjson_mut_obj_add_arr(d, object, "cohorts");
	for (size_t i = 0; (cohort = kvet_profile_cohort(profile, i)); i++)
		add_cohort(d, yyjson_mut_arr_add_obj(d, array), cohort);
}

static void add_lags(doc *d, val *root, const kvet_profile *profile)
{
	val *array = yyjson_mut_obj_add_arr(d, root, "lags");
	const struct kvet_line_lag *lag;

	for (size_t i = 0; (lag = kvet_profile_lag(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "line", lag->line);
		yyjson_mut_obj_add_bool(d, item, "ended", lag->ended);
		json_add_lag(d, item, &lag->lag);
	}
}

static void add_rates(doc *d, val *root, const kvet_profile *profile)
{
	const struct kvet_rates *rates = kvet_profile_rates(profile);
	val *object = yyjson_mut_obj_add_obj(d, root, "rates");
	const struct kvet_rate_census *census;
	const struct kvet_rate *rate;

	json_add_known(d, object, "missing", rates->missing ? rates->missing : "");
	if (rates->missing)
		return;
	yyjson_mut_obj_add_str(d, object, "by", kvet_word(KVET_WORDS_BY, rates->by));
	yyjson_mut_obj_add_str(d, object, "from", rates->from);
	yyjson_mut_obj_add_str(d, object, "to", rates->to);
	yyjson_mut_obj_add_real(d, object, "years", rates->years);
	yyjson_mut_obj_add_real(d, object, "beyond", rates->beyond);
	val *array = yyjson_mut_obj_add_arr(d, object, "censuses");
	for (size_t i = 0; (census = kvet_profile_rate_census(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "release", census->release);
		yyjson_mut_obj_add_str(d, item, "day", census->day);
		yyjson_mut_obj_add_real(d, item, "million_lines", census->million_lines);
	}
	add_estimate(d, object, "rust_to_c", &rates->rust_to_c);
	yyjson_mut_obj_add_bool(d, object, "rust_told_apart", rates->rust_told_apart);
	yyjson_mut_obj_add_uint(d, object, "without_lines", rates->without_lines);
	array = yyjson_mut_obj_add_arr(d, object, "rows");
	for (size_t i = 0; (rate = kvet_profile_rate(profile, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "name", rate->name);
		yyjson_mut_obj_add_uint(d, item, "records", rate->records);
		yyjson_mut_obj_add_real(d, item, "million_lines", rate->million_lines);
		yyjson_mut_obj_add_real(d, item, "line_years", rate->line_years);
		add_estimate(d, item, "rate", &rate->rate);
		yyjson_mut_obj_add_bool(d, item, "few", rate->few);
	}
}

static int write_head(const struct report *report, size_t less, struct kvet_error *error)
{
	const kvet_profile *profile = report->profile;
	doc *d = json_begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.profile/1");
		json_add_snapshot(d, root, kvet_profile_snapshot(profile));
		json_add_sentences(d, root, "horizon", profile, get_horizon);
		yyjson_mut_obj_add_str(d, root, "by",
			kvet_word(KVET_WORDS_BY, kvet_profile_by(profile)));
		yyjson_mut_obj_add_str(d, root, "over",
			kvet_word(KVET_WORDS_OVER, kvet_profile_over(profile)));
		yyjson_mut_obj_add_str(d, root, "per",
			kvet_word(KVET_WORDS_PER, kvet_profile_per(profile)));
		yyjson_mut_obj_add_uint(
			d, root, "records", kvet_profile_records(profile));
		yyjson_mut_obj_add_uint(
			d, root, "undated", kvet_profile_undated(profile));
		add_periods(d, root, profile);
		add_rust(d, root, profile);
		add_ages(d, root, profile);
		add_lags(d, root, profile);
		add_rates(d, root, profile);
	}
	return json_finish(report, d, less, error);
}

static int write_row(const struct report *report, size_t index, struct kvet_error *error)
{
	const struct kvet_profile_row *row = kvet_profile_row(report->profile, index);
	doc *d = json_begin();

	if (d) {
		val *object = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, object, "name", row->name);
		yyjson_mut_obj_add_uint(d, object, "count", row->count);
		yyjson_mut_obj_add_real(d, object, "share", row->share);
		yyjson_mut_obj_add_uint(d, object, "undated", row->undated);
		val *array = yyjson_mut_obj_add_arr(d, object, "counts");
		for (size_t i = 0; kvet_profile_period(report->profile, i); i++)
			yyjson_mut_arr_add_uint(d, array, row->counts[i]);
	}
	return json_finish(report, d, 0, error);
}

static bool has_row(const struct report *report, size_t index)
{
	unsigned rows = report->options->rows;

	return (!rows || index < rows) && kvet_profile_row(report->profile, index);
}

int profile_json(const struct report *report, struct kvet_error *error)
{
	int code = write_head(report, 1, error);

	fputs(",\n\"rows\":[", report->out);
	for (size_t i = 0; !code && has_row(report, i); i++) {
		fputs(i ? ",\n" : "\n", report->out);
		code = write_row(report, i, error);
	}
	fputs("\n]}\n", report->out);
	return code;
}

int profile_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = write_head(report, 0, error);

	fputc('\n', report->out);
	for (size_t i = 0; !code && has_row(report, i); i++) {
		code = write_row(report, i, error);
		fputc('\n', report->out);
	}
	return code;
}
