/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A CVE's number, as one integer that sorts as the CVEs do. */
#include "record/record.h"

#include <inttypes.h>
#include <strings.h>

#define YEAR_FACTOR UINT64_C(1000000000)

const char *record_cve_text(uint64_t cve, char text[RECORD_CVE_SIZE])
{
	/* Four digits at the least: CVE-2024-0001. */
	snprintf(text, RECORD_CVE_SIZE, "CVE-%" PRIu64 "-%04" PRIu64, cve / YEAR_FACTOR,
		cve % YEAR_FACTOR);
	return text;
}

/* MIN to MAX digits at TEXT; where they end, or NULL. */
static const char *read_digits(const char *text, int min, int max, uint64_t *value)
{
	int count = 0;

	*value = 0;
	while (count < max && text[count] >= '0' && text[count] <= '9')
		*value = *value * 10 + (uint64_t)(text[count++] - '0');
	return count >= min ? text + count : NULL;
}

uint64_t record_cve_parse(const char *text)
{
	uint64_t year, number;

	if (strncasecmp(text, "CVE-", 4) != 0)
		return 0;
	const char *rest = read_digits(text + 4, 4, 4, &year);
	if (!rest || *rest != '-' || !year)
		return 0;
	rest = read_digits(rest + 1, 4, 9, &number);
	return rest && !*rest ? year * YEAR_FACTOR + number : 0;
}
