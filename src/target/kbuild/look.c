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
	const char *slash = bytes_last(*path, '/');

	if (!path->len)
		return false;
	path->len = slash ? (size_t)(slash - path->data) : 0;
	return true;
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && memcmp(text.data + text.len - len, end, len) == 0;
}

/* arch/OTHER, which the root Makefile never enters. */
static bool of_other_architecture(const struct kbuild *kbuild, struct bytes path)
{
	size_t len = strlen(kbuild->srcarch);

	if (!starts_with(path, "arch/") || !memchr(path.data + 5, '/', path.len - 5))
		return false;
	path.data += 5;
	path.len -= 5;
	/* User mode Linux builds parts of x86. */
	if (strcmp(kbuild->srcarch, "um") == 0 && starts_with(path, "x86/"))
		return false;
	return !(path.len > len && memcmp(path.data, kbuild->srcarch, len) == 0 &&
		 path.data[len] == '/');
}

/* Where the building machine's programs and the tests lie: kernel code is taken from there
 * now and then, and nothing leads there that could be followed. */
static bool is_outside(struct bytes path)
{
	static const char *const folders[] = {
		"scripts/", "tools/", "Documentation/", "usr/"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (starts_with(path, folders[i]))
			return true;
	}
	return false;
}

/* The folder's own makefile was read whole: had it named the file, there would be a line. */
static void judge_by_own_folder(
	const struct kbuild_folder *folder, bool own, struct kbuild_file *file)
{
	file->folder = folder;
	if (folder->complaint || !folder->makefile) {
		file->reason = KBUILD_NOT_UNDERSTOOD;
		file->state = KBUILD_MAYBE;
		return;
	}
	file->reason = own ? KBUILD_NOT_NAMED : KBUILD_NOT_ENTERED;
	file->state = KBUILD_OFF;
}

/* The nearest folder around a file that some makefile speaks of. */
static struct kbuild_file look_around(const struct kbuild *kbuild, const char *path)
{
	struct bytes folder = bytes_of(path);
	struct kbuild_file file = {.path = path, .state = KBUILD_MAYBE};
	bool own = true;

	for (; step_up(&folder); own = false) {
		const struct kbuild_folder *known = find_folder(kbuild, folder);

		if (!known)
			continue;
		if (known->state != KBUILD_UNSAID) {
			judge_by_own_folder(known, own, &file);
			return file;
		}
		if (known->off) {
			file.state = KBUILD_OFF;
			file.reason = KBUILD_FOLDER_OFF;
			file.step = known->off;
			return file;
		}
	}
	file.reason = KBUILD_NOT_UNDERSTOOD;
	return file;
}

static struct kbuild_file look_for_crate(const struct kbuild *kbuild, const char *path)
{
	struct bytes folder = bytes_of(path);

	while (step_up(&folder)) {
		const struct table_entry *entry = table_find(&kbuild->crates, folder);

		if (entry) {
			struct kbuild_file file = *(struct kbuild_file *)entry->value;

			file.path = path;
			return file;
		}
	}
	return look_around(kbuild, path);
}

/* The nearest folder around PATH whose makefile may say more than was understood of it. */
static const struct kbuild_folder *find_doubtful(
	const struct kbuild *kbuild, const char *path)
{
	struct bytes folder = bytes_of(path);

	while (step_up(&folder)) {
		const struct kbuild_folder *known = find_folder(kbuild, folder);

		if (known && known->state != KBUILD_UNSAID &&
			(known->complaint || known->vague))
			return known;
	}
	return NULL;
}

/* What a makefile leaves out, another line of it that was not understood may name. */
static void doubt(const struct kbuild *kbuild, struct kbuild_file *file)
{
	const struct kbuild_folder *folder = find_doubtful(kbuild, file->path);

	if (!folder)
		return;
	file->state = KBUILD_MAYBE;
	file->reason = KBUILD_NOT_UNDERSTOOD;
	file->folder = folder;
	file->step = NULL;
}

const struct kbuild_folder *kbuild_beside(const struct kbuild *kbuild, const char *path)
{
	const struct kbuild_folder *best = NULL;
	size_t best_len = 0, path_len = strlen(path);

	for (size_t i = 0; i < kbuild->folders.count; i++) {
		const struct kbuild_folder *folder = kbuild->folders.entries[i].value;
		struct bytes around = bytes_of(folder->path);

		if (folder->state != KBUILD_UNSAID || !folder->off || !step_up(&around) ||
			around.len <= best_len || around.len >= path_len ||
			memcmp(path, around.data, around.len) != 0 ||
			path[around.len] != '/')
			continue;
		best = folder;
		best_len = around.len;
	}
	return best;
}

struct kbuild_file kbuild_look(const struct kbuild *kbuild, const char *path)
{
	struct bytes name = bytes_of(path);
	const struct table_entry *entry = table_find(&kbuild->objects, name);
	struct kbuild_file file = {.path = path, .state = KBUILD_MAYBE};

	if (entry && ((struct kbuild_file *)entry->value)->state > KBUILD_UNSAID) {
		file = *(struct kbuild_file *)entry->value;
	} else if (of_other_architecture(kbuild, name)) {
		file.state = KBUILD_OFF;
		file.reason = KBUILD_ARCHITECTURE;
	} else if (is_outside(name)) {
		file.reason = KBUILD_NOT_KBUILD;
	} else if (ends_with(name, ".rs")) {
		file = look_for_crate(kbuild, path);
	} else {
		file = look_around(kbuild, path);
	}
	/* A linker script is a makefile's in ways that are not followed. */
	if (file.state == KBUILD_OFF && file.reason == KBUILD_NOT_NAMED &&
		ends_with(name, ".lds.S"))
		file.state = KBUILD_MAYBE;
	if (file.state == KBUILD_OFF)
		doubt(kbuild, &file);
	return file;
}
