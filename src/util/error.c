/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/error.h"

#include <stdarg.h>

int error_set(struct kvet_error *error, enum kvet_code code, const char *path,
	const char *format, ...)
{
	va_list args;

	if (!error)
		return code;
	*error = (struct kvet_error){.code = code};
	va_start(args, format);
	vsnprintf(error->message, sizeof(error->message), format, args);
	va_end(args);
	if (path)
		snprintf(error->path, sizeof(error->path), "%s", path);
	return code;
}

void error_place(struct kvet_error *error, unsigned line, unsigned column)
{
	if (!error)
		return;
	error->line = line;
	error->column = column;
}

void error_hint(struct kvet_error *error, const char *format, ...)
{
	va_list args;

	if (!error)
		return;
	va_start(args, format);
	vsnprintf(error->hint, sizeof(error->hint), format, args);
	va_end(args);
}
