/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <unistd.h>

/* One line on a terminal, written over and over. */
static int show_progress(void *context, const char *what, uint64_t done, uint64_t total)
{
	(void)context;
	if (total)
		fprintf(stderr, "\r\033[K%s: %llu of %llu", what,
			(unsigned long long)done, (unsigned long long)total);
	else
		fprintf(stderr, "\r\033[K%s: %llu", what, (unsigned long long)done);
	fflush(stderr);
	return 0;
}

static int run_update(struct settings *settings)
{
	struct kvet_update_options *options = &settings->update;
	bool facts = options->releases || options->lines || options->known_exploited;
	struct kvet_error error;
	kvet_update *update;

	options->size = sizeof(*options);
	if (settings->argument_count)
		options->source = settings->arguments[0];
	else if (facts)
		options->source = ""; /* the records were not asked for */
	bool progress = isatty(STDERR_FILENO);
	options->progress = progress ? show_progress : NULL;
	int code = kvet_store_update(settings->store, options, &update, &error);
	if (progress)
		fputs("\r\033[K", stderr);
	if (code)
		return fail(&error);
	code = kvet_report_update(update, &settings->report, settings->out, &error);
	kvet_update_free(update);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {
	&option_releases, &option_lines, &option_known_exploited, NULL};

static const struct example examples[] = {
	{"kvet update",
		"from where the records came last time; at first the kernel's public "
		"repository"},
	{"kvet update ~/vulns",
		"from a clone of that repository: only what changed is read"},
	{"kvet update vulns.tar.zst --known-exploited kev.json",
		"from an archive, with the list of what is exploited"},
	{0},
};

const struct command command_update = {
	.name = "update",
	.run = run_update,
	.summary = "bring the store up to date",
	.arguments = "[SOURCE]",
	.argument = VALUE_FILE,
	.most = 1,
	.description = "Reads the kernel's CVE records from SOURCE: a folder (a checkout "
		       "of the kernel's "
		       "vulns repository, or any tree of CVE JSON 5.x files, of which "
		       "the kernel's are "
		       "kept), a git repository, bare or not, a git URL (cloned into a "
		       "cache), or an "
		       "archive (.tar, .tar.zst, .tar.xz, .tar.gz, .zip). Without "
		       "SOURCE: the last one, "
		       "or the kernel's public repository.\n\n"
		       "From git, the day of each record's publication is learnt too, "
		       "and the next "
		       "update reads only what changed.\n\n"
		       "An update is one transaction: killed or failed, it leaves the "
		       "store as it was. A "
		       "record that cannot be understood is named and skipped; an "
		       "earlier copy of it "
		       "stays.\n\n"
		       "With --releases, --lines or --known-exploited and without "
		       "SOURCE, only those "
		       "facts are read.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE_TO_WRITE,
};
