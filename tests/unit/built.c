/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a build's list, the Kbuild files, includes and modules together decide of a file. */
#include "target/doubts.h"

#include "util/error.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
	const char *path, *text;
} files[] = {
	{"Makefile", "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nSRCARCH := $(ARCH)\n"
		     "core-y := kernel/\ndrivers-y := drivers/\n"
		     "include $(srctree)/arch/$(SRCARCH)/Makefile\n"},
	{"Kbuild", "# nothing\n"},
	{"Kconfig", "config ON\n\tbool\n"},
	{"scripts/Kbuild.include", "# nothing\n"},
	{"arch/x86/Makefile", "# nothing\n"},
	{"arch/arm/boot/dts/board.dts", "/dts-v1/;\n"},
	{"include/linux/used.h", "\n"},
	{"include/linux/unused.h", "\n"},
	{"kernel/Makefile", "obj-y += core.o a.o b.o c.o\nobj-$(CONFIG_OFF) += off.o\n"},
	{"kernel/core.c", "#include <linux/used.h>\n#include \"part.c\"\n"},
	{"kernel/a.c", "\n"},
	{"kernel/b.c", "\n"},
	{"kernel/c.c", "\n"},
	{"kernel/part.c", "\n"},
	{"kernel/orphan.c", "\n"},
	{"kernel/off.c", "#include <linux/unused.h>\n"},
	{"drivers/Makefile", "obj-$(CONFIG_MOD) += mod.o other.o\n"
			     "obj-$(CONFIG_OFF) += dark/\n"},
	{"drivers/mod.c", "\n"},
	{"drivers/other.c", "\n"},
	{"drivers/dark/Makefile", "obj-y += dark.o\n"},
	{"drivers/dark/Kconfig", "config DARK\n\tbool\n"},
	{"drivers/dark/dark.c", "\n"},
};

#define WHOLE                                                                            \
	"# General setup\n# end of General setup\n"                                      \
	"# Kernel hacking\n# end of Kernel hacking\n"

static const char config[] = "# Linux/x86 6.1.9 Kernel Configuration\nCONFIG_X86=y\n"
			     "CONFIG_MOD=m\nCONFIG_MODULES=y\n" WHOLE;

static char root[] = "/tmp/kvet-built-XXXXXX";

static void make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0755);
		*slash = '/';
	}
}

static int make_tree(void **state)
{
	(void)state;
	if (!mkdtemp(root))
		return -1;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		char path[256];

		snprintf(path, sizeof(path), "%s/%s", root, files[i].path);
		make_parents(path);
		FILE *file = fopen(path, "w");
		if (!file)
			return -1;
		fputs(files[i].text, file);
		fclose(file);
	}
	return 0;
}

static int remove_one(
	const char *path, const struct stat *info, int type, struct FTW *walk)
{
	(void)info, (void)type, (void)walk;
	return remove(path);
}

