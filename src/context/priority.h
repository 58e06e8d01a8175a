/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What to do about a finding, after SSVC's deployer tree: docs/priority.md. */
#ifndef KVET_CONTEXT_PRIORITY_H
#define KVET_CONTEXT_PRIORITY_H

#include "context/context.h"
#include "record/cvss.h"

/* What the rule looks at. */
struct priority_facts {
	const struct kvet_context *context; /* or NULL */
	const struct cvss_metrics
		*metrics; /* as the context modified them; NULL: not scored */
	bool routed; /* the vector was network before the context made it adjacent */
	bool exploited; /* on the list of known exploited vulnerabilities */
	enum kvet_class class;
	bool not_loaded; /* a module, and known not to be loaded */
	enum context_key
		absent; /* the interface that the device has not, or CONTEXT_KEYS */
};

/* The steps in order: exploitation, exposure, automatable, impact. */
#define PRIORITY_STEPS 4

struct priority {
	enum kvet_priority decision;
	struct kvet_priority_step steps[PRIORITY_STEPS];
	unsigned impact; /* 0 low to 3 very high: for sorting */
};

void priority_of(const struct priority_facts *facts, struct priority *priority);

#endif
