/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/saved.h"

#include "release/release.h"
#include "util/error.h"
#include "util/file.h"
#include "util/grow.h"
#include "util/json.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#define SCHEMA "kvet.check/1"

struct saved {
	struct kvet_result *result;
	const char *path;
	unsigned line; /* of JSON lines; 0: one document */
	size_t room;
	struct kvet_error *error;
};

static struct bytes text_of(yyjson_val *object, const char *key)
{
	return json_text(yyjson_obj_get(object, key));
}

static const char *keep(struct saved *in, yyjson_val *object, const char *key)
{
	struct bytes text = text_of(object, key);

	return text.len ? arena_text(&in->result->arena, text) : "";
}

static int refuse(const struct saved *in, const char *what)
{
	error_set(in->error, KVET_ERROR_INPUT, in->path, "is no check that was saved: %s",
		what);
	error_place(in->error, in->line, 0);
	error_hint(
		in->error, "'kvet check TARGET --format json --output FILE' saves one");
	return KVET_ERROR_INPUT;
}

/* The value of a word, or OTHERWISE where it is none of the vocabulary. */
static unsigned word(yyjson_val *object, const char *key, enum kvet_vocabulary words,
	unsigned otherwise)
{
	char text[64];
	struct bytes found = text_of(object, key);

	if (!found.len || found.len >= sizeof(text))
		return otherwise;
	memcpy(text, found.data, found.len);
	text[found.len] = '\0';
	int value = kvet_word_find(words, text);
	return value < 0 ? otherwise : (unsigned)value;
}

/* Head ------------------------------------------------------------------------------- */

static int read_target(struct saved *in, yyjson_val *object)
{
	struct kvet_target *target = target_new("", "release");

	if (!target)
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	in->result->target = target;
	target->input = keep(in, object, "input");
	target->kind = keep(in, object, "kind");
	target->distribution = keep(in, object, "distribution");
	target->upper_bound = yyjson_get_bool(yyjson_obj_get(object, "upper_bound"));
	if (!release_parse(text_of(object, "release"), &target->release))
		return refuse(in, "its target has no release");
	kvet_release_text(target->release, target->release_text);
	kvet_release_line(target->release, target->line_text);
	return 0;
}

static void copy(char *to, size_t size, struct bytes text)
{
	snprintf(to, size, "%.*s", (int)(text.len < size ? text.len : size - 1),
		text.len ? text.data : "");
}

static void read_snapshot(struct kvet_snapshot *snapshot, yyjson_val *object)
{
	copy(snapshot->source, sizeof(snapshot->source), text_of(object, "source"));
	copy(snapshot->kind, sizeof(snapshot->kind), text_of(object, "kind"));
	copy(snapshot->date, sizeof(snapshot->date), text_of(object, "date"));
	copy(snapshot->commit, sizeof(snapshot->commit), text_of(object, "commit"));
	snapshot->records = yyjson_get_uint(yyjson_obj_get(object, "records"));
	snapshot->rejected = yyjson_get_uint(yyjson_obj_get(object, "rejected"));
}

static int read_summary(struct saved *in, yyjson_val *object)
{
	yyjson_val *decided = yyjson_obj_get(object, "decided");
	const char *name;

	for (unsigned i = 0; (name = kvet_word(KVET_WORDS_VERDICT, i)); i++) {
		yyjson_val *total = yyjson_obj_get(object, name);

		if (!yyjson_is_uint(total))
			return refuse(in, "its summary does not count every verdict");
		in->result->totals[i] = yyjson_get_uint(total);
	}
	in->result->has_decisions = yyjson_is_obj(decided);
	for (unsigned i = 0; (name = kvet_word(KVET_WORDS_VEX_STATUS, i)); i++)
		in->result->decided[i] = yyjson_get_uint(yyjson_obj_get(decided, name));
	return 0;
}

static void read_filter(struct saved *in, yyjson_val *object)
{
	char *text = object ? yyjson_val_write(object, YYJSON_WRITE_NOFLAG, NULL) : NULL;

	if (text)
		in->result->filter = arena_text(&in->result->arena, bytes_of(text));
	free(text);
}

