/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * compile_commands.json, as `make compile_commands.json` writes it for the objects of the
 * kernel and its modules (kernel: scripts/clang-tools/gen_compile_commands.py).
 */
#ifndef KVET_TARGET_COMPILECOMMANDS_H
#define KVET_TARGET_COMPILECOMMANDS_H

#include "kvet.h"
#include "target/compiled.h"

/* Debian's amd64 kernel has 14,000 entries of 4 KB. */
#define COMPILECOMMANDS_SIZE_MAX (256u << 20)

/*
 * Adds the files that JSON names to COMPILED. TREE is the folder that they lie in; NULL:
 * the one above init/main.c.
 *
 * What is not in it may still have been compiled, so none of COMPILED's flags is set: it
 * follows the archives that the kernel is linked of, and leaves out the boot code, the
 * vDSO, firmware stubs, files that others include, headers, Rust, and up to 6.1 at least
 * assembly. Of the 928 `.c` files of a small x86 kernel it names 866.
 */
int compilecommands_read(struct bytes json, const char *tree, struct compiled *compiled,
	struct kvet_error *error);

#endif
