/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decision/append.h"

#include "record/record.h"
#include "util/error.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yyjson.h>

typedef yyjson_mut_doc doc;
typedef yyjson_mut_val val;

static bool is_said(const char *text)
{
	return text && *text;
}

int draft_check(const struct draft *draft, struct kvet_error *error)
{
	const char *wrong = NULL;
	bool not_affected = draft->status == KVET_VEX_NOT_AFFECTED;

	if (not_affected && !is_said(draft->justification) && !is_said(draft->impact))
		wrong = "not_affected needs a justification, or an impact statement";
	else if (!not_affected &&
		 (is_said(draft->justification) || is_said(draft->impact)))
		wrong = "a justification or impact statement goes with not_affected "
			"alone";
	else if (draft->status == KVET_VEX_AFFECTED && !is_said(draft->action))
		wrong = "affected needs an action statement: what is to be done";
	else if (draft->status != KVET_VEX_AFFECTED && is_said(draft->action))
		wrong = "an action statement goes with affected alone";
	else if (is_said(draft->justification) &&
		 kvet_word_find(KVET_WORDS_VEX_JUSTIFICATION, draft->justification) < 0)
		wrong = "there is no such justification";
	else if (draft->names->product && !product_is_iri(draft->names->product))
		wrong = "the product is no IRI, as pkg:generic/panel@2.1 is";
	return wrong ? error_set(error, KVET_ERROR_USAGE, NULL, "%s", wrong) : 0;
}

/* Parts of a statement --------------------------------------------------------------- */

static void add_text(doc *d, val *object, const char *key, const char *text)
{
	if (is_said(text))
		yyjson_mut_obj_add_strcpy(d, object, key, text);
}

static void add_time(doc *d, val *object, const char *key, int64_t seconds)
{
	char text[MOMENT_SIZE];

	yyjson_mut_obj_add_strcpy(d, object, key, moment_text(seconds, text));
}

/* A release string that is none of upstream's names its kernel better than what it is
 * called by. */
static void name_kernel(doc *d, val *component, const struct product_names *names)
{
	char text[PRODUCT_NAME_SIZE];

	product_purl(names, text);
	yyjson_mut_obj_add_strcpy(d, component, "@id", text);
	val *identifiers = yyjson_mut_obj_add_obj(d, component, "identifiers");
	yyjson_mut_obj_add_strcpy(d, identifiers, "purl", text);
	product_cpe(names->release, text);
	if (!*names->input)
		yyjson_mut_obj_add_strcpy(d, identifiers, "cpe23", text);
}

/* The kernel itself, or what it is in with the kernel as its part. */
static void add_products(doc *d, val *statement, const struct product_names *names)
{
	val *product = yyjson_mut_arr_add_obj(
		d, yyjson_mut_obj_add_arr(d, statement, "products"));
	struct product_names kernel = *names;

	kernel.product = NULL;
	if (!names->product) {
		name_kernel(d, product, names);
		return;
	}
	yyjson_mut_obj_add_strcpy(d, product, "@id", names->product);
	if (product_match(&kernel, bytes_of(names->product)) != PRODUCT_OTHER)
		return;
	name_kernel(d,
		yyjson_mut_arr_add_obj(
			d, yyjson_mut_obj_add_arr(d, product, "subcomponents")),
		names);
}

static val *make_statement(doc *d, const struct draft *draft)
{
	val *statement = yyjson_mut_obj(d);
	val *vulnerability = yyjson_mut_obj_add_obj(d, statement, "vulnerability");

	yyjson_mut_obj_add_strcpy(d, vulnerability, "name", draft->cve);
	add_time(d, statement, "timestamp", draft->seconds);
	add_products(d, statement, draft->names);
	add_text(d, statement, "status", kvet_word(KVET_WORDS_VEX_STATUS, draft->status));
	add_text(d, statement, "status_notes", draft->note);
	add_text(d, statement, "justification", draft->justification);
	add_text(d, statement, "impact_statement", draft->impact);
	add_text(d, statement, "action_statement", draft->action);
	return statement;
}

/* Documents -------------------------------------------------------------------------- */

