/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/modules.h"

#include "target/tree.h"
#include "util/error.h"

#include <ctype.h>
#include <stdlib.h>

static const char *const endings[] = {".ko", ".ko.xz", ".ko.zst", ".ko.gz"};

struct modules *modules_new(void)
{
	struct modules *modules = calloc(1, sizeof(*modules));

	for (size_t i = 0; modules && i < MODULE_LISTS; i++)
		modules->lists[i].source = modules->lists[i].trouble = "";
	return modules;
}

void modules_free(struct modules *modules)
{
	if (!modules)
		return;
	table_release(&modules->paths);
	table_release(&modules->names);
	arena_release(&modules->arena);
	free(modules);
}

static int refuse(struct bytes line, unsigned number, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, NULL,
		"not a line of a list of modules: '%.*s'",
		(int)(line.len < 60 ? line.len : 60), line.data);
	error_place(error, number, 0);
	return KVET_ERROR_INPUT;
}

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

/* How much of NAME is left without `.ko`, `.ko.xz` and so on; 0 when it is no module. */
static size_t stem_len(struct bytes name)
{
	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t len = strlen(endings[i]);

		if (name.len > len &&
			memcmp(name.data + name.len - len, endings[i], len) == 0)
			return name.len - len;
	}
	return 0;
}

/* NAME as the kernel calls it, into TEXT; 0 when it is too long. */
static size_t fold_name(struct bytes name, char text[TREE_PATH_MAX])
{
	if (name.len >= TREE_PATH_MAX)
		return 0;
	for (size_t i = 0; i < name.len; i++)
		text[i] = name.data[i] == '-' ? '_' : name.data[i];
	text[name.len] = '\0';
	return name.len;
}

static int too_many(struct kvet_error *error)
{
	return error_set(
		error, KVET_ERROR_INPUT, NULL, "more modules than any kernel has");
}

/* A module at PATH (which may be ""), called NAME. NULL when memory is short. */
static struct module *add_module(
	struct modules *modules, struct bytes path, struct bytes name)
{
	struct module *module = arena_alloc(&modules->arena, sizeof(*module));
	char text[TREE_PATH_MAX];
	struct bytes folded = {text, fold_name(name, text)};

	if (!module)
		return NULL;
	folded.data = module->name = arena_text(&modules->arena, folded);
	module->path = arena_text(&modules->arena, path);
	if (modules->arena.failed)
		return NULL;
	struct table_entry *same = table_add(&modules->names, folded);
	if (!same)
		return NULL;
	module->same_name = same->value;
	same->value = module;
	if (!path.len)
		return module;
	struct table_entry *entry =
		table_add(&modules->paths, (struct bytes){module->path, path.len});
	if (!entry) {
		same->value = module->same_name;
		return NULL;
	}
	entry->value = module;
	return module;
}

/* What is said of one module several times: it is the most telling that counts. */
static bool outranks(enum module_state a, enum module_state b)
{
	static const int ranks[] = {
		[MODULE_INSTALLED] = 1, [MODULE_BUILTIN] = 2, [MODULE_LOADED] = 3};

	return ranks[a] > ranks[b];
}

static int put_path(struct modules *modules, struct bytes path, enum module_state state,
	struct kvet_error *error)
{
	struct table_entry *entry = table_find(&modules->paths, path);
	struct module *module = entry ? entry->value : NULL;
	const char *slash = memrchr(path.data, '/', path.len);
	struct bytes name = path;

	if (slash)
		name = (struct bytes){
			slash + 1, path.len - (size_t)(slash + 1 - path.data)};
	name.len -= 3; /* .ko */
	if (!module && modules->paths.count >= MODULES_COUNT_MAX)
		return too_many(error);
	if (!module)
		module = add_module(modules, path, name);
	if (!module)
		return no_memory(error);
	if (outranks(state, module->state))
		module->state = state;
	return 0;
}

/* depmod wrote whole paths once: /lib/modules/2.6.32/kernel/fs/nfsd/nfsd.ko */
static struct bytes below_release(struct bytes path)
{
	static const char folder[] = "/lib/modules/";
	const char *at = memmem(path.data, path.len, folder, sizeof(folder) - 1);

