/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A context put together, statement by statement. */
#include "context/context.h"

#include "util/error.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <strings.h>

#define NEEDED "needed"

int kvet_context_new(kvet_context **out, struct kvet_error *error)
{
	struct kvet_context *context = calloc(1, sizeof(*context));

	if (!context)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	context->path = "";
	*out = context;
	return 0;
}

void kvet_context_free(kvet_context *context)
{
	if (!context)
		return;
	arena_release(&context->arena);
	free(context);
}

unsigned context_says(const struct kvet_context *context, enum context_key key)
{
	return context ? context->said[key] : UNSAID;
}

/* The nearest known word ------------------------------------------------------------- */

#define WORD_MAX 32

/* How many letters to change, add or take out until A is B: Levenshtein's distance. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[WORD_MAX + 1];
	size_t width = strlen(b);

	if (width > WORD_MAX || strlen(a) > WORD_MAX)
		return UINT32_MAX;
	for (size_t i = 0; i <= width; i++)
		row[i] = (unsigned)i;
	for (size_t k = 0; a[k]; k++) {
		unsigned corner = row[0]++;

		for (size_t i = 0; i < width; i++) {
			unsigned change = corner + (tolower(a[k]) != tolower(b[i]));
			unsigned least = row[i] < row[i + 1] ? row[i] : row[i + 1];

			corner = row[i + 1];
			row[i + 1] = change < least + 1 ? change : least + 1;
		}
	}
	return row[width];
}

struct nearest {
	const char *asked, *word;
	unsigned distance;
};

static void offer(struct nearest *nearest, const char *word)
{
	unsigned found = distance(nearest->asked, word);

	if (nearest->word && found >= nearest->distance)
		return;
	nearest->word = word;
	nearest->distance = found;
}

static const char *nearest_section(const char *asked)
{
	struct nearest nearest = {.asked = asked};

	for (const struct kvet_context_key *key = context_keys; key->name; key++)
		offer(&nearest, key->section);
	offer(&nearest, NEEDED);
	return nearest.word;
}

static const char *nearest_name(const char *section, const char *asked)
{
	struct nearest nearest = {.asked = asked};

	if (strcmp(section, NEEDED) == 0) {
		offer(&nearest, "options");
		offer(&nearest, "subsystems");
	}
	for (const struct kvet_context_key *key = context_keys; key->name; key++) {
		if (strcmp(key->section, section) == 0)
			offer(&nearest, key->name);
	}
	return nearest.word;
}

/* Saying ------------------------------------------------------------------------------ */

static int refuse(struct kvet_error *error, unsigned line, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
static int refuse(struct kvet_error *error, unsigned line, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	error_set(error, KVET_ERROR_INPUT, NULL, "%s", text);
	error_place(error, line, 0);
	return KVET_ERROR_INPUT;
}

static bool is_section(const char *section)
{
	return strcmp(nearest_section(section), section) == 0;
}

/* What the words of KEY are: "internet, private, none". */
static void hint_words(struct kvet_error *error, const struct kvet_context_key *key)
{
	char words[128];
	size_t len = 0;

	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++)
		len += (size_t)snprintf(words + len, sizeof(words) - len, "%s%s",
			i ? ", " : "", key->words[i]);
	error_hint(error, "it takes one of: %s", words);
}

static int say_word(struct kvet_context *context, enum context_key index,
	const char *value, unsigned line, struct kvet_error *error)
{
	const struct kvet_context_key *key = &context_keys[index];

	if (context->said[index] && line)
		return refuse(error, line, "'%.60s' in [%s] is said twice", key->name,
			key->section);
	for (unsigned i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++) {
		if (strcasecmp(key->words[i], value) != 0)
			continue;
		context->said[index] = (unsigned char)(i + 1);
		context->lines[index] = line;
		return 0;
	}
	refuse(error, line, "'%.60s' is no word for '%s'", value, key->name);
	hint_words(error, key);
	return KVET_ERROR_INPUT;
}

static bool is_option_name(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (!isalnum((unsigned char)name.data[i]) && name.data[i] != '_')
			return false;
	}
	return name.len > 0;
}

static bool is_area(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (!isalnum((unsigned char)name.data[i]) &&
			!strchr("_-/.+", name.data[i]))
			return false;
	}
	return name.len > 0 && name.data[0] != '/';
}

static struct bytes without_prefix(struct bytes word)
{
	if (word.len > 7 && memcmp(word.data, "CONFIG_", 7) == 0)
		return (struct bytes){word.data + 7, word.len - 7};
	return word;
}

static struct bytes without_slash(struct bytes word)
{
	while (word.len > 1 && word.data[word.len - 1] == '/')
		word.len--;
	return word;
}

/* One of the lists of what is needed. */
struct needs {
	bool option; /* else areas */
	const char **list;
	size_t *count;
};

