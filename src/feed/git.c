/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A git repository, bare or with a checkout that is not looked at: the records are read
 * from the objects of its newest commit, their days from its history.
 */
#include "feed/git_changes.h"
#include "feed/git_folders.h"
#include "feed/git_history.h"
#include "feed/git_object.h"
#include "feed/reader.h"
#include "util/error.h"

#include <limits.h>

#define PARTS 4

struct source {
	struct feed_run *run;
	git_repository *repository;
	struct git_objects objects;
	struct git_history history;
	git_oid head, tree; /* the newest commit, and its folder */
	git_oid since; /* the store's commit, when it can be built upon */
	struct git_changes changes; /* since then */
	char path[PATH_MAX]; /* where the walk stands */
	size_t path_len;
	unsigned depth;
	bool rejected;
};

/* The lines of one record in a tree. */
struct record {
	uint64_t cve;
	struct git_line parts[PARTS];
	bool has[PARTS];
};

static const char *reason(void)
{
	const git_error *last = git_error_last();

	return last && last->message ? last->message : "unknown error";
}

static int failed(const struct source *source, const char *what)
{
	return error_set(source->run->error, KVET_ERROR_INPUT, source->run->path,
		"cannot read %s: %s", what, reason());
}

/* Appends a name to the walk's path; false when there is no room for it. */
static bool enter(struct source *source, struct bytes name)
{
	size_t room = sizeof(source->path) - source->path_len;
	int len = snprintf(source->path + source->path_len, room, "%s%.*s",
		source->path_len ? "/" : "", name.len < room ? (int)name.len : 0,
		name.data);

	if (len < 0 || (size_t)len >= room || name.len >= room) {
		source->path[source->path_len] = '\0';
		return false;
	}
	source->path_len += (size_t)len;
	return true;
}

static void leave(struct source *source, size_t len)
{
	source->path[len] = '\0';
	source->path_len = len;
}

/* Reads one part's blob. What cannot be read is named, and leaves OUT without data. */
static int blob_read(
	struct source *source, const struct git_line *line, struct git_bytes *out)
{
	size_t len = source->path_len;
	int result = 0, status;

	if (!enter(source, line->name))
		return feed_problem(source->run, source->path, "holds a path too long");
	if (!line->file) {
		result = feed_problem(source->run, source->path, "%s",
			line->link ? "is a link, not a file" : "is not a regular file");
	} else {
		status = git_bytes_read(&source->objects, &line->id, GIT_OBJECT_BLOB,
			FEED_DOCUMENT_MAX, out);
		if (status == GIT_EBUFS)
			result = feed_problem(
				source->run, source->path, "larger than 4 MiB");
		else if (status)
			result = feed_problem(source->run, source->path,
				"cannot be read: %s", reason());
	}
	leave(source, len);
	return result;
}

static int record_emit(struct source *source, const struct record *record,
	const struct git_bytes parts[PARTS])
{
	const struct git_change *change = git_changes_find(&source->changes, record->cve);
	size_t len = source->path_len;
	struct feed_document document = {
		.cve = record->cve,
		.path = source->path,
		.rejected = source->rejected,
		.json = parts[FEED_JSON].bytes,
		.dyad = parts[FEED_DYAD].bytes,
		.cvss = parts[FEED_CVSS].bytes,
	};

	/* A file that moved is new in its folder, but the record is not. */
	if (!change || !change->before)
		git_history_day(&source->history, record->cve, document.published);
	enter(source, record->parts[FEED_JSON].name);
	int result = feed_document(source->run, &document);

	leave(source, len);
	return result;
}

/* A record goes out whole, or not at all: without its pairs it would take the place of a
 * better copy. */
static int record_read(struct source *source, const struct record *record)
{
	struct git_bytes parts[PARTS] = {0};
	bool whole = true;
	int result = 0;

	for (int i = 0; i < PARTS && !result; i++) {
		if (!record->has[i])
			continue;
		result = blob_read(source, &record->parts[i], &parts[i]);
		whole &= parts[i].bytes.data != NULL;
	}
	if (!result && whole)
		result = record_emit(source, record, parts);
	for (int i = 0; i < PARTS; i++)
		git_bytes_release(&parts[i]);
	return result;
}

/* Hands out a record of the newest tree, if it is one that is wanted. */
static int record_take(struct source *source, const struct record *record)
{
	struct git_change *change;

	if (!record->has[FEED_JSON])
		return 0;
	if (!source->run->origin->incremental)
		return record_read(source, record);
	change = git_changes_find(&source->changes, record->cve);
	if (!change)
		return 0;
	change->after = true;
	return record_read(source, record);
}

