/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of a census: languages, the largest subsystems, Rust's unsafe code. Of several
 * trees the same lines side by side, and the change from the first to the last. */
#include "report/print.h"

#include <stdlib.h>
#include <string.h>

/* Of names: the longest subsystems, as far as the terminal has room for them. */
#define NAME_WIDTH 24
#define AREA_WIDTH 32
#define LANGUAGE_WIDTH 20
#define NUMBER_WIDTH 12

static void heading(const struct report *report, const char *text)
{
	print_colour(report, COLOUR_BOLD);
	print_text(report->out, text, 0);
	fputc('\n', report->out);
	print_colour(report, COLOUR_NONE);
}

static void print_number(const struct report *report, uint64_t number)
{
	char text[PRINT_COUNT_SIZE];

	fprintf(report->out, "%*s", NUMBER_WIDTH, print_count(number, text));
}

/* "98.1 %", or a dash where there is nothing to be a part of. */
static void print_share(const struct report *report, uint64_t part, uint64_t whole)
{
	char text[32] = "-";

	if (whole)
		snprintf(text, sizeof(text), "%.1f %%",
			100.0 * (double)part / (double)whole);
	fprintf(report->out, "%*s", NUMBER_WIDTH, text);
}

/* "+12.3 %", "new", "gone". */
static void print_change(const struct report *report, uint64_t first, uint64_t last)
{
	char text[48] = "-";

	if (!first && last)
		snprintf(text, sizeof(text), "new");
	else if (first && !last)
		snprintf(text, sizeof(text), "gone");
	else if (first)
		snprintf(text, sizeof(text), "%+.1f %%",
			100.0 * ((double)last - (double)first) / (double)first);
	fprintf(report->out, "%*s\n", NUMBER_WIDTH, text);
}

static const char *language_word(unsigned language)
{
	return language == KVET_LANGUAGES ? "all"
					  : kvet_word(KVET_WORDS_LANGUAGE, language);
}

/* Subsystems -------------------------------------------------------------------------- */

/* A subsystem in every tree: its code, and that of it which is Rust. */
struct area {
	const char *name;
	uint64_t *code, *rust; /* by tree */
	uint64_t files, comments; /* of the last tree */
};

struct areas {
	struct area *items;
	uint64_t *numbers;
	size_t count;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(((const struct area *)a)->name, ((const struct area *)b)->name);
}

/* The largest first: of the last tree, and where that has none of it, of the first. */
static int compare_sizes(const void *a, const void *b)
{
	const struct area *one = a, *other = b;

	if (*one->code != *other->code)
		return *one->code < *other->code ? 1 : -1;
	return strcmp(one->name, other->name);
}

static size_t count_rows(const struct report *report)
{
	size_t count = 0;

	for (size_t i = 0; i < report->census_count; i++) {
		for (size_t k = 0; kvet_census_row(report->censuses[i], k); k++)
			count++;
	}
	return count;
}

static void list_names(const struct report *report, struct areas *areas)
{
	const struct kvet_census_row *row;
	size_t count = 0, kept = 0;

	for (size_t i = 0; i < report->census_count; i++) {
		for (size_t k = 0; (row = kvet_census_row(report->censuses[i], k)); k++)
			areas->items[count++].name = row->subsystem;
	}
	qsort(areas->items, count, sizeof(*areas->items), compare_names);
	for (size_t i = 0; i < count; i++) {
		if (!kept || compare_names(&areas->items[i], &areas->items[kept - 1]))
			areas->items[kept++] = areas->items[i];
	}
	areas->count = kept;
}

/* The last tree stands first, as that which areas are ordered by. */
static void add_tree(const struct report *report, struct areas *areas, size_t tree)
{
	size_t column = report->census_count - 1 - tree;
	const struct kvet_census_row *row;

	for (size_t k = 0; (row = kvet_census_row(report->censuses[tree], k)); k++) {
		struct area key = {.name = row->subsystem};
		struct area *area = bsearch(
			&key, areas->items, areas->count, sizeof(key), compare_names);

		area->code[column] += row->count.code;
		if (row->language == KVET_LANGUAGE_RUST)
			area->rust[column] += row->count.code;
		area->files += column ? 0 : row->count.files;
		area->comments += column ? 0 : row->count.comments;
	}
}

