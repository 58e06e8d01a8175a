/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An archive, read once from front to end; nothing is ever extracted.
 *
 * A record goes out as soon as its JSON is read, with those of its companions (.dyad,
 * .cvss) that were seen by then. In an archive that is sorted by name, as git and most
 * tools write it, they all stand before the JSON. In any other, some come too late: they
 * are kept, and a second pass hands those records out again, whole.
 *
 * A record whose companion cannot be read must not go out at all, and it may have by then. So
 * at the first such companion all is given up (FEED_AGAIN). Read carefully, the first pass
 * takes companions only, and the second all the JSON.
 */
#include "feed/reader.h"
#include "util/arena.h"
#include "util/error.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <limits.h>
#include <search.h>
#include <stdlib.h>

#define BLOCK_SIZE (1u << 20)
#define TAR_BLOCK 512

/* What may be kept of companions, names included; the vulns tree needs 15 MiB. */
#define KEPT_MAX (128u << 20)

/* Files of an archive between two calls of the progress callback. */
#define ENTRIES_PER_PROGRESS 1024

/* The files that stand beside one JSON. */
struct companions {
	uint64_t cve;
	struct bytes stem; /* the path without ".json" */
	struct bytes dyad, cvss;
	bool late; /* the JSON has yet to go out with all that was seen of them */
	bool broken; /* one of them cannot be read: the JSON stays in */
};

struct walk {
	struct feed_run *run;
	struct bytes image; /* the archive, where it is no file */
	struct archive *archive;
	struct feed_buffer buffer;
	struct arena arena; /* of the companions */
	void *companions; /* tree, by CVE and stem */
	size_t kept, late;
	uint64_t entries;
	int64_t position; /* unpacked bytes up to the end of the last entry */
	uint64_t taken; /* bytes of data that were read: zip unpacks per entry */
	int64_t newest;
	bool careful; /* companions in the first pass, JSON in the second */
	bool again; /* second pass: only the late ones, or all when careful */
};

/* One entry that is named like a part of a record. */
struct item {
	struct archive_entry *entry;
	const char *path;
	struct bytes stem;
	uint64_t cve;
	enum feed_part part;
	bool rejected;
};

static int compare_companions(const void *a, const void *b)
{
	const struct companions *x = a, *y = b;

	if (x->cve != y->cve)
		return x->cve < y->cve ? -1 : 1;
	if (x->stem.len != y->stem.len)
		return x->stem.len < y->stem.len ? -1 : 1;
	return memcmp(x->stem.data, y->stem.data, x->stem.len);
}

static void keep_node(void *node)
{
	(void)node; /* the arena's */
}

static struct companions *companions_find(
	const struct walk *walk, const struct item *item)
{
	struct companions key = {.cve = item->cve, .stem = item->stem};
	struct companions **found = tfind(&key, &walk->companions, compare_companions);

	return found ? *found : NULL;
}

/* A copy in the walk's memory. Never without data: there is a difference between an
 * empty companion and none. */
static struct bytes keep(struct walk *walk, struct bytes bytes)
{
	char *copy = arena_alloc(&walk->arena, bytes.len + 1);

	if (copy && bytes.len)
		memcpy(copy, bytes.data, bytes.len);
	walk->kept += bytes.len + 1;
	return (struct bytes){copy, bytes.len};
}

static struct companions *companions_add(struct walk *walk, const struct item *item)
{
	struct companions *added = arena_alloc(&walk->arena, sizeof(*added));

	if (!added)
		return NULL;
	added->cve = item->cve;
	added->stem = keep(walk, item->stem);
	walk->kept += sizeof(*added) + 4 * sizeof(void *);
	if (walk->arena.failed || !tsearch(added, &walk->companions, compare_companions))
		return NULL;
	return added;
}

