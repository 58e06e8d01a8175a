/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/help.h"
#include "cmd/settings.h"

#include <signal.h>
#include <string.h>

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	}
	return NULL;
}

/* What stands where a command is expected and is none. */
static int answer(const char *word, const char *topic)
{
	const struct command *command = topic ? find_command(topic) : NULL;

	if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
		printf("kvet %s\n", kvet_version());
	} else if (strcmp(word, "help") == 0 && command) {
		help_command(stdout, command);
	} else if (strcmp(word, "help") == 0 || strcmp(word, "--help") == 0 ||
		   strcmp(word, "-h") == 0) {
		help_all(stdout);
	} else {
		fputs("kvet: there is no command '", stderr);
		say(word);
		fputs("'; 'kvet --help' lists them\n", stderr);
		return EXIT_USAGE;
	}
	struct settings settings = {.out = stdout};
	return settings_close(&settings, EXIT_DONE);
}

int main(int argc, char **argv)
{
	/* A reader that closes its pipe (`kvet list | head`) ends us quietly, as it should. */
	signal(SIGPIPE, SIG_DFL);
	if (argc < 2) {
		help_all(stderr);
		return EXIT_USAGE;
	}
	struct settings settings = {.command = find_command(argv[1])};
	if (!settings.command)
		return answer(argv[1], argv[2]);
	int status = settings_parse(&settings, argc - 1, argv + 1);
	if (!status)
		status = settings_open(&settings);
	if (!status)
		status = settings.command->run(&settings);
	return settings_close(&settings, status);
}
