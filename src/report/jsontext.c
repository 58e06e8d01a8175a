/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/jsontext.h"

#include "util/error.h"

#include <stdlib.h>
#include <string.h>

void json_add_known(doc *d, val *object, const char *key, const char *text)
{
	if (*text)
		yyjson_mut_obj_add_str(d, object, key, text);
	else
		yyjson_mut_obj_add_null(d, object, key);
}

void json_add_days(doc *d, val *object, const char *key, int32_t days)
{
	if (days == KVET_DAYS_UNKNOWN)
		yyjson_mut_obj_add_null(d, object, key);
	else
		yyjson_mut_obj_add_int(d, object, key, days);
}

void json_add_sentences(doc *d, val *object, const char *key, const void *of,
	const char *(*get)(const void *of, size_t index))
{
	val *array = yyjson_mut_obj_add_arr(d, object, key);
	const char *text;

	for (size_t i = 0; (text = get(of, i)); i++)
		yyjson_mut_arr_add_str(d, array, text);
}

void json_add_lag(doc *d, val *object, const struct kvet_lag *lag)
{
	yyjson_mut_obj_add_uint(d, object, "came", lag->came);
	yyjson_mut_obj_add_uint(d, object, "never", lag->never);
	yyjson_mut_obj_add_uint(d, object, "pending", lag->pending);
	yyjson_mut_obj_add_uint(d, object, "after_end", lag->after_end);
	json_add_days(d, object, "first_quartile", lag->first_quartile);
	json_add_days(d, object, "median", lag->median);
	json_add_days(d, object, "third_quartile", lag->third_quartile);
	json_add_days(d, object, "half_of_all", lag->half_of_all);
}

void json_add_snapshot(doc *d, val *root, const struct kvet_snapshot *snapshot)
{
	val *object = yyjson_mut_obj_add_obj(d, root, "snapshot");

	yyjson_mut_obj_add_str(d, object, "source", snapshot->source);
	yyjson_mut_obj_add_str(d, object, "kind", snapshot->kind);
	json_add_known(d, object, "date", snapshot->date);
	json_add_known(d, object, "commit", snapshot->commit);
	yyjson_mut_obj_add_uint(d, object, "records", snapshot->records);
	yyjson_mut_obj_add_uint(d, object, "rejected", snapshot->rejected);
}

doc *json_begin(void)
{
	doc *d = yyjson_mut_doc_new(NULL);

	if (d)
		yyjson_mut_doc_set_root(d, yyjson_mut_obj(d));
	return d;
}

/* JSON may hold DEL and C1 as they are, which a terminal might obey, and '<', which may end
 * or comment out the element of HTML that it is in. They stand inside strings alone, so
 * their escaped form is the same text. */
static void put_json(FILE *out, const char *text, size_t len, bool embedded)
{
	const char *end = text + len, *done = text;

	/* Nearly no text has any of them, and looking for a byte is quick. */
	if (!memchr(text, 0x7f, len) && !memchr(text, 0xc2, len) &&
		!(embedded && memchr(text, '<', len))) {
		fwrite(text, 1, len, out);
		return;
	}

	for (const char *c = text; c < end; c++) {
		unsigned char next = c + 1 < end ? (unsigned char)c[1] : 0;
		bool c1 = (unsigned char)*c == 0xc2 && next >= 0x80 && next < 0xa0;

		if (*c != 0x7f && !c1 && !(embedded && *c == '<'))
			continue;
		fwrite(done, 1, (size_t)(c - done), out);
		fprintf(out, "\\u%04x", c1 ? next : (unsigned)*c);
		c += c1;
		done = c + 1;
	}
	fwrite(done, 1, (size_t)(end - done), out);
}

static int finish(const struct report *report, doc *d, yyjson_write_flag flags,
	size_t skip, size_t less, struct kvet_error *error)
{
	size_t len = 0;
	char *text =
		d ? yyjson_mut_write(d, flags | YYJSON_WRITE_ALLOW_INVALID_UNICODE, &len)
		  : NULL;

	yyjson_mut_doc_free(d);
	if (!text)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	put_json(report->out, text + skip, len - skip - less, report->embedded);
	free(text);
	return 0;
}

int json_finish_part(const struct report *report, doc *d, size_t skip, size_t less,
	struct kvet_error *error)
{
	return finish(report, d, YYJSON_WRITE_NOFLAG, skip, less, error);
}

int json_finish_pretty(const struct report *report, doc *d, struct kvet_error *error)
{
	return finish(report, d,
		YYJSON_WRITE_PRETTY_TWO_SPACES | YYJSON_WRITE_NEWLINE_AT_END, 0, 0,
		error);
}

int json_finish(
	const struct report *report, doc *d, size_t less, struct kvet_error *error)
{
	return json_finish_part(report, d, 0, less, error);
}
