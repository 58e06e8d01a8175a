/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/file.h"

#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int unreadable(const char *path, struct kvet_error *error)
{
	return error_set(error,
		errno == ENOENT ? KVET_ERROR_NOT_FOUND : KVET_ERROR_SYSTEM, path,
		"cannot be read: %s", strerror(errno));
}

static int refuse(const char *path, size_t most, struct kvet_error *error)
{
	bool small = most < (size_t)1 << 20;

	return error_set(error, KVET_ERROR_INPUT, path,
		"is no regular file, or has more than %zu %s", most >> (small ? 10 : 20),
		small ? "KiB" : "MiB");
}

/* What was cut while it was read has fewer than SIZE bytes. */
static int load(int file, const char *path, size_t size, struct bytes *text,
	struct kvet_error *error)
{
	char *data = malloc(size + 1);
	size_t len = 0;
	ssize_t got = 1;

	if (!data)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	while (got > 0 && len < size) {
		got = read(file, data + len, size - len);
		len += got > 0 ? (size_t)got : 0;
	}
	if (got < 0) {
		int code = unreadable(path, error);

		free(data);
		return code;
	}
	*text = (struct bytes){data, len};
	return 0;
}

int file_load(const char *path, size_t most, struct bytes *text, struct kvet_error *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat status;
	int code;

	if (file < 0)
		return unreadable(path, error);
	if (fstat(file, &status) || !S_ISREG(status.st_mode) ||
		(uint64_t)status.st_size > most)
		code = refuse(path, most, error);
	else
		code = load(file, path, (size_t)status.st_size, text, error);
	close(file);
	return code;
}
