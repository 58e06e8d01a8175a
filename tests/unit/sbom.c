/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The documents are small ones in the form that scripts/sbom of Linux 7.2 writes. */
#include "target/sbom.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define CONTEXT                                                                          \
	"{\"@context\":[\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\","             \
	"{\"s\":\"urn:spdx.dev:0/source/\"}],\"@graph\":["                               \
	"{\"spdxId\":\"p:1\",\"type\":\"SoftwareAgent\",\"name\":\"KernelSbom\"},"
#define CREATED(comment)                                                                 \
	"{\"type\":\"CreationInfo\",\"@id\":\"_:creationinfo\",\"comment\":\"" comment   \
	"\"},"
#define FOLDER                                                                           \
	"{\"type\":\"software_File\",\"name\":\"$(src_tree)\","                          \
	"\"software_fileKind\":\"directory\"},"
#define FILE_(name) "{\"type\":\"software_File\",\"name\":\"" name "\"}"

static int read_text(const char *text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	size_t len = strlen(text);
	char *exact = malloc(len ? len : 1);
	int code;

	assert_non_null(exact);
	memcpy(exact, text, len);
	code = sbom_read((struct bytes){exact, len}, compiled, facts, error);
	free(exact);
	return code;
}

static struct compiled *made(void)
{
	struct compiled *compiled = compiled_new("made");

	assert_non_null(compiled);
	return compiled;
}

static void test_source_document(void **state)
{
	struct compiled *compiled = made();
	struct sbom facts;

	(void)state;
	assert_int_equal(
		read_text(
			CONTEXT CREATED("") FOLDER
				FILE_("init/main.c") "," FILE_("kernel/fork.c") "," FILE_(
					"include/linux/fs.h") "," FILE_("/usr/lib/gcc/"
									"include/"
									"stddef.h") "]}",
			compiled, &facts, NULL),
		0);
	assert_int_equal(compiled->files.count, 3);
	assert_int_equal(facts.files, 3);
	assert_false(facts.incomplete);
	assert_true(compiled_has(compiled, bytes_of("include/linux/fs.h")));
	assert_true(compiled->whole && compiled->included && compiled->assembly);
	assert_false(compiled->modules || compiled->headers || compiled->rust);
	compiled_free(compiled);
}

/* `make sbom` writes documents after errors as well, and says so in them. */
static void test_document_with_gaps(void **state)
{
	static const char *const documents[] = {
		CONTEXT CREATED("Summarize errors:\\nx")
			FILE_("init/main.c") "," FILE_("kernel/fork.c") "]}",
		CONTEXT CREATED("Summarize warnings:\\nSkip parsing inner command x")
			FILE_("init/main.c") "," FILE_("kernel/fork.c") "]}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(documents) / sizeof(*documents); i++) {
		struct compiled *compiled = made();
		struct sbom facts;

		assert_int_equal(read_text(documents[i], compiled, &facts, NULL), 0);
		assert_true(facts.incomplete);
		assert_false(compiled->whole);
		compiled_free(compiled);
	}
}

static void test_harmless_warnings(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(
		read_text(CONTEXT CREATED("Summarize warnings:\\nCould not infer primary "
					  "purpose for /k/x")
				  FILE_("init/main.c") "," FILE_("kernel/fork.c") "]}",
			compiled, NULL, NULL),
		0);
	assert_true(compiled->whole);
	compiled_free(compiled);
}

static void test_source_and_output_together(void **state)
{
	struct compiled *compiled = made();
	struct sbom facts;

	(void)state;
	assert_int_equal(
		read_text(CONTEXT FILE_("init/main.c") "," FILE_("kernel/fork.c") "]}",
			compiled, NULL, NULL),
		0);
	assert_int_equal(
		read_text(CONTEXT
			"{\"type\":\"software_Package\",\"software_packageVersion\":"
			"\"7.2.0\",\"name\":\"bzImage\"}," FILE_(
				"arch/x86/boot/bzImage") "," FILE_("fs/nfs/nfs.ko") "]}",
			compiled, &facts, NULL),
		0);
	assert_string_equal(facts.release, "7.2.0");
	assert_int_equal(facts.modules, 1);
	assert_true(compiled->whole && compiled->modules);
	compiled_free(compiled);
}

/* The output document alone says nothing of what was compiled. */
static void test_output_alone(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(
		read_text(CONTEXT FILE_("fs/nfs/nfs.ko") "]}", compiled, NULL, NULL), 0);
	assert_false(compiled->whole || compiled->included);
	compiled_free(compiled);
}

static void test_list_of_used_files(void **state)
{
	struct compiled *compiled = made();

	(void)state;
	assert_int_equal(read_text("init/main.c\nkernel/fork.c\ninclude/linux/fs.h",
				 compiled, NULL, NULL),
		0);
	assert_int_equal(compiled->files.count, 3);
	assert_true(compiled->whole && compiled->included);
	assert_false(compiled->modules);
	compiled_free(compiled);
}

static void test_what_is_no_sbom(void **state)
{
	static const struct {
		const char *text, *message;
	} cases[] = {
		{"", "no file is in it"},
		{"{", "not JSON: "},
		{"{}", "no SBOM of the kernel: it has no '@graph' of SPDX 3"},
		{"[]", "no SBOM of the kernel: it has no '@graph' of SPDX 3"},
		{"{\"spdxVersion\":\"SPDX-2.3\",\"files\":[]}",
			"no SBOM of the kernel: it has no '@graph' of SPDX 3"},
		{"{\"@graph\":[1,null,{\"type\":7},{\"type\":\"software_File\"}]}",
			"no file is in it"},
		{"/etc/passwd\n../x\n", "no file is in it"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct compiled *compiled = made();
		struct kvet_error error = {0};

		assert_int_equal(read_text(cases[i].text, compiled, NULL, &error),
			KVET_ERROR_INPUT);
		assert_memory_equal(
			error.message, cases[i].message, strlen(cases[i].message));
		assert_false(compiled->whole);
		compiled_free(compiled);
	}
	struct compiled *compiled = made();

	assert_int_equal(sbom_read((struct bytes){"a\0b", 3}, compiled, NULL, NULL),
		KVET_ERROR_INPUT);
	compiled_free(compiled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_source_document),
		cmocka_unit_test(test_document_with_gaps),
		cmocka_unit_test(test_harmless_warnings),
		cmocka_unit_test(test_source_and_output_together),
		cmocka_unit_test(test_output_alone),
		cmocka_unit_test(test_list_of_used_files),
		cmocka_unit_test(test_what_is_no_sbom),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
