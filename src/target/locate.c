/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/locate.h"

#include <stdio.h>

/* Two moves of one file are many; more paths than this are somebody's joke. */
#define STEPS_MAX 32

/* A path that moves lead to. */
struct step {
	char path[MOVES_PATH_MAX];
	const struct move_row *row; /* that led here; NULL: it is the record's own */
	size_t before; /* the step that it led from */
};

/*
 * All paths that a file could have had later, or earlier: never a mix of the two. From a
 * folder that two others were merged into, a way back leads to the wrong one.
 */
struct search {
	const struct tree *tree;
	const struct moves *moves;
	bool later;
	struct step steps[STEPS_MAX];
	size_t count;
	size_t found; /* the step that the tree has; 0: none */
	bool doubtful; /* the tree has several, or there were too many to look at */
};

static bool is_new(const struct search *search, const char *path)
{
	for (size_t i = 0; i < search->count; i++)
		if (!strcmp(search->steps[i].path, path))
			return false;
	return true;
}

static void add_step(struct search *search, const char *path, size_t before,
	const struct move_row *row)
{
	struct step *step = &search->steps[search->count];

	if (!is_new(search, path))
		return;
	if (search->count == STEPS_MAX) {
		search->doubtful = true;
		return;
	}
	*step = (struct step){.row = row, .before = before};
	snprintf(step->path, sizeof(step->path), "%s", path);
	if (tree_find(search->tree, bytes_of(path))) {
		search->doubtful |= search->found != 0;
		search->found = search->count;
	}
	search->count++;
}

/* Whether ROW can have come before (or after) the move that led to STEP: a name that was
 * given to another file later leads nowhere. */
static bool in_order(
	const struct search *search, const struct step *step, const struct move_row *row)
{
	if (!step->row)
		return true;
	return search->later ? row->to >= step->row->from : row->from <= step->row->to;
}

static bool leads_on(const struct search *search, const struct step *step,
	const struct move_row *row, bool below)
{
	switch (row->move.kind) {
	case MOVE_PIECE:
		if (search->later)
			return false;
		break;
	case MOVE_MERGED:
		if (!search->later || below)
			return false;
		break;
	case MOVE_WHOLE:
		break;
	}
	return in_order(search, step, row);
}

static bool lies_in(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return !strncmp(path, folder, len) && (!path[len] || path[len] == '/');
}

/* Follows ROW, which moves the first LEN bytes of the path of step FROM. */
static bool follow(
	struct search *search, size_t from, size_t len, const struct move_row *row)
{
	const struct step *step = &search->steps[from];
	const char *rest = step->path + len;
	const char *to = search->later ? row->move.is : row->move.was;
	char path[MOVES_PATH_MAX];
	int size;

	/* chips-media/coda/x of chips-media -> chips-media/coda is where it leads. */
	if (lies_in(step->path, to) || !leads_on(search, step, row, *rest != '\0'))
		return false;
	if (row->move.kind == MOVE_PIECE)
		rest = ""; /* whatever is below came out of that one file */
	size = snprintf(path, sizeof(path), "%s%s", to, rest);
	if (size > 0 && (size_t)size < sizeof(path))
		add_step(search, path, from, row);
	return true;
}

/* The moves of the path of step FROM, and of the folders it lies in. What is said of a
 * file itself goes before that its folder is all pieces of another. */
static void expand(struct search *search, size_t from)
{
	const char *path = search->steps[from].path;
	bool followed = false;

	for (size_t len = strlen(path); len; len--) {
		struct bytes part = {path, len};
		const struct move_row *row;
		bool before = followed;

		if (path[len] && path[len] != '/')
			continue;
		row = search->later ? moves_from(search->moves, part)
				    : moves_to(search->moves, part);
		for (; row; row = search->later ? row->same_was : row->same_is) {
			if (before && row->move.kind == MOVE_PIECE)
				continue;
			followed |= follow(search, from, len, row);
			if (search->doubtful)
				return;
		}
	}
}

static void search_run(struct search *search, const char *path)
{
	search->count = 0;
	search->found = 0;
	search->doubtful = false;
	snprintf(search->steps[0].path, MOVES_PATH_MAX, "%s", path);
	search->steps[0].row = NULL;
	search->count = 1;
	for (size_t i = 0; i < search->count && !search->doubtful; i++)
		expand(search, i);
}

/* What a row tells: "the folder moved in 6.4". */
static int tell_row(char *text, size_t size, const struct move_row *row, bool file)
{
	static const char *const told[] = {
		[MOVE_WHOLE] = " moved",
		[MOVE_PIECE] = " was cut up",
		[MOVE_MERGED] = " became part of another",
	};
	const struct move *move = &row->move;

	return snprintf(text, size, "the %s%s %s%s%s%s%s", file ? "file" : "folder",
		told[move->kind], move->after ? "between " : "in ",
		move->after ? move->after : "", move->after ? " and " : "", move->by,
		row->learnt ? ", as git shows" : "");
}

