/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/description.h"

#include "release/release.h"
#include "target/map.h"
#include "target/packedjson.h"
#include "util/error.h"

#include <stddef.h>
#include <stdlib.h>

typedef yyjson_mut_doc doc;
typedef yyjson_mut_val val;

/* Writing ----------------------------------------------------------------------------- */

static void add_release(doc *d, val *object, const char *key, struct kvet_release release)
{
	/* Packed as the store keeps releases: all of its parts, also what has no text. */
	yyjson_mut_obj_add_sint(d, object, key, release_pack(release));
}

static void add_options(doc *d, val *root, const struct options *options)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "config");
	val *values = yyjson_mut_obj(d);

	yyjson_mut_obj_add_str(d, object, "source", options->source);
	yyjson_mut_obj_add_str(d, object, "release", options->release);
	yyjson_mut_obj_add_str(d, object, "arch", options->arch);
	yyjson_mut_obj_add_bool(d, object, "whole", options->whole);
	for (size_t i = 0; i < options->names.count; i++) {
		const struct table_entry *entry = &options->names.entries[i];
		const struct option_value *value = entry->value;

		yyjson_mut_obj_add(values,
			yyjson_mut_strn(d, entry->name.data, entry->name.len),
			yyjson_mut_str(d, value->text));
	}
	yyjson_mut_obj_add_val(d, object, "options", values);
}

/* The flags of a list, by their names in both directions. */
static const struct {
	const char *name;
	size_t at;
} flags[] = {
	{"headers", offsetof(struct compiled, headers)},
	{"included", offsetof(struct compiled, included)},
	{"assembly", offsetof(struct compiled, assembly)},
	{"rust", offsetof(struct compiled, rust)},
	{"whole", offsetof(struct compiled, whole)},
	{"modules", offsetof(struct compiled, modules)},
};

#define FLAGS (sizeof(flags) / sizeof(*flags))

static void add_compiled(doc *d, val *root, const struct compiled *compiled)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "compiled");
	val *files;

	yyjson_mut_obj_add_str(d, object, "source", compiled->source);
	for (size_t i = 0; i < FLAGS; i++)
		yyjson_mut_obj_add_bool(d, object, flags[i].name,
			*((const bool *)((const char *)compiled + flags[i].at)));
	files = yyjson_mut_obj_add_arr(d, object, "files");
	for (size_t i = 0; i < compiled->files.count; i++)
		yyjson_mut_arr_add_strn(d, files, compiled->files.entries[i].name.data,
			compiled->files.entries[i].name.len);
}

static const char *const module_states[] = {"", "builtin", "installed", "loaded"};

static void add_modules(doc *d, val *root, const struct modules *modules)
{
	static const char *const lists[MODULE_LISTS] = {"builtin", "installed", "loaded"};
	val *object = yyjson_mut_obj_add_obj(d, root, "modules");
	val *known = yyjson_mut_obj_add_obj(d, object, "lists");
	val *states = yyjson_mut_obj_add_obj(d, object, "states");

	for (unsigned i = 0; i < MODULE_LISTS; i++) {
		if (modules->lists[i].known)
			yyjson_mut_obj_add_str(
				d, known, lists[i], modules->lists[i].source);
	}
	for (size_t i = 0; i < modules->paths.count; i++) {
		const struct module *module = modules->paths.entries[i].value;

		yyjson_mut_obj_add_str(
			d, states, module->path, module_states[module->state]);
	}
	val *names = yyjson_mut_obj_add_arr(d, object, "loaded");
	for (size_t i = 0; i < modules->names.count; i++) {
		const struct module *module = modules->names.entries[i].value;

		for (; module; module = module->same_name) {
			if (!*module->path && module->state == MODULE_LOADED)
				yyjson_mut_arr_add_str(d, names, module->name);
		}
	}
}

