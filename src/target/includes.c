/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/includes.h"

#include "util/grow.h"

#include <ctype.h>
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
		{".rs", INCLUDES_RUST},
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

/* Longer ones, and more of them, stand in no #include. */
#define COMMENT_MAX 4096u

/* The index behind line ends that a backslash hides. */
static size_t skip_hidden_ends(struct bytes text, size_t at)
{
	for (;;) {
		const char *here = text.data + at;
		size_t left = text.len - at;

		if (left > 1 && here[0] == '\\' && here[1] == '\n')
			at += 2;
		else if (left > 2 && memcmp(here, "\\\r\n", 3) == 0)
			at += 3;
		else
			return at;
	}
}

/* The index behind white space, comments and line ends that a backslash hides. */
static size_t skip_blanks(struct bytes text, size_t at)
{
	size_t start = at;

	for (;;) {
		at = skip_hidden_ends(text, at);
		if (at >= text.len)
			break;
		/* Or each mark in many comments would lead through all of them. */
		if (at - start > COMMENT_MAX)
			return text.len;
		const char *here = text.data + at;
		size_t left = text.len - at;

		if (*here == ' ' || *here == '\t' || *here == '\v' || *here == '\f') {
			at++;
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

static bool is_of_name(char c)
{
	return isalnum((unsigned char)c) || strchr("_./-+", c);
}

/* `#include NAME(argument)`: a macro makes "argument.h" of it, perhaps. */
static void read_arguments(struct include_finder *finder, struct bytes text, size_t at)
{
	while (at < text.len && text.data[at] != '\n') {
		char name[256];
		size_t len = 0;

		while (at + len < text.len && is_of_name(text.data[at + len]) &&
			text.data[at + len])
			len++;
		for (const char *ending = "hc"; len && len < 200 && *ending; ending++)
			add_name(finder, '"',
				(struct bytes){name,
					(size_t)snprintf(name, sizeof(name), "%.*s.%c",
						(int)len, text.data + at, *ending)});
		at += len + 1;
	}
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
		while (at < text.len && is_of_name(text.data[at]) && text.data[at])
			at++;
		if (at < text.len && text.data[at] == '(')
			read_arguments(finder, text, at + 1);
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

/* The index behind WORD at AT, in which a backslash may hide line ends; 0 when another
 * stands there. */
static size_t behind_word(struct bytes text, size_t at, const char *word)
{
	for (; *word; word++, at++) {
		at = skip_hidden_ends(text, at);
		if (at >= text.len || text.data[at] != *word)
			return 0;
	}
	return at;
}

static size_t behind_directive(struct bytes text, size_t at)
{
	static const char *const words[] = {
		"include_next", "include", "import", "embed", "incbin"};
	size_t end = 0;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words) && !end; i++)
		end = behind_word(text, at, words[i]);
	return end;
}

/* Nothing but blanks, or the end of a comment, stands before AT in its line. */
static bool begins_line(struct bytes text, size_t at)
{
	while (at && (text.data[at - 1] == ' ' || text.data[at - 1] == '\t'))
		at--;
	return !at || text.data[at - 1] == '\n' ||
	       (at > 1 && text.data[at - 1] == '/' && text.data[at - 2] == '*');
}

static bool names_a_source(struct bytes name)
{
	return name.len > 2 && name.len < TREE_PATH_MAX &&
	       name.data[name.len - 2] == '.' &&
	       memchr("chS", name.data[name.len - 1], 3) &&
	       !memchr(name.data, '\n', name.len);
}

/* `#define TRACE_INCLUDE_FILE name`, of which include/trace/define_trace.h makes one. */
static bool read_trace_file(
	struct include_finder *finder, const char *line, const char *end)
{
	static const char start[] = "#define TRACE_INCLUDE_FILE";
	char name[128];
	size_t len = sizeof(start) - 1;

	if ((size_t)(end - line) < len || memcmp(line, start, len) != 0)
		return false;
	while (line + len < end && (line[len] == ' ' || line[len] == '\t'))
		len++;
	int used = snprintf(name, sizeof(name), "%.*s.h",
		(int)(end - line - (ptrdiff_t)len), line + len);
	if (used < (int)sizeof(name))
		add_name(finder, '"', (struct bytes){name, (size_t)used});
	return true;
}

/* `#define HEADER "name.h"`, of which another file may say `#include HEADER`. */
static void read_definition(struct include_finder *finder, struct bytes text, size_t at)
{
	const char *line = text.data + at;
	const char *end = memchr(line, '\n', text.len - at);
	size_t len = (end ? (size_t)(end - text.data) : text.len) - at;
	const char *open;

	while (len && (line[len - 1] == '\r' || line[len - 1] == ' '))
		len--;
	if (read_trace_file(finder, line, line + len) || len < 4 ||
		(line[len - 1] != '"' && line[len - 1] != '>'))
		return;
	char mark = line[len - 1] == '"' ? '"' : '<';
	open = memrchr(line, mark, len - 1);
	if (!open)
		return;
	struct bytes name = {open + 1, (size_t)(line + len - 1 - open) - 1};
	if (names_a_source(name))
		add_name(finder, mark, name);
}

/* What stands behind a mark at AT. */
static void read_marked(
	struct include_finder *finder, struct bytes text, size_t at, size_t len)
{
	size_t word = behind_directive(text, skip_blanks(text, at + len));

	if (word && begins_line(text, at))
		read_include(finder, text, word);
}

/* Lines with MARK before the word: `#` of the preprocessor, `.` of the assembler. */
static void find_marked(struct include_finder *finder, struct bytes text, char mark)
{
	const char *found = text.data, *end = text.data + text.len;

	while (found < end && (found = memchr(found, mark, (size_t)(end - found)))) {
		size_t at = (size_t)(found - text.data);

		/* Most that is marked is a definition. */
		if (++found < end && *found == 'd' && mark == '#')
			read_definition(finder, text, at);
		else if (found < end)
			read_marked(finder, text, at, 1);
	}
}

/* `%:` is another way to write `#`. */
static void find_digraphs(struct include_finder *finder, struct bytes text)
{
	const char *found = text.data, *end = text.data + text.len;

	while (found < end && (found = memchr(found, '%', (size_t)(end - found)))) {
		if (++found < end && *found == ':')
			read_marked(finder, text, (size_t)(found - text.data) - 1, 2);
	}
}

/* include!("name"), include_str!, include_bytes!, and the path attribute of a module. */
static void find_rust(struct include_finder *finder, struct bytes text)
{
	static const char *const words[] = {"include", "path"};
	const char *end = text.data + text.len;

	for (size_t i = 0; i < 2; i++) {
		const char *found = text.data;
		size_t len = strlen(words[i]);

		while ((found = memmem(found, (size_t)(end - found), words[i], len))) {
			size_t at;

			found += len;
			at = (size_t)(found - text.data);
			if (i == 0 && behind_word(text, at, "_str"))
				at += 4;
			else if (i == 0 && behind_word(text, at, "_bytes"))
				at += 6;
			at = skip_blanks(text, at);
			if (at >= text.len || text.data[at] != (i ? '=' : '!'))
				continue;
			do
				at++;
			while (at < text.len && strchr(" \t\n({[", text.data[at]) &&
				text.data[at]);
			if (i == 0 || (at < text.len && text.data[at] == '"'))
				read_include(finder, text, at);
		}
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
	if (finder->kind == INCLUDES_RUST) {
		find_rust(finder, piece);
		return;
	}
	find_marked(finder, piece, '#');
	find_digraphs(finder, piece);
	if (finder->kind == INCLUDES_ASSEMBLY)
		find_marked(finder, piece, '.');
	if (finder->kind == INCLUDES_DEVICE_TREE)
		find_device_tree(finder, piece);
}

/* One that was not found on the way here already. */
static void add_new_name(struct include_finder *finder, char mark, struct bytes name)
{
	for (size_t i = 0; i < finder->count; i++) {
		if (*finder->names[i] == mark && bytes_equal(name, finder->names[i] + 1))
			return;
	}
	add_name(finder, mark, name);
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
			add_new_name(finder, mark, name);
	}
}

/* ../name.c without quotes, which a macro puts around it. */
static void find_bare(struct include_finder *finder, struct bytes text)
{
	const char *dot = text.data, *end = text.data + text.len;

	while (dot + 1 < end && (dot = memchr(dot, '.', (size_t)(end - dot - 1)))) {
		const char *start = dot, *stop = dot + 2;

		dot++;
		if (!memchr("chS", *dot, 3) || (stop < end && is_of_name(*stop) && *stop))
			continue;
		while (start > text.data && is_of_name(start[-1]) && start[-1] &&
			stop - start < TREE_PATH_MAX)
			start--;
		struct bytes name = {start, (size_t)(stop - start)};
		bool quoted = start > text.data && strchr("\"<", start[-1]);
		if (names_a_source(name) && !quoted)
			add_new_name(finder, '"', name);
	}
}

void includes_find_quoted(struct include_finder *finder, struct bytes text)
{
	if (!text.len)
		return;
	find_between(finder, text, '"', '"');
	find_between(finder, text, '<', '>');
	find_bare(finder, text);
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
