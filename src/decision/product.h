/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether a name in a document stands for the kernel under test: docs/decisions.md. */
#ifndef KVET_DECISION_PRODUCT_H
#define KVET_DECISION_PRODUCT_H

#include "kvet.h"
#include "util/bytes.h"

/* What names the kernel. */
struct product_names {
	struct kvet_release release; /* upstream's */
	const char *input; /* the target as it was given: "5.15.0-91-generic" */
	const char *distribution; /* "Debian 6.1.192-2", or "" */
	const char *product; /* what the kernel is in, as the person named it; or NULL */
};

/* From the farthest to the nearest. */
enum product_match {
	PRODUCT_OTHER, /* no kernel, or one that is told more closely than kvet knows */
	PRODUCT_OTHER_RELEASE, /* a kernel of another release */
	PRODUCT_KERNEL, /* this one */
	PRODUCT_NAMED, /* what the person said that the kernel is in */
};

/* NAME is a package URL, a CPE (2.2 or 2.3), or any other identifier. */
enum product_match product_match(const struct product_names *names, struct bytes name);

/* How kvet calls the kernel: package URL and CPE. */
#define PRODUCT_NAME_SIZE 256
void product_purl(const struct product_names *names, char text[PRODUCT_NAME_SIZE]);
void product_cpe(struct kvet_release release, char text[PRODUCT_NAME_SIZE]);

/* An absolute IRI, as OpenVEX wants identifiers. */
bool product_is_iri(const char *text);

#endif
