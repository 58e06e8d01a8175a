/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a folder's variables say: which objects are built, of which parts they are put
 * together, and which sources those come from (kernel: scripts/Makefile.build and
 * scripts/Makefile.lib).
 */
#include "target/kbuild/kbuild.h"

#include "target/kbuild/maketext.h"

#include <ctype.h>
#include <stdlib.h>

/* Parts of parts of parts: the kernel has two of these levels. */
#define ROUNDS_MAX 16

struct object {
	struct bytes path; /* below the tree, with .o */
	enum kbuild_state state;
	const struct kbuild_step *step;
	const char *module; /* the object it is linked into, without .o */
	bool composite; /* it is put together from others: no source of its own */
	bool doubtful; /* but that is not sure */
	bool own_part; /* or one of them has its name */
};

struct collecting {
	struct kbuild *kbuild;
	struct kbuild_folder *folder;
	struct make *make;
	struct table objects; /* path to struct object */
	struct make_text vpath; /* folders in which sources may lie too */
	bool root; /* the root Makefile itself is read, not the Kbuild file beside it */
	bool changed;
};

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len &&
	       (!len || memcmp(text.data + text.len - len, end, len) == 0);
}

static struct bytes without_end(struct bytes text, size_t len)
{
	return (struct bytes){text.data, text.len - len};
}

static struct bytes from(struct bytes text, size_t at)
{
	return (struct bytes){text.data + at, text.len - at};
}

static enum kbuild_state weaker(enum kbuild_state a, enum kbuild_state b)
{
	return a < b ? a : b;
}

/* Paths ------------------------------------------------------------------------------- */

static const char *const source_endings[] = {
	".c", ".S", ".rs", ".c_shipped", ".S_shipped"};

#define SOURCE_ENDINGS (sizeof(source_endings) / sizeof(*source_endings))

/* STEM with the INDEXth ending of sources. */
static bool has_source(const struct collecting *in, struct bytes stem, size_t index,
	char path[TREE_PATH_MAX + 16], struct bytes *found)
{
	int len = snprintf(path, TREE_PATH_MAX + 16, "%.*s%s", (int)stem.len, stem.data,
		source_endings[index]);

	*found = (struct bytes){path, (size_t)len};
	return tree_find(in->kbuild->files.tree, *found) != NULL;
}

static bool has_any_source(const struct collecting *in, struct bytes stem)
{
	char path[TREE_PATH_MAX + 16];
	struct bytes found;

	for (size_t i = 0; i < SOURCE_ENDINGS; i++) {
		if (has_source(in, stem, i, path, &found))
			return true;
	}
	return false;
}

/* WORD below the folder, into PATH; 0 when it leads out of the tree. */
static size_t below_folder(
	const struct collecting *in, struct bytes word, char path[TREE_PATH_MAX])
{
	char joined[2 * TREE_PATH_MAX];
	int len = snprintf(joined, sizeof(joined), "%s%s%.*s", in->folder->path,
		*in->folder->path ? "/" : "", (int)word.len, word.data);

	if (word.len >= TREE_PATH_MAX || len < 0)
		return 0;
	return tree_normalise((struct bytes){joined, (size_t)len}, path);
}

/* An object is named below its folder; `$(obj)/x.o` names it below the tree. */
static size_t object_path(
	const struct collecting *in, struct bytes word, char path[TREE_PATH_MAX])
{
	char below_tree[TREE_PATH_MAX];
	size_t len = below_folder(in, word, path);
	size_t other = tree_normalise(word, below_tree);
	bool own = len > 2 && has_any_source(in, (struct bytes){path, len - 2});

	if (own || other <= 2 || !memchr(word.data, '/', word.len))
		return len;
	size_t folder = strlen(in->folder->path);
	bool in_folder =
		other > folder && memcmp(below_tree, in->folder->path, folder) == 0;
	if (!in_folder && !has_any_source(in, (struct bytes){below_tree, other - 2}))
		return len;
	memcpy(path, below_tree, other + 1);
	return other;
}

/* A source file, named below its folder or below the tree, into PATH. */
static size_t source_path(
	const struct collecting *in, struct bytes word, char path[TREE_PATH_MAX])
{
	const struct tree *tree = in->kbuild->files.tree;
	size_t len = tree_normalise(word, path);

	if (len && tree_find(tree, (struct bytes){path, len}))
		return len;
	len = below_folder(in, word, path);
	return len && tree_find(tree, (struct bytes){path, len}) ? len : 0;
}

