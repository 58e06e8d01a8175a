/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int run_map(struct settings *settings)
{
	struct kvet_error error;
	char path[4096];

	if (kvet_map(settings->arguments[0], settings->repository, settings->output, path,
		    sizeof(path), &error))
		return fail(&error);
	fprintf(stderr, "kvet map: %s\n", path);
	return EXIT_DONE;
}

static const struct option_entry *const options[] = {&option_git, NULL};

static const struct example examples[] = {
	{"kvet map linux", "where kvet check finds it by itself"},
	{"kvet map linux -o linux-6.1.map", "into a file to hand on"},
	{"kvet check 6.1.147 --config .config --map linux-6.1.map",
		"what that configuration builds, without the tree"},
	{0},
};

const struct command command_map = {
	.name = "map",
	.run = run_map,
	.summary = "a source tree in one small file",
	.arguments = "TREE",
	.argument = VALUE_FILE,
	.least = 1,
	.most = 1,
	.description =
		"Writes what verdicts need of the kernel's source tree in the folder "
		"TREE "
		"into one file: the names of its files, its Kbuild files, who includes "
		"whom. With it and a configuration kvet tells what is built, as with the "
		"tree itself.\n\n"
		"Without --output the map goes where kvet check looks for one by itself: "
		"$KVET_MAPS, else $XDG_DATA_HOME/kvet/maps. Of several it takes the one "
		"whose release is nearest on the kernel's own line.\n\n"
		"With --git, the renames in a kernel's git repository are learnt as "
		"well: "
		"where a record's files are in an older tree.",
	.options = options,
	.examples = examples,
	.need = NEED_NOTHING,
	.own_output = true,
};
