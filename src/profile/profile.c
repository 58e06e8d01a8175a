/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the records are made up, and how that changes. */
#include "profile/profile.h"

#include "profile/saferust.h"
#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

/* A line, while the records go by. */
struct profiled_line {
	struct lag_line at;
	const char *name;
	bool longterm;
	struct lag lag;
};

struct profiling {
	struct kvet_profile *profile;
	const struct kvet_profile_options *options;
	struct tally tally;
	struct ages ages;
	struct profiled_line *lines;
	size_t line_count;
	uint64_t *rust; /* records of Rust code */
	size_t rust_count, rust_room;
	struct course course;
};

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

/* Rows -------------------------------------------------------------------------------- */

static int32_t day_of_life(
	enum kvet_over over, const struct traits *traits, const struct life *life)
{
	switch (over) {
	case KVET_OVER_PUBLISHED:
		return traits->published;
	case KVET_OVER_INTRODUCED:
		return life->introduced_day;
	default:
		return life->fixed_day;
	}
}

static bool add_words(
	struct tally *tally, enum kvet_vocabulary vocabulary, kvet_set set, int32_t day)
{
	const char *word;
	bool first = true;

	for (unsigned i = 0; (word = kvet_word(vocabulary, i)); i++) {
		if (!(set & 1u << i))
			continue;
		if (!tally_add(tally, word, day, first))
			return false;
		first = false;
	}
	return true;
}

static bool add_to_rows(struct profiling *in, const struct traits *traits, int32_t day)
{
	switch (in->options->by) {
	case KVET_BY_CLASS:
		return add_words(&in->tally, KVET_WORDS_CLASS, 1u << traits->class, day);
	case KVET_BY_FAMILY:
		return add_words(&in->tally, KVET_WORDS_FAMILY,
			1u << kvet_class_family(traits->class), day);
	case KVET_BY_SEVERITY:
		return add_words(
			&in->tally, KVET_WORDS_SEVERITY, 1u << traits->severity, day);
	case KVET_BY_SUBSYSTEM:
		return tally_add(&in->tally,
			*traits->subsystem ? traits->subsystem : "none", day, true);
	case KVET_BY_LANGUAGE:
		return add_words(&in->tally, KVET_WORDS_LANGUAGE, traits->languages, day);
	default: /* lines are met one by one */
		return true;
	}
}

/* On a line a bug has a time of its own. */
static int32_t day_on_line(const struct profiling *in, const struct profiled_line *line,
	const struct traits *traits)
{
	const struct course *course = &in->course;
	struct kvet_release release = line->at.line;

	if (in->options->over == KVET_OVER_PUBLISHED)
		return traits->published;
	if (in->options->over == KVET_OVER_FIXED && course->open)
		return DAY_UNKNOWN;
	release.stable =
		in->options->over == KVET_OVER_FIXED ? course->fixed : course->came;
	return calendar_day(&in->profile->material.calendar, release);
}

/* Lines ------------------------------------------------------------------------------- */

static int take_line(struct profiling *in, struct profiled_line *line,
	const struct traits *traits, const struct life *life, bool *first,
	struct kvet_error *error)
{
	struct material *material = &in->profile->material;
	bool row = in->options->by == KVET_BY_LINE;

	if (!row && !line->longterm)
		return 0;
	course_walk(&in->course, line->at.line, line->at.newest.stable);
	if (line->longterm && !lag_take(&line->lag, &line->at, life, &in->course,
				      &material->calendar, material->today))
		return no_memory(error);
	if (!row || !in->course.reached)
		return 0;
	if (!tally_add(&in->tally, line->name, day_on_line(in, line, traits), *first))
		return no_memory(error);
	*first = false;
	return 0;
}

static int take_case(void *context, const struct traits *traits, struct case_facts *facts,
	struct kvet_error *error)
{
	struct profiling *in = context;
	struct material *material = &in->profile->material;
	struct life life = life_of(facts, &material->calendar);
	bool first = true;
	int code = 0;

	if (!ages_take(&in->ages, &life, &material->calendar, material->today) ||
		!rates_take(&in->profile->rates, traits, &life) ||
		!add_to_rows(in, traits, day_of_life(in->options->over, traits, &life)))
		return no_memory(error);
	course_begin(&in->course, facts);
	for (size_t i = 0; !code && i < in->line_count; i++)
		code = take_line(in, &in->lines[i], traits, &life, &first, error);
	return code;
}

