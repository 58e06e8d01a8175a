/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decision/decisions.h"

#include "feed/facts.h"
#include "util/error.h"

#include <stdlib.h>

static int read_document(struct statements *decisions, const char *path,
	const struct product_names *names, struct kvet_error *error)
{
	char *data = NULL;
	size_t len = 0;
	int code = facts_read_file(path, &data, &len, error);

	if (!code)
		code = statements_read(
			decisions, (struct bytes){data, len}, path, names, error);
	free(data);
	return code;
}

int decisions_read(const char *const *paths, size_t count,
	const struct product_names *names, struct statements **out,
	struct kvet_error *error)
{
	struct statements *decisions = calloc(1, sizeof(*decisions));
	int code = decisions ? 0
			     : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");

	for (size_t i = 0; i < count && !code; i++)
		code = read_document(decisions, paths[i], names, error);
	if (code) {
		decisions_free(decisions);
		return code;
	}
	statements_sort(decisions);
	*out = decisions;
	return 0;
}

void decisions_free(struct statements *decisions)
{
	if (!decisions)
		return;
	statements_release(decisions);
	free(decisions);
}
