/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#define PLAN_ROWS 10

static int plan(struct settings *settings, const kvet_target *target,
	const kvet_context *context, struct kvet_error *error)
{
	const struct kvet_report_options *report = &settings->report;
	bool cut = report->format == KVET_TABLE && !report->height;
	const struct kvet_plan_options options = {
		.size = sizeof(options),
		.filter = &settings->filter,
		.rows = settings->limited ? settings->limit
			: cut             ? PLAN_ROWS
					  : 0,
		.context = context,
	};
	kvet_plan *made;
	int code = kvet_plan_of(settings->store, target, &options, &made, error);

	if (code)
		return code;
	code = kvet_report_plan(made, &settings->report, settings->out, error);
	kvet_plan_free(made);
	return code;
}

static int pick(struct settings *settings, const kvet_target *target,
	const kvet_context *context, struct kvet_error *error)
{
	const struct kvet_picks_options options = {
		.size = sizeof(options),
		.filter = &settings->filter,
		.context = context,
		.repository = settings->repository,
	};
	kvet_picks *picks;
	int code = kvet_picks_of(settings->store, target, &options, &picks, error);

	if (code)
		return code;
	code = kvet_report_picks_as(
		picks, settings->as, &settings->report, settings->out, error);
	kvet_picks_free(picks);
	return code;
}

#define CONFIGURE_BESIDE_ROWS 14
#define CONFIGURE_ROWS 20

/* Each option takes another look at the makefiles: no more than there is room for. */
static size_t options_wanted(const struct settings *settings)
{
	unsigned height = settings->report.height;

	if (settings->limited)
		return settings->limit;
	if (!height || height > CONFIGURE_BESIDE_ROWS + CONFIGURE_ROWS)
		return CONFIGURE_ROWS;
	return height > CONFIGURE_BESIDE_ROWS + 3 ? height - CONFIGURE_BESIDE_ROWS : 3;
}

static int configure(struct settings *settings, const kvet_target *target,
	const kvet_context *context, struct kvet_error *error)
{
	const struct kvet_savings_options options = {
		.size = sizeof(options),
		.filter = &settings->filter,
		.context = context,
		.rows = options_wanted(settings),
	};
	kvet_savings *savings;
	int code = kvet_savings_of(settings->store, target, &options, &savings, error);

	if (code)
		return code;
	code = kvet_report_savings(savings, &settings->report, settings->out, error);
	kvet_savings_free(savings);
	return code;
}

/* What was asked for together must make sense together. */
static const char *what_is_wrong(const struct settings *settings)
{
	if (settings->pick && settings->configure)
		return "--pick and --configure are two plans: ask for one";
	if (!settings->pick && settings->as != KVET_PICKS_LIST)
		return "--as is how --pick writes its commits: add --pick";
	if (!settings->pick && settings->repository)
		return "--git gives --pick its order: add --pick";
	if (settings->as != KVET_PICKS_LIST && settings->report.format != KVET_TABLE)
		return "--as script and --as series are forms of their own: leave out "
		       "--format";
	return NULL;
}

static int run_plan(struct settings *settings)
{
	const char *wrong = what_is_wrong(settings);
	struct kvet_error error;
	kvet_context *context;
	kvet_target *target;

	if (wrong) {
		fprintf(stderr, "kvet plan: %s\n", wrong);
		return EXIT_USAGE;
	}
	int status = settings_context(settings, &context);
	if (status)
		return status;
	status = settings_target(settings, &target);
	if (!status) {
		settings_limit_rows(settings);
		int code = settings->pick ? pick(settings, target, context, &error)
			   : settings->configure
				   ? configure(settings, target, context, &error)
				   : plan(settings, target, context, &error);
		kvet_target_free(target);
		status = code ? fail(&error) : EXIT_DONE;
	}
	kvet_context_free(context);
	return status;
}

static const struct option_entry *const options[] = {TARGET_OPTIONS, &option_context,
	&option_pick, &option_as, &option_pick_git, &option_configure, NARROWING_OPTIONS,
	&option_plan_limit, &option_verbose, NULL};

static const struct example examples[] = {
	{"kvet plan 6.1.147", "the smallest safe step, and the other lines"},
	{"kvet plan", "the same for the running host"},
	{"kvet plan linux --config .config --context device.ini",
		"by what is built, and by what matters in its place"},
	{"kvet plan 6.1.147 --limit 0", "every later release of the line"},
	{"kvet plan 6.1.147 --pick --git linux-stable --as script -o picks.sh",
		"the fixes alone, in an order that applies"},
	{"kvet plan linux --config .config --configure",
		"the options that remove most when they are switched off"},
	{"kvet plan 6.1.147 --format json", "everything, for programs"},
	{0},
};

const struct command command_plan = {
	.name = "plan",
	.run = run_plan,
	.summary = "the smallest safe step",
	.arguments = "[TARGET]",
	.argument = VALUE_RELEASE,
	.most = 1,
	.description =
		"Says which release TARGET should move to, and what that does: the "
		"earliest of its line that leaves nothing to act on now, or the one with "
		"the fewest findings. Then, for each release that is worth a row, how "
		"many findings it removes, how many it brings, how many it has then, and "
		"of these how many are to act on now; and the same for the newest "
		"release "
		"of each other maintained line. Releases come from 'kvet update "
		"--releases FILE', lines from --lines FILE.\n\n"
		"What the target's configuration or build is proven to leave out, other "
		"releases are taken to leave out too. A file that this tree does not "
		"have "
		"proves nothing: it counts.\n\n"
		"--pick is for those who cannot move: the commits of the target's own "
		"line that fix its findings, and for what none fixes, mainline's commit "
		"and the option that switches the code off. --configure lists the "
		"options "
		"that remove most findings when they are switched off, each by itself: "
		"the makefiles are read again without it. It needs a configuration and "
		"the tree, or a map of it.\n\n"
		"TARGET and its options are as for kvet check. With --context FILE "
		"priorities are those of the device's place, and no option that it needs "
		"is named.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
