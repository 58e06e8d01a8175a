/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

/* More side by side nobody can read. */
#define TREES_MAX 16
/* Of subsystems in a table, the largest. */
#define SUBSYSTEMS_SHOWN 20

static int save(struct settings *settings, kvet_census *const *censuses, int count)
{
	struct kvet_error error;

	for (int i = 0; i < count; i++) {
		if (kvet_store_census_save(settings->store, censuses[i], &error))
			return fail(&error);
		fprintf(stderr, "kvet census: %s is kept in ",
			kvet_census_release(censuses[i]));
		say(kvet_store_path(settings->store));
		fputc('\n', stderr);
	}
	return EXIT_DONE;
}

static int report(struct settings *settings, kvet_census *const *censuses, int count)
{
	const kvet_census *list[TREES_MAX] = {0};
	struct kvet_error error;

	for (int i = 0; i < count; i++)
		list[i] = censuses[i];
	settings->report.rows =
		settings->limited ? (unsigned)settings->limit : SUBSYSTEMS_SHOWN;
	settings->report.command = settings->rest;
	return kvet_report_census(
		       list, (size_t)count, &settings->report, settings->out, &error)
		       ? fail(&error)
		       : EXIT_DONE;
}

static int run_census(struct settings *settings)
{
	kvet_census *censuses[TREES_MAX] = {0};
	struct kvet_error error;
	int count = settings->argument_count, taken = 0;
	int status = EXIT_DONE;

	for (; !status && taken < count; taken++) {
		if (kvet_census_take(
			    settings->arguments[taken], 0, &censuses[taken], &error)) {
			status = fail(&error);
			break;
		}
	}
	status = status ? status : report(settings, censuses, count);
	if (!status && settings->save)
		status = save(settings, censuses, count);
	for (int i = 0; i < taken; i++)
		kvet_census_free(censuses[i]);
	return status;
}

static const struct option_entry *const options[] = {
	&option_areas_limit, &option_save, NULL};

static const struct example examples[] = {
	{"kvet census linux", "how much code, in which language, how much of it unsafe"},
	{"kvet census linux-6.1 linux-6.12", "two releases side by side"},
	{"kvet census linux --limit 0", "with every subsystem"},
	{"kvet census linux --save", "and keep it in the store, for rates"},
	{"kvet census linux --format csv", "a subsystem and language a line"},
	{0},
};

const struct command command_census = {
	.name = "census",
	.run = run_census,
	.summary = "how much code a source tree has, and how much of it is unsafe",
	.arguments = "TREE...",
	.argument = VALUE_FILE,
	.least = 1,
	.most = TREES_MAX,
	.description =
		"Counts the lines of code, comment and nothing, and the files, of the "
		"kernel's source tree in each folder TREE: by language and by "
		"subsystem. Of Rust it counts the unsafe blocks, functions, impls and "
		"traits, and how many of them carry a SAFETY comment.\n\n"
		"Several trees stand side by side, with the change from the first to "
		"the last: name them in the order of their releases.\n\n"
		"A line with code and a comment is code. Headers are C. Other is what "
		"else a kernel is made with: device trees, makefiles, Kconfig files, "
		"scripts. Documents and data are not counted, links not followed, and "
		"files above 64 MiB named and skipped.\n\n"
		"With --save the counts by release, language and subsystem go into the "
		"store, in the place of those of the same release, so that records can "
		"be counted per line of code.",
	.options = options,
	.examples = examples,
	.need = NEED_NOTHING,
};
