/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines by hand: each case says what each of its lines is. */
#include "census/count.h"
#include "census/language.h"
#include "util/bytes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum lexer { C, ASSEMBLY, ARM, RUST, HASH };

/* LINES has a letter a line: 'c' of code, 'm' of comment, 'b' blank. */
struct line_case {
	enum lexer lexer;
	const char *text, *lines;
};

static const struct line_case cases[] = {
	{C, "", ""},
	{C, "\n", "b"},
	{C, " \t\r\n\v\f\n", "bb"},
	{C, "int a;", "c"},
	{C, "int a;\r\n\r\n", "cb"},
	{C, "int a; // why\n", "c"},
	{C, "/* why */ int a;\n", "c"},
	{C, "// why\n/* why */\n", "mm"},
	{C, "/* a\n\n * b\n */\n", "mbmm"},
	{C, "/* a */ /* b\n*/ int c;\n", "mc"},
	{C, "/*/ still */\nint a;\n", "mc"},
	{C, "/* **/int a;\n/***/\n", "cm"},
	{C, "/* never ends\n\nint a;", "mbm"},
	{C, "/* /* flat */ int a;\n", "c"},
	{C, "// goes on \\\nint a;\nint b;\n", "mmc"},
	{C, "// goes on \\\r\nint a;\r\nint b;\r\n", "mmc"},
	{C, "// goes on \\\n\nint b;\n", "mbc"},
	{C, "x = \"/* no */ // no\";\n/* */\n", "cm"},
	{C, "x = \"\\\"/*\";\n/* */\n", "cm"},
	{C, "x = \"\\\\\"; /* yes\n*/\n", "cm"},
	{C, "x = \"a\\\n/* b\";\n// c\n", "ccm"},
	{C, "x = \"a\\\n\n// c\n", "cbm"},
	{C, "x = '\"'; /* a */ // \"\n// b\n", "cm"},
	{C, "x = '\\''; // a\n'/*';\n// b\n", "ccm"},
	{C, "#error don't /* do */ this\nint a;\n", "cc"},
	{C, "x = \"no end\n// a\n", "cm"},
	{C, "a = b / c;\n/\n", "cc"},
	{C, "a = b /* c\n*/ / d;\n", "cc"},
	{C, "#define A \\\n\tb\n", "cc"},
	{C, "\\\n", "c"},
	{C, "/", "c"},
	{C, "/*", "m"},
	{C, "/**", "m"},
	{C, "//", "m"},
	{C, "\"\\", "c"},
	{C, "'", "c"},

	{ASSEMBLY, "#include <a.h>\n# define B\n#ifdef C\n#endif\n", "cccc"},
	{ASSEMBLY, "# what follows\n#\n#if 0\n\tnop # none\n", "mmcc"},
	{ASSEMBLY, "#include_next <a>\n#included\n", "cm"},
	{ASSEMBLY, "/* a\n# b */ nop\n", "mc"},
	{ASSEMBLY, "# a /* b\nc */\n\tnop\n", "mmc"},
	{ASSEMBLY, "# don't /* begin\n\tnop\n", "mc"},
	{ASSEMBLY, "// a\n\tnop // b\n@ c\n; d\n", "mccc"},
	{ASSEMBLY, "#", "m"},
	{ARM, "@ a\n\tmov r0, #1 @ b\n# c\n; d\n", "mcmc"},
	{ARM, "/* a */ @ b\n", "m"},

	{RUST, "fn a() {}\n// b\n/// c\n//! d\n", "cmmm"},
	{RUST, "/* /* */\n still */\nfn a() {}\n", "mmc"},
	{RUST, "/* /* */ */ fn a() {}\n", "c"},
	{RUST, "/*/* never", "m"},
	{RUST, "/*/ */\nfn\n", "mc"},
	{RUST, "// no going on \\\nfn a() {}\n", "mc"},
	{RUST, "let a = \"// b\n// c\n\n/* d\";\n// e\n", "ccbcm"},
	{RUST, "let a = \"\\\n  b\\\"\n\";\n//\n", "cccm"},
	{RUST, "let a = r#\"\" // \\\n\"#; // b\n// c\n", "ccm"},
	{RUST, "let a = r\"\\\"; // b\n// c\n", "cm"},
	{RUST, "let a = br##\"\"# /*\n\"##;\n/**/\n", "ccm"},
	{RUST, "let r#fn = 1; // \"\n// b\n", "cm"},
	{RUST, "let a = '\"'; let b = b'\\''; // \"\n// c\n", "cm"},
	{RUST, "fn a<'b>(c: &'b str) {} // '\n// d\n", "cm"},
	{RUST, "let a = '\\u{1f600}'; let b = '\303\251'; /* '\n*/\n", "cm"},
	{RUST, "let a = c\"/*\"; //\n//\n", "cm"},
	{RUST, "let a = b'\\\n// b\n", "cm"},
	{RUST, "let a = '\372\n}'\n// b\n", "ccm"},
	{RUST, "r", "c"},
	{RUST, "r#", "c"},
	{RUST, "r#\"", "c"},
	{RUST, "'", "c"},
	{RUST, "'\\", "c"},
	{RUST, "\"\\", "c"},

	{HASH, "#!/bin/sh\n# a\n\nb # c\n", "cmbc"},
	{HASH, "obj-y += a.o\n\t# b\n", "cm"},
	{HASH, "#", "m"},
};