/* Objects ----------------------------------------------------------------------------- */

static struct object *find_object(const struct collecting *in, struct bytes path)
{
	struct table_entry *entry = table_find(&in->objects, path);

	return entry ? entry->value : NULL;
}

static struct object *add_object(struct collecting *in, struct bytes path)
{
	struct object *object = find_object(in, path);
	struct table_entry *entry;

	if (object)
		return object;
	if (!make_spend(in->make, MAKE_COST_KEEP + path.len * 8))
		return NULL;
	object = arena_alloc(&in->kbuild->arena, sizeof(*object));
	path.data = arena_text(&in->kbuild->arena, path);
	entry = object ? table_add(&in->objects, path) : NULL;
	if (!entry) {
		in->kbuild->failed = true;
		return NULL;
	}
	object->path = path;
	entry->value = object;
	return object;
}

static void say_object(struct collecting *in, struct bytes path, enum kbuild_state state,
	const struct kbuild_step *step, const char *module)
{
	struct object *object = add_object(in, path);

	if (!object || state <= object->state)
		return;
	object->state = state;
	object->step = step;
	object->module =
		module ? module : arena_text(&in->kbuild->arena, without_end(path, 2));
	in->changed = true;
}

/* Lists ------------------------------------------------------------------------------- */

/* What the ending of a list's name says: obj-y, obj-m, obj- and, of an option that is not
 * known, obj-?. Any other (`obj-vdso`, `net-objs`) is a name like any. */
static enum kbuild_state state_of_ending(struct bytes ending)
{
	if (make_unknown(ending))
		return KBUILD_MAYBE;
	if (bytes_equal(ending, "y"))
		return KBUILD_BUILTIN;
	if (bytes_equal(ending, "m"))
		return KBUILD_MODULE;
	return ending.len ? KBUILD_UNSAID : KBUILD_OFF;
}

/* The lists of scripts/Makefile.build, and those of the root Makefile. */
static const struct {
	const char *name; /* before the dash, or all of it */
	bool exact, folders; /* words are folders, even without a slash */
	bool root; /* of the root Makefile alone: elsewhere it is a name like any */
} lists[] = {
	{"obj", false, false, false},
	{"lib", false, false, false},
	{"subdir", false, true, false},
	{"extra", false, false, false},
	{"always", false, false, false},
	{"always", true, false, false},
	{"dtb", false, false, false},
	{"core", false, false, true},
	{"drivers", false, false, true},
	{"libs", false, false, true},
	{"net", false, false, true},
	{"virt", false, false, true},
	{"init", false, false, true},
	{"head", false, false, true},
};

/* The state that the list NAME gives its words; KBUILD_UNSAID when it is none. */
static enum kbuild_state list_state(
	const struct collecting *in, struct bytes name, bool *folders)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++) {
		size_t len = strlen(lists[i].name);

		if (name.len < len || memcmp(name.data, lists[i].name, len) != 0 ||
			(lists[i].root && !in->root))
			continue;
		*folders = lists[i].folders;
		if (lists[i].exact && name.len == len)
			return KBUILD_BUILTIN;
		if (!lists[i].exact && name.len > len && name.data[len] == '-')
			return state_of_ending(from(name, len + 1));
	}
	return KBUILD_UNSAID;
}

/* Every source of that NAME, wherever it lies, may be what is meant. */
static void say_named(struct collecting *in, struct bytes name, enum kbuild_state state,
	const struct kbuild_step *step)
{
	const struct tree_file *file = tree_named(in->kbuild->files.tree, name);

	for (; file && make_spend(in->make, MAKE_COST_WORD); file = file->same_name)
		kbuild_say(in->kbuild, bytes_of(file->path), weaker(state, KBUILD_MAYBE),
			step, NULL);
}

/* The same of `foo.o` that is made of one. */
static void say_named_object(struct collecting *in, struct bytes name,
	enum kbuild_state state, const struct kbuild_step *step)
{
	char source[TREE_PATH_MAX + 16];
	struct bytes stem = without_end(tree_last_part(name), 2);

	for (size_t i = 0; i < SOURCE_ENDINGS && stem.len < TREE_PATH_MAX; i++) {
		snprintf(source, sizeof(source), "%.*s%s", (int)stem.len, stem.data,
			source_endings[i]);
		say_named(in, bytes_of(source), state, step);
	}
}

