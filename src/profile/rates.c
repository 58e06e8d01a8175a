/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/rates.h"

#include "profile/ages.h"
#include "profile/poisson.h"
#include "release/release.h"
#include "store/censussums.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

#define DAYS_OF_A_YEAR 365.25
#define MILLION 1e6

/* What a census counts as other is made of makefiles and device trees, and a record's other
 * files of anything: one is no exposure of the other. */
#define COUNTED                                                                          \
	(1u << KVET_LANGUAGE_C | 1u << KVET_LANGUAGE_RUST | 1u << KVET_LANGUAGE_ASSEMBLY)

/* Censuses ---------------------------------------------------------------------------- */

/* One census stands for mainline's code on the day when its line opened. */
struct census {
	const char *name; /* as its rows have it */
	struct kvet_release release;
	int32_t day;
	double code; /* lines */
	double weight; /* days of the span that its code stands for */
};

struct censuses {
	struct census *items;
	size_t count;
};

static int compare_censuses(const void *a, const void *b)
{
	const struct census *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return release_compare(x->release, y->release);
}

/* When RELEASE's line opened, or DAY_UNKNOWN. */
static int32_t opening_day(const struct calendar *calendar, struct kvet_release release)
{
	release.stable = release.candidate = 0;
	int32_t day = calendar_day(calendar, release);

	for (size_t i = 0; day == DAY_UNKNOWN && i < calendar->line_count; i++) {
		if (release_compare_line(calendar->lines[i].line, release) == 0)
			day = calendar->lines[i].released;
	}
	return day;
}

/* Those whose day is known, by day; of a line the newest. */
static bool find_censuses(const struct census_sums *sums, const struct calendar *calendar,
	struct censuses *found)
{
	size_t kept = 0;

	found->items = calloc(sums->count + 1, sizeof(*found->items));
	if (!found->items)
		return false;
	for (size_t i = 0; i < sums->count; i++) {
		struct census census = {.name = sums->items[i].release};

		if (i && sums->items[i - 1].release == census.name)
			continue;
		if (!release_parse(bytes_of(census.name), &census.release))
			continue;
		census.day = opening_day(calendar, census.release);
		if (census.day != DAY_UNKNOWN)
			found->items[found->count++] = census;
	}
	if (found->count)
		qsort(found->items, found->count, sizeof(*found->items),
			compare_censuses);
	for (size_t i = 0; i < found->count; i++) {
		if (i + 1 == found->count ||
			found->items[i].day != found->items[i + 1].day)
			found->items[kept++] = found->items[i];
	}
	found->count = kept;
	return true;
}

/*
 * Between two censuses code is taken to grow in a straight line, before the first and after the
 * last not at all. The integral over the span from SINCE to UNTIL is then a sum of what the
 * censuses count, each times a number of days.
 */
static void weigh(struct censuses *censuses, int32_t since, int32_t until)
{
	struct census *items = censuses->items;
	struct census *last = &items[censuses->count - 1];

	if (items[0].day > since)
		items[0].weight += (items[0].day < until ? items[0].day : until) - since;
	if (last->day < until)
		last->weight += until - (last->day > since ? last->day : since);
	for (size_t i = 0; i + 1 < censuses->count; i++) {
		double from = items[i].day, length = items[i + 1].day - from;
		double begin = since > from ? since : from;
		double end = until < items[i + 1].day ? until : items[i + 1].day;

		if (end <= begin)
			continue;
		double later =
			((end - from) * (end - from) - (begin - from) * (begin - from)) /
			(2 * length);
		items[i + 1].weight += later;
		items[i].weight += end - begin - later;
	}
}

/* Exposure ---------------------------------------------------------------------------- */

/* As a filter narrows: the area itself, and what lies below it. */
static bool is_within(const char *subsystem, const char *areas)
{
	size_t len = strlen(subsystem);

	while (*areas) {
		size_t start = strspn(areas, "/"), end = strcspn(areas, ",");
		size_t next = end + (areas[end] == ',');

		while (end > start && areas[end - 1] == '/')
			end--;
		size_t size = end - start;
		if (len >= size && memcmp(subsystem, areas + start, size) == 0 &&
			(len == size || subsystem[size] == '/'))
			return true;
		areas += next;
	}
	return false;
}

