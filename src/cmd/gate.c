/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --fail-on looks at, in a check and in what is new. */
#include "cmd/settings.h"

static bool is_open(const kvet_finding *finding)
{
	const struct kvet_decision *decision = kvet_finding_decision(finding);
	enum kvet_verdict verdict = kvet_finding_verdict(finding);

	return (verdict == KVET_AFFECTED || verdict == KVET_UNKNOWN) &&
	       !(decision && decision->closes);
}

bool is_at_or_above(const kvet_finding *finding, enum fail_on level)
{
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_severity severity = kvet_record_severity(record);

	if (!is_open(finding))
		return false;
	/* What is exploited stands above every score, and above having none. */
	if (level != FAIL_ON_NOTHING && level != FAIL_ON_ACT_NOW &&
		*kvet_record_exploited(record))
		return true;
	switch (level) {
	case FAIL_ON_NOTHING:
		return false;
	case FAIL_ON_ANY:
		return true;
	case FAIL_ON_LOW:
		return severity >= KVET_LOW;
	case FAIL_ON_MEDIUM:
		return severity >= KVET_MEDIUM;
	case FAIL_ON_HIGH:
		return severity >= KVET_HIGH;
	case FAIL_ON_CRITICAL:
		return severity >= KVET_CRITICAL;
	case FAIL_ON_ACT_NOW:
		return kvet_finding_priority(finding) == KVET_ACT_NOW;
	case FAIL_ON_EXPLOITED:
		break;
	}
	return false;
}

static bool has_any(const kvet_diff *diff, enum kvet_fate fate, enum fail_on level)
{
	const struct kvet_difference *each;

	for (size_t i = 0; (each = kvet_diff_item(diff, fate, i)); i++) {
		if (is_at_or_above(each->after, level))
			return true;
	}
	return false;
}

/* All that is open now, or what is new of it. */
static int status_of(const kvet_diff *diff, const struct settings *settings)
{
	bool found = has_any(diff, KVET_FATE_NEW, settings->fail_on);

	if (!settings->fail_on_new)
		found = found || has_any(diff, KVET_FATE_CHANGED, settings->fail_on) ||
			has_any(diff, KVET_FATE_SAME, settings->fail_on);
	return found ? EXIT_FOUND : EXIT_DONE;
}

void settings_all_verdicts(struct settings *settings)
{
	settings->filter.verdicts = (1u << KVET_VERDICTS) - 1;
	settings->filter.decided = true;
}

int report_difference(struct settings *settings, kvet_result *before, kvet_result *after)
{
	struct kvet_error error;
	kvet_diff *diff;

	if (kvet_diff_of(before, after, &diff, &error))
		return fail(&error);
	settings_limit_rows(settings);
	int code = kvet_report_diff(diff, &settings->report, settings->out, &error);
	int status = code ? fail(&error) : status_of(diff, settings);
	kvet_diff_free(diff);
	return status;
}
