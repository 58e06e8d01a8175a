/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON documents in gzip files: maps and descriptions. */
#ifndef KVET_TARGET_PACKEDJSON_H
#define KVET_TARGET_PACKEDJSON_H

#include "kvet.h"
#include "util/bytes.h"

#include <yyjson.h>

/* TEXT, packed or not, as a document that the caller frees; at most MOST bytes. */
int packedjson_parse(struct bytes text, const char *path, size_t most, yyjson_doc **out,
	struct kvet_error *error);

/* Writes DOC to PATH, packed where this build can: the same document, the same bytes. What
 * was there stays until the new file is whole. */
int packedjson_write(yyjson_mut_doc *doc, const char *path, struct kvet_error *error);

#endif
