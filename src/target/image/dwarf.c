/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/image/dwarf.h"
#include "target/tree.h"

#include "util/error.h"

#include <dwarf.h>
#include <elfutils/libdw.h>
#include <gelf.h>
#include <stdlib.h>

/* Names in debug information are paths; longer ones are none. */
#define PATH_SIZE (2 * TREE_PATH_MAX)

struct dwarf_walk {
	Dwarf *dwarf;
	struct compiled *compiled;
	struct bytes source, build; /* the folders of init/main.c and of its object */
	char source_text[PATH_SIZE], build_text[PATH_SIZE];
	bool failed;
};

struct bytes dwarf_loaded(struct bytes file)
{
	struct bytes loaded = {file.data, 0};
	size_t count = 0;
	Elf *elf;

	if (elf_version(EV_CURRENT) == EV_NONE)
		return file;
	elf = elf_memory((char *)file.data, file.len);
	if (!elf || elf_getphdrnum(elf, &count))
		count = 0;
	for (size_t i = 0; i < count && i <= UINT16_MAX; i++) {
		GElf_Phdr header;

		if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_LOAD)
			continue;
		if (header.p_offset > file.len ||
			header.p_filesz > file.len - header.p_offset)
			continue;
		if (header.p_offset + header.p_filesz > loaded.len)
			loaded.len = (size_t)(header.p_offset + header.p_filesz);
	}
	elf_end(elf);
	return loaded.len ? loaded : file;
}

/*
 * FOLDER and NAME as one path without `.` and `..`, without the slash before it: absolute
 * or not, all the paths of one file begin alike.
 */
static struct bytes join(const char *folder, const char *name, char text[PATH_SIZE])
{
	char joined[TREE_PATH_MAX];
	int len = *name == '/' || !folder
			  ? snprintf(joined, sizeof(joined), "%s", name)
			  : snprintf(joined, sizeof(joined), "%s/%s", folder, name);
	const char *begin = joined + strspn(joined, "/");

	if (len < 0 || (size_t)len >= sizeof(joined))
		return (struct bytes){0};
	return (struct bytes){text, tree_normalise(bytes_of(begin), text)};
}

/* The string of an attribute, or NULL. */
static const char *attribute(Dwarf_Die *die, unsigned name)
{
	Dwarf_Attribute found;

	return dwarf_attr(die, name, &found) ? dwarf_formstring(&found) : NULL;
}

static bool ends_in_main(struct bytes path)
{
	static const char wanted[] = "init/main.c";
	size_t len = sizeof(wanted) - 1;

	return path.len >= len && memcmp(path.data + path.len - len, wanted, len) == 0 &&
	       (path.len == len || path.data[path.len - len - 1] == '/');
}

/* The unit of init/main.c shows where the tree and the build's folder are. */
static bool find_folders(struct dwarf_walk *walk, const char *folder, const char *name)
{
	char text[PATH_SIZE];
	struct bytes path = join(folder, name, text);

	if (!ends_in_main(path))
		return false;
	path.len -= strlen("init/main.c");
	memcpy(walk->source_text, path.data, path.len);
	walk->source = (struct bytes){walk->source_text, path.len};
	walk->build = join(NULL, folder ? folder : "", walk->build_text);
	if (walk->build.len)
		walk->build_text[walk->build.len++] = '/';
	return true;
}

static bool begins(struct bytes path, struct bytes folder)
{
	return path.len > folder.len &&
	       (!folder.len || memcmp(path.data, folder.data, folder.len) == 0);
}

/* PATH below the tree, or below the build's folder, which may be inside of it, or the
 * tree inside of that. */
static struct bytes below(const struct dwarf_walk *walk, struct bytes path)
{
	size_t cut = 0;
	bool source = begins(path, walk->source), build = begins(path, walk->build);

	if (source)
		cut = walk->source.len;
	if (build && walk->build.len > cut)
		cut = walk->build.len;
	if (!source && !build)
		return (struct bytes){0};
	return (struct bytes){path.data + cut, path.len - cut};
}

/* The folders at the top of a kernel's source that code is compiled from. */
static bool is_top(struct bytes part)
{
	static const char *const tops[] = {"arch", "block", "certs", "crypto", "drivers",
		"fs", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net", "rust",
		"samples", "security", "sound", "tools", "usr", "virt"};

	for (size_t i = 0; i < sizeof(tops) / sizeof(*tops); i++) {
		if (bytes_equal(part, tops[i]))
			return true;
	}
	return false;
}

/*
 * PATH is below neither folder, as the assembler's are where -ffile-prefix-map shortens
 * the compiler's only. What it may be below the tree is added, in each way that it can be
 * read: one file too much is taken for compiled, and none is lost.
 */
static bool add_parts(struct compiled *compiled, struct bytes path)
{
	while (path.len) {
		const char *slash = memchr(path.data, '/', path.len);
		struct bytes part = {
			path.data, slash ? (size_t)(slash - path.data) : path.len};

		if (slash && is_top(part) && !compiled_add(compiled, path))
			return false;
		path.data += part.len + (slash != NULL);
		path.len -= part.len + (slash != NULL);
	}
	return true;
}

