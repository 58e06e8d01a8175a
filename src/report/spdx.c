/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SPDX 3.0.1 as JSON-LD, profile security: https://spdx.github.io/spdx-spec/v3.0.1/ */
#include "report/vex.h"

#include <string.h>

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

/* "urn:uuid:...#NAME": what the elements of this document are called. */
static const char *id_of(struct vex *vex, struct arena *arena, const char *name)
{
	return arena_printf(arena, "urn:uuid:%s#%s", vex->uuid, name);
}

static val *make_element(struct vex *vex, doc *d, val *list, struct arena *arena,
	const char *type, const char *name)
{
	val *element = yyjson_mut_arr_add_obj(d, list);

	add_text(d, element, "type", type);
	add_text(d, element, "spdxId", id_of(vex, arena, name));
	add_text(d, element, "creationInfo", "_:creationinfo");
	return element;
}

static void add_identifier(
	doc *d, val *element, val **list, const char *type, const char *text)
{
	if (!*list)
		*list = yyjson_mut_obj_add_arr(d, element, "externalIdentifier");
	val *identifier = yyjson_mut_arr_add_obj(d, *list);
	add_text(d, identifier, "type", "ExternalIdentifier");
	add_text(d, identifier, "externalIdentifierType", type);
	add_text(d, identifier, "identifier", text);
}

/* Findings ---------------------------------------------------------------------------- */

/* What a status is called, as a type and as what it says of the kernel. */
static const struct {
	const char *type, *relationship;
} statuses[] = {
	[KVET_VEX_NOT_AFFECTED] = {"security_VexNotAffectedVulnAssessmentRelationship",
		"doesNotAffect"},
	[KVET_VEX_AFFECTED] = {"security_VexAffectedVulnAssessmentRelationship",
		"affects"},
	[KVET_VEX_FIXED] = {"security_VexFixedVulnAssessmentRelationship", "fixedIn"},
	[KVET_VEX_UNDER_INVESTIGATION] =
		{"security_VexUnderInvestigationVulnAssessmentRelationship",
			"underInvestigationFor"},
};

static val *add_assessment(struct vex *vex, doc *d, val *list, const char *type,
	const char *relationship, const char *prefix, const char *cve)
{
	struct arena *arena = &vex->spoken;
	val *element = make_element(
		vex, d, list, arena, type, arena_printf(arena, "%s-%s", prefix, cve));

	add_text(d, element, "from", id_of(vex, arena, cve));
	add_text(d, element, "relationshipType", relationship);
	yyjson_mut_arr_add_str(
		d, yyjson_mut_obj_add_arr(d, element, "to"), id_of(vex, arena, "kernel"));
	return element;
}

static void add_vex(struct vex *vex, doc *d, val *list, const kvet_finding *finding)
{
	const char *cve = kvet_record_cve(kvet_finding_record(finding));
	enum kvet_vex_status status = vex_status(finding);
	val *element = add_assessment(vex, d, list, statuses[status].type,
		statuses[status].relationship, "vex", cve);

	if (status == KVET_VEX_NOT_AFFECTED) {
		add_text(d, element, "security_justificationType",
			"vulnerableCodeNotPresent");
		add_text(d, element, "security_impactStatement",
			vex_reasons(vex, finding));
		return;
	}
	add_text(d, element, "security_statusNotes", vex_reasons(vex, finding));
	if (status == KVET_VEX_AFFECTED)
		add_text(
			d, element, "security_actionStatement", vex_action(vex, finding));
}

static void add_score(struct vex *vex, doc *d, val *list, const kvet_record *record)
{
	static const char *const severities[] = {
		[KVET_NOT_SCORED] = "none",
		[KVET_NONE] = "none",
		[KVET_LOW] = "low",
		[KVET_MEDIUM] = "medium",
		[KVET_HIGH] = "high",
		[KVET_CRITICAL] = "critical",
	};

	if (!vex_cvss3(record))
		return;
	val *element =
		add_assessment(vex, d, list, "security_CvssV3VulnAssessmentRelationship",
			"hasAssessmentFor", "cvss", kvet_record_cve(record));
	yyjson_mut_obj_add_real(
		d, element, "security_score", kvet_record_cvss_score(record));
	add_text(d, element, "security_severity",
		severities[kvet_record_severity(record)]);
	add_text(d, element, "security_vectorString",
		vex_text(vex, kvet_record_cvss_vector(record)));
}

