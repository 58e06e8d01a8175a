/* SPDX-License-Identifier: GPL-2.0-or-later */
/* U-Boot's flattened image tree: a device tree whose /images hold kernels and more. */
#include "target/image/container.h"
#include "target/image/field.h"
#include "util/error.h"

#include <libfdt.h>

/* A tree has an offset of 32 bits with a sign, and so have its properties. */
#define TREE_MAX ((size_t)1 << 30)

static struct bytes property(const void *tree, int node, const char *name)
{
	int len = 0;
	const char *data = fdt_getprop(tree, node, name, &len);

	return data && len > 0 ? (struct bytes){data, (size_t)len} : (struct bytes){0};
}

/* A property that is a string; "" when it is none. */
static const char *string(const void *tree, int node, const char *name)
{
	struct bytes text = property(tree, node, name);

	return text.len && !text.data[text.len - 1] ? text.data : "";
}

static bool number(const void *tree, int node, const char *name, size_t *value)
{
	struct bytes bytes = property(tree, node, name);

	if (bytes.len != 4)
		return false;
	*value = field_be32(bytes, 0);
	return true;
}

static bool is_kernel(const void *tree, int node)
{
	const char *type = string(tree, node, "type");

	return strcmp(type, "kernel") == 0 || strcmp(type, "kernel_noload") == 0;
}

/* The kernel of the configuration that U-Boot would take. */
static int default_kernel(const void *tree, int images)
{
	int all = fdt_path_offset(tree, "/configurations");
	int chosen =
		all < 0 ? all
			: fdt_subnode_offset(tree, all, string(tree, all, "default"));

	if (chosen < 0)
		chosen = all < 0 ? all : fdt_first_subnode(tree, all);
	if (chosen < 0)
		return chosen;
	return fdt_subnode_offset(tree, images, string(tree, chosen, "kernel"));
}

static int find_kernel(const void *tree, int images)
{
	int node = default_kernel(tree, images);

	if (node >= 0)
		return node;
	fdt_for_each_subnode(node, tree, images)
	{
		if (is_kernel(tree, node))
			return node;
	}
	return -1;
}

/* The data stand in the tree, or behind it: at an offset from there, or from the file's
 * begin. */
static int find_data(struct bytes file, int node, const char *path, struct bytes *data,
	struct kvet_error *error)
{
	size_t at, size;

	*data = property(file.data, node, "data");
	if (data->len)
		return 0;
	if (!number(file.data, node, "data-size", &size))
		return error_set(error, KVET_ERROR_INPUT, path,
			"a FIT whose kernel has neither data nor data-size");
	if (number(file.data, node, "data-offset", &at))
		at += (fdt_totalsize(file.data) + (size_t)3) & ~(size_t)3;
	else if (!number(file.data, node, "data-position", &at))
		return error_set(error, KVET_ERROR_INPUT, path,
			"a FIT whose kernel has neither data-offset nor data-position");
	if (at > file.len || size > file.len - at)
		return container_cut(path, "FIT's kernel", at + size, file.len, error);
	*data = (struct bytes){file.data + at, size};
	return 0;
}

/* The words of U-Boot that are not those of the kernel's arch/. */
static const char *arch_of(const char *word)
{
	static const char *const words[][2] = {{"i386", "x86"}, {"x86_64", "x86"},
		{"ppc", "powerpc"}, {"mips64", "mips"}, {"sparc64", "sparc"},
		{"or1k", "openrisc"}, {"arc", "arc"}, {"arm", "arm"}, {"arm64", "arm64"},
		{"m68k", "m68k"}, {"microblaze", "microblaze"}, {"mips", "mips"},
		{"nios2", "nios2"}, {"riscv", "riscv"}, {"s390", "s390"}, {"sh", "sh"},
		{"sparc", "sparc"}, {"xtensa", "xtensa"}, {"alpha", "alpha"},
		{"ia64", "ia64"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (strcmp(word, words[i][0]) == 0)
			return words[i][1];
	}
	return "";
}

bool fit_fits(struct bytes file)
{
	return field_is(file, 0, "\xd0\x0d\xfe\xed", 4);
}

static int tree_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	int images = fdt_path_offset(file.data, "/images");

	if (images < 0)
		return error_set(error, KVET_ERROR_INPUT, path,
			"a device tree without /images: it holds no kernel");
	int node = find_kernel(file.data, images);

	if (node < 0)
		return error_set(error, KVET_ERROR_INPUT, path,
			"a FIT without a kernel among its images");
	int code = find_data(file, node, path, &payload->data, error);

	if (code)
		return code;
	payload->form = PAYLOAD_IMAGE;
	payload->packed =
		arena_text(arena, bytes_of(string(file.data, node, "compression")));
	if (strcmp(payload->packed, "none") == 0)
		payload->packed = "";
	payload->arch = arch_of(string(file.data, node, "arch"));
	return 0;
}

int fit_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	size_t size = field_be32(file, 4);

	if (size > file.len)
		return container_cut(path, "FIT", size, file.len, error);
	int bad = size > TREE_MAX ? -FDT_ERR_BADSTRUCTURE
				  : fdt_check_full(file.data, file.len);

	if (bad)
		return error_set(error, KVET_ERROR_INPUT, path, "damaged device tree: %s",
			fdt_strerror(bad));
	return tree_open(file, path, arena, payload, error);
}
