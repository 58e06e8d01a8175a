/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/doubts.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* Somebody may build a module by itself, later; a kernel's have all the same options. */
#define MODULES_FEW 10

/* What is searched for in makefiles by name alone: out-of-tree modules are few. */
#define SEARCHES_MAX 64

/* One of so many files that are built in may be missing in a whole list: those that are
 * compiled apart. Measured: at most one in 26 (docs/kbuild-figures.md). */
#define FILES_PER_MISSING 20
#define FILES_FEW 3

struct finding {
	struct built *built;
	struct doubts *doubts;
	struct table built_names; /* of modules that the options build: "snd_hda_intel" */
	struct arena arena;
	size_t searches;
	bool failed;
};

/* Modules' names have one spelling, their files two. */
static void fold(char *text, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (text[i] == '-')
			text[i] = '_';
	}
}

static bool add_name(struct finding *in, struct bytes path)
{
	struct bytes name = tree_last_part(path);
	char *text = arena_alloc(&in->arena, name.len + 1);

	if (!text)
		return false;
	memcpy(text, name.data, name.len);
	text[name.len] = '\0';
	fold(text, name.len);
	return table_add(&in->built_names, (struct bytes){text, name.len}) != NULL;
}

static bool collect_names(struct finding *in)
{
	const struct table *objects = &in->built->kbuild->objects;

	for (size_t i = 0; i < objects->count; i++) {
		const struct kbuild_file *file = objects->entries[i].value;
		struct bytes stem = bytes_of(file->path);
		const char *dot = bytes_last(stem, '.');

		if (file->state < KBUILD_MAYBE)
			continue;
		stem.len = dot ? (size_t)(dot - stem.data) : stem.len;
		if (!add_name(in, stem) ||
			(file->module && !add_name(in, bytes_of(file->module))))
			return false;
	}
	return true;
}

static void doubt(struct finding *in, struct bytes folder)
{
	/* The tree's own, so that it lives as long as the table. */
	const struct table_entry *known =
		table_find(&in->built->tree->tree->folders, folder);

	if (known && folder.len && !table_add(&in->built->doubted, known->name))
		in->failed = true;
}

/* `sctp.o` as a word of TEXT, in either spelling. */
static bool names_object(struct bytes text, const char *name, char *folded)
{
	char object[160];
	int len = snprintf(object, sizeof(object), "%s.o", name);
	const char *end = folded + text.len, *at = folded;

	if (len < 3 || (size_t)len >= sizeof(object))
		return false;
	memcpy(folded, text.data, text.len);
	fold(folded, text.len);
	while ((at = memmem(at, (size_t)(end - at), object, (size_t)len))) {
		bool before =
			at > folded && (isalnum((unsigned char)at[-1]) || at[-1] == '_');

		at += len;
		if (!before && (at == end || !isalnum((unsigned char)*at)))
			return true;
	}
	return false;
}

/* Where makefiles speak of the object that a module of that name is. */
static size_t search(struct finding *in, const char *name)
{
	static const char *const makefiles[] = {"Makefile", "Kbuild"};
	const struct make_files *files = &in->built->tree->files;
	char *folded = NULL;
	size_t found = 0;

	for (size_t i = 0; i < 2; i++) {
		const struct tree_file *file =
			tree_named(in->built->tree->tree, bytes_of(makefiles[i]));

		for (; file && !in->failed; file = file->same_name) {
			struct bytes text, folder = bytes_of(file->path);
			const char *slash = bytes_last(folder, '/');

			if (!slash || !files->read(files->context, file->path, &text) ||
				!text.len)
				continue;
			char *more = realloc(folded, text.len);
			in->failed |= !more;
			folded = more ? more : folded;
			folder.len = (size_t)(slash - folder.data);
			if (more && names_object(text, name, folded)) {
				doubt(in, folder);
				found++;
			}
		}
	}
	free(folded);
	return found;
}

/* MODULE is there, and the options do not build it: of the tree's own, where from? */
static bool is_doubtful(struct finding *in, const struct module *module)
{
	struct bytes folder = bytes_of(module->path);
	const char *slash = bytes_last(folder, '/');

	folder.len = slash ? (size_t)(slash - folder.data) : 0;
	if (folder.len && tree_has_folder(in->built->tree->tree, folder)) {
		doubt(in, folder);
		return true;
	}
	return in->searches++ < SEARCHES_MAX && search(in, module->name) > 0;
}

static void note(struct doubts *doubts, const char *name)
{
	size_t len = strlen(doubts->names);

	if (doubts->modules++ < 4)
		snprintf(doubts->names + len, sizeof(doubts->names) - len, "%s%.30s",
			len ? ", " : "", name);
}

static void compare_modules(struct finding *in)
{
	const struct table *names = &in->built->modules->names;

	for (size_t i = 0; i < names->count && !in->failed; i++) {
		const struct module *module = names->entries[i].value;

		if (table_find(&in->built_names, names->entries[i].name))
			continue;
		for (; module; module = module->same_name) {
			if (module->state != MODULE_ABSENT && is_doubtful(in, module))
				note(in->doubts, module->name);
		}
	}
	in->doubts->other_options = in->doubts->modules > MODULES_FEW;
}

static void compare_list(struct finding *in)
{
	const struct table *objects = &in->built->kbuild->objects;
	const struct compiled *compiled = in->built->compiled;
	size_t builtin = 0;

	if (!compiled->whole || !compiled->included)
		return;
	for (size_t i = 0; i < objects->count; i++) {
		const struct kbuild_file *file = objects->entries[i].value;
		struct bytes path = bytes_of(file->path);

		if (file->state != KBUILD_BUILTIN || !compiled_speaks_of(compiled, path))
			continue;
		builtin++;
		in->doubts->files += !compiled_has(compiled, path);
	}
	in->doubts->part_of_list = in->doubts->files > FILES_FEW &&
				   in->doubts->files * FILES_PER_MISSING > builtin;
}

bool doubts_find(struct built *built, struct doubts *doubts)
{
	struct finding in = {.built = built, .doubts = doubts};

	*doubts = (struct doubts){0};
	if (built->modules) {
		in.failed = !collect_names(&in);
		if (!in.failed)
			compare_modules(&in);
	}
	if (built->compiled && !in.failed)
		compare_list(&in);
	table_release(&in.built_names);
	arena_release(&in.arena);
	return !in.failed;
}