	if (!at || !path.len || path.data[0] != '/')
		return path;
	at += sizeof(folder) - 1;
	const char *end = path.data + path.len;
	const char *slash = memchr(at, '/', (size_t)(end - at));
	return slash ? (struct bytes){slash + 1, (size_t)(end - slash - 1)} : path;
}

/* PATH as it stands in a list into TEXT, as records write it; 0 when it is no module. */
static size_t read_path(struct bytes path, char text[TREE_PATH_MAX])
{
	path = below_release(path);
	if (starts_with(path, "kernel/"))
		path = (struct bytes){path.data + 7, path.len - 7};
	for (size_t i = 0; i < path.len; i++) {
		if (!isgraph((unsigned char)path.data[i]))
			return 0;
	}
	size_t stem = stem_len(path);
	if (!stem || path.data[stem - 1] == '/')
		return 0;
	path.len = stem + 3;
	/* A list has no `..`: what changes in the making of a plain path is none. */
	return tree_normalise(path, text) == path.len ? path.len : 0;
}

int modules_add_paths(struct modules *modules, struct bytes text, enum module_state state,
	struct kvet_error *error)
{
	char path[TREE_PATH_MAX];
	struct bytes line;
	unsigned number = 0;
	int code = 0;

	while (!code && bytes_next_line(&text, &line)) {
		number++;
		if (!line.len)
			continue;
		size_t len = read_path(line, path);
		code = len ? put_path(modules, (struct bytes){path, len}, state, error)
			   : refuse(line, number, error);
	}
	return code;
}

int modules_add_dependencies(
	struct modules *modules, struct bytes text, struct kvet_error *error)
{
	char path[TREE_PATH_MAX];
	struct bytes line;
	unsigned number = 0;
	int code = 0;

	while (!code && bytes_next_line(&text, &line)) {
		const char *colon = memchr(line.data, ':', line.len);

		number++;
		if (!line.len)
			continue;
		struct bytes name = {line.data, colon ? (size_t)(colon - line.data) : 0};
		size_t len = read_path(name, path);
		code = len ? put_path(modules, (struct bytes){path, len},
				     MODULE_INSTALLED, error)
			   : refuse(line, number, error);
	}
	return code;
}

/* "fs/nfsd/nfsd" of a file= in the list of what is built in. */
static int add_builtin_file(struct modules *modules, struct bytes file, unsigned number,
	struct kvet_error *error)
{
	char path[TREE_PATH_MAX], listed[TREE_PATH_MAX];
	int len = file.len < sizeof(listed) - 4
			  ? snprintf(listed, sizeof(listed), "%.*s.ko", (int)file.len,
				    file.data)
			  : 0;
	size_t taken = read_path((struct bytes){listed, (size_t)len}, path);

	if (!taken)
		return refuse(file, number, error);
	return put_path(modules, (struct bytes){path, taken}, MODULE_BUILTIN, error);
}

/* "nfsd.file=fs/nfsd/nfsd": the value of KEY, or NULL data. False when it is no entry. */
static bool read_entry(struct bytes entry, const char *key, struct bytes *value)
{
	const char *end = entry.data + entry.len;
	const char *equals = memchr(entry.data, '=', entry.len);
	const char *dot =
		equals ? memchr(entry.data, '.', (size_t)(equals - entry.data)) : NULL;

	*value = (struct bytes){0};
	if (!dot || dot == entry.data)
		return false;
	if (bytes_equal((struct bytes){dot + 1, (size_t)(equals - dot - 1)}, key))
		*value = (struct bytes){equals + 1, (size_t)(end - equals - 1)};
	return true;
}

int modules_add_modinfo(
	struct modules *modules, struct bytes text, struct kvet_error *error)
{
	unsigned number = 0;
	int code = 0;

	while (!code && text.len) {
		const char *nul = memchr(text.data, '\0', text.len);
		size_t len = nul ? (size_t)(nul - text.data) : text.len;
		struct bytes entry = {text.data, len}, file;
		size_t taken = len + (nul != NULL);

		text = (struct bytes){text.data + taken, text.len - taken};
		number++;
		if (!len)
			continue; /* the sections of several objects are padded */
		if (!read_entry(entry, "file", &file))
			code = refuse(entry, number, error);
		else if (file.data)
			code = add_builtin_file(modules, file, number, error);
	}
	return code;
}

