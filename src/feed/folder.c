/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A folder: the checked-out vulns repository, or any tree of CVE-*.json.
 *
 * The listing of a folder tells which parts of a record exist, so that a file costs
 * open, fstat, read and close and nothing else. Everything is opened relative to the
 * folder it stands in, and no link is followed: nothing outside the folder is read.
 */
#include "feed/reader.h"
#include "util/arena.h"
#include "util/error.h"
#include "util/grow.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define OPEN_FLAGS (O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY)
#define BUFFER_START (64u << 10)

/* What stands in one folder: the parts of records, as cve * PARTS + part, and folders. */
#define PARTS 4
struct listing {
	uint64_t *parts;
	size_t parts_used, parts_size;
	const char **folders;
	struct arena names;
	size_t folders_used, folders_size;
};

/* The walk: where it stands, and what is used again from file to file. */
struct walk {
	struct feed_run *run;
	char path[PATH_MAX]; /* of the folder or file, inside the source */
	size_t path_len;
	unsigned depth;
	bool rejected;
	int64_t newest; /* change of a JSON file */
	struct feed_buffer buffers[PARTS];
};

static void listing_release(struct listing *listing)
{
	arena_release(&listing->names);
	free(listing->folders);
	free(listing->parts);
}

static bool listing_add_part(struct listing *listing, uint64_t part)
{
	if (!grow(&listing->parts, &listing->parts_size, listing->parts_used + 1,
		    sizeof(*listing->parts)))
		return false;
	listing->parts[listing->parts_used++] = part;
	return true;
}

static bool listing_add_folder(struct listing *listing, const char *name)
{
	if (!grow(&listing->folders, &listing->folders_size, listing->folders_used + 1,
		    sizeof(*listing->folders)))
		return false;
	listing->folders[listing->folders_used++] =
		arena_text(&listing->names, bytes_of(name));
	return !listing->names.failed;
}

static bool is_folder(int fd, const struct dirent *entry)
{
	struct stat st;

	if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
		!strcmp(entry->d_name, ".git"))
		return false;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return !fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) &&
	       S_ISDIR(st.st_mode);
}

static bool listing_add(struct listing *listing, int fd, const struct dirent *entry)
{
	uint64_t cve;
	enum feed_part part =
		feed_part_of_name(entry->d_name, strlen(entry->d_name), &cve);

	if (part)
		return listing_add_part(listing, cve * PARTS + part);
	return !is_folder(fd, entry) || listing_add_folder(listing, entry->d_name);
}

