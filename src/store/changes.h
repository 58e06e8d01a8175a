/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an update changed, name by name: the public kvet_update. */
#ifndef KVET_STORE_CHANGES_H
#define KVET_STORE_CHANGES_H

#include "kvet.h"
#include "util/arena.h"

struct change {
	const char *name, *reason;
};

struct change_list {
	struct arena arena; /* of its own: lists may be filled by different threads */
	struct change *items;
	size_t count, room;
};

struct kvet_update {
	struct change_list changes[KVET_CHANGES];
	struct kvet_snapshot snapshot;
	bool incremental;
};

/* 0, or KVET_ERROR_MEMORY. */
int change_add(struct change_list *list, const char *name, const char *reason,
	struct kvet_error *error);

#endif
