/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a source file; the first says of which language. */
#include "census/language.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* Lines as the least of programs would count them. */
static uint64_t count_lines(struct bytes text)
{
	uint64_t lines = text.len && text.data[text.len - 1] != '\n';

	for (size_t i = 0; i < text.len; i++)
		lines += text.data[i] == '\n';
	return lines;
}

static void expect_part(struct kvet_unsafe_count part, uint64_t most)
{
	expect(part.safety <= part.count);
	expect(part.count <= most);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const paths[] = {"a.c", "a.rs", "arch/x86/a.S", "arch/arm/a.S",
		"arch/m68k/a.S", "Makefile", "a.dts"};
	struct kvet_count count = {0};
	struct kvet_unsafe unsafe = {0};

	if (!size)
		return 0;
	const char *path = paths[data[0] % (sizeof(paths) / sizeof(*paths))];
	struct bytes text = {size > 1 ? (const char *)data + 1 : NULL, size - 1};
	language_count(language_of_file(path), path, text, &count, &unsafe);
	expect(count.files == 1);
	expect(count.code + count.comments + count.blank == count_lines(text));
	expect_part(unsafe.blocks, text.len);
	expect_part(unsafe.functions, text.len);
	expect_part(unsafe.impls, text.len);
	expect_part(unsafe.traits, text.len);
	expect(unsafe.lines <= count.code);
	return 0;
}
