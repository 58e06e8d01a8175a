/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a host keeps the lists of its modules, and which of them can be believed. */
#include "target/modules.h"

#include "target/rootfolder.h"
#include "util/error.h"

#include <limits.h>
#include <stdlib.h>

#define FOLDERS_MAX 20000u
#define DEPTH_MAX 32

struct reading {
	const struct rootfolder *root;
	struct modules *modules;
	const char *folder; /* "usr/lib/modules/6.1.0-56-amd64" */
	size_t folders; /* that were walked through */
	size_t files; /* modules that were found there */
	bool whole; /* nothing was passed over in the walk */
	bool kernel; /* its folder kernel/ is there */
	bool failed; /* memory is short */
};

typedef int (*parser)(
	struct modules *modules, struct bytes text, struct kvet_error *error);

static int parse_builtin(
	struct modules *modules, struct bytes text, struct kvet_error *error)
{
	return modules_add_paths(modules, text, MODULE_BUILTIN, error);
}

static int parse_order(
	struct modules *modules, struct bytes text, struct kvet_error *error)
{
	return modules_add_paths(modules, text, MODULE_INSTALLED, error);
}

static void count_lists(struct modules *modules)
{
	size_t counts[MODULE_LISTS] = {0};

	for (size_t i = 0; i < modules->names.count; i++) {
		const struct module *module = modules->names.entries[i].value;

		for (; module; module = module->same_name) {
			counts[MODULES_BUILTIN] += module->state == MODULE_BUILTIN;
			counts[MODULES_LOADED] += module->state == MODULE_LOADED;
			/* What is loaded was installed, where its file is known. */
			counts[MODULES_INSTALLED] +=
				module->state == MODULE_INSTALLED ||
				(module->state == MODULE_LOADED && *module->path);
		}
	}
	for (size_t i = 0; i < MODULE_LISTS; i++)
		modules->lists[i].count = counts[i];
}

static void set_known(struct reading *reading, enum module_list list, const char *path)
{
	struct modules *modules = reading->modules;

	modules->lists[list].known = true;
	modules->lists[list].trouble = "";
	modules->lists[list].source = arena_text(&modules->arena, bytes_of(path));
}

static void set_trouble(struct reading *reading, enum module_list list, const char *path,
	const struct kvet_error *why)
{
	struct modules *modules = reading->modules;

	if (why->code == KVET_ERROR_MEMORY)
		reading->failed = true;
	if (!modules->lists[list].known && why->code != KVET_ERROR_NOT_FOUND)
		modules->lists[list].trouble =
			why->line ? arena_printf(&modules->arena, "%s, line %u: %s", path,
					    why->line, why->message)
				  : arena_printf(&modules->arena, "%s: %s", path,
					    why->message);
}

/* A list that says nothing at all is known only where that can be: nothing is loaded. */
static void read_list(
	struct reading *reading, const char *path, enum module_list list, parser parse)
{
	struct kvet_error why = {0};
	struct rootfile file;
	int code =
		rootfolder_read(reading->root, path, MODULES_LIST_SIZE_MAX, &file, &why);

	if (code) {
		set_trouble(reading, list, path, &why);
		return;
	}
	code = parse(reading->modules, (struct bytes){file.data, file.len}, &why);
	if (code)
		set_trouble(reading, list, path, &why);
	else if (file.len || list == MODULES_LOADED)
		set_known(reading, list, path);
	free(file.data);
}

static void read_list_in(
	struct reading *reading, const char *name, enum module_list list, parser parse)
{
	char path[PATH_MAX];

	if (reading->modules->lists[list].known && list != MODULES_BUILTIN)
		return;
	int len = snprintf(path, sizeof(path), "%s/%s", reading->folder, name);
	if (len >= 0 && (size_t)len < sizeof(path))
		read_list(reading, path, list, parse);
}

