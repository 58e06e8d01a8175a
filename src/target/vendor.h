/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whose kernel a release string is, by what stands behind the numbers. */
#ifndef KVET_TARGET_VENDOR_H
#define KVET_TARGET_VENDOR_H

#include <stdbool.h>

struct vendor {
	const char *pattern; /* fnmatch(3), over the whole suffix */
	const char *name;
	const char *note; /* what that means for the verdicts */
	bool behind; /* holds commits behind the release: 6.1-00012-gabcdef0 */
};

/* The first that fits SUFFIX ("-27-amd64"); never NULL. */
const struct vendor *vendor_find(const char *suffix);

#endif
