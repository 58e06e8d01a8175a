/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kbuild_states TREE CONFIG: the state of every source file of a tree, a line each, for
 * comparison with what a build really compiled.
 */
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
	for (size_t i = 0; i < sourcetree->tree->files.count; i++) {
		const struct tree_file *each = sourcetree->tree->files.entries[i].value;

		if (is_source(each->path))
			printf("%s\t%s\n", words[kbuild_look(kbuild, each->path).state],
				each->path);
	}
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
