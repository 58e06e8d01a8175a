/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A person's statement on a finding, into a document. */
#include "verdict/decided.h"

#include "decision/append.h"
#include "feed/facts.h"
#include "util/error.h"

#include <stdlib.h>

/* A release string that is none of upstream's names the kernel better than a release. */
static struct product_names names_of(
	const struct kvet_target *target, const struct kvet_statement *statement)
{
	struct product_names names = target_names(target);
	struct kvet_release release;
	bool own = strcmp(target->kind, "release") == 0 &&
		   kvet_release_parse(target->input, &release, NULL) != 0 &&
		   *target->input != 'v';

	names.input = own ? target->input : "";
	names.product = statement->product ? statement->product : target->product;
	return names;
}

static int check_refuted(const struct kvet_finding *finding,
	const struct kvet_statement *statement, struct kvet_error *error)
{
	struct arena arena = {0};
	const char *refuted = decided_refutes(
		finding, statement->status, statement->justification, &arena);
	int code = 0;

	if (refuted && !statement->force) {
		code = error_set(error, KVET_ERROR_INPUT, NULL, "%s: %s",
			finding->record.cve, refuted);
		error_hint(error,
			"an impact statement without a justification can tell "
			"what of it is not there; --force says it nevertheless");
	}
	arena_release(&arena);
	return code;
}

/* The document at PATH; none is no error. */
static int read_document(
	const char *path, char **data, size_t *len, struct kvet_error *error)
{
	int code = facts_read_file(path, data, len, error);

	if (code != KVET_ERROR_NOT_FOUND)
		return code;
	*data = NULL;
	*len = 0;
	return 0;
}

static int append(const struct draft *draft, const char *path, const char *output,
	struct kvet_error *error)
{
	char *data = NULL, *text = NULL;
	size_t len = 0, written = 0;
	int code = read_document(path, &data, &len, error);

	if (!code)
		code = draft_append(
			draft, (struct bytes){data, len}, path, &text, &written, error);
	if (!code)
		code = draft_write(
			output ? output : path, (struct bytes){text, written}, error);
	free(data);
	free(text);
	return code;
}

int kvet_decide(const kvet_result *result, const struct kvet_statement *statement,
	const char *path, const char *output, struct kvet_error *error)
{
	const struct kvet_finding *finding = kvet_result_finding(result, 0);
	struct kvet_error unseen;

	error = error ? error : &unseen;
	if (!finding || !result->target ||
		(unsigned)statement->status >= KVET_VEX_STATUSES)
		return error_set(
			error, KVET_ERROR_USAGE, NULL, "nothing to say, or of nothing");
	struct product_names names = names_of(result->target, statement);
	struct draft draft = {
		.cve = finding->record.cve,
		.status = statement->status,
		.justification = statement->justification,
		.note = statement->note,
		.impact = statement->impact,
		.action = statement->action,
		.author = statement->author,
		.names = &names,
	};
	if (!moment_now(&draft.seconds))
		return error_set(error, KVET_ERROR_USAGE, NULL,
			"SOURCE_DATE_EPOCH is no number of seconds");
	int code = draft_check(&draft, error);
	code = code ? code : check_refuted(finding, statement, error);
	return code ? code : append(&draft, path, output, error);
}
