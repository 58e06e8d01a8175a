/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A CVE record's JSON, format 5.x (https://cveproject.github.io/cve-schema/), as the
 * kernel's authority writes it. Only what kvet needs is read; a key that is read may stand
 * once, because programs differ in which of two they believe.
 */
#include "record/record.h"

#include "record/reader.h"
#include "release/release.h"
#include "util/error.h"

#include <stdarg.h>
#include <yyjson.h>

/* What the kernel's authority is called in cveMetadata.assignerOrgId. */
static const char *const kernel_authorities[] = {
	"416baaa9-dc9f-4396-8d5f-8c081fb06d67", /* kernel.org, in the CVE list */
	"f4215fc3-5b6b-47ff-a258-f7189bd81038", /* in its own record repository */
};

struct reading {
	struct arena *arena;
	struct record *record;
	struct kvet_error *error;
};

static int refuse(struct reading *in, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
static int refuse(struct reading *in, const char *format, ...)
{
	char text[256];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return error_set(in->error, KVET_ERROR_INPUT, NULL, "%s", text);
}

/* A key that is looked for, and what it must be where it stands. */
struct field {
	const char *key;
	yyjson_type type;
	yyjson_val **value;
};

/* Fills what FIELDS (ended by a NULL key) look for in OBJECT, which the text calls NAME. */
static int read_fields(struct reading *in, yyjson_val *object, const char *name,
	const struct field *fields)
{
	size_t i, max;
	yyjson_val *key, *value;

	if (!yyjson_is_obj(object))
		return refuse(in, "%s is missing or not an object", name);
	yyjson_obj_foreach(object, i, max, key, value)
	{
		const struct field *field = fields;

		while (field->key && !yyjson_equals_str(key, field->key))
			field++;
		if (!field->key)
			continue;
		if (*field->value)
			return refuse(in, "'%s' stands twice in %s", field->key, name);
		if (yyjson_get_type(value) != field->type)
			return refuse(in, "'%s' in %s is %s", field->key, name,
				yyjson_get_type_desc(value));
		*field->value = value;
	}
	return 0;
}

static struct bytes value_bytes(yyjson_val *value)
{
	return value ? (struct bytes){yyjson_get_str(value), yyjson_get_len(value)}
		     : (struct bytes){"", 0};
}

static const char *value_text(struct reading *in, yyjson_val *value)
{
	return arena_text(in->arena, value_bytes(value));
}

static bool list_has(const char *const *list, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(list[i], text) == 0)
			return true;
	}
	return false;
}

/* The day of "2024-02-29T05:43:08.000Z"; what has another form is no day. */
static void read_day(struct bytes text, char day[11])
{
	static const char form[] = "0000-00-00";

	for (size_t i = 0; i < sizeof(form) - 1; i++) {
		char c = i < text.len ? text.data[i] : '\0';

		if (form[i] == '-' ? c != '-' : c < '0' || c > '9')
			return;
	}
	memcpy(day, text.data, sizeof(form) - 1);
	day[sizeof(form) - 1] = '\0';
}

/* cveMetadata: who assigned it, and whether it was rejected. */
static int read_metadata(struct reading *in, yyjson_val *metadata)
{
	yyjson_val *id = NULL, *old_id = NULL, *org = NULL, *name = NULL, *state = NULL;
	yyjson_val *published = NULL;
	const struct field fields[] = {
		{"cveId", YYJSON_TYPE_STR, &id},
		{"cveID", YYJSON_TYPE_STR, &old_id}, /* so in the first half of 2024 */
		{"assignerOrgId", YYJSON_TYPE_STR, &org},
		{"assignerShortName", YYJSON_TYPE_STR, &name},
		{"state", YYJSON_TYPE_STR, &state},
		{"datePublished", YYJSON_TYPE_STR, &published}, /* in the CVE list only */
		{0},
	};
	int code = read_fields(in, metadata, "cveMetadata", fields);

	if (code)
		return code;
	for (size_t i = 0; i < sizeof(kernel_authorities) / sizeof(*kernel_authorities);
		i++)
		in->record->kernels |=
			bytes_equal(value_bytes(org), kernel_authorities[i]);
	in->record->kernels |= bytes_equal(value_bytes(name), "Linux");
	if (!in->record->kernels)
		return 0;
	const char *cve = value_text(in, id ? id : old_id);
	if (record_cve_parse(cve) != in->record->cve)
		return refuse(
			in, "the record calls itself '%.40s', its file another", cve);
	read_day(value_bytes(published), in->record->published);
	if (bytes_equal(value_bytes(state), "REJECTED"))
		in->record->rejected = true;
	return 0;
}

