/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How every stage fills the one error value of the public header. */
#ifndef KVET_UTIL_ERROR_H
#define KVET_UTIL_ERROR_H

#include "kvet.h"

/*
 * Fills ERROR (which may be NULL) and returns CODE, so that a failing function can end in
 * `return error_set(...)`. PATH may be NULL. Messages: lower case, no full stop, the
 * problem first.
 */
int error_set(struct kvet_error *error, enum kvet_code code, const char *path,
	const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Adds the place inside the file: 1-based, 0 for "not known". */
void error_place(struct kvet_error *error, unsigned line, unsigned column);

/* Adds what the person can try. */
void error_hint(struct kvet_error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
