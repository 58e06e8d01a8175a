/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of a kernel's modules, from text and from made folders. */
#include "feed_sink.h"

#include "target/modules.h"
#include "target/rootfolder.h"

#define RELEASE "6.1.0-9-amd64"
#define FOLDER "root/usr/lib/modules/" RELEASE "/"

static struct bytes text_of(const char *text)
{
	return (struct bytes){text, strlen(text)};
}

static void test_lists_name_modules_by_path(void **state)
{
	static const char modinfo[] = "tty.license=GPL\0tty.file=drivers/tty/tty-core\0"
				      "\0tty.parm=a.file=b:note=\n two";
	struct modules *modules = modules_new();

	(void)state;
	assert_int_equal(
		modules_add_paths(modules,
			text_of("kernel/fs/ext4/ext4.ko\nkernel/lib/crc16.ko\r\n\n"),
			MODULE_BUILTIN, NULL),
		0);
	assert_int_equal(modules_add_modinfo(modules,
				 (struct bytes){modinfo, sizeof(modinfo) - 1}, NULL),
		0);
	assert_int_equal(
		modules_add_dependencies(modules,
			text_of("kernel/fs/nfsd/nfsd.ko.xz: kernel/net/sunrpc.ko.xz\n"
				"updates/dkms/own.ko.zst:\n"
				"/lib/modules/2.6.32/kernel/sound/snd-pcm.ko:\n"),
			NULL),
		0);
	assert_int_equal(modules_state(modules, "fs/ext4/ext4.ko"), MODULE_BUILTIN);
	assert_int_equal(modules_state(modules, "lib/crc16.ko"), MODULE_BUILTIN);
	assert_int_equal(
		modules_state(modules, "drivers/tty/tty-core.ko"), MODULE_BUILTIN);
	assert_int_equal(modules_state(modules, "fs/nfsd/nfsd.ko"), MODULE_INSTALLED);
	assert_int_equal(modules_state(modules, "updates/dkms/own.ko"), MODULE_INSTALLED);
	assert_int_equal(modules_state(modules, "sound/snd-pcm.ko"), MODULE_INSTALLED);
	assert_int_equal(modules_state(modules, "net/sunrpc.ko"), MODULE_ABSENT);
	assert_int_equal(modules_state(modules, "b.ko"), MODULE_ABSENT);
	assert_int_equal(modules_state(modules, ""), MODULE_ABSENT);
	assert_string_equal(modules_find(modules, "sound/snd-pcm.ko")->name, "snd_pcm");
	assert_null(modules_find(modules, "kernel/fs/nfsd/nfsd.ko"));
	assert_false(modules_tell_absence(modules));
	modules_free(modules);
}

static void test_names_are_ambiguous_and_fold(void **state)
{
	struct modules *modules = modules_new();

	(void)state;
	assert_int_equal(modules_add_paths(modules,
				 text_of("kernel/a/snd-x.ko\nkernel/b/snd_x.ko\n"
					 "kernel/c/other.ko\nkernel/d/builtin.ko\n"),
				 MODULE_INSTALLED, NULL),
		0);
	assert_int_equal(modules_add_paths(modules, text_of("kernel/d/builtin.ko"),
				 MODULE_BUILTIN, NULL),
		0);
	assert_int_equal(modules_add_loaded(modules,
				 text_of("snd_x 716800 1 - Live 0x0000000000000000\n"
					 "gone 4096 0 - Unloading 0x0 (OE)\n"
					 "coming 4096 2 a,b, Loading 0x0\n"),
				 NULL),
		0);
	const struct module *module = modules_named(modules, "snd-x");
	assert_non_null(module);
	assert_non_null(module->same_name);
	assert_null(module->same_name->same_name);
	assert_ptr_equal(module, modules_named(modules, "snd_x"));
	/* Which of the two it is, nothing tells: both count as loaded. */
	assert_int_equal(modules_state(modules, "a/snd-x.ko"), MODULE_LOADED);
	assert_int_equal(modules_state(modules, "b/snd_x.ko"), MODULE_LOADED);
	assert_int_equal(modules_state(modules, "c/other.ko"), MODULE_INSTALLED);
	assert_int_equal(modules_state(modules, "d/builtin.ko"), MODULE_BUILTIN);
	/* Loaded from a file that is not installed, at whatever path the tree has it. */
	assert_int_equal(modules_state(modules, "drivers/gone.ko"), MODULE_LOADED);
	assert_int_equal(modules_state(modules, "moved/snd-x.ko"), MODULE_LOADED);
	assert_string_equal(modules_named(modules, "coming")->path, "");
	assert_null(modules_named(modules, "nothing"));
	modules_free(modules);
}

