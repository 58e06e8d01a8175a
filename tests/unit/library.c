/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The public header's promises: errors may be NULL, free takes NULL, lists end with NULL. */
#include "made_store.h"

#include <strings.h>

static kvet_store *store;

static void test_the_version_is_the_headers(void **state)
{
	(void)state;
	assert_string_equal(kvet_version(), KVET_VERSION);
}

static void test_every_value_of_the_vocabulary_has_one_word(void **state)
{
	static const unsigned counts[] = {
		[KVET_WORDS_VERDICT] = KVET_VERDICTS,
		[KVET_WORDS_LANGUAGE] = KVET_LANGUAGES,
		[KVET_WORDS_SEVERITY] = KVET_SEVERITIES,
		[KVET_WORDS_FAMILY] = KVET_FAMILIES,
		[KVET_WORDS_CLASS] = KVET_CLASSES,
		[KVET_WORDS_PRESENCE] = KVET_PRESENCES,
		[KVET_WORDS_FORMAT] = KVET_FORMATS,
		[KVET_WORDS_BY] = KVET_BYS,
		[KVET_WORDS_OVER] = KVET_OVERS,
		[KVET_WORDS_PER] = KVET_PERS,
		[KVET_WORDS_SAFE_RUST] = KVET_SAFE_RUSTS,
		[KVET_WORDS_APART] = KVET_APARTS,
		[KVET_WORDS_PRIORITY] = KVET_PRIORITIES,
		[KVET_WORDS_ADVICE] = KVET_ADVICES,
		[KVET_WORDS_PICK_FORM] = KVET_PICK_FORMS,
		[KVET_WORDS_VEX_STATUS] = KVET_VEX_STATUSES,
		[KVET_WORDS_VEX_JUSTIFICATION] = KVET_VEX_JUSTIFICATIONS,
		[KVET_WORDS_FATE] = KVET_FATES,
	};
	char upper[64];

	(void)state;
	assert_int_equal(sizeof(counts) / sizeof(*counts), KVET_VOCABULARIES);
	for (unsigned v = 0; v < KVET_VOCABULARIES; v++) {
		for (unsigned i = 0; i < counts[v]; i++) {
			const char *word = kvet_word(v, i);

			assert_non_null(word);
			assert_true(*word);
			assert_int_equal(kvet_word_find(v, word), i);
			snprintf(upper, sizeof(upper), "%s", word);
			for (char *c = upper; *c; c++)
				*c = *c >= 'a' && *c <= 'z' ? (char)(*c - 32) : *c;
			assert_int_equal(kvet_word_find(v, upper), i);
		}
		assert_null(kvet_word(v, counts[v]));
		assert_null(kvet_word(v, UINT32_MAX));
		assert_int_equal(kvet_word_find(v, ""), -1);
		assert_int_equal(kvet_word_find(v, "no-such-word"), -1);
	}
	assert_null(kvet_word(KVET_VOCABULARIES, 0));
	assert_null(kvet_word((enum kvet_vocabulary)UINT32_MAX, 0));
	assert_string_equal(
		kvet_word(KVET_WORDS_VERDICT, KVET_NOT_INTRODUCED), "not_introduced");
	assert_string_equal(kvet_word(KVET_WORDS_SEVERITY, KVET_HIGH), "HIGH");
}

static void test_every_class_has_a_family_and_a_number(void **state)
{
	unsigned families = 0;

	(void)state;
	for (unsigned i = 0; i < KVET_CLASSES; i++) {
		families |= 1u << kvet_class_family(i);
		assert_int_equal(!kvet_class_cwe(i), i == KVET_CLASS_UNCLASSIFIED);
		for (unsigned k = 0; k < i; k++)
			assert_int_not_equal(kvet_class_cwe(i), kvet_class_cwe(k));
	}
	assert_int_equal(families, (1u << KVET_FAMILIES) - 1);
	assert_int_equal(
		kvet_class_family(KVET_CLASS_UNCLASSIFIED), KVET_FAMILY_UNCLASSIFIED);
	assert_int_equal(kvet_class_family(KVET_CLASSES), KVET_FAMILY_UNCLASSIFIED);
	assert_int_equal(kvet_class_cwe(KVET_CLASSES), 0);
	assert_int_equal(kvet_class_cwe(KVET_CLASS_USE_AFTER_FREE), 416);
}

