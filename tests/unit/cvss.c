/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "record/cvss.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define BASE "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"

static struct cvss parse(const char *vector)
{
	struct kvet_error error = {0};
	struct cvss cvss;

	if (cvss_parse(bytes_of(vector), &cvss, &error))
		fail_msg("%s: %s", vector, error.message);
	return cvss;
}

/* From FIRST's "CVSS v3.1 Examples". */
static const struct {
	const char *cve, *metrics;
	unsigned score;
	enum kvet_severity severity;
} examples[] = {
	{"CVE-2013-0375", "AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 64, KVET_MEDIUM},
	{"CVE-2014-3566", "AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 31, KVET_LOW},
	{"CVE-2012-1516", "AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 99, KVET_CRITICAL},
	{"CVE-2009-0783", "AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L", 42, KVET_MEDIUM},
	{"CVE-2012-0384", "AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 88, KVET_HIGH},
	{"CVE-2015-1098", "AV:L/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 78, KVET_HIGH},
	{"CVE-2014-0160", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 75, KVET_HIGH},
	{"CVE-2014-6271", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, KVET_CRITICAL},
	{"CVE-2008-1447", "AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:H/A:N", 68, KVET_MEDIUM},
	{"CVE-2014-2005", "AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 68, KVET_MEDIUM},
	{"CVE-2010-0467", "AV:N/AC:L/PR:N/UI:N/S:C/C:L/I:N/A:N", 58, KVET_MEDIUM},
	{"CVE-2013-6014", "AV:A/AC:L/PR:N/UI:N/S:C/C:H/I:N/A:H", 93, KVET_CRITICAL},
	{"CVE-2011-1265", "AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 88, KVET_HIGH},
	{"CVE-2014-2019", "AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 46, KVET_MEDIUM},
	{"CVE-2016-2118", "AV:N/AC:H/PR:N/UI:R/S:U/C:H/I:H/A:H", 75, KVET_HIGH},
};

static void test_examples(void **state)
{
	char vector[CVSS_VECTOR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(examples) / sizeof(examples[0]); i++) {
		for (int minor = 0; minor < 2; minor++) {
			snprintf(vector, sizeof(vector), "CVSS:3.%d/%s", minor,
				examples[i].metrics);
			struct cvss cvss = parse(vector);
			if (cvss.score != examples[i].score)
				fail_msg("%s: %u", examples[i].cve, cvss.score);
			assert_int_equal(cvss.severity, examples[i].severity);
			assert_string_equal(cvss.vector, vector);
			assert_string_equal(cvss.source, "");
		}
	}
}

/* How many of the 2592 base vectors have each score: exact fractions say so. */
static const unsigned short histogram[101] = {
	[0] = 96,
	[16] = 6,
	[17] = 6,
	[18] = 18,
	[19] = 12,
	[20] = 18,
	[21] = 12,
	[22] = 15,
	[23] = 12,
	[24] = 15,
	[25] = 12,
	[26] = 21,
	[27] = 12,
	[28] = 15,
	[29] = 24,
	[30] = 15,
	[31] = 24,
	[32] = 21,
	[33] = 18,
	[34] = 30,
	[35] = 22,
	[36] = 20,
	[37] = 23,
	[38] = 22,
	[39] = 23,
	[40] = 34,
	[41] = 25,
	[42] = 29,
	[43] = 32,
	[44] = 38,
	[45] = 29,
	[46] = 55,
	[47] = 34,
	[48] = 63,
	[49] = 42,
	[50] = 38,
	[51] = 40,
	[52] = 38,
	[53] = 51,
	[54] = 68,
	[55] = 51,
	[56] = 53,
	[57] = 71,
	[58] = 44,
	[59] = 79,
	[60] = 32,
	[61] = 72,
	[62] = 53,
	[63] = 69,
	[64] = 53,
	[65] = 64,
	[66] = 32,
	[67] = 56,
	[68] = 69,
	[69] = 50,
	[70] = 26,
	[71] = 75,
	[72] = 25,
	[73] = 52,
	[74] = 31,
	[75] = 47,
	[76] = 46,
	[77] = 32,
	[78] = 12,
	[79] = 26,
	[80] = 18,
	[81] = 32,
	[82] = 41,
	[83] = 21,
	[84] = 10,
	[85] = 16,
	[86] = 7,
	[87] = 18,
	[88] = 11,
	[89] = 9,
	[90] = 9,
	[91] = 7,
	[92] = 3,
	[93] = 13,
	[94] = 3,
	[96] = 11,
	[98] = 1,
	[99] = 7,
	[100] = 7,
};

static const struct {
	const char *name, *values;
} base[] = {
	{"AV", "NALP"},
	{"AC", "LH"},
	{"PR", "NLH"},
	{"UI", "NR"},
	{"S", "UC"},
	{"C", "NLH"},
	{"I", "NLH"},
	{"A", "NLH"},
};

/* The NUMBERth base vector, the first metric the slowest. */
static void write_vector(unsigned number, char vector[CVSS_VECTOR_SIZE])
{
	char value[8];
	size_t len = (size_t)snprintf(vector, CVSS_VECTOR_SIZE, "CVSS:3.1");

	for (size_t i = 8; i-- > 0;) {
		size_t values = strlen(base[i].values);

		value[i] = base[i].values[number % values];
		number /= (unsigned)values;
	}
	for (size_t i = 0; i < 8; i++)
		len += (size_t)snprintf(vector + len, CVSS_VECTOR_SIZE - len, "/%s:%c",
			base[i].name, value[i]);
}

static void test_all_base_vectors(void **state)
{
	unsigned short counted[101] = {0};
	uint64_t hash = 0xcbf29ce484222325; /* FNV-1a over the scores, in order */
	char vector[CVSS_VECTOR_SIZE];

	(void)state;
	for (unsigned i = 0; i < 2592; i++) {
		write_vector(i, vector);
		unsigned score = parse(vector).score;
		assert_in_range(score, 0, 100);
		counted[score]++;
		hash = (hash ^ score) * 0x100000001b3;
	}
	for (unsigned score = 0; score <= 100; score++)
		assert_int_equal(counted[score], histogram[score]);
	assert_true(hash == 0xc5de61d466a48221);
}

static void test_severity_borders(void **state)
{
	(void)state;
	assert_int_equal(parse("CVSS:3.1/AV:P/AC:H/PR:H/UI:R/S:U/C:N/I:N/A:N").severity,
		KVET_NONE);
	/* 3.9, 4.0, 6.9, 7.0, 8.9 and 9.0 */
	static const struct {
		const char *vector;
		unsigned score;
		enum kvet_severity severity;
	} borders[] = {
		{"CVSS:3.1/AV:N/AC:H/PR:H/UI:R/S:U/C:L/I:L/A:L", 39, KVET_LOW},
		{"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:C/C:N/I:N/A:L", 40, KVET_MEDIUM},
		{"CVSS:3.1/AV:N/AC:L/PR:H/UI:R/S:C/C:N/I:L/A:H", 69, KVET_MEDIUM},
		{"CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:H", 70, KVET_HIGH},
		{"CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:L/I:H/A:H", 89, KVET_HIGH},
		{"CVSS:3.1/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:H/A:H", 90, KVET_CRITICAL},
	};
	for (size_t i = 0; i < sizeof(borders) / sizeof(borders[0]); i++) {
		struct cvss cvss = parse(borders[i].vector);
		assert_int_equal(cvss.score, borders[i].score);
		assert_int_equal(cvss.severity, borders[i].severity);
	}
}

static void test_any_order(void **state)
{
	(void)state;
	struct cvss cvss = parse("CVSS:3.1/A:H/I:H/C:H/S:U/UI:R/PR:N/AC:L/AV:L");
	assert_int_equal(cvss.score, 78);
	assert_string_equal(cvss.vector, "CVSS:3.1/A:H/I:H/C:H/S:U/UI:R/PR:N/AC:L/AV:L");
}

static void test_other_metrics_do_not_count(void **state)
{
	(void)state;
	const char *full = "CVSS:3.1/" BASE "/E:U/RL:O/RC:U/CR:L/IR:L/AR:L"
			   "/MAV:P/MAC:H/MPR:H/MUI:R/MS:U/MC:N/MI:N/MA:N";
	struct cvss cvss = parse(full);

	assert_int_equal(strlen(full), 117);
	assert_int_equal(cvss.score, 98);
	assert_string_equal(cvss.vector, full);
	assert_int_equal(parse("CVSS:3.1/E:X/RL:X/RC:X/MS:X/" BASE).score, 98);
}

static const struct {
	const char *vector;
	unsigned column;
	const char *message; /* a part of it */
} refused[] = {
	{"", 1, "not a CVSS vector"},
	{"CVSS", 1, "not a CVSS vector"},
	{"cvss:3.1/" BASE, 1, "not a CVSS vector"},
	{" CVSS:3.1/" BASE, 1, "not a CVSS vector"},
	{"CVSS:3.2/" BASE, 6, "only 3.0 and 3.1"},
	{"CVSS:3.1", 6, "only 3.0 and 3.1"},
	{"CVSS:4.0/AV:N/AC:L/AT:N", 6, "version 4 is not understood, only 3.0 and 3.1"},
	{"AV:L/AC:L/Au:N/C:C/I:C/A:C", 1,
		"version 2 is not understood, only 3.0 and 3.1"},
	{"(AV:L/AC:L/Au:N/C:C/I:C/A:C)", 1, "version 2"},
	{"CVSS2#AV:L/AC:L/Au:N/C:C/I:C/A:C", 1, "version 2"},
	{"CVSS:3.1/", 10, "not a CVSS metric: ''"},
	{"CVSS:3.1/" BASE "/", 46, "not a CVSS metric: ''"},
	{"CVSS:3.1//" BASE, 10, "not a CVSS metric: ''"},
	{"CVSS:3.1/AV", 10, "not a CVSS metric: 'AV'"},
	{"CVSS:3.1/AV:N/Au:N", 15, "unknown CVSS metric 'Au'"},
	{"CVSS:3.1/AV:N/:N", 15, "unknown CVSS metric ''"},
	{"CVSS:3.1/AV:N/av:N", 15, "unknown CVSS metric 'av'"},
	{"CVSS:3.1/A\x01\xff: ", 10, "unknown CVSS metric 'A?\?'"},
	{"CVSS:3.1/AAAAAAAAAAAAAAAAAA:N", 10, "unknown CVSS metric 'AAAAAAAAAAAAAAA'..."},
	{"CVSS:3.1/AV:X", 13, "unknown CVSS value 'X'"},
	{"CVSS:3.1/AV:", 13, "unknown CVSS value ''"},
	{"CVSS:3.1/AV:NN", 13, "unknown CVSS value 'NN'"},
	{"CVSS:3.1/AV:N:L", 13, "unknown CVSS value 'N:L'"},
	{"CVSS:3.1/AV:n", 13, "unknown CVSS value 'n'"},
	{"CVSS:3.1/" BASE "\n", 44, "unknown CVSS value 'H?'"},
	{"CVSS:3.1/" BASE "/E:Z", 48, "unknown CVSS value 'Z'"},
	{"CVSS:3.1/" BASE "/MAV:Z", 50, "unknown CVSS value 'Z'"},
	{"CVSS:3.1/AV:N/AC:L/AV:N", 20, "CVSS metric stands twice: 'AV'"},
	{"CVSS:3.1/" BASE "/E:X/E:X", 50, "CVSS metric stands twice: 'E'"},
	{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", 41, "lacks metric 'A'"},
	{"CVSS:3.1/E:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 44, "lacks metric 'AV'"},
};

static void test_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct kvet_error error = {0};
		struct cvss cvss = {.score = 1234};

		assert_int_equal(cvss_parse(bytes_of(refused[i].vector), &cvss, &error),
			KVET_ERROR_INPUT);
		assert_int_equal(error.code, KVET_ERROR_INPUT);
		if (!strstr(error.message, refused[i].message))
			fail_msg("%s: %s", refused[i].vector, error.message);
		if (error.line != 1 || error.column != refused[i].column)
			fail_msg("%s: column %u", refused[i].vector, error.column);
		assert_int_equal(cvss.score, 1234);
		assert_int_equal(cvss_parse(bytes_of(refused[i].vector), &cvss, NULL),
			KVET_ERROR_INPUT);
	}
}

static void test_nul_and_length(void **state)
{
	static const char zero[] = "CVSS:3.1/AV:\0/" BASE;
	static char large[1 << 20];
	struct kvet_error error = {0};
	struct cvss cvss;

	(void)state;
	assert_int_equal(
		cvss_parse((struct bytes){zero, sizeof(zero) - 1}, &cvss, &error),
		KVET_ERROR_INPUT);
	assert_int_equal(error.column, 13);
	memset(large, '/', sizeof(large));
	memcpy(large, "CVSS:3.1", 8);
	assert_int_equal(cvss_parse((struct bytes){large, sizeof(large)}, &cvss, &error),
		KVET_ERROR_INPUT);
	assert_string_equal(error.message, "CVSS vector is too long");
	assert_int_equal(
		cvss_parse((struct bytes){NULL, 0}, &cvss, &error), KVET_ERROR_INPUT);
}

#define UUID "f4215fc3-5b6b-47ff-a258-f7189bd81038"

static void test_file(void **state)
{
	static const char *const files[] = {
		UUID " CVSS:3.1/" BASE "\n",
		UUID " CVSS:3.1/" BASE,
		UUID "\t CVSS:3.1/" BASE " \r\n",
		"\n \t\n\r\n  " UUID "  CVSS:3.1/" BASE "\nmore of the file is not read",
	};
	struct cvss cvss;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		assert_int_equal(cvss_parse_file(bytes_of(files[i]), &cvss, NULL), 0);
		assert_string_equal(cvss.source, UUID);
		assert_string_equal(cvss.vector, "CVSS:3.1/" BASE);
		assert_int_equal(cvss.score, 98);
	}
}

static void test_file_refused(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column;
		const char *message;
	} files[] = {
		{"", 1, 1, "no CVSS vector in the file"},
		{"\n \n", 1, 1, "no CVSS vector in the file"},
		{UUID "\n", 1, 37, "no CVSS vector behind the organisation"},
		{"CVSS:3.1/" BASE "\n", 1, 45, "no CVSS vector behind the organisation"},
		{"\n a  CVSS:3.1/AV:N/AV:L\n", 2, 19, "stands twice"},
		{"a CVSS:3.1/" BASE " b", 1, 48, "unexpected text"},
		{"a\x1b[m CVSS:3.1/" BASE, 1, 2, "unexpected byte"},
		{"\xff CVSS:3.1/" BASE, 1, 1, "unexpected byte"},
		{UUID "-----------x CVSS:3.1/" BASE, 1, 1, "too long"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct kvet_error error = {0};
		struct cvss cvss = {.score = 1234};

		assert_int_equal(cvss_parse_file(bytes_of(files[i].text), &cvss, &error),
			KVET_ERROR_INPUT);
		if (!strstr(error.message, files[i].message))
			fail_msg("%s: %s", files[i].text, error.message);
		assert_int_equal(error.line, files[i].line);
		assert_int_equal(error.column, files[i].column);
		assert_int_equal(cvss.score, 1234);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
		cmocka_unit_test(test_all_base_vectors),
		cmocka_unit_test(test_severity_borders),
		cmocka_unit_test(test_any_order),
		cmocka_unit_test(test_other_metrics_do_not_count),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_nul_and_length),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_file_refused),
	};

	return cmocka_run_group_tests_name("cvss", tests, NULL, NULL);
}
