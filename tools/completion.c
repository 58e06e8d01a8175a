/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completions for bash, zsh and fish. */
#include "generate.h"

#include <string.h>

static const char generated[] = "# SPDX-License-Identifier: GPL-2.0-or-later\n"
				"# Generated from kvet's table of commands and options: "
				"do not edit.\n";

#define OPTIONS_MAX 64

/* Every option of any command once, by its name; returns how many. */
static size_t all_options(const struct option_entry *list[OPTIONS_MAX])
{
	const struct option_entry *option;
	size_t count = 0;

	for (size_t c = 0; commands[c]; c++) {
		for (size_t i = 0; (option = option_at(commands[c], i)); i++) {
			size_t k = 0;

			while (k < count && strcmp(list[k]->name, option->name) != 0)
				k++;
			if (k == count && count < OPTIONS_MAX)
				list[count++] = option;
		}
	}
	return count;
}

static void put_words(FILE *out, const struct option_entry *option)
{
	const char *word;

	for (size_t i = 0; (word = option_word(option, i)); i++)
		fprintf(out, "%s%s", i ? " " : "", word);
}

/* bash -------------------------------------------------------------------------------- */

/* "--db | -d", as a pattern of case. */
static void bash_pattern(FILE *out, const struct option_entry *option)
{
	fprintf(out, "--%s", option->name);
	if (option->letter)
		fprintf(out, " | -%c", option->letter);
}

/* Sets `reply` to what may stand behind `option`; false where that takes no value. */
static void bash_values(FILE *out)
{
	const struct option_entry *list[OPTIONS_MAX];
	size_t count = all_options(list);

	fputs("_kvet_value()\n{\n\tcase $1 in\n", out);
	for (size_t i = 0; i < count; i++) {
		if (list[i]->value == VALUE_NONE)
			continue;
		fputc('\t', out);
		bash_pattern(out, list[i]);
		fputs(")\n\t\t", out);
		if (list[i]->value == VALUE_FILE) {
			fputs("_kvet_files", out);
		} else if (option_word(list[i], 0)) {
			fprintf(out, "_kvet_words%s '",
				option_is_list(list[i]) ? " -l" : "");
			put_words(out, list[i]);
			fputc('\'', out);
		} else {
			fputs(":", out); /* a day, a number, an area */
		}
		fputs("\n\t\t;;\n", out);
	}
	fputs("\t*)\n\t\treturn 1\n\t\t;;\n\tesac\n}\n\n", out);
}

static void bash_commands(FILE *out)
{
	const struct option_entry *option;

	fputs("\tcase $command in\n", out);
	for (size_t c = 0; commands[c]; c++) {
		fprintf(out, "\t%s)\n\t\toptions='", commands[c]->name);
		for (size_t i = 0; (option = option_at(commands[c], i)); i++)
			fprintf(out, "%s--%s", i ? " " : "", option->name);
		fputs("'\n", out);
		if (commands[c]->argument == VALUE_FILE)
			fputs("\t\targument=files\n", out);
		else if (commands[c]->argument == VALUE_RELEASE)
			fputs("\t\targument=target\n", out);
		fputs("\t\t;;\n", out);
	}
	fputs("\thelp)\n\t\t_kvet_words \"$kvet_commands\"\n\t\t;;\n\tesac\n", out);
}

static const char bash_helpers[] =
	"# Offers words; with -l the last of a list with commas.\n"
	"_kvet_words()\n"
	"{\n"
	"\tlocal before=''\n"
	"\tif [ \"$1\" = -l ]; then\n"
	"\t\tshift\n"
	"\t\t[[ $current == *,* ]] && before=${current%,*},\n"
	"\tfi\n"
	"\tmapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$1\" -- "
	"\"${current#\"$before\"}\")\n"
	"\treturn 0\n"
	"}\n\n"
	"_kvet_files()\n"
	"{\n"
	"\tmapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"\treturn 0\n"
	"}\n\n";

static const char bash_start[] =
	"_kvet()\n"
	"{\n"
	"\tlocal current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
	"\tlocal command=${COMP_WORDS[1]} options='' argument='' i word target=''\n\n"
	"\tCOMPREPLY=()\n"
	"\tif [ \"$COMP_CWORD\" = 1 ]; then\n"
	"\t\t_kvet_words \"$kvet_commands\"\n"
	"\t\treturn\n"
	"\tfi\n"
	"\t# bash takes --option=value for three words.\n"
	"\tif [ \"$current\" = = ]; then\n"
	"\t\tcurrent=''\n"
	"\telif [ \"$before\" = = ]; then\n"
	"\t\tbefore=${COMP_WORDS[COMP_CWORD - 2]}\n"
	"\tfi\n"
	"\t_kvet_value \"$before\" && return\n";

