/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A vmlinux, of both sizes and byte orders, with and without debug information. */
#include "made_image.h"
#include "target/image/image.h"

#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct form {
	bool wide, big; /* 64 bits; the highest byte first */
	unsigned machine;
	unsigned version; /* of DWARF; 0: none */
};

struct unit {
	const char *folder, *name; /* NULL: it has no such attribute */
};

/* A compile unit whose strings stand in it. Its abbreviation is the first of those below
 * when it has a folder, else the second. */
static void put_unit(struct made *info, const struct form *form, const struct unit *unit)
{
	size_t start = info->len;

	made_number(info, 0, 4, form->big);
	made_number(info, form->version, 2, form->big);
	if (form->version >= 5) {
		made_number(info, 1, 1, form->big); /* DW_UT_compile */
		made_number(info, form->wide ? 8 : 4, 1, form->big);
	}
	made_number(info, 0, 4, form->big); /* abbreviations */
	if (form->version < 5)
		made_number(info, form->wide ? 8 : 4, 1, form->big);
	made_number(info, unit->folder ? 1 : 2, 1, form->big);
	made_put(info, unit->name, strlen(unit->name) + 1);
	if (unit->folder)
		made_put(info, unit->folder, strlen(unit->folder) + 1);
	made_set32(info, start, (uint32_t)(info->len - start - 4), form->big);
}

/* DW_TAG_compile_unit without children: DW_AT_name, and DW_AT_comp_dir or not, as
 * DW_FORM_string. */
static const char abbreviations[] = {
	1, 0x11, 0, 3, 8, 0x1b, 8, 0, 0, 2, 0x11, 0, 3, 8, 0, 0, 0};

static void put_word(struct made *file, const struct form *form, uint64_t value)
{
	made_number(file, value, form->wide ? 8 : 4, form->big);
}

static void put_half(struct made *file, const struct form *form, unsigned value)
{
	made_number(file, value, 2, form->big);
}

static void put_section(struct made *file, const struct form *form, const char *names,
	const char *name, size_t at, size_t len)
{
	const char *found = memmem(names, 256, name, strlen(name) + 1);
	unsigned type = !*name                           ? SHT_NULL
			: strcmp(name, ".shstrtab") == 0 ? SHT_STRTAB
							 : SHT_PROGBITS;

	made_number(file, (uint64_t)(found - names), 4, form->big);
	made_number(file, type, 4, form->big);
	put_word(file, form, 0);
	put_word(file, form, 0);
	put_word(file, form, at);
	put_word(file, form, len);
	made_number(file, 0, 8, form->big);
	put_word(file, form, 1);
	put_word(file, form, 0);
}

static void put_header(struct made *file, const struct form *form, size_t sections)
{
	const unsigned header = form->wide ? 64 : 52;

	made_put(file, "\177ELF", 4);
	made_number(file, form->wide ? 2 : 1, 1, false);
	made_number(file, form->big ? 2 : 1, 1, false);
	made_number(file, 1, 1, false);
	made_pad(file, 16);
	put_half(file, form, ET_EXEC);
	put_half(file, form, form->machine);
	made_number(file, 1, 4, form->big);
	put_word(file, form, 0);
	put_word(file, form, header); /* program headers */
	put_word(file, form, sections);
	made_number(file, 0, 4, form->big);
	put_half(file, form, header);
	put_half(file, form, form->wide ? 56 : 32);
	put_half(file, form, 1);
	put_half(file, form, form->wide ? 64 : 40);
	put_half(file, form, form->version ? 5 : 3);
	put_half(file, form, form->version ? 4 : 2);
}

/* What is loaded is the begin of the file, LEN bytes of it. */
static void put_load(struct made *file, const struct form *form, size_t len)
{
	made_number(file, PT_LOAD, 4, form->big);
	if (form->wide)
		made_number(file, 5, 4, form->big);
	put_word(file, form, 0);
	put_word(file, form, 0);
	put_word(file, form, 0);
	put_word(file, form, len);
	put_word(file, form, len);
	if (!form->wide)
		made_number(file, 5, 4, form->big);
	put_word(file, form, 4096);
}