static void test_free_takes_null(void **state)
{
	(void)state;
	kvet_store_free(NULL);
	kvet_update_free(NULL);
	kvet_target_free(NULL);
	kvet_result_free(NULL);
}

/* Each function that can fail, without anybody who looks why. */
static void test_the_error_may_be_null(void **state)
{
	static const char *const nonsense[] = {"nonsense"};
	kvet_target *target = made_target("6.1.54");
	kvet_result *result = NULL;
	kvet_target *none = NULL;
	kvet_store *other = NULL;
	struct kvet_release release;
	const struct kvet_filter words = {.size = sizeof(words), .words = "\"\""};

	(void)state;
	assert_int_equal(kvet_release_parse("x", &release, NULL), KVET_ERROR_INPUT);
	assert_int_equal(
		kvet_store_open("none.db", 0, &other, NULL), KVET_ERROR_NOT_FOUND);
	assert_int_equal(kvet_target_from_release("x", &none, NULL), KVET_ERROR_INPUT);
	assert_int_equal(
		kvet_target_from_host("none", &none, NULL), KVET_ERROR_NOT_FOUND);
	assert_int_equal(kvet_list(store, &words, &result, NULL), KVET_ERROR_USAGE);
	assert_int_equal(
		kvet_check(store, target, &words, &result, NULL), KVET_ERROR_USAGE);
	assert_int_equal(kvet_audit(store, &words, &result, NULL), KVET_ERROR_USAGE);
	assert_int_equal(kvet_show(store, nonsense, 1, &result, NULL), KVET_ERROR_USAGE);
	assert_int_equal(
		kvet_explain(store, target, "x", &result, NULL), KVET_ERROR_USAGE);
	assert_int_equal(kvet_explain(store, target, "CVE-1999-9999", &result, NULL),
		KVET_ERROR_NOT_FOUND);
	assert_null(result);
	assert_null(none);
	assert_null(other);
	kvet_target_free(target);
}

static kvet_result *check(const char *release, const struct kvet_filter *filter)
{
	kvet_target *target = made_target(release);
	kvet_result *result = NULL;
	struct kvet_error error;

	if (kvet_check(store, target, filter, &result, &error))
		fail_msg("%s", error.message);
	kvet_target_free(target);
	return result;
}

static const kvet_record *record_at(const kvet_result *result, size_t index)
{
	const kvet_finding *finding = kvet_result_finding(result, index);

	assert_non_null(finding);
	return kvet_finding_record(finding);
}

/* The CVEs of a result by the last digit of their number: "1358". */
static const char *digits(const kvet_result *result)
{
	static char text[16];
	size_t count = kvet_result_count(result);

	assert_true(count < sizeof(text));
	for (size_t i = 0; i < count; i++) {
		const char *cve = kvet_record_cve(record_at(result, i));

		text[i] = cve[strlen(cve) - 1];
	}
	text[count] = '\0';
	return text;
}

static void assert_totals(const char *release, size_t affected, size_t fixed, size_t not )
{
	kvet_result *result = check(release, NULL);
	size_t all = 0;

	assert_int_equal(kvet_result_total(result, KVET_AFFECTED), affected);
	assert_int_equal(kvet_result_total(result, KVET_FIXED), fixed);
	assert_int_equal(kvet_result_total(result, KVET_NOT_INTRODUCED), not );
	for (unsigned i = 0; i < KVET_VERDICTS; i++)
		all += kvet_result_total(result, i);
	/* A rejected record is no vulnerability, and not counted. */
	assert_int_equal(all, MADE_PUBLISHED);
	assert_int_equal(kvet_result_snapshot(result)->records, all);
	assert_int_equal(kvet_result_count(result), affected);
	assert_int_equal(kvet_result_total(result, KVET_VERDICTS), 0);
	kvet_result_free(result);
}

