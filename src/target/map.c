/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/map.h"

#include "target/kbuild/maketext.h"
#include "util/error.h"
#include "util/json.h"

#include <stdlib.h>

/* Making ------------------------------------------------------------------------------ */

struct making {
	struct kerneltree *tree;
	yyjson_mut_doc *doc;
	struct table names; /* of includes, to their number + 1 */
	yyjson_mut_val *name_list;
};

static bool starts_with(const char *text, const char *start)
{
	return strncmp(text, start, strlen(start)) == 0;
}

static bool ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), end_len = strlen(end);

	return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* Files that neither a record nor a makefile of the kernel names. */
static bool is_left_out(const char *path)
{
	static const char *const folders[] = {"Documentation/", "LICENSES/"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (starts_with(path, folders[i]))
			return true;
	}
	return false;
}

/* What makefiles include has many names: what is no makefile is no harm. */
static bool is_makefile(const char *path)
{
	struct bytes last = tree_last_part(bytes_of(path));

	return starts_with(last.data, "Makefile") || starts_with(last.data, "Kbuild") ||
	       starts_with(last.data, "Platform") || ends_with(path, ".mk") ||
	       ends_with(path, ".include");
}

/* Whose includes are followed. */
static bool has_includes(const char *path)
{
	static const char *const endings[] = {
		".c", ".h", ".S", ".rs", ".dts", ".dtsi", ".dtso"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(path, endings[i]))
			return true;
	}
	return false;
}

/* TEXT without its comments, each line where it was. */
static yyjson_mut_val *text_of(struct making *making, struct bytes text)
{
	char *kept = malloc(text.len + 1);
	struct bytes line;
	size_t len = 0;

	while (kept && bytes_next_line(&text, &line)) {
		struct bytes stripped = maketext_strip(line);

		if (stripped.len && *stripped.data != '#') {
			memcpy(kept + len, line.data, line.len);
			len += line.len;
		} else if (maketext_continues(line)) {
			kept[len++] = '#'; /* it goes on in the next line */
			kept[len++] = '\\';
		}
		kept[len++] = '\n';
	}
	yyjson_mut_val *value = kept ? yyjson_mut_strncpy(making->doc, kept, len) : NULL;
	free(kept);
	return value;
}

static int compare_files(const void *a, const void *b)
{
	const struct tree_file *const *x = a, *const *y = b;

	return strcmp((*x)->path, (*y)->path);
}

/* The same tree makes the same bytes, in whatever order its folders list their files. */
static const struct tree_file **sorted_files(const struct tree *tree)
{
	const struct tree_file **files = calloc(tree->files.count + 1, sizeof(*files));

	for (size_t i = 0; files && i < tree->files.count; i++)
		files[i] = tree->files.entries[i].value;
	if (files)
		qsort(files, tree->files.count, sizeof(*files), compare_files);
	return files;
}

static bool add_makefiles(struct making *making, yyjson_mut_val *object)
{
	const struct tree_file **files = sorted_files(making->tree->tree);
	bool good = files != NULL;

	for (size_t i = 0; good && i < making->tree->tree->files.count; i++) {
		struct bytes text;

		if (!is_makefile(files[i]->path) || is_left_out(files[i]->path) ||
			!making->tree->files.read(
				making->tree->files.context, files[i]->path, &text))
			continue;
		yyjson_mut_val *value = text_of(making, text);
		good = value &&
		       yyjson_mut_obj_add_val(making->doc, object, files[i]->path, value);
	}
	free(files);
	return good;
}

static bool number_name(struct making *making, const char *name, uint64_t *number)
{
	struct table_entry *entry = table_add(&making->names, bytes_of(name));

	if (!entry)
		return false;
	if (!entry->value) {
		entry->value = (void *)(uintptr_t)making->names.count;
		if (!yyjson_mut_arr_add_str(making->doc, making->name_list, name))
			return false;
	}
	*number = (uint64_t)(uintptr_t)entry->value - 1;
	return true;
}

/* [name, number of an include, ...] */
static yyjson_mut_val *file_value(
	struct making *making, const struct tree_file *file, const char *name)
{
	yyjson_mut_val *value = yyjson_mut_arr(making->doc);
	struct include_list list = {NULL, 0};
	uint64_t number;

	yyjson_mut_arr_add_str(making->doc, value, name);
	if (has_includes(file->path) &&
		!making->tree->includes.list(making->tree->includes.context, file, &list))
		return NULL;
	for (size_t i = 0; i < list.count; i++) {
		if (!number_name(making, list.names[i], &number) ||
			!yyjson_mut_arr_add_uint(making->doc, value, number))
			return NULL;
	}
	if (list.count)
		return value;
	return yyjson_mut_str(making->doc, name);
}