/* True when memory is short. */
static bool add(struct dwarf_walk *walk, const char *folder, const char *name)
{
	char text[PATH_SIZE];
	struct bytes path = join(folder, name, text);
	struct bytes found = below(walk, path);

	if (found.len)
		walk->failed = !compiled_add(walk->compiled, found);
	else
		walk->failed =
			!add_parts(walk->compiled, path.len ? path : bytes_of(name));
	return walk->failed;
}

/* Calls EACH for every compile unit until it is content; false when there are too many
 * of them. */
static bool each_unit(struct dwarf_walk *walk,
	bool (*each)(struct dwarf_walk *, const char *folder, const char *name))
{
	Dwarf_CU *unit = NULL;
	Dwarf_Die die;
	uint8_t type;
	size_t count = 0;

	while (dwarf_get_units(walk->dwarf, unit, &unit, NULL, &type, &die, NULL) == 0) {
		if (++count > DWARF_UNITS_MAX)
			return false;
		if (type != DW_UT_compile && type != DW_UT_skeleton)
			continue;
		const char *name = attribute(&die, DW_AT_name);

		if (name && each(walk, attribute(&die, DW_AT_comp_dir), name))
			break;
	}
	return true;
}

/* Why there is no list, or NULL. */
static const char *read_units(struct dwarf_walk *walk)
{
	if (!each_unit(walk, find_folders))
		return "its debug information was not read: it has too many units";
	if (!walk->source.data)
		return "its debug information does not tell the source tree: no unit is "
		       "init/main.c";
	return each_unit(walk, add)
		       ? NULL
		       : "its debug information was not read: it has too many units";
}

/* What the compressed sections of debug information say they unpack to. */
static uint64_t unpacked_size(Elf *elf)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	GElf_Chdr packed;
	uint64_t sum = 0;

	while ((section = elf_nextscn(elf, section)) != NULL) {
		if (!gelf_getshdr(section, &header) || header.sh_type == SHT_NOBITS)
			continue;
		if (!(header.sh_flags & SHF_COMPRESSED))
			continue;
		if (gelf_getchdr(section, &packed) &&
			__builtin_add_overflow(sum, packed.ch_size, &sum))
			return UINT64_MAX;
	}
	return sum;
}

/* Whether there is a section NAME. */
static bool has_section(Elf *elf, const char *wanted)
{
	Elf_Scn *section = NULL;
	GElf_Shdr header;
	size_t names;

	if (elf_getshdrstrndx(elf, &names))
		return false;
	while ((section = elf_nextscn(elf, section)) != NULL) {
		const char *name = gelf_getshdr(section, &header)
					   ? elf_strptr(elf, names, header.sh_name)
					   : NULL;

		if (name && strcmp(name, wanted) == 0)
			return header.sh_type != SHT_NOBITS;
	}
	return false;
}

static struct compiled *compiled_of(const char *path, struct arena *arena)
{
	const char *base = strrchr(path, '/');
	struct compiled *compiled = compiled_new(arena_printf(
		arena, "the debug information of %s", base ? base + 1 : path));

	if (compiled)
		compiled->whole = true;
	return compiled;
}

/* Reads the units of ELF into COMPILED; the reason why not, or NULL. */
static const char *read_elf(Elf *elf, struct compiled *compiled, bool *failed)
{
	struct dwarf_walk walk = {.compiled = compiled};
	const char *why;

	if (unpacked_size(elf) > DWARF_UNPACKED_MAX)
		return "its debug information was not read: it unpacks to too much";
	walk.dwarf = dwarf_begin_elf(elf, DWARF_C_READ, NULL);
	if (!walk.dwarf)
		return "its debug information cannot be read";
	why = read_units(&walk);
	*failed = walk.failed;
	dwarf_end(walk.dwarf);
	return why;
}

int dwarf_read(struct bytes file, const char *path, struct arena *arena,
	struct compiled **out, const char **note, struct kvet_error *error)
{
	struct compiled *compiled;
	bool failed = false;
	const char *why = NULL;

	*out = NULL;
	*note = "";
	if (elf_version(EV_CURRENT) == EV_NONE)
		return 0;
	/* Which is only read. */
	Elf *elf = elf_memory((char *)file.data, file.len);

	if (!elf || !has_section(elf, ".debug_info")) {
		elf_end(elf);
		return 0;
	}
	compiled = compiled_of(path, arena);
	if (compiled)
		why = read_elf(elf, compiled, &failed);
	elf_end(elf);
	if (!compiled || failed || arena->failed) {
		compiled_free(compiled);
		return error_set(error, KVET_ERROR_MEMORY, path, "out of memory");
	}
	if (why) {
		compiled_free(compiled);
		*note = why;
		return 0;
	}
	*out = compiled;
	return 0;
}
