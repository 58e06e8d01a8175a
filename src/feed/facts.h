/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facts that stand beside the records: release days, lines, known exploited CVEs. Parsers
 * take bytes; FACT is called for each fact, and a non-zero answer stops and is returned.
 * All strings end with the call.
 */
#ifndef KVET_FEED_FACTS_H
#define KVET_FEED_FACTS_H

#include "kvet.h"
#include "util/bytes.h"

struct fact {
	const char *name; /* release, line or CVE */
	const char *date; /* released, or added to the list; "" when not known */
	/* of a line */
	const char *end_of_life; /* "" when not known */
	bool longterm;
	/* of a known exploited CVE */
	const char *title;
	bool kernel; /* the list itself says that it is the kernel's */
};

struct fact_sink {
	int (*fact)(void *context, const struct fact *fact, struct kvet_error *error);
	void *context;
};

/* The form of endoflife.date: {"versions": {"6.1.55": {"name", "date"}}}. A day of 1970
 * is not known. */
int facts_read_releases(
	struct bytes json, const struct fact_sink *sink, struct kvet_error *error);

/* Four columns with a heading: line, released, end_of_life, lts (yes or no). */
int facts_read_lines(
	struct bytes tsv, const struct fact_sink *sink, struct kvet_error *error);

/* CISA's catalogue of known exploited vulnerabilities. */
int facts_read_exploited(
	struct bytes json, const struct fact_sink *sink, struct kvet_error *error);

/* Reads the file at PATH whole, at most FACTS_FILE_MAX bytes. The caller frees *DATA. */
#define FACTS_FILE_MAX (64u << 20)
int facts_read_file(const char *path, char **data, size_t *len, struct kvet_error *error);

#endif
