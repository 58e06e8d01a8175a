/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration, as a `.config` file says it (kernel: Documentation/kbuild/kconfig.rst).
 */
#ifndef KVET_TARGET_OPTIONS_H
#define KVET_TARGET_OPTIONS_H

#include "kvet.h"
#include "util/arena.h"
#include "util/table.h"

/* More is no configuration: allmodconfig of 7.2 sets some 20,000 options. */
#define OPTIONS_SIZE_MAX (16u << 20)
#define OPTIONS_COUNT_MAX 200000u

struct option_value {
	const char
		*text; /* "y", "m", "n" for `is not set`, else as it stands, quotes too */
	unsigned line;
};

struct options {
	struct arena arena;
	struct table names; /* without CONFIG_, to struct option_value */
	const char *source; /* the file it came from, for evidence */
	const char *release; /* the heading's "6.1.192", or "" */
	const char *arch; /* the heading's "x86", in the words of ARCH, or "" */
	size_t set; /* how many are on */
	bool whole; /* it has the menus that Kconfig writes first and last, each to its end */
};

/*
 * Reads TEXT. KVET_ERROR_INPUT with the line where something stands that no configuration
 * has; one without any option is none.
 */
int options_read(struct bytes text, const char *source, struct options **out,
	struct kvet_error *error);
void options_free(struct options *options);

/* What NAME (without CONFIG_) is set to, or NULL where the configuration does not name it. */
const struct option_value *options_find(const struct options *options, struct bytes name);

/* It is y or m. */
bool options_on(const struct options *options, const char *name);

/* Both have the same options on, with the same values. */
bool options_same(const struct options *a, const struct options *b);

/*
 * The folder below arch/ that is built, as the root Makefile's SRCARCH: from the heading
 * (which says ARCH) or the options that only one architecture has. "" when not told.
 */
const char *options_srcarch(const struct options *options);

#endif
