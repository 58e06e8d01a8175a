/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files below a root folder, read by the kernel's own resolution and by ours: whatever links
 * lie there, nothing outside is ever read. */
#include "feed_sink.h"

#include "target/gunzip.h"
#include "target/rootfolder.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <zlib.h>

#define MAX 4096u

/* Every case is tried both ways. */
static void open_root(struct rootfolder *root, const char *path, bool by_hand)
{
	assert_int_equal(rootfolder_open(root, path, NULL), 0);
	root->by_hand = by_hand;
}

static int read_name(const char *name, bool by_hand, struct rootfile *file)
{
	struct kvet_error error = {0};
	struct rootfolder root;

	open_root(&root, "root", by_hand);
	int code = rootfolder_read(&root, name, MAX, file, &error);
	rootfolder_close(&root);
	assert_int_equal(code, error.code);
	assert_int_equal(code != 0, *error.message != '\0');
	return code;
}

static void assert_reads(const char *name, const char *wanted)
{
	for (int by_hand = 0; by_hand < 2; by_hand++) {
		struct rootfile file;
		int code = read_name(name, by_hand, &file);

		if (code)
			fail_msg("%s, by hand %d: %d", name, by_hand, code);
		assert_string_equal(file.data, wanted);
		assert_int_equal(file.len, strlen(wanted));
		free(file.data);
	}
}

static void assert_fails(const char *name, enum kvet_code wanted)
{
	for (int by_hand = 0; by_hand < 2; by_hand++) {
		struct rootfile file;
		int code = read_name(name, by_hand, &file);

		if (!code)
			free(file.data);
		if (code != (int)wanted)
			fail_msg("%s, by hand %d: %d", name, by_hand, code);
	}
}

static int make_tree(void **state)
{
	char path[1024];

	if (scratch_make(state))
		return -1;
	write_text("outside/secret", "secret");
	write_text("secret", "secret");
	write_text("root/etc/inside", "inside");
	write_text("root/usr/lib/deep/file", "deep");
	assert_int_equal(symlink("usr/lib", "root/lib"), 0);
	assert_int_equal(symlink("/etc/inside", "root/absolute"), 0);
	assert_int_equal(symlink("/etc/inside", "root/usr/absolute"), 0);
	assert_int_equal(symlink("../../../../../etc/inside", "root/usr/up"), 0);
	assert_int_equal(symlink("../secret", "root/out-up"), 0);
	assert_int_equal(symlink("../../outside", "root/usr/out-folder"), 0);
	snprintf(path, sizeof(path), "%s/outside/secret", (const char *)*state);
	assert_int_equal(symlink(path, "root/out-absolute"), 0);
	assert_int_equal(symlink("loop-b", "root/loop-a"), 0);
	assert_int_equal(symlink("loop-a", "root/loop-b"), 0);
	assert_int_equal(symlink("self/self", "root/self"), 0);
	return 0;
}

static void test_files_and_links_inside_are_read(void **state)
{
	(void)state;
	assert_reads("etc/inside", "inside");
	assert_reads("/etc/inside", "inside");
	assert_reads("etc//./inside", "inside");
	assert_reads("lib/deep/file", "deep");
	assert_reads("absolute", "inside");
	assert_reads("usr/absolute", "inside");
	assert_reads("usr/lib/../../etc/inside", "inside");
	assert_reads("lib/../up", "inside"); /* .. of what the link leads to */
}

static void test_nothing_leads_out(void **state)
{
	(void)state;
	assert_reads("usr/up", "inside"); /* above the root is the root */
	assert_reads("../../etc/inside", "inside");
	assert_fails("out-up", KVET_ERROR_NOT_FOUND);
	assert_fails("out-absolute", KVET_ERROR_NOT_FOUND);
	assert_fails("usr/out-folder/secret", KVET_ERROR_NOT_FOUND);
	assert_fails("../outside/secret", KVET_ERROR_NOT_FOUND);
	assert_fails("../secret", KVET_ERROR_NOT_FOUND);
	assert_fails("etc/../../secret", KVET_ERROR_NOT_FOUND);
}

