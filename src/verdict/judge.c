/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/judge.h"

#include "release/release.h"

static enum kvet_verdict verdict_of(enum exposure exposure)
{
	switch (exposure) {
	case EXPOSED:
		return KVET_AFFECTED;
	case EXPOSURE_FIXED:
		return KVET_FIXED;
	case EXPOSURE_NOT_INTRODUCED:
		return KVET_NOT_INTRODUCED;
	}
	return KVET_UNKNOWN;
}

struct judgement judge(const struct case_facts *facts, const struct kvet_target *target)
{
	struct judgement judgement = {0};

	if (facts->pair_count) {
		exposure_of_pairs(
			facts->pairs, facts->pair_count, target->span, &judgement.facts);
		judgement.verdict = verdict_of(judgement.facts.exposure);
	} else if (facts->range_count) {
		judgement.verdict = verdict_of(exposure_of_ranges(facts->ranges,
			facts->range_count, target->span, &judgement.range));
	} else {
		/* A record that names no release says nothing against any. */
		judgement.verdict = KVET_AFFECTED;
	}
	if (judgement.verdict == KVET_AFFECTED && target->changelog) {
		judgement.package_fix = changelog_find(target->changelog, facts->id);
		if (judgement.package_fix)
			judgement.verdict = KVET_FIXED;
	}
	return judgement;
}

void judge_presence(struct judgement *judgement, const struct kvet_target *target,
	const char *const *files, size_t count, struct arena *arena)
{
	presence_of(&target->built, files, count, arena, &judgement->presence);
	if (judgement->verdict == KVET_AFFECTED &&
		judgement->presence.presence == KVET_PRESENCE_ABSENT)
		judgement->verdict = KVET_NOT_BUILT;
}

/* Explaining ------------------------------------------------------------------------ */

struct explaining {
	const struct case_facts *facts;
	const struct kvet_target *target;
	struct arena *arena;
	struct kvet_finding *finding;
	const char *source; /* the file that pairs come from */
};

static void add(
	struct explaining *in, const char *kind, const char *source, const char *text)
{
	struct kvet_finding *finding = in->finding;

	if (finding->evidence && finding->evidence_count < finding->evidence_room)
		finding->evidence[finding->evidence_count++] =
			(struct kvet_evidence){kind, text, source};
}

static void explain_introduction(struct explaining *in, const struct pair *pair)
{
	bool candidate = in->target->release.candidate && pair->has_introduced &&
			 release_is_mainline(pair->introduced) &&
			 release_compare_line(pair->introduced, in->target->release) == 0;

	if (!pair->has_introduced)
		add(in, "introduced", in->source,
			"introduced before what the record tells");
	else
		add(in, "introduced", in->source,
			arena_printf(in->arena,
				release_contains(in->target->release, pair->introduced)
					? "introduced in %s by %.12s: %s contains it"
					: "introduced in %s by %.12s: what calls itself "
					  "%s may "
					  "contain it, so it counts",
				pair->text.introduced, pair->text.introduced_commit,
				in->target->release_text));
	if (candidate)
		add(in, "candidate", in->source,
			arena_printf(in->arena,
				"in which candidate of %s it came is not told: it counts",
				pair->text.introduced));
}

/* A fix of the target's own candidate series does not count, and is said to. */
static void explain_missing_fix(struct explaining *in, const struct pair *fix)
{
	bool candidate = in->target->release.candidate &&
			 release_is_mainline(fix->fixed) &&
			 release_compare_line(fix->fixed, in->target->release) == 0;

	add(in, candidate ? "candidate" : "fixed", in->source,
		arena_printf(in->arena,
			candidate ? "fixed in %s by %.12s: in which candidate is not "
				    "told, so it "
				    "does not count"
				  : "fixed in %s by %.12s: %s does not contain it",
			fix->text.fixed, fix->text.fixed_commit,
			in->target->release_text));
}

static void explain_affected(struct explaining *in, const struct exposure_facts *facts)
{
	explain_introduction(in, facts->introduced);
	if (facts->exposing > 1)
		add(in, "introduced", in->source,
			arena_printf(in->arena,
				"other introductions are in it without their fixes too: "
				"%u",
				facts->exposing - 1));
	if (facts->line_fix) {
		explain_missing_fix(in, facts->line_fix);
		return;
	}
	add(in, "fixed", in->source,
		arena_printf(
			in->arena, "no fix of it on line %s", in->target->line_text));
	if (facts->main_fix)
		explain_missing_fix(in, facts->main_fix);
}

/* One fix that is reached closes the record; where it names more, they are named. */
static void explain_other_fixes(struct explaining *in, const struct pair *reached)
{
	for (size_t i = 0; i < in->facts->pair_count; i++) {
		const struct pair *pair = &in->facts->pairs[i];
		bool same_introduction = strcmp(pair->text.introduced_commit,
						 reached->text.introduced_commit) == 0;

		if (pair == reached || !pair->has_fixed || !same_introduction ||
			!pair->fixed.stable != !reached->fixed.stable ||
			(pair->fixed.stable &&
				release_compare_line(pair->fixed, reached->fixed) != 0) ||
			strcmp(pair->text.fixed_commit, reached->text.fixed_commit) == 0)
			continue;
		add(in, "other_fix", in->source,
			arena_printf(in->arena,
				"the record names another fix: %.12s in %s; one that is "
				"reached "
				"counts",
				pair->text.fixed_commit, pair->text.fixed));
	}
}

