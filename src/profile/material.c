/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "profile/material.h"

#include "util/error.h"
#include "verdict/horizon.h"

int material_open(struct material *material, kvet_store *store,
	const struct kvet_filter *filter, struct kvet_error *error)
{
	*material = (struct material){.store = store};
	material->result = result_new(store, error);
	if (!material->result)
		return error->code;
	int code = traits_load(
		store, filter, &material->result->arena, &material->traits, error);
	code = code ? code : calendar_load(store, &material->calendar, error);
	code = code ? code : horizon_find(material->result, store, NULL, error);
	if (code) {
		material_end(material);
		return code;
	}
	material->today = day_parse(material->result->snapshot.date);
	if (material->today == DAY_UNKNOWN)
		material->today = INT32_MAX;
	return 0;
}

struct walking {
	const struct traits_list *traits;
	size_t at;
	int (*each)(void *context, const struct traits *traits, struct case_facts *facts,
		struct kvet_error *error);
	void *context;
};

static int walk_case(void *context, struct case_facts *facts, struct kvet_error *error)
{
	struct walking *walking = context;
	const struct traits_list *list = walking->traits;

	while (walking->at < list->count && list->items[walking->at].id < facts->id)
		walking->at++;
	if (walking->at == list->count || list->items[walking->at].id != facts->id)
		return 0;
	return walking->each(walking->context, &list->items[walking->at], facts, error);
}

int material_walk(struct material *material,
	int (*each)(void *context, const struct traits *traits, struct case_facts *facts,
		struct kvet_error *error),
	void *context, struct kvet_error *error)
{
	struct walking walking = {&material->traits, 0, each, context};

	return cases_walk(material->store, 0, INT64_MAX, walk_case, &walking, error);
}

void material_close(struct material *material)
{
	traits_end(&material->traits);
	calendar_end(&material->calendar);
	if (material->result)
		result_give(material->result, 0, &material->result);
	material->store = NULL;
}

void material_end(struct material *material)
{
	traits_end(&material->traits);
	calendar_end(&material->calendar);
	kvet_result_free(material->result);
	material->result = NULL;
}

struct calendar_entry material_newest(
	const struct material *material, const struct calendar_line *line)
{
	size_t first, end;

	calendar_line_releases(
		&material->calendar, line->line, material->today, &first, &end);
	if (first < end)
		return material->calendar.releases[end - 1];
	return (struct calendar_entry){.release = line->line, .day = line->released};
}

const char *material_day(struct material *material, int32_t day)
{
	char text[DAY_SIZE];

	if (day == DAY_UNKNOWN)
		return "";
	return arena_text(&material->result->arena, bytes_of(day_text(day, text)));
}

const char *material_release(struct material *material, struct kvet_release release)
{
	char text[KVET_RELEASE_SIZE];

	return arena_text(
		&material->result->arena, bytes_of(kvet_release_text(release, text)));
}

int material_needs_releases(const struct material *material, struct kvet_error *error)
{
	if (material->calendar.count)
		return 0;
	error_set(error, KVET_ERROR_NOT_FOUND, kvet_store_path(material->store),
		"the store has no days of releases");
	error_hint(error, "'kvet update --releases FILE' reads them");
	return KVET_ERROR_NOT_FOUND;
}

int material_needs_lines(const struct material *material, struct kvet_error *error)
{
	if (material->calendar.line_count)
		return 0;
	error_set(error, KVET_ERROR_NOT_FOUND, kvet_store_path(material->store),
		"the store has no list of lines");
	error_hint(error, "'kvet update --lines FILE' reads it");
	return KVET_ERROR_NOT_FOUND;
}
