/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/lines.h"

#include "report/csvtext.h"

static const char *lines_horizon(const void *of, size_t index)
{
	return kvet_line_list_horizon(of, index);
}

static const char *backlog_horizon(const void *of, size_t index)
{
	return kvet_backlog_horizon(of, index);
}

static void put_lag(FILE *out, const struct kvet_lag *lag)
{
	csv_count(out, lag->came);
	csv_count(out, lag->never);
	csv_count(out, lag->pending);
	csv_count(out, lag->after_end);
	csv_days(out, lag->first_quartile);
	csv_days(out, lag->median);
	csv_days(out, lag->third_quartile);
	csv_days(out, lag->half_of_all);
}

int lines_csv(const struct report *report, struct kvet_error *error)
{
	const kvet_line_list *list = report->lines;
	const struct kvet_line *line;
	FILE *out = report->out;

	(void)error;
	fputs("line,released,end_of_life,longterm,ended,newest,newest_released,open,"
	      "open_exploited,fixed_recently,fixes_came,fixes_never,fixes_pending,"
	      "fixes_after_end,lag_first_quartile,lag_median,lag_third_quartile,"
	      "lag_half_of_all" CSV_ORIGIN_HEADING,
		out);
	for (size_t i = 0; (line = kvet_line_list_line(list, i)); i++) {
		csv_field(out, line->name, false);
		csv_field(out, line->released, false);
		csv_field(out, line->end_of_life, false);
		csv_field(out, line->longterm ? "true" : "false", false);
		csv_field(out, line->ended ? "true" : "false", false);
		csv_field(out, line->newest, false);
		csv_field(out, line->newest_released, false);
		csv_count(out, line->open);
		csv_count(out, line->open_exploited);
		csv_count(out, line->fixed_recently);
		put_lag(out, &line->lag);
		csv_origin(out, kvet_line_list_snapshot(list), list, lines_horizon);
	}
	return 0;
}

int backlog_csv(const struct report *report, struct kvet_error *error)
{
	const kvet_backlog *backlog = report->backlog;
	const struct kvet_backlog_point *point;
	FILE *out = report->out;

	(void)error;
	fputs("line,release,released,open,open_exploited,came,fixed" CSV_ORIGIN_HEADING,
		out);
	for (size_t i = 0; (point = kvet_backlog_point(backlog, i)); i++) {
		csv_field(out, kvet_backlog_line(backlog), false);
		csv_field(out, point->release, false);
		csv_field(out, point->released, false);
		csv_count(out, point->open);
		csv_count(out, point->open_exploited);
		csv_count(out, point->came);
		csv_count(out, point->fixed);
		csv_origin(out, kvet_backlog_snapshot(backlog), backlog, backlog_horizon);
	}
	return 0;
}
