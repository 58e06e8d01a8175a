/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a check that was saved; what is one is the same as itself. */
#include "verdict/saved.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_result *before = NULL, *after = NULL;
	struct kvet_error error = {0};
	kvet_diff *diff;
	int code = saved_read(text, "fuzz", &before, &error);

	expect(code == (int)error.code);
	expect(!code || *error.message);
	if (code)
		return 0;
	for (size_t i = 1; i < before->count; i++)
		expect(before->findings[i - 1]->record.id <
			before->findings[i]->record.id);
	expect(!saved_read(text, "fuzz", &after, NULL));
	expect(!kvet_diff_of(before, after, &diff, NULL));
	expect(!kvet_diff_count(diff, KVET_FATE_NEW));
	expect(!kvet_diff_count(diff, KVET_FATE_GONE));
	expect(!kvet_diff_count(diff, KVET_FATE_CHANGED));
	kvet_diff_free(diff);
	return 0;
}
