/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/context.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static int parse(
	const char *text, size_t len, kvet_context **out, struct kvet_error *error)
{
	assert_int_equal(kvet_context_new(out, NULL), 0);
	return context_parse(*out, (struct bytes){text, len}, "device.ini", error);
}

static kvet_context *understood(const char *text)
{
	struct kvet_error error = {0};
	kvet_context *context;

	if (parse(text, strlen(text), &context, &error))
		fail_msg("line %u: %s", error.line, error.message);
	return context;
}

static void test_forms(void **state)
{
	kvet_context *context = understood("\xef\xbb\xbf# a comment\n"
					   "[reach]\r\n"
					   "network = Private\r\n"
					   "  local-users: none   # inside\n"
					   "\tcontainers=none ; likewise\n"
					   "\n"
					   "[needed]\n"
					   "options = CONFIG_NFSD, EXT4_FS\tUSB\n"
					   "options = X86_64\n"
					   "subsystems = net/can/ fs/ext4\n"
					   "[matters]\navailability=high");

	(void)state;
	assert_int_equal(context_says(context, CONTEXT_NETWORK), NETWORK_PRIVATE);
	assert_int_equal(context->lines[CONTEXT_NETWORK], 3);
	assert_int_equal(context_says(context, CONTEXT_LOCAL_USERS), USERS_NONE);
	assert_int_equal(context_says(context, CONTEXT_CONTAINERS), CONTAINERS_NONE);
	assert_int_equal(context_says(context, CONTEXT_AVAILABILITY), MATTERS_HIGH);
	assert_int_equal(context_says(context, CONTEXT_ADJACENT), UNSAID);
	assert_string_equal(kvet_context_word(context, CONTEXT_NETWORK), "private");
	assert_string_equal(kvet_context_word(context, CONTEXT_ADJACENT), "");
	assert_true(kvet_context_needs(context, "CONFIG_EXT4_FS"));
	assert_true(kvet_context_needs(context, "EXT4_FS"));
	assert_true(kvet_context_needs(context, "CONFIG_X86_64"));
	assert_false(kvet_context_needs(context, "CONFIG_EXT4"));
	assert_false(kvet_context_needs(NULL, "CONFIG_EXT4_FS"));
	assert_true(kvet_context_needs_subsystem(context, "net/can"));
	assert_true(kvet_context_needs_subsystem(context, "net/can/j1939"));
	assert_false(kvet_context_needs_subsystem(context, "net"));
	assert_false(kvet_context_needs_subsystem(context, "net/canx"));
	assert_false(kvet_context_needs_subsystem(NULL, "net/can"));
	assert_string_equal(kvet_context_need(context, 0), "CONFIG_NFSD");
	assert_string_equal(kvet_context_need(context, 5), "fs/ext4");
	assert_null(kvet_context_need(context, 6));
	kvet_context_free(context);
}

static const struct {
	const char *text;
	unsigned line;
	const char *message, *hint;
} refused[] = {
	{"network = none\n", 1, "'network' stands in no section", "[reach]"},
	{"[reach]\n\n[raech]\nnetwork=none\n", 4, "no section [raech]", "[reach]"},
	{"[matters]\navailabilty=high\n", 2, "no 'availabilty' in [matters]",
		"'availability'"},
	{"[reach]\navailability=high\n", 2, "no 'availability' in [reach]", ""},
	{"[needed]\noption=NFSD\n", 2, "no 'option' in [needed]", "'options'"},
	{"[reach]\nnetwork = lan\n", 2, "'lan' is no word for 'network'",
		"internet, private, none"},
	{"[reach]\nnetwork =\n", 2, "'' is no word for 'network'", "internet"},
	{"[reach]\nnetwork=none\nnetwork=none\n", 3, "said twice", ""},
	{"[needed]\noptions = CONFIG_\n\noptions = a-b\n", 4, "'a-b' is no option", ""},
	{"[needed]\nsubsystems = /etc\n", 2, "'/etc' is no area", ""},
	{"[reach]\nnetwork none\n", 2, "neither a [section] nor", ""},
	{"[reach\nnetwork=none\n", 1, "neither a [section] nor", ""},
	{"[reach]\nnetwork=no\001ne\n", 2, "a byte that no text has", ""},
};

