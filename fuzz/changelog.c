/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any text as a changelog, as dpkg's status, and as gzip: each fix stands in its line. */
#include "target/changelog.h"

#include "record/record.h"
#include "target/dpkgstatus.h"
#include "target/gunzip.h"

#include <stdlib.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool truth)
{
	if (!truth)
		abort();
}

static struct bytes line_at(struct bytes text, unsigned number)
{
	struct bytes line = {0};

	while (number-- && bytes_next_line(&text, &line))
		;
	return line;
}

static void check_fix(const struct changelog *changelog, struct bytes text,
	const struct table_entry *entry)
{
	const struct changelog_fix *fix = entry->value;
	char name[RECORD_CVE_SIZE];

	snprintf(name, sizeof(name), "%.*s", (int)entry->name.len, entry->name.data);
	uint64_t cve = record_cve_parse(name);
	expect(cve && changelog_find(changelog, cve) == fix);
	expect(fix->line && strlen(fix->text) <= 300);
	struct bytes line = line_at(text, fix->line);
	bool found = false;
	for (size_t i = 0; i + 4 <= line.len; i++)
		found |= strncasecmp(line.data + i, "CVE-", 4) == 0;
	expect(found);
}

static void check_changelog(struct bytes text, const char *version)
{
	struct changelog *changelog = NULL;
	struct kvet_error error = {0};
	int code = changelog_read(text, version, "changelog", &changelog, &error);

	expect(code == (int)error.code && !code == (changelog != NULL));
	if (code)
		return;
	expect(changelog->entries && *changelog->version);
	for (size_t i = 0; i < changelog->fixes.count; i++)
		check_fix(changelog, text, &changelog->fixes.entries[i]);
	changelog_free(changelog);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes text = {size ? (const char *)data : NULL, size};
	struct dpkg_package package;
	char *unpacked = NULL;
	size_t len;

	check_changelog(text, NULL);
	check_changelog(text, "6.1.190-1");
	if (dpkgstatus_find(text, "linux-image-1", &package))
		expect(package.version.len > 0);
	if (gunzip(text, 1 << 20, &unpacked, &len, NULL) == 0) {
		expect(len <= 1 << 20 && !unpacked[len]);
		free(unpacked);
	}
	return 0;
}
