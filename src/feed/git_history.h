/* SPDX-License-Identifier: GPL-2.0-or-later */
/* On which day each record first appeared in a repository's history. */
#ifndef KVET_FEED_GIT_HISTORY_H
#define KVET_FEED_GIT_HISTORY_H

#include "feed/git_object.h"
#include "feed/reader.h"

#include <stdint.h>

/* A CVE whose JSON a commit adds, and the committer's time of it. */
struct git_addition {
	uint64_t cve;
	int64_t time;
};

/* All of them; after git_history_read one a CVE, the earliest, sorted by CVE. */
struct git_history {
	struct git_addition *additions;
	size_t used, room;
};

/* Reads the commits that HEAD has and SINCE (NULL: none) has not. */
int git_history_read(struct git_history *history, struct feed_run *run,
	git_repository *repository, struct git_objects *objects, const git_oid *head,
	const git_oid *since);
void git_history_release(struct git_history *history);

/* The day of CVE's first appearance, or "". */
void git_history_day(const struct git_history *history, uint64_t cve, char day[11]);

#endif