static bool add_files(struct making *making, yyjson_mut_val *folders)
{
	const struct tree_file **files = sorted_files(making->tree->tree);
	struct table known = {0};
	bool good = files != NULL;

	for (size_t i = 0; good && i < making->tree->tree->files.count; i++) {
		const char *path = files[i]->path;
		struct bytes name = tree_last_part(bytes_of(path));
		struct bytes folder = {path, strlen(path) - name.len};

		if (is_left_out(path) || files[i]->link)
			continue;
		folder.len -= folder.len > 0;
		struct table_entry *entry = table_add(&known, folder);
		if (entry && !entry->value) {
			entry->value = yyjson_mut_arr(making->doc);
			yyjson_mut_obj_add(folders,
				yyjson_mut_strncpy(making->doc, folder.data, folder.len),
				entry->value);
		}
		yyjson_mut_val *value =
			entry ? file_value(making, files[i], name.data) : NULL;
		good = value && yyjson_mut_arr_append(entry->value, value);
	}
	free(files);
	table_release(&known);
	return good;
}

/* [path, where it leads to] */
static void add_links(struct making *making, yyjson_mut_val *list)
{
	const struct tree_file **files = sorted_files(making->tree->tree);

	for (size_t i = 0; files && i < making->tree->tree->files.count; i++) {
		yyjson_mut_val *item;

		if (!files[i]->link || is_left_out(files[i]->path) ||
			is_left_out(files[i]->link->path))
			continue;
		item = yyjson_mut_arr_add_arr(making->doc, list);
		yyjson_mut_arr_add_str(making->doc, item, files[i]->path);
		yyjson_mut_arr_add_str(making->doc, item, files[i]->link->path);
	}
	free(files);
}

static int compare_symbols(const void *a, const void *b)
{
	const struct table_entry *const *x = a, *const *y = b;

	return strcmp((*x)->name.data, (*y)->name.data);
}

static void add_symbols(struct making *making, yyjson_mut_val *list)
{
	const struct table *symbols = &making->tree->symbols;
	const struct table_entry **sorted = calloc(symbols->count + 1, sizeof(*sorted));

	for (size_t i = 0; sorted && i < symbols->count; i++)
		sorted[i] = &symbols->entries[i];
	if (sorted)
		qsort(sorted, symbols->count, sizeof(*sorted), compare_symbols);
	for (size_t i = 0; sorted && i < symbols->count; i++)
		yyjson_mut_arr_add_strn(
			making->doc, list, sorted[i]->name.data, sorted[i]->name.len);
	free(sorted);
}

static void add_moves(
	struct making *making, const struct moves *moves, yyjson_mut_val *list)
{
	for (const struct move_row *row = moves ? moves->learnt : NULL; row;
		row = row->next) {
		yyjson_mut_val *item = yyjson_mut_arr_add_arr(making->doc, list);

		yyjson_mut_arr_add_str(making->doc, item, row->move.was);
		yyjson_mut_arr_add_str(making->doc, item, row->move.is);
		yyjson_mut_arr_add_str(making->doc, item, row->move.by);
		if (row->move.after)
			yyjson_mut_arr_add_str(making->doc, item, row->move.after);
		else
			yyjson_mut_arr_add_null(making->doc, item);
		yyjson_mut_arr_add_uint(making->doc, item, row->move.kind);
	}
}

int map_make(struct kerneltree *tree, const struct moves *moves, yyjson_mut_doc *doc,
	yyjson_mut_val **out, struct kvet_error *error)
{
	struct making making = {.tree = tree, .doc = doc};
	yyjson_mut_val *root = yyjson_mut_obj(doc);
	int code = kerneltree_read_symbols(tree, error);

	if (code)
		return code;
	yyjson_mut_obj_add_str(doc, root, "schema", MAP_SCHEMA);
	yyjson_mut_obj_add_str(doc, root, "release", tree->release);
	add_moves(&making, moves, yyjson_mut_obj_add_arr(doc, root, "moves"));
	add_symbols(&making, yyjson_mut_obj_add_arr(doc, root, "symbols"));
	bool good =
		add_makefiles(&making, yyjson_mut_obj_add_obj(doc, root, "makefiles"));
	making.name_list = yyjson_mut_obj_add_arr(doc, root, "includes");
	good = good && add_files(&making, yyjson_mut_obj_add_obj(doc, root, "files"));
	add_links(&making, yyjson_mut_obj_add_arr(doc, root, "links"));
	table_release(&making.names);
	if (!good)
		return error_set(error, KVET_ERROR_SYSTEM, tree->path,
			"a file of the tree cannot be read, or memory is short");
	*out = root;
	return 0;
}

/* Reading ----------------------------------------------------------------------------- */

struct map_reading {
	struct kerneltree *tree;
	const char **names; /* of includes */
	size_t name_count;
	struct kvet_error *error;
};

