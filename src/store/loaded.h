/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records out of the store, as the public header shows them. */
#ifndef KVET_STORE_LOADED_H
#define KVET_STORE_LOADED_H

#include "store/store.h"

struct texts {
	const char **items;
	size_t count;
};

struct kvet_record {
	uint64_t id;
	const char *cve;
	bool rejected;
	const char *title, *description, *published;
	kvet_set languages;
	enum kvet_class class;
	enum kvet_family family;
	enum kvet_severity severity;
	const char *subsystem, *cvss_vector, *cvss_source;
	unsigned score; /* tenths */
	const char *exploited;
	struct texts files, references, contradictions;
	struct kvet_pair *pairs;
	size_t pair_count;
	struct kvet_class_evidence *classes;
	size_t class_count;
};

/* What beside the record's own row is wanted. */
enum loaded_parts {
	LOADED_FILES = 1,
	LOADED_TEXT = 2, /* description and references */
	LOADED_PAIRS = 4,
	LOADED_CLASSES = 8,
	LOADED_CONTRADICTIONS = 16,
};

/* The ids that FILTER (NULL: every published record) lets through, by CVE, verdicts aside.
 * The caller frees *IDS. */
int loaded_select(struct kvet_store *store, const struct kvet_filter *filter,
	uint64_t **ids, size_t *count, struct kvet_error *error);

/* Fills RECORDS[i], whose `id` and `cve` are set, from the store; strings into ARENA. A
 * record that the store has not is left as it is, with `title` NULL. */
int loaded_fill(struct kvet_store *store, struct kvet_record **records, size_t count,
	unsigned parts, struct arena *arena, struct kvet_error *error);

/* The languages of a record as the store writes them: "c,rust". */
kvet_set loaded_languages(const char *words);

#endif
