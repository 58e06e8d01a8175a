/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for archive.c where libarchive is left out. */
#include "feed/reader.h"
#include "util/error.h"

int feed_archive_read(struct feed_run *run)
{
	error_set(run->error, KVET_ERROR_UNSUPPORTED, run->path,
		"this kvet was built without libarchive: it cannot read archives");
	error_hint(run->error, "unpack the archive, and give the folder");
	return KVET_ERROR_UNSUPPORTED;
}
