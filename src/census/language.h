/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a file of the tree is written in, and how it is counted. */
#ifndef KVET_CENSUS_LANGUAGE_H
#define KVET_CENSUS_LANGUAGE_H

#include "kvet.h"
#include "util/bytes.h"

/* Which kvet_language; KVET_LANGUAGES for a file that is no code. */
enum kvet_language language_of_file(const char *path);

/* Adds the lines of TEXT, which is the file at PATH, and for Rust its unsafe code. */
void language_count(enum kvet_language language, const char *path, struct bytes text,
	struct kvet_count *count, struct kvet_unsafe *unsafe);

#endif
