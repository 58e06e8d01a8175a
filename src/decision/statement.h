/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements of OpenVEX documents (https://github.com/openvex/spec, 0.2.0). */
#ifndef KVET_DECISION_STATEMENT_H
#define KVET_DECISION_STATEMENT_H

#include "decision/moment.h"
#include "decision/product.h"
#include "util/arena.h"

/* A statement has some 500 bytes: that is one on every record, four times. */
#define STATEMENT_FILE_MAX (32u << 20)

#define STATEMENT_CONTEXT "https://openvex.dev/ns"
#define STATEMENT_VERSION "v0.2.0"

/* What one says of the kernel under test. Texts are "" where there is none. */
struct statement {
	uint64_t cve;
	size_t order; /* of all that were read: of two at one moment the later counts */
	enum kvet_vex_status status;
	const char *justification, *note, *impact, *action;
	struct moment moment;
	const char *time, *author, *document, *product;
};

struct statements {
	struct arena arena;
	struct statement *items; /* of this kernel; once sorted by CVE, then moment */
	size_t count, room;
	size_t read; /* in all */
	size_t other_releases, other_products; /* of those that are of no use here */
	const char *other_release, *other_product; /* one of each, or NULL */
};

/*
 * Adds what TEXT, the document at PATH, says of the kernel that NAMES stands for. It has to
 * be valid as a whole: what somebody meant to say is not guessed.
 */
int statements_read(struct statements *statements, struct bytes text, const char *path,
	const struct product_names *names, struct kvet_error *error);

/* Puts them in order. */
void statements_sort(struct statements *statements);

/* Those on CVE, the one that holds last; *COUNT of them. */
const struct statement *statements_find(
	const struct statements *statements, uint64_t cve, size_t *count);

void statements_release(struct statements *statements);

#endif
