/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/options.h"

#include "util/error.h"

#include <ctype.h>
#include <stdlib.h>

/* All options of 7.2 stand in 1,000 menus. */
#define TITLES_MAX 20000u

struct reading {
	struct options *options;
	struct bytes line;
	unsigned number;
	struct table titles; /* of menus, and comments like them */
	bool first, last, library; /* the menus that read_title looks for */
	bool ends; /* since 5.2 menus end with a line of their own */
	bool torn; /* a menu ends that did not begin */
};

static void hint(struct kvet_error *error)
{
	error_hint(error, "a configuration is what a kernel build leaves as .config, "
			  "and distributions as /boot/config-RELEASE");
}

static int refuse(
	const struct reading *reading, const char *why, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, reading->options->source, "%s: '%.*s'", why,
		(int)(reading->line.len < 60 ? reading->line.len : 60),
		reading->line.data);
	error_place(error, reading->number, 0);
	hint(error);
	return KVET_ERROR_INPUT;
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

static struct bytes behind(struct bytes text, size_t len)
{
	return (struct bytes){text.data + len, text.len - len};
}

/* The letters, digits and underscores that TEXT begins with: a symbol of Kconfig. */
static size_t symbol_len(struct bytes text)
{
	size_t len = 0;

	while (len < text.len &&
		(isalnum((unsigned char)text.data[len]) || text.data[len] == '_'))
		len++;
	return len;
}

/* Said twice, the last one counts, as for Kconfig. */
static int set_option(struct reading *reading, struct bytes name, struct bytes value,
	struct kvet_error *error)
{
	struct options *options = reading->options;
	struct table_entry *known = table_find(&options->names, name);
	struct option_value *option = known ? known->value : NULL;

	if (!known) {
		name.data = arena_text(&options->arena, name);
		option = arena_alloc(&options->arena, sizeof(*option));
		known = option && !options->arena.failed
				? table_add(&options->names, name)
				: NULL;
	}
	if (!known)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (options->names.count > OPTIONS_COUNT_MAX)
		return refuse(reading, "more options than any kernel has", error);
	*option = (struct option_value){
		arena_text(&options->arena, value), reading->number};
	known->value = option;
	return 0;
}

/* # Linux/x86 6.1.192 Kernel Configuration */
static void read_heading(struct options *options, struct bytes rest)
{
	const char *space = memchr(rest.data, ' ', rest.len);

	if (!space)
		return;
	struct bytes arch = {rest.data, (size_t)(space - rest.data)};
	struct bytes release = behind(rest, arch.len + 1);
	/* It is the name of a folder below arch/, and must not lead elsewhere. */
	if (symbol_len(arch) != arch.len)
		return;
	space = memchr(release.data, ' ', release.len);
	if (!space)
		return;
	release.len = (size_t)(space - release.data);
	options->arch = arena_text(&options->arena, arch);
	options->release = arena_text(&options->arena, release);
}

/*
 * Kconfig writes "# General setup" first and "# Kernel hacking" last, but for what little a
 * vendor adds behind it, and since 5.2 "# end of " either where that ends. Before, "# Library
 * routines" stood near the end too, and that both have begun must do.
 */
static int read_title(struct reading *reading, struct bytes title)
{
	struct table_entry *entry;

	if (starts_with(title, "end of ")) {
		title = behind(title, 7);
		entry = table_find(&reading->titles, title);
		reading->torn = reading->torn || !entry;
		if (!reading->ends)
			reading->first = reading->last = false;
		reading->ends = true;
	} else {
		if (reading->titles.count < TITLES_MAX &&
			!table_add(&reading->titles, title))
			return KVET_ERROR_MEMORY;
		if (reading->ends)
			return 0;
	}
	reading->first = reading->first || bytes_equal(title, "General setup");
	reading->last = reading->last || bytes_equal(title, "Kernel hacking");
	reading->library = reading->library || reading->ends ||
			   bytes_equal(title, "Library routines");
	return 0;
}

/* # CONFIG_NFSD is not set */
static int read_comment(struct reading *reading, struct kvet_error *error)
{
	struct bytes line = reading->line;

	if (starts_with(line, "# Linux/") && !*reading->options->arch)
		read_heading(reading->options, behind(line, 8));
	if (!starts_with(line, "# CONFIG_")) {
		if (starts_with(line, "# ") &&
			read_title(reading, behind(line, 2)) == KVET_ERROR_MEMORY)
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
		return 0;
	}
	struct bytes name = behind(line, 9);
	name.len = symbol_len(name);
	struct bytes rest = behind(line, 9 + name.len);
	if (!name.len || !bytes_equal(rest, " is not set"))
		return 0; /* a remark of a person */
	return set_option(reading, name, bytes_of("n"), error);
}

