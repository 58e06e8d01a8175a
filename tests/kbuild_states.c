/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kbuild_states [--kbuild] TREE CONFIG: what kvet says of every source file of a tree, as
 * STATE<TAB>PATH<TAB>WHY, for comparison with what a build really compiled. With --kbuild
 * the Kbuild files are read, and that is all: for bench/build.
 */
#include "target/kbuild/kbuild.h"
#include "target/target.h"

static bool is_source(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && (strcmp(dot, ".c") == 0 || strcmp(dot, ".S") == 0 ||
			      strcmp(dot, ".rs") == 0);
}

/* The makefile or file that decided. */
static const char *why(const struct built_file *file)
{
	if (file->reader)
		return file->reader;
	if (file->line.step && file->line.step->origin)
		return file->line.step->origin->makefile;
	return file->line.folder && file->line.folder->makefile
		       ? file->line.folder->makefile
		       : "";
}

static void print_states(const struct built *built)
{
	for (size_t i = 0; i < built->tree->tree->files.count; i++) {
		const struct tree_file *each = built->tree->tree->files.entries[i].value;
		struct built_file file;

		if (!is_source(each->path))
			continue;
		built_look(built, each->path, &file);
		printf("%s\t%s\t%s\n", kvet_word(KVET_WORDS_PRESENCE, file.presence),
			each->path, why(&file));
	}
}

static int fail(const struct kvet_error *error)
{
	fprintf(stderr, "kbuild_states: %s: %s\n", error->path, error->message);
	return 3;
}

static int read_only_kbuild(const char *path, const struct options *options)
{
	struct kvet_error error;
	struct kerneltree *tree;
	struct kbuild *kbuild;

	if (kerneltree_open_folder(path, &tree, &error) ||
		kbuild_read(&tree->files, options, true, &kbuild, &error))
		return fail(&error);
	printf("%zu makefiles\n", kbuild->makefiles);
	kbuild_free(kbuild);
	kerneltree_free(tree);
	return 0;
}

int main(int argc, char **argv)
{
	bool kbuild = argc == 4 && strcmp(argv[1], "--kbuild") == 0;
	struct kvet_error error;
	kvet_target *target;
	int status = 0;

	if (argc - kbuild != 3) {
		fputs("usage: kbuild_states [--kbuild] TREE CONFIG\n", stderr);
		return 2;
	}
	/* Without a tree nothing more than the configuration is read. */
	const struct kvet_target_options options = {.size = sizeof(options),
		.input = kbuild ? "6.1" : argv[1],
		.config = argv[argc - 1]};
	if (kvet_target_open(&options, &target, &error))
		return fail(&error);
	if (kbuild)
		status = read_only_kbuild(argv[2], target->built.options);
	else
		print_states(&target->built);
	kvet_target_free(target);
	return status;
}
