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
	table_release(&tree->folders);
	arena_release(&tree->arena);
	free(tree);
}

struct bytes tree_last_part(struct bytes path)
{
	const char *slash = bytes_last(path, '/');
	size_t skip = slash ? (size_t)(slash + 1 - path.data) : 0;

	return (struct bytes){path.data + skip, path.len - skip};
}

/* The folder that PATH lies in, and those around it. The names are parts of PATH, which
 * stays. */
static bool add_folders(struct tree *tree, struct bytes path)
{
	const char *slash;

	while (path.len && (slash = memrchr(path.data, '/', path.len))) {
		path.len = (size_t)(slash - path.data);
		if (table_find(&tree->folders, path))
			return true;
		if (!table_add(&tree->folders, path))
			return false;
	}
	return true;
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
	if (!named || !add_folders(tree, path))
		return false;
	*file = (struct tree_file){.path = path.data, .same_name = named->value};
	entry->value = named->value = file;
	return true;
}

bool tree_link(struct tree *tree, struct bytes path, struct bytes target)
{
	const struct tree_file *file = tree_find(tree, target);
	struct table_entry *entry;

	/* So there are no links to links, and none that lead in a circle. */
	if (!file || file->link || tree_find(tree, path))
		return true;
	if (!tree_add(tree, path))
		return false;
	entry = table_find(&tree->files, path);
	((struct tree_file *)entry->value)->link = file;
	return true;
}

const struct tree_file *tree_find(const struct tree *tree, struct bytes path)
{
	const struct table_entry *entry = table_find(&tree->files, path);

	return entry ? entry->value : NULL;
}

bool tree_has_folder(const struct tree *tree, struct bytes path)
{
	return table_find(&tree->folders, path) != NULL;
}

/* Cuts the last part off the LEN bytes of TEXT; false when there is none. */
static bool step_up(const char *text, size_t *len)
{
	if (!*len)
		return false;
	while (*len && text[*len - 1] != '/')
		--*len;
	if (*len)
		--*len; /* the slash itself */
	return true;
}

size_t tree_normalise(struct bytes path, char text[TREE_PATH_MAX])
{
	size_t len = 0;

	if (!path.len || path.data[0] == '/' || path.len >= TREE_PATH_MAX ||
		memchr(path.data, '\0', path.len))
		return 0;
	while (path.len) {
		const char *slash = memchr(path.data, '/', path.len);
		struct bytes part = {
			path.data, slash ? (size_t)(slash - path.data) : path.len};
		size_t taken = part.len + (slash != NULL);

		path.data += taken;
		path.len -= taken;
		if (!part.len || bytes_equal(part, "."))
			continue;
		if (bytes_equal(part, "..")) {
			if (!step_up(text, &len))
				return 0;
			continue;
		}
		if (len)
			text[len++] = '/';
		memcpy(text + len, part.data, part.len);
		len += part.len;
	}
	text[len] = '\0';
	return len;
}

const struct tree_file *tree_named(const struct tree *tree, struct bytes name)
{
	const struct table_entry *entry = table_find(&tree->names, name);

	return entry ? entry->value : NULL;
}
