/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/packedjson.h"

#include "target/gunzip.h"
#include "util/error.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

int packedjson_parse(struct bytes text, const char *path, size_t most, yyjson_doc **out,
	struct kvet_error *error)
{
	yyjson_read_err why;
	char *unpacked = NULL;
	size_t len = 0;

	if (gunzip_is(text)) {
		int code = gunzip(text, most, &unpacked, &len, error);

		if (code) {
			if (error)
				snprintf(error->path, sizeof(error->path), "%s", path);
			return code;
		}
		text = (struct bytes){unpacked, len};
	}
	*out = text.len ? yyjson_read_opts((char *)(uintptr_t)text.data, text.len,
				  YYJSON_READ_NOFLAG, NULL, &why)
			: NULL;
	free(unpacked);
	if (*out)
		return 0;
	return error_set(error, KVET_ERROR_INPUT, path, "is no JSON: %s at byte %zu",
		text.len ? why.msg : "it is empty", text.len ? why.pos : 0);
}

static int fail(const char *path, const char *temporary, struct kvet_error *error)
{
	int why = errno;

	unlink(temporary);
	return error_set(error, KVET_ERROR_SYSTEM, path, "cannot be written: %s",
		strerror(why ? why : EIO));
}

int packedjson_write(yyjson_mut_doc *doc, const char *path, struct kvet_error *error)
{
	char temporary[4096];
	size_t len = 0;
	char *text = yyjson_mut_write(doc, YYJSON_WRITE_NOFLAG, &len);
	struct stat status;

	if (!text)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	/* /dev/stdout and the like are written as they are. */
	bool special = stat(path, &status) == 0 && !S_ISREG(status.st_mode);
	if (snprintf(temporary, sizeof(temporary), special ? "%s" : "%s.new", path) >=
		(int)sizeof(temporary)) {
		free(text);
		return error_set(error, KVET_ERROR_USAGE, path, "the path is too long");
	}
	errno = 0;
	bool written = gunzip_write(temporary, (struct bytes){text, len});
	free(text);
	if (!written || (!special && rename(temporary, path)))
		return fail(path, special ? "" : temporary, error);
	return 0;
}
