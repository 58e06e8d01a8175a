/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as the sources of a small tree: texts with lines of `%%` between them.
 * Following their includes ends, and whoever reads a file is read itself.
 */
#include "target/includes.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static const char *const paths[] = {"drivers/a.c", "drivers/a.h", "include/linux/a.h",
	"arch/x86/include/asm/a.S", "arch/arm/boot/dts/a.dts", "drivers/b/c.h"};

#define PATHS (sizeof(paths) / sizeof(*paths))

struct fuzzed {
	struct arena arena;
	struct bytes texts[PATHS];
};

static bool list(void *context, const struct tree_file *file, struct include_list *list)
{
	struct fuzzed *fuzzed = context;
	struct include_finder finder = {
		.arena = &fuzzed->arena, .kind = includes_kind(file->path)};

	for (size_t i = 0; i < PATHS; i++) {
		if (strcmp(paths[i], file->path) != 0)
			continue;
		includes_find(&finder, fuzzed->texts[i]);
		if (finder.by_macro)
			includes_find_quoted(&finder, fuzzed->texts[i]);
	}
	for (size_t i = 0; i < finder.count; i++) {
		expect(*finder.names[i] == '"' || *finder.names[i] == '<');
		expect(finder.names[i][1] && strlen(finder.names[i]) <= TREE_PATH_MAX);
		expect(!strchr(finder.names[i], '\n'));
	}
	return includes_found(&finder, list);
}

static void check(const struct includes *includes)
{
	for (size_t i = 0; i < PATHS; i++) {
		const char *reader = includes_reader(includes, paths[i]);

		for (unsigned steps = 0; reader && *reader; steps++) {
			expect(steps <= PATHS + 1);
			reader = includes_reader(includes, reader);
			expect(reader != NULL);
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes rest = {size ? (const char *)data : "", size};
	struct tree *tree = tree_new();
	struct fuzzed fuzzed = {0};
	struct includes includes;

	expect(tree != NULL);
	for (size_t i = 0; i < PATHS; i++) {
		const char *end =
			rest.len ? memmem(rest.data, rest.len, "\n%%\n", 4) : NULL;
		size_t len = end ? (size_t)(end + 1 - rest.data) : rest.len;

		expect(tree_add(tree, bytes_of(paths[i])));
		fuzzed.texts[i] = (struct bytes){rest.data, len};
		rest.data += end ? len + 3 : len;
		rest.len -= end ? len + 3 : len;
	}
	expect(tree_link(tree, bytes_of("include/link.h"), bytes_of("drivers/b/c.h")));
	includes_start(&includes, tree, (struct include_source){list, &fuzzed}, "x86");
	includes_add(&includes, tree_find(tree, bytes_of(paths[0])));
	includes_follow(&includes);
	expect(!includes.failed && includes.queue_next == includes.queue_count);
	check(&includes);
	includes_release(&includes);
	arena_release(&fuzzed.arena);
	tree_free(tree);
	return 0;
}