static const char bash_end[] =
	"\tif [[ $current == -* ]]; then\n"
	"\t\t_kvet_words \"$options\"\n"
	"\telif [ \"$argument\" = files ]; then\n"
	"\t\t_kvet_files\n"
	"\telif [ \"$argument\" = target ]; then\n"
	"\t\t# Only the first argument is the target.\n"
	"\t\tfor ((i = 2; i < COMP_CWORD; i++)); do\n"
	"\t\t\tword=${COMP_WORDS[i]}\n"
	"\t\t\tif [[ $word != -* && $word != = ]] &&\n"
	"\t\t\t\t! (_kvet_value \"${COMP_WORDS[i - 1]}\" 2>/dev/null) &&\n"
	"\t\t\t\t[ \"${COMP_WORDS[i - 1]}\" != = ]; then\n"
	"\t\t\t\ttarget=$word\n"
	"\t\t\tfi\n"
	"\t\tdone\n"
	"\t\t[ -n \"$target\" ] || _kvet_words host\n"
	"\tfi\n"
	"}\n\n"
	"complete -F _kvet kvet\n";

void complete_bash(FILE *out)
{
	fputs("# shellcheck shell=bash\n", out);
	fputs(generated, out);
	fputs("\nkvet_commands='", out);
	for (size_t i = 0; commands[i]; i++)
		fprintf(out, "%s ", commands[i]->name);
	fputs("help --help --version'\n\n", out);
	fputs(bash_helpers, out);
	fputs("# What may stand behind an option; false where it takes no value.\n", out);
	bash_values(out);
	fputs(bash_start, out);
	bash_commands(out);
	fputs(bash_end, out);
}

/* zsh --------------------------------------------------------------------------------- */

/* TEXT inside single quotes, with what _arguments and _describe read escaped. */
static void zsh_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\'')
			fputs("'\\'", out);
		else if (strchr("[]:\\", *text))
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void zsh_value(FILE *out, const struct option_entry *option)
{
	if (!option->value_name)
		return;
	fprintf(out, ":%s:", option->value_name);
	if (option->value == VALUE_FILE) {
		fputs("_files", out);
	} else if (option_word(option, 0)) {
		fputs(option_is_list(option) ? "_values -s , word " : "(", out);
		put_words(out, option);
		fputs(option_is_list(option) ? "" : ")", out);
	} else {
		fputc(' ', out);
	}
}

/* '(-d --db)'{-d,--db=}'[help]:FILE:_files' */
static void zsh_option(FILE *out, const struct option_entry *option)
{
	const char *equals = option->value_name ? "=" : "";

	if (option->letter)
		fprintf(out, "'(-%c --%s)'{-%c,--%s%s}'[", option->letter, option->name,
			option->letter, option->name, equals);
	else
		fprintf(out, "'--%s%s[", option->name, equals);
	zsh_text(out, option->help);
	fputc(']', out);
	zsh_value(out, option);
	fputc('\'', out);
}

/* "[TARGET]", "TARGET CVE", "[WORDS...]", each as one of _arguments' own. */
static void zsh_arguments(FILE *out, const struct command *command)
{
	const char *word = command->arguments;

	for (unsigned place = 1; *word; place++) {
		size_t len = strcspn(word, " ");
		const char *name = word + (*word == '[');
		int name_len = (int)strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		bool repeated = len > 3 && strncmp(name + name_len, "...", 3) == 0;
		const char *action = " ";

		if (place == 1 && command->argument == VALUE_FILE)
			action = "_files";
		else if (place == 1 && command->argument == VALUE_RELEASE)
			action = "(host)";
		fputs(" \\\n\t\t\t\t'", out);
		if (repeated)
			fputc('*', out);
		else
			fprintf(out, "%u%s", place, *word == '[' ? ":" : "");
		fprintf(out, ":%.*s:%s'", name_len, name, action);
		word += len;
		word += *word == ' ';
	}
}