static int choose_lines(struct profiling *in, struct kvet_error *error)
{
	struct material *material = &in->profile->material;
	size_t count = material->calendar.line_count;

	in->lines = calloc(count + 1, sizeof(*in->lines));
	if (!in->lines)
		return no_memory(error);
	for (size_t i = count; i--;) { /* the newest first */
		const struct calendar_line *line = &material->calendar.lines[i];
		struct profiled_line *taken = &in->lines[in->line_count];

		if (line->released != DAY_UNKNOWN && line->released > material->today)
			continue;
		*taken = (struct profiled_line){
			.at = {line->line, material_newest(material, line).release,
				line->end_of_life,
				line->end_of_life != DAY_UNKNOWN &&
					line->end_of_life < material->today},
			.name = material_release(material, line->line),
			.longterm = line->longterm,
		};
		in->line_count++;
	}
	return 0;
}

static int tell_lags(struct profiling *in, struct kvet_error *error)
{
	struct kvet_profile *profile = in->profile;

	profile->lags = calloc(in->line_count + 1, sizeof(*profile->lags));
	if (!profile->lags)
		return no_memory(error);
	for (size_t i = 0; i < in->line_count; i++) {
		struct profiled_line *line = &in->lines[i];

		if (line->longterm)
			profile->lags[profile->lag_count++] = (struct kvet_line_lag){
				line->name, line->at.ended, lag_told(&line->lag)};
	}
	return 0;
}

/* Rust -------------------------------------------------------------------------------- */

static int count_languages(struct profiling *in, struct kvet_error *error)
{
	const struct traits_list *list = &in->profile->material.traits;
	struct kvet_profile_rust *rust = &in->profile->rust;

	for (size_t i = 0; i < list->count; i++) {
		const struct traits *traits = &list->items[i];

		if (traits->languages & 1u << KVET_LANGUAGE_C) {
			rust->c_records++;
			rust->c[kvet_class_safe_rust(traits->class)]++;
		}
		if (!(traits->languages & 1u << KVET_LANGUAGE_RUST))
			continue;
		if (!grow(&in->rust, &in->rust_room, in->rust_count + 1,
			    sizeof(*in->rust)))
			return no_memory(error);
		in->rust[in->rust_count++] = traits->id;
	}
	rust->rust_records = in->rust_count;
	return 0;
}

static int load_rust_record(struct profiling *in, uint64_t id,
	struct kvet_rust_record *record, struct kvet_error *error)
{
	struct material *material = &in->profile->material;
	struct arena *arena = &material->result->arena;
	const struct traits *traits = traits_find(&material->traits, id);
	char cve[RECORD_CVE_SIZE];
	const char *text;
	int code = traits_texts(material->store, id, arena, &record->title, &text, error);

	if (code)
		return code;
	record->cve = arena_text(arena, bytes_of(record_cve_text(id, cve)));
	record->published = material_day(material, traits->published);
	record->class = traits->class;
	record->unsafe_words = saferust_unsafe_words(bytes_of(record->title), arena);
	if (!*record->unsafe_words)
		record->unsafe_words = saferust_unsafe_words(bytes_of(text), arena);
	return 0;
}

static int compare_rust(const void *a, const void *b)
{
	const struct kvet_rust_record *x = a, *y = b;

	int order = strcmp(x->published, y->published);
	uint64_t left = record_cve_parse(x->cve), right = record_cve_parse(y->cve);

	return order ? order : (left > right) - (left < right);
}

static int tell_rust(struct profiling *in, struct kvet_error *error)
{
	struct kvet_profile *profile = in->profile;
	int code = count_languages(in, error);

	profile->rust_records =
		calloc(in->rust_count + 1, sizeof(*profile->rust_records));
	if (!profile->rust_records)
		return no_memory(error);
	for (size_t i = 0; !code && i < in->rust_count; i++)
		code = load_rust_record(in, in->rust[i],
			&profile->rust_records[profile->rust_count++], error);
	if (!code && profile->rust_count)
		qsort(profile->rust_records, profile->rust_count,
			sizeof(*profile->rust_records), compare_rust);
	return code;
}

/* All together ------------------------------------------------------------------------ */

static int compare_counts(const void *a, const void *b)
{
	const struct kvet_profile_row *x = a, *y = b;

	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->name, y->name);
}

