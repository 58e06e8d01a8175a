/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small kernel tree out of the test itself: files with their texts, and a configuration. */
#ifndef KVET_TESTS_MADE_TREE_H
#define KVET_TESTS_MADE_TREE_H

#include "target/includes.h"
#include "target/kbuild/kbuild.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* TEXT may be NULL: a source of which only the name counts. */
struct made_file {
	const char *path, *text;
};

struct made_tree {
	struct tree *tree;
	struct options *options;
	struct make_files files;
	struct kbuild *kbuild;
	struct arena arena;
	const struct made_file *made; /* ends with a NULL path */
};

/* What every tree has that is a kernel's. */
static const struct made_file made_base[] = {
	{"scripts/Kbuild.include", "# nothing\n"},
	{"Makefile", "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nSRCARCH := $(ARCH)\n"
		     "export srctree\ncore-y := kernel/\ndrivers-y := drivers/\n"
		     "include $(srctree)/arch/$(SRCARCH)/Makefile\n"},
	{"Kbuild", "obj-y += lib/\n"},
	{"arch/x86/Makefile", "core-y += arch/x86/\n"},
	{NULL, NULL},
};

static const struct made_file *made_find(const struct made_file *made, const char *path)
{
	for (; made->path; made++) {
		if (strcmp(made->path, path) == 0)
			return made;
	}
	return NULL;
}

static bool made_read(void *context, const char *path, struct bytes *text)
{
	const struct made_tree *tree = context;
	const struct made_file *file = made_find(tree->made, path);

	file = file ? file : made_find(made_base, path);
	if (!file || !file->text)
		return false;
	*text = bytes_of(file->text);
	return true;
}

static void made_add(struct made_tree *tree, const struct made_file *made)
{
	for (; made->path; made++)
		assert_true(tree_add(tree->tree, bytes_of(made->path)));
}

/* The lines of CONFIG behind a heading that says x86. */
static void made_config(struct made_tree *tree, const char *config)
{
	const char *text = arena_printf(&tree->arena,
		"# Linux/x86 6.1.9 Kernel Configuration\nCONFIG_X86=y\n%s", config);

	assert_int_equal(options_read(bytes_of(text), "made", &tree->options, NULL), 0);
}

static void made_start(
	struct made_tree *tree, const struct made_file *made, const char *config)
{
	*tree = (struct made_tree){.tree = tree_new(), .made = made};
	assert_non_null(tree->tree);
	made_add(tree, made_base);
	made_add(tree, made);
	made_config(tree, config);
	tree->files = (struct make_files){tree->tree, made_read, tree};
}

static void made_end(struct made_tree *tree)
{
	kbuild_free(tree->kbuild);
	options_free(tree->options);
	tree_free(tree->tree);
	arena_release(&tree->arena);
}

#endif
