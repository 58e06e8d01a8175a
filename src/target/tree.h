/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of the files of a source tree, whether it lies in a folder or in a map. */
#ifndef KVET_TARGET_TREE_H
#define KVET_TARGET_TREE_H

#include "util/arena.h"
#include "util/table.h"

struct tree_file {
	const char *path; /* below the tree */
	struct tree_file *same_name; /* another whose last part is the same, or NULL */
	const struct tree_file *link; /* what it leads to, or NULL: it is a file itself */
};

struct tree {
	struct arena arena;
	struct table files; /* path to struct tree_file, as they were added */
	struct table names; /* last part to the first struct tree_file that has it */
	struct table folders; /* that files lie in */
};

/* More is no kernel: 7.2 has 93,000. */
#define TREE_FILES_MAX 1000000u

struct tree *tree_new(void);
void tree_free(struct tree *tree);

/* Adds PATH once. False when memory is short, or there are too many. */
bool tree_add(struct tree *tree, struct bytes path);

/* Makes PATH a link to the file at TARGET, which is no link. False when memory is short, or
 * there are too many; where TARGET is not there, nothing is added. */
bool tree_link(struct tree *tree, struct bytes path, struct bytes target);

/* The file at PATH, or NULL. */
const struct tree_file *tree_find(const struct tree *tree, struct bytes path);

/* The first file whose last part is NAME ("smb2pdu.c"), or NULL; `same_name` leads on. */
const struct tree_file *tree_named(const struct tree *tree, struct bytes name);

bool tree_has_folder(const struct tree *tree, struct bytes path);

/*
 * PATH with `.`, `..` and doubled slashes resolved into TEXT; its length, or 0 where it
 * leads out of the tree, is empty, absolute or too long.
 */
#define TREE_PATH_MAX 1024
size_t tree_normalise(struct bytes path, char text[TREE_PATH_MAX]);

/* The last part of PATH. */
struct bytes tree_last_part(struct bytes path);

#endif
