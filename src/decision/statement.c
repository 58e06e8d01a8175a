/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "decision/statement.h"

#include "record/record.h"
#include "util/error.h"
#include "util/grow.h"
#include "util/json.h"

#include <stdlib.h>

/* Where the reader is. */
struct reading {
	struct statements *statements;
	const struct product_names *names;
	const char *path;
	size_t index; /* of the statement, from 1 */
	const char *author; /* in the arena */
	struct bytes time; /* the document's */
	struct kvet_error *error;
};

static struct bytes text_of(yyjson_val *object, const char *key)
{
	return json_text(yyjson_obj_get(object, key));
}

static const char *keep(struct reading *in, struct bytes text)
{
	return text.len ? arena_text(&in->statements->arena, text) : "";
}

static int refuse(const struct reading *in, const char *what, struct bytes value)
{
	char place[40] = "";

	if (in->index)
		snprintf(place, sizeof(place), "statement %zu: ", in->index);
	return error_set(in->error, KVET_ERROR_INPUT, in->path, "%s%s%s%.*s%s", place,
		what, value.len ? " '" : "", value.len < 80 ? (int)value.len : 80,
		value.len ? value.data : "", value.len ? "'" : "");
}

static const struct bytes nothing = {NULL, 0};

/* Vulnerability ---------------------------------------------------------------------- */

static uint64_t read_cve(struct bytes name)
{
	char text[RECORD_CVE_SIZE];

	if (!name.len || name.len >= sizeof(text))
		return 0;
	memcpy(text, name.data, name.len);
	text[name.len] = '\0';
	return record_cve_parse(text);
}

/* The CVE that a statement is on: its name, or else one among its aliases. 0: none. */
static uint64_t find_cve(yyjson_val *vulnerability)
{
	yyjson_val *aliases = yyjson_obj_get(vulnerability, "aliases"), *alias;
	size_t index, max;
	uint64_t cve = read_cve(text_of(vulnerability, "name"));

	yyjson_arr_foreach(aliases, index, max, alias)
	{
		if (!cve)
			cve = read_cve(json_text(alias));
	}
	return cve;
}

/* Products --------------------------------------------------------------------------- */

static void take_better(enum product_match found, struct bytes name,
	enum product_match *best, struct bytes *named)
{
	if (!name.len || (named->len && found <= *best))
		return;
	*best = found;
	*named = name;
}

/* What a component is called by fits best; *NAMED is that name. */
static enum product_match match_component(
	const struct reading *in, yyjson_val *component, struct bytes *named)
{
	static const char *const keys[] = {"purl", "cpe23", "cpe22", "@cpe23", "@cpe22"};
	yyjson_val *identifiers = yyjson_obj_get(component, "identifiers");
	enum product_match best = PRODUCT_OTHER;
	struct bytes name = text_of(component, "@id");

	*named = nothing;
	take_better(product_match(in->names, name), name, &best, named);
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		name = text_of(identifiers, keys[i]);
		take_better(product_match(in->names, name), name, &best, named);
	}
	return best;
}

/* A product that holds other things than the kernel is spoken of where the kernel is among
 * the components that it is about. */
static enum product_match match_product(
	const struct reading *in, yyjson_val *product, struct bytes *named)
{
	enum product_match match = match_component(in, product, named),
			   best = PRODUCT_OTHER;
	yyjson_val *parts = yyjson_obj_get(product, "subcomponents"), *part;
	struct bytes name, ignored = nothing;
	size_t index, max;

	if (match != PRODUCT_NAMED || !yyjson_arr_size(parts))
		return match;
	yyjson_arr_foreach(parts, index, max, part)
	{
		enum product_match found = match_component(in, part, &name);

		take_better(found, name, &best, &ignored);
	}
	return best >= PRODUCT_KERNEL ? PRODUCT_NAMED : best;
}

static int match_products(const struct reading *in, yyjson_val *statement,
	enum product_match *best, struct bytes *named)
{
	yyjson_val *products = yyjson_obj_get(statement, "products"), *product;
	size_t index, max;

