/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files inside a folder that somebody else filled: no link is followed on the way. */
#ifndef KVET_TARGET_INSIDE_H
#define KVET_TARGET_INSIDE_H

#include "util/bytes.h"

#include <sys/stat.h>

/* What file after file is read into. {0} is ready; the caller ends it with free(data). */
struct inside_buffer {
	char *data;
	size_t size;
};

/*
 * Opens PATH below FOLDER for reading, or a folder with O_DIRECTORY in FLAGS. A
 * descriptor, or -1 with errno: ELOOP or ENOTDIR where a link stands in the way.
 */
int inside_open(int folder, const char *path, int flags);

/* Reads the file PATH of at most MAX bytes. 0, or an errno. STATUS may be NULL. */
int inside_read(int folder, const char *path, size_t max, struct inside_buffer *buffer,
	struct bytes *text, struct stat *status);

/* Words for what inside_read() returned. */
const char *inside_why(int number);

#endif
