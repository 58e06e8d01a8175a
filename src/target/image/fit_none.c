/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for fit.c where libfdt is left out. */
#include "target/image/container.h"
#include "target/image/field.h"
#include "util/error.h"

bool fit_fits(struct bytes file)
{
	return field_is(file, 0, "\xd0\x0d\xfe\xed", 4);
}

int fit_open(struct bytes file, const char *path, struct arena *arena,
	struct payload *payload, struct kvet_error *error)
{
	(void)file;
	(void)arena;
	(void)payload;
	error_set(error, KVET_ERROR_UNSUPPORTED, path,
		"this kvet was built without libfdt: it cannot read a FIT");
	error_hint(error, "take the kernel out (dumpimage -p 0), and give that");
	return KVET_ERROR_UNSUPPORTED;
}