static struct made make_vmlinux(
	const struct form *form, const struct unit *units, size_t count)
{
	static const char names[256] = "\0.rodata\0.shstrtab\0.debug_info\0.debug_abbrev";
	const size_t text = 4096, strings = 5000, abbrev = 5300, info = 5400;
	struct made file = {0}, debug = {0};

	for (size_t i = 0; i < count && form->version; i++)
		put_unit(&debug, form, &units[i]);
	size_t sections = info + ((debug.len + 7) & ~(size_t)7);

	put_header(&file, form, sections);
	put_load(&file, form, strings);
	made_pad(&file, text);
	made_text(&file, "Linux version %s (%s)\n");
	made_put(&file, "", 1);
	made_text(&file, MADE_BANNER "\n");
	made_pad(&file, strings);
	made_put(&file, names,
		form->version ? sizeof(names) : sizeof(".rodata.shstrtab."));
	made_pad(&file, abbrev);
	made_put(&file, abbreviations, sizeof(abbreviations));
	made_pad(&file, info);
	made_put(&file, debug.data, debug.len);
	made_pad(&file, sections);
	put_section(&file, form, names, "", 0, 0);
	put_section(&file, form, names, ".rodata", text, 200);
	if (form->version) {
		put_section(&file, form, names, ".debug_info", info, debug.len);
		put_section(&file, form, names, ".debug_abbrev", abbrev,
			sizeof(abbreviations));
	}
	put_section(&file, form, names, ".shstrtab", strings, sizeof(names));
	free(debug.data);
	return file;
}

static void parse(const struct form *form, const struct unit *units, size_t count,
	struct arena *arena, struct image *image)
{
	struct made file = make_vmlinux(form, units, count);
	struct kvet_error error;

	if (image_parse(made_bytes(&file), "out/vmlinux", arena, image, &error))
		fail_msg("%s", error.message);
	assert_true(image_looks_like(made_bytes(&file)));
	assert_string_equal(image->kind, "vmlinux");
	assert_string_equal(image->banner, MADE_BANNER);
	free(file.data);
}

static const struct form forms[] = {
	{true, false, EM_X86_64, 5},
	{true, false, EM_AARCH64, 4},
	{false, false, EM_ARM, 5},
	{false, true, EM_PPC, 4},
	{true, true, EM_S390, 5},
	{true, false, EM_RISCV, 3},
};

static void test_without_debug_information(void **state)
{
	static const char *const archs[] = {
		"x86", "arm64", "arm", "powerpc", "s390", "riscv"};

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct form form = forms[i];
		struct arena arena = {0};
		struct image image;

		form.version = 0;
		parse(&form, NULL, 0, &arena, &image);
		assert_string_equal(image.arch, archs[i]);
		assert_null(image.compiled);
		assert_string_equal(image.note, "");
		arena_release(&arena);
	}
}

#ifdef WITH_ELFUTILS
/* PATH is there when WANTED says so. */
static void assert_has(const struct image *image, const char *path, bool wanted)
{
	if (compiled_has(image->compiled, bytes_of(path)) != wanted)
		fail_msg("%s is %s", path, wanted ? "not there" : "there");
}

