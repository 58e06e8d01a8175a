/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What people decided of the records of one kernel, out of all their documents. */
#ifndef KVET_DECISION_DECISIONS_H
#define KVET_DECISION_DECISIONS_H

#include "decision/statement.h"

/* Reads COUNT documents; decisions_free ends what is in *OUT. */
int decisions_read(const char *const *paths, size_t count,
	const struct product_names *names, struct statements **out,
	struct kvet_error *error);
void decisions_free(struct statements *decisions);

#endif
