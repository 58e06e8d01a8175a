/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/calendar.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

static int keep_release(
	struct calendar *calendar, sqlite3_stmt *row, struct kvet_error *error)
{
	struct calendar_entry entry = {.day = day_parse(store_text(row, 1))};

	if (!release_parse(bytes_of(store_text(row, 0)), &entry.release) ||
		entry.release.candidate)
		return 0;
	entry.key = release_key(entry.release);
	if (!grow(&calendar->releases, &calendar->room, calendar->count + 1,
		    sizeof(entry)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	calendar->releases[calendar->count++] = entry;
	return 0;
}

static int keep_line(
	struct calendar *calendar, sqlite3_stmt *row, struct kvet_error *error)
{
	struct calendar_line line = {.released = day_parse(store_text(row, 1))};

	line.end_of_life = day_parse(store_text(row, 2));
	line.longterm = sqlite3_column_int(row, 3);
	if (!release_parse(bytes_of(store_text(row, 0)), &line.line) ||
		!release_is_mainline(line.line))
		return 0;
	if (!grow(&calendar->lines, &calendar->line_room, calendar->line_count + 1,
		    sizeof(line)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	calendar->lines[calendar->line_count++] = line;
	return 0;
}

static int read_rows(struct kvet_store *store, const char *sql,
	int (*keep)(struct calendar *, sqlite3_stmt *, struct kvet_error *),
	struct calendar *calendar, struct kvet_error *error)
{
	sqlite3_stmt *rows = store_prepare(store, sql, error);
	int code = 0;

	if (!rows)
		return store_code(store);
	while (!code && store_row(store, rows, &code, error))
		code = keep(calendar, rows, error);
	sqlite3_finalize(rows);
	return code;
}

static int compare_entries(const void *a, const void *b)
{
	const struct calendar_entry *x = a, *y = b;

	return release_compare(x->release, y->release);
}

static int compare_lines(const void *a, const void *b)
{
	const struct calendar_line *x = a, *y = b;

	return release_compare(x->line, y->line);
}

int calendar_load(
	struct kvet_store *store, struct calendar *calendar, struct kvet_error *error)
{
	*calendar = (struct calendar){0};
	int code = read_rows(
		store, "SELECT name, date FROM release", keep_release, calendar, error);
	code = code ? code
		    : read_rows(store,
			      "SELECT name, released, end_of_life, longterm FROM line",
			      keep_line, calendar, error);
	if (code) {
		calendar_end(calendar);
		return code;
	}
	if (calendar->count)
		qsort(calendar->releases, calendar->count, sizeof(*calendar->releases),
			compare_entries);
	for (size_t i = 0, mainline = 0; i < calendar->count; i++) {
		mainline += release_is_mainline(calendar->releases[i].release);
		calendar->releases[i].mainline = (int)mainline;
	}
	if (calendar->line_count)
		qsort(calendar->lines, calendar->line_count, sizeof(*calendar->lines),
			compare_lines);
	return 0;
}

void calendar_end(struct calendar *calendar)
{
	free(calendar->releases);
	free(calendar->lines);
	*calendar = (struct calendar){0};
}

/* The index of the first release that is not before RELEASE. Candidates are not listed, and
 * none is asked for, so keys say it all. */
static size_t lower_bound(const struct calendar *calendar, struct kvet_release release)
{
	uint64_t key = release_key(release);
	size_t low = 0, high = calendar->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (calendar->releases[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

int32_t calendar_day(const struct calendar *calendar, struct kvet_release release)
{
	size_t at = lower_bound(calendar, release);

	if (release.candidate || at == calendar->count ||
		calendar->releases[at].key != release_key(release))
		return DAY_UNKNOWN;
	return calendar->releases[at].day;
}

void calendar_line_releases(const struct calendar *calendar, struct kvet_release line,
	int32_t day, size_t *first, size_t *end)
{
	*first = lower_bound(calendar, line);
	*end = *first;
	for (size_t i = *first; i < calendar->count; i++) {
		const struct calendar_entry *entry = &calendar->releases[i];

		if (release_compare_line(entry->release, line) != 0)
			break;
		if (entry->day != DAY_UNKNOWN && entry->day <= day)
			*end = i + 1;
	}
}

/* How many mainline releases there are up to RELEASE, which need not be listed. */
static int mainline_until(const struct calendar *calendar, struct kvet_release release)
{
	size_t at = lower_bound(calendar, release);
	bool listed = at < calendar->count &&
		      calendar->releases[at].key == release_key(release);

	at += listed;
	return at ? calendar->releases[at - 1].mainline : 0;
}

int calendar_mainline_steps(
	const struct calendar *calendar, struct kvet_release from, struct kvet_release to)
{
	return mainline_until(calendar, to) - mainline_until(calendar, from);
}
