/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Finds unsafe code in the tokens of Rust, and whether a SAFETY comment stands by it. It
 * knows words, brackets and ends of statements, not the grammar.
 */
#ifndef KVET_CENSUS_UNSAFECODE_H
#define KVET_CENSUS_UNSAFECODE_H

#include "kvet.h"
#include "util/bytes.h"

/* Brackets inside brackets that are told apart; what lies deeper counts as braces. */
#define UNSAFECODE_DEPTH_MAX 256

/* What the last word calls for. */
enum unsafecode_after {
	AFTER_OTHER,
	AFTER_UNSAFE,
	AFTER_UNSAFE_EXTERN,
	AFTER_UNSAFE_FN,
};

struct unsafecode {
	struct kvet_unsafe *found;
	enum unsafecode_after after;
	/* A SAFETY comment waits for what it speaks of, DEPTH brackets deep. */
	bool safety;
	size_t depth_of_safety;
	bool ended; /* its statement may have: the next token tells */
	bool opened; /* the last token opened an unsafe block without one */
	unsigned blocks_on_line, undocumented_on_line;
	char brackets[UNSAFECODE_DEPTH_MAX]; /* '(', '[', '{', 'u' of an unsafe block */
	size_t depth; /* may be above the maximum */
	size_t blocks; /* unsafe ones that are open */
};

void unsafecode_word(struct unsafecode *code, struct bytes word);
void unsafecode_punctuation(struct unsafecode *code, char c);
/* A literal or a lifetime; that of a STRING may be the ABI of `extern`. */
void unsafecode_literal(struct unsafecode *code, bool string);
/* TRAILING: code stands before it on the line. */
void unsafecode_comment(struct unsafecode *code, struct bytes text, bool trailing);
/* A line ends. */
void unsafecode_line(struct unsafecode *code);

#endif
