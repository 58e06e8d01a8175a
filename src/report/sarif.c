/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
#include "report/vex.h"

#define TREE "KERNEL" /* what paths are below */

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

/* "KEY": {"text": "..."}, as all texts for people are. */
static void add_message(doc *d, val *object, const char *key, const char *text)
{
	add_text(d, yyjson_mut_obj_add_obj(d, object, key), "text", text);
}

/* Rules: one a CVE ---------------------------------------------------------------------- */

/* What code scanning shows by: "security-severity", and tags in its own form. */
static void add_properties(struct vex *vex, doc *d, val *rule, const kvet_record *record)
{
	unsigned cwe = kvet_class_cwe(kvet_record_class(record));
	val *properties = yyjson_mut_obj_add_obj(d, rule, "properties");

	if (kvet_record_severity(record) != KVET_NOT_SCORED)
		add_text(d, properties, "security-severity",
			arena_printf(
				&vex->arena, "%.1f", kvet_record_cvss_score(record)));
	val *tags = yyjson_mut_obj_add_arr(d, properties, "tags");
	yyjson_mut_arr_add_str(d, tags, "security");
	yyjson_mut_arr_add_str(
		d, tags, kvet_word(KVET_WORDS_CLASS, kvet_record_class(record)));
	if (cwe)
		yyjson_mut_arr_add_str(
			d, tags, arena_printf(&vex->arena, "external/cwe/cwe-%u", cwe));
	if (*kvet_record_exploited(record))
		yyjson_mut_arr_add_str(d, tags, "known-exploited");
}

/* TEXT for the head, which findings do not end. */
static const char *keep(struct vex *vex, const char *text)
{
	return arena_text(&vex->arena, bytes_of(text));
}

static void add_rule(struct vex *vex, doc *d, val *rules, const kvet_record *record)
{
	val *rule = yyjson_mut_arr_add_obj(d, rules);

	add_text(d, rule, "id", kvet_record_cve(record));
	add_message(d, rule, "shortDescription",
		keep(vex, vex_text(vex, kvet_record_title(record))));
	add_text(d, rule, "helpUri", keep(vex, vex_record_url(vex, record)));
	add_properties(vex, d, rule, record);
}

static void add_driver(struct vex *vex, doc *d, val *run)
{
	val *tool = yyjson_mut_obj_add_obj(d, run, "tool");
	val *driver = yyjson_mut_obj_add_obj(d, tool, "driver");
	size_t rows = report_rows(vex->report);

	add_text(d, driver, "name", "kvet");
	add_text(d, driver, "version", KVET_VERSION);
	val *rules = yyjson_mut_obj_add_arr(d, driver, "rules");
	for (size_t i = 0; i < rows; i++)
		add_rule(vex, d, rules,
			kvet_finding_record(kvet_result_finding(vex->report->result, i)));
}

/* Results ------------------------------------------------------------------------------- */

static const char *level_of(const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_vex_status status = vex_status(finding);

	if (status == KVET_VEX_NOT_AFFECTED || status == KVET_VEX_FIXED)
		return "none";
	if (*kvet_record_exploited(record))
		return "error";
	switch (kvet_record_severity(record)) {
	case KVET_CRITICAL:
	case KVET_HIGH:
		return "error";
	case KVET_NONE:
	case KVET_LOW:
		return "note";
	default:
		return "warning";
	}
}

static void add_locations(
	struct vex *vex, doc *d, val *result, const kvet_finding *finding)
{
	const char *file = kvet_record_file(kvet_finding_record(finding), 0);
	const char *module = kvet_finding_module(finding);
	val *list = yyjson_mut_obj_add_arr(d, result, "locations");
	val *location = yyjson_mut_arr_add_obj(d, list);

	if (file) {
		val *physical = yyjson_mut_obj_add_obj(d, location, "physicalLocation");
		val *artifact = yyjson_mut_obj_add_obj(d, physical, "artifactLocation");

		add_text(d, artifact, "uri", vex_text(vex, file));
		add_text(d, artifact, "uriBaseId", TREE);
	}
	val *logical = yyjson_mut_arr_add_obj(
		d, yyjson_mut_obj_add_arr(d, location, "logicalLocations"));
	add_text(d, logical, "fullyQualifiedName", vex->purl);
	if (*module) {
		add_text(d, logical, "name", vex_text(vex, module));
		add_text(d, logical, "kind", "module");
	}
}

