/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lexers that count lines, one pass each, for any bytes: they add to COUNT the lines of code
 * and comment and the blank ones of one file. Its `files` is the caller's.
 */
#ifndef KVET_CENSUS_COUNT_H
#define KVET_CENSUS_COUNT_H

#include "kvet.h"
#include "util/bytes.h"

/* C, and what has its comments, strings and line continuations. */
void count_c(struct bytes text, struct kvet_count *count);

/*
 * Assembly that the C preprocessor sees first. MARKS are the bytes that begin a comment of
 * the assembler's own where they stand first on a line; '#' always does, unless a directive
 * of the preprocessor follows.
 */
void count_assembly(struct bytes text, const char *marks, struct kvet_count *count);

/* The marks of the architecture that the file at PATH is for; "" where it cannot be told. */
const char *count_assembly_marks(const char *path);

/* Makefiles and scripts, whose comments begin with '#' as the first on a line. */
void count_hash(struct bytes text, struct kvet_count *count);

/* Rust; adds its unsafe code to UNSAFE. docs/census.md says what counts. */
void count_rust(struct bytes text, struct kvet_count *count, struct kvet_unsafe *unsafe);

#endif
