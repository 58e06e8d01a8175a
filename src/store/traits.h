/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What records are counted by, of all of them at once: light, and by rising id. */
#ifndef KVET_STORE_TRAITS_H
#define KVET_STORE_TRAITS_H

#include "store/store.h"

struct traits {
	uint64_t id;
	int32_t published; /* or DAY_UNKNOWN */
	kvet_set languages;
	enum kvet_class class;
	enum kvet_severity severity;
	bool exploited;
	const char *subsystem; /* in the arena */
};

struct traits_list {
	struct traits *items;
	size_t count, room;
};

/* Those of the published records that FILTER (NULL: all) lets through. */
int traits_load(struct kvet_store *store, const struct kvet_filter *filter,
	struct arena *arena, struct traits_list *list, struct kvet_error *error);
void traits_end(struct traits_list *list);

/* The traits of record ID, or NULL. */
struct traits *traits_find(const struct traits_list *list, uint64_t id);

/* A record's title and description into ARENA; "" where there is none. */
int traits_texts(struct kvet_store *store, uint64_t id, struct arena *arena,
	const char **title, const char **description, struct kvet_error *error);

#endif