/* From a copy that ends where the text does, so that a step behind it is seen. */
static void count(const struct line_case *each, struct kvet_count *found,
	struct kvet_unsafe *unsafe)
{
	size_t len = strlen(each->text);
	char *exact = malloc(len ? len : 1);
	struct bytes text = {exact, len};

	assert_non_null(exact);
	memcpy(exact, each->text, len);
	switch (each->lexer) {
	case C:
		count_c(text, found);
		break;
	case ASSEMBLY:
		count_assembly(text, "", found);
		break;
	case ARM:
		count_assembly(text, "@", found);
		break;
	case RUST:
		count_rust(text, found, unsafe);
		break;
	case HASH:
		count_hash(text, found);
		break;
	}
	free(exact);
}

static uint64_t letters(const char *lines, char letter)
{
	uint64_t number = 0;

	for (; *lines; lines++)
		number += *lines == letter;
	return number;
}

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *lines = cases[i].lines;
		struct kvet_count found = {0};
		struct kvet_unsafe unsafe = {0};

		count(&cases[i], &found, &unsafe);
		if (found.code != letters(lines, 'c') ||
			found.comments != letters(lines, 'm') ||
			found.blank != letters(lines, 'b'))
			fail_msg("case %zu: %s\n%d code, %d comments, %d blank instead "
				 "of %s",
				i, cases[i].text, (int)found.code, (int)found.comments,
				(int)found.blank, lines);
	}
}

/* A NUL is a byte like others, and a line may be as long as it likes. */
static void test_odd_bytes(void **state)
{
	static const char nul[] = "a\0/*\0*/\n\0\n// \0\n";
	size_t len = 8u << 20;
	char *line = malloc(len);
	struct kvet_count found = {0};

	(void)state;
	count_c((struct bytes){nul, sizeof(nul) - 1}, &found);
	assert_int_equal(found.code, 2);
	assert_int_equal(found.comments, 1);
	assert_non_null(line);
	memset(line, '*', len);
	line[0] = '/';
	found = (struct kvet_count){0};
	count_c((struct bytes){line, len}, &found);
	assert_int_equal(found.comments, 1);
	assert_int_equal(found.code, 0);
	free(line);
}

/* What is unsafe: "blocks/documented functions/... impls/... traits/... lines". */
static const struct {
	const char *text, *found;
} unsafe_cases[] = {
	{"unsafe { a() }\n", "1/0 0/0 0/0 0/0 1"},
	{"// SAFETY: a\nunsafe { a() }\n", "1/1 0/0 0/0 0/0 1"},
	{"// Safety : a\nlet b = unsafe { a() };\n", "1/1 0/0 0/0 0/0 1"},
	{"// safe\nunsafe { a() }\n", "1/0 0/0 0/0 0/0 1"},
	/* in the statement, and no further */
	{"// SAFETY: a\nlet b: [u8; 4] = f(|x| unsafe { a(x) });\n", "1/1 0/0 0/0 0/0 1"},
	{"// SAFETY: a\nlet b = 1;\nunsafe { a() };\n", "1/0 0/0 0/0 0/0 1"},
	{"// SAFETY: a\nunsafe { a() }\nunsafe { b() }\n", "2/1 0/0 0/0 0/0 2"},
	{"// SAFETY: a\nlet b = (unsafe { a() }, unsafe { b() });\n",
		"2/2 0/0 0/0 0/0 1"},
	{"match a {\n// SAFETY: a\nB => unsafe { a() },\nC => unsafe { b() },\n}\n",
		"2/1 0/0 0/0 0/0 2"},
	{"// SAFETY: a\nfn b() { unsafe { a() } }\n", "1/0 0/0 0/0 0/0 1"},
	/* behind it, or first inside */
	{"let a = unsafe { b() }; // SAFETY: c\nunsafe { d() };\n", "2/1 0/0 0/0 0/0 2"},
	{"unsafe {\n// SAFETY: a\na();\n}\n", "1/1 0/0 0/0 0/0 3"},
	{"unsafe {\na();\n// SAFETY: a\n}\n", "1/0 0/0 0/0 0/0 3"},
	{"#[inline]\n/// # Safety\n///\n/// a\n#[b]\npub(crate) unsafe fn c() {}\n",
		"0/0 1/1 0/0 0/0 0"},
	{"unsafe fn a() {}\nunsafe extern \"C\" fn b() {}\nunsafe fn $c() {}\n",
		"0/0 3/0 0/0 0/0 0"},
	{"//! # Safety\nunsafe fn a() {}\n", "0/0 1/0 0/0 0/0 0"},
	{"type A = unsafe fn(u8);\ntype B = unsafe extern \"C\" fn();\n",
		"0/0 0/0 0/0 0/0 0"},
	{"unsafe extern \"C\" { fn a(); }\n#[unsafe(no_mangle)]\n", "0/0 0/0 0/0 0/0 0"},
	{"// SAFETY: a\nunsafe impl Send for A {}\nunsafe impl Sync for A {}\n",
		"0/0 0/0 2/1 0/0 0"},
	{"/// # Safety\npub unsafe trait A {}\nunsafe auto trait B {}\n",
		"0/0 0/0 0/0 2/1 0"},
	/* words that are none */
	{"// unsafe {\n/* unsafe { */\nlet a = \"unsafe {\"; let r#unsafe = 1;\n",
		"0/0 0/0 0/0 0/0 0"},
	{"let unsafe_a = not_unsafe { };\n", "0/0 0/0 0/0 0/0 0"},
	/* brackets that do not fit */
	{"}}}) unsafe {", "1/0 0/0 0/0 0/0 1"},
	{"unsafe { ( }\na\n", "1/0 0/0 0/0 0/0 2"},
};

