/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A source tree in one small file: the names of its files, its Kbuild files, who includes
 * whom, the symbols of its Kconfig. What a configuration compiles of the tree can be told
 * from that alone, and is the same. docs/map.md tells the form.
 */
#ifndef KVET_TARGET_MAP_H
#define KVET_TARGET_MAP_H

#include "target/kerneltree.h"
#include "target/moves.h"

#include <yyjson.h>

#define MAP_SCHEMA "kvet.map/1"
/* 7.2's unpacks to 20 MiB. */
#define MAP_SIZE_MAX (256u << 20)

/* What TREE, in a folder, makes as a value of DOC; MOVES that were learnt go with it. */
int map_make(struct kerneltree *tree, const struct moves *moves, yyjson_mut_doc *doc,
	yyjson_mut_val **out, struct kvet_error *error);

/* A tree out of ROOT, an object of that form, and the moves that were learnt (added to
 * MOVES). PATH is the file's, for evidence. What is read is copied. */
int map_read(yyjson_val *root, const char *path, struct moves *moves,
	struct kerneltree **out, struct kvet_error *error);

#endif