/* Whether the row moved the file itself: else a folder that it lay in. */
static bool moved_itself(const struct search *search, const struct step *step)
{
	const struct move *move = &step->row->move;

	return move->kind != MOVE_WHOLE ||
	       !strcmp(search->later ? move->is : move->was, step->path);
}

static void tell_moved(const struct search *search, struct location *out)
{
	size_t size = sizeof(out->text);
	int len = snprintf(
		out->text, size, "%s is %s here", search->steps[0].path, out->path);
	const char *join = ": ";

	for (size_t i = search->found; i; i = search->steps[i].before) {
		if (len < 0 || (size_t)len + 2 >= size)
			return;
		len += snprintf(out->text + len, size - (size_t)len, "%s", join);
		if ((size_t)len >= size)
			return;
		len += tell_row(out->text + len, size - (size_t)len, search->steps[i].row,
			moved_itself(search, &search->steps[i]));
		join = ", ";
	}
}

/* What moves lead to: LOCATED_MOVED, or LOCATED_SAME when they say nothing. Nowhere, when
 * they lead to more than one file: then no name may decide either. */
static enum located find_moved(const struct tree *tree, const struct moves *moves,
	const char *path, struct location *out)
{
	struct search earlier = {.tree = tree, .moves = moves, .later = false};
	struct search later = {.tree = tree, .moves = moves, .later = true};
	const struct search *search;

	search_run(&earlier, path);
	search_run(&later, path);
	if (earlier.doubtful || later.doubtful || (earlier.found && later.found))
		return LOCATED_NOWHERE;
	if (!earlier.found && !later.found)
		return LOCATED_SAME;
	search = earlier.found ? &earlier : &later;
	out->path = tree_find(tree, bytes_of(search->steps[search->found].path))->path;
	tell_moved(search, out);
	return LOCATED_MOVED;
}

/* The folders of a path. */
#define FOLDERS_MAX 32

struct folders {
	struct bytes parts[FOLDERS_MAX];
	size_t count;
};

static bool folders_read(struct folders *folders, const char *path)
{
	folders->count = 0;
	for (const char *slash; (slash = strchr(path, '/')); path = slash + 1) {
		if (folders->count == FOLDERS_MAX)
			return false;
		folders->parts[folders->count++] =
			(struct bytes){path, (size_t)(slash - path)};
	}
	return folders->count > 0;
}

static bool part_equal(struct bytes a, struct bytes b)
{
	return a.len == b.len && !memcmp(a.data, b.data, a.len);
}

static bool part_is_one_of(struct bytes part, const char *const *list)
{
	for (; *list; list++)
		if (bytes_equal(part, *list))
			return true;
	return false;
}

/* Where the kernel's own code is. Elsewhere (tools, samples, include) the same name is
 * rather a copy, or an interface to the code. */
static bool is_code_folder(struct bytes part)
{
	static const char *const folders[] = {"arch", "block", "certs", "crypto",
		"drivers", "fs", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net",
		"rust", "security", "sound", "virt", NULL};

	return part_is_one_of(part, folders);
}

/* A folder in which a file of the same name is another's variant: what is built for the
 * boot loader, a hypervisor, 32 bits, as a test, as a retired driver. */
static bool is_variant_folder(struct bytes part)
{
	static const char *const folders[] = {"boot", "compressed", "deprecated", "ext",
		"fbdev", "hyp", "nvhe", "oss", "pi", "powerplay", "purgatory", "selftest",
		"selftests", "test", "tests", "vhe", NULL};
	struct bytes end =
		part.len > 2 ? (struct bytes){part.data + part.len - 2, 2} : part;

	return part_is_one_of(part, folders) || bytes_equal(end, "32") ||
	       bytes_equal(end, "64") || memmem(part.data, part.len, "compat", 6) ||
	       memmem(part.data, part.len, "vdso", 4) ||
	       memmem(part.data, part.len, "kunit", 5);
}

/* A folder name that many drivers share. */
static bool is_common_folder(struct bytes part)
{
	static const char *const folders[] = {"common", "core", "generic", "hal", "hw",
		"inc", "include", "lib", "media", "misc", "os_dep", "pci", "platform",
		"usb", NULL};

	return part.len < 3 || part_is_one_of(part, folders);
}

/* How two files' folders differ: in what stands between a common start and end. */
struct difference {
	size_t start, end; /* how many folders are common */
	struct bytes *a, *b; /* what stands between */
	size_t a_count, b_count;
};

static struct difference compare(struct folders *a, struct folders *b)
{
	size_t least = a->count < b->count ? a->count : b->count;
	struct difference out = {0};

	while (out.start < least && part_equal(a->parts[out.start], b->parts[out.start]))
		out.start++;
	while (out.end < least - out.start && part_equal(a->parts[a->count - 1 - out.end],
						      b->parts[b->count - 1 - out.end]))
		out.end++;
	out.a = a->parts + out.start;
	out.b = b->parts + out.start;
	out.a_count = a->count - out.start - out.end;
	out.b_count = b->count - out.start - out.end;
	return out;
}

