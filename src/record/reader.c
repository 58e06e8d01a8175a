/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A record from its files: read each, then tell class, language and subsystem. */
#include "record/reader.h"

#include "record/class.h"
#include "record/record.h"
#include "util/error.h"

#include <stdlib.h>
#include <yyjson.h>

/* Records of this size and below share one buffer; real ones have some 10 KiB. */
#define SHARED_JSON_MAX (256u << 10)

struct record_reader {
	struct class_matcher *classes;
	struct yyjson_alc memory;
	void *buffer;
	size_t size;
};

struct record_reader *record_reader_new(void)
{
	struct record_reader *reader = calloc(1, sizeof(*reader));

	if (!reader)
		return NULL;
	reader->classes = class_matcher_new();
	reader->size = yyjson_read_max_memory_usage(SHARED_JSON_MAX, YYJSON_READ_NOFLAG);
	reader->buffer = malloc(reader->size);
	if (!reader->classes || !reader->buffer) {
		record_reader_free(reader);
		return NULL;
	}
	return reader;
}

void record_reader_free(struct record_reader *reader)
{
	if (!reader)
		return;
	class_matcher_free(reader->classes);
	free(reader->buffer);
	free(reader);
}

const struct yyjson_alc *reader_json_memory(struct record_reader *reader, size_t len)
{
	if (len > SHARED_JSON_MAX)
		return NULL;
	yyjson_alc_pool_init(&reader->memory, reader->buffer, reader->size);
	return &reader->memory;
}

const char *record_body(const char *description)
{
	static const char preamble[] =
		"In the Linux kernel, the following vulnerability has been resolved:";
	const size_t len = sizeof(preamble) - 1;

	if (strncmp(description, preamble, len) != 0)
		return description;
	description += len;
	return description + strspn(description, "\n");
}

static void find_classes(
	struct record_reader *reader, struct arena *arena, struct record *record)
{
	struct class_match matches[CLASS_MATCHES_MAX];
	size_t count = class_find(reader->classes, bytes_of(record->title),
		bytes_of(record_body(record->description)), matches);

	record->classes = arena_alloc(arena, count * sizeof(*record->classes));
	if (!record->classes)
		return;
	for (size_t i = 0; i < count; i++)
		record->classes[i] = (struct class_words){matches[i].class,
			arena_text(arena, matches[i].words), matches[i].in_title};
	record->class_count = count;
}

void record_read_score(struct record *record, struct bytes text,
	int (*parse)(struct bytes, struct cvss *, struct kvet_error *),
	struct arena *arena)
{
	struct kvet_error why = {0};
	struct cvss score;

	if (parse(text, &score, &why) == 0)
		record->cvss = score;
	else
		record->score_refused = arena_text(arena, bytes_of(why.message));
}

int record_read(struct record_reader *reader, const struct record_source *source,
	struct arena *arena, struct record *record, struct kvet_error *error)
{
	*record = (struct record){.rejected = source->rejected};
	int code =
		record_read_json(reader, source->json, source->cve, arena, record, error);

	if (code || !record->kernels)
		return code;
	if (source->dyad.data)
		code = record_read_pairs(source->dyad, arena, record, error);
	/* The file beside the record says who scored, which JSON does not. */
	if (!code && source->cvss.data)
		record_read_score(record, source->cvss, cvss_parse_file, arena);
	if (code)
		return code;
	find_classes(reader, arena, record);
	record->languages = place_languages(record->files, record->file_count);
	place_subsystem(record->files, record->file_count, record->subsystem);
	record_find_contradictions(record, arena);
	return arena->failed ? error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory")
			     : 0;
}
