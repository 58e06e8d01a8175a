/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/built.h"

#include "util/error.h"

/* Kinds of files ---------------------------------------------------------------------- */

static bool starts_with(const char *path, const char *start)
{
	return strncmp(path, start, strlen(start)) == 0;
}

static bool ends_with(const char *path, const char *end)
{
	size_t len = strlen(path), end_len = strlen(end);

	return len >= end_len && strcmp(path + len - end_len, end) == 0;
}

static const char *name_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool built_is_code(const char *path)
{
	static const char *const folders[] = {
		"Documentation/", "tools/testing/", "LICENSES/"};
	static const char *const endings[] = {
		".rst", ".txt", ".yaml", ".md", ".py", ".gitignore"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (starts_with(path, folders[i]))
			return false;
	}
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(path, endings[i]))
			return false;
	}
	return strcmp(path, "MAINTAINERS") != 0 && strcmp(path, "CREDITS") != 0;
}

/* Compiled, or read while others are. */
static bool is_source(const char *path)
{
	static const char *const endings[] = {".c", ".S", ".rs", ".h"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(path, endings[i]))
			return true;
	}
	return false;
}

/* Only read by others. */
static bool is_header(const char *path)
{
	return ends_with(path, ".h");
}

/* Trees include each other across architectures, in two languages, and are built by lists
 * of their own: only a kernel without any is proven to have none. */
static bool is_device_tree(const char *path)
{
	return ends_with(path, ".dts") || ends_with(path, ".dtsi") ||
	       ends_with(path, ".dtso");
}

/* Kconfig, Makefile, Kbuild: of use to what is built in their folder alone. */
static bool is_build_file(const char *path)
{
	const char *name = name_of(path);

	return starts_with(name, "Kconfig") || starts_with(name, "Makefile") ||
	       starts_with(name, "Kbuild");
}

/* Looking ----------------------------------------------------------------------------- */

static const enum kvet_presence presences[] = {
	[KBUILD_UNSAID] = KVET_PRESENCE_UNDECIDED,
	[KBUILD_OFF] = KVET_PRESENCE_ABSENT,
	[KBUILD_MAYBE] = KVET_PRESENCE_UNDECIDED,
	[KBUILD_MODULE] = KVET_PRESENCE_MODULE,
	[KBUILD_BUILTIN] = KVET_PRESENCE_BUILTIN,
};

/* The file that is compiled when READER is read, on the way that led to it. */
static struct kbuild_file first_reader(const struct built *built, const char *reader)
{
	const char *next = reader;

	for (unsigned i = 0; i < 64 && next && *next; i++) {
		reader = next;
		next = includes_reader(&built->includes, reader);
	}
	return kbuild_look(built->kbuild, reader);
}

/* No makefile makes anything of it, but a file that is compiled may include it. */
static void look_at_readers(const struct built *built, struct built_file *file)
{
	const char *reader = includes_reader(&built->includes, file->location.path);

	if (reader && *reader) {
		file->ground = BUILT_BY_READER;
		file->reader = reader;
		file->line = first_reader(built, reader);
		file->presence = presences[file->line.state];
		if (file->presence == KVET_PRESENCE_ABSENT)
			file->presence = KVET_PRESENCE_UNDECIDED;
	} else if (!built->followed || (reader && !is_header(file->location.path))) {
		file->ground = BUILT_BY_NOTHING;
		file->presence = KVET_PRESENCE_UNDECIDED;
	} else if (is_header(file->location.path)) {
		file->ground = reader ? BUILT_BY_NOTHING : BUILT_BY_READER;
		file->presence = reader ? KVET_PRESENCE_UNDECIDED : KVET_PRESENCE_ABSENT;
	}
}

