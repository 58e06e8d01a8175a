/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A feed reads documents (a record's JSON with the files that stand beside it) from
 * wherever they are, and knows nothing of what they say. It opens, walks, limits and
 * names; understanding is the next stage's.
 */
#ifndef KVET_FEED_FEED_H
#define KVET_FEED_FEED_H

#include "kvet.h"
#include "util/bytes.h"

/* Limits on what a feed is allowed to be; past them it is named and skipped or refused. */
#define FEED_DOCUMENT_MAX (4u << 20) /* one file of a record, bytes */
#define FEED_TOTAL_MAX (16ull << 30) /* all an archive unpacks to, bytes */

/* A CVE's number as one integer: year * 10^9 + number. Sorts as the CVEs do. */
#define FEED_CVE_YEAR 1000000000ull

/* Handed out whole or not at all: where a companion is there but cannot be read, that is
 * named as a problem, and the record stays out. */
struct feed_document {
	uint64_t cve; /* from the file's name */
	const char *path; /* as the feed names it: for messages */
	bool rejected; /* stands in a folder named `rejected` */
	struct bytes json; /* CVE-*.json */
	struct bytes dyad; /* CVE-*.dyad; data is NULL when there is none */
	struct bytes cvss; /* CVE-*.cvss; likewise */
	char published[11]; /* YYYY-MM-DD, UTC; "" where the feed does not know */
};

/* What a feed calls; all from the thread that called feed_read. Bytes and strings are the
 * feed's and end with the call. A callback that returns non-zero stops the feed, which
 * returns that value. */
struct feed_sink {
	int (*document)(void *context, const struct feed_document *document,
		struct kvet_error *error);
	/* The CVE stood in the feed at the earlier commit and no longer does. */
	int (*gone)(void *context, uint64_t cve, struct kvet_error *error);
	/* A file that could not be read: named, skipped. Never stops the rest. */
	int (*problem)(void *context, const char *path, const char *reason);
	/* Work done of work in all (documents, commits, bytes: `what`); total 0: not known.
	 * May be NULL. */
	int (*progress)(void *context, const char *what, uint64_t done, uint64_t total);
	void *context;
};

/* Where the documents came from. */
struct feed_origin {
	char kind[8]; /* "folder", "git", "archive" */
	char source[4096]; /* absolute path, or the URL */
	char date
		[11]; /* YYYY-MM-DD, UTC: commit day; else the newest record file's day */
	char commit[65]; /* hex; "" where there is none */
	bool incremental; /* only documents changed since `since_commit` were given */
};

struct feed_options {
	const char *source; /* folder, git repository, git URL or archive */
	const char *since_source; /* source and commit of the store's snapshot, or NULL */
	const char *since_commit;
	const char *cache; /* folder that clones of URLs live in; made when needed */
	bool careful; /* after FEED_AGAIN */
};

/* What feed_read answers when the sink has to forget all that it heard, and call again with
 * `careful`: an archive holds a companion that cannot be read, and its record may have gone
 * out already. Careful reading takes all companions first, at the price of a second pass. */
#define FEED_AGAIN 1

/*
 * Reads SOURCE into SINK. Which kind it is: a git URL (scheme://, or user@host:path);
 * a folder that is a git repository (bare, or with .git); another folder; a file that
 * libarchive understands. 0, FEED_AGAIN, or a negative kvet_code with ERROR filled.
 */
int feed_read(const struct feed_options *options, const struct feed_sink *sink,
	struct feed_origin *origin, struct kvet_error *error);

/*
 * What a path inside a feed is, by its name alone: `CVE-YYYY-N.json|.dyad|.cvss`, the
 * folder telling `rejected`. FEED_OTHER is everything else, and is not opened.
 */
enum feed_part { FEED_OTHER, FEED_JSON, FEED_DYAD, FEED_CVSS };
enum feed_part feed_part_of(const char *path, size_t len, uint64_t *cve, bool *rejected);

#endif
