/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes records into the tables, inside somebody else's transaction. */
#ifndef KVET_STORE_WRITER_H
#define KVET_STORE_WRITER_H

#include "store/store.h"

struct writer;

struct writer *writer_new(struct kvet_store *store, struct kvet_error *error);
void writer_free(struct writer *writer);

/* A record with what is made from it for the store alone. */
struct written_record {
	struct record record;
	bool gone; /* take it out; only record.cve is set */
	const char *path; /* as the feed names it */
	int64_t digest;
	const char *search_title, *search_text; /* the words to be found by */
};

/* Fills what the store adds to a record that was read; strings into ARENA. */
void written_record_prepare(struct written_record *written, struct arena *arena);

int writer_put(struct writer *writer, const struct written_record *written,
	struct kvet_error *error);

/* Takes the record out, with all that hangs on it; nothing happens when it is not there. */
int writer_delete(struct writer *writer, uint64_t cve, struct kvet_error *error);

#endif
