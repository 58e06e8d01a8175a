/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dpkg's list of the packages that are installed: /var/lib/dpkg/status. */
#ifndef KVET_TARGET_DPKGSTATUS_H
#define KVET_TARGET_DPKGSTATUS_H

#include "util/bytes.h"

/* Some 4,000 packages make 4 MB. */
#define DPKGSTATUS_SIZE_MAX (64u << 20)

struct dpkg_package {
	struct bytes version, maintainer; /* parts of the text; empty when not said */
};

/* What TEXT says of the package NAME; false when it is not installed. */
bool dpkgstatus_find(struct bytes text, const char *name, struct dpkg_package *out);

#endif
