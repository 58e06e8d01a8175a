/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/decided.h"

#include "util/error.h"

/* On one finding; more is told by none. */
#define DOUBTS_MAX 6

bool decided_has(const struct kvet_target *target, uint64_t id)
{
	size_t count = 0;

	return target->decisions && statements_find(target->decisions, id, &count);
}

static bool is_open_verdict(enum kvet_verdict verdict)
{
	return verdict == KVET_AFFECTED || verdict == KVET_UNKNOWN;
}

static void doubt(struct kvet_finding *finding, struct arena *arena, const char *kind,
	const char *text)
{
	if (!finding->doubts)
		finding->doubts =
			arena_alloc(arena, DOUBTS_MAX * sizeof(*finding->doubts));
	if (finding->doubts && finding->doubt_count < DOUBTS_MAX)
		finding->doubts[finding->doubt_count++] =
			(struct kvet_doubt){finding->record.cve, kind, text};
}

/* Doubts ----------------------------------------------------------------------------- */

static bool says_absent(const char *justification)
{
	int value = kvet_word_find(KVET_WORDS_VEX_JUSTIFICATION, justification);

	return value == KVET_VEX_COMPONENT_NOT_PRESENT ||
	       value == KVET_VEX_CODE_NOT_PRESENT;
}

static bool is_there(enum kvet_presence presence)
{
	return presence == KVET_PRESENCE_BUILTIN || presence == KVET_PRESENCE_MODULE ||
	       presence == KVET_PRESENCE_LOADED;
}

const char *decided_refutes(const struct kvet_finding *finding,
	enum kvet_vex_status status, const char *justification, struct arena *arena)
{
	if (status != KVET_VEX_NOT_AFFECTED || !justification ||
		!says_absent(justification) || finding->verdict != KVET_AFFECTED ||
		!is_there(finding->presence))
		return NULL;
	return arena_printf(arena,
		"%s said, but its code is built into this kernel: %s%s%s%s",
		justification, kvet_word(KVET_WORDS_PRESENCE, finding->presence),
		*finding->option ? ", " : "", finding->option,
		!*finding->option ? ""
				  : arena_printf(arena, "=%s", finding->option_value));
}

/* The records, or what is built, say something else. A fix of the person's own is what no
 * record can know of: it closes the finding, and is told. */
static void doubt_verdict(struct kvet_finding *finding, struct arena *arena)
{
	const char *verdict = kvet_word(KVET_WORDS_VERDICT, finding->verdict);

	if (finding->decision->status == KVET_VEX_FIXED &&
		is_open_verdict(finding->verdict))
		doubt(finding, arena, "contradicts",
			arena_printf(arena,
				"fixed said, but %s by the records: it has to be a fix "
				"of "
				"one's own",
				verdict));
	if (finding->decision->status == KVET_VEX_AFFECTED &&
		!is_open_verdict(finding->verdict))
		doubt(finding, arena, "contradicts",
			arena_printf(arena, "affected said, but the evidence says %s",
				verdict));
}

/* Older statements than so many are not looked at. */
#define HISTORY_MAX 64

/* The last word of each other author, where it is another one. */
static void doubt_authors(struct kvet_finding *finding, struct arena *arena,
	const struct statement *all, size_t count)
{
	const struct statement *last = &all[count - 1];
	size_t oldest = count > HISTORY_MAX ? count - HISTORY_MAX : 0;

	for (size_t i = count - 1; i-- > oldest;) {
		const struct statement *each = &all[i];
		bool later = strcmp(each->author, last->author) == 0;

		for (size_t k = i + 1; k < count && !later; k++)
			later = strcmp(all[k].author, each->author) == 0;
		if (later || each->status == last->status)
			continue;
		doubt(finding, arena, "disputed",
			arena_printf(arena, "%s said by %s, but %s before by %s",
				kvet_word(KVET_WORDS_VEX_STATUS, last->status),
				last->author,
				kvet_word(KVET_WORDS_VEX_STATUS, each->status),
				each->author));
	}
}

static void doubt_age(struct kvet_finding *finding, struct arena *arena)
{
	const char *published = finding->record.published;
	const char *time = finding->decision->time;

	if (*published && strlen(time) >= 10 && strncmp(published, time, 10) > 0)
		doubt(finding, arena, "stale",
			arena_printf(arena,
				"said on %.10s, before the record was published on %s",
				time, published));
}

/* Explaining ------------------------------------------------------------------------- */

