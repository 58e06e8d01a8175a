/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What Rust would have prevented, and what it did not. */
#ifndef KVET_PROFILE_SAFERUST_H
#define KVET_PROFILE_SAFERUST_H

#include "util/arena.h"
#include "util/bytes.h"

/*
 * The words of TEXT that tell of unsafe code, with what stands around them, into ARENA; ""
 * when there are none. "Possible unsafe locking scenario" is lockdep's, and tells of none.
 */
const char *saferust_unsafe_words(struct bytes text, struct arena *arena);

#endif
