/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Memory runs short at each allocation in turn: the answer is KVET_ERROR_MEMORY, nothing
 * is lost and nothing half done is given. The linker's --wrap puts these functions in the
 * place of the library's malloc and so on; SQLite takes its own from sqlite3_config.
 */
#include "made_store.h"

#include "record/record.h"
#include "store/schema.sql.h"
#include "store/store.h"

#include <sqlite3.h>

static size_t counted; /* allocations since the last start */
static size_t failing; /* the one that fails; 0: none */
static bool for_good; /* and all behind it */
static size_t failed; /* how often it was so */
static long live; /* of the library's own */

static void start(size_t number, bool stay)
{
	counted = failed = 0;
	failing = number;
	for_good = stay;
}

static bool runs_short(void)
{
	counted++;
	bool now = failing && (counted == failing || (for_good && counted > failing));
	failed += now;
	return now;
}

static void *given(void *memory)
{
	live += memory != NULL;
	return memory;
}

/* The linker's names. */
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__real_reallocarray(void *memory, size_t count, size_t size);
char *__real_strdup(const char *text);
void __real_free(void *memory);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t size);
void *__wrap_reallocarray(void *memory, size_t count, size_t size);
char *__wrap_strdup(const char *text);
void __wrap_free(void *memory);

void *__wrap_malloc(size_t size)
{
	return runs_short() ? NULL : given(__real_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
	return runs_short() ? NULL : given(__real_calloc(count, size));
}

void *__wrap_realloc(void *memory, size_t size)
{
	if (runs_short())
		return NULL;
	live -= memory != NULL;
	return given(__real_realloc(memory, size));
}

void *__wrap_reallocarray(void *memory, size_t count, size_t size)
{
	if (runs_short())
		return NULL;
	live -= memory != NULL;
	return given(__real_reallocarray(memory, count, size));
}

char *__wrap_strdup(const char *text)
{
	return runs_short() ? NULL : given(__real_strdup(text));
}

void __wrap_free(void *memory)
{
	live -= memory != NULL;
	__real_free(memory);
}

/* SQLite's memory ------------------------------------------------------------------- */

static sqlite3_mem_methods plain;

static void *sqlite_malloc(int size)
{
	return runs_short() ? NULL : plain.xMalloc(size);
}

static void *sqlite_realloc(void *memory, int size)
{
	return runs_short() ? NULL : plain.xRealloc(memory, size);
}

static int take_over_sqlite(void)
{
	sqlite3_mem_methods short_of = {0};

	if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain) != SQLITE_OK)
		return -1;
	short_of = plain;
	short_of.xMalloc = sqlite_malloc;
	short_of.xRealloc = sqlite_realloc;
	return sqlite3_config(SQLITE_CONFIG_MALLOC, &short_of) == SQLITE_OK ? 0 : -1;
}

/* Each allocation in turn ----------------------------------------------------------- */

/* Does a thing once; its code, and on success whether it was done rightly. */
typedef int (*doing)(struct kvet_error *error);

static void do_once(doing what, size_t number, bool stay)
{
	struct kvet_error error = {0};
	long live_before = live;
	sqlite3_int64 used_before = sqlite3_memory_used();

	start(number, stay);
	int code = what(&error);
	size_t failures = failed;
	start(0, false);
	if (code && !failures)
		fail_msg("allocation %zu: %d: %s", number, code, error.message);
	/* SQLite can do without some of what it asks for. */
	if (code && error.code != KVET_ERROR_MEMORY)
		fail_msg("allocation %zu%s: returns %d, says %d: %s", number,
			stay ? " and on" : "", code, error.code, error.message);
	if (live != live_before)
		fail_msg("allocation %zu: %ld lost", number, live - live_before);
	if (sqlite3_memory_used() != used_before)
		fail_msg("allocation %zu: SQLite lost %lld bytes", number,
			(long long)(sqlite3_memory_used() - used_before));
}

/* How many allocations WHAT makes when nothing fails. */
static size_t count_allocations(doing what)
{
	struct kvet_error error = {0};

	start(0, false);
	if (what(&error)) /* the first time may fill what stays */
		fail_msg("%s", error.message);
	start(0, false);
	assert_int_equal(what(&error), 0);
	return counted;
}

