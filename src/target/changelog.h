/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The changelog of a Debian package (deb-changelog(5)): which CVEs it says are fixed, and
 * where. Debian's kernel team marks the change that fixes one "(CVE-2024-1234)"; Ubuntu's
 * puts the fixes below a heading "CVE-2024-1234".
 *
 * A mark says fixed; no mark says nothing. So whatever leaves a doubt is no mark:
 *
 * - a number in running text ("the fix of CVE-2024-1234 broke ..."): it has to stand alone
 *   in its parentheses or its heading, with nothing but other numbers beside it;
 * - a change that takes another back: it begins with "Revert", "Partial revert", "Reapply",
 *   "Drop", "Back out" or "Ignore", or holds `Revert "`. What it names may be what it undoes;
 * - one that was taken back: the same or a later entry has `Revert "its title"` (or Drop,
 *   Back out, Remove);
 * - one that says "ABI", "not affected", "unaffected", "does not affect", "not vulnerable",
 *   "not applicable", "not fixed", "unfixed", "not a fix", "partial fix", "incomplete fix".
 */
#ifndef KVET_TARGET_CHANGELOG_H
#define KVET_TARGET_CHANGELOG_H

#include "kvet.h"
#include "util/arena.h"
#include "util/table.h"

/* Debian's of 7.2 has 5 MB and some 75,000 lines. */
#define CHANGELOG_SIZE_MAX (32u << 20)
#define CHANGELOG_CHANGES_MAX 1000000u

struct changelog_fix {
	const char *version; /* of the package that the entry made: "6.1.180-1" */
	const char *text; /* the change, on one line, at most 300 bytes */
	unsigned line; /* that the number stands in, from 1 */
};

struct changelog {
	struct arena arena;
	struct table fixes; /* "CVE-2024-1234" to struct changelog_fix */
	const char *source; /* the file, for evidence */
	const char *version; /* the entry's with which it begins to count */
	struct kvet_release upstream; /* the newest upstream release that it names */
	bool upstream_known;
	size_t entries; /* that count */
	size_t doubtful; /* marks that do not count, for the reasons above */
};

/*
 * Reads TEXT (already unpacked) as it was when VERSION ("6.1.192-2") was built: only the
 * entry of that version and those below it count; with NULL all do, as in the changelog that
 * lies beside the kernel it came with. KVET_ERROR_NOT_FOUND when it has no such
 * entry, KVET_ERROR_INPUT when it is no changelog.
 */
int changelog_read(struct bytes text, const char *version, const char *source,
	struct changelog **out, struct kvet_error *error);
void changelog_free(struct changelog *changelog);

/* The newest change that says it fixes CVE (year * 10^9 + number, as records have it), or
 * NULL. */
const struct changelog_fix *changelog_find(
	const struct changelog *changelog, uint64_t cve);

#endif
