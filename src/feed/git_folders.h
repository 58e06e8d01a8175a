/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The folders that a repository's objects lie in: its own, and those of other repositories
 * that it names (objects/info/alternates).
 */
#ifndef KVET_FEED_GIT_FOLDERS_H
#define KVET_FEED_GIT_FOLDERS_H

#include "feed/reader.h"

#include <git2.h>

/*
 * Has REPOSITORY take its objects from packs by libgit2 and from loose files by git_loose.
 * Comes before anything else is asked of it: from then on libgit2 itself, when it looks for
 * a commit's parents, cannot open a loose file. 0, or a negative kvet_code.
 */
int git_folders_use(struct feed_run *run, git_repository *repository);

/* Reads every loose object to its end, for where libgit2 cannot be kept from them. 0, or a
 * negative kvet_code with the first one that is damaged. */
int git_folders_check(struct feed_run *run, git_repository *repository);

#endif
