/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files whole in memory. */
#ifndef KVET_UTIL_FILE_H
#define KVET_UTIL_FILE_H

#include "kvet.h"
#include "util/bytes.h"

/*
 * Loads the file at PATH, of at most MOST bytes, into TEXT, which the caller frees (`data`).
 * KVET_ERROR_INPUT when it is larger or no regular file: a FIFO holds nobody up.
 */
int file_load(
	const char *path, size_t most, struct bytes *text, struct kvet_error *error);

#endif
