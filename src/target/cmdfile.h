/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A `.cmd` file, as Kbuild leaves beside each file that it makes: `.nfs4state.o.cmd`
 * (kernel: scripts/Kbuild.include, scripts/basic/fixdep.c). Nothing of it is expanded or
 * run; all that is found points into the text.
 */
#ifndef KVET_TARGET_CMDFILE_H
#define KVET_TARGET_CMDFILE_H

#include "kvet.h"
#include "util/bytes.h"

struct cmdfile {
	struct bytes target; /* "fs/nfsd/nfs4state.o" */
	struct bytes command; /* what made it, as make wrote it */
	struct bytes source; /* what it was compiled from; empty where it was linked */
	struct bytes deps; /* what else was read, for cmdfile_next_dep() */
};

/*
 * Reads TEXT. KVET_ERROR_INPUT where there is no command, or the file ends before its
 * list does: a list that is cut off must not pass for a short one.
 */
int cmdfile_read(struct bytes text, struct cmdfile *out, struct kvet_error *error);

/*
 * Cuts the next file off DEPS, options (`$(wildcard include/config/NFSD)`) left out;
 * false at the end.
 */
bool cmdfile_next_dep(struct bytes *deps, struct bytes *dep);

/* The same for the words of a command. What quotes and joins words parts them here. */
bool cmdfile_next_word(struct bytes *command, struct bytes *word);

/* WORD stands in COMMAND by itself. */
bool cmdfile_command_has(struct bytes command, const char *word);

#endif
