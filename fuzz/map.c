/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a map or a description. What is read of a map is read, whatever it says,
 * and answers what is asked of it.
 */
#include "target/map.h"
#include "target/description.h"
#include "target/packedjson.h"
#include "target/target.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void ask(struct kerneltree *tree)
{
	static const char config[] = "CONFIG_X86=y\nCONFIG_A=y\n# CONFIG_B is not set\n";
	struct built built = {.tree = tree, .moves = moves_new()};

	expect(options_read(bytes_of(config), "fuzz", &built.options, NULL) == 0);
	tree->files.work_max = tree->files.work_all = 1u << 20;
	int code = built_read(&built, NULL);
	expect(!code == (built.kbuild != NULL));
	for (size_t i = 0; i < tree->tree->files.count && i < 64; i++) {
		const struct tree_file *file = tree->tree->files.entries[i].value;
		struct built_file found;

		expect(*file->path != '/' && !strstr(file->path, "/../"));
		built_look(&built, file->path, &found);
		expect(found.presence < KVET_PRESENCES);
		expect(!code || found.presence == KVET_PRESENCE_UNDECIDED);
	}
	built_release(&built);
}

static void read_as_map(yyjson_val *root)
{
	struct moves *moves = moves_new();
	struct kerneltree *tree = NULL;
	struct kvet_error error = {0};
	int code = map_read(root, "fuzz", moves, &tree, &error);

	expect(code == (int)error.code && !code == (tree != NULL));
	expect(!code || *error.message);
	if (tree)
		ask(tree);
	moves_free(moves);
}

static void read_as_description(yyjson_val *root)
{
	struct kvet_target *target = target_new("fuzz", "description");
	struct kvet_error error = {0};

	expect(target != NULL);
	target->built.moves = moves_new();
	int code = description_read(target, root, "fuzz", &error);
	expect(code == (int)error.code);
	expect(!code || *error.message);
	kvet_target_free(target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : "", size};
	struct kvet_error error = {0};
	yyjson_doc *doc = NULL;
	int code = packedjson_parse(text, "fuzz", 1u << 20, &doc, &error);

	expect(code == (int)error.code && !code == (doc != NULL));
	if (!doc)
		return 0;
	read_as_map(yyjson_doc_get_root(doc));
	read_as_description(yyjson_doc_get_root(doc));
	yyjson_doc_free(doc);
	return 0;
}
