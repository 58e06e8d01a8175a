/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kernel's source tree in a folder: the names of its files, and their texts on demand. */
#ifndef KVET_TARGET_SOURCETREE_H
#define KVET_TARGET_SOURCETREE_H

#include "kvet.h"
#include "target/kbuild/make.h"

struct sourcetree {
	struct tree *tree;
	struct make_files files; /* of TREE; texts live as long as this */
	const char *path;
	int folder; /* open */
	struct table texts; /* of makefiles that were read: path to struct bytes */
};

/* Lists the files below PATH; links, and what begins with a dot, are left out. */
int sourcetree_open(const char *path, struct sourcetree **out, struct kvet_error *error);
void sourcetree_free(struct sourcetree *sourcetree);

/* The whole of the file at PATH, at most MOST bytes, which the caller frees; false when it
 * is none, or larger. */
bool sourcetree_load(const struct sourcetree *sourcetree, const char *path, size_t most,
	struct bytes *text);

#endif