static void test_unsafe(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(unsafe_cases) / sizeof(*unsafe_cases); i++) {
		struct line_case each = {RUST, unsafe_cases[i].text, ""};
		struct kvet_count found = {0};
		struct kvet_unsafe u = {0};
		char text[128];

		count(&each, &found, &u);
		snprintf(text, sizeof(text), "%d/%d %d/%d %d/%d %d/%d %d",
			(int)u.blocks.count, (int)u.blocks.safety, (int)u.functions.count,
			(int)u.functions.safety, (int)u.impls.count, (int)u.impls.safety,
			(int)u.traits.count, (int)u.traits.safety, (int)u.lines);
		if (strcmp(text, unsafe_cases[i].found) != 0)
			fail_msg("case %zu: %s\n%s instead of %s", i,
				unsafe_cases[i].text, text, unsafe_cases[i].found);
	}
}

/* However deep: the count stays, what closes is known again. */
static void test_deep_brackets(void **state)
{
	size_t depth = 100000;
	char *text = malloc(2 * depth);
	struct kvet_count found = {0};
	struct kvet_unsafe unsafe = {0};

	(void)state;
	assert_non_null(text);
	memset(text, '{', depth);
	memset(text + depth, '}', depth);
	memcpy(text + depth - 8, "unsafe {", 8);
	count_rust((struct bytes){text, 2 * depth}, &found, &unsafe);
	assert_int_equal(unsafe.blocks.count, 1);
	assert_int_equal(found.code, 1);
	free(text);
}

static void test_languages(void **state)
{
	static const struct {
		const char *path;
		enum kvet_language language;
	} files[] = {
		{"kernel/fork.c", KVET_LANGUAGE_C},
		{"include/linux/fs.h", KVET_LANGUAGE_C},
		{"rust/helpers/mm.c", KVET_LANGUAGE_C},
		{"rust/kernel/lib.rs", KVET_LANGUAGE_RUST},
		{"arch/x86/entry/entry_64.S", KVET_LANGUAGE_ASSEMBLY},
		{"arch/arm/boot/dts/a.dtsi", KVET_LANGUAGE_OTHER},
		{"Makefile", KVET_LANGUAGE_OTHER},
		{"scripts/Makefile.lib", KVET_LANGUAGE_OTHER},
		{"lib/Kconfig.debug", KVET_LANGUAGE_OTHER},
		{"scripts/checkpatch.pl", KVET_LANGUAGE_OTHER},
		{"Kconfigure", KVET_LANGUAGES},
		{"Documentation/index.rst", KVET_LANGUAGES},
		{"COPYING", KVET_LANGUAGES},
		{".c", KVET_LANGUAGES},
		{"a/.dts", KVET_LANGUAGES},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		if (language_of_file(files[i].path) != files[i].language)
			fail_msg("%s: %d", files[i].path,
				(int)language_of_file(files[i].path));
	}
}

static void test_marks(void **state)
{
	(void)state;
	assert_string_equal(count_assembly_marks("arch/arm/lib/memcpy.S"), "@");
	assert_string_equal(count_assembly_marks("arch/arm64/lib/memcpy.S"), "");
	assert_string_equal(count_assembly_marks("arch/m68k/a.S"), "|");
	assert_string_equal(count_assembly_marks("lib/arm"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_odd_bytes),
		cmocka_unit_test(test_unsafe),
		cmocka_unit_test(test_deep_brackets),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
