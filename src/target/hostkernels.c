/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/hostkernels.h"

#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <ctype.h>
#include <stdlib.h>

/* utsname(2) holds no more. */
#define RELEASE_TEXT_MAX 64

#define NAMES_MAX 20000u

static const char *const images[] = {"vmlinuz-", "vmlinux-", "bzImage-", "zImage-",
	"Image-", "Image.gz-", "uImage-", "fitImage-", "kernel-"};

/* Where an image lies whose name tells no release: a link of Debian's, then what boards
 * boot. */
static const char *const unnamed[] = {"vmlinuz", "boot/vmlinuz", "boot/vmlinuz-linux",
	"boot/Image", "boot/Image.gz", "boot/zImage", "boot/bzImage", "boot/uImage",
	"boot/fitImage", "boot/vmlinux", "boot/kernel8.img", "boot/kernel.img",
	"boot/firmware/kernel8.img", "boot/firmware/kernel.img"};

bool hostkernels_is_release(const char *text)
{
	struct kvet_release release;
	size_t len = strlen(text);

	if (!len || len > RELEASE_TEXT_MAX || !release_read(bytes_of(text), &release))
		return false;
	for (const char *c = text; *c; c++) {
		if (!isalnum((unsigned char)*c) && !strchr("-+~._:", *c))
			return false;
	}
	return true;
}

/* As dpkg orders characters: `~` before the end, letters before all others. */
static int rank(unsigned char c)
{
	if (isdigit(c) || !c)
		return 0;
	if (isalpha(c))
		return c;
	return c == '~' ? -1 : c + 256;
}

/* deb-version(7): stretches of what is no digit, and of digits, in turn. */
static int compare_versions(const char *a, const char *b)
{
	while (*a || *b) {
		while ((*a && !isdigit((unsigned char)*a)) ||
			(*b && !isdigit((unsigned char)*b))) {
			int order = rank((unsigned char)*a) - rank((unsigned char)*b);

			if (order)
				return order;
			a++;
			b++;
		}
		a += strspn(a, "0");
		b += strspn(b, "0");
		size_t digits = strspn(a, "0123456789");
		size_t others = strspn(b, "0123456789");
		if (digits != others)
			return digits < others ? -1 : 1;
		int order = strncmp(a, b, digits);
		if (order)
			return order;
		a += digits;
		b += digits;
	}
	return 0;
}

int hostkernels_compare(const char *a, const char *b)
{
	struct kvet_release one = {0}, other = {0};

	release_read(bytes_of(a), &one);
	release_read(bytes_of(b), &other);
	int order = kvet_release_compare(one, other);
	return order ? order : compare_versions(a, b);
}

static int compare_kernels(const void *a, const void *b)
{
	const struct hostkernel *one = a, *other = b;

	if (!*one->image != !*other->image)
		return *one->image ? -1 : 1;
	int order = hostkernels_compare(other->release, one->release);
	return order ? order : strcmp(one->release, other->release);
}

bool hostkernels_image(const struct rootfolder *root, const char *release, bool any,
	char path[HOSTKERNELS_PATH_SIZE])
{
	for (size_t i = 0; i < sizeof(images) / sizeof(*images); i++) {
		snprintf(path, HOSTKERNELS_PATH_SIZE, "boot/%s%s", images[i], release);
		if (rootfolder_has(root, path))
			return true;
	}
	snprintf(path, HOSTKERNELS_PATH_SIZE, "usr/lib/modules/%s/vmlinuz", release);
	if (rootfolder_has(root, path))
		return true;
	for (size_t i = 0; any && i < sizeof(unnamed) / sizeof(*unnamed); i++) {
		snprintf(path, HOSTKERNELS_PATH_SIZE, "%s", unnamed[i]);
		if (rootfolder_has(root, path))
			return true;
	}
	return false;
}

static bool add_kernel(
	struct hostkernels *kernels, const struct rootfolder *root, const char *release)
{
	char image[HOSTKERNELS_PATH_SIZE];

	if (!hostkernels_is_release(release) || kernels->count == HOSTKERNELS_MAX)
		return true;
	for (size_t i = 0; i < kernels->count; i++) {
		if (strcmp(kernels->kernels[i].release, release) == 0)
			return true;
	}
	if (!grow(&kernels->kernels, &kernels->room, kernels->count + 1,
		    sizeof(*kernels->kernels)))
		return false;
	if (!hostkernels_image(root, release, false, image))
		*image = '\0';
	kernels->kernels[kernels->count++] = (struct hostkernel){
		arena_text(&kernels->arena, bytes_of(release)),
		arena_text(&kernels->arena, bytes_of(image)),
	};
	return !kernels->arena.failed;
}

/* What stands behind "config-", "vmlinuz-" and their like in NAME; NULL when none does. */
static const char *release_in(const char *name)
{
	static const char config[] = "config-";

	if (strncmp(name, config, sizeof(config) - 1) == 0)
		return name + sizeof(config) - 1;
	for (size_t i = 0; i < sizeof(images) / sizeof(*images); i++) {
		size_t len = strlen(images[i]);

		if (strncmp(name, images[i], len) == 0)
			return name + len;
	}
	return NULL;
}

/* The folder itself is what a release names where it holds modules. */
static int add_folder(struct hostkernels *kernels, const struct rootfolder *root,
	const char *folder, bool modules)
{
	struct rootnames names;
	int code = rootfolder_list(root, folder, NAMES_MAX, &names, NULL);

	if (code)
		return code == KVET_ERROR_MEMORY ? code : 0;
	for (size_t i = 0; i < names.count && !code; i++) {
		const struct rootname *name = &names.names[i];
		const char *release = modules ? name->text : release_in(name->text);
		bool fits = modules ? name->kind == ROOTNAME_FOLDER
				    : name->kind == ROOTNAME_FILE ||
					      name->kind == ROOTNAME_LINK;

		if (release && fits && !add_kernel(kernels, root, release))
			code = KVET_ERROR_MEMORY;
	}
	rootnames_release(&names);
	return code;
}

int hostkernels_find(
	const struct rootfolder *root, struct hostkernels *out, struct kvet_error *error)
{
	struct hostkernels kernels = {0};
	int code = add_folder(&kernels, root, "boot", false);

	if (!code)
		code = add_folder(&kernels, root, "usr/lib/modules", true);
	if (!code)
		code = add_folder(&kernels, root, "lib/modules", true);
	if (code) {
		hostkernels_release(&kernels);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	if (kernels.count)
		qsort(kernels.kernels, kernels.count, sizeof(*kernels.kernels),
			compare_kernels);
	*out = kernels;
	return 0;
}

void hostkernels_release(struct hostkernels *kernels)
{
	free(kernels->kernels);
	arena_release(&kernels->arena);
	*kernels = (struct hostkernels){0};
}
