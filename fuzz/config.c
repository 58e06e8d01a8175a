/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a configuration. */
#include "target/options.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check_options(const struct options *options)
{
	size_t set = 0;

	for (size_t i = 0; i < options->names.count; i++) {
		struct bytes name = options->names.entries[i].name;
		const struct option_value *value = options_find(options, name);

		expect(value == options->names.entries[i].value);
		expect(name.len && value->line && !strchr(value->text, '\n'));
		set += strcmp(value->text, "n") != 0;
	}
	expect(set == options->set);
	/* It becomes part of a path. */
	expect(!strchr(options_srcarch(options), '/'));
	expect(strcmp(options_srcarch(options), "..") != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_error error = {0};
	struct options *options = NULL;
	int code = options_read(text, "fuzz", &options, &error);

	expect(code == (int)error.code);
	expect(!code == (options != NULL));
	expect(!code || *error.message);
	if (options)
		check_options(options);
	options_free(options);
	return 0;
}