/* Of $(X)/foo.o the folder is not known. */
static void vague_word(struct collecting *in, struct bytes word, enum kbuild_state state,
	const struct kbuild_step *parent)
{
	size_t at = word.len;

	in->make->vague = true;
	while (at && !make_is_mark(word.data[at - 1]))
		at--;
	word = from(word, at);
	if (word.len > 3 && *word.data == '/' && ends_with(word, ".o"))
		say_named_object(in, word, state, parent);
}

/* Calls EACH for the words of one part of a variable. NAMING: what they name is built. */
static void each_word(struct collecting *in, const struct make_part *part, bool naming,
	enum kbuild_state state, const struct kbuild_step *parent,
	void (*each)(struct collecting *in, struct bytes word, enum kbuild_state state,
		const struct kbuild_step *step, void *context),
	void *context)
{
	struct make_text text = {0};
	struct bytes words, word;
	const struct kbuild_step *step = NULL;

	make_expand_part(in->make, part, &text);
	words = make_text_bytes(&text);
	if (state > KBUILD_OFF && (part->maybe || make_unknown(words)))
		state = KBUILD_MAYBE;
	while (maketext_word(&words, &word) && make_spend(in->make, MAKE_COST_WORD)) {
		if (make_unknown(word)) {
			/* It may be the name of anything. */
			if (state > KBUILD_OFF && naming && !make_is_doubt(word))
				vague_word(in, word, state, parent);
			continue;
		}
		if (!step && make_spend(in->make, MAKE_COST_KEEP))
			step = kbuild_step(
				in->kbuild, parent, part->origin, state == KBUILD_OFF);
		each(in, word, state, step, context);
	}
	make_text_release(&text);
}

/* PATH with the endings of device trees: an overlay's is .dtso, and was .dts before 6.2. */
static void say_device_tree_at(struct collecting *in, struct bytes stem,
	enum kbuild_state state, const struct kbuild_step *step)
{
	static const char *const endings[] = {".dts", ".dtso"};
	char path[TREE_PATH_MAX + 8];

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		int len = snprintf(path, sizeof(path), "%.*s%s", (int)stem.len, stem.data,
			endings[i]);

		kbuild_say(
			in->kbuild, (struct bytes){path, (size_t)len}, state, step, NULL);
	}
}

/* vendor/board.dtb, board.dtbo, board.dtb.o: how much of it is their source's name too. */
static size_t device_tree_stem(struct bytes word)
{
	static const char *const endings[] = {".dtb", ".dtbo", ".dtb.o", ".dtbo.o"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(word, endings[i]))
			return word.len - strlen(endings[i]);
	}
	return 0;
}

/* False when WORD is no device tree. */
static bool say_device_tree(struct collecting *in, struct bytes word,
	enum kbuild_state state, const struct kbuild_step *step)
{
	struct bytes stem = {word.data, device_tree_stem(word)};
	char path[TREE_PATH_MAX];
	size_t len;

	if (!stem.len)
		return false;
	len = below_folder(in, stem, path);
	if (len)
		say_device_tree_at(in, (struct bytes){path, len}, state, step);
	len = tree_normalise(stem, path);
	if (len && memchr(stem.data, '/', stem.len))
		say_device_tree_at(in, (struct bytes){path, len}, state, step);
	return true;
}

static void list_word(struct collecting *in, struct bytes word, enum kbuild_state state,
	const struct kbuild_step *step, void *context)
{
	const bool *folders = context;
	char path[TREE_PATH_MAX];
	size_t len;

	if (*folders || word.data[word.len - 1] == '/') {
		len = below_folder(in, word, path);
		if (len)
			kbuild_reach(in->kbuild, (struct bytes){path, len}, state, step);
		/* $(srctree)/folder/ */
		len = state > KBUILD_OFF && *word.data == '.' ? tree_normalise(word, path)
							      : 0;
		if (len)
			kbuild_reach(in->kbuild, (struct bytes){path, len},
				weaker(state, KBUILD_MAYBE), step);
		return;
	}
	if (say_device_tree(in, word, state, step) || !ends_with(word, ".o"))
		return;
	len = object_path(in, word, path);
	if (len)
		say_object(in, (struct bytes){path, len}, state, step, NULL);
}