static void fail_each_in_turn(doing what)
{
	size_t count = count_allocations(what);

	assert_true(count > 3);
	for (size_t i = 1; i <= count + 1; i++) {
		do_once(what, i, false);
		do_once(what, i, true);
	}
}

/* What is done ---------------------------------------------------------------------- */

#define RICH_FILE "\"net/sunrpc/svcsock.c\",\"rust/kernel/sync.rs\",\"fs/nfsd/vfs.c\""
#define RICH_RANGES                                                                      \
	"{\"version\":\"5.15\",\"status\":\"affected\"},{\"version\":\"0\","             \
	"\"lessThan\":"                                                                  \
	"\"5.15\",\"status\":\"unaffected\"},{\"version\":\"6.1.55\","                   \
	"\"lessThanOrEqual\":\"6.1.*\",\"status\":\"unaffected\"}"

static char *rich; /* a record's JSON, longer than the arena's block */
static char *many; /* pairs whose texts are, too */

#define MANY_PAIRS RECORD_PAIRS_MAX
#define MANY_LINE "5.15:" MADE_A ":6.1.55:" MADE_B "\n"

static int make_many(void)
{
	const size_t len = strlen(MANY_LINE);

	many = malloc(MANY_PAIRS * len + 1);
	if (!many)
		return -1;
	for (size_t i = 0; i < MANY_PAIRS; i++)
		memcpy(many + i * len, MANY_LINE, len);
	many[MANY_PAIRS * len] = '\0';
	return 0;
}

static int make_rich(void)
{
	enum { TEXT = 200000 };
	char *text = malloc(TEXT + 1);

	if (!text)
		return -1;
	memset(text, 'x', TEXT);
	text[TEXT] = '\0';
	int len = asprintf(&rich,
		"{\"containers\":{\"cna\":{\"title\":\"use-after-free, data race\","
		"\"descriptions\":[{\"lang\":\"en\",\"value\":\"%s\"}],\"affected\":["
		"{\"programFiles\":[" RICH_FILE "],\"versions\":[" RICH_RANGES "]}],"
		"\"references\":[{\"url\":\"a\"},{\"url\":\"b\"}],\"metrics\":[{"
		"\"cvssV3_1\":{\"vectorString\":"
		"\"CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H\"}}]}},\"cveMetadata\":{"
		"\"cveId\":\"CVE-2024-1001\"," MADE_ORG "}}",
		text);
	free(text);
	return len < 0 ? -1 : 0;
}

static int read_record(struct kvet_error *error)
{
	struct arena arena = {0};
	struct record record;
	struct record_reader *reader = record_reader_new();
	const struct record_source source = {UINT64_C(2024000001001), false,
		bytes_of(rich), bytes_of(many),
		bytes_of("me CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")};
	int code = KVET_ERROR_MEMORY;

	if (reader)
		code = record_read(reader, &source, &arena, &record, error);
	else
		error->code = KVET_ERROR_MEMORY;
	if (!code) {
		assert_int_equal(record.pair_count, MANY_PAIRS);
		assert_int_equal(record.file_count, 3);
		assert_int_equal(record.range_count, 4);
		assert_int_equal(record.reference_count, 2);
		assert_int_equal(strlen(record.description), 200000);
		assert_string_equal(
			record.pairs[MANY_PAIRS - 1].text.fixed_commit, MADE_B);
		assert_true(record.class_count >= 1);
	}
	arena_release(&arena);
	record_reader_free(reader);
	return code;
}

static void test_a_record_is_understood_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(read_record);
}

/* A JSON text beyond the shared buffer takes memory of its own. */
static int read_large_record(struct kvet_error *error)
{
	size_t len = strlen(rich), room = 300u << 10;
	char *large = __real_malloc(room + 1);
	struct arena arena = {0};
	struct record record = {0};
	struct record_reader *reader = record_reader_new();
	int code = KVET_ERROR_MEMORY;

	assert_non_null(large);
	memset(large, ' ', room);
	memcpy(large + room - len, rich, len);
	if (reader)
		code = record_read_json(reader, (struct bytes){large, room},
			UINT64_C(2024000001001), &arena, &record, error);
	else
		error->code = KVET_ERROR_MEMORY;
	if (!code)
		assert_int_equal(record.file_count, 3);
	arena_release(&arena);
	record_reader_free(reader);
	__real_free(large);
	return code;
}

