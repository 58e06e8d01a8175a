/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts out of JSON that may be anything. */
#ifndef KVET_UTIL_JSON_H
#define KVET_UTIL_JSON_H

#include "util/bytes.h"

#include <yyjson.h>

/* The text of VALUE; of what is no string (and of NULL) the empty one: yyjson tells a length
 * of lists and objects, too. */
static inline struct bytes json_text(yyjson_val *value)
{
	if (!yyjson_is_str(value))
		return (struct bytes){"", 0};
	return (struct bytes){yyjson_get_str(value), yyjson_get_len(value)};
}

#endif
