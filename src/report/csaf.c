/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CSAF 2.0, profile VEX: https://docs.oasis-open.org/csaf/csaf/v2.0/os/csaf-v2.0-os.html */
#include "report/vex.h"

#include <string.h>

#define PRODUCT "kernel" /* as the rest of the document calls it */

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

/* "KEY": ["kernel"] */
static void add_kernel(doc *d, val *object, const char *key)
{
	yyjson_mut_arr_add_str(d, yyjson_mut_obj_add_arr(d, object, key), PRODUCT);
}

/* A list with one object in it. */
static val *add_one(doc *d, val *object, const char *key)
{
	return yyjson_mut_arr_add_obj(d, yyjson_mut_obj_add_arr(d, object, key));
}

/* Vulnerabilities --------------------------------------------------------------------- */

static void add_score(struct vex *vex, doc *d, val *object, const kvet_record *record)
{
	const char *version = vex_cvss3(record);

	if (!version)
		return;
	val *score = add_one(d, object, "scores");
	val *cvss = yyjson_mut_obj_add_obj(d, score, "cvss_v3");
	add_text(d, cvss, "version", version);
	add_text(d, cvss, "vectorString", vex_text(vex, kvet_record_cvss_vector(record)));
	yyjson_mut_obj_add_real(d, cvss, "baseScore", kvet_record_cvss_score(record));
	add_text(d, cvss, "baseSeverity",
		kvet_word(KVET_WORDS_SEVERITY, kvet_record_severity(record)));
	add_kernel(d, score, "products");
}

static void add_remedy(doc *d, val *list, const char *category, const char *details)
{
	val *remedy = yyjson_mut_arr_add_obj(d, list);

	add_text(d, remedy, "category", category);
	add_text(d, remedy, "details", details);
	add_kernel(d, remedy, "product_ids");
}

static void add_remedies(
	struct vex *vex, doc *d, val *object, const kvet_finding *finding)
{
	val *list = yyjson_mut_obj_add_arr(d, object, "remediations");
	const char *off = vex_switch_off(vex, finding);

	if (*vex_fix(vex, finding)) {
		add_remedy(d, list, "vendor_fix", vex_action(vex, finding));
		return;
	}
	add_remedy(d, list, "none_available", vex_action(vex, finding));
	if (*off)
		add_remedy(d, list, "workaround", off);
}

/* Why: of what is not affected the threat that CSAF asks for, of all else a note. */
static void add_reasons(
	struct vex *vex, doc *d, val *object, val *notes, const kvet_finding *finding)
{
	const char *reasons = vex_reasons(vex, finding);

	if (vex_status(finding) == KVET_VEX_NOT_AFFECTED) {
		val *threat = add_one(d, object, "threats");
		val *flag = add_one(d, object, "flags");

		add_text(d, threat, "category", "impact");
		add_text(d, threat, "details", reasons);
		add_kernel(d, threat, "product_ids");
		add_text(d, flag, "label", "vulnerable_code_not_present");
		add_kernel(d, flag, "product_ids");
	} else if (*reasons) {
		val *note = yyjson_mut_arr_add_obj(d, notes);

		add_text(d, note, "category", "details");
		add_text(d, note, "text", reasons);
		add_text(d, note, "title", "Evidence");
	}
}

static void add_reference(
	struct vex *vex, doc *d, val *object, const kvet_finding *finding)
{
	const char *url = vex_fix_url(vex, finding);

	if (!*url)
		return;
	val *reference = add_one(d, object, "references");
	add_text(d, reference, "category", "external");
	add_text(d, reference, "summary", "fix");
	add_text(d, reference, "url", url);
}

static val *make_vulnerability(struct vex *vex, doc *d, const kvet_finding *finding)
{
	static const char *const statuses[] = {
		[KVET_VEX_NOT_AFFECTED] = "known_not_affected",
		[KVET_VEX_AFFECTED] = "known_affected",
		[KVET_VEX_FIXED] = "fixed",
		[KVET_VEX_UNDER_INVESTIGATION] = "under_investigation",
	};
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_vex_status status = vex_status(finding);
	val *object = yyjson_mut_obj(d);

	add_text(d, object, "cve", kvet_record_cve(record));
	val *notes = yyjson_mut_obj_add_arr(d, object, "notes");
	val *note = yyjson_mut_arr_add_obj(d, notes);
	add_text(d, note, "category", "description");
	add_text(d, note, "text",
		*kvet_record_title(record) ? vex_text(vex, kvet_record_title(record))
					   : kvet_record_cve(record));
	add_reasons(vex, d, object, notes, finding);
	val *product_status = yyjson_mut_obj_add_obj(d, object, "product_status");
	add_kernel(d, product_status, statuses[status]);
	add_reference(vex, d, object, finding);
	if (status == KVET_VEX_AFFECTED)
		add_remedies(vex, d, object, finding);
	if (status == KVET_VEX_AFFECTED || status == KVET_VEX_UNDER_INVESTIGATION)
		add_score(vex, d, object, record);
	return object;
}

