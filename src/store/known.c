/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/known.h"

#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

int known_load(
	struct kvet_store *store, struct known_list *list, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store,
		"SELECT id, digest, rejected, published FROM record ORDER BY id", error);
	int code = 0;

	if (!query)
		return error->code;
	while (store_row(store, query, &code, error)) {
		if (!grow(&list->items, &list->room, list->count + 1,
			    sizeof(*list->items))) {
			code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
			break;
		}
		struct known *known = &list->items[list->count++];
		*known = (struct known){
			.cve = (uint64_t)sqlite3_column_int64(query, 0),
			.digest = sqlite3_column_int64(query, 1),
			.rejected = sqlite3_column_int(query, 2),
			.digest_before = sqlite3_column_int64(query, 1),
			.rejected_before = sqlite3_column_int(query, 2),
		};
		snprintf(known->published, sizeof(known->published), "%s",
			store_text(query, 3));
	}
	sqlite3_finalize(query);
	return code;
}

static int compare_known(const void *key, const void *item)
{
	uint64_t cve = *(const uint64_t *)key;
	const struct known *known = item;

	return (cve > known->cve) - (cve < known->cve);
}

struct known *known_find(const struct known_list *list, uint64_t cve)
{
	if (!list->count)
		return NULL;
	return bsearch(
		&cve, list->items, list->count, sizeof(*list->items), compare_known);
}

void known_release(struct known_list *list)
{
	free(list->items);
	*list = (struct known_list){0};
}
