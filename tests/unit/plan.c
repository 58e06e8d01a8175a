/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Plans and picks of a made store, in which every kind of course along a line stands. */
#include "feed_sink.h"

#include "kvet.h"

#define ORG "\"assignerOrgId\":\"416baaa9-dc9f-4396-8d5f-8c081fb06d67\""
#define C(digit) digit digit digit digit digit digit digit digit digit digit
#define COMMIT(digit) C(digit) C(digit) C(digit) C(digit)

static kvet_store *store;

/* Record CVE-2024-NUMBER of FILE, with PAIRS. */
static void write_record(const char *number, const char *file, const char *pairs)
{
	char path[64], text[1024];

	snprintf(path, sizeof(path), "records/published/CVE-2024-%s.json", number);
	snprintf(text, sizeof(text),
		"{\"containers\":{\"cna\":{\"title\":\"a "
		"bug\",\"descriptions\":[{\"lang\":"
		"\"en\",\"value\":\"It is one.\"}],\"affected\":[{\"defaultStatus\":"
		"\"unaffected\",\"programFiles\":[\"%s\"],\"versions\":[]}],"
		"\"references\":"
		"[]}},\"cveMetadata\":{\"cveId\":\"CVE-2024-%s\"," ORG
		",\"state\":\"PUBLISHED\"}}",
		file, number);
	write_text(path, text);
	snprintf(path, sizeof(path), "records/published/CVE-2024-%s.dyad", number);
	write_text(path, pairs);
}

static void write_records(void)
{
	/* Known exploited, fixed in 6.1.4, in two parts of which one comes later. */
	write_record("1001", "net/core/dev.c",
		"5.15:" COMMIT("a") ":6.1.4:" COMMIT("1") "\n5.15:" COMMIT(
			"a") ":6.1.6:" COMMIT("2") "\n5.15:" COMMIT("a") ":6.3:" COMMIT("3") "\n");
	/* Fixed late. */
	write_record("1002", "net/core/sock.c",
		"5.15:" COMMIT("a") ":6.1.7:" COMMIT("4") "\n5.15:" COMMIT(
			"a") ":6.3:" COMMIT("5") "\n");
	/* Comes with 6.1.6, and is there to stay. */
	write_record("1003", "fs/nfsd/vfs.c", "6.1.6:" COMMIT("b") ":0:0\n");
	/* Comes and goes between two releases. */
	write_record(
		"1004", "fs/nfsd/vfs.c", "6.1.3:" COMMIT("b") ":6.1.4:" COMMIT("6") "\n");
	/* Never fixed on the line. */
	write_record("1005", "mm/slab.c", "5.15:" COMMIT("a") ":6.3:" COMMIT("7") "\n");
	/* Fixed, and back again; known exploited. */
	write_record("1006", "kernel/fork.c",
		"5.15:" COMMIT("a") ":6.1.3:" COMMIT("8") "\n6.1.5:" COMMIT(
			"c") ":6.1.8:" COMMIT("9") "\n");
	/* Two introductions, of which one has no fix on the line. */
	write_record("1007", "mm/slab.c",
		"5.15:" COMMIT("a") ":6.1.5:" COMMIT("d") "\n5.16:" COMMIT(
			"b") ":6.3:" COMMIT("e") "\n");
	/* One commit fixes two. */
	write_record("1008", "net/core/sock.c",
		"5.15:" COMMIT("f") ":6.1.7:" COMMIT("4") "\n5.15:" COMMIT(
			"f") ":6.3:" COMMIT("5") "\n");
	/* Its fix has no name. */
	write_record("1009", "lib/x.c", "5.15:" COMMIT("a") ":6.1.5:0\n");
	write_text("exploited.json",
		"{\"vulnerabilities\":[{\"cveID\":\"CVE-2024-1001\",\"vendorProject\":"
		"\"Linux\",\"product\":\"Kernel\",\"dateAdded\":\"2024-05-30\"},{"
		"\"cveID\":"
		"\"CVE-2024-1006\",\"vendorProject\":\"Linux\",\"product\":\"Kernel\","
		"\"dateAdded\":\"2024-05-30\"}]}");
	write_text("lines.tsv",
		"line\treleased\tend_of_life\tlts\n5.10\t2020-12-13\t2021-12-31\tyes\n"
		"6.1\t2022-01-01\t2999-12-31\tyes\n6.3\t2023-01-01\t2999-01-31\tno\n"
		"6.4\t2998-01-01\t2999-01-31\tno\n");
	write_text("releases.json",
		"{\"versions\":{\"5.10\":{\"date\":\"2020-12-13\"},"
		"\"6.1\":{\"date\":\"2022-01-01\"},\"6.1.2\":{\"date\":\"2022-02-01\"},"
		"\"6.1.3\":{\"date\":\"2022-03-01\"},\"6.1.4\":{\"date\":\"2022-04-01\"},"
		"\"6.1.5\":{\"date\":\"2022-05-01\"},\"6.1.6\":{\"date\":\"2022-06-01\"},"
		"\"6.1.7\":{\"date\":\"2022-07-01\"},\"6.1.8\":{\"date\":\"2022-08-01\"},"
		"\"6.1.9\":{\"date\":\"2999-08-01\"},\"6.3\":{\"date\":\"2023-01-01\"},"
		"\"6.3.1\":{\"date\":\"2023-02-01\"},\"6.4\":{\"date\":\"2998-01-01\"}}"
		"}");
}

