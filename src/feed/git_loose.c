/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed/git_loose.h"

#include "feed/feed.h"
#include "feed/git_object.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#if __has_include(<git2/sys/errors.h>) /* libgit2 1.9 keeps git_error_set_str there */
#include <git2/sys/errors.h>
#endif
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK (16u << 10)

/* "commit", a space, a number of 20 digits, NUL: the longest that a header can be. */
#define HEADER_MAX 28

/* One loose file, as far as it was read. */
struct loose {
	const char *path;
	int fd;
	z_stream stream;
	bool ended; /* the stream did, with a checksum that holds */
	git_object_t type;
	size_t size; /* as the header says */
	unsigned char head[HEADER_MAX]; /* with what stands behind the header */
	size_t head_at, head_len; /* that has yet to be handed out */
	unsigned char in[CHUNK];
};

struct loose_backend {
	git_odb_backend parent;
	char folder[];
};

static int refuse(const char *path, const char *reason)
{
	char message[PATH_MAX + 128];

	snprintf(message, sizeof(message), "loose object \"%s\" %s", path, reason);
	git_error_set_str(GIT_ERROR_ODB, message);
	return GIT_ERROR;
}

static int no_memory(void)
{
	git_error_set_str(GIT_ERROR_NOMEMORY, "out of memory");
	return GIT_ERROR;
}

/* Reads on in the file. Its end is never reached before the stream's in a whole one. */
static int fill(struct loose *loose)
{
	ssize_t got;

	do
		got = read(loose->fd, loose->in, sizeof(loose->in));
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return refuse(loose->path, strerror(errno));
	if (!got)
		return refuse(loose->path, "is cut short");
	loose->stream.next_in = loose->in;
	loose->stream.avail_in = (uInt)got;
	return 0;
}

/* Inflates up to LEN bytes; fewer only where the stream ends. Each round has input and room
 * for output, so one in which zlib gets nowhere is damage, not a reason to ask again. */
static int inflate_some(struct loose *loose, void *to, size_t len, size_t *got)
{
	z_stream *stream = &loose->stream;

	stream->next_out = to;
	stream->avail_out = (uInt)len;
	while (stream->avail_out && !loose->ended) {
		if (!stream->avail_in && fill(loose))
			return GIT_ERROR;
		int status = inflate(stream, Z_NO_FLUSH);

		if (status == Z_STREAM_END)
			loose->ended = true;
		else if (status == Z_MEM_ERROR)
			return no_memory();
		else if (status != Z_OK)
			return refuse(loose->path, "is damaged");
	}
	*got = len - stream->avail_out;
	return 0;
}

static bool parse_size(const char *digits, const char *end, size_t *size)
{
	*size = 0;
	if (digits == end || (*digits == '0' && end - digits > 1))
		return false;
	for (; digits < end; digits++) {
		if (*digits < '0' || *digits > '9' || *size > GIT_LOOSE_MAX)
			return false;
		*size = *size * 10 + (size_t)(*digits - '0');
	}
	return true;
}

/* "TYPE SIZE", and a NUL. */
static int read_header(struct loose *loose)
{
	const char *head = (const char *)loose->head;
	const char *end, *space;
	char type[8];

	if (inflate_some(loose, loose->head, sizeof(loose->head), &loose->head_len))
		return GIT_ERROR;
	end = memchr(head, '\0', loose->head_len);
	space = end ? memchr(head, ' ', (size_t)(end - head)) : NULL;
	if (!space || (size_t)(space - head) >= sizeof(type) ||
		!parse_size(space + 1, end, &loose->size))
		return refuse(loose->path, "has no header that can be read");
	snprintf(type, sizeof(type), "%.*s", (int)(space - head), head);
	loose->type = git_object_string2type(type);
	if (!git_object_typeisloose(loose->type))
		return refuse(loose->path, "is of an unknown type");
	if (loose->size > GIT_LOOSE_MAX)
		return refuse(loose->path, "is larger than 64 MiB");
	loose->head_at = (size_t)(end + 1 - head);
	loose->head_len -= loose->head_at;
	return 0;
}