/* FNV-1a: a name that is the document's own, and the same for the same bytes in. */
static uint64_t hash(uint64_t start, const char *text)
{
	for (const unsigned char *c = (const unsigned char *)text; *c; c++)
		start = (start ^ *c) * UINT64_C(1099511628211);
	return start;
}

static void add_name(doc *d, val *root, const struct draft *draft)
{
	char text[128], time[MOMENT_SIZE], purl[PRODUCT_NAME_SIZE];
	uint64_t name = hash(UINT64_C(14695981039346656037), draft->author);

	product_purl(draft->names, purl);
	name = hash(hash(name, moment_text(draft->seconds, time)), purl);
	snprintf(text, sizeof(text), "https://openvex.dev/docs/public/vex-%016" PRIx64,
		hash(name, draft->cve));
	yyjson_mut_obj_add_strcpy(d, root, "@id", text);
}

static int make_document(
	doc *d, const struct draft *draft, const char *path, struct kvet_error *error)
{
	val *root = yyjson_mut_obj(d);
	char tooling[64];

	if (!is_said(draft->author)) {
		error_set(error, KVET_ERROR_USAGE, path,
			"is not there, and to make it needs an author");
		error_hint(error, "--author 'Panel Works security <psirt@example.org>'");
		return KVET_ERROR_USAGE;
	}
	yyjson_mut_doc_set_root(d, root);
	yyjson_mut_obj_add_str(
		d, root, "@context", STATEMENT_CONTEXT "/" STATEMENT_VERSION);
	add_name(d, root, draft);
	yyjson_mut_obj_add_strcpy(d, root, "author", draft->author);
	add_time(d, root, "timestamp", draft->seconds);
	yyjson_mut_obj_add_uint(d, root, "version", 1);
	snprintf(tooling, sizeof(tooling), "kvet %s", kvet_version());
	yyjson_mut_obj_add_strcpy(d, root, "tooling", tooling);
	yyjson_mut_arr_append(
		yyjson_mut_obj_add_arr(d, root, "statements"), make_statement(d, draft));
	return 0;
}

/* Where KEY stands in OBJECT; its size when it does not. */
static size_t place_of(val *object, const char *key)
{
	size_t index, max;
	val *name, *value;

	yyjson_mut_obj_foreach(object, index, max, name, value)
	{
		if (yyjson_mut_equals_str(name, key))
			return index;
	}
	return yyjson_mut_obj_size(object);
}

/* A version is a number of one more; when it was last changed stands before it. */
static int raise_version(doc *d, val *root, const struct draft *draft, const char *path,
	struct kvet_error *error)
{
	val *version = yyjson_mut_obj_get(root, "version");
	val *updated = yyjson_mut_obj_get(root, "last_updated");
	char text[MOMENT_SIZE], *end = NULL;
	const char *raw = yyjson_mut_get_raw(version);
	unsigned long long number = raw ? strtoull(raw, &end, 10) : 0;

	if (!raw || *raw < '0' || *raw > '9' || *end || number >= INT32_MAX)
		return error_set(error, KVET_ERROR_INPUT, path,
			"the document's version is no whole number");
	yyjson_mut_set_uint(version, number + 1);
	val *now = yyjson_mut_strcpy(d, moment_text(draft->seconds, text));
	if (updated)
		yyjson_mut_set_str(updated, yyjson_mut_get_str(now));
	else
		yyjson_mut_obj_insert(root, yyjson_mut_str(d, "last_updated"), now,
			place_of(root, "version"));
	return 0;
}

/* A document speaks with one voice. */
static int check_author(
	val *root, const struct draft *draft, const char *path, struct kvet_error *error)
{
	const char *author = yyjson_mut_get_str(yyjson_mut_obj_get(root, "author"));

	if (!is_said(draft->author) || (author && strcmp(author, draft->author) == 0))
		return 0;
	error_set(error, KVET_ERROR_INPUT, path,
		"is by %.200s, and speaks for nobody else", author ? author : "nobody");
	error_hint(error, "keep a document for each author: --vex takes several");
	return KVET_ERROR_INPUT;
}

