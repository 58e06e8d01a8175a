/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct read {
	struct options *options;
	struct kvet_error error;
	int code;
};

static void read_bytes(struct read *read, const char *text, size_t len)
{
	char *exact = malloc(len ? len : 1);

	assert_non_null(exact);
	memcpy(exact, text, len);
	*read = (struct read){0};
	read->code = options_read(
		(struct bytes){exact, len}, "made", &read->options, &read->error);
	free(exact);
}

static void read_text(struct read *read, const char *text)
{
	read_bytes(read, text, strlen(text));
}

static void assert_option(
	const struct options *options, const char *name, const char *text, unsigned line)
{
	const struct option_value *value = options_find(options, bytes_of(name));

	assert_non_null(value);
	assert_string_equal(value->text, text);
	assert_int_equal(value->line, line);
}

static void test_every_kind_of_value(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "#\n# Automatically generated file; DO NOT EDIT.\n"
			 "# Linux/x86 6.1.192 Kernel Configuration\n#\n"
			 "CONFIG_64BIT=y\n"
			 "CONFIG_NFSD=m\n"
			 "# CONFIG_SMP is not set\n"
			 "CONFIG_CC_VERSION_TEXT=\"gcc (Debian) 12 # is not set\"\n"
			 "CONFIG_HZ=250\r\n"
			 "CONFIG_BASE=0xffffffff81000000  \n"
			 "CONFIG_OLD=n\n"
			 "CONFIG_EMPTY=");
	assert_int_equal(read.code, 0);
	assert_string_equal(read.options->source, "made");
	assert_string_equal(read.options->release, "6.1.192");
	assert_string_equal(read.options->arch, "x86");
	assert_option(read.options, "64BIT", "y", 5);
	assert_option(read.options, "NFSD", "m", 6);
	assert_option(read.options, "SMP", "n", 7);
	assert_option(
		read.options, "CC_VERSION_TEXT", "\"gcc (Debian) 12 # is not set\"", 8);
	assert_option(read.options, "HZ", "250", 9);
	assert_option(read.options, "BASE", "0xffffffff81000000", 10);
	assert_option(read.options, "OLD", "n", 11);
	assert_option(read.options, "EMPTY", "", 12);
	assert_int_equal(read.options->names.count, 8);
	assert_int_equal(read.options->set, 6);
	assert_true(options_on(read.options, "64BIT"));
	assert_true(options_on(read.options, "NFSD"));
	assert_false(options_on(read.options, "SMP"));
	assert_false(options_on(read.options, "HZ"));
	assert_false(options_on(read.options, "NOT_THERE"));
	assert_null(options_find(read.options, bytes_of("NFS")));
	options_free(read.options);
	options_free(NULL);
}

static void test_the_last_one_counts(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "CONFIG_A=y\nCONFIG_A=m\n# CONFIG_B is not set\nCONFIG_B=y\n"
			 "CONFIG_C=y\n# CONFIG_C is not set\n");
	assert_int_equal(read.code, 0);
	assert_option(read.options, "A", "m", 2);
	assert_option(read.options, "B", "y", 4);
	assert_option(read.options, "C", "n", 6);
	assert_int_equal(read.options->set, 2);
	options_free(read.options);
}

static void test_remarks(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "# CONFIG_A is not set by us\n# CONFIG_ is not set\n"
			 "#CONFIG_B is not set\n# CONFIG_C=y\n\n   \nCONFIG_D=y\n");
	assert_int_equal(read.code, 0);
	assert_int_equal(read.options->names.count, 1);
	options_free(read.options);
}

