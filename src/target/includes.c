/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/includes.h"

#include "util/grow.h"

#include <stdio.h>
#include <stdlib.h>

/* Finding ----------------------------------------------------------------------------- */

enum include_kind includes_kind(const char *path)
{
	static const struct {
		const char *ending;
		enum include_kind kind;
	} kinds[] = {
		{".S", INCLUDES_ASSEMBLY},
		{".dts", INCLUDES_DEVICE_TREE},
		{".dtsi", INCLUDES_DEVICE_TREE},
		{".dtso", INCLUDES_DEVICE_TREE},
	};
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t end = strlen(kinds[i].ending);

		if (len > end && strcmp(path + len - end, kinds[i].ending) == 0)
			return kinds[i].kind;
	}
	return INCLUDES_C;
}

static void add_name(struct include_finder *finder, char mark, struct bytes name)
{
	if (!name.len || name.len >= TREE_PATH_MAX || memchr(name.data, '\n', name.len) ||
		memchr(name.data, '\0', name.len))
		return;
	if (finder->count == INCLUDES_OF_A_FILE_MAX ||
		!grow(&finder->names, &finder->room, finder->count + 1,
			sizeof(*finder->names))) {
		finder->failed = true;
		return;
	}
	char *text = arena_bytes(finder->arena, name.len + 2);
	if (!text)
		return;
	text[0] = mark;
	memcpy(text + 1, name.data, name.len);
	text[name.len + 1] = '\0';
	finder->names[finder->count++] = text;
}

/* Longer ones stand in no #include. */
#define COMMENT_MAX 4096u

/* The index behind white space, comments and line ends that a backslash hides. */
static size_t skip_blanks(struct bytes text, size_t at)
{
	while (at < text.len) {
		const char *here = text.data + at;
		size_t left = text.len - at;

		if (*here == ' ' || *here == '\t' || *here == '\v' || *here == '\f') {
			at++;
		} else if (left > 1 && here[0] == '\\' && here[1] == '\n') {
			at += 2;
		} else if (left > 2 && memcmp(here, "\\\r\n", 3) == 0) {
			at += 3;
		} else if (left > 3 && here[0] == '/' && here[1] == '*') {
			size_t most = left - 2 < COMMENT_MAX ? left - 2 : COMMENT_MAX;
			const char *end = memmem(here + 2, most, "*/", 2);

			at = end ? (size_t)(end + 2 - text.data) : text.len;
		} else {
			break;
		}
	}
	return at;
}

/* What stands behind the word include at AT. */
static void read_include(struct include_finder *finder, struct bytes text, size_t at)
{
	at = skip_blanks(text, at);
	if (at >= text.len)
		return;
	char open = text.data[at], close = open == '<' ? '>' : '"';
	if (open != '<' && open != '"') {
		finder->by_macro = true;
		return;
	}
	size_t most = text.len - at - 1;
	const char *end = memchr(
		text.data + at + 1, close, most < TREE_PATH_MAX ? most : TREE_PATH_MAX);
	if (end)
		add_name(finder, open,
			(struct bytes){text.data + at + 1,
				(size_t)(end - text.data - (ptrdiff_t)at - 1)});
}

static bool word_at(struct bytes text, size_t at, const char *word)
{
	size_t len = strlen(word);

	return at + len <= text.len && memcmp(text.data + at, word, len) == 0;
}

