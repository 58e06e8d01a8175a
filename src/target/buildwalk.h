/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk through a build folder: every `.cmd` file in it. */
#ifndef KVET_TARGET_BUILDWALK_H
#define KVET_TARGET_BUILDWALK_H

#include "target/buildfolder.h"
#include "target/inside.h"
#include "target/treeroot.h"

#include <limits.h>
#include <time.h>

#define BUILDWALK_COMMAND_MAX (16u << 20)

struct buildwalk {
	struct compiled *compiled;
	struct buildfolder *facts;
	struct treeroot root;
	struct kvet_error *error;
	struct arena arena;
	struct table
		seen; /* paths as files were read by, so that each is resolved once */
	struct table made; /* "fs/nfsd/nfs4state.o": what has a `.cmd` file */
	struct table parts; /* what archives and modules say that they are made of */
	struct inside_buffer buffer;
	char path[PATH_MAX]; /* of the folder or file, below the build folder */
	size_t path_len, entries;
	unsigned depth;
	struct timespec newest; /* of the `.cmd` files */
};

/* Reads the folder FD, which it closes, and those in it. */
int buildwalk_run(struct buildwalk *walk, int fd);

/* Names a `.cmd` file that cannot be relied on, and why. */
int buildwalk_problem(struct buildwalk *walk, const char *name, const char *why);

void buildwalk_release(struct buildwalk *walk);

#endif
