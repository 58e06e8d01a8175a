/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kernel images that tests make: bytes put together, and small kernels. */
#ifndef KVET_TESTS_MADE_IMAGE_H
#define KVET_TESTS_MADE_IMAGE_H

#include "util/bytes.h"

#include <stdint.h>
#include <stdlib.h>

/* Bytes that grow at their end; the test ends them with free(made.data). */
struct made {
	char *data;
	size_t len;
};

static inline void made_put(struct made *made, const void *data, size_t len)
{
	made->data = realloc(made->data, made->len + len + 1);
	if (!made->data)
		abort();
	if (len)
		memcpy(made->data + made->len, data, len);
	made->len += len;
}

static inline void made_text(struct made *made, const char *text)
{
	made_put(made, text, strlen(text));
}

/* Zeros until there are LEN bytes. */
static inline void made_pad(struct made *made, size_t len)
{
	char *zeros = len > made->len ? calloc(1, len - made->len) : NULL;

	if (zeros)
		made_put(made, zeros, len - made->len);
	free(zeros);
}

/* The lowest COUNT bytes of VALUE, the lowest or the highest first. */
static inline void made_number(
	struct made *made, uint64_t value, unsigned count, bool big)
{
	for (unsigned i = 0; i < count; i++) {
		unsigned shift = 8 * (big ? count - 1 - i : i);
		/* More than a number has are zeros. */
		uint8_t byte = shift < 64 ? (uint8_t)(value >> shift) : 0;

		made_put(made, &byte, 1);
	}
}

static inline void made_set32(struct made *made, size_t at, uint32_t value, bool big)
{
	for (unsigned i = 0; i < 4; i++)
		made->data[at + i] = (char)(value >> 8 * (big ? 3 - i : i));
}

static inline struct bytes made_bytes(const struct made *made)
{
	return (struct bytes){made->data, made->len};
}

#define MADE_BANNER                                                                      \
	"Linux version 6.1.99-made (us@here) (cc 12, ld 2.40) #7 SMP Debian 6.1.99-1"
#define MADE_CONFIG "CONFIG_64BIT=y\nCONFIG_NFSD=m\n# CONFIG_KSMBD is not set\n"

#endif
