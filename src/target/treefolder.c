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

/* Links are resolved when all files are known. */
struct link {
	struct link *next;
	struct bytes path, target; /* below the tree */
};

struct listing {
	struct kerneltree *tree;
	struct link *links;
	struct kvet_error *error;
};

static int list_folder(
	struct listing *in, int folder, char *path, size_t len, unsigned depth);

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

static int too_many(const struct listing *in)
{
	return error_set(in->error, KVET_ERROR_INPUT, in->tree->path,
		"more files than any kernel has (%u)", TREE_FILES_MAX);
}

/* The link NAME in the folder that the LEN bytes of PATH name, which stay as they are. One
 * that leads out of the tree is no file of it. */
static void note_link(
	struct listing *in, int folder, const char *name, const char *path, size_t len)
{
	char joined[2 * TREE_PATH_MAX], target[TREE_PATH_MAX];
	struct arena *arena = &in->tree->arena;
	ssize_t got;

	memcpy(joined, path, len);
	got = readlinkat(folder, name, joined + len, TREE_PATH_MAX);
	if (got <= 0 || got == TREE_PATH_MAX || joined[len] == '/')
		return;
	size_t target_len =
		tree_normalise((struct bytes){joined, len + (size_t)got}, target);
	struct link *link = target_len ? arena_alloc(arena, sizeof(*link)) : NULL;
	if (!link)
		return;
	*link = (struct link){in->links,
		{arena_text(arena, bytes_of(path)), len + strlen(name)},
		{arena_text(arena, bytes_of(target)), target_len}};
	in->links = link;
}

