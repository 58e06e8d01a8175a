/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int run_profile(struct settings *settings)
{
	const struct kvet_profile_options options = {
		.size = sizeof(options),
		.by = settings->by,
		.over = settings->over,
		.per = settings->per,
		.filter = &settings->filter,
	};
	struct kvet_error error;
	kvet_profile *profile;

	settings_limit_rows(settings);
	if (kvet_profile_of(settings->store, &options, &profile, &error))
		return fail(&error);
	int code = kvet_report_profile(profile, &settings->report, settings->out, &error);
	kvet_profile_free(profile);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {
	&option_by, &option_over, &option_per, NARROWING_OPTIONS, &option_limit, NULL};

static const struct example examples[] = {
	{"kvet profile", "by language, over the years of the fixes"},
	{"kvet profile --by class --over introduced",
		"classes of bugs by the year that brought them"},
	{"kvet profile --by family --language rust", "of Rust code alone"},
	{"kvet profile --by subsystem --family memory --over published --per month",
		"where the memory bugs are that were published, month by month"},
	{"kvet profile --by line --over fixed --per quarter --format csv",
		"what each line fixed, for a spreadsheet"},
	{"kvet profile --by class --format svg -o profile.svg", "as a picture"},
	{"kvet list --language rust --sort published", "every record of Rust code"},
	{0},
};

const struct command command_profile = {
	.name = "profile",
	.run = run_profile,
	.summary = "how the vulnerabilities of the kernel change",
	.arguments = "",
	.description =
		"Counts the records by what they are and over time, and shows what Rust "
		"would have prevented, how old bugs were when they were fixed, and how "
		"long fixes take from mainline to each long-term line. What the numbers "
		"cannot say is printed with them. The days of releases come from 'kvet "
		"update --releases FILE', the lines of code that rates are per from "
		"'kvet "
		"census TREE... --save', lines from --lines FILE, days of publication "
		"from a git repository of the records.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
