/* SPDX-License-Identifier: GPL-2.0-or-later */
/* OpenVEX 0.2.0: https://github.com/openvex/spec */
#include "report/vex.h"

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	yyjson_mut_obj_add_str(d, object, key, text);
}

static void add_product(struct vex *vex, doc *d, val *statement)
{
	val *products = yyjson_mut_obj_add_arr(d, statement, "products");
	val *product = yyjson_mut_arr_add_obj(d, products);

	add_text(d, product, "@id", vex->purl);
	val *identifiers = yyjson_mut_obj_add_obj(d, product, "identifiers");
	add_text(d, identifiers, "purl", vex->purl);
	add_text(d, identifiers, "cpe23", vex->cpe);
}

static val *make_statement(struct vex *vex, doc *d, const kvet_finding *finding)
{
	const kvet_record *record = kvet_finding_record(finding);
	enum kvet_vex_status status = vex_status(finding);
	val *statement = yyjson_mut_obj(d);
	val *vulnerability = yyjson_mut_obj_add_obj(d, statement, "vulnerability");

	add_text(d, vulnerability, "@id", vex_record_url(vex, record));
	add_text(d, vulnerability, "name", kvet_record_cve(record));
	add_text(d, vulnerability, "description",
		vex_text(vex, kvet_record_title(record)));
	add_product(vex, d, statement);
	add_text(d, statement, "status", kvet_word(KVET_WORDS_VEX_STATUS, status));
	if (status == KVET_VEX_NOT_AFFECTED) {
		add_text(d, statement, "justification", "vulnerable_code_not_present");
		add_text(d, statement, "impact_statement", vex_reasons(vex, finding));
		return statement;
	}
	add_text(d, statement, "status_notes", vex_reasons(vex, finding));
	if (status == KVET_VEX_AFFECTED)
		add_text(d, statement, "action_statement", vex_action(vex, finding));
	return statement;
}

static doc *make_head(struct vex *vex)
{
	doc *d = json_begin();
	val *root = yyjson_mut_doc_get_root(d);

	if (!d)
		return NULL;
	add_text(d, root, "@context", "https://openvex.dev/ns/v0.2.0");
	add_text(d, root, "@id", arena_printf(&vex->arena, "urn:uuid:%s", vex->uuid));
	add_text(d, root, "author", *vex->author ? vex->author : "not named");
	add_text(d, root, "timestamp", vex->time);
	yyjson_mut_obj_add_int(d, root, "version", 1);
	add_text(d, root, "tooling", vex_tool());
	return d;
}

int report_openvex(const struct report *report, struct kvet_error *error)
{
	struct vex vex;
	int code;

	vex_begin(&vex, report);
	code = vex_need_findings(&vex, error);
	if (!code)
		code = vex_write(
			&vex, make_head(&vex), "}", "statements", make_statement, error);
	vex_end(&vex);
	return code;
}