/* False when memory is short. */
static bool find_areas(const struct report *report, struct areas *areas)
{
	size_t trees = report->census_count;

	areas->items = calloc(count_rows(report) + 1, sizeof(*areas->items));
	if (!areas->items)
		return false;
	list_names(report, areas);
	areas->numbers = calloc(2 * trees * (areas->count + 1), sizeof(uint64_t));
	if (!areas->numbers)
		return false;
	for (size_t i = 0; i < areas->count; i++) {
		areas->items[i].code = areas->numbers + 2 * trees * i;
		areas->items[i].rust = areas->items[i].code + trees;
	}
	for (size_t i = 0; i < trees; i++)
		add_tree(report, areas, i);
	qsort(areas->items, areas->count, sizeof(*areas->items), compare_sizes);
	return true;
}

/* What NUMBERS columns leave for the name. */
static unsigned area_width(const struct report *report, size_t numbers)
{
	size_t width = report->options->width, taken = numbers * NUMBER_WIDTH;

	if (!width || width >= taken + AREA_WIDTH)
		return AREA_WIDTH;
	return width > taken + NAME_WIDTH ? (unsigned)(width - taken) : NAME_WIDTH;
}

static size_t shown(const struct report *report, size_t count)
{
	size_t most = report->options->rows;

	return most && count > most ? most : count;
}

static void print_area_rest(const struct report *report, size_t rest)
{
	char text[PRINT_COUNT_SIZE];

	if (!rest)
		return;
	fprintf(report->out, "%s more", print_count(rest, text));
	if (report->options->command) {
		fputs(": ", report->out);
		print_text(report->out, report->options->command, 0);
	}
	fputc('\n', report->out);
}

/* One tree ---------------------------------------------------------------------------- */

static void print_headings(const struct report *report, const char *name, unsigned width,
	const char *const *columns)
{
	print_colour(report, COLOUR_BOLD);
	fprintf(report->out, "%-*s", (int)width, name);
	for (; *columns; columns++)
		fprintf(report->out, "%*s", NUMBER_WIDTH, *columns);
	fputc('\n', report->out);
	print_colour(report, COLOUR_NONE);
}

static void print_languages(const struct report *report, const kvet_census *census)
{
	static const char *const columns[] = {
		"FILES", "CODE", "COMMENTS", "BLANK", "SHARE", NULL};
	uint64_t all = kvet_census_total(census, KVET_LANGUAGES).code;

	print_headings(report, "LANGUAGE", LANGUAGE_WIDTH, columns);
	for (unsigned i = 0; i <= KVET_LANGUAGES; i++) {
		struct kvet_count count =
			kvet_census_total(census, (enum kvet_language)i);

		fprintf(report->out, "%-*s", LANGUAGE_WIDTH, language_word(i));
		print_number(report, count.files);
		print_number(report, count.code);
		print_number(report, count.comments);
		print_number(report, count.blank);
		print_share(report, count.code, all);
		fputc('\n', report->out);
	}
}

static void print_areas(const struct report *report, const struct areas *areas)
{
	static const char *const columns[] = {"FILES", "CODE", "COMMENTS", "RUST", NULL};
	size_t count = shown(report, areas->count);
	unsigned width = area_width(report, 4);

	print_headings(report, "SUBSYSTEM", width, columns);
	for (size_t i = 0; i < count; i++) {
		const struct area *area = &areas->items[i];

		print_cell(report->out, area->name, width);
		print_number(report, area->files);
		print_number(report, area->code[0]);
		print_number(report, area->comments);
		print_number(report, area->rust[0]);
		fputc('\n', report->out);
	}
	print_area_rest(report, areas->count - count);
}

