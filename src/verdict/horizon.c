/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/horizon.h"

#include "release/release.h"

static int count_problems(
	struct kvet_result *result, struct kvet_store *store, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, "SELECT count(*) FROM problem", error);
	int code;

	if (!query)
		return error->code;
	if (store_row(store, query, &code, error) && sqlite3_column_int(query, 0))
		result_horizon(result,
			"%d files of the records were not understood and are not judged: "
			"'kvet db' "
			"names them",
			sqlite3_column_int(query, 0));
	sqlite3_finalize(query);
	return code;
}

/* The day of RELEASE, when the store knows it. */
static bool find_day(struct kvet_store *store, const char *name, char date[11], int *code,
	struct kvet_error *error)
{
	sqlite3_stmt *query =
		store_prepare(store, "SELECT date FROM release WHERE name = ?", error);

	if (!query) {
		*code = error->code;
		return false;
	}
	sqlite3_bind_text(query, 1, name, -1, SQLITE_STATIC);
	bool found = store_row(store, query, code, error);
	if (found)
		snprintf(date, 11, "%s", store_text(query, 0));
	sqlite3_finalize(query);
	return found;
}

/* The newest release of RELEASE's line; *KNOWN tells how many of any line there are. */
static int find_newest(struct kvet_store *store, struct kvet_release release,
	struct kvet_release *newest, size_t *known, struct kvet_error *error)
{
	sqlite3_stmt *query = store_prepare(store, "SELECT name FROM release", error);
	struct kvet_release each;
	int code;

	if (!query)
		return error->code;
	while (store_row(store, query, &code, error)) {
		++*known;
		if (release_parse(bytes_of(store_text(query, 0)), &each) &&
			release_compare_line(each, release) == 0 &&
			kvet_release_compare(each, *newest) > 0)
			*newest = each;
	}
	sqlite3_finalize(query);
	return code;
}

static int say_unknown_release(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, const char *name, struct kvet_error *error)
{
	struct kvet_release newest = {0};
	char text[KVET_RELEASE_SIZE];
	size_t known = 0;
	int code = find_newest(store, target->release, &newest, &known, error);

	if (code)
		return code;
	if (!known && result->release_named)
		return 0; /* without a list, the pairs prove that there is one */
	if (!known) {
		result_horizon(result,
			"the store has no list of releases ('kvet update --releases "
			"FILE'): whether "
			"there is a %s, and of which day, is not known",
			name);
		return 0;
	}
	if (newest.major)
		result_horizon(result,
			"the store knows no release %s; the newest it knows on that line "
			"is %s",
			name, kvet_release_text(newest, text));
	else
		result_horizon(
			result, "the store knows no release of the line of %s", name);
	return 0;
}

/* A release that nobody has heard of is answered, because it may be newer than the facts,
 * but never in silence. */
static int say_release(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	char name[KVET_RELEASE_SIZE], date[11];
	int code = 0;

	kvet_release_text(target->release, name);
	if (find_day(store, name, date, &code, error)) {
		if (*date && strcmp(date, result->snapshot.date) > 0)
			result_horizon(result,
				"%s is of %s, after the snapshot: what came in since is "
				"not judged",
				name, date);
		return 0;
	}
	if (code || target->release.candidate)
		return code;
	return say_unknown_release(result, store, target, name, error);
}

/* What the verdicts know of the build, or would need to. */
static void say_build(struct kvet_result *result, const struct kvet_target *target)
{
	const struct built *built = &target->built;
	size_t undecided = result->presences[KVET_PRESENCE_UNDECIDED];

	if (built_can_tell(built)) {
		if (undecided)
			result_horizon(result,
				"%zu of the affected: nothing proves their code absent "
				"(kvet "
				"explain says why)",
				undecided);
		if (built->undecided)
			result_horizon(result,
				"%zu source files of the tree are undecided and count as "
				"built "
				"(--verbose)",
				built->undecided);
	} else if (built->options) {
		result_horizon(result,
			"what the configuration builds only a tree of line %s tells, or "
			"'kvet map TREE'",
			target->line_text);
	} else {
		result_horizon(result,
			"the release alone decides: what the configuration "
			"leaves out is not looked at");
	}
}

int horizon_find(struct kvet_result *result, struct kvet_store *store,
	const struct kvet_target *target, struct kvet_error *error)
{
	result_horizon(result, "the kernel's CVE authority began in February 2024: older "
			       "years are incomplete");
	int code = count_problems(result, store, error);
	if (!target)
		return code;
	say_build(result, target);
	return code ? code : say_release(result, store, target, error);
}