static val *make_finding(struct vex *vex, doc *d, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	const char *cve = kvet_record_cve(record);
	val *list = yyjson_mut_arr(d), *identifiers = NULL;
	val *vulnerability =
		make_element(vex, d, list, &vex->spoken, "security_Vulnerability", cve);

	add_text(d, vulnerability, "name", cve);
	add_text(d, vulnerability, "summary", vex_text(vex, kvet_record_title(record)));
	add_identifier(d, vulnerability, &identifiers, "cve", cve);
	add_vex(vex, d, list, finding);
	add_score(vex, d, list, record);
	return list;
}

/* Document ---------------------------------------------------------------------------- */

static void add_creation(struct vex *vex, doc *d, val *graph)
{
	val *creation = yyjson_mut_arr_add_obj(d, graph);

	add_text(d, creation, "type", "CreationInfo");
	add_text(d, creation, "@id", "_:creationinfo");
	add_text(d, creation, "created", vex->time);
	yyjson_mut_arr_add_str(d, yyjson_mut_obj_add_arr(d, creation, "createdBy"),
		id_of(vex, &vex->arena, "author"));
	yyjson_mut_arr_add_str(d, yyjson_mut_obj_add_arr(d, creation, "createdUsing"),
		id_of(vex, &vex->arena, "kvet"));
	add_text(d, creation, "specVersion", "3.0.1");
}

static void add_kernel(struct vex *vex, doc *d, val *graph)
{
	val *identifiers = NULL;
	val *kernel =
		make_element(vex, d, graph, &vex->arena, "software_Package", "kernel");

	add_text(d, kernel, "name", "linux");
	add_text(d, kernel, "software_packageVersion", vex->release);
	add_text(d, kernel, "software_packageUrl", vex->purl);
	add_text(d, kernel, "software_primaryPurpose", "operatingSystem");
	add_identifier(d, kernel, &identifiers, "cpe23", vex->cpe);
	add_identifier(d, kernel, &identifiers, "packageUrl", vex->purl);
}

static void add_list(doc *d, val *object, const char *key, const char *const *texts)
{
	val *list = yyjson_mut_obj_add_arr(d, object, key);

	for (size_t i = 0; texts[i]; i++)
		yyjson_mut_arr_add_str(d, list, texts[i]);
}

static void add_document(struct vex *vex, doc *d, val *graph)
{
	static const char *const profiles[] = {"core", "security", "software", NULL};
	const char *const roots[] = {id_of(vex, &vex->arena, "kernel"), NULL};
	val *document =
		make_element(vex, d, graph, &vex->arena, "SpdxDocument", "document");

	add_text(d, document, "name",
		arena_printf(&vex->arena, "%s: which CVEs are in it", vex_product(vex)));
	add_list(d, document, "profileConformance", profiles);
	add_list(d, document, "rootElement", roots);
}

static doc *make_head(struct vex *vex)
{
	doc *d = json_begin();
	val *root = yyjson_mut_doc_get_root(d), *graph, *agent, *tool;

	if (!d)
		return NULL;
	add_text(d, root, "@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld");
	graph = yyjson_mut_obj_add_arr(d, root, "@graph");
	add_creation(vex, d, graph);
	agent = make_element(vex, d, graph, &vex->arena, "Agent", "author");
	add_text(d, agent, "name", *vex->author ? vex->author : "not named");
	tool = make_element(vex, d, graph, &vex->arena, "Tool", "kvet");
	add_text(d, tool, "name", vex_tool());
	add_document(vex, d, graph);
	add_kernel(vex, d, graph);
	return d;
}

int report_spdx(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	int code;

	vex_begin(&vex, report);
	code = vex_write(&vex, make_head(&vex), "]}", NULL, make_finding, error);
	vex_end(&vex);
	return code;
}
