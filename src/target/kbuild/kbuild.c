/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over a tree's folders, from the root Makefile on. */
#include "target/kbuild/kbuild.h"

#include "util/error.h"
#include "util/grow.h"

#include <ctype.h>
#include <stdlib.h>

/* Steps ------------------------------------------------------------------------------- */

/* Conditions of the kernel are shorter, and what stands behind is not what decides. */
#define CONDITION_MAX 512u

static bool is_on(const struct kbuild *kbuild, struct bytes name)
{
	const struct option_value *option = options_find(
		kbuild->options, (struct bytes){name.data + 7, name.len - 7});

	return option &&
	       (strcmp(option->text, "y") == 0 || strcmp(option->text, "m") == 0);
}

/* The first CONFIG_ name in TEXT that is on (or, with OFF, is not), else the first; "" when
 * there is none. */
static const char *find_option(struct kbuild *kbuild, struct bytes text, bool off)
{
	struct bytes found = {"", 0};
	const char *at;

	text.len = text.len < CONDITION_MAX ? text.len : CONDITION_MAX;
	while (text.len && (at = memmem(text.data, text.len, "CONFIG_", 7))) {
		size_t skipped = (size_t)(at - text.data), len = 7;

		while (skipped + len < text.len &&
			(isalnum((unsigned char)at[len]) || at[len] == '_'))
			len++;
		struct bytes name = {at, len};
		bool decides = is_on(kbuild, name) != off;
		if (decides || !found.len)
			found = name;
		if (decides)
			break;
		text.data += skipped + len;
		text.len -= skipped + len;
	}
	return found.len ? arena_text(&kbuild->arena, found) : "";
}

/* The outermost that failed: those within were not asked. */
static const struct make_condition *failed_condition(
	const struct make_condition *condition)
{
	const struct make_condition *failed = NULL;

	for (; condition; condition = condition->outer)
		failed = condition->failed ? condition : failed;
	return failed;
}

const struct kbuild_step *kbuild_step(struct kbuild *kbuild,
	const struct kbuild_step *parent, const struct make_origin *origin, bool off)
{
	struct kbuild_step *step = arena_alloc(&kbuild->arena, sizeof(*step));
	const struct make_condition *condition = origin ? origin->condition : NULL;

	if (!step)
		return NULL;
	*step = (struct kbuild_step){parent, origin, "", NULL, off};
	if (origin)
		step->option = find_option(kbuild, origin->left, off);
	if (off && !*step->option)
		step->condition = failed_condition(condition);
	if (step->condition)
		step->option = find_option(kbuild, step->condition->text, off);
	for (; !step->condition && !*step->option && condition;
		condition = condition->outer)
		step->option = find_option(kbuild, condition->text, off);
	return step;
}

/* Files and folders ------------------------------------------------------------------- */

/* A crate's other files are compiled with the one that a makefile names. */
static void say_crate(struct kbuild *kbuild, struct kbuild_file *file)
{
	struct bytes folder = bytes_of(file->path), name = tree_last_part(folder);
	struct table_entry *entry;

	if (name.len < 4 || memcmp(name.data + name.len - 3, ".rs", 3) != 0 ||
		name.len == folder.len)
		return;
	folder.len -= name.len + 1;
	entry = table_add(&kbuild->crates, folder);
	if (!entry)
		kbuild->failed = true;
	else if (!entry->value ||
		 ((struct kbuild_file *)entry->value)->state < file->state)
		entry->value = file;
}

void kbuild_say(struct kbuild *kbuild, struct bytes path, enum kbuild_state state,
	const struct kbuild_step *step, const char *module)
{
	const struct tree_file *known = tree_find(kbuild->files.tree, path);
	struct table_entry *entry;
	struct kbuild_file *file;

	if (!known)
		return;
	entry = table_add(&kbuild->objects, bytes_of(known->path));
	if (!entry) {
		kbuild->failed = true;
		return;
	}
	file = entry->value;
	if (!file) {
		file = arena_alloc(&kbuild->arena, sizeof(*file));
		if (!file)
			return;
		file->path = known->path;
		entry->value = file;
	}
	if (state <= file->state)
		return;
	file->state = state;
	file->step = step;
	file->module = module;
	say_crate(kbuild, file);
	/* There are no links to links. */
	if (known->link)
		kbuild_say(kbuild, bytes_of(known->link->path), state, step, module);
}

