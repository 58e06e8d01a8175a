/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/changes.h"

#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

int change_add(struct change_list *list, const char *name, const char *reason,
	struct kvet_error *error)
{
	if (!grow(&list->items, &list->room, list->count + 1, sizeof(*list->items)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	list->items[list->count++] = (struct change){
		arena_text(&list->arena, bytes_of(name)),
		arena_text(&list->arena, bytes_of(reason)),
	};
	return list->arena.failed
		       ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
		       : 0;
}

void kvet_update_free(kvet_update *update)
{
	if (!update)
		return;
	for (int i = 0; i < KVET_CHANGES; i++) {
		arena_release(&update->changes[i].arena);
		free(update->changes[i].items);
	}
	free(update);
}

size_t kvet_update_count(const kvet_update *update, enum kvet_change change)
{
	return (unsigned)change < KVET_CHANGES ? update->changes[change].count : 0;
}

const char *kvet_update_name(
	const kvet_update *update, enum kvet_change change, size_t index)
{
	return index < kvet_update_count(update, change)
		       ? update->changes[change].items[index].name
		       : "";
}

const char *kvet_update_reason(
	const kvet_update *update, enum kvet_change change, size_t index)
{
	return index < kvet_update_count(update, change)
		       ? update->changes[change].items[index].reason
		       : "";
}

const struct kvet_snapshot *kvet_update_snapshot(const kvet_update *update)
{
	return &update->snapshot;
}

bool kvet_update_incremental(const kvet_update *update)
{
	return update->incremental;
}