/* A build file counts where anything of its folder is built. */
static void look_at_folder(const struct built *built, struct built_file *file)
{
	file->line = kbuild_look(built->kbuild, file->location.path);
	file->ground = BUILT_BY_LINE;
	bool off = file->line.reason == KBUILD_FOLDER_OFF ||
		   file->line.reason == KBUILD_ARCHITECTURE ||
		   file->line.reason == KBUILD_NOT_ENTERED;
	file->presence = off && file->line.state == KBUILD_OFF ? KVET_PRESENCE_ABSENT
							       : KVET_PRESENCE_UNDECIDED;
}

static void look_at_device_tree(const struct built *built, struct built_file *file)
{
	char folder[64];

	snprintf(folder, sizeof(folder), "arch/%.40s/boot/dts", built->kbuild->srcarch);
	if (tree_has_folder(built->tree->tree, bytes_of(folder)))
		return;
	file->line = kbuild_look(built->kbuild, file->location.path);
	if (file->line.reason != KBUILD_ARCHITECTURE)
		return;
	file->ground = BUILT_BY_LINE;
	file->presence = KVET_PRESENCE_ABSENT;
}

static void look_at_kbuild(const struct built *built, struct built_file *file)
{
	const char *path = file->location.path;

	if (is_build_file(path)) {
		look_at_folder(built, file);
		return;
	}
	if (is_device_tree(path)) {
		look_at_device_tree(built, file);
		return;
	}
	if (!is_source(path))
		return;
	file->line = kbuild_look(built->kbuild, path);
	file->ground = BUILT_BY_LINE;
	file->presence = presences[file->line.state];
	if (file->line.state <= KBUILD_OFF ||
		(is_header(path) && file->line.state == KBUILD_MAYBE))
		look_at_readers(built, file);
	if (is_header(path) && file->line.reason == KBUILD_NOT_KBUILD)
		file->presence = KVET_PRESENCE_UNDECIDED;
}

/* The module that the file is linked into is there and loaded, there, or not there. */
static void look_at_modules(const struct built *built, struct built_file *file)
{
	char module[TREE_PATH_MAX + 8];

	if (!built->modules || file->presence != KVET_PRESENCE_MODULE ||
		!file->line.module)
		return;
	snprintf(module, sizeof(module), "%s.ko", file->line.module);
	switch (modules_state(built->modules, module)) {
	case MODULE_LOADED:
		file->presence = KVET_PRESENCE_LOADED;
		break;
	case MODULE_BUILTIN:
		file->presence = KVET_PRESENCE_BUILTIN;
		break;
	case MODULE_INSTALLED:
		break;
	case MODULE_ABSENT:
		if (!modules_tell_absence(built->modules))
			break;
		file->presence = KVET_PRESENCE_ABSENT;
		file->ground = BUILT_BY_MODULES;
		break;
	}
}

/* The module that is there was built from what lies there, whatever OPTIONS say. */
static void look_at_doubted(const struct built *built, struct built_file *file)
{
	struct bytes folder = bytes_of(file->location.path);

	if (!built->doubted.count || file->presence != KVET_PRESENCE_ABSENT)
		return;
	for (const char *slash; (slash = bytes_last(folder, '/'));) {
		folder.len = (size_t)(slash - folder.data);
		if (!table_find(&built->doubted, folder))
			continue;
		file->presence = KVET_PRESENCE_UNDECIDED;
		file->ground = BUILT_BY_MODULES;
		file->contradicted = true;
		return;
	}
}

/* A list tells what was compiled better than makefiles tell what would be: but it must speak
 * of such files, and of modules where the file may be of one. Where only one of the two has a
 * file, it counts. */
