/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts a source tree. Threads take files in turn and note what each holds in the file's
 * own place, so that they share nothing but the number of the next one; what they noted is
 * added up afterwards, in one order.
 */
#include "census/census.h"

#include "census/language.h"
#include "record/place.h"
#include "target/kerneltree.h"
#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS_MAX 16
/* Files are taken so many at a time. */
#define BATCH 32

/* One file of the tree, counted. */
struct tally {
	const char *path;
	enum kvet_language language; /* KVET_LANGUAGES: no code */
	bool skipped;
	char subsystem[PLACE_AREA_SIZE];
	struct kvet_count count;
};

struct counting {
	const struct kerneltree *tree;
	struct tally *tallies;
	size_t count;
	atomic_size_t next;
};

struct worker {
	struct counting *counting;
	struct kvet_unsafe unsafe;
	pthread_t thread;
};

static void count_file(struct worker *worker, struct tally *tally)
{
	struct bytes text;

	tally->language = language_of_file(tally->path);
	if (tally->language == KVET_LANGUAGES)
		return;
	if (!kerneltree_load(
		    worker->counting->tree, tally->path, CENSUS_FILE_MAX, &text)) {
		tally->skipped = true;
		return;
	}
	place_subsystem(&tally->path, 1, tally->subsystem);
	language_count(
		tally->language, tally->path, text, &tally->count, &worker->unsafe);
	free((void *)(uintptr_t)text.data);
}

static void *run_worker(void *context)
{
	struct worker *worker = context;
	struct counting *counting = worker->counting;
	size_t from;

	while ((from = atomic_fetch_add(&counting->next, BATCH)) < counting->count) {
		size_t most = counting->count - from;

		for (size_t i = 0; i < BATCH && i < most; i++)
			count_file(worker, &counting->tallies[from + i]);
	}
	return NULL;
}

static void add_kind(struct kvet_unsafe_count *to, const struct kvet_unsafe_count *more)
{
	to->count += more->count;
	to->safety += more->safety;
}

static void add_unsafe(struct kvet_unsafe *to, const struct kvet_unsafe *more)
{
	add_kind(&to->blocks, &more->blocks);
	add_kind(&to->functions, &more->functions);
	add_kind(&to->impls, &more->impls);
	add_kind(&to->traits, &more->traits);
	to->lines += more->lines;
}

static unsigned threads_that_pay(unsigned asked)
{
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	unsigned threads = asked ? asked : online > 0 ? (unsigned)online : 1;

	return threads < THREADS_MAX ? threads : THREADS_MAX;
}

/* A thread that cannot be had leaves its files to the others. */
static void count_files(
	struct counting *counting, unsigned threads, struct kvet_unsafe *unsafe)
{
	struct worker workers[THREADS_MAX] = {0};
	unsigned started = 0;

	for (unsigned i = 0; i < threads; i++)
		workers[i].counting = counting;
	while (started + 1 < threads && pthread_create(&workers[started + 1].thread, NULL,
						run_worker, &workers[started + 1]) == 0)
		started++;
	run_worker(&workers[0]);
	for (unsigned i = 1; i <= started; i++)
		pthread_join(workers[i].thread, NULL);
	for (unsigned i = 0; i <= started; i++)
		add_unsafe(unsafe, &workers[i].unsafe);
}

/* Adding up ------------------------------------------------------------------------- */

/* By subsystem, then language; what was skipped by its path, behind. */
static int compare_tallies(const void *a, const void *b)
{
	const struct tally *one = a, *other = b;
	int order = strcmp(one->subsystem, other->subsystem);

	if (one->skipped != other->skipped)
		return one->skipped - other->skipped;
	if (one->skipped)
		return strcmp(one->path, other->path);
	return order ? order : (int)one->language - (int)other->language;
}

static const char *why_skipped(const struct kerneltree *tree, const char *path)
{
	struct stat status;

	if (fstatat(tree->folder, path, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISREG(status.st_mode) && (uint64_t)status.st_size > CENSUS_FILE_MAX)
		return "larger than 64 MiB";
	return "cannot be read";
}

static bool same_row(const struct tally *tally, const struct kvet_census_row *row)
{
	return tally->language == row->language &&
	       strcmp(tally->subsystem, row->subsystem) == 0;
}

static void add_to_row(struct kvet_census *census, const struct tally *tally)
{
	struct kvet_census_row *row = &census->rows[census->row_count];

	if (!census->row_count || !same_row(tally, row - 1)) {
		census->row_count++;
		row->language = tally->language;
		row->subsystem = arena_text(&census->arena, bytes_of(tally->subsystem));
	} else {
		row--;
	}
	row->count.files += tally->count.files;
	row->count.code += tally->count.code;
	row->count.comments += tally->count.comments;
	row->count.blank += tally->count.blank;
}

/* Moves what is code to the front; how many there are. */
static size_t keep_code(struct kvet_census *census, struct counting *counting)
{
	size_t kept = 0;

	for (size_t i = 0; i < counting->count; i++) {
		if (counting->tallies[i].language != KVET_LANGUAGES)
			counting->tallies[kept++] = counting->tallies[i];
	}
	census->not_counted = counting->count - kept;
	return kept;
}

static int add_up(
	struct kvet_census *census, struct counting *counting, struct kvet_error *error)
{
	size_t count = keep_code(census, counting);

	qsort(counting->tallies, count, sizeof(*counting->tallies), compare_tallies);
	census->rows = arena_alloc(&census->arena, (count + 1) * sizeof(*census->rows));
	census->skips = arena_alloc(&census->arena, (count + 1) * sizeof(*census->skips));
	for (size_t i = 0; i < count && !census->arena.failed; i++) {
		const struct tally *tally = &counting->tallies[i];

		if (!tally->skipped) {
			add_to_row(census, tally);
			continue;
		}
		census->skips[census->skip_count++] = (struct kvet_census_skip){
			arena_text(&census->arena, bytes_of(tally->path)),
			why_skipped(counting->tree, tally->path)};
	}
	return census->arena.failed
		       ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
		       : 0;
}

static int take(struct kvet_census *census, const struct kerneltree *tree,
	unsigned threads, struct kvet_error *error)
{
	const struct table *files = &tree->tree->files;
	struct counting counting = {.tree = tree, .count = files->count};

	census->release = arena_text(&census->arena, bytes_of(tree->release));
	counting.tallies = calloc(files->count + 1, sizeof(*counting.tallies));
	if (!counting.tallies)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < files->count; i++) {
		const struct tree_file *file = files->entries[i].value;

		counting.tallies[i].path = file->path;
	}
	count_files(&counting, threads_that_pay(threads), &census->unsafe);
	int code = add_up(census, &counting, error);
	free(counting.tallies);
	return code;
}

int kvet_census_take(
	const char *tree, unsigned threads, kvet_census **out, struct kvet_error *error)
{
	struct kvet_census *census = calloc(1, sizeof(*census));
	struct kerneltree *opened = NULL;
	int code;

	if (!census)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	census->input = arena_text(&census->arena, bytes_of(tree));
	code = kerneltree_open_folder(tree, &opened, error);
	code = code ? code : take(census, opened, threads, error);
	kerneltree_free(opened);
	if (code)
		kvet_census_free(census);
	else
		*out = census;
	return code;
}