static int refuse(const struct map_reading *reading, const char *why)
{
	error_set(reading->error, KVET_ERROR_INPUT, reading->tree->path, "%s", why);
	error_hint(reading->error, "'kvet map TREE -o FILE' makes a new one");
	return KVET_ERROR_INPUT;
}

static bool read_makefile(void *context, const char *path, struct bytes *text)
{
	const struct kerneltree *tree = context;
	const struct table_entry *entry = table_find(&tree->texts, bytes_of(path));

	if (entry)
		*text = *(struct bytes *)entry->value;
	return entry != NULL;
}

static bool read_list(
	void *context, const struct tree_file *file, struct include_list *list)
{
	const struct kerneltree *tree = context;
	const struct tree_file *real = file->link ? file->link : file;
	const struct table_entry *entry = table_find(&tree->lists, bytes_of(real->path));

	*list = entry ? *(struct include_list *)entry->value
		      : (struct include_list){NULL, 0};
	return true;
}

static int read_names(struct map_reading *reading, yyjson_val *list)
{
	size_t index, max;
	yyjson_val *item;

	reading->names = arena_alloc(&reading->tree->arena,
		(yyjson_arr_size(list) + 1) * sizeof(*reading->names));
	if (!reading->names)
		return error_set(
			reading->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	yyjson_arr_foreach(list, index, max, item)
	{
		struct bytes name = json_text(item);

		if (name.len < 2 || name.len > TREE_PATH_MAX ||
			(*name.data != '"' && *name.data != '<'))
			return refuse(reading, "damaged: an include has no name");
		reading->names[reading->name_count++] =
			arena_text(&reading->tree->arena, name);
	}
	return 0;
}

static int read_includes(struct map_reading *reading, const char *path, yyjson_val *file)
{
	struct arena *arena = &reading->tree->arena;
	size_t count = yyjson_arr_size(file), index, max;
	struct include_list *list = arena_alloc(arena, sizeof(*list));
	const char **names = arena_alloc(arena, count * sizeof(*names));
	struct table_entry *entry = table_add(&reading->tree->lists, bytes_of(path));
	yyjson_val *item;

	if (!list || !names || !entry)
		return error_set(
			reading->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	yyjson_arr_foreach(file, index, max, item)
	{
		uint64_t number = yyjson_get_uint(item);

		if (!index)
			continue;
		if (!yyjson_is_uint(item) || number >= reading->name_count)
			return refuse(reading, "damaged: an include is not in its list");
		names[list->count++] = reading->names[number];
	}
	list->names = names;
	entry->value = list;
	return 0;
}

/* Folders inside folders, as the reader of folders counts them. */
#define MAP_DEPTH_MAX 33u

static size_t depth_of(const char *path)
{
	size_t depth = 0;

	for (; *path; path++)
		depth += *path == '/';
	return depth;
}

static int read_file(struct map_reading *reading, struct bytes folder, yyjson_val *file)
{
	struct bytes name =
		json_text(yyjson_is_arr(file) ? yyjson_arr_get_first(file) : file);
	char joined[TREE_PATH_MAX], path[TREE_PATH_MAX];
	int len = snprintf(joined, sizeof(joined), "%.*s%s%.*s", (int)folder.len,
		folder.data ? folder.data : "", folder.len ? "/" : "", (int)name.len,
		name.data ? name.data : "");

	if (!name.len || folder.len + name.len + 1 >= sizeof(joined) ||
		depth_of(joined) > MAP_DEPTH_MAX ||
		tree_normalise((struct bytes){joined, (size_t)len}, path) != (size_t)len)
		return refuse(reading, "damaged: a file has no name below the tree");
	if (!tree_add(reading->tree->tree, (struct bytes){path, (size_t)len}))
		return refuse(reading, "it has more files than any kernel, or memory is "
				       "short");
	if (!yyjson_is_arr(file))
		return 0;
	return read_includes(reading,
		tree_find(reading->tree->tree, (struct bytes){path, (size_t)len})->path,
		file);
}

static int read_files(struct map_reading *reading, yyjson_val *folders)
{
	size_t index, max, inner_index, inner_max;
	yyjson_val *folder, *list, *file;

	if (!yyjson_is_obj(folders))
		return 0;
	yyjson_obj_foreach(folders, index, max, folder, list)
	{
		yyjson_arr_foreach(list, inner_index, inner_max, file)
		{
			int code = read_file(reading, json_text(folder), file);

			if (code)
				return code;
		}
	}
	return 0;
}

static int read_links(struct map_reading *reading, yyjson_val *links)
{
	size_t index, max;
	yyjson_val *item;

	yyjson_arr_foreach(links, index, max, item)
	{
		struct bytes path = json_text(yyjson_arr_get(item, 0));
		struct bytes target = json_text(yyjson_arr_get(item, 1));
		char text[TREE_PATH_MAX];
		size_t len = tree_normalise(path, text);

		if (!path.len || len != path.len || !target.len)
			return refuse(
				reading, "damaged: a link has no name below the tree");
		if (!tree_link(reading->tree->tree, path, target))
			return refuse(reading, "it has more files than any kernel, or "
					       "memory is short");
	}
	return 0;
}

/* The texts are freed one by one, as those that a folder's makefiles are read into. */
static int read_makefiles(struct map_reading *reading, yyjson_val *makefiles)
{
	size_t index, max;
	yyjson_val *name, *text;

	if (!yyjson_is_obj(makefiles))
		return 0;
	yyjson_obj_foreach(makefiles, index, max, name, text)
	{
		const struct tree_file *file =
			tree_find(reading->tree->tree, json_text(name));
		struct bytes *kept = arena_alloc(&reading->tree->arena, sizeof(*kept));
		struct table_entry *entry;
		char *copy;

		if (!file || !yyjson_is_str(text) || yyjson_get_len(text) > MAKE_FILE_MAX)
			return refuse(reading, "damaged: a makefile is not in the tree");
		entry = table_add(&reading->tree->texts, bytes_of(file->path));
		copy = malloc(yyjson_get_len(text) + 1);
		if (!kept || !entry || !copy || entry->value) {
			free(copy);
			return refuse(reading, "damaged: a makefile is there twice");
		}
		memcpy(copy, yyjson_get_str(text), yyjson_get_len(text));
		*kept = (struct bytes){copy, yyjson_get_len(text)};
		entry->value = kept;
	}
	return 0;
}

static int read_symbols(struct map_reading *reading, yyjson_val *symbols)
{
	size_t index, max;
	yyjson_val *item;

	yyjson_arr_foreach(symbols, index, max, item)
	{
		struct bytes name = json_text(item);

		if (!name.len)
			return refuse(reading, "damaged: a symbol has no name");
		name.data = arena_text(&reading->tree->arena, name);
		if (!table_add(&reading->tree->symbols, name))
			return error_set(
				reading->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	return 0;
}

static int read_moves(
	const struct map_reading *reading, yyjson_val *list, struct moves *moves)
{
	size_t index, max;
	yyjson_val *item;

	yyjson_arr_foreach(list, index, max, item)
	{
		struct move move = {
			.was = yyjson_get_str(yyjson_arr_get(item, 0)),
			.is = yyjson_get_str(yyjson_arr_get(item, 1)),
			.by = yyjson_get_str(yyjson_arr_get(item, 2)),
			.after = yyjson_get_str(yyjson_arr_get(item, 3)),
			.kind = (enum move_kind)yyjson_get_uint(yyjson_arr_get(item, 4)),
		};

		if (!move.was || !move.is || !move.by || move.kind > MOVE_MERGED)
			return refuse(reading,
				"damaged: a move does not say from where to "
				"where");
		int code = moves_add(moves, &move, reading->error);
		if (code)
			return code;
	}
	return 0;
}

static int read_map(struct map_reading *reading, yyjson_val *root, struct moves *moves)
{
	struct kerneltree *tree = reading->tree;
	yyjson_val *release = yyjson_obj_get(root, "release");
	int code;

	if (!yyjson_equals_str(yyjson_obj_get(root, "schema"), MAP_SCHEMA))
		return refuse(reading, "no map, or one of another version: its schema is "
				       "not " MAP_SCHEMA);
	tree->release = arena_text(&tree->arena, json_text(release));
	code = read_names(reading, yyjson_obj_get(root, "includes"));
	code = code ? code : read_files(reading, yyjson_obj_get(root, "files"));
	code = code ? code : read_links(reading, yyjson_obj_get(root, "links"));
	code = code ? code : read_makefiles(reading, yyjson_obj_get(root, "makefiles"));
	code = code ? code : read_symbols(reading, yyjson_obj_get(root, "symbols"));
	code = code ? code : read_moves(reading, yyjson_obj_get(root, "moves"), moves);
	if (!code && (!*tree->release || !tree->tree->files.count))
		code = refuse(reading, "damaged: it has no release or no file");
	return code;
}

int map_read(yyjson_val *root, const char *path, struct moves *moves,
	struct kerneltree **out, struct kvet_error *error)
{
	struct kerneltree *tree = calloc(1, sizeof(*tree));
	struct map_reading reading = {.tree = tree, .error = error};

	if (!tree || !(tree->tree = tree_new())) {
		free(tree);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	tree->folder = -1;
	tree->map = true;
	tree->path = arena_text(&tree->arena, bytes_of(path));
	tree->files = (struct make_files){tree->tree, read_makefile, tree};
	tree->includes = (struct include_source){read_list, tree};
	int code = read_map(&reading, root, moves);
	if (!code && tree->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		kerneltree_free(tree);
	else
		*out = tree;
	return code;
}
