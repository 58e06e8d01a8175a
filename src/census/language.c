/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * C, Rust and assembly are what record/place.h says of a record's files, so that records
 * and lines can be divided by each other. `other` are the further sources that a kernel is
 * made with; documents and data are no code.
 */
#include "census/language.h"

#include "census/count.h"
#include "record/place.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

typedef void counter(struct bytes text, struct kvet_count *count);

static const struct {
	const char *suffix;
	counter *count;
} suffixes[] = {
	{".dts", count_c},
	{".dtsi", count_c},
	{".dtso", count_c},
	{".cc", count_c},
	{".cpp", count_c},
	{".cocci", count_c},
	{".l", count_c},
	{".lds", count_c},
	{".y", count_c},
	{".awk", count_hash},
	{".mk", count_hash},
	{".pl", count_hash},
	{".pm", count_hash},
	{".py", count_hash},
	{".sh", count_hash},
	{".tc", count_hash},
};

/* Names that such a file begins with: Makefile.lib, Kconfig.debug. */
static const char *const names[] = {
	"Build", "GNUmakefile", "Kbuild", "Kconfig", "Makefile"};

static struct bytes last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return bytes_of(slash ? slash + 1 : path);
}

/* How `other` at PATH is counted; NULL: it is no code. */
static counter *counter_of(const char *path)
{
	struct bytes name = last_part(path);

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		size_t len = strlen(suffixes[i].suffix);

		if (name.len > len &&
			memcmp(name.data + name.len - len, suffixes[i].suffix, len) == 0)
			return suffixes[i].count;
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		size_t len = strlen(names[i]);

		if (name.len >= len && memcmp(name.data, names[i], len) == 0 &&
			(name.len == len || name.data[len] == '.'))
			return count_hash;
	}
	return NULL;
}

enum kvet_language language_of_file(const char *path)
{
	unsigned set = place_languages(&path, 1);

	for (unsigned i = 0; i < KVET_LANGUAGE_OTHER; i++) {
		if (set & 1u << i)
			return (enum kvet_language)i;
	}
	return counter_of(path) ? KVET_LANGUAGE_OTHER : KVET_LANGUAGES;
}

void language_count(enum kvet_language language, const char *path, struct bytes text,
	struct kvet_count *count, struct kvet_unsafe *unsafe)
{
	count->files++;
	switch (language) {
	case KVET_LANGUAGE_C:
		count_c(text, count);
		break;
	case KVET_LANGUAGE_RUST:
		count_rust(text, count, unsafe);
		break;
	case KVET_LANGUAGE_ASSEMBLY:
		count_assembly(text, count_assembly_marks(path), count);
		break;
	default:
		counter_of(path)(text, count);
	}
}
