/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed/git_folders.h"

#include "feed/facts.h"
#include "feed/git_loose.h"
#include "util/error.h"

#include <git2/odb_backend.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <limits.h>
#include <stdlib.h>

/* Two backends a folder: GIT_OBJECT_BACKENDS has room for both. */
#define FOLDERS_MAX 8

/* Which is asked first: what is packed is most. */
#define PRIORITY_PACKS 2
#define PRIORITY_LOOSE 1

struct folders {
	struct feed_run *run;
	char *paths[FOLDERS_MAX]; /* absolute, without links; each once */
	size_t count;
};

static void folders_release(struct folders *folders)
{
	for (size_t i = 0; i < folders->count; i++)
		free(folders->paths[i]);
}

static int failed(const struct folders *folders)
{
	const git_error *last = git_error_last();

	return error_set(folders->run->error, KVET_ERROR_INPUT, folders->run->path,
		"cannot read the repository's objects: %s",
		last && last->message ? last->message : "unknown error");
}

/* One that is not there is passed over, as git does: what it lacks will be missed. */
static int add(struct folders *folders, const char *path)
{
	char *real = realpath(path, NULL);

	if (!real)
		return 0;
	for (size_t i = 0; i < folders->count; i++) {
		if (!strcmp(folders->paths[i], real)) {
			free(real);
			return 0;
		}
	}
	if (folders->count == FOLDERS_MAX) {
		free(real);
		return error_set(folders->run->error, KVET_ERROR_INPUT,
			folders->run->path,
			"the repository's objects lie in more than %d folders",
			FOLDERS_MAX);
	}
	folders->paths[folders->count++] = real;
	return 0;
}

/* One line of alternates: a folder, relative to the one whose file it is. */
static int add_line(struct folders *folders, const char *base, struct bytes line)
{
	char path[2 * PATH_MAX];
	bool absolute = line.len && line.data[0] == '/';

	if (!line.len || line.data[0] == '#' || line.len >= PATH_MAX)
		return 0;
	snprintf(path, sizeof(path), "%s%s%.*s", absolute ? "" : base,
		absolute ? "" : "/", (int)line.len, line.data);
	return add(folders, path);
}

static int add_alternates(struct folders *folders, const char *base)
{
	char path[PATH_MAX + 32], *text;
	struct kvet_error why;
	size_t len;
	int result;

	snprintf(path, sizeof(path), "%s/info/alternates", base);
	result = facts_read_file(path, &text, &len, &why);
	if (result == KVET_ERROR_NOT_FOUND)
		return 0;
	if (result) {
		*folders->run->error = why;
		return result;
	}
	for (const char *at = text, *end = text + len; at < end && !result;) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));

		stop = stop ? stop : end;
		result = add_line(folders, base, (struct bytes){at, (size_t)(stop - at)});
		at = stop + 1;
	}
	free(text);
	return result;
}

/* The repository's own folder, and on from each to those that it names. */
static int folders_read(struct folders *folders, git_repository *repository)
{
	git_buf own = {0};
	int result = 0;

	if (git_repository_item_path(&own, repository, GIT_REPOSITORY_ITEM_OBJECTS))
		return failed(folders);
	result = add(folders, own.ptr);
	git_buf_dispose(&own);
	for (size_t i = 0; i < folders->count && !result; i++)
		result = add_alternates(folders, folders->paths[i]);
	return result;
}

static int add_backend(git_odb *odb, git_odb_backend *backend, int priority)
{
	int status = git_odb_add_backend(odb, backend, priority);

	if (status)
		backend->free(backend);
	return status;
}

static int fill(const struct folders *folders, git_odb *odb)
{
	git_odb_backend *backend;
	int status = 0;

	for (size_t i = 0; i < folders->count && !status; i++) {
		status = git_odb_backend_pack(&backend, folders->paths[i]);
		if (!status)
			status = add_backend(odb, backend, PRIORITY_PACKS);
		if (!status)
			status = git_loose_backend(&backend, folders->paths[i]);
		if (!status)
			status = add_backend(odb, backend, PRIORITY_LOOSE);
	}
	return status;
}

static int use(const struct folders *folders, git_repository *repository)
{
	git_odb *odb = NULL;
	int status = git_odb_new(&odb);

	if (!status)
		status = fill(folders, odb);
	if (!status)
		status = git_repository_set_odb(repository, odb);
	git_odb_free(odb); /* the repository holds it too */
	return status ? failed(folders) : 0;
}

int git_folders_use(struct feed_run *run, git_repository *repository)
{
	struct folders folders = {.run = run};
	int result = folders_read(&folders, repository);

	if (!result)
		result = use(&folders, repository);
	folders_release(&folders);
	return result;
}

int git_folders_check(struct feed_run *run, git_repository *repository)
{
	struct folders folders = {.run = run};
	int result = folders_read(&folders, repository);

	for (size_t i = 0; i < folders.count && !result; i++)
		if (git_loose_check(folders.paths[i]))
			result = failed(&folders);
	folders_release(&folders);
	return result;
}
