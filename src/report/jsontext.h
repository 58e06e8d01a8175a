/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the writers of JSON have in common. */
#ifndef KVET_REPORT_JSONTEXT_H
#define KVET_REPORT_JSONTEXT_H

#include "report/report.h"

#include <yyjson.h>

typedef yyjson_mut_doc doc;
typedef yyjson_mut_val val;

/* A document of its own for each value that is written; memory that ran out is seen when
 * it is. */
doc *json_begin(void);

/* Writes the root of D, less LESS bytes at its end, and ends D. */
int json_finish(
	const struct report *report, doc *d, size_t less, struct kvet_error *error);

/* The same less SKIP bytes at its start as well. */
int json_finish_part(const struct report *report, doc *d, size_t skip, size_t less,
	struct kvet_error *error);

/* The whole of it, for people too: indented by two spaces, a line end at its end. */
int json_finish_pretty(const struct report *report, doc *d, struct kvet_error *error);

/* A fact that is not known is null, so that nobody takes "" for one. */
void json_add_known(doc *d, val *object, const char *key, const char *text);
void json_add_days(doc *d, val *object, const char *key, int32_t days);

/* The texts of a getter, until it gives NULL. */
void json_add_sentences(doc *d, val *object, const char *key, const void *of,
	const char *(*get)(const void *of, size_t index));

/* How fixes come to a line. */
void json_add_lag(doc *d, val *object, const struct kvet_lag *lag);

void json_add_snapshot(doc *d, val *root, const struct kvet_snapshot *snapshot);
void json_add_target(doc *d, val *root, const kvet_target *target);

#endif