/* Built in the tree. */
static void test_built_in_the_tree(void **state)
{
	static const struct unit units[] = {
		{"/src/linux", "arch/x86/kernel/head_64.S"},
		{"/src/linux", "/src/linux/init/main.c"},
		{"/src/linux", "./fs/../fs/nfsd/vfs.c"},
		{"/src/linux", "kernel/configs.c"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(forms); i++) {
		struct arena arena = {0};
		struct image image;

		parse(&forms[i], units, COUNT(units), &arena, &image);
		assert_non_null(image.compiled);
		assert_string_equal(
			image.compiled->source, "the debug information of vmlinux");
		assert_true(image.compiled->whole);
		assert_false(image.compiled->modules);
		assert_false(image.compiled->headers);
		assert_int_equal(image.compiled->files.count, 4);
		assert_has(&image, "arch/x86/kernel/head_64.S", true);
		assert_has(&image, "init/main.c", true);
		assert_has(&image, "fs/nfsd/vfs.c", true);
		assert_has(&image, "fs/nfsd/nfsd.c", false);
		compiled_free(image.compiled);
		arena_release(&arena);
	}
}

/* In a folder below the tree, as Debian does, with generated files there. */
static void test_built_below_the_tree(void **state)
{
	static const struct unit units[] = {
		{"/b/linux-6.1/debian/out", "/b/linux-6.1/init/main.c"},
		{"/b/linux-6.1/debian/out", "../../mm/slub.c"},
		{"/b/linux-6.1/debian/out", "lib/crc32table.c"},
	};
	struct arena arena = {0};
	struct image image;

	(void)state;
	parse(&forms[0], units, COUNT(units), &arena, &image);
	assert_int_equal(image.compiled->files.count, 3);
	assert_has(&image, "mm/slub.c", true);
	assert_has(&image, "lib/crc32table.c", true);
	compiled_free(image.compiled);
	arena_release(&arena);
}

/* With -ffile-prefix-map the compiler's names are short, the assembler's are not; and a
 * unit may have no folder. None is lost. */
static void test_names_that_were_shortened(void **state)
{
	static const struct unit units[] = {
		{"debian/out", "init/main.c"},
		{"debian/out", "fs/read_write.c"},
		{"/b/usr/linux-6.1/debian/out",
			"/b/usr/linux-6.1/arch/x86/entry/entry.S"},
		{NULL, "net/core/dev.c"},
		{NULL, "../../drivers/tty/tty_io.c"},
	};
	struct arena arena = {0};
	struct image image;

	(void)state;
	parse(&forms[0], units, COUNT(units), &arena, &image);
	assert_has(&image, "init/main.c", true);
	assert_has(&image, "fs/read_write.c", true);
	assert_has(&image, "arch/x86/entry/entry.S", true);
	assert_has(&image, "net/core/dev.c", true);
	assert_has(&image, "drivers/tty/tty_io.c", true);
	assert_has(&image, "fs/nfsd/vfs.c", false);
	compiled_free(image.compiled);
	arena_release(&arena);
}

static void test_no_tree_to_be_found(void **state)
{
	static const struct unit units[] = {
		{"/src/ls", "ls.c"}, {"/src", "xinit/main.c"}};
	struct arena arena = {0};
	struct image image;

	(void)state;
	parse(&forms[0], units, COUNT(units), &arena, &image);
	assert_null(image.compiled);
	assert_non_null(strstr(image.note, "no unit is init/main.c"));
	arena_release(&arena);
}

/* Cut short at every place: never a crash, and a list only when all of it is there. */
static void test_cut_vmlinux(void **state)
{
	static const struct unit units[] = {
		{"/src", "init/main.c"}, {"/src", "mm/slub.c"}};

	(void)state;
	for (size_t form = 0; form < COUNT(forms); form++) {
		struct made file = make_vmlinux(&forms[form], units, COUNT(units));

		for (size_t len = 1; len < file.len; len += 37) {
			struct arena arena = {0};
			struct image image;
			char *exact = malloc(len);

			memcpy(exact, file.data, len);
			if (image_parse((struct bytes){exact, len}, "vmlinux", &arena,
				    &image, NULL) == 0)
				assert_null(image.compiled);
			free(exact);
			arena_release(&arena);
		}
		free(file.data);
	}
}
#else
static void test_elfutils_left_out(void **state)
{
	static const struct unit units[] = {{"/src", "init/main.c"}};
	struct arena arena = {0};
	struct image image;

	(void)state;
	parse(&forms[0], units, COUNT(units), &arena, &image);
	assert_null(image.compiled);
	assert_non_null(strstr(image.note, "without elfutils"));
	arena_release(&arena);
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_without_debug_information),
#ifdef WITH_ELFUTILS
		cmocka_unit_test(test_built_in_the_tree),
		cmocka_unit_test(test_built_below_the_tree),
		cmocka_unit_test(test_names_that_were_shortened),
		cmocka_unit_test(test_no_tree_to_be_found),
		cmocka_unit_test(test_cut_vmlinux),
#else
		cmocka_unit_test(test_elfutils_left_out),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
