/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/environment.h"
#include "context/interfaces.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#define ALL "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

static struct cvss_metrics metrics_of(const char *vector)
{
	struct kvet_error error = {0};
	struct cvss_metrics metrics;

	if (cvss_read(bytes_of(vector), &metrics, &error))
		fail_msg("%s: %s", vector, error.message);
	return metrics;
}

/* A context of statements "section key word", ended by NULL. */
static kvet_context *context_of(const char *const *statements)
{
	kvet_context *context;
	char section[32], key[32], word[32];

	assert_int_equal(kvet_context_new(&context, NULL), 0);
	for (; *statements; statements++) {
		assert_int_equal(
			sscanf(*statements, "%31s %31s %31s", section, key, word), 3);
		assert_int_equal(kvet_context_say(context, section, key, word, NULL), 0);
	}
	return context;
}

#define CONTEXT(...) context_of((const char *const[]){__VA_ARGS__, NULL})

/* By FIRST's equations; tests/reference/cvss31.py compares a hundred thousand more. */
static const struct {
	const char *metrics;
	unsigned score;
} scores[] = {
	/* FIRST's "CVSS v3.1 Examples": with nothing said and an unchanged scope, the base score
	 * (CVE-2014-6271, CVE-2014-0160, CVE-2009-0783, CVE-2014-3566, CVE-2014-2019). */
	{ALL, 98},
	{"AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 75},
	{"AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 42},
	{"AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 31},
	{"AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 46},
	{ALL "/E:U/RL:O/RC:U", 78},
	{ALL "/CR:L/IR:L/AR:L", 80},
	{ALL "/MAV:P", 68},
	{ALL "/MS:C", 100},
	{ALL "/MC:N/MI:N/MA:N", 0},
	/* The exponent of a changed scope is 13 here and 15 in a base score, which is 7.8. */
	{"AV:L/AC:H/PR:L/UI:N/S:C/C:H/I:H/A:H", 79},
	{"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H/MAC:H", 70},
	{"AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/AR:H", 93},
	{"AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H/AR:L", 57},
};

static void test_scores(void **state)
{
	char vector[CVSS_VECTOR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(scores) / sizeof(*scores); i++) {
		snprintf(vector, sizeof(vector), "CVSS:3.1/%s", scores[i].metrics);
		struct cvss_metrics metrics = metrics_of(vector);
		if (environment_score(&metrics) != scores[i].score)
			fail_msg("%s: %u", vector, environment_score(&metrics));
	}
}

/* What a context makes of a vector, in a subsystem. */
static const struct {
	const char *statements[4];
	const char *subsystem, *from, *to;
} changes[] = {
	{{"reach network internet"}, "net", ALL, ALL},
	{{"reach network private"}, "net", ALL, ALL "/MAV:A"},
	{{"reach network none"}, "net", ALL, ALL "/MAV:A"},
	{{"reach network none", "reach adjacent none"}, "net", ALL, ALL "/MAV:L"},
	/* A local attack needs both statements: about users and about containers. */
	{{"reach local-users none"}, "mm", "AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H"},
	{{"reach local-users none", "reach containers trusted"}, "mm",
		"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H/MAC:H"},
	{{"reach local-users none", "reach containers untrusted"}, "mm",
		"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H/MS:C"},
	{{"reach physical none"}, "mm", "AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
		"AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAC:H"},
	{{"reach physical controlled"}, "mm", "AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
		"AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
	/* A user namespace gives rights over the network alone, and to the untrusted. */
	{{"reach user-namespaces yes", "reach local-users untrusted"}, "net/netfilter",
		"AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H/MPR:L"},
	{{"reach user-namespaces yes", "reach local-users untrusted"}, "mm",
		"AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H"},
	{{"reach user-namespaces yes"}, "net", "AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H"},
	{{"interfaces filesystem-images automatic"}, "fs/ntfs3",
		"AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H/MUI:N"},
	{{"interfaces filesystem-images automatic"}, "net",
		"AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H",
		"AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H"},
	{{"matters confidentiality low", "matters availability high",
		 "matters integrity medium"},
		"net", ALL, ALL "/CR:L/AR:H"},
};

static void test_changes(void **state)
{
	char vector[CVSS_VECTOR_SIZE], expected[CVSS_VECTOR_SIZE];
	struct environment environment;

	(void)state;
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		kvet_context *context = context_of(changes[i].statements);

		snprintf(vector, sizeof(vector), "CVSS:3.1/%s", changes[i].from);
		struct cvss_metrics metrics = metrics_of(vector);
		environment_of(context, &metrics, changes[i].subsystem, &environment);
		environment_vector(&environment.metrics, vector);
		snprintf(expected, sizeof(expected), "CVSS:3.1/%s", changes[i].to);
		assert_string_equal(vector, expected);
		assert_int_equal(environment.count > 0,
			strcmp(changes[i].from, changes[i].to) != 0);
		kvet_context_free(context);
	}
}

/* Property: whatever is said, no metric changes that has no reason, and without anything
 * said none does. */
static void test_any_context(void **state)
{
	static const char letters[][6] = {
		"NALP", "LH", "NLH", "NR", "UC", "NLH", "NLH", "NLH"};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct kvet_context *context;
		struct cvss_metrics metrics;
		struct environment environment;
		unsigned set = 0;

		memset(metrics.value, -1, sizeof(metrics.value));
		for (int i = 0; i < CVSS_BASE_METRICS; i++)
			metrics.value[i] = (signed char)((unsigned)rand_r(&seed) %
							 strlen(letters[i]));
		assert_int_equal(kvet_context_new(&context, NULL), 0);
		for (size_t i = 0; round % 2 && i < CONTEXT_KEYS; i++) {
			const struct kvet_context_key *key = kvet_context_key(i);
			unsigned pick =
				(unsigned)rand_r(&seed) % (KVET_CONTEXT_WORDS + 1);

			if (pick < KVET_CONTEXT_WORDS && key->words[pick])
				assert_int_equal(
					kvet_context_say(context, key->section, key->name,
						key->words[pick], NULL),
					0);
		}
		environment_of(context, &metrics, "net/core", &environment);
		for (int i = CVSS_BASE_METRICS; i < CVSS_METRICS; i++)
			set += environment.metrics.value[i] > 0;
		assert_int_equal(set, environment.count);
		assert_true(environment.count <= ENVIRONMENT_CHANGES_MAX);
		if (round % 2 == 0)
			assert_int_equal(environment.count, 0);
		for (size_t i = 0; i < environment.count; i++)
			assert_true(*environment.changes[i].why);
		assert_memory_equal(
			environment.metrics.value, metrics.value, CVSS_BASE_METRICS);
		kvet_context_free(context);
	}
}

static enum context_key absent(const kvet_context *context, const char *a, const char *b)
{
	const char *files[] = {a, b};

	return interfaces_absent(context, files, b ? 2 : 1);
}

static void test_interfaces(void **state)
{
	kvet_context *none = CONTEXT("interfaces usb no", "interfaces bluetooth no",
		"interfaces filesystem-images none", "interfaces can no");
	kvet_context *alone =
		CONTEXT("interfaces bluetooth no", "interfaces filesystem-images none",
			"reach local-users none", "reach containers none");

	(void)state;
	assert_int_equal(absent(NULL, "drivers/usb/core/hub.c", NULL), CONTEXT_KEYS);
	assert_int_equal(absent(none, "drivers/usb/core/hub.c", NULL), CONTEXT_USB);
	/* All files must be behind it, and paths end at a slash. */
	assert_int_equal(
		absent(none, "drivers/usb/core/hub.c", "kernel/fork.c"), CONTEXT_KEYS);
	assert_int_equal(absent(none, "drivers/usbx/hub.c", NULL), CONTEXT_KEYS);
	/* What needs no hardware is there without it. */
	assert_int_equal(
		absent(none, "drivers/usb/usbip/vhci_hcd.c", NULL), CONTEXT_KEYS);
	assert_int_equal(absent(none, "drivers/net/can/vcan.c", NULL), CONTEXT_KEYS);
	assert_int_equal(absent(none, "drivers/net/can/flexcan.c", NULL), CONTEXT_CAN);
	/* Programs reach sockets without hardware, unless there are none to be feared. */
	assert_int_equal(absent(none, "net/bluetooth/l2cap_sock.c", NULL), CONTEXT_KEYS);
	assert_int_equal(
		absent(alone, "net/bluetooth/l2cap_sock.c", NULL), CONTEXT_BLUETOOTH);
	assert_int_equal(
		absent(none, "drivers/bluetooth/btusb.c", NULL), CONTEXT_BLUETOOTH);
	assert_int_equal(absent(none, "fs/udf/super.c", NULL), CONTEXT_KEYS);
	assert_int_equal(
		absent(alone, "fs/udf/super.c", NULL), CONTEXT_FILESYSTEM_IMAGES);
	assert_int_equal(absent(alone, "fs/ext4/super.c", NULL), CONTEXT_KEYS);
	/* A record without files is behind nothing. */
	assert_int_equal(interfaces_absent(alone, NULL, 0), CONTEXT_KEYS);
	kvet_context_free(none);
	kvet_context_free(alone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scores),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_any_context),
		cmocka_unit_test(test_interfaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
