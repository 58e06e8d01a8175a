/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a result was narrowed by, so that another one can be compared with it. */
#ifndef KVET_VERDICT_FILTERTEXT_H
#define KVET_VERDICT_FILTERTEXT_H

#include "util/arena.h"
#include "verdict/result.h"

/* FILTER as a JSON object in ARENA: the same filter, the same bytes; "{}" when it narrows
 * nothing. */
const char *filter_text(const struct kvet_filter *filter, struct arena *arena);

#endif
