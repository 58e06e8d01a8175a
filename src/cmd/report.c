/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#define PROFILES (KVET_BYS * KVET_OVERS)

/*
 * The profiles of a page, by everything and over every day: some sixty milliseconds each. So
 * a second thread, with a store handle of its own, makes them while the first one checks;
 * then both take the next that nobody has taken.
 */
struct profiling {
	const char *db;
	const struct kvet_filter *filter;
	atomic_uint next;
	kvet_profile *profiles[PROFILES];
	int code; /* of the second thread, and what it is about */
	struct kvet_error error;
};

static int make_profile(struct profiling *work, kvet_store *store, unsigned number,
	struct kvet_error *error)
{
	enum kvet_by by = (enum kvet_by)(number / KVET_OVERS);
	const struct kvet_profile_options options = {
		.size = sizeof(options),
		.by = by,
		.over = (enum kvet_over)(number % KVET_OVERS),
		.per = KVET_PER_QUARTER, /* the page adds them to years */
		.filter = work->filter,
	};

	/* Of a line's records the fixes are what is asked for; the rest is left out. */
	if (by == KVET_BY_LINE && options.over != KVET_OVER_FIXED)
		return 0;
	int code = kvet_profile_of(store, &options, &work->profiles[number], error);
	/* A store without lines has the other profiles all the same. */
	return by == KVET_BY_LINE && code == KVET_ERROR_NOT_FOUND ? 0 : code;
}

static int make_profiles(
	struct profiling *work, kvet_store *store, struct kvet_error *error)
{
	unsigned number;
	int code = 0;

	while (!code && (number = atomic_fetch_add(&work->next, 1)) < PROFILES)
		code = make_profile(work, store, number, error);
	return code;
}

static void *run_second(void *context)
{
	struct profiling *work = context;
	kvet_store *store;

	work->code = kvet_store_open(work->db, 0, &store, &work->error);
	if (work->code)
		return NULL;
	work->code = make_profiles(work, store, &work->error);
	kvet_store_free(store);
	return NULL;
}

static bool names_target(const struct kvet_target_options *target)
{
	return target->input || target->root || target->config || target->map ||
	       target->build || target->sbom;
}

/* Everything that is known: the page narrows by itself. */
static int find(struct settings *settings, kvet_result **result)
{
	struct kvet_filter filter = settings->filter;
	struct kvet_error error;
	kvet_target *target;

	filter.sort = KVET_SORT_SEVERITY;
	if (!names_target(&settings->target))
		return kvet_list(settings->store, &filter, result, &error) ? fail(&error)
									   : 0;
	if (!filter.verdicts)
		filter.verdicts = (1u << KVET_VERDICTS) - 1;
	int status = settings_target(settings, &target);
	if (status)
		return status;
	int code = kvet_check(settings->store, target, &filter, result, &error);
	kvet_target_free(target);
	return code ? fail(&error) : 0;
}

static int write_page(struct settings *settings, const struct profiling *work,
	const kvet_result *result)
{
	struct kvet_page page = {
		.size = sizeof(page),
		.result = result,
		.profiles = (const kvet_profile *const *)work->profiles,
		.profile_count = PROFILES,
		.made_by = settings->report.command,
	};
	struct kvet_error error;
	int status = settings_know_exploited(settings, &page.exploited_list);

	if (status)
		return status;
	return kvet_report_html(&page, &settings->report, settings->out, &error)
		       ? fail(&error)
		       : EXIT_DONE;
}

static int make_page(struct settings *settings, struct profiling *work)
{
	struct kvet_error error;
	kvet_result *result = NULL;
	pthread_t second;
	bool two = pthread_create(&second, NULL, run_second, work) == 0;
	int status = find(settings, &result);

	if (status)
		atomic_store(&work->next, PROFILES); /* the page is not to be */
	else if (make_profiles(work, settings->store, &error))
		status = fail(&error);
	if (two)
		pthread_join(second, NULL);
	if (!status && work->code)
		status = fail(&work->error);
	if (!status)
		status = write_page(settings, work, result);
	kvet_result_free(result);
	return status;
}

/* What is asked for and cannot be had. */
static int look_at_request(const struct settings *settings)
{
	const char *problem = NULL;

	if (!settings->output && isatty(fileno(settings->out)))
		problem = "name the file: kvet report [TARGET] -o report.html";
	else if (settings->report.format != KVET_TABLE)
		problem = "it writes HTML; kvet check, list and profile have --format";
	else if (settings->filter.verdicts && !names_target(&settings->target))
		problem = "--verdict needs a TARGET: a record alone has no verdict";
	if (!problem)
		return 0;
	fprintf(stderr, "kvet report: %s\n", problem);
	return EXIT_USAGE;
}

static int run_report(struct settings *settings)
{
	struct profiling work = {.db = settings->db, .filter = &settings->filter};
	struct kvet_error error;
	int status = look_at_request(settings);

	if (status)
		return status;
	if (kvet_report_html_ready(&error))
		return fail(&error);
	settings_limit_rows(settings);
	status = make_page(settings, &work);
	for (unsigned i = 0; i < PROFILES; i++)
		kvet_profile_free(work.profiles[i]);
	return status;
}

static const struct option_entry *const options[] = {
	TARGET_OPTIONS, &option_verdict, NARROWING_OPTIONS, NULL};

static const struct example examples[] = {
	{"kvet report 6.1.147 -o report.html", "a release"},
	{"kvet report linux --config .config -o report.html",
		"a source tree with a configuration"},
	{"kvet report host -o report.html", "the running host"},
	{"kvet report -o report.html", "no kernel: the profile, and all records"},
	{0},
};

const struct command command_report = {
	.name = "report",
	.run = run_report,
	.summary = "a page to read, search and print, in one file",
	.arguments = "[TARGET]",
	.argument = VALUE_RELEASE,
	.most = 1,
	.description =
		"Writes one HTML file that needs nothing else and asks the network for "
		"nothing. For TARGET, as kvet check takes it, it has the summary, every "
		"record with its verdict and evidence in a table that sorts, filters and "
		"searches, and the profile of all records as charts. Without TARGET it "
		"has the records and the profile alone; the word host is the running "
		"host. Its numbers are those of --format json.\n\n"
		"--verdict and the options that narrow leave out what they do "
		"everywhere; without --verdict all verdicts are there, and the table "
		"shows the affected and unknown ones first.\n\n"
		"A kvet that was built without Node.js has no page, and says so.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