static void test_a_large_record_is_understood_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(read_large_record);
}

static int make_target(struct kvet_error *error)
{
	kvet_target *target = NULL;
	int code = kvet_target_from_release("6.1.0-27-amd64", &target, error);

	if (!code) {
		assert_true(kvet_target_upper_bound(target));
		assert_string_equal(kvet_target_input(target), "6.1.0-27-amd64");
	}
	kvet_target_free(target);
	return code;
}

static void test_a_target_is_made_whole_or_not_at_all(void **state)
{
	(void)state;
	start(1, false);
	assert_int_equal(make_target(&(struct kvet_error){0}), KVET_ERROR_MEMORY);
	start(2, false);
	assert_int_equal(make_target(&(struct kvet_error){0}), KVET_ERROR_MEMORY);
	start(0, false);
}

/* Whatever happened, no reading is left open: it would keep an update out. */
static void assert_at_rest(const kvet_store *store)
{
	if (store && !sqlite3_get_autocommit(store->db))
		fail_msg("allocation %zu: the store was left in a transaction", failing);
}

static int check_store(struct kvet_error *error)
{
	kvet_store *store = NULL;
	kvet_target *target = NULL;
	kvet_result *result = NULL;
	int code = kvet_target_from_release("6.1.54", &target, error);

	code = code ? code : kvet_store_open("memory.db", 0, &store, error);
	code = code ? code : kvet_check(store, target, NULL, &result, error);
	if (!code) {
		const kvet_finding *first = kvet_result_finding(result, 0);

		assert_int_equal(kvet_result_total(result, KVET_AFFECTED), 2);
		assert_int_equal(kvet_result_count(result), 2);
		assert_string_equal(kvet_finding_fixed(first), "6.1.55");
		assert_string_equal(kvet_record_title(kvet_finding_record(first)),
			"sunrpc: fix use-after-free in svc_tcp");
		assert_string_equal(kvet_record_file(kvet_finding_record(first), 0),
			"net/sunrpc/svcsock.c");
		assert_non_null(kvet_finding_evidence(first, 1));
		assert_string_equal(kvet_result_missing(result, 0), "CVE-2022-0847");
		assert_string_equal(kvet_result_snapshot(result)->kind, "folder");
		assert_true(*kvet_result_horizon(result, 0));
	} else {
		assert_null(result);
	}
	assert_at_rest(store);
	kvet_result_free(result);
	kvet_store_free(store);
	kvet_target_free(target);
	return code;
}

static void test_a_check_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(check_store);
}

/* What CONTEXT makes of the store's findings. */
static int rank_store(const kvet_context *context, struct kvet_error *error)
{
	kvet_store *store = NULL;
	kvet_target *target = NULL;
	kvet_result *result = NULL;
	int code = kvet_target_from_release("6.1.54", &target, error);

	code = code ? code : kvet_store_open("memory.db", 0, &store, error);
	code = code ? code : kvet_check(store, target, NULL, &result, error);
	code = code ? code : kvet_result_apply_context(result, context, error);
	if (!code) {
		size_t sum = 0;

		for (int i = 0; i < KVET_PRIORITIES; i++)
			sum += kvet_result_priority(result, (enum kvet_priority)i);
		assert_int_equal(sum, 2);
		assert_string_equal(kvet_result_context(result), "");
		kvet_result_sort(result, KVET_SORT_PRIORITY);
	}
	kvet_result_free(result);
	kvet_store_free(store);
	kvet_target_free(target);
	return code;
}

static int say_and_rank(struct kvet_error *error)
{
	kvet_context *context = NULL;
	int code = kvet_context_new(&context, error);

	code = code ? code
		    : kvet_context_say(context, "reach", "network", "private", error);
	code = code ? code
		    : kvet_context_say(context, "needed", "options", "NFSD, CAN", error);
	if (!code)
		assert_true(kvet_context_needs(context, "CONFIG_CAN"));
	code = code ? code : rank_store(context, error);
	kvet_context_free(context);
	return code;
}

static void test_a_context_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(say_and_rank);
}

