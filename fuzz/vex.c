/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as an OpenVEX document; what is one takes another statement, and stays one. */
#include "decision/append.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static const struct product_names names = {
	{6, 1, 0, 55, 0}, "6.1.55", "Debian 6.1.55-1", "pkg:generic/panel@2.1"};

static void check_statements(const struct statements *statements)
{
	for (size_t i = 0; i < statements->count; i++) {
		const struct statement *each = &statements->items[i];
		size_t count;

		expect(each->cve && *each->product && *each->author);
		expect(!i || each[-1].cve <= each->cve);
		expect(statements_find(statements, each->cve, &count) && count);
	}
	expect(statements->count + statements->other_releases +
			statements->other_products <=
		statements->read);
}

static void append(struct bytes text)
{
	struct product_names kernel = names;
	struct statements statements = {0};
	struct kvet_error error = {0};
	struct draft draft = {.cve = "CVE-2024-26581",
		.status = KVET_VEX_NOT_AFFECTED,
		.impact = "no",
		.names = &kernel,
		.seconds = INT64_C(253402300799)};
	char *written = NULL;
	size_t len = 0, count;

	kernel.product = NULL;
	kernel.input = "";
	int code = draft_append(&draft, text, "fuzz", &written, &len, &error);

	expect(code == (int)error.code);
	if (code)
		return;
	expect(!statements_read(
		&statements, (struct bytes){written, len}, "fuzz", &kernel, NULL));
	statements_sort(&statements);
	const struct statement *all =
		statements_find(&statements, UINT64_C(2024000026581), &count);
	expect(all && strcmp(all[count - 1].impact, "no") == 0);
	statements_release(&statements);
	free(written);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct statements statements = {0};
	struct kvet_error error = {0};
	int code = statements_read(&statements, text, "fuzz", &names, &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	if (!code) {
		statements_sort(&statements);
		check_statements(&statements);
		append(text);
	}
	statements_release(&statements);
	product_match(&names, text);
	return 0;
}