static void collect_lists(struct collecting *in)
{
	struct table *variables = &in->make->scope->variables;

	for (size_t i = 0; i < variables->count; i++) {
		struct make_variable *variable = variables->entries[i].value;
		bool folders = false;
		enum kbuild_state state =
			list_state(in, variables->entries[i].name, &folders);

		if (state == KBUILD_UNSAID)
			continue;
		variable->used = true;
		state = state == KBUILD_OFF ? state : weaker(state, in->folder->state);
		for (const struct make_part *part = variable->first; part;
			part = part->next)
			each_word(in, part, true, state, in->folder->step, list_word,
				&folders);
	}
}

/* Composites -------------------------------------------------------------------------- */

/* NAME is `foo-y`, `foo-objs`, `foo-`...: how much of it belongs to foo; 0 when it is none.
 * STATE receives what the ending says of the parts, next to foo itself. */
static size_t composite_name(struct bytes name, enum kbuild_state *state)
{
	const char *dash;

	*state = KBUILD_BUILTIN;
	if (ends_with(name, "-objs"))
		return name.len - 5;
	dash = bytes_last(name, '-');
	if (!dash)
		return 0;
	*state = state_of_ending(from(name, (size_t)(dash - name.data) + 1));
	return *state == KBUILD_UNSAID ? 0 : (size_t)(dash - name.data);
}

/* An object and, while a part of one of its lists is read, whether that surely counts. */
struct whole {
	struct object *object;
	bool sure;
};

static void composite_word(struct collecting *in, struct bytes word,
	enum kbuild_state state, const struct kbuild_step *step, void *context)
{
	const struct whole *whole = context;
	struct object *object = whole->object;
	char path[TREE_PATH_MAX];
	size_t len;

	if (say_device_tree(in, word, state, step) || !ends_with(word, ".o"))
		return;
	len = object_path(in, word, path);
	if (!len)
		return;
	if (state != KBUILD_OFF) {
		object->doubtful =
			(object->doubtful || !object->composite) && !whole->sure;
		object->composite = true;
	}
	object->own_part =
		object->own_part ||
		(len == object->path.len && memcmp(path, object->path.data, len) == 0);
	say_object(in, (struct bytes){path, len}, state, step, object->module);
}

static void collect_composite(struct collecting *in, struct object *object,
	struct make_variable *variable, enum kbuild_state ending)
{
	enum kbuild_state state = object->state;
	struct make_text text = {0};

	if (ending == KBUILD_OFF)
		state = KBUILD_OFF;
	else if (ending == KBUILD_MAYBE)
		state = weaker(state, ending);
	variable->used = true;
	for (const struct make_part *part = variable->first; part; part = part->next) {
		struct whole whole = {object, false};

		text.len = 0;
		make_expand_part(in->make, part, &text);
		/* foo-m are parts of foo where that is a module, no others. */
		whole.sure = !part->maybe && !make_unknown(make_text_bytes(&text)) &&
			     (ending == KBUILD_BUILTIN ||
				     (ending == KBUILD_MODULE &&
					     object->state == KBUILD_MODULE));
		each_word(in, part, true, state, object->step, composite_word, &whole);
	}
	make_text_release(&text);
}

/* Composites and lists may have the same name: lib-y is of lib.a, and of an lib.o. */
static void collect_composites(struct collecting *in)
{
	struct table *variables = &in->make->scope->variables;
	char path[TREE_PATH_MAX];

	for (size_t i = 0; i < variables->count; i++) {
		struct bytes name = variables->entries[i].name;
		enum kbuild_state ending;
		size_t len = composite_name(name, &ending);

		if (!make_spend(in->make, MAKE_COST_LOOK))
			return;
		if (!len)
			continue;
		len = below_folder(in, (struct bytes){name.data, len}, path);
		if (!len || len + 2 >= TREE_PATH_MAX)
			continue;
		memcpy(path + len, ".o", 2);
		struct object *object = find_object(in, (struct bytes){path, len + 2});
		if (object && object->state != KBUILD_UNSAID)
			collect_composite(
				in, object, variables->entries[i].value, ending);
	}
}

/* What no list takes up --------------------------------------------------------------- */

static bool is_source(struct bytes word)
{
	static const char *const endings[] = {
		".c", ".S", ".rs", ".h", ".dts", ".dtsi", ".dtso"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(word, endings[i]))
			return true;
	}
	return false;
}

