/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A kernel image, as boot loaders take it and builds leave it: what it says of the kernel
 * inside. The kernel is unpacked in memory once; nothing of it is run or written.
 */
#ifndef KVET_TARGET_IMAGE_IMAGE_H
#define KVET_TARGET_IMAGE_IMAGE_H

#include "kvet.h"
#include "target/compiled.h"
#include "util/arena.h"

/* The largest file that is taken, and what all that is packed in it may unpack to. */
#define IMAGE_FILE_MAX (2u << 30)
#define IMAGE_UNPACKED_MAX (1u << 30)
/* A uImage of a gzip of an Image has three layers, of which two are unwrapped. */
#define IMAGE_DEPTH_MAX 4u
/* So much of a file's begin is what image_looks_like() wants to see. */
#define IMAGE_HEAD_SIZE (64u << 10)

/* Strings are never NULL, and live as long as the arena that was given. */
struct image {
	/* The outermost of "bzImage", "zImage", "Image", "uImage", "FIT", "zboot",
	 * "vmlinux", "vmlinux.bin", or "vmlinuz": a wrapper of another kind, in which a
	 * kernel was found. */
	const char *kind;
	const char *compression; /* of the kernel in it: "xz"; "" for none */
	const char *banner; /* "Linux version 6.1.0-56-amd64 (...) #1 SMP ...", or "" */
	const char *setup_release; /* bzImage: the version of its setup header, or "" */
	const char *arch; /* the folder below arch/, where the image tells; or "" */
	struct bytes config; /* the text of the embedded IKCONFIG, or empty */
	/*
	 * Of a vmlinux with DWARF: the files of its compile units, below the tree; NULL
	 * otherwise. The caller ends it with compiled_free(). Not in it are files that
	 * another one includes, code that is linked apart and put in as data (the vDSO,
	 * real mode, the decompressor, purgatory), and assembly that Clang passed on to
	 * the assembler of binutils without -g.
	 */
	struct compiled *compiled;
	const char *note; /* what of it could not be read, and why; or "" */
};

/* Whether HEAD, the first IMAGE_HEAD_SIZE bytes of a file (or all it has), is worth
 * trying: it is no text, no archive, no database. */
bool image_looks_like(struct bytes head);

/*
 * Reads the image at PATH into IMAGE, what belongs to it into ARENA.
 *
 * KVET_ERROR_INPUT when it is none, is damaged or cut, or unpacks to more than
 * IMAGE_UNPACKED_MAX; KVET_ERROR_UNSUPPORTED when the library was left out that unpacks
 * it.
 */
int image_read(const char *path, struct arena *arena, struct image *image,
	struct kvet_error *error);

/* The same of a FILE in memory; PATH is its name, for evidence and errors. */
int image_parse(struct bytes file, const char *path, struct arena *arena,
	struct image *image, struct kvet_error *error);

#endif
