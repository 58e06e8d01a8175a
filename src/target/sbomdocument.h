/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bills of materials that others than the kernel's own build write. */
#ifndef KVET_TARGET_SBOMDOCUMENT_H
#define KVET_TARGET_SBOMDOCUMENT_H

#include "kvet.h"
#include "target/sbomkernel.h"
#include "target/sbomsources.h"

#include <yyjson.h>

/* Components and source files, as they stand in a document. */
struct sbomdocument {
	struct sbom_kernel kernel;
	struct sbom_sources sources;
	size_t components;
};

/*
 * Reads ROOT: SPDX 3 (JSON-LD), SPDX 2.2 and 2.3, CycloneDX 1.2 to 1.7. What is none of
 * them, or of another version, is KVET_ERROR_INPUT. DOCUMENT points into ROOT, and is ended
 * by sbomdocument_release either way.
 */
int sbomdocument_read(
	yyjson_val *root, struct sbomdocument *document, struct kvet_error *error);
void sbomdocument_release(struct sbomdocument *document);

/* What OBJECT says for KEY; empty where that is no text. */
struct bytes sbomdocument_text(yyjson_val *object, const char *key);

#endif
