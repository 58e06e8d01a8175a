/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What sources include, and what is reached by that. */
#include "made_tree.h"

/* Finding ------------------------------------------------------------------------------ */

/* The names in TEXT, a file at PATH, with spaces between them; "-" when it is too much. */
static const char *find(
	const char *path, const char *text, size_t len, char *out, size_t size)
{
	struct arena arena = {0};
	struct include_finder finder = {.arena = &arena, .kind = includes_kind(path)};
	struct include_list list;
	char *exact = malloc(len ? len : 1);
	size_t used = 0;

	assert_non_null(exact);
	memcpy(exact, text, len);
	includes_find(&finder, (struct bytes){exact, len});
	if (finder.by_macro)
		includes_find_quoted(&finder, (struct bytes){exact, len});
	out[0] = '\0';
	if (!includes_found(&finder, &list))
		snprintf(out, size, "-");
	else
		for (size_t i = 0; i < list.count && used < size; i++)
			used += (size_t)snprintf(out + used, size - used, "%s%s",
				i ? " " : "", list.names[i]);
	arena_release(&arena);
	free(exact);
	return out;
}

static void expect_found(const char *path, const char *text, const char *names)
{
	char out[512];

	find(path, text, strlen(text), out, sizeof(out));
	if (strcmp(out, names) != 0)
		fail_msg("%s\nincludes %s, not %s", text, out, names);
}

