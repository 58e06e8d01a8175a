/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a `.cmd` file: all that is found lies inside them. */
#include "target/cmdfile.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check_inside(struct bytes text, struct bytes part)
{
	if (!part.len)
		return;
	expect(part.data >= text.data && part.len <= text.len);
	expect((size_t)(part.data - text.data) <= text.len - part.len);
}

static void check_parts(struct bytes text, struct cmdfile *file)
{
	struct bytes part;

	for (size_t count = 0; cmdfile_next_dep(&file->deps, &part); count++) {
		check_inside(text, part);
		expect(part.len && count < text.len);
	}
	cmdfile_command_has(file->command, "-D__KERNEL__");
	for (size_t count = 0; cmdfile_next_word(&file->command, &part); count++) {
		check_inside(text, part);
		expect(part.len && count < text.len);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_error error = {0};
	struct cmdfile file;
	int code = cmdfile_read(text, &file, &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	if (code)
		return 0;
	expect(file.target.len > 0);
	check_inside(text, file.target);
	check_inside(text, file.source);
	check_inside(text, file.deps);
	check_inside(text, file.command);
	check_parts(text, &file);
	return 0;
}
