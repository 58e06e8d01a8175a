/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rules that tell a record's bug class: constant data, read by class.c.
 *
 * A phrase is a row of items between single spaces. Letter case does not matter, and
 * whatever stands between two words of the text (a hyphen, a colon, a line break) counts
 * as one space. A phrase never reaches over the end of a sentence or paragraph. What stands
 * in ("...") is the title of another commit, and is not read, nor what a title says to
 * Revert "...".
 *
 *	leak		this word; a word is made of letters, digits and underscores
 *	leak|leaks	one of these
 *	*_put|put_*	a word whose last, or first, part is this, and that no rule names
 *	memory?		this word or none
 *	..		up to six words of any kind
 *	!no|without	as the first item: the word before is none of these
 *
 * The last item is words, without `?`: it is what the matcher looks for.
 */
#ifndef KVET_RECORD_CLASS_TABLE_H
#define KVET_RECORD_CLASS_TABLE_H

#include "kvet.h"

struct class_rule {
	enum kvet_class class;
	/* How much a hit says, 0 to 99, in the title and in the description. 0: nothing.
	 * The highest one in a record decides; of equal ones the first. */
	unsigned char title, description;
	/* A hit only tells the direction of an out-of-bounds access that others found. */
	bool refines;
	const char *phrase;
	const char *example; /* one that this rule decides */
};

extern const struct class_rule class_rules[];
extern const unsigned class_rules_count;

#endif
