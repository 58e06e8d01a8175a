/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as compile_commands.json: what is added lies below the tree. */
#include "target/compilecommands.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check(struct bytes json, const char *tree)
{
	struct compiled *compiled = compiled_new("fuzz");
	struct kvet_error error = {0};
	char text[COMPILED_PATH_MAX];

	expect(compiled != NULL);
	int code = compilecommands_read(json, tree, compiled, &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	expect(code || compiled->files.count);
	expect(!compiled->whole);
	for (size_t i = 0; i < compiled->files.count; i++) {
		struct bytes name = compiled->files.entries[i].name;

		expect(compiled_normalise(name, text) == name.len);
	}
	compiled_free(compiled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes json = {size ? (const char *)data : NULL, size};

	check(json, NULL);
	check(json, "/k");
	return 0;
}
