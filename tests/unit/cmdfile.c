/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/cmdfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

/* As 5.10 to 6.2 write it; `saved` before it is the newer form. */
#define UNIT                                                                             \
	"cmd_fs/nfsd/export.o := gcc -D__KERNEL__ -c -o fs/nfsd/export.o "               \
	"/k/fs/nfsd/export.c ; ./tools/objtool/objtool fs/nfsd/export.o\n\n"             \
	"source_fs/nfsd/export.o := /k/fs/nfsd/export.c\n\n"                             \
	"deps_fs/nfsd/export.o := \\\n"                                                  \
	"    $(wildcard include/config/NFSD_V4) \\\n"                                    \
	"  /k/include/linux/fs.h \\\n"                                                   \
	"    $(wildcard include/config/64BIT) \\\n"                                      \
	"  include/generated/autoconf.h \\\n\n"                                          \
	"fs/nfsd/export.o: $(deps_fs/nfsd/export.o)\n\n"                                 \
	"$(deps_fs/nfsd/export.o):\n"

/* Text that ends where its memory ends: a sanitizer sees each step behind it. */
struct read {
	char *text;
	struct cmdfile file;
	struct kvet_error error;
	int code;
};

static void read_bytes(struct read *read, const char *text, size_t len)
{
	*read = (struct read){.text = malloc(len ? len : 1)};
	assert_non_null(read->text);
	memcpy(read->text, text, len);
	read->code =
		cmdfile_read((struct bytes){read->text, len}, &read->file, &read->error);
}

static void read_text(struct read *read, const char *text)
{
	read_bytes(read, text, strlen(text));
}

static void assert_bytes(struct bytes bytes, const char *text)
{
	if (!bytes_equal(bytes, text))
		fail_msg("'%.*s' is not '%s'", (int)bytes.len, bytes.data, text);
}

static void assert_next_dep(struct read *read, const char *text)
{
	struct bytes dep;

	assert_true(cmdfile_next_dep(&read->file.deps, &dep));
	assert_bytes(dep, text);
}

static void assert_unit(struct read *read)
{
	struct bytes dep;

	assert_int_equal(read->code, 0);
	assert_bytes(read->file.target, "fs/nfsd/export.o");
	assert_bytes(read->file.source, "/k/fs/nfsd/export.c");
	assert_true(cmdfile_command_has(read->file.command, "-D__KERNEL__"));
	assert_next_dep(read, "/k/include/linux/fs.h");
	assert_next_dep(read, "include/generated/autoconf.h");
	assert_false(cmdfile_next_dep(&read->file.deps, &dep));
	free(read->text);
}

static void test_unit_of_both_forms(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, UNIT);
	assert_unit(&read);
	read_text(&read, "saved" UNIT);
	assert_unit(&read);
}

static void test_line_ends_of_another_system(void **state)
{
	struct read read;

	(void)state;
	read_text(&read, "cmd_a.o := cc\r\nsource_a.o := a.c\r\ndeps_a.o := \\\r\n  a.h "
			 "\\\r\n\r\n$(deps_a.o):\r\n");
	assert_int_equal(read.code, 0);
	assert_bytes(read.file.source, "a.c");
	assert_next_dep(&read, "a.h");
	free(read.text);
}

static void test_rust_crate(void **state)
{
	struct read read;

	(void)state;
	read_text(&read,
		"savedcmd_rust/kernel.o := rustc --emit=obj=rust/kernel.o\n\n"
		"source_rust/kernel.o := rust/kernel/lib.rs\n\n"
		"deps_rust/kernel.o := \\\n"
		"  rust/kernel/alloc.rs \\\n"
		"  rust/libcore.rmeta \\\n\n"
		"rust/kernel.o: $(deps_rust/kernel.o)\n\n$(deps_rust/kernel.o):\n");
	assert_int_equal(read.code, 0);
	assert_bytes(read.file.source, "rust/kernel/lib.rs");
	assert_next_dep(&read, "rust/kernel/alloc.rs");
	assert_next_dep(&read, "rust/libcore.rmeta");
	free(read.text);
}

