/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where in the kernel a record's code is: its language and its subsystem, by paths. */
#ifndef KVET_RECORD_PLACE_H
#define KVET_RECORD_PLACE_H

#include "kvet.h"
#include "util/bytes.h"

/*
 * The languages of the changed files as a set of bits 1 << kvet_language: `rust` (any
 * .rs), `c` (.c, .h), `assembly` (.S); `other` alone where none of them. Assembly beside
 * C is C. A header of rust/helpers or rust/bindings does not make a Rust record C.
 */
unsigned place_languages(const char *const *files, size_t count);

/*
 * The MAINTAINERS-like area a kernel person would name for these files, the area most of
 * them agree on: `net/sunrpc`, `fs/nfsd`, `drivers/uio`, `mm`. Written into AREA,
 * terminated; "" when there are no files. Known moves are folded onto the present name
 * (fs/cifs and fs/smb/client are one area).
 */
#define PLACE_AREA_SIZE 64
void place_subsystem(const char *const *files, size_t count, char area[PLACE_AREA_SIZE]);

#endif
