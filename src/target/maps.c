/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/maps.h"

#include "release/release.h"
#include "target/gitmoves.h"
#include "target/gunzip.h"
#include "target/map.h"
#include "target/packedjson.h"
#include "util/error.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* $KVET_MAPS, else $XDG_DATA_HOME/kvet/maps, else ~/.local/share/kvet/maps. */
static bool maps_folder(char path[MAPS_PATH_SIZE])
{
	const char *maps = getenv("KVET_MAPS"), *data = getenv("XDG_DATA_HOME");
	const char *home = getenv("HOME");
	int len = -1;

	if (maps && *maps)
		len = snprintf(path, MAPS_PATH_SIZE, "%s", maps);
	else if (data && *data == '/')
		len = snprintf(path, MAPS_PATH_SIZE, "%s/kvet/maps", data);
	else if (home && *home)
		len = snprintf(path, MAPS_PATH_SIZE, "%s/.local/share/kvet/maps", home);
	return len > 0 && len < MAPS_PATH_SIZE;
}

/* linux-6.1.192.map */
static bool read_name(const char *name, struct kvet_release *release)
{
	size_t len;

	if (strncmp(name, "linux-", 6) != 0)
		return false;
	len = release_read(bytes_of(name + 6), release);
	return len && strcmp(name + 6 + len, ".map") == 0;
}

/* How far two releases of one line are from each other. */
static unsigned distance(struct kvet_release a, struct kvet_release b)
{
	return a.stable > b.stable ? a.stable - b.stable : b.stable - a.stable;
}

bool maps_find(struct kvet_release release, char path[MAPS_PATH_SIZE])
{
	char folder[MAPS_PATH_SIZE];
	DIR *names = maps_folder(folder) ? opendir(folder) : NULL;
	struct kvet_release each, best = {0};
	const struct dirent *entry;
	bool found = false;

	while (names && (entry = readdir(names))) {
		if (!read_name(entry->d_name, &each) ||
			release_compare_line(each, release) != 0 ||
			(found && distance(each, release) >= distance(best, release)))
			continue;
		best = each;
		found = snprintf(path, MAPS_PATH_SIZE, "%s/%s", folder, entry->d_name) <
			MAPS_PATH_SIZE;
	}
	if (names)
		closedir(names);
	return found;
}

static bool make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
		*slash = '/';
		if (!made)
			return false;
	}
	return mkdir(path, 0777) == 0 || errno == EEXIST;
}

int maps_place(const char *release, char path[MAPS_PATH_SIZE], struct kvet_error *error)
{
	char folder[MAPS_PATH_SIZE];

	if (!maps_folder(folder)) {
		error_set(error, KVET_ERROR_USAGE, NULL, "no place for maps is known");
		error_hint(error, "name a file with --output, or a folder in $KVET_MAPS");
		return KVET_ERROR_USAGE;
	}
	if (!make_folders(folder))
		return error_set(error, KVET_ERROR_SYSTEM, folder, "cannot be made: %s",
			strerror(errno));
	if (snprintf(path, MAPS_PATH_SIZE, "%s/linux-%s.map", folder, release) >=
		MAPS_PATH_SIZE)
		return error_set(error, KVET_ERROR_USAGE, folder, "the path is too long");
	return 0;
}

bool maps_is_packed(struct bytes head)
{
	return gunzip_is(head) && gunzip_first(head) == '{';
}

static int write_map(struct kerneltree *tree, const struct moves *moves, const char *path,
	struct kvet_error *error)
{
	yyjson_mut_doc *document = yyjson_mut_doc_new(NULL);
	yyjson_mut_val *root = NULL;
	int code = document ? map_make(tree, moves, document, &root, error)
			    : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");

	if (!code) {
		yyjson_mut_doc_set_root(document, root);
		code = packedjson_write(document, path, error);
	}
	yyjson_mut_doc_free(document);
	return code;
}

int kvet_map(const char *tree, const char *repository, const char *path, char *written,
	size_t size, struct kvet_error *error)
{
	struct kerneltree *source;
	char place[MAPS_PATH_SIZE] = "";
	int code = kerneltree_open_folder(tree, &source, error);

	if (code)
		return code;
	struct moves *moves = moves_new();
	if (!moves)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (!code && !path)
		code = maps_place(source->release, place, error);
	path = path ? path : place;
	if (!code && repository)
		code = gitmoves_learn(moves, repository, error);
	if (!code)
		code = write_map(source, moves, path, error);
	if (!code)
		snprintf(written, size, "%s", path);
	moves_free(moves);
	kerneltree_free(source);
	return code;
}