static void test_what_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct kvet_error error = {0};
		kvet_context *context;

		assert_int_equal(
			parse(refused[i].text, strlen(refused[i].text), &context, &error),
			KVET_ERROR_INPUT);
		assert_int_equal(error.line, refused[i].line);
		assert_string_equal(error.path, "device.ini");
		if (!strstr(error.message, refused[i].message) ||
			!strstr(error.hint, refused[i].hint))
			fail_msg("%zu: %s (%s)", i, error.message, error.hint);
		kvet_context_free(context);
	}
}

static void test_limits(void **state)
{
	struct kvet_error error = {0};
	kvet_context *context;
	size_t len = 0, room = 200000;
	char *text = malloc(room);

	(void)state;
	assert_non_null(text);
	/* A long line is refused by name, a long comment is none. */
	memset(text, 'x', 5000);
	memcpy(text, "#", 1);
	strncpy(text + 5000, "\n[reach]\nnetwork=none\n", 64);
	assert_int_equal(parse(text, strlen(text), &context, &error), 0);
	kvet_context_free(context);
	memcpy(text, "[", 1);
	assert_int_equal(parse(text, strlen(text), &context, &error), KVET_ERROR_INPUT);
	assert_int_equal(error.line, 1);
	assert_non_null(strstr(error.message, "too long"));
	kvet_context_free(context);
	/* More needs than can be kept. */
	len = (size_t)snprintf(text, room, "[needed]\n");
	for (int i = 0; i < 5000; i++)
		len += (size_t)snprintf(text + len, room - len, "options=A%d\n", i);
	assert_int_equal(parse(text, len, &context, &error), KVET_ERROR_INPUT);
	assert_int_equal(error.line, CONTEXT_NEEDS_MAX + 2);
	kvet_context_free(context);
	/* A NUL is a byte that no text has. */
	assert_int_equal(parse("[reach]\n\0", 9, &context, &error), KVET_ERROR_INPUT);
	assert_int_equal(error.line, 2);
	kvet_context_free(context);
	assert_int_equal(parse("", 0, &context, &error), 0);
	kvet_context_free(context);
	free(text);
}

/* Says of each key any word or nothing. */
static kvet_context *any_context(unsigned *seed)
{
	kvet_context *context;

	assert_int_equal(kvet_context_new(&context, NULL), 0);
	for (size_t i = 0; i < CONTEXT_KEYS; i++) {
		const struct kvet_context_key *key = kvet_context_key(i);
		unsigned pick = (unsigned)rand_r(seed) % (KVET_CONTEXT_WORDS + 1);

		if (pick < KVET_CONTEXT_WORDS && key->words[pick])
			assert_int_equal(kvet_context_say(context, key->section,
						 key->name, key->words[pick], NULL),
				0);
	}
	for (int i = rand_r(seed) % 4; i > 0; i--)
		assert_int_equal(
			kvet_context_say(context, "needed", "options", "A_1, B", NULL),
			0);
	for (int i = rand_r(seed) % 3; i > 0; i--)
		assert_int_equal(
			kvet_context_say(context, "needed", "subsystems", "a/b-c", NULL),
			0);
	return context;
}

/* Property: what is written reads back as the same. */
static void test_written_is_read(void **state)
{
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 500; round++) {
		kvet_context *context = any_context(&seed), *again;
		struct kvet_error error = {0};
		char *text = NULL;
		size_t len = 0;
		FILE *out = open_memstream(&text, &len);

		assert_int_equal(kvet_context_write(context, out, &error), 0);
		fclose(out);
		if (parse(text, len, &again, &error))
			fail_msg("line %u: %s", error.line, error.message);
		assert_memory_equal(context->said, again->said, sizeof(context->said));
		assert_int_equal(context->option_count, again->option_count);
		assert_int_equal(context->subsystem_count, again->subsystem_count);
		for (size_t i = 0; kvet_context_need(context, i); i++)
			assert_string_equal(kvet_context_need(context, i),
				kvet_context_need(again, i));
		kvet_context_free(context);
		kvet_context_free(again);
		free(text);
	}
}

static void test_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < CONTEXT_KEYS; i++) {
		const struct kvet_context_key *key = kvet_context_key(i);

		assert_true(*key->section && *key->name && *key->question);
		assert_non_null(key->words[1]);
		assert_non_null(key->words[key->assumed]);
		for (size_t k = 0; k < KVET_CONTEXT_WORDS && key->words[k]; k++)
			assert_true(*key->meanings[k]);
	}
	assert_null(kvet_context_key(CONTEXT_KEYS));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_what_is_refused),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_written_is_read),
		cmocka_unit_test(test_the_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
