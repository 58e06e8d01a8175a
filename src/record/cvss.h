/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CVSS v3.0 and v3.1 base vectors, by FIRST's specification. */
#ifndef KVET_RECORD_CVSS_H
#define KVET_RECORD_CVSS_H

#include "kvet.h"
#include "util/bytes.h"

/* Longest vector that is accepted, terminator included. */
#define CVSS_VECTOR_SIZE 128

struct cvss {
	char vector[CVSS_VECTOR_SIZE]; /* as written; "" when the record has none */
	char source[48]; /* who scored: the organisation's id as written */
	unsigned score; /* base score in tenths: 78 is 7.8 */
	enum kvet_severity severity; /* of the base score */
};

/*
 * Understands a base vector ("CVSS:3.1/AV:L/AC:L/..."; metrics in any order, each of the
 * eight base metrics once; temporal and environmental metrics are allowed, checked and
 * left out of the score). 0, or KVET_ERROR_INPUT with the column in ERROR.
 */
int cvss_parse(struct bytes vector, struct cvss *cvss, struct kvet_error *error);

/*
 * The text of a `.cvss` file beside a record: `ORGANISATION VECTOR` on a line.
 * The first line that is not empty counts.
 */
int cvss_parse_file(struct bytes text, struct cvss *cvss, struct kvet_error *error);

#endif
