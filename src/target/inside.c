/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/inside.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* Should it be a pipe, nothing waits for its other end. */
#define OPEN_FLAGS (O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)

static int open_part(int folder, const char *part, size_t len, int flags)
{
	char name[NAME_MAX + 1];

	if (!len || len > NAME_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(name, part, len);
	name[len] = '\0';
	if (strcmp(name, "..") == 0) {
		errno = ELOOP;
		return -1;
	}
	return openat(folder, name, OPEN_FLAGS | flags);
}

int inside_open(int folder, const char *path, int flags)
{
	int at = folder;

	for (;;) {
		const char *slash = strchrnul(path, '/');
		int last = *slash == '\0';
		int next = open_part(at, path, (size_t)(slash - path),
			last ? flags : O_DIRECTORY | O_PATH);

		if (at != folder)
			close(at);
		if (next < 0 || last)
			return next;
		at = next;
		path = slash + 1;
	}
}

static int read_all(int file, size_t max, struct inside_buffer *buffer, size_t *len)
{
	ssize_t got = 1;

	*len = 0;
	while (got) {
		if (*len > max)
			return EFBIG;
		if (*len == buffer->size) {
			size_t size = buffer->size ? buffer->size * 2 : 256u << 10;
			char *data = realloc(buffer->data, size);

			if (!data)
				return ENOMEM;
			*buffer = (struct inside_buffer){data, size};
		}
		got = read(file, buffer->data + *len, buffer->size - *len);
		if (got < 0 && errno != EINTR)
			return errno;
		*len += got > 0 ? (size_t)got : 0;
	}
	return 0;
}

int inside_read(int folder, const char *path, size_t max, struct inside_buffer *buffer,
	struct bytes *text, struct stat *status)
{
	struct stat own;
	size_t len = 0;
	int number = 0, file = inside_open(folder, path, 0);

	if (file < 0)
		return errno;
	if (fstat(file, &own))
		number = errno;
	else if (!S_ISREG(own.st_mode))
		number = ENOTSUP;
	else
		number = read_all(file, max, buffer, &len);
	close(file);
	if (number)
		return number;
	*text = (struct bytes){buffer->data, len};
	if (status)
		*status = own;
	return 0;
}

const char *inside_why(int number)
{
	switch (number) {
	case EFBIG:
		return "larger than any of its kind";
	case ELOOP:
		return "a link, which is not followed";
	case ENOTSUP:
		return "not a file";
	default:
		return strerror(number);
	}
}
