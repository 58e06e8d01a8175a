/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which kind of bug a record tells of: docs/classes.md's classes, by rules over its words. */
#ifndef KVET_RECORD_CLASS_H
#define KVET_RECORD_CLASS_H

#include "kvet.h"
#include "util/bytes.h"

#define CLASS_MATCHES_MAX 8

struct class_match {
	enum kvet_class class;
	unsigned rule; /* index into class_rules, for evidence */
	bool in_title;
	struct bytes words; /* what decided, inside the title or description given */
};

/* The rules of class_table.h, made ready for matching. Never changes once it is made:
 * threads may share one. */
struct class_matcher;

/* NULL when out of memory. */
struct class_matcher *class_matcher_new(void);
void class_matcher_free(struct class_matcher *matcher);

/*
 * Fills MATCHES, the primary class first, further ones (each class once) behind it, and
 * returns how many; at least 1: KVET_CLASS_UNCLASSIFIED with no words when no rule hits.
 * Time is linear in the text. Neither text needs to be UTF-8 or terminated.
 */
size_t class_find(const struct class_matcher *matcher, struct bytes title,
	struct bytes description, struct class_match matches[CLASS_MATCHES_MAX]);

/*
 * Calls VISIT for every place in TEXT that a rule's phrase matches, whatever the rule
 * counts there: what class_find decides from, for tests and for those who tune the table.
 */
void class_scan(const struct class_matcher *matcher, struct bytes text,
	void (*visit)(void *context, unsigned rule, struct bytes words), void *context);

#endif