static int check_need(const struct needs *needs, struct bytes word, unsigned line,
	struct kvet_error *error)
{
	if (needs->option ? is_option_name(word) : is_area(word))
		return 0;
	return refuse(error, line, "'%.*s' is no %s", word.len < 60 ? (int)word.len : 60,
		word.data,
		needs->option ? "option of the kernel's" : "area of the kernel's source");
}

static int add_need(struct arena *arena, const struct needs *needs, struct bytes word,
	unsigned line, struct kvet_error *error)
{
	const char *text = arena_printf(arena, "%s%.*s", needs->option ? "CONFIG_" : "",
		(int)word.len, word.data);

	for (size_t i = 0; i < *needs->count; i++) {
		if (strcmp(needs->list[i], text) == 0)
			return 0;
	}
	if (*needs->count == CONTEXT_NEEDS_MAX)
		return refuse(
			error, line, "more is needed than can be kept, at '%.60s'", text);
	needs->list[(*needs->count)++] = text;
	return 0;
}

static bool next_word(const char **rest, struct bytes *word)
{
	*rest += strspn(*rest, ", \t");
	*word = (struct bytes){*rest, strcspn(*rest, ", \t")};
	*rest += word->len;
	return word->len > 0;
}

/* A list with commas or blanks; said again, it adds. All of it is understood, or nothing is
 * added. */
static int say_needs(struct kvet_context *context, bool option, const char *value,
	unsigned line, struct kvet_error *error)
{
	const struct needs needs = {option,
		option ? context->options : context->subsystems,
		option ? &context->option_count : &context->subsystem_count};
	const char *rest = value;
	struct bytes word;
	int code = 0;

	while (!code && next_word(&rest, &word))
		code = check_need(
			&needs, option ? without_prefix(word) : word, line, error);
	for (rest = value; !code && next_word(&rest, &word);)
		code = add_need(&context->arena, &needs,
			option ? without_prefix(word) : without_slash(word), line, error);
	if (!code && context->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

static int refuse_section(
	const char *section, const char *name, unsigned line, struct kvet_error *error)
{
	if (*section) {
		refuse(error, line, "there is no section [%.60s]", section);
		error_hint(error, "did you mean [%s]?", nearest_section(section));
	} else {
		refuse(error, line, "'%.60s' stands in no section", name);
		error_hint(error, "a section begins with a line like [%s]",
			context_keys[0].section);
	}
	return KVET_ERROR_INPUT;
}

int context_say(struct kvet_context *context, const char *section, const char *name,
	const char *value, unsigned line, struct kvet_error *error)
{
	if (!*section || !is_section(section))
		return refuse_section(section, name, line, error);
	if (strcmp(section, NEEDED) == 0 && strcmp(name, "options") == 0)
		return say_needs(context, true, value, line, error);
	if (strcmp(section, NEEDED) == 0 && strcmp(name, "subsystems") == 0)
		return say_needs(context, false, value, line, error);
	for (unsigned i = 0; i < CONTEXT_KEYS; i++) {
		if (strcmp(context_keys[i].section, section) == 0 &&
			strcmp(context_keys[i].name, name) == 0)
			return say_word(context, (enum context_key)i, value, line, error);
	}
	refuse(error, line, "there is no '%.60s' in [%s]", name, section);
	error_hint(error, "did you mean '%s'?", nearest_name(section, name));
	return KVET_ERROR_INPUT;
}

int kvet_context_say(kvet_context *context, const char *section, const char *name,
	const char *value, struct kvet_error *error)
{
	return context_say(context, section, name, value, 0, error);
}

/* Asking ------------------------------------------------------------------------------ */

bool kvet_context_needs(const kvet_context *context, const char *option)
{
	bool prefixed = strncmp(option, "CONFIG_", 7) == 0;

	for (size_t i = 0; context && i < context->option_count; i++) {
		if (strcmp(context->options[i] + (prefixed ? 0 : 7), option) == 0)
			return true;
	}
	return false;
}

bool context_is_below(const char *path, const char *area)
{
	size_t len = strlen(area);

	return strncmp(path, area, len) == 0 && (!path[len] || path[len] == '/');
}

bool kvet_context_needs_subsystem(const kvet_context *context, const char *subsystem)
{
	for (size_t i = 0; context && i < context->subsystem_count; i++) {
		if (context_is_below(subsystem, context->subsystems[i]))
			return true;
	}
	return false;
}

const char *kvet_context_word(const kvet_context *context, size_t index)
{
	unsigned said =
		index < CONTEXT_KEYS ? context_says(context, (enum context_key)index) : 0;

	return said ? context_keys[index].words[said - 1] : "";
}

const char *kvet_context_need(const kvet_context *context, size_t index)
{
	if (index < context->option_count)
		return context->options[index];
	index -= context->option_count;
	return index < context->subsystem_count ? context->subsystems[index] : NULL;
}

const char *kvet_context_path(const kvet_context *context)
{
	return context->path;
}

const struct kvet_context_key *kvet_context_key(size_t index)
{
	return index < CONTEXT_KEYS ? &context_keys[index] : NULL;
}
