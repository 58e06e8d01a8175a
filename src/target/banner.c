/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a running kernel says of itself. */
#include "target/target.h"

#include "release/release.h"
#include "util/error.h"

#include <ctype.h>

#define WORD_SIZE 128

/* The word at TEXT into WORD. */
static const char *first_word(const char *text, char word[WORD_SIZE])
{
	text += strspn(text, " \t\n");
	snprintf(word, WORD_SIZE, "%.*s", (int)strcspn(text, " \t\n"), text);
	return word;
}

static const char *last_word(const char *text, char word[WORD_SIZE])
{
	size_t end = strlen(text);

	while (end && isspace((unsigned char)text[end - 1]))
		end--;
	size_t start = end;
	while (start && !isspace((unsigned char)text[start - 1]))
		start--;
	snprintf(word, WORD_SIZE, "%.*s", (int)(end - start), text + start);
	return word;
}

/* "Debian 6.1.192-2" ends with the package's version, which begins with the release. */
static const char *find_debian(const char *banner)
{
	for (const char *at = strstr(banner, " Debian "); at;
		at = strstr(at + 1, " Debian ")) {
		if (isdigit((unsigned char)at[8]))
			return at + 8;
	}
	return NULL;
}

static int read_debian(
	struct kvet_target *target, const char *version, struct kvet_error *error)
{
	char word[WORD_SIZE];
	/* "1:6.12.25-1+rpt1": an epoch stands before the release. */
	const char *colon = strchr(first_word(version, word), ':');
	size_t taken = release_read(bytes_of(colon ? colon + 1 : word), &target->release);

	if (!taken)
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"'Debian %.80s' does not begin with a kernel release", word);
	target->span =
		(struct span){.floor = target->release, .ceiling = target->release};
	target->upper_bound = true;
	target->distribution = arena_printf(&target->arena, "Debian %s", word);
	target_note(target,
		"Debian's package %s is built from that release; fixes that Debian added "
		"to it "
		"are not seen",
		word);
	return 0;
}

int target_read_banner(
	struct kvet_target *target, const char *banner, struct kvet_error *error)
{
	static const char start[] = "Linux version ";
	const char *debian = find_debian(banner);
	char word[WORD_SIZE];

	if (strncmp(banner, start, sizeof(start) - 1) != 0)
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"'%.80s' is not a kernel's banner: it does not begin with 'Linux "
			"version'",
			banner);
	if (debian)
		return read_debian(target, debian, error);
	return target_read_release(
		target, first_word(banner + sizeof(start) - 1, word), error);
}

int target_read_signature(
	struct kvet_target *target, const char *signature, struct kvet_error *error)
{
	char upstream[WORD_SIZE], package[WORD_SIZE];

	last_word(signature, upstream);
	if (strncmp(signature, "Ubuntu ", 7) != 0 ||
		!release_parse(bytes_of(upstream), &target->release))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"'%.80s' is not Ubuntu's version signature", signature);
	first_word(signature + 7, package);
	target->span =
		(struct span){.floor = target->release, .ceiling = target->release};
	target->upper_bound = true;
	target->distribution = arena_printf(&target->arena, "Ubuntu %s", package);
	target_note(target,
		"Ubuntu's kernel %s is built from that release; fixes that Ubuntu added "
		"to it are "
		"not seen",
		package);
	return 0;
}

int target_read_text(
	struct kvet_target *target, const char *text, struct kvet_error *error)
{
	char word[WORD_SIZE];

	text += strspn(text, " \t\n");
	if (strncmp(text, "Linux version ", 14) == 0)
		return target_read_banner(target, text, error);
	if (strncmp(text, "Ubuntu ", 7) == 0)
		return target_read_signature(target, text, error);
	if (strncmp(text, "Debian ", 7) == 0)
		return read_debian(target, text + 7, error);
	if (text[strcspn(text, " \t\n")] &&
		*first_word(text + strcspn(text, " \t\n"), word))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"'%.80s' is not a kernel release", text);
	return target_read_release(target, first_word(text, word), error);
}

int kvet_target_from_release(
	const char *text, kvet_target **out, struct kvet_error *error)
{
	struct kvet_target *target = target_new(text, "release");

	if (!target)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return target_finish(target, target_read_text(target, text, error), out, error);
}
