/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "store/censussums.h"

#include "util/error.h"
#include "util/grow.h"

#include <stdlib.h>

static int keep(struct census_sums *sums, sqlite3_stmt *row, struct arena *arena,
	struct kvet_error *error)
{
	int language = kvet_word_find(KVET_WORDS_LANGUAGE, store_text(row, 1));
	int64_t code = sqlite3_column_int64(row, 2);
	struct bytes release = store_bytes(row, 0), subsystem = store_bytes(row, 3);

	if (language < 0 || code <= 0)
		return 0;
	if (!grow(&sums->items, &sums->room, sums->count + 1, sizeof(*sums->items)))
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (!sums->last || !bytes_equal(release, sums->last))
		sums->last = arena_text(arena, release);
	sums->items[sums->count++] = (struct census_sum){
		.release = sums->last,
		.subsystem = subsystem.len ? arena_text(arena, subsystem) : "",
		.language = (enum kvet_language)language,
		.code = (uint64_t)code,
	};
	return 0;
}

int census_sums_load(struct kvet_store *store, bool by_subsystem, struct arena *arena,
	struct census_sums *sums, struct kvet_error *error)
{
	int code = 0;

	*sums = (struct census_sums){0};
	if (!store_has_table(store, "census", &code, error))
		return code;
	sqlite3_stmt *rows = store_prepare(store,
		by_subsystem ? "SELECT release, language, code, subsystem FROM census"
			       " ORDER BY release"
			     : "SELECT release, language, sum(code), '' FROM census"
			       " GROUP BY release, language",
		error);
	if (!rows)
		return store_code(store);
	while (!code && store_row(store, rows, &code, error))
		code = keep(sums, rows, arena, error);
	sqlite3_finalize(rows);
	if (!code && arena->failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		census_sums_end(sums);
	return code;
}

void census_sums_end(struct census_sums *sums)
{
	free(sums->items);
	*sums = (struct census_sums){0};
}