static void test_the_counts_add_up_to_the_records(void **state)
{
	(void)state;
	assert_totals("5.9", 0, 0, 5);
	assert_totals("5.15", 2, 0, 3);
	assert_totals("6.1", 2, 0, 3);
	assert_totals("6.1.54", 2, 1, 2);
	assert_totals("6.1.55", 1, 2, 2);
	assert_totals("6.3", 2, 2, 1);
	assert_totals("7.0", 0, 4, 1);
}

static void test_a_finding_says_what_speaks_and_why(void **state)
{
	kvet_result *result = check("6.1.54", NULL);
	const kvet_finding *finding = kvet_result_finding(result, 0);
	const struct kvet_evidence *evidence;
	size_t count = 0;

	(void)state;
	assert_string_equal(digits(result), "18");
	assert_int_equal(kvet_finding_verdict(finding), KVET_AFFECTED);
	assert_int_equal(kvet_finding_presence(finding), KVET_PRESENCE_UNDECIDED);
	assert_string_equal(kvet_finding_introduced(finding), "5.15");
	assert_string_equal(kvet_finding_introduced_commit(finding), MADE_A);
	assert_string_equal(kvet_finding_fixed(finding), "6.1.55");
	assert_string_equal(kvet_finding_fixed_commit(finding), MADE_B);
	while ((evidence = kvet_finding_evidence(finding, count))) {
		assert_true(*evidence->kind && *evidence->text);
		assert_non_null(evidence->source);
		count++;
	}
	assert_true(count >= 2);
	assert_null(kvet_finding_evidence(finding, SIZE_MAX));
	kvet_result_free(result);
}

static void test_lists_end_with_null(void **state)
{
	kvet_result *result = check("6.1.54", NULL);
	const kvet_record *record = record_at(result, 0);
	size_t sentences = 0;

	(void)state;
	assert_null(kvet_result_finding(result, kvet_result_count(result)));
	assert_null(kvet_result_finding(result, SIZE_MAX));
	while (kvet_result_horizon(result, sentences))
		assert_true(*kvet_result_horizon(result, sentences++));
	assert_true(sentences >= 1);
	assert_null(kvet_result_horizon(result, SIZE_MAX));
	assert_null(kvet_record_file(record, SIZE_MAX));
	assert_null(kvet_record_reference(record, SIZE_MAX));
	assert_null(kvet_record_pair(record, SIZE_MAX));
	assert_null(kvet_record_class_evidence(record, SIZE_MAX));
	assert_null(kvet_record_contradiction(record, SIZE_MAX));
	/* A known exploited CVE of the kernel without a record is not judged, and named. */
	assert_string_equal(kvet_result_missing(result, 0), "CVE-2022-0847");
	assert_null(kvet_result_missing(result, 1));
	assert_null(kvet_result_missing(result, SIZE_MAX));
	kvet_result_free(result);
}

static void test_a_result_outlives_its_target_and_store(void **state)
{
	kvet_store *mine = NULL;
	kvet_target *target = made_target("6.1.0-27-amd64");
	kvet_result *result = NULL;

	(void)state;
	assert_int_equal(kvet_store_open("library.db", 0, &mine, NULL), 0);
	assert_int_equal(kvet_check(mine, target, NULL, &result, NULL), 0);
	kvet_target_free(target);
	kvet_store_free(mine);
	assert_string_equal(
		kvet_target_input(kvet_result_target(result)), "6.1.0-27-amd64");
	assert_true(kvet_target_upper_bound(kvet_result_target(result)));
	assert_string_equal(digits(result), "138");
	kvet_result_free(result);
}

#define ONLY(...) (&(struct kvet_filter){.size = sizeof(struct kvet_filter), __VA_ARGS__})

static void assert_listed(const struct kvet_filter *filter, const char *wanted)
{
	kvet_result *result = NULL;
	struct kvet_error error;

	if (kvet_list(store, filter, &result, &error))
		fail_msg("%s", error.message);
	assert_string_equal(digits(result), wanted);
	assert_null(kvet_result_target(result));
	kvet_result_free(result);
}

