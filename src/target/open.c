/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A target out of all that was given: what each thing is, and what of two counts. */
#include "target/buildfolder.h"
#include "target/description.h"
#include "target/doubts.h"
#include "target/gunzip.h"
#include "target/hostfacts.h"
#include "target/identity.h"
#include "target/image/image.h"
#include "target/map.h"
#include "target/maps.h"
#include "target/packedjson.h"
#include "target/rootfolder.h"
#include "target/sbom.h"
#include "target/target.h"

#include "release/release.h"
#include "util/error.h"
#include "util/file.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct opening {
	const struct kvet_target_options *options;
	struct kvet_target *target;
	struct kvet_error *error;
	bool released; /* the release is told */
	bool own_config; /* the configuration was found beside the kernel, not given */
	const char *arch; /* the kernel's, where its image tells; or NULL */
	const char *build_release; /* of the build that the list is of; or NULL */
	const char *image_release; /* as its banner says uname -r; or NULL */
	bool other_build; /* the list is of another configuration, or may be */
};

/* Parts ------------------------------------------------------------------------------- */

/* What is given by name counts against what is found beside something else. */
static void set_options(struct opening *in, struct options *options)
{
	struct built *built = &in->target->built;

	if (!built->options) {
		built->options = options;
		return;
	}
	if (!options_same(built->options, options))
		target_warn(in->target, "of two configurations %.200s counts, not %.200s",
			built->options->source, options->source);
	options_free(options);
}

static int read_config(struct opening *in, const char *path)
{
	struct options *options;
	struct bytes text;
	int code = file_load(path, OPTIONS_SIZE_MAX, &text, in->error);

	if (code)
		return code;
	if (gunzip_is(text)) { /* config.gz */
		char *unpacked = NULL;
		size_t len = 0;

		code = gunzip(text, OPTIONS_SIZE_MAX, &unpacked, &len, in->error);
		free((void *)(uintptr_t)text.data);
		text = (struct bytes){unpacked, len};
	}
	if (!code)
		code = options_read(text, path, &options, in->error);
	else if (in->error && !*in->error->path)
		snprintf(in->error->path, sizeof(in->error->path), "%s", path);
	free((void *)(uintptr_t)text.data);
	if (!code)
		set_options(in, options);
	return code;
}

static void set_compiled(struct opening *in, struct compiled *compiled)
{
	struct built *built = &in->target->built;

	if (!built->compiled) {
		built->compiled = compiled;
		return;
	}
	target_note(in->target,
		"of two lists of compiled files %.200s counts, not %.200s",
		built->compiled->source, compiled->source);
	compiled_free(compiled);
}

static int read_release(struct opening *in, const char *text)
{
	int code = target_read_release(in->target, text, in->error);

	in->released = in->released || !code;
	return code;
}

static int open_tree(struct opening *in, const char *path)
{
	if (in->target->built.tree)
		return 0;
	return kerneltree_open_folder(path, &in->target->built.tree, in->error);
}

static int read_document(struct opening *in, struct bytes text, const char *path,
	size_t most, yyjson_doc **out)
{
	return packedjson_parse(text, path, most, out, in->error);
}

static int read_map_file(struct opening *in, const char *path)
{
	struct built *built = &in->target->built;
	yyjson_doc *document;
	struct bytes text;
	int code = file_load(path, MAP_SIZE_MAX, &text, in->error);

	if (code)
		return code;
	code = read_document(in, text, path, MAP_SIZE_MAX, &document);
	free((void *)(uintptr_t)text.data);
	if (code)
		return code;
	kerneltree_free(built->tree);
	built->tree = NULL;
	code = map_read(yyjson_doc_get_root(document), path, built->moves, &built->tree,
		in->error);
	yyjson_doc_free(document);
	return code;
}

