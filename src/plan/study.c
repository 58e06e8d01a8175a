/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plan/study.h"

#include "verdict/check.h"

int study_begin(struct kvet_store *store, const struct kvet_target *target,
	const struct kvet_filter *filter, const struct kvet_context *context,
	struct kvet_result **out, struct kvet_error *error)
{
	struct kvet_filter findings =
		filter ? *filter : (struct kvet_filter){.size = sizeof(findings)};
	struct kvet_result *result = check_begin(store, target, error);

	if (!result)
		return error->code;
	findings.verdicts = 1u << KVET_AFFECTED | 1u << KVET_UNKNOWN;
	findings.sort = KVET_SORT_CVE;
	findings.limit = 0;
	int code = check_into(result, store, &findings, error);
	/* Without a context a check has ranked them already. */
	if (!code && context)
		code = kvet_result_apply_context(result, context, error);
	if (code)
		kvet_result_free(result);
	else
		*out = result;
	return code;
}