static bool wanted(const struct rates *rates, enum kvet_language language)
{
	kvet_set asked = rates->filter ? rates->filter->languages : 0;

	return COUNTED & (asked ? asked : COUNTED) & 1u << language;
}

static struct rate_area *area_of(struct rates *rates, const char *subsystem)
{
	size_t before = rates->names.count;
	struct table_entry *entry = table_add(&rates->names, bytes_of(subsystem));

	if (!entry || !grow(&rates->areas, &rates->area_room, rates->names.count,
			      sizeof(*rates->areas)))
		return NULL;
	size_t at = (size_t)(entry - rates->names.entries);
	if (at == before)
		rates->areas[at] = (struct rate_area){0};
	return &rates->areas[at];
}

static bool expose(
	struct rates *rates, const struct census_sum *sum, struct census *census)
{
	const char *areas = rates->filter ? rates->filter->subsystem : NULL;
	double years = census->weight / DAYS_OF_A_YEAR;
	double exposure = (double)sum->code / MILLION * years;

	if (!wanted(rates, sum->language) || (areas && !is_within(sum->subsystem, areas)))
		return true;
	census->code += (double)sum->code;
	rates->languages[sum->language].exposure += exposure;
	if (!rates->by_subsystem)
		return true;
	struct rate_area *area = area_of(rates, sum->subsystem);
	if (area)
		area->exposure += exposure;
	return area;
}

static bool expose_all(
	struct rates *rates, const struct census_sums *sums, struct censuses *censuses)
{
	struct census *census = NULL;

	for (size_t i = 0; i < sums->count; i++) {
		if (!i || sums->items[i].release != sums->items[i - 1].release) {
			census = NULL;
			for (size_t k = 0; k < censuses->count; k++) {
				if (censuses->items[k].name == sums->items[i].release)
					census = &censuses->items[k];
			}
		}
		if (census && !expose(rates, &sums->items[i], census))
			return false;
	}
	return true;
}

static bool keep_censuses(
	struct rates *rates, const struct censuses *censuses, struct material *material)
{
	double days = rates->until - rates->since, inside;
	int32_t first = censuses->items[0].day;
	int32_t last = censuses->items[censuses->count - 1].day;

	first = first > rates->since ? first : rates->since;
	last = last < rates->until ? last : rates->until;
	inside = last > first ? last - first : 0;
	rates->told.beyond = (days - inside) / days;
	rates->censuses = arena_alloc(
		&material->result->arena, censuses->count * sizeof(*rates->censuses));
	for (size_t i = 0; rates->censuses && i < censuses->count; i++)
		rates->censuses[rates->census_count++] = (struct kvet_rate_census){
			.release = censuses->items[i].name,
			.day = material_day(material, censuses->items[i].day),
			.million_lines = censuses->items[i].code / MILLION,
		};
	return rates->censuses;
}

/* Why there can be none, whatever the store has; or NULL. */
static const char *objection(const struct rates *rates, const struct material *material)
{
	const struct kvet_filter *filter = rates->filter;

	if (filter && (filter->since || filter->until))
		return "rates are by the day of the fix, --since and --until by that of "
		       "publication";
	if (!material->calendar.count)
		return "the store has no days of releases: 'kvet update --releases FILE'";
	if (material->today == INT32_MAX || rates->until <= rates->since)
		return "no day of the snapshot after February 2024 is known";
	return NULL;
}

static bool use_censuses(
	struct rates *rates, const struct census_sums *sums, struct material *material)
{
	struct censuses censuses = {0};
	bool done = find_censuses(sums, &material->calendar, &censuses);

	if (done && !censuses.count)
		rates->told.missing =
			sums->count ? "the store knows no day of any release of which it "
				      "has a census"
				    : "the store has no census: 'kvet census TREE... "
				      "--save' counts "
				      "the code of kernel trees";
	if (done && censuses.count) {
		weigh(&censuses, rates->since, rates->until);
		done = expose_all(rates, sums, &censuses) &&
		       keep_censuses(rates, &censuses, material);
	}
	free(censuses.items);
	return done;
}

int rates_begin(struct rates *rates, enum kvet_by by, const struct kvet_filter *filter,
	struct material *material, struct kvet_error *error)
{
	struct arena *arena = &material->result->arena;
	struct census_sums sums;

