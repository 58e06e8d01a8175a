/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int run_audit(struct settings *settings)
{
	struct kvet_error error;
	kvet_result *result;
	int code = kvet_audit(settings->store, &settings->filter, &result, &error);
	if (code)
		return fail(&error);
	settings_limit_rows(settings);
	code = kvet_report_audit(result, &settings->report, settings->out, &error);
	kvet_result_free(result);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {
	NARROWING_OPTIONS, &option_sort, &option_limit, NULL};

static const struct example examples[] = {
	{"kvet audit", "every record that contradicts itself"},
	{"kvet audit --format csv", "one contradiction a line"},
	{0},
};

const struct command command_audit = {
	.name = "audit",
	.run = run_audit,
	.summary = "records that contradict themselves",
	.arguments = "",
	.description = "Lists the records that cannot be right as they stand: a fix "
		       "before what it "
		       "fixes, several fixes of one introduction for the same line, "
		       "version ranges that "
		       "disagree with the pairs, no release or no file named. Verdicts "
		       "of these records "
		       "deserve a second look; kvet explain shows what was made of them.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
