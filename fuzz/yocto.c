/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a summary of Yocto's cve-check, rewritten with the verdicts of three records. */
#include "report/yocto.h"
#include "verdict/result.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct kvet_evidence evidence[] = {{"introduced", "introduced in 5.15", "x.dyad"}};

static struct kvet_finding make_finding(const char *cve, enum kvet_verdict verdict)
{
	return (struct kvet_finding){
		.record = {.cve = cve,
			.title = "net: fix it",
			.published = "",
			.subsystem = "net",
			.cvss_vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
			.cvss_source = "",
			.exploited = ""},
		.verdict = verdict,
		.option = "CONFIG_NET",
		.option_value = "y",
		.module = "",
		.pair = {"5.15", "aaaaaaaaaaaa", "6.1.60", "bbbbbbbbbbbb"},
		.evidence = evidence,
		.evidence_count = 1};
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kvet_finding findings[] = {make_finding("CVE-2024-1001", KVET_AFFECTED),
		make_finding("CVE-2024-1002", KVET_FIXED),
		make_finding("CVE-2024-1003", KVET_NOT_BUILT)};
	struct kvet_finding *list[] = {&findings[0], &findings[1], &findings[2]};
	struct kvet_result result = {.findings = list, .count = 3};
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct kvet_error error = {0};
	char *written = NULL;
	size_t len = 0;
	FILE *out = open_memstream(&written, &len);
	kvet_target *target;

	if (!out || kvet_target_from_release("6.1.55", &target, NULL))
		abort();
	result.target = target;
	int code = yocto_rewrite(&result, text, "summary.json", out, &error);
	fclose(out);
	/* What was written is a summary too, and has all three; else there is an error. */
	if (code != (int)error.code || !code != (len > 0) || (code && !*error.message))
		abort();
	if (!code &&
		(!strstr(written, "CVE-2024-1001") || !strstr(written, "CVE-2024-1003")))
		abort();
	free(written);
	kvet_target_free(target);
	return 0;
}
