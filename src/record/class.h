/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which kind of bug a record tells of: DESIGN.md's classes, by rules over its words. */
#ifndef KVET_RECORD_CLASS_H
#define KVET_RECORD_CLASS_H

#include "kvet.h"
#include "util/bytes.h"

#define CLASS_MATCHES_MAX 8

struct class_match {
	enum kvet_class class;
	unsigned rule;	  /* index into the table, for evidence */
	bool in_title;
	struct bytes words; /* what decided, inside the title or description given */
};

/*
 * Fills MATCHES, the primary class first, further ones (each class once) behind it, and
 * returns how many; at least 1: KVET_CLASS_UNCLASSIFIED with no words when no rule hits.
 * Time is linear in the text. Neither text needs to be UTF-8 or terminated.
 * Thread safe.
 */
size_t class_find(struct bytes title, struct bytes description,
	struct class_match matches[CLASS_MATCHES_MAX]);

#endif