static void note_sbom(struct kvet_target *target, const struct compiled *compiled,
	const struct sbom *facts, const char *path)
{
	const struct sbom_kernel *kernel = &facts->kernel;

	if (kernel->rank)
		target_note(target, "SBOM: %.200s names the kernel %.60s %.60s", path,
			kernel->name, kernel->version);
	if (facts->whole_tree) {
		target_warn(target,
			"SBOM: %.200s names the sources of several architectures: they "
			"do not tell what was compiled",
			path);
		return;
	}
	if (!compiled->whole && facts->files)
		target_warn(target,
			facts->foreign
				? "SBOM: what %.200s does not name may be compiled all "
				  "the same"
				: "SBOM: %.200s names no whole kernel: it proves nothing "
				  "absent",
			path);
	if (facts->files)
		target_note(target, "SBOM: %.200s, %zu files%s", path, facts->files,
			facts->incomplete ? "; its maker says that it left something out"
					  : "");
}

static int read_sbom_text(struct opening *in, struct bytes text, const char *path)
{
	struct compiled *compiled =
		compiled_new(arena_printf(&in->target->arena, "the SBOM %s", path));
	struct sbom facts = {0};

	if (!compiled)
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	int code = sbom_read(text, compiled, &facts, in->error);
	if (code) {
		if (in->error && !*in->error->path)
			snprintf(in->error->path, sizeof(in->error->path), "%s", path);
		compiled_free(compiled);
		return code;
	}
	note_sbom(in->target, compiled, &facts, path);
	if (compiled->files.count)
		set_compiled(in, compiled);
	else
		compiled_free(compiled);
	if (*facts.release && !in->released)
		code = read_release(in, facts.release);
	if (!code && in->released)
		identity_take(in->target, &facts.kernel);
	return code;
}

static int read_sbom(struct opening *in, const char *path)
{
	struct bytes text;
	int code = file_load(path, SBOM_SIZE_MAX, &text, in->error);

	if (code)
		return code;
	code = read_sbom_text(in, text, path);
	free((void *)(uintptr_t)text.data);
	return code;
}

/* Folders ----------------------------------------------------------------------------- */

/* What was given or found before may be of another build than the folder's. */
static bool is_of_this_build(const struct options *options, const char *path)
{
	struct options *own = NULL;
	struct bytes text;
	bool same = !options;

	if (same || !*path || file_load(path, OPTIONS_SIZE_MAX, &text, NULL))
		return same;
	if (!options_read(text, path, &own, NULL))
		same = options_same(options, own);
	options_free(own);
	free((void *)(uintptr_t)text.data);
	return same;
}

static int take_build(struct opening *in, const struct buildfolder *facts)
{
	int code = 0;

	target_note(in->target, "build: %.200s, %zu units%s", facts->list, facts->units,
		facts->modules ? ", modules among them" : "");
	for (size_t i = 0; i < facts->problem_count; i++)
		target_note(in->target, "build: %.200s: %.200s", facts->problems[i].name,
			facts->problems[i].why);
	if (facts->config_newer)
		target_warn(in->target, "build: the configuration changed after the "
					"build: its list proves "
					"nothing absent");
	in->other_build = facts->config_newer ||
			  !is_of_this_build(in->target->built.options, facts->config);
	if (*facts->config)
		code = read_config(in, facts->config);
	if (!code && *facts->tree)
		code = open_tree(in, facts->tree);
	in->build_release = arena_text(&in->target->arena, bytes_of(facts->release));
	if (!code && *facts->release && !in->released)
		code = read_release(in, facts->release);
	return code;
}

static int read_build(struct opening *in, const char *path)
{
	struct buildfolder facts = {0};
	struct compiled *compiled;
	int code = buildfolder_read(path, &compiled, &facts, in->error);

	if (!code) {
		set_compiled(in, compiled);
		code = take_build(in, &facts);
	}
	buildfolder_release(&facts);
	return code;
}

/* The .config beside what it configures; none is no error. */
static int read_config_of(struct opening *in, const char *folder)
{
	const char *path = arena_printf(&in->target->arena, "%s/.config", folder);

	if (in->target->built.options || access(path, R_OK) != 0)
		return 0;
	return read_config(in, path);
}

