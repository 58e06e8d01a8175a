/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kbuild_states TREE CONFIG: the state of every source file of a tree, a line each, for
 * comparison with what a build really compiled.
 */
#include "target/includes.h"
#include "target/kbuild/kbuild.h"
#include "target/sourcetree.h"
#include "util/error.h"

#include <stdlib.h>
#include <time.h>

static const char *const words[] = {
	"undecided", "absent", "undecided", "module", "builtin"};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static bool is_source(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".S") == 0 ||
			      strcmp(dot, ".rs") == 0);
}

struct loading {
	struct sourcetree *sourcetree;
	struct arena *arena;
	size_t bytes;
};

static bool list_includes(
	void *context, const struct tree_file *file, struct include_list *list)
{
	struct loading *loading = context;
	struct bytes text;
	size_t len = strlen(file->path);

	if (!sourcetree_load(loading->sourcetree, file->path, INCLUDES_FILE_MAX, &text))
		return false;
	*list = includes_find(text, file->path[len - 1] == 'S', loading->arena);
	loading->bytes += text.len;
	free((void *)(uintptr_t)text.data);
	return true;
}

int main(int argc, char **argv)
{
	struct kvet_error error;
	struct sourcetree *sourcetree;
	struct options *options;
	struct kbuild *kbuild;
	double start = now();

	if (argc < 3 || sourcetree_open(argv[1], &sourcetree, &error))
		return fprintf(stderr, "tree: %s\n", error.message), 3;
	double listed = now();
	FILE *file = fopen(argv[2], "r");
	char *text = malloc(OPTIONS_SIZE_MAX);
	size_t len = file && text ? fread(text, 1, OPTIONS_SIZE_MAX, file) : 0;
	if (options_read((struct bytes){text, len}, argv[2], &options, &error) ||
		kbuild_read(&sourcetree->files, options, true, &kbuild, &error))
		return fprintf(stderr, "%s: %s\n", error.path, error.message), 3;
	double read = now();
	struct includes includes;
	struct arena arena = {0};
	struct loading loading = {sourcetree, &arena, 0};
	includes_start(&includes, sourcetree->tree,
		(struct include_source){list_includes, &loading}, kbuild->srcarch);
	for (size_t i = 0; i < kbuild->objects.count; i++) {
		const struct kbuild_file *each = kbuild->objects.entries[i].value;

		if (each->state >= KBUILD_MAYBE)
			includes_add(&includes,
				tree_find(sourcetree->tree, bytes_of(each->path)));
	}
	includes_follow(&includes);
	double followed = now();
	for (size_t i = 0; i < sourcetree->tree->files.count; i++) {
		const struct tree_file *each = sourcetree->tree->files.entries[i].value;

		if (!is_source(each->path))
			continue;
		struct kbuild_file found = kbuild_look(kbuild, each->path);
		if (found.state == KBUILD_OFF && includes_reader(&includes, each->path))
			found.state = KBUILD_MAYBE;
		printf("%s\t%s\n", words[found.state], each->path);
	}
	fprintf(stderr, "includes %.3f s, %zu files, %zu bytes\n", followed - read,
		includes.queue_count, loading.bytes);
	includes_release(&includes);
	arena_release(&arena);
	fprintf(stderr, "listed %.3f s, read %.3f s, %zu makefiles\n", listed - start,
		read - listed, kbuild->makefiles);
	for (size_t i = 0; i < kbuild->folders.count; i++) {
		const struct kbuild_folder *folder = kbuild->folders.entries[i].value;

		if (folder->complaint)
			fprintf(stderr, "complaint: %s\n", folder->complaint);
	}
	kbuild_free(kbuild);
	options_free(options);
	sourcetree_free(sourcetree);
	free(text);
	return 0;
}
