/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a check, a list or an audit found: it stands on its own, in one arena. */
#ifndef KVET_VERDICT_RESULT_H
#define KVET_VERDICT_RESULT_H

#include "context/priority.h"
#include "record/exposure.h"
#include "store/loaded.h"
#include "target/target.h"

/* Of a release alone, and of a target whose build is known. */
#define FINDING_EVIDENCE_OF_RELEASE 7
#define FINDING_EVIDENCE_MAX 24
/* Room for what people said of it beside those. */
#define FINDING_DECISIONS_MAX 8
#define RESULT_HORIZON_MAX 16

/* How much a finding matters where the target is used. */
struct finding_rank {
	struct priority priority;
	unsigned score; /* environmental, or base; tenths */
	enum kvet_severity severity;
	const char *vector; /* environmental, or "" */
	const struct kvet_metric_change *changes;
	size_t change_count;
	const char *absent; /* the interface that the device has not, or "" */
};

struct kvet_finding {
	struct kvet_record record;
	enum kvet_verdict verdict;
	enum kvet_presence presence;
	const char *option, *option_value,
		*module; /* "CONFIG_NFSD", "m", "nfsd"; or "" */
	struct kvet_pair pair; /* what speaks; "" where there is nothing */
	struct kvet_evidence *evidence;
	size_t evidence_count, evidence_room;
	struct finding_rank rank;
	struct kvet_decision *decision; /* of a person, or NULL */
	struct kvet_doubt *doubts; /* on it */
	size_t doubt_count;
	bool unasked; /* no verdict or filter lets it through: it is here for its decision */
};

struct kvet_result {
	struct arena arena;
	sqlite3_stmt *end_of_reading; /* in one transaction, until it is given */
	struct kvet_snapshot snapshot;
	struct kvet_target *target; /* NULL: not of a check */
	size_t totals[KVET_VERDICTS];
	size_t presences[KVET_PRESENCES]; /* of the affected records */
	size_t priorities[KVET_PRIORITIES]; /* of the findings */
	const char *context; /* the file of the one that ranks them, or NULL */
	size_t decided[KVET_VEX_STATUSES]; /* affected and unknown ones that are closed */
	bool has_decisions;
	struct kvet_doubt **doubts; /* of all findings, by CVE; in the arena */
	size_t doubt_count;
	const char *filter; /* JSON: what narrows the findings; "{}" for nothing */
	bool release_named; /* some pair names the target's release: there is one */
	struct kvet_finding **findings; /* as they are shown */
	size_t count;
	const char *horizon[RESULT_HORIZON_MAX];
	size_t horizon_count;
	struct texts missing;
};

/* An empty result, and a view of STORE that no update changes until result_give. */
struct kvet_result *result_new(struct kvet_store *store, struct kvet_error *error);

/* Ends the reading, then hands RESULT to OUT, or with CODE frees it. Returns CODE. */
int result_give(struct kvet_result *result, int code, kvet_result **out);

/* Makes a finding for record ID with VERDICT; NULL when memory is short. */
struct kvet_finding *result_finding(
	struct kvet_result *result, uint64_t id, enum kvet_verdict verdict);

/* Fills the records of the findings, which rise by id, then sorts and cuts the list. */
int result_load(struct kvet_result *result, struct kvet_store *store, unsigned parts,
	struct kvet_error *error);
void result_sort(struct kvet_result *result, const struct kvet_filter *filter);

void result_horizon(struct kvet_result *result, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Names the known exploited CVEs of the kernel that have no record. */
int result_find_missing(
	struct kvet_result *result, struct kvet_store *store, struct kvet_error *error);

#endif