static void zsh_command(FILE *out, const struct command *command)
{
	const struct option_entry *option;

	fprintf(out, "\t\t%s)\n\t\t\t_arguments -s", command->name);
	for (size_t i = 0; (option = option_at(command, i)); i++) {
		fputs(" \\\n\t\t\t\t", out);
		zsh_option(out, option);
	}
	zsh_arguments(out, command);
	fputs("\n\t\t\t;;\n", out);
}

void complete_zsh(FILE *out)
{
	fputs("#compdef kvet\n", out);
	fputs(generated, out);
	fputs("\n_kvet() {\n"
	      "\tlocal curcontext=\"$curcontext\" state line\n"
	      "\tlocal -A opt_args\n"
	      "\tlocal -a kvet_commands=(\n",
		out);
	for (size_t i = 0; commands[i]; i++) {
		fprintf(out, "\t\t'%s:", commands[i]->name);
		zsh_text(out, commands[i]->summary);
		fputs("'\n", out);
	}
	fputs("\t\t'help:show what a command does'\n\t)\n\n"
	      "\t_arguments -C '(- *)'{-h,--help}'[show the commands]' \\\n"
	      "\t\t'(- *)'{-V,--version}'[show the version]' \\\n"
	      "\t\t'1: :->command' '*:: :->arguments'\n"
	      "\tcase $state in\n"
	      "\tcommand)\n\t\t_describe -t commands 'kvet command' "
	      "kvet_commands\n\t\t;;\n"
	      "\targuments)\n\t\tcase $words[1] in\n",
		out);
	for (size_t i = 0; commands[i]; i++)
		zsh_command(out, commands[i]);
	fputs("\t\thelp)\n"
	      "\t\t\t_describe -t commands 'kvet command' kvet_commands\n"
	      "\t\t\t;;\n"
	      "\t\tesac\n\t\t;;\n\tesac\n}\n\n_kvet \"$@\"\n",
		out);
}

/* fish -------------------------------------------------------------------------------- */

/* 'TEXT', for fish. */
static void fish_text(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text; text++) {
		if (*text == '\'' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('\'', out);
}

static void fish_value(FILE *out, const struct option_entry *option)
{
	if (option->value == VALUE_NONE)
		return;
	if (option->value == VALUE_FILE) {
		fputs(" -r -F", out);
		return;
	}
	fputs(" -x", out);
	if (!option_word(option, 0))
		return;
	fputs(option_is_list(option) ? " -a '(__fish_append , " : " -a '", out);
	put_words(out, option);
	fputs(option_is_list(option) ? ")'" : "'", out);
}

static void fish_command(FILE *out, const struct command *command)
{
	const struct option_entry *option;

	fputc('\n', out);
	for (size_t i = 0; (option = option_at(command, i)); i++) {
		fprintf(out, "complete -c kvet -n '__kvet_command %s' -l %s",
			command->name, option->name);
		if (option->letter)
			fprintf(out, " -s %c", option->letter);
		fish_value(out, option);
		fputs(" -d ", out);
		fish_text(out, option->help);
		fputc('\n', out);
	}
	if (command->argument == VALUE_FILE)
		fprintf(out, "complete -c kvet -n '__kvet_command %s' -F\n",
			command->name);
	else if (command->argument == VALUE_RELEASE)
		fprintf(out,
			"complete -c kvet -n '__kvet_command %s' -a host"
			" -d 'the running host'\n",
			command->name);
}

void complete_fish(FILE *out)
{
	fputs(generated, out);
	fputs("\nfunction __kvet_command -d 'The command that was given, or none'\n"
	      "    set -l words (commandline -opc)\n"
	      "    test \"$words[2]\" = \"$argv[1]\"\n"
	      "end\n\n"
	      "complete -c kvet -f\n",
		out);
	for (size_t i = 0; commands[i]; i++) {
		fprintf(out, "complete -c kvet -n '__kvet_command \"\"' -a %s -d ",
			commands[i]->name);
		fish_text(out, commands[i]->summary);
		fputc('\n', out);
	}
	fputs("complete -c kvet -n '__kvet_command \"\"' -a help"
	      " -d 'show what a command does'\n"
	      "complete -c kvet -n '__kvet_command \"\"' -l help -s h"
	      " -d 'show the commands'\n"
	      "complete -c kvet -n '__kvet_command \"\"' -l version -s V"
	      " -d 'show the version'\n",
		out);
	for (size_t i = 0; commands[i]; i++)
		fish_command(out, commands[i]);
}
