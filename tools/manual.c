/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Manual pages in scdoc's form, scdoc(5). */
#include "generate.h"

#include <string.h>

/* What a place or variable means, for those commands that look at it. */
struct place {
	enum need least; /* the commands that need no more do not look */
	const char *name, *meaning;
};

static const struct place variables[] = {
	{NEED_NOTHING, "KVET_DB", "the store, where --db does not name one"},
	{NEED_NOTHING, "XDG_DATA_HOME",
		"the store is in kvet/kvet.db below it, where neither --db nor KVET_DB "
		"names one; ~/.local/share when it is not set"},
	{NEED_STORE_TO_WRITE, "XDG_CACHE_HOME",
		"clones of git URLs are in kvet below it; ~/.cache when it is not set"},
	{NEED_NOTHING, "NO_COLOR",
		"when it is set and not empty, tables have no colour; they have none "
		"either where the output is no terminal, or TERM is dumb"},
	{NEED_NOTHING, "COLUMNS", "the width of a terminal that does not tell its own"},
};

static const struct place files[] = {
	{NEED_NOTHING, "~/.local/share/kvet/kvet.db",
		"the store, where nothing names another"},
	{NEED_STORE_TO_WRITE, "~/.cache/kvet/",
		"clones of the repositories that were given as URLs; they can be "
		"removed, and are then fetched again"},
};

/* TEXT in which scdoc finds nothing of its own; a line of it may stand anywhere. */
static void put(FILE *out, const char *text)
{
	bool start = true;

	for (const char *c = text; *c; c++) {
		if (strchr("\\*_`+~<>", *c) || (start && strchr("#-.|:[];'", *c)))
			fputc('\\', out);
		fputc(*c, out);
		start = *c == '\n';
	}
}

static void put_bold(FILE *out, const char *text)
{
	fputc('*', out);
	put(out, text);
	fputc('*', out);
}

static void put_underlined(FILE *out, const char *text)
{
	fputc('_', out);
	put(out, text);
	fputc('_', out);
}

static void heading(FILE *out, const char *name)
{
	fprintf(out, "# %s\n\n", name);
}

/* A term, and below it, indented, what it means. */
static void put_meaning(FILE *out, const char *text)
{
	fputs("\n\t", out);
	put(out, text);
	fputs("\n\n", out);
}

