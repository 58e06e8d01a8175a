/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/kerneltree.h"

#include "util/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Folders inside folders: the kernel's lie at most eleven deep. */
#define DEPTH_MAX 32

static int list_folder(struct kerneltree *tree, int folder, char *path, size_t len,
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

static int list_entry(struct kerneltree *tree, int folder, const struct dirent *entry,
	char *path, size_t len, unsigned depth, struct kvet_error *error)
{
	size_t name = strlen(entry->d_name);
	unsigned char type;

	if (entry->d_name[0] == '.' || len + name + 2 > TREE_PATH_MAX)
		return 0;
	memcpy(path + len, entry->d_name, name + 1);
	type = type_of(folder, entry);
	if (type == DT_REG)
		return tree_add(tree->tree, (struct bytes){path, len + name})
			       ? 0
			       : error_set(error, KVET_ERROR_INPUT, tree->path,
					 "more files than any kernel has (%u)",
					 TREE_FILES_MAX);
	if (type != DT_DIR || depth == DEPTH_MAX)
		return 0;
	int inner = openat(
		folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	path[len + name] = '/';
	path[len + name + 1] = '\0';
	return inner < 0
		       ? error_set(error, KVET_ERROR_SYSTEM, tree->path,
				 "cannot read the folder %s: %s", path, strerror(errno))
		       : list_folder(tree, inner, path, len + name + 1, depth + 1, error);
}

/* Lists FOLDER, which is closed, whose name are the LEN bytes of PATH. */
static int list_folder(struct kerneltree *tree, int folder, char *path, size_t len,
	unsigned depth, struct kvet_error *error)
{
	DIR *entries = fdopendir(folder);
	const struct dirent *entry;
	int code = 0;

	if (!entries) {
		close(folder);
		return error_set(error, KVET_ERROR_SYSTEM, tree->path,
			"cannot read the folder: %s", strerror(errno));
	}
	while (!code && (entry = readdir(entries)))
		code = list_entry(tree, folder, entry, path, len, depth, error);
	closedir(entries);
	return code;
}

bool kerneltree_load(
	const struct kerneltree *tree, const char *path, size_t most, struct bytes *text)
{
	int file = openat(tree->folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
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
	struct kerneltree *tree = context;
	const struct tree_file *file = tree_find(tree->tree, bytes_of(path));
	struct table_entry *entry;
	struct bytes *kept;

	if (!file)
		return false;
	entry = table_find(&tree->texts, bytes_of(path));
	if (entry) {
		*text = *(struct bytes *)entry->value;
		return true;
	}
	if (!kerneltree_load(tree, path, MAKE_FILE_MAX, text))
		return false;
	kept = arena_alloc(&tree->arena, sizeof(*kept));
	entry = kept ? table_add(&tree->texts, bytes_of(file->path)) : NULL;
	if (!entry) {
		free((void *)(uintptr_t)text->data);
		return false;
	}
	*kept = *text;
	entry->value = kept;
	return true;
}

/* The include lists of a file are read once; a text is not kept. */
static bool list_includes(
	void *context, const struct tree_file *file, struct include_list *list)
{
	struct kerneltree *tree = context;
	size_t len = strlen(file->path);
	struct bytes text;

	if (!kerneltree_load(tree, file->path, INCLUDES_FILE_MAX, &text))
		return false;
	*list = includes_find(text, file->path[len - 1] == 'S', &tree->arena);
	free((void *)(uintptr_t)text.data);
	return true;
}

static int check_folder(struct kerneltree *tree, struct kvet_error *error)
{
	struct bytes makefile;

	tree->release = read_text(tree, "Makefile", &makefile)
				? kerneltree_find_release(makefile, &tree->arena)
				: "";
	if (*tree->release && tree_find(tree->tree, bytes_of("scripts/Kbuild.include")))
		return 0;
	error_set(error, KVET_ERROR_INPUT, tree->path,
		"no source tree of a kernel: it lacks scripts/Kbuild.include, or a "
		"Makefile that says VERSION and PATCHLEVEL");
	error_hint(error, "name the folder that holds the kernel's top Makefile");
	return KVET_ERROR_INPUT;
}

static int list_root(struct kerneltree *tree, struct kvet_error *error)
{
	char name[TREE_PATH_MAX] = "";
	int folder;

	tree->folder = open(tree->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	folder = tree->folder < 0
			 ? -1
			 : openat(tree->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return error_set(error, KVET_ERROR_SYSTEM, tree->path,
			"cannot read the folder: %s", strerror(errno));
	return list_folder(tree, folder, name, 0, 0, error);
}

int kerneltree_open_folder(
	const char *path, struct kerneltree **out, struct kvet_error *error)
{
	struct kerneltree *tree = calloc(1, sizeof(*tree));

	if (!tree || !(tree->tree = tree_new())) {
		free(tree);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	tree->folder = -1;
	tree->path = arena_text(&tree->arena, bytes_of(path));
	tree->files = (struct make_files){tree->tree, read_text, tree};
	tree->includes = (struct include_source){list_includes, tree};
	int code = list_root(tree, error);
	code = code ? code : check_folder(tree, error);
	if (!code && tree->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		kerneltree_free(tree);
	else
		*out = tree;
	return code;
}

bool kerneltree_looks_like(const char *path)
{
	char name[4096];

	return snprintf(name, sizeof(name), "%s/scripts/Kbuild.include", path) <
		       (int)sizeof(name) &&
	       access(name, R_OK) == 0;
}
