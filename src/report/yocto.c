/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The summary of Yocto's cve-check and vex classes (OpenEmbedded-Core,
 * meta/classes/cve-check.bbclass), with kvet's verdicts in it. Words for details are those
 * of its CVE_CHECK_STATUSMAP and of scripts/contrib/improve_kernel_cve_report.py.
 */
#include "report/yocto.h"

#include "release/release.h"
#include "report/vex.h"
#include "target/boundedjson.h"
#include "util/error.h"
#include "util/file.h"

#include <stdlib.h>
#include <string.h>
#include <yyjson.h>

#define SUMMARY_SIZE_MAX (256u << 20)

struct rewriting {
	struct vex vex;
	doc *d;
	const kvet_finding **findings; /* by CVE */
	bool *seen; /* of each: the summary has it */
	size_t count;
	size_t packages; /* that are kernels of the target's release */
	char other[64]; /* the version of one of another release, or "" */
};

/* Findings ---------------------------------------------------------------------------- */

static const char *cve_of(const kvet_finding *finding)
{
	return kvet_record_cve(kvet_finding_record(finding));
}

static int compare_findings(const void *a, const void *b)
{
	return strcmp(cve_of(*(const kvet_finding *const *)a),
		cve_of(*(const kvet_finding *const *)b));
}

static int compare_to_cve(const void *cve, const void *finding)
{
	return strcmp(cve, cve_of(*(const kvet_finding *const *)finding));
}

/* Reads RESULT's findings; false when memory is short. */
static bool index_findings(struct rewriting *in, const kvet_result *result)
{
	in->count = kvet_result_count(result);
	in->findings = calloc(in->count + 1, sizeof(*in->findings));
	in->seen = calloc(in->count + 1, sizeof(*in->seen));
	if (!in->findings || !in->seen)
		return false;
	for (size_t i = 0; i < in->count; i++)
		in->findings[i] = kvet_result_finding(result, i);
	qsort(in->findings, in->count, sizeof(*in->findings), compare_findings);
	return true;
}

/* Issues ------------------------------------------------------------------------------ */

static const char *text_of(val *object, const char *key)
{
	const char *text = yyjson_mut_get_str(yyjson_mut_obj_get(object, key));

	return text ? text : "";
}

static void put(struct rewriting *in, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_put(
		object, yyjson_mut_str(in->d, key), yyjson_mut_strcpy(in->d, text));
}

static const char *status_of(const kvet_finding *finding)
{
	switch (kvet_finding_verdict(finding)) {
	case KVET_AFFECTED:
		return "Unpatched";
	case KVET_NOT_BUILT:
		return "Ignored";
	case KVET_FIXED:
	case KVET_NOT_INTRODUCED:
		return "Patched";
	default:
		return "Unknown";
	}
}

static const char *detail_of(const struct vex *vex, const kvet_finding *finding)
{
	struct kvet_release fixed;

	switch (kvet_finding_verdict(finding)) {
	case KVET_AFFECTED:
		return "version-in-range";
	case KVET_NOT_BUILT:
		return "not-applicable-config";
	case KVET_FIXED:
		return *vex_fix(vex, finding) &&
				       !kvet_release_parse(kvet_finding_fixed(finding),
					       &fixed, NULL) &&
				       fixed.stable
			       ? "cpe-stable-backport"
			       : "fixed-version";
	case KVET_NOT_INTRODUCED:
		return "version-not-in-range";
	default:
		return "";
	}
}

/* "affected: introduced in ...; update to ..." */
static const char *opinion(struct vex *vex, const kvet_finding *finding)
{
	bool affected = kvet_finding_verdict(finding) == KVET_AFFECTED;

	return vex_text(
		vex, arena_printf(&vex->spoken, "%s: %s%s%s",
			     kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)),
			     vex_reasons(vex, finding), affected ? "; " : "",
			     affected ? vex_action(vex, finding) : ""));
}

/* A person ignored it, or patched the recipe: nothing that kvet sees takes that back. */
static bool is_decided(val *issue)
{
	return strcmp(text_of(issue, "status"), "Ignored") == 0 ||
	       strcmp(text_of(issue, "detail"), "backported-patch") == 0 ||
	       yyjson_mut_obj_get(issue, "patch-file");
}