/* Says what libarchive says, and how far the archive could be read. */
static int archive_failed(const struct walk *walk)
{
	const char *reason = archive_error_string(walk->archive);
	const char *path = walk->run->path;

	if (!walk->entries) {
		error_set(walk->run->error, KVET_ERROR_INPUT, path,
			"not an archive that can be read: %s",
			reason ? reason : "unknown format");
		error_hint(walk->run->error,
			"kvet reads .tar, .tar.zst, .tar.xz, .tar.gz and .zip");
		return KVET_ERROR_INPUT;
	}
	error_set(walk->run->error, KVET_ERROR_INPUT, path,
		"truncated or damaged archive after %llu files: %s",
		(unsigned long long)walk->entries, reason ? reason : "unknown error");
	error_hint(walk->run->error, "nothing of it was taken; fetch it again");
	return KVET_ERROR_INPUT;
}

static int too_much(const struct walk *walk)
{
	return error_set(walk->run->error, KVET_ERROR_INPUT, walk->run->path,
		"archive unpacks to more than %llu GiB", FEED_TOTAL_MAX >> 30);
}

/* Whether SIZE more bytes would be more than an archive may unpack to. */
static bool is_too_much(const struct walk *walk, uint64_t size)
{
	uint64_t unpacked = (uint64_t)archive_filter_bytes(walk->archive, 0);

	return size > FEED_TOTAL_MAX || unpacked + size > FEED_TOTAL_MAX ||
	       walk->taken + size > FEED_TOTAL_MAX;
}

/* Passes over an entry's data. libarchive does it in one go; so a size that the entry
 * does not tell must be found out by reading. */
static int skip(struct walk *walk, struct archive_entry *entry)
{
	const void *block;
	size_t len;
	la_int64_t offset;
	int status;

	if (archive_entry_size_is_set(entry)) {
		int64_t size = archive_entry_size(entry);

		if (is_too_much(walk, size > 0 ? (uint64_t)size : 0))
			return too_much(walk);
		status = archive_read_data_skip(walk->archive);
		return status < ARCHIVE_WARN ? archive_failed(walk) : 0;
	}
	while ((status = archive_read_data_block(walk->archive, &block, &len, &offset)) ==
		ARCHIVE_OK) {
		walk->taken += len;
		if (is_too_much(walk, 0))
			return too_much(walk);
	}
	return status == ARCHIVE_EOF ? 0 : archive_failed(walk);
}

/* The companions of the item's record; made where there are none yet. */
static struct companions *companions_of(struct walk *walk, const struct item *item)
{
	struct companions *companions = companions_find(walk, item);

	return companions ? companions : companions_add(walk, item);
}

static int check_kept(const struct walk *walk)
{
	if (walk->kept <= KEPT_MAX)
		return 0;
	return error_set(walk->run->error, KVET_ERROR_INPUT, walk->run->path,
		"archive holds more than %u MiB of .dyad and .cvss files",
		KEPT_MAX >> 20);
}

/* Keeps the record of a companion that cannot be read from going out. */
static int companion_break(struct walk *walk, const struct item *item)
{
	struct companions *companions;

	if (!walk->careful)
		return FEED_AGAIN;
	companions = companions_of(walk, item);
	if (!companions)
		return feed_no_memory(walk->run);
	companions->broken = true;
	return check_kept(walk);
}

/* Passes over a part that cannot be taken, and names it in one of the two passes. */
static int leave_out(struct walk *walk, const struct item *item, const char *reason)
{
	bool json = item->part == FEED_JSON;
	int result = 0;

	if (!json && !walk->again)
		result = companion_break(walk, item);
	if (!result && walk->again == (json && walk->careful))
		result = feed_problem(walk->run, item->path, "%s", reason);
	return result ? result : skip(walk, item->entry);
}

static const char too_large[] = "larger than 4 MiB";

/* Reads an entry's data into the walk's buffer. Leaves OUT without data, having named the
 * problem, when there is too much. */