	*best = PRODUCT_OTHER;
	*named = nothing;
	if (!yyjson_is_arr(products) || !yyjson_arr_size(products))
		return refuse(in, "it names no product", nothing);
	yyjson_arr_foreach(products, index, max, product)
	{
		struct bytes name = nothing;

		if (!yyjson_is_obj(product))
			return refuse(in, "a product is no object", nothing);
		enum product_match found = match_product(in, product, &name);
		take_better(found, name, best, named);
	}
	return 0;
}

/* Statements ------------------------------------------------------------------------- */

/* The texts that may stand in a statement, and where they go. */
static const struct {
	const char *key;
	size_t at;
} texts[] = {
	{"justification", offsetof(struct statement, justification)},
	{"status_notes", offsetof(struct statement, note)},
	{"impact_statement", offsetof(struct statement, impact)},
	{"action_statement", offsetof(struct statement, action)},
};

static int read_texts(struct reading *in, yyjson_val *object, struct statement *statement)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		yyjson_val *value = yyjson_obj_get(object, texts[i].key);

		if (value && !yyjson_is_null(value) && !yyjson_is_str(value))
			return refuse(in, "no text:", bytes_of(texts[i].key));
		*(const char **)((char *)statement + texts[i].at) =
			keep(in, text_of(object, texts[i].key));
	}
	return 0;
}

static int read_status(
	struct reading *in, yyjson_val *object, struct statement *statement)
{
	struct bytes word = text_of(object, "status");
	int status =
		word.len ? kvet_word_find(KVET_WORDS_VEX_STATUS, keep(in, word)) : -1;

	if (status < 0)
		return refuse(in,
			"its status is none of not_affected, affected, fixed, "
			"under_investigation:",
			word);
	statement->status = (enum kvet_vex_status)status;
	if (*statement->justification && kvet_word_find(KVET_WORDS_VEX_JUSTIFICATION,
						 statement->justification) < 0)
		return refuse(in, "OpenVEX has no justification",
			bytes_of(statement->justification));
	if (statement->status == KVET_VEX_NOT_AFFECTED && !*statement->justification &&
		!*statement->impact)
		return refuse(in,
			"not_affected without a justification or an impact_statement",
			nothing);
	return 0;
}

static int read_time(struct reading *in, yyjson_val *object, struct statement *statement)
{
	struct bytes time = text_of(object, "timestamp");

	if (!time.len)
		time = in->time;
	if (!moment_parse(time, &statement->moment))
		return refuse(in, "no time as RFC 3339 has them:", time);
	statement->time = keep(in, time);
	return 0;
}

/* Of one that is of no use here one is remembered, to be named. */
static void count_other(struct reading *in, enum product_match match, struct bytes name)
{
	struct statements *statements = in->statements;
	const char **example = match == PRODUCT_OTHER_RELEASE
				       ? &statements->other_release
				       : &statements->other_product;

	statements->other_releases += match == PRODUCT_OTHER_RELEASE;
	statements->other_products += match == PRODUCT_OTHER;
	if (!*example && name.len)
		*example = keep(
			in, (struct bytes){name.data, name.len < 120 ? name.len : 120});
}

static int add_statement(struct reading *in, const struct statement *statement)
{
	struct statements *statements = in->statements;

	if (!grow(&statements->items, &statements->room, statements->count + 1,
		    sizeof(*statements->items)))
		return error_set(in->error, KVET_ERROR_MEMORY, NULL, "out of memory");
	statements->items[statements->count++] = *statement;
	return 0;
}

static int read_statement(struct reading *in, yyjson_val *object)
{
	yyjson_val *vulnerability = yyjson_obj_get(object, "vulnerability");
	struct statement statement = {.order = in->statements->read++};
	enum product_match match;
	struct bytes named;
	int code;

	if (!yyjson_is_obj(object))
		return refuse(in, "it is no object", nothing);
	if (!yyjson_is_obj(vulnerability) || !text_of(vulnerability, "name").len)
		return refuse(in, "its vulnerability has no name", nothing);
	code = match_products(in, object, &match, &named);
	code = code ? code : read_texts(in, object, &statement);
	code = code ? code : read_status(in, object, &statement);
	code = code ? code : read_time(in, object, &statement);
	if (code)
		return code;
	if (match < PRODUCT_KERNEL) {
		count_other(in, match, named);
		return 0;
	}
	statement.cve = find_cve(vulnerability);
	statement.author = in->author;
	statement.document = in->path;
	statement.product = keep(in, named);
	/* Other names of vulnerabilities are of things that no record of the kernel is of. */
	return statement.cve ? add_statement(in, &statement) : 0;
}