/* A name in a place from which it may be compiled, in a way that is not followed. */
static void loose_word(struct collecting *in, struct bytes word, enum kbuild_state state,
	const struct kbuild_step *step, void *context)
{
	const bool *unsaid_only = context;
	char path[TREE_PATH_MAX];
	size_t len;

	if (say_device_tree(in, word, state, step))
		return;
	if (ends_with(word, ".o") || ends_with(word, ".s")) {
		len = object_path(in, word, path);
		if (!len)
			return;
		path[len - 1] = 'o';
		struct object *object = find_object(in, (struct bytes){path, len});
		if (!*unsaid_only || !object || object->state == KBUILD_UNSAID)
			say_object(in, (struct bytes){path, len}, state, step, NULL);
	} else if (is_source(word)) {
		len = source_path(in, word, path);
		if (len)
			kbuild_say(
				in->kbuild, (struct bytes){path, len}, state, step, NULL);
	}
}

/* Names of files, at least, that a part's text may hold. */
static bool names_files(struct bytes text)
{
	return text.len &&
	       (memchr(text.data, '.', text.len) || memchr(text.data, '$', text.len));
}

static void collect_loose(struct collecting *in)
{
	struct table *variables = &in->make->scope->variables;

	for (size_t i = 0; i < variables->count; i++) {
		struct bytes name = variables->entries[i].name;
		struct make_variable *variable = variables->entries[i].value;
		bool targets = bytes_equal(name, "targets");
		bool off = name.len && name.data[name.len - 1] == '-';

		if (variable->used || variable->fixed || off ||
			!make_spend(in->make, MAKE_COST_STEP) ||
			bytes_equal(name, "clean-files"))
			continue;
		for (const struct make_part *part = variable->first; part;
			part = part->next) {
			if (names_files(part->text))
				each_word(in, part, false, KBUILD_MAYBE, in->folder->step,
					loose_word, &targets);
		}
	}
}

/* Programs for the building machine or for user space, each made of a source of its name or
 * of a list that no other takes up. They are no part of a kernel, but a file may be both. */
static void collect_programs(struct collecting *in)
{
	static const char *const names[] = {"hostprogs", "hostprogs-y", "hostprogs-m",
		"userprogs", "hostprogs-always-y", "userprogs-always-y"};
	char path[TREE_PATH_MAX], source[TREE_PATH_MAX];
	struct make_text programs = {0};
	struct bytes words, word;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		make_text_add_char(in->make, &programs, ' ');
		make_expand_reference(in->make, bytes_of(names[i]), &programs);
	}
	words = make_text_bytes(&programs);
	while (maketext_word(&words, &word) && make_spend(in->make, MAKE_COST_WORD)) {
		int len = snprintf(
			source, sizeof(source), "%.*s.c", (int)word.len, word.data);
		size_t found = (size_t)len < sizeof(source)
				       ? source_path(in, bytes_of(source), path)
				       : 0;

		if (found)
			kbuild_say(in->kbuild, (struct bytes){path, found}, KBUILD_MAYBE,
				in->folder->step, NULL);
	}
	make_text_release(&programs);
}

/* Names of files in compilers' options ------------------------------------------------- */

static bool may_have_options(struct bytes text)
{
	static const char *const starts[] = {"-include", "-imacros", "-D"};

	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (text.len && memmem(text.data, text.len, starts[i], strlen(starts[i])))
			return true;
	}
	return false;
}

/* -DNAME=stem, of which a macro may make "stem.c". */
static void name_stem(struct collecting *in, struct bytes stem)
{
	char name[TREE_PATH_MAX + 4];

	for (const char *ending = "ch"; *ending; ending++) {
		snprintf(
			name, sizeof(name), "%.*s.%c", (int)stem.len, stem.data, *ending);
		if (tree_named(in->kbuild->files.tree, tree_last_part(bytes_of(name))))
			kbuild_name(in->kbuild, bytes_of(name));
	}
}

/* The last part of WORD, up to quotes, that has the ending of a source. The folder may be
 * what an option or the shell's quotes say. */