static struct kbuild_folder *folder_of(struct kbuild *kbuild, struct bytes path)
{
	struct table_entry *entry = table_find(&kbuild->folders, path);
	struct kbuild_folder *folder;

	if (entry)
		return entry->value;
	folder = arena_alloc(&kbuild->arena, sizeof(*folder));
	path.data = arena_text(&kbuild->arena, path);
	entry = folder ? table_add(&kbuild->folders, path) : NULL;
	if (!entry) {
		kbuild->failed = true;
		return NULL;
	}
	folder->path = path.data;
	entry->value = folder;
	return folder;
}

/* Programs that run on the building machine, and what is never part of a kernel. */
static bool is_hosts(struct bytes path)
{
	static const char *const folders[] = {"scripts", "tools", "Documentation"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		size_t len = strlen(folders[i]);

		if (path.len >= len && memcmp(path.data, folders[i], len) == 0 &&
			(path.len == len || path.data[len] == '/'))
			return true;
	}
	return false;
}

/* False when the folder is read in it already. */
static bool add_environment(struct kbuild_folder *folder, struct kbuild_environment *each)
{
	for (size_t i = 0; i < folder->environment_count; i++) {
		if (folder->environments[i] == each)
			return false;
	}
	if (folder->environment_count == KBUILD_ENVIRONMENTS_MAX) {
		folder->complaint = "more folders that export variables lead to it than "
				    "any kernel has";
		return false;
	}
	folder->environments[folder->environment_count++] = each;
	return true;
}

void kbuild_reach(struct kbuild *kbuild, struct bytes path, enum kbuild_state state,
	const struct kbuild_step *step)
{
	struct kbuild_folder *folder;

	if (is_hosts(path) || (path.len && !tree_has_folder(kbuild->files.tree, path)))
		return;
	folder = folder_of(kbuild, path);
	if (!folder)
		return;
	if (state == KBUILD_OFF) {
		folder->off = folder->off ? folder->off : step;
		return;
	}
	bool added = add_environment(folder, kbuild->environment);
	if (state > folder->state) {
		folder->state = state;
		folder->step = step;
	} else if (!added) {
		return;
	}
	if (folder->queued)
		return;
	if (!grow(&kbuild->queue, &kbuild->queue_room, kbuild->queue_count + 1,
		    sizeof(struct kbuild_folder *))) {
		kbuild->failed = true;
		return;
	}
	folder->queued = true;
	kbuild->queue[kbuild->queue_count++] = folder;
}

/* Reading ----------------------------------------------------------------------------- */

static struct make make_of(struct kbuild *kbuild, struct make_scope *scope)
{
	return (struct make){.arena = &kbuild->arena,
		.scope = scope,
		.files = &kbuild->files,
		.options = kbuild->options,
		.options_complete = kbuild->options_complete,
		.all_work = &kbuild->work};
}

static const char *join_path(struct kbuild *kbuild, const char *folder, const char *name)
{
	return arena_printf(&kbuild->arena, "%s%s%s", folder, *folder ? "/" : "", name);
}

/* What was not understood in one reading stays so. */
static void take_doubts(struct kbuild_folder *folder, const struct make *make)
{
	if (!folder->complaint)
		folder->complaint = make->complaint;
	folder->vague = folder->vague || make->vague;
}

/* The one for the folders that FOLDER, read in OUTER, leads to: OUTER itself where it exports
 * nothing. */
static struct kbuild_environment *environment_of(struct kbuild *kbuild,
	struct kbuild_folder *folder, struct make *make, struct kbuild_environment *outer)
{
	struct kbuild_environment *own = kbuild->environments;
	struct make_scope scope = {0};

