/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Context files opened. */
#include "context/context.h"

#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The whole of PATH into TEXT, which the caller frees, after an error too. */
static int load(const char *path, struct bytes *text, struct kvet_error *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	size_t len = 0;
	ssize_t got = 1;

	if (file < 0)
		return error_set(error,
			errno == ENOENT ? KVET_ERROR_NOT_FOUND : KVET_ERROR_SYSTEM, path,
			"cannot be read: %s", strerror(errno));
	if (fstat(file, &status) || !S_ISREG(status.st_mode) ||
		(uint64_t)status.st_size > CONTEXT_SIZE_MAX) {
		close(file);
		return error_set(error, KVET_ERROR_INPUT, path,
			"is no regular file, or has more than %u KiB",
			CONTEXT_SIZE_MAX >> 10);
	}
	char *data = malloc((size_t)status.st_size + 1);
	while (data && got > 0 && len < (size_t)status.st_size) {
		got = read(file, data + len, (size_t)status.st_size - len);
		len += got > 0 ? (size_t)got : 0;
	}
	close(file);
	if (!data)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	*text = (struct bytes){data, len};
	return got >= 0 ? 0
			: error_set(error, KVET_ERROR_SYSTEM, path, "cannot be read: %s",
				  strerror(errno));
}

int kvet_context_read(const char *path, kvet_context **out, struct kvet_error *error)
{
	struct kvet_context *context;
	struct bytes text = {NULL, 0};
	int code = kvet_context_new(&context, error);

	if (code)
		return code;
	context->path = arena_text(&context->arena, bytes_of(path));
	code = load(path, &text, error);
	if (!code)
		code = context_parse(context, text, path, error);
	free((char *)(uintptr_t)text.data);
	if (!code && context->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		kvet_context_free(context);
	else
		*out = context;
	return code;
}