static int read_head(struct saved *in, yyjson_val *root)
{
	struct bytes schema = text_of(root, "schema");
	char what[128];
	int code;

	if (!bytes_equal(schema, SCHEMA)) {
		snprintf(what, sizeof(what), "its schema is '%.*s', not " SCHEMA,
			(int)(schema.len < 40 ? schema.len : 40),
			schema.len ? schema.data : "");
		return refuse(in, what);
	}
	code = read_target(in, yyjson_obj_get(root, "target"));
	code = code ? code : read_summary(in, yyjson_obj_get(root, "summary"));
	if (code)
		return code;
	read_snapshot(&in->result->snapshot, yyjson_obj_get(root, "snapshot"));
	read_filter(in, yyjson_obj_get(root, "filter"));
	return 0;
}

/* Findings --------------------------------------------------------------------------- */

static void read_score(struct saved *in, struct kvet_record *record, yyjson_val *cvss)
{
	double score = yyjson_get_num(yyjson_obj_get(cvss, "score"));

	record->cvss_vector = keep(in, cvss, "vector");
	record->cvss_source = keep(in, cvss, "source");
	record->severity = word(cvss, "severity", KVET_WORDS_SEVERITY, KVET_NOT_SCORED);
	record->score = score > 0 && score <= 10 ? (unsigned)(score * 10 + 0.5) : 0;
}

static void read_record(struct saved *in, struct kvet_record *record, yyjson_val *object)
{
	char languages[64];

	copy(languages, sizeof(languages), text_of(object, "language"));
	record->languages = loaded_languages(languages);
	record->title = keep(in, object, "title");
	record->description = "";
	record->published = keep(in, object, "published");
	record->class = word(object, "class", KVET_WORDS_CLASS, KVET_CLASS_UNCLASSIFIED);
	record->family = kvet_class_family(record->class);
	record->subsystem = keep(in, object, "subsystem");
	record->exploited = keep(in, object, "known_exploited");
	read_score(in, record, yyjson_obj_get(object, "cvss"));
}

static void read_pair(struct saved *in, struct kvet_pair *pair, yyjson_val *object)
{
	yyjson_val *introduced = yyjson_obj_get(object, "introduced");
	yyjson_val *fixed = yyjson_obj_get(object, "fixed");

	pair->introduced = keep(in, introduced, "release");
	pair->introduced_commit = keep(in, introduced, "commit");
	pair->fixed = keep(in, fixed, "release");
	pair->fixed_commit = keep(in, fixed, "commit");
}

static int read_decision(
	struct saved *in, struct kvet_finding *finding, yyjson_val *object)
{
	struct kvet_decision *decision;

	if (!yyjson_is_obj(object))
		return 0;
	decision = arena_alloc(&in->result->arena, sizeof(*decision));
	if (!decision)
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	finding->decision = decision;
	*decision = (struct kvet_decision){
		.status = word(object, "status", KVET_WORDS_VEX_STATUS,
			KVET_VEX_UNDER_INVESTIGATION),
		.justification = keep(in, object, "justification"),
		.note = keep(in, object, "note"),
		.impact = keep(in, object, "impact"),
		.action = keep(in, object, "action"),
		.author = keep(in, object, "author"),
		.time = keep(in, object, "time"),
		.document = keep(in, object, "document"),
		.product = keep(in, object, "product"),
		.closes = yyjson_get_bool(yyjson_obj_get(object, "closes")),
	};
	return 0;
}

static int add_finding(struct saved *in, yyjson_val *object)
{
	struct kvet_result *result = in->result;
	yyjson_val *option = yyjson_obj_get(object, "option");
	char cve[RECORD_CVE_SIZE];
	unsigned verdict = word(object, "verdict", KVET_WORDS_VERDICT, KVET_VERDICTS);

	copy(cve, sizeof(cve), text_of(object, "cve"));
	uint64_t id = record_cve_parse(cve);
	if (!id || verdict == KVET_VERDICTS)
		return refuse(in, "a finding has no CVE or no verdict");
	if (result->count == SAVED_FINDINGS_MAX)
		return refuse(in, "it has more than a million findings");
	struct kvet_finding *finding =
		result_finding(result, id, (enum kvet_verdict)verdict);
	if (!finding || !grow(&result->findings, &in->room, result->count + 1,
				sizeof(*result->findings)))
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	result->findings[result->count++] = finding;
	read_record(in, &finding->record, object);
	read_pair(in, &finding->pair, object);
	finding->presence =
		word(object, "presence", KVET_WORDS_PRESENCE, KVET_PRESENCE_UNDECIDED);
	finding->option = keep(in, option, "name");
	finding->option_value = keep(in, option, "value");
	finding->module = keep(in, object, "module");
	finding->rank.priority.decision =
		word(object, "priority", KVET_WORDS_PRIORITY, KVET_PRIORITIES);
	return read_decision(in, finding, yyjson_obj_get(object, "decision"));
}

