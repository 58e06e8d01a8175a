/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for pickplaces.c where libgit2 is left out. */
#include "plan/picks.h"

#include "util/error.h"

int picks_find_places(struct pick *const *picks, size_t count, const char *path,
	struct kvet_release release, struct kvet_error *error)
{
	(void)picks, (void)count, (void)release;
	return error_set(error, KVET_ERROR_UNSUPPORTED, path,
		"this kvet was built without libgit2: it cannot read git repositories");
}
