/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernels that lie in a root folder, by the names of their files. */
#ifndef KVET_TARGET_HOSTKERNELS_H
#define KVET_TARGET_HOSTKERNELS_H

#include "target/rootfolder.h"

struct hostkernel {
	const char *release; /* as uname -r would say it: "6.1.0-56-amd64" */
	const char *image; /* below the root: "boot/vmlinuz-6.1.0-56-amd64", or "" */
};

struct hostkernels {
	struct arena arena;
	struct hostkernel
		*kernels; /* the newest first; those with an image before others */
	size_t count, room;
};

/* More is a folder made to waste time. */
#define HOSTKERNELS_MAX 1000u

/* Folders that are not there hold none. What fails is that memory is short. */
int hostkernels_find(
	const struct rootfolder *root, struct hostkernels *out, struct kvet_error *error);
void hostkernels_release(struct hostkernels *kernels);

/* The image file of the kernel RELEASE, below the root, into PATH; where its name does not
 * tell the release ("vmlinuz", "boot/Image"), only when ANY. */
#define HOSTKERNELS_PATH_SIZE 512
bool hostkernels_image(const struct rootfolder *root, const char *release, bool any,
	char path[HOSTKERNELS_PATH_SIZE]);

/* TEXT can be a kernel's release, and the name of a file: nothing else is put into a path. */
bool hostkernels_is_release(const char *text);

/* Below, equal or above zero, by what stands before the suffix and then as dpkg orders
 * versions: 6.1.0-9-amd64 is before 6.1.0-56-amd64. */
int hostkernels_compare(const char *a, const char *b);

#endif
