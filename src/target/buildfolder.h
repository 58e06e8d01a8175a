/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folder that a kernel was built in: what its `.cmd` files, or a
 * compile_commands.json in it, say of what was compiled. Nothing in it is run, and no
 * link in it is followed.
 */
#ifndef KVET_TARGET_BUILDFOLDER_H
#define KVET_TARGET_BUILDFOLDER_H

#include "kvet.h"
#include "target/compiled.h"

#define BUILDFOLDER_DEPTH_MAX 32
/* allmodconfig in the tree has some 300,000 files. */
#define BUILDFOLDER_ENTRIES_MAX 4000000u
#define BUILDFOLDER_PROBLEMS_MAX 5

struct buildfolder_problem {
	const char *name, *why;
};

/* Text is "" where it is not known. */
struct buildfolder {
	struct arena arena;
	const char *config; /* the path of the configuration */
	const char *tree; /* the source tree, where it is still there */
	const char *release; /* "6.1.192", from include/config/kernel.release */
	const char *list; /* what was read: "the .cmd files of DIR" */
	size_t commands; /* `.cmd` files */
	size_t units; /* of them, what was compiled for the kernel */
	size_t programs; /* and what was compiled for programs that the build runs */
	size_t modules; /* named in modules.order */
	size_t modules_missing; /* of them, not compiled */
	bool config_newer; /* the configuration changed after anything was compiled */
	size_t problem_count; /* `.cmd` files that could not be read: not `whole` then */
	struct buildfolder_problem problems[BUILDFOLDER_PROBLEMS_MAX]; /* the first */
};

/* A kernel was built at PATH, as far as one look can tell. */
bool buildfolder_looks_like(const char *path);

/*
 * Reads the folder at PATH: its `.cmd` files, which hold all that was compiled, or where
 * the kernel has none its compile_commands.json, which does not (compilecommands.h).
 * KVET_ERROR_NOT_FOUND when there is neither. FACTS is ended with buildfolder_release(),
 * which takes zeroed ones as well.
 */
int buildfolder_read(const char *path, struct compiled **out, struct buildfolder *facts,
	struct kvet_error *error);
void buildfolder_release(struct buildfolder *facts);

#endif
