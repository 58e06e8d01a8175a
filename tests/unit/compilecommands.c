/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/compilecommands.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ENTRY(file)                                                                      \
	"{\"command\": \"gcc -c " file "\", \"directory\": \"/out\", \"file\": \"" file  \
	"\"}"

static struct compiled *made(void)
{
	struct compiled *compiled = compiled_new("made");

	assert_non_null(compiled);
	return compiled;
}

static int read_json(const char *json, const char *tree, struct compiled *compiled,
	struct kvet_error *error)
{
	size_t len = strlen(json);
	char *exact = malloc(len ? len : 1);
	int code;

	assert_non_null(exact);
	memcpy(exact, json, len);
	code = compilecommands_read((struct bytes){exact, len}, tree, compiled, error);
	free(exact);
	return code;
}

static void test_kernel_out_of_its_tree(void **state)
{
	static const char json[] =
		"[" ENTRY("/k/init/main.c") "," ENTRY("/k/kernel/fork.c") "," ENTRY(
			"/usr/x.c") "," ENTRY("lib/made.c") "," ENTRY("/k/scripts/mod/"
								      "empty.c") "]";
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(read_json(json, NULL, compiled, NULL), 0);
	assert_int_equal(compiled->files.count, 3);
	assert_true(compiled_has(compiled, bytes_of("init/main.c")));
	assert_true(compiled_has(compiled, bytes_of("scripts/mod/empty.c")));
	/* What it does not name may have been compiled all the same. */
	assert_false(compiled->whole || compiled->modules || compiled->headers ||
		     compiled->included || compiled->assembly || compiled->rust);
	compiled_free(compiled);
}

static void test_kernel_in_its_tree(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(
		read_json("[{\"file\": \"init/main.c\", \"directory\": \"/out\", "
			  "\"arguments\": [\"gcc\"]}, {\"file\": \"../out/a/../b.S\", "
			  "\"directory\": \"/out\"}]",
			NULL, compiled, NULL),
		0);
	/* /out/../out is not below /out as text. */
	assert_int_equal(compiled->files.count, 1);
	assert_true(compiled_has(compiled, bytes_of("init/main.c")));
	compiled_free(compiled);

	compiled = made();
	assert_int_equal(read_json("[{\"file\": \"./init/main.c\"}, {\"file\": "
				   "\"kernel/fork.c\"}]",
				 NULL, compiled, NULL),
		0);
	assert_int_equal(compiled->files.count, 2);
	compiled_free(compiled);
}

static void test_the_shortest_init_is_the_kernels(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(read_json("[" ENTRY("/k/tools/x/init/main.c") "," ENTRY(
					   "/k/init/main.c") "]",
				 NULL, compiled, NULL),
		0);
	assert_true(compiled_has(compiled, bytes_of("init/main.c")));
	assert_true(compiled_has(compiled, bytes_of("tools/x/init/main.c")));
	compiled_free(compiled);
}

static void test_a_tree_that_is_named(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(
		read_json("[" ENTRY("/k/fs/open.c") "]", "/k", compiled, NULL), 0);
	assert_int_equal(
		read_json("[" ENTRY("/k/fs/exec.c") "]", "/k/", compiled, NULL), 0);
	assert_int_equal(compiled->files.count, 2);
	compiled_free(compiled);
}

/* yyjson tells a length of lists, too. */
static void test_lists_where_texts_belong(void **state)
{
	static const char *const documents[] = {
		"[{\"file\": [\"a\"], \"directory\": \"/out\"}]",
		"[{\"file\": \"a\", \"directory\": [\"/out\", \"b\"]}]",
		"[{\"file\": {\"a\": 1}, \"directory\": {\"b\": 2}}]",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		struct compiled *compiled = made();

		read_json(documents[i], "/out", compiled, NULL);
		assert_false(compiled->whole);
		compiled_free(compiled);
	}
}

static void test_what_is_no_list(void **state)
{
	static const struct {
		const char *json, *message;
	} cases[] = {
		{"", "not JSON: "},
		{"[{", "not JSON: "},
		{"{}", "no list of compile commands: it is not a JSON array"},
		{"[]", "no list of a whole kernel: init/main.c is not in it"},
		{"[1, null, [], {}, {\"file\": 7}, {\"file\": \"\"}]",
			"no list of a whole kernel: init/main.c is not in it"},
		{"[" ENTRY("/k/fs/open.c") "]",
			"no list of a whole kernel: init/main.c is not in it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct compiled *compiled = made();
		struct kvet_error error = {0};

		assert_int_equal(read_json(cases[i].json, NULL, compiled, &error),
			KVET_ERROR_INPUT);
		assert_memory_equal(
			error.message, cases[i].message, strlen(cases[i].message));
		compiled_free(compiled);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kernel_out_of_its_tree),
		cmocka_unit_test(test_kernel_in_its_tree),
		cmocka_unit_test(test_the_shortest_init_is_the_kernels),
		cmocka_unit_test(test_a_tree_that_is_named),
		cmocka_unit_test(test_lists_where_texts_belong),
		cmocka_unit_test(test_what_is_no_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
