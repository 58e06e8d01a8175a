/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/lines.h"

#include "report/jsontext.h"

static const char *lines_horizon(const void *of, size_t index)
{
	return kvet_line_list_horizon(of, index);
}

static const char *backlog_horizon(const void *of, size_t index)
{
	return kvet_backlog_horizon(of, index);
}

static void fill_line(doc *d, val *object, const struct kvet_line *line)
{
	yyjson_mut_obj_add_str(d, object, "line", line->name);
	json_add_known(d, object, "released", line->released);
	json_add_known(d, object, "end_of_life", line->end_of_life);
	yyjson_mut_obj_add_bool(d, object, "longterm", line->longterm);
	yyjson_mut_obj_add_bool(d, object, "ended", line->ended);
	val *newest = yyjson_mut_obj_add_obj(d, object, "newest");
	yyjson_mut_obj_add_str(d, newest, "release", line->newest);
	json_add_known(d, newest, "released", line->newest_released);
	yyjson_mut_obj_add_uint(d, object, "open", line->open);
	yyjson_mut_obj_add_uint(d, object, "open_exploited", line->open_exploited);
	yyjson_mut_obj_add_uint(d, object, "fixed_recently", line->fixed_recently);
	json_add_lag(d, yyjson_mut_obj_add_obj(d, object, "lag"), &line->lag);
}

static int write_lines_head(
	const struct report *report, size_t less, struct kvet_error *error)
{
	doc *d = json_begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.lines/1");
		json_add_snapshot(d, root, kvet_line_list_snapshot(report->lines));
		json_add_sentences(d, root, "horizon", report->lines, lines_horizon);
	}
	return json_finish(report, d, less, error);
}

static int write_line(const struct report *report, size_t index, struct kvet_error *error)
{
	doc *d = json_begin();

	if (d)
		fill_line(d, yyjson_mut_doc_get_root(d),
			kvet_line_list_line(report->lines, index));
	return json_finish(report, d, 0, error);
}

int lines_json(const struct report *report, struct kvet_error *error)
{
	int code = write_lines_head(report, 1, error);

	fputs(",\n\"lines\":[", report->out);
	for (size_t i = 0; !code && kvet_line_list_line(report->lines, i); i++) {
		fputs(i ? ",\n" : "\n", report->out);
		code = write_line(report, i, error);
	}
	fputs("\n]}\n", report->out);
	return code;
}

int lines_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = write_lines_head(report, 0, error);

	fputc('\n', report->out);
	for (size_t i = 0; !code && kvet_line_list_line(report->lines, i); i++) {
		code = write_line(report, i, error);
		fputc('\n', report->out);
	}
	return code;
}

static int write_backlog_head(
	const struct report *report, size_t less, struct kvet_error *error)
{
	const kvet_backlog *backlog = report->backlog;
	doc *d = json_begin();

	if (d) {
		val *root = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, root, "schema", "kvet.backlog/1");
		json_add_snapshot(d, root, kvet_backlog_snapshot(backlog));
		json_add_sentences(d, root, "horizon", backlog, backlog_horizon);
		yyjson_mut_obj_add_str(d, root, "line", kvet_backlog_line(backlog));
	}
	return json_finish(report, d, less, error);
}

static int write_point(
	const struct report *report, size_t index, struct kvet_error *error)
{
	const struct kvet_backlog_point *point =
		kvet_backlog_point(report->backlog, index);
	doc *d = json_begin();

	if (d) {
		val *object = yyjson_mut_doc_get_root(d);

		yyjson_mut_obj_add_str(d, object, "release", point->release);
		json_add_known(d, object, "released", point->released);
		yyjson_mut_obj_add_uint(d, object, "open", point->open);
		yyjson_mut_obj_add_uint(
			d, object, "open_exploited", point->open_exploited);
		yyjson_mut_obj_add_uint(d, object, "came", point->came);
		yyjson_mut_obj_add_uint(d, object, "fixed", point->fixed);
	}
	return json_finish(report, d, 0, error);
}

int backlog_json(const struct report *report, struct kvet_error *error)
{
	int code = write_backlog_head(report, 1, error);

	fputs(",\n\"releases\":[", report->out);
	for (size_t i = 0; !code && kvet_backlog_point(report->backlog, i); i++) {
		fputs(i ? ",\n" : "\n", report->out);
		code = write_point(report, i, error);
	}
	fputs("\n]}\n", report->out);
	return code;
}

int backlog_jsonl(const struct report *report, struct kvet_error *error)
{
	int code = write_backlog_head(report, 0, error);

	fputc('\n', report->out);
	for (size_t i = 0; !code && kvet_backlog_point(report->backlog, i); i++) {
		code = write_point(report, i, error);
		fputc('\n', report->out);
	}
	return code;
}