static void name_source(struct collecting *in, struct bytes word)
{
	while (word.len && strchr("\"'\\>,)", word.data[word.len - 1]))
		word.len--;
	size_t at = word.len;
	while (at && !strchr("\"'\\<=,(", word.data[at - 1]) &&
		!make_is_mark(word.data[at - 1]))
		at--;
	bool given =
		at > 3 && word.data[at - 1] == '=' && memcmp(word.data, "-D", 2) == 0;
	word = from(word, at);
	while (word.len && *word.data == '/')
		word = from(word, 1);
	if (!word.len || word.len >= TREE_PATH_MAX)
		return;
	if (is_source(word))
		kbuild_name(in->kbuild, word);
	else if (given && isalpha((unsigned char)*word.data))
		name_stem(in, word);
}

/* -include x.h, -include "x.h", -DHEADER=<x.h> and its kin. */
static void collect_options(struct collecting *in)
{
	struct table *variables = &in->make->scope->variables;

	for (size_t i = 0; i < variables->count; i++) {
		const struct make_variable *variable = variables->entries[i].value;

		for (const struct make_part *part = variable->first; part;
			part = part->next) {
			struct make_text text = {0};
			struct bytes words, word;

			if (!may_have_options(part->text))
				continue;
			make_expand_part(in->make, part, &text);
			words = make_text_bytes(&text);
			while (maketext_word(&words, &word) &&
				make_spend(in->make, MAKE_COST_STEP))
				name_source(in, word);
			make_text_release(&text);
		}
	}
}

/* Rules ------------------------------------------------------------------------------- */

/* What is known of the objects among a rule's targets: the strongest of them. */
static struct object *target_object(struct collecting *in, struct bytes targets)
{
	struct object *best = NULL;
	char path[TREE_PATH_MAX];
	struct bytes word;

	while (maketext_word(&targets, &word) && make_spend(in->make, MAKE_COST_STEP)) {
		if (!ends_with(word, ".o"))
			continue;
		size_t len = object_path(in, word, path);
		struct object *object =
			len ? find_object(in, (struct bytes){path, len}) : NULL;
		if (object && (!best || object->state > best->state))
			best = object;
	}
	return best;
}

static void reach_perhaps(struct collecting *in, struct bytes word)
{
	char path[TREE_PATH_MAX];
	size_t len = make_unknown(word) ? 0 : tree_normalise(word, path);

	if (len)
		kbuild_reach(in->kbuild, (struct bytes){path, len}, KBUILD_MAYBE,
			in->folder->step);
}

static bool is_build(struct bytes word)
{
	return word.len >= 4 && memcmp(word.data, "obj=", 4) == 0;
}

/* `obj=folder` is where another makefile is read. Where only some of what stands behind it
 * is known, each folder that the recipe names may be it. */
static void collect_recipe(struct collecting *in, struct bytes words)
{
	bool unsaid_only = true, any = false;
	struct bytes word;

	while (maketext_word(&words, &word) && make_spend(in->make, MAKE_COST_WORD)) {
		any = any || (is_build(word) && (word.len == 4 || make_unknown(word)));
		if (is_build(word)) {
			reach_perhaps(in, from(word, 4));
			continue;
		}
		if (any)
			reach_perhaps(in, word);
		if (make_unknown(word))
			continue;
		loose_word(in, word, KBUILD_MAYBE, in->folder->step, &unsaid_only);
		/* echo '#include "x.c"' > file */
		if (memchr(word.data, '"', word.len) || memchr(word.data, '<', word.len))
			name_source(in, word);
	}
}

/* The name of a file in a rule that is not wholly known, and may be a source or an object:
 * $(MODLIB)/modules.order is neither. */
static bool is_vague_file(struct bytes word)
{
	const char *dot = bytes_last(word, '.');
	struct bytes ending =
		dot ? from(word, (size_t)(dot - word.data)) : (struct bytes){"", 0};

	return dot && make_unknown(word) &&
	       ((ending.len > 1 && make_is_mark(ending.data[1])) || is_source(ending) ||
		       bytes_equal(ending, ".o") || bytes_equal(ending, ".s"));
}

static void collect_prerequisites(struct collecting *in, struct bytes words,
	enum kbuild_state state, const struct kbuild_step *step)
{
	/* What is left out needs nothing. */
	bool unsaid_only = state == KBUILD_OFF;
	struct bytes word;

