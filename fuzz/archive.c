/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk over an archive: any bytes, no file. */
#include "feed/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every byte that is handed out must be there. */
static uint8_t touch(struct bytes bytes)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < bytes.len; i++)
		sum ^= (uint8_t)bytes.data[i];
	return sum;
}

static int take(
	void *context, const struct feed_document *document, struct kvet_error *error)
{
	volatile uint8_t *sum = context;

	(void)error;
	*sum ^= touch(document->json) ^ touch(document->dyad) ^ touch(document->cvss) ^
		touch(bytes_of(document->path));
	return 0;
}

static int gone(void *context, uint64_t cve, struct kvet_error *error)
{
	(void)context;
	(void)cve;
	(void)error;
	return 0;
}

static int problem(void *context, const char *path, const char *reason)
{
	volatile uint8_t *sum = context;

	*sum ^= touch(bytes_of(path)) ^ touch(bytes_of(reason));
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t sum = 0;
	const struct feed_sink sink = {take, gone, problem, NULL, &sum};
	const struct feed_options options = {.source = "image"};
	struct feed_origin origin = {0};
	struct kvet_error error;
	struct feed_run run = {&options, &sink, &origin, &error, "image", 0};

	if (size)
		feed_archive_walk(&run, (struct bytes){(const char *)data, size});
	return 0;
}
