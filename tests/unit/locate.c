/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/locate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char *const words[] = {"same", "moved", "namesake", "nowhere"};

static struct tree *make_tree(const char *const *paths)
{
	struct tree *tree = tree_new();

	assert_non_null(tree);
	for (; *paths; paths++)
		assert_true(tree_add(tree, bytes_of(*paths)));
	return tree;
}

static void learn(struct moves *moves, const char *was, const char *is, const char *by)
{
	const struct move move = {was, is, by};

	assert_int_equal(moves_add(moves, &move, NULL), 0);
}

static void expect(const struct tree *tree, const struct moves *moves, const char *path,
	enum located how, const char *where)
{
	struct location at = {.path = "unset"};

	if (locate(tree, moves, path, &at) != how || at.how != how)
		fail_msg("%s is %s (%s), not %s", path, words[at.how], at.text,
			words[how]);
	if ((where && (!at.path || strcmp(at.path, where) != 0)) || (!where && at.path))
		fail_msg("%s is at %s, not %s", path, at.path ? at.path : "nowhere",
			where ? where : "nowhere");
	assert_true(*at.text);
}

struct want {
	const char *path;
	enum located how;
	const char *where;
};

/* Looks for all WANTS in a tree of PATHS, with the moves that kvet knows. */
static void expect_all(const char *const *paths, const struct want *wants)
{
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();

	assert_non_null(moves);
	for (; wants->path; wants++)
		expect(tree, moves, wants->path, wants->how, wants->where);
	moves_free(moves);
	tree_free(tree);
}

/* 5.15: SMB before it moved. */
static void test_smb_older(void **state)
{
	static const char *const paths[] = {"fs/ksmbd/smb2pdu.c",
		"fs/ksmbd/mgmt/user_session.c", "fs/cifs/smb2pdu.c", "fs/cifs/connect.c",
		"fs/smbfs_common/smb2pdu.h", NULL};
	static const struct want wants[] = {
		{"fs/smb/server/smb2pdu.c", LOCATED_MOVED, "fs/ksmbd/smb2pdu.c"},
		{"fs/smb/server/mgmt/user_session.c", LOCATED_MOVED,
			"fs/ksmbd/mgmt/user_session.c"},
		{"fs/smb/client/smb2pdu.c", LOCATED_MOVED, "fs/cifs/smb2pdu.c"},
		{"fs/smb/client/connect.c", LOCATED_MOVED, "fs/cifs/connect.c"},
		{"fs/smb/common/smb2pdu.h", LOCATED_MOVED, "fs/smbfs_common/smb2pdu.h"},
		{"fs/ksmbd/smb2pdu.c", LOCATED_SAME, "fs/ksmbd/smb2pdu.c"},
		{"fs/smb/server/new_since.c", LOCATED_NOWHERE, NULL},
		{"fs/smb/serverx/smb2pdu.c", LOCATED_NOWHERE, NULL},
		{NULL, 0, NULL},
	};

	(void)state;
	expect_all(paths, wants);
}

/* 6.12, and 6.1 that took the move back: what decides is what the tree has. */
static void test_smb_newer(void **state)
{
	static const char *const paths[] = {
		"fs/smb/server/smb2pdu.c", "fs/smb/client/smb2pdu.c", NULL};
	static const struct want wants[] = {
		{"fs/ksmbd/smb2pdu.c", LOCATED_MOVED, "fs/smb/server/smb2pdu.c"},
		{"fs/cifs/smb2pdu.c", LOCATED_MOVED, "fs/smb/client/smb2pdu.c"},
		{"fs/cifs/smb1ops.c", LOCATED_NOWHERE, NULL},
		{NULL, 0, NULL},
	};

	(void)state;
	expect_all(paths, wants);
}

