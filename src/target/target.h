/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kernel under test: which upstream release it is, as far as can be told. */
#ifndef KVET_TARGET_TARGET_H
#define KVET_TARGET_TARGET_H

#include "decision/decisions.h"
#include "kvet.h"
#include "record/exposure.h"
#include "target/built.h"
#include "target/changelog.h"
#include "util/arena.h"

#define TARGET_NOTES_MAX 24

struct kvet_target {
	struct arena arena;
	const char *input, *kind, *distribution;
	const char *purl, *cpe; /* what documents call it; see identity.h */
	struct kvet_release release; /* the upstream release it is called by */
	char release_text[KVET_RELEASE_SIZE], line_text[KVET_RELEASE_SIZE];
	struct span span; /* fixes count up to the floor, introductions the ceiling */
	bool upper_bound;
	const char *notes[TARGET_NOTES_MAX + 1];
	size_t note_count, warning_count; /* warnings are the first of the notes */
	struct built built; /* what is known of the files that it compiles */
	struct changelog *changelog; /* of its package, or NULL */
	struct statements *decisions; /* of people, or NULL */
	const char *product; /* what the kernel is in, as the person named it; or NULL */
	unsigned references; /* results hold on to their target, which never changes */
};

struct kvet_target *target_new(const char *input, const char *kind);
void target_note(struct kvet_target *target, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The same of what a reader must not miss: it stands before all other notes. */
void target_warn(struct kvet_target *target, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * Understands a release string as the world writes them into TARGET's release, span and
 * notes. SAID_BY names where it stands, for the notes.
 */
int target_read_release(
	struct kvet_target *target, const char *text, struct kvet_error *error);

/* The text of /proc/version: "Linux version 6.1.0-56-amd64 (...) ... Debian 6.1.192-2". */
int target_read_banner(
	struct kvet_target *target, const char *banner, struct kvet_error *error);

/* The text of Ubuntu's /proc/version_signature: "Ubuntu 5.15.0-91.101-generic 5.15.131". */
int target_read_signature(
	struct kvet_target *target, const char *signature, struct kvet_error *error);

/* Ends the making of a target: CODE, or what is still wrong with it. What failed is freed,
 * what is whole goes to *OUT. */
int target_finish(struct kvet_target *target, int code, struct kvet_target **out,
	struct kvet_error *error);

/* The release of a string, a banner or a signature; what TEXT is, it shows itself. */
int target_read_text(
	struct kvet_target *target, const char *text, struct kvet_error *error);

/* What documents may call TARGET. */
struct product_names target_names(const struct kvet_target *target);

/* One more holder of TARGET, which kvet_target_free takes back. */
struct kvet_target *target_hold(const struct kvet_target *target);

#endif
