/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What trees in folders and in maps have in common. */
#include "target/kerneltree.h"

#include "target/kbuild/maketext.h"
#include "util/error.h"

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

void kerneltree_free(struct kerneltree *tree)
{
	if (!tree)
		return;
	for (size_t i = 0; i < tree->texts.count; i++) {
		struct bytes *text = tree->texts.entries[i].value;

		free((void *)(uintptr_t)text->data);
	}
	table_release(&tree->texts);
	table_release(&tree->lists);
	table_release(&tree->symbols);
	tree_free(tree->tree);
	free(tree->piece);
	if (tree->folder >= 0)
		close(tree->folder);
	arena_release(&tree->arena);
	free(tree);
}

/* The value of `NAME = value` at the beginning of a line among the first ones. */
static struct bytes find_value(struct bytes makefile, const char *name)
{
	size_t len = strlen(name);
	struct bytes line;

	for (unsigned i = 0; i < 32 && bytes_next_line(&makefile, &line); i++) {
		if (line.len <= len || memcmp(line.data, name, len) != 0)
			continue;
		struct bytes rest =
			maketext_strip((struct bytes){line.data + len, line.len - len});
		if (rest.len && *rest.data == '=')
			return maketext_strip(
				(struct bytes){rest.data + 1, rest.len - 1});
	}
	return (struct bytes){"", 0};
}

const char *kerneltree_find_release(struct bytes makefile, struct arena *arena)
{
	struct bytes version = find_value(makefile, "VERSION");
	struct bytes level = find_value(makefile, "PATCHLEVEL");
	struct bytes sub = find_value(makefile, "SUBLEVEL");
	struct bytes extra = find_value(makefile, "EXTRAVERSION");
	bool stable = sub.len && !bytes_equal(sub, "0");
	/* 2.6.32.70 says .70 in EXTRAVERSION. */
	bool old = bytes_equal(version, "2");

	if (!version.len || !level.len)
		return "";
	return arena_printf(arena, "%.*s.%.*s%s%.*s%.*s", (int)version.len, version.data,
		(int)level.len, level.data, stable || old ? "." : "",
		stable || old ? (int)sub.len : 0, sub.data, (int)extra.len, extra.data);
}

bool kerneltree_find_symbols(struct kerneltree *tree, struct bytes text)
{
	struct bytes line;

	while (bytes_next_line(&text, &line)) {
		struct bytes rest = line, word, name;

		if (!maketext_word(&rest, &word) ||
			(!bytes_equal(word, "config") &&
				!bytes_equal(word, "menuconfig")) ||
			!maketext_word(&rest, &name) || table_find(&tree->symbols, name))
			continue;
		name.data = arena_text(&tree->arena, name);
		if (tree->arena.failed || !table_add(&tree->symbols, name))
			return false;
	}
	return true;
}

static bool is_kconfig(const char *path)
{
	struct bytes name = tree_last_part(bytes_of(path));

	return name.len >= 7 && memcmp(name.data, "Kconfig", 7) == 0;
}

int kerneltree_read_symbols(struct kerneltree *tree, struct kvet_error *error)
{
	for (size_t i = 0; i < tree->tree->files.count; i++) {
		const struct tree_file *file = tree->tree->files.entries[i].value;
		struct bytes text;

		if (!is_kconfig(file->path) ||
			!kerneltree_load(tree, file->path, MAKE_FILE_MAX, &text))
			continue;
		bool added = kerneltree_find_symbols(tree, text);
		free((void *)(uintptr_t)text.data);
		if (!added)
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}
