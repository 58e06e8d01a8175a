/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the operator says of a device: who can reach it, what matters, which interfaces it
 * has, what it needs. docs/context.md has the meaning of each word.
 */
#ifndef KVET_CONTEXT_CONTEXT_H
#define KVET_CONTEXT_CONTEXT_H

#include "kvet.h"
#include "util/arena.h"

/* A file with more than these is no context. */
#define CONTEXT_SIZE_MAX (256u << 10)
#define CONTEXT_NEEDS_MAX 4096

/* In the order in which they are asked and written. */
enum context_key {
	CONTEXT_NETWORK,
	CONTEXT_ADJACENT,
	CONTEXT_LOCAL_USERS,
	CONTEXT_CONTAINERS,
	CONTEXT_USER_NAMESPACES,
	CONTEXT_PHYSICAL,
	CONTEXT_CONFIDENTIALITY,
	CONTEXT_INTEGRITY,
	CONTEXT_AVAILABILITY,
	CONTEXT_USB,
	CONTEXT_BLUETOOTH,
	CONTEXT_WIRELESS,
	CONTEXT_NFC,
	CONTEXT_CAN,
	CONTEXT_INFINIBAND,
	CONTEXT_THUNDERBOLT,
	CONTEXT_FIREWIRE,
	CONTEXT_GRAPHICS,
	CONTEXT_SOUND,
	CONTEXT_CAMERAS,
	CONTEXT_FILESYSTEM_IMAGES,
	CONTEXT_KEYS
};

/* What is said of a key: 0 for nothing, else which of its words, from 1. */
enum { UNSAID = 0 };
enum { NETWORK_INTERNET = 1, NETWORK_PRIVATE, NETWORK_NONE };
enum { ADJACENT_ANYONE = 1, ADJACENT_KNOWN, ADJACENT_NONE };
enum { USERS_UNTRUSTED = 1, USERS_TRUSTED, USERS_NONE };
enum { CONTAINERS_UNTRUSTED = 1, CONTAINERS_TRUSTED, CONTAINERS_NONE };
enum { PHYSICAL_ANYONE = 1, PHYSICAL_CONTROLLED, PHYSICAL_NONE };
enum { MATTERS_HIGH = 1, MATTERS_MEDIUM, MATTERS_LOW };
enum { IMAGES_AUTOMATIC = 1, IMAGES_MANUAL, IMAGES_NONE };
enum { SAID_YES = 1, SAID_NO };

struct kvet_context {
	struct arena arena;
	const char *path; /* of its file; "" */
	unsigned char said[CONTEXT_KEYS];
	unsigned lines[CONTEXT_KEYS]; /* where; 0: not in a file */
	const char *options[CONTEXT_NEEDS_MAX]; /* needed: "CONFIG_NFSD" */
	size_t option_count;
	const char *subsystems[CONTEXT_NEEDS_MAX]; /* needed, and all below */
	size_t subsystem_count;
};

/* The table of all keys; ends with {0}. */
extern const struct kvet_context_key context_keys[];

/* What CONTEXT (or NULL) says of KEY. */
unsigned context_says(const struct kvet_context *context, enum context_key key);

/* Reads the text of a context file, which NAME names in errors. */
int context_parse(struct kvet_context *context, struct bytes text, const char *name,
	struct kvet_error *error);

/* One statement: VALUE for NAME in SECTION, that stands on LINE of a file (0: none). */
int context_say(struct kvet_context *context, const char *section, const char *name,
	const char *value, unsigned line, struct kvet_error *error);

/* PATH is AREA or lies below it. */
bool context_is_below(const char *path, const char *area);

#endif
