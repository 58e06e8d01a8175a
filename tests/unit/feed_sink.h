/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For the tests of the feeds: a sink that remembers what it heard, and a scratch folder. */
#ifndef TESTS_FEED_SINK_H
#define TESTS_FEED_SINK_H

#include "feed/feed.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define HEARD_MAX 64

struct heard_document {
	uint64_t cve;
	bool rejected, has_dyad, has_cvss;
	char path[128], json[64], dyad[64], cvss[64], published[11];
};

struct heard {
	struct heard_document documents[HEARD_MAX];
	uint64_t gone[HEARD_MAX];
	char problems[HEARD_MAX][256];
	size_t documents_count, gone_count, problems_count;
	size_t stop_after; /* documents; 0: never */
	struct feed_origin origin;
	struct kvet_error error;
};

static inline void copy_bytes(char *to, size_t size, struct bytes from)
{
	size_t len = from.len < size ? from.len : size - 1;

	if (len)
		memcpy(to, from.data, len);
	to[len] = '\0';
}

static inline int hear_document(
	void *context, const struct feed_document *document, struct kvet_error *error)
{
	struct heard *heard = context;

	assert_true(heard->documents_count < HEARD_MAX);
	struct heard_document *slot = &heard->documents[heard->documents_count++];

	slot->cve = document->cve;
	slot->rejected = document->rejected;
	slot->has_dyad = document->dyad.data;
	slot->has_cvss = document->cvss.data;
	snprintf(slot->path, sizeof(slot->path), "%s", document->path);
	snprintf(slot->published, sizeof(slot->published), "%s", document->published);
	copy_bytes(slot->json, sizeof(slot->json), document->json);
	copy_bytes(slot->dyad, sizeof(slot->dyad), document->dyad);
	copy_bytes(slot->cvss, sizeof(slot->cvss), document->cvss);
	if (heard->documents_count != heard->stop_after)
		return 0;
	snprintf(error->message, sizeof(error->message), "enough");
	return KVET_ERROR_STOPPED;
}

static inline int hear_gone(void *context, uint64_t cve, struct kvet_error *error)
{
	struct heard *heard = context;

	(void)error;
	assert_true(heard->gone_count < HEARD_MAX);
	heard->gone[heard->gone_count++] = cve;
	return 0;
}

static inline int hear_problem(void *context, const char *path, const char *reason)
{
	struct heard *heard = context;

	assert_true(heard->problems_count < HEARD_MAX);
	snprintf(heard->problems[heard->problems_count++], sizeof(heard->problems[0]),
		"%s: %s", path, reason);
	return 0;
}

static inline struct feed_sink hear(struct heard *heard)
{
	return (struct feed_sink){hear_document, hear_gone, hear_problem, NULL, heard};
}

static inline int feed_heard(const struct feed_options *options, struct heard *heard)
{
	struct feed_sink sink = hear(heard);
	struct feed_options careful = *options;
	int result;

	memset(heard, 0, sizeof(*heard));
	result = feed_read(options, &sink, &heard->origin, &heard->error);
	if (result != FEED_AGAIN)
		return result;
	assert_false(options->careful);
	careful.careful = true;
	memset(heard, 0, sizeof(*heard));
	return feed_read(&careful, &sink, &heard->origin, &heard->error);
}

static inline int feed_heard_path(const char *source, struct heard *heard)
{
	return feed_heard(&(struct feed_options){.source = source}, heard);
}

/* The last of CVE, as a document that is handed out again replaces the earlier one. */
static inline const struct heard_document *heard_find(
	const struct heard *heard, uint64_t cve)
{
	for (size_t i = heard->documents_count; i-- > 0;)
		if (heard->documents[i].cve == cve)
			return &heard->documents[i];
	return NULL;
}

#define CVE(year, number) ((year)*FEED_CVE_YEAR + (number))

/* A scratch folder of the test's own, in which it also stands. */
static inline int scratch_make(void **state)
{
	const char *base = getenv("TMPDIR");
	char *path = NULL;

	if (asprintf(&path, "%s/kvet-test-XXXXXX", base && *base ? base : "/tmp") < 0)
		return -1;
	if (!mkdtemp(path) || chdir(path))
		return -1;
	*state = path;
	return 0;
}

static inline int scratch_remove_one(
	const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st;
	(void)kind;
	(void)at;
	return remove(path);
}

static inline int scratch_remove(void **state)
{
	int result =
		chdir("/") || nftw(*state, scratch_remove_one, 16, FTW_DEPTH | FTW_PHYS);

	free(*state);
	return result;
}

/* Writes PATH, and the folders that it needs. */
static inline void write_bytes(const char *path, const void *data, size_t len)
{
	char folder[256];

	for (const char *slash = strchr(path, '/'); slash;
		slash = strchr(slash + 1, '/')) {
		snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path), path);
		mkdir(folder, 0755);
	}
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	assert_int_equal(fclose(file), 0);
}

static inline void write_text(const char *path, const char *text)
{
	write_bytes(path, text, strlen(text));
}

#endif