static int read_line(struct reading *reading, struct kvet_error *error)
{
	struct bytes *line = &reading->line;

	if (memchr(line->data, '\0', line->len))
		return refuse(reading, "a NUL byte stands in it", error);
	while (line->len && isspace((unsigned char)line->data[line->len - 1]))
		line->len--;
	if (!line->len)
		return 0;
	if (line->data[0] == '#')
		return read_comment(reading, error);
	if (!starts_with(*line, "CONFIG_"))
		return refuse(reading, "no line of a configuration", error);
	struct bytes name = behind(*line, 7);
	name.len = symbol_len(name);
	struct bytes rest = behind(*line, 7 + name.len);
	if (!name.len || !rest.len || rest.data[0] != '=')
		return refuse(reading, "no line of a configuration", error);
	return set_option(reading, name, behind(rest, 1), error);
}

static size_t count_set(const struct options *options)
{
	size_t count = 0;

	for (size_t i = 0; i < options->names.count; i++) {
		const struct option_value *value = options->names.entries[i].value;

		count += strcmp(value->text, "n") != 0;
	}
	return count;
}

int options_read(struct bytes text, const char *source, struct options **out,
	struct kvet_error *error)
{
	struct reading reading = {.options = calloc(1, sizeof(*reading.options))};
	struct options *options = reading.options;
	int code = 0;

	if (!options)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	options->source = arena_text(&options->arena, bytes_of(source));
	options->release = options->arch = "";
	if (text.len > OPTIONS_SIZE_MAX)
		code = error_set(error, KVET_ERROR_INPUT, source,
			"larger than any configuration (%u MiB)", OPTIONS_SIZE_MAX >> 20);
	while (!code && bytes_next_line(&text, &reading.line)) {
		reading.number++;
		code = read_line(&reading, error);
	}
	if (!code && !options->names.count) {
		code = error_set(error, KVET_ERROR_INPUT, source,
			"no configuration: it sets no option");
		hint(error);
	}
	if (!code && options->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	table_release(&reading.titles);
	if (code) {
		options_free(options);
		return code;
	}
	options->whole =
		reading.first && reading.last && reading.library && !reading.torn;
	options->set = count_set(options);
	*out = options;
	return 0;
}

void options_free(struct options *options)
{
	if (!options)
		return;
	table_release(&options->names);
	arena_release(&options->arena);
	free(options);
}

const struct option_value *options_find(const struct options *options, struct bytes name)
{
	const struct table_entry *entry = table_find(&options->names, name);

	return entry ? entry->value : NULL;
}

bool options_on(const struct options *options, const char *name)
{
	const struct option_value *value = options_find(options, bytes_of(name));

	return value && (strcmp(value->text, "y") == 0 || strcmp(value->text, "m") == 0);
}

/* What A has on is so in B. */
static bool is_part(const struct options *a, const struct options *b)
{
	for (size_t i = 0; i < a->names.count; i++) {
		const struct table_entry *entry = &a->names.entries[i];
		const struct option_value *value = entry->value;
		const struct option_value *other = options_find(b, entry->name);

		if (strcmp(value->text, "n") != 0 &&
			(!other || strcmp(value->text, other->text) != 0))
			return false;
	}
	return true;
}

bool options_same(const struct options *a, const struct options *b)
{
	return is_part(a, b) && is_part(b, a);
}

/* What ARCH says where it is not the folder's name: the root Makefile's SRCARCH. */
static const char *const arch_folders[][2] = {
	{"i386", "x86"},
	{"x86_64", "x86"},
	{"sparc32", "sparc"},
	{"sparc64", "sparc"},
	{"parisc64", "parisc"},
	{"sh64", "sh"},
};

/* An option that is on in every configuration of one architecture, and in no other's. The
 * first fit counts: user mode Linux has some of x86's. */
static const char *const arch_options[][2] = {
	{"UML", "um"},
	{"X86", "x86"},
	{"ARM64", "arm64"},
	{"ARM", "arm"},
	{"RISCV", "riscv"},
	{"PPC", "powerpc"},
	{"MIPS", "mips"},
	{"S390", "s390"},
	{"LOONGARCH", "loongarch"},
	{"PARISC", "parisc"},
	{"SPARC", "sparc"},
	{"M68K", "m68k"},
	{"SUPERH", "sh"},
	{"ALPHA", "alpha"},
	{"XTENSA", "xtensa"},
	{"ARC", "arc"},
	{"CSKY", "csky"},
	{"HEXAGON", "hexagon"},
	{"MICROBLAZE", "microblaze"},
	{"NIOS2", "nios2"},
	{"OPENRISC", "openrisc"},
	{"IA64", "ia64"},
};

const char *options_srcarch(const struct options *options)
{
	for (size_t i = 0; i < sizeof(arch_options) / sizeof(*arch_options); i++) {
		if (options_on(options, arch_options[i][0]))
			return arch_options[i][1];
	}
	for (size_t i = 0; i < sizeof(arch_folders) / sizeof(*arch_folders); i++) {
		if (strcmp(options->arch, arch_folders[i][0]) == 0)
			return arch_folders[i][1];
	}
	return options->arch;
}