/* All that carry the name of one that is loaded: which of them it is, nothing tells. */
static int put_loaded(
	struct modules *modules, struct bytes name, struct kvet_error *error)
{
	char text[TREE_PATH_MAX];
	struct bytes folded = {text, fold_name(name, text)};
	const struct table_entry *entry = table_find(&modules->names, folded);
	struct module *module = entry ? entry->value : NULL;

	if (!module && modules->names.count >= 2 * MODULES_COUNT_MAX)
		return too_many(error);
	if (!module) {
		module = add_module(modules, (struct bytes){"", 0}, folded);
		if (!module)
			return no_memory(error);
		module->state = MODULE_LOADED;
	}
	for (; module; module = module->same_name) {
		if (module->state == MODULE_INSTALLED)
			module->state = MODULE_LOADED;
	}
	return 0;
}

/* The next word of REST; empty at its end. */
static struct bytes next_word(struct bytes *rest)
{
	while (rest->len && rest->data[0] == ' ') {
		rest->data++;
		rest->len--;
	}
	const char *space = memchr(rest->data, ' ', rest->len);
	struct bytes word = {
		rest->data, space ? (size_t)(space - rest->data) : rest->len};
	rest->data += word.len;
	rest->len -= word.len;
	return word;
}

/* name, size, users, who they are, state, address. One that comes or goes counts too. */
static bool read_loaded(struct bytes line, struct bytes *name)
{
	static const char *const states[] = {"Live", "Loading", "Unloading"};

	*name = next_word(&line);
	struct bytes size = next_word(&line);
	next_word(&line);
	next_word(&line);
	struct bytes state = next_word(&line);

	if (!name->len || name->len >= TREE_PATH_MAX || !size.len ||
		!isdigit((unsigned char)size.data[0]))
		return false;
	for (size_t i = 0; i < name->len; i++) {
		if (!isgraph((unsigned char)name->data[i]) || name->data[i] == '/')
			return false;
	}
	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		if (bytes_equal(state, states[i]))
			return true;
	}
	return false;
}

int modules_add_loaded(
	struct modules *modules, struct bytes text, struct kvet_error *error)
{
	struct bytes line, name;
	unsigned number = 0;
	int code = 0;

	while (!code && bytes_next_line(&text, &line)) {
		number++;
		if (!line.len)
			continue;
		code = read_loaded(line, &name) ? put_loaded(modules, name, error)
						: refuse(line, number, error);
	}
	return code;
}

bool modules_tell_absence(const struct modules *modules)
{
	return modules->lists[MODULES_BUILTIN].known &&
	       modules->lists[MODULES_INSTALLED].known;
}

const struct module *modules_find(const struct modules *modules, const char *path)
{
	const struct table_entry *entry = table_find(&modules->paths, bytes_of(path));

	return entry ? entry->value : NULL;
}

static const struct module *find_name(const struct modules *modules, struct bytes name)
{
	char text[TREE_PATH_MAX];
	struct bytes folded = {text, fold_name(name, text)};
	const struct table_entry *entry = table_find(&modules->names, folded);

	return entry ? entry->value : NULL;
}

const struct module *modules_named(const struct modules *modules, const char *name)
{
	return find_name(modules, bytes_of(name));
}

enum module_state modules_state(const struct modules *modules, const char *path)
{
	const struct module *module = modules_find(modules, path);
	const char *slash = strrchr(path, '/');
	struct bytes name = bytes_of(slash ? slash + 1 : path);
	enum module_state state = MODULE_ABSENT;

	if (module)
		return module->state;
	name.len = stem_len(name);
	module = name.len ? find_name(modules, name) : NULL;
	for (; module && state != MODULE_LOADED; module = module->same_name) {
		if (module->state == MODULE_LOADED)
			state = MODULE_LOADED;
		else if (module->state != MODULE_ABSENT) /* updates/dkms, extra */
			state = MODULE_INSTALLED;
	}
	return state;
}
