/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Everything that was learnt of a target in one small file, from which the same verdicts
 * can be given elsewhere, without the tree. docs/map.md tells the form.
 */
#ifndef KVET_TARGET_DESCRIPTION_H
#define KVET_TARGET_DESCRIPTION_H

#include "target/target.h"

#include <yyjson.h>

#define DESCRIPTION_SCHEMA "kvet.target/1"

/* Fills TARGET from ROOT, a document of that form; PATH is its file's. */
int description_read(struct kvet_target *target, yyjson_val *root, const char *path,
	struct kvet_error *error);

#endif