static void test_circles_and_long_chains_end(void **state)
{
	char name[32], last[32];

	(void)state;
	assert_fails("loop-a", KVET_ERROR_INPUT);
	assert_fails("self", KVET_ERROR_INPUT);
	assert_int_equal(symlink("etc/inside", "root/chain0"), 0);
	for (int i = 1; i < 200; i++) {
		snprintf(name, sizeof(name), "root/chain%d", i);
		snprintf(last, sizeof(last), "chain%d", i - 1);
		assert_int_equal(symlink(last, name), 0);
	}
	assert_reads("chain5", "inside");
	assert_fails("chain199", KVET_ERROR_INPUT);
}

static void test_long_names_are_refused(void **state)
{
	static char name[8192];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	assert_fails(name, KVET_ERROR_INPUT);
	for (size_t i = 1; i < sizeof(name) - 1; i += 2)
		name[i] = '/';
	assert_fails(name, KVET_ERROR_INPUT);
	name[300] = '\0';
	memset(name, 'y', 300);
	assert_fails(name, KVET_ERROR_INPUT);
}

/* /proc/self/root and fd/N lead out without a path: the kernel's way refuses, ours takes
 * their text for a path inside. */
static void test_magic_links_lead_nowhere(void **state)
{
	(void)state;
	if (access("/proc/self/root", F_OK))
		skip();
	for (int by_hand = 0; by_hand < 2; by_hand++) {
		struct rootfolder root;
		struct rootfile file;

		open_root(&root, "/proc/self", by_hand);
		assert_int_not_equal(
			rootfolder_read(&root, "root/etc/passwd", 1 << 20, &file, NULL),
			0);
		assert_int_not_equal(
			rootfolder_read(&root, "cwd/secret", MAX, &file, NULL), 0);
		assert_int_equal(
			rootfolder_read(&root, "status", 1 << 20, &file, NULL), 0);
		assert_true(file.len > 0); /* though its size is 0 */
		free(file.data);
		rootfolder_close(&root);
	}
}

static void test_only_regular_files_are_read(void **state)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "root/socket"};
	int sock = socket(AF_UNIX, SOCK_STREAM, 0);

	(void)state;
	assert_int_equal(mkfifo("root/pipe", 0600), 0);
	assert_int_equal(symlink("pipe", "root/to-pipe"), 0);
	if (sock >= 0)
		assert_int_equal(
			bind(sock, (struct sockaddr *)&address, sizeof(address)), 0);
	alarm(20);
	assert_fails("pipe", KVET_ERROR_INPUT);
	assert_fails("to-pipe", KVET_ERROR_INPUT);
	assert_fails("etc", KVET_ERROR_INPUT);
	assert_fails(".", KVET_ERROR_INPUT);
	if (sock >= 0)
		assert_fails("socket", KVET_ERROR_INPUT);
	alarm(0);
	if (sock >= 0)
		close(sock);
}

static void test_a_limit_is_a_limit(void **state)
{
	static char text[MAX + 1];
	struct rootfile file;

	(void)state;
	memset(text, 'x', sizeof(text));
	write_bytes("root/just", text, MAX);
	write_bytes("root/over", text, MAX + 1);
	write_text("root/empty", "");
	assert_int_equal(read_name("just", false, &file), 0);
	assert_int_equal(file.len, MAX);
	free(file.data);
	assert_fails("over", KVET_ERROR_INPUT);
	assert_reads("empty", "");
	/* A terabyte that takes no room. */
	assert_int_equal(truncate("root/over", (off_t)1 << 40), 0);
	assert_fails("over", KVET_ERROR_INPUT);
}

static void test_folders_are_listed_in_order(void **state)
{
	(void)state;
	write_text("root/list/b", "");
	write_text("root/list/a/x", "");
	assert_int_equal(symlink("/outside", "root/list/c"), 0);
	assert_int_equal(mkfifo("root/list/d", 0600), 0);
	for (int by_hand = 0; by_hand < 2; by_hand++) {
		static const enum rootname_kind kinds[] = {
			ROOTNAME_FOLDER, ROOTNAME_FILE, ROOTNAME_LINK, ROOTNAME_OTHER};
		struct rootfolder root;
		struct rootnames names;

		open_root(&root, "root", by_hand);
		assert_int_equal(rootfolder_list(&root, "list", 4, &names, NULL), 0);
		assert_int_equal(names.count, 4);
		for (size_t i = 0; i < 4; i++) {
			assert_int_equal(names.names[i].text[0], "abcd"[i]);
			assert_int_equal(names.names[i].kind, kinds[i]);
		}
		rootnames_release(&names);
		assert_int_equal(rootfolder_list(&root, "list", 3, &names, NULL),
			KVET_ERROR_INPUT);
		assert_int_equal(rootfolder_list(&root, "nowhere", 3, &names, NULL),
			KVET_ERROR_NOT_FOUND);
		assert_int_equal(rootfolder_list(&root, "etc/inside", 3, &names, NULL),
			KVET_ERROR_NOT_FOUND);
		assert_int_equal(
			rootfolder_list(&root, "usr/out-folder", 3, &names, NULL),
			KVET_ERROR_NOT_FOUND);
		assert_true(rootfolder_has(&root, "absolute"));
		assert_false(rootfolder_has(&root, "list"));
		assert_false(rootfolder_has(&root, "list/d"));
		assert_false(rootfolder_has(&root, "out-up"));
		rootfolder_close(&root);
	}
}

