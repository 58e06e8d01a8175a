/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What dpkg and a package's documents say of the kernel of a host. */
#ifndef KVET_TARGET_HOSTPACKAGE_H
#define KVET_TARGET_HOSTPACKAGE_H

#include "target/changelog.h"
#include "target/rootfolder.h"

#define HOSTPACKAGE_TEXT_SIZE 128

struct hostpackage {
	char name[HOSTPACKAGE_TEXT_SIZE]; /* "linux-image-6.1.0-56-amd64" */
	char version[HOSTPACKAGE_TEXT_SIZE]; /* "6.1.192-2" */
	bool debian; /* Debian's own: the version begins with the upstream release */
};

/* The package that has the kernel RELEASE installed below ROOT. */
bool hostpackage_find(
	const struct rootfolder *root, const char *release, struct hostpackage *out);

/* The changelog that lies in ROOT for that kernel, as of VERSION (or its newest, with NULL).
 * KVET_ERROR_NOT_FOUND when none is there, or none tells of that version. */
int hostpackage_changelog(const struct rootfolder *root, const char *release,
	const char *version, struct changelog **out, struct kvet_error *error);

#endif
