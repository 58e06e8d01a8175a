/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/help.h"

#include <string.h>

#define HELP_WIDTH 80
#define OPTION_WIDTH 30

/* TEXT folded at words, from column AT on, further lines behind INDENT spaces. */
static void fold(FILE *out, const char *text, unsigned at, unsigned indent)
{
	bool first = true;

	while (*(text += strspn(text, " "))) {
		size_t len = strcspn(text, " \n");

		if (!first && at + 1 + len > HELP_WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
			first = true;
		}
		fprintf(out, "%s%.*s", first ? "" : " ", (int)len, text);
		at += (unsigned)len + !first;
		first = false;
		text += len;
		while (*text == '\n') {
			fputc('\n', out);
			text++;
			at = 0;
			first = true;
		}
	}
	fputc('\n', out);
}

static void help_option(FILE *out, const struct option_entry *option)
{
	char left[64];
	int len = snprintf(left, sizeof(left), "  %c%c%c --%s%s%s",
		option->letter ? '-' : ' ', option->letter ? option->letter : ' ',
		option->letter ? ',' : ' ', option->name, option->value_name ? " " : "",
		option->value_name ? option->value_name : "");

	fputs(left, out);
	if (len > OPTION_WIDTH - 2) {
		fputc('\n', out);
		len = 0;
	}
	fprintf(out, "%*s", OPTION_WIDTH - len, "");
	fold(out, option->help, OPTION_WIDTH, OPTION_WIDTH);
}

void help_command(FILE *out, const struct command *command)
{
	fprintf(out, "kvet %s: %s\n\nusage: kvet %s [OPTIONS]%s%s\n\n", command->name,
		command->summary, command->name, *command->arguments ? " " : "",
		command->arguments);
	fold(out, command->description, 0, 0);
	fputs("\noptions:\n", out);
	for (size_t i = 0; command->options[i]; i++)
		help_option(out, command->options[i]);
	for (size_t i = 0; common_options[i].name; i++)
		help_option(out, &common_options[i]);
	fputs("\nexamples:\n", out);
	for (size_t i = 0; command->examples[i].command; i++) {
		fprintf(out, "  %s\n      ", command->examples[i].command);
		fold(out, command->examples[i].what, 6, 6);
	}
}

void help_all(FILE *out)
{
	fputs("kvet vets a Linux kernel against the kernel project's own CVE records.\n\n"
	      "usage: kvet COMMAND [OPTIONS] [ARGUMENTS]\n"
	      "       kvet --version\n\ncommands:\n",
		out);
	for (size_t i = 0; commands[i]; i++) {
		char left[64];

		snprintf(left, sizeof(left), "%s %s", commands[i]->name,
			commands[i]->arguments);
		fprintf(out, "  %-22s %s\n", left, commands[i]->summary);
	}
	fputs("\noptions of every command:\n", out);
	for (size_t i = 0; common_options[i].name; i++)
		help_option(out, &common_options[i]);
	fputs("\nexit status:\n", out);
	for (size_t i = 0; exit_statuses[i].meaning; i++)
		fprintf(out, "  %d  %s\n", exit_statuses[i].status,
			exit_statuses[i].meaning);
	fputs("\nfirst: 'kvet update', then 'kvet check'. 'kvet COMMAND --help' tells "
	      "more.\n",
		out);
}
