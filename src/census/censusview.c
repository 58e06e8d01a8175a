/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a census tells. */
#include "census/census.h"

#include <stdlib.h>

void kvet_census_free(kvet_census *census)
{
	if (!census)
		return;
	arena_release(&census->arena);
	free(census);
}

const char *kvet_census_input(const kvet_census *census)
{
	return census->input;
}

const char *kvet_census_release(const kvet_census *census)
{
	return census->release;
}

struct kvet_count kvet_census_total(
	const kvet_census *census, enum kvet_language language)
{
	struct kvet_count total = {0};

	for (size_t i = 0; i < census->row_count; i++) {
		const struct kvet_census_row *row = &census->rows[i];

		if (language != KVET_LANGUAGES && row->language != language)
			continue;
		total.files += row->count.files;
		total.code += row->count.code;
		total.comments += row->count.comments;
		total.blank += row->count.blank;
	}
	return total;
}

const struct kvet_unsafe *kvet_census_unsafe(const kvet_census *census)
{
	return &census->unsafe;
}

const struct kvet_census_row *kvet_census_row(const kvet_census *census, size_t index)
{
	return index < census->row_count ? &census->rows[index] : NULL;
}

size_t kvet_census_not_counted(const kvet_census *census)
{
	return census->not_counted;
}

const struct kvet_census_skip *kvet_census_skip(const kvet_census *census, size_t index)
{
	return index < census->skip_count ? &census->skips[index] : NULL;
}
