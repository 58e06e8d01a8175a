/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Whether the configuration, the modules that are there and the list of what was compiled can
 * be of one kernel. What one of them has counts, whatever the others say.
 */
#ifndef KVET_TARGET_DOUBTS_H
#define KVET_TARGET_DOUBTS_H

#include "target/built.h"

struct doubts {
	size_t modules; /* of the tree, that are there and that the options leave out */
	char names[128]; /* the first of them */
	size_t files; /* that the options have built in and a list that is whole has not */
	bool other_options; /* too many modules: the options are another kernel's */
	bool part_of_list; /* too many files: the list is not whole */
};

/*
 * Compares what BUILT holds, whose Kbuild files were read. The folders of modules that the
 * options leave out are doubted from then on. False when memory is short.
 */
bool doubts_find(struct built *built, struct doubts *doubts);

#endif
