/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What documents call the kernel: docs/forms.md. */
#ifndef KVET_TARGET_IDENTITY_H
#define KVET_TARGET_IDENTITY_H

#include "target/sbomkernel.h"
#include "target/target.h"

/* Takes the names that an SBOM gives to its kernel, where that is TARGET's release. */
void identity_take(struct kvet_target *target, const struct sbom_kernel *kernel);

/* Makes the names that are still lacking, out of release and distribution. */
void identity_make(struct kvet_target *target);

#endif
