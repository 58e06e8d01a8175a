/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose kernel a release string is, by what stands behind the numbers. */
#ifndef KVET_TARGET_VENDOR_H
#define KVET_TARGET_VENDOR_H

#include <stdbool.h>

struct vendor {
	const char *pattern; /* fnmatch(3), over the whole suffix */
	const char *name;
	const char *note; /* what that means for the verdicts */
};

/* The first that fits SUFFIX ("-27-amd64"); never NULL. */
const struct vendor *vendor_find(const char *suffix);

/* Whether SUFFIX tells of commits behind the release, as git describe and the kernel's own
 * scripts/setlocalversion write: `-00012-gabcdef0`, or a `+` at the end. Whose they are is
 * not told. */
bool vendor_builds_behind(const char *suffix);

#endif