static void test_filters_narrow_a_list(void **state)
{
	(void)state;
	assert_listed(NULL, "12358");
	assert_listed(ONLY(.limit = 2), "12");
	assert_listed(ONLY(.languages = 1u << KVET_LANGUAGE_RUST), "2");
	assert_listed(ONLY(.languages = 1u << KVET_LANGUAGE_RUST | 1u << KVET_LANGUAGE_C),
		"12358");
	assert_listed(
		ONLY(.classes = 1u << KVET_CLASS_MEMORY_LEAK | 1u << KVET_CLASS_DEADLOCK),
		"38");
	assert_listed(ONLY(.families = 1u << KVET_FAMILY_MEMORY), "1");
	assert_listed(ONLY(.severities = 1u << KVET_CRITICAL), "1");
	assert_listed(ONLY(.severities = 1u << KVET_NOT_SCORED), "2358");
	assert_listed(ONLY(.subsystem = "net"), "18");
	assert_listed(ONLY(.subsystem = "net/sunrpc"), "1");
	assert_int_equal(
		kvet_list(store, ONLY(.subsystem = "ne"), &(kvet_result *){NULL}, NULL),
		KVET_ERROR_NOT_FOUND);
	assert_int_equal(
		kvet_list(store, ONLY(.subsystem = "%"), &(kvet_result *){NULL}, NULL),
		KVET_ERROR_NOT_FOUND);
	assert_listed(ONLY(.words = "zebra"), "1");
	assert_listed(ONLY(.words = "zeb*"), "1");
	assert_listed(ONLY(.words = "\"two lists\""), "2");
	assert_listed(ONLY(.words = "\"lists two\""), "");
	assert_listed(ONLY(.words = "lists two"), "2");
	assert_listed(ONLY(.words = "OR NEAR( title:"), "");
	assert_listed(ONLY(.exploited = true), "1");
	assert_listed(ONLY(.rejected = true), "4");
	assert_listed(ONLY(.sort = KVET_SORT_SEVERITY, .limit = 1), "1");
	assert_listed(ONLY(.families = 1u << KVET_FAMILY_MEMORY,
			      .languages = 1u << KVET_LANGUAGE_RUST),
		"");
}

static void assert_checked(const struct kvet_filter *filter, const char *wanted)
{
	kvet_result *result = check("6.1.54", filter);

	assert_string_equal(digits(result), wanted);
	/* The totals are of all records, whatever is shown. */
	assert_int_equal(kvet_result_total(result, KVET_AFFECTED), 2);
	assert_int_equal(kvet_result_total(result, KVET_FIXED), 1);
	kvet_result_free(result);
}

static void test_filters_narrow_a_check(void **state)
{
	(void)state;
	assert_checked(NULL, "18");
	assert_checked(ONLY(.verdicts = 1u << KVET_FIXED), "3");
	assert_checked(ONLY(.verdicts = (1u << KVET_VERDICTS) - 1), "12358");
	assert_checked(ONLY(.families = 1u << KVET_FAMILY_MEMORY), "1");
	assert_checked(ONLY(.subsystem = "net/core"), "8");
	assert_checked(ONLY(.words = "deadlock"), "8");
	assert_checked(ONLY(.limit = 1), "1");
	/* A filter that nothing passes lets nothing pass. */
	/* What matches nothing narrows to nothing, not to everything. */
	assert_checked(ONLY(.words = "nosuchword"), "");
	assert_checked(ONLY(.words = "nosuchword"), "");
	assert_checked(ONLY(.severities = 1u << KVET_LOW), "");
	/* Rejected records are no vulnerabilities even when asked for. */
	assert_checked(
		ONLY(.rejected = true, .verdicts = (1u << KVET_VERDICTS) - 1), "12358");
}

