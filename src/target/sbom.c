/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/sbom.h"

#include "util/error.h"

#include <stdio.h>
#include <yyjson.h>

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len > len && memcmp(text.data + text.len - len, end, len) == 0;
}

static struct bytes text_of(yyjson_val *object, const char *key)
{
	yyjson_val *value = yyjson_obj_get(object, key);

	return (struct bytes){yyjson_get_str(value), yyjson_get_len(value)};
}

/* False when memory is short. */
static bool add_file(struct bytes path, struct compiled *compiled, struct sbom *facts)
{
	char text[TREE_PATH_MAX];

	facts->modules += ends_with(path, ".ko");
	/* A file outside, such as the compiler's headers, has an absolute name. */
	if (!tree_normalise(path, text))
		return true;
	facts->files++;
	return compiled_add(compiled, path);
}

/* A document is written even where its maker could not follow a command: every complaint
 * that costs it a file begins with Skip. */
static bool tells_of_gaps(struct bytes comment)
{
	static const char *const words[] = {"Summarize errors:", "Skip"};

	for (size_t i = 0; comment.len && i < sizeof(words) / sizeof(*words); i++) {
		if (memmem(comment.data, comment.len, words[i], strlen(words[i])))
			return true;
	}
	return false;
}

static bool read_element(
	yyjson_val *element, struct compiled *compiled, struct sbom *facts)
{
	struct bytes type = text_of(element, "type");

	if (bytes_equal(type, "CreationInfo"))
		facts->incomplete |= tells_of_gaps(text_of(element, "comment"));
	if (bytes_equal(type, "software_Package")) {
		struct bytes release = text_of(element, "software_packageVersion");

		if (release.len && release.len < sizeof(facts->release))
			snprintf(facts->release, sizeof(facts->release), "%.*s",
				(int)release.len, release.data);
	}
	if (!bytes_equal(type, "software_File") ||
		bytes_equal(text_of(element, "software_fileKind"), "directory"))
		return true;
	return add_file(text_of(element, "name"), compiled, facts);
}

static int read_graph(yyjson_val *root, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	yyjson_val *element, *graph = yyjson_obj_get(root, "@graph");
	size_t i, max;

	if (!yyjson_is_arr(graph))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"no SBOM of the kernel: it has no '@graph' of SPDX 3");
	yyjson_arr_foreach(graph, i, max, element)
	{
		if (!read_element(element, compiled, facts))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

static int read_json(struct bytes text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	yyjson_read_err at = {0};
	yyjson_doc *doc = yyjson_read_opts(
		(char *)(uintptr_t)text.data, text.len, YYJSON_READ_NOFLAG, NULL, &at);
	bool memory = at.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION;

	if (!doc)
		return error_set(error, memory ? KVET_ERROR_MEMORY : KVET_ERROR_INPUT,
			NULL, "not JSON: %s (byte %zu)", at.msg, at.pos);
	int code = read_graph(yyjson_doc_get_root(doc), compiled, facts, error);
	yyjson_doc_free(doc);
	return code;
}

static int read_list(struct bytes text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	struct bytes line;

	if (text.len && memchr(text.data, '\0', text.len))
		return error_set(error, KVET_ERROR_INPUT, NULL,
			"no list of files: a NUL byte stands in it");
	while (bytes_next_line(&text, &line)) {
		if (!add_file(line, compiled, facts))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

/* What a document without init/main.c is, or that it is none. */
static int conclude(struct compiled *compiled, const struct sbom *facts, size_t before,
	struct kvet_error *error)
{
	bool main = compiled_has(compiled, bytes_of("init/main.c"));
	bool fork = compiled_has(compiled, bytes_of("kernel/fork.c"));

	if (!facts->files) {
		error_set(error, KVET_ERROR_INPUT, NULL, "no file is in it");
		error_hint(error, "sbom-source.spdx.json has them, for a build in the "
				  "tree sbom-build.spdx.json");
		return KVET_ERROR_INPUT;
	}
	if (main && compiled->files.count > before) {
		compiled->included = compiled->assembly = true;
		compiled->whole = fork && !facts->incomplete;
	}
	/* `make sbom` describes every module, or there is none. */
	compiled->modules |= facts->modules && !facts->incomplete;
	return 0;
}

int sbom_read(struct bytes text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	struct sbom found = {0};
	size_t before = compiled->files.count, skip = 0;
	int code;

	if (text.len > SBOM_SIZE_MAX)
		return error_set(error, KVET_ERROR_INPUT, NULL, "larger than %u MiB",
			SBOM_SIZE_MAX >> 20);
	while (skip < text.len && strchr(" \t\r\n", text.data[skip]))
		skip++;
	if (skip < text.len && (text.data[skip] == '{' || text.data[skip] == '['))
		code = read_json(text, compiled, &found, error);
	else
		code = read_list(text, compiled, &found, error);
	if (!code)
		code = conclude(compiled, &found, before, error);
	if (!code && facts)
		*facts = found;
	return code;
}
