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
		{"{}", "no SBOM that is known here"},
		{"[]", "no SBOM that is known here"},
		{"{\"spdxVersion\":\"SPDX-2.3\",\"files\":[]}",
			"none of its 0 components is the kernel"},
		{"{\"spdxVersion\":\"SPDX-2.1\"}", "of 'SPDX-2.1': SPDX 2.2, 2.3 and 3"},
		{"{\"spdxVersion\":[]}", "of '': SPDX 2.2, 2.3 and 3"},
		{"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"2.0\"}",
			"CycloneDX '2.0': 1.2 to 1.7 are read"},
		{"{\"@graph\":[]}", "JSON-LD, but not SPDX 3"},
		{"{\"@graph\":7}", "no SBOM: its '@graph' is no list"},
		{"{\"@graph\":[1,null,{\"type\":\"SoftwareAgent\",\"name\":"
		 "\"KernelSbom\"},"
		 "{\"type\":7},{\"type\":\"software_File\"}]}",
			"no file is in it"},
		/* A list where a text should be has a length, and no bytes. */
		{"{\"spdxVersion\":\"SPDX-2.2\",\"packages\":[{\"name\":\"linux\","
		 "\"versionInfo\":[{\"a\":1},2]}],\"files\":[{\"fileName\":[1],"
		 "\"fileTypes\":[\"SOURCE\"]}]}",
			"none of its 1 components is the kernel"},
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

/* Documents of others ---------------------------------------------------------------- */

static void read_foreign(const char *text, struct compiled *compiled, struct sbom *facts)
{
	struct kvet_error error = {0};

	if (read_text(text, compiled, facts, &error))
		fail_msg("%s", error.message);
	assert_true(facts->foreign);
	/* Whatever it names, it proves nothing absent. */
	assert_false(compiled->whole || compiled->modules || compiled->included);
}

#define SOURCE3(name)                                                                    \
	",{\"type\":\"software_File\",\"software_primaryPurpose\":\"source\",\"name\":"  \
	"\"" name "\"}"

/* As OpenEmbedded-Core's meta/lib/oe/spdx30_tasks.py writes a recipe's document. */
#define YOCTO3                                                                           \
	"{\"@context\":\"https://spdx.org/rdf/3.0.1/spdx-context.jsonld\",\"@graph\":["  \
	"{\"type\":\"software_Package\",\"name\":\"linux-libc-headers\","                \
	"\"software_packageVersion\":\"6.6\",\"externalIdentifier\":[{\"identifier\":"   \
	"\"cpe:2.3:*:linux:linux_kernel:6.6:*:*:*:*:*:*:*\"}]},"                         \
	"{\"type\":\"software_Package\",\"name\":\"linux-yocto\","                       \
	"\"software_packageVersion\":\"6.12.27+git\",\"software_packageUrl\":"           \
	"\"pkg:yocto/core/linux-yocto@6.12.27%2Bgit\",\"externalIdentifier\":[{"         \
	"\"externalIdentifierType\":\"cpe23\",\"identifier\":"                           \
	"\"cpe:2.3:*:linux:linux_kernel:6.12.27:*:*:*:*:*:*:*\"}]}"

static void test_yocto(void **state)
{
	struct compiled *compiled = made();
	struct sbom facts;

	(void)state;
	read_foreign(YOCTO3 SOURCE3("busybox-1.36/init/init.c") SOURCE3(
			     "linux-6.12/init/main.c") SOURCE3("linux-6.12/kernel/fork.c")
			     SOURCE3("linux-6.12/arch/x86/kernel/setup.c") "]}",
		compiled, &facts);
	assert_string_equal(facts.kernel.name, "linux-yocto");
	assert_string_equal(facts.release, "6.12.27+git");
	assert_string_equal(
		facts.kernel.purl, "pkg:yocto/core/linux-yocto@6.12.27%2Bgit");
	assert_string_equal(
		facts.kernel.cpe, "cpe:2.3:*:linux:linux_kernel:6.12.27:*:*:*:*:*:*:*");
	assert_int_equal(facts.files, 3);
	assert_true(compiled_has(compiled, bytes_of("kernel/fork.c")));
	assert_false(compiled_has(compiled, bytes_of("init/init.c")));
	compiled_free(compiled);
}