static int read_folder(struct opening *in, const char *path)
{
	bool tree = kerneltree_looks_like(path), build = buildfolder_looks_like(path);
	int code = 0;

	in->target->kind = build ? "build" : "tree";
	if (!tree && !build) {
		error_set(in->error, KVET_ERROR_INPUT, path,
			"is neither a kernel's source tree nor a folder that one was "
			"built "
			"in");
		error_hint(in->error,
			"a device's image, unpacked or mounted, is given "
			"with --root %.200s",
			path);
		return KVET_ERROR_INPUT;
	}
	if (tree)
		code = open_tree(in, path);
	if (!code && tree && !build)
		code = read_release(in, in->target->built.tree->release);
	if (!code && build)
		code = read_build(in, path);
	return code ? code : read_config_of(in, path);
}

/* Images ------------------------------------------------------------------------------ */

/* "6.1.0-56-amd64" of "Linux version 6.1.0-56-amd64 (...", or NULL. */
static const char *image_uname(struct opening *in, const struct image *image)
{
	static const char start[] = "Linux version ";
	const char *text = image->banner + sizeof(start) - 1;

	if (strncmp(image->banner, start, sizeof(start) - 1) != 0)
		return NULL;
	return arena_text(&in->target->arena, (struct bytes){text, strcspn(text, " ")});
}

static int take_image(struct opening *in, struct image *image, const char *path)
{
	struct kvet_target *target = in->target;
	struct options *options;
	int code = 0;

	target_note(target, "image: %.200s, %s%s%s%s", path, image->kind,
		*image->compression ? " packed with " : "", image->compression,
		image->config.len ? ", with its configuration in it" : "");
	if (*image->note)
		target_note(target, "image: %.300s", image->note);
	if (*image->arch)
		in->arch = image->arch;
	in->image_release = image_uname(in, image);
	if (image->compiled)
		set_compiled(in, image->compiled);
	image->compiled = NULL;
	if (image->config.len) {
		code = options_read(image->config,
			arena_printf(&target->arena, "IKCONFIG of %s", path), &options,
			in->error);
		if (!code)
			set_options(in, options);
		in->own_config = in->own_config || (!code && !in->options->config);
	}
	if (code || in->released)
		return code;
	code = *image->banner ? target_read_banner(target, image->banner, in->error)
	       : *image->setup_release
		       ? target_read_release(target, image->setup_release, in->error)
		       : error_set(in->error, KVET_ERROR_INPUT, path,
				 "the image does not say of which release it is");
	if (*image->banner)
		target_note(target, "release from the image: %.200s", image->banner);
	in->released = !code;
	return code;
}

static int read_image(struct opening *in, const char *path)
{
	struct image image;
	int code = image_read(path, &in->target->arena, &image, in->error);

	if (code)
		return code;
	code = take_image(in, &image, path);
	compiled_free(image.compiled);
	return code;
}

/* Files ------------------------------------------------------------------------------- */

/* A configuration that is given counts against the one that was described. */
static int read_description(struct opening *in, yyjson_val *root, const char *path)
{
	struct built *built = &in->target->built;
	struct options *given = built->options;

	built->options = NULL;
	int code = description_read(in->target, root, path, in->error);
	struct options *described = built->options;

	built->options = given ? given : described;
	if (given && described) {
		in->other_build = !options_same(given, described);
		set_options(in, described);
	}
	in->released = !code;
	return code;
}

