/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int status_of(const kvet_result *result, enum fail_on level)
{
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		if (is_at_or_above(finding, level))
			return EXIT_FOUND;
	}
	return EXIT_DONE;
}

/* Without the list nothing is known to be exploited, and a gate would always be open. */
static int need_list(struct settings *settings)
{
	bool known;
	int status = settings_know_exploited(settings, &known);

	if (status || known)
		return status;
	fprintf(stderr,
		"kvet: --fail-on %s: the store has no list of known exploited "
		"vulnerabilities\n"
		"kvet: 'kvet update --known-exploited FILE' reads it\n",
		fail_on_words[settings->fail_on - FAIL_ON_ANY]);
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

/* The findings, ranked in CONTEXT where there is one. */
static int find(struct settings *settings, const kvet_context *context,
	kvet_result **result, struct kvet_error *error)
{
	kvet_target *target;
	int status = settings_target(settings, &target);

	if (status)
		return status;
	int code = kvet_check(settings->store, target, &settings->filter, result, error);
	kvet_target_free(target);
	if (code)
		return fail(error);
	if (!context)
		return 0;
	code = kvet_result_apply_context(*result, context, error);
	kvet_result_sort(*result, settings->filter.sort);
	if (code)
		kvet_result_free(*result);
	return code ? fail(error) : 0;
}

static int wrong(const char *text)
{
	fprintf(stderr, "kvet check: %s\nkvet: 'kvet check --help' tells more\n", text);
	return EXIT_USAGE;
}

/* $SOURCE_DATE_EPOCH in place of the snapshot's day, as builds that can be repeated set it. */
static int set_time(struct settings *settings)
{
	const char *text = getenv("SOURCE_DATE_EPOCH");
	struct tm parts;
	char *end;

	if (!text || !*text)
		return 0;
	errno = 0;
	long long seconds = strtoll(text, &end, 10);
	time_t moment = (time_t)seconds;
	if (errno || *end || seconds < 0 || seconds > 253402300799 ||
		!gmtime_r(&moment, &parts) ||
		!strftime(settings->time, sizeof(settings->time), "%Y-%m-%dT%H:%M:%SZ",
			&parts))
		return wrong("$SOURCE_DATE_EPOCH is no number of seconds since 1970");
	settings->report.time = settings->time;
	return 0;
}

/* What cannot go together, or is not what it should be. */
static int check_forms(struct settings *settings)
{
	const char *url = settings->report.author_url;
	const struct kvet_target_options *target = &settings->target;

	if (url && (!strstr(url, "://") || url[strcspn(url, " <>\"{}|\\^`")]))
		return wrong("--author-url is no URL: https://example.com");
	/* A finding that a decision closes must not just be missing there. */
	if (target->vex_count &&
		(settings->report.format >= KVET_OPENVEX || settings->yocto_summary))
		return wrong("--vex does not go with the forms to hand on: what people "
			     "decided is not written into them");
	if (!settings->yocto_summary)
		return 0;
	if (settings->report.format != KVET_TABLE)
		return wrong("--yocto-summary has a form of its own: --format cannot be "
			     "given");
	if (!target->input && !target->sbom && !target->root)
		return wrong("--yocto-summary: TARGET is missing: this host is not what "
			     "Yocto built");
	return 0;
}

/* Who looks up a CVE in a document has to find it there, whatever became of it: one that
 * scanners report by version ranges alone is best told to be fixed or never to have come. */
static bool states_all(const struct settings *settings)
{
	switch (settings->report.format) {
	case KVET_OPENVEX:
	case KVET_CYCLONEDX:
	case KVET_CSAF:
	case KVET_SPDX:
		return !settings->filter.verdicts;
	default:
		return settings->yocto_summary != NULL;
	}
}

static int report(struct settings *settings, const kvet_result *result)
{
	struct kvet_error error;
	int code;

	settings_limit_rows(settings);
	if (settings->yocto_summary)
		code = kvet_report_yocto_summary(
			result, settings->yocto_summary, settings->out, &error);
	else
		code = kvet_report_check(
			result, &settings->report, settings->out, &error);
	say_nothing_found(settings, result);
	return code ? fail(&error) : status_of(result, settings->fail_on);
}

static int prepare(struct settings *settings)
{
	int status = set_time(settings);

	status = status ? status : check_forms(settings);
	if (!status && (settings->fail_on == FAIL_ON_EXPLOITED ||
			       settings->fail_on == FAIL_ON_ACT_NOW))
		status = need_list(settings);
	if (!settings->sorted)
		settings->filter.sort = states_all(settings) ? KVET_SORT_CVE
					: settings->context  ? KVET_SORT_PRIORITY
							     : KVET_SORT_SEVERITY;
	if (states_all(settings))
		settings->filter.verdicts = (1u << KVET_VERDICTS) - 1;
	return status;
}

static int run_check(struct settings *settings)
{
	struct kvet_error error;
	kvet_context *context = NULL;
	kvet_result *result, *baseline = NULL;
	int status = prepare(settings);

	status = status ? status : settings_context(settings, &context);
	if (status)
		return status;
	if (settings->baseline) {
		settings_all_verdicts(settings);
		if (kvet_result_read(settings->baseline, &baseline, &error))
			status = fail(&error);
	}
	status = status ? status : find(settings, context, &result, &error);
	kvet_context_free(context);
	if (status) {
		kvet_result_free(baseline);
		return status;
	}
	if (baseline)
		return report_difference(settings, baseline, result);
	status = report(settings, result);
	kvet_result_free(result);
	return status;
}

static const struct option_entry *const options[] = {TARGET_OPTIONS, &option_context,
	DECISION_OPTIONS, &option_decided, &option_verdict, NARROWING_OPTIONS,
	&option_sort, &option_limit, &option_baseline, &option_fail_on, &option_verbose,
	&option_author, &option_author_url, &option_yocto_summary, NULL};

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
	{"kvet check 6.1.147 --format openvex --author 'Example Ltd' --output "
	 "kernel.vex.json",
		"a document to hand on; or cyclonedx, csaf, spdx"},
	{"kvet check --sbom image.spdx.json", "the kernel that an SBOM names"},
	{"kvet check --sbom image.spdx.json --yocto-summary cve-summary.json",
		"Yocto's own summary, with better verdicts"},
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
		"--format has more forms here, to hand on: openvex, cyclonedx (1.6), "
		"csaf (2.0) and spdx (3.0.1) "
		"state every record unless --verdict asks for some; sarif (2.1.0) and "
		"markdown have the findings. The same input gives the same bytes: their "
		"time is $SOURCE_DATE_EPOCH, else the snapshot's day. docs/forms.md "
		"tells more.\n\n"
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
	.hands_on = true,
};
