/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Context files opened. */
#include "context/context.h"

#include "util/error.h"
#include "util/file.h"

#include <stdlib.h>

int kvet_context_read(const char *path, kvet_context **out, struct kvet_error *error)
{
	struct kvet_context *context;
	struct bytes text = {NULL, 0};
	int code = kvet_context_new(&context, error);

	if (code)
		return code;
	context->path = arena_text(&context->arena, bytes_of(path));
	code = file_load(path, CONTEXT_SIZE_MAX, &text, error);
	if (!code)
		code = context_parse(context, text, path, error);
	free((char *)(uintptr_t)text.data);
	if (!code && context->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (code)
		kvet_context_free(context);
	else
		*out = context;
	return code;
}
