/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/sourcetree.h"

#include "util/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders inside folders: the kernel's lie at most eleven deep. */
#define DEPTH_MAX 32

static int list_folder(struct sourcetree *sourcetree, int folder, char *path, size_t len,
	unsigned depth, struct kvet_error *error);

static unsigned char type_of(int folder, const struct dirent *entry)
{
	struct stat status;

	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type;
	if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW))
		return DT_UNKNOWN;
	return S_ISDIR(status.st_mode)   ? DT_DIR
	       : S_ISREG(status.st_mode) ? DT_REG
					 : DT_LNK;
}

static int list_entry(struct sourcetree *sourcetree, int folder,
	const struct dirent *entry, char *path, size_t len, unsigned depth,
	struct kvet_error *error)
{
	size_t name = strlen(entry->d_name);
	unsigned char type;

	if (entry->d_name[0] == '.' || len + name + 2 > TREE_PATH_MAX)
		return 0;
	memcpy(path + len, entry->d_name, name + 1);
	type = type_of(folder, entry);
	if (type == DT_REG)
		return tree_add(sourcetree->tree, (struct bytes){path, len + name})
			       ? 0
			       : error_set(error, KVET_ERROR_INPUT, sourcetree->path,
					 "more files than any kernel has (%u)",
					 TREE_FILES_MAX);
	if (type != DT_DIR || depth == DEPTH_MAX)
		return 0;
	int inner = openat(
		folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	path[len + name] = '/';
	path[len + name + 1] = '\0';
	return inner < 0 ? error_set(error, KVET_ERROR_SYSTEM, sourcetree->path,
				   "cannot read the folder %s: %s", path, strerror(errno))
			 : list_folder(sourcetree, inner, path, len + name + 1, depth + 1,
				   error);
}

/* Lists FOLDER, which is closed, whose name are the LEN bytes of PATH. */
static int list_folder(struct sourcetree *sourcetree, int folder, char *path, size_t len,
	unsigned depth, struct kvet_error *error)
{
	DIR *entries = fdopendir(folder);
	const struct dirent *entry;
	int code = 0;

	if (!entries) {
		close(folder);
		return error_set(error, KVET_ERROR_SYSTEM, sourcetree->path,
			"cannot read the folder: %s", strerror(errno));
	}
	while (!code && (entry = readdir(entries)))
		code = list_entry(sourcetree, folder, entry, path, len, depth, error);
	closedir(entries);
	return code;
}

bool sourcetree_load(const struct sourcetree *sourcetree, const char *path, size_t most,
	struct bytes *text)
{
	int file = openat(sourcetree->folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	size_t len = 0;
	ssize_t got = 1;

	if (file < 0)
		return false;
	char *data = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
				     (uint64_t)status.st_size <= most
			     ? malloc((size_t)status.st_size + 1)
			     : NULL;
	while (data && got > 0 && len < (size_t)status.st_size) {
		got = read(file, data + len, (size_t)status.st_size - len);
		len += got > 0 ? (size_t)got : 0;
	}
	close(file);
	*text = (struct bytes){data, len};
	return data != NULL;
}

/* A makefile is asked for again and again where others include it. */
static bool read_text(void *context, const char *path, struct bytes *text)
{
	struct sourcetree *sourcetree = context;
	const struct tree_file *file = tree_find(sourcetree->tree, bytes_of(path));
	struct table_entry *entry;
	struct bytes *kept;

	if (!file)
		return false;
	entry = table_find(&sourcetree->texts, bytes_of(path));
	if (entry) {
		*text = *(struct bytes *)entry->value;
		return true;
	}
	if (!sourcetree_load(sourcetree, path, MAKE_FILE_MAX, text))
		return false;
	kept = arena_alloc(&sourcetree->tree->arena, sizeof(*kept));
	entry = kept ? table_add(&sourcetree->texts, bytes_of(file->path)) : NULL;
	if (!entry) {
		free((void *)(uintptr_t)text->data);
		return false;
	}
	*kept = *text;
	entry->value = kept;
	return true;
}

int sourcetree_open(const char *path, struct sourcetree **out, struct kvet_error *error)
{
	struct sourcetree *sourcetree = calloc(1, sizeof(*sourcetree));
	char name[TREE_PATH_MAX] = "";
	int code, folder;

	if (!sourcetree)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	sourcetree->path = path;
	sourcetree->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	sourcetree->tree = tree_new();
	folder = openat(sourcetree->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (!sourcetree->tree)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else if (folder < 0)
		code = error_set(error, KVET_ERROR_SYSTEM, path,
			"cannot read the folder: %s", strerror(errno));
	else
		code = list_folder(sourcetree, folder, name, 0, 0, error);
	if (code) {
		sourcetree_free(sourcetree);
		return code;
	}
	sourcetree->path = arena_text(&sourcetree->tree->arena, bytes_of(path));
	sourcetree->files = (struct make_files){sourcetree->tree, read_text, sourcetree};
	*out = sourcetree;
	return 0;
}

void sourcetree_free(struct sourcetree *sourcetree)
{
	if (!sourcetree)
		return;
	for (size_t i = 0; i < sourcetree->texts.count; i++) {
		struct bytes *text = sourcetree->texts.entries[i].value;

		free((void *)(uintptr_t)text->data);
	}
	table_release(&sourcetree->texts);
	tree_free(sourcetree->tree);
	if (sourcetree->folder >= 0)
		close(sourcetree->folder);
	free(sourcetree);
}