/* What a statement says, in one sentence. */
static const char *sentence(const struct statement *statement, struct arena *arena)
{
	const char *const parts[] = {statement->justification, statement->impact,
		statement->action, statement->note};
	const char *text = arena_printf(arena, "%s says %s", statement->author,
		kvet_word(KVET_WORDS_VEX_STATUS, statement->status));

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (*parts[i])
			text = arena_printf(arena, "%s; %s", text, parts[i]);
	}
	return arena_printf(
		arena, "%s (%.10s, of %s)", text, statement->time, statement->product);
}

/* The newest statements, in the order in which they were made. */
static void add_evidence(struct kvet_finding *finding, struct arena *arena,
	const struct statement *all, size_t count)
{
	size_t first = count > FINDING_DECISIONS_MAX ? count - FINDING_DECISIONS_MAX : 0;

	for (size_t i = first; i < count && finding->evidence; i++) {
		finding->evidence[finding->evidence_count++] =
			(struct kvet_evidence){i + 1 < count ? "superseded" : "decision",
				sentence(&all[i], arena), all[i].document};
	}
}

/* What closes a finding: not affected or fixed, and nothing that refutes it. */
static bool closes(const struct kvet_finding *finding, bool refuted)
{
	enum kvet_vex_status status = finding->decision->status;

	return is_open_verdict(finding->verdict) && !refuted &&
	       (status == KVET_VEX_NOT_AFFECTED || status == KVET_VEX_FIXED);
}

void decided_explain(const struct kvet_target *target, const struct presence *presence,
	struct arena *arena, struct kvet_finding *finding)
{
	size_t count;
	const struct statement *all =
		statements_find(target->decisions, finding->record.id, &count);
	const struct statement *last = &all[count - 1];
	struct kvet_decision *decision = arena_alloc(arena, sizeof(*decision));

	if (!decision)
		return;
	*decision = (struct kvet_decision){
		.status = last->status,
		.justification = last->justification,
		.note = last->note,
		.impact = last->impact,
		.action = last->action,
		.author = last->author,
		.time = last->time,
		.document = last->document,
		.product = last->product,
	};
	finding->decision = decision;
	if (presence->files)
		finding->presence = presence->presence;
	const char *refuted = decided_refutes(
		finding, decision->status, decision->justification, arena);
	if (refuted)
		doubt(finding, arena, "refuted",
			arena_printf(arena, "%s; it stays open", refuted));
	decision->closes = closes(finding, refuted);
	doubt_verdict(finding, arena);
	doubt_authors(finding, arena, all, count);
	add_evidence(finding, arena, all, count);
}

/* Results ---------------------------------------------------------------------------- */

/* Statements that were of no use are told of: nobody should think that they are. */
static void say_unused(struct kvet_result *result, const struct statements *decisions)
{
	if (decisions->other_releases)
		result_horizon(result,
			"not applied: %zu of %zu statements, of another release: %.130s",
			decisions->other_releases, decisions->read,
			decisions->other_release);
	if (decisions->other_products)
		result_horizon(result,
			"not applied: %zu of %zu statements, of another product: %.130s "
			"(see --product)",
			decisions->other_products, decisions->read,
			decisions->other_product ? decisions->other_product
						 : "without a name");
}

static size_t count_doubts(const struct kvet_result *result)
{
	size_t count = 0;

	for (size_t i = 0; i < result->count; i++)
		count += result->findings[i]->doubt_count;
	return count;
}

int decided_finish(struct kvet_result *result, struct kvet_error *error)
{
	const struct statements *decisions = result->target->decisions;

	if (!decisions)
		return 0;
	result->has_decisions = true;
	say_unused(result, decisions);
	for (size_t i = 0; i < result->count; i++) {
		struct kvet_finding *finding = result->findings[i];

		if (!finding->decision)
			continue;
		doubt_age(finding, &result->arena);
		result->decided[finding->decision->status] += finding->decision->closes;
	}
	result->doubts = arena_alloc(
		&result->arena, (count_doubts(result) + 1) * sizeof(*result->doubts));
	if (!result->doubts)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < result->count; i++) {
		struct kvet_finding *finding = result->findings[i];

		for (size_t k = 0; k < finding->doubt_count; k++)
			result->doubts[result->doubt_count++] = &finding->doubts[k];
	}
	return 0;
}

void decided_drop(struct kvet_result *result, const struct kvet_filter *filter)
{
	bool closed_too = filter && filter->decided;
	size_t kept = 0;

	for (size_t i = 0; i < result->count; i++) {
		struct kvet_finding *finding = result->findings[i];
		bool closed = finding->decision && finding->decision->closes;

		if (!finding->unasked && (!closed || closed_too))
			result->findings[kept++] = finding;
		else if (finding->rank.priority.decision < KVET_PRIORITIES)
			result->priorities[finding->rank.priority.decision]--;
	}
	result->count = kept;
}
