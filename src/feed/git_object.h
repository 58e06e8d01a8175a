/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Objects of a git repository as bytes. libgit2 parses a tree into an array and checks
 * the hash of whatever it reads; over all the trees of a history that takes most of the
 * time, and git itself does neither.
 */
#ifndef KVET_FEED_GIT_OBJECT_H
#define KVET_FEED_GIT_OBJECT_H

#include "util/bytes.h"

#include <git2.h>
#include <git2/sys/odb_backend.h>

#define GIT_OBJECT_BACKENDS 16

/* Where a repository's objects lie: packs, loose files, those of other repositories. */
struct git_objects {
	git_odb *odb;
	git_odb_backend *backends[GIT_OBJECT_BACKENDS];
	size_t count;
	size_t last; /* that had what was asked for: probably has the next one too */
};

/* After git_folders_use. 0, or libgit2's code. A repository that is freed first ends it all the same. */
int git_objects_open(struct git_objects *objects, git_repository *repository);
void git_objects_release(struct git_objects *objects);

/* The bytes of one object. Zeroed holds nothing. */
struct git_bytes {
	struct bytes bytes;
	git_oid id; /* whose bytes they are */
	void *data;
	git_odb_backend *backend;
	git_odb_object *object;
};

/*
 * Reads object ID, of TYPE and at most LIMIT bytes. 0, or libgit2's code: GIT_ENOTFOUND,
 * GIT_EINVALIDSPEC for another type, GIT_EBUFS past the limit.
 */
int git_bytes_read(struct git_objects *objects, const git_oid *id, git_object_t type,
	size_t limit, struct git_bytes *out);
void git_bytes_release(struct git_bytes *bytes);

/* No folder of records is larger; some 400,000 files. */
#define GIT_TREE_MAX (16u << 20)

/* One line of a tree. */
struct git_line {
	struct bytes name;
	struct bytes whole; /* all its bytes: equal lines are equal here */
	git_oid id;
	bool tree, link, file;
};

/* Cuts the first line off a tree. False at its end, and where it is damaged: then REST is
 * not empty. */
bool git_line_next(struct bytes *rest, struct git_line *line);

/* The order of lines in a tree: a folder sorts as if its name ended in a slash. */
int git_line_compare(const struct git_line *a, const struct git_line *b);

#endif
