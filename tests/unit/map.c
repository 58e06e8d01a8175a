/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree in a folder, and the map that is made of it: the same answers. */
#include "target/map.h"
#include "target/built.h"
#include "util/error.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
	const char *path, *text;
} files[] = {
	{"Makefile", "VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 9\nEXTRAVERSION =\n"
		     "drivers-y := drivers/\ninclude arch/$(SRCARCH)/Makefile\n"},
	{"Kbuild", "# nothing\n"},
	{"scripts/Kbuild.include", "\n"},
	{"scripts/x.h", NULL},
	{"arch/x86/Makefile", "# a comment \\\\\ncore-y += arch/x86/\n"},
	{"arch/x86/Kbuild", "# goes on \\\nobj-y += not.o\nobj-y += a.o\n"},
	{"arch/x86/a.c", "#include <linux/a.h>\n#include \"link.h\"\n"},
	{"arch/x86/not.c", NULL},
	{"arch/x86/real.h", "#include \"behind.h\"\n"},
	{"arch/x86/behind.h", NULL},
	{"include/linux/a.h", "#include \"../../scripts/x.h\"\n"},
	{"include/linux/b.h", NULL},
	{"drivers/Makefile", "obj-$(CONFIG_ON) += b.o \\\n# c.o \\\n d.o\n"
			     "obj-$(CONFIG_OFF) += off/\ninclude $(src)/more.mk\n"},
	{"drivers/more.mk",
		"obj-m += $(patsubst $(src)/%.c,%.o,$(wildcard $(src)/m*.c))\n"},
	{"drivers/b.c", NULL},
	{"drivers/c.c", NULL},
	{"drivers/d.c", NULL},
	{"drivers/m1.c", "#include \"m.part.c\"\n"},
	{"drivers/m.part.c", NULL},
	{"drivers/off/Makefile", "obj-y += e.o\n"},
	{"drivers/off/e.c", NULL},
	{"drivers/Kconfig", "config ON\n\tbool \"on\"\nmenuconfig OFF\n\ttristate\n"},
	{"Documentation/x.c", NULL},
	{"tools/perf/p.c", NULL},
	{"LICENSES/preferred/GPL-2.0", NULL},
	{".config", "hidden"},
};

struct folder {
	char path[64];
};

