/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a host keeps the configuration of its kernel. */
#ifndef KVET_TARGET_HOSTCONFIG_H
#define KVET_TARGET_HOSTCONFIG_H

#include "target/options.h"
#include "target/rootfolder.h"

/*
 * The configuration of the kernel RELEASE below ROOT, from the first of /proc/config.gz (only
 * when RUNNING: it is of the kernel that /proc is of), /boot/config-RELEASE and what lies
 * beside the modules. KVET_ERROR_NOT_FOUND when there is none; what is there but cannot be
 * read is passed over, and why goes to DAMAGED.
 */
int hostconfig_read(const struct rootfolder *root, const char *release, bool running,
	struct options **out, struct kvet_error *damaged, struct kvet_error *error);

#endif
