/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an ELF file's debug information says of how it was compiled. */
#ifndef KVET_TARGET_IMAGE_DWARF_H
#define KVET_TARGET_IMAGE_DWARF_H

#include "kvet.h"
#include "target/compiled.h"

/* More compile units make no kernel: allyesconfig of 7.2 has some 35,000. */
#define DWARF_UNITS_MAX 200000u
/* What the sections of debug information may unpack to where they are compressed. */
#define DWARF_UNPACKED_MAX (2ull << 30)

/*
 * The part of FILE, from its begin on, behind which nothing is that gets loaded; all of
 * it where that cannot be told.
 */
struct bytes dwarf_loaded(struct bytes file);

/*
 * The files that were compiled into FILE, an ELF file called PATH, below the source tree.
 * *OUT stays NULL when there is no debug information (0), or none that can be used: then
 * *NOTE, of ARENA, says why. Negative only when memory is short.
 */
int dwarf_read(struct bytes file, const char *path, struct arena *arena,
	struct compiled **out, const char **note, struct kvet_error *error);

#endif