static void add_changelog(doc *d, val *root, const struct changelog *changelog)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "changelog");
	val *fixes;

	yyjson_mut_obj_add_str(d, object, "source", changelog->source);
	yyjson_mut_obj_add_str(d, object, "version", changelog->version);
	fixes = yyjson_mut_obj_add_obj(d, object, "fixes");
	for (size_t i = 0; i < changelog->fixes.count; i++) {
		const struct table_entry *entry = &changelog->fixes.entries[i];
		const struct changelog_fix *fix = entry->value;
		val *item = yyjson_mut_arr(d);

		yyjson_mut_arr_add_str(d, item, fix->version);
		yyjson_mut_arr_add_uint(d, item, fix->line);
		yyjson_mut_arr_add_str(d, item, fix->text);
		yyjson_mut_obj_add(fixes,
			yyjson_mut_strn(d, entry->name.data, entry->name.len), item);
	}
}

static void add_target(doc *d, val *root, const struct kvet_target *target)
{
	val *notes;

	yyjson_mut_obj_add_str(d, root, "input", target->input);
	yyjson_mut_obj_add_str(d, root, "kind", target->kind);
	yyjson_mut_obj_add_str(d, root, "distribution", target->distribution);
	yyjson_mut_obj_add_str(d, root, "name", target->release_text);
	add_release(d, root, "release", target->release);
	add_release(d, root, "floor", target->span.floor);
	add_release(d, root, "ceiling", target->span.ceiling);
	add_release(d, root, "next", target->span.next);
	yyjson_mut_obj_add_bool(d, root, "upper_bound", target->upper_bound);
	notes = yyjson_mut_obj_add_arr(d, root, "notes");
	/* Of the tree and the configuration is told again when they are read. */
	for (size_t i = 0; i < target->note_count; i++) {
		if (strncmp(target->notes[i], "tree: ", 6) != 0 &&
			strncmp(target->notes[i], "configuration: ", 15) != 0)
			yyjson_mut_arr_add_str(d, notes, target->notes[i]);
	}
}

static int fill(
	doc *d, val *root, const struct kvet_target *target, struct kvet_error *error)
{
	const struct built *built = &target->built;
	val *map = NULL;
	int code = 0;

	yyjson_mut_obj_add_str(d, root, "schema", DESCRIPTION_SCHEMA);
	add_target(d, root, target);
	if (built->options)
		add_options(d, root, built->options);
	if (built->compiled)
		add_compiled(d, root, built->compiled);
	if (built->modules)
		add_modules(d, root, built->modules);
	if (target->changelog)
		add_changelog(d, root, target->changelog);
	if (built->tree)
		code = map_make(built->tree, built->moves, d, &map, error);
	if (map) {
		yyjson_mut_obj_add_str(d, root, "tree", built->tree->path);
		yyjson_mut_obj_add_val(d, root, "map", map);
	}
	return code;
}

int kvet_target_describe(
	const kvet_target *target, const char *path, struct kvet_error *error)
{
	doc *d = yyjson_mut_doc_new(NULL);
	val *root = d ? yyjson_mut_obj(d) : NULL;
	int code = root ? fill(d, root, target, error)
			: error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");

	if (!code) {
		yyjson_mut_doc_set_root(d, root);
		code = packedjson_write(d, path, error);
	}
	yyjson_mut_doc_free(d);
	return code;
}

/* Reading ----------------------------------------------------------------------------- */

struct description {
	struct kvet_target *target;
	const char *path;
	struct kvet_error *error;
};

static int refuse(const struct description *in, const char *what)
{
	error_set(in->error, KVET_ERROR_INPUT, in->path,
		"damaged: its %s cannot be understood", what);
	error_hint(in->error, "'kvet describe TARGET -o FILE' makes a new one");
	return KVET_ERROR_INPUT;
}