/* Document ---------------------------------------------------------------------------- */

static void add_tracking(struct vex *vex, doc *d, val *document)
{
	val *tracking = yyjson_mut_obj_add_obj(d, document, "tracking");

	add_text(d, tracking, "current_release_date", vex->time);
	val *generator = yyjson_mut_obj_add_obj(d, tracking, "generator");
	val *engine = yyjson_mut_obj_add_obj(d, generator, "engine");
	add_text(d, engine, "name", "kvet");
	add_text(d, engine, "version", KVET_VERSION);
	add_text(d, tracking, "id",
		arena_printf(&vex->arena, "kvet-linux-%s-%s", vex->release, vex->uuid));
	add_text(d, tracking, "initial_release_date", vex->time);
	val *revision = add_one(d, tracking, "revision_history");
	add_text(d, revision, "date", vex->time);
	add_text(d, revision, "number", "1");
	add_text(d, revision, "summary",
		arena_printf(&vex->arena, "%zu records, snapshot of %s",
			vex->snapshot->records,
			*vex->snapshot->date ? vex->snapshot->date : "an unknown day"));
	add_text(d, tracking, "status", "final");
	add_text(d, tracking, "version", "1");
}

static void add_notes(struct vex *vex, doc *d, val *document)
{
	val *notes = yyjson_mut_obj_add_arr(d, document, "notes");
	const char *text;

	for (size_t i = 0; (text = kvet_result_horizon(vex->report->result, i)); i++) {
		val *note = yyjson_mut_arr_add_obj(d, notes);

		add_text(d, note, "category", "general");
		add_text(d, note, "text", arena_text(&vex->arena, bytes_of(text)));
		add_text(d, note, "title", "What this does not cover");
	}
	for (size_t i = 0; (text = kvet_target_note(vex->target, i)); i++) {
		val *note = yyjson_mut_arr_add_obj(d, notes);

		add_text(d, note, "category", "general");
		add_text(d, note, "text",
			arena_text(&vex->arena, bytes_of(vex_text(vex, text))));
		add_text(d, note, "title", "How the kernel was told");
	}
}

static void add_document(struct vex *vex, doc *d, val *root)
{
	const char *url = vex->report->options->author_url;
	val *document = yyjson_mut_obj_add_obj(d, root, "document");

	add_text(d, document, "category", "csaf_vex");
	add_text(d, document, "csaf_version", "2.0");
	add_text(d, document, "lang", "en");
	add_notes(vex, d, document);
	val *publisher = yyjson_mut_obj_add_obj(d, document, "publisher");
	add_text(d, publisher, "category", "other");
	add_text(d, publisher, "name", *vex->author ? vex->author : "not named");
	add_text(d, publisher, "namespace", url ? url : "https://not-named.invalid");
	add_text(d, document, "title",
		arena_printf(&vex->arena, "%s: which CVEs are in it", vex_product(vex)));
	add_tracking(vex, d, document);
}

static val *add_branch(doc *d, val *object, const char *category, const char *name)
{
	val *branch = add_one(d, object, "branches");

	add_text(d, branch, "category", category);
	add_text(d, branch, "name", name);
	return branch;
}

static void add_product_tree(struct vex *vex, doc *d, val *root)
{
	val *tree = yyjson_mut_obj_add_obj(d, root, "product_tree");
	val *vendor = add_branch(d, tree, "vendor", "Linux");
	val *name = add_branch(d, vendor, "product_name", "Linux kernel");
	val *version = add_branch(d, name, "product_version", vex->release);
	val *product = yyjson_mut_obj_add_obj(d, version, "product");

	add_text(d, product, "name", vex_product(vex));
	add_text(d, product, "product_id", PRODUCT);
	val *helper = yyjson_mut_obj_add_obj(d, product, "product_identification_helper");
	add_text(d, helper, "cpe", vex->cpe);
	add_text(d, helper, "purl", vex->purl);
}

static doc *make_head(struct vex *vex)
{
	doc *d = json_begin();
	val *root = yyjson_mut_doc_get_root(d);

	if (!d)
		return NULL;
	add_document(vex, d, root);
	add_product_tree(vex, d, root);
	return d;
}

int report_csaf(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	int code;

	vex_begin(&vex, report);
	code = vex_need_findings(&vex, error);
	if (!code)
		code = vex_write(&vex, make_head(&vex), "}", "vulnerabilities",
			make_vulnerability, error);
	vex_end(&vex);
	return code;
}