/* SPDX_INCLUDE_SOURCES: no kernel compiles what is of two architectures. */
static void test_sources_of_a_tree(void **state)
{
	struct compiled *compiled = made();
	struct sbom facts;

	(void)state;
	read_foreign(YOCTO3 SOURCE3("linux-6.12/init/main.c")
			     SOURCE3("linux-6.12/kernel/fork.c") SOURCE3(
				     "linux-6.12/arch/x86/kernel/setup.c")
				     SOURCE3("linux-6.12/arch/sparc/kernel/setup.c") "]}",
		compiled, &facts);
	assert_true(facts.whole_tree);
	assert_int_equal(compiled->files.count, 0);
	compiled_free(compiled);
}

static void test_other_forms(void **state)
{
	static const struct {
		const char *text, *name, *release, *purl;
		size_t files;
	} cases[] = {
		{"{\"spdxVersion\":\"SPDX-2.2\",\"packages\":[{\"name\":\"linux-yocto\","
		 "\"versionInfo\":\"1_6.6.63+git\",\"externalRefs\":[{"
		 "\"referenceLocator\":"
		 "\"cpe:2.3:*:*:linux_kernel:6.6.63:*:*:*:*:*:*:*\"}]}],\"files\":["
		 "{\"fileName\":\"./init/main.c\",\"fileTypes\":[\"SOURCE\"]},"
		 "{\"fileName\":\"./kernel/fork.c\",\"fileTypes\":[\"TEXT\",\"SOURCE\"]},"
		 "{\"fileName\":\"./README\",\"fileTypes\":[\"TEXT\"]}]}",
			"linux-yocto", "6.6.63+git", "", 2},
		{"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"metadata\":{"
		 "\"component\":{\"name\":\"image\"}},\"components\":[{\"name\":"
		 "\"busybox\","
		 "\"version\":\"1.36\"},{\"name\":\"rootfs\",\"components\":[{\"name\":"
		 "\"kernel\",\"version\":\"5.14.0-427.el9\",\"purl\":"
		 "\"pkg:rpm/redhat/kernel@5.14.0-427.el9\"}]}]}",
			"kernel", "5.14.0-427.el9",
			"pkg:rpm/redhat/kernel@5.14.0-427.el9", 0},
		{"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[{"
		 "\"name\":\"x\",\"version\":\"v6.1.5\",\"purl\":"
		 "\"pkg:github/torvalds/linux@v6.1.5\",\"cpe\":\"cpe:/"
		 "o:linux:linux_kernel:"
		 "6.1.5\"}]}",
			"x", "6.1.5", "pkg:github/torvalds/linux@v6.1.5", 0},
		/* What is no URL does not go on into other documents. */
		{"{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.4\",\"components\":[{"
		 "\"name\":\"linux\",\"version\":\"6.1\",\"purl\":"
		 "\"pkg:generic/linux@6.1?`<b>\"}]}",
			"linux", "6.1", "", 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct compiled *compiled = made();
		struct sbom facts;

		read_foreign(cases[i].text, compiled, &facts);
		assert_string_equal(facts.kernel.name, cases[i].name);
		assert_string_equal(facts.release, cases[i].release);
		assert_string_equal(facts.kernel.purl, cases[i].purl);
		assert_int_equal(facts.files, cases[i].files);
		compiled_free(compiled);
	}
}

static void test_two_kernels(void **state)
{
	struct compiled *compiled = made();
	struct kvet_error error = {0};

	(void)state;
	assert_int_equal(
		read_text("{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\","
			  "\"components\":[{\"name\":\"linux\",\"version\":\"6.1.5\"},{"
			  "\"name\":\"linux\",\"version\":\"6.6\"}]}",
			compiled, NULL, &error),
		KVET_ERROR_INPUT);
	assert_string_equal(error.message, "names two kernels, of 6.1.5 and 6.6");
	compiled_free(compiled);
}

/* A hundred values where a document has one: refused before memory is taken for them. */
static void test_dense_document(void **state)
{
	size_t len = 32u << 20;
	char *text = malloc(len);
	struct compiled *compiled = made();
	struct kvet_error error = {0};

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 2 ? '0' : ',';
	text[0] = '[';
	text[len - 2] = ' ';
	text[len - 1] = ']';
	assert_int_equal(sbom_read((struct bytes){text, len}, compiled, NULL, &error),
		KVET_ERROR_INPUT);
	assert_memory_equal(error.message, "too many values", 15);
	free(text);
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
		cmocka_unit_test(test_yocto),
		cmocka_unit_test(test_sources_of_a_tree),
		cmocka_unit_test(test_other_forms),
		cmocka_unit_test(test_two_kernels),
		cmocka_unit_test(test_dense_document),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
