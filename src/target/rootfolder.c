/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/rootfolder.h"

#include "util/error.h"
#include "util/grow.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#if __has_include(<linux/openat2.h>)
#include <linux/openat2.h>
#endif

/* The kernel follows 40 links; here each `..` is a turn as well. */
#define TURNS_MAX 128

/* A folder of an image that is being changed under our hands: ask again, not for ever. */
#define RACES_MAX 16

#define CHUNK (64u << 10)

#if defined(SYS_openat2) && defined(RESOLVE_IN_ROOT)
static int open_in_root(int root, const char *name, int flags)
{
	struct open_how how = {
		.flags = (unsigned)flags,
		.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	long file = -1;

	for (int i = 0; i < RACES_MAX; i++) {
		file = syscall(SYS_openat2, root, name, &how, sizeof(how));
		if (file >= 0 || (errno != EAGAIN && errno != EINTR))
			break;
	}
	return (int)file;
}
#else
static int open_in_root(int root, const char *name, int flags)
{
	(void)root;
	(void)name;
	(void)flags;
	errno = ENOSYS;
	return -1;
}
#endif

/* Puts TEXT in the place of what stands at FROM, up to TO. */
static bool put_in(char path[PATH_MAX], size_t from, size_t to, const char *text)
{
	char rest[PATH_MAX];

	snprintf(rest, sizeof(rest), "%s", path + to);
	int len = snprintf(path + from, PATH_MAX - from, "%s%s", text, rest);
	if (len >= 0 && (size_t)len < PATH_MAX - from)
		return true;
	errno = ENAMETOOLONG;
	return false;
}

/* Takes the `..` at AT and the folder before it out of PATH. That folder is none of the
 * links, as the walk came through it; before the first one, the root is its own parent. */
static bool step_up(char path[PATH_MAX], size_t at)
{
	size_t from = at;

	while (from && path[from - 1] == '/')
		from--;
	while (from && path[from - 1] != '/')
		from--;
	return put_in(path, from, at + 2, "");
}

/* Puts what the link LINK says in its own place, LEN bytes at AT. */
static bool step_over(char path[PATH_MAX], size_t at, size_t len, int link)
{
	char text[PATH_MAX];
	ssize_t got = readlinkat(link, "", text, sizeof(text) - 1);

	if (got < 0)
		return false;
	text[got] = '\0';
	return put_in(path, text[0] == '/' ? 0 : at, at + len, text);
}

enum step { STEP_FAILED, STEP_AGAIN, STEP_DOWN, STEP_END };

/* One part of PATH, at *AT below *FOLDER. STEP_END: *FOLDER is what was asked for. */
static enum step take_step(char path[PATH_MAX], size_t *at, int *folder, int flags)
{
	char part[NAME_MAX + 1];
	struct stat st;

	*at += strspn(path + *at, "/");
	size_t len = strcspn(path + *at, "/");
	if (len > NAME_MAX) {
		errno = ENAMETOOLONG;
		return STEP_FAILED;
	}
	snprintf(part, sizeof(part), "%.*s", (int)len, len ? path + *at : ".");
	if (strcmp(part, "..") == 0)
		return step_up(path, *at) ? STEP_AGAIN : STEP_FAILED;
	int next = openat(*folder, len ? part : ".", O_PATH | O_NOFOLLOW | O_CLOEXEC);
	if (next < 0)
		return STEP_FAILED;
	if (fstat(next, &st) == 0 && S_ISLNK(st.st_mode)) {
		bool good = step_over(path, *at, len, next);

		close(next);
		return good ? STEP_AGAIN : STEP_FAILED;
	}
	bool last = !path[*at + len];
	if (last && !(flags & O_PATH)) {
		close(next);
		next = openat(*folder, len ? part : ".", flags | O_NOFOLLOW);
	}
	close(*folder);
	*folder = next;
	*at += len;
	return last ? STEP_END : STEP_DOWN;
}

/* From the root down PATH. A link or `..` changes PATH, and the walk begins again. */
static enum step walk(int root, char path[PATH_MAX], int flags, int *file)
{
	enum step step = STEP_DOWN;
	size_t at = 0;

	*file = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	while (*file >= 0 && step == STEP_DOWN)
		step = take_step(path, &at, file, flags);
	if (step != STEP_END && *file >= 0) {
		int kept = errno;

		close(*file);
		errno = kept;
		*file = -1;
	}
	return step;
}

static int open_by_hand(int root, const char *name, int flags)
{
	char path[PATH_MAX];
	enum step step = STEP_AGAIN;
	int file = -1;

	if ((size_t)snprintf(path, sizeof(path), "%s", name) >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	for (int turn = 0; turn < TURNS_MAX && step == STEP_AGAIN; turn++)
		step = walk(root, path, flags, &file);
	if (step == STEP_AGAIN)
		errno = ELOOP;
	return file;
}

static int open_below(const struct rootfolder *root, const char *name, int flags)
{
	flags |= O_CLOEXEC;
	if (!root->by_hand) {
		int file = open_in_root(root->fd, name, flags);

		/* EPERM: a seccomp filter that does not know the call. */
		if (file >= 0 || (errno != ENOSYS && errno != EPERM))
			return file;
	}
	return open_by_hand(root->fd, name, flags);
}

const char *rootfolder_path(
	const struct rootfolder *root, const char *name, char text[ROOTFOLDER_PATH_SIZE])
{
	size_t len = strlen(root->path);

	while (len && root->path[len - 1] == '/')
		len--;
	snprintf(text, ROOTFOLDER_PATH_SIZE, "%.*s/%s", (int)len, root->path, name);
	return text;
}

static int fail(const struct rootfolder *root, const char *name, enum kvet_code code,
	const char *why, struct kvet_error *error)
{
	char path[ROOTFOLDER_PATH_SIZE];

	return error_set(error, code, rootfolder_path(root, name, path), "%s", why);
}

static int fail_errno(
	const struct rootfolder *root, const char *name, struct kvet_error *error)
{
	int why = errno;

	if (why == ENOENT || why == ENOTDIR)
		return fail(root, name, KVET_ERROR_NOT_FOUND, "not there", error);
	if (why == ELOOP || why == EXDEV || why == ENAMETOOLONG)
		return fail(root, name, KVET_ERROR_INPUT,
			"is behind links that cannot be followed", error);
	return fail(root, name, KVET_ERROR_SYSTEM, strerror(why), error);
}

int rootfolder_open(struct rootfolder *root, const char *path, struct kvet_error *error)
{
	if (!path || !*path)
		path = "/";
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) {
		error_set(error, KVET_ERROR_NOT_FOUND, path, "not a folder: '%.200s'",
			path);
		error_hint(error, "name the folder that an image is unpacked in, or "
				  "mounted at");
		return KVET_ERROR_NOT_FOUND;
	}
	if (fd < 0)
		return error_set(error, KVET_ERROR_SYSTEM, path, "%s", strerror(errno));
	*root = (struct rootfolder){.path = path, .fd = fd};
	return 0;
}

void rootfolder_close(struct rootfolder *root)
{
	if (root->fd >= 0)
		close(root->fd);
	root->fd = -1;
}

/* To open a device may be to start it, so it is looked at before it is opened; and again
 * behind, should somebody have put another in its place. */
static int open_regular(
	const struct rootfolder *root, const char *name, struct kvet_error *error)
{
	struct stat before, st;
	int file = open_below(root, name, O_PATH);
	bool looked = file >= 0 && fstat(file, &before) == 0;

	if (file >= 0)
		close(file);
	if (!looked)
		return fail_errno(root, name, error);
	if (!S_ISREG(before.st_mode))
		return fail(root, name, KVET_ERROR_INPUT, "is not a regular file", error);
	file = open_below(root, name, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	if (file < 0)
		return fail_errno(root, name, error);
	if (fstat(file, &st) == 0 && S_ISREG(st.st_mode))
		return file;
	close(file);
	return fail(root, name, KVET_ERROR_INPUT, "is not a regular file", error);
}

/* Reads on until the end or more than MAX. 0, or an errno. */
static int read_whole(int file, size_t max, struct rootfile *content)
{
	size_t room = 0;

	for (;;) {
		size_t wanted = content->len + CHUNK;

		/* One more than MAX tells too large from just so, another is the NUL. */
		if (wanted > max + 1)
			wanted = max + 1;
		if (!grow(&content->data, &room, wanted + 1, 1))
			return ENOMEM;
		ssize_t got =
			read(file, content->data + content->len, wanted - content->len);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		content->len += (size_t)got;
		content->data[content->len] = '\0';
		if (!got || content->len > max)
			return 0;
	}
}

int rootfolder_read(const struct rootfolder *root, const char *name, size_t max,
	struct rootfile *out, struct kvet_error *error)
{
	struct rootfile content = {0};
	int code = 0, file = open_regular(root, name, error);

	if (file < 0)
		return file;
	errno = read_whole(file, max, &content);
	if (errno == ENOMEM)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else if (errno)
		code = fail_errno(root, name, error);
	else if (content.len > max)
		code = fail(root, name, KVET_ERROR_INPUT, "is larger than any such file",
			error);
	close(file);
	if (code)
		free(content.data);
	else
		*out = content;
	return code;
}

bool rootfolder_has(const struct rootfolder *root, const char *name)
{
	struct stat st;
	int file = open_below(root, name, O_PATH);
	bool regular = file >= 0 && fstat(file, &st) == 0 && S_ISREG(st.st_mode);

	if (file >= 0)
		close(file);
	return regular;
}

static enum rootname_kind kind_of(int folder, const struct dirent *entry)
{
	struct stat st;
	mode_t mode = DTTOIF(entry->d_type);

	if (entry->d_type == DT_UNKNOWN)
		mode = fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0
			       ? st.st_mode & S_IFMT
			       : 0;
	switch (mode) {
	case S_IFREG:
		return ROOTNAME_FILE;
	case S_IFDIR:
		return ROOTNAME_FOLDER;
	case S_IFLNK:
		return ROOTNAME_LINK;
	default:
		return ROOTNAME_OTHER;
	}
}

static int compare_names(const void *a, const void *b)
{
	const struct rootname *one = a, *other = b;

	return strcmp(one->text, other->text);
}

static bool add_name(struct rootnames *names, int folder, const struct dirent *entry)
{
	if (!grow(&names->names, &names->room, names->count + 1, sizeof(*names->names)))
		return false;
	names->names[names->count++] = (struct rootname){
		arena_text(&names->arena, bytes_of(entry->d_name)),
		kind_of(folder, entry),
	};
	return !names->arena.failed;
}

/* 0, or an errno; EFBIG for more than MAX. */
static int read_names(DIR *folder, size_t max, struct rootnames *names)
{
	const struct dirent *entry;

	while (errno = 0, (entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (names->count == max)
			return EFBIG;
		if (!add_name(names, dirfd(folder), entry))
			return ENOMEM;
	}
	return errno;
}

int rootfolder_list(const struct rootfolder *root, const char *name, size_t max,
	struct rootnames *out, struct kvet_error *error)
{
	struct rootnames names = {0};
	int code = 0, file = open_below(root, name, O_RDONLY | O_DIRECTORY | O_NONBLOCK);
	DIR *folder = file < 0 ? NULL : fdopendir(file);

	if (!folder) {
		code = fail_errno(root, name, error);
		if (file >= 0)
			close(file);
		return code;
	}
	errno = read_names(folder, max, &names);
	if (errno == EFBIG)
		code = fail(root, name, KVET_ERROR_INPUT, "holds too many names", error);
	else if (errno == ENOMEM)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else if (errno)
		code = fail_errno(root, name, error);
	closedir(folder);
	if (code) {
		rootnames_release(&names);
		return code;
	}
	if (names.count)
		qsort(names.names, names.count, sizeof(*names.names), compare_names);
	*out = names;
	return 0;
}

void rootnames_release(struct rootnames *names)
{
	free(names->names);
	arena_release(&names->arena);
	*names = (struct rootnames){0};
}
