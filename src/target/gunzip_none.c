/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In a build without zlib. */
#include "target/gunzip.h"

#include "util/error.h"

bool gunzip_is(struct bytes packed)
{
	return packed.len > 2 && memcmp(packed.data, "\x1f\x8b", 2) == 0;
}

int gunzip(struct bytes packed, size_t max, char **out, size_t *len,
	struct kvet_error *error)
{
	(void)packed;
	(void)max;
	(void)out;
	(void)len;
	return error_set(error, KVET_ERROR_UNSUPPORTED, NULL,
		"is packed with gzip, and this kvet was built without zlib");
}

bool gunzip_write(const char *path, struct bytes text)
{
	FILE *file = fopen(path, "wb");
	bool good = file && fwrite(text.data, 1, text.len, file) == text.len;

	return file && fclose(file) == 0 && good;
}

int gunzip_first(struct bytes packed)
{
	(void)packed;
	return -1;
}