static void update_issue(struct rewriting *in, val *issue, const kvet_finding *finding)
{
	struct vex *vex = &in->vex;
	const char *status = status_of(finding), *before = text_of(issue, "status");
	const char *detail = text_of(issue, "detail");
	const char *reason = text_of(issue, "description");
	bool affected = kvet_finding_verdict(finding) == KVET_AFFECTED;
	bool same = strcmp(before, status) == 0;
	const char *text = opinion(vex, finding);

	if (is_decided(issue) || (same && *reason)) {
		put(in, issue, "kvet",
			affected && !same
				? arena_printf(&vex->spoken, "contradicts: %s", text)
				: text);
		return;
	}
	if (!same && (*reason || *detail))
		text = arena_printf(&vex->spoken, "%s; before: %s, %s%s%s", text,
			*before ? before : "no status", detail,
			*detail && *reason ? ": " : "", reason);
	put(in, issue, "status", status);
	put(in, issue, "detail", detail_of(vex, finding));
	put(in, issue, "description", text);
}

static val *make_issue(struct rewriting *in, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	struct vex *vex = &in->vex;
	val *issue = yyjson_mut_obj(in->d);

	put(in, issue, "id", kvet_record_cve(record));
	put(in, issue, "status", status_of(finding));
	put(in, issue, "link", vex_record_url(vex, record));
	put(in, issue, "summary", vex_text(vex, kvet_record_title(record)));
	if (vex_cvss3(record)) {
		put(in, issue, "scorev3",
			arena_printf(
				&vex->spoken, "%.1f", kvet_record_cvss_score(record)));
		put(in, issue, "vectorString",
			vex_text(vex, kvet_record_cvss_vector(record)));
	}
	put(in, issue, "detail", detail_of(vex, finding));
	put(in, issue, "description", opinion(vex, finding));
	return issue;
}

/* Packages ---------------------------------------------------------------------------- */

static bool is_kernel(val *package)
{
	val *product, *products = yyjson_mut_obj_get(package, "products");
	size_t i, max;

	yyjson_mut_arr_foreach(products, i, max, product)
	{
		if (strcmp(text_of(product, "product"), "linux_kernel") == 0)
			return true;
	}
	/* Old summaries have no products. */
	return !products && (strncmp(text_of(package, "name"), "linux-yocto", 11) == 0 ||
				    strcmp(text_of(package, "name"), "linux") == 0);
}

/* "6.12.27+git", "1_6.6.63+git": of the target's release. */
static bool is_target(struct rewriting *in, val *package)
{
	const char *version = text_of(package, "version");
	size_t epoch = strspn(version, "0123456789");
	struct kvet_release release;

	if (epoch && version[epoch] == '_')
		version += epoch + 1;
	if (release_read(bytes_of(version), &release) &&
		release_compare(release, kvet_target_release(in->vex.target)) == 0)
		return true;
	snprintf(in->other, sizeof(in->other), "%s", *version ? version : "not told");
	return false;
}

struct issue {
	const char *id;
	size_t at;
	val *value;
};

/* By CVE as a text, as Yocto's own script does; two of one as they were. */
static int compare_issues(const void *a, const void *b)
{
	const struct issue *x = a, *y = b;
	int order = strcmp(x->id, y->id);

	return order ? order : (x->at > y->at) - (x->at < y->at);
}

static void update_issues(struct rewriting *in, val *list, struct issue *issues)
{
	val *issue;
	size_t i, max;

	yyjson_mut_arr_foreach(list, i, max, issue)
	{
		const char *id = text_of(issue, "id");
		const kvet_finding **found = bsearch(id, in->findings, in->count,
			sizeof(*in->findings), compare_to_cve);

		arena_reset(&in->vex.spoken);
		issues[i] = (struct issue){id, i, issue};
		if (!found)
			continue;
		in->seen[found - in->findings] = true;
		update_issue(in, issue, *found);
	}
}

