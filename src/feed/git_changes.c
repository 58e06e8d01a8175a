/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed/git_changes.h"

#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

struct differ {
	struct git_changes *changes;
	struct feed_run *run;
	struct git_objects *objects;
	unsigned depth;
};

static int compare_changes(const void *a, const void *b)
{
	const struct git_change *x = a, *y = b;

	return (x->cve > y->cve) - (x->cve < y->cve);
}

static int differ_trees(struct differ *differ, const git_oid *old, const git_oid *new);

/* A line that only one of the trees has, or both in different form. */
static int differ_lines(
	struct differ *differ, const struct git_line *old, const struct git_line *new)
{
	const struct git_line *line = new ? new : old;
	struct git_changes *changes = differ->changes;
	uint64_t cve;

	if (line->tree)
		return differ_trees(differ, old ? &old->id : NULL, new ? &new->id : NULL);
	enum feed_part part = feed_part_of_name(line->name.data, line->name.len, &cve);

	if (!part)
		return 0;
	if (!grow(&changes->changes, &changes->room, changes->used + 1,
		    sizeof(*changes->changes)))
		return feed_no_memory(differ->run);
	changes->changes[changes->used++] =
		(struct git_change){.cve = cve, .before = old && part == FEED_JSON};
	return 0;
}

/* Steps through two trees at once. */
static int differ_bytes(struct differ *differ, struct bytes olds, struct bytes news)
{
	struct git_line old, new;
	bool more_old = git_line_next(&olds, &old);
	bool more_new = git_line_next(&news, &new);
	int result = 0;

	while (!result && (more_old || more_new)) {
		int order = !more_old ? 1 : !more_new ? -1 : git_line_compare(&old, &new);

		if (order || old.whole.len != new.whole.len ||
			memcmp(old.whole.data, new.whole.data, old.whole.len) != 0)
			result = differ_lines(differ, order <= 0 ? &old : NULL,
				order >= 0 ? &new : NULL);
		if (order <= 0)
			more_old = git_line_next(&olds, &old);
		if (order >= 0)
			more_new = git_line_next(&news, &new);
	}
	return result;
}

static int take_tree(struct differ *differ, const git_oid *id, struct git_bytes *out)
{
	const git_error *last;

	if (!id ||
		!git_bytes_read(differ->objects, id, GIT_OBJECT_TREE, GIT_TREE_MAX, out))
		return 0;
	last = git_error_last();
	return error_set(differ->run->error, KVET_ERROR_INPUT, differ->run->path,
		"cannot read a folder of the repository: %s",
		last ? last->message : "unknown error");
}

static int differ_trees(struct differ *differ, const git_oid *old, const git_oid *new)
{
	struct git_bytes olds = {0}, news = {0};
	int result;

	if (differ->depth > FEED_DEPTH_MAX || (old && new &&git_oid_equal(old, new)))
		return 0;
	result = take_tree(differ, old, &olds);
	if (!result)
		result = take_tree(differ, new, &news);
	differ->depth++;
	if (!result)
		result = differ_bytes(differ, olds.bytes, news.bytes);
	differ->depth--;
	git_bytes_release(&olds);
	git_bytes_release(&news);
	return result;
}

/* Leaves one change a CVE. */
static void join(struct git_changes *changes)
{
	struct git_change *all = changes->changes;
	size_t kept = 0;

	if (changes->used)
		qsort(all, changes->used, sizeof(*all), compare_changes);
	for (size_t i = 0; i < changes->used; i++) {
		if (kept && all[kept - 1].cve == all[i].cve)
			all[kept - 1].before |= all[i].before;
		else
			all[kept++] = all[i];
	}
	changes->used = kept;
}

int git_changes_read(struct git_changes *changes, struct feed_run *run,
	struct git_objects *objects, const git_oid *old, const git_oid *new)
{
	struct differ differ = {.changes = changes, .run = run, .objects = objects};
	int result = differ_trees(&differ, old, new);

	join(changes);
	return result;
}

void git_changes_release(struct git_changes *changes)
{
	free(changes->changes);
	*changes = (struct git_changes){0};
}

struct git_change *git_changes_find(const struct git_changes *changes, uint64_t cve)
{
	const struct git_change key = {.cve = cve};

	if (!changes->used)
		return NULL;
	return bsearch(
		&key, changes->changes, changes->used, sizeof(key), compare_changes);
}