/* Nothing but blanks, or the end of a comment, stands before AT in its line. */
static bool begins_line(struct bytes text, size_t at)
{
	while (at && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t'))
		at--;
	return !at || text.data[at - 1] == '\n' ||
	       (at > 1 && text.data[at - 1] == '/' && text.data[at - 2] == '*');
}

/* Lines with MARK before the word: `#` of the preprocessor, `.` of the assembler. */
static void find_marked(struct include_finder *finder, struct bytes text, char mark)
{
	const char *found = text.data, *end = text.data + text.len;

	while (found < end && (found = memchr(found, mark, (size_t)(end - found)))) {
		size_t at = (size_t)(found - text.data), word;

		/* Most that is marked is a definition. */
		if (++found < end && *found == 'd')
			continue;
		word = skip_blanks(text, at + 1);
		if (!word_at(text, word, "include") || !begins_line(text, at))
			continue;
		word += 7;
		if (word_at(text, word, "_next"))
			word += 5;
		read_include(finder, text, word);
	}
}

/* /include/ "name", and /include/ /optional/ "name". */
static void find_device_tree(struct include_finder *finder, struct bytes text)
{
	static const char word[] = "/include/";
	const char *found = text.data, *end = text.data + text.len;

	while ((found = memmem(found, (size_t)(end - found), word, sizeof(word) - 1))) {
		size_t most;
		const char *open;

		found += sizeof(word) - 1;
		most = (size_t)(end - found);
		open = memchr(found, '"', most < TREE_PATH_MAX ? most : TREE_PATH_MAX);
		if (open)
			read_include(finder, text, (size_t)(open - text.data));
	}
}

void includes_find(struct include_finder *finder, struct bytes piece)
{
	if (!piece.len)
		return;
	find_marked(finder, piece, '#');
	if (finder->kind == INCLUDES_ASSEMBLY)
		find_marked(finder, piece, '.');
	if (finder->kind == INCLUDES_DEVICE_TREE)
		find_device_tree(finder, piece);
}

static bool names_a_source(struct bytes name)
{
	return name.len > 2 && name.len < TREE_PATH_MAX &&
	       name.data[name.len - 2] == '.' &&
	       memchr("chS", name.data[name.len - 1], 3) &&
	       !memchr(name.data, '\n', name.len);
}

static void find_between(
	struct include_finder *finder, struct bytes text, char mark, char end_mark)
{
	const char *open = text.data, *end = text.data + text.len, *close = open;

	while (open < end && (open = memchr(open, mark, (size_t)(end - open)))) {
		open++;
		if (close < open)
			close = memchr(open, end_mark, (size_t)(end - open));
		if (!close)
			return;
		struct bytes name = {open, (size_t)(close - open)};
		if (names_a_source(name))
			add_name(finder, mark, name);
	}
}

void includes_find_quoted(struct include_finder *finder, struct bytes text)
{
	if (!text.len)
		return;
	find_between(finder, text, '"', '"');
	find_between(finder, text, '<', '>');
}

bool includes_found(struct include_finder *finder, struct include_list *list)
{
	const char **kept =
		arena_alloc(finder->arena, (finder->count + 1) * sizeof(*kept));
	bool good = kept && !finder->failed && !finder->arena->failed;

	if (good && finder->count)
		memcpy(kept, finder->names, finder->count * sizeof(*kept));
	if (good)
		*list = (struct include_list){kept, finder->count};
	includes_find_release(finder);
	return good;
}

void includes_find_release(struct include_finder *finder)
{
	free(finder->names);
	finder->names = NULL;
	finder->count = finder->room = 0;
}

/* Following --------------------------------------------------------------------------- */

/* What a name can mean. */
struct meanings {
	const struct tree_file **files;
	size_t count;
	bool reached; /* all of them are */
};

void includes_start(struct includes *includes, const struct tree *tree,
	struct include_source source, const char *srcarch)
{
	*includes = (struct includes){.tree = tree, .source = source, .srcarch = srcarch};
}

void includes_release(struct includes *includes)
{
	table_release(&includes->reached);
	table_release(&includes->resolved);
	free(includes->queue);
	arena_release(&includes->arena);
}

static void reach(
	struct includes *includes, const struct tree_file *file, const char *reader)
{
	struct bytes path = bytes_of(file->path);
	struct table_entry *entry;

	if (table_find(&includes->reached, path))
		return;
	entry = table_add(&includes->reached, path);
	if (!entry ||
		!grow(&includes->queue, &includes->queue_room, includes->queue_count + 1,
			sizeof(const struct tree_file *))) {
		includes->failed = true;
		return;
	}
	entry->value = (void *)(uintptr_t)reader;
	includes->queue[includes->queue_count++] = file;
	/* Whoever reads a link reads what it leads to. */
	if (file->link)
		reach(includes, file->link, file->path);
}

void includes_add(struct includes *includes, const struct tree_file *file)
{
	reach(includes, file, "");
}

/* Whether the kernel's compiler looks for headers there at all. */
static bool is_searched(const struct includes *includes, const char *path)
{
	static const char *const others[] = {"tools/", "scripts/", "Documentation/"};
	size_t len = strlen(includes->srcarch);

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		if (strncmp(path, others[i], strlen(others[i])) == 0)
			return false;
	}
	if (strncmp(path, "arch/", 5) != 0)
		return true;
	/* User mode Linux takes x86's. */
	return (strncmp(path + 5, includes->srcarch, len) == 0 && path[5 + len] == '/') ||
	       (strcmp(includes->srcarch, "um") == 0 &&
		       strncmp(path + 5, "x86/", 4) == 0);
}

