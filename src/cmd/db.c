/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static void print_problem(void *context, const char *text)
{
	(void)context;
	fprintf(stderr, "kvet: %s\n", text);
}

static int run_db(struct settings *settings)
{
	struct kvet_error error;

	if (kvet_report_store(settings->store, &settings->report, settings->out, &error))
		return fail(&error);
	if (!settings->check_integrity)
		return EXIT_DONE;
	fflush(settings->out);
	if (kvet_store_verify(settings->store, print_problem, NULL, &error))
		return fail(&error);
	fputs("kvet: the store is sound\n", stderr);
	return EXIT_DONE;
}

static const struct option_entry *const options[] = {&option_integrity, NULL};

static const struct example examples[] = {
	{"kvet db", "what is in the store, of which day, from where"},
	{"kvet db --integrity", "and whether it is sound"},
	{0},
};

const struct command command_db = {
	.name = "db",
	.run = run_db,
	.summary = "what is in the store, and is it sound",
	.arguments = "",
	.description =
		"Shows what the store holds, of which day and from which source, and "
		"what "
		"the last update did not understand. With --integrity every page is read "
		"and the tables are compared.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
