/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way into an image, layer by layer, to the kernel as it runs. What is inside is
 * unpacked once; only where no header tells the place of the payload are a few tried.
 */
#include "target/image/image.h"

#include "target/image/container.h"
#include "target/image/dwarf.h"
#include "target/image/field.h"
#include "target/image/kerneltext.h"
#include "target/image/unpack.h"
#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where a packed kernel may begin: so many of each codec are looked at, and so many in
 * all are tried. */
#define CANDIDATES_PER_CODEC 8u
#define CANDIDATES_MAX 64u
#define TRIES_MAX 32u

struct walk {
	const char *path;
	struct arena *arena;
	struct image image;
	size_t budget; /* of bytes to unpack to */
	unsigned depth, tries;
	struct kvet_error *error;
};

static int walk_layer(struct walk *walk, struct bytes in);

static int walk_fail(struct walk *walk, enum kvet_code code, const char *message)
{
	return error_set(walk->error, code, walk->path, "%s", message);
}

/* The first layer that knows has it. */
static void learn(const char **what, const char *text)
{
	if (!**what)
		*what = text;
}

/* Says how unpacking ended that did not end well. */
static int unpack_failed(struct walk *walk, const struct unpack *unpack,
	const struct codec *codec, enum unpack_end end)
{
	switch (end) {
	case UNPACK_CUT:
		error_set(walk->error, KVET_ERROR_INPUT, walk->path,
			"truncated image: its %s payload of %zu bytes ends before it is "
			"whole, after %zu bytes unpacked",
			codec->name, unpack->in.len, unpack->len);
		error_hint(walk->error, "fetch the file again");
		return KVET_ERROR_INPUT;
	case UNPACK_DAMAGED:
		return error_set(walk->error, KVET_ERROR_INPUT, walk->path,
			"damaged image: its %s payload cannot be unpacked after %zu "
			"bytes: %s",
			codec->name, unpack->len, unpack->why);
	case UNPACK_LIMIT:
		return error_set(walk->error, KVET_ERROR_INPUT, walk->path,
			"image unpacks to more than %u MiB", IMAGE_UNPACKED_MAX >> 20);
	default:
		return walk_fail(walk, KVET_ERROR_MEMORY, "out of memory");
	}
}

static int left_out(struct walk *walk, const struct codec *codec)
{
	error_set(walk->error, KVET_ERROR_UNSUPPORTED, walk->path,
		"the kernel in it is compressed with %s, and this kvet was built without "
		"%s",
		codec->name, codec->library);
	error_hint(walk->error,
		"build kvet with -D%s=enabled, or name the release: "
		"kvet check 6.1.147",
		codec->option);
	return KVET_ERROR_UNSUPPORTED;
}

/* Unpacks what IN begins with, and goes on with what comes out. */
static int walk_packed(struct walk *walk, struct bytes in, const struct codec *codec)
{
	struct unpack unpack = {.in = in, .limit = walk->budget};
	const char *compression = walk->image.compression;
	int code;

	if (!codec->run)
		return left_out(walk, codec);
	enum unpack_end end = unpack_run(&unpack, codec);

	walk->budget -= unpack.len;
	learn(&walk->image.compression, codec->name);
	code = end ? unpack_failed(walk, &unpack, codec, end)
		   : walk_layer(walk, (struct bytes){unpack.data, unpack.len});
	if (code)
		walk->image.compression = compression;
	free(unpack.data);
	return code;
}

/* Where a packed kernel may begin. */
struct candidate {
	size_t at;
	const struct codec *codec;
};

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->at < y->at ? -1 : x->at > y->at;
}

static size_t find_codec(
	struct bytes in, const struct codec *codec, struct candidate *candidates)
{
	const char *end = in.data + in.len, *at = in.data;
	size_t count = 0;

	while (count < CANDIDATES_PER_CODEC &&
		(at = memmem(at, (size_t)(end - at), codec->magic.data,
			 codec->magic.len)) != NULL) {
		if (codec->fits((struct bytes){at, (size_t)(end - at)}))
			candidates[count++] =
				(struct candidate){(size_t)(at - in.data), codec};
		at++;
	}
	return count;
}