	while (own && (own->folder != folder || own->outer != outer))
		own = own->next;
	if (own)
		return own;
	if (!make_pass_on(make, &scope)) {
		table_release(&scope.variables);
		return outer;
	}
	if (outer && outer->depth == KBUILD_ENVIRONMENT_DEPTH_MAX)
		make_complain(make, "folders export variables to each other without an "
				    "end");
	own = outer && outer->depth == KBUILD_ENVIRONMENT_DEPTH_MAX
		      ? NULL
		      : arena_alloc(&kbuild->arena, sizeof(*own));
	if (!own) {
		table_release(&scope.variables);
		return outer;
	}
	*own = (struct kbuild_environment){.scope = scope,
		.folder = folder,
		.outer = outer,
		.next = kbuild->environments,
		.depth = outer ? outer->depth + 1 : 1};
	own->scope.outer = outer ? &outer->scope : &kbuild->base;
	kbuild->environments = own;
	return own;
}

/* A folder's Kbuild, or else its Makefile, as scripts/Makefile.build chooses. */
static void read_folder_in(struct kbuild *kbuild, struct kbuild_folder *folder,
	struct kbuild_environment *environment)
{
	struct make_scope scope = {
		.outer = environment ? &environment->scope : &kbuild->base};
	struct make make = make_of(kbuild, &scope);
	const char *path = join_path(kbuild, folder->path, "Kbuild");

	make_fix(&make, "obj", *folder->path ? folder->path : ".");
	make_fix(&make, "src", *folder->path ? folder->path : ".");
	/* The root's Makefile is no folder's. */
	if (*folder->path && !tree_find(kbuild->files.tree, bytes_of(path)))
		path = join_path(kbuild, folder->path, "Makefile");
	folder->makefile = make_read(&make, path) ? path : NULL;
	kbuild->makefiles += folder->makefile != NULL;
	kbuild->environment = environment_of(kbuild, folder, &make, environment);
	kbuild_collect(kbuild, folder, &make, false);
	kbuild->environment = NULL;
	take_doubts(folder, &make);
	free(make.rules);
	table_release(&scope.variables);
}

static void read_folder(struct kbuild *kbuild, struct kbuild_folder *folder)
{
	/* Reading may add some, of a folder that leads to itself: it is queued then. */
	for (size_t i = folder->environment_count; i--;)
		read_folder_in(kbuild, folder, folder->environments[i]);
}

/* The rest of a tree that is too much is not read: what it says could be of any file. */
static void give_up(struct kbuild *kbuild)
{
	struct kbuild_folder *root = folder_of(kbuild, (struct bytes){"", 0});

	if (root && !root->complaint)
		root->complaint = "the makefiles of this tree take more work than any "
				  "kernel's do: it was not read to the end";
}

static void read_queue(struct kbuild *kbuild)
{
	while (kbuild->queue_next < kbuild->queue_count) {
		struct kbuild_folder *folder = kbuild->queue[kbuild->queue_next++];

		kbuild->work += MAKE_COST_FOLDER;
		if (kbuild->work > make_work_all(&kbuild->files)) {
			give_up(kbuild);
			return;
		}
		folder->queued = false;
		read_folder(kbuild, folder);
	}
}

/* What the root Makefile and the architecture's find set when make calls itself again. */
static const char *const fixed[][2] = {
	{"srctree", "."},
	{"objtree", "."},
	{"abs_srctree", "."},
	{"abs_objtree", "."},
	{"CURDIR", "."},
	{"sub_make_done", "1"},
	{"KBUILD_EXTMOD", ""},
	/* Since 6.13; before, it was 1, which nobody compares. */
	{"KBUILD_BUILTIN", "y"},
	{"KBUILD_MODULES", "y"},
	{"MAKECMDGOALS", ""},
	{"MAKEFLAGS", "rR --no-print-directory"},
	{"MAKE", "make"},
	{"MAKE_VERSION", "4.4"},
	{".FEATURES", "else-if output-sync target-specific undefine"},
	/* So that `$(build)=folder` reads obj=folder. */
	{"build", "obj"},
};

/* ARCH=x86_64 and ARCH=i386 build arch/x86 too, whatever the configuration's heading says. */
static bool has_other_names(const char *srcarch)
{
	static const char *const folders[] = {"x86", "sparc", "parisc", "sh"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (strcmp(srcarch, folders[i]) == 0)
			return true;
	}
	return false;
}

static void fix_variables(struct kbuild *kbuild)
{
	struct make make = make_of(kbuild, &kbuild->fixed);

	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
		make_fix(&make, fixed[i][0], fixed[i][1]);
	make_fix(&make, "SRCARCH", kbuild->srcarch);
	make_fix(&make, "ARCH",
		has_other_names(kbuild->srcarch) ? "\001" : kbuild->srcarch);
}

