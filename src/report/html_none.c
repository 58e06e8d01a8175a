/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stands in for html.c where the page of web/ is left out. */
#include "kvet.h"
#include "util/error.h"

int kvet_report_html_ready(struct kvet_error *error)
{
	error_set(error, KVET_ERROR_UNSUPPORTED, NULL,
		"this kvet was built without its page (Node.js, npm)");
	error_hint(error, "'kvet check --format csv' gives the findings for a "
			  "spreadsheet; docs/building.md tells how to build the page");
	return KVET_ERROR_UNSUPPORTED;
}

int kvet_report_html(const struct kvet_page *page,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error)
{
	(void)page;
	(void)options;
	(void)out;
	return kvet_report_html_ready(error);
}