/* Before a release that is read from elsewhere: the file's own counts. */
static int read_json_file(struct opening *in, const char *path)
{
	yyjson_doc *document;
	struct bytes text;
	int code = file_load(path, MAP_SIZE_MAX, &text, in->error);

	if (code)
		return code;
	code = read_document(in, text, path, MAP_SIZE_MAX, &document);
	yyjson_val *root = code ? NULL : yyjson_doc_get_root(document);
	yyjson_val *schema = yyjson_obj_get(root, "schema");
	if (!code && yyjson_equals_str(schema, DESCRIPTION_SCHEMA)) {
		in->target->kind = "description";
		code = read_description(in, root, path);
	} else if (!code && yyjson_equals_str(schema, MAP_SCHEMA)) {
		code = error_set(in->error, KVET_ERROR_USAGE, path,
			"is a map of a source tree, not a kernel");
		error_hint(
			in->error, "kvet check RELEASE --config FILE --map %.200s", path);
	} else if (!code && schema) {
		code = error_set(in->error, KVET_ERROR_INPUT, path,
			"is of another version, or of no target: its schema is %.60s",
			yyjson_get_str(schema));
	} else if (!code) {
		in->target->kind = "sbom";
		code = read_sbom_text(in, text, path);
	}
	yyjson_doc_free(code && !root ? NULL : document);
	free((void *)(uintptr_t)text.data);
	return code;
}

static bool read_head(const char *path, char *head, size_t size, size_t *len)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t got = file < 0 ? -1 : read(file, head, size);

	if (file >= 0)
		close(file);
	*len = got > 0 ? (size_t)got : 0;
	return got > 0;
}

/* A gzip file may be packed JSON or a packed kernel: its first bytes tell. */
static bool holds_json(const char *head, size_t len)
{
	size_t at = 0;

	while (at < len && (head[at] == ' ' || head[at] == '\n'))
		at++;
	return at < len && head[at] == '{';
}

static int read_file(struct opening *in, const char *path)
{
	char *head = malloc(IMAGE_HEAD_SIZE);
	size_t len = 0;
	int code;

	if (!head)
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (!read_head(path, head, IMAGE_HEAD_SIZE, &len)) {
		code = error_set(
			in->error, KVET_ERROR_INPUT, path, "is empty, or cannot be read");
	} else if (holds_json(head, len) || maps_is_packed((struct bytes){head, len})) {
		code = read_json_file(in, path);
	} else if (image_looks_like((struct bytes){head, len})) {
		in->target->kind = "image";
		code = read_image(in, path);
	} else {
		code = error_set(in->error, KVET_ERROR_INPUT, path,
			"is no kernel image, and nothing else that tells of a kernel");
		error_hint(in->error, "a configuration is given with --config, the list "
				      "of an SBOM with --sbom");
	}
	free(head);
	return code;
}

/* The host ---------------------------------------------------------------------------- */

/* Where nothing else told of the kernel, its image must; else it may be damaged. */
static int read_image_of_root(
	struct opening *in, const char *root_path, const char *name, bool needed)
{
	char path[ROOTFOLDER_PATH_SIZE];
	struct kvet_error why = {0};
	struct rootfolder root;
	struct rootfile file = {0};
	struct image image;
	int code = rootfolder_open(&root, root_path, &why);

	if (!code) {
		code = rootfolder_read(&root, name, IMAGE_FILE_MAX, &file, &why);
		rootfolder_path(&root, name, path);
		rootfolder_close(&root);
	}
	if (!code)
		code = image_parse((struct bytes){file.data, file.len}, path,
			&in->target->arena, &image, &why);
	free(file.data);
	if (!code) {
		code = take_image(in, &image, path);
		compiled_free(image.compiled);
		return code;
	}
	if (!needed && code != KVET_ERROR_MEMORY) {
		target_warn(in->target, "image: /%.200s cannot be read: %.200s", name,
			why.message);
		return 0;
	}
	if (in->error)
		*in->error = why;
	return code;
}

static void take_facts(struct opening *in, struct host_facts *facts)
{
	struct kvet_target *target = in->target;

	in->own_config = facts->options && !target->built.options;
	if (facts->options)
		set_options(in, facts->options);
	target->built.modules = facts->modules;
	target->changelog = facts->changelog;
	facts->options = NULL;
	facts->modules = NULL;
	facts->changelog = NULL;
}

