/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/priority.h"
#include "context/environment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * CERT/CC's table "Deployer Patch Application Priority" 1.0.0, row after row: d(efer),
 * s(cheduled), o(ut of cycle), i(mmediate), by exploitation, exposure, automatable, impact.
 */
static const char ssvc[] = "ddssdsss"
			   "dsssssss"
			   "dsssssso"
			   "dsssssss"
			   "dsssssso"
			   "sssossoo"
			   "ssoosooo"
			   "ssoooooo"
			   "sooiooii";

static enum kvet_priority decision_of(char letter)
{
	return letter == 'i'   ? KVET_ACT_NOW
	       : letter == 'o' ? KVET_NEXT_WINDOW
	       : letter == 's' ? KVET_NEXT_RELEASE
			       : KVET_WATCH;
}

static kvet_context *in_network(const char *network)
{
	kvet_context *context;

	assert_int_equal(kvet_context_new(&context, NULL), 0);
	assert_int_equal(kvet_context_say(context, "reach", "network", network, NULL), 0);
	return context;
}

static struct cvss_metrics metrics_of(const char *vector)
{
	struct cvss_metrics metrics;

	assert_int_equal(cvss_read(bytes_of(vector), &metrics, NULL), 0);
	return metrics;
}

static void test_every_cell_is_ssvcs(void **state)
{
	static const char *const networks[] = {"none", "private", "internet"};
	static const char *const rights[] = {"L", "N"};
	static const char *const impacts[] = {
		"C:L/I:N/A:N", "C:L/I:L/A:L", "C:N/I:N/A:H", "C:H/I:H/A:H"};
	char vector[CVSS_VECTOR_SIZE];

	(void)state;
	assert_int_equal(sizeof(ssvc) - 1, 72);
	for (unsigned row = 0; row < 72; row++) {
		unsigned exploitation = row / 24;
		struct priority priority;
		kvet_context *context = in_network(networks[row / 8 % 3]);

		snprintf(vector, sizeof(vector), "CVSS:3.1/AV:N/AC:L/PR:%s/UI:N/S:U/%s",
			rights[row / 4 % 2], impacts[row % 4]);
		struct cvss_metrics metrics = metrics_of(vector);
		priority_of(&(struct priority_facts){.context = context,
				    .metrics = &metrics,
				    .exploited = exploitation == 2,
				    .class = exploitation == 1 ? KVET_CLASS_USE_AFTER_FREE
							       : KVET_CLASS_LOGIC,
				    .absent = CONTEXT_KEYS},
			&priority);
		if (priority.decision != decision_of(ssvc[row]))
			fail_msg("row %u: %d", row, priority.decision);
		kvet_context_free(context);
	}
}

struct expected {
	const char *exploitation, *exposure, *automatable, *impact;
};

static void expect(const struct priority_facts *facts, const struct expected *expected)
{
	const char *const values[] = {expected->exploitation, expected->exposure,
		expected->automatable, expected->impact};
	static const char *const names[] = {
		"exploitation", "exposure", "automatable", "impact"};
	struct priority priority;

	priority_of(facts, &priority);
	for (int i = 0; i < PRIORITY_STEPS; i++) {
		assert_string_equal(priority.steps[i].name, names[i]);
		assert_string_equal(priority.steps[i].value, values[i]);
		assert_true(*priority.steps[i].why);
	}
}

static void test_not_scored(void **state)
{
	struct priority_facts facts = {
		.class = KVET_CLASS_NULL_DEREFERENCE, .absent = CONTEXT_KEYS};

	(void)state;
	expect(&facts, &(struct expected){"none", "open", "no", "medium"});
	facts.class = KVET_CLASS_OUT_OF_BOUNDS_WRITE;
	expect(&facts, &(struct expected){"method", "open", "no", "high"});
	facts.exploited = true;
	expect(&facts, &(struct expected){"active", "open", "no", "very_high"});
}

static void test_what_matters_moves_what_is_not_scored(void **state)
{
	struct priority_facts facts = {
		.class = KVET_CLASS_NULL_DEREFERENCE, .absent = CONTEXT_KEYS};
	kvet_context *context;

	(void)state;
	assert_int_equal(kvet_context_new(&context, NULL), 0);
	facts.context = context;
	kvet_context_say(context, "matters", "availability", "high", NULL);
	expect(&facts, &(struct expected){"none", "open", "no", "high"});
	kvet_context_say(context, "matters", "availability", "low", NULL);
	expect(&facts, &(struct expected){"none", "open", "no", "low"});
	facts.class = KVET_CLASS_INFORMATION_LEAK;
	expect(&facts, &(struct expected){"none", "open", "no", "medium"});
	kvet_context_say(context, "matters", "confidentiality", "low", NULL);
	expect(&facts, &(struct expected){"none", "open", "no", "low"});
	kvet_context_free(context);
}

static void test_exposure(void **state)
{
	struct cvss_metrics local =
		metrics_of("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H");
	struct priority_facts facts = {.class = KVET_CLASS_USE_AFTER_FREE,
		.metrics = &local,
		.absent = CONTEXT_KEYS};
	kvet_context *context;

	(void)state;
	/* What is not said counts as the worst. */
	expect(&facts, &(struct expected){"method", "open", "no", "very_high"});
	facts.not_loaded = true;
	expect(&facts, &(struct expected){"method", "controlled", "no", "very_high"});
	facts.absent = CONTEXT_USB;
	expect(&facts, &(struct expected){"method", "small", "no", "very_high"});
	facts.absent = CONTEXT_KEYS;
	facts.not_loaded = false;
	assert_int_equal(kvet_context_new(&context, NULL), 0);
	facts.context = context;
	kvet_context_say(context, "reach", "local-users", "none", NULL);
	expect(&facts, &(struct expected){"method", "open", "no", "very_high"});
	kvet_context_say(context, "reach", "containers", "none", NULL);
	expect(&facts, &(struct expected){"method", "small", "no", "very_high"});
	kvet_context_say(context, "reach", "local-users", "trusted", NULL);
	expect(&facts, &(struct expected){"method", "controlled", "no", "very_high"});
	/* Of a record without a vector, the way that is most open counts. */
	facts.metrics = NULL;
	expect(&facts, &(struct expected){"method", "open", "no", "high"});
	kvet_context_say(context, "reach", "network", "private", NULL);
	kvet_context_say(context, "reach", "adjacent", "none", NULL);
	expect(&facts, &(struct expected){"method", "controlled", "no", "high"});
	kvet_context_free(context);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell_is_ssvcs),
		cmocka_unit_test(test_not_scored),
		cmocka_unit_test(test_what_matters_moves_what_is_not_scored),
		cmocka_unit_test(test_exposure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
