/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/includes.h"

#include "util/grow.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* Finding ----------------------------------------------------------------------------- */

struct finding {
	struct arena *arena;
	const char **names;
	size_t count, room;
	bool by_macro;
};

static void add_name(struct finding *finding, char mark, struct bytes name)
{
	if (!name.len || name.len >= TREE_PATH_MAX || memchr(name.data, '\n', name.len) ||
		memchr(name.data, '\0', name.len) ||
		finding->count == INCLUDES_OF_A_FILE_MAX)
		return;
	const char *text =
		arena_printf(finding->arena, "%c%.*s", mark, (int)name.len, name.data);
	if (grow(&finding->names, &finding->room, finding->count + 1,
		    sizeof(*finding->names)))
		finding->names[finding->count++] = text;
}

static size_t skip_blanks(struct bytes text, size_t at)
{
	while (at < text.len && (text.data[at] == ' ' || text.data[at] == '\t'))
		at++;
	return at;
}

/* What stands behind the word include at AT. */
static void read_include(struct finding *finding, struct bytes text, size_t at)
{
	at = skip_blanks(text, at);
	if (at >= text.len)
		return;
	char open = text.data[at], close = open == '<' ? '>' : '"';
	if (open != '<' && open != '"') {
		finding->by_macro = true;
		return;
	}
	size_t most = text.len - at - 1;
	const char *end = memchr(
		text.data + at + 1, close, most < TREE_PATH_MAX ? most : TREE_PATH_MAX);
	if (end)
		add_name(finding, open,
			(struct bytes){text.data + at + 1,
				(size_t)(end - text.data - (ptrdiff_t)at - 1)});
}

static bool word_at(struct bytes text, size_t at, const char *word)
{
	size_t len = strlen(word);

	return at + len <= text.len && memcmp(text.data + at, word, len) == 0;
}

