/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the source tree stands in the paths that a build wrote down, so that they can be
 * told below it. Paths are compared as text: the build may have run on another machine.
 */
#ifndef KVET_TARGET_TREEROOT_H
#define KVET_TARGET_TREEROOT_H

#include "target/compiled.h"

struct treeroot {
	struct bytes tree; /* "/usr/src/linux/", "../", or "" for a build in the tree */
	struct bytes also; /* the same folder as an absolute path, or empty */
	bool relative; /* the build ran in the tree: relative paths lie below it, too */
};

/*
 * The root that PATH names when it is init/main.c, which every kernel has compiled:
 * "/usr/src/linux/init/main.c" has "/usr/src/linux/". False when it is another file.
 */
bool treeroot_of_main(struct bytes path, struct bytes *tree);

/* PATH below the tree, `..` resolved, into TEXT; its length, or 0 when it is not. */
size_t treeroot_below(
	const struct treeroot *root, struct bytes path, char text[COMPILED_PATH_MAX]);

/*
 * Adds PATH, when it is below the tree, to COMPILED; and what it is a link to, for the
 * few links that the kernel's own tree has. False when memory is short.
 */
bool treeroot_add(
	const struct treeroot *root, struct bytes path, struct compiled *compiled);

#endif
