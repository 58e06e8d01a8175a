/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CycloneDX 1.6, its vulnerabilities: https://cyclonedx.org/docs/1.6/json/ */
#include "report/vex.h"

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

static void add_rating(struct vex *vex, doc *d, val *object, const kvet_record *record)
{
	static const char *const severities[] = {
		[KVET_NOT_SCORED] = "unknown",
		[KVET_NONE] = "none",
		[KVET_LOW] = "low",
		[KVET_MEDIUM] = "medium",
		[KVET_HIGH] = "high",
		[KVET_CRITICAL] = "critical",
	};
	const char *version = vex_cvss3(record);

	if (!version)
		return;
	val *ratings = yyjson_mut_obj_add_arr(d, object, "ratings");
	val *rating = yyjson_mut_arr_add_obj(d, ratings);
	yyjson_mut_obj_add_real(d, rating, "score", kvet_record_cvss_score(record));
	add_text(d, rating, "severity", severities[kvet_record_severity(record)]);
	add_text(d, rating, "method", version[2] == '1' ? "CVSSv31" : "CVSSv3");
	add_text(d, rating, "vector", vex_text(vex, kvet_record_cvss_vector(record)));
}

/* States and responses are CycloneDX's own words for what VEX says. */
static void add_analysis(
	struct vex *vex, doc *d, val *object, const kvet_finding *finding)
{
	static const char *const states[] = {
		[KVET_VEX_NOT_AFFECTED] = "not_affected",
		[KVET_VEX_AFFECTED] = "exploitable",
		[KVET_VEX_FIXED] = "resolved",
		[KVET_VEX_UNDER_INVESTIGATION] = "in_triage",
	};
	enum kvet_vex_status status = vex_status(finding);
	val *analysis = yyjson_mut_obj_add_obj(d, object, "analysis");

	add_text(d, analysis, "state", states[status]);
	if (status == KVET_VEX_NOT_AFFECTED)
		add_text(d, analysis, "justification", "code_not_present");
	if (status == KVET_VEX_AFFECTED && *vex_fix(vex, finding)) {
		val *response = yyjson_mut_obj_add_arr(d, analysis, "response");

		yyjson_mut_arr_add_str(d, response, "update");
	} else if (status == KVET_VEX_AFFECTED && *kvet_finding_option(finding)) {
		val *response = yyjson_mut_obj_add_arr(d, analysis, "response");

		yyjson_mut_arr_add_str(d, response, "workaround_available");
	}
	add_text(d, analysis, "detail", vex_reasons(vex, finding));
}

static void add_advisory(
	struct vex *vex, doc *d, val *object, const kvet_finding *finding)
{
	const char *url = vex_fix_url(vex, finding);

	if (!*url)
		return;
	val *advisories = yyjson_mut_obj_add_arr(d, object, "advisories");
	val *advisory = yyjson_mut_arr_add_obj(d, advisories);
	add_text(d, advisory, "title", "fix");
	add_text(d, advisory, "url", url);
}

static val *make_vulnerability(struct vex *vex, doc *d, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	unsigned cwe = kvet_class_cwe(kvet_record_class(record));
	val *object = yyjson_mut_obj(d);

	add_text(d, object, "id", kvet_record_cve(record));
	val *source = yyjson_mut_obj_add_obj(d, object, "source");
	add_text(d, source, "name", "Linux kernel CNA");
	add_text(d, source, "url", vex_record_url(vex, record));
	add_rating(vex, d, object, record);
	if (cwe) {
		val *cwes = yyjson_mut_obj_add_arr(d, object, "cwes");

		yyjson_mut_arr_add_uint(d, cwes, cwe);
	}
	add_text(d, object, "description", vex_text(vex, kvet_record_title(record)));
	if (vex_status(finding) == KVET_VEX_AFFECTED)
		add_text(d, object, "recommendation", vex_action(vex, finding));
	add_advisory(vex, d, object, finding);
	add_analysis(vex, d, object, finding);
	val *affects = yyjson_mut_obj_add_arr(d, object, "affects");
	add_text(d, yyjson_mut_arr_add_obj(d, affects), "ref", vex->purl);
	return object;
}

static void add_metadata(struct vex *vex, doc *d, val *root)
{
	val *metadata = yyjson_mut_obj_add_obj(d, root, "metadata");

	add_text(d, metadata, "timestamp", vex->time);
	val *tools = yyjson_mut_obj_add_obj(d, metadata, "tools");
	val *components = yyjson_mut_obj_add_arr(d, tools, "components");
	val *tool = yyjson_mut_arr_add_obj(d, components);
	add_text(d, tool, "type", "application");
	add_text(d, tool, "name", "kvet");
	add_text(d, tool, "version", KVET_VERSION);
	if (*vex->author) {
		val *authors = yyjson_mut_obj_add_arr(d, metadata, "authors");

		add_text(d, yyjson_mut_arr_add_obj(d, authors), "name", vex->author);
	}
	val *kernel = yyjson_mut_obj_add_obj(d, metadata, "component");
	add_text(d, kernel, "type", "operating-system");
	add_text(d, kernel, "bom-ref", vex->purl);
	add_text(d, kernel, "name", "linux");
	add_text(d, kernel, "version", vex->release);
	add_text(d, kernel, "cpe", vex->cpe);
	add_text(d, kernel, "purl", vex->purl);
}

static doc *make_head(struct vex *vex)
{
	doc *d = json_begin();
	val *root = yyjson_mut_doc_get_root(d);

	if (!d)
		return NULL;
	add_text(d, root, "$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
	add_text(d, root, "bomFormat", "CycloneDX");
	add_text(d, root, "specVersion", "1.6");
	add_text(d, root, "serialNumber",
		arena_printf(&vex->arena, "urn:uuid:%s", vex->uuid));
	yyjson_mut_obj_add_int(d, root, "version", 1);
	add_metadata(vex, d, root);
	return d;
}

int report_cyclonedx(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	int code;

	vex_begin(&vex, report);
	code = vex_write(
		&vex, make_head(&vex), "}", "vulnerabilities", make_vulnerability, error);
	vex_end(&vex);
	return code;
}
