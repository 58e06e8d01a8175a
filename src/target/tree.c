/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/tree.h"

#include <stdlib.h>

struct tree *tree_new(void)
{
	return calloc(1, sizeof(struct tree));
}

void tree_free(struct tree *tree)
{
	if (!tree)
		return;
	table_release(&tree->files);
	table_release(&tree->names);
	arena_release(&tree->arena);
	free(tree);
}

struct bytes tree_last_part(struct bytes path)
{
	const char *slash = path.len ? memrchr(path.data, '/', path.len) : NULL;
	size_t skip = slash ? (size_t)(slash + 1 - path.data) : 0;

	return (struct bytes){path.data + skip, path.len - skip};
}

bool tree_add(struct tree *tree, struct bytes path)
{
	struct tree_file *file;
	struct table_entry *entry, *named;

	if (tree->files.count >= TREE_FILES_MAX)
		return false;
	if (table_find(&tree->files, path))
		return true;
	file = arena_alloc(&tree->arena, sizeof(*file));
	path.data = arena_text(&tree->arena, path);
	if (!file || tree->arena.failed)
		return false;
	entry = table_add(&tree->files, path);
	named = entry ? table_add(&tree->names, tree_last_part(path)) : NULL;
	if (!named)
		return false;
	*file = (struct tree_file){.path = path.data, .same_name = named->value};
	entry->value = named->value = file;
	return true;
}

const struct tree_file *tree_find(const struct tree *tree, struct bytes path)
{
	const struct table_entry *entry = table_find(&tree->files, path);

	return entry ? entry->value : NULL;
}

const struct tree_file *tree_named(const struct tree *tree, struct bytes name)
{
	const struct table_entry *entry = table_find(&tree->names, name);

	return entry ? entry->value : NULL;
}
