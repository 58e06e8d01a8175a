/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the store keeps of a census, and gives back. */
#include "made_store.h"

static void make_tree(const char *version)
{
	char makefile[128];

	snprintf(makefile, sizeof(makefile), "VERSION = 6\n%s\n", version);
	write_text("tree/Makefile", makefile);
	write_text("tree/scripts/Kbuild.include", "");
	write_text("tree/net/core/dev.c", "int a;\n// b\n\nint c;\n");
	write_text("tree/rust/lib.rs", "fn a() {}\n");
}

static kvet_census *take(const char *version)
{
	struct kvet_error error = {0};
	kvet_census *census = NULL;

	make_tree(version);
	if (kvet_census_take("tree", 2, &census, &error))
		fail_msg("%s: %s", error.path, error.message);
	return census;
}

/* A line a row: "6.1 c net/core 1 2 1 1". */
struct rows {
	char text[2048];
	size_t len;
	int stop; /* after the first */
};

static int add_row(void *context, const char *release, const struct kvet_census_row *row)
{
	struct rows *rows = context;

	rows->len += (size_t)snprintf(rows->text + rows->len,
		sizeof(rows->text) - rows->len, "%s %s %s %d %d %d %d\n", release,
		kvet_word(KVET_WORDS_LANGUAGE, row->language), row->subsystem,
		(int)row->count.files, (int)row->count.code, (int)row->count.comments,
		(int)row->count.blank);
	return rows->stop;
}

static void save(kvet_store *store, const char *version)
{
	struct kvet_error error = {0};
	kvet_census *census = take(version);

	if (kvet_store_census_save(store, census, &error))
		fail_msg("%s: %s", error.path, error.message);
	kvet_census_free(census);
}

#define ROWS(release, makefile)                                                          \
	release " c net/core 1 2 1 1\n" release " other other 1 " makefile               \
		" 0 0\n" release " rust rust 1 1 0 0\n" release                          \
		" other scripts 1 0 0 0\n"

static void test_kept_and_given_back(void **state)
{
	kvet_store *store = made_store("kept.db", KVET_STORE_WRITE);
	struct rows none = {0}, all = {0}, first = {.stop = 7};

	(void)state;
	assert_int_equal(kvet_store_census(store, add_row, &none, NULL), 0);
	assert_string_equal(none.text, "");
	/* The same release again takes its place; the order is that of releases. */
	save(store, "PATCHLEVEL = 12\nSUBLEVEL = 3");
	save(store, "PATCHLEVEL = 2\nSUBLEVEL = 7");
	save(store, "PATCHLEVEL = 12\nSUBLEVEL = 3\nNAME = b");
	assert_int_equal(kvet_store_census(store, add_row, &all, NULL), 0);
	assert_string_equal(all.text, ROWS("6.2.7", "3") ROWS("6.12.3", "4"));
	assert_int_equal(kvet_store_census(store, add_row, &first, NULL), 7);
	assert_string_equal(first.text, "6.2.7 c net/core 1 2 1 1\n");
	kvet_store_free(store);
}

static void test_refusals(void **state)
{
	kvet_store *reading = made_store("reading.db", 0), *empty = NULL;
	kvet_census *census = take("PATCHLEVEL = 1\nSUBLEVEL = 9");
	struct kvet_error error = {0};

	(void)state;
	assert_int_equal(
		kvet_store_census_save(reading, census, &error), KVET_ERROR_USAGE);
	assert_int_equal(
		kvet_store_open("empty.db", KVET_STORE_WRITE, &empty, &error), 0);
	assert_int_equal(
		kvet_store_census_save(empty, census, &error), KVET_ERROR_NOT_FOUND);
	assert_string_equal(error.hint, "run 'kvet update' first");
	kvet_census_free(census);
	kvet_store_free(reading);
	kvet_store_free(empty);
}

/* However many threads: the same. */
static void test_threads(void **state)
{
	(void)state;
	make_tree("PATCHLEVEL = 1\nSUBLEVEL = 9");
	for (unsigned threads = 0; threads < 40; threads += 3) {
		kvet_census *census = NULL;

		assert_int_equal(kvet_census_take("tree", threads, &census, NULL), 0);
		assert_string_equal(kvet_census_release(census), "6.1.9");
		assert_int_equal(kvet_census_total(census, KVET_LANGUAGE_C).code, 2);
		assert_int_equal(kvet_census_total(census, KVET_LANGUAGES).files, 4);
		assert_null(kvet_census_row(census, 4));
		assert_null(kvet_census_skip(census, 0));
		kvet_census_free(census);
	}
	kvet_census_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_kept_and_given_back, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(
			test_refusals, scratch_make, scratch_remove),
		cmocka_unit_test_setup_teardown(
			test_threads, scratch_make, scratch_remove),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