static int show_store(struct kvet_error *error)
{
	enum { ASKED = 4000 }; /* what is missing fills more than the arena's block */
	static const char *cves[ASKED] = {"CVE-2024-1001"};
	kvet_store *store = NULL;
	kvet_result *result = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	for (size_t i = 1; i < ASKED; i++)
		cves[i] = "CVE-1999-9999";
	code = code ? code : kvet_show(store, cves, ASKED, &result, error);
	if (!code) {
		const kvet_record *record =
			kvet_finding_record(kvet_result_finding(result, 0));

		assert_int_equal(kvet_result_count(result), 1);
		assert_string_equal(kvet_record_description(record),
			"The socket is freed twice by zebra.");
		assert_string_equal(kvet_record_pair(record, 1)->fixed_commit, MADE_C);
		assert_string_equal(kvet_record_reference(record, 0),
			"https://example.org/CVE-2024-1001");
		assert_string_equal(
			kvet_result_missing(result, ASKED - 2), "CVE-1999-9999");
		assert_true(*kvet_result_horizon(result, 0));
	} else {
		assert_null(result);
	}
	assert_at_rest(store);
	kvet_result_free(result);
	kvet_store_free(store);
	return code;
}

static void test_show_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(show_store);
}

static int list_store(struct kvet_error *error)
{
	const struct kvet_filter filter = {.size = sizeof(filter), .words = "zebra"};
	kvet_store *store = NULL;
	kvet_result *result = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_list(store, &filter, &result, error);
	if (!code)
		assert_int_equal(kvet_result_count(result), 1);
	assert_at_rest(store);
	kvet_result_free(result);
	kvet_store_free(store);
	return code;
}

static void test_a_list_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(list_store);
}

static int look_at_lines(struct kvet_error *error)
{
	const struct kvet_lines_options options = {.size = sizeof(options), .all = true};
	kvet_store *store = NULL;
	kvet_line_list *list = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_lines(store, &options, &list, error);
	if (!code) {
		const struct kvet_line *line = kvet_line_list_line(list, 0);

		assert_string_equal(line->newest, "6.1.55");
		assert_string_equal(line->newest_released, "2023-09-23");
		assert_null(kvet_line_list_line(list, 1));
		assert_true(*kvet_line_list_horizon(list, 0));
	}
	assert_at_rest(store);
	kvet_line_list_free(list);
	kvet_store_free(store);
	return code;
}

static void test_lines_are_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(look_at_lines);
}

static int look_at_backlog(struct kvet_error *error)
{
	kvet_store *store = NULL;
	kvet_backlog *backlog = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_backlog_of(store, "6.1", NULL, &backlog, error);
	if (!code) {
		assert_string_equal(kvet_backlog_point(backlog, 1)->release, "6.1.55");
		assert_int_equal(kvet_backlog_point(backlog, 1)->fixed, 1);
		assert_null(kvet_backlog_point(backlog, 2));
		assert_true(*kvet_backlog_horizon(backlog, 0));
	}
	assert_at_rest(store);
	kvet_backlog_free(backlog);
	kvet_store_free(store);
	return code;
}

static void test_a_backlog_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(look_at_backlog);
}

static int profile_store(struct kvet_error *error)
{
	const struct kvet_profile_options options = {.size = sizeof(options),
		.by = KVET_BY_LINE,
		.over = KVET_OVER_FIXED,
		.per = KVET_PER_MONTH};
	kvet_store *store = NULL;
	kvet_profile *profile = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_profile_of(store, &options, &profile, error);
	if (!code) {
		assert_int_equal(kvet_profile_records(profile), MADE_PUBLISHED);
		assert_string_equal(kvet_profile_row(profile, 0)->name, "6.1");
		assert_string_equal(kvet_profile_period(profile, 0)->name, "2023-09");
		assert_int_equal(kvet_profile_row(profile, 0)->counts[0], 1);
		assert_string_equal(
			kvet_profile_rust_record(profile, 0)->cve, "CVE-2024-1002");
		assert_string_equal(kvet_profile_lag(profile, 0)->line, "6.1");
		assert_true(*kvet_profile_horizon(profile, 0));
	} else {
		assert_null(profile);
	}
	assert_at_rest(store);
	kvet_profile_free(profile);
	kvet_store_free(store);
	return code;
}

static void test_a_profile_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(profile_store);
}