static int data_read(struct walk *walk, const struct item *item, struct bytes *out)
{
	size_t len = 0, room = 64 << 10;

	*out = (struct bytes){0};
	if (archive_entry_size_is_set(item->entry)) {
		if (archive_entry_size(item->entry) > (la_int64_t)FEED_DOCUMENT_MAX)
			return leave_out(walk, item, too_large);
		room = (size_t)archive_entry_size(item->entry) + 1;
	}
	for (;; room = len + (64 << 10)) {
		if (!feed_buffer_reserve(&walk->buffer, room))
			return feed_no_memory(walk->run);
		la_ssize_t got = archive_read_data(
			walk->archive, walk->buffer.data + len, walk->buffer.size - len);

		if (got < 0)
			return archive_failed(walk);
		if (got == 0)
			break;
		len += (size_t)got;
		if (len > FEED_DOCUMENT_MAX)
			return leave_out(walk, item, too_large);
	}
	walk->taken += len;
	*out = (struct bytes){walk->buffer.data, len};
	return is_too_much(walk, 0) ? too_much(walk) : 0;
}

static int companion_take(struct walk *walk, const struct item *item)
{
	struct companions *companions;
	struct bytes data;
	int result = data_read(walk, item, &data);

	if (result || !data.data)
		return result;
	companions = companions_of(walk, item);
	if (!companions)
		return feed_no_memory(walk->run);
	*(item->part == FEED_DYAD ? &companions->dyad : &companions->cvss) =
		keep(walk, data);
	if (walk->arena.failed)
		return feed_no_memory(walk->run);
	walk->late += !companions->late;
	companions->late = true;
	return check_kept(walk);
}

/* Whether this pass has use for the JSON beside COMPANIONS. */
static bool is_wanted(const struct walk *walk, const struct companions *companions)
{
	if (walk->careful)
		return walk->again && !(companions && companions->broken);
	return !walk->again || (companions && companions->late);
}

static int json_take(struct walk *walk, const struct item *item)
{
	struct companions *companions = companions_find(walk, item);
	struct feed_document document = {
		.cve = item->cve, .path = item->path, .rejected = item->rejected};
	int result;

	if (!is_wanted(walk, companions))
		return skip(walk, item->entry);
	result = data_read(walk, item, &document.json);
	if (result || !document.json.data)
		return result;
	if (archive_entry_mtime_is_set(item->entry) &&
		archive_entry_mtime(item->entry) > walk->newest)
		walk->newest = archive_entry_mtime(item->entry);
	if (companions) {
		document.dyad = companions->dyad;
		document.cvss = companions->cvss;
	}
	if (companions && !walk->again) {
		walk->late -= companions->late;
		companions->late = false;
	}
	return feed_document(walk->run, &document);
}

/* Why an entry that is named like a part of a record is none; NULL when it is one. */
static const char *refusal(const struct item *item)
{
	if (archive_entry_hardlink(item->entry) || archive_entry_symlink(item->entry) ||
		archive_entry_filetype(item->entry) == AE_IFLNK)
		return "is a link, not a file";
	if (archive_entry_filetype(item->entry) != AE_IFREG)
		return "is not a regular file";
	if (feed_path_has(item->path, strlen(item->path), ".."))
		return "has .. in its path";
	return NULL;
}

static int item_take(struct walk *walk, const struct item *item)
{
	const char *reason = refusal(item);

	if (reason)
		return leave_out(walk, item, reason);
	if (item->part == FEED_JSON)
		return json_take(walk, item);
	return walk->again ? skip(walk, item->entry) : companion_take(walk, item);
}

static int entry_take(struct walk *walk, struct archive_entry *entry)
{
	struct item item = {.entry = entry, .path = archive_entry_pathname(entry)};

	/* NULL for a name that the locale cannot write: look at it as UTF-8. */
	if (!item.path)
		item.path = archive_entry_pathname_utf8(entry);
	if (!item.path)
		return skip(walk, entry);
	item.stem = bytes_of(item.path);
	item.part = feed_part_of(item.path, item.stem.len, &item.cve, &item.rejected);
	if (!item.part)
		return skip(walk, entry);
	item.stem.len -= strlen(".json");
	/* Names may have a megabyte in an archive, and a problem's is kept. */
	if (item.stem.len >= PATH_MAX) {
		int result =
			walk->again ? 0
				    : feed_problem(walk->run, strrchr(item.path, '/') + 1,
					      "the path is too long");

		return result ? result : skip(walk, entry);
	}
	return item_take(walk, &item);
}

