/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <string.h>

/* The arguments joined: they are one query. */
static bool join_words(const struct settings *settings, char *text, size_t size)
{
	size_t len = 0;

	for (int i = 0; i < settings->argument_count; i++) {
		const char *word = settings->arguments[i];
		/* An argument of several words was quoted in the shell: a phrase. */
		const char *quote =
			strpbrk(word, " \t") && !strchr(word, '"') ? "\"" : "";
		int more =
			snprintf(text + len, size - len, "%s%s%s ", quote, word, quote);

		if (more < 0 || (size_t)more >= size - len)
			return false;
		len += (size_t)more;
	}
	return true;
}

/* The records, or with --target those that it has. */
static int find(struct settings *settings, kvet_result **result)
{
	struct kvet_error error;
	kvet_target *target;
	int code;

	if (!settings->target.input) {
		code = kvet_list(settings->store, &settings->filter, result, &error);
		return code ? fail(&error) : 0;
	}
	int status = settings_target(settings, &target);
	if (status)
		return status;
	code = kvet_check(settings->store, target, &settings->filter, result, &error);
	kvet_target_free(target);
	return code ? fail(&error) : 0;
}

static int run_list(struct settings *settings)
{
	struct kvet_error error;
	kvet_result *result;
	char words[1024];

	if (!join_words(settings, words, sizeof(words))) {
		fputs("kvet: too many words to look for\n", stderr);
		return EXIT_USAGE;
	}
	if (!settings->target.input && settings->filter.verdicts) {
		fputs("kvet list: --verdict needs --target TARGET: a record alone has no "
		      "verdict\n",
			stderr);
		return EXIT_USAGE;
	}
	settings->filter.words = settings->argument_count ? words : NULL;
	int status = find(settings, &result);
	if (status)
		return status;
	settings_limit_rows(settings);
	int code = kvet_report_list(result, &settings->report, settings->out, &error);
	kvet_result_free(result);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {NARROWING_OPTIONS, &option_target,
	TARGET_OPTIONS, &option_verdict, &option_rejected, &option_sort, &option_limit,
	NULL};

static const struct example examples[] = {
	{"kvet list ksmbd session", "records with both words"},
	{"kvet list \"double free\" --subsystem net",
		"with a phrase, of the network code"},
	{"kvet list --language rust --sort published",
		"every record of Rust code, newest first"},
	{"kvet list --class use-after-free --subsystem net --format csv",
		"for a spreadsheet"},
	{"kvet list ksmbd --target 6.1.147 --verdict fixed",
		"records with a word that 6.1.147 has the fix of"},
	{0},
};

const struct command command_list = {
	.name = "list",
	.run = run_list,
	.summary = "find records",
	.arguments = "[WORDS...]",
	.argument = VALUE_TEXT,
	.most = 100,
	.description =
		"Lists the records that hold all WORDS in title or description and that "
		"every option lets through. A word that ends with * stands for all that "
		"begin so; an argument of several words is a phrase. Case does not "
		"matter, and an identifier's underscores part it into words. Addresses "
		"and dumps of traces are not looked through. With --target only those "
		"that "
		"are affected or unknown there are listed, or have a verdict of "
		"--verdict.",
	.options = options,
	.examples = examples,
	.need = NEED_STORE,
};