static int list_entry(struct listing *in, int folder, const struct dirent *entry,
	char *path, size_t len, unsigned depth)
{
	size_t name = strlen(entry->d_name);
	unsigned char type;

	if (entry->d_name[0] == '.' || len + name + 2 > TREE_PATH_MAX)
		return 0;
	memcpy(path + len, entry->d_name, name + 1);
	type = type_of(folder, entry);
	if (type == DT_LNK)
		note_link(in, folder, entry->d_name, path, len);
	if (type == DT_REG)
		return tree_add(in->tree->tree, (struct bytes){path, len + name})
			       ? 0
			       : too_many(in);
	if (type != DT_DIR || depth == DEPTH_MAX)
		return 0;
	int inner = openat(
		folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	path[len + name] = '/';
	path[len + name + 1] = '\0';
	return inner < 0 ? error_set(in->error, KVET_ERROR_SYSTEM, in->tree->path,
				   "cannot read the folder %s: %s", path, strerror(errno))
			 : list_folder(in, inner, path, len + name + 1, depth + 1);
}

/* Lists FOLDER, which is closed, whose name are the LEN bytes of PATH. */
static int list_folder(
	struct listing *in, int folder, char *path, size_t len, unsigned depth)
{
	DIR *entries = fdopendir(folder);
	const struct dirent *entry;
	int code = 0;

	if (!entries) {
		close(folder);
		return error_set(in->error, KVET_ERROR_SYSTEM, in->tree->path,
			"cannot read the folder: %s", strerror(errno));
	}
	while (!code && (entry = readdir(entries)))
		code = list_entry(in, folder, entry, path, len, depth);
	closedir(entries);
	return code;
}

static int resolve_links(const struct listing *in)
{
	for (const struct link *link = in->links; link; link = link->next) {
		if (!tree_link(in->tree->tree, link->path, link->target))
			return too_many(in);
	}
	return 0;
}

/* The regular file at PATH, open, and its SIZE, which is at most MOST; -1 where it is
 * none. A link is opened where it leads to. */
static int open_file(
	const struct kerneltree *tree, const char *path, size_t most, size_t *size)
{
	const struct tree_file *known = tree_find(tree->tree, bytes_of(path));
	const char *real = known && known->link ? known->link->path : path;
	if (!real)
		return -1;
	int file = openat(
		tree->folder, real, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
	struct stat status;

	if (file < 0)
		return -1;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
		(uint64_t)status.st_size <= most) {
		*size = (size_t)status.st_size;
		return file;
	}
	close(file);
	return -1;
}

/* As many bytes as ROOM, unless the file ends before; -1 when it cannot be read. */
static ssize_t read_all(int file, char *data, size_t room)
{
	size_t len = 0;
	ssize_t got = 1;

	while (got > 0 && len < room) {
		got = read(file, data + len, room - len);
		len += got > 0 ? (size_t)got : 0;
	}
	return got < 0 ? -1 : (ssize_t)len;
}

bool kerneltree_load(
	const struct kerneltree *tree, const char *path, size_t most, struct bytes *text)
{
	size_t size;
	int file = open_file(tree, path, most, &size);
	char *data = file < 0 ? NULL : malloc(size + 1);
	bool whole = data && read_all(file, data, size) == (ssize_t)size;

	if (file >= 0)
		close(file);
	if (!whole) {
		free(data);
		return false;
	}
	*text = (struct bytes){data, size};
	return true;
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
	if (tree->makefiles_read > KERNELTREE_MAKEFILES_MAX ||
		!kerneltree_load(tree, path, MAKE_FILE_MAX, text))
		return false;
	tree->makefiles_read += text->len;
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

/* A piece stays near the processor, where a whole file would not. */
#define PIECE_SIZE (256u << 10)

/* How much of TEXT, LEN bytes, is whole lines; 0: not one. A backslash joins one to the next. */
static size_t whole_lines(const char *text, size_t len)
{
	for (; len; len--) {
		size_t end = len - 1;

		if (text[end] != '\n')
			continue;
		end -= end && text[end - 1] == '\r';
		if (!end || text[end - 1] != '\\')
			return len;
	}
	return 0;
}

/* Looks through FILE, open, of SIZE bytes. False when it cannot be read, or when a line of
 * it is longer than a piece. */
static bool find_in_pieces(
	struct kerneltree *tree, int file, size_t size, struct include_finder *finder)
{
	size_t kept = 0, left = size;

	while (left) {
		size_t room = PIECE_SIZE - kept < left ? PIECE_SIZE - kept : left;

		if (!room || read_all(file, tree->piece + kept, room) != (ssize_t)room)
			return false;
		left -= room;
		struct bytes piece = {tree->piece, kept + room};
		size_t whole = left ? whole_lines(piece.data, piece.len) : piece.len;
		includes_find(finder, (struct bytes){tree->piece, whole});
		kept = piece.len - whole;
		memmove(tree->piece, tree->piece + whole, kept);
	}
	return true;
}

static bool find_at_once(
	struct kerneltree *tree, const char *path, struct include_finder *finder)
{
	struct bytes text;

	if (!kerneltree_load(tree, path, INCLUDES_FILE_MAX, &text))
		return false;
	finder->count = 0;
	includes_find(finder, text);
	if (finder->by_macro)
		includes_find_quoted(finder, text);
	free((void *)(uintptr_t)text.data);
	return true;
}

/* The include lists of a file are read once; a text is not kept. */
static bool list_includes(
	void *context, const struct tree_file *file, struct include_list *list)
{
	struct kerneltree *tree = context;
	struct include_finder finder = {
		.arena = &tree->arena, .kind = includes_kind(file->path)};
	size_t size;
	int opened = open_file(tree, file->path, INCLUDES_FILE_MAX, &size);

	if (!tree->piece)
		tree->piece = malloc(PIECE_SIZE);
	if (opened < 0)
		return false;
	tree->sources_read += size;
	bool good = tree->piece && tree->sources_read <= KERNELTREE_SOURCES_MAX;
	bool found = good && find_in_pieces(tree, opened, size, &finder);
	close(opened);
	if (good && (!found || finder.by_macro))
		found = find_at_once(tree, file->path, &finder);
	if (found)
		return includes_found(&finder, list);
	includes_find_release(&finder);
	return false;
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
	struct listing in = {.tree = tree, .error = error};
	char name[TREE_PATH_MAX] = "";
	int folder;

	tree->folder = open(tree->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	folder = tree->folder < 0
			 ? -1
			 : openat(tree->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return error_set(error, KVET_ERROR_SYSTEM, tree->path,
			"cannot read the folder: %s", strerror(errno));
	int code = list_folder(&in, folder, name, 0, 0);
	return code ? code : resolve_links(&in);
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