static void test_what_no_list_has_is_refused(void **state)
{
	static const char *const paths[] = {"nonsense", "kernel/fs/x.o", "kernel/.ko",
		".ko", "kernel/../../x.ko", "kernel//x.ko", "/x.ko", "kernel/a b.ko",
		"kernel/\x80.ko", "kernel/x.ko.bz2"};
	static const char *const loaded[] = {"nfsd", "nfsd 1 1 -", "nfsd x 1 - Live 0",
		"nfsd 1 1 - Dead 0", "a/b 1 1 - Live 0", "\x01 1 1 - Live 0"};
	struct modules *modules = modules_new();
	struct kvet_error error = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
		char text[64];

		snprintf(text, sizeof(text), "kernel/good.ko\n%s\n", paths[i]);
		assert_int_equal(modules_add_paths(modules, text_of(text),
					 MODULE_INSTALLED, &error),
			KVET_ERROR_INPUT);
		assert_int_equal(error.line, 2);
		assert_int_equal(
			modules_add_dependencies(modules, text_of(paths[i]), NULL),
			KVET_ERROR_INPUT);
	}
	for (size_t i = 0; i < sizeof(loaded) / sizeof(*loaded); i++)
		assert_int_equal(modules_add_loaded(modules, text_of(loaded[i]), NULL),
			KVET_ERROR_INPUT);
	assert_int_equal(
		modules_add_modinfo(modules, text_of("noise"), NULL), KVET_ERROR_INPUT);
	assert_int_equal(modules_add_modinfo(modules, text_of(".file=a/b"), NULL),
		KVET_ERROR_INPUT);
	assert_int_equal(
		modules_add_modinfo(modules, text_of("x.file="), NULL), KVET_ERROR_INPUT);
	modules_free(modules);
}

static void test_the_number_of_modules_is_bounded(void **state)
{
	size_t size = (MODULES_COUNT_MAX + 10) * 20, len = 0;
	struct modules *modules = modules_new();
	char *text = malloc(size);

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i < MODULES_COUNT_MAX + 5; i++)
		len += (size_t)snprintf(text + len, size - len, "kernel/m%u.ko\n", i);
	assert_int_equal(modules_add_paths(modules, (struct bytes){text, len},
				 MODULE_INSTALLED, NULL),
		KVET_ERROR_INPUT);
	assert_int_equal(modules->paths.count, MODULES_COUNT_MAX);
	free(text);
	modules_free(modules);
}

static struct modules *read_root(bool loaded)
{
	struct modules *modules = NULL;
	struct rootfolder root;

	assert_int_equal(rootfolder_open(&root, "root", NULL), 0);
	assert_int_equal(modules_read(&root, RELEASE, loaded, &modules, NULL), 0);
	rootfolder_close(&root);
	return modules;
}

