/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A git URL: cloned into the cache, and from then on fetched there. A clone is made under
 * another name and moved when it is whole, so that one which was cut off is never read.
 */
#include "feed/git_folders.h"
#include "feed/reader.h"
#include "util/error.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <git2.h>
#if __has_include(<git2/sys/errors.h>) /* libgit2 1.9 keeps git_error_set_str there */
#include <git2/sys/errors.h>
#endif
#include <limits.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Objects between two calls of the progress callback. */
#define OBJECTS_PER_PROGRESS 256

struct fetch {
	struct feed_run *run;
	const char *url;
	char shown[2048]; /* the URL without its password */
	char path[PATH_MAX]; /* of the clone */
	unsigned credentials; /* how often the server asked for some */
	int stopped; /* what the progress callback returned */
};

/* A copy of URL that may stand in messages and in the store: user:password@ cut out. */
static void hide_password(const char *url, char *shown, size_t size)
{
	const char *scheme = strstr(url, "://");
	const char *host = scheme ? scheme + 3 : url;
	const char *at = scheme ? memrchr(host, '@', strcspn(host, "/")) : NULL;

	snprintf(shown, size, "%.*s%s", (int)(host - url), url, at ? at + 1 : host);
}

/* git's guard against other people's repositories, which keeps libgit2 from reading a
 * file:// URL. 1.5 says only that a setting was not found; its code tells nothing. */
static bool is_owner_refused(const git_error *last)
{
	return last && last->message &&
	       (strstr(last->message, "safe.directory") ||
		       strstr(last->message, "not owned"));
}

static int refused_owner(const struct fetch *fetch)
{
	error_set(fetch->run->error, KVET_ERROR_SYSTEM, NULL,
		"cannot fetch \"%s\": the repository belongs to another user",
		fetch->shown);
	error_hint(fetch->run->error,
		"give its path without file://, or allow it with git "
		"config --global --add safe.directory");
	return KVET_ERROR_SYSTEM;
}

static int failed(const struct fetch *fetch)
{
	const git_error *last = git_error_last();

	if (fetch->stopped)
		return fetch->stopped;
	if (is_owner_refused(last))
		return refused_owner(fetch);
	error_set(fetch->run->error, KVET_ERROR_SYSTEM, NULL, "cannot fetch \"%s\": %s",
		fetch->shown, last ? last->message : "unknown error");
	error_hint(fetch->run->error, "the records of earlier updates stay as they are; "
				      "without a network, give a folder or an archive");
	return KVET_ERROR_SYSTEM;
}

