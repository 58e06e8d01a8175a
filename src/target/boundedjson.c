/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/boundedjson.h"

#include "util/error.h"

#include <stdlib.h>

/* Before each block stands its size: what ends it does not tell. */
union head {
	size_t size;
	max_align_t align;
};

static bool has_room(struct boundedjson *bound, size_t size)
{
	bool room = size <= bound->most && bound->used <= bound->most - size;

	bound->refused |= !room;
	return room;
}

static void *take(void *context, size_t size)
{
	struct boundedjson *bound = context;
	union head *head = has_room(bound, size) ? malloc(sizeof(*head) + size) : NULL;

	if (!head)
		return NULL;
	head->size = size;
	bound->used += size;
	return head + 1;
}

static void *resize(void *context, void *block, size_t old, size_t size)
{
	struct boundedjson *bound = context;
	union head *head = block, *moved;

	/* Old and new may be there at the same time. */
	if (size > old && !has_room(bound, size))
		return NULL;
	moved = realloc(head - 1, sizeof(*head) + size);
	if (!moved)
		return NULL;
	bound->used += size - moved->size;
	moved->size = size;
	return moved + 1;
}

static void give(void *context, void *block)
{
	struct boundedjson *bound = context;
	union head *head = (union head *)block - 1;

	bound->used -= head->size;
	free(head);
}

yyjson_doc *boundedjson_read(
	struct boundedjson *bound, struct bytes text, struct kvet_error *error)
{
	yyjson_read_err at = {0};

	*bound = (struct boundedjson){.allocator = {take, resize, give, bound},
		.most = 4 * text.len + (16u << 20)};
	if (!text.len) {
		error_set(error, KVET_ERROR_INPUT, NULL, "not JSON: it is empty");
		return NULL;
	}
	yyjson_doc *doc = yyjson_read_opts((char *)(uintptr_t)text.data, text.len,
		YYJSON_READ_NOFLAG, &bound->allocator, &at);
	if (doc)
		return doc;
	if (bound->refused)
		error_set(error, KVET_ERROR_INPUT, NULL,
			"too many values for its size: no such document is read");
	else if (at.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION)
		error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	else
		error_set(error, KVET_ERROR_INPUT, NULL, "not JSON: %s (byte %zu)",
			at.msg, at.pos);
	return NULL;
}