static int no_memory(const struct description *in)
{
	return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static const char *text_of(const struct description *in, yyjson_val *value)
{
	/* Arrays have a length too, and no text. */
	return arena_text(&in->target->arena, bytes_of(yyjson_get_str(value)));
}

static struct kvet_release release_of(yyjson_val *root, const char *key)
{
	return release_unpack(yyjson_get_sint(yyjson_obj_get(root, key)));
}

static int read_target(const struct description *in, yyjson_val *root)
{
	struct kvet_target *target = in->target;
	size_t index, max;
	yyjson_val *note;

	target->distribution = text_of(in, yyjson_obj_get(root, "distribution"));
	target->release = release_of(root, "release");
	target->span = (struct span){release_of(root, "floor"),
		release_of(root, "ceiling"), release_of(root, "next")};
	target->upper_bound = yyjson_get_bool(yyjson_obj_get(root, "upper_bound"));
	target_note(target, "described by %.300s: %.200s, a %.20s", in->path,
		text_of(in, yyjson_obj_get(root, "input")),
		text_of(in, yyjson_obj_get(root, "kind")));
	yyjson_arr_foreach(yyjson_obj_get(root, "notes"), index, max, note)
		target_note(target, "%.500s", text_of(in, note));
	char text[KVET_RELEASE_SIZE];
	kvet_release_text(target->release, text);
	return target->release.major &&
			       yyjson_equals_str(yyjson_obj_get(root, "name"), text)
		       ? 0
		       : refuse(in, "release");
}

/* Put together as the file it was, so that one reader understands both. */
static int read_options(const struct description *in, yyjson_val *object)
{
	yyjson_val *options = yyjson_obj_get(object, "options"), *name, *value;
	yyjson_val *release = yyjson_obj_get(object, "release");
	const char *source = text_of(in, yyjson_obj_get(object, "source"));
	char *text = NULL;
	size_t len = 0, index, max;

	if (!yyjson_is_obj(options))
		return refuse(in, "configuration");
	FILE *file = open_memstream(&text, &len);
	if (!file)
		return no_memory(in);
	if (yyjson_is_str(release) && yyjson_get_len(release))
		fprintf(file, "# Linux/%s %s Kernel Configuration\n",
			text_of(in, yyjson_obj_get(object, "arch")),
			text_of(in, release));
	yyjson_obj_foreach(options, index, max, name, value)
		fprintf(file, "CONFIG_%s=%s\n", yyjson_get_str(name),
			yyjson_is_str(value) ? yyjson_get_str(value) : "");
	int code = fclose(file) ? no_memory(in)
				: options_read((struct bytes){text, len}, source,
					  &in->target->built.options, in->error);
	free(text);
	if (!code)
		in->target->built.options->whole =
			yyjson_get_bool(yyjson_obj_get(object, "whole"));
	return code;
}

static int read_compiled(const struct description *in, yyjson_val *object)
{
	struct compiled *compiled =
		compiled_new(text_of(in, yyjson_obj_get(object, "source")));
	size_t index, max;
	yyjson_val *file;

	yyjson_val *files = yyjson_obj_get(object, "files");

	if (!compiled)
		return no_memory(in);
	in->target->built.compiled = compiled;
	/* An empty list would say of every file that it was not compiled. */
	if (!yyjson_is_arr(files))
		return refuse(in, "list of compiled files");
	for (size_t i = 0; i < FLAGS; i++)
		*((bool *)((char *)compiled + flags[i].at)) =
			yyjson_get_bool(yyjson_obj_get(object, flags[i].name));
	yyjson_arr_foreach(files, index, max, file)
	{
		if (!yyjson_is_str(file))
			return refuse(in, "list of compiled files");
		if (!compiled_add(compiled,
			    (struct bytes){yyjson_get_str(file), yyjson_get_len(file)}))
			return no_memory(in);
	}
	return 0;
}

/* All modules of one state, as a list of the kernel's that has them. */
static int read_module_state(const struct description *in, struct modules *modules,
	yyjson_val *states, enum module_state state)
{
	yyjson_val *path, *word;
	size_t index, max, len = 0;
	char *text = NULL;
	FILE *file = open_memstream(&text, &len);

	if (!file)
		return no_memory(in);
	yyjson_obj_foreach(states, index, max, path, word)
	{
		if (yyjson_equals_str(word, module_states[state]))
			fprintf(file, "kernel/%s\n", yyjson_get_str(path));
	}
	int code = fclose(file) ? no_memory(in)
				: modules_add_paths(modules, (struct bytes){text, len},
					  state, in->error);
	free(text);
	return code;
}

static int read_loaded_names(
	const struct description *in, struct modules *modules, yyjson_val *names)
{
	size_t index, max, len = 0;
	yyjson_val *name;
	char *text = NULL;
	FILE *file = open_memstream(&text, &len);

	if (!file)
		return no_memory(in);
	yyjson_arr_foreach(names, index, max, name) fprintf(file, "%s 0 0 - Live 0x0\n",
		yyjson_is_str(name) ? yyjson_get_str(name) : "");
	int code = fclose(file) ? no_memory(in)
				: modules_add_loaded(
					  modules, (struct bytes){text, len}, in->error);
	free(text);
	return code;
}

static int read_modules(const struct description *in, yyjson_val *object)
{
	static const char *const lists[MODULE_LISTS] = {"builtin", "installed", "loaded"};
	yyjson_val *states = yyjson_obj_get(object, "states");
	yyjson_val *loaded = yyjson_obj_get(object, "loaded");
	struct modules *modules = modules_new();
	int code = modules ? 0 : no_memory(in);

	/* An empty list would say of every module that it is not there. */
	if (!code && (!yyjson_is_obj(states) || !yyjson_is_arr(loaded)))
		code = refuse(in, "list of modules");
	in->target->built.modules = modules;
	for (int i = MODULE_BUILTIN; !code && i <= MODULE_LOADED; i++)
		code = read_module_state(in, modules, states, (enum module_state)i);
	if (!code)
		code = read_loaded_names(in, modules, loaded);
	for (unsigned i = 0; !code && i < MODULE_LISTS; i++) {
		yyjson_val *source =
			yyjson_obj_get(yyjson_obj_get(object, "lists"), lists[i]);

		modules->lists[i].known = source != NULL;
		modules->lists[i].source = source ? text_of(in, source) : "";
	}
	return code;
}

static int read_fix(const struct description *in, struct changelog *changelog,
	yyjson_val *name, yyjson_val *item)
{
	struct changelog_fix *fix = arena_alloc(&changelog->arena, sizeof(*fix));
	struct bytes cve = {
		arena_text(&changelog->arena,
			(struct bytes){yyjson_get_str(name), yyjson_get_len(name)}),
		yyjson_get_len(name)};
	struct table_entry *entry = fix ? table_add(&changelog->fixes, cve) : NULL;

	if (!entry)
		return no_memory(in);
	*fix = (struct changelog_fix){
		.version = text_of(in, yyjson_arr_get(item, 0)),
		.line = (unsigned)yyjson_get_uint(yyjson_arr_get(item, 1)),
		.text = text_of(in, yyjson_arr_get(item, 2)),
	};
	entry->value = fix;
	return 0;
}

static int read_changelog(const struct description *in, yyjson_val *object)
{
	struct changelog *changelog = calloc(1, sizeof(*changelog));
	yyjson_val *fixes = yyjson_obj_get(object, "fixes"), *name, *item;
	size_t index, max;

	if (!changelog)
		return no_memory(in);
	in->target->changelog = changelog;
	changelog->source = text_of(in, yyjson_obj_get(object, "source"));
	changelog->version = text_of(in, yyjson_obj_get(object, "version"));
	if (!yyjson_is_obj(fixes))
		return refuse(in, "changelog");
	yyjson_obj_foreach(fixes, index, max, name, item)
	{
		int code = read_fix(in, changelog, name, item);

		if (code)
			return code;
	}
	return 0;
}

static int read_tree(const struct description *in, yyjson_val *root, yyjson_val *map)
{
	struct built *built = &in->target->built;

	return map_read(map, text_of(in, yyjson_obj_get(root, "tree")), built->moves,
		&built->tree, in->error);
}

int description_read(struct kvet_target *target, yyjson_val *root, const char *path,
	struct kvet_error *error)
{
	const struct description in = {target, path, error};
	yyjson_val *part;
	int code = read_target(&in, root);

	if (!code && (part = yyjson_obj_get(root, "config")))
		code = read_options(&in, part);
	if (!code && (part = yyjson_obj_get(root, "compiled")))
		code = read_compiled(&in, part);
	if (!code && (part = yyjson_obj_get(root, "modules")))
		code = read_modules(&in, part);
	if (!code && (part = yyjson_obj_get(root, "changelog")))
		code = read_changelog(&in, part);
	if (!code && (part = yyjson_obj_get(root, "map")))
		code = read_tree(&in, root, part);
	return code;
}