/* In the order of their places. */
static size_t find_candidates(
	struct bytes in, struct candidate candidates[CANDIDATES_MAX])
{
	const struct codec *codec;
	size_t count = 0;

	for (size_t i = 0; (codec = codec_at(i)) != NULL; i++) {
		if (count + CANDIDATES_PER_CODEC <= CANDIDATES_MAX)
			count += find_codec(in, codec, candidates + count);
	}
	qsort(candidates, count, sizeof(*candidates), compare_candidates);
	return count;
}

/*
 * Looks for a packed kernel in IN. When none is, the error is the one of the place that
 * unpacked to the most: that is where it broke.
 */
static int walk_search(struct walk *walk, struct bytes in)
{
	struct kvet_error first, *error = walk->error;
	struct candidate candidates[CANDIDATES_MAX];
	size_t count = find_candidates(in, candidates), most = 0;
	int code = 0;

	for (size_t i = 0; i < count && walk->tries < TRIES_MAX; i++) {
		struct kvet_error why = {0};
		size_t budget = walk->budget;

		walk->tries++;
		walk->error = &why;
		int result = walk_packed(
			walk, field_rest(in, candidates[i].at), candidates[i].codec);

		walk->error = error;
		if (!result || result == KVET_ERROR_MEMORY) {
			if (result && error)
				*error = why;
			return result;
		}
		if (!code || budget - walk->budget > most) {
			most = budget - walk->budget;
			code = result;
			first = why;
		}
	}
	if (!code)
		return walk_fail(walk, KVET_ERROR_INPUT,
			"no kernel that kvet can find is in this file");
	if (error)
		*error = first;
	return code;
}

/* The kernel as it runs: what it says of itself. */
static int read_kernel(struct walk *walk, struct bytes kernel)
{
	struct image *image = &walk->image;
	struct bytes loaded = kernel;
	const char *banner, *note = "";
	int code;

	learn(&image->arch, container_elf_arch(kernel));
	if (field_is(kernel, 0, "\177ELF", 4))
		loaded = dwarf_loaded(kernel);
	banner = kernel_banner(loaded, walk->arena);
	if (!*banner)
		return walk_fail(walk, KVET_ERROR_INPUT,
			"no kernel image: there is no banner 'Linux version ...' in it");
	code = kernel_config(loaded, walk->arena, &image->config, &note);
	if (code)
		return walk_fail(walk, code, "out of memory");
	learn(&image->note, note);
	image->banner = banner;
	if (!field_is(kernel, 0, "\177ELF", 4))
		return 0;
	code = dwarf_read(
		kernel, walk->path, walk->arena, &image->compiled, &note, walk->error);
	if (!code)
		learn(&image->note, note);
	return code;
}

/* A kernel as it runs, or where IN has no banner, a wrapper of a kind not known. */
static int walk_kernel(struct walk *walk, struct bytes in, const char *kind)
{
	struct kvet_error why = {0}, *error = walk->error;
	int code;

	walk->error = &why;
	code = read_kernel(walk, in);
	walk->error = error;
	if (!code)
		learn(&walk->image.kind, kind);
	if (code == KVET_ERROR_INPUT) {
		code = walk_search(walk, in);
		if (!code)
			walk->image.kind = "vmlinuz";
		return code;
	}
	if (code && error)
		*error = why;
	return code;
}

/* What CONTAINER holds, which says that it is packed, and how. */
static int walk_payload(struct walk *walk, const struct payload *payload)
{
	if (*payload->packed && strcmp(payload->packed, "none") != 0 &&
		!codec_find(payload->data))
		return error_set(walk->error, KVET_ERROR_INPUT, walk->path,
			"damaged image: its payload of %zu bytes should be %.20s, and "
			"does not begin like it",
			payload->data.len, payload->packed);
	return walk_layer(walk, payload->data);
}

static int walk_container(
	struct walk *walk, struct bytes in, const struct container *container)
{
	struct payload payload = {.packed = "", .arch = "", .setup_release = ""};
	const char *kind = walk->image.kind;
	int code = container->open(in, walk->path, walk->arena, &payload, walk->error);