static void test_finding(void **state)
{
	static const struct {
		const char *text, *names;
	} cases[] = {
		{"", ""},
		{"#include <a.h>\n#include \"b.h\"\n", "<a.h \"b.h"},
		{" \t# \tinclude\t<a.h>", "<a.h"},
		{"#include<a.h>\n#include_next <b.h>", "<a.h <b.h"},
		{"#include \\\n <a.h>\n#inc\\\nlude <b.h>", "<a.h <b.h"},
		{"/* x */ #include <a.h>\n# /* y */ include /* z\n */ <b.h>",
			"<a.h <b.h"},
		{"x #include <no.h>\n// #include <no.h>\n", ""},
		{"#define A\n#if 0\n#include <a.h>\n#endif\n", "<a.h"},
		{"#include \"a.h\n\"", ""},
		{"#include <>\n#include \"\"\n#include\n#include", ""},
		{".include \"a.h\"\n/include/ \"b.h\"\n", ""},
		{"#i\\\rnc\n#i\\\nnclude <a.h>\n#i\\\r\nnclude <b.h>\n", "<a.h <b.h"},
		/* A macro: whatever it may stand for. */
		{"#define A \"a.h\"\n#define B <b.h>\n#include A\nchar *t = \"text\";",
			"\"a.h <b.h"},
		/* Of which another file may say #include A. */
		{"#define A \"a.h\"\n#define B <b.c>\n#define C \"text\"\n",
			"\"a.h <b.c"},
		/* Quotes that a macro puts around. */
		{"#define S(x) #x\n#define F S(../a.c)\n#include F\n", "\"../a.c"},
		{"#include S(net/a)\n", "\"net/a.h \"net/a.c"},
		{"%:include \"a.h\"\n %: include <b.h>\n\"%:include <no.h>\"",
			"\"a.h <b.h"},
		{"#import \"a.h\"\n#embed <b.c> limit(3)\n", "\"a.h <b.c"},
		{"#include A\nc = '\"'; \"a.c\"", "\"a.c"},
		{"#include A(\n\"a\nb.h\"", "\"b.h"},
		{"#define TRACE_INCLUDE_FILE a\n#include <trace/define_trace.h>\n",
			"\"a.h <trace/define_trace.h"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		expect_found("x.c", cases[i].text, cases[i].names);
	expect_found("x.S", ".include \"a.h\"\n #include <b.h>\n", "<b.h \"a.h");
	expect_found("x.dtsi", "/include/ \"a.dtsi\"\n#include <b.h>\n", "<b.h \"a.dtsi");
	expect_found("x.S", ".incbin \"a.h\"\n", "\"a.h");
	expect_found("x.rs",
		"include!(\"a.rs\"); include_str! [ \"b.c\" ]\n#[path = \"../c.rs\"]\n"
		"let path = 1; // include <no.h>\n",
		"\"a.rs \"b.c \"../c.rs");
	expect_found("x.dts", "/include/ /optional/ \"a.dtsi\"\n", "\"a.dtsi");
}

static void test_too_many(void **state)
{
	size_t len = 0, room = (INCLUDES_OF_A_FILE_MAX + 1) * 20;
	char *text = malloc(room), out[16];

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i <= INCLUDES_OF_A_FILE_MAX; i++)
		len += (size_t)snprintf(text + len, room - len, "#include <%u>\n", i);
	assert_string_equal(find("x.c", text, len, out, sizeof(out)), "-");
	free(text);
}

/* Following ---------------------------------------------------------------------------- */

struct following {
	struct made_tree made;
	struct arena arena;
	struct includes includes;
};

static bool list(void *context, const struct tree_file *file, struct include_list *list)
{
	struct following *in = context;
	const struct made_file *made = made_find(in->made.made, file->path);
	struct include_finder finder = {
		.arena = &in->arena, .kind = includes_kind(file->path)};

	*list = (struct include_list){NULL, 0};
	if (!made || !made->text)
		return made != NULL;
	if (strcmp(made->text, "unreadable") == 0)
		return false;
	includes_find(&finder, bytes_of(made->text));
	return includes_found(&finder, list);
}

/* Begins with the first of FILES, of a kernel for ARCH. */
static void follow(struct following *in, const struct made_file *files, const char *arch)
{
	*in = (struct following){0};
	made_start(&in->made, files, "");
	includes_start(
		&in->includes, in->made.tree, (struct include_source){list, in}, arch);
	includes_add(&in->includes, tree_find(in->made.tree, bytes_of(files[0].path)));
	includes_follow(&in->includes);
}

static void end(struct following *in)
{
	includes_release(&in->includes);
	arena_release(&in->arena);
	made_end(&in->made);
}

static void expect_reader(
	const struct following *in, const char *path, const char *reader)
{
	const char *found = includes_reader(&in->includes, path);

	if (!reader != !found || (reader && strcmp(found, reader) != 0))
		fail_msg("%s is read by %s, not %s", path, found ? found : "none",
			reader ? reader : "none");
}

static void test_following(void **state)
{
	static const struct made_file files[] = {
		{"drivers/a.c", "#include \"own.h\"\n#include \"../lib/near.h\"\n"
				"#include <linux/wide.h>\n#include <asm/arch.h>\n"
				"#include <asm/generic.h>\n#include <uapi/asm/u.h>\n"
				"#include \"part.c\"\n#include \"../../sub/far.h\"\n"
				"#include <linux/../odd.h>\n"},
		{"drivers/own.h", "#include \"cycle.h\"\n"},
		{"drivers/cycle.h", "#include \"own.h\"\n"},
		{"other/own.h", NULL},
		{"lib/near.h", NULL},
		{"include/linux/wide.h", NULL},
		{"include/uapi/linux/wide.h", NULL},
		{"tools/include/linux/wide.h", NULL},
		{"include/linuxx/wide.h", NULL},
		{"arch/x86/include/asm/arch.h", NULL},
		{"arch/arm/include/asm/arch.h", NULL},
		{"include/asm-generic/generic.h", NULL},
		{"include/uapi/asm-generic/u.h", NULL},
		{"drivers/part.c", NULL},
		{"deep/sub/far.h", NULL},
		{"include/odd.h", NULL},
		{"include/unread.h", NULL},
		{NULL, NULL},
	};
	struct following in;

	(void)state;
	follow(&in, files, "x86");
	assert_false(in.includes.failed);
	assert_null(in.includes.unread);
	expect_reader(&in, "drivers/a.c", "");
	expect_reader(&in, "drivers/own.h", "drivers/a.c");
	expect_reader(&in, "drivers/cycle.h", "drivers/own.h");
	/* What lies beside is meant, and no other. */
	expect_reader(&in, "other/own.h", NULL);
	expect_reader(&in, "lib/near.h", "drivers/a.c");
	expect_reader(&in, "include/linux/wide.h", "drivers/a.c");
	expect_reader(&in, "include/uapi/linux/wide.h", "drivers/a.c");
	expect_reader(&in, "tools/include/linux/wide.h", NULL);
	expect_reader(&in, "include/linuxx/wide.h", NULL);
	expect_reader(&in, "arch/x86/include/asm/arch.h", "drivers/a.c");
	expect_reader(&in, "arch/arm/include/asm/arch.h", NULL);
	expect_reader(&in, "include/asm-generic/generic.h", "drivers/a.c");
	expect_reader(&in, "include/uapi/asm-generic/u.h", "drivers/a.c");
	expect_reader(&in, "drivers/part.c", "drivers/a.c");
	expect_reader(&in, "deep/sub/far.h", "drivers/a.c");
	expect_reader(&in, "include/odd.h", "drivers/a.c");
	expect_reader(&in, "include/unread.h", NULL);
	end(&in);
}

/* arm64's boards have parts of arm's; x86's headers are user mode Linux's too. */
static void test_other_architectures(void **state)
{
	static const struct made_file files[] = {
		{"arch/arm64/boot/dts/x/a.dts",
			"#include <arm/y/b.dtsi>\n/include/ \"c.dtsi\"\n"
			"#include <asm/x.h>\n"},
		{"arch/arm/boot/dts/y/b.dtsi", NULL},
		{"arch/arm64/boot/dts/x/c.dtsi", NULL},
		{"arch/x86/include/asm/x.h", NULL},
		{NULL, NULL},
	};
	struct following in;

	(void)state;
	follow(&in, files, "arm64");
	expect_reader(&in, "arch/arm/boot/dts/y/b.dtsi", files[0].path);
	expect_reader(&in, "arch/arm64/boot/dts/x/c.dtsi", files[0].path);
	expect_reader(&in, "arch/x86/include/asm/x.h", NULL);
	end(&in);
	follow(&in, files, "um");
	expect_reader(&in, "arch/x86/include/asm/x.h", files[0].path);
	end(&in);
}

static void test_links_and_names(void **state)
{
	static const struct made_file files[] = {
		{"a.c", "#include <b/link.h>\n"},
		{"b/real.h", "#include \"c.h\"\n"},
		{"b/c.h", NULL},
		{"arch/x86/include/debug/uart.S", NULL},
		{NULL, NULL},
	};
	struct following in = {0};

	(void)state;
	made_start(&in.made, files, "");
	assert_true(tree_link(in.made.tree, bytes_of("b/link.h"), bytes_of("b/real.h")));
	includes_start(
		&in.includes, in.made.tree, (struct include_source){list, &in}, "x86");
	includes_add(&in.includes, tree_find(in.made.tree, bytes_of("a.c")));
	includes_add_name(&in.includes, bytes_of("debug/uart.S"));
	includes_follow(&in.includes);
	expect_reader(&in, "b/link.h", "a.c");
	expect_reader(&in, "b/real.h", "b/link.h");
	expect_reader(&in, "b/c.h", "b/real.h");
	expect_reader(&in, "arch/x86/include/debug/uart.S", "");
	end(&in);
}

static void test_unreadable(void **state)
{
	static const struct made_file files[] = {
		{"a.c", "#include \"b.h\"\n#include \"c.h\"\n"},
		{"b.h", "unreadable"},
		{"c.h", NULL},
		{NULL, NULL},
	};
	struct following in;

	(void)state;
	follow(&in, files, "x86");
	assert_string_equal(in.includes.unread, "b.h");
	expect_reader(&in, "c.h", "a.c");
	end(&in);
}

/* Many files of one name, and many names that may mean them. */
static void test_too_much(void **state)
{
	enum { FILES = 20000, NAMES = 4000 };
	struct following in = {0};
	struct arena arena = {0};
	char *text = malloc(NAMES * 32);
	struct made_file files[] = {{"a.c", text}, {NULL, NULL}};
	size_t len = 0;

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i < NAMES; i++)
		len += (size_t)snprintf(
			text + len, NAMES * 32 - len, "#include <n%u/x.h>\n", i);
	made_start(&in.made, files, "");
	for (unsigned i = 0; i < FILES; i++)
		assert_true(tree_add(
			in.made.tree, bytes_of(arena_printf(&arena, "d%u/x.h", i))));
	includes_start(
		&in.includes, in.made.tree, (struct include_source){list, &in}, "x86");
	includes_add(&in.includes, tree_find(in.made.tree, bytes_of("a.c")));
	includes_add_name(&in.includes, bytes_of("x.h"));
	includes_follow(&in.includes);
	/* It ends, and says that it is not sure. */
	assert_non_null(in.includes.unread);
	assert_true(in.includes.work < 2 * (size_t)INCLUDES_WORK_MAX);
	end(&in);
	arena_release(&arena);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_finding),
		cmocka_unit_test(test_too_many),
		cmocka_unit_test(test_following),
		cmocka_unit_test(test_other_architectures),
		cmocka_unit_test(test_links_and_names),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_too_much),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