/* The distribution's own word, against what the release says. */
static void explain_package_fix(struct explaining *in, const struct changelog_fix *fix)
{
	add(in, "package",
		arena_printf(
			in->arena, "%s:%u", in->target->changelog->source, fix->line),
		arena_printf(in->arena, "the package's changelog says fixed in %s: %s",
			fix->version, fix->text));
}

static void explain_fixed(struct explaining *in, const struct exposure_facts *facts)
{
	explain_introduction(in, facts->introduced);
	add(in, "fixed", in->source,
		arena_printf(in->arena, "fixed in %s by %.12s: %s contains it",
			facts->fixed->text.fixed, facts->fixed->text.fixed_commit,
			in->target->release_text));
	explain_other_fixes(in, facts->fixed);
}

static void explain_not_introduced(struct explaining *in)
{
	const struct pair *first = &in->facts->pairs[0];

	add(in, "introduced", in->source,
		in->facts->pair_count > 1
			? arena_printf(in->arena,
				  "introduced in %s by %.12s, or another of its pairs: "
				  "%s contains "
				  "none of them",
				  first->text.introduced, first->text.introduced_commit,
				  in->target->release_text)
			: arena_printf(in->arena,
				  "introduced in %s by %.12s: %s does not contain it",
				  first->text.introduced, first->text.introduced_commit,
				  in->target->release_text));
}

static void explain_ranges(struct explaining *in, const struct judgement *judgement)
{
	if (!in->facts->range_count)
		add(in, "range", "affected[]", "the record names no release: it counts");
	else if (judgement->range && judgement->range->whole)
		add(in, "range", "affected[]",
			"the record has no pairs; no version range names this release, "
			"and by "
			"default it is affected");
	else if (judgement->range)
		add(in, "range", "affected[]",
			arena_printf(in->arena,
				"the record has no pairs; its version range '%s' says "
				"affected",
				judgement->range->text));
	else
		add(in, "range", "affected[]",
			"the record has no pairs; its version ranges say unaffected");
}

/* The same out of ranges, which name releases and no commits: where the first affected one
 * begins, and where the target's own line, or else mainline, is unaffected from. */
static void set_pair_of_ranges(struct explaining *in)
{
	const struct range *introduced = NULL, *line = NULL, *mainline = NULL;
	struct kvet_pair *shown = &in->finding->pair;
	char text[KVET_RELEASE_SIZE];

	for (size_t i = 0; i < in->facts->range_count; i++) {
		const struct range *range = &in->facts->ranges[i];

		if (range->whole || !release_key(range->first))
			continue;
		if (range->affected && !introduced &&
			release_contains(in->target->span.ceiling, range->first))
			introduced = range;
		if (!range->affected && range->open)
			mainline = range;
		else if (!range->affected &&
			 release_compare_line(range->first, in->target->release) == 0)
			line = range;
	}
	const struct range *fixed = line ? line : mainline;
	if (introduced)
		shown->introduced = arena_text(
			in->arena, bytes_of(kvet_release_text(introduced->first, text)));
	if (fixed)
		shown->fixed = arena_text(
			in->arena, bytes_of(kvet_release_text(fixed->first, text)));
}

/* The pair that is shown: what brought the bug in, and the fix that helps this target. */
static void set_pair(struct explaining *in, const struct exposure_facts *facts)
{
	const struct pair *intro = facts->introduced;
	const struct pair *fix = facts->fixed ? facts->fixed : facts->line_fix;
	struct kvet_pair *shown = &in->finding->pair;

	fix = fix ? fix : facts->main_fix;
	if (!intro) /* not introduced: what it would be */
		intro = &in->facts->pairs[0];
	if (intro->has_introduced) {
		shown->introduced = intro->text.introduced;
		shown->introduced_commit = intro->text.introduced_commit;
	}
	if (fix) {
		shown->fixed = fix->text.fixed;
		shown->fixed_commit = fix->text.fixed_commit;
	}
}

/* What the release says: the part of the evidence that every target has. */
static void explain_pairs(struct explaining *in, const struct judgement *judgement)
{
	if (!in->facts->pair_count)
		explain_ranges(in, judgement);
	else if (judgement->facts.exposure == EXPOSED)
		explain_affected(in, &judgement->facts);
	else if (judgement->facts.exposure == EXPOSURE_FIXED)
		explain_fixed(in, &judgement->facts);
	else
		explain_not_introduced(in);
}

void judge_explain(const struct case_facts *facts, const struct kvet_target *target,
	const struct judgement *judgement, struct arena *arena,
	struct kvet_finding *finding)
{
	struct explaining in = {facts, target, arena, finding, ""};

	in.source = arena_printf(arena, "%s.dyad", finding->record.cve);
	finding->evidence_room = built_can_tell(&target->built)
					 ? FINDING_EVIDENCE_MAX
					 : FINDING_EVIDENCE_OF_RELEASE;
	finding->evidence = arena_alloc(
		arena, (finding->evidence_room +
			       (target->decisions ? FINDING_DECISIONS_MAX : 0)) *
			       sizeof(*finding->evidence));
	if (!facts->pair_count)
		set_pair_of_ranges(&in);
	else
		set_pair(&in, &judgement->facts);
	explain_pairs(&in, judgement);
	if (judgement->package_fix)
		explain_package_fix(&in, judgement->package_fix);
	if (judgement->presence.files)
		presence_explain(&judgement->presence, target, arena, finding);
}