static const struct {
	const char *name;
	size_t at;
} unsafe_kinds[] = {
	{"blocks", offsetof(struct kvet_unsafe, blocks)},
	{"functions", offsetof(struct kvet_unsafe, functions)},
	{"impls", offsetof(struct kvet_unsafe, impls)},
	{"traits", offsetof(struct kvet_unsafe, traits)},
};
#define UNSAFE_KINDS (sizeof(unsafe_kinds) / sizeof(*unsafe_kinds))

static const struct kvet_unsafe_count *unsafe_count(
	const kvet_census *census, size_t kind)
{
	const char *counts = (const char *)kvet_census_unsafe(census);

	return (const struct kvet_unsafe_count *)(const void *)(counts +
								unsafe_kinds[kind].at);
}

static void print_unsafe(const struct report *report, const kvet_census *census)
{
	static const char *const columns[] = {"COUNT", "SAFETY", "SHARE", NULL};
	uint64_t rust = kvet_census_total(census, KVET_LANGUAGE_RUST).code;

	print_headings(report, "UNSAFE RUST", NAME_WIDTH, columns);
	for (size_t i = 0; i < UNSAFE_KINDS; i++) {
		const struct kvet_unsafe_count *count = unsafe_count(census, i);

		fprintf(report->out, "%-*s", NAME_WIDTH, unsafe_kinds[i].name);
		print_number(report, count->count);
		print_number(report, count->safety);
		print_share(report, count->safety, count->count);
		fputc('\n', report->out);
	}
	fprintf(report->out, "%-*s", NAME_WIDTH, "lines in blocks");
	print_number(report, kvet_census_unsafe(census)->lines);
	fprintf(report->out, "%*s", NUMBER_WIDTH, "of code:");
	print_share(report, kvet_census_unsafe(census)->lines, rust);
	fputc('\n', report->out);
}

static void print_left_out(const struct report *report, const kvet_census *census)
{
	char text[PRINT_COUNT_SIZE];
	const struct kvet_census_skip *skip;

	fprintf(report->out, "%s: files that are no code (documents, data): %s\n",
		kvet_census_release(census),
		print_count(kvet_census_not_counted(census), text));
	for (size_t i = 0; (skip = kvet_census_skip(census, i)); i++) {
		fputs("skipped: ", report->out);
		print_text(report->out, skip->path, 0);
		fprintf(report->out, ": %s\n", skip->reason);
	}
}

static void write_tree(const struct report *report, const struct areas *areas)
{
	const kvet_census *census = report->censuses[0];

	print_languages(report, census);
	fputc('\n', report->out);
	print_areas(report, areas);
	if (kvet_census_total(census, KVET_LANGUAGE_RUST).files) {
		fputc('\n', report->out);
		print_unsafe(report, census);
	}
}

/* Several trees ----------------------------------------------------------------------- */

static unsigned series_width(const struct report *report)
{
	return area_width(report, report->census_count + 1);
}

static void print_name(const struct report *report, const char *name)
{
	print_cell(report->out, name, series_width(report));
}

static void print_releases(const struct report *report, const char *name)
{
	print_colour(report, COLOUR_BOLD);
	print_name(report, name);
	for (size_t i = 0; i < report->census_count; i++)
		fprintf(report->out, "%*s", NUMBER_WIDTH,
			kvet_census_release(report->censuses[i]));
	fprintf(report->out, "%*s\n", NUMBER_WIDTH, "CHANGE");
	print_colour(report, COLOUR_NONE);
}

static const struct {
	const char *name;
	size_t at;
} count_kinds[] = {
	{"CODE LINES", offsetof(struct kvet_count, code)},
	{"COMMENT LINES", offsetof(struct kvet_count, comments)},
	{"FILES", offsetof(struct kvet_count, files)},
};

static uint64_t number_of(const kvet_census *census, unsigned language, size_t at)
{
	struct kvet_count count = kvet_census_total(census, (enum kvet_language)language);
	uint64_t number;

	memcpy(&number, (const char *)&count + at, sizeof(number));
	return number;
}

