/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "feed/facts.h"

#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yyjson.h>

#define FIELD_SIZE 64

/* Reads until the end or until SIZE bytes; the bytes read, or -1. */
static ssize_t read_all(int file, char *data, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t got = read(file, data + len, size - len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (!got)
			break;
		len += (size_t)got;
	}
	return (ssize_t)len;
}

int facts_read_file(const char *path, char **data, size_t *len, struct kvet_error *error)
{
	struct stat status;
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (file < 0 || fstat(file, &status)) {
		error_set(error,
			errno == ENOENT ? KVET_ERROR_NOT_FOUND : KVET_ERROR_SYSTEM, path,
			"cannot be read: %s", strerror(errno));
		if (file >= 0)
			close(file);
		return error ? (int)error->code : KVET_ERROR_SYSTEM;
	}
	if (!S_ISREG(status.st_mode) || status.st_size > (off_t)FACTS_FILE_MAX) {
		close(file);
		return error_set(error, KVET_ERROR_INPUT, path, "%s",
			S_ISREG(status.st_mode) ? "larger than 64 MiB" : "not a file");
	}
	size_t size = (size_t)status.st_size + 1;
	char *text = malloc(size);
	ssize_t got = text ? read_all(file, text, size) : -1;
	close(file);
	if (got < 0) {
		free(text);
		return error_set(error, text ? KVET_ERROR_SYSTEM : KVET_ERROR_MEMORY,
			path, "cannot be read: %s",
			text ? strerror(errno) : "out of memory");
	}
	*data = text;
	*len = (size_t)got;
	return 0;
}

static const char *text_of(yyjson_val *object, const char *key)
{
	const char *text = yyjson_get_str(yyjson_obj_get(object, key));

	return text ? text : "";
}

static bool is_day(const char *text)
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (form[i] == '0' ? !digit : text[i] != form[i])
			return false;
	}
	return text[10] == '\0';
}

/* A document whose KEY holds the facts, as TYPE; NULL with ERROR when it is another. */
static yyjson_doc *read_document(struct bytes json, const char *key, yyjson_type type,
	yyjson_val **facts, struct kvet_error *error)
{
	yyjson_read_err at;
	yyjson_doc *doc = yyjson_read_opts(
		(char *)(uintptr_t)json.data, json.len, YYJSON_READ_NOFLAG, NULL, &at);

	if (!doc) {
		error_set(error, KVET_ERROR_INPUT, NULL, "not JSON: %s (byte %zu)",
			at.msg, at.pos);
		return NULL;
	}
	*facts = yyjson_obj_get(yyjson_doc_get_root(doc), key);
	if (*facts && yyjson_get_type(*facts) == type)
		return doc;
	error_set(error, KVET_ERROR_INPUT, NULL,
		"not the file that was expected: no '%s' in it", key);
	yyjson_doc_free(doc);
	return NULL;
}

int facts_read_releases(
	struct bytes json, const struct fact_sink *sink, struct kvet_error *error)
{
	yyjson_val *versions, *key, *value;
	yyjson_doc *doc =
		read_document(json, "versions", YYJSON_TYPE_OBJ, &versions, error);
	size_t i, max;
	int code = 0;

	if (!doc)
		return KVET_ERROR_INPUT;
	yyjson_obj_foreach(versions, i, max, key, value)
	{
		const char *date = text_of(value, "date");
		bool known = is_day(date) && strncmp(date, "1970", 4) != 0;
		struct fact fact = {
			.name = yyjson_get_str(key), .date = known ? date : ""};

		code = sink->fact(sink->context, &fact, error);
		if (code)
			break;
	}
	yyjson_doc_free(doc);
	return code;
}

int facts_read_exploited(
	struct bytes json, const struct fact_sink *sink, struct kvet_error *error)
{
	yyjson_val *list, *item;
	yyjson_doc *doc =
		read_document(json, "vulnerabilities", YYJSON_TYPE_ARR, &list, error);
	size_t i, max;
	int code = 0;

	if (!doc)
		return KVET_ERROR_INPUT;
	yyjson_arr_foreach(list, i, max, item)
	{
		const char *vendor = text_of(item, "vendorProject");
		const char *product = text_of(item, "product");
		const char *added = text_of(item, "dateAdded");
		struct fact fact = {
			.name = text_of(item, "cveID"),
			.date = is_day(added) ? added : "",
			.title = text_of(item, "vulnerabilityName"),
			/* "Linux Kernel" and "Android Kernel", not "Windows Kernel". */
			.kernel = strstr(product, "Kernel") &&
				  (strcmp(vendor, "Linux") == 0 ||
					  strcmp(vendor, "Android") == 0),
		};

		code = sink->fact(sink->context, &fact, error);
		if (code)
			break;
	}
	yyjson_doc_free(doc);
	return code;
}

/* Cuts LINE at its tabs; the number of fields, of which at most MAX are filled. */
static size_t split_tabs(struct bytes line, char fields[][FIELD_SIZE], size_t max)
{
	size_t count = 0, len = 0;

	for (size_t i = 0; i <= line.len; i++) {
		if (i < line.len && line.data[i] != '\t') {
			if (count < max && len < FIELD_SIZE - 1)
				fields[count][len++] = line.data[i];
			continue;
		}
		if (count < max)
			fields[count][len] = '\0';
		count++;
		len = 0;
	}
	return count;
}

int facts_read_lines(
	struct bytes tsv, const struct fact_sink *sink, struct kvet_error *error)
{
	struct bytes line;
	char fields[4][FIELD_SIZE];

	for (unsigned number = 1; bytes_next_line(&tsv, &line); number++) {
		if (!line.len || (number == 1 && line.len >= 5 &&
					 memcmp(line.data, "line\t", 5) == 0))
			continue;
		if (split_tabs(line, fields, 4) != 4) {
			error_set(error, KVET_ERROR_INPUT, NULL,
				"a line does not have four columns");
			error_place(error, number, 0);
			return KVET_ERROR_INPUT;
		}
		struct fact fact = {
			.name = fields[0],
			.date = is_day(fields[1]) ? fields[1] : "",
			.end_of_life = is_day(fields[2]) ? fields[2] : "",
			.longterm = strcmp(fields[3], "yes") == 0,
		};
		int code = sink->fact(sink->context, &fact, error);
		if (code)
			return code;
	}
	return 0;
}
