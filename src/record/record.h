/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A record, understood: what the store keeps and verdicts are made from. Strings and
 * arrays live in the arena that was given when it was made.
 */
#ifndef KVET_RECORD_RECORD_H
#define KVET_RECORD_RECORD_H

#include "kvet.h"
#include "record/cvss.h"
#include "record/place.h"
#include "util/arena.h"

/* More than these is not a record but an attack; real ones have at most some dozens. */
#define RECORD_PAIRS_MAX 512
#define RECORD_RANGES_MAX 2048
#define RECORD_FILES_MAX 1024
#define RECORD_REFERENCES_MAX 4096

/* A pair with its releases understood. Where the text is "0" the release is not set. */
struct pair {
	struct kvet_pair text;
	unsigned group; /* pairs that have the introduced commit in common share it */
	bool has_introduced, has_fixed;
	struct kvet_release introduced, fixed;
};

/*
 * A range of releases out of JSON's affected[].versions[], or (`whole`) what an entry says
 * of every release that none of its ranges names.
 */
struct range {
	unsigned entry; /* of affected[]: a default speaks for its own entry alone */
	bool whole;
	bool affected;
	bool open; /* no upper end ("*") */
	bool inclusive; /* the upper end belongs to the range */
	bool single; /* `first` alone */
	struct kvet_release first, last;
	const char *text; /* as the record writes it: "5.15 <= 5.15.*" */
};

struct class_words {
	enum kvet_class class;
	const char *words;
	bool in_title;
};

struct record {
	uint64_t cve; /* year * 10^9 + number */
	bool rejected;
	bool kernels; /* assigned by the kernel's authority; else nothing else is set */
	const char *title, *description;
	char published[11];
	const char **files;
	size_t file_count;
	const char **references;
	size_t reference_count;
	struct pair *pairs; /* from the .dyad beside it */
	size_t pair_count;
	struct range *ranges; /* from JSON; they speak when there are no pairs */
	size_t range_count;
	struct cvss cvss;
	const char *score_refused; /* why a score was not understood, or NULL */
	unsigned languages; /* bits 1 << kvet_language */
	char subsystem[PLACE_AREA_SIZE];
	struct class_words *classes; /* the primary one first; at least one */
	size_t class_count;
	const char **contradictions; /* sentences */
	size_t contradiction_count;
};

struct record_source {
	uint64_t cve; /* as the file's name says */
	bool rejected;
	struct bytes json, dyad, cvss; /* data is NULL where there is no such file */
};

/* What understanding needs again and again; one a thread. */
struct record_reader;
struct record_reader *record_reader_new(void);
void record_reader_free(struct record_reader *reader);

/*
 * Understands a record. 0, or KVET_ERROR_INPUT with the reason and the place in ERROR; its
 * path says only which of the files it was ("", ".dyad" or ".cvss"), the caller knows the
 * rest.
 */
int record_read(struct record_reader *reader, const struct record_source *source,
	struct arena *arena, struct record *record, struct kvet_error *error);

/* The JSON alone: everything but pairs, score file and what is derived from them. */
int record_read_json(struct record_reader *reader, struct bytes json, uint64_t cve,
	struct arena *arena, struct record *record, struct kvet_error *error);

/* The pairs of a .dyad file: one a line, `#` comments. */
int record_read_pairs(struct bytes dyad, struct arena *arena, struct record *record,
	struct kvet_error *error);

/* One pair of texts, as the store keeps them; false when they are not releases. */
bool pair_understand(struct pair *pair);

/* Numbers the groups of pairs that are understood. */
void pairs_group(struct pair *pairs, size_t count);

/*
 * Pairs as bytes: the index that verdicts of all records are given from. Unpacking gives
 * how many pairs there were, at most MAX, without their texts, which take longer and are
 * wanted of few records. Bytes that nobody packed give releases that nobody named, and no
 * more harm.
 */
size_t pairs_packed_size(const struct pair *pairs, size_t count);
void pairs_pack(const struct pair *pairs, size_t count, unsigned char *bytes);
size_t pairs_unpack(struct bytes bytes, struct pair *pairs, size_t max);

/* The texts of one pair among those that were unpacked, into ARENA. */
void pair_unpack_texts(
	struct bytes bytes, struct pair *pairs, size_t index, struct arena *arena);

/* Writes CVE-YYYY-NNNN. */
#define RECORD_CVE_SIZE 48
const char *record_cve_text(uint64_t cve, char text[RECORD_CVE_SIZE]);

/* "CVE-2023-52480", letter case aside; 0 when it is none. */
uint64_t record_cve_parse(const char *text);

/*
 * A score by PARSE. One that is not understood leaves the record without, and says so among
 * its contradictions: pairs that are good must not be lost over an opinion.
 */
void record_read_score(struct record *record, struct bytes text,
	int (*parse)(struct bytes, struct cvss *, struct kvet_error *),
	struct arena *arena);

/* DESCRIPTION without the sentence that every one of the kernel's begins with. */
const char *record_body(const char *description);

/* Fills record->contradictions from what was read. */
void record_find_contradictions(struct record *record, struct arena *arena);

#endif