static int read_host(struct opening *in, const char *root)
{
	struct host_facts facts;
	struct kvet_error why = {0};
	int code = host_read(in->target, root, &facts, &why);

	in->released = !code;
	if (!code)
		take_facts(in, &facts);
	if (!code && facts.parsed.kind)
		code = take_image(in, &facts.parsed,
			arena_printf(&in->target->arena, "/%s", facts.image));
	else if (*facts.image && (code == KVET_ERROR_NOT_FOUND || (!code && root)))
		code = read_image_of_root(in, root, facts.image, code != 0);
	else if (code && in->error)
		*in->error = why;
	compiled_free(facts.parsed.compiled);
	host_facts_release(&facts);
	return code;
}

/* All together ------------------------------------------------------------------------ */

/* Where nothing else names a kernel, the SBOM does. */
static bool is_sbom(const struct kvet_target_options *options)
{
	return !options->input && !options->root && options->sbom;
}

static bool is_host(const struct kvet_target_options *options)
{
	return !is_sbom(options) &&
	       (!options->input || strcmp(options->input, "host") == 0);
}

/* A path, or a release string: a slash or something of that name decides. */
static int read_input(struct opening *in)
{
	const char *input = in->options->input;
	struct stat status;

	if (is_sbom(in->options))
		return read_sbom(in, in->options->sbom);
	if (is_host(in->options))
		return read_host(in, in->options->root);
	bool exists = stat(input, &status) == 0;
	if (exists && S_ISDIR(status.st_mode))
		return read_folder(in, input);
	if (exists)
		return read_file(in, input);
	if (strchr(input, '/') && strncmp(input, "Linux version ", 14) != 0 &&
		strncmp(input, "refs/", 5) != 0)
		return error_set(in->error, KVET_ERROR_NOT_FOUND, NULL,
			"'%.200s' is not a kernel release, and there is no such file or "
			"folder",
			input);
	int code = target_read_text(in->target, input, in->error);
	in->released = !code;
	return code;
}

static int read_extras(struct opening *in)
{
	const struct kvet_target_options *options = in->options;
	int code = 0;

	if (options->map)
		code = read_map_file(in, options->map);
	if (!code && options->build)
		code = read_build(in, options->build);
	if (!code && options->sbom && !is_sbom(options))
		code = read_sbom(in, options->sbom);
	return code;
}

/* A tree that is given says the release where nothing else did. */
static int find_release(struct opening *in)
{
	const struct kerneltree *tree = in->target->built.tree;

	if (in->released)
		return 0;
	if (tree && !tree->map)
		return read_release(in, tree->release);
	error_set(in->error, KVET_ERROR_INPUT, in->options->input,
		"nothing tells the kernel's release");
	error_hint(in->error, "name it: kvet check 6.1.147 --config FILE --map FILE");
	return KVET_ERROR_INPUT;
}

/* The kernel's own line, and no other, may be told by the makefiles of a tree. */
static bool of_same_line(const struct kvet_target *target, const char *release)
{
	struct kvet_release other;

	return release_read(bytes_of(release), &other) &&
	       release_compare_line(other, target->release) == 0;
}

static void check_tree(struct opening *in)
{
	struct built *built = &in->target->built;

	if (!built->tree)
		return;
	if (!of_same_line(in->target, built->tree->release)) {
		target_warn(in->target,
			"%.200s is of %.40s, another line: it tells nothing of what this "
			"kernel builds",
			built->tree->path, built->tree->release);
		kerneltree_free(built->tree);
		built->tree = NULL;
		return;
	}
	target_note(in->target, "tree: %.200s, of %.40s", built->tree->path,
		built->tree->release);
}

