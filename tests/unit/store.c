/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "made_store.h"

#include <pthread.h>
#include <sqlite3.h>

static void assert_not_opened(
	const char *path, unsigned flags, enum kvet_code code, const char *words)
{
	struct kvet_error error = {0};
	kvet_store *store = NULL;

	if (kvet_store_open(path, flags, &store, &error) != (int)code)
		fail_msg("%s: %d: %s", path, error.code, error.message);
	assert_int_equal(error.code, code);
	assert_null(store);
	assert_string_equal(error.path, path);
	if (!strstr(error.message, words))
		fail_msg("%s: %s", path, error.message);
	assert_int_equal(kvet_store_open(path, flags, &store, NULL), code);
}

static void test_a_store_that_is_not_there_is_not_found(void **state)
{
	(void)state;
	assert_not_opened("none.db", 0, KVET_ERROR_NOT_FOUND, "there is no store yet");
	assert_not_opened("no/such/none.db", 0, KVET_ERROR_NOT_FOUND, "no store");
	write_text("file", "x");
	assert_not_opened("file/none.db", 0, KVET_ERROR_NOT_FOUND, "no store");
	assert_not_opened(
		"file/none.db", KVET_STORE_WRITE, KVET_ERROR_SYSTEM, "cannot be");
	assert_int_not_equal(access("none.db", F_OK), 0);
}