/* The records in one folder. All names of one start alike, and so stand together. */
static int records_take(struct source *source, struct bytes tree)
{
	struct record record = {0};
	struct git_line line;
	uint64_t cve;

	while (git_line_next(&tree, &line)) {
		enum feed_part part = line.tree ? FEED_OTHER
						: feed_part_of_name(line.name.data,
							  line.name.len, &cve);

		if (!part)
			continue;
		if (cve != record.cve) {
			int result = record_take(source, &record);

			if (result)
				return result;
			record = (struct record){.cve = cve};
		}
		record.parts[part] = line;
		record.has[part] = true;
	}
	if (tree.len)
		return error_set(source->run->error, KVET_ERROR_INPUT, source->run->path,
			"damaged folder \"%s\" in the repository", source->path);
	return record_take(source, &record);
}

static int tree_walk(struct source *source, const git_oid *id);

static int folder_take(struct source *source, const struct git_line *line)
{
	size_t len = source->path_len;
	bool rejected = source->rejected;
	int result;

	if (source->depth == FEED_DEPTH_MAX)
		return feed_problem(source->run, source->path,
			"left out what is nested deeper than %d folders", FEED_DEPTH_MAX);
	if (!enter(source, line->name))
		return feed_problem(source->run, source->path, "holds a path too long");
	source->rejected |= bytes_equal(line->name, "rejected");
	source->depth++;
	result = tree_walk(source, &line->id);
	source->depth--;
	source->rejected = rejected;
	leave(source, len);
	return result;
}

/* The folders named `rejected`, or the others: those come first, so that of a record that
 * stands in both its rejection is what the sink hears last. */
static int folders_take(struct source *source, struct bytes tree, bool rejected)
{
	struct git_line line;
	int result = 0;

	while (!result && git_line_next(&tree, &line))
		if (line.tree && bytes_equal(line.name, "rejected") == rejected)
			result = folder_take(source, &line);
	return result;
}

static int tree_walk(struct source *source, const git_oid *id)
{
	struct git_bytes tree = {0};
	int result;

	if (git_bytes_read(&source->objects, id, GIT_OBJECT_TREE, GIT_TREE_MAX, &tree))
		return failed(source, "a folder of the repository");
	result = records_take(source, tree.bytes);
	if (!result)
		result = folders_take(source, tree.bytes, false);
	if (!result)
		result = folders_take(source, tree.bytes, true);
	git_bytes_release(&tree);
	return result;
}

/* The commit that a reference names: GIT_ENOTFOUND where there is none. */
static int look_up(git_repository *repository, const char *name, git_commit **commit)
{
	git_object *object = NULL, *peeled = NULL;
	git_oid id;
	int status = git_reference_name_to_id(&id, repository, name);

	if (status)
		return GIT_ENOTFOUND;
	status = git_object_lookup(&object, repository, &id, GIT_OBJECT_ANY);
	if (!status)
		status = git_object_peel(&peeled, object, GIT_OBJECT_COMMIT);
	git_object_free(object);
	*commit = (git_commit *)peeled;
	return status;
}

/* HEAD, else the branch that it most probably should name. A commit that is there and
 * damaged is an error: another branch is not what was asked for. */
static int find_commit(struct source *source, git_commit **commit)
{
	static const char *const names[] = {
		"HEAD", "refs/heads/master", "refs/heads/main"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		int status = look_up(source->repository, names[i], commit);

		if (!status)
			return 0;
		if (status != GIT_ENOTFOUND)
			return failed(source, "the newest commit");
	}
	error_set(source->run->error, KVET_ERROR_INPUT, source->run->path,
		"repository has no commit to read");
	error_hint(source->run->error, "HEAD, master and main name none");
	return KVET_ERROR_INPUT;
}

static int read_head(struct source *source)
{
	struct feed_origin *origin = source->run->origin;
	git_commit *commit;
	int result = find_commit(source, &commit);

	if (result)
		return result;
	source->head = *git_commit_id(commit);
	source->tree = *git_commit_tree_id(commit);
	feed_day(git_commit_time(commit), origin->date);
	git_oid_tostr(origin->commit, sizeof(origin->commit), &source->head);
	snprintf(origin->kind, sizeof(origin->kind), "git");
	git_commit_free(commit);
	return 0;
}