static bool rewrite_package(struct rewriting *in, val *package)
{
	val *list = yyjson_mut_obj_get(package, "issue");
	size_t count = yyjson_mut_arr_size(list);
	struct issue *issues = calloc(count + in->count + 1, sizeof(*issues));

	if (!issues)
		return false;
	if (!yyjson_mut_is_arr(list)) {
		list = yyjson_mut_arr(in->d);
		yyjson_mut_obj_put(package, yyjson_mut_str(in->d, "issue"), list);
	}
	memset(in->seen, 0, in->count);
	update_issues(in, list, issues);
	for (size_t i = 0; i < in->count; i++) {
		if (in->seen[i])
			continue;
		arena_reset(&in->vex.spoken);
		issues[count] = (struct issue){
			cve_of(in->findings[i]), count, make_issue(in, in->findings[i])};
		count++;
	}
	qsort(issues, count, sizeof(*issues), compare_issues);
	yyjson_mut_arr_clear(list);
	for (size_t i = 0; i < count; i++)
		yyjson_mut_arr_append(list, issues[i].value);
	free(issues);
	in->packages++;
	return !in->vex.spoken.failed;
}

static int rewrite(struct rewriting *in, const char *path, struct kvet_error *error)
{
	val *package,
		*packages = yyjson_mut_obj_get(yyjson_mut_doc_get_root(in->d), "package");
	size_t i, max;

	yyjson_mut_arr_foreach(packages, i, max, package)
	{
		if (is_kernel(package) && is_target(in, package) &&
			!rewrite_package(in, package))
			return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	}
	if (in->packages)
		return 0;
	if (!*in->other)
		return error_set(error, KVET_ERROR_INPUT, path,
			"no package of it is the kernel: none has the product "
			"linux_kernel");
	error_set(error, KVET_ERROR_INPUT, path, "its kernel is %s, the target Linux %s",
		in->other, in->vex.release);
	error_hint(error, "TARGET has to be the kernel that Yocto built");
	return KVET_ERROR_INPUT;
}

/* The file ---------------------------------------------------------------------------- */

static int check_summary(yyjson_val *root, const char *path, struct kvet_error *error)
{
	yyjson_val *version = yyjson_obj_get(root, "version");

	if (!yyjson_is_arr(yyjson_obj_get(root, "package")))
		return error_set(error, KVET_ERROR_INPUT, path,
			"is no summary of Yocto's cve-check: it has no list 'package'");
	if (version && !yyjson_equals_str(version, "1"))
		return error_set(error, KVET_ERROR_INPUT, path,
			"is of version %.20s: version 1 is read",
			yyjson_is_str(version) ? yyjson_get_str(version) : "?");
	return 0;
}

static int read_summary(
	struct bytes text, const char *path, doc **out, struct kvet_error *error)
{
	struct boundedjson bound;
	yyjson_doc *read = boundedjson_read(&bound, text, error);

	if (!read) {
		snprintf(error->path, sizeof(error->path), "%s", path);
		return error->code;
	}
	int code = check_summary(yyjson_doc_get_root(read), path, error);
	*out = code ? NULL : yyjson_doc_mut_copy(read, NULL);
	yyjson_doc_free(read);
	if (!code && !*out)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

int yocto_rewrite(const kvet_result *result, struct bytes text, const char *path,
	FILE *out, struct kvet_error *error)
{
	const struct kvet_report_options options = {.size = sizeof(options)};
	const struct report report = {
		.kind = REPORT_CHECK, .result = result, .options = &options, .out = out};
	struct rewriting in = {0};
	struct kvet_error unseen;
	int code;

	error = error ? error : &unseen;
	vex_begin(&in.vex, &report);
	code = index_findings(&in, result)
		       ? read_summary(text, path, &in.d, error)
		       : error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	code = code ? code : rewrite(&in, path, error);
	if (!code) {
		code = json_finish_pretty(&report, in.d, error);
		in.d = NULL;
	}
	yyjson_mut_doc_free(in.d);
	free(in.findings);
	free(in.seen);
	vex_end(&in.vex);
	return code;
}

int kvet_report_yocto_summary(
	const kvet_result *result, const char *path, FILE *out, struct kvet_error *error)
{
	struct bytes text;
	int code = file_load(path, SUMMARY_SIZE_MAX, &text, error);

	if (code)
		return code;
	code = yocto_rewrite(result, text, path, out, error);
	free((void *)(uintptr_t)text.data);
	return code;
}