static int compare_parts(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* By name, `rejected` last: of a record that stands in two folders its rejection is what
 * the sink hears last. */
static int compare_folders(const void *a, const void *b)
{
	const char *x = *(const char *const *)a, *y = *(const char *const *)b;
	int late = !strcmp(x, "rejected") - !strcmp(y, "rejected");

	return late ? late : strcmp(x, y);
}

static int cannot_read(struct walk *walk, int number)
{
	return error_set(walk->run->error, KVET_ERROR_SYSTEM,
		walk->path_len ? walk->path : walk->run->path,
		"cannot read the folder: %s", strerror(number));
}

static int listing_read(struct walk *walk, DIR *folder, struct listing *listing)
{
	const struct dirent *entry;

	while ((errno = 0, entry = readdir(folder)))
		if (!listing_add(listing, dirfd(folder), entry))
			return feed_no_memory(walk->run);
	if (errno)
		return cannot_read(walk, errno);
	if (listing->parts_used)
		qsort(listing->parts, listing->parts_used, sizeof(*listing->parts),
			compare_parts);
	if (listing->folders_used)
		qsort(listing->folders, listing->folders_used, sizeof(*listing->folders),
			compare_folders);
	return 0;
}

/* Appends NAME to the walk's path; false when it gets too long for the system. */
static bool walk_enter(struct walk *walk, const char *name)
{
	size_t room = sizeof(walk->path) - walk->path_len;
	int len = snprintf(walk->path + walk->path_len, room, "%s%s",
		walk->path_len ? "/" : "", name);

	if (len < 0 || (size_t)len >= room) {
		walk->path[walk->path_len] = '\0';
		return false;
	}
	walk->path_len += (size_t)len;
	return true;
}

static void walk_leave(struct walk *walk, size_t len)
{
	walk->path[len] = '\0';
	walk->path_len = len;
}

/*
 * Reads FD to its end into BUFFER. 0, or an errno; EFBIG past the limit. One read is
 * enough as long as the size that fstat told is there.
 */
static int file_slurp(int fd, size_t expected, struct feed_buffer *buffer, size_t *len)
{
	size_t size = expected > BUFFER_START - 1 ? expected + 1 : BUFFER_START;

	*len = 0;
	do {
		if (*len > FEED_DOCUMENT_MAX)
			return EFBIG;
		if (!feed_buffer_reserve(
			    buffer, *len < size ? size : *len + BUFFER_START))
			return ENOMEM;
		ssize_t got = read(fd, buffer->data + *len, buffer->size - *len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno;
		if (got == 0)
			break;
		*len += (size_t)got;
	} while (*len < expected || !expected || *len == buffer->size);
	return *len > FEED_DOCUMENT_MAX ? EFBIG : 0;
}

/* Says of the file at the walk's path why it is left out. */
static int file_problem(struct walk *walk, int number)
{
	switch (number) {
	case ENOMEM:
		return feed_no_memory(walk->run);
	case EMFILE:
	case ENFILE:
		return cannot_read(walk, number);
	case EFBIG:
		return feed_problem(walk->run, walk->path, "larger than 4 MiB");
	case ELOOP:
		return feed_problem(walk->run, walk->path, "is a link, not a file");
	default:
		return feed_problem(
			walk->run, walk->path, "cannot be read: %s", strerror(number));
	}
}

/* An open file into BUFFER: 0, or an errno; ENOTSUP for what is no file. */
static int file_take(
	int fd, struct feed_buffer *buffer, struct bytes *out, int64_t *changed)
{
	struct stat st;
	size_t len;

	if (fstat(fd, &st))
		return errno;
	if (!S_ISREG(st.st_mode))
		return ENOTSUP;
	if (st.st_size > (off_t)FEED_DOCUMENT_MAX)
		return EFBIG;
	int number = file_slurp(fd, (size_t)st.st_size, buffer, &len);

	if (number)
		return number;
	*out = (struct bytes){buffer->data, len};
	*changed = st.st_mtime;
	return 0;
}

/* Reads one part of a record; what cannot be read is named and leaves OUT as it was. */
static int file_read(struct walk *walk, int folder, enum feed_part part, const char *name,
	struct bytes *out)
{
	int64_t changed = INT64_MIN;
	/* O_NONBLOCK: a FIFO must not hold the walk up. */
	int fd = openat(folder, name, OPEN_FLAGS | O_NONBLOCK);

	if (fd < 0)
		return file_problem(walk, errno);
	int number = file_take(fd, &walk->buffers[part], out, &changed);

	close(fd);
	if (number == ENOTSUP)
		return feed_problem(walk->run, walk->path, "is not a regular file");
	if (number)
		return file_problem(walk, number);
	if (part == FEED_JSON && changed > walk->newest)
		walk->newest = changed;
	return 0;
}

static int part_read(
	struct walk *walk, int folder, uint64_t key, struct bytes parts[PARTS])
{
	enum feed_part part = (enum feed_part)(key % PARTS);
	char name[FEED_NAME_SIZE];
	size_t len = walk->path_len;

	feed_name(key / PARTS, part, name);
	if (!walk_enter(walk, name))
		return feed_problem(
			walk->run, walk->path, "%s: the path is too long", name);
	int result = file_read(walk, folder, part, name, &parts[part]);

	walk_leave(walk, len);
	return result;
}

static int record_emit(struct walk *walk, uint64_t cve, const struct bytes parts[PARTS])
{
	const struct feed_document document = {
		.cve = cve,
		.path = walk->path,
		.rejected = walk->rejected,
		.json = parts[FEED_JSON],
		.dyad = parts[FEED_DYAD],
		.cvss = parts[FEED_CVSS],
	};
	size_t len = walk->path_len;
	char name[FEED_NAME_SIZE];

	feed_name(cve, FEED_JSON, name);
	walk_enter(walk, name);
	int result = feed_document(walk->run, &document);

	walk_leave(walk, len);
	return result;
}

/* Hands out the record whose COUNT parts are KEYS: the JSON is the first of them. Whole, or
 * not at all: without its pairs it would take the place of a better copy. */
static int record_read(struct walk *walk, int folder, const uint64_t *keys, size_t count)
{
	struct bytes parts[PARTS] = {0};
	bool whole = true;
	int result = 0;

	if (keys[0] % PARTS != FEED_JSON)
		return 0;
	for (size_t i = 0; i < count && !result; i++) {
		result = part_read(walk, folder, keys[i], parts);
		whole &= parts[keys[i] % PARTS].data != NULL;
	}
	if (result || !whole)
		return result;
	return record_emit(walk, keys[0] / PARTS, parts);
}

static int records_read(struct walk *walk, int folder, const struct listing *listing)
{
	const uint64_t *keys = listing->parts;

	for (size_t i = 0, next; i < listing->parts_used; i = next) {
		next = i + 1;
		while (next < listing->parts_used &&
			keys[next] / PARTS == keys[i] / PARTS)
			next++;
		int result = record_read(walk, folder, keys + i, next - i);

		if (result)
			return result;
	}
	return 0;
}

static int folder_walk(struct walk *walk, int fd);

/* Walks the folder NAME inside PARENT. One that cannot be read is an error and no mere
 * problem: its records would look withdrawn. */
static int folder_enter(struct walk *walk, int parent, const char *name)
{
	size_t len = walk->path_len;
	bool rejected = walk->rejected;
	int result;

	if (walk->depth == FEED_DEPTH_MAX)
		return feed_problem(walk->run, walk->path,
			"left out what is nested deeper than %d folders", FEED_DEPTH_MAX);
	if (!walk_enter(walk, name))
		return feed_problem(
			walk->run, walk->path, "%s: the path is too long", name);
	int fd = openat(parent, name, OPEN_FLAGS | O_DIRECTORY);

	walk->depth++;
	walk->rejected |= !strcmp(name, "rejected");
	result = fd < 0 ? cannot_read(walk, errno) : folder_walk(walk, fd);
	walk->rejected = rejected;
	walk->depth--;
	walk_leave(walk, len);
	return result;
}

/* Reads the records in the folder FD, which it closes, then its folders. */
static int folder_walk(struct walk *walk, int fd)
{
	struct listing listing = {0};
	DIR *folder = fdopendir(fd);
	int result;

	if (!folder) {
		close(fd);
		return feed_no_memory(walk->run);
	}
	result = listing_read(walk, folder, &listing);
	if (!result)
		result = records_read(walk, fd, &listing);
	for (size_t i = 0; i < listing.folders_used && !result; i++)
		result = folder_enter(walk, fd, listing.folders[i]);
	listing_release(&listing);
	closedir(folder);
	return result;
}

int feed_folder_read(struct feed_run *run)
{
	const char *name = strrchr(run->path, '/');
	struct walk walk = {.run = run, .newest = INT64_MIN};
	int fd = open(run->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result;

	if (fd < 0)
		return cannot_read(&walk, errno);
	walk.rejected = name && !strcmp(name + 1, "rejected");
	result = folder_walk(&walk, fd);
	for (int i = 0; i < PARTS; i++)
		feed_buffer_release(&walk.buffers[i]);
	if (result)
		return result;
	if (!run->documents)
		return feed_nothing(run);
	snprintf(run->origin->kind, sizeof(run->origin->kind), "folder");
	feed_day(walk.newest, run->origin->date);
	return 0;
}