/* Documents -------------------------------------------------------------------------- */

/* "https://openvex.dev/ns" before 1.0, or with the version behind it. */
static int check_context(struct reading *in, yyjson_val *root)
{
	struct bytes context = text_of(root, "@context");
	size_t len = strlen(STATEMENT_CONTEXT);

	if (context.len < len || memcmp(context.data, STATEMENT_CONTEXT, len) != 0) {
		error_set(in->error, KVET_ERROR_INPUT, in->path,
			"is no OpenVEX document: it has no @context of openvex.dev");
		error_hint(in->error, "they begin with \"@context\": \"%s/%s\"",
			STATEMENT_CONTEXT, STATEMENT_VERSION);
		return KVET_ERROR_INPUT;
	}
	context.data += len;
	context.len -= len;
	if (!context.len || bytes_equal(context, "/" STATEMENT_VERSION))
		return 0;
	return refuse(
		in, "is OpenVEX of another version than " STATEMENT_VERSION ":", context);
}

static int read_document(struct reading *in, yyjson_val *root)
{
	yyjson_val *list = yyjson_obj_get(root, "statements"), *object;
	size_t index, max;
	struct moment ignored;
	int code = check_context(in, root);

	if (code)
		return code;
	in->time = text_of(root, "timestamp");
	if (!text_of(root, "author").len)
		return refuse(in, "the document has no author", nothing);
	if (!moment_parse(in->time, &ignored))
		return refuse(
			in, "the document has no time as RFC 3339 has them", in->time);
	if (!yyjson_is_arr(list))
		return refuse(in, "the document has no statements", nothing);
	in->author = keep(in, text_of(root, "author"));
	in->path = keep(in, bytes_of(in->path));
	yyjson_arr_foreach(list, index, max, object)
	{
		in->index = index + 1;
		code = read_statement(in, object);
		if (code)
			return code;
	}
	return 0;
}

int statements_read(struct statements *statements, struct bytes text, const char *path,
	const struct product_names *names, struct kvet_error *error)
{
	struct reading in = {
		.statements = statements, .names = names, .path = path, .error = error};
	yyjson_read_err why = {0};

	if (text.len > STATEMENT_FILE_MAX)
		return error_set(error, KVET_ERROR_INPUT, path, "has more than %u MiB",
			STATEMENT_FILE_MAX >> 20);
	yyjson_doc *document = text.len
				       ? yyjson_read_opts((char *)(uintptr_t)text.data,
						 text.len, YYJSON_READ_NOFLAG, NULL, &why)
				       : NULL;

	if (!document)
		return error_set(error,
			why.code == YYJSON_READ_ERROR_MEMORY_ALLOCATION
				? KVET_ERROR_MEMORY
				: KVET_ERROR_INPUT,
			path, "is no JSON: %s at byte %zu",
			text.len ? why.msg : "it is empty", why.pos);
	int code = read_document(&in, yyjson_doc_get_root(document));
	yyjson_doc_free(document);
	if (!code && statements->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	return code;
}

static int compare(const void *a, const void *b)
{
	const struct statement *x = a, *y = b;
	int order = moment_compare(x->moment, y->moment);

	if (x->cve != y->cve)
		return x->cve < y->cve ? -1 : 1;
	return order ? order : (x->order > y->order) - (x->order < y->order);
}

void statements_sort(struct statements *statements)
{
	if (statements->count)
		qsort(statements->items, statements->count, sizeof(*statements->items),
			compare);
}

const struct statement *statements_find(
	const struct statements *statements, uint64_t cve, size_t *count)
{
	size_t low = 0, high = statements->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (statements->items[middle].cve < cve)
			low = middle + 1;
		else
			high = middle;
	}
	*count = 0;
	while (low + *count < statements->count &&
		statements->items[low + *count].cve == cve)
		++*count;
	return *count ? &statements->items[low] : NULL;
}

void statements_release(struct statements *statements)
{
	free(statements->items);
	arena_release(&statements->arena);
	*statements = (struct statements){0};
}