/* What is said now has to hold, so nothing that was said before may be later. */
static int check_history(const struct draft *draft, struct bytes document,
	const char *path, struct kvet_error *error)
{
	struct statements statements = {0};
	const struct statement *last;
	struct product_names names = *draft->names;
	size_t count;
	int code = statements_read(&statements, document, path, &names, error);

	if (!code) {
		statements_sort(&statements);
		uint64_t cve = record_cve_parse(draft->cve);
		last = statements_find(&statements, cve, &count);
		struct moment now = {draft->seconds, 0};
		if (last && moment_compare(last[count - 1].moment, now) > 0)
			code = error_set(error, KVET_ERROR_INPUT, path,
				"has a later statement on %.20s, of %.40s: this one "
				"would "
				"not count",
				draft->cve, last[count - 1].time);
	}
	statements_release(&statements);
	return code;
}

static int add_to_document(
	doc *d, const struct draft *draft, const char *path, struct kvet_error *error)
{
	val *root = yyjson_mut_doc_get_root(d), *statement = make_statement(d, draft);
	val *list = yyjson_mut_obj_get(root, "statements"), *each;
	size_t index, max;
	int code = check_author(root, draft, path, error);

	if (code)
		return code;
	yyjson_mut_arr_foreach(list, index, max, each)
	{
		if (yyjson_mut_equals(each, statement))
			return error_set(error, KVET_ERROR_INPUT, path,
				"says that already, in statement %zu", index + 1);
	}
	yyjson_mut_arr_append(list, statement);
	return raise_version(d, root, draft, path, error);
}

static doc *parse(struct bytes document)
{
	yyjson_doc *read = yyjson_read_opts((char *)(uintptr_t)document.data,
		document.len, YYJSON_READ_NUMBER_AS_RAW, NULL, NULL);
	doc *d = read ? yyjson_doc_mut_copy(read, NULL) : NULL;

	yyjson_doc_free(read);
	return d;
}

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

int draft_append(const struct draft *draft, struct bytes document, const char *path,
	char **text, size_t *len, struct kvet_error *error)
{
	int code = document.len ? check_history(draft, document, path, error) : 0;

	if (code)
		return code;
	doc *d = document.len ? parse(document) : yyjson_mut_doc_new(NULL);
	if (!d)
		return no_memory(error);
	code = document.len ? add_to_document(d, draft, path, error)
			    : make_document(d, draft, path, error);
	*text = code ? NULL
		     : yyjson_mut_write(d,
			       YYJSON_WRITE_PRETTY_TWO_SPACES |
				       YYJSON_WRITE_NEWLINE_AT_END,
			       len);
	yyjson_mut_doc_free(d);
	if (!code && !*text)
		code = no_memory(error);
	return code;
}

/* Writing ---------------------------------------------------------------------------- */

static bool put(int file, struct bytes text)
{
	while (text.len) {
		ssize_t written = write(file, text.data, text.len);

		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		text.data += written;
		text.len -= (size_t)written;
	}
	return true;
}

static int no_write(const char *path, const char *temporary, struct kvet_error *error)
{
	int why = errno;

	if (*temporary)
		unlink(temporary);
	return error_set(error, KVET_ERROR_SYSTEM, path, "cannot be written: %s",
		strerror(why ? why : EIO));
}

/* A new file of a name of its own beside PATH, as readable as what it takes the place of. */
static int open_beside(const char *path, char *temporary, size_t size)
{
	struct stat status;

	snprintf(temporary, size, "%s.%ld.new", path, (long)getpid());
	int file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (file >= 0 && stat(path, &status) == 0 &&
		fchmod(file, status.st_mode & 0777)) {
		close(file);
		return -1;
	}
	return file;
}

int draft_write(const char *path, struct bytes text, struct kvet_error *error)
{
	char temporary[PATH_MAX + 32], real[PATH_MAX];
	struct stat status;

	/* A link stays one. */
	if (realpath(path, real))
		path = real;
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return error_set(error, KVET_ERROR_INPUT, path, "is no regular file");
	if (strlen(path) >= PATH_MAX)
		return error_set(error, KVET_ERROR_USAGE, path, "the path is too long");
	errno = 0;
	int file = open_beside(path, temporary, sizeof(temporary));
	if (file < 0)
		return no_write(path, "", error);
	bool written = put(file, text) && fsync(file) == 0;
	if (close(file) || !written || rename(temporary, path))
		return no_write(path, temporary, error);
	return 0;
}