	*rates = (struct rates){
		.filter = filter,
		.since = AGES_NUMBERED_SINCE,
		.until = material->today,
		.by_subsystem = by == KVET_BY_SUBSYSTEM,
		.told.by = by == KVET_BY_SUBSYSTEM ? by : KVET_BY_LANGUAGE,
		.told.rust_to_c = {-1, -1, -1},
	};
	rates->told.missing = objection(rates, material);
	if (rates->told.missing)
		return 0;
	rates->told.from = material_day(material, rates->since);
	rates->told.to = material_day(material, rates->until);
	rates->told.years = (rates->until - rates->since) / DAYS_OF_A_YEAR;
	bool areas = rates->by_subsystem || (filter && filter->subsystem);
	int code = census_sums_load(material->store, areas, arena, &sums, error);
	if (code)
		return code;
	if (!use_censuses(rates, &sums, material))
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	census_sums_end(&sums);
	return code;
}

/* Records ----------------------------------------------------------------------------- */

bool rates_take(struct rates *rates, const struct traits *traits, const struct life *life)
{
	bool counted = false;

	if (rates->told.missing || !life->has_fixed || life->fixed_day == DAY_UNKNOWN ||
		life->fixed_day < rates->since || life->fixed_day > rates->until)
		return true;
	for (unsigned i = 0; i < KVET_LANGUAGES; i++) {
		if (!(traits->languages & 1u << i) || !wanted(rates, i))
			continue;
		rates->languages[i].records++;
		counted = true;
	}
	if (!counted || !rates->by_subsystem)
		return true;
	struct rate_area *area = area_of(rates, traits->subsystem);
	if (area)
		area->records++;
	return area;
}

/* Telling ----------------------------------------------------------------------------- */

static void tell_row(struct rates *rates, const char *name, const struct rate_area *area)
{
	if (!(area->exposure > 0)) {
		rates->told.without_lines += area->records;
		return;
	}
	rates->rows[rates->row_count++] = (struct kvet_rate){
		.name = name,
		.records = area->records,
		.million_lines = area->exposure / rates->told.years,
		.line_years = area->exposure,
		.rate = poisson_rate(area->records, area->exposure),
		.few = area->records < RATES_FEW,
	};
}

static void tell_rust(struct rates *rates)
{
	const struct rate_area *rust = &rates->languages[KVET_LANGUAGE_RUST];
	const struct rate_area *c = &rates->languages[KVET_LANGUAGE_C];
	struct kvet_rates *told = &rates->told;

	if (!(rust->exposure > 0) || !(c->exposure > 0) || !c->records)
		return;
	told->rust_to_c =
		poisson_ratio(rust->records, rust->exposure, c->records, c->exposure);
	told->rust_told_apart = told->rust_to_c.low > 1 || told->rust_to_c.high < 1;
}

/* What is surely high comes first. */
static int compare_rates(const void *a, const void *b)
{
	const struct kvet_rate *x = a, *y = b;

	if (x->rate.low != y->rate.low)
		return x->rate.low > y->rate.low ? -1 : 1;
	return strcmp(x->name, y->name);
}

bool rates_tell(struct rates *rates)
{
	if (rates->told.missing)
		return true;
	rates->rows = calloc(rates->names.count + KVET_LANGUAGES, sizeof(*rates->rows));
	if (!rates->rows)
		return false;
	for (unsigned i = 0; !rates->by_subsystem && i < KVET_LANGUAGES; i++) {
		if (wanted(rates, i))
			tell_row(rates, kvet_word(KVET_WORDS_LANGUAGE, i),
				&rates->languages[i]);
	}
	for (size_t i = 0; i < rates->names.count; i++) {
		if (rates->areas[i].records)
			tell_row(rates, (const char *)rates->names.entries[i].name.data,
				&rates->areas[i]);
	}
	if (rates->by_subsystem && rates->row_count)
		qsort(rates->rows, rates->row_count, sizeof(*rates->rows), compare_rates);
	tell_rust(rates);
	return true;
}

void rates_end(struct rates *rates)
{
	free(rates->areas);
	free(rates->rows);
	table_release(&rates->names);
	*rates = (struct rates){0};
}
