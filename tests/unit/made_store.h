/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the whole library: a few made records, and a store of them. */
#ifndef TESTS_MADE_STORE_H
#define TESTS_MADE_STORE_H

#include "feed_sink.h"

#include "kvet.h"

#define MADE_ORG "\"assignerOrgId\":\"416baaa9-dc9f-4396-8d5f-8c081fb06d67\""
#define MADE_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define MADE_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define MADE_C "cccccccccccccccccccccccccccccccccccccccc"

#define MADE_JSON(cve, title, text, files, versions)                                     \
	"{\"containers\":{\"cna\":{\"title\":\"" title "\",\"descriptions\":[{\"lang\":" \
	"\"en\",\"value\":\"" text "\"}],\"affected\":[{\"defaultStatus\":"              \
	"\"unaffected\",\"programFiles\":[" files "],\"versions\":[" versions "]}],"     \
	"\"references\":[{\"url\":\"https://example.org/" cve "\"}]}},"                  \
	"\"cveMetadata\":{\"cveId\":\"" cve "\"," MADE_ORG ",\"state\":\"PUBLISHED\"}}"

/* What is in the folder "records": five published, one rejected, one not understood, one
 * of somebody else's. */
#define MADE_PUBLISHED 5
#define MADE_REJECTED 1

static inline void made_records(void)
{
	write_text("records/published/CVE-2024-1001.json",
		MADE_JSON("CVE-2024-1001", "sunrpc: fix use-after-free in svc_tcp",
			"The socket is freed twice by zebra.", "\"net/sunrpc/svcsock.c\"",
			"{\"version\":\"5.15\",\"lessThan\":\"6.1.55\",\"status\":"
			"\"affected\"}"));
	write_text("records/published/CVE-2024-1001.dyad",
		"# made\n5.15:" MADE_A ":6.1.55:" MADE_B "\n5.15:" MADE_A ":6.6:" MADE_C
		"\n");
	write_text("records/published/CVE-2024-1001.cvss",
		"someone CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\n");
	write_text("records/published/CVE-2024-1002.json",
		MADE_JSON("CVE-2024-1002", "rust_binder: fix data race",
			"Two lists are changed at once.",
			"\"drivers/android/binder/node.rs\"", ""));
	write_text("records/published/CVE-2024-1002.dyad",
		"6.2:" MADE_A ":6.5:" MADE_B "\n");
	write_text("records/published/CVE-2024-1003.json",
		MADE_JSON("CVE-2024-1003", "nfsd: fix memory leak", "A page is leaked.",
			"\"fs/nfsd/vfs.c\"",
			"{\"version\":\"5.10\",\"lessThan\":\"6.1.10\",\"status\":"
			"\"affected\"}"));
	write_text("records/published/CVE-2024-1005.json",
		MADE_JSON("CVE-2024-1005", "uio: fix it", "Fixed before it came.",
			"\"drivers/uio/uio.c\"", ""));
	write_text("records/published/CVE-2024-1005.dyad",
		"6.2:" MADE_A ":6.1:" MADE_B "\n");
	write_text("records/published/CVE-2024-1008.json",
		MADE_JSON("CVE-2024-1008", "net: fix deadlock", "It came on a line.",
			"\"net/core/dev.c\"", ""));
	write_text("records/published/CVE-2024-1008.dyad",
		"6.1.20:" MADE_A ":0:0\n6.1.20:" MADE_C ":6.1.30:" MADE_B "\n");
	write_text("records/rejected/CVE-2024-1004.json",
		"{\"containers\":{\"cna\":{\"rejectedReasons\":[{\"lang\":\"en\","
		"\"value\":"
		"\"no bug\"}]}},\"cveMetadata\":{\"cveId\":\"CVE-2024-1004\"," MADE_ORG
		",\"state\":\"REJECTED\"}}");
	write_text("records/published/CVE-2024-1006.json", "{\"containers\":\n oops}");
	write_text("records/published/CVE-2024-1007.json",
		"{\"cveMetadata\":{\"cveId\":\"CVE-2024-1007\",\"assignerShortName\":"
		"\"else\"}}");
	write_text("exploited.json",
		"{\"vulnerabilities\":[{\"cveID\":\"CVE-2024-1001\",\"vendorProject\":"
		"\"Linux\",\"product\":\"Kernel\",\"dateAdded\":\"2024-05-30\"},"
		"{\"cveID\":\"CVE-2022-0847\",\"vendorProject\":\"Linux\",\"product\":"
		"\"Kernel\",\"dateAdded\":\"2022-04-25\"},{\"cveID\":\"CVE-2020-0001\","
		"\"vendorProject\":\"Microsoft\",\"product\":\"Windows Kernel\","
		"\"dateAdded\":\"2022-04-25\"}]}");
	write_text("lines.tsv", "line\treleased\tend_of_life\tlts\n"
				"6.1\t2022-12-11\t2027-12-31\tyes\n");
	write_text("releases.json",
		"{\"versions\":{\"6.1.54\":{\"name\":\"6.1.54\",\"date\":\"2023-09-19\"},"
		"\"6.1.55\":{\"name\":\"6.1.55\",\"date\":\"2023-09-23\"}}}");
}

/* A store of them at PATH, opened with FLAGS. */
static inline kvet_store *made_store(const char *path, unsigned flags)
{
	const struct kvet_update_options options = {.size = sizeof(options),
		.source = "records",
		.known_exploited = "exploited.json",
		.lines = "lines.tsv",
		.releases = "releases.json"};
	struct kvet_error error = {0};
	kvet_store *store = NULL;
	kvet_update *update = NULL;

	made_records();
	if (kvet_store_open(path, KVET_STORE_WRITE, &store, &error) ||
		kvet_store_update(store, &options, &update, &error))
		fail_msg("%s: %s", error.path, error.message);
	kvet_update_free(update);
	kvet_store_free(store);
	if (kvet_store_open(path, flags, &store, &error))
		fail_msg("%s: %s", error.path, error.message);
	return store;
}

static inline kvet_target *made_target(const char *release)
{
	kvet_target *target = NULL;

	assert_int_equal(kvet_target_from_release(release, &target, NULL), 0);
	return target;
}

#endif