static int plan_store(struct kvet_error *error)
{
	kvet_store *store = NULL;
	kvet_target *target = NULL;
	kvet_plan *plan = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_target_from_release("6.1.54", &target, error);
	code = code ? code : kvet_plan_of(store, target, NULL, &plan, error);
	if (!code) {
		const struct kvet_plan_step *step = kvet_plan_step(plan, 0);

		assert_int_equal(kvet_plan_findings(plan), 2);
		assert_string_equal(kvet_plan_advised(plan)->release, "6.1.55");
		assert_int_equal(step->removed, 1);
		assert_string_equal(step->areas[0].subsystem, "net/sunrpc");
		assert_null(kvet_plan_step(plan, 1));
		assert_true(*kvet_plan_horizon(plan, 0));
	}
	kvet_plan_free(plan);
	kvet_target_free(target);
	kvet_store_free(store);
	return code;
}

static void test_a_plan_is_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(plan_store);
}

static int pick_store(struct kvet_error *error)
{
	kvet_store *store = NULL;
	kvet_target *target = NULL;
	kvet_picks *picks = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_target_from_release("6.1.54", &target, error);
	code = code ? code : kvet_picks_of(store, target, NULL, &picks, error);
	if (!code) {
		assert_string_equal(kvet_picks_pick(picks, 0)->commit, MADE_B);
		assert_string_equal(kvet_picks_pick(picks, 0)->cves[0], "CVE-2024-1001");
		assert_non_null(kvet_picks_left(picks, 0));
		assert_null(kvet_picks_left(picks, 1));
	}
	kvet_picks_free(picks);
	kvet_target_free(target);
	kvet_store_free(store);
	return code;
}

static void test_picks_are_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(pick_store);
}

static int profile_rates(struct kvet_error *error)
{
	const struct kvet_filter filter = {
		.size = sizeof(filter), .subsystem = "drivers,net"};
	const struct kvet_profile_options options = {
		.size = sizeof(options), .by = KVET_BY_SUBSYSTEM, .filter = &filter};
	kvet_store *store = NULL;
	kvet_profile *profile = NULL;
	int code = kvet_store_open("memory.db", 0, &store, error);

	code = code ? code : kvet_profile_of(store, &options, &profile, error);
	if (!code) {
		assert_null(kvet_profile_rates(profile)->missing);
		assert_string_equal(
			kvet_profile_rate_census(profile, 0)->release, "6.1.192");
	} else {
		assert_null(profile);
	}
	assert_at_rest(store);
	kvet_profile_free(profile);
	kvet_store_free(store);
	return code;
}

static void test_rates_are_whole_or_not_at_all(void **state)
{
	(void)state;
	fail_each_in_turn(profile_rates);
}

/* As kvet_store_census_save does, of a tree that nobody has. */
static int make_census(void)
{
	kvet_store *store = made_store("memory.db", KVET_STORE_WRITE);
	int code = store_run(store, STORE_CENSUS_SQL, NULL);

	code = code ? code
		    : store_run(store,
			      "INSERT INTO census VALUES"
			      "('6.1.192','c','drivers/android',1,1000,0,0),"
			      "('6.1.192','rust','drivers/android',1,100,0,0),"
			      "('6.12.1','c','net/sunrpc',1,1000,0,0)",
			      NULL);
	kvet_store_free(store);
	return code;
}

static int make_all(void **state)
{
	if (take_over_sqlite() || scratch_make(state) || make_rich() || make_many())
		return -1;
	return make_census();
}

static int remove_all(void **state)
{
	free(rich);
	free(many);
	return scratch_remove(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_record_is_understood_whole_or_not_at_all),
		cmocka_unit_test(test_a_large_record_is_understood_whole_or_not_at_all),
		cmocka_unit_test(test_a_target_is_made_whole_or_not_at_all),
		cmocka_unit_test(test_a_check_is_whole_or_not_at_all),
		cmocka_unit_test(test_a_context_is_whole_or_not_at_all),
		cmocka_unit_test(test_show_is_whole_or_not_at_all),
		cmocka_unit_test(test_a_list_is_whole_or_not_at_all),
		cmocka_unit_test(test_lines_are_whole_or_not_at_all),
		cmocka_unit_test(test_a_backlog_is_whole_or_not_at_all),
		cmocka_unit_test(test_a_profile_is_whole_or_not_at_all),
		cmocka_unit_test(test_rates_are_whole_or_not_at_all),
		cmocka_unit_test(test_a_plan_is_whole_or_not_at_all),
		cmocka_unit_test(test_picks_are_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, make_all, remove_all);
}
