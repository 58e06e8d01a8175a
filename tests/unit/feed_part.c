/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed_sink.h"

#include "feed/reader.h"

static enum feed_part part(const char *path, uint64_t *cve, bool *rejected)
{
	*cve = 0;
	*rejected = false;
	return feed_part_of(path, strlen(path), cve, rejected);
}

static void test_part_names(void **state)
{
	static const struct {
		const char *path;
		enum feed_part part;
		uint64_t cve;
		bool rejected;
	} cases[] = {
		{"CVE-2024-26581.json", FEED_JSON, CVE(2024, 26581), false},
		{"cve/published/2024/CVE-2024-26581.dyad", FEED_DYAD, CVE(2024, 26581),
			false},
		{"cve/rejected/2024/CVE-2024-1234.cvss", FEED_CVSS, CVE(2024, 1234),
			true},
		{"/rejected/CVE-1999-0001.json", FEED_JSON, CVE(1999, 1), true},
		{"a/rejected2/CVE-1999-0001.json", FEED_JSON, CVE(1999, 1), false},
		{"CVE-2024-123456789.json", FEED_JSON, CVE(2024, 123456789), false},
		{"", FEED_OTHER, 0, false},
		{"/", FEED_OTHER, 0, false},
		{"CVE-2024-26581", FEED_OTHER, 0, false},
		{"CVE-2024-26581.sha1", FEED_OTHER, 0, false},
		{"CVE-2024-26581.json/", FEED_OTHER, 0, false},
		{"CVE-2024-26581.json.json", FEED_OTHER, 0, false},
		{"CVE-2024-123.json", FEED_OTHER, 0, false},
		{"CVE-2024-1234567890.json", FEED_OTHER, 0, false},
		{"CVE-2024-012345.json", FEED_OTHER, 0, false},
		{"CVE-0024-1234.json", FEED_OTHER, 0, false},
		{"CVE-2O24-1234.json", FEED_OTHER, 0, false},
		{"CVE-2024-12a4.json", FEED_OTHER, 0, false},
		{"CVE-2024_1234.json", FEED_OTHER, 0, false},
		{"cve-2024-1234.json", FEED_OTHER, 0, false},
		{"CVE-2024-1234.JSON", FEED_OTHER, 0, false},
	};
	uint64_t cve;
	bool rejected;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(part(cases[i].path, &cve, &rejected), cases[i].part);
		assert_int_equal(cve, cases[i].cve);
		assert_int_equal(rejected, cases[i].rejected);
	}
}

static void test_part_names_come_back(void **state)
{
	static const uint64_t cves[] = {
		CVE(1999, 1), CVE(2024, 26581), CVE(2024, 123456789)};
	char name[FEED_NAME_SIZE];
	uint64_t cve;

	(void)state;
	for (size_t i = 0; i < sizeof(cves) / sizeof(*cves); i++) {
		feed_name(cves[i], FEED_CVSS, name);
		assert_int_equal(feed_part_of_name(name, strlen(name), &cve), FEED_CVSS);
		assert_int_equal(cve, cves[i]);
	}
}

static void test_part_days(void **state)
{
	char day[11];

	(void)state;
	feed_day(0, day);
	assert_string_equal(day, "1970-01-01");
	feed_day(1708473599, day);
	assert_string_equal(day, "2024-02-20");
	feed_day(1708473600, day);
	assert_string_equal(day, "2024-02-21");
	feed_day(INT64_MIN, day);
	assert_string_equal(day, "");
	feed_day(INT64_MAX, day);
	assert_string_equal(day, "");
	feed_day(253402300800, day); /* year 10000 */
	assert_string_equal(day, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_part_names),
		cmocka_unit_test(test_part_names_come_back),
		cmocka_unit_test(test_part_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