static void test_a_root_that_is_none_is_refused(void **state)
{
	struct kvet_error error = {0};
	struct rootfolder root;
	char path[ROOTFOLDER_PATH_SIZE];

	(void)state;
	assert_int_equal(rootfolder_open(&root, "no-such", &error), KVET_ERROR_NOT_FOUND);
	assert_true(*error.hint);
	assert_int_equal(rootfolder_open(&root, "secret", &error), KVET_ERROR_NOT_FOUND);
	open_root(&root, "root//", false);
	assert_string_equal(
		rootfolder_path(&root, "etc/inside", path), "root/etc/inside");
	rootfolder_close(&root);
	open_root(&root, NULL, false);
	assert_string_equal(rootfolder_path(&root, "etc", path), "/etc");
	rootfolder_close(&root);
}

/* SIZE zeroes as a gzip file. */
static struct bytes pack(size_t size, char *packed, size_t room)
{
	z_stream stream = {0};
	char *plain = calloc(1, size);

	assert_non_null(plain);
	assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 9,
				 Z_DEFAULT_STRATEGY),
		Z_OK);
	stream.next_in = (Bytef *)plain;
	stream.avail_in = (uInt)size;
	stream.next_out = (Bytef *)packed;
	stream.avail_out = (uInt)room;
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	size_t len = room - stream.avail_out;
	deflateEnd(&stream);
	free(plain);
	return (struct bytes){packed, len};
}

static void test_gzip_is_unpacked_within_bounds(void **state)
{
	static char packed[1 << 17];
	struct bytes small = pack(100, packed, 1000);
	char *out = NULL;
	size_t len = 0;

	(void)state;
	assert_true(gunzip_is(small));
	assert_int_equal(gunzip(small, 100, &out, &len, NULL), 0);
	assert_int_equal(len, 100);
	free(out);
	assert_int_equal(gunzip(small, 99, &out, &len, NULL), KVET_ERROR_INPUT);
	for (size_t cut = 0; cut < small.len; cut++)
		assert_int_equal(
			gunzip((struct bytes){packed, cut}, 100, &out, &len, NULL),
			KVET_ERROR_INPUT);
	/* Two behind one another, as gzip -d takes them. */
	memcpy(packed + small.len, packed, small.len);
	assert_int_equal(
		gunzip((struct bytes){packed, 2 * small.len}, 200, &out, &len, NULL), 0);
	assert_int_equal(len, 200);
	free(out);
	packed[small.len - 5] ^= 1; /* the checksum */
	assert_int_equal(gunzip(small, 100, &out, &len, NULL), KVET_ERROR_INPUT);
	/* A bomb: 64 MiB of 64 KiB. */
	struct bytes bomb = pack(64u << 20, packed, sizeof(packed));
	assert_int_equal(gunzip(bomb, 1 << 20, &out, &len, NULL), KVET_ERROR_INPUT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_and_links_inside_are_read),
		cmocka_unit_test(test_nothing_leads_out),
		cmocka_unit_test(test_circles_and_long_chains_end),
		cmocka_unit_test(test_long_names_are_refused),
		cmocka_unit_test(test_magic_links_lead_nowhere),
		cmocka_unit_test(test_only_regular_files_are_read),
		cmocka_unit_test(test_a_limit_is_a_limit),
		cmocka_unit_test(test_folders_are_listed_in_order),
		cmocka_unit_test(test_a_root_that_is_none_is_refused),
		cmocka_unit_test(test_gzip_is_unpacked_within_bounds),
	};

	return cmocka_run_group_tests(tests, make_tree, scratch_remove);
}
