/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/sbom.h"

#include "target/boundedjson.h"
#include "target/sbomdocument.h"
#include "util/error.h"

#include <stdio.h>

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len > len && memcmp(text.data + text.len - len, end, len) == 0;
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
	struct bytes type = sbomdocument_text(element, "type");

	if (bytes_equal(type, "CreationInfo"))
		facts->incomplete |= tells_of_gaps(sbomdocument_text(element, "comment"));
	if (bytes_equal(type, "software_Package")) {
		struct bytes release =
			sbomdocument_text(element, "software_packageVersion");

		if (release.len && release.len < sizeof(facts->release))
			snprintf(facts->release, sizeof(facts->release), "%.*s",
				(int)release.len, release.data);
	}
	if (!bytes_equal(type, "software_File") ||
		bytes_equal(sbomdocument_text(element, "software_fileKind"), "directory"))
		return true;
	return add_file(sbomdocument_text(element, "name"), compiled, facts);
}

/* The agent that `make sbom` names as its maker (scripts/sbom/). */
static bool is_own(yyjson_val *graph)
{
	yyjson_val *element;
	size_t i, max;

	yyjson_arr_foreach(graph, i, max, element)
	{
		if (bytes_equal(sbomdocument_text(element, "type"), "SoftwareAgent") &&
			bytes_equal(sbomdocument_text(element, "name"), "KernelSbom"))
			return true;
	}
	return false;
}

static int read_own(yyjson_val *graph, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	yyjson_val *element;
	size_t i, max;

	yyjson_arr_foreach(graph, i, max, element)
	{
		if (!read_element(element, compiled, facts))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

static int no_kernel(const struct sbomdocument *document, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, NULL,
		"none of its %zu components is the kernel, and it names no source file "
		"of "
		"one",
		document->components);
	error_hint(error, "the kernel is known by its CPE (linux:linux_kernel), package "
			  "URL or name, and a version that is a release");
	return KVET_ERROR_INPUT;
}

static int two_kernels(const struct sbom_kernel *kernel, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, NULL, "names two kernels, of %s and %s",
		kernel->version, kernel->other);
	error_hint(error, "the document of the kernel's own recipe names one alone");
	return KVET_ERROR_INPUT;
}

/* Of a bill that others wrote: what lists all that was compiled cannot be told, so the list
 * confirms, and proves nothing absent. */
static int read_foreign(yyjson_val *root, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	struct sbomdocument document;
	int code = sbomdocument_read(root, &document, error);

	facts->foreign = true;
	if (!code && !sbom_sources_take(&document.sources, compiled, &facts->files,
			     &facts->whole_tree))
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else if (!code && !document.kernel.rank && !facts->files)
		code = no_kernel(&document, error);
	else if (!code && *document.kernel.other)
		code = two_kernels(&document.kernel, error);
	facts->kernel = document.kernel;
	memcpy(facts->release, document.kernel.version, sizeof(facts->release));
	sbomdocument_release(&document);
	return code;
}

static int read_json(struct bytes text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error)
{
	struct boundedjson bound;
	yyjson_doc *doc = boundedjson_read(&bound, text, error);
	yyjson_val *root = yyjson_doc_get_root(doc), *graph;

	if (!doc)
		return error ? (int)error->code : KVET_ERROR_INPUT;
	graph = yyjson_obj_get(root, "@graph");
	int code = is_own(graph) ? read_own(graph, compiled, facts, error)
				 : read_foreign(root, compiled, facts, error);
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

	if (facts->foreign)
		return 0;
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