static int open_store(void **state)
{
	const struct kvet_update_options options = {.size = sizeof(options),
		.source = "records",
		.known_exploited = "exploited.json",
		.lines = "lines.tsv",
		.releases = "releases.json"};
	kvet_update *update = NULL;

	if (scratch_make(state))
		return -1;
	write_records();
	if (kvet_store_open("plan.db", KVET_STORE_WRITE, &store, NULL) ||
		kvet_store_update(store, &options, &update, NULL))
		return -1;
	kvet_update_free(update);
	return 0;
}

static int close_store(void **state)
{
	kvet_store_free(store);
	return scratch_remove(state);
}

static kvet_target *target_of(const char *release)
{
	kvet_target *target = NULL;

	assert_int_equal(kvet_target_from_release(release, &target, NULL), 0);
	return target;
}

static kvet_plan *plan_of(const char *release, size_t rows)
{
	const struct kvet_plan_options options = {.size = sizeof(options), .rows = rows};
	kvet_target *target = target_of(release);
	kvet_plan *plan = NULL;
	struct kvet_error error = {0};

	if (kvet_plan_of(store, target, &options, &plan, &error))
		fail_msg("%s", error.message);
	kvet_target_free(target);
	return plan;
}

static void assert_step(const struct kvet_plan_step *step, const char *release,
	size_t removed, size_t remaining, size_t brought)
{
	assert_non_null(step);
	assert_string_equal(step->release, release);
	assert_int_equal(step->removed, removed);
	assert_int_equal(step->remaining, remaining);
	assert_int_equal(step->brought, brought);
}

static void test_each_release_of_the_line_and_no_other(void **state)
{
	kvet_plan *plan = plan_of("6.1.2", 0);

	(void)state;
	/* 1001, 1002, 1005, 1006, 1007, 1008, 1009 */
	assert_int_equal(kvet_plan_findings(plan), 7);
	assert_int_equal(kvet_plan_findings_by(plan, KVET_ACT_NOW), 2);
	assert_step(kvet_plan_step(plan, 0), "6.1.3", 1, 6, 1);
	assert_step(kvet_plan_step(plan, 1), "6.1.4", 2, 5, 0);
	/* 1006 is back: removed and remaining are what they are, it is not brought. */
	assert_step(kvet_plan_step(plan, 2), "6.1.5", 2, 5, 0);
	assert_step(kvet_plan_step(plan, 3), "6.1.6", 2, 5, 1);
	assert_step(kvet_plan_step(plan, 4), "6.1.7", 4, 3, 1);
	assert_step(kvet_plan_step(plan, 5), "6.1.8", 5, 2, 1);
	/* 6.1.9 is of after the snapshot. */
	assert_null(kvet_plan_step(plan, 6));
	kvet_plan_free(plan);
}