static bool path_ends(const char *path, struct bytes name)
{
	size_t len = strlen(path);

	return len >= name.len &&
	       memcmp(path + len - name.len, name.data, name.len) == 0 &&
	       (len == name.len || path[len - name.len - 1] == '/');
}

static bool can_mean(
	const struct includes *includes, const struct tree_file *file, struct bytes name)
{
	return path_ends(file->path, name) && is_searched(includes, file->path);
}

static void add_meanings(
	struct includes *includes, struct bytes name, struct meanings *meanings)
{
	const struct tree_file *first = tree_named(includes->tree, tree_last_part(name));
	size_t most = meanings->count;

	for (const struct tree_file *each = first;
		each && includes->work <= INCLUDES_WORK_MAX; each = each->same_name) {
		includes->work++;
		most += can_mean(includes, each, name);
	}
	if (most == meanings->count)
		return;
	const struct tree_file **files =
		arena_alloc(&includes->arena, most * sizeof(*files));
	if (!files)
		return;
	if (meanings->count)
		memcpy(files, meanings->files, meanings->count * sizeof(*files));
	for (const struct tree_file *each = first; each && meanings->count < most;
		each = each->same_name) {
		if (can_mean(includes, each, name))
			files[meanings->count++] = each;
	}
	includes->work += most;
	meanings->files = files;
}

/* NAME without `.` and `..`; leading steps up belong to a folder that is not known here. */
static struct bytes plain_name(struct bytes name, char text[TREE_PATH_MAX])
{
	while (name.len > 3 &&
		(memcmp(name.data, "../", 3) == 0 || memcmp(name.data, "./", 2) == 0)) {
		size_t step = name.data[1] == '/' ? 2 : 3;

		name.data += step;
		name.len -= step;
	}
	size_t len = tree_normalise(name, text);
	return len ? (struct bytes){text, len} : name;
}

/* What else a name can mean that begins so. */
static const struct {
	const char *start, *instead;
} others[] = {
	/* A build makes asm/x.h where the architecture has none: it includes the generic
	 * one. */
	{"asm/", "asm-generic/"},
	{"uapi/asm/", "asm-generic/"},
	/* Links below scripts/dtc/include-prefixes. */
	{"arc/", "arch/arc/boot/dts/"},
	{"arm/", "arch/arm/boot/dts/"},
	{"arm64/", "arch/arm64/boot/dts/"},
	{"loongarch/", "arch/loongarch/boot/dts/"},
	{"microblaze/", "arch/microblaze/boot/dts/"},
	{"mips/", "arch/mips/boot/dts/"},
	{"nios2/", "arch/nios2/boot/dts/"},
	{"openrisc/", "arch/openrisc/boot/dts/"},
	{"powerpc/", "arch/powerpc/boot/dts/"},
	{"riscv/", "arch/riscv/boot/dts/"},
	{"sh/", "arch/sh/boot/dts/"},
	{"xtensa/", "arch/xtensa/boot/dts/"},
};