static void write_file(const struct folder *folder, const char *path, const char *text)
{
	char name[512];
	FILE *file;

	for (const char *slash = strchr(path, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		snprintf(name, sizeof(name), "%s/%.*s", folder->path, (int)(slash - path),
			path);
		mkdir(name, 0755);
	}
	snprintf(name, sizeof(name), "%s/%s", folder->path, path);
	file = fopen(name, "w");
	assert_non_null(file);
	fputs(text ? text : "", file);
	assert_int_equal(fclose(file), 0);
}

static void make_link(const struct folder *folder, const char *path, const char *target)
{
	char name[512];

	snprintf(name, sizeof(name), "%s/%s", folder->path, path);
	assert_int_equal(symlink(target, name), 0);
}

static int make_folder(void **state)
{
	struct folder *folder = calloc(1, sizeof(*folder));

	assert_non_null(folder);
	snprintf(folder->path, sizeof(folder->path), "/tmp/kvet-map-XXXXXX");
	assert_non_null(mkdtemp(folder->path));
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		write_file(folder, files[i].path, files[i].text);
	make_link(folder, "arch/x86/link.h", "real.h");
	make_link(folder, "arch/x86/out.h", "../../../../../../etc/passwd");
	make_link(folder, "arch/x86/absolute.h", "/etc/passwd");
	make_link(folder, "arch/x86/loop.h", "loop.h");
	make_link(folder, "arch/x86/folder", "../../drivers");
	*state = folder;
	return 0;
}

static void remove_tree(const struct folder *folder)
{
	char command[128];

	snprintf(command, sizeof(command), "rm -rf '%s'", folder->path);
	assert_int_equal(system(command), 0);
}

static int remove_folder(void **state)
{
	remove_tree(*state);
	free(*state);
	return 0;
}

static struct kerneltree *open_folder(const struct folder *folder)
{
	struct kvet_error error;
	struct kerneltree *tree = NULL;

	if (kerneltree_open_folder(folder->path, &tree, &error))
		fail_msg("%s", error.message);
	return tree;
}

static char *make_map(const struct folder *folder)
{
	struct kerneltree *tree = open_folder(folder);
	yyjson_mut_doc *doc = yyjson_mut_doc_new(NULL);
	yyjson_mut_val *root;
	char *text;

	assert_int_equal(map_make(tree, NULL, doc, &root, NULL), 0);
	yyjson_mut_doc_set_root(doc, root);
	text = yyjson_mut_write(doc, YYJSON_WRITE_NOFLAG, NULL);
	assert_non_null(text);
	yyjson_mut_doc_free(doc);
	kerneltree_free(tree);
	return text;
}

static int read_map_text(
	const char *text, struct kerneltree **tree, struct kvet_error *error)
{
	yyjson_doc *doc = yyjson_read(text, strlen(text), YYJSON_READ_NOFLAG);
	struct moves *moves = moves_new();

	*tree = NULL;
	assert_non_null(doc);
	int code = map_read(yyjson_doc_get_root(doc), "made.map", moves, tree, error);
	yyjson_doc_free(doc);
	moves_free(moves);
	return code;
}

/* Takes TREE over. */
static void open_built(struct built *built, struct kerneltree *tree)
{
	static const char config[] =
		"# Linux/x86 6.1.9 Kernel Configuration\nCONFIG_X86=y\n"
		"# General setup\n# end of General setup\n"
		"CONFIG_ON=y\n# CONFIG_OFF is not set\n"
		"# Kernel hacking\n# end of Kernel hacking\n";

	*built = (struct built){.tree = tree, .moves = moves_new()};
	assert_int_equal(
		options_read(bytes_of(config), "made", &built->options, NULL), 0);
	assert_int_equal(built_read(built, NULL), 0);
}

static const struct {
	const char *path;
	enum kvet_presence presence;
} wants[] = {
	{"arch/x86/a.c", KVET_PRESENCE_BUILTIN},
	{"arch/x86/not.c", KVET_PRESENCE_ABSENT},
	{"arch/x86/real.h", KVET_PRESENCE_BUILTIN},
	{"arch/x86/behind.h", KVET_PRESENCE_BUILTIN},
	{"include/linux/a.h", KVET_PRESENCE_BUILTIN},
	{"include/linux/b.h", KVET_PRESENCE_ABSENT},
	{"drivers/b.c", KVET_PRESENCE_BUILTIN},
	{"drivers/d.c", KVET_PRESENCE_ABSENT},
	{"drivers/m1.c", KVET_PRESENCE_MODULE},
	{"drivers/m.part.c", KVET_PRESENCE_MODULE},
	{"drivers/off/e.c", KVET_PRESENCE_ABSENT},
	{"drivers/off/Makefile", KVET_PRESENCE_ABSENT},
	{"drivers/Makefile", KVET_PRESENCE_UNDECIDED},
	{"tools/perf/p.c", KVET_PRESENCE_UNDECIDED},
	{"gone/x.c", KVET_PRESENCE_UNDECIDED},
};

static void expect_presences(const struct built *built)
{
	for (size_t i = 0; i < sizeof(wants) / sizeof(*wants); i++) {
		struct built_file file;

		built_look(built, wants[i].path, &file);
		if (file.presence != wants[i].presence)
			fail_msg("%s is %s, not %s", wants[i].path,
				kvet_word(KVET_WORDS_PRESENCE, file.presence),
				kvet_word(KVET_WORDS_PRESENCE, wants[i].presence));
	}
}

static void test_tree_and_map_agree(void **state)
{
	const struct folder *folder = *state;
	struct kerneltree *map;
	struct kvet_error error = {0};
	struct built tree, mapped;
	char *text = make_map(folder);

	if (read_map_text(text, &map, &error))
		fail_msg("%s", error.message);
	assert_string_equal(map->release, "6.1.9");
	assert_true(map->map);
	assert_int_equal(map->symbols.count, 2);
	open_built(&tree, open_folder(folder));
	open_built(&mapped, map);
	expect_presences(&tree);
	expect_presences(&mapped);
	for (size_t i = 0; i < map->tree->files.count; i++) {
		const struct tree_file *file = map->tree->files.entries[i].value;
		struct kbuild_file a = kbuild_look(tree.kbuild, file->path);
		struct kbuild_file b = kbuild_look(mapped.kbuild, file->path);
		const char *reader = includes_reader(&tree.includes, file->path);
		const char *other = includes_reader(&mapped.includes, file->path);

		assert_int_equal(a.state, b.state);
		assert_int_equal(a.reason, b.reason);
		assert_int_equal(!a.step, !b.step);
		/* The line is the same, comments or not. */
		if (a.step && a.step->origin)
			assert_int_equal(a.step->origin->line, b.step->origin->line);
		assert_int_equal(!reader, !other);
		if (reader)
			assert_string_equal(reader, other);
	}
	built_release(&tree);
	built_release(&mapped);
	free(text);
}

static void test_same_bytes(void **state)
{
	char *first = make_map(*state), *second = make_map(*state);

	assert_string_equal(first, second);
	/* However the folder lists its files. */
	struct folder other = {"/tmp/kvet-map-XXXXXX"};
	assert_non_null(mkdtemp(other.path));
	for (size_t i = sizeof(files) / sizeof(*files); i-- > 0;)
		write_file(&other, files[i].path, files[i].text);
	make_link(&other, "arch/x86/link.h", "real.h");
	free(second);
	second = make_map(&other);
	assert_string_equal(first, second);
	remove_tree(&other);
	assert_null(strstr(first, "a comment"));
	assert_null(strstr(first, "Documentation"));
	assert_null(strstr(first, "GPL"));
	assert_null(strstr(first, "hidden"));
	assert_null(strstr(first, "/tmp/"));
	free(first);
	free(second);
}

static void test_folder(void **state)
{
	struct kerneltree *tree = open_folder(*state);
	const struct tree_file *link = tree_find(tree->tree, bytes_of("arch/x86/link.h"));

	assert_non_null(link);
	assert_string_equal(link->link->path, "arch/x86/real.h");
	/* What leads out, in a circle or to a folder is no file of the tree. */
	assert_null(tree_find(tree->tree, bytes_of("arch/x86/out.h")));
	assert_null(tree_find(tree->tree, bytes_of("arch/x86/absolute.h")));
	assert_null(tree_find(tree->tree, bytes_of("arch/x86/loop.h")));
	assert_null(tree_find(tree->tree, bytes_of("arch/x86/folder")));
	assert_null(tree_find(tree->tree, bytes_of(".config")));
	kerneltree_free(tree);
}

/* A source is read in pieces: what stands at their borders is found as well. */
static void test_pieces(void **state)
{
	enum { SIZE = 600 << 10 };
	char *text = malloc(SIZE + 64);
	struct kerneltree *tree;
	struct include_list list;

	assert_non_null(text);
	for (int shift = -20; shift <= 2; shift++) {
		size_t at = (size_t)((256 << 10) + shift);

		memset(text, 'x', SIZE);
		for (size_t i = 63; i < SIZE; i += 64)
			text[i] = '\n';
		memcpy(text + at - 1, "\n#include \\\n <edge.h>\n", 22);
		memcpy(text + SIZE, "\n#include <end.h>", 18);
		write_file(*state, "drivers/b.c", text);
		tree = open_folder(*state);
		assert_true(tree->includes.list(tree->includes.context,
			tree_find(tree->tree, bytes_of("drivers/b.c")), &list));
		assert_int_equal(list.count, 2);
		assert_string_equal(list.names[0], "<edge.h");
		assert_string_equal(list.names[1], "<end.h");
		kerneltree_free(tree);
	}
	/* One line that is longer than a piece. */
	memset(text, ' ', SIZE);
	memcpy(text + SIZE - 20, "\n#include <long.h>\n", 19);
	write_file(*state, "drivers/b.c", text);
	tree = open_folder(*state);
	assert_true(tree->includes.list(tree->includes.context,
		tree_find(tree->tree, bytes_of("drivers/b.c")), &list));
	assert_int_equal(list.count, 2);
	kerneltree_free(tree);
	write_file(*state, "drivers/b.c", "");
	free(text);
}

static void test_damaged_maps(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"{}", "no map, or one of another version: its schema is not kvet.map/1"},
		{"[]", "no map, or one of another version: its schema is not kvet.map/1"},
		{"{\"schema\":\"kvet.map/2\"}", "no map, or one of another version: its "
						"schema is not kvet.map/1"},
		{"{\"schema\":\"kvet.map/1\"}", "damaged: it has no release or no file"},
		{"{\"schema\":\"kvet.map/1\",\"release\":\"6.1\"}",
			"damaged: it has no release or no file"},
		{"{\"schema\":\"kvet.map/1\",\"includes\":[\"a.h\"]}",
			"damaged: an include has no name"},
		{"{\"schema\":\"kvet.map/1\",\"includes\":[1]}",
			"damaged: an include has no name"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"..\":[\"a.c\"]}}",
			"damaged: a file has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"\":[\"/a.c\"]}}",
			"damaged: a file has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"a\":[\"b/../c.c\"]}}",
			"damaged: a file has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"a\":[3]}}",
			"damaged: a file has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/"
		 "a/a/a"
		 "/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a\":[\"x.c\"]}}",
			"damaged: a file has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"a\":[[\"b.c\",0]]}}",
			"damaged: an include is not in its list"},
		{"{\"schema\":\"kvet.map/1\",\"includes\":[\"<a.h\"],"
		 "\"files\":{\"a\":[[\"b.c\",-1]]}}",
			"damaged: an include is not in its list"},
		{"{\"schema\":\"kvet.map/1\",\"links\":[[\"../a\",\"b\"]]}",
			"damaged: a link has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"links\":[1]}",
			"damaged: a link has no name below the tree"},
		{"{\"schema\":\"kvet.map/1\",\"makefiles\":{\"Makefile\":\"\"}}",
			"damaged: a makefile is not in the tree"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"\":[\"Makefile\"]},"
		 "\"makefiles\":{\"Makefile\":\"\",\"Makefile\":\"\"}}",
			"damaged: a makefile is there twice"},
		{"{\"schema\":\"kvet.map/1\",\"files\":{\"\":[\"Makefile\"]},"
		 "\"makefiles\":{\"Makefile\":1}}",
			"damaged: a makefile is not in the tree"},
		{"{\"schema\":\"kvet.map/1\",\"symbols\":[1]}",
			"damaged: a symbol has no name"},
		{"{\"schema\":\"kvet.map/1\",\"moves\":[[]]}",
			"damaged: a move does not say from where to where"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct kvet_error error = {0};
		struct kerneltree *tree;

		assert_int_equal(
			read_map_text(cases[i].text, &tree, &error), KVET_ERROR_INPUT);
		assert_null(tree);
		assert_string_equal(error.message, cases[i].message);
		assert_true(*error.hint);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_tree_and_map_agree),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_damaged_maps),
	};

	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