static int cache_failed(const struct fetch *fetch, const char *path)
{
	return error_set(fetch->run->error, KVET_ERROR_SYSTEM, path,
		"cannot write the cache: %s", strerror(errno));
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static void remove_folder(const char *path)
{
	nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Makes the folder PATH and those above it, for nobody else to read. */
static int make_folders(const char *path)
{
	char part[PATH_MAX];
	size_t len = strlen(path);

	if (len >= sizeof(part)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(part, path, len + 1);
	for (size_t i = 1; i <= len; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0700) && errno != EEXIST)
			return -1;
		part[i] = path[i];
	}
	return 0;
}

/* The path in a file:// URL, as libgit2 has it: %XX is a byte. */
static void url_path(const char *url, char path[PATH_MAX])
{
	const char *at = url + strlen("file://");
	size_t len = 0;
	unsigned byte;

	if (!strncmp(at, "localhost/", 10))
		at += strlen("localhost");
	while (*at && len + 1 < PATH_MAX) {
		bool escaped = *at == '%' && isxdigit((unsigned char)at[1]) &&
			       isxdigit((unsigned char)at[2]);

		if (escaped)
			sscanf(at + 1, "%2x", &byte);
		path[len++] = escaped ? (char)byte : *at;
		at += escaped ? 3 : 1;
	}
	path[len] = '\0';
}

/*
 * As a server for file:// libgit2 opens the repository once more by itself, and reads its
 * loose objects in its own way: so they are all read here first. What it cannot open is
 * left to it to complain of.
 */
static int check_server(struct fetch *fetch)
{
	git_repository *repository = NULL;
	char path[PATH_MAX];
	int result = 0;

	if (strncmp(fetch->url, "file://", 7) != 0)
		return 0;
	url_path(fetch->url, path);
	if (!git_repository_open(&repository, path))
		result = git_folders_check(fetch->run, repository);
	git_repository_free(repository);
	return result;
}

/* The clone's name: something to recognise, and the hash of the whole URL. */
static int name_clone(struct fetch *fetch)
{
	const char *slash = strrchr(fetch->shown, '/');
	const char *last = slash ? slash + 1 : fetch->shown;
	char name[64], hash[GIT_OID_HEXSZ + 1];
	size_t len = strcspn(last, ".");
	git_oid id;

	len = len < sizeof(name) ? len : sizeof(name) - 1;
	for (size_t i = 0; i < len; i++) {
		bool plain = (last[i] >= 'a' && last[i] <= 'z') ||
			     (last[i] >= 'A' && last[i] <= 'Z') ||
			     (last[i] >= '0' && last[i] <= '9') || last[i] == '_';

		name[i] = plain ? last[i] : '-';
	}
	if (git_odb_hash(&id, fetch->url, strlen(fetch->url), GIT_OBJECT_BLOB))
		return failed(fetch);
	git_oid_tostr(hash, 17, &id);
	int written = snprintf(fetch->path, sizeof(fetch->path), "%s/%.*s-%s.git",
		fetch->run->options->cache, (int)len, name, hash);

	/* Room for what is appended to it. */
	if (written > 0 && (size_t)written + 8 < sizeof(fetch->path))
		return 0;
	errno = ENAMETOOLONG;
	return cache_failed(fetch, fetch->run->options->cache);
}

static int on_progress(const git_indexer_progress *stats, void *payload)
{
	struct fetch *fetch = payload;

	if (stats->received_objects % OBJECTS_PER_PROGRESS)
		return 0;
	fetch->stopped = feed_progress(
		fetch->run, "objects", stats->received_objects, stats->total_objects);
	return fetch->stopped ? GIT_EUSER : 0;
}

/* What a person's agent offers, once: kvet asks for no password and keeps none. */
static int on_credentials(git_credential **out, const char *url, const char *user,
	unsigned allowed, void *payload)
{
	struct fetch *fetch = payload;

	(void)url;
	if (fetch->credentials++ < 2) {
		if (allowed & GIT_CREDENTIAL_USERNAME)
			return git_credential_username_new(out, user ? user : "git");
		if (allowed & GIT_CREDENTIAL_SSH_KEY)
			return git_credential_ssh_key_from_agent(
				out, user ? user : "git");
	}
	git_error_set_str(GIT_ERROR_NET, "the server asks for a login");
	return GIT_EAUTH;
}

/* Lets HEAD name the branch that the server calls its own. */
static int set_head(git_repository *repository, git_remote *remote)
{
	git_reference *head = NULL;
	git_buf branch = {0};
	int status = git_remote_default_branch(&branch, remote);

	/* One without a branch of its own leaves HEAD as it was. */
	if (!status)
		status = git_reference_symbolic_create(
			&head, repository, "HEAD", branch.ptr, 1, NULL);
	else if (status == GIT_ENOTFOUND)
		status = 0;
	git_reference_free(head);
	git_buf_dispose(&branch);
	return status;
}

static int fetch_branches(
	struct fetch *fetch, git_repository *repository, git_remote *remote)
{
	char all[] = "+refs/heads/*:refs/heads/*", *list[] = {all};
	const git_strarray branches = {list, 1};
	git_fetch_options options;
	int status;

	git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	options.callbacks.transfer_progress = on_progress;
	options.callbacks.credentials = on_credentials;
	options.callbacks.payload = fetch;
	options.proxy_opts.type = GIT_PROXY_AUTO;
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	options.prune = GIT_FETCH_PRUNE;
	status = git_remote_connect(remote, GIT_DIRECTION_FETCH, &options.callbacks,
		&options.proxy_opts, NULL);
	if (!status)
		status = set_head(repository, remote);
	if (!status)
		status = git_remote_fetch(remote, &branches, &options, NULL);
	return status;
}

static int fetch_into(struct fetch *fetch, git_repository *repository)
{
	git_remote *remote = NULL;
	int result = git_folders_use(fetch->run, repository);
	int status;

	if (result)
		return result;
	status = git_remote_create_anonymous(&remote, repository, fetch->url);
	if (!status)
		status = fetch_branches(fetch, repository, remote);
	git_remote_free(remote);
	return status ? failed(fetch) : 0;
}

/*
 * An empty repository to fetch into. Of a file:// URL all objects are copied at once: as a
 * server libgit2 packs each of them anew, which takes two minutes for the kernel's records.
 */
static int clone_start(const char *url, const char *path, git_repository **repository)
{
	git_clone_options options;

	if (strncmp(url, "file://", 7) != 0)
		return git_repository_init(repository, path, 1);
	git_clone_options_init(&options, GIT_CLONE_OPTIONS_VERSION);
	options.bare = 1;
	options.local = GIT_CLONE_LOCAL_NO_LINKS;
	return git_clone(repository, url, path, &options);
}

static int clone_new(struct fetch *fetch)
{
	char path[PATH_MAX + 8];
	git_repository *repository = NULL;
	int result;

	snprintf(path, sizeof(path), "%s.new", fetch->path);
	remove_folder(path);
	result = clone_start(fetch->url, path, &repository) ? failed(fetch) : 0;
	if (!result)
		result = fetch_into(fetch, repository);
	git_repository_free(repository);
	if (!result && rename(path, fetch->path))
		result = cache_failed(fetch, fetch->path);
	if (result)
		remove_folder(path);
	return result;
}

/* A clone that is none any more is made again: the cache is nothing that was given. */
static int fetch_locked(struct fetch *fetch)
{
	git_repository *repository = NULL;
	int result;

	if (git_repository_open_bare(&repository, fetch->path)) {
		remove_folder(fetch->path);
		return clone_new(fetch);
	}
	result = fetch_into(fetch, repository);
	git_repository_free(repository);
	return result;
}

/* One process at a time: two that clone would work under the same name. */
static int fetch_url(struct fetch *fetch)
{
	char path[PATH_MAX + 8];
	int fd, result;

	snprintf(path, sizeof(path), "%s.lock", fetch->path);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return cache_failed(fetch, path);
	if (!flock(fd, LOCK_EX | LOCK_NB))
		result = fetch_locked(fetch);
	else if (errno == EWOULDBLOCK)
		result = error_set(fetch->run->error, KVET_ERROR_BUSY, path,
			"another process is fetching \"%s\"", fetch->shown);
	else
		result = cache_failed(fetch, path);
	close(fd);
	return result;
}

static int cache_url(struct fetch *fetch)
{
	const char *cache = fetch->run->options->cache;
	int result;

	if (!cache || !*cache)
		return error_set(fetch->run->error, KVET_ERROR_USAGE, NULL,
			"no cache folder to clone \"%s\" into", fetch->shown);
	result = name_clone(fetch);
	if (!result)
		result = check_server(fetch);
	if (!result && make_folders(cache))
		result = cache_failed(fetch, cache);
	return result ? result : fetch_url(fetch);
}

int feed_url_read(struct feed_run *run)
{
	struct fetch fetch = {.run = run, .url = run->options->source};
	int result;

	hide_password(fetch.url, fetch.shown, sizeof(fetch.shown));
	if (git_libgit2_init() < 0)
		return error_set(
			run->error, KVET_ERROR_SYSTEM, NULL, "cannot start libgit2");
	result = cache_url(&fetch);
	if (!result) {
		snprintf(run->origin->source, sizeof(run->origin->source), "%s",
			fetch.shown);
		run->path = fetch.path;
		result = feed_git_read(run);
	}
	git_libgit2_shutdown();
	return result;
}