/* "[OPTIONS] [TARGET]", "CVE...": brackets and dots as they are, the names underlined. */
static void put_arguments(FILE *out, const char *arguments)
{
	while (*arguments) {
		size_t len = strspn(arguments, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

		if (len) {
			fprintf(out, "_%.*s_", (int)len, arguments);
			arguments += len;
		} else {
			/* dots may not stand at the start of a line, and here never do */
			fputc(*arguments++, out);
		}
	}
}

static void put_synopsis(FILE *out, const struct command *command)
{
	fprintf(out, "*kvet %s* ", command->name);
	put_arguments(out, "[OPTIONS]");
	if (*command->arguments)
		fputc(' ', out);
	put_arguments(out, command->arguments);
	fputs("\n\n", out);
}

/* The words that an option takes, in a paragraph of their own. */
static void put_words(FILE *out, const struct option_entry *option)
{
	const char *word;

	if (!option_word(option, 0))
		return;
	fputs(option_is_list(option) ? "\tOne or several, with commas: " : "\tOne of: ",
		out);
	for (size_t i = 0; (word = option_word(option, i)); i++) {
		fputs(i ? ", " : "", out);
		put_bold(out, word);
	}
	fputs(".\n\n", out);
}

static void put_option(FILE *out, const struct option_entry *option)
{
	char text[64];

	if (option->letter) {
		snprintf(text, sizeof(text), "-%c", option->letter);
		put_bold(out, text);
		fputs(", ", out);
	}
	snprintf(text, sizeof(text), "--%s", option->name);
	put_bold(out, text);
	if (option->value_name) {
		fputc(' ', out);
		put_underlined(out, option->value_name);
	}
	put_meaning(out, option->help);
	put_words(out, option);
}

static void put_common_options(FILE *out)
{
	for (size_t i = 0; common_options[i].name; i++)
		put_option(out, &common_options[i]);
}

static void put_examples(FILE *out, const struct example *examples, size_t most)
{
	for (size_t i = 0; i < most && examples[i].command; i++) {
		put_bold(out, examples[i].command);
		put_meaning(out, examples[i].what);
	}
}

static void put_exit_statuses(FILE *out)
{
	char status[16];

	heading(out, "EXIT STATUS");
	for (size_t i = 0; exit_statuses[i].meaning; i++) {
		snprintf(status, sizeof(status), "%d", exit_statuses[i].status);
		put_bold(out, status);
		put_meaning(out, exit_statuses[i].meaning);
	}
}

static void put_places(FILE *out, const char *name, const struct place *places,
	size_t count, enum need need)
{
	heading(out, name);
	for (size_t i = 0; i < count; i++) {
		if (places[i].least > need)
			continue;
		put_bold(out, places[i].name);
		put_meaning(out, places[i].meaning);
	}
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void put_surroundings(FILE *out, enum need need)
{
	put_exit_statuses(out);
	put_places(out, "ENVIRONMENT", variables, COUNT(variables), need);
	put_places(out, "FILES", files, COUNT(files), need);
}

/* Every page but the one it stands on. */
static void put_see_also(FILE *out, const struct command *here)
{
	const char *separator = "";

	heading(out, "SEE ALSO");
	if (here) {
		fputs("*kvet*(1)", out);
		separator = ", ";
	}
	for (size_t i = 0; commands[i]; i++) {
		if (commands[i] == here)
			continue;
		fprintf(out, "%s*kvet-%s*(1)", separator, commands[i]->name);
		separator = ", ";
	}
	fputc('\n', out);
}

static void put_title(FILE *out, const char *page)
{
	fprintf(out,
		"%s(1) \"kvet " KVET_VERSION "\" \"kvet manual\"\n\n"
		"; Generated from the table of commands and options: do not edit.\n\n",
		page);
}

void manual_command(FILE *out, const struct command *command)
{
	char page[64];

	snprintf(page, sizeof(page), "kvet-%s", command->name);
	put_title(out, page);
	heading(out, "NAME");
	put(out, page);
	fputs(" - ", out);
	put(out, command->summary);
	fputs("\n\n", out);
	heading(out, "SYNOPSIS");
	put_synopsis(out, command);
	heading(out, "DESCRIPTION");
	put(out, command->description);
	fputs("\n\n", out);
	heading(out, "OPTIONS");
	for (size_t i = 0; command->options[i]; i++)
		put_option(out, command->options[i]);
	if (command->options[0])
		fputs("Of every command:\n\n", out);
	put_common_options(out);
	heading(out, "EXAMPLES");
	put_examples(out, command->examples, SIZE_MAX);
	put_surroundings(out, command->need);
	put_see_also(out, command);
}

void manual_overview(FILE *out)
{
	put_title(out, "kvet");
	heading(out, "NAME");
	fputs("kvet - vets a Linux kernel against the kernel project's own CVE "
	      "records\n\n",
		out);
	heading(out, "SYNOPSIS");
	fputs("*kvet* _COMMAND_ [_OPTIONS_] [_ARGUMENTS_]\n\n", out);
	heading(out, "DESCRIPTION");
	fputs("kvet tells which CVEs are in a kernel: in a release, or in the kernel of "
	      "the running host. It judges by the records of the kernel's own CVE "
	      "authority, which name the commits that brought each bug in and those "
	      "that fixed it. The records are kept in a store, one file, which *kvet "
	      "update* brings up to date; no other command needs a network.\n\n"
	      "Data goes to standard output, messages to standard error. Each command "
	      "has a page of its own.\n\n",
		out);
	heading(out, "COMMANDS");
	for (size_t i = 0; commands[i]; i++) {
		fprintf(out, "*kvet %s*%s", commands[i]->name,
			*commands[i]->arguments ? " " : "");
		put_arguments(out, commands[i]->arguments);
		put_meaning(out, commands[i]->summary);
	}
	heading(out, "OPTIONS");
	fputs("*--version*\n\tshow the version, alone\n\nOf every command:\n\n", out);
	put_common_options(out);
	heading(out, "EXAMPLES");
	for (size_t i = 0; commands[i]; i++)
		put_examples(out, commands[i]->examples, 1);
	put_surroundings(out, NEED_STORE_TO_WRITE);
	put_see_also(out, NULL);
}
