/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/compiled.h"

#include <stdlib.h>

struct compiled *compiled_new(const char *source)
{
	struct compiled *compiled = calloc(1, sizeof(*compiled));

	if (compiled)
		compiled->source = arena_text(&compiled->arena, bytes_of(source));
	return compiled;
}

void compiled_free(struct compiled *compiled)
{
	if (!compiled)
		return;
	table_release(&compiled->files);
	arena_release(&compiled->arena);
	free(compiled);
}

/* Cuts the last part off the LEN bytes of TEXT; false when there is none. */
static bool step_up(const char *text, size_t *len)
{
	if (!*len)
		return false;
	while (*len && text[*len - 1] != '/')
		--*len;
	if (*len)
		--*len; /* the slash itself */
	return true;
}

size_t compiled_normalise(struct bytes path, char text[COMPILED_PATH_MAX])
{
	size_t len = 0;

	if (!path.len || path.data[0] == '/' || path.len >= COMPILED_PATH_MAX ||
		memchr(path.data, '\0', path.len))
		return 0;
	while (path.len) {
		const char *slash = memchr(path.data, '/', path.len);
		struct bytes part = {
			path.data, slash ? (size_t)(slash - path.data) : path.len};
		size_t taken = part.len + (slash != NULL);

		path.data += taken;
		path.len -= taken;
		if (!part.len || bytes_equal(part, "."))
			continue;
		if (bytes_equal(part, "..")) {
			if (!step_up(text, &len))
				return 0;
			continue;
		}
		if (len)
			text[len++] = '/';
		memcpy(text + len, part.data, part.len);
		len += part.len;
	}
	text[len] = '\0';
	return len;
}

bool compiled_add(struct compiled *compiled, struct bytes path)
{
	char text[COMPILED_PATH_MAX];
	struct bytes name = {text, compiled_normalise(path, text)};

	if (!name.len || table_find(&compiled->files, name))
		return true;
	name.data = arena_text(&compiled->arena, name);
	return !compiled->arena.failed && table_add(&compiled->files, name);
}

bool compiled_has(const struct compiled *compiled, struct bytes path)
{
	return table_find(&compiled->files, path) != NULL;
}

static bool ends_with(struct bytes path, const char *end)
{
	size_t len = strlen(end);

	return path.len > len && memcmp(path.data + path.len - len, end, len) == 0;
}

bool compiled_speaks_of(const struct compiled *compiled, struct bytes path)
{
	if (ends_with(path, ".c"))
		return compiled->included;
	if (ends_with(path, ".rs"))
		return compiled->rust;
	/* A linker script is made of headers, and goes its own way through the build. */
	if (ends_with(path, ".h") || ends_with(path, ".lds.S"))
		return compiled->headers;
	return ends_with(path, ".S") && compiled->assembly;
}
