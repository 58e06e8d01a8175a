/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int run_describe(struct settings *settings)
{
	struct kvet_error error;
	kvet_target *target;
	const char *note;

	if (!settings->output) {
		fputs("kvet describe: name the file: kvet describe TARGET -o FILE\n",
			stderr);
		return EXIT_USAGE;
	}
	int status = settings_target(settings, &target);
	if (status)
		return status;
	if (kvet_target_describe(target, settings->output, &error))
		status = fail(&error);
	for (size_t i = 0; !status && (note = kvet_target_note(target, i)); i++) {
		say(note);
		fputc('\n', stderr);
	}
	kvet_target_free(target);
	return status;
}

static const struct option_entry *const options[] = {TARGET_OPTIONS, NULL};

static const struct example examples[] = {
	{"kvet describe -o panel.kvet", "the running host"},
	{"kvet describe linux --config .config -o panel.kvet", "a tree, configured"},
	{"kvet check panel.kvet", "later, elsewhere, with newer records"},
	{0},
};

const struct command command_describe = {
	.name = "describe",
	.run = run_describe,
	.summary = "all that is known of a kernel, in one file",
	.arguments = "[TARGET]",
	.argument = VALUE_RELEASE,
	.most = 1,
	.description =
		"Writes all that can be learnt of TARGET into the file of --output: its "
		"release and distribution, its configuration, what was compiled, its "
		"modules, what its package's changelog says is fixed, and a map of its "
		"source tree. kvet check and explain take the file as their TARGET, and "
		"give the same verdicts as for what it describes. TARGET and its options "
		"are as for kvet check.",
	.options = options,
	.examples = examples,
	.need = NEED_NOTHING,
	.own_output = true,
};
