/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON of strangers: a document of many tiny values would need eight times its size. */
#ifndef KVET_TARGET_BOUNDEDJSON_H
#define KVET_TARGET_BOUNDEDJSON_H

#include "kvet.h"
#include "util/bytes.h"

#include <yyjson.h>

/*
 * TEXT as a document, which yyjson_doc_free ends before boundedjson_release ends BOUND.
 * More memory than four times the text and 16 MiB is not taken. NULL with ERROR.
 */
struct boundedjson {
	yyjson_alc allocator;
	size_t used, most;
	bool refused;
};
yyjson_doc *boundedjson_read(
	struct boundedjson *bound, struct bytes text, struct kvet_error *error);

#endif
