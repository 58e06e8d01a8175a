/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which reader a source needs, the grammar of file names, and what the readers share. */
#include "feed/feed.h"

#include "feed/reader.h"
#include "util/error.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* How many documents pass between two calls of the progress callback. */
#define DOCUMENTS_PER_PROGRESS 256

static bool digits(const char *text, size_t len, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < len; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (uint64_t)(text[i] - '0');
	}
	return true;
}

static enum feed_part part_of_extension(const char *extension)
{
	if (!memcmp(extension, ".json", 5))
		return FEED_JSON;
	if (!memcmp(extension, ".dyad", 5))
		return FEED_DYAD;
	if (!memcmp(extension, ".cvss", 5))
		return FEED_CVSS;
	return FEED_OTHER;
}

/*
 * One name a number: a number is padded to four digits and never further, and no year
 * starts with 0. So feed_name gives back the very name.
 */
enum feed_part feed_part_of_name(const char *name, size_t len, uint64_t *cve)
{
	const size_t frame = strlen("CVE-YYYY-") + strlen(".json");
	uint64_t year, number;

	if (len < frame + 4 || len > frame + 9)
		return FEED_OTHER;
	enum feed_part part = part_of_extension(name + len - 5);
	size_t count = len - frame;

	if (!part || memcmp(name, "CVE-", 4) || name[8] != '-')
		return FEED_OTHER;
	if (!digits(name + 4, 4, &year) || !digits(name + 9, count, &number))
		return FEED_OTHER;
	if (name[4] == '0' || (count > 4 && name[9] == '0'))
		return FEED_OTHER;
	*cve = year * FEED_CVE_YEAR + number;
	return part;
}

void feed_name(uint64_t cve, enum feed_part part, char name[FEED_NAME_SIZE])
{
	static const char *const extensions[] = {[FEED_OTHER] = "",
		[FEED_JSON] = ".json",
		[FEED_DYAD] = ".dyad",
		[FEED_CVSS] = ".cvss"};

	snprintf(name, FEED_NAME_SIZE, "CVE-%04u-%04u%s", (unsigned)(cve / FEED_CVE_YEAR),
		(unsigned)(cve % FEED_CVE_YEAR), extensions[part]);
}

bool feed_path_has(const char *path, size_t len, const char *folder)
{
	size_t wanted = strlen(folder);
	const char *slash;

	for (; (slash = memchr(path, '/', len)); path = slash + 1) {
		size_t part = (size_t)(slash - path);

		if (part == wanted && !memcmp(path, folder, wanted))
			return true;
		len -= part + 1;
	}
	return false;
}

enum feed_part feed_part_of(const char *path, size_t len, uint64_t *cve, bool *rejected)
{
	const char *slash = memrchr(path, '/', len);
	const char *name = slash ? slash + 1 : path;
	enum feed_part part = feed_part_of_name(name, len - (size_t)(name - path), cve);

	if (part)
		*rejected = feed_path_has(path, len, "rejected");
	return part;
}

void feed_day(int64_t seconds, char day[11])
{
	time_t moment = (time_t)seconds;
	struct tm utc;

	day[0] = '\0';
	if (gmtime_r(&moment, &utc) && utc.tm_year >= -900 && utc.tm_year <= 8099)
		strftime(day, 11, "%Y-%m-%d", &utc);
}

bool feed_buffer_reserve(struct feed_buffer *buffer, size_t size)
{
	if (size <= buffer->size)
		return true;
	size_t grown = buffer->size * 2 > size ? buffer->size * 2 : size;
	char *data = realloc(buffer->data, grown);

	if (!data)
		return false;
	*buffer = (struct feed_buffer){data, grown};
	return true;
}

void feed_buffer_release(struct feed_buffer *buffer)
{
	free(buffer->data);
	*buffer = (struct feed_buffer){0};
}

int feed_progress(struct feed_run *run, const char *what, uint64_t done, uint64_t total)
{
	if (!run->sink->progress)
		return 0;
	int result = run->sink->progress(run->sink->context, what, done, total);

	if (result)
		error_set(run->error, result, NULL, "stopped while reading %s", what);
	return result;
}