static void test_what_is_linked_has_no_source(void **state)
{
	static const char *const commands[] = {
		"cmd_fs/built-in.a := rm -f fs/built-in.a;  printf \"fs/%s \" open.o | "
		"xargs ar cDPrST fs/built-in.a\n",
		"savedcmd_vmlinux := sh scripts/link-vmlinux.sh \"ld\" \"-m "
		"elf_x86_64\"\n",
		"savedcmd_fs/nfs/nfs.ko := ld -r -o fs/nfs/nfs.ko fs/nfs/nfs.o;  true\n",
		"cmd_fs/nfs/nfs.mod := printf '%s\\n'   client.o | awk '{ print }' > x\n",
		"cmd_init/modules.order := ",
		"cmd_init/modules.order :=",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		struct read read;

		read_text(&read, commands[i]);
		assert_int_equal(read.code, 0);
		assert_true(read.file.target.len > 0);
		assert_int_equal(read.file.source.len, 0);
		assert_int_equal(read.file.deps.len, 0);
		free(read.text);
	}
}

static void test_one_that_is_cut_off(void **state)
{
	(void)state;
	/* Up to the command's line end it is a whole file of another kind, and from the
	 * last line on nothing is lost. */
	size_t start = (size_t)(strstr(UNIT, "source_fs") - UNIT) + strlen("source_");
	size_t end = (size_t)(strstr(UNIT, "$(deps_fs/nfsd/export.o):") - UNIT);

	start += strlen("fs/nfsd/export.o := /");
	for (size_t len = start; len < end; len++) {
		struct read read;

		read_bytes(&read, UNIT, len);
		assert_int_equal(read.code, KVET_ERROR_INPUT);
		assert_string_equal(
			read.error.message, "it ends before its list of files does");
		free(read.text);
	}
}

static void test_what_is_no_command_file(void **state)
{
	static const char *const texts[] = {"", "\n\n", "# a comment\n", "\177ELF",
		"cmd_", "cmd_ := ", "cmd_x = y\n", "source_a.o := a.c\n\n$(deps_a.o):\n"};
	struct read read;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		read_text(&read, texts[i]);
		assert_int_equal(read.code, KVET_ERROR_INPUT);
		free(read.text);
	}
	read_bytes(&read, "cmd_a := b\0\n", 12);
	assert_int_equal(read.code, KVET_ERROR_INPUT);
	free(read.text);
	assert_int_equal(
		cmdfile_read((struct bytes){0}, &read.file, NULL), KVET_ERROR_INPUT);
}

static void test_words_of_a_command(void **state)
{
	struct bytes word,
		command = bytes_of("rm -f a.o; printf \"a/%s \" b.o|(x 'y z')>c");
	static const char *const words[] = {
		"rm", "-f", "a.o", "printf", "a/%s", "b.o", "x", "y", "z", "c"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		assert_true(cmdfile_next_word(&command, &word));
		assert_bytes(word, words[i]);
	}
	assert_false(cmdfile_next_word(&command, &word));
}

static void test_a_word_stands_by_itself(void **state)
{
	struct bytes command =
		bytes_of("gcc -nostdinc++ x-nostdinc -DA=\"-ffreestanding\"");

	(void)state;
	assert_true(cmdfile_command_has(command, "gcc"));
	assert_false(cmdfile_command_has(command, "-nostdinc"));
	assert_true(cmdfile_command_has(command, "-nostdinc++"));
	assert_true(cmdfile_command_has(command, "-ffreestanding"));
	assert_false(cmdfile_command_has((struct bytes){0}, "gcc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unit_of_both_forms),
		cmocka_unit_test(test_line_ends_of_another_system),
		cmocka_unit_test(test_rust_crate),
		cmocka_unit_test(test_what_is_linked_has_no_source),
		cmocka_unit_test(test_one_that_is_cut_off),
		cmocka_unit_test(test_what_is_no_command_file),
		cmocka_unit_test(test_words_of_a_command),
		cmocka_unit_test(test_a_word_stands_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
