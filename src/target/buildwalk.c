/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/buildwalk.h"

#include "target/cmdfile.h"
#include "util/error.h"
#include "util/grow.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* What stands in one folder and matters, in the order of names. */
struct listing {
	struct arena arena;
	const char **names;
	size_t count, room;
};

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len > len && memcmp(text.data + text.len - len, end, len) == 0;
}

static int no_memory(struct buildwalk *walk)
{
	return error_set(walk->error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

int buildwalk_problem(struct buildwalk *walk, const char *name, const char *why)
{
	struct buildfolder *facts = walk->facts;

	if (facts->problem_count < BUILDFOLDER_PROBLEMS_MAX)
		facts->problems[facts->problem_count] = (struct buildfolder_problem){
			arena_text(&facts->arena, bytes_of(name)),
			arena_text(&facts->arena, bytes_of(why))};
	facts->problem_count++;
	return facts->arena.failed ? no_memory(walk) : 0;
}

/* Names a folder adds to the path of what stands in it. */
static bool enter(struct buildwalk *walk, const char *name)
{
	size_t room = sizeof(walk->path) - walk->path_len;
	int len = snprintf(walk->path + walk->path_len, room, "%s%s",
		walk->path_len ? "/" : "", name);

	if (len < 0 || (size_t)len >= room) {
		walk->path[walk->path_len] = '\0';
		return false;
	}
	walk->path_len += (size_t)len;
	return true;
}

static void leave(struct buildwalk *walk, size_t len)
{
	walk->path[len] = '\0';
	walk->path_len = len;
}

/* Adds NAME, copied, to TABLE; false when memory is short. */
static bool remember(
	struct buildwalk *walk, struct table *table, struct bytes name, const void *value)
{
	struct table_entry *entry = table_find(table, name);

	if (entry)
		return true;
	name.data = arena_text(&walk->arena, name);
	entry = walk->arena.failed ? NULL : table_add(table, name);
	if (entry)
		entry->value = (void *)(uintptr_t)value;
	return entry != NULL;
}

/* A path of a file that was read, as the build wrote it. */
static bool add_path(struct buildwalk *walk, struct bytes path)
{
	size_t before = walk->seen.count;

	if (!remember(walk, &walk->seen, path, NULL))
		return false;
	return walk->seen.count == before ||
	       treeroot_add(&walk->root, path, walk->compiled);
}

/* Below the build folder, but not made for the kernel by most rules. */
static bool in_tools(const struct buildwalk *walk)
{
	return strncmp(walk->path, "scripts/", 8) == 0 ||
	       strncmp(walk->path, "tools/", 6) == 0;
}

/*
 * A program that the build itself runs (kernel: Makefile.host) is compiled with none of
 * these, a part of the kernel with at least one: user mode Linux and the boot wrappers,
 * too. What neither rule is sure of counts as the kernel's.
 */
static bool is_program(const struct buildwalk *walk, const struct cmdfile *file)
{
	static const char *const marks[] = {"-D__KERNEL__", "-nostdinc", "-ffreestanding",
		"-D__UM_HOST__", "-fno-common", "-fno-strict-aliasing"};
	static const char *const languages[] = {".c", ".cc", ".cpp"};
	bool program = in_tools(walk);

	for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
		program |= ends_with(file->source, languages[i]);
	for (size_t i = 0; program && i < sizeof(marks) / sizeof(*marks); i++)
		program = !cmdfile_command_has(file->command, marks[i]);
	return program;
}

static bool add_unit(struct buildwalk *walk, struct cmdfile *file)
{
	struct bytes dep;

	if (is_program(walk, file)) {
		walk->facts->programs++;
		return true;
	}
	walk->facts->units++;
	if (!add_path(walk, file->source))
		return false;
	while (cmdfile_next_dep(&file->deps, &dep))
		if (!add_path(walk, dep))
			return false;
	return true;
}

/* Code is also made by commands that note no source: perl's assembly, shipped tables. */
static bool add_words(struct buildwalk *walk, struct bytes command)
{
	static const char *const kinds[] = {".c", ".S", ".h", ".rs", ".pl", ".asn1",
		".map", ".c_shipped", ".S_shipped", ".h_shipped"};
	struct bytes word;

	while (cmdfile_next_word(&command, &word)) {
		bool code = false;

		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			code |= ends_with(word, kinds[i]);
		if (code && !add_path(walk, word))
			return false;
	}
	return true;
}

/* "kernel/" of "kernel/.built-in.a.cmd". */
static struct bytes folder_of(const struct buildwalk *walk)
{
	const char *slash = memrchr(walk->path, '/', walk->path_len);

	return (struct bytes){walk->path, slash ? (size_t)(slash + 1 - walk->path) : 0};
}

/* Newer kernels name parts below the folder of the whole, older ones from the top. */
static bool add_part(struct buildwalk *walk, struct bytes part, const char *whole)
{
	char joined[PATH_MAX], text[TREE_PATH_MAX];
	struct bytes folder = folder_of(walk);
	bool top =
		part.len >= folder.len && memcmp(part.data, folder.data, folder.len) == 0;
	int len = snprintf(joined, sizeof(joined), "%.*s%.*s", top ? 0 : (int)folder.len,
		folder.data, (int)part.len, part.data);

	if (len < 0 || (size_t)len >= sizeof(joined))
		return true;
	struct bytes path = {
		text, tree_normalise((struct bytes){joined, (size_t)len}, text)};
	return !path.len || remember(walk, &walk->parts, path, whole);
}

/* What is made of others, and says so in its command. */
static bool has_parts(const char *name)
{
	static const char *const archives[] = {
		".built-in.a.cmd", ".lib.a.cmd", ".vmlinux.a.cmd"};

	for (size_t i = 0; i < sizeof(archives) / sizeof(*archives); i++)
		if (strcmp(name, archives[i]) == 0)
			return true;
	return ends_with(bytes_of(name), ".mod.cmd");
}

/* Each part has a `.cmd` file, or the folder has lost some. */
static bool add_parts(struct buildwalk *walk, const char *name, struct bytes command)
{
	const char *whole;
	struct bytes word;

	if (!has_parts(name))
		return true;
	whole = arena_text(&walk->arena, bytes_of(walk->path));
	while (cmdfile_next_word(&command, &word)) {
		bool part = ends_with(word, ".o") || ends_with(word, "/built-in.a");

		if (part && !add_part(walk, word, whole))
			return false;
	}
	return !walk->arena.failed;
}

/* Makes "init/main.o" of "init/.main.o.cmd", and notes it. */
static bool add_made(struct buildwalk *walk, const char *name)
{
	char made[PATH_MAX];
	struct bytes folder = folder_of(walk);
	int len = snprintf(made, sizeof(made), "%.*s%.*s", (int)folder.len, folder.data,
		(int)strlen(name) - 5, name + 1);

	return len < 0 || (size_t)len >= sizeof(made) ||
	       remember(walk, &walk->made, (struct bytes){made, (size_t)len}, NULL);
}

static bool take(struct buildwalk *walk, const char *name, struct cmdfile *file)
{
	if (!add_made(walk, name))
		return false;
	if (file->source.len)
		return add_unit(walk, file);
	if (in_tools(walk))
		return true;
	return add_words(walk, file->command) && add_parts(walk, name, file->command);
}

static void note_time(struct buildwalk *walk, struct timespec changed)
{
	if (changed.tv_sec > walk->newest.tv_sec ||
		(changed.tv_sec == walk->newest.tv_sec &&
			changed.tv_nsec > walk->newest.tv_nsec))
		walk->newest = changed;
}

/* The build system of tools/ is another one: what is odd there says nothing here. */
static int unreadable(struct buildwalk *walk, const char *why)
{
	return in_tools(walk) ? 0 : buildwalk_problem(walk, walk->path, why);
}

static int read_command(struct buildwalk *walk, int folder, const char *name)
{
	struct kvet_error why = {0};
	struct cmdfile file;
	struct bytes text;
	struct stat status;
	int number = inside_read(
		folder, name, BUILDWALK_COMMAND_MAX, &walk->buffer, &text, &status);

	if (number == ENOMEM)
		return no_memory(walk);
	walk->facts->commands++;
	if (number)
		return unreadable(walk, inside_why(number));
	note_time(walk, status.st_mtim);
	if (cmdfile_read(text, &file, &why))
		return unreadable(walk, why.message);
	return take(walk, name, &file) ? 0 : no_memory(walk);
}

static bool is_command(const char *name)
{
	return name[0] == '.' && strlen(name) > 5 && ends_with(bytes_of(name), ".cmd");
}

static bool is_folder(int fd, const struct dirent *entry)
{
	struct stat status;

	if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
		strcmp(entry->d_name, ".git") == 0)
		return false;
	if (entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	return !fstatat(fd, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) &&
	       S_ISDIR(status.st_mode);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool listing_add(struct listing *listing, const char *name)
{
	if (!grow(&listing->names, &listing->room, listing->count + 1,
		    sizeof(*listing->names)))
		return false;
	listing->names[listing->count++] = arena_text(&listing->arena, bytes_of(name));
	return !listing->arena.failed;
}

/* Folders end in a slash, so that the two are told apart. */
static bool listing_take(struct listing *listing, int fd, const struct dirent *entry)
{
	char name[NAME_MAX + 2];

	if (is_folder(fd, entry)) {
		snprintf(name, sizeof(name), "%s/", entry->d_name);
		return listing_add(listing, name);
	}
	return !is_command(entry->d_name) || listing_add(listing, entry->d_name);
}

static int cannot_read(struct buildwalk *walk)
{
	return error_set(walk->error, KVET_ERROR_SYSTEM,
		walk->path_len ? walk->path : NULL, "cannot read the folder: %s",
		strerror(errno));
}

static int listing_read(struct buildwalk *walk, DIR *folder, struct listing *listing)
{
	const struct dirent *entry;

	while ((errno = 0, entry = readdir(folder))) {
		if (++walk->entries > BUILDFOLDER_ENTRIES_MAX)
			return error_set(walk->error, KVET_ERROR_INPUT, walk->path,
				"more files than any build leaves (%u)",
				BUILDFOLDER_ENTRIES_MAX);
		if (!listing_take(listing, dirfd(folder), entry))
			return no_memory(walk);
	}
	if (errno)
		return cannot_read(walk);
	if (listing->count)
		qsort(listing->names, listing->count, sizeof(*listing->names),
			compare_names);
	return 0;
}

/* A folder that cannot be read may hold `.cmd` files: the list has a hole then. */
static int read_folder(struct buildwalk *walk, int parent, const char *name)
{
	int fd, code;

	if (walk->depth == BUILDFOLDER_DEPTH_MAX)
		return buildwalk_problem(walk, walk->path, "nested too deep");
	fd = inside_open(parent, name, O_DIRECTORY);
	if (fd < 0)
		return buildwalk_problem(walk, walk->path, inside_why(errno));
	walk->depth++;
	code = buildwalk_run(walk, fd);
	walk->depth--;
	return code;
}

static int read_entry(struct buildwalk *walk, int folder, const char *listed)
{
	char name[NAME_MAX + 2];
	size_t before = walk->path_len, len = strlen(listed);
	bool is_dir = listed[len - 1] == '/';
	int code;

	snprintf(name, sizeof(name), "%.*s", (int)(is_dir ? len - 1 : len), listed);
	if (!enter(walk, name))
		return buildwalk_problem(walk, name, "its path is too long");
	code = is_dir ? read_folder(walk, folder, name)
		      : read_command(walk, folder, name);
	leave(walk, before);
	return code;
}

int buildwalk_run(struct buildwalk *walk, int fd)
{
	struct listing listing = {0};
	DIR *folder = fdopendir(fd);
	int code;

	if (!folder) {
		close(fd);
		return no_memory(walk);
	}
	code = listing_read(walk, folder, &listing);
	for (size_t i = 0; i < listing.count && !code; i++)
		code = read_entry(walk, fd, listing.names[i]);
	closedir(folder);
	arena_release(&listing.arena);
	free(listing.names);
	return code;
}

void buildwalk_release(struct buildwalk *walk)
{
	table_release(&walk->seen);
	table_release(&walk->made);
	table_release(&walk->parts);
	arena_release(&walk->arena);
	free(walk->buffer.data);
}
