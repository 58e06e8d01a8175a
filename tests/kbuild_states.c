/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kbuild_states TREE CONFIG: the state of every source file of a tree, a line each, for
 * comparison with what a build really compiled.
 */
#include "target/includes.h"
#include "target/kbuild/kbuild.h"
#include "target/kerneltree.h"
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
	struct kerneltree *tree;
	struct options *options;
	struct kbuild *kbuild;
	double start = now();

	if (argc < 3 || kerneltree_open_folder(argv[1], &tree, &error))
		return fprintf(stderr, "tree: %s\n", error.message), 3;
	double listed = now();
	FILE *file = fopen(argv[2], "r");
	char *text = malloc(OPTIONS_SIZE_MAX);
	size_t len = file && text ? fread(text, 1, OPTIONS_SIZE_MAX, file) : 0;
	if (options_read((struct bytes){text, len}, argv[2], &options, &error) ||
		kbuild_read(&tree->files, options, true, &kbuild, &error))
		return fprintf(stderr, "%s: %s\n", error.path, error.message), 3;
	double read = now();
	struct includes includes;
	includes_start(&includes, tree->tree, tree->includes, kbuild->srcarch);
	for (size_t i = 0; i < kbuild->objects.count; i++) {
		const struct kbuild_file *each = kbuild->objects.entries[i].value;

		if (each->state >= KBUILD_MAYBE)
			includes_add(
				&includes, tree_find(tree->tree, bytes_of(each->path)));
	}
	includes_follow(&includes);
	double followed = now();
	for (size_t i = 0; i < tree->tree->files.count; i++) {
		const struct tree_file *each = tree->tree->files.entries[i].value;

		if (!is_source(each->path))
			continue;
		struct kbuild_file found = kbuild_look(kbuild, each->path);
		if (found.state == KBUILD_OFF && includes_reader(&includes, each->path))
			found.state = KBUILD_MAYBE;
		printf("%s\t%s\n", words[found.state], each->path);
	}
	fprintf(stderr, "includes %.3f s, %zu files\n", followed - read,
		includes.queue_count);
	includes_release(&includes);
	fprintf(stderr, "listed %.3f s, read %.3f s, %zu makefiles, work %zu\n",
		listed - start, read - listed, kbuild->makefiles, kbuild->work);
	for (size_t i = 0; i < kbuild->folders.count; i++) {
		const struct kbuild_folder *folder = kbuild->folders.entries[i].value;

		if (argc > 3)
			fprintf(stderr,
				"folder %s state %d makefile %s from %s:%u: %.*s\n",
				folder->path, folder->state,
				folder->makefile ? folder->makefile : "-",
				folder->step && folder->step->origin
					? folder->step->origin->makefile
					: "",
				folder->step && folder->step->origin
					? folder->step->origin->line
					: 0,
				folder->step && folder->step->origin
					? (int)folder->step->origin->text.len
					: 0,
				folder->step && folder->step->origin
					? folder->step->origin->text.data
					: "");
		if (folder->complaint)
			fprintf(stderr, "complaint: %s\n", folder->complaint);
		if (folder->vague)
			fprintf(stderr, "vague: %s\n", folder->path);
	}
	kbuild_free(kbuild);
	options_free(options);
	kerneltree_free(tree);
	free(text);
	return 0;
}