/* descriptions[], or rejectedReasons[], of which the English one counts. */
static int read_description(struct reading *in, yyjson_val *descriptions)
{
	size_t i, max;
	yyjson_val *item;

	yyjson_arr_foreach(descriptions, i, max, item)
	{
		yyjson_val *lang = NULL, *value = NULL;
		const struct field fields[] = {
			{"lang", YYJSON_TYPE_STR, &lang},
			{"value", YYJSON_TYPE_STR, &value},
			{0},
		};
		int code = read_fields(in, item, "a description", fields);

		if (code)
			return code;
		if (!value || (lang && strncmp(yyjson_get_str(lang), "en", 2) != 0))
			continue;
		in->record->description = value_text(in, value);
		return 0;
	}
	return 0;
}

static int read_references(struct reading *in, yyjson_val *references)
{
	size_t i, max, count = yyjson_arr_size(references);
	yyjson_val *item;

	if (count > RECORD_REFERENCES_MAX)
		return refuse(in, "more than %u references", RECORD_REFERENCES_MAX);
	in->record->references = arena_alloc(in->arena, count * sizeof(char *));
	yyjson_arr_foreach(references, i, max, item)
	{
		yyjson_val *url = NULL;
		const struct field fields[] = {{"url", YYJSON_TYPE_STR, &url}, {0}};
		int code = read_fields(in, item, "a reference", fields);

		if (code)
			return code;
		if (url && in->record->references)
			in->record->references[in->record->reference_count++] =
				value_text(in, url);
	}
	return 0;
}

/* The entries of affected[] name the same files; each is kept once, in order. */
static int read_files(struct reading *in, yyjson_val *files)
{
	struct record *record = in->record;
	size_t i, max, count = record->file_count + yyjson_arr_size(files);
	yyjson_val *item;

	if (count > RECORD_FILES_MAX)
		return refuse(in, "more than %u files", RECORD_FILES_MAX);
	const char **list = arena_alloc(in->arena, count * sizeof(*list));
	if (!list)
		return 0; /* the arena's failure is seen once, at the end */
	if (record->file_count)
		memcpy(list, record->files, record->file_count * sizeof(*list));
	record->files = list;
	yyjson_arr_foreach(files, i, max, item)
	{
		if (!yyjson_is_str(item))
			return refuse(in, "a name in 'programFiles' is %s",
				yyjson_get_type_desc(item));
		if (!list_has(list, record->file_count, yyjson_get_str(item)))
			list[record->file_count++] = value_text(in, item);
	}
	return 0;
}

/* One item of versions[]; those of versionType git name commits and are left to the pairs. */
struct range_values {
	yyjson_val *version, *less, *less_or_equal, *status, *type;
};

/* "6.1.*" ends with its line, "2.6.*" with the last line of 2.6; "*" never. */
static bool read_upper_end(struct bytes text, struct range *range)
{
	if (bytes_equal(text, "*")) {
		range->open = true;
		return true;
	}
	if (bytes_equal(text, "2.6.*")) {
		range->last = release_series_last(2, 6);
		return true;
	}
	if (text.len > 2 && memcmp(text.data + text.len - 2, ".*", 2) == 0) {
		if (!release_parse((struct bytes){text.data, text.len - 2}, &range->last))
			return false;
		range->last.stable = RELEASE_STABLE_LAST;
		return true;
	}
	return release_parse(text, &range->last);
}

/* "5.15.145 <= 5.15.*": there are some twelve of them in a record. */
static const char *range_text(
	struct reading *in, struct bytes first, const char *order, struct bytes last)
{
	char *text = arena_bytes(in->arena, first.len + strlen(order) + last.len + 1);

	if (!text)
		return "";
	char *end = stpcpy(mempcpy(text, first.data, first.len), order);
	*(char *)mempcpy(end, last.data, last.len) = '\0';
	return text;
}

