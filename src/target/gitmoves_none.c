/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for gitmoves.c where libgit2 is left out. */
#include "target/gitmoves.h"

#include "util/error.h"

int gitmoves_learn(struct moves *moves, const char *path, struct kvet_error *error)
{
	(void)moves;
	return error_set(error, KVET_ERROR_UNSUPPORTED, path,
		"this kvet was built without libgit2: it cannot read git repositories");
}