/* They are searched whatever the architecture: arm64's boards have parts of arm's. */
static void add_exactly(
	struct includes *includes, const char *path, struct meanings *meanings)
{
	const struct tree_file *file = tree_find(includes->tree, bytes_of(path));
	const struct tree_file **files;

	if (!file)
		return;
	files = arena_alloc(&includes->arena, (meanings->count + 1) * sizeof(*files));
	if (!files)
		return;
	if (meanings->count)
		memcpy(files, meanings->files, meanings->count * sizeof(*files));
	files[meanings->count++] = file;
	meanings->files = files;
}

static void add_others(
	struct includes *includes, struct bytes name, struct meanings *meanings)
{
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		size_t len = strlen(others[i].start);

		if (name.len <= len || memcmp(name.data, others[i].start, len) != 0)
			continue;
		const char *path = arena_printf(&includes->arena, "%s%.*s",
			others[i].instead, (int)(name.len - len), name.data + len);
		if (strncmp(path, "arch/", 5) == 0)
			add_exactly(includes, path, meanings);
		else
			add_meanings(includes, bytes_of(path), meanings);
	}
}

/* All that a name can mean to a compiler whose -I folders are not known. */
static struct meanings *meanings_of(struct includes *includes, struct bytes name)
{
	struct table_entry *entry = table_find(&includes->resolved, name);
	char text[TREE_PATH_MAX];
	struct meanings *meanings;

	if (entry)
		return entry->value;
	meanings = arena_alloc(&includes->arena, sizeof(*meanings));
	entry = meanings ? table_add(&includes->resolved, name) : NULL;
	if (!entry) {
		includes->failed = true;
		return NULL;
	}
	entry->value = meanings;
	name = plain_name(name, text);
	add_meanings(includes, name, meanings);
	add_others(includes, name, meanings);
	return meanings;
}

static void reach_meanings(
	struct includes *includes, struct bytes name, const char *reader)
{
	struct meanings *meanings = meanings_of(includes, name);

	if (!meanings || meanings->reached)
		return;
	meanings->reached = true;
	for (size_t i = 0; i < meanings->count; i++)
		reach(includes, meanings->files[i], reader);
}

void includes_add_name(struct includes *includes, struct bytes name)
{
	name.data = arena_text(&includes->arena, name);
	reach_meanings(includes, name, "");
}

/* NAME next to FILE. */
static const struct tree_file *beside(
	const struct includes *includes, const struct tree_file *file, const char *name)
{
	char joined[2 * TREE_PATH_MAX], path[TREE_PATH_MAX];
	size_t folder = strlen(file->path) - tree_last_part(bytes_of(file->path)).len;
	size_t len = strlen(name);

	memcpy(joined, file->path, folder);
	memcpy(joined + folder, name, len);
	len = tree_normalise((struct bytes){joined, folder + len}, path);
	return len ? tree_find(includes->tree, (struct bytes){path, len}) : NULL;
}

static void follow_name(
	struct includes *includes, const struct tree_file *file, const char *name)
{
	const struct tree_file *own =
		*name == '"' ? beside(includes, file, name + 1) : NULL;

	if (own)
		reach(includes, own, file->path);
	else
		reach_meanings(includes, bytes_of(name + 1), file->path);
}

void includes_follow(struct includes *includes)
{
	while (includes->queue_next < includes->queue_count && !includes->failed) {
		const struct tree_file *file = includes->queue[includes->queue_next++];
		struct include_list list;

		if (includes->work > INCLUDES_WORK_MAX ||
			!includes->source.list(includes->source.context, file, &list)) {
			includes->unread = file->path;
			continue;
		}
		for (size_t i = 0; i < list.count; i++)
			follow_name(includes, file, list.names[i]);
	}
	includes->failed = includes->failed || includes->arena.failed;
}

const char *includes_reader(const struct includes *includes, const char *path)
{
	const struct table_entry *entry = table_find(&includes->reached, bytes_of(path));

	return entry ? entry->value : NULL;
}
