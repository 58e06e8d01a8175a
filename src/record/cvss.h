/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CVSS v3.0 and v3.1 vectors and base scores, by FIRST's specification. */
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

/* In the order in which vectors are written. */
enum cvss_metric {
	CVSS_AV,
	CVSS_AC,
	CVSS_PR,
	CVSS_UI,
	CVSS_S,
	CVSS_C,
	CVSS_I,
	CVSS_A,
	CVSS_BASE_METRICS,
	CVSS_E = CVSS_BASE_METRICS,
	CVSS_RL,
	CVSS_RC,
	CVSS_CR,
	CVSS_IR,
	CVSS_AR,
	CVSS_MAV, /* the modified base metrics, in the order of the base metrics */
	CVSS_MAC,
	CVSS_MPR,
	CVSS_MUI,
	CVSS_MS,
	CVSS_MC,
	CVSS_MI,
	CVSS_MA,
	CVSS_METRICS
};

/* Where each metric's value stands among its values; -1: not in the vector. */
struct cvss_metrics {
	signed char value[CVSS_METRICS];
};

/* The metrics of VECTOR, as cvss_parse understands it. */
int cvss_read(
	struct bytes vector, struct cvss_metrics *metrics, struct kvet_error *error);

/* "MAV"; and its values, a letter each: "XNALP", X for not defined. A modified metric has
 * the base metric's values behind it. */
const char *cvss_metric_name(enum cvss_metric metric);
const char *cvss_metric_values(enum cvss_metric metric);

/*
 * What the equations of both scores share. Values are those of the base metrics. Scores are
 * tenths.
 */
unsigned cvss_round_up(double score);
double cvss_power(double base, unsigned exponent);
double cvss_impact_weight(int value);
double cvss_exploitability(int av, int ac, int pr, int ui, bool changed);
unsigned cvss_join(double impact, double exploitability, bool changed);
enum kvet_severity cvss_severity(unsigned tenths);

/*
 * The text of a `.cvss` file beside a record: `ORGANISATION VECTOR` on a line.
 * The first line that is not empty counts.
 */
int cvss_parse_file(struct bytes text, struct cvss *cvss, struct kvet_error *error);

#endif
