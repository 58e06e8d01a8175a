/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of understanding a record share from one record to the next. */
#ifndef KVET_RECORD_READER_H
#define KVET_RECORD_READER_H

#include <stddef.h>

struct record_reader;
struct yyjson_alc;

/* Memory for a JSON text of LEN bytes, used again for the next; NULL: use malloc. */
const struct yyjson_alc *reader_json_memory(struct record_reader *reader, size_t len);

#endif
