/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How many CVEs are in a kernel, and which of them are known to be exploited: libkvet in
 * one page. Build it against an installed library with
 *
 *	cc count.c $(pkg-config --cflags --libs libkvet) -o count
 *
 * and run it as `./count 6.1.147 [STORE]`.
 */
#include <kvet.h>

static int complain(const struct kvet_error *error)
{
	fprintf(stderr, "count: %s%s%s\n", error->path, *error->path ? ": " : "",
		error->message);
	return 3;
}

static void print_exploited(const kvet_result *result)
{
	const kvet_finding *finding;

	for (size_t i = 0; (finding = kvet_result_finding(result, i)); i++) {
		const kvet_record *record = kvet_finding_record(finding);
		const struct kvet_evidence *evidence;

		printf("%s: %s\n", kvet_record_cve(record), kvet_record_title(record));
		for (size_t k = 0; (evidence = kvet_finding_evidence(finding, k)); k++)
			printf("    %s [%s]\n", evidence->text, evidence->source);
	}
}

static int check(kvet_store *store, const char *release, struct kvet_error *error)
{
	const struct kvet_filter exploited = {
		.size = sizeof(exploited), .exploited = true};
	kvet_target *target = NULL;
	kvet_result *result = NULL;
	int code = kvet_target_from_release(release, &target, error);

	if (!code)
		code = kvet_check(store, target, &exploited, &result, error);
	if (!code) {
		printf("%s: %zu of %zu records\n", release,
			kvet_result_total(result, KVET_AFFECTED),
			kvet_result_snapshot(result)->records);
		print_exploited(result);
	}
	kvet_result_free(result);
	kvet_target_free(target);
	return code;
}

int main(int argc, char **argv)
{
	struct kvet_error error;
	kvet_store *store;

	if (argc < 2) {
		fputs("usage: count RELEASE [STORE]\n", stderr);
		return 2;
	}
	if (kvet_store_open(argc > 2 ? argv[2] : NULL, 0, &store, &error))
		return complain(&error);
	int code = check(store, argv[1], &error);
	kvet_store_free(store);
	return code ? complain(&error) : 0;
}