/* Options that the tree has not, while the configuration sets them. */
static void note_unknown_options(struct opening *in)
{
	const struct built *built = &in->target->built;
	char names[256] = "";
	size_t len = 0, count = 0;

	if (!built->tree->symbols.count &&
		(built->tree->map || kerneltree_read_symbols(built->tree, NULL)))
		return;
	for (size_t i = 0; i < built->options->names.count; i++) {
		const struct table_entry *entry = &built->options->names.entries[i];

		if (table_find(&built->tree->symbols, entry->name))
			continue;
		if (count++ < 5 && len + entry->name.len + 12 < sizeof(names))
			len += (size_t)snprintf(names + len, sizeof(names) - len,
				"%sCONFIG_%.*s", len ? ", " : "", (int)entry->name.len,
				entry->name.data);
	}
	if (count)
		target_warn(in->target,
			"the configuration names %zu options that the tree does not "
			"have: "
			"%s%s",
			count, names, count > 5 ? " ..." : "");
}

/* What two sources say of one kernel, where they cannot both be right. */
static void check_contradictions(struct opening *in)
{
	struct built *built = &in->target->built;
	const char *arch = built->options ? options_srcarch(built->options) : "";

	if (built->compiled && in->build_release && *in->build_release &&
		!of_same_line(in->target, in->build_release)) {
		target_warn(in->target,
			"the build is of %.60s, another line: its list tells nothing of "
			"this kernel",
			in->build_release);
		compiled_free(built->compiled);
		built->compiled = NULL;
	} else if (built->compiled && in->build_release && in->image_release &&
		   strcmp(in->build_release, in->image_release) != 0) {
		target_warn(in->target,
			"the build is of %.60s, the image of %.60s: its list proves "
			"nothing absent",
			in->build_release, in->image_release);
		built->compiled->whole = false;
	} else if (in->build_release && *in->build_release &&
		   strncmp(in->build_release, in->target->release_text,
			   strlen(in->target->release_text)) != 0) {
		target_note(in->target, "the build is of %.60s", in->build_release);
	}
	if (built->compiled && built->compiled->whole && in->other_build) {
		target_warn(in->target,
			"built with another configuration, and so no proof that anything "
			"is absent: %.200s",
			built->compiled->source);
		built->compiled->whole = false;
	}
	if (in->arch && *arch && strcmp(in->arch, arch) != 0) {
		target_warn(in->target,
			"the image is for %.20s, the configuration %.200s for %.20s: it "
			"counts for nothing",
			in->arch, built->options->source, arch);
		options_free(built->options);
		built->options = NULL;
	}
	if (built->options && *built->options->release &&
		!of_same_line(in->target, built->options->release))
		target_warn(in->target,
			"the configuration is of %.40s, another line than the kernel's",
			built->options->release);
}

static void check_config(struct opening *in)
{
	const struct built *built = &in->target->built;
	const struct options *options = built->options;

	if (!in->own_config)
		target_note(in->target, "configuration: %.200s, %zu options on",
			options->source, options->set);
	if (built->tree && *options->release && !options->whole)
		target_warn(in->target,
			"the configuration looks cut off or written by hand: what it "
			"does not name counts as not known");
	if (!built->tree || strcmp(options->release, built->tree->release) == 0)
		return;
	if (*options->release)
		target_warn(in->target,
			"the configuration is of %.40s, the tree of %.40s%s",
			options->release, built->tree->release,
			of_same_line(in->target, options->release)
				? ""
				: ": what it does not name counts as not known");
	else
		target_warn(in->target,
			"the configuration does not say of which release it is: what it "
			"does not name counts as not known");
	note_unknown_options(in);
}

/* What was said before something better was known. */
static void drop_note(struct kvet_target *target, const char *start)
{
	size_t kept = 0;

	for (size_t i = 0; i < target->note_count; i++) {
		if (strncmp(target->notes[i], start, strlen(start)) != 0)
			target->notes[kept++] = target->notes[i];
	}
	target->note_count = kept;
	target->notes[kept] = NULL;
}

/*
 * A distribution's release string often tells the line alone, while the configuration that
 * was built beside the kernel, or into it, says in its heading of which release the tree
 * was.
 */
