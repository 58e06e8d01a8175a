/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The running host: what it says of its kernel, the most telling first. */
#include "target/target.h"

#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define HOST_TEXT_SIZE 4096

/* A file below ROOT, or -1. Should it be a pipe, nothing waits for its other end. */
static int open_file(const char *root, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", root, name);
	return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

/* A short text file below ROOT; false when it is not there. */
static bool read_text(const char *root, const char *name, char text[HOST_TEXT_SIZE])
{
	size_t len = 0;
	ssize_t got = 1;
	int file = open_file(root, name);

	if (file < 0)
		return false;
	while (got > 0 && len < HOST_TEXT_SIZE - 1) {
		got = read(file, text + len, HOST_TEXT_SIZE - 1 - len);
		len += got > 0 ? (size_t)got : 0;
	}
	close(file);
	text[len] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return len > 0;
}

/* PRETTY_NAME="Debian GNU/Linux 12 (bookworm)" out of os-release(5). */
static void read_distribution(struct kvet_target *target, const char *root)
{
	int opened = open_file(root, "etc/os-release");
	FILE *file = opened < 0 ? NULL : fdopen(opened, "r");
	char line[512];

	if (opened >= 0 && !file)
		close(opened);
	while (file && fgets(line, sizeof(line), file)) {
		char *value = line + 12;

		if (strncmp(line, "PRETTY_NAME=", 12) != 0)
			continue;
		bool single = *value == '\'';
		value += single || *value == '"';
		value[strcspn(value, single ? "'\n" : "\"\n")] = '\0';
		target_note(target, "the system calls itself %.100s (/etc/os-release)",
			value);
		break;
	}
	if (file)
		fclose(file);
}

static int read_host(
	struct kvet_target *target, const char *root, struct kvet_error *error)
{
	char text[HOST_TEXT_SIZE];

	if (read_text(root, "proc/version_signature", text) &&
		target_read_signature(target, text, NULL) == 0) {
		target_note(target, "release from /proc/version_signature: %.200s", text);
		return 0;
	}
	if (read_text(root, "proc/version", text) &&
		target_read_banner(target, text, error) == 0) {
		target_note(target, "release from /proc/version: %.200s", text);
		return 0;
	}
	if (read_text(root, "proc/sys/kernel/osrelease", text)) {
		target_note(
			target, "release from /proc/sys/kernel/osrelease: %.200s", text);
		return target_read_release(target, text, error);
	}
	if (error && error->code == KVET_ERROR_INPUT)
		return error->code;
	error_set(error, KVET_ERROR_NOT_FOUND, root,
		"the running kernel's release cannot be read: neither proc/version nor "
		"proc/sys/kernel/osrelease is there");
	error_hint(error, "name the release: kvet check 6.1.147");
	return KVET_ERROR_NOT_FOUND;
}

int kvet_target_from_host(const char *root, kvet_target **out, struct kvet_error *error)
{
	struct kvet_target *target = target_new("host", "host");
	struct kvet_error why = {0};

	if (!target)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	int code = read_host(target, root && strcmp(root, "/") != 0 ? root : "", &why);
	if (!code)
		read_distribution(target, root ? root : "");
	if (code && error)
		*error = why;
	return target_finish(target, code, out, error);
}