static void test_explain_finds_one_record_whatever_its_verdict(void **state)
{
	static const struct {
		const char *cve;
		enum kvet_verdict verdict;
	} cases[] = {{"CVE-2024-1001", KVET_AFFECTED}, {"cve-2024-1003", KVET_FIXED},
		{"CVE-2024-1002", KVET_NOT_INTRODUCED}};
	kvet_target *target = made_target("6.1.54");

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kvet_result *result = NULL;

		assert_int_equal(
			kvet_explain(store, target, cases[i].cve, &result, NULL), 0);
		assert_int_equal(kvet_result_count(result), 1);
		assert_int_equal(kvet_finding_verdict(kvet_result_finding(result, 0)),
			cases[i].verdict);
		assert_int_equal(
			strcasecmp(kvet_record_cve(record_at(result, 0)), cases[i].cve),
			0);
		assert_non_null(kvet_finding_evidence(kvet_result_finding(result, 0), 0));
		kvet_result_free(result);
	}
	kvet_target_free(target);
}

static void test_show_answers_what_it_was_asked_in_that_order(void **state)
{
	static const char *const cves[] = {
		"CVE-2024-1008", "CVE-2024-1001", "CVE-2024-1008", "CVE-2000-0001"};
	kvet_result *result = NULL;

	(void)state;
	assert_int_equal(kvet_show(store, cves, 4, &result, NULL), 0);
	assert_string_equal(digits(result), "818");
	assert_string_equal(kvet_result_missing(result, 0), "CVE-2000-0001");
	kvet_result_free(result);
	assert_int_equal(kvet_show(store, NULL, 0, &result, NULL), 0);
	assert_int_equal(kvet_result_count(result), 0);
	kvet_result_free(result);
}

static void test_audit_lists_what_contradicts_itself(void **state)
{
	kvet_result *result = NULL;

	(void)state;
	assert_int_equal(
		kvet_audit(store, ONLY(.subsystem = "drivers/uio"), &result, NULL), 0);
	assert_string_equal(digits(result), "5");
	assert_string_equal(kvet_record_contradiction(record_at(result, 0), 0),
		"introduced in 6.2, fixed before that in 6.1");
	kvet_result_free(result);
	assert_int_equal(
		kvet_audit(store, ONLY(.subsystem = "net/sunrpc"), &result, NULL), 0);
	assert_int_equal(kvet_result_count(result), 0);
	kvet_result_free(result);
}

/* The findings of a check, a list and an audit, in every form; a full disk is an error. */
static void test_reports_fail_on_a_full_disk(void **state)
{
	kvet_result *result = check("6.1.54", NULL);
	FILE *full = fopen("/dev/full", "w");

	(void)state;
	for (unsigned format = 0; full && format < KVET_FORMATS; format++) {
		const struct kvet_report_options options = {
			.size = sizeof(options), .format = format};
		struct kvet_error error = {0};

		/* No picture is drawn of a check. */
		int code = format == KVET_SVG ? KVET_ERROR_USAGE : KVET_ERROR_SYSTEM;
		assert_int_equal(kvet_report_check(result, &options, full, &error), code);
		assert_int_equal(error.code, code);
		clearerr(full);
	}
	if (full)
		fclose(full);
	kvet_result_free(result);
}

static int open_store(void **state)
{
	if (scratch_make(state))
		return -1;
	store = made_store("library.db", 0);
	return 0;
}

static int close_store(void **state)
{
	kvet_store_free(store);
	return scratch_remove(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_version_is_the_headers),
		cmocka_unit_test(test_every_value_of_the_vocabulary_has_one_word),
		cmocka_unit_test(test_every_class_has_a_family_and_a_number),
		cmocka_unit_test(test_free_takes_null),
		cmocka_unit_test(test_the_error_may_be_null),
		cmocka_unit_test(test_the_counts_add_up_to_the_records),
		cmocka_unit_test(test_a_finding_says_what_speaks_and_why),
		cmocka_unit_test(test_lists_end_with_null),
		cmocka_unit_test(test_a_result_outlives_its_target_and_store),
		cmocka_unit_test(test_filters_narrow_a_list),
		cmocka_unit_test(test_filters_narrow_a_check),
		cmocka_unit_test(test_explain_finds_one_record_whatever_its_verdict),
		cmocka_unit_test(test_show_answers_what_it_was_asked_in_that_order),
		cmocka_unit_test(test_audit_lists_what_contradicts_itself),
		cmocka_unit_test(test_reports_fail_on_a_full_disk),
	};

	return cmocka_run_group_tests(tests, open_store, close_store);
}
