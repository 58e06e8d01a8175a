/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Base and environmental score, in tenths, of each vector on standard input. */
#include "context/environment.h"

#include <stdio.h>

int main(void)
{
	char line[256];

	while (fgets(line, sizeof(line), stdin)) {
		struct bytes vector = {line, strcspn(line, "\n")};
		struct cvss_metrics metrics;
		struct cvss cvss;
		struct kvet_error error;

		if (cvss_parse(vector, &cvss, &error) ||
			cvss_read(vector, &metrics, &error)) {
			fprintf(stderr, "%s: %s\n", line, error.message);
			return 1;
		}
		printf("%u %u\n", cvss.score, environment_score(&metrics));
	}
	return 0;
}
