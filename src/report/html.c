/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page: the one of web/, and between its head and tail the documents that it shows. */
#include "report/jsontext.h"
#include "report/page.h"
#include "report/profile.h"
#include "util/error.h"

#include <errno.h>

/* Of a profile by subsystem there are hundreds; a chart shows nine and the rest. */
#define PROFILE_ROWS 60

int kvet_report_html_ready(struct kvet_error *error)
{
	(void)error;
	return 0;
}

static int write_document(const struct report *report, const char *name,
	int (*write)(const struct report *, struct kvet_error *),
	struct kvet_error *error)
{
	fprintf(report->out, "<script type=\"application/json\" data-kvet=\"%s\">", name);
	int code = write(report, error);
	fputs("</script>\n", report->out);
	return code;
}

/* The texts that end before the document does, or are not there. */
static void add_optional(doc *d, val *object, const char *key, const char *text)
{
	json_add_known(d, object, key, text ? text : "");
}

/* What the page says of itself. */
static int write_facts(const struct report *report, const struct kvet_page *page,
	struct kvet_error *error)
{
	const struct kvet_report_options *options = report->options;
	doc *d = json_begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.page/1");
		yyjson_mut_obj_add_str(d, root, "version", kvet_version());
		add_optional(d, root, "made_by", page->made_by);
		yyjson_mut_obj_add_bool(d, root, "exploited_list", page->exploited_list);
		add_optional(d, root, "explain", options->explain);
		add_optional(d, root, "explain_options", options->explain_options);
	}
	fputs("<script type=\"application/json\" data-kvet=\"page\">", report->out);
	int code = json_finish(report, d, 0, error);
	fputs("</script>\n", report->out);
	return code;
}

static int write_profile(const kvet_profile *profile, FILE *out, struct kvet_error *error)
{
	const struct kvet_report_options options = {
		.size = sizeof(options), .rows = PROFILE_ROWS};
	const struct report report = {.kind = REPORT_PROFILE,
		.profile = profile,
		.options = &options,
		.out = out,
		.embedded = true};

	return write_document(&report, "profile", profile_json, error);
}

static int write_documents(const struct report *report, const struct kvet_page *page,
	struct kvet_error *error)
{
	int code = write_facts(report, page, error);

	if (!code)
		code = write_document(report, "result", report_json, error);
	for (size_t i = 0; !code && i < page->profile_count; i++) {
		if (page->profiles[i])
			code = write_profile(page->profiles[i], report->out, error);
	}
	return code;
}

int kvet_report_html(const struct kvet_page *page,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	struct kvet_report_options all = {.size = sizeof(all)};
	const struct report report = {
		.kind = kvet_result_target(page->result) ? REPORT_CHECK : REPORT_LIST,
		.result = page->result,
		.options = &all,
		.out = out,
		.embedded = true,
	};

	if (options) {
		all.explain = options->explain;
		all.explain_options = options->explain_options;
	}
	errno = 0;
	fwrite(page_head, 1, page_head_size, out);
	int code = write_documents(&report, page, error);
	fwrite(page_tail, 1, page_tail_size, out);
	return report_flush(out, code, error);
}
