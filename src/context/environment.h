/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CVSS v3.1's environmental score (FIRST's specification, section 7.3), and what a context
 * makes of a record's metrics. */
#ifndef KVET_CONTEXT_ENVIRONMENT_H
#define KVET_CONTEXT_ENVIRONMENT_H

#include "context/context.h"
#include "record/cvss.h"

/* The environmental score of METRICS in tenths; temporal metrics count too. */
unsigned environment_score(const struct cvss_metrics *metrics);

/* The impact, weighed by what matters: MISS of the specification, 0 to 0.915. */
double environment_impact(const struct cvss_metrics *metrics);

/* The value of a base metric as modified, as an index into the base metric's values. */
int environment_value(const struct cvss_metrics *metrics, enum cvss_metric base);

#define ENVIRONMENT_CHANGES_MAX 8

struct environment {
	struct cvss_metrics metrics; /* with what the context sets */
	struct kvet_metric_change changes[ENVIRONMENT_CHANGES_MAX];
	size_t count;
};

/* What CONTEXT (or NULL) makes of METRICS, of a record in SUBSYSTEM: docs/context.md. */
void environment_of(const struct kvet_context *context,
	const struct cvss_metrics *metrics, const char *subsystem,
	struct environment *environment);

/* Writes METRICS as a vector of CVSS 3.1; those that are not defined are left out. */
void environment_vector(const struct cvss_metrics *metrics, char text[CVSS_VECTOR_SIZE]);

/* Whether what runs on the device, beside what it was delivered with, may be untrusted: the
 * context says that it is, says nothing, or says that it is not. */
enum environment_locals { LOCALS_UNTRUSTED, LOCALS_UNSAID, LOCALS_TRUSTED, LOCALS_NONE };
enum environment_locals environment_locals(const struct kvet_context *context);

#endif