static void print_series(
	const struct report *report, const char *name, const uint64_t *numbers)
{
	print_name(report, name);
	for (size_t i = 0; i < report->census_count; i++)
		print_number(report, numbers[i]);
	print_change(report, numbers[0], numbers[report->census_count - 1]);
}

static void print_language_series(
	const struct report *report, size_t kind, uint64_t *numbers)
{
	print_releases(report, count_kinds[kind].name);
	for (unsigned i = 0; i <= KVET_LANGUAGES; i++) {
		for (size_t k = 0; k < report->census_count; k++)
			numbers[k] =
				number_of(report->censuses[k], i, count_kinds[kind].at);
		print_series(report, language_word(i), numbers);
	}
	fputc('\n', report->out);
}

static void print_area_series(
	const struct report *report, const struct areas *areas, uint64_t *numbers)
{
	size_t count = shown(report, areas->count), trees = report->census_count;

	print_releases(report, "CODE BY SUBSYSTEM");
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < trees; k++)
			numbers[k] = areas->items[i].code[trees - 1 - k];
		print_series(report, areas->items[i].name, numbers);
	}
	print_area_rest(report, areas->count - count);
}

/* "98.2 %" of each kind, behind its numbers. */
static void print_safety_series(const struct report *report, size_t kind)
{
	print_name(report, "  with SAFETY");
	for (size_t i = 0; i < report->census_count; i++) {
		const struct kvet_unsafe_count *count =
			unsafe_count(report->censuses[i], kind);

		print_share(report, count->safety, count->count);
	}
	fputc('\n', report->out);
}

static void print_unsafe_series(const struct report *report, uint64_t *numbers)
{
	fputc('\n', report->out);
	print_releases(report, "UNSAFE RUST");
	for (size_t i = 0; i < UNSAFE_KINDS; i++) {
		for (size_t k = 0; k < report->census_count; k++)
			numbers[k] = unsafe_count(report->censuses[k], i)->count;
		print_series(report, unsafe_kinds[i].name, numbers);
		print_safety_series(report, i);
	}
	for (size_t k = 0; k < report->census_count; k++)
		numbers[k] = kvet_census_unsafe(report->censuses[k])->lines;
	print_series(report, "lines in blocks", numbers);
	print_name(report, "  of Rust's code");
	for (size_t k = 0; k < report->census_count; k++)
		print_share(report, numbers[k],
			kvet_census_total(report->censuses[k], KVET_LANGUAGE_RUST).code);
	fputc('\n', report->out);
}

static bool has_rust(const struct report *report)
{
	for (size_t i = 0; i < report->census_count; i++) {
		if (kvet_census_total(report->censuses[i], KVET_LANGUAGE_RUST).files)
			return true;
	}
	return false;
}

/* False when memory is short. */
static bool write_series(const struct report *report, const struct areas *areas)
{
	uint64_t *numbers = calloc(report->census_count + 1, sizeof(*numbers));

	if (!numbers)
		return false;
	for (size_t i = 0; i < sizeof(count_kinds) / sizeof(*count_kinds); i++)
		print_language_series(report, i, numbers);
	print_area_series(report, areas, numbers);
	if (has_rust(report))
		print_unsafe_series(report, numbers);
	free(numbers);
	return true;
}

static void print_title(const struct report *report, const kvet_census *census)
{
	char line[512];

	snprintf(line, sizeof(line), "%s: Linux %s", kvet_census_input(census),
		kvet_census_release(census));
	heading(report, line);
}

bool report_census_table(const struct report *report)
{
	struct areas areas = {0};
	bool done = find_areas(report, &areas);

	for (size_t i = 0; done && i < report->census_count; i++)
		print_title(report, report->censuses[i]);
	if (done)
		fputc('\n', report->out);
	if (done && report->census_count == 1)
		write_tree(report, &areas);
	else if (done)
		done = write_series(report, &areas);
	if (done)
		fputc('\n', report->out);
	for (size_t i = 0; done && i < report->census_count; i++)
		print_left_out(report, report->censuses[i]);
	free(areas.items);
	free(areas.numbers);
	return done;
}
