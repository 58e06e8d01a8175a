/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One more statement in an OpenVEX document. */
#ifndef KVET_DECISION_APPEND_H
#define KVET_DECISION_APPEND_H

#include "decision/statement.h"

/* Texts are NULL where there is none. */
struct draft {
	const char *cve;
	enum kvet_vex_status status;
	const char *justification, *note, *impact, *action, *author;
	const struct product_names *names; /* of the kernel it is on */
	int64_t seconds;
};

/* What OpenVEX asks of a statement; KVET_ERROR_USAGE with the reason. */
int draft_check(const struct draft *draft, struct kvet_error *error);

/*
 * DOCUMENT (no bytes: a new one) with DRAFT as its last statement into *TEXT, which the
 * caller frees. PATH is its name in messages. What else is in it is kept, number for number.
 */
int draft_append(const struct draft *draft, struct bytes document, const char *path,
	char **text, size_t *len, struct kvet_error *error);

/* Writes TEXT to PATH: what was there stays until the new file is whole. */
int draft_write(const char *path, struct bytes text, struct kvet_error *error);

#endif
