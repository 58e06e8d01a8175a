/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/horizon.h"

#include "release/release.h"

static int count_problems(
	struct kvet_result *result, struct kvet_store *store, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, "SELECT count(*) FROM problem", error);
	int code;

	if (!query)
		return KVET_ERROR_STORE;
	if (store_row(store, query, &code, error) && sqlite3_column_int(query, 0))
		result_horizon(result,
			"%d files of the records were not understood and are not judged: "
			"'kvet db' "
			"names them",
			sqlite3_column_int(query, 0));
	sqlite3_finalize(query);
	return code;
}

/* The day of RELEASE, and the newest release of its line, out of the releases known. */
struct known_release {
	bool known;
	char date[11];
	struct kvet_release newest;
	size_t count;
};

static int find_release(struct kvet_store *store, struct kvet_release release,
	struct known_release *found, struct kvet_error *error)
{
	sqlite3_stmt *query =
		store_prepare(store, "SELECT name, date FROM release", error);
	struct kvet_release each;
	int code;

	if (!query)
		return KVET_ERROR_STORE;
	while (store_row(store, query, &code, error)) {
		found->count++;
		if (!release_parse(bytes_of(store_text(query, 0)), &each) ||
			release_compare_line(each, release) != 0)
			continue;
		if (kvet_release_compare(each, found->newest) > 0)
			found->newest = each;
		if (kvet_release_compare(each, release) != 0)
			continue;
		found->known = true;
		snprintf(found->date, sizeof(found->date), "%s", store_text(query, 1));
	}
	sqlite3_finalize(query);
	return code;
}

/* A release that nobody has heard of is answered, because it may be newer than the facts,
 * but never in silence. */
static int say_release(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	struct known_release found = {0};
	char name[KVET_RELEASE_SIZE], newest[KVET_RELEASE_SIZE];
	int code = find_release(store, target->release, &found, error);

	if (code || !found.count)
		return code;
	kvet_release_text(target->release, name);
	if (!found.known && !target->release.candidate && !found.newest.major)
		result_horizon(
			result, "the store knows no release of the line of %s", name);
	else if (!found.known && !target->release.candidate)
		result_horizon(result,
			"the store knows no release %s; the newest it knows on that line "
			"is %s",
			name, kvet_release_text(found.newest, newest));
	else if (*found.date && strcmp(found.date, result->snapshot.date) > 0)
		result_horizon(result,
			"%s is of %s, after the snapshot: what came in since is not "
			"judged",
			name, found.date);
	return 0;
}

int horizon_find(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	result_horizon(result, "the records are those of the kernel's own CVE authority, "
			       "which began in February "
			       "2024 and filled in older years only in part");
	int code = count_problems(result, store, error);
	if (!target)
		return code;
	result_horizon(result, "the release alone decides: what the configuration leaves "
			       "out is not looked at");
	return code ? code : say_release(result, store, target, error);
}
