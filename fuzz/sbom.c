/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as an SBOM: the kernel's own or another, or a list of used files. */
#include "target/sbom.h"

#include <stdlib.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct compiled *compiled = compiled_new("fuzz");
	struct kvet_error error = {0};
	struct sbom facts = {0};
	char path[TREE_PATH_MAX];

	expect(compiled != NULL);
	int code = sbom_read(text, compiled, &facts, &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	expect(!code || (!compiled->whole && !compiled->modules));
	expect(code || facts.files >= compiled->files.count);
	expect(!facts.foreign || !compiled->whole);
	expect(!facts.whole_tree || !compiled->files.count);
	expect(!*facts.kernel.purl || strncasecmp(facts.kernel.purl, "pkg:", 4) == 0);
	expect(!*facts.kernel.cpe || strncasecmp(facts.kernel.cpe, "cpe:", 4) == 0);
	expect(!compiled->whole || compiled_has(compiled, bytes_of("kernel/fork.c")));
	expect(!compiled->whole || !facts.incomplete);
	expect(strlen(facts.release) < sizeof(facts.release));
	for (size_t i = 0; i < compiled->files.count; i++) {
		struct bytes name = compiled->files.entries[i].name;

		expect(tree_normalise(name, path) == name.len);
	}
	compiled_free(compiled);
	return 0;
}