	while (maketext_word(&words, &word) && make_spend(in->make, MAKE_COST_WORD)) {
		if (state > KBUILD_OFF && is_vague_file(word))
			in->make->vague = true;
		if (memchr(word.data, '%', word.len) || make_unknown(word))
			continue;
		if (ends_with(word, ".o"))
			loose_word(in, word, KBUILD_MAYBE, step, &unsaid_only);
		else
			loose_word(in, word, state, step, &unsaid_only);
	}
}

static void collect_rule(struct collecting *in, const struct make_rule *rule)
{
	struct object *object = target_object(in, rule->targets);
	enum kbuild_state state =
		object && object->state != KBUILD_UNSAID ? object->state : KBUILD_MAYBE;
	const struct kbuild_step *step = object ? object->step : in->folder->step;
	struct bytes words = rule->targets, word;
	bool unsaid_only = true;

	collect_prerequisites(in, rule->prerequisites, state, step);
	while (maketext_word(&words, &word) && make_spend(in->make, MAKE_COST_WORD)) {
		in->make->vague = in->make->vague || is_vague_file(word);
		if (ends_with(word, ".o") && !memchr(word.data, '%', word.len) &&
			!make_unknown(word))
			loose_word(in, word, KBUILD_MAYBE, step, &unsaid_only);
	}
}

static void collect_rules(struct collecting *in)
{
	for (size_t i = 0; i < in->make->rule_count; i++) {
		const struct make_rule *rule = &in->make->rules[i];

		if (rule->recipe)
			collect_recipe(in, rule->targets);
		else
			collect_rule(in, rule);
	}
}

/* Sources ----------------------------------------------------------------------------- */

/* A file that is made of what is made of ...: the kernel has one of these steps. */
#define MADE_DEPTH_MAX 4

static void say_made_of(struct collecting *in, const struct object *object,
	struct bytes path, unsigned depth);

/* What TEXT names is needed for OBJECT: `%.stub.o: %.o` is made of that object's source. */
static void say_needed(struct collecting *in, const struct object *object,
	struct bytes text, unsigned depth)
{
	char path[TREE_PATH_MAX];
	bool made = ends_with(text, ".o");
	size_t len = made ? object_path(in, text, path) : source_path(in, text, path);

	if (len && made)
		say_object(in, (struct bytes){path, len}, object->state, object->step,
			object->module);
	else if (len)
		kbuild_say(in->kbuild, (struct bytes){path, len}, object->state,
			object->step, object->module);
	else if ((len = tree_normalise(text, path)))
		say_made_of(in, object, (struct bytes){path, len}, depth + 1);
}

/* RULE's prerequisites, where one of its targets is PATH, or a pattern that PATH fits:
 * `$(obj)/lib-%.o: lib/%.c`. */
static void say_rule_sources(struct collecting *in, const struct object *object,
	const struct make_rule *rule, struct bytes path, unsigned depth)
{
	struct bytes targets = rule->targets, target, stem;
	char pattern[TREE_PATH_MAX];

	while (make_spend(in->make, MAKE_COST_STEP) && maketext_word(&targets, &target)) {
		struct bytes sources = rule->prerequisites, source;
		size_t len = depth || memchr(target.data, '%', target.len)
				     ? tree_normalise(target, pattern)
				     : 0;

		if (!len || !make_pattern_fits((struct bytes){pattern, len}, path, &stem))
			continue;
		while (make_spend(in->make, MAKE_COST_WORD) &&
			maketext_word(&sources, &source)) {
			struct make_text text = {0};

			make_pattern_fill(in->make, source, stem, &text);
			say_needed(in, object, make_text_bytes(&text), depth);
			make_text_release(&text);
		}
	}
}

static void say_made_of(struct collecting *in, const struct object *object,
	struct bytes path, unsigned depth)
{
	if (depth > MADE_DEPTH_MAX)
		return;
	for (size_t i = 0; i < in->make->rule_count; i++) {
		if (!in->make->rules[i].recipe)
			say_rule_sources(in, object, &in->make->rules[i], path, depth);
	}
}

/* SOURCE below FOLDER, by its whole path as make looks for it, and by its name alone. */
static void say_in_folder(struct collecting *in, const struct object *object,
	struct bytes folder, struct bytes source)
{
	char joined[2 * TREE_PATH_MAX + 32], path[TREE_PATH_MAX];
	struct bytes names[] = {source, tree_last_part(source)};

