/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/context.h"

#include "util/error.h"

int context_parse(struct kvet_context *context, struct bytes text, const char *name,
	struct kvet_error *error)
{
	(void)context, (void)text;
	return error_set(error, KVET_ERROR_UNSUPPORTED, name,
		"this kvet was built without inih, and reads no context");
}
