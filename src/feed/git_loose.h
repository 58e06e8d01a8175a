/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Loose objects: files that hold one object each, compressed. libgit2 up to 1.9 reads one
 * that was cut short for ever (https://github.com/libgit2/libgit2/issues/7342), so none is
 * left to it: they are read here, within limits.
 */
#ifndef KVET_FEED_GIT_LOOSE_H
#define KVET_FEED_GIT_LOOSE_H

#include <git2.h>
#include <git2/sys/odb_backend.h>

/* No loose file is larger, packed or unpacked, whatever it holds. */
#define GIT_LOOSE_MAX (64u << 20)

/* A commit or a tag: mostly its message. */
#define GIT_COMMIT_MAX (1u << 20)

/* What reads the loose objects of FOLDER (.../objects), and writes none. 0, or libgit2's
 * code. Whoever takes it ends it with its `free`. */
int git_loose_backend(git_odb_backend **out, const char *folder);

/* Reads all loose objects of FOLDER to their ends. 0, or libgit2's code, its message naming
 * the first that is damaged. */
int git_loose_check(const char *folder);

#endif
