/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a census holds; kvet.h has the way to it. */
#ifndef KVET_CENSUS_CENSUS_H
#define KVET_CENSUS_CENSUS_H

#include "kvet.h"
#include "util/arena.h"

struct kvet_census {
	struct arena arena; /* of all that follows */
	const char *input, *release;
	struct kvet_census_row *rows; /* by subsystem, then language */
	size_t row_count;
	struct kvet_census_skip *skips; /* by path */
	size_t skip_count;
	size_t not_counted;
	struct kvet_unsafe unsafe;
};

/* No source of the kernel has half as many bytes: what is larger is named and skipped. */
#define CENSUS_FILE_MAX (64u << 20)

#endif
