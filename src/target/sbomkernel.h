/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which component of a bill of materials is the kernel. */
#ifndef KVET_TARGET_SBOMKERNEL_H
#define KVET_TARGET_SBOMKERNEL_H

#include "util/bytes.h"

/* What a document says of one component; empty where it says nothing. */
struct sbom_component {
	struct bytes name, version;
	struct bytes purl, cpe; /* the first that name a kernel, else any */
};

/* The kernel, as the document names it; "" where it does not. */
struct sbom_kernel {
	char name[64], version[64], purl[256], cpe[256];
	unsigned rank; /* 0: none was found */
	char other[64]; /* of equal rank, with another release; or "" */
};

/* Adds a name that a component has, a package URL or CPE, to COMPONENT. */
void sbom_component_name(struct sbom_component *component, struct bytes name);

/* Takes COMPONENT into KERNEL if it is a kernel, and tells it better than what is there. */
void sbom_kernel_consider(
	struct sbom_kernel *kernel, const struct sbom_component *component);

#endif
