/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the Kbuild files say of one source file. */
#include "target/kbuild/kbuild.h"

static const struct kbuild_folder *find_folder(
	const struct kbuild *kbuild, struct bytes path)
{
	const struct table_entry *entry = table_find(&kbuild->folders, path);

	return entry ? entry->value : NULL;
}

/* Cuts the last part off PATH; false at the root. */
static bool step_up(struct bytes *path)
{
	const char *slash = path->len ? memrchr(path->data, '/', path->len) : NULL;

	if (!path->len)
		return false;
	path->len = slash ? (size_t)(slash - path->data) : 0;
	return true;
}

/* arch/OTHER, which the root Makefile never enters. */
static bool of_other_architecture(const struct kbuild *kbuild, struct bytes path)
{
	size_t len = strlen(kbuild->srcarch);

	if (path.len < 6 || memcmp(path.data, "arch/", 5) != 0 ||
		!memchr(path.data + 5, '/', path.len - 5))
		return false;
	path.data += 5;
	path.len -= 5;
	return !(path.len > len && memcmp(path.data, kbuild->srcarch, len) == 0 &&
		 path.data[len] == '/');
}

/* The nearest folder around a file that some makefile speaks of. */
static struct kbuild_file look_around(const struct kbuild *kbuild, const char *path)
{
	struct bytes folder = bytes_of(path);
	struct kbuild_file file = {.path = path, .state = KBUILD_MAYBE};

	while (step_up(&folder)) {
		const struct kbuild_folder *known = find_folder(kbuild, folder);

		if (!known)
			continue;
		if (known->state != KBUILD_UNSAID || !known->off)
			break;
		file.state = KBUILD_OFF;
		file.step = known->off;
		return file;
	}
	return file;
}

struct kbuild_file kbuild_look(const struct kbuild *kbuild, const char *path)
{
	const struct table_entry *entry = table_find(&kbuild->objects, bytes_of(path));
	struct bytes folder = bytes_of(path);

	if (entry && ((const struct kbuild_file *)entry->value)->state > KBUILD_UNSAID)
		return *(const struct kbuild_file *)entry->value;
	if (of_other_architecture(kbuild, folder))
		return (struct kbuild_file){.path = path, .state = KBUILD_OFF};
	return look_around(kbuild, path);
}
