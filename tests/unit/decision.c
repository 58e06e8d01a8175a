/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Moments, names of products, and which of several statements holds. */
#include "decision/append.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void test_moments(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		uint32_t nanoseconds;
	} good[] = {
		{"1970-01-01T00:00:00Z", 0, 0},
		{"2026-02-01T10:00:00+01:00", 1769936400, 0},
		{"2023-01-08T18:02:03.647787998-06:00", 1673222523, 647787998},
		{"2026-02-01t00:00:00z", 1769904000, 0},
		{"2026-02-01 00:00:00.5Z", 1769904000, 500000000},
		{"1969-12-31T23:59:59Z", -1, 0},
	};
	static const char *const bad[] = {"", "2026", "2026-02-01", "2026-02-01T10:00:00",
		"2026-13-01T10:00:00Z", "2026-02-01T24:00:00Z", "2026-02-01T10:60:00Z",
		"2026-02-01T10:00:00.Z", "2026-02-01T10:00:00Zx",
		"2026-02-01T10:00:00+1:00", "2026-02-01T10:00:00+25:00",
		"2026-02-01T10:00:00.123456789012345678901234567890123456789012345Z"};
	struct moment moment;
	char text[MOMENT_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		assert_true(moment_parse(bytes_of(good[i].text), &moment));
		assert_int_equal(moment.seconds, good[i].seconds);
		assert_int_equal(moment.nanoseconds, good[i].nanoseconds);
		assert_true(moment_parse(
			bytes_of(moment_text(good[i].seconds, text)), &moment));
		assert_int_equal(moment.seconds, good[i].seconds);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_false(moment_parse(bytes_of(bad[i]), &moment));
	assert_true(moment_compare((struct moment){1, 2}, (struct moment){1, 3}) < 0);
	assert_true(moment_compare((struct moment){2, 0}, (struct moment){1, 3}) > 0);
}

static void test_products(void **state)
{
	const struct product_names names = {
		{6, 13, 0, 0, 2}, "6.13-rc2", "Debian 6.13~rc2-1", NULL};
	static const struct {
		const char *name;
		enum product_match match;
	} cases[] = {
		{"pkg:generic/linux@6.13-rc2", PRODUCT_KERNEL},
		{"PKG:Generic/Linux@v6.13-rc2", PRODUCT_KERNEL},
		{"pkg:///generic/linux", PRODUCT_KERNEL},
		{"pkg:generic/linux@6.13", PRODUCT_OTHER_RELEASE},
		{"pkg:generic/linux@", PRODUCT_KERNEL},
		{"pkg:generic/", PRODUCT_OTHER},
		{"pkg:generic", PRODUCT_OTHER},
		{"pkg:deb/debian/linux@6.13~rc2-1", PRODUCT_KERNEL},
		{"pkg:deb/debian/linux@6.13%7Erc2-1", PRODUCT_KERNEL},
		{"pkg:deb/debian/linux-image-amd64@6.12-1", PRODUCT_OTHER_RELEASE},
		{"pkg:deb/ubuntu/linux", PRODUCT_OTHER},
		{"pkg:deb/debian/linux@6.13~rc2-1?arch=amd64", PRODUCT_OTHER},
		{"cpe:2.3:o:linux:linux_kernel:6.13:rc2:*:*:*:*:*:*", PRODUCT_KERNEL},
		{"cpe:2.3:o:linux:linux_kernel:6.13:*:*:*:*:*:*:*",
			PRODUCT_OTHER_RELEASE},
		{"cpe:2.3:o:linux:linux_kernel:6\\.13:rc2:*:*:*:*:*:*", PRODUCT_KERNEL},
		{"cpe:/o:linux:linux_kernel:6.13:rc2", PRODUCT_KERNEL},
		{"cpe:/o:linux:linux_kernel", PRODUCT_KERNEL},
		{"cpe:2.3:h:linux:linux_kernel:6.13:rc2:*:*:*:*:*:*", PRODUCT_OTHER},
		{"linux", PRODUCT_OTHER},
		{"", PRODUCT_OTHER},
	};
	char purl[PRODUCT_NAME_SIZE], cpe[PRODUCT_NAME_SIZE];
	struct product_names plain = names;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(
			product_match(&names, bytes_of(cases[i].name)), cases[i].match);
	/* What kvet writes it reads. */
	plain.input = "";
	product_purl(&plain, purl);
	product_cpe(plain.release, cpe);
	assert_string_equal(purl, "pkg:generic/linux@6.13-rc2");
	assert_int_equal(product_match(&names, bytes_of(purl)), PRODUCT_KERNEL);
	assert_int_equal(product_match(&names, bytes_of(cpe)), PRODUCT_KERNEL);
	assert_true(product_is_iri("pkg:generic/panel@2.1"));
	assert_true(product_is_iri("urn:uuid:1"));
	assert_false(product_is_iri("panel"));
	assert_false(product_is_iri("1:panel"));
	assert_false(product_is_iri("pkg:a b"));
	assert_false(product_is_iri("pkg:"));
}

