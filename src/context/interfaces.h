/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which code an interface leads to. */
#ifndef KVET_CONTEXT_INTERFACES_H
#define KVET_CONTEXT_INTERFACES_H

#include "context/context.h"

/*
 * The key of the interface that the device has not, and through which alone the code of all
 * FILES is reached; CONTEXT_KEYS where there is none.
 */
enum context_key interfaces_absent(
	const struct kvet_context *context, const char *const *files, size_t count);

#endif
