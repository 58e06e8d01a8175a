/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an unpacked kernel says of itself in plain text. */
#ifndef KVET_TARGET_IMAGE_KERNELTEXT_H
#define KVET_TARGET_IMAGE_KERNELTEXT_H

#include "kvet.h"
#include "util/arena.h"

/* "Linux version 6.1.0-56-amd64 (...) #1 SMP ...", or "" when there is none. */
const char *kernel_banner(struct bytes kernel, struct arena *arena);

/*
 * The text of the configuration that CONFIG_IKCONFIG embeds; empty when there is none,
 * and when it cannot be read, which *NOTE then says. KVET_ERROR_MEMORY at worst.
 */
int kernel_config(struct bytes kernel, struct arena *arena, struct bytes *config,
	const char **note);

#endif
