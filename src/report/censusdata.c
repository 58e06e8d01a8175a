/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A census as JSON, JSON lines and CSV, by the contract of docs/json.md. */
#include "report/csvtext.h"
#include "report/jsontext.h"
#include "report/report.h"

#include "util/error.h"

#include <yyjson.h>

static void add_count(doc *d, val *object, struct kvet_count count)
{
	yyjson_mut_obj_add_uint(d, object, "files", count.files);
	yyjson_mut_obj_add_uint(d, object, "code", count.code);
	yyjson_mut_obj_add_uint(d, object, "comments", count.comments);
	yyjson_mut_obj_add_uint(d, object, "blank", count.blank);
}

static void add_languages(doc *d, val *object, const kvet_census *census)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "languages");

	for (unsigned i = 0; i < KVET_LANGUAGES; i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(
			d, item, "language", kvet_word(KVET_WORDS_LANGUAGE, i));
		add_count(d, item, kvet_census_total(census, (enum kvet_language)i));
	}
}

static void add_kind(
	doc *d, val *object, const char *name, struct kvet_unsafe_count count)
{
	val *item = yyjson_mut_obj_add_obj(d, object, name);

	yyjson_mut_obj_add_uint(d, item, "count", count.count);
	yyjson_mut_obj_add_uint(d, item, "safety", count.safety);
}

static void add_unsafe(doc *d, val *object, const struct kvet_unsafe *unsafe)
{
	val *item = yyjson_mut_obj_add_obj(d, object, "unsafe");

	add_kind(d, item, "blocks", unsafe->blocks);
	add_kind(d, item, "functions", unsafe->functions);
	add_kind(d, item, "impls", unsafe->impls);
	add_kind(d, item, "traits", unsafe->traits);
	yyjson_mut_obj_add_uint(d, item, "lines", unsafe->lines);
}

static void add_skipped(doc *d, val *object, const kvet_census *census)
{
	val *array = yyjson_mut_obj_add_arr(d, object, "skipped");
	const struct kvet_census_skip *skip;

	for (size_t i = 0; (skip = kvet_census_skip(census, i)); i++) {
		val *item = yyjson_mut_arr_add_obj(d, array);

		yyjson_mut_obj_add_str(d, item, "path", skip->path);
		yyjson_mut_obj_add_str(d, item, "reason", skip->reason);
	}
}

static void add_row(doc *d, val *object, const struct kvet_census_row *row)
{
	yyjson_mut_obj_add_str(d, object, "subsystem", row->subsystem);
	yyjson_mut_obj_add_str(
		d, object, "language", kvet_word(KVET_WORDS_LANGUAGE, row->language));
	add_count(d, object, row->count);
}

static void add_tree(doc *d, val *object, const kvet_census *census)
{
	yyjson_mut_obj_add_str(d, object, "input", kvet_census_input(census));
	yyjson_mut_obj_add_str(d, object, "release", kvet_census_release(census));
	add_languages(d, object, census);
	add_unsafe(d, object, kvet_census_unsafe(census));
	yyjson_mut_obj_add_uint(
		d, object, "not_counted", kvet_census_not_counted(census));
	add_skipped(d, object, census);
}

static doc *begin(void)
{
	doc *d = yyjson_mut_doc_new(NULL);

	if (d)
		yyjson_mut_doc_set_root(d, yyjson_mut_obj(d));
	return d;
}

/* A tree a line, with its subsystems. */
int report_census_json(const struct report *report, struct kvet_error *error)
{
	int code = 0;

	fputs("{\"schema\":\"kvet.census/1\",\n\"trees\":[", report->out);
	for (size_t i = 0; !code && i < report->census_count; i++) {
		const struct kvet_census_row *row;
		doc *d = begin();

		fputs(i ? ",\n" : "\n", report->out);
		if (d) {
			val *root = yyjson_mut_doc_get_root(d);

			add_tree(d, root, report->censuses[i]);
			val *array = yyjson_mut_obj_add_arr(d, root, "subsystems");
			for (size_t k = 0;
				(row = kvet_census_row(report->censuses[i], k)); k++)
				add_row(d, yyjson_mut_arr_add_obj(d, array), row);
		}
		code = json_finish(report, d, 0, error);
	}
	fputs("\n]}\n", report->out);
	return code;
}

static int write_row(const struct report *report, const char *release,
	const struct kvet_census_row *row, struct kvet_error *error)
{
	doc *d = begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "release", release);
		add_row(d, root, row);
	}
	int code = json_finish(report, d, 0, error);
	fputc('\n', report->out);
	return code;
}

static int write_trees(const struct report *report, struct kvet_error *error)
{
	doc *d = begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.census/1");
		val *array = yyjson_mut_obj_add_arr(d, root, "trees");
		for (size_t i = 0; i < report->census_count; i++)
			add_tree(
				d, yyjson_mut_arr_add_obj(d, array), report->censuses[i]);
	}
	int code = json_finish(report, d, 0, error);
	fputc('\n', report->out);
	return code;
}

int report_census_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = write_trees(report, error);

	for (size_t i = 0; i < report->census_count; i++) {
		const kvet_census *census = report->censuses[i];
		const struct kvet_census_row *row;

		for (size_t k = 0; !code && (row = kvet_census_row(census, k)); k++)
			code = write_row(report, kvet_census_release(census), row, error);
	}
	return code;
}

static void put_number(FILE *out, uint64_t number, char end)
{
	fprintf(out, "%llu%c", (unsigned long long)number, end);
}

void report_census_csv(const struct report *report)
{
	FILE *out = report->out;

	fputs("release,subsystem,language,files,code,comments,blank\n", out);
	for (size_t i = 0; i < report->census_count; i++) {
		const kvet_census *census = report->censuses[i];
		const struct kvet_census_row *row;

		for (size_t k = 0; (row = kvet_census_row(census, k)); k++) {
			csv_field(out, kvet_census_release(census), false);
			csv_field(out, row->subsystem, false);
			csv_field(out, kvet_word(KVET_WORDS_LANGUAGE, row->language),
				false);
			put_number(out, row->count.files, ',');
			put_number(out, row->count.code, ',');
			put_number(out, row->count.comments, ',');
			put_number(out, row->count.blank, '\n');
		}
	}
}
