/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of history, from libgit2. The repository may be anybody's: its loose objects are
 * read as the feed reads them, and its history has a limit.
 */
#include "plan/picks.h"

#include "feed/git_folders.h"
#include "util/error.h"

#include <git2.h>
#include <stdlib.h>

/* All of Linux in 2026, with all lines of stable releases, has 2.4 million. */
#define COMMITS_MAX 10000000u

struct found {
	git_oid id;
	struct pick *pick;
};

struct placing {
	const char *path;
	struct kvet_error *error;
	git_repository *repository;
	git_revwalk *walk;
	struct found *found;
	size_t count;
};

static int failed(const struct placing *placing, const char *what)
{
	const git_error *last = git_error_last();

	return error_set(placing->error, KVET_ERROR_INPUT, placing->path,
		"cannot read %s: %s", what,
		last && last->message ? last->message : "unknown error");
}

/* As if bare, so no configuration is read. */
static int open_repository(struct placing *placing)
{
	struct feed_run run = {.path = placing->path, .error = placing->error};
	git_buf folder = {0};
	int status = git_repository_discover(&folder, placing->path, 0, NULL);

	if (!status)
		status = git_repository_open_bare(&placing->repository, folder.ptr);
	git_buf_dispose(&folder);
	return status ? failed(placing, "the repository")
		      : git_folders_use(&run, placing->repository);
}

static int compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return git_oid_cmp(&x->id, &y->id);
}

/* Those of PICKS that the repository has. */
static void find(struct placing *placing, struct pick *const *picks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *name = picks[i]->told.commit;
		git_commit *commit = NULL;
		git_oid id;
		size_t len = strlen(name);

		if (len <= GIT_OID_HEXSZ && !git_oid_fromstrn(&id, name, len) &&
			!git_commit_lookup_prefix(
				&commit, placing->repository, &id, len)) {
			picks[i]->told.in_repository = true;
			placing->found[placing->count++] =
				(struct found){*git_commit_id(commit), picks[i]};
		}
		git_commit_free(commit);
	}
	if (placing->count > 1)
		qsort(placing->found, placing->count, sizeof(*placing->found),
			compare_found);
}

/* What the target has already is not walked through. */
static bool hide(struct placing *placing, const char *release)
{
	char name[KVET_RELEASE_SIZE + 16];

	snprintf(name, sizeof(name), "refs/tags/v%s", release);
	return !git_revwalk_hide_ref(placing->walk, name);
}

static int begin_walk(struct placing *placing, struct kvet_release release)
{
	char text[KVET_RELEASE_SIZE];
	int status = git_revwalk_new(&placing->walk, placing->repository);

	if (!status)
		status = git_revwalk_sorting(
			placing->walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
	for (size_t i = 0; !status && i < placing->count; i++)
		status = git_revwalk_push(placing->walk, &placing->found[i].id);
	if (status)
		return failed(placing, "the repository's history");
	if (!hide(placing, kvet_release_text(release, text)))
		hide(placing, kvet_release_line(release, text));
	return 0;
}

static int walk(struct placing *placing)
{
	struct found key = {.pick = NULL};
	size_t place = 0;
	int status;

	while (!(status = git_revwalk_next(&key.id, placing->walk))) {
		struct found *found = bsearch(
			&key, placing->found, placing->count, sizeof(key), compare_found);

		if (found)
			found->pick->place = place;
		if (++place > COMMITS_MAX)
			return error_set(placing->error, KVET_ERROR_INPUT, placing->path,
				"the history is longer than %u commits", COMMITS_MAX);
	}
	return status == GIT_ITEROVER ? 0 : failed(placing, "the repository's history");
}

int picks_find_places(struct pick *const *picks, size_t count, const char *path,
	struct kvet_release release, struct kvet_error *error)
{
	struct placing placing = {.path = path, .error = error};
	int result;

	placing.found = calloc(count + 1, sizeof(*placing.found));
	if (!placing.found)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (git_libgit2_init() < 0) {
		free(placing.found);
		return error_set(error, KVET_ERROR_SYSTEM, path, "cannot start libgit2");
	}
	result = open_repository(&placing);
	if (!result) {
		find(&placing, picks, count);
		result = begin_walk(&placing, release);
	}
	result = result ? result : walk(&placing);
	git_revwalk_free(placing.walk);
	git_repository_free(placing.repository);
	git_libgit2_shutdown();
	free(placing.found);
	return result;
}