static void look_at_list(const struct built *built, struct built_file *file)
{
	const struct compiled *compiled = built->compiled;
	struct bytes path = bytes_of(file->location.path);
	bool said = file->line.path && file->ground != BUILT_BY_NOTHING;
	bool may_be_module = !said || file->line.state != KBUILD_BUILTIN;

	if (compiled_has(compiled, path)) {
		file->contradicted = file->presence == KVET_PRESENCE_ABSENT;
		file->ground = BUILT_BY_LIST;
		if (file->presence == KVET_PRESENCE_ABSENT ||
			file->presence == KVET_PRESENCE_UNDECIDED)
			file->presence = KVET_PRESENCE_BUILTIN;
		return;
	}
	if (!is_source(file->location.path) || !compiled->whole ||
		(may_be_module && !compiled->modules) ||
		!compiled_speaks_of(compiled, path))
		return;
	/* A list that knows no includes says nothing of what is included. */
	if (!compiled->included && file->ground == BUILT_BY_READER && file->reader)
		return;
	/* Includes are only followed by name: the list of what was read is better. */
	file->contradicted = file->presence >= KVET_PRESENCE_BUILTIN &&
			     file->presence <= KVET_PRESENCE_LOADED &&
			     !is_header(file->location.path);
	if (file->contradicted)
		return;
	file->ground = BUILT_BY_LIST;
	file->presence = KVET_PRESENCE_ABSENT;
}

void built_look(const struct built *built, const char *path, struct built_file *file)
{
	*file = (struct built_file){
		.presence = KVET_PRESENCE_UNDECIDED, .ground = BUILT_BY_NOTHING};
	if (!built->tree || locate(built->tree->tree, built->moves, path,
				    &file->location) == LOCATED_NOWHERE)
		return;
	if (built->kbuild)
		look_at_kbuild(built, file);
	look_at_modules(built, file);
	look_at_doubted(built, file);
	if (built->compiled)
		look_at_list(built, file);
}

bool built_can_tell(const struct built *built)
{
	return built->tree && (built->kbuild || built->compiled);
}

/* Reading ----------------------------------------------------------------------------- */

/* What the root Makefile has every compilation read. */
static const char *const read_by_all[] = {"include/linux/compiler-version.h",
	"include/linux/kconfig.h", "include/linux/compiler_types.h",
	"include/linux/hidden.h",
	/* And what scripts/mod/modpost.c has the sources that it writes include. */
	"include/linux/module.h", "include/linux/export-internal.h",
	"include/linux/vermagic.h", "include/linux/build-salt.h",
	"include/linux/elfnote-lto.h", "include/linux/compiler.h",
	/* Of another file's macro (GENL_MAGIC_INCLUDE_FILE). */
	"include/linux/drbd_genl.h"};

static void add_file(struct built *built, const char *path)
{
	const struct tree_file *file = tree_find(built->tree->tree, bytes_of(path));

	if (file)
		includes_add(&built->includes, file);
}

/* Linker scripts go their own way through the build, and read headers on it. */
static void add_linker_scripts(struct built *built)
{
	const struct table *files = &built->tree->tree->files;

	for (size_t i = 0; i < files->count; i++) {
		const struct tree_file *file = files->entries[i].value;

		if (ends_with(file->path, ".lds.S") &&
			kbuild_look(built->kbuild, file->path).reason !=
				KBUILD_ARCHITECTURE)
			includes_add(&built->includes, file);
	}
}

/* Of a folder whose makefile was not understood, anything may be compiled. */
static void add_undecided(struct built *built)
{
	const struct table *files = &built->tree->tree->files;

	for (size_t i = 0; i < files->count; i++) {
		const struct tree_file *file = files->entries[i].value;

		if (is_source(file->path) && !is_header(file->path) &&
			kbuild_look(built->kbuild, file->path).reason ==
				KBUILD_NOT_UNDERSTOOD)
			includes_add(&built->includes, file);
	}
}

/* `#include CONFIG_DEBUG_LL_INCLUDE`: what an option names may be read. */
static void add_named_by_options(struct built *built)
{
	const struct table *options = &built->options->names;

	for (size_t i = 0; i < options->count; i++) {
		const struct option_value *value = options->entries[i].value;
		struct bytes text = bytes_of(value->text);

		if (text.len > 4 && *text.data == '"' && ends_with(value->text, "\"") &&
			text.data[text.len - 3] == '.')
			includes_add_name(&built->includes,
				(struct bytes){text.data + 1, text.len - 2});
	}
}

