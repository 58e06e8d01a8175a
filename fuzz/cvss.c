/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a CVSS vector and as a .cvss file: what is understood is understood twice. */
#include "record/cvss.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const struct cvss *cvss)
{
	struct cvss again;

	if (cvss->score > 100 || cvss->severity == KVET_NOT_SCORED ||
		cvss->severity >= KVET_SEVERITIES)
		abort();
	if (cvss_parse(bytes_of(cvss->vector), &again, NULL) ||
		again.score != cvss->score)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_error error = {0};
	struct cvss cvss;

	if (cvss_parse(text, &cvss, &error) == 0)
		check(&cvss);
	else if (error.line != 1 || error.column < 1 || error.column > size + 1)
		abort();
	if (cvss_parse_file(text, &cvss, &error) == 0)
		check(&cvss);
	return 0;
}
