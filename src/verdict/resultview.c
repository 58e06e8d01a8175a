/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The getters of a result and its findings. */
#include "verdict/result.h"

size_t kvet_result_total(const kvet_result *result, enum kvet_verdict verdict)
{
	return (unsigned)verdict < KVET_VERDICTS ? result->totals[verdict] : 0;
}

size_t kvet_result_count(const kvet_result *result)
{
	return result->count;
}

const kvet_finding *kvet_result_finding(const kvet_result *result, size_t index)
{
	return index < result->count ? result->findings[index] : NULL;
}

const struct kvet_snapshot *kvet_result_snapshot(const kvet_result *result)
{
	return &result->snapshot;
}

const kvet_target *kvet_result_target(const kvet_result *result)
{
	return result->target;
}

const char *kvet_result_horizon(const kvet_result *result, size_t index)
{
	return index < result->horizon_count ? result->horizon[index] : NULL;
}

const char *kvet_result_missing(const kvet_result *result, size_t index)
{
	return index < result->missing.count ? result->missing.items[index] : NULL;
}

const kvet_record *kvet_finding_record(const kvet_finding *finding)
{
	return &finding->record;
}

enum kvet_verdict kvet_finding_verdict(const kvet_finding *finding)
{
	return finding->verdict;
}

enum kvet_presence kvet_finding_presence(const kvet_finding *finding)
{
	return finding->presence;
}

const char *kvet_finding_introduced(const kvet_finding *finding)
{
	return finding->pair.introduced;
}

const char *kvet_finding_introduced_commit(const kvet_finding *finding)
{
	return finding->pair.introduced_commit;
}

const char *kvet_finding_fixed(const kvet_finding *finding)
{
	return finding->pair.fixed;
}

const char *kvet_finding_fixed_commit(const kvet_finding *finding)
{
	return finding->pair.fixed_commit;
}

const struct kvet_evidence *kvet_finding_evidence(
	const kvet_finding *finding, size_t index)
{
	return index < finding->evidence_count ? &finding->evidence[index] : NULL;
}

const char *kvet_finding_option(const kvet_finding *finding)
{
	return finding->option;
}

const char *kvet_finding_option_value(const kvet_finding *finding)
{
	return *finding->option ? finding->option_value : "";
}

const char *kvet_finding_module(const kvet_finding *finding)
{
	return finding->module;
}

size_t kvet_result_present(const kvet_result *result, enum kvet_presence presence)
{
	return (unsigned)presence < KVET_PRESENCES ? result->presences[presence] : 0;
}

const struct kvet_decision *kvet_finding_decision(const kvet_finding *finding)
{
	return finding->decision;
}

const struct kvet_doubt *kvet_finding_doubt(const kvet_finding *finding, size_t index)
{
	return index < finding->doubt_count ? &finding->doubts[index] : NULL;
}

bool kvet_result_has_decisions(const kvet_result *result)
{
	return result->has_decisions;
}

size_t kvet_result_decided(const kvet_result *result, enum kvet_vex_status status)
{
	return (unsigned)status < KVET_VEX_STATUSES ? result->decided[status] : 0;
}

const struct kvet_doubt *kvet_result_doubt(const kvet_result *result, size_t index)
{
	return index < result->doubt_count ? result->doubts[index] : NULL;
}

const char *kvet_result_filter(const kvet_result *result)
{
	return result->filter ? result->filter : "{}";
}

bool kvet_result_is_whole(const kvet_result *result)
{
	size_t open = result->totals[KVET_AFFECTED] + result->totals[KVET_UNKNOWN];

	for (size_t i = 0; i < result->count; i++) {
		const struct kvet_finding *finding = result->findings[i];
		bool closed = finding->decision && finding->decision->closes;

		open -= (finding->verdict == KVET_AFFECTED ||
				finding->verdict == KVET_UNKNOWN) &&
			!closed;
	}
	for (int i = 0; i < KVET_VEX_STATUSES; i++)
		open -= result->decided[i];
	return !open;
}