static void clear_root(void)
{
	nftw("root", scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	assert_int_equal(mkdir("root", 0700), 0);
}

static void write_lists(void)
{
	clear_root();
	write_text(FOLDER "modules.builtin", "kernel/fs/ext4/ext4.ko\n");
	write_text(FOLDER "modules.order",
		"kernel/fs/nfsd/nfsd.ko\nkernel/fs/elsewhere.ko\n");
	write_text(FOLDER "kernel/fs/nfsd/nfsd.ko.xz", "");
	write_text(FOLDER "updates/own.ko", "");
	write_text("root/proc/modules", "nfsd 1 1 - Live 0x0\n");
}

static void test_files_say_best_what_is_installed(void **state)
{
	struct modules *modules;

	(void)state;
	write_lists();
	assert_int_equal(symlink("/usr/src/headers", FOLDER "build"), 0);
	modules = read_root(true);
	assert_true(modules_tell_absence(modules));
	assert_true(modules->lists[MODULES_LOADED].known);
	assert_int_equal(modules->lists[MODULES_BUILTIN].count, 1);
	assert_int_equal(modules->lists[MODULES_INSTALLED].count, 2);
	assert_int_equal(modules->lists[MODULES_LOADED].count, 1);
	assert_int_equal(modules_state(modules, "fs/nfsd/nfsd.ko"), MODULE_LOADED);
	assert_int_equal(modules_state(modules, "fs/elsewhere.ko"), MODULE_ABSENT);
	modules_free(modules);
	modules = read_root(false); /* another kernel's /proc */
	assert_false(modules->lists[MODULES_LOADED].known);
	assert_int_equal(modules_state(modules, "fs/nfsd/nfsd.ko"), MODULE_INSTALLED);
	modules_free(modules);
}

/* A folder that may hold more is not walked; the lists speak instead. */
static void test_lists_speak_where_files_do_not(void **state)
{
	struct modules *modules;

	(void)state;
	write_lists();
	assert_int_equal(symlink("/elsewhere", FOLDER "kernel/drivers"), 0);
	modules = read_root(false);
	assert_true(modules_tell_absence(modules));
	assert_non_null(
		strstr(modules->lists[MODULES_INSTALLED].source, "modules.order"));
	assert_int_equal(modules_state(modules, "fs/elsewhere.ko"), MODULE_INSTALLED);
	modules_free(modules);
	write_text(FOLDER "modules.dep", "kernel/fs/third.ko:\n");
	modules = read_root(false);
	assert_non_null(strstr(modules->lists[MODULES_INSTALLED].source, "modules.dep"));
	assert_int_equal(modules_state(modules, "fs/elsewhere.ko"), MODULE_ABSENT);
	modules_free(modules);
}

static void test_without_the_kernels_own_modules_nothing_is_known(void **state)
{
	struct modules *modules;

	(void)state;
	clear_root();
	modules = read_root(true);
	for (size_t i = 0; i < MODULE_LISTS; i++)
		assert_false(modules->lists[i].known);
	modules_free(modules);
	/* What a package manager left behind of a kernel that is gone. */
	write_text(FOLDER "updates/own.ko", "");
	modules = read_root(true);
	assert_false(modules->lists[MODULES_INSTALLED].known);
	assert_int_equal(modules_state(modules, "updates/own.ko"), MODULE_INSTALLED);
	modules_free(modules);
}

static void test_a_damaged_list_is_not_known(void **state)
{
	struct modules *modules;

	(void)state;
	write_lists();
	write_text(FOLDER "modules.builtin", "kernel/fs/ext4/ext4.ko\nkernel/fs/btr");
	write_text("root/proc/modules", "nfsd\n");
	modules = read_root(true);
	assert_false(modules->lists[MODULES_BUILTIN].known);
	assert_non_null(strstr(modules->lists[MODULES_BUILTIN].trouble, "line 2"));
	assert_false(modules->lists[MODULES_LOADED].known);
	assert_true(*modules->lists[MODULES_LOADED].trouble);
	assert_false(modules_tell_absence(modules));
	modules_free(modules);
	write_text(FOLDER "modules.builtin", "");
	modules = read_root(true);
	assert_false(modules->lists[MODULES_BUILTIN].known);
	modules_free(modules);
}

static void test_deep_and_crossed_folders_end(void **state)
{
	char path[512] = FOLDER "kernel";
	struct modules *modules;

	(void)state;
	write_lists();
	for (int i = 0; i < 60; i++) {
		strncat(path, "/d", sizeof(path) - strlen(path) - 1);
		assert_int_equal(mkdir(path, 0700), 0);
	}
	modules = read_root(false);
	assert_non_null(
		strstr(modules->lists[MODULES_INSTALLED].source, "modules.order"));
	modules_free(modules);
	write_lists();
	assert_int_equal(symlink("..", FOLDER "kernel/fs/up"), 0);
	modules = read_root(false);
	assert_non_null(
		strstr(modules->lists[MODULES_INSTALLED].source, "modules.order"));
	modules_free(modules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_name_modules_by_path),
		cmocka_unit_test(test_names_are_ambiguous_and_fold),
		cmocka_unit_test(test_what_no_list_has_is_refused),
		cmocka_unit_test(test_the_number_of_modules_is_bounded),
		cmocka_unit_test(test_files_say_best_what_is_installed),
		cmocka_unit_test(test_lists_speak_where_files_do_not),
		cmocka_unit_test(test_without_the_kernels_own_modules_nothing_is_known),
		cmocka_unit_test(test_a_damaged_list_is_not_known),
		cmocka_unit_test(test_deep_and_crossed_folders_end),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
