/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"
#include "cmd/settings.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An answer without the blanks around it; false at the end of all answers. */
static bool read_answer(char **line, size_t *room, char **answer)
{
	fputs("> ", stderr);
	if (getline(line, room, stdin) < 0) {
		fputc('\n', stderr);
		return false;
	}
	*answer = *line + strspn(*line, " \t");
	for (size_t len = strlen(*answer); len && strchr(" \t\r\n", (*answer)[len - 1]);)
		(*answer)[--len] = '\0';
	return true;
}

/* The word that ANSWER stands for: it, its beginning, or its number; NULL for none. */
static const char *chosen(const struct kvet_context_key *key, const char *answer)
{
	const char *found = NULL;

	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++) {
		if (answer[0] == (char)('1' + i) && !answer[1])
			return key->words[i];
		if (strncmp(key->words[i], answer, strlen(answer)) != 0)
			continue;
		if (found)
			return NULL;
		found = key->words[i];
	}
	return found;
}

static void print_question(const struct kvet_context_key *key)
{
	fprintf(stderr, "\n%s\n", key->question);
	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++)
		fprintf(stderr, "%c %zu %-10s  %s\n", i == key->assumed ? '*' : ' ',
			i + 1, key->words[i], key->meanings[i]);
}

static int no_more_answers(void)
{
	fputs("kvet context: the answers ended early, and nothing was written\n", stderr);
	return EXIT_FAILED;
}

/* One line of what is needed, asked again until it is understood. */
static int ask_needs(kvet_context *context, const char *name, const char *question,
	char **line, size_t *room)
{
	struct kvet_error error;
	char *answer;

	fprintf(stderr, "\n%s\n", question);
	do {
		if (!read_answer(line, room, &answer))
			return no_more_answers();
	} while (kvet_context_say(context, "needed", name, answer, &error) &&
		 fail(&error));
	return 0;
}

static int ask_all(kvet_context *context, char **line, size_t *room)
{
	const struct kvet_context_key *key;
	struct kvet_error error;
	char *answer;

	fputs("Each question takes a word, its beginning or its number. Enter says "
	      "nothing, which\nchanges no score; the word with a * is assumed then.\n",
		stderr);
	for (size_t i = 0; (key = kvet_context_key(i)); i++) {
		const char *word = NULL;

		print_question(key);
		do {
			if (!read_answer(line, room, &answer))
				return no_more_answers();
			word = *answer ? chosen(key, answer) : NULL;
			if (*answer && !word)
				fputs("  that is none of them\n", stderr);
		} while (*answer && !word);
		if (word &&
			kvet_context_say(context, key->section, key->name, word, &error))
			return fail(&error);
	}
	int status = ask_needs(context, "options",
		"Which options must stay on, as CONFIG_EXT4_FS, CONFIG_NFSD? (Enter: "
		"none)",
		line, room);
	return status ? status
		      : ask_needs(context, "subsystems",
				"Which areas of the source, as net/can? (Enter: none)",
				line, room);
}

/* On a terminal the answers are written, else what there is to say, in comments. */
static int run_new(struct settings *settings)
{
	struct kvet_error error;
	kvet_context *context;
	char *line = NULL;
	size_t room = 0;
	int status = 0;

	if (kvet_context_new(&context, &error))
		return fail(&error);
	if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO))
		status = ask_all(context, &line, &room);
	if (!status && kvet_context_write(context, settings->out, &error))
		status = fail(&error);
	free(line);
	kvet_context_free(context);
	return status;
}

static int run_context(struct settings *settings)
{
	struct kvet_error error;
	kvet_context *context;

	if (settings->make_new == (settings->argument_count > 0)) {
		fputs("kvet context: say FILE to show what it says, or --new to write "
		      "one\n",
			stderr);
		return EXIT_USAGE;
	}
	if (settings->make_new)
		return run_new(settings);
	if (kvet_context_read(settings->arguments[0], &context, &error))
		return fail(&error);
	int code = kvet_report_context(context, &settings->report, settings->out, &error);
	kvet_context_free(context);
	return code ? fail(&error) : EXIT_DONE;
}

static const struct option_entry *const options[] = {&option_new, NULL};

static const struct example examples[] = {
	{"kvet context --new -o device.ini", "asks, and writes what was answered"},
	{"kvet context device.ini", "what kvet understood of it"},
	{"kvet check 6.1.147 --context device.ini",
		"which CVEs matter on that device, most urgent first"},
	{0},
};

const struct command command_context = {
	.name = "context",
	.run = run_context,
	.summary = "what kvet is told of a device",
	.arguments = "[FILE]",
	.argument = VALUE_FILE,
	.most = 1,
	.description =
		"Shows what the context in FILE says: who reaches the device, what "
		"matters "
		"on it, which interfaces it has, which options it needs. With --new it "
		"writes one: on a terminal it asks, else what there is to say stands in "
		"comments, and says nothing.\n\n"
		"kvet check and kvet explain take the file with --context: scores become "
		"CVSS v3.1's environmental ones, and findings are put in order by what "
		"to do about them: act now, next window, next release, watch. "
		"docs/context.md has what each word changes, docs/priority.md the rule "
		"of "
		"the priorities.",
	.options = options,
	.examples = examples,
	.need = NEED_NOTHING,
};