/* Functions like cc-option, which Makefile.build brings into every folder. */
static void read_base(struct kbuild *kbuild)
{
	struct make make = make_of(kbuild, &kbuild->base);
	struct kbuild_folder *root = folder_of(kbuild, (struct bytes){"", 0});

	kbuild->base.outer = &kbuild->fixed;
	make_read(&make, "scripts/Kbuild.include");
	make_read(&make, "scripts/Makefile.compiler");
	if (root)
		take_doubts(root, &make);
	free(make.rules);
}

static void read_root(struct kbuild *kbuild)
{
	struct make_scope scope = {.outer = &kbuild->fixed};
	struct make make = make_of(kbuild, &scope);
	struct kbuild_folder *folder = folder_of(kbuild, (struct bytes){"", 0});

	if (!folder || !make_read(&make, "Makefile"))
		return;
	folder->state = KBUILD_BUILTIN;
	kbuild_collect(kbuild, folder, &make, true);
	take_doubts(folder, &make);
	make_pass_on(&make, &kbuild->base);
	/* What make does with the names before the folders' lists: its own Kbuild file. */
	folder->state = KBUILD_UNSAID;
	kbuild_reach(kbuild, (struct bytes){"", 0}, KBUILD_BUILTIN, NULL);
	free(make.rules);
	table_release(&scope.variables);
}

static int check_tree(struct kbuild *kbuild, struct kvet_error *error)
{
	const struct tree *tree = kbuild->files.tree;
	const char *folder;

	if (!tree_find(tree, bytes_of("scripts/Kbuild.include")) ||
		!tree_find(tree, bytes_of("Makefile"))) {
		error_set(error, KVET_ERROR_INPUT, NULL,
			"no source tree of a kernel: scripts/Kbuild.include is not in "
			"it");
		error_hint(error, "name the folder that holds the kernel's top Makefile");
		return KVET_ERROR_INPUT;
	}
	folder = arena_printf(&kbuild->arena, "arch/%s", kbuild->srcarch);
	if (*kbuild->srcarch && tree_has_folder(tree, bytes_of(folder)))
		return 0;
	error_set(error, KVET_ERROR_INPUT, kbuild->options->source,
		"the architecture of the configuration cannot be told, or the tree has "
		"no "
		"%.60s",
		folder);
	error_hint(error, "a .config says it in its third line: Linux/x86 6.1.192 Kernel "
			  "Configuration");
	return KVET_ERROR_INPUT;
}

int kbuild_read(const struct make_files *files, const struct options *options,
	bool complete, struct kbuild **out, struct kvet_error *error)
{
	struct kbuild *kbuild = calloc(1, sizeof(*kbuild));

	if (!kbuild)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	kbuild->files = *files;
	kbuild->options = options;
	kbuild->options_complete = complete;
	kbuild->srcarch = options_srcarch(options);
	int code = check_tree(kbuild, error);
	if (code) {
		kbuild_free(kbuild);
		return code;
	}
	fix_variables(kbuild);
	read_base(kbuild);
	read_root(kbuild);
	read_queue(kbuild);
	if (kbuild->failed || kbuild->arena.failed) {
		kbuild_free(kbuild);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	*out = kbuild;
	return 0;
}

void kbuild_name(struct kbuild *kbuild, struct bytes name)
{
	if (!table_find(&kbuild->named, name) &&
		!table_add(&kbuild->named,
			(struct bytes){arena_text(&kbuild->arena, name), name.len}))
		kbuild->failed = true;
}

void kbuild_free(struct kbuild *kbuild)
{
	if (!kbuild)
		return;
	for (struct kbuild_environment *each = kbuild->environments; each;
		each = each->next)
		table_release(&each->scope.variables);
	table_release(&kbuild->fixed.variables);
	table_release(&kbuild->base.variables);
	table_release(&kbuild->objects);
	table_release(&kbuild->folders);
	table_release(&kbuild->crates);
	table_release(&kbuild->named);
	free(kbuild->queue);
	arena_release(&kbuild->arena);
	free(kbuild);
}
