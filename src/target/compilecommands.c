/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/compilecommands.h"

#include "target/treeroot.h"
#include "util/error.h"
#include "util/json.h"

#include <limits.h>

/* A relative `file` lies in the entry's `directory`. */
static struct bytes path_of(yyjson_val *entry, char joined[PATH_MAX])
{
	struct bytes file = json_text(yyjson_obj_get(entry, "file"));
	struct bytes directory = json_text(yyjson_obj_get(entry, "directory"));

	if (!file.len || file.data[0] == '/' || !directory.len)
		return file;
	if (directory.len + file.len + 1 > PATH_MAX)
		return (struct bytes){0};
	memcpy(joined, directory.data, directory.len);
	joined[directory.len] = '/';
	memcpy(joined + directory.len + 1, file.data, file.len);
	return (struct bytes){joined, directory.len + 1 + file.len};
}

/* The folder above init/main.c, into TREE: the shortest, as others have one, too. */
static void find_tree(yyjson_val *list, char tree[PATH_MAX], struct treeroot *root)
{
	char joined[PATH_MAX];
	yyjson_val *entry;
	size_t i, max;
	bool found = false;

	yyjson_arr_foreach(list, i, max, entry)
	{
		struct bytes above, path = path_of(entry, joined);

		if (!path.len || !treeroot_of_main(path, &above) ||
			above.len >= PATH_MAX || (found && above.len >= root->tree.len))
			continue;
		found = true;
		memcpy(tree, above.data, above.len);
		root->tree = (struct bytes){tree, above.len};
	}
	root->relative = found && !root->tree.len;
}

static int add_entries(
	yyjson_val *list, const struct treeroot *root, struct compiled *compiled)
{
	char joined[PATH_MAX];
	yyjson_val *entry;
	size_t i, max;

	yyjson_arr_foreach(list, i, max, entry)
	{
		if (!treeroot_add(root, path_of(entry, joined), compiled))
			return KVET_ERROR_MEMORY;
	}
	return 0;
}

static int read_list(yyjson_val *list, const char *tree, struct compiled *compiled,
	struct kvet_error *error)
{
	char found[PATH_MAX] = "";
	struct treeroot root = {0};
	size_t before = compiled->files.count;

	if (tree) {
		int len = snprintf(found, sizeof(found), "%s%s", tree,
			*tree && tree[strlen(tree) - 1] != '/' ? "/" : "");
		root.tree = (struct bytes){found, (size_t)len};
		root.relative = !len;
		if (len < 0 || (size_t)len >= sizeof(found))
			return error_set(error, KVET_ERROR_USAGE, NULL,
				"the path of the tree is too long");
	} else {
		find_tree(list, found, &root);
	}
	if (!root.tree.len && !root.relative)
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"no list of a whole kernel: init/main.c is not in it");
	if (add_entries(list, &root, compiled))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (compiled->files.count == before)
		return error_set(
			error, KVET_ERROR_INPUT, NULL, "no file of the tree is in it");
	return 0;
}

int compilecommands_read(struct bytes json, const char *tree, struct compiled *compiled,
	struct kvet_error *error)
{
	yyjson_read_err at = {0};
	yyjson_doc *doc;
	int code;

	if (json.len > COMPILECOMMANDS_SIZE_MAX)
		return error_set(error, KVET_ERROR_INPUT, NULL, "larger than %u MiB",
			COMPILECOMMANDS_SIZE_MAX >> 20);
	doc = yyjson_read_opts(
		(char *)(uintptr_t)json.data, json.len, YYJSON_READ_NOFLAG, NULL, &at);
	if (!doc)
		return error_set(error,
			at.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION ? KVET_ERROR_MEMORY
								       : KVET_ERROR_INPUT,
			NULL, "not JSON: %s (byte %zu)", at.msg, at.pos);
	if (yyjson_is_arr(yyjson_doc_get_root(doc)))
		code = read_list(yyjson_doc_get_root(doc), tree, compiled, error);
	else
		code = error_set(error, KVET_ERROR_INPUT, NULL,
			"no list of compile commands: it is not a JSON array");
	yyjson_doc_free(doc);
	return code;
}
