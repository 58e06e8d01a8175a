/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel's source tree as far as verdicts need it: the names of its files, the texts of
 * its Kbuild files, who includes whom. It lies in a folder, or in a map that was made of
 * one.
 */
#ifndef KVET_TARGET_KERNELTREE_H
#define KVET_TARGET_KERNELTREE_H

#include "kvet.h"
#include "target/includes.h"
#include "target/kbuild/make.h"

/* All sources of 7.2 come to 1.5 GB, all makefiles to 3.3 MB. What is more is not read. */
#define KERNELTREE_SOURCES_MAX (UINT64_C(6) << 30)
#define KERNELTREE_MAKEFILES_MAX (128u << 20)

struct kerneltree {
	struct arena arena;
	struct tree *tree;
	struct make_files files; /* texts live as long as this */
	struct include_source includes;
	const char *path; /* of the folder or map */
	const char *release; /* what the root Makefile says: "6.1.192" */
	struct table symbols; /* of Kconfig, without CONFIG_ */
	bool map; /* it is a map */
	/* Of a folder. */
	int folder; /* open; -1: none */
	char *piece; /* of a source that is read piece by piece */
	uint64_t sources_read; /* bytes of them; see KERNELTREE_SOURCES_MAX */
	size_t makefiles_read; /* see KERNELTREE_MAKEFILES_MAX */
	struct table texts; /* makefiles that were read: path to struct bytes */
	/* Of a map. */
	struct table lists; /* path to struct include_list */
};

/* Lists the files of the tree in folder PATH; links to anything but its files, and names
 * with a dot before them, are left out. KVET_ERROR_INPUT when it holds no kernel. */
int kerneltree_open_folder(
	const char *path, struct kerneltree **out, struct kvet_error *error);
void kerneltree_free(struct kerneltree *tree);

/* PATH is a folder with a kernel's root Makefile in it. */
bool kerneltree_looks_like(const char *path);

/* The whole of the file at PATH in a folder, at most MOST bytes, which the caller frees;
 * false when it is none, or larger. */
bool kerneltree_load(
	const struct kerneltree *tree, const char *path, size_t most, struct bytes *text);

/* Reads the symbols that the Kconfig files define, from a folder. */
int kerneltree_read_symbols(struct kerneltree *tree, struct kvet_error *error);

/* Adds the symbols that TEXT, a Kconfig file, defines. False when memory is short. */
bool kerneltree_find_symbols(struct kerneltree *tree, struct bytes text);

/* "6.1.192-rc1" out of a root MAKEFILE's first lines, into ARENA; "" when it says none. */
const char *kerneltree_find_release(struct bytes makefile, struct arena *arena);

#endif
