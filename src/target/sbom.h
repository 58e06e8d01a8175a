/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bills of materials. The kernel's own, as `make sbom` writes it since 7.2: SPDX 3 as
 * JSON-LD, or the flat list sbom.used-files.txt (kernel:
 * Documentation/tools/sbom/sbom.rst, scripts/sbom/). And those of others, which name the
 * kernel among all else (sbomdocument.h).
 */
#ifndef KVET_TARGET_SBOM_H
#define KVET_TARGET_SBOM_H

#include "kvet.h"
#include "target/compiled.h"
#include "target/sbomkernel.h"

/* The build document of a small kernel has 7 MB, and grows with the files. */
#define SBOM_SIZE_MAX (256u << 20)

struct sbom {
	char release
		[64]; /* of the packages in sbom-output.spdx.json or the kernel, else "" */
	size_t files; /* below the source tree, or (build in the tree) made there */
	size_t modules; /* `.ko` files that it describes */
	bool incomplete; /* its maker says that it left something out */
	bool foreign; /* not by `make sbom`: its files confirm, and prove nothing absent */
	bool whole_tree; /* it lists the sources, not what was compiled: none was taken */
	struct sbom_kernel kernel; /* of a foreign one */
};

/*
 * Adds the files that TEXT, one of those documents or that list, names to COMPILED, and
 * says there what the list holds. sbom-source.spdx.json has them for a build with O=,
 * sbom-build.spdx.json for one in the tree. A source document does not say whether
 * modules were built: read sbom-output.spdx.json into the same COMPILED, which sets
 * `modules` when it describes any. FACTS may be NULL.
 *
 * `headers` and `rust` are left alone: its maker follows neither linker scripts nor, for
 * all we know, every crate.
 */
int sbom_read(struct bytes text, struct compiled *compiled, struct sbom *facts,
	struct kvet_error *error);

#endif
