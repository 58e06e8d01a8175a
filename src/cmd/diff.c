/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

/* The store at PATH is opened where a side needs it: two saved checks need none. */
static int open_store(kvet_store **store, const char *path)
{
	struct kvet_error error;

	if (*store)
		return 0;
	return kvet_store_open(path, 0, store, &error) ? fail(&error) : 0;
}

/* What INPUT names: a saved check, or a target that is checked now. */
static int check_side(struct settings *settings, const char *input, kvet_store **store,
	const char *db, kvet_result **result)
{
	struct kvet_error error;
	kvet_target *target;

	if (kvet_result_is_saved(input))
		return kvet_result_read(input, result, &error) ? fail(&error) : 0;
	settings->target.input = input;
	int status = open_store(store, db);
	status = status ? status : settings_target(settings, &target);
	if (status)
		return status;
	int code = kvet_check(*store, target, &settings->filter, result, &error);
	kvet_target_free(target);
	return code ? fail(&error) : 0;
}

static int run_diff(struct settings *settings)
{
	kvet_result *before = NULL, *after = NULL;
	kvet_store *other = NULL;

	settings_all_verdicts(settings);
	int status = check_side(settings, settings->arguments[0],
		settings->other_db ? &other : &settings->store,
		settings->other_db ? settings->other_db : settings->db, &before);
	if (!status)
		status = check_side(settings, settings->arguments[1], &settings->store,
			settings->db, &after);
	kvet_store_free(other);
	if (!status)
		return report_difference(settings, before, after);
	kvet_result_free(before);
	kvet_result_free(after);
	return status;
}

static const struct option_entry *const options[] = {TARGET_OPTIONS, DECISION_OPTIONS,
	NARROWING_OPTIONS, &option_other_db, &option_limit, NULL};

static const struct example examples[] = {
	{"kvet diff 6.1.140 6.1.147", "what the step fixes, and what it brings"},
	{"kvet diff 6.1.147 6.12.40 --severity HIGH,CRITICAL", "the same across lines"},
	{"kvet diff last.json 6.1.147", "since a check that was saved"},
	{"kvet diff 6.1.147 6.1.147 --other-db last-month.db",
		"what the records learnt of one kernel"},
	{"kvet diff panel-1.0.kvet panel-1.1.kvet --format csv", "two descriptions"},
	{0},
};

const struct command command_diff = {
	.name = "diff",
	.run = run_diff,
	.summary = "what changes between two kernels",
	.arguments = "A B",
	.argument = VALUE_RELEASE,
	.least = 2,
	.most = 2,
	.description =
		"Compares what is open in A and B: affected and unknown, and not closed "
		"by a "
		"decision. What is open in B alone is new, in A alone gone, with the "
		"reason; "
		"what is open in both has changed, or is the same.\n\n"
		"A and B are targets as for kvet check, or checks that were saved with "
		"--format json or jsonl. --config and the like hold for both, saved ones "
		"aside. Of a saved check that holds only open findings, why others are "
		"gone is "
		"not told.",
	.options = options,
	.examples = examples,
	.need = NEED_NOTHING,
};