/* O_NONBLOCK: a FIFO must not hold anybody up. */
static int open_file(struct loose *loose)
{
	struct stat st;

	loose->fd = open(loose->path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	if (loose->fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return GIT_ENOTFOUND;
	if (loose->fd < 0 || fstat(loose->fd, &st))
		return refuse(loose->path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return refuse(loose->path, "is not a regular file");
	if (st.st_size > (off_t)GIT_LOOSE_MAX)
		return refuse(loose->path, "is larger than 64 MiB");
	return 0;
}

static void loose_close(struct loose *loose)
{
	inflateEnd(&loose->stream);
	if (loose->fd >= 0)
		close(loose->fd);
}

/* Opens the file, and reads its header. What fails is closed again. */
static int loose_open(struct loose *loose, const char *path)
{
	int status;

	memset(loose, 0, offsetof(struct loose, head));
	loose->path = path;
	status = open_file(loose);
	if (!status && inflateInit(&loose->stream) != Z_OK)
		status = no_memory();
	if (!status)
		status = read_header(loose);
	if (status)
		loose_close(loose);
	return status;
}

/* The next bytes of the contents, up to LEN. */
static int loose_next(struct loose *loose, unsigned char *to, size_t len, size_t *got)
{
	size_t ready = loose->head_len < len ? loose->head_len : len;

	memcpy(to, loose->head + loose->head_at, ready);
	loose->head_at += ready;
	loose->head_len -= ready;
	if (inflate_some(loose, to + ready, len - ready, got))
		return GIT_ERROR;
	*got += ready;
	return 0;
}

/* Whether nothing but the end comes; the checksum is looked at on the way to it. */
static int loose_end(struct loose *loose)
{
	unsigned char more;
	size_t got;

	if (loose_next(loose, &more, 1, &got))
		return GIT_ERROR;
	return got ? refuse(loose->path, "is longer than its header says") : 0;
}

static int loose_contents(struct loose *loose, void *to)
{
	size_t got;

	if (loose_next(loose, to, loose->size, &got))
		return GIT_ERROR;
	if (got < loose->size)
		return refuse(loose->path, "is shorter than its header says");
	return loose_end(loose);
}

static size_t limit_of(git_object_t type)
{
	if (type == GIT_OBJECT_TREE)
		return GIT_TREE_MAX;
	return type == GIT_OBJECT_BLOB ? FEED_DOCUMENT_MAX : GIT_COMMIT_MAX;
}

/* The backend ------------------------------------------------------------------------ */

static void object_path(
	const git_odb_backend *backend, const git_oid *id, char path[PATH_MAX])
{
	const struct loose_backend *loose = (const struct loose_backend *)backend;
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	snprintf(path, PATH_MAX, "%s/%.2s/%s", loose->folder, hex, hex + 2);
}

static int backend_header(
	size_t *len, git_object_t *type, git_odb_backend *backend, const git_oid *id)
{
	struct loose loose;
	char path[PATH_MAX];
	int status;

	object_path(backend, id, path);
	status = loose_open(&loose, path);
	if (status)
		return status;
	*len = loose.size;
	*type = loose.type;
	loose_close(&loose);
	return 0;
}

/* The contents, in memory of libgit2's; with a NUL behind them, as its own backends have. */
static int read_contents(struct loose *loose, git_odb_backend *backend, void **data)
{
	char *room;
	int status;

	if (loose->size > limit_of(loose->type))
		return refuse(loose->path, "is larger than one of its type may be");
	room = git_odb_backend_data_alloc(backend, loose->size + 1);
	if (!room)
		return GIT_ERROR;
	room[loose->size] = '\0';
	status = loose_contents(loose, room);
	if (status)
		git_odb_backend_data_free(backend, room);
	else
		*data = room;
	return status;
}

static int backend_read(void **data, size_t *len, git_object_t *type,
	git_odb_backend *backend, const git_oid *id)
{
	struct loose loose;
	char path[PATH_MAX];
	int status;

	object_path(backend, id, path);
	status = loose_open(&loose, path);
	if (status)
		return status;
	status = read_contents(&loose, backend, data);
	*len = loose.size;
	*type = loose.type;
	loose_close(&loose);
	return status;
}

static int backend_exists(git_odb_backend *backend, const git_oid *id)
{
	char path[PATH_MAX];

	object_path(backend, id, path);
	return access(path, F_OK) == 0;
}

static void backend_free(git_odb_backend *backend)
{
	free(backend);
}

int git_loose_backend(git_odb_backend **out, const char *folder)
{
	size_t len = strlen(folder) + 1;
	struct loose_backend *loose = calloc(1, sizeof(*loose) + len);
	int status;

	if (!loose)
		return no_memory();
	memcpy(loose->folder, folder, len);
	status = git_odb_init_backend(&loose->parent, GIT_ODB_BACKEND_VERSION);
	if (status) {
		free(loose);
		return status;
	}
	loose->parent.read = backend_read;
	loose->parent.read_header = backend_header;
	loose->parent.exists = backend_exists;
	loose->parent.free = backend_free;
	*out = &loose->parent;
	return 0;
}

/* The check -------------------------------------------------------------------------- */

/* Reads the file to its end, and keeps nothing. */
static int check_contents(struct loose *loose)
{
	unsigned char out[CHUNK];

	for (size_t left = loose->size, got; left; left -= got) {
		size_t len = left < sizeof(out) ? left : sizeof(out);

		if (loose_next(loose, out, len, &got))
			return GIT_ERROR;
		if (got < len)
			return refuse(loose->path, "is shorter than its header says");
	}
	return loose_end(loose);
}

static int check_file(const char *path)
{
	struct loose loose;
	int status = loose_open(&loose, path);

	if (status)
		return status;
	status = check_contents(&loose);
	loose_close(&loose);
	return status;
}

static bool is_hex(const char *name, size_t len)
{
	return strspn(name, "0123456789abcdef") == len && !name[len];
}

/* One of the 256 folders. Only what is named as an object is ever opened as one. */
static int check_folder(const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	char file[PATH_MAX];
	int status = 0;

	if (!folder)
		return errno == ENOENT || errno == ENOTDIR
			       ? 0
			       : refuse(path, strerror(errno));
	while (!status && (entry = readdir(folder))) {
		int len = snprintf(file, sizeof(file), "%s/%s", path, entry->d_name);

		if (is_hex(entry->d_name, GIT_OID_HEXSZ - 2) && len < PATH_MAX)
			status = check_file(file);
	}
	closedir(folder);
	return status;
}

int git_loose_check(const char *folder)
{
	char path[PATH_MAX];
	int status = 0;

	for (unsigned i = 0; i < 256 && !status; i++) {
		snprintf(path, sizeof(path), "%s/%02x", folder, i);
		status = check_folder(path);
	}
	return status;
}