int feed_document(struct feed_run *run, const struct feed_document *document)
{
	int result = run->sink->document(run->sink->context, document, run->error);

	if (result)
		return result;
	if (++run->documents % DOCUMENTS_PER_PROGRESS)
		return 0;
	return feed_progress(run, "records", run->documents, 0);
}

int feed_problem(struct feed_run *run, const char *path, const char *format, ...)
{
	char reason[256];
	va_list args;

	va_start(args, format);
	vsnprintf(reason, sizeof(reason), format, args);
	va_end(args);
	int result = run->sink->problem(run->sink->context, path, reason);

	if (result)
		error_set(run->error, result, path, "%s: %s",
			result == KVET_ERROR_INPUT ? "too many files like it" : "stopped",
			reason);
	return result;
}

int feed_no_memory(const struct feed_run *run)
{
	return error_set(run->error, KVET_ERROR_MEMORY, run->path, "out of memory");
}

int feed_nothing(const struct feed_run *run)
{
	error_set(run->error, KVET_ERROR_INPUT, run->path, "no CVE records in \"%s\"",
		run->options->source);
	error_hint(run->error,
		"records are files named like CVE-2024-26581.json, as in the kernel's "
		"repository https://git.kernel.org/pub/scm/linux/security/vulns.git");
	return KVET_ERROR_INPUT;
}

/* scheme://..., or as ssh has it user@host:path. A file of such a name wins over the
 * second form, as for git. */
static bool is_url(const char *source)
{
	static const char *const schemes[] = {
		"https://", "http://", "git://", "ssh://", "git+ssh://", "file://"};
	const char *at = strchr(source, '@');
	const char *colon = strchr(source, ':');
	const char *slash = strchr(source, '/');

	for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
		if (!strncmp(source, schemes[i], strlen(schemes[i])))
			return true;
	return at && at > source && colon && at + 1 < colon &&
	       (!slash || colon < slash) && access(source, F_OK) != 0;
}

static bool holds(const char *folder, const char *name)
{
	char path[PATH_MAX];
	int len = snprintf(path, sizeof(path), "%s/%s", folder, name);

	return len > 0 && (size_t)len < sizeof(path) && access(path, F_OK) == 0;
}

static bool is_repository(const char *folder)
{
	return holds(folder, ".git") ||
	       (holds(folder, "HEAD") && holds(folder, "objects") &&
		       holds(folder, "refs"));
}

static int no_source(struct kvet_error *error, const char *source, int number)
{
	enum kvet_code code = number == ENOENT || number == ENOTDIR ? KVET_ERROR_NOT_FOUND
								    : KVET_ERROR_SYSTEM;

	error_set(
		error, code, source, "cannot open \"%s\": %s", source, strerror(number));
	if (code == KVET_ERROR_NOT_FOUND)
		error_hint(error,
			"a source is a folder of CVE records, a git repository, "
			"its URL, or an archive");
	return code;
}

static int read_path(struct feed_run *run)
{
	struct stat st;

	if (stat(run->path, &st))
		return no_source(run->error, run->options->source, errno);
	if (S_ISDIR(st.st_mode))
		return is_repository(run->path) ? feed_git_read(run)
						: feed_folder_read(run);
	if (S_ISREG(st.st_mode))
		return feed_archive_read(run);
	return error_set(run->error, KVET_ERROR_INPUT, run->path,
		"\"%s\" is neither a folder nor a file", run->options->source);
}

int feed_read(const struct feed_options *options, const struct feed_sink *sink,
	struct feed_origin *origin, struct kvet_error *error)
{
	struct feed_origin found = {0};
	struct feed_run run = {options, sink, &found, error, options->source, 0};
	char path[PATH_MAX];
	int result;

	if (is_url(options->source)) {
		result = feed_url_read(&run);
	} else {
		if (!realpath(options->source, path))
			return no_source(error, options->source, errno);
		run.path = path;
		snprintf(found.source, sizeof(found.source), "%s", path);
		result = read_path(&run);
	}
	if (!result)
		*origin = found;
	return result;
}