static val *make_result(struct vex *vex, doc *d, const kvet_finding *finding)
{
	static const char *const kinds[] = {
		[KVET_VEX_NOT_AFFECTED] = "notApplicable",
		[KVET_VEX_AFFECTED] = "fail",
		[KVET_VEX_FIXED] = "pass",
		[KVET_VEX_UNDER_INVESTIGATION] = "open",
	};
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_vex_status status = vex_status(finding);
	val *result = yyjson_mut_obj(d);
	/* A result that is open has no level yet. */
	bool open = status == KVET_VEX_UNDER_INVESTIGATION;

	add_text(d, result, "ruleId", kvet_record_cve(record));
	yyjson_mut_obj_add_uint(d, result, "ruleIndex", vex->index);
	add_text(d, result, "kind", kinds[status]);
	add_text(d, result, "level", open ? "none" : level_of(finding));
	add_message(d, result, "message",
		vex_text(vex,
			arena_printf(&vex->spoken, "%s in Linux %s: %s%s%s",
				kvet_word(KVET_WORDS_VERDICT,
					kvet_finding_verdict(finding)),
				vex->release, kvet_record_title(record),
				status == KVET_VEX_AFFECTED ? "; " : "",
				status == KVET_VEX_AFFECTED ? vex_action(vex, finding)
							    : "")));
	add_locations(vex, d, result, finding);
	val *fingerprints = yyjson_mut_obj_add_obj(d, result, "partialFingerprints");
	add_text(d, fingerprints, "cve/v1", kvet_record_cve(record));
	val *properties = yyjson_mut_obj_add_obj(d, result, "properties");
	add_text(d, properties, "verdict",
		kvet_word(KVET_WORDS_VERDICT, kvet_finding_verdict(finding)));
	add_text(d, properties, "presence",
		kvet_word(KVET_WORDS_PRESENCE, kvet_finding_presence(finding)));
	add_text(d, properties, "evidence", vex_reasons(vex, finding));
	return result;
}

/* The run ------------------------------------------------------------------------------- */

static void add_invocation(struct vex *vex, doc *d, val *run)
{
	val *invocation =
		yyjson_mut_arr_add_obj(d, yyjson_mut_obj_add_arr(d, run, "invocations"));
	const char *text;

	add_text(d, invocation, "endTimeUtc", vex->time);
	yyjson_mut_obj_add_bool(d, invocation, "executionSuccessful", true);
	val *list = yyjson_mut_obj_add_arr(d, invocation, "toolExecutionNotifications");
	for (size_t i = 0; (text = kvet_result_horizon(vex->report->result, i)); i++) {
		val *notification = yyjson_mut_arr_add_obj(d, list);

		add_text(d, notification, "level", "note");
		add_message(d, notification, "message", keep(vex, vex_text(vex, text)));
	}
}

static void add_run(struct vex *vex, doc *d, val *run)
{
	add_driver(vex, d, run);
	add_invocation(vex, d, run);
	val *automation = yyjson_mut_obj_add_obj(d, run, "automationDetails");
	add_text(d, automation, "id",
		arena_printf(&vex->arena, "kvet/linux-%s/", vex->release));
	add_text(d, automation, "guid", vex->uuid);
	val *bases = yyjson_mut_obj_add_obj(d, run, "originalUriBaseIds");
	val *tree = yyjson_mut_obj_add_obj(d, bases, TREE);
	add_message(d, tree, "description", "the kernel's source tree");
	val *properties = yyjson_mut_obj_add_obj(d, run, "properties");
	add_text(d, properties, "purl", vex->purl);
	add_text(d, properties, "cpe", vex->cpe);
	add_text(d, properties, "snapshot", vex->snapshot->date);
}

static doc *make_head(struct vex *vex)
{
	doc *d = json_begin();
	val *root = yyjson_mut_doc_get_root(d);

	if (!d)
		return NULL;
	add_text(d, root, "$schema",
		"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
		"sarif-schema-2.1.0.json");
	add_text(d, root, "version", "2.1.0");
	add_run(vex, d,
		yyjson_mut_arr_add_obj(d, yyjson_mut_obj_add_arr(d, root, "runs")));
	return d;
}

int report_sarif(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	int code;

	vex_begin(&vex, report);
	code = vex_write(&vex, make_head(&vex), "}]}", "results", make_result, error);
	vex_end(&vex);
	return code;
}
