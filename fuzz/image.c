/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a kernel image. */
#include "target/image/image.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static void check(const struct image *image)
{
	const char *texts[] = {image->kind, image->compression, image->banner,
		image->setup_release, image->arch, image->note};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		expect(texts[i] && strlen(texts[i]) < 4096);
	expect(*image->kind && *image->banner);
	expect(!image->config.len || image->config.data[image->config.len] == '\0');
	for (size_t i = 0; image->compiled && i < image->compiled->files.count; i++)
		expect(image->compiled->files.entries[i].name.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes file = {size ? (const char *)data : NULL, size};
	struct arena arena = {0};
	struct image image;
	struct kvet_error error = {0};

	image_looks_like(file);
	int code = image_parse(file, "image", &arena, &image, &error);

	expect(code == (int)error.code && (!code || *error.message));
	if (!code) {
		check(&image);
		compiled_free(image.compiled);
	}
	arena_release(&arena);
	return 0;
}
