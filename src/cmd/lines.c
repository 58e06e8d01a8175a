/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int show_backlog(struct settings *settings, struct kvet_error *error)
{
	kvet_backlog *backlog;
	int code = kvet_backlog_of(
		settings->store, settings->history, &settings->filter, &backlog, error);

	if (code)
		return code;
	code = kvet_report_backlog(backlog, &settings->report, settings->out, error);
	kvet_backlog_free(backlog);
	return code;
}

static int show_lines(struct settings *settings, struct kvet_error *error)
{
	const struct kvet_lines_options options = {
		.size = sizeof(options),
		.all = settings->all,
		.filter = &settings->filter,
	};
	kvet_line_list *list;
	int code = kvet_lines(settings->store, &options, &list, error);

	if (code)
		return code;
	code = kvet_report_lines(list, &settings->report, settings->out, error);
	kvet_line_list_free(list);
	return code;
}

static int run_lines(struct settings *settings)
{
	struct kvet_error error;
	int code = settings->history ? show_backlog(settings, &error)
				     : show_lines(settings, &error);

	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {
	&option_all, &option_history, NARROWING_OPTIONS, NULL};

static const struct example examples[] = {
	{"kvet lines", "the maintained lines, the one to choose for a device first"},
	{"kvet lines --all --format csv", "ended ones too, for a spreadsheet"},
	{"kvet lines --family memory --severity HIGH,CRITICAL",
		"by memory bugs with a high score alone"},
	{"kvet lines --history 6.1", "the open records of 6.1 over its life"},
	{"kvet lines --history 6.1 --format svg -o 6.1.svg", "the same as a picture"},
	{0},
};

const struct command command_lines = {
	.name = "lines",
	.run = run_lines,
	.summary = "the state of every maintained line",
	.arguments = "",
	.description =
		"Shows each line of releases as of the snapshot's day: when it was "
		"released and ends, its newest release and the records open there by "
		"release alone, how long fixes take from mainline to it, and how many "
		"never came. Whoever chooses a kernel for a device reads from the top: "
		"long-term lines come first, the one that is kept longest before the "
		"others, then the one with the fewest open records. Lines and the days "
		"of releases come from 'kvet update --lines FILE --releases FILE'.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
