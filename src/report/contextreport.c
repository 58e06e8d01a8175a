/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/contextreport.h"

#include "report/csvtext.h"
#include "report/jsontext.h"
#include "report/print.h"

#include <string.h>

/* What the word means that CONTEXT has for a key; "" where it has none. */
static const char *meaning_of(const struct kvet_context_key *key, const char *word)
{
	for (size_t i = 0; i < KVET_CONTEXT_WORDS && key->words[i]; i++) {
		if (strcmp(key->words[i], word) == 0)
			return key->meanings[i];
	}
	return "";
}

int contextreport_table(const struct report *report, struct kvet_error *error)
{
	const struct kvet_context_key *key;
	const char *section = "", *need;
	FILE *out = report->out;

	(void)error;
	for (size_t i = 0; (key = kvet_context_key(i)); i++) {
		const char *word = kvet_context_word(report->context, i);

		if (strcmp(section, key->section) != 0) {
			fprintf(out, "%s[%s]\n", *section ? "\n" : "", key->section);
			section = key->section;
		}
		fprintf(out, "  %-17s  %-10s  %s\n", key->name, *word ? word : "-",
			*word ? meaning_of(key, word) : "not said");
	}
	fputs("\n[needed]\n", out);
	if (!kvet_context_need(report->context, 0))
		fputs("  nothing is\n", out);
	for (size_t i = 0; (need = kvet_context_need(report->context, i)); i++) {
		fputs("  ", out);
		print_text(out, need, 0);
		fputc('\n', out);
	}
	return 0;
}

static const char *get_need(const void *of, size_t index)
{
	return kvet_context_need(of, index);
}

static void fill_key(doc *d, val *object, const kvet_context *context, size_t index)
{
	const struct kvet_context_key *key = kvet_context_key(index);
	const char *word = kvet_context_word(context, index);

	yyjson_mut_obj_add_str(d, object, "section", key->section);
	yyjson_mut_obj_add_str(d, object, "key", key->name);
	json_add_known(d, object, "word", word);
	json_add_known(d, object, "text", meaning_of(key, word));
}

/* The document, without its list for JSON lines. */
static doc *make_head(const struct report *report)
{
	doc *d = json_begin();
	val *root = d ? yyjson_mut_doc_get_root(d) : NULL;

	if (!d)
		return NULL;
	yyjson_mut_obj_add_str(d, root, "schema", "kvet.context/1");
	json_add_known(d, root, "file", kvet_context_path(report->context));
	json_add_sentences(d, root, "needed", report->context, get_need);
	return d;
}

int contextreport_json(const struct report *report, struct kvet_error *error)
{
	doc *d = make_head(report);
	val *array =
		d ? yyjson_mut_obj_add_arr(d, yyjson_mut_doc_get_root(d), "says") : NULL;

	for (size_t i = 0; d && kvet_context_key(i); i++)
		fill_key(d, yyjson_mut_arr_add_obj(d, array), report->context, i);
	int code = json_finish(report, d, 0, error);
	fputc('\n', report->out);
	return code;
}

int contextreport_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = json_finish(report, make_head(report), 0, error);

	fputc('\n', report->out);
	for (size_t i = 0; !code && kvet_context_key(i); i++) {
		doc *d = json_begin();

		if (d)
			fill_key(d, yyjson_mut_doc_get_root(d), report->context, i);
		code = json_finish(report, d, 0, error);
		fputc('\n', report->out);
	}
	return code;
}

int contextreport_csv(const struct report *report, struct kvet_error *error)
{
	const struct kvet_context_key *key;
	const char *need;

	(void)error;
	fputs("section,key,word,text\n", report->out);
	for (size_t i = 0; (key = kvet_context_key(i)); i++) {
		const char *word = kvet_context_word(report->context, i);

		csv_field(report->out, key->section, false);
		csv_field(report->out, key->name, false);
		csv_field(report->out, word, false);
		csv_field(report->out, meaning_of(key, word), true);
	}
	for (size_t i = 0; (need = kvet_context_need(report->context, i)); i++) {
		fputs("needed,", report->out);
		csv_field(report->out,
			strncmp(need, "CONFIG_", 7) == 0 ? "options" : "subsystems",
			false);
		csv_field(report->out, need, false);
		csv_field(report->out, "", true);
	}
	return 0;
}
