/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libgit2 finds the renames. The repository may be anybody's: its objects are read as the
 * feed reads them, and what would take for ever (a tree of a billion paths, a file of a
 * gigabyte, every file against every other) has a limit.
 */
#include "target/gitmoves.h"

#include "feed/git_folders.h"
#include "release/release.h"
#include "util/error.h"

#include <git2.h>
#include <stdlib.h>

/* Mainline has 110 releases since git. */
#define TAGS_MAX 256

/* Paths that differ between two releases: 5.10 and 7.2 have 90,000. */
#define DELTAS_MAX 500000u

/* Longer files are data; the longest code of 7.2 has 1.9 MiB. */
#define FILE_SIZE_MAX (4u << 20)

/* Files gone times files new: past this only those that moved unchanged are found. */
#define PAIRS_MAX 4000000u

/* Below it is another file; below WHOLE more than a third may have gone elsewhere: the
 * measure is what is common to both, in parts of their mean length. */
#define SIMILAR 50
#define WHOLE 80

struct tag {
	struct kvet_release release;
	char name[KVET_RELEASE_SIZE];
	git_oid id; /* of the tag or the commit */
};

struct learning {
	struct moves *moves;
	const char *path;
	struct kvet_error *error;
	git_repository *repository;
	git_odb *odb;
	struct tag tags[TAGS_MAX];
	size_t count;
	size_t seen, gone, new; /* of the diff at hand */
	bool too_many;
};

static int failed(const struct learning *learning, const char *what)
{
	const git_error *last = git_error_last();

	return error_set(learning->error, KVET_ERROR_INPUT, learning->path,
		"cannot read %s: %s", what,
		last && last->message ? last->message : "unknown error");
}

/* The release that a tag is for: `refs/tags/v6.1` is mainline's 6.1. */
static bool tag_read(const char *name, struct tag *tag)
{
	static const char start[] = "refs/tags/v";
	struct bytes text = {name + sizeof(start) - 1, 0};

	if (strncmp(name, start, sizeof(start) - 1) != 0)
		return false;
	text.len = strlen(text.data);
	if (text.len >= sizeof(tag->name) || !release_parse(text, &tag->release) ||
		!release_is_mainline(tag->release))
		return false;
	memcpy(tag->name, text.data, text.len + 1);
	return true;
}

static int on_reference(const char *name, void *context)
{
	struct learning *learning = context;
	struct tag tag;

	if (!tag_read(name, &tag))
		return 0;
	if (learning->count == TAGS_MAX) {
		learning->too_many = true;
		return 1;
	}
	if (!git_reference_name_to_id(&tag.id, learning->repository, name))
		learning->tags[learning->count++] = tag;
	return 0;
}

static int tag_compare(const void *a, const void *b)
{
	const struct tag *x = a, *y = b;

	return release_compare(x->release, y->release);
}

static int read_tags(struct learning *learning)
{
	int status =
		git_reference_foreach_name(learning->repository, on_reference, learning);

	if (learning->too_many)
		return error_set(learning->error, KVET_ERROR_INPUT, learning->path,
			"more than %d tags of releases", TAGS_MAX);
	if (status)
		return failed(learning, "the repository's tags");
	qsort(learning->tags, learning->count, sizeof(*learning->tags), tag_compare);
	return 0;
}

static int tree_of(const struct learning *learning, const git_oid *id, git_tree **tree)
{
	git_object *object = NULL, *peeled = NULL;
	int status = git_object_lookup(&object, learning->repository, id, GIT_OBJECT_ANY);

	if (!status)
		status = git_object_peel(&peeled, object, GIT_OBJECT_TREE);
	git_object_free(object);
	*tree = (git_tree *)peeled;
	return status ? failed(learning, "a release's files") : 0;
}

static bool is_code(const char *path)
{
	static const char *const ends[] = {".c", ".h", ".S", ".rs"};
	static const char *const others[] = {
		"Documentation/", "samples/", "scripts/", "tools/"};
	size_t len = strlen(path);

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (!strncmp(path, others[i], strlen(others[i])))
			return false;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t end = strlen(ends[i]);

		if (len > end && !strcmp(path + len - end, ends[i]))
			return true;
	}
	return false;
}

