/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed/git_object.h"

int git_objects_open(struct git_objects *objects, git_repository *repository)
{
	int status = git_repository_odb(&objects->odb, repository);

	if (status)
		return status;
	size_t count = git_odb_num_backends(objects->odb);

	for (size_t i = 0; i < count && objects->count < GIT_OBJECT_BACKENDS; i++) {
		git_odb_backend **backend = &objects->backends[objects->count];

		if (!git_odb_get_backend(backend, objects->odb, i) && (*backend)->read &&
			(*backend)->read_header)
			objects->count++;
	}
	return 0;
}

void git_objects_release(struct git_objects *objects)
{
	git_odb_free(objects->odb);
	*objects = (struct git_objects){0};
}

void git_bytes_release(struct git_bytes *bytes)
{
	if (bytes->backend)
		git_odb_backend_data_free(bytes->backend, bytes->data);
	git_odb_object_free(bytes->object);
	*bytes = (struct git_bytes){0};
}

static int check(git_object_t type, git_object_t wanted, size_t len, size_t limit)
{
	if (type != wanted)
		return GIT_EINVALIDSPEC;
	return len > limit ? GIT_EBUFS : 0;
}

/* The size is asked for first: reading it would take all the memory that it claims. */
static int backend_read(git_odb_backend *backend, const git_oid *id, git_object_t wanted,
	size_t limit, struct git_bytes *out)
{
	git_object_t type;
	size_t len;
	int status = backend->read_header(&len, &type, backend, id);

	if (!status)
		status = check(type, wanted, len, limit);
	if (!status)
		status = backend->read(&out->data, &len, &type, backend, id);
	if (status)
		return status;
	out->backend = backend;
	out->bytes = (struct bytes){out->data, len};
	return 0;
}

/* The long way: libgit2 looks for packs that appeared since, as after a repack. */
static int odb_read(git_odb *odb, const git_oid *id, git_object_t wanted, size_t limit,
	struct git_bytes *out)
{
	git_object_t type;
	size_t len;
	int status = git_odb_read_header(&len, &type, odb, id);

	if (!status)
		status = check(type, wanted, len, limit);
	if (!status)
		status = git_odb_read(&out->object, odb, id);
	if (!status)
		out->bytes = (struct bytes){git_odb_object_data(out->object),
			git_odb_object_size(out->object)};
	return status;
}

int git_bytes_read(struct git_objects *objects, const git_oid *id, git_object_t type,
	size_t limit, struct git_bytes *out)
{
	struct git_bytes found = {.id = *id};
	int status = GIT_ENOTFOUND;

	for (size_t i = 0; i < objects->count && status == GIT_ENOTFOUND; i++) {
		size_t which = (objects->last + i) % objects->count;

		status = backend_read(objects->backends[which], id, type, limit, &found);
		if (!status)
			objects->last = which;
	}
	if (status == GIT_ENOTFOUND)
		status = odb_read(objects->odb, id, type, limit, &found);
	if (!status)
		*out = found;
	return status;
}

/* A line is its mode in octal, a space, the name, a NUL, and the raw object name. */
bool git_line_next(struct bytes *rest, struct git_line *line)
{
	const char *end = rest->len ? memchr(rest->data, '\0', rest->len) : NULL;
	size_t left = end ? rest->len - (size_t)(end + 1 - rest->data) : 0;
	const char *at = rest->data;
	unsigned mode = 0;

	if (left < sizeof(line->id.id))
		return false;
	for (; *at >= '0' && *at <= '7' && mode < 0200000; at++)
		mode = mode * 8 + (unsigned)(*at - '0');
	if (*at != ' ')
		return false;
	line->name = (struct bytes){at + 1, (size_t)(end - at - 1)};
	line->tree = (mode & 0170000) == 0040000;
	line->link = (mode & 0170000) == 0120000;
	line->file = (mode & 0170000) == 0100000;
	memcpy(line->id.id, end + 1, sizeof(line->id.id));
	line->whole.data = rest->data;
	line->whole.len = (size_t)(end + 1 - rest->data) + sizeof(line->id.id);
	rest->data += line->whole.len;
	rest->len -= line->whole.len;
	return true;
}

int git_line_compare(const struct git_line *a, const struct git_line *b)
{
	size_t common = a->name.len < b->name.len ? a->name.len : b->name.len;
	int order = memcmp(a->name.data, b->name.data, common);

	if (order)
		return order;
	int x = a->name.len > common ? (unsigned char)a->name.data[common]
				     : a->tree * '/';
	int y = b->name.len > common ? (unsigned char)b->name.data[common]
				     : b->tree * '/';

	return x - y;
}
