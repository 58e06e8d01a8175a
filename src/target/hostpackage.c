/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/hostpackage.h"

#include "target/dpkgstatus.h"
#include "target/gunzip.h"
#include "util/error.h"

#include <stdlib.h>

/* Ubuntu's signed package tells little: the changes are in those of the unsigned one and of
 * the modules. */
static const char *const packages[] = {
	"linux-image-", "linux-image-unsigned-", "linux-modules-"};

static bool copy_text(struct bytes from, char to[HOSTPACKAGE_TEXT_SIZE])
{
	if (!from.len || from.len >= HOSTPACKAGE_TEXT_SIZE)
		return false;
	memcpy(to, from.data, from.len);
	to[from.len] = '\0';
	return true;
}

/* Ubuntu's 5.15.0-91.101 is some release of 5.15, Debian's 6.1.192-2 is 6.1.192. */
static bool is_debian(const struct dpkg_package *package)
{
	static const char address[] = "debian.org>";
	struct bytes who = package->maintainer;
	const char *dash = memchr(package->version.data, '-', package->version.len);
	size_t len = dash ? (size_t)(dash - package->version.data) : 0;

	return memmem(who.data, who.len, address, sizeof(address) - 1) && len > 2 &&
	       memcmp(package->version.data + len - 2, ".0", 2) != 0;
}

static bool find_package(
	struct bytes status, const char *release, struct hostpackage *out)
{
	struct dpkg_package package;

	for (size_t i = 0; i < 2; i++) {
		int len = snprintf(
			out->name, sizeof(out->name), "%s%s", packages[i], release);

		if (len < 0 || (size_t)len >= sizeof(out->name) ||
			!dpkgstatus_find(status, out->name, &package))
			continue;
		out->debian = is_debian(&package);
		return copy_text(package.version, out->version);
	}
	return false;
}

bool hostpackage_find(
	const struct rootfolder *root, const char *release, struct hostpackage *out)
{
	struct hostpackage found = {0};
	struct rootfile status;

	if (rootfolder_read(
		    root, "var/lib/dpkg/status", DPKGSTATUS_SIZE_MAX, &status, NULL))
		return false;
	bool good =
		find_package((struct bytes){status.data, status.len}, release, &found);
	free(status.data);
	if (good)
		*out = found;
	return good;
}

static int read_packed(struct rootfile *file, const char *version, const char *source,
	struct changelog **out, struct kvet_error *error)
{
	struct bytes text = {file->data, file->len};
	char *unpacked = NULL;
	int code = 0;

	if (gunzip_is(text)) {
		code = gunzip(text, CHANGELOG_SIZE_MAX, &unpacked, &text.len, error);
		text.data = unpacked;
	}
	if (!code)
		code = changelog_read(text, version, source, out, error);
	free(unpacked);
	return code;
}

/* THERE: the file is, whether or not it can be read. */
static int read_changelog(const struct rootfolder *root, const char *name,
	const char *version, struct changelog **out, bool *there,
	struct kvet_error *error)
{
	char source[ROOTFOLDER_PATH_SIZE];
	struct rootfile file;
	int code = rootfolder_read(root, name, CHANGELOG_SIZE_MAX, &file, error);

	*there = code != KVET_ERROR_NOT_FOUND;
	if (code)
		return code;
	code = read_packed(
		&file, version, rootfolder_path(root, name, source), out, error);
	free(file.data);
	return code;
}

int hostpackage_changelog(const struct rootfolder *root, const char *release,
	const char *version, struct changelog **out, struct kvet_error *error)
{
	static const char *const names[] = {
		"changelog.Debian.gz", "changelog.gz", "changelog.Debian", "changelog"};
	size_t count = sizeof(names) / sizeof(*names);
	int code = error_set(error, KVET_ERROR_NOT_FOUND, NULL,
		"no changelog of the kernel's package is there");
	char path[ROOTFOLDER_PATH_SIZE];

	/* The first that tells of VERSION counts; else what is wrong with the last. */
	for (size_t i = 0; i < count * sizeof(packages) / sizeof(*packages); i++) {
		struct kvet_error why = {0};
		bool there;

		snprintf(path, sizeof(path), "usr/share/doc/%s%s/%s", packages[i / count],
			release, names[i % count]);
		int got = read_changelog(root, path, version, out, &there, &why);
		if (!got)
			return 0;
		if (there)
			code = got;
		if (there && error)
			*error = why;
		if (got == KVET_ERROR_MEMORY)
			return got;
	}
	return code;
}