static void test_evidence(void **state)
{
	static const char *const paths[] = {"fs/ksmbd/smb2pdu.c", "lib/mpi/mpi-mod.c",
		"fs/io_uring.c", "drivers/gpu/drm/a/dpp_10.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();
	struct location at;

	(void)state;
	learn(moves, "lib/mpi/mpi-mod.c", "lib/math/mod.c", "6.20");
	locate(tree, moves, "fs/smb/server/smb2pdu.c", &at);
	assert_string_equal(at.text,
		"fs/smb/server/smb2pdu.c is fs/ksmbd/smb2pdu.c here: "
		"the folder moved in 6.4");
	locate(tree, moves, "lib/crypto/mpi/mpi-mod.c", &at);
	assert_string_equal(at.text,
		"lib/crypto/mpi/mpi-mod.c is lib/mpi/mpi-mod.c here: "
		"the folder moved between 6.1 and 6.6");
	locate(tree, moves, "lib/math/mod.c", &at);
	assert_string_equal(at.text, "lib/math/mod.c is lib/mpi/mpi-mod.c here: the file "
				     "moved in 6.20, as git shows");
	locate(tree, moves, "io_uring/net.c", &at);
	assert_string_equal(at.text,
		"io_uring/net.c is fs/io_uring.c here: the file was cut "
		"up in 6.0");
	locate(tree, moves, "drivers/gpu/drm/a/x_1/dpp_10.c", &at);
	assert_string_equal(at.text, "drivers/gpu/drm/a/x_1/dpp_10.c is taken to be "
				     "drivers/gpu/drm/a/dpp_10.c here: "
				     "the one file of that name, in a related folder");
	locate(tree, moves, "mm/none.c", &at);
	assert_string_equal(at.text, "mm/none.c is not found in this tree");
	moves_free(moves);
	tree_free(tree);
}

/* A file that was cut up: from a piece to the whole, never on to one of the pieces. */
static void test_pieces(void **state)
{
	static const char *const whole[] = {"fs/io_uring.c", "net/core/devlink.c", NULL};
	static const struct want in_whole[] = {
		{"io_uring/net.c", LOCATED_MOVED, "fs/io_uring.c"},
		{"io_uring/io_uring.c", LOCATED_MOVED, "fs/io_uring.c"},
		{"net/devlink/rate.c", LOCATED_MOVED, "net/core/devlink.c"},
		{NULL, 0, NULL},
	};
	static const char *const pieces[] = {"io_uring/io_uring.c", "io_uring/net.c",
		"net/devlink/rate.c", "kernel/module/main.c", "kernel/module/sysfs.c",
		NULL};
	static const struct want in_pieces[] = {
		{"fs/io_uring.c", LOCATED_NOWHERE, NULL},
		{"kernel/module.c", LOCATED_NOWHERE, NULL},
		{"net/core/devlink.c", LOCATED_NOWHERE, NULL},
		{"io_uring/net.c", LOCATED_SAME, "io_uring/net.c"},
		{NULL, 0, NULL},
	};

	(void)state;
	expect_all(whole, in_whole);
	expect_all(pieces, in_pieces);
}

/* One that became a part of another: the whole has it, but of the whole's code nobody knows
 * that it was in this part. */
static void test_merged(void **state)
{
	static const char *const later[] = {"mm/userfaultfd.c", NULL};
	static const char *const earlier[] = {"fs/userfaultfd.c", NULL};
	static const struct want forth[] = {
		{"fs/userfaultfd.c", LOCATED_MOVED, "mm/userfaultfd.c"}, {NULL, 0, NULL}};
	static const struct want back[] = {
		{"mm/userfaultfd.c", LOCATED_NOWHERE, NULL}, {NULL, 0, NULL}};

	(void)state;
	expect_all(later, forth);
	expect_all(earlier, back);
}

/* Two folders that were merged: from one there is no way to the other. */
static void test_merged_folders(void **state)
{
	static const char *const paths[] = {"x/two/file_1.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();

	(void)state;
	learn(moves, "x/one", "x/all", "6.1");
	learn(moves, "x/two", "x/all", "6.1");
	expect(tree, moves, "x/all/file_1.c", LOCATED_MOVED, "x/two/file_1.c");
	expect(tree, moves, "x/one/file_1.c", LOCATED_NOWHERE, NULL);
	assert_true(tree_add(tree, bytes_of("x/one/file_1.c")));
	expect(tree, moves, "x/all/file_1.c", LOCATED_NOWHERE, NULL);
	moves_free(moves);
	tree_free(tree);
}

static void test_chains(void **state)
{
	static const char *const oldest[] = {
		"drivers/media/platform/mtk-vcodec/vdec/vdec_h264_if.c",
		"drivers/media/pci/ttpci/av7110_av.c", NULL};
	static const struct want wants[] = {
		{"drivers/media/platform/mediatek/vcodec/decoder/vdec/vdec_h264_if.c",
			LOCATED_MOVED,
			"drivers/media/platform/mtk-vcodec/vdec/vdec_h264_if.c"},
		{"drivers/staging/media/av7110/av7110_av.c", LOCATED_MOVED,
			"drivers/media/pci/ttpci/av7110_av.c"},
		{NULL, 0, NULL},
	};
	struct moves *moves = moves_new();
	const char *const newest[] = {"n/d.c", NULL};
	struct tree *tree = make_tree(newest);
	struct location at;

	(void)state;
	expect_all(oldest, wants);
	learn(moves, "n/a.c", "n/b.c", "5.1");
	learn(moves, "n/b.c", "n/c.c", "5.2");
	learn(moves, "n/c.c", "n/d.c", "5.3");
	expect(tree, moves, "n/a.c", LOCATED_MOVED, "n/d.c");
	locate(tree, moves, "n/a.c", &at);
	assert_non_null(strstr(at.text, "in 5.3"));
	assert_non_null(strstr(at.text, "in 5.1"));
	moves_free(moves);
	tree_free(tree);
}

/* The name was given to another file, which moved before this one came: no way through. */
static void test_reused_name(void **state)
{
	static const char *const paths[] = {"n/c.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();

	(void)state;
	learn(moves, "n/b.c", "n/c.c", "5.2");
	learn(moves, "n/a.c", "n/b.c", "5.7");
	expect(tree, moves, "n/b.c", LOCATED_MOVED, "n/c.c");
	expect(tree, moves, "n/a.c", LOCATED_NOWHERE, NULL);
	moves_free(moves);
	tree_free(tree);
}

/* The path itself goes before all that moves say. */
static void test_same_first(void **state)
{
	static const char *const paths[] = {
		"net/mptcp/pm_netlink.c", "net/mptcp/pm_kernel.c", NULL};
	static const struct want wants[] = {
		{"net/mptcp/pm_netlink.c", LOCATED_SAME, "net/mptcp/pm_netlink.c"},
		{NULL, 0, NULL}};

	(void)state;
	expect_all(paths, wants);
}

static void test_namesakes(void **state)
{
	static const char *const paths[] = {
		"drivers/gpu/drm/amd/display/dc/dcn10/dcn10_dpp.c",
		"drivers/crypto/vendor/accel/accel_ring0.c",
		"drivers/staging/iio/meter/ade7854_x.c",
		"drivers/net/ethernet/one/zip_main.c", "drivers/net/can/twice/twin_1.c",
		"drivers/net/can/again/twin_1.c", "drivers/net/foo/main.c",
		"drivers/net/foo/core.c", "drivers/net/foo/foo_header.h",
		"arch/x86/boot/compressed/efi_thunk_64.S",
		"arch/x86/kernel/cpu/deep/cpu_quirk.c",
		"drivers/gpu/drm/i915/selftests/i915_gem_ctx.c",
		"tools/perf/util/perf_names.c", "kernel/trace/perf_names2.c", NULL};
	static const struct want wants[] = {
		/* One folder in the other, or folders put in. */
		{"drivers/gpu/drm/amd/display/dc/dpp/dcn10/dcn10_dpp.c", LOCATED_NAMESAKE,
			"drivers/gpu/drm/amd/display/dc/dcn10/dcn10_dpp.c"},
		{"drivers/gpu/drm/amd/display/dc/dcn10/x/dcn10_dpp.c", LOCATED_NAMESAKE,
			"drivers/gpu/drm/amd/display/dc/dcn10/dcn10_dpp.c"},
		/* Below may be one piece of what was cut up. */
		{"drivers/gpu/drm/amd/display/dc/dcn10_dpp.c", LOCATED_NOWHERE, NULL},
		{"drivers/crypto/accel/accel_ring0.c", LOCATED_NAMESAKE,
			"drivers/crypto/vendor/accel/accel_ring0.c"},
		/* Left staging. */
		{"drivers/iio/meter/ade7854_x.c", LOCATED_NAMESAKE,
			"drivers/staging/iio/meter/ade7854_x.c"},
		{"arch/x86/kernel/cpu/deep/er/cpu_quirk.c", LOCATED_NAMESAKE,
			"arch/x86/kernel/cpu/deep/cpu_quirk.c"},
		{"arch/x86/deep/cpu_quirk.c", LOCATED_NOWHERE, NULL},
		/* Another driver, another area, another architecture. */
		{"drivers/net/ethernet/two/zip_main.c", LOCATED_NOWHERE, NULL},
		{"sound/meter/ade7854_x.c", LOCATED_NOWHERE, NULL},
		{"arch/arm/kernel/cpu/cpu_quirk.c", LOCATED_NOWHERE, NULL},
		{"zip_main.c", LOCATED_NOWHERE, NULL},
		/* Two of that name. */
		{"drivers/net/can/twin_1.c", LOCATED_NOWHERE, NULL},
		/* Everybody's names; a header. */
		{"drivers/net/foo/bar/main.c", LOCATED_NOWHERE, NULL},
		{"drivers/net/foo/bar/core.c", LOCATED_NOWHERE, NULL},
		{"drivers/net/foo/bar/foo_header.h", LOCATED_NOWHERE, NULL},
		/* A variant: for the boot loader, a test. */
		{"arch/x86/boot/efi_thunk_64.S", LOCATED_NOWHERE, NULL},
		{"drivers/gpu/drm/i915/i915_gem_ctx.c", LOCATED_NOWHERE, NULL},
		/* Not the kernel's code. */
		{"kernel/trace/util/perf_names.c", LOCATED_NOWHERE, NULL},
		{"tools/trace/perf_names2.c", LOCATED_NOWHERE, NULL},
		{NULL, 0, NULL},
	};

	(void)state;
	expect_all(paths, wants);
}

/* Where moves lead to two files, or one is known to be in pieces, a name must not decide. */
static void test_doubt_is_nowhere(void **state)
{
	static const char *const paths[] = {
		"drivers/net/foo/first_1.c", "drivers/net/foo/b/second_2.c", NULL};
	static const char *const asked = "drivers/net/foo/a/first_1.c";
	static const struct move piece = {"drivers/net/foo/c/first_1.c",
		"drivers/net/foo/d/third_3.c", "6.1", NULL, MOVE_PIECE};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();

	(void)state;
	expect(tree, moves, asked, LOCATED_NAMESAKE, paths[0]);
	learn(moves, asked, paths[0], "6.1");
	expect(tree, moves, asked, LOCATED_MOVED, paths[0]);
	learn(moves, asked, paths[1], "6.2");
	expect(tree, moves, asked, LOCATED_NOWHERE, NULL);
	expect(tree, moves, piece.was, LOCATED_NAMESAKE, paths[0]);
	assert_int_equal(moves_add(moves, &piece, NULL), 0);
	expect(tree, moves, piece.was, LOCATED_NOWHERE, NULL);
	moves_free(moves);
	tree_free(tree);
}

/* A history in which files go round, and folders move into themselves. */
static void test_cycles(void **state)
{
	static const char *const paths[] = {"c/z.c", "m/n/k.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();

	(void)state;
	learn(moves, "a/x.c", "b/y.c", "6.1");
	learn(moves, "b/y.c", "a/x.c", "6.1");
	learn(moves, "b/y.c", "c/z.c", "6.1");
	learn(moves, "c/z.c", "b/y.c", "6.1");
	expect(tree, moves, "a/x.c", LOCATED_NOWHERE, NULL);
	learn(moves, "m", "m/n", "6.1");
	learn(moves, "q/r", "q", "6.1");
	expect(tree, moves, "m/k.c", LOCATED_MOVED, "m/n/k.c");
	expect(tree, moves, "m/n/l.c", LOCATED_NOWHERE, NULL);
	expect(tree, moves, "q/r/r/r/k.c", LOCATED_NOWHERE, NULL);
	expect(tree, moves, "q/k.c", LOCATED_NOWHERE, NULL);
	moves_free(moves);
	tree_free(tree);
}

/* One path that went everywhere, and a chain without end: an answer comes, and soon. */
static void test_hostile_moves(void **state)
{
	static const char *const paths[] = {"w/77.c", "v/900.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();
	char was[32], is[32], deep[MOVES_PATH_MAX + 64];

	(void)state;
	for (unsigned i = 0; i < 20000; i++) {
		snprintf(is, sizeof(is), "w/%u.c", i);
		learn(moves, "w/all.c", is, "6.1");
		snprintf(was, sizeof(was), "v/%u.c", i);
		snprintf(is, sizeof(is), "v/%u.c", i + 1);
		learn(moves, was, is, "6.1");
	}
	expect(tree, moves, "w/all.c", LOCATED_NOWHERE, NULL);
	expect(tree, moves, "v/0.c", LOCATED_NOWHERE, NULL);
	expect(tree, moves, "v/895.c", LOCATED_NOWHERE, NULL);
	for (size_t i = 0; i + 1 < sizeof(deep); i++)
		deep[i] = i % 2 ? '/' : 'w';
	deep[sizeof(deep) - 1] = '\0';
	expect(tree, moves, deep, LOCATED_NOWHERE, NULL);
	expect(tree, moves, "", LOCATED_NOWHERE, NULL);
	expect(tree, moves, "/", LOCATED_NOWHERE, NULL);
	expect(tree, NULL, "fs/smb/server/x.c", LOCATED_NOWHERE, NULL);
	moves_free(moves);
	tree_free(tree);
}

/* With every file of the tree counted as compiled nothing can be absent: whatever is
 * found is a file of the tree. */
static void test_found_is_in_tree(void **state)
{
	static const char *const paths[] = {"fs/ksmbd/smb2pdu.c", "fs/io_uring.c",
		"drivers/crypto/qat/qat_common/adf_isr_1.c", NULL};
	struct tree *tree = make_tree(paths);
	struct moves *moves = moves_new();
	struct location at;

	(void)state;
	for (size_t i = 0; i < moves_known_count; i++) {
		const char *both[] = {moves_known[i].was, moves_known[i].is};
		char path[MOVES_PATH_MAX];

		for (size_t j = 0; j < 2; j++) {
			snprintf(path, sizeof(path), "%s/smb2pdu.c", both[j]);
			if (locate(tree, moves, path, &at) != LOCATED_NOWHERE)
				assert_non_null(tree_find(tree, bytes_of(at.path)));
			if (locate(tree, moves, both[j], &at) != LOCATED_NOWHERE)
				assert_non_null(tree_find(tree, bytes_of(at.path)));
		}
	}
	moves_free(moves);
	tree_free(tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_smb_older),
		cmocka_unit_test(test_smb_newer),
		cmocka_unit_test(test_evidence),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_merged_folders),
		cmocka_unit_test(test_chains),
		cmocka_unit_test(test_reused_name),
		cmocka_unit_test(test_same_first),
		cmocka_unit_test(test_namesakes),
		cmocka_unit_test(test_doubt_is_nowhere),
		cmocka_unit_test(test_cycles),
		cmocka_unit_test(test_hostile_moves),
		cmocka_unit_test(test_found_is_in_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