static bool is_small(const struct learning *learning, const git_oid *id)
{
	git_object_t type;
	size_t size;

	return !git_odb_read_header(&size, &type, learning->odb, id) &&
	       type == GIT_OBJECT_BLOB && size <= FILE_SIZE_MAX;
}

/* Keeps of a diff the code that is gone and that is new. Negative ends it. */
static int on_delta(const git_diff *diff, const git_diff_delta *delta,
	const char *pathspec, void *context)
{
	struct learning *learning = context;
	bool gone = delta->status == GIT_DELTA_DELETED;
	const git_diff_file *file = gone ? &delta->old_file : &delta->new_file;

	(void)diff;
	(void)pathspec;
	if (++learning->seen > DELTAS_MAX) {
		learning->too_many = true;
		return GIT_EUSER;
	}
	if (!gone && delta->status != GIT_DELTA_ADDED)
		return 1;
	if (!is_code(file->path) || !is_small(learning, &file->id))
		return 1;
	learning->gone += gone;
	learning->new += !gone;
	return 0;
}

static int diff_trees(
	struct learning *learning, git_tree *old, git_tree *new, git_diff **diff)
{
	git_diff_options options;
	int status;

	git_diff_options_init(&options, GIT_DIFF_OPTIONS_VERSION);
	options.notify_cb = on_delta;
	options.payload = learning;
	learning->seen = learning->gone = learning->new = 0;
	status = git_diff_tree_to_tree(diff, learning->repository, old, new, &options);
	if (learning->too_many)
		return error_set(learning->error, KVET_ERROR_INPUT, learning->path,
			"two releases differ in more than %u files", DELTAS_MAX);
	return status ? failed(learning, "what differs between two releases") : 0;
}

static int find_renames(const struct learning *learning, git_diff *diff)
{
	git_diff_find_options options;

	git_diff_find_options_init(&options, GIT_DIFF_FIND_OPTIONS_VERSION);
	options.flags = GIT_DIFF_FIND_RENAMES;
	options.rename_threshold = SIMILAR;
	options.rename_limit = PAIRS_MAX;
	if (learning->gone && learning->new > PAIRS_MAX / learning->gone)
		options.flags |= GIT_DIFF_FIND_EXACT_MATCH_ONLY;
	return git_diff_find_similar(diff, &options)
		       ? failed(learning, "the files of a release")
		       : 0;
}

static int add_rename(struct learning *learning, const git_diff_delta *delta,
	const char *after, const char *by)
{
	const struct move move = {delta->old_file.path, delta->new_file.path, by, after,
		delta->similarity < WHOLE ? MOVE_PIECE : MOVE_WHOLE};

	return moves_add(learning->moves, &move, learning->error);
}

static int add_renames(
	struct learning *learning, git_diff *diff, const char *after, const char *by)
{
	int result = 0;

	for (size_t i = 0; i < git_diff_num_deltas(diff) && !result; i++) {
		const git_diff_delta *delta = git_diff_get_delta(diff, i);

		if (delta->status == GIT_DELTA_RENAMED)
			result = add_rename(learning, delta, after, by);
	}
	return result;
}

static int learn_between(struct learning *learning, const git_oid *old,
	const git_oid *new, const char *after, const char *by)
{
	git_tree *old_tree = NULL, *new_tree = NULL;
	git_diff *diff = NULL;
	int result = tree_of(learning, old, &old_tree);

	if (!result)
		result = tree_of(learning, new, &new_tree);
	if (!result)
		result = diff_trees(learning, old_tree, new_tree, &diff);
	if (!result)
		result = find_renames(learning, diff);
	if (!result)
		result = add_renames(learning, diff, after, by);
	git_diff_free(diff);
	git_tree_free(new_tree);
	git_tree_free(old_tree);
	return result;
}

/* `VERSION = 6`: the number after NAME in a kernel's Makefile, or false. */
static bool makefile_number(struct bytes text, const char *name, unsigned *number)
{
	struct bytes line;

	while (bytes_next_line(&text, &line)) {
		char copy[64];
		int end = 0;

		if (line.len >= sizeof(copy) || line.len < strlen(name) ||
			memcmp(line.data, name, strlen(name)) != 0)
			continue;
		memcpy(copy, line.data, line.len);
		copy[line.len] = '\0';
		return sscanf(copy + strlen(name), " = %4u%n", number, &end) == 1 && end;
	}
	return false;
}