static int remove_tree(void **state)
{
	(void)state;
	return nftw(root, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static void open_tree(struct built *built)
{
	struct kvet_error error = {0};

	*built = (struct built){0};
	if (kerneltree_open_folder(root, &built->tree, &error))
		fail_msg("%s", error.message);
}

static void read_kbuild(struct built *built, const char *options)
{
	struct kvet_error error = {0};

	if (options_read(bytes_of(options), "made", &built->options, &error) ||
		built_read(built, &error))
		fail_msg("%s", error.message);
}

/* A whole list, as .cmd files are; then a test takes from it what it is about. */
static void add_list(struct built *built, const char *const *paths)
{
	built->compiled = compiled_new("made");
	assert_non_null(built->compiled);
	built->compiled->whole = built->compiled->modules = true;
	built->compiled->headers = built->compiled->included = true;
	built->compiled->assembly = built->compiled->rust = true;
	for (; *paths; paths++)
		assert_true(compiled_add(built->compiled, bytes_of(*paths)));
}

static const char *const presences[] = {
	"undecided", "builtin", "module", "loaded", "absent"};
static const char *const grounds[] = {"list", "modules", "line", "reader", "nothing"};

static void expect(const struct built *built, const char *path,
	enum kvet_presence presence, enum built_ground ground)
{
	struct built_file file;

	built_look(built, path, &file);
	if (file.presence != presence || file.ground != ground)
		fail_msg("%s is %s by %s, not %s by %s", path, presences[file.presence],
			grounds[file.ground], presences[presence], grounds[ground]);
}

static bool contradicted(const struct built *built, const char *path)
{
	struct built_file file;

	built_look(built, path, &file);
	return file.contradicted;
}

#define ABSENT KVET_PRESENCE_ABSENT
#define BUILTIN KVET_PRESENCE_BUILTIN
#define LOADED KVET_PRESENCE_LOADED
#define MODULE KVET_PRESENCE_MODULE
#define UNDECIDED KVET_PRESENCE_UNDECIDED

static void test_a_tree_alone_proves_nothing(void **state)
{
	struct built built;

	(void)state;
	open_tree(&built);
	assert_false(built_can_tell(&built));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		expect(&built, files[i].path, UNDECIDED, BUILT_BY_NOTHING);
	built_release(&built);
}

static void test_kbuild_and_includes(void **state)
{
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	assert_true(built_can_tell(&built));
	assert_true(built.followed);
	expect(&built, "kernel/core.c", BUILTIN, BUILT_BY_LINE);
	expect(&built, "kernel/part.c", BUILTIN, BUILT_BY_READER);
	expect(&built, "kernel/off.c", ABSENT, BUILT_BY_LINE);
	expect(&built, "kernel/orphan.c", ABSENT, BUILT_BY_LINE);
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	expect(&built, "drivers/dark/dark.c", ABSENT, BUILT_BY_LINE);
	expect(&built, "include/linux/used.h", BUILTIN, BUILT_BY_READER);
	expect(&built, "include/linux/unused.h", ABSENT, BUILT_BY_READER);
	/* Build files count where anything of their folder is built. */
	expect(&built, "kernel/Makefile", UNDECIDED, BUILT_BY_LINE);
	expect(&built, "drivers/dark/Kconfig", ABSENT, BUILT_BY_LINE);
	expect(&built, "arch/arm/boot/dts/board.dts", ABSENT, BUILT_BY_LINE);
	expect(&built, "kernel/nowhere.c", UNDECIDED, BUILT_BY_NOTHING);
	expect(&built, "../outside.c", UNDECIDED, BUILT_BY_NOTHING);
	built_release(&built);
}

/* Of a configuration of another line, an option that it does not name may be on. */
static void test_another_lines_configuration(void **state)
{
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(
		&built, "# Linux/x86 6.12.9 Kernel Configuration\nCONFIG_X86=y\n" WHOLE);
	expect(&built, "kernel/core.c", BUILTIN, BUILT_BY_LINE);
	expect(&built, "kernel/off.c", UNDECIDED, BUILT_BY_LINE);
	expect(&built, "include/linux/unused.h", UNDECIDED, BUILT_BY_READER);
	built_release(&built);
}

/* And of one that was cut off, or that somebody put a heading before. */
static void test_a_part_of_a_configuration(void **state)
{
	static const struct {
		const char *rest;
		bool whole;
	} cases[] = {
		{WHOLE, true},
		{"", false},
		{"# General setup\n# end of General setup\n", false},
		{"# General setup\n# end of General setup\n# Kernel hacking\n", false},
		{"# Kernel hacking\n# end of Kernel hacking\n", false},
		/* The begin of a menu is not there. */
		{WHOLE "# end of Networking\n", false},
		/* A vendor's own stands behind. */
		{WHOLE "CONFIG_VENDOR=y\n", true},
		/* Before 5.2 menus had no end. */
		{"# General setup\n# Kernel hacking\n# Library routines\n", true},
		{"# General setup\n# Kernel hacking\n", false},
	};
	struct built built;
	char text[512];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		open_tree(&built);
		snprintf(text, sizeof(text),
			"# Linux/x86 6.1.9 Kernel Configuration\nCONFIG_X86=y\n%s",
			cases[i].rest);
		read_kbuild(&built, text);
		if (cases[i].whole)
			expect(&built, "kernel/off.c", ABSENT, BUILT_BY_LINE);
		else
			expect(&built, "kernel/off.c", UNDECIDED, BUILT_BY_LINE);
		built_release(&built);
	}
}

static const char *const listed[] = {
	"kernel/core.c", "kernel/part.c", "kernel/off.c", "include/linux/used.h", NULL};

static void test_what_a_list_or_the_makefiles_have_counts(void **state)
{
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	add_list(&built, listed);
	expect(&built, "kernel/core.c", BUILTIN, BUILT_BY_LIST);
	assert_false(contradicted(&built, "kernel/core.c"));
	expect(&built, "kernel/off.c", BUILTIN, BUILT_BY_LIST);
	assert_true(contradicted(&built, "kernel/off.c"));
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	assert_true(contradicted(&built, "drivers/mod.c"));
	expect(&built, "kernel/orphan.c", ABSENT, BUILT_BY_LIST);
	expect(&built, "include/linux/unused.h", ABSENT, BUILT_BY_LIST);
	built_release(&built);
}

static void test_a_list_that_lacks_modules(void **state)
{
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	add_list(&built, listed);
	built.compiled->modules = false;
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	built.compiled->modules = true;
	built.compiled->whole = false;
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	/* What it names is there all the same. */
	expect(&built, "kernel/off.c", BUILTIN, BUILT_BY_LIST);
	built_release(&built);
}

/* compile_commands.json, debug information: neither headers nor what is included. */
static void test_a_list_without_includes(void **state)
{
	static const char *const core[] = {"kernel/core.c", NULL};
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	add_list(&built, core);
	built.compiled->headers = built.compiled->included = false;
	expect(&built, "kernel/part.c", BUILTIN, BUILT_BY_READER);
	expect(&built, "include/linux/used.h", BUILTIN, BUILT_BY_READER);
	/* Such a list only confirms: that it does not name a source proves nothing. */
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	assert_false(contradicted(&built, "drivers/mod.c"));
	built_release(&built);
}

static void test_modules(void **state)
{
	struct kvet_error error = {0};
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	built.modules = modules_new();
	assert_non_null(built.modules);
	assert_int_equal(
		modules_add_paths(built.modules, bytes_of("kernel/drivers/mod.ko\n"),
			MODULE_INSTALLED, &error),
		0);
	/* As long as not all lists are known, one that is not named proves nothing. */
	expect(&built, "drivers/other.c", MODULE, BUILT_BY_LINE);
	built.modules->lists[MODULES_BUILTIN].known = true;
	built.modules->lists[MODULES_INSTALLED].known = true;
	expect(&built, "drivers/other.c", ABSENT, BUILT_BY_MODULES);
	expect(&built, "drivers/mod.c", MODULE, BUILT_BY_LINE);
	expect(&built, "kernel/core.c", BUILTIN, BUILT_BY_LINE);
	assert_int_equal(
		modules_add_loaded(built.modules,
			bytes_of("mod 4096 1 - Live 0x0000000000000000\n"), &error),
		0);
	expect(&built, "drivers/mod.c", LOADED, BUILT_BY_LINE);
	built_release(&built);
}

static void add_module(struct built *built, const char *line, enum module_state state)
{
	struct kvet_error error = {0};

	if (!built->modules)
		built->modules = modules_new();
	assert_non_null(built->modules);
	assert_int_equal(
		modules_add_paths(built->modules, bytes_of(line), state, &error), 0);
}

/* drivers/dark is off, and yet its module is there; who knows how it came. */
static void test_a_module_that_the_options_leave_out(void **state)
{
	struct doubts doubts;
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	add_module(&built, "kernel/drivers/mod.ko\n", MODULE_INSTALLED);
	add_module(&built, "updates/elsewhere.ko\n", MODULE_INSTALLED);
	assert_true(doubts_find(&built, &doubts));
	assert_int_equal(doubts.modules, 0);
	expect(&built, "drivers/dark/dark.c", ABSENT, BUILT_BY_LINE);
	/* The makefile that speaks of dark.o is that of drivers/dark. */
	add_module(&built, "updates/dark.ko\n", MODULE_INSTALLED);
	assert_true(doubts_find(&built, &doubts));
	assert_int_equal(doubts.modules, 1);
	assert_string_equal(doubts.names, "dark");
	assert_false(doubts.other_options);
	expect(&built, "drivers/dark/dark.c", UNDECIDED, BUILT_BY_MODULES);
	expect(&built, "kernel/off.c", ABSENT, BUILT_BY_LINE);
	built_release(&built);
}

static void test_modules_of_another_kernel(void **state)
{
	struct doubts doubts;
	struct built built;
	char line[64];

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	for (int i = 0; i < 11; i++) {
		snprintf(line, sizeof(line), "kernel/drivers/dark/m%d.ko\n", i);
		add_module(&built, line, MODULE_BUILTIN);
		assert_true(doubts_find(&built, &doubts));
		assert_int_equal(doubts.modules, i + 1);
		assert_int_equal(doubts.other_options, i == 10);
	}
	built_forget_kbuild(&built);
	expect(&built, "kernel/off.c", UNDECIDED, BUILT_BY_NOTHING);
	built_release(&built);
}

static void test_a_list_that_is_a_part(void **state)
{
	static const char *const core[] = {"kernel/core.c", NULL};
	static const char *const other[] = {"kernel/off.c", NULL};
	struct doubts doubts;
	struct built built;

	(void)state;
	open_tree(&built);
	read_kbuild(&built, config);
	add_list(&built, core);
	assert_true(doubts_find(&built, &doubts));
	assert_false(doubts.part_of_list);
	compiled_free(built.compiled);
	add_list(&built, other);
	assert_true(doubts_find(&built, &doubts));
	assert_true(doubts.part_of_list);
	assert_int_equal(doubts.files, 4);
	built_release(&built);
}

static void test_what_is_code(void **state)
{
	(void)state;
	assert_true(built_is_code("kernel/core.c"));
	assert_true(built_is_code("rust/kernel/lib.rs"));
	assert_true(built_is_code("arch/arm/boot/dts/board.dts"));
	assert_true(built_is_code("tools/lib/bpf/libbpf.c"));
	assert_false(built_is_code("Documentation/core.c"));
	assert_false(built_is_code("tools/testing/selftests/a.c"));
	assert_false(built_is_code("MAINTAINERS"));
	assert_false(built_is_code("drivers/notes.txt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_tree_alone_proves_nothing),
		cmocka_unit_test(test_kbuild_and_includes),
		cmocka_unit_test(test_another_lines_configuration),
		cmocka_unit_test(test_what_a_list_or_the_makefiles_have_counts),
		cmocka_unit_test(test_a_part_of_a_configuration),
		cmocka_unit_test(test_a_list_that_lacks_modules),
		cmocka_unit_test(test_a_list_without_includes),
		cmocka_unit_test(test_modules),
		cmocka_unit_test(test_a_module_that_the_options_leave_out),
		cmocka_unit_test(test_modules_of_another_kernel),
		cmocka_unit_test(test_a_list_that_is_a_part),
		cmocka_unit_test(test_what_is_code),
	};

	return cmocka_run_group_tests(tests, make_tree, remove_tree);
}
