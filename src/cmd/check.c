/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <string.h>

static int status_of(const kvet_result *result, enum fail_on level)
{
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		if (is_at_or_above(finding, level))
			return EXIT_FOUND;
	}
	return EXIT_DONE;
}

static int find_list(void *context, const struct kvet_holding *holding)
{
	if (strcmp(holding->name, "known exploited") == 0)
		*(bool *)context = holding->count > 0;
	return 0;
}

/* Without the list nothing is known to be exploited, and a gate would always be open. */
static int need_list(struct settings *settings)
{
	struct kvet_error error;
	bool known = false;

	if (kvet_store_holdings(settings->store, find_list, &known, &error))
		return fail(&error);
	if (known)
		return 0;
	fputs("kvet: --fail-on exploited: the store has no list of known exploited "
	      "vulnerabilities\n"
	      "kvet: 'kvet update --known-exploited FILE' reads it\n",
		stderr);
	return EXIT_FAILED;
}

/* A CSV without rows has no place for what it was made from. */
static void say_nothing_found(const struct settings *settings, const kvet_result *result)
{
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(result);

	if (settings->report.format == KVET_CSV && !kvet_result_count(result))
		fprintf(stderr,
			"kvet check: no finding among %zu records, snapshot of %s\n",
			snapshot->records, snapshot->date);
}

static int run_check(struct settings *settings)
{
	struct kvet_error error;
	kvet_target *target;
	kvet_result *result, *baseline = NULL;
	int status = settings->fail_on == FAIL_ON_EXPLOITED ? need_list(settings) : 0;

	status = status ? status : settings_target(settings, &target);
	if (status)
		return status;
	if (!settings->sorted)
		settings->filter.sort = KVET_SORT_SEVERITY;
	int code = settings->baseline
			   ? kvet_result_read(settings->baseline, &baseline, &error)
			   : 0;
	if (settings->baseline)
		settings_all_verdicts(settings);
	code = code ? code
		    : kvet_check(settings->store, target, &settings->filter, &result,
			      &error);
	kvet_target_free(target);
	if (code) {
		kvet_result_free(baseline);
		return fail(&error);
	}
	if (baseline)
		return report_difference(settings, baseline, result);
	settings_limit_rows(settings);
	code = kvet_report_check(result, &settings->report, settings->out, &error);
	say_nothing_found(settings, result);
	status = code ? fail(&error) : status_of(result, settings->fail_on);
	kvet_result_free(result);
	return status;
}

static const struct option_entry *const options[] = {TARGET_OPTIONS, DECISION_OPTIONS,
	&option_decided, &option_verdict, NARROWING_OPTIONS, &option_sort, &option_limit,
	&option_baseline, &option_fail_on, &option_verbose, NULL};

static const struct example examples[] = {
	{"kvet check", "the running host"},
	{"kvet check 6.1.147", "a release"},
	{"kvet check linux --config .config", "a source tree with a configuration"},
	{"kvet check 6.1.147 --config .config --map linux-6.1.map",
		"the same without the tree"},
	{"kvet check --root /mnt/device", "an unpacked or mounted device"},
	{"kvet check 6.1.147 --severity HIGH,CRITICAL --subsystem net",
		"what matters most there"},
	{"kvet check 6.1.147 --format json", "everything, for programs"},
	{"kvet check 6.1.147 --fail-on critical",
		"a gate: exit status 1 when one is left"},
	{"kvet check 6.1.147 --vex panel.vex.json",
		"without what people have decided, which is counted apart"},
	{"kvet check 6.1.147 --baseline last.json --fail-on new:high",
		"a gate: exit status 1 when one has come since"},
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
		"not_built or unknown. The summary counts all records. The findings are "
		"the affected and unknown ones, "
		"unless "
		"--verdict asks for others: known exploited first, then by score, then "
		"the "
		"newest.\n\n"
		"TARGET is a release (6.1.147, v6.1, 6.13-rc2), a release string of a "
		"distribution (5.15.0-91-generic), a folder (source tree, build folder), "
		"a file (kernel image, vmlinux, what kvet describe wrote), or the word "
		"host, as nothing is: the running host. Where the upstream release "
		"cannot "
		"be told exactly, the result is an upper bound, and says so and why.\n\n"
		"A record is not_built when all code that it is about is proven not to "
		"be "
		"compiled: by the build's own list of what it compiled, or by the "
		"makefiles of the kernel's source tree and its configuration. So kvet "
		"needs a configuration, and the tree or a map of it (kvet map); without "
		"either the release alone decides. What cannot be decided counts as "
		"built.\n\n"
		"A release in brackets under FIXED IN is mainline's: the target's own "
		"line has no "
		"fix.\n\n"
		"With --vex people's decisions are read from OpenVEX documents. A "
		"finding "
		"that "
		"they call not_affected or fixed is no longer open, unless what is built "
		"refutes their reason; the verdicts, which are kvet's own, stay as they "
		"are. What casts doubt on a decision is shown (docs/decisions.md).\n\n"
		"With --baseline, what is open is compared with a check that was saved "
		"before "
		"(--format json --output FILE): what is new, gone and changed.\n\n"
		"Every result names its snapshot, and its horizon: what the records "
		"cannot say.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
