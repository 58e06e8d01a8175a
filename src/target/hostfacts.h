/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a host, or a root folder, says of its kernel beside the release. */
#ifndef KVET_TARGET_HOSTFACTS_H
#define KVET_TARGET_HOSTFACTS_H

#include "target/changelog.h"
#include "target/image/image.h"
#include "target/modules.h"
#include "target/options.h"
#include "target/target.h"

/* All of it may be missing: then the pointer is NULL, the text "". */
struct host_facts {
	struct arena arena;
	const char *release; /* as uname -r says it: "6.1.0-56-amd64" */
	bool running; /* /proc said so; else the files of the kernel did */
	struct options *options;
	struct modules *modules;
	struct changelog *changelog;
	/* The kernel's image below ROOT ("boot/vmlinuz-6.1.0-56-amd64"): to be read with
	 * rootfolder_read(), as a link may stand in its place. */
	const char *image;
	bool image_named; /* its name has the release; else it may be another kernel's */
	/* What that image says, where it was read for its banner: its `kind` is set then. What
	 * it has compiled is the caller's to end. */
	struct image parsed;
};

/*
 * Reads the release below ROOT ("/" or NULL: the running host) into TARGET, and into FACTS
 * (when not NULL) what else is there. TARGET's notes say what was found and what was not.
 *
 * KVET_ERROR_NOT_FOUND when nothing tells the release. FACTS->image may be set even so: then
 * its banner may tell. FACTS is to be released in any case.
 */
int host_read(struct kvet_target *target, const char *root, struct host_facts *facts,
	struct kvet_error *error);
void host_facts_release(struct host_facts *facts);

#endif
