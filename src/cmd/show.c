/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/settings.h"

#include <string.h>

struct search {
	const char *cve;
	char reason[256];
};

static int find_problem(void *context, const char *name, const char *reason)
{
	struct search *search = context;

	if (strcasestr(name, search->cve) && !*search->reason)
		snprintf(search->reason, sizeof(search->reason), "%s", reason);
	return 0;
}

/* What has no record is answered, not left out. */
static bool tell_missing(struct settings *settings, const kvet_result *result)
{
	const struct kvet_snapshot *snapshot = kvet_result_snapshot(result);
	struct search search;
	size_t i;

	for (i = 0; (search.cve = kvet_result_missing(result, i)); i++) {
		*search.reason = '\0';
		kvet_store_problems(settings->store, find_problem, &search, NULL);
		if (*search.reason)
			fprintf(stderr,
				"kvet: %s: was not understood at the last update: ",
				search.cve);
		else
			fprintf(stderr,
				"kvet: %s: not a CVE of the Linux kernel's numbering "
				"authority as "
				"of %s",
				search.cve,
				*snapshot->date ? snapshot->date : "this snapshot");
		say(search.reason);
		fputc('\n', stderr);
	}
	return i > 0;
}

static int run_show(struct settings *settings)
{
	struct kvet_error error;
	kvet_result *result;
	int code = kvet_show(settings->store, (const char *const *)settings->arguments,
		(size_t)settings->argument_count, &result, &error);

	if (code)
		return fail(&error);
	code = kvet_report_show(result, &settings->report, settings->out, &error);
	int status = code ? fail(&error) : EXIT_DONE;
	fflush(settings->out);
	if (tell_missing(settings, result) && !status)
		status = EXIT_FAILED;
	kvet_result_free(result);
	return status;
}

static const struct option_entry *const options[] = {NULL};

static const struct example examples[] = {
	{"kvet show CVE-2023-52480", "one record, whole"},
	{"kvet show CVE-2023-52480 CVE-2024-26581 --format json", "two, for programs"},
	{0},
};

const struct command command_show = {
	.name = "show",
	.run = run_show,
	.summary = "one record, whole",
	.arguments = "CVE...",
	.argument = VALUE_CVE,
	.least = 1,
	.most = 1000,
	.description =
		"Shows records as the store holds them: title, description, publication, "
		"score and who gave it, language, class with the words that decided it, "
		"subsystem, files, pairs, references, and what contradicts itself.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
