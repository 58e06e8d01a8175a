/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/gitmoves.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <ftw.h>
#include <git2.h>

/* Text that stays itself when some of its lines change: LINES of them, CHANGED new. */
static void write_code(
	char text[8192], const char *name, unsigned lines, unsigned changed)
{
	size_t len = 0;

	for (unsigned i = 0; i < lines; i++)
		len += (size_t)snprintf(text + len, 8192 - len,
			"static int %s_step_%u(int value)%s;\n", name, i,
			i < changed ? " /* not as it was before */" : "");
}

struct history {
	char path[64];
	git_repository *repository;
	git_index *index;
};

static void put(struct history *history, const char *path, const char *text)
{
	git_index_entry entry = {.path = path, .mode = GIT_FILEMODE_BLOB};

	assert_int_equal(git_blob_create_from_buffer(
				 &entry.id, history->repository, text, strlen(text)),
		0);
	assert_int_equal(git_index_add(history->index, &entry), 0);
}

static void drop(struct history *history, const char *path)
{
	assert_int_equal(git_index_remove(history->index, path, 0), 0);
}

static void put_release(struct history *history, unsigned version, unsigned patchlevel)
{
	char text[128];

	snprintf(text, sizeof(text),
		"# SPDX-License-Identifier: GPL-2.0\nVERSION = %u\nPATCHLEVEL = %u\n"
		"SUBLEVEL = 0\nEXTRAVERSION = -rc1\n",
		version, patchlevel);
	put(history, "Makefile", text);
}

/* Commits what was put and, with a TAG, tags it: every second one with a tag object. */
static void commit(struct history *history, const char *tag, bool annotated)
{
	git_repository *repository = history->repository;
	git_signature *who;
	git_tree *tree;
	git_oid id, parent_id;
	git_commit *parent = NULL;
	git_object *target;

	assert_int_equal(git_index_write_tree(&id, history->index), 0);
	assert_int_equal(git_tree_lookup(&tree, repository, &id), 0);
	assert_int_equal(git_signature_new(&who, "A", "a@b", 1709290800, 0), 0);
	if (!git_reference_name_to_id(&parent_id, repository, "HEAD"))
		assert_int_equal(git_commit_lookup(&parent, repository, &parent_id), 0);
	const git_commit *parents[] = {parent};

	assert_int_equal(git_commit_create(&id, repository, "HEAD", who, who, NULL, "m",
				 tree, parent ? 1 : 0, (void *)parents),
		0);
	assert_int_equal(
		git_object_lookup(&target, repository, &id, GIT_OBJECT_COMMIT), 0);
	if (tag && annotated)
		assert_int_equal(
			git_tag_create(&id, repository, tag, target, who, "m", 0), 0);
	else if (tag)
		assert_int_equal(
			git_tag_create_lightweight(&id, repository, tag, target, 0), 0);
	git_object_free(target);
	git_commit_free(parent);
	git_tree_free(tree);
	git_signature_free(who);
}

static void history_open(struct history *history)
{
	snprintf(history->path, sizeof(history->path), "/tmp/kvet-gitmoves-XXXXXX");
	assert_non_null(mkdtemp(history->path));
	git_libgit2_init();
	assert_int_equal(git_repository_init(&history->repository, history->path, 0), 0);
	assert_int_equal(git_repository_index(&history->index, history->repository), 0);
}

static int remove_one(
	const char *path, const struct stat *info, int type, struct FTW *place)
{
	(void)info;
	(void)type;
	(void)place;
	return remove(path);
}