/* The release that a kernel's Makefile says, without a candidate's number. */
static bool makefile_release(struct bytes text, char name[KVET_RELEASE_SIZE])
{
	unsigned version, patchlevel, sublevel = 0;

	if (!makefile_number(text, "VERSION", &version) ||
		!makefile_number(text, "PATCHLEVEL", &patchlevel))
		return false;
	makefile_number(text, "SUBLEVEL", &sublevel);
	snprintf(name, KVET_RELEASE_SIZE, sublevel ? "%u.%u.%u" : "%u.%u", version,
		patchlevel, sublevel);
	return true;
}

/* The release of HEAD's tree; "" when it does not say one. */
static int head_release(
	struct learning *learning, const git_oid *head, char name[KVET_RELEASE_SIZE])
{
	const git_tree_entry *entry;
	git_tree *tree = NULL;
	git_blob *blob = NULL;
	int result = tree_of(learning, head, &tree);

	*name = '\0';
	if (result)
		return result;
	entry = git_tree_entry_byname(tree, "Makefile");
	if (entry && is_small(learning, git_tree_entry_id(entry)) &&
		!git_blob_lookup(&blob, learning->repository, git_tree_entry_id(entry))) {
		struct bytes text = {
			git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)};

		makefile_release(text, name);
	}
	git_blob_free(blob);
	git_tree_free(tree);
	return 0;
}

/* From the last release that HEAD has behind it. A HEAD that is a release is not news. */
static int learn_head(struct learning *learning)
{
	char name[KVET_RELEASE_SIZE];
	struct kvet_release release;
	size_t last = learning->count;
	git_oid head;
	int result;

	if (git_reference_name_to_id(&head, learning->repository, "HEAD"))
		return 0;
	result = head_release(learning, &head, name);
	if (result || !*name || !release_parse(bytes_of(name), &release))
		return result;
	while (last &&
		release_key(learning->tags[last - 1].release) >= release_key(release))
		last--;
	if (!last)
		return 0;
	return learn_between(learning, &learning->tags[last - 1].id, &head,
		learning->tags[last - 1].name, name);
}

static int learn_tags(struct learning *learning)
{
	int result = 0;

	for (size_t i = 1; i < learning->count && !result; i++) {
		const struct tag *old = &learning->tags[i - 1], *new = &learning->tags[i];

		if (release_key(old->release) < release_key(new->release))
			result = learn_between(
				learning, &old->id, &new->id, old->name, new->name);
	}
	return result;
}

/* As the feed opens one: as if bare, so no configuration is read. */
static int open_repository(struct learning *learning)
{
	struct feed_run run = {.path = learning->path, .error = learning->error};
	git_buf folder = {0};
	int status = git_repository_discover(&folder, learning->path, 0, NULL), result;

	if (!status)
		status = git_repository_open_bare(&learning->repository, folder.ptr);
	git_buf_dispose(&folder);
	if (status)
		return failed(learning, "the repository");
	result = git_folders_use(&run, learning->repository);
	if (!result && git_repository_odb(&learning->odb, learning->repository))
		result = failed(learning, "the repository's objects");
	return result;
}

static int learn(struct learning *learning)
{
	int result = open_repository(learning);

	if (!result)
		result = read_tags(learning);
	if (!result && !learning->count) {
		error_set(learning->error, KVET_ERROR_INPUT, learning->path,
			"repository has no tag of a kernel release");
		error_hint(learning->error, "fetch the tags: git fetch --tags");
		return KVET_ERROR_INPUT;
	}
	if (!result)
		result = learn_tags(learning);
	return result ? result : learn_head(learning);
}

int gitmoves_learn(struct moves *moves, const char *path, struct kvet_error *error)
{
	struct learning *learning = calloc(1, sizeof(*learning));
	struct kvet_error own;
	int result;

	if (!learning)
		return error_set(error, KVET_ERROR_MEMORY, path, "not enough memory");
	*learning = (struct learning){
		.moves = moves, .path = path, .error = error ? error : &own};
	if (git_libgit2_init() < 0) {
		free(learning);
		return error_set(error, KVET_ERROR_SYSTEM, path, "cannot start libgit2");
	}
	result = learn(learning);
	git_odb_free(learning->odb);
	git_repository_free(learning->repository);
	git_libgit2_shutdown();
	free(learning);
	return result;
}
