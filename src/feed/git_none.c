/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for git.c where libgit2 is left out. */
#include "feed/reader.h"
#include "util/error.h"

static int unsupported(struct feed_run *run, const char *what)
{
	error_set(run->error, KVET_ERROR_UNSUPPORTED, run->path,
		"this kvet was built without libgit2: it cannot read git %s", what);
	error_hint(run->error,
		"check the repository out, and give the folder `cve` inside it");
	return KVET_ERROR_UNSUPPORTED;
}

int feed_git_read(struct feed_run *run)
{
	return unsupported(run, "repositories");
}

int feed_url_read(struct feed_run *run)
{
	return unsupported(run, "URLs");
}
