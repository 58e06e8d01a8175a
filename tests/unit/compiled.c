/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/compiled.h"
#include "target/tree.h"
#include "target/treeroot.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_normal(const char *path, const char *expected)
{
	char text[TREE_PATH_MAX];
	size_t len = tree_normalise(bytes_of(path), text);

	assert_int_equal(len, strlen(expected));
	if (len)
		assert_string_equal(text, expected);
}

static void test_paths_are_resolved(void **state)
{
	(void)state;
	assert_normal("fs/open.c", "fs/open.c");
	assert_normal("./fs//open.c", "fs/open.c");
	assert_normal("arch/x86/boot/../../../lib/inflate.c", "lib/inflate.c");
	assert_normal("a/../b/./c/", "b/c");
	assert_normal("a/b/..", "a");
	assert_normal("..a/b..", "..a/b..");
}

static void test_paths_that_lead_out(void **state)
{
	(void)state;
	assert_normal("", "");
	assert_normal(".", "");
	assert_normal("a/..", "");
	assert_normal("..", "");
	assert_normal("a/../../b", "");
	assert_normal("/etc/passwd", "");
}

static void test_paths_that_are_too_long(void **state)
{
	char path[TREE_PATH_MAX + 1], text[TREE_PATH_MAX];

	(void)state;
	memset(path, 'a', sizeof(path));
	assert_int_equal(tree_normalise((struct bytes){path, TREE_PATH_MAX - 1}, text),
		TREE_PATH_MAX - 1);
	assert_int_equal(tree_normalise((struct bytes){path, TREE_PATH_MAX}, text), 0);
	assert_int_equal(tree_normalise((struct bytes){"a\0b", 3}, text), 0);
	assert_int_equal(tree_normalise((struct bytes){0}, text), 0);
}

static void test_files_are_added_once(void **state)
{
	struct compiled *compiled = compiled_new("made");

	(void)state;
	assert_non_null(compiled);
	assert_string_equal(compiled->source, "made");
	assert_true(compiled_add(compiled, bytes_of("fs/open.c")));
	assert_true(compiled_add(compiled, bytes_of("fs/../fs/open.c")));
	assert_true(compiled_add(compiled, bytes_of("../open.c")));
	assert_int_equal(compiled->files.count, 1);
	assert_true(compiled_has(compiled, bytes_of("fs/open.c")));
	assert_false(compiled_has(compiled, bytes_of("fs/open")));
	assert_false(compiled_has(compiled, (struct bytes){0}));
	compiled_free(compiled);
	compiled_free(NULL);
}

static void test_what_a_list_speaks_of(void **state)
{
	static const struct {
		const char *path;
		size_t flag;
	} cases[] = {
		{"fs/open.c", offsetof(struct compiled, included)},
		{"arch/x86/entry/entry.S", offsetof(struct compiled, assembly)},
		{"rust/kernel/lib.rs", offsetof(struct compiled, rust)},
		{"include/linux/fs.h", offsetof(struct compiled, headers)},
		{"arch/x86/kernel/vmlinux.lds.S", offsetof(struct compiled, headers)},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct compiled none = {0}, all = {.headers = true,
						    .included = true,
						    .assembly = true,
						    .rust = true};
		struct bytes path = bytes_of(cases[i].path);

		assert_false(compiled_speaks_of(&none, path));
		assert_true(compiled_speaks_of(&all, path));
		*(bool *)((char *)&none + cases[i].flag) = true;
		assert_true(compiled_speaks_of(&none, path));
		*(bool *)((char *)&all + cases[i].flag) = false;
		assert_false(compiled_speaks_of(&all, path));
		assert_false(compiled_speaks_of(&all, bytes_of("fs/Kconfig")));
		assert_false(compiled_speaks_of(&all, bytes_of("")));
	}
}

static void assert_root(const char *path, const char *expected)
{
	struct bytes tree;

	if (!expected) {
		assert_false(treeroot_of_main(bytes_of(path), &tree));
		return;
	}
	assert_true(treeroot_of_main(bytes_of(path), &tree));
	assert_int_equal(tree.len, strlen(expected));
	assert_memory_equal(tree.data, expected, tree.len);
}

static void test_root_of_a_tree(void **state)
{
	(void)state;
	assert_root("/usr/src/linux/init/main.c", "/usr/src/linux/");
	assert_root("../init/main.c", "../");
	assert_root("init/main.c", "");
	assert_root("./init/main.c", "");
	assert_root("/kinit/main.c", NULL);
	assert_root("init/main.cc", NULL);
	assert_root("main.c", NULL);
	assert_root("", NULL);
}

static void assert_below(
	const struct treeroot *root, const char *path, const char *expected)
{
	char text[TREE_PATH_MAX];
	size_t len = treeroot_below(root, bytes_of(path), text);

	assert_int_equal(len, strlen(expected));
	assert_memory_equal(text, expected, len);
}

static void test_paths_below_a_root(void **state)
{
	struct treeroot outside = {.tree = bytes_of("/k/"), .also = bytes_of("/mnt/k/")};
	struct treeroot beside = {.tree = bytes_of("../")};
	struct treeroot inside = {.relative = true, .also = bytes_of("/k/")};

	(void)state;
	assert_below(&outside, "/k/fs/x/../open.c", "fs/open.c");
	assert_below(&outside, "/mnt/k/fs/open.c", "fs/open.c");
	assert_below(&outside, "/k/../etc/passwd", "");
	assert_below(&outside, "/usr/include/stdio.h", "");
	assert_below(&outside, "include/generated/autoconf.h", "");
	assert_below(&beside, "../fs/open.c", "fs/open.c");
	assert_below(&beside, "../../fs/open.c", "");
	assert_below(&beside, "fs/open.c", "");
	assert_below(&inside, "./include/linux/fs.h", "include/linux/fs.h");
	assert_below(&inside, "/k/fs/open.c", "fs/open.c");
	assert_below(&inside, "/usr/include/stdio.h", "");
	assert_below(&inside, "../x.c", "");
}

/* The kernel's own links: a record names what is behind them. */
static void test_links_of_the_tree(void **state)
{
	struct treeroot root = {.tree = bytes_of("/k/")};
	struct compiled *compiled = compiled_new("made");
	static const char *const paths[] = {
		"/k/scripts/dtc/include-prefixes/dt-bindings/input/linux-event-codes.h",
		"/k/scripts/dtc/include-prefixes/arm64/qcom/sdm845.dtsi",
		"/k/scripts/dtc/include-prefixes/arm64",
	};
	static const char *const found[] = {
		"include/dt-bindings/input/linux-event-codes.h",
		"include/uapi/linux/input-event-codes.h",
		"arch/arm64/boot/dts/qcom/sdm845.dtsi",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		assert_true(treeroot_add(&root, bytes_of(paths[i]), compiled));
	for (size_t i = 0; i < sizeof(found) / sizeof(*found); i++)
		assert_true(compiled_has(compiled, bytes_of(found[i])));
	assert_int_equal(compiled->files.count, 6);
	compiled_free(compiled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paths_are_resolved),
		cmocka_unit_test(test_paths_that_lead_out),
		cmocka_unit_test(test_paths_that_are_too_long),
		cmocka_unit_test(test_files_are_added_once),
		cmocka_unit_test(test_what_a_list_speaks_of),
		cmocka_unit_test(test_root_of_a_tree),
		cmocka_unit_test(test_paths_below_a_root),
		cmocka_unit_test(test_links_of_the_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
