/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One record and one target make a verdict with its evidence. */
#ifndef KVET_VERDICT_JUDGE_H
#define KVET_VERDICT_JUDGE_H

#include "verdict/presence.h"
#include "verdict/result.h"

/* What a record says of releases: pairs, or ranges where it has none. */
struct case_facts {
	uint64_t id;
	struct bytes packed; /* the pairs as the store has them */
	struct pair *pairs;
	size_t pair_count;
	const struct range *ranges;
	size_t range_count;
};

/* What judging found, before anything is written about it. */
struct judgement {
	enum kvet_verdict verdict;
	struct exposure_facts facts; /* of the pairs */
	const struct range *range; /* the one that speaks, of a record without pairs */
	const struct changelog_fix *package_fix; /* what the package's changelog says */
	struct presence presence; /* of its code; asked of what would be affected */
};

/* What the release, and the changelog of the target's package, say. */
struct judgement judge(const struct case_facts *facts, const struct kvet_target *target);

/* What is built of FILES makes of JUDGEMENT; what it knows goes into ARENA. */
void judge_presence(struct judgement *judgement, const struct kvet_target *target,
	const char *const *files, size_t count, struct arena *arena);

/* Writes the pair that speaks and the evidence into FINDING; strings into ARENA. */
void judge_explain(const struct case_facts *facts, const struct kvet_target *target,
	const struct judgement *judgement, struct arena *arena,
	struct kvet_finding *finding);

#endif