#define STATEMENT(cve, time, status)                                                     \
	"{\"vulnerability\":{\"name\":\"" cve "\"}," time "\"products\":[{\"@id\":"      \
	"\"pkg:generic/linux\"}],\"status\":\"" status "\",\"impact_statement\":\"x\"}"
#define DOCUMENT(author, time, statements)                                               \
	"{\"@context\":\"https://openvex.dev/ns/v0.2.0\",\"@id\":\"x:y\",\"author\":"    \
	"\"" author "\",\"timestamp\":\"" time                                           \
	"\",\"version\":7,\"statements\":[" statements "]}"

static const struct product_names kernel = {{6, 1, 0, 55, 0}, "", "", NULL};

static int read_document(struct statements *statements, const char *text)
{
	struct kvet_error error;

	return statements_read(statements, bytes_of(text), "made.json", &kernel, &error);
}

/* By time, whatever the order; without a time by the document's; of equals the later read. */
static void test_last_holds(void **state)
{
	struct statements statements = {0};
	const struct statement *all;
	size_t count;

	(void)state;
	assert_int_equal(
		read_document(&statements,
			DOCUMENT("a", "2026-02-02T00:00:00Z",
				STATEMENT("CVE-2024-0001", "",
					"not_affected") "," STATEMENT("CVE-2024-0001",
					"\"timestamp\":\"2026-02-01T00:00:00Z\",",
					"fixed") "," STATEMENT("CVE-2023-0001", "",
					"fixed"))),
		0);
	assert_int_equal(read_document(&statements,
				 DOCUMENT("b", "2026-02-02T01:00:00+01:00",
					 STATEMENT("CVE-2024-0001", "", "affected"))),
		0);
	statements_sort(&statements);
	assert_int_equal(statements.read, 4);
	all = statements_find(&statements, UINT64_C(2024000000001), &count);
	assert_non_null(all);
	assert_int_equal(count, 3);
	assert_int_equal(all[0].status, KVET_VEX_FIXED);
	assert_int_equal(all[1].status, KVET_VEX_NOT_AFFECTED);
	assert_int_equal(all[2].status, KVET_VEX_AFFECTED);
	assert_string_equal(all[2].author, "b");
	assert_null(statements_find(&statements, UINT64_C(2022000000001), &count));
	assert_int_equal(count, 0);
	statements_release(&statements);
}

static void test_append(void **state)
{
	static const char document[] = DOCUMENT("a", "2026-02-02T00:00:00Z",
		STATEMENT("CVE-2024-0001", "", "not_affected"));
	struct draft draft = {.cve = "CVE-2024-0001",
		.status = KVET_VEX_FIXED,
		.names = &kernel,
		.seconds = 1769990400}; /* 2026-02-02 */
	struct kvet_error error;
	char *text = NULL;
	size_t len;

	(void)state;
	assert_int_equal(draft_check(&draft, &error), 0);
	assert_int_equal(
		draft_append(&draft, bytes_of(document), "x", &text, &len, &error), 0);
	assert_non_null(strstr(text, "\"version\": 8"));
	assert_non_null(strstr(text, "\"timestamp\": \"2026-02-02T00:00:00Z\""));
	assert_non_null(strstr(text, "\"last_updated\": \"2026-02-02T00:00:00Z\""));
	char *again = NULL;
	assert_int_equal(draft_append(&draft, (struct bytes){text, len}, "x", &again,
				 &len, &error),
		KVET_ERROR_INPUT);
	draft.seconds--;
	assert_int_equal(
		draft_append(&draft, bytes_of(document), "x", &again, &len, &error),
		KVET_ERROR_INPUT);
	assert_null(again);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_products),
		cmocka_unit_test(test_last_holds),
		cmocka_unit_test(test_append),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
