/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptions that somebody damaged: none of them says that something is not there. */
#include "target/description.h"

#include "release/release.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* A description of 6.1.9 with PARTS in it. */
static int read_description(
	const char *parts, struct kvet_target **target, struct kvet_error *error)
{
	const struct kvet_release release = {.major = 6, .minor = 1, .stable = 9};
	char text[2048];

	snprintf(text, sizeof(text),
		"{\"schema\":\"kvet.target/1\",\"name\":\"6.1.9\",\"release\":%lld%s}",
		(long long)release_pack(release), parts);
	yyjson_doc *doc = yyjson_read(text, strlen(text), YYJSON_READ_NOFLAG);
	if (!doc)
		fail_msg("%s", text);
	*target = target_new("made", "description");
	assert_non_null(*target);
	(*target)->built.moves = moves_new();
	*error = (struct kvet_error){0};
	int code = description_read(*target, yyjson_doc_get_root(doc), "made", error);
	yyjson_doc_free(doc);
	return code;
}

static void test_whole(void **state)
{
	struct kvet_target *target;
	struct kvet_error error;

	(void)state;
	if (read_description(
		    ",\"config\":{\"source\":\".config\",\"release\":\"6.1.9\","
		    "\"arch\":\"x86\",\"options\":{\"A\":\"y\",\"B\":\"n\"}},"
		    "\"compiled\":{\"source\":\"list\",\"whole\":true,\"files\":[\"a.c\"]"
		    "},"
		    "\"modules\":{\"lists\":{\"installed\":\"x\"},\"states\":"
		    "{\"fs/a.ko\":\"installed\"},\"loaded\":[]},"
		    "\"changelog\":{\"source\":\"s\",\"version\":\"1\",\"fixes\":"
		    "{\"CVE-2024-0001\":[\"1\",3,\"text\"]}}",
		    &target, &error))
		fail_msg("%s", error.message);
	assert_int_equal(target->release.stable, 9);
	assert_string_equal(target->built.options->release, "6.1.9");
	assert_string_equal(options_srcarch(target->built.options), "x86");
	assert_true(options_on(target->built.options, "A"));
	assert_false(options_on(target->built.options, "B"));
	assert_true(compiled_has(target->built.compiled, bytes_of("a.c")));
	assert_true(target->built.compiled->whole);
	assert_int_equal(
		modules_state(target->built.modules, "fs/a.ko"), MODULE_INSTALLED);
	kvet_target_free(target);
}

static void test_damaged(void **state)
{
	static const struct {
		const char *parts, *what;
	} cases[] = {
		{",\"name\":\"6.1.9\",\"config\":[]", "configuration"},
		{",\"config\":{\"source\":[1,2],\"options\":[1]}", "configuration"},
		{",\"config\":{}", "configuration"},
		{",\"compiled\":{}", "list of compiled files"},
		{",\"compiled\":{\"whole\":true,\"files\":{}}", "list of compiled files"},
		{",\"compiled\":{\"files\":[1]}", "list of compiled files"},
		{",\"modules\":{}", "list of modules"},
		{",\"modules\":{\"lists\":{\"installed\":\"x\"},\"states\":[],"
		 "\"loaded\":[]}",
			"list of modules"},
		{",\"modules\":{\"states\":{},\"loaded\":\"\"}", "list of modules"},
		{",\"changelog\":{}", "changelog"},
		{",\"changelog\":{\"fixes\":[]}", "changelog"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct kvet_target *target;
		struct kvet_error error;
		char message[128];

		snprintf(message, sizeof(message), "damaged: its %s cannot be understood",
			cases[i].what);
		assert_int_equal(read_description(cases[i].parts, &target, &error),
			KVET_ERROR_INPUT);
		assert_string_equal(error.message, message);
		assert_true(*error.hint);
		kvet_target_free(target);
	}
}

/* Arrays have a length and no text. */
static void test_arrays_for_texts(void **state)
{
	struct kvet_target *target;
	struct kvet_error error;

	(void)state;
	assert_int_equal(read_description(",\"input\":[1,2,3],\"distribution\":{\"a\":1},"
					  "\"notes\":[[1,2]],\"config\":{\"source\":[1],"
					  "\"release\":[1,2],\"options\":{\"A\":[1]}}",
				 &target, &error),
		0);
	assert_string_equal(target->distribution, "");
	kvet_target_free(target);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_arrays_for_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