	if (code)
		return code;
	learn(&walk->image.arch, payload.arch);
	learn(&walk->image.setup_release, payload.setup_release);
	if (payload.form == PAYLOAD_KERNEL)
		return walk_kernel(walk, payload.data, container->kind);
	learn(&walk->image.kind, container->kind);
	code = payload.form == PAYLOAD_SOMEWHERE ? walk_search(walk, payload.data)
						 : walk_payload(walk, &payload);
	if (code)
		walk->image.kind = kind;
	return code;
}

static int walk_layer(struct walk *walk, struct bytes in)
{
	const struct container *container = container_find(in);
	const struct codec *codec = container ? NULL : codec_find(in);
	int code;

	if (walk->depth > IMAGE_DEPTH_MAX)
		return error_set(walk->error, KVET_ERROR_INPUT, walk->path,
			"images are nested more than %u deep in it", IMAGE_DEPTH_MAX);
	if (!in.len)
		return walk_fail(walk, KVET_ERROR_INPUT,
			"no kernel image: what is packed in it is empty");
	walk->depth++;
	if (container)
		code = walk_container(walk, in, container);
	else if (codec)
		code = walk_packed(walk, in, codec);
	else
		code = walk_kernel(walk, in, "vmlinux.bin");
	walk->depth--;
	return code;
}

int image_parse(struct bytes file, const char *path, struct arena *arena,
	struct image *image, struct kvet_error *error)
{
	struct walk walk = {.path = path,
		.arena = arena,
		.image = {"", "", "", "", "", {0}, NULL, ""},
		.budget = IMAGE_UNPACKED_MAX,
		.error = error};
	int code;

	if (!file.len)
		return error_set(error, KVET_ERROR_INPUT, path, "the file is empty");
	if (file.len > IMAGE_FILE_MAX)
		return error_set(error, KVET_ERROR_INPUT, path,
			"the file is larger than %u MiB", IMAGE_FILE_MAX >> 20);
	code = walk_layer(&walk, file);
	if (!code && arena->failed) {
		compiled_free(walk.image.compiled);
		return error_set(error, KVET_ERROR_MEMORY, path, "out of memory");
	}
	if (!code)
		*image = walk.image;
	return code;
}

/* All of FILE, a regular one of SIZE bytes; what *DATA receives is to be freed. */
static int read_all(int file, size_t size, char **data, size_t *len)
{
	char *bytes = malloc(size ? size : 1);
	ssize_t got = 1;

	if (!bytes)
		return KVET_ERROR_MEMORY;
	*len = 0;
	while (got && *len < size) {
		got = read(file, bytes + *len, size - *len);
		if (got < 0 && errno != EINTR) {
			free(bytes);
			return KVET_ERROR_SYSTEM;
		}
		*len += got > 0 ? (size_t)got : 0;
		got = got < 0 ? 1 : got;
	}
	*data = bytes;
	return 0;
}

static int read_file(
	int file, const char *path, char **data, size_t *len, struct kvet_error *error)
{
	struct stat status;

	if (fstat(file, &status))
		return error_set(error, KVET_ERROR_SYSTEM, path, "cannot be read: %s",
			strerror(errno));
	if (!S_ISREG(status.st_mode))
		return error_set(error, KVET_ERROR_INPUT, path, "not a regular file");
	if ((uintmax_t)status.st_size > IMAGE_FILE_MAX)
		return error_set(error, KVET_ERROR_INPUT, path,
			"the file is larger than %u MiB", IMAGE_FILE_MAX >> 20);
	int code = read_all(file, (size_t)status.st_size, data, len);

	if (code == KVET_ERROR_MEMORY)
		return error_set(error, code, path, "out of memory");
	if (code)
		return error_set(
			error, code, path, "cannot be read: %s", strerror(errno));
	return 0;
}

int image_read(const char *path, struct arena *arena, struct image *image,
	struct kvet_error *error)
{
	/* Should it be a pipe, nothing waits for its other end. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	char *data = NULL;
	size_t len = 0;
	int code;

	if (file < 0)
		return error_set(error,
			errno == ENOENT ? KVET_ERROR_NOT_FOUND : KVET_ERROR_SYSTEM, path,
			"cannot be opened: %s", strerror(errno));
	code = read_file(file, path, &data, &len, error);
	close(file);
	if (!code)
		code = image_parse((struct bytes){data, len}, path, arena, image, error);
	free(data);
	return code;
}