static void test_what_is_no_configuration(void **state)
{
	static const struct {
		const char *text;
		unsigned line;
		const char *message;
	} cases[] = {
		{"", 0, "no configuration: it sets no option"},
		{"# nothing\n\n", 0, "no configuration: it sets no option"},
		{"CONFIG_A=y\nconfig A\n", 2, "no line of a configuration: 'config A'"},
		{"CONFIG_A", 1, "no line of a configuration: 'CONFIG_A'"},
		{"CONFIG_=y", 1, "no line of a configuration: 'CONFIG_=y'"},
		{"CONFIG_A =y", 1, "no line of a configuration: 'CONFIG_A =y'"},
		{"CONFIG_A-B=y", 1, "no line of a configuration: 'CONFIG_A-B=y'"},
		{" CONFIG_A=y", 1, "no line of a configuration: ' CONFIG_A=y'"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct read read;

		read_text(&read, cases[i].text);
		assert_int_equal(read.code, KVET_ERROR_INPUT);
		assert_null(read.options);
		assert_string_equal(read.error.message, cases[i].message);
		assert_int_equal(read.error.line, cases[i].line);
		assert_true(*read.error.hint);
	}
}

static void test_hostile_bytes(void **state)
{
	struct read read;
	char *large = calloc(1, OPTIONS_SIZE_MAX + 1);

	(void)state;
	read_bytes(&read, "CONFIG_A=\0\n", 11);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	assert_int_equal(read.error.line, 1);
	assert_non_null(large);
	assert_int_equal(options_read((struct bytes){large, OPTIONS_SIZE_MAX + 1}, "made",
				 &read.options, NULL),
		KVET_ERROR_INPUT);
	free(large);
}

static void test_more_options_than_any_kernel(void **state)
{
	size_t room = (OPTIONS_COUNT_MAX + 1) * 20, len = 0;
	char *text = malloc(room);
	struct read read;

	(void)state;
	assert_non_null(text);
	for (unsigned i = 0; i <= OPTIONS_COUNT_MAX; i++)
		len += (size_t)snprintf(text + len, room - len, "CONFIG_%u=y\n", i);
	read_bytes(&read, text, len);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	assert_int_equal(read.error.line, OPTIONS_COUNT_MAX + 1);
	free(text);
}

static void assert_srcarch(const char *text, const char *expected)
{
	struct read read;

	read_text(&read, text);
	assert_int_equal(read.code, 0);
	assert_string_equal(options_srcarch(read.options), expected);
	options_free(read.options);
}

static void test_architectures(void **state)
{
	(void)state;
	assert_srcarch("# Linux/x86_64 6.1 Kernel Configuration\nCONFIG_A=y\n", "x86");
	assert_srcarch("# Linux/arm64 6.1 Kernel Configuration\nCONFIG_A=y\n", "arm64");
	assert_srcarch("# Linux/nds32 5.10 Kernel Configuration\nCONFIG_A=y\n", "nds32");
	assert_srcarch("CONFIG_ARM64=y\n", "arm64");
	assert_srcarch("CONFIG_X86=y\nCONFIG_UML=y\n", "um");
	assert_srcarch("# CONFIG_X86 is not set\n", "");
	assert_srcarch("# Linux/um 6.1 Kernel Configuration\nCONFIG_A=y\n", "um");
}

/* It becomes the name of a folder. */
static void test_heading_that_leads_elsewhere(void **state)
{
	static const char *const headings[] = {
		"# Linux/../../etc 6.1 Kernel Configuration\nCONFIG_A=y\n",
		"# Linux/. 6.1 Kernel Configuration\nCONFIG_A=y\n",
		"# Linux//etc 6.1 Kernel Configuration\nCONFIG_A=y\n",
		"# Linux/ 6.1 Kernel Configuration\nCONFIG_A=y\n",
		"# Linux/x86\nCONFIG_A=y\n",
		"# Linux/x86 6.1\nCONFIG_A=y\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
		assert_srcarch(headings[i], "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_of_value),
		cmocka_unit_test(test_the_last_one_counts),
		cmocka_unit_test(test_remarks),
		cmocka_unit_test(test_what_is_no_configuration),
		cmocka_unit_test(test_hostile_bytes),
		cmocka_unit_test(test_more_options_than_any_kernel),
		cmocka_unit_test(test_architectures),
		cmocka_unit_test(test_heading_that_leads_elsewhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
