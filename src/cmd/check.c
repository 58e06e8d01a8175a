/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

/* The lines of a check's page that are not findings. */
#define OTHER_LINES 20

static bool at_or_above(const kvet_finding *finding, enum fail_on level)
{
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_verdict verdict = kvet_finding_verdict(finding);
	enum kvet_severity severity = kvet_record_severity(record);

	if (verdict != KVET_AFFECTED && verdict != KVET_UNKNOWN)
		return false;
	switch (level) {
	case FAIL_ON_NOTHING:
		return false;
	case FAIL_ON_ANY:
		return true;
	case FAIL_ON_LOW:
		return severity >= KVET_LOW;
	case FAIL_ON_MEDIUM:
		return severity >= KVET_MEDIUM;
	case FAIL_ON_HIGH:
		return severity >= KVET_HIGH;
	case FAIL_ON_CRITICAL:
		return severity >= KVET_CRITICAL;
	case FAIL_ON_EXPLOITED:
		break;
	}
	return *kvet_record_exploited(record);
}

static int status_of(const kvet_result *result, enum fail_on level)
{
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		if (at_or_above(finding, level))
			return EXIT_FOUND;
	}
	return EXIT_DONE;
}

/* What shows all of it; the target as it was given. */
static const char *rest_command(const struct settings *settings, char text[256])
{
	snprintf(text, 256,
		"kvet check%s%.80s --limit 0, or narrow with --severity, --class, "
		"--subsystem",
		settings->argument_count ? " " : "",
		settings->argument_count ? settings->arguments[0] : "");
	return text;
}

static int run_check(struct settings *settings)
{
	struct kvet_error error;
	kvet_target *target;
	kvet_result *result;
	char rest[256];
	int status = settings_target(settings, &target);

	if (status)
		return status;
	if (!settings->sorted)
		settings->filter.sort = KVET_SORT_SEVERITY;
	/* --limit cuts what is written, not what --fail-on looks at. */
	size_t limit = settings->filter.limit;
	settings->filter.limit = settings->report.format == KVET_TABLE ? 0 : limit;
	int code =
		kvet_check(settings->store, target, &settings->filter, &result, &error);
	kvet_target_free(target);
	if (code)
		return fail(&error);
	if (settings->limited)
		settings->report.rows = (unsigned)limit;
	else
		settings_fit_rows(settings, OTHER_LINES);
	settings->report.command = rest_command(settings, rest);
	code = kvet_report_check(result, &settings->report, settings->out, &error);
	status = code ? fail(&error) : status_of(result, settings->fail_on);
	kvet_result_free(result);
	return status;
}

static const struct option_entry *const options[] = {&option_verdict, NARROWING_OPTIONS,
	&option_sort, &option_limit, &option_fail_on, NULL};

static const struct example examples[] = {
	{"kvet check", "the running host"},
	{"kvet check 6.1.147", "a release"},
	{"kvet check 6.1.147 --severity HIGH,CRITICAL --subsystem net",
		"what matters most there"},
	{"kvet check 6.1.147 --format json", "everything, for programs"},
	{"kvet check 6.1.147 --fail-on critical",
		"a gate: exit status 1 when one is left"},
	{0},
};

const struct command command_check = {
	.name = "check",
	.run = run_check,
	.summary = "which CVEs are in this kernel",
	.arguments = "[TARGET]",
	.argument = VALUE_RELEASE,
	.most = 1,
	.description =
		"Gives the verdict of every record for TARGET: affected, fixed, "
		"not_introduced, "
		"not_built or unknown; a release alone has only the first three. The "
		"summary "
		"counts all records. The findings are the affected and unknown ones, "
		"unless "
		"--verdict asks for others: known exploited first, then by score, then "
		"the "
		"newest.\n\n"
		"TARGET is a release (6.1.147, v6.1, 6.13-rc2), a release string of a "
		"distribution (5.15.0-91-generic), the text of /proc/version, or the "
		"word host, "
		"as nothing is: the running host. Where the upstream release cannot be "
		"told "
		"exactly, the result is an upper bound, and says so and why.\n\n"
		"Every result names its snapshot, and its horizon: what the records "
		"cannot say.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
