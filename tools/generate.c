/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * generate page [COMMAND] | bash | zsh | fish: writes a manual page (scdoc) or a shell's
 * completion to standard output, from the same table that the program parses with.
 */
#include "generate.h"

#include <string.h>

const struct option_entry *option_at(const struct command *command, size_t index)
{
	size_t own = 0;

	while (command->options[own])
		own++;
	if (index < own)
		return command->options[index];
	for (size_t i = 0; common_options[i].name; i++) {
		if (own + i == index)
			return &common_options[i];
	}
	return NULL;
}

static const char *word_at(const char *const *words, size_t index)
{
	for (size_t i = 0; words[i]; i++) {
		if (i == index)
			return words[i];
	}
	return NULL;
}

const char *option_word(const struct option_entry *option, size_t index)
{
	switch (option->value) {
	case VALUE_WORDS:
		return kvet_word(option->words, (unsigned)index);
	case VALUE_SORT:
		return word_at(sort_words, index);
	case VALUE_FAIL_ON:
		return word_at(fail_on_words, index);
	default:
		return NULL;
	}
}

bool option_is_list(const struct option_entry *option)
{
	return option->value == VALUE_WORDS && option->words != KVET_WORDS_FORMAT;
}

static int write_page(FILE *out, const char *name)
{
	if (!name) {
		manual_overview(out);
		return 0;
	}
	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(commands[i]->name, name) != 0)
			continue;
		manual_command(out, commands[i]);
		return 0;
	}
	fprintf(stderr, "generate: the table has no command '%s'\n", name);
	return 2;
}

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";
	int status = 0;

	if (strcmp(what, "page") == 0) {
		status = write_page(stdout, argc > 2 ? argv[2] : NULL);
	} else if (strcmp(what, "bash") == 0) {
		complete_bash(stdout);
	} else if (strcmp(what, "zsh") == 0) {
		complete_zsh(stdout);
	} else if (strcmp(what, "fish") == 0) {
		complete_fish(stdout);
	} else {
		fputs("usage: generate page [COMMAND] | bash | zsh | fish\n", stderr);
		return 2;
	}
	return fflush(stdout) || ferror(stdout) ? 3 : status;
}
