/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files that a build really compiled, as lists that the build itself left say: `.cmd`
 * files, compile_commands.json, an SBOM, the compile units of a vmlinux. Paths are those
 * below the source tree, as records write them.
 */
#ifndef KVET_TARGET_COMPILED_H
#define KVET_TARGET_COMPILED_H

#include "target/tree.h"
#include "util/arena.h"
#include "util/table.h"

struct compiled {
	struct arena arena;
	struct table files;
	const char *source; /* what the list is, for evidence: "the .cmd files of out" */
	bool headers; /* it holds every header that was read, too */
	/* It holds every `.c` that was read: those that another includes, and those of
	 * parts that are linked by themselves, such as the boot code and the vDSO. */
	bool included;
	bool assembly; /* it holds every `.S` file */
	bool rust; /* it holds every `.rs` file */
	bool whole; /* the kernel was linked, so what is not modules' is all here */
	bool modules; /* the modules were built as well, or there are none */
};

struct compiled *compiled_new(const char *source);
void compiled_free(struct compiled *compiled);

/*
 * Adds PATH, below the tree. `.` and `..` in it are resolved; one that leads out of the
 * tree, is empty or longer than TREE_PATH_MAX is left out. False when memory is
 * short.
 */
bool compiled_add(struct compiled *compiled, struct bytes path);

bool compiled_has(const struct compiled *compiled, struct bytes path);

/*
 * A list of this kind would name PATH, had it been compiled into what it is the list of:
 * that it does not is evidence then, and says nothing else.
 */
bool compiled_speaks_of(const struct compiled *compiled, struct bytes path);

#endif