	for (size_t i = 0; i < 2 && folder.len < TREE_PATH_MAX; i++) {
		int len = snprintf(joined, sizeof(joined), "%.*s/%.*s", (int)folder.len,
			folder.data, (int)names[i].len, names[i].data);
		size_t found = tree_normalise((struct bytes){joined, (size_t)len}, path);

		if (found)
			kbuild_say(in->kbuild, (struct bytes){path, found},
				weaker(object->state, KBUILD_MAYBE), object->step,
				object->module);
	}
}

static void say_in_vpath(
	struct collecting *in, const struct object *object, struct bytes source)
{
	struct bytes folders = make_text_bytes(&in->vpath), folder;

	while (maketext_word(&folders, &folder) && make_spend(in->make, MAKE_COST_WORD)) {
		if (!make_unknown(folder))
			say_in_folder(in, object, folder, source);
		else if (!make_is_doubt(folder))
			say_named(
				in, tree_last_part(source), object->state, object->step);
	}
}

/* No source lies where the object does: one is made by a rule, or found by VPATH. */
static void say_sources_elsewhere(struct collecting *in, const struct object *object)
{
	struct bytes stem = without_end(object->path, 2), source;
	char path[TREE_PATH_MAX + 16];

	say_made_of(in, object, object->path, 0);
	for (size_t i = 0; i < SOURCE_ENDINGS; i++) {
		has_source(in, stem, i, path, &source);
		say_made_of(in, object, source, 1);
		say_in_vpath(in, object, source);
	}
}

/* Every file that the object may have come from. */
static void say_sources(struct collecting *in, const struct object *object)
{
	struct bytes stem = without_end(object->path, 2), found;
	enum kbuild_state state = object->state;
	char path[TREE_PATH_MAX + 16];
	bool any = false;

	if (object->composite && !object->own_part)
		state = weaker(state, KBUILD_MAYBE);
	for (size_t i = 0; i < SOURCE_ENDINGS; i++) {
		if (!has_source(in, stem, i, path, &found))
			continue;
		any = true;
		kbuild_say(in->kbuild, found, state, object->step, object->module);
	}
	if (!any)
		say_sources_elsewhere(in, object);
}

/* VPATH's folders, which a colon or white space parts. */
static void find_vpath(struct collecting *in)
{
	make_expand_name(in->make, bytes_of(MAKE_VPATH), &in->vpath);
	make_text_add_char(in->make, &in->vpath, ' ');
	if (make_find(in->make, bytes_of("VPATH")))
		make_expand_name(in->make, bytes_of("VPATH"), &in->vpath);
	for (size_t i = 0; i < in->vpath.len; i++) {
		if (in->vpath.data[i] == ':')
			in->vpath.data[i] = ' ';
	}
}

static void collect_sources_once(struct collecting *in)
{
	for (size_t i = 0; i < in->objects.count; i++) {
		const struct object *object = in->objects.entries[i].value;

		if (object->state == KBUILD_UNSAID ||
			!make_spend(in->make, MAKE_COST_WORD))
			continue;
		/* A composite's own name is no source, though a file may be called so. */
		if (!object->composite || object->own_part || object->doubtful)
			say_sources(in, object);
	}
}

/* Objects that others are made of may come up, or up to another state, on the way. */
static void collect_sources(struct collecting *in)
{
	in->changed = true;
	for (unsigned round = 0; in->changed && round < ROUNDS_MAX; round++) {
		in->changed = false;
		collect_sources_once(in);
	}
	if (in->changed)
		make_complain(in->make, "objects are made of each other without an end");
}

/* Whatever makes objects known makes parts known, and the other way round. */
static void collect_rounds(struct collecting *in, bool rules)
{
	unsigned round = 0;

	for (in->changed = true; in->changed; round++) {
		if (round == ROUNDS_MAX) {
			make_complain(in->make, "objects are parts of each other without "
						"an end");
			return;
		}
		in->changed = false;
		collect_composites(in);
		if (rules)
			collect_rules(in);
	}
}

void kbuild_collect(
	struct kbuild *kbuild, struct kbuild_folder *folder, struct make *make, bool root)
{
	struct collecting in = {kbuild, folder, make, .root = root};

	collect_lists(&in);
	collect_rounds(&in, false);
	collect_loose(&in);
	collect_programs(&in);
	collect_rounds(&in, true);
	collect_options(&in);
	find_vpath(&in);
	collect_sources(&in);
	make_text_release(&in.vpath);
	table_release(&in.objects);
}