static bool is_module(const char *name)
{
	const char *ko = strstr(name, ".ko");

	while (ko && strstr(ko + 1, ".ko"))
		ko = strstr(ko + 1, ".ko");
	return ko && (strcmp(ko, ".ko") == 0 || strcmp(ko, ".ko.xz") == 0 ||
			     strcmp(ko, ".ko.zst") == 0 || strcmp(ko, ".ko.gz") == 0);
}

static void walk(struct reading *reading, const char *below, unsigned depth);

/* BELOW: "kernel/fs", or "" for the folder of the release itself. */
static void visit(struct reading *reading, const char *below, const struct rootname *name,
	unsigned depth)
{
	struct kvet_error why = {0};
	char path[PATH_MAX];
	int len = snprintf(
		path, sizeof(path), "%s%s%s", below, *below ? "/" : "", name->text);

	bool other_link = name->kind == ROOTNAME_LINK && strcmp(path, "build") != 0 &&
			  strcmp(path, "source") != 0;
	if (len < 0 || (size_t)len >= sizeof(path) || other_link) {
		reading->whole = false; /* a folder may be behind it */
	} else if (name->kind == ROOTNAME_FOLDER) {
		reading->kernel |= strcmp(path, "kernel") == 0;
		walk(reading, path, depth + 1);
	} else if (is_module(name->text)) {
		reading->files++;
		if (modules_add_paths(
			    reading->modules, bytes_of(path), MODULE_INSTALLED, &why)) {
			reading->whole = false;
			reading->failed |= why.code == KVET_ERROR_MEMORY;
		}
	}
}

static void walk(struct reading *reading, const char *below, unsigned depth)
{
	struct kvet_error why = {0};
	struct rootnames names;
	char path[PATH_MAX];
	int len = snprintf(path, sizeof(path), "%s/%s", reading->folder, below);

	if (depth > DEPTH_MAX || ++reading->folders > FOLDERS_MAX || len < 0 ||
		(size_t)len >= sizeof(path) ||
		rootfolder_list(reading->root, path, MODULES_COUNT_MAX, &names, &why)) {
		reading->whole = false;
		reading->failed |= why.code == KVET_ERROR_MEMORY;
		return;
	}
	for (size_t i = 0; i < names.count; i++) {
		if (reading->files > MODULES_COUNT_MAX)
			reading->whole = false;
		else
			visit(reading, below, &names.names[i], depth);
	}
	rootnames_release(&names);
}

/* The files themselves say best what is installed: modules.order also names what another
 * package brings, modules.dep may be of yesterday. */
static void read_installed(struct reading *reading)
{
	reading->folders = reading->files = 0;
	reading->whole = true;
	reading->kernel = false;
	walk(reading, "", 0);
	if (reading->whole && reading->kernel && reading->files)
		set_known(reading, MODULES_INSTALLED, reading->folder);
	read_list_in(reading, "modules.dep", MODULES_INSTALLED, modules_add_dependencies);
	read_list_in(reading, "modules.order", MODULES_INSTALLED, parse_order);
}

int modules_read(const struct rootfolder *root, const char *release, bool loaded,
	struct modules **out, struct kvet_error *error)
{
	static const char *const folders[] = {"usr/lib/modules", "lib/modules"};
	struct reading reading = {.root = root, .modules = modules_new()};
	struct modules *modules = reading.modules;
	char folder[PATH_MAX];

	if (!modules)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < 2 && !modules_tell_absence(modules); i++) {
		snprintf(folder, sizeof(folder), "%s/%s", folders[i], release);
		reading.folder = folder;
		read_list_in(&reading, "modules.builtin", MODULES_BUILTIN, parse_builtin);
		read_list_in(&reading, "modules.builtin.modinfo", MODULES_BUILTIN,
			modules_add_modinfo);
		read_installed(&reading);
	}
	if (loaded)
		read_list(&reading, "proc/modules", MODULES_LOADED, modules_add_loaded);
	count_lists(modules);
	if (reading.failed || modules->arena.failed) {
		modules_free(modules);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	*out = modules;
	return 0;
}
