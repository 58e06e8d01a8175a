/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/hostconfig.h"

#include "target/gunzip.h"
#include "util/error.h"

#include <limits.h>
#include <stdlib.h>

static int read_text(struct rootfile *file, const char *path, struct options **out,
	struct kvet_error *error)
{
	struct bytes text = {file->data, file->len};
	char *unpacked = NULL;
	int code = 0;

	if (gunzip_is(text)) {
		code = gunzip(text, OPTIONS_SIZE_MAX, &unpacked, &text.len, error);
		text.data = unpacked;
	}
	if (!code)
		code = options_read(text, path, out, error);
	free(unpacked);
	return code;
}

static int read_config(const struct rootfolder *root, const char *name,
	struct options **out, struct kvet_error *error)
{
	char path[ROOTFOLDER_PATH_SIZE];
	struct rootfile file;
	int code = rootfolder_read(root, name, OPTIONS_SIZE_MAX, &file, error);

	if (code)
		return code;
	code = read_text(&file, rootfolder_path(root, name, path), out, error);
	free(file.data);
	if (code && error && !*error->path)
		snprintf(error->path, sizeof(error->path), "%.500s", path);
	return code;
}

int hostconfig_read(const struct rootfolder *root, const char *release, bool running,
	struct options **out, struct kvet_error *damaged, struct kvet_error *error)
{
	static const char *const places[] = {"proc/config.gz", "boot/config-%s",
		"usr/lib/modules/%s/config", "lib/modules/%s/config",
		"usr/lib/modules/%s/build/.config", "lib/modules/%s/build/.config"};
	char name[PATH_MAX];

	for (size_t i = running ? 0 : 1; i < sizeof(places) / sizeof(*places); i++) {
		const char *gap = strstr(places[i], "%s");
		struct kvet_error why = {0};

		if (gap)
			snprintf(name, sizeof(name), "%.*s%s%s", (int)(gap - places[i]),
				places[i], release, gap + 2);
		else
			snprintf(name, sizeof(name), "%s", places[i]);
		int code = read_config(root, name, out, &why);
		if (!code)
			return 0;
		if (code == KVET_ERROR_MEMORY)
			return error_set(error, code, NULL, "out of memory");
		if (code != KVET_ERROR_NOT_FOUND && damaged && !*damaged->message)
			*damaged = why;
	}
	return error_set(error, KVET_ERROR_NOT_FOUND, root->path,
		"the configuration of %s is not there", release);
}