static int read_range(
	struct reading *in, const struct range_values *values, struct range *range)
{
	struct bytes first = value_bytes(values->version);
	struct bytes last =
		value_bytes(values->less ? values->less : values->less_or_equal);
	const char *order = values->less ? " < " : values->less_or_equal ? " <= " : "";

	range->text = range_text(in, first, order, last);
	if (!values->version || !values->status)
		return refuse(in, "a version range has no version or no status");
	range->affected = bytes_equal(value_bytes(values->status), "affected");
	range->inclusive = values->less_or_equal && !values->less;
	range->single = !*order;
	if (bytes_equal(first, "0"))
		range->first = (struct kvet_release){0};
	else if (!release_parse(first, &range->first))
		return refuse(
			in, "version range '%.60s' is not one of releases", range->text);
	range->last = range->first;
	if (!range->single && !read_upper_end(last, range))
		return refuse(
			in, "version range '%.60s' is not one of releases", range->text);
	return 0;
}

static int read_version(struct reading *in, yyjson_val *version, unsigned entry)
{
	struct range_values values = {0};
	const struct field fields[] = {
		{"version", YYJSON_TYPE_STR, &values.version},
		{"lessThan", YYJSON_TYPE_STR, &values.less},
		{"lessThanOrEqual", YYJSON_TYPE_STR, &values.less_or_equal},
		{"status", YYJSON_TYPE_STR, &values.status},
		{"versionType", YYJSON_TYPE_STR, &values.type},
		{0},
	};
	int code = read_fields(in, version, "a version", fields);

	if (code || bytes_equal(value_bytes(values.type), "git"))
		return code;
	struct range *range = &in->record->ranges[in->record->range_count++];
	range->entry = entry;
	return read_range(in, &values, range);
}

/* An entry of affected[]: its files, its ranges, and what it says of all other releases. */
static int read_affected_entry(struct reading *in, yyjson_val *item, unsigned entry)
{
	yyjson_val *files = NULL, *versions = NULL, *status = NULL, *version;
	const struct field fields[] = {
		{"programFiles", YYJSON_TYPE_ARR, &files},
		{"versions", YYJSON_TYPE_ARR, &versions},
		{"defaultStatus", YYJSON_TYPE_STR, &status},
		{0},
	};
	size_t i, max;
	int code = read_fields(in, item, "an entry of 'affected'", fields);

	if (!code && files)
		code = read_files(in, files);
	if (code)
		return code;
	yyjson_arr_foreach(versions, i, max, version)
	{
		code = read_version(in, version, entry);
		if (code)
			return code;
	}
	in->record->ranges[in->record->range_count++] = (struct range){
		.entry = entry,
		.whole = true,
		.affected = bytes_equal(value_bytes(status), "affected"),
		.text = "defaultStatus",
	};
	return 0;
}

static size_t count_ranges(yyjson_val *affected)
{
	size_t i, max, count = 0;
	yyjson_val *item;

	yyjson_arr_foreach(affected, i, max, item) count +=
		1 + yyjson_arr_size(yyjson_obj_get(item, "versions"));
	return count;
}

static int read_affected(struct reading *in, yyjson_val *affected)
{
	size_t i, max, count = count_ranges(affected);
	yyjson_val *item;

	if (count > RECORD_RANGES_MAX)
		return refuse(in, "more than %u version ranges", RECORD_RANGES_MAX);
	in->record->ranges = arena_alloc(in->arena, count * sizeof(struct range));
	if (count && !in->record->ranges)
		return 0;
	yyjson_arr_foreach(affected, i, max, item)
	{
		int code = read_affected_entry(in, item, (unsigned)i);

		if (code)
			return code;
	}
	return 0;
}

