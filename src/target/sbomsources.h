/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel's source files among all that a bill of materials names. */
#ifndef KVET_TARGET_SBOMSOURCES_H
#define KVET_TARGET_SBOMSOURCES_H

#include "target/compiled.h"

/* Names of source files, as they stand in a document that outlives this. */
struct sbom_sources {
	struct bytes *names;
	size_t count, room;
};

bool sbom_sources_add(struct sbom_sources *sources, struct bytes name);

/*
 * Adds those below the folder that init/main.c and kernel/fork.c lie in to COMPILED, and
 * tells how many in *COUNT. *WHOLE_TREE: files of several architectures are among them, so
 * they are the sources, and not what was compiled; then nothing is added. False when memory
 * is short.
 */
bool sbom_sources_take(const struct sbom_sources *sources, struct compiled *compiled,
	size_t *count, bool *whole_tree);

void sbom_sources_release(struct sbom_sources *sources);

#endif