static void test_the_maintained_lines_and_no_other(void **state)
{
	kvet_plan *plan = plan_of("6.1.2", 0);

	(void)state;
	/* 5.10 has ended, 6.4 is not out. 1006, 1007 and 1009 have no fix in mainline. */
	assert_step(kvet_plan_line(plan, 0), "6.3.1", 4, 3, 0);
	assert_string_equal(kvet_plan_line(plan, 0)->end_of_life, "2999-01-31");
	assert_null(kvet_plan_line(plan, 1));
	kvet_plan_free(plan);
}

static void test_advises_the_earliest_without_act_now(void **state)
{
	kvet_plan *plan = plan_of("6.1.2", 0);

	(void)state;
	assert_int_equal(kvet_plan_advice(plan), KVET_ADVICE_CLEARS);
	assert_string_equal(kvet_plan_advised(plan)->release, "6.1.4");
	kvet_plan_free(plan);
	/* 1006 is what 6.1.5 has, until 6.1.8. */
	plan = plan_of("6.1.5", 0);
	assert_int_equal(kvet_plan_advice(plan), KVET_ADVICE_CLEARS);
	assert_string_equal(kvet_plan_advised(plan)->release, "6.1.8");
	kvet_plan_free(plan);
}

static void test_advises_nothing_that_is_worse(void **state)
{
	/* Nothing is urgent, and what comes would be; 6.1.8 has fewer again. */
	kvet_plan *plan = plan_of("6.1.4", 0);

	(void)state;
	assert_int_equal(kvet_plan_findings_by(plan, KVET_ACT_NOW), 0);
	assert_int_equal(kvet_plan_advice(plan), KVET_ADVICE_FEWEST);
	assert_string_equal(kvet_plan_advised(plan)->release, "6.1.8");
	kvet_plan_free(plan);
	plan = plan_of("6.1.8", 0);
	assert_int_equal(kvet_plan_advice(plan), KVET_ADVICE_NEWEST);
	assert_null(kvet_plan_advised(plan));
	assert_null(kvet_plan_step(plan, 0));
	kvet_plan_free(plan);
}

static void test_lists_what_comes_and_where(void **state)
{
	kvet_plan *plan = plan_of("6.1.2", 0);
	const struct kvet_plan_step *step = kvet_plan_step(plan, 3);

	(void)state;
	assert_int_equal(step->brings_count, 1);
	assert_string_equal(step->brings[0], "CVE-2024-1003");
	/* 1001 of net/core and 1007 of mm, which 6.1.5 fixes in half, and 1003's. */
	assert_int_equal(step->area_count, 3);
	assert_string_equal(step->areas[0].subsystem, "fs/nfsd");
	assert_int_equal(step->areas[0].brought, 1);
	kvet_plan_free(plan);
}

static void test_marks_so_many_rows_and_what_is_advised(void **state)
{
	kvet_plan *plan = plan_of("6.1.2", 1);
	const struct kvet_plan_step *step;
	size_t notable = 0;

	(void)state;
	for (size_t i = 0; (step = kvet_plan_step(plan, i)); i++) {
		notable += step->notable;
		assert_true(step->rank >= 1 && step->rank <= 6);
		assert_true(step->notable || !step->areas);
	}
	assert_int_equal(notable, 2); /* what is advised, and the newest */
	assert_true(kvet_plan_advised(plan)->notable);
	kvet_plan_free(plan);
}

static void test_a_filter_narrows_both_sides(void **state)
{
	const struct kvet_filter filter = {
		.size = sizeof(filter), .subsystem = "fs/nfsd,net"};
	const struct kvet_plan_options options = {
		.size = sizeof(options), .filter = &filter};
	kvet_target *target = target_of("6.1.2");
	kvet_plan *plan = NULL;

	(void)state;
	assert_int_equal(kvet_plan_of(store, target, &options, &plan, NULL), 0);
	assert_int_equal(kvet_plan_findings(plan), 3);
	assert_step(kvet_plan_step(plan, 5), "6.1.8", 3, 0, 1);
	kvet_plan_free(plan);
	kvet_target_free(target);
}