static int read_document(struct saved *in, yyjson_val *root)
{
	yyjson_val *findings = yyjson_obj_get(root, "findings"), *object;
	size_t index, max;
	int code = read_head(in, root);

	if (!code && !yyjson_is_arr(findings))
		code = refuse(in, "it has no findings");
	yyjson_arr_foreach(findings, index, max, object)
	{
		if (code)
			return code;
		code = add_finding(in, object);
	}
	return code;
}

/* Forms ------------------------------------------------------------------------------ */

static int parse(struct saved *in, struct bytes text,
	int (*read)(struct saved *in, yyjson_val *root))
{
	yyjson_read_err why = {0};
	yyjson_doc *document = text.len
				       ? yyjson_read_opts((char *)(uintptr_t)text.data,
						 text.len, YYJSON_READ_NOFLAG, NULL, &why)
				       : NULL;

	if (!document) {
		int code = error_set(in->error, KVET_ERROR_INPUT, in->path,
			"is no JSON: %s at byte %zu", text.len ? why.msg : "it is empty",
			why.pos);
		error_place(in->error, in->line, 0);
		return code;
	}
	int code = read(in, yyjson_doc_get_root(document));
	yyjson_doc_free(document);
	return code;
}

/* The whole document may stand in one line, too. */
static int read_first(struct saved *in, yyjson_val *root)
{
	return yyjson_obj_get(root, "findings") ? read_document(in, root)
						: read_head(in, root);
}

static int read_lines(struct saved *in, struct bytes text)
{
	struct bytes rest = text, line;
	int code = 0;

	while (!code && bytes_next_line(&rest, &line)) {
		in->line++;
		if (line.len)
			code = parse(in, line, in->line == 1 ? read_first : add_finding);
	}
	return code;
}

/* JSON lines end their first object with its line; a document goes on. */
static bool is_lines(struct bytes text)
{
	struct bytes rest = text, line, next;

	if (!bytes_next_line(&rest, &line) || !line.len ||
		line.data[line.len - 1] != '}' || line.data[0] != '{')
		return false;
	return !rest.len ||
	       (bytes_next_line(&rest, &next) && next.len && next.data[0] == '{');
}

/* By CVE, each once. */
static int check_order(struct saved *in)
{
	struct kvet_result *result = in->result;

	result_sort(result, NULL);
	for (size_t i = 1; i < result->count; i++) {
		if (result->findings[i - 1]->record.id == result->findings[i]->record.id)
			return refuse(in, "a CVE is in it twice");
	}
	if (!result->target)
		return refuse(in, "it is empty");
	if (result->arena.failed)
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return 0;
}

int saved_read(struct bytes text, const char *path, struct kvet_result **out,
	struct kvet_error *error)
{
	struct saved in = {.path = path, .error = error};

	in.result = calloc(1, sizeof(*in.result));
	if (!in.result)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	int code =
		is_lines(text) ? read_lines(&in, text) : parse(&in, text, read_document);
	code = code ? code : check_order(&in);
	if (code)
		kvet_result_free(in.result);
	else
		*out = in.result;
	return code;
}

int kvet_result_read(const char *path, kvet_result **out, struct kvet_error *error)
{
	struct kvet_error unseen;
	struct bytes text;

	error = error ? error : &unseen;
	int code = file_load(path, SAVED_FILE_MAX, &text, error);
	if (code)
		return code;
	code = saved_read(text, path, out, error);
	free((char *)(uintptr_t)text.data);
	return code;
}

bool kvet_result_is_saved(const char *path)
{
	char start[512];
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t len = file < 0 ? -1 : read(file, start, sizeof(start));

	if (file >= 0)
		close(file);
	return len > 0 && memmem(start, (size_t)len, "\"schema\"", 8) &&
	       memmem(start, (size_t)len, "\"kvet.check/", 12);
}
