/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files below a root folder that somebody else may have made: a device's image, unpacked or
 * mounted. Links are resolved as for a process whose root that folder is, so none leads out
 * of it. "/" is a root folder like any other.
 */
#ifndef KVET_TARGET_ROOTFOLDER_H
#define KVET_TARGET_ROOTFOLDER_H

#include "kvet.h"
#include "util/arena.h"

struct rootfolder {
	const char *path; /* as given, for messages; borrowed */
	int fd;
	bool by_hand; /* links are resolved here, not by the kernel: it lacks openat2(2) */
};

/* PATH may be NULL for "/". */
int rootfolder_open(struct rootfolder *root, const char *path, struct kvet_error *error);
void rootfolder_close(struct rootfolder *root);

/* NAME as others reach it, through the root's own path, into TEXT; returns TEXT. */
#define ROOTFOLDER_PATH_SIZE 4096
const char *rootfolder_path(
	const struct rootfolder *root, const char *name, char text[ROOTFOLDER_PATH_SIZE]);

struct rootfile {
	char *data; /* terminated by a NUL that LEN does not count; ended with free() */
	size_t len;
};

/*
 * Reads the regular file NAME, however large its folder says it is (in /proc: 0).
 * KVET_ERROR_NOT_FOUND where nothing is; KVET_ERROR_INPUT for what is no regular file, has
 * more than MAX bytes, or hides behind links that lead in a circle.
 */
int rootfolder_read(const struct rootfolder *root, const char *name, size_t max,
	struct rootfile *out, struct kvet_error *error);

/* NAME is there, and a regular file or a link to one. */
bool rootfolder_has(const struct rootfolder *root, const char *name);

enum rootname_kind { ROOTNAME_OTHER, ROOTNAME_FILE, ROOTNAME_FOLDER, ROOTNAME_LINK };

struct rootname {
	const char *text;
	enum rootname_kind kind; /* of itself: links are not followed */
};

struct rootnames {
	struct arena arena;
	struct rootname *names; /* sorted, without `.` and `..` */
	size_t count, room;
};

/* The names in the folder NAME. More than MAX are KVET_ERROR_INPUT. */
int rootfolder_list(const struct rootfolder *root, const char *name, size_t max,
	struct rootnames *out, struct kvet_error *error);
void rootnames_release(struct rootnames *names);

#endif