/*
 * A tar without its end mark, cut between two entries, looks whole to libarchive: it just
 * ends. The mark is at least one block of zeros after the last entry.
 */
static int check_end(const struct walk *walk)
{
	bool tar = (archive_format(walk->archive) & ARCHIVE_FORMAT_BASE_MASK) ==
		   ARCHIVE_FORMAT_TAR;

	if (!tar || archive_filter_bytes(walk->archive, 0) >= walk->position + TAR_BLOCK)
		return 0;
	archive_set_error(
		walk->archive, EINVAL, "the mark at the end of a tar archive is missing");
	return archive_failed(walk);
}

/* Compression inside compression has no use but to unpack without end. */
static int check_filters(const struct walk *walk)
{
	if (archive_filter_count(walk->archive) <= 2)
		return 0;
	return error_set(walk->run->error, KVET_ERROR_INPUT, walk->run->path,
		"archive is compressed more than once");
}

static int walk_entry(struct walk *walk, struct archive_entry *entry)
{
	int result = walk->entries ? 0 : check_filters(walk);

	if (!result)
		result = entry_take(walk, entry);
	walk->position = archive_filter_bytes(walk->archive, 0);
	if (result || ++walk->entries % ENTRIES_PER_PROGRESS)
		return result;
	return feed_progress(walk->run, "files", walk->entries, 0);
}

static int walk_entries(struct walk *walk)
{
	struct archive_entry *entry;
	int status, result;

	walk->entries = 0;
	walk->position = 0;
	walk->taken = 0;
	while ((status = archive_read_next_header(walk->archive, &entry)) !=
		ARCHIVE_EOF) {
		if (status == ARCHIVE_RETRY)
			continue;
		if (status < ARCHIVE_WARN)
			return archive_failed(walk);
		result = walk_entry(walk, entry);
		if (result)
			return result;
	}
	return check_end(walk);
}

/* Only these: "all" would start programs (lrzip, grzip) that a file asks for, and take
 * any text for a list of files. */
static void archive_allow(struct archive *archive)
{
	archive_read_support_filter_gzip(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_filter_zstd(archive);
	archive_read_support_format_tar(archive);
	archive_read_support_format_zip(archive);
}

static int walk_pass(struct walk *walk)
{
	int status, result;

	walk->archive = archive_read_new();
	if (!walk->archive)
		return feed_no_memory(walk->run);
	archive_allow(walk->archive);
	walk->entries = 0;
	status = walk->image.data ? archive_read_open_memory(walk->archive,
					    walk->image.data, walk->image.len)
				  : archive_read_open_filename(
					    walk->archive, walk->run->path, BLOCK_SIZE);
	result = status == ARCHIVE_OK ? walk_entries(walk) : archive_failed(walk);
	archive_read_free(walk->archive);
	walk->archive = NULL;
	return result;
}

static int walk_all(struct walk *walk)
{
	int result = walk_pass(walk);

	if (result || (!walk->late && !walk->careful))
		return result;
	walk->again = true;
	return walk_pass(walk);
}

int feed_archive_walk(struct feed_run *run, struct bytes image)
{
	struct walk walk = {.run = run,
		.image = image,
		.careful = run->options->careful,
		.newest = INT64_MIN};
	int result = walk_all(&walk);

	tdestroy(walk.companions, keep_node);
	arena_release(&walk.arena);
	feed_buffer_release(&walk.buffer);
	if (result)
		return result;
	if (!run->documents)
		return feed_nothing(run);
	snprintf(run->origin->kind, sizeof(run->origin->kind), "archive");
	feed_day(walk.newest, run->origin->date);
	return 0;
}

int feed_archive_read(struct feed_run *run)
{
	return feed_archive_walk(run, (struct bytes){0});
}
