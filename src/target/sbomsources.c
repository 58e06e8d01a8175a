/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/sbomsources.h"

#include "util/grow.h"

#include <stdlib.h>

bool sbom_sources_add(struct sbom_sources *sources, struct bytes name)
{
	if (!name.len)
		return true;
	if (!grow(&sources->names, &sources->room, sources->count + 1,
		    sizeof(*sources->names)))
		return false;
	sources->names[sources->count++] = name;
	return true;
}

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && memcmp(text.data + text.len - len, end, len) == 0;
}

static bool starts_with(struct bytes text, struct bytes start)
{
	return text.len >= start.len &&
	       (!start.len || memcmp(text.data, start.data, start.len) == 0);
}

/* PREFIX is in front of FILE in some name. */
static bool has(const struct sbom_sources *sources, struct bytes prefix, const char *file)
{
	size_t len = strlen(file);

	for (size_t i = 0; i < sources->count; i++) {
		struct bytes name = sources->names[i];

		if (name.len == prefix.len + len && starts_with(name, prefix) &&
			ends_with(name, file))
			return true;
	}
	return false;
}

/* "linux-yocto-6.12/" before init/main.c. Few programs have a file of that name. */
#define ROOTS_MAX 16

static bool find_root(const struct sbom_sources *sources, struct bytes *root)
{
	static const char file[] = "init/main.c";
	size_t tried = 0;

	for (size_t i = 0; i < sources->count && tried < ROOTS_MAX; i++) {
		struct bytes name = sources->names[i];

		if (!ends_with(name, file))
			continue;
		*root = (struct bytes){name.data, name.len - strlen(file)};
		if (root->len && root->data[root->len - 1] != '/')
			continue;
		if (has(sources, *root, "kernel/fork.c"))
			return true;
		tried++;
	}
	return false;
}

/* "x86" of arch/x86/kernel/setup.c: a kernel has one of them. */
static struct bytes arch_of(struct bytes path)
{
	static const struct bytes arch = {"arch/", 5};
	static const struct bytes kernel = {"/kernel/", 8};

	if (!starts_with(path, arch) || !ends_with(path, ".c"))
		return (struct bytes){0};
	path = (struct bytes){path.data + arch.len, path.len - arch.len};
	const char *slash = memchr(path.data, '/', path.len);
	size_t len = slash ? (size_t)(slash - path.data) : 0;
	bool own = slash && starts_with((struct bytes){slash, path.len - len}, kernel);
	return (struct bytes){path.data, own ? len : 0};
}

bool sbom_sources_take(const struct sbom_sources *sources, struct compiled *compiled,
	size_t *count, bool *whole_tree)
{
	struct bytes root, first = {0};

	*count = 0;
	*whole_tree = false;
	if (!find_root(sources, &root))
		return true;
	for (size_t i = 0; i < sources->count && !*whole_tree; i++) {
		struct bytes name = sources->names[i], arch;

		if (!starts_with(name, root))
			continue;
		++*count;
		arch = arch_of((struct bytes){name.data + root.len, name.len - root.len});
		if (!first.len)
			first = arch;
		*whole_tree =
			arch.len && (arch.len != first.len || !starts_with(arch, first));
	}
	for (size_t i = 0; i < sources->count && !*whole_tree; i++) {
		struct bytes name = sources->names[i];

		if (starts_with(name, root) &&
			!compiled_add(compiled, (struct bytes){name.data + root.len,
							name.len - root.len}))
			return false;
	}
	return true;
}

void sbom_sources_release(struct sbom_sources *sources)
{
	free(sources->names);
	*sources = (struct sbom_sources){0};
}
