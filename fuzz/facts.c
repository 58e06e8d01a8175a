/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as each of the three files of facts. */
#include "feed/facts.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check_day(const char *day)
{
	expect(!*day || strlen(day) == 10);
}

static int take(void *context, const struct fact *fact, struct kvet_error *error)
{
	size_t *count = context;

	(void)error;
	expect(fact->name && fact->date);
	check_day(fact->date);
	if (fact->end_of_life)
		check_day(fact->end_of_life);
	if (fact->title)
		expect(strlen(fact->title) < SIZE_MAX);
	return ++*count > 100000 ? KVET_ERROR_STOPPED : 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static int (*const readers[])(
		struct bytes, const struct fact_sink *, struct kvet_error *) = {
		facts_read_releases, facts_read_lines, facts_read_exploited};
	struct bytes text = {size ? (const char *)data : NULL, size};
	size_t count = 0;
	const struct fact_sink sink = {take, &count};

	for (size_t i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
		struct kvet_error error = {0};
		int code = readers[i](text, &sink, &error);

		expect(code == (int)error.code || code == KVET_ERROR_STOPPED);
		expect(!code || code == KVET_ERROR_STOPPED || *error.message);
	}
	return 0;
}
