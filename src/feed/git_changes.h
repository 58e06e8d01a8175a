/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which records differ between two trees of a repository. */
#ifndef KVET_FEED_GIT_CHANGES_H
#define KVET_FEED_GIT_CHANGES_H

#include "feed/git_object.h"
#include "feed/reader.h"

#include <stdint.h>

struct git_change {
	uint64_t cve;
	bool before; /* its JSON stood in the old tree, where it changed */
	bool after; /* for the caller: it stands in the new tree */
};

/* One a CVE, sorted by CVE. Zeroed is empty. */
struct git_changes {
	struct git_change *changes;
	size_t used, room;
};

/* What differs between the trees OLD and NEW. 0, or a negative kvet_code. */
int git_changes_read(struct git_changes *changes, struct feed_run *run,
	struct git_objects *objects, const git_oid *old, const git_oid *new);
void git_changes_release(struct git_changes *changes);

/* The change of CVE, or NULL. */
struct git_change *git_changes_find(const struct git_changes *changes, uint64_t cve);

#endif
