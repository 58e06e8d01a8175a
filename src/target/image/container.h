/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kernels are wrapped in for their boot loaders, and where in it the kernel is. */
#ifndef KVET_TARGET_IMAGE_CONTAINER_H
#define KVET_TARGET_IMAGE_CONTAINER_H

#include "kvet.h"
#include "util/arena.h"

/* What to do with a payload. */
enum payload_form {
	PAYLOAD_IMAGE, /* it is an image by itself, packed or not */
	PAYLOAD_KERNEL, /* it is the kernel as it runs */
	PAYLOAD_SOMEWHERE, /* a packed kernel is somewhere in it */
};

/* Strings are never NULL. */
struct payload {
	struct bytes data;
	enum payload_form form;
	const char *packed; /* how it says it is compressed: "gzip"; or "" */
	const char *arch; /* as the folder below arch/, or "" */
	const char *setup_release; /* of a bzImage, or "" */
};

struct container {
	const char *kind;
	bool (*fits)(struct bytes file);
	/* 0, or KVET_ERROR_INPUT with the error about PATH. */
	int (*open)(struct bytes file, const char *path, struct arena *arena,
		struct payload *payload, struct kvet_error *error);
};

/* The container that FILE is, or NULL: then it is packed, or a kernel as it runs. */
const struct container *container_find(struct bytes file);

/* Says that the file should have had WANTED bytes for its WHAT; KVET_ERROR_INPUT. */
int container_cut(const char *path, const char *what, size_t wanted, size_t len,
	struct kvet_error *error);

/* A flattened image tree (fit.c); the open says so where libfdt was left out. */
bool fit_fits(struct bytes file);
int fit_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error);

/* The folder below arch/ for an ELF file's machine, or "". */
const char *container_elf_arch(struct bytes file);

#endif