static bool understood(const struct kbuild *kbuild)
{
	for (size_t i = 0; i < kbuild->folders.count; i++) {
		const struct kbuild_folder *folder = kbuild->folders.entries[i].value;

		if (folder->state != KBUILD_UNSAID &&
			(folder->complaint || folder->vague || !folder->makefile))
			return false;
	}
	return true;
}

static void follow(struct built *built)
{
	includes_start(&built->includes, built->tree->tree, built->tree->includes,
		built->kbuild->srcarch);
	for (size_t i = 0; i < built->kbuild->objects.count; i++) {
		const struct kbuild_file *file = built->kbuild->objects.entries[i].value;

		if (file->state >= KBUILD_MAYBE)
			add_file(built, file->path);
	}
	for (size_t i = 0; i < sizeof(read_by_all) / sizeof(*read_by_all); i++)
		add_file(built, read_by_all[i]);
	add_linker_scripts(built);
	add_named_by_options(built);
	for (size_t i = 0; i < built->kbuild->named.count; i++)
		includes_add_name(&built->includes, built->kbuild->named.entries[i].name);
	if (!understood(built->kbuild))
		add_undecided(built);
	includes_follow(&built->includes);
	built->followed = !built->includes.failed && !built->includes.unread;
}

/* A whole configuration of the tree's own line names all that is on; of another, or one that
 * was cut off or written by hand, what it leaves out is not known. */
static bool is_complete(const struct built *built)
{
	const char *config = built->options->release, *tree = built->tree->release;
	const char *dot = strchr(tree, '.');
	size_t line = dot ? (size_t)(dot - tree) + 1 + strcspn(dot + 1, ".-") : 0;

	return built->options->whole && *config && line &&
	       strncmp(config, tree, line) == 0 &&
	       !(config[line] >= '0' && config[line] <= '9');
}

static const char *undecided_reason(const struct kbuild_file *file)
{
	if (file->reason == KBUILD_NOT_UNDERSTOOD)
		return file->folder && file->folder->complaint
			       ? file->folder->complaint
			       : "no makefile around it was understood";
	return file->step && file->step->origin ? file->step->origin->makefile
						: "a condition is not known";
}

int built_each_undecided(const struct built *built,
	int (*each)(void *context, const char *path, const char *why), void *context)
{
	const struct table *files = &built->tree->tree->files;
	int code = 0;

	for (size_t i = 0; built->kbuild && i < files->count && !code; i++) {
		const struct tree_file *file = files->entries[i].value;

		if (!is_source(file->path) || is_header(file->path))
			continue;
		struct kbuild_file line = kbuild_look(built->kbuild, file->path);
		if (line.state == KBUILD_MAYBE && line.reason != KBUILD_NOT_KBUILD)
			code = each(context, file->path, undecided_reason(&line));
	}
	return code;
}

static int count_undecided(void *context, const char *path, const char *why)
{
	(void)path, (void)why;
	++*(size_t *)context;
	return 0;
}

int built_read(struct built *built, struct kvet_error *error)
{
	int code = kbuild_read(&built->tree->files, built->options, is_complete(built),
		&built->kbuild, error);

	if (code)
		return code;
	follow(built);
	return built_each_undecided(built, count_undecided, &built->undecided);
}

void built_forget_kbuild(struct built *built)
{
	includes_release(&built->includes);
	kbuild_free(built->kbuild);
	built->includes = (struct includes){0};
	built->kbuild = NULL;
	built->followed = false;
	built->undecided = 0;
}

void built_release(struct built *built)
{
	built_forget_kbuild(built);
	options_free(built->options);
	kerneltree_free(built->tree);
	moves_free(built->moves);
	compiled_free(built->compiled);
	modules_free(built->modules);
	table_release(&built->doubted);
	*built = (struct built){0};
}