static void take_release_of_config(struct opening *in)
{
	struct kvet_target *target = in->target;
	const struct options *options = target->built.options;
	struct kvet_release release;
	bool told = target->span.ceiling.stable != RELEASE_STABLE_LAST;

	if (told || !in->own_config || !options ||
		!release_parse(bytes_of(options->release), &release) || !release.stable ||
		release_compare_line(release, target->release) != 0)
		return;
	target->release = target->span.floor = target->span.ceiling = release;
	target->span.next = (struct kvet_release){0};
	drop_note(target, "the patch level on line");
	target_note(target, "patch level from the heading of %.200s: %.40s",
		options->source, options->release);
}

/* A map that was made earlier, where no tree is at hand. */
static int find_map(struct opening *in)
{
	struct built *built = &in->target->built;
	struct kvet_error why = {0};
	char path[MAPS_PATH_SIZE];

	if (built->tree || (!built->options && !built->compiled) ||
		!maps_find(in->target->release, path))
		return 0;
	struct opening quiet = *in;
	quiet.error = &why;
	int code = read_map_file(&quiet, path);
	if (code == KVET_ERROR_MEMORY)
		return error_set(in->error, code, NULL, "out of memory");
	if (code) /* nobody asked for it */
		target_warn(in->target, "the map %.200s cannot be read: %.200s", path,
			why.message);
	return 0;
}

/* What is there counts against a configuration that leaves it out. */
static int compare_built(struct opening *in)
{
	struct built *built = &in->target->built;
	struct doubts doubts;

	if (!doubts_find(built, &doubts))
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (doubts.part_of_list) {
		target_warn(in->target,
			"%.200s lacks %zu files that the configuration has built in: it "
			"proves nothing absent",
			built->compiled->source, doubts.files);
		built->compiled->whole = false;
	}
	if (!doubts.modules)
		return 0;
	target_warn(in->target,
		"%zu modules are there that the configuration leaves out (%s%s): %s",
		doubts.modules, doubts.names, doubts.modules > 4 ? ", ..." : "",
		doubts.other_options ? "it is another kernel's, and proves nothing absent"
				     : "what lies beside their code counts as built");
	if (doubts.other_options)
		built_forget_kbuild(built);
	return 0;
}

static int read_built(struct opening *in)
{
	struct built *built = &in->target->built;
	int code = find_map(in);

	if (code)
		return code;
	kvet_release_text(in->target->release, in->target->release_text);
	check_contradictions(in);
	check_tree(in);
	if (built->options)
		check_config(in);
	if (built->tree && built->options)
		code = built_read(built, in->error);
	return code || !built->kbuild ? code : compare_built(in);
}

static int read_all(struct opening *in)
{
	const char *config = in->options->config;
	/* What is given by name goes before what is found. */
	int code = config ? read_config(in, config) : 0;

	code = code ? code : read_input(in);
	code = code ? code : read_extras(in);
	code = code ? code : find_release(in);
	if (code)
		return code;
	take_release_of_config(in);
	return read_built(in);
}

/* What people decided of the kernel that was found. */
static int read_decisions(struct opening *in)
{
	const struct kvet_target_options *options = in->options;
	struct product_names names;

	if (options->product)
		in->target->product =
			arena_text(&in->target->arena, bytes_of(options->product));
	names = target_names(in->target);
	if (!options->vex_count)
		return 0;
	return decisions_read(options->vex, options->vex_count, &names,
		&in->target->decisions, in->error);
}

int kvet_target_open(const struct kvet_target_options *options, kvet_target **out,
	struct kvet_error *error)
{
	struct opening in = {.options = options, .error = error};
	const char *kind = is_sbom(options)    ? "sbom"
			   : !is_host(options) ? "release"
			   : options->root     ? "root"
					       : "host";

	in.target = target_new(is_sbom(options)    ? options->sbom
			       : !is_host(options) ? options->input
			       : options->root     ? options->root
						   : "host",
		kind);
	if (!in.target)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	in.target->built.moves = moves_new();
	int code = in.target->built.moves
			   ? read_all(&in)
			   : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	code = code ? code : read_decisions(&in);
	return target_finish(in.target, code, out, error);
}
