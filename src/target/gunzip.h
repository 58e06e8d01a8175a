/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small gzip files, whole in memory: config.gz, a package's changelog. */
#ifndef KVET_TARGET_GUNZIP_H
#define KVET_TARGET_GUNZIP_H

#include "kvet.h"
#include "util/bytes.h"

/* PACKED begins as a gzip file does. */
bool gunzip_is(struct bytes packed);

/*
 * Unpacks PACKED into *OUT (of *LEN bytes, and a NUL that these do not count; ended with
 * free()). KVET_ERROR_INPUT where it is damaged, cut short or unpacks to more than MAX.
 */
int gunzip(struct bytes packed, size_t max, char **out, size_t *len,
	struct kvet_error *error);

/* The first byte that PACKED, perhaps cut off, unpacks to; -1 where that cannot be told. */
int gunzip_first(struct bytes packed);

/* Writes TEXT to the file at PATH, packed where this build can. False: errno says why. */
bool gunzip_write(const char *path, struct bytes text);

#endif