/* Whether the store's records are those of an earlier commit of this repository. */
static bool can_build_upon(struct source *source)
{
	const struct feed_options *options = source->run->options;
	const char *source_now = source->run->origin->source;

	if (!options->since_commit || !options->since_source ||
		strcmp(options->since_source, source_now) != 0)
		return false;
	if (git_oid_fromstr(&source->since, options->since_commit))
		return false;
	return git_oid_equal(&source->since, &source->head) ||
	       git_graph_descendant_of(
		       source->repository, &source->head, &source->since) == 1;
}

/*
 * The commits where a shallow clone was cut off seem to add all that they hold, and
 * libgit2 before 1.7 stops at them. So no day is better than a wrong one.
 */
static int read_history(struct source *source)
{
	const git_oid *since = source->run->origin->incremental ? &source->since : NULL;

	if (git_repository_is_shallow(source->repository))
		return feed_problem(source->run, source->run->path,
			"is a shallow clone: the days of publication are not known");
	return git_history_read(&source->history, source->run, source->repository,
		&source->objects, &source->head, since);
}

static int read_changes(struct source *source)
{
	git_commit *commit;
	git_oid tree;

	if (git_commit_lookup(&commit, source->repository, &source->since))
		return failed(source, "the commit of the last update");
	tree = *git_commit_tree_id(commit);
	git_commit_free(commit);
	return git_changes_read(
		&source->changes, source->run, &source->objects, &tree, &source->tree);
}

static int tell_gone(struct source *source)
{
	const struct feed_sink *sink = source->run->sink;
	int result = 0;

	for (size_t i = 0; i < source->changes.used && !result; i++) {
		const struct git_change *change = &source->changes.changes[i];

		if (change->before && !change->after)
			result = sink->gone(
				sink->context, change->cve, source->run->error);
	}
	return result;
}

static int read_since(struct source *source)
{
	int result = read_changes(source);

	if (result || !source->changes.used)
		return result;
	result = read_history(source);
	if (!result)
		result = tree_walk(source, &source->tree);
	return result ? result : tell_gone(source);
}

/* 1 when the tree holds a record, 0 when not, negative when it cannot be read. */
static int tree_has_records(struct source *source, const git_oid *id, unsigned depth)
{
	struct git_bytes tree = {0};
	struct git_line line;
	uint64_t cve;
	int found = 0;

	if (git_bytes_read(&source->objects, id, GIT_OBJECT_TREE, GIT_TREE_MAX, &tree))
		return failed(source, "a folder of the repository");
	for (struct bytes rest = tree.bytes; !found && git_line_next(&rest, &line);) {
		if (!line.tree)
			found = feed_part_of_name(line.name.data, line.name.len, &cve) ==
				FEED_JSON;
		else if (depth < FEED_DEPTH_MAX)
			found = tree_has_records(source, &line.id, depth + 1);
	}
	git_bytes_release(&tree);
	return found;
}

/* A repository without records may have a very long history: that comes second. */
static int read_all(struct source *source)
{
	int result = tree_has_records(source, &source->tree, 0);

	if (!result)
		return feed_nothing(source->run);
	if (result > 0)
		result = read_history(source);
	if (!result)
		result = tree_walk(source, &source->tree);
	if (!result && !source->run->documents)
		return feed_nothing(source->run);
	return result;
}

static int read_records(struct source *source)
{
	int result = read_head(source);

	if (result)
		return result;
	if (git_objects_open(&source->objects, source->repository))
		return failed(source, "the repository's objects");
	source->run->origin->incremental = can_build_upon(source);
	return source->run->origin->incremental ? read_since(source) : read_all(source);
}

/*
 * Opened as if bare, wherever it lies: so libgit2 reads no configuration and does not ask
 * who owns the folder. That check (safe.directory) keeps git from running what another
 * user's configuration names; here only objects are read, and nothing can be run.
 */
static int open_repository(struct source *source)
{
	git_buf folder = {0};
	int status = git_repository_discover(&folder, source->run->path, 0, NULL);

	if (!status)
		status = git_repository_open_bare(&source->repository, folder.ptr);
	git_buf_dispose(&folder);
	return status ? failed(source, "the repository")
		      : git_folders_use(source->run, source->repository);
}

int feed_git_read(struct feed_run *run)
{
	struct source source = {.run = run};
	int result;

	if (git_libgit2_init() < 0)
		return error_set(run->error, KVET_ERROR_SYSTEM, run->path,
			"cannot start libgit2: %s", reason());
	result = open_repository(&source);
	if (!result)
		result = read_records(&source);
	git_changes_release(&source.changes);
	git_history_release(&source.history);
	git_objects_release(&source.objects);
	git_repository_free(source.repository);
	git_libgit2_shutdown();
	return result;
}