static bool has_variant(const struct bytes *parts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (is_variant_folder(parts[i]))
			return true;
	return false;
}

/* A driver that left staging, or went there: drivers/staging/media/zoran and
 * drivers/media/pci/zoran. */
static bool is_destaged(const struct difference *d, struct bytes last)
{
	bool a = d->a_count && bytes_equal(d->a[0], "staging");
	bool b = d->b_count && bytes_equal(d->b[0], "staging");

	return a != b && d->end && !is_common_folder(last);
}

/*
 * Whether the folders are such as one file moves between: THERE is what HERE lies in
 * (dc/dcn10/x and dc), one has folders put in (crypto/qat/x and crypto/intel/qat/x), or the
 * driver left staging. Two drivers side by side are none. Neither is a folder below HERE: it
 * may hold the pieces of what was one file, under its name one piece alone.
 */
static bool are_related(struct folders *here, struct folders *there)
{
	struct difference d = compare(here, there);
	size_t enough = bytes_equal(here->parts[0], "arch") ? 3 : 2;

	if (!d.start || !is_code_folder(here->parts[0]))
		return false;
	if (has_variant(d.a, d.a_count) || has_variant(d.b, d.b_count))
		return false;
	if (is_destaged(&d, here->parts[here->count - 1]))
		return true;
	if (d.b_count && (d.a_count || !d.end))
		return false;
	return d.start >= enough ||
	       (d.end && bytes_equal(here->parts[0], "drivers") &&
		       !is_common_folder(here->parts[here->count - 1]));
}

/* Only code proper: a header of the same name is easily another. */
static bool is_code_name(struct bytes name)
{
	static const char *const ends[] = {".c", ".S", ".rs"};

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(ends[i]);

		if (name.len > len && !memcmp(name.data + name.len - len, ends[i], len))
			return true;
	}
	return false;
}

/* Whether a name is one file's own: `main.c`, `core.c`, `init.c` are everybody's. */
static bool is_distinct(struct bytes name)
{
	const char *dot = memrchr(name.data, '.', name.len);
	size_t len = dot ? (size_t)(dot - name.data) : 0;

	if (len < 6)
		return false;
	for (size_t i = 0; i < len; i++)
		if (memchr("_-0123456789", name.data[i], 12))
			return true;
	return false;
}

/* The one file called NAME among the tree's code, or NULL. */
static const char *only_named(const struct tree *tree, struct bytes name)
{
	const struct tree_file *file = tree_named(tree, name);
	const char *only = NULL;

	for (; file; file = file->same_name) {
		struct folders folders;

		if (!folders_read(&folders, file->path) ||
			!is_code_folder(folders.parts[0]))
			continue;
		if (only)
			return NULL;
		only = file->path;
	}
	return only;
}

static bool find_namesake(const struct tree *tree, const char *path, struct location *out)
{
	struct bytes name = tree_last_part(bytes_of(path));
	struct folders here, there;
	const char *only;

	if (!is_code_name(name) || !is_distinct(name))
		return false;
	only = only_named(tree, name);
	if (!only || !folders_read(&there, only) || !folders_read(&here, path) ||
		!are_related(&here, &there))
		return false;
	out->path = only;
	snprintf(out->text, sizeof(out->text),
		"%s is taken to be %s here: the one file of that name, in a related "
		"folder",
		path, only);
	return true;
}

static bool find_same(const struct tree *tree, const char *path, struct location *out)
{
	const struct tree_file *file = tree_find(tree, bytes_of(path));

	if (!file)
		return false;
	out->path = file->path;
	snprintf(out->text, sizeof(out->text), "%s is in the tree", path);
	return true;
}

/* Whether PATH is known to have become pieces: which of them is meant, no name tells. */
static bool was_cut_up(const struct moves *moves, const char *path)
{
	const struct move_row *row = moves_from(moves, bytes_of(path));

	for (; row; row = row->same_was)
		if (row->move.kind == MOVE_PIECE)
			return true;
	return false;
}

static enum located find(const struct tree *tree, const struct moves *moves,
	const char *path, struct location *out)
{
	enum located how = LOCATED_SAME;

	if (find_same(tree, path, out))
		return LOCATED_SAME;
	if (moves && strlen(path) < MOVES_PATH_MAX)
		how = find_moved(tree, moves, path, out);
	if (how == LOCATED_SAME && moves && was_cut_up(moves, path))
		how = LOCATED_NOWHERE;
	if (how == LOCATED_SAME)
		how = find_namesake(tree, path, out) ? LOCATED_NAMESAKE : LOCATED_NOWHERE;
	return how;
}

enum located locate(const struct tree *tree, const struct moves *moves, const char *path,
	struct location *out)
{
	out->path = NULL;
	out->how = find(tree, moves, path, out);
	if (out->how == LOCATED_NOWHERE)
		snprintf(out->text, sizeof(out->text), "%s is not found in this tree",
			path);
	return out->how;
}
