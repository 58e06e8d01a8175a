/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is known of the files that a target compiles, put together from all that was found:
 * the build's own list, the tree's Kbuild files with the configuration, who includes whom,
 * the modules that are there. docs/build.md has the rule.
 */
#ifndef KVET_TARGET_BUILT_H
#define KVET_TARGET_BUILT_H

#include "target/compiled.h"
#include "target/kbuild/kbuild.h"
#include "target/kerneltree.h"
#include "target/locate.h"
#include "target/modules.h"

/* Each may be NULL but where another needs it. What is set belongs to this. */
struct built {
	struct kerneltree *tree;
	struct options *options;
	struct kbuild *kbuild; /* of TREE with OPTIONS */
	struct includes includes; /* of what KBUILD says is compiled */
	bool followed; /* INCLUDES holds all of them */
	struct moves *moves;
	struct compiled *compiled;
	struct modules *modules;
	struct table doubted; /* folders of modules that are there, against OPTIONS */
	size_t undecided; /* source files of which KBUILD cannot tell */
};

/* What decided of a file, the strongest first. */
enum built_ground {
	BUILT_BY_LIST, /* the build's list of what it compiled */
	BUILT_BY_MODULES, /* its module is not among those that are there, or is against OPTIONS */
	BUILT_BY_LINE, /* a line of a Kbuild file, or that none has it */
	BUILT_BY_READER, /* a file that includes it, or that none does */
	BUILT_BY_NOTHING, /* it is not found, or nothing speaks of it: it counts */
};

struct built_file {
	enum kvet_presence presence;
	enum built_ground ground;
	struct location location; /* in the tree */
	struct kbuild_file
		line; /* what Kbuild says; its path is NULL where it is not asked */
	const char *reader; /* the file that includes it, or NULL */
	bool contradicted; /* Kbuild and the list or the modules disagree */
};

/* Whether a record's file is code that a kernel may hold: not so are documents, tests and
 * tools, on which no verdict rests. */
bool built_is_code(const char *path);

/* What is known of PATH, as a record names it. */
void built_look(const struct built *built, const char *path, struct built_file *file);

/* There is something to ask: a tree to find files in, and what says what is built of it. */
bool built_can_tell(const struct built *built);

/*
 * Reads TREE's Kbuild files for OPTIONS and follows the includes of what is compiled. Both
 * are BUILT's already.
 */
int built_read(struct built *built, struct kvet_error *error);

/* Calls EACH for every source file that is undecided, with the reason. Non-zero from EACH
 * stops, and is returned. */
int built_each_undecided(const struct built *built,
	int (*each)(void *context, const char *path, const char *why), void *context);

/* Undoes built_read(): OPTIONS are not this kernel's. */
void built_forget_kbuild(struct built *built);

void built_release(struct built *built);

#endif
