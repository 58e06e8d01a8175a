/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "util/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define BLOCK_SIZE (64u << 10)

struct arena_block {
	struct arena_block *next;
	size_t size;
	_Alignas(max_align_t) char bytes[];
};

static bool block_add(struct arena *arena, size_t size)
{
	size_t wanted = size > BLOCK_SIZE ? size : BLOCK_SIZE;
	struct arena_block *block = NULL;

	if (wanted <= SIZE_MAX - sizeof(*block))
		block = malloc(sizeof(*block) + wanted);
	if (!block) {
		arena->failed = true;
		return false;
	}
	block->next = arena->block;
	block->size = wanted;
	arena->block = block;
	arena->used = 0;
	return true;
}

/* Room for SIZE bytes that nobody has cleared. */
static void *reserve(struct arena *arena, size_t size, size_t align)
{
	if (arena->failed)
		return NULL;
	size_t start = (arena->used + align - 1) / align * align;
	bool fits = arena->block && start <= arena->block->size &&
		    size <= arena->block->size - start;
	if (!fits) {
		if (!block_add(arena, size))
			return NULL;
		start = 0;
	}
	arena->used = start + size;
	return arena->block->bytes + start;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	void *memory = reserve(arena, size, _Alignof(max_align_t));

	return memory ? memset(memory, 0, size) : NULL;
}

char *arena_bytes(struct arena *arena, size_t size)
{
	return reserve(arena, size, 1);
}

const char *arena_text(struct arena *arena, struct bytes text)
{
	static const char replacement[] = "\xef\xbf\xbd";
	size_t nuls = 0;

	if (text.len && memchr(text.data, '\0', text.len)) {
		for (size_t i = 0; i < text.len; i++)
			nuls += text.data[i] == '\0';
	}
	char *copy = reserve(arena, text.len + 2 * nuls + 1, 1);
	if (!copy)
		return "";
	char *end = copy;
	if (!nuls) {
		if (text.len)
			end = mempcpy(copy, text.data, text.len);
		*end = '\0';
		return copy;
	}
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i]) {
			*end++ = text.data[i];
		} else {
			memcpy(end, replacement, 3);
			end += 3;
		}
	}
	*end = '\0';
	return copy;
}

const char *arena_printf(struct arena *arena, const char *format, ...)
{
	/* Most fit what is left of the block: then the text is written once. */
	size_t room =
		arena->block && !arena->failed ? arena->block->size - arena->used : 0;
	char *text = room ? arena->block->bytes + arena->used : NULL;
	va_list args;

	va_start(args, format);
	int len = vsnprintf(text, room, format, args);
	va_end(args);
	if (len < 0)
		return "";
	bool written = (size_t)len < room;
	text = reserve(arena, (size_t)len + 1, 1);
	if (!text || written)
		return text ? text : "";
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return text;
}

void arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->block;

	if (keep) {
		struct arena rest = {.block = keep->next};

		arena_release(&rest);
		keep->next = NULL;
	}
	*arena = (struct arena){.block = keep};
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->block;

	while (block) {
		struct arena_block *next = block->next;

		free(block);
		block = next;
	}
	*arena = (struct arena){0};
}