static int compare_severities(const void *a, const void *b)
{
	const struct kvet_profile_row *x = a, *y = b;

	return kvet_word_find(KVET_WORDS_SEVERITY, y->name) -
	       kvet_word_find(KVET_WORDS_SEVERITY, x->name);
}

static int compare_newest(const void *a, const void *b)
{
	const struct kvet_profile_row *x = a, *y = b;
	struct kvet_release left = {0}, right = {0};

	kvet_release_parse(x->name, &left, NULL);
	kvet_release_parse(y->name, &right, NULL);
	return release_compare(right, left);
}

static int tell_rows(struct profiling *in, struct kvet_error *error)
{
	struct kvet_profile *profile = in->profile;
	struct material *material = &profile->material;
	size_t records = material->traits.count;

	if (!tally_tell(&in->tally, in->options->per, &material->calendar,
		    material->today, records))
		return no_memory(error);
	profile->records = records;
	profile->rows = in->tally.rows;
	profile->row_count = in->tally.row_count;
	profile->periods = in->tally.periods;
	profile->period_count = in->tally.period_count;
	profile->undated = in->tally.undated;
	if (profile->row_count)
		qsort(profile->rows, profile->row_count, sizeof(*profile->rows),
			in->options->by == KVET_BY_SEVERITY ? compare_severities
			: in->options->by == KVET_BY_LINE   ? compare_newest
							    : compare_counts);
	return 0;
}

static int make(struct profiling *in, struct kvet_error *error)
{
	struct kvet_profile *profile = in->profile;
	int code = in->options->by == KVET_BY_LINE
			   ? material_needs_lines(&profile->material, error)
			   : 0;

	in->tally.arena = &profile->material.result->arena;
	code = code ? code : choose_lines(in, error);
	code = code ? code
		    : rates_begin(&profile->rates, in->options->by, in->options->filter,
			      &profile->material, error);
	code = code ? code : material_walk(&profile->material, take_case, in, error);
	code = code ? code : tell_rows(in, error);
	code = code ? code : tell_lags(in, error);
	code = code ? code : tell_rust(in, error);
	if (!code && (!ages_tell(&in->ages, profile->material.today) ||
			     !rates_tell(&profile->rates)))
		code = no_memory(error);
	profile->ages = in->ages;
	in->ages = (struct ages){0};
	profile_say(profile);
	if (!code && profile->material.result->arena.failed)
		code = no_memory(error);
	return code;
}

static void end_profiling(struct profiling *in)
{
	if (!in)
		return;
	for (size_t i = 0; i < in->line_count; i++)
		lag_end(&in->lines[i].lag);
	tally_end(&in->tally);
	ages_end(&in->ages);
	free(in->lines);
	free(in->rust);
	free(in);
}

static int open_profile(kvet_store *store, const struct kvet_profile_options *options,
	struct kvet_profile *profile, struct kvet_error *error)
{
	struct profiling *in = calloc(1, sizeof(*in));

	if (!in)
		return no_memory(error);
	in->profile = profile;
	in->options = options;
	profile->by = options->by;
	profile->over = options->over;
	profile->per = options->per;
	int code = material_open(&profile->material, store, options->filter, error);
	code = code ? code : make(in, error);
	end_profiling(in);
	return code;
}

int kvet_profile_of(kvet_store *store, const struct kvet_profile_options *options,
	kvet_profile **out, struct kvet_error *error)
{
	static const struct kvet_profile_options plain = {.size = sizeof(plain)};
	struct kvet_error unseen;

	error = error ? error : &unseen;
	options = options ? options : &plain;
	if ((unsigned)options->by >= KVET_BYS || (unsigned)options->over >= KVET_OVERS ||
		(unsigned)options->per >= KVET_PERS)
		return error_set(error, KVET_ERROR_USAGE, NULL, "no such profile");
	struct kvet_profile *profile = calloc(1, sizeof(*profile));
	if (!profile)
		return no_memory(error);
	int code = open_profile(store, options, profile, error);
	if (code) {
		kvet_profile_free(profile);
		return code;
	}
	material_close(&profile->material);
	*out = profile;
	return 0;
}

void kvet_profile_free(kvet_profile *profile)
{
	if (!profile)
		return;
	material_end(&profile->material);
	ages_end(&profile->ages);
	rates_end(&profile->rates);
	free(profile->lags);
	free(profile->rust_records);
	free(profile);
}
