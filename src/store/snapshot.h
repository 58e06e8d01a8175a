/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the records of the store came from, and how many there are. */
#ifndef KVET_STORE_SNAPSHOT_H
#define KVET_STORE_SNAPSHOT_H

#include "feed/feed.h"
#include "store/store.h"

/* Keeps ORIGIN as the snapshot's; the counts are the tables' own. */
int store_snapshot_set(struct kvet_store *store, const struct feed_origin *origin,
	struct kvet_error *error);

#endif