/* Picks --------------------------------------------------------------------------------- */

static kvet_picks *picks_of(const char *release)
{
	kvet_target *target = target_of(release);
	kvet_picks *picks = NULL;

	assert_int_equal(kvet_picks_of(store, target, NULL, &picks, NULL), 0);
	kvet_target_free(target);
	return picks;
}

static void assert_pick(const kvet_picks *picks, size_t index, const char *release,
	const char *commit, const char *first, size_t count)
{
	const struct kvet_pick *pick = kvet_picks_pick(picks, index);

	assert_non_null(pick);
	assert_string_equal(pick->release, release);
	assert_string_equal(pick->commit, commit);
	assert_string_equal(pick->cves[0], first);
	assert_int_equal(pick->cve_count, count);
}

static void test_picks_each_commit_once_by_release(void **state)
{
	kvet_picks *picks = picks_of("6.1.2");

	(void)state;
	assert_pick(picks, 0, "6.1.3", COMMIT("8"), "CVE-2024-1006", 1);
	assert_pick(picks, 1, "6.1.4", COMMIT("1"), "CVE-2024-1001", 1);
	assert_pick(picks, 2, "6.1.6", COMMIT("2"), "CVE-2024-1001", 1);
	assert_pick(picks, 3, "6.1.7", COMMIT("4"), "CVE-2024-1002", 2);
	assert_null(kvet_picks_pick(picks, 4));
	assert_int_equal(kvet_picks_pick(picks, 0)->priority, KVET_ACT_NOW);
	kvet_picks_free(picks);
}

static void test_what_cannot_be_picked_is_left_and_said(void **state)
{
	kvet_picks *picks = picks_of("6.1.2");
	static const char *const cves[] = {
		"CVE-2024-1005", "CVE-2024-1007", "CVE-2024-1009"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const struct kvet_unpicked *left = kvet_picks_left(picks, i);

		assert_non_null(left);
		assert_string_equal(
			kvet_record_cve(kvet_finding_record(left->finding)), cves[i]);
		assert_true(*left->why);
	}
	assert_string_equal(kvet_finding_fixed_commit(kvet_picks_left(picks, 0)->finding),
		COMMIT("7"));
	assert_null(kvet_picks_left(picks, 3));
	kvet_picks_free(picks);
}

static void test_no_repository_and_no_configuration_are_said(void **state)
{
	const struct kvet_picks_options options = {
		.size = sizeof(options), .repository = "records"};
	kvet_target *target = target_of("6.1.2");
	kvet_picks *picks = NULL;
	kvet_savings *savings = NULL;
	struct kvet_error error = {0};

	(void)state;
	assert_true(kvet_picks_of(store, target, &options, &picks, &error) < 0);
	assert_null(picks);
	assert_true(*error.message);
	assert_int_equal(
		kvet_savings_of(store, target, NULL, &savings, &error), KVET_ERROR_USAGE);
	assert_null(savings);
	assert_true(*error.hint);
	kvet_target_free(target);
}

static void test_free_takes_null(void **state)
{
	(void)state;
	kvet_plan_free(NULL);
	kvet_picks_free(NULL);
	kvet_savings_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_release_of_the_line_and_no_other),
		cmocka_unit_test(test_the_maintained_lines_and_no_other),
		cmocka_unit_test(test_advises_the_earliest_without_act_now),
		cmocka_unit_test(test_advises_nothing_that_is_worse),
		cmocka_unit_test(test_lists_what_comes_and_where),
		cmocka_unit_test(test_marks_so_many_rows_and_what_is_advised),
		cmocka_unit_test(test_a_filter_narrows_both_sides),
		cmocka_unit_test(test_picks_each_commit_once_by_release),
		cmocka_unit_test(test_what_cannot_be_picked_is_left_and_said),
		cmocka_unit_test(test_no_repository_and_no_configuration_are_said),
		cmocka_unit_test(test_free_takes_null),
	};

	return cmocka_run_group_tests(tests, open_store, close_store);
}
