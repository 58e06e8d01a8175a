/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

/* The finding, ranked in CONTEXT where there is one. */
static int find(struct settings *settings, const char *cve, const kvet_context *context,
	kvet_result **result)
{
	struct kvet_error error;
	kvet_target *target;
	int status = settings_target(settings, &target);

	if (status)
		return status;
	int code = kvet_explain(settings->store, target, cve, result, &error);
	kvet_target_free(target);
	if (code)
		return fail(&error);
	code = kvet_result_apply_context(*result, context, &error);
	if (code)
		kvet_result_free(*result);
	return code ? fail(&error) : 0;
}

static int run_explain(struct settings *settings)
{
	struct kvet_error error;
	kvet_context *context;
	kvet_result *result;
	/* Alone, the CVE is asked of the host, or of --root. */
	const char *cve = settings->arguments[settings->argument_count - 1];
	if (settings->argument_count == 1)
		settings->target.input = NULL;
	int status = settings_context(settings, &context);

	if (status)
		return status;
	status = find(settings, cve, context, &result);
	kvet_context_free(context);
	if (status)
		return status;
	int code = kvet_report_explain(result, &settings->report, settings->out, &error);
	kvet_result_free(result);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {
	TARGET_OPTIONS, &option_context, DECISION_OPTIONS, NULL};

static const struct example examples[] = {
	{"kvet explain 6.1.147 CVE-2023-52480", "why that verdict, fact by fact"},
	{"kvet explain host CVE-2024-53104", "the same for the running host"},
	{"kvet explain linux CVE-2024-53104 --config .config",
		"with the lines of the makefiles that leave its code out, or do not"},
	{0},
};

const struct command command_explain = {
	.name = "explain",
	.run = run_explain,
	.summary = "why that verdict",
	.arguments = "[TARGET] CVE",
	.argument = VALUE_RELEASE,
	.least = 1,
	.most = 2,
	.description =
		"Shows the verdict of one record for TARGET and the evidence that makes "
		"it, in order, each fact with its source; then what the record says of "
		"itself. TARGET is as for kvet check; the word host, or nothing, stands "
		"for "
		"the running host.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