/* Nothing but blanks stands before AT in its line. */
static bool begins_line(struct bytes text, size_t at)
{
	while (at && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t'))
		at--;
	return !at || text.data[at - 1] == '\n';
}

/* "linux/x.h>" stands at AT. */
static bool is_file_name(struct bytes text, size_t at)
{
	size_t end = at;

	while (end < text.len && (isalnum((unsigned char)text.data[end]) ||
					 strchr("/._-+", text.data[end])))
		end++;
	return end < text.len && text.data[end] == '>' && end > at + 2 &&
	       text.data[end - 2] == '.';
}

/* `#define GENL_MAGIC_INCLUDE_FILE <linux/drbd_genl.h>`: some file may include that. */
static void read_define(struct finding *finding, struct bytes text, size_t at)
{
	at = skip_blanks(text, at);
	while (at < text.len &&
		(isalnum((unsigned char)text.data[at]) || text.data[at] == '_'))
		at++;
	at = skip_blanks(text, at);
	if (at < text.len && text.data[at] == '<' && is_file_name(text, at + 1))
		read_include(finding, text, at);
}

/* Lines with MARK before the word: `#` of the preprocessor, `.` of the assembler. */
static void find_marked(struct finding *finding, struct bytes text, char mark)
{
	const char *found = text.data, *end = text.data + text.len;

	while (found < end && (found = memchr(found, mark, (size_t)(end - found)))) {
		size_t at = (size_t)(found - text.data), word = skip_blanks(text, at + 1);

		found++;
		if (mark == '#' && word_at(text, word, "define"))
			read_define(finding, text, word + 6);
		if (!word_at(text, word, "include") || !begins_line(text, at))
			continue;
		word += 7;
		if (word_at(text, word, "_next"))
			word += 5;
		read_include(finding, text, word);
	}
}

static bool names_a_source(struct bytes name)
{
	return name.len > 2 && name.data[name.len - 2] == '.' &&
	       memchr("chS", name.data[name.len - 1], 3);
}

/* Every "name.h" between quotes: what a macro may stand for. */
static void find_quoted(struct finding *finding, struct bytes text)
{
	const char *open = text.data, *end = text.data + text.len;

	while (open < end && (open = memchr(open, '"', (size_t)(end - open)))) {
		size_t most = (size_t)(end - open - 1);
		const char *close = memchr(
			open + 1, '"', most < TREE_PATH_MAX ? most : TREE_PATH_MAX);
		if (!close)
			return;
		struct bytes name = {open + 1, (size_t)(close - open - 1)};
		bool source = names_a_source(name) && !memchr(name.data, '\n', name.len);
		if (source)
			add_name(finding, '"', name);
		open = source ? close + 1 : open + 1;
	}
}

struct include_list includes_find(struct bytes text, bool assembly, struct arena *arena)
{
	struct finding finding = {.arena = arena};
	struct include_list list = {NULL, 0};

	if (!text.len)
		return list;
	find_marked(&finding, text, '#');
	if (assembly)
		find_marked(&finding, text, '.');
	if (finding.by_macro)
		find_quoted(&finding, text);
	const char **kept = arena_alloc(arena, (finding.count + 1) * sizeof(*kept));
	if (kept && finding.count)
		memcpy(kept, finding.names, finding.count * sizeof(*kept));
	if (kept)
		list = (struct include_list){kept, finding.count};
	free(finding.names);
	return list;
}

/* Following --------------------------------------------------------------------------- */

struct meanings {
	const struct tree_file **files;
	size_t count;
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
}

void includes_add(struct includes *includes, const struct tree_file *file)
{
	reach(includes, file, "");
}

/* Whether the kernel's compiler looks for headers there at all. */
static bool is_searched(const struct includes *includes, const char *path)
{
	static const char *const others[] = {
		"tools/", "scripts/", "Documentation/", "samples/"};
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

static void add_meanings(
	struct includes *includes, struct bytes name, struct meanings *meanings)
{
	const struct tree_file *file = tree_named(includes->tree, tree_last_part(name));
	size_t most = meanings->count;

	for (const struct tree_file *each = file; each; each = each->same_name)
		most++;
	const struct tree_file **files =
		arena_alloc(&includes->arena, (most + 1) * sizeof(*files));
	if (!files)
		return;
	if (meanings->count)
		memcpy(files, meanings->files, meanings->count * sizeof(*files));
	for (; file; file = file->same_name) {
		if (path_ends(file->path, name) && is_searched(includes, file->path))
			files[meanings->count++] = file;
	}
	meanings->files = files;
}

/* Leading steps up belong to a folder that is not known here. */
static struct bytes without_steps(struct bytes name)
{
	while (name.len > 3 &&
		(memcmp(name.data, "../", 3) == 0 || memcmp(name.data, "./", 2) == 0)) {
		size_t step = name.data[1] == '/' ? 2 : 3;

		name.data += step;
		name.len -= step;
	}
	return name;
}

/* All that a name can mean to a compiler whose -I folders are not known. */
static const struct meanings *meanings_of(struct includes *includes, struct bytes name)
{
	struct table_entry *entry = table_find(&includes->resolved, name);
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
	add_meanings(includes, name, meanings);
	/* A build makes asm/x.h where the architecture has none: it includes the generic
	 * one. */
	if (name.len > 4 && memcmp(name.data, "asm/", 4) == 0) {
		const char *generic = arena_printf(&includes->arena, "asm-generic/%.*s",
			(int)name.len - 4, name.data + 4);

		add_meanings(includes, bytes_of(generic), meanings);
	}
	return meanings;
}

/* NAME next to FILE. */
static const struct tree_file *beside(
	const struct includes *includes, const struct tree_file *file, const char *name)
{
	char joined[2 * TREE_PATH_MAX], path[TREE_PATH_MAX];
	size_t folder = strlen(file->path) - tree_last_part(bytes_of(file->path)).len;
	int joined_len =
		snprintf(joined, sizeof(joined), "%.*s%s", (int)folder, file->path, name);
	size_t len = tree_normalise((struct bytes){joined, (size_t)joined_len}, path);

	return len ? tree_find(includes->tree, (struct bytes){path, len}) : NULL;
}

static void follow_name(
	struct includes *includes, const struct tree_file *file, const char *name)
{
	const struct tree_file *own =
		*name == '"' ? beside(includes, file, name + 1) : NULL;
	const struct meanings *meanings;

	if (own) {
		reach(includes, own, file->path);
		return;
	}
	meanings = meanings_of(includes, without_steps(bytes_of(name + 1)));
	for (size_t i = 0; meanings && i < meanings->count; i++)
		reach(includes, meanings->files[i], file->path);
}

void includes_add_name(struct includes *includes, struct bytes name)
{
	const struct meanings *meanings = meanings_of(includes, without_steps(name));

	for (size_t i = 0; meanings && i < meanings->count; i++)
		reach(includes, meanings->files[i], "");
}

void includes_follow(struct includes *includes)
{
	while (includes->queue_next < includes->queue_count && !includes->failed) {
		const struct tree_file *file = includes->queue[includes->queue_next++];
		struct include_list list;

		if (!includes->source.list(includes->source.context, file, &list)) {
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
