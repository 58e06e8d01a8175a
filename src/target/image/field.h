/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers of a header. One that the bytes do not hold is 0. */
#ifndef KVET_TARGET_IMAGE_FIELD_H
#define KVET_TARGET_IMAGE_FIELD_H

#include "util/bytes.h"

#include <endian.h>
#include <stdint.h>

static inline bool field_is(struct bytes bytes, size_t at, const char *wanted, size_t len)
{
	return bytes.data && at <= bytes.len && len <= bytes.len - at &&
	       memcmp(bytes.data + at, wanted, len) == 0;
}

/* What stands from AT on; empty when that is behind the end. */
static inline struct bytes field_rest(struct bytes bytes, size_t at)
{
	if (at >= bytes.len)
		return (struct bytes){0};
	return (struct bytes){bytes.data + at, bytes.len - at};
}

static inline uint8_t field_u8(struct bytes bytes, size_t at)
{
	return at < bytes.len ? (uint8_t)bytes.data[at] : 0;
}

static inline uint16_t field_le16(struct bytes bytes, size_t at)
{
	return (uint16_t)(field_u8(bytes, at) | field_u8(bytes, at + 1) << 8);
}

static inline uint32_t field_raw32(struct bytes bytes, size_t at)
{
	uint32_t value = 0;

	if (at <= bytes.len && sizeof(value) <= bytes.len - at)
		memcpy(&value, bytes.data + at, sizeof(value));
	return value;
}

static inline uint32_t field_le32(struct bytes bytes, size_t at)
{
	return le32toh(field_raw32(bytes, at));
}

static inline uint32_t field_be32(struct bytes bytes, size_t at)
{
	return be32toh(field_raw32(bytes, at));
}

#endif