static void history_close(struct history *history)
{
	git_index_free(history->index);
	git_repository_free(history->repository);
	git_libgit2_shutdown();
	nftw(history->path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static const struct move *learnt(const struct moves *moves, const char *was)
{
	for (const struct move_row *row = moves->learnt; row; row = row->next)
		if (!strcmp(row->move.was, was))
			return &row->move;
	return NULL;
}

static void expect_move(const struct moves *moves, const char *was, const char *is,
	const char *after, const char *by, enum move_kind kind)
{
	const struct move *move = learnt(moves, was);

	if (!move)
		fail_msg("%s was not learnt", was);
	assert_string_equal(move->is, is);
	assert_string_equal(move->after, after);
	assert_string_equal(move->by, by);
	assert_int_equal(move->kind, kind);
}

/* Three releases and a HEAD: a folder that moves, a file that is renamed and changed, one
 * that is halved, one that moves after the last release. */
static void make_history(struct history *history)
{
	char text[8192];

	write_code(text, "smb", 40, 0);
	put(history, "fs/old/smb2pdu.c", text);
	write_code(text, "auth", 30, 0);
	put(history, "fs/old/auth.c", text);
	write_code(text, "whole", 60, 0);
	put(history, "kernel/whole.c", text);
	write_code(text, "late", 40, 0);
	put(history, "mm/late.c", text);
	write_code(text, "doc", 40, 0);
	put(history, "Documentation/old.c", text);
	put(history, "fs/old/Kconfig", text);
	put_release(history, 5, 10);
	commit(history, "v5.10", true);

	drop(history, "fs/old/smb2pdu.c");
	drop(history, "fs/old/auth.c");
	drop(history, "fs/old/Kconfig");
	drop(history, "Documentation/old.c");
	put(history, "Documentation/new.c", text);
	put(history, "fs/new/Kconfig", text);
	write_code(text, "smb", 40, 4);
	put(history, "fs/new/smb2pdu.c", text);
	write_code(text, "auth", 30, 0);
	put(history, "fs/new/auth.c", text);
	put_release(history, 5, 11);
	commit(history, "v5.11-rc1", false);
	commit(history, "v5.11", false);

	drop(history, "kernel/whole.c");
	write_code(text, "whole", 30, 0);
	put(history, "kernel/whole/part.c", text);
	put_release(history, 5, 12);
	commit(history, "v5.12", true);
	commit(history, "v5.12.3", true);
	commit(history, "vendor-5.12", true);

	drop(history, "mm/late.c");
	write_code(text, "late", 40, 1);
	put(history, "mm/later.c", text);
	put_release(history, 5, 13);
	commit(history, NULL, false);
}

static void test_renames(void **state)
{
	struct history history;
	struct moves *moves = moves_new();
	struct kvet_error error = {0};
	size_t count = 0;

	(void)state;
	history_open(&history);
	make_history(&history);
	if (gitmoves_learn(moves, history.path, &error))
		fail_msg("%s", error.message);
	expect_move(moves, "fs/old/smb2pdu.c", "fs/new/smb2pdu.c", "5.10", "5.11",
		MOVE_WHOLE);
	expect_move(moves, "fs/old/auth.c", "fs/new/auth.c", "5.10", "5.11", MOVE_WHOLE);
	expect_move(moves, "kernel/whole.c", "kernel/whole/part.c", "5.11", "5.12",
		MOVE_PIECE);
	expect_move(moves, "mm/late.c", "mm/later.c", "5.12", "5.13", MOVE_WHOLE);
	for (const struct move_row *row = moves->learnt; row; row = row->next)
		count++;
	assert_int_equal(count, 4); /* no Kconfig, no documentation */
	history_close(&history);
	moves_free(moves);
}

static void test_nothing_to_learn(void **state)
{
	struct history history;
	struct moves *moves = moves_new();
	struct kvet_error error = {0};

	(void)state;
	history_open(&history);
	assert_int_equal(gitmoves_learn(moves, "/nonexistent", &error), KVET_ERROR_INPUT);
	assert_int_equal(gitmoves_learn(moves, history.path, &error), KVET_ERROR_INPUT);
	assert_non_null(strstr(error.message, "no tag"));
	assert_true(*error.hint);
	put(&history, "Makefile", "VERSION = 5\n");
	commit(&history, "v5.10", false);
	assert_int_equal(gitmoves_learn(moves, history.path, NULL), 0);
	assert_null(moves->learnt);
	history_close(&history);
	moves_free(moves);
}

/* A Makefile of nonsense at HEAD: its release is not known, and nothing is made up. */
static void test_head_without_release(void **state)
{
	static const char *const makefiles[] = {"", "VERSION\n",
		"VERSION = \nPATCHLEVEL = \n", "VERSION = x\nPATCHLEVEL = 1\n",
		"VERSION = 99999999999\nPATCHLEVEL = 1\n", "VERSION = 5\n",
		"VERSION = 5\nPATCHLEVEL = 10\n", "VERSION = 4\nPATCHLEVEL = 9"};

	(void)state;
	for (size_t i = 0; i < sizeof(makefiles) / sizeof(*makefiles); i++) {
		struct history history;
		struct moves *moves = moves_new();
		char text[8192];

		history_open(&history);
		write_code(text, "a", 20, 0);
		put(&history, "a.c", text);
		commit(&history, "v5.10", true);
		drop(&history, "a.c");
		put(&history, "b.c", text);
		put(&history, "Makefile", makefiles[i]);
		commit(&history, NULL, false);
		gitmoves_learn(moves, history.path, NULL);
		if (moves->learnt)
			fail_msg("learnt from \"%s\"", makefiles[i]);
		history_close(&history);
		moves_free(moves);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_renames),
		cmocka_unit_test(test_nothing_to_learn),
		cmocka_unit_test(test_head_without_release),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
