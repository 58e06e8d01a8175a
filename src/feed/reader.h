/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the readers of folders, archives and repositories share, and how feed_read
 * calls them. Nothing outside src/feed includes this.
 */
#ifndef KVET_FEED_READER_H
#define KVET_FEED_READER_H

#include "feed/feed.h"

/* Folders inside folders; the vulns tree has 3 of them, cvelistV5 4. */
#define FEED_DEPTH_MAX 16

/* One feed_read: what was asked, and what came of it so far. */
struct feed_run {
	const struct feed_options *options;
	const struct feed_sink *sink;
	struct feed_origin *origin;
	struct kvet_error *error;
	const char *path; /* of the folder, repository or archive: absolute */
	uint64_t documents; /* handed out */
};

/* Each fills the origin, and returns as feed_read does. Those that this build leaves out
 * answer KVET_ERROR_UNSUPPORTED. */
int feed_folder_read(struct feed_run *run);
int feed_archive_read(struct feed_run *run);
int feed_git_read(struct feed_run *run);
int feed_url_read(struct feed_run *run);

/* The same over bytes instead of a file: what the fuzz target walks. */
int feed_archive_walk(struct feed_run *run, struct bytes image);

/* The callbacks, with the counting; non-zero stops the feed, ERROR being filled. */
int feed_document(struct feed_run *run, const struct feed_document *document);
int feed_problem(struct feed_run *run, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
int feed_progress(struct feed_run *run, const char *what, uint64_t done, uint64_t total);

/* KVET_ERROR_INPUT: the source holds no record at all. */
int feed_nothing(const struct feed_run *run);

int feed_no_memory(const struct feed_run *run);

/* As feed_part_of, of the last part of a path alone. */
enum feed_part feed_part_of_name(const char *name, size_t len, uint64_t *cve);

/* A CVE's file as its number says it. */
#define FEED_NAME_SIZE 32
void feed_name(uint64_t cve, enum feed_part part, char name[FEED_NAME_SIZE]);

/* Whether a part of PATH between slashes, the last one left out, is FOLDER. */
bool feed_path_has(const char *path, size_t len, const char *folder);

/* The UTC day of a moment, or "" when it lies outside the years that have four digits. */
void feed_day(int64_t seconds, char day[11]);

/* Memory that grows and is used again for the next file. Zeroed is empty. */
struct feed_buffer {
	char *data;
	size_t size;
};
bool feed_buffer_reserve(struct feed_buffer *buffer, size_t size);
void feed_buffer_release(struct feed_buffer *buffer);

#endif
