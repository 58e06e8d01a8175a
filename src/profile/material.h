/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every view of this stage is made from, in one reading of the store. */
#ifndef KVET_PROFILE_MATERIAL_H
#define KVET_PROFILE_MATERIAL_H

#include "store/calendar.h"
#include "store/traits.h"
#include "verdict/cases.h"
#include "verdict/result.h"

struct material {
	struct kvet_store *store; /* while it is read */
	struct kvet_result *result; /* snapshot, horizon, and the arena of all strings */
	struct calendar calendar;
	struct traits_list traits; /* of the records that the filter lets through */
	int32_t today; /* the snapshot's day; without one the last there is */
};

/* Begins a reading of STORE. */
int material_open(struct material *material, kvet_store *store,
	const struct kvet_filter *filter, struct kvet_error *error);

/* Calls EACH for every record that the filter lets through, by rising id. */
int material_walk(struct material *material,
	int (*each)(void *context, const struct traits *traits, struct case_facts *facts,
		struct kvet_error *error),
	void *context, struct kvet_error *error);

/* Ends the reading; what was made stays. */
void material_close(struct material *material);
void material_end(struct material *material);

/* The newest release of LINE as of the snapshot's day; the one that opens it where the store
 * knows none. */
struct calendar_entry material_newest(
	const struct material *material, const struct calendar_line *line);

/* A day of the material as text that lives as long. */
const char *material_day(struct material *material, int32_t day);
const char *material_release(struct material *material, struct kvet_release release);

/* KVET_ERROR_NOT_FOUND when the store knows no days of releases or no lines. */
int material_needs_releases(const struct material *material, struct kvet_error *error);
int material_needs_lines(const struct material *material, struct kvet_error *error);

#endif
