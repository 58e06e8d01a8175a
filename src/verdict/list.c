/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records without a target: found by what they are, named, or contradicting themselves. */
#include "verdict/horizon.h"
#include "verdict/result.h"

#include "util/error.h"

#include <stdlib.h>

static int add_findings(struct kvet_result *result, const uint64_t *ids, size_t count,
	struct kvet_error *error)
{
	result->findings = calloc(count + 1, sizeof(*result->findings));
	for (size_t i = 0; result->findings && i < count; i++) {
		struct kvet_finding *finding =
			result_finding(result, ids[i], KVET_UNKNOWN);

		if (!finding)
			break;
		result->findings[result->count++] = finding;
	}
	if (result->count == count && result->findings)
		return 0;
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

/* CODE, or that some of the result's texts found no memory. */
static int whole(struct kvet_result *result, int code, struct kvet_error *error)
{
	if (code || !result->arena.failed)
		return code;
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static int fill(struct kvet_result *result, struct kvet_store *store, const uint64_t *ids,
	size_t count, unsigned parts, struct kvet_error *error)
{
	int code = add_findings(result, ids, count, error);

	code = code ? code : result_load(result, store, parts, error);
	code = code ? code : horizon_find(result, store, NULL, error);
	return whole(result, code, error);
}

static int list(kvet_store *store, const struct kvet_filter *filter, unsigned parts,
	struct kvet_result **result, struct kvet_error *error)
{
	uint64_t *ids = NULL;
	size_t count = 0;
	struct kvet_result *found = result_new(store, error);

	if (!found)
		return error->code;
	int code = loaded_select(store, filter, &ids, &count, error);
	code = code ? code : fill(found, store, ids, count, parts, error);
	free(ids);
	return result_give(found, code, result);
}

int kvet_list(kvet_store *store, const struct kvet_filter *filter, kvet_result **out,
	struct kvet_error *error)
{
	struct kvet_error unseen;
	int code = list(store, filter, LOADED_FILES, out, error ? error : &unseen);

	if (!code)
		result_sort(*out, filter);
	return code;
}

/* Keeps the findings that contradict themselves. */
static void keep_contradictions(struct kvet_result *result)
{
	size_t kept = 0;

	for (size_t i = 0; i < result->count; i++) {
		if (result->findings[i]->record.contradictions.count)
			result->findings[kept++] = result->findings[i];
	}
	result->count = kept;
}

int kvet_audit(kvet_store *store, const struct kvet_filter *filter, kvet_result **out,
	struct kvet_error *error)
{
	struct kvet_error unseen;
	int code =
		list(store, filter, LOADED_CONTRADICTIONS, out, error ? error : &unseen);

	if (code)
		return code;
	keep_contradictions(*out);
	result_sort(*out, filter);
	return 0;
}

static int compare_ids(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Puts the findings in the order that they were asked for; what is not there is named. */
static int order_as_asked(struct kvet_result *result, const char *const *cves,
	size_t count, struct kvet_error *error)
{
	struct kvet_finding **ordered = calloc(count + 1, sizeof(*ordered));
	const char **missing = arena_alloc(&result->arena, count * sizeof(*missing));
	size_t kept = 0;

	if (!ordered || (count && !missing)) {
		free(ordered);
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	result->missing.items = missing;
	for (size_t i = 0; i < count; i++) {
		uint64_t id = record_cve_parse(cves[i]);
		struct kvet_finding *found = NULL;

		for (size_t k = 0; k < result->count && !found; k++) {
			if (result->findings[k]->record.id == id)
				found = result->findings[k];
		}
		if (found)
			ordered[kept++] = found;
		else
			missing[result->missing.count++] =
				arena_text(&result->arena, bytes_of(cves[i]));
	}
	free(result->findings);
	result->findings = ordered;
	result->count = kept;
	return 0;
}

static int show(struct kvet_store *store, struct kvet_result *result,
	const char *const *cves, size_t count, struct kvet_error *error)
{
	uint64_t *ids = calloc(count + 1, sizeof(*ids));
	size_t unique = 0;

	if (!ids)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	for (size_t i = 0; i < count; i++)
		ids[i] = record_cve_parse(cves[i]);
	qsort(ids, count, sizeof(*ids), compare_ids);
	for (size_t i = 0; i < count; i++) {
		if (ids[i] && (!unique || ids[unique - 1] != ids[i]))
			ids[unique++] = ids[i];
	}
	int code = fill(result, store, ids, unique, UINT32_MAX, error);
	free(ids);
	code = code ? code : order_as_asked(result, cves, count, error);
	return whole(result, code, error);
}

int kvet_show(kvet_store *store, const char *const *cves, size_t count, kvet_result **out,
	struct kvet_error *error)
{
	struct kvet_error unseen;

	error = error ? error : &unseen;
	for (size_t i = 0; i < count; i++) {
		if (!record_cve_parse(cves[i]))
			return error_set(error, KVET_ERROR_USAGE, NULL,
				"'%.40s' is not a CVE: they look like CVE-2024-26581",
				cves[i]);
	}
	struct kvet_result *result = result_new(store, error);
	if (!result)
		return error->code;
	return result_give(result, show(store, result, cves, count, error), out);
}
