/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

static int wrong(const char *what)
{
	fprintf(stderr, "kvet decide: %s\nkvet: 'kvet decide --help' tells more\n", what);
	return EXIT_USAGE;
}

/* The document that is read; --output is where it goes, if elsewhere. */
static const char *document_of(const struct settings *settings)
{
	return settings->target.vex_count ? settings->vex[0] : settings->output;
}

/* What the person should know beside it. */
static void say_evidence(
	const kvet_result *result, const struct kvet_statement *statement)
{
	const kvet_finding *finding = kvet_result_finding(result, 0);
	enum kvet_verdict verdict = kvet_finding_verdict(finding);
	bool open = verdict == KVET_AFFECTED || verdict == KVET_UNKNOWN;

	if (open ? statement->status == KVET_VEX_FIXED
		 : statement->status != KVET_VEX_FIXED)
		fprintf(stderr, "kvet decide: %s is %s by kvet's own evidence%s\n",
			kvet_record_cve(kvet_finding_record(finding)),
			kvet_word(KVET_WORDS_VERDICT, verdict),
			open ? ", which will be said beside the decision"
			     : ": nothing has to be decided");
}

static int decide(struct settings *settings, const kvet_result *result)
{
	const char *path = document_of(settings), *output = settings->output;
	struct kvet_error error;

	output = output ? output : path;
	settings->statement.product = settings->target.product;
	if (kvet_decide(result, &settings->statement, path, output, &error))
		return fail(&error);
	say_evidence(result, &settings->statement);
	fprintf(stderr, "kvet decide: ");
	say(output);
	fprintf(stderr, ": %s is %s\n",
		kvet_record_cve(kvet_finding_record(kvet_result_finding(result, 0))),
		kvet_word(KVET_WORDS_VEX_STATUS, settings->statement.status));
	return EXIT_DONE;
}

static int run_decide(struct settings *settings)
{
	struct kvet_error error;
	kvet_target *target;
	kvet_result *result;

	if (!settings->statement.size)
		return wrong("--status is missing: what is decided");
	if (!document_of(settings))
		return wrong("--vex FILE is missing: the document that keeps it");
	if (settings->target.vex_count > 1)
		return wrong("one document keeps a decision: --vex is there twice");
	/* The document is to be written, not to be judged by. */
	struct kvet_target_options *options = &settings->target;
	size_t documents = options->vex_count;
	options->vex_count = 0;
	int status = settings_target(settings, &target);
	options->vex_count = documents;
	if (status)
		return status;
	int code = kvet_explain(
		settings->store, target, settings->arguments[1], &result, &error);
	kvet_target_free(target);
	if (code)
		return fail(&error);
	status = decide(settings, result);
	kvet_result_free(result);
	return status;
}

static const struct option_entry *const options[] = {&option_status,
	&option_justification, &option_impact, &option_action, &option_note,
	&option_decider, &option_document, &option_product, &option_force, TARGET_OPTIONS,
	NULL};

static const struct example examples[] = {
	{"kvet decide 6.1.147 CVE-2026-53246 --status under_investigation --author "
	 "psirt@example.org --vex panel.vex.json",
		"makes the document"},
	{"kvet decide 6.1.147 CVE-2026-53246 --status not_affected --justification "
	 "vulnerable_code_not_in_execute_path --note 'SCTP sockets are never opened' "
	 "--vex "
	 "panel.vex.json",
		"adds to it: the later statement holds"},
	{"kvet decide 6.1.147 CVE-2026-53246 --status affected --action 'update to 2.2' "
	 "--product pkg:generic/panel@2.1 --vex panel.vex.json",
		"of the product that the kernel is in"},
	{0},
};

const struct command command_decide = {
	.name = "decide",
	.run = run_decide,
	.summary = "keep what people decided of a CVE",
	.arguments = "TARGET CVE",
	.argument = VALUE_RELEASE,
	.least = 2,
	.most = 2,
	.description =
		"Adds a statement on CVE in TARGET to an OpenVEX document, which kvet "
		"check "
		"--vex reads. The document's version goes up, everything else in it "
		"stays, and "
		"it is written whole or not at all. The time is $SOURCE_DATE_EPOCH, or "
		"now.\n\n"
		"not_affected needs a --justification or an --impact in words, affected "
		"an "
		"--action. That the code is not present cannot be said where it is "
		"proven to "
		"be built into TARGET, unless with --force; kvet check keeps such a "
		"finding "
		"open.\n\n"
		"Without --product the statement is of this release of the kernel: "
		"pkg:generic/linux@6.1.147. With --output the new document goes there, "
		"and "
		"that of --vex stays as it is.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
	.own_output = true,
};