static void test_an_empty_store_is_said_to_be_empty(void **state)
{
	kvet_store *store;

	(void)state;
	write_text("empty.db", "");
	assert_not_opened("empty.db", 0, KVET_ERROR_NOT_FOUND, "the store is empty");
	/* An update may fill it. */
	assert_int_equal(kvet_store_open("empty.db", KVET_STORE_WRITE, &store, NULL), 0);
	kvet_store_free(store);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void test_what_is_no_store_is_refused(void **state)
{
	static char zeros[1 << 16];
	static const unsigned flags[] = {0, KVET_STORE_WRITE};

	(void)state;
	write_text("text.db",
		"this is a text, and no database; it is long enough for one, "
		"and ends here, after more than a hundred bytes of it.");
	write_bytes("zeros.db", zeros, sizeof(zeros));
	run_sql("foreign.db", "CREATE TABLE mine(a)");
	run_sql("marked.db", "PRAGMA application_id=1234");
	assert_int_equal(mkdir("folder.db", 0700), 0);
	assert_int_equal(mkfifo("pipe.db", 0600), 0);
	for (size_t i = 0; i < 2; i++) {
		assert_not_opened("text.db", flags[i], KVET_ERROR_STORE, "not a");
		assert_not_opened("zeros.db", flags[i], KVET_ERROR_STORE, "not a");
		assert_not_opened(
			"foreign.db", flags[i], KVET_ERROR_STORE, "another program");
		assert_not_opened(
			"marked.db", flags[i], KVET_ERROR_STORE, "another program");
		assert_not_opened("folder.db", flags[i], KVET_ERROR_STORE, "not a file");
		assert_not_opened("pipe.db", flags[i], KVET_ERROR_STORE, "not a file");
	}
	/* And is left as it was. */
	run_sql("foreign.db", "SELECT a FROM mine");
}

static void test_a_store_of_a_newer_version_is_refused(void **state)
{
	(void)state;
	kvet_store_free(made_store("newer.db", 0));
	run_sql("newer.db", "PRAGMA user_version=9999");
	assert_not_opened("newer.db", 0, KVET_ERROR_STORE, "schema 9999");
	assert_not_opened("newer.db", KVET_STORE_WRITE, KVET_ERROR_STORE, "schema 9999");
}

static void test_a_cut_store_is_an_error_and_no_crash(void **state)
{
	kvet_target *target = made_target("6.1.54");
	struct stat status;

	(void)state;
	kvet_store_free(made_store("cut.db", 0));
	assert_int_equal(stat("cut.db", &status), 0);
	for (off_t size = status.st_size - 1; size > 0; size -= status.st_size / 40) {
		struct kvet_error error = {0};
		kvet_store *store = NULL;
		kvet_result *result = NULL;

		assert_int_equal(truncate("cut.db", size), 0);
		int code = kvet_store_open("cut.db", 0, &store, &error);
		if (!code)
			code = kvet_check(store, target, NULL, &result, &error);
		if (code)
			assert_int_equal(error.code, code);
		kvet_result_free(result);
		kvet_store_free(store);
	}
	kvet_target_free(target);
}

static void test_a_store_without_records_is_never_no_vulnerabilities(void **state)
{
	const struct kvet_update_options options = {
		.size = sizeof(options), .source = "", .lines = "lines.tsv"};
	kvet_target *target = made_target("6.1");
	kvet_store *store;
	kvet_update *update;
	kvet_result *result = NULL;
	struct kvet_error error;

	(void)state;
	made_records();
	assert_int_equal(kvet_store_open("bare.db", KVET_STORE_WRITE, &store, NULL), 0);
	assert_int_equal(kvet_store_update(store, &options, &update, &error), 0);
	kvet_update_free(update);
	assert_int_equal(
		kvet_check(store, target, NULL, &result, &error), KVET_ERROR_NOT_FOUND);
	assert_string_equal(error.message, "the store has no records");
	assert_int_equal(kvet_list(store, NULL, &result, &error), KVET_ERROR_NOT_FOUND);
	assert_null(result);
	kvet_store_free(store);
	kvet_target_free(target);
}

static void test_an_update_says_what_changed(void **state)
{
	const struct kvet_update_options options = {
		.size = sizeof(options), .source = "records"};
	kvet_store *store;
	kvet_update *update;

	(void)state;
	made_records();
	assert_int_equal(kvet_store_open("update.db", KVET_STORE_WRITE, &store, NULL), 0);
	assert_int_equal(kvet_store_update(store, &options, &update, NULL), 0);
	assert_int_equal(kvet_update_count(update, KVET_NEW), MADE_PUBLISHED);
	assert_int_equal(kvet_update_count(update, KVET_REJECTED), MADE_REJECTED);
	assert_int_equal(kvet_update_count(update, KVET_CHANGED), 0);
	assert_int_equal(kvet_update_count(update, KVET_WITHDRAWN), 0);
	assert_int_equal(kvet_update_count(update, KVET_NOT_UNDERSTOOD), 1);
	assert_non_null(strstr(
		kvet_update_name(update, KVET_NOT_UNDERSTOOD, 0), "CVE-2024-1006"));
	assert_non_null(strstr(kvet_update_reason(update, KVET_NOT_UNDERSTOOD, 0),
		"line 2, column 2: not JSON"));
	assert_false(kvet_update_incremental(update));
	assert_int_equal(kvet_update_snapshot(update)->records, MADE_PUBLISHED);
	assert_int_equal(kvet_update_snapshot(update)->rejected, MADE_REJECTED);
	kvet_update_free(update);

	/* Again: nothing. Then one record of each kind of change. */
	assert_int_equal(kvet_store_update(store, &options, &update, NULL), 0);
	for (unsigned i = 0; i < KVET_NOT_UNDERSTOOD; i++)
		assert_int_equal(kvet_update_count(update, i), 0);
	kvet_update_free(update);
	write_text("records/published/CVE-2024-1002.dyad", "6.2:" MADE_A ":6.7:" MADE_B);
	assert_int_equal(remove("records/published/CVE-2024-1003.json"), 0);
	assert_int_equal(rename("records/published/CVE-2024-1008.json",
				 "records/rejected/CVE-2024-1008.json"),
		0);
	write_text("records/published/CVE-2024-1001.json", "nonsense");
	assert_int_equal(kvet_store_update(store, &options, &update, NULL), 0);
	assert_int_equal(kvet_update_count(update, KVET_NEW), 0);
	assert_int_equal(kvet_update_count(update, KVET_CHANGED), 1);
	assert_string_equal(kvet_update_name(update, KVET_CHANGED, 0), "CVE-2024-1002");
	assert_int_equal(kvet_update_count(update, KVET_WITHDRAWN), 1);
	assert_string_equal(kvet_update_name(update, KVET_WITHDRAWN, 0), "CVE-2024-1003");
	assert_int_equal(kvet_update_count(update, KVET_REJECTED), 1);
	assert_string_equal(kvet_update_name(update, KVET_REJECTED, 0), "CVE-2024-1008");
	assert_int_equal(kvet_update_count(update, KVET_NOT_UNDERSTOOD), 2);
	/* What is no longer understood keeps its earlier copy. */
	assert_int_equal(kvet_update_snapshot(update)->records, 3);
	assert_string_equal(kvet_update_reason(update, KVET_CHANGED, 0), "");
	kvet_update_free(update);
	kvet_store_free(store);
	assert_int_equal(remove("records/rejected/CVE-2024-1008.json"), 0);
}

static int stop(void *context, const char *what, uint64_t done, uint64_t total)
{
	(void)context;
	(void)what;
	(void)done;
	(void)total;
	return 1;
}

static void test_an_update_that_fails_leaves_the_store_as_it_was(void **state)
{
	struct kvet_update_options options = {
		.size = sizeof(options), .source = "records", .releases = "lines.tsv"};
	kvet_store *store = made_store("failed.db", KVET_STORE_WRITE);
	kvet_update *update = NULL;
	struct kvet_snapshot snapshot;
	struct kvet_error error;

	(void)state;
	assert_int_equal(remove("records/published/CVE-2024-1002.json"), 0);
	assert_int_equal(
		kvet_store_update(store, &options, &update, &error), KVET_ERROR_INPUT);
	assert_string_equal(error.path, "lines.tsv");
	options.releases = "none.json";
	assert_int_equal(kvet_store_update(store, &options, &update, &error),
		KVET_ERROR_NOT_FOUND);
	options.releases = NULL;
	options.source = "no-such-folder";
	assert_int_equal(kvet_store_update(store, &options, &update, &error),
		KVET_ERROR_NOT_FOUND);
	options.source = "records";
	options.progress = stop;
	int code = kvet_store_update(store, &options, &update, &error);
	if (code) /* so few records may never be told of */
		assert_int_equal(code, KVET_ERROR_STOPPED);
	else
		kvet_update_free(update);
	assert_int_equal(kvet_store_snapshot(store, &snapshot, NULL), 0);
	assert_int_equal(snapshot.records, MADE_PUBLISHED - !code);
	kvet_store_free(store);
}

static void test_a_store_opened_for_reading_is_not_updated(void **state)
{
	const struct kvet_update_options options = {
		.size = sizeof(options), .source = "records"};
	kvet_store *store = made_store("reading.db", 0);
	kvet_update *update = NULL;

	(void)state;
	assert_int_equal(
		kvet_store_update(store, &options, &update, NULL), KVET_ERROR_USAGE);
	assert_null(update);
	kvet_store_free(store);
}

static void test_two_updates_at_once_are_refused(void **state)
{
	const struct kvet_update_options options = {
		.size = sizeof(options), .source = "records"};
	kvet_store *store = made_store("busy.db", KVET_STORE_WRITE);
	kvet_update *update = NULL;
	sqlite3 *other;

	(void)state;
	assert_int_equal(sqlite3_open("busy.db", &other), SQLITE_OK);
	assert_int_equal(
		sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(
		kvet_store_update(store, &options, &update, NULL), KVET_ERROR_BUSY);
	sqlite3_close(other);
	assert_int_equal(kvet_store_update(store, &options, &update, NULL), 0);
	kvet_update_free(update);
	kvet_store_free(store);
}

static void test_a_record_is_read_back_whole(void **state)
{
	static const char *const cves[] = {
		"CVE-2024-1003", "cve-2024-1001", "CVE-1999-9999", "CVE-2024-1004"};
	kvet_store *store = made_store("whole.db", 0);
	kvet_result *result;

	(void)state;
	assert_int_equal(kvet_show(store, cves, 4, &result, NULL), 0);
	kvet_store_free(store);
	/* The result stands on its own. */
	assert_int_equal(kvet_result_count(result), 3);
	assert_string_equal(kvet_result_missing(result, 0), "CVE-1999-9999");
	assert_null(kvet_result_missing(result, 1));
	assert_string_equal(
		kvet_record_cve(kvet_finding_record(kvet_result_finding(result, 0))),
		"CVE-2024-1003");
	assert_true(kvet_record_rejected(
		kvet_finding_record(kvet_result_finding(result, 2))));

	const kvet_record *record = kvet_finding_record(kvet_result_finding(result, 1));
	assert_string_equal(kvet_record_cve(record), "CVE-2024-1001");
	assert_false(kvet_record_rejected(record));
	assert_string_equal(
		kvet_record_title(record), "sunrpc: fix use-after-free in svc_tcp");
	assert_string_equal(
		kvet_record_description(record), "The socket is freed twice by zebra.");
	assert_int_equal(kvet_record_languages(record), 1u << KVET_LANGUAGE_C);
	assert_int_equal(kvet_record_class(record), KVET_CLASS_USE_AFTER_FREE);
	assert_int_equal(kvet_record_family(record), KVET_FAMILY_MEMORY);
	assert_string_equal(kvet_record_subsystem(record), "net/sunrpc");
	assert_string_equal(kvet_record_cvss_vector(record),
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
	assert_string_equal(kvet_record_cvss_source(record), "someone");
	assert_true(kvet_record_cvss_score(record) > 9.79 &&
		    kvet_record_cvss_score(record) < 9.81);
	assert_int_equal(kvet_record_severity(record), KVET_CRITICAL);
	assert_string_equal(kvet_record_exploited(record), "2024-05-30");
	assert_string_equal(kvet_record_file(record, 0), "net/sunrpc/svcsock.c");
	assert_null(kvet_record_file(record, 1));
	assert_string_equal(
		kvet_record_reference(record, 0), "https://example.org/CVE-2024-1001");
	assert_null(kvet_record_reference(record, 1));
	assert_string_equal(kvet_record_pair(record, 0)->introduced, "5.15");
	assert_string_equal(kvet_record_pair(record, 0)->introduced_commit, MADE_A);
	assert_string_equal(kvet_record_pair(record, 0)->fixed, "6.1.55");
	assert_string_equal(kvet_record_pair(record, 1)->fixed_commit, MADE_C);
	assert_null(kvet_record_pair(record, 2));
	assert_int_equal(
		kvet_record_class_evidence(record, 0)->class, KVET_CLASS_USE_AFTER_FREE);
	assert_string_equal(kvet_record_class_evidence(record, 0)->where, "title");
	assert_null(kvet_record_class_evidence(record, 99));
	assert_null(kvet_record_contradiction(record, 0));
	kvet_result_free(result);
}

static void hold(const struct kvet_holding *holding, uint64_t *records, bool *exploited)
{
	if (strcmp(holding->name, "records") == 0)
		*records = holding->count;
	*exploited |= strstr(holding->name, "exploited") && holding->count;
}

struct held {
	uint64_t records;
	bool exploited;
	size_t count, problems;
};

static int each_holding(void *context, const struct kvet_holding *holding)
{
	struct held *held = context;

	held->count++;
	hold(holding, &held->records, &held->exploited);
	return 0;
}

static int each_problem(void *context, const char *name, const char *reason)
{
	struct held *held = context;

	assert_non_null(strstr(name, "CVE-2024-1006"));
	assert_non_null(strstr(reason, "not JSON"));
	held->problems++;
	return 0;
}

static int stop_at_once(void *context, const struct kvet_holding *holding)
{
	(void)context;
	(void)holding;
	return 7;
}

static void no_problem(void *context, const char *text)
{
	(void)context;
	fail_msg("%s", text);
}

static void test_a_store_tells_what_it_holds_and_is_sound(void **state)
{
	kvet_store *store = made_store("held.db", 0);
	struct held held = {0};

	(void)state;
	assert_int_equal(kvet_store_holdings(store, each_holding, &held, NULL), 0);
	assert_int_equal(held.records, MADE_PUBLISHED);
	assert_true(held.exploited);
	assert_int_equal(kvet_store_holdings(store, stop_at_once, NULL, NULL), 7);
	assert_int_equal(kvet_store_problems(store, each_problem, &held, NULL), 0);
	assert_int_equal(held.problems, 1);
	assert_int_equal(kvet_store_verify(store, no_problem, NULL, NULL), 0);
	assert_string_equal(kvet_store_path(store), "held.db");
	kvet_store_free(store);
}

static void test_the_standard_path_follows_the_environment(void **state)
{
	char path[64], small[8];

	(void)state;
	setenv("KVET_DB", "/a/b.db", 1);
	assert_int_equal(kvet_store_default_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/a/b.db");
	assert_int_equal(kvet_store_default_path(small, 4, NULL), KVET_ERROR_USAGE);
	setenv("KVET_DB", "", 1);
	setenv("XDG_DATA_HOME", "/data", 1);
	setenv("HOME", "/home/me", 1);
	assert_int_equal(kvet_store_default_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/data/kvet/kvet.db");
	setenv("XDG_DATA_HOME", "relative", 1);
	assert_int_equal(kvet_store_default_path(path, sizeof(path), NULL), 0);
	assert_string_equal(path, "/home/me/.local/share/kvet/kvet.db");
	unsetenv("HOME");
	assert_int_equal(
		kvet_store_default_path(path, sizeof(path), NULL), KVET_ERROR_USAGE);
	unsetenv("KVET_DB");
	unsetenv("XDG_DATA_HOME");
}

/* Each thread with its own handle on the one store. */
static void *check_again_and_again(void *argument)
{
	size_t *affected = argument;
	kvet_target *target = NULL;
	kvet_store *store = NULL;

	*affected = SIZE_MAX;
	if (kvet_store_open("threads.db", 0, &store, NULL) ||
		kvet_target_from_release("6.1.54", &target, NULL))
		return NULL;
	for (int i = 0; i < 40; i++) {
		kvet_result *result;

		if (kvet_check(store, target, NULL, &result, NULL))
			return NULL;
		*affected = kvet_result_total(result, KVET_AFFECTED);
		kvet_result_free(result);
	}
	kvet_target_free(target);
	kvet_store_free(store);
	return NULL;
}

static void test_threads_check_one_store_at_once(void **state)
{
	pthread_t threads[6];
	size_t affected[6];

	(void)state;
	kvet_store_free(made_store("threads.db", 0));
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, check_again_and_again,
					 &affected[i]),
			0);
	for (size_t i = 0; i < 6; i++) {
		assert_int_equal(pthread_join(threads[i], NULL), 0);
		assert_int_equal(
			affected[i], 2); /* 1001, and 1008 of which one has no fix */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_store_that_is_not_there_is_not_found),
		cmocka_unit_test(test_an_empty_store_is_said_to_be_empty),
		cmocka_unit_test(test_what_is_no_store_is_refused),
		cmocka_unit_test(test_a_store_of_a_newer_version_is_refused),
		cmocka_unit_test(test_a_cut_store_is_an_error_and_no_crash),
		cmocka_unit_test(
			test_a_store_without_records_is_never_no_vulnerabilities),
		cmocka_unit_test(test_an_update_says_what_changed),
		cmocka_unit_test(test_an_update_that_fails_leaves_the_store_as_it_was),
		cmocka_unit_test(test_a_store_opened_for_reading_is_not_updated),
		cmocka_unit_test(test_two_updates_at_once_are_refused),
		cmocka_unit_test(test_a_record_is_read_back_whole),
		cmocka_unit_test(test_a_store_tells_what_it_holds_and_is_sound),
		cmocka_unit_test(test_the_standard_path_follows_the_environment),
		cmocka_unit_test(test_threads_check_one_store_at_once),
	};

	return cmocka_run_group_tests(tests, scratch_make, scratch_remove);
}
