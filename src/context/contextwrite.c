/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A context as a file with comments, that reads back as the same context. */
#include "context/context.h"

#include "util/error.h"

static void write_words(const struct kvet_context_key *key, FILE *out)
{
	int width = 0;

	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++) {
		int len = (int)strlen(key->words[i]);

		width = len > width ? len : width;
	}
	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++)
		fprintf(out, "#   %-*s  %s\n", width, key->words[i], key->meanings[i]);
}

static void write_needs(const char *name, const char *example, const char *const *needs,
	size_t count, FILE *out)
{
	if (!count)
		fprintf(out, "#%s = %s\n", name, example);
	for (size_t i = 0; i < count; i++)
		fprintf(out, "%s = %s\n", name, needs[i]);
}

static void write_needed(const struct kvet_context *context, FILE *out)
{
	fputs("\n[needed]\n"
	      "# Options and areas of the source that are never to be switched off, with "
	      "commas;\n"
	      "# said again, a line adds.\n",
		out);
	write_needs("options", "CONFIG_EXT4_FS, CONFIG_NFSD",
		context ? context->options : NULL, context ? context->option_count : 0,
		out);
	write_needs("subsystems", "net/can", context ? context->subsystems : NULL,
		context ? context->subsystem_count : 0, out);
}

int kvet_context_write(const kvet_context *context, FILE *out, struct kvet_error *error)
{
	const char *section = "";

	fputs("# What kvet is told of a device. docs/context.md has what each line "
	      "changes.\n"
	      "# What is not said changes no score. Behind a # stands what is then "
	      "assumed.\n",
		out);
	for (size_t i = 0; i < CONTEXT_KEYS; i++) {
		const struct kvet_context_key *key = &context_keys[i];
		const char *word = kvet_context_word(context, i);

		if (strcmp(section, key->section) != 0)
			fprintf(out, "\n[%s]\n", key->section);
		else
			fputc('\n', out);
		section = key->section;
		fprintf(out, "# %s\n", key->question);
		write_words(key, out);
		fprintf(out, "%s%s = %s\n", *word ? "" : "#", key->name,
			*word ? word : key->words[key->assumed]);
	}
	write_needed(context, out);
	return ferror(out) ? error_set(error, KVET_ERROR_SYSTEM, NULL,
				     "the context was not taken")
			   : 0;
}