/* metrics[]: the first CVSS v3 vector, scored by the authority that wrote the record. */
static int read_metrics(struct reading *in, yyjson_val *metrics)
{
	size_t i, max;
	yyjson_val *item;

	yyjson_arr_foreach(metrics, i, max, item)
	{
		yyjson_val *v31 = NULL, *v30 = NULL, *vector = NULL;
		const struct field fields[] = {
			{"cvssV3_1", YYJSON_TYPE_OBJ, &v31},
			{"cvssV3_0", YYJSON_TYPE_OBJ, &v30},
			{0},
		};
		const struct field inner[] = {
			{"vectorString", YYJSON_TYPE_STR, &vector}, {0}};
		int code = read_fields(in, item, "an entry of 'metrics'", fields);

		if (code)
			return code;
		if (!v31 && !v30)
			continue;
		code = read_fields(in, v31 ? v31 : v30, "a CVSS metric", inner);
		if (!code && vector)
			record_read_score(
				in->record, value_bytes(vector), cvss_parse, in->arena);
		return code;
	}
	return 0;
}

static int read_container(struct reading *in, yyjson_val *containers)
{
	yyjson_val *cna = NULL, *title = NULL, *descriptions = NULL, *reasons = NULL;
	yyjson_val *affected = NULL, *references = NULL, *metrics = NULL,
		   *provider = NULL;
	const struct field outer[] = {{"cna", YYJSON_TYPE_OBJ, &cna}, {0}};
	const struct field fields[] = {
		{"title", YYJSON_TYPE_STR, &title},
		{"descriptions", YYJSON_TYPE_ARR, &descriptions},
		{"rejectedReasons", YYJSON_TYPE_ARR, &reasons},
		{"affected", YYJSON_TYPE_ARR, &affected},
		{"references", YYJSON_TYPE_ARR, &references},
		{"metrics", YYJSON_TYPE_ARR, &metrics},
		{"providerMetadata", YYJSON_TYPE_OBJ, &provider},
		{0},
	};
	int code = read_fields(in, containers, "containers", outer);

	code = code ? code : read_fields(in, cna, "containers.cna", fields);
	if (code)
		return code;
	if (!in->record->rejected && !affected)
		return refuse(in, "'affected' is missing");
	in->record->title = value_text(in, title);
	code = read_description(in, descriptions ? descriptions : reasons);
	code = code ? code : read_affected(in, affected);
	code = code ? code : read_references(in, references);
	code = code ? code : read_metrics(in, metrics);
	if (*in->record->cvss.vector)
		snprintf(in->record->cvss.source, sizeof(in->record->cvss.source), "%s",
			value_text(in, yyjson_obj_get(provider, "orgId")));
	return code;
}

/* The line and column of a byte, both from 1. */
static void place_of(struct bytes text, size_t position, unsigned *line, unsigned *column)
{
	*line = 1;
	*column = 1;
	for (size_t i = 0; i < position && i < text.len; i++) {
		++*column;
		if (text.data[i] == '\n') {
			++*line;
			*column = 1;
		}
	}
}

static int refuse_json(
	struct bytes json, const yyjson_read_err *at, struct kvet_error *error)
{
	unsigned line, column;

	error_set(error, KVET_ERROR_INPUT, NULL, "not JSON: %s", at->msg);
	place_of(json, at->pos, &line, &column);
	error_place(error, line, column);
	return KVET_ERROR_INPUT;
}

int record_read_json(struct record_reader *reader, struct bytes json, uint64_t cve,
	struct arena *arena, struct record *record, struct kvet_error *error)
{
	struct reading in = {arena, record, error};
	yyjson_read_err at;
	yyjson_val *containers = NULL, *metadata = NULL;
	const struct field fields[] = {
		{"containers", YYJSON_TYPE_OBJ, &containers},
		{"cveMetadata", YYJSON_TYPE_OBJ, &metadata},
		{0},
	};
	/* Without INSITU yyjson does not write to the text, whatever its prototype says. */
	yyjson_doc *doc = yyjson_read_opts((char *)(uintptr_t)json.data, json.len,
		YYJSON_READ_NOFLAG, reader_json_memory(reader, json.len), &at);

	if (!doc)
		return at.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION
			       ? error_set(
					 error, KVET_ERROR_MEMORY, NULL, "out of memory")
			       : refuse_json(json, &at, error);
	record->cve = cve;
	record->title = record->description = "";
	int code = read_fields(&in, yyjson_doc_get_root(doc), "the record", fields);
	code = code ? code : read_metadata(&in, metadata);
	if (!code && record->kernels)
		code = read_container(&in, containers);
	yyjson_doc_free(doc);
	/* A text that found no memory is "", which may be refused for what it is not. */
	return arena->failed ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
			     : code;
}
