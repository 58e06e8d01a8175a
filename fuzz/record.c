/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Any bytes as a record with what stands beside it. The first line holds two numbers in
 * letters ('a' is 0): how many lines at the end are the .dyad, and how many the .cvss.
 */
#include "record/record.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CVE UINT64_C(2024000001001)

static void expect(bool truth)
{
	if (!truth)
		abort();
}

/* A copy that ends where its bytes end; the caller frees it. */
static struct bytes copy(struct bytes text)
{
	char *exact = malloc(text.len ? text.len : 1);

	if (!exact)
		exit(1);
	if (text.len)
		memcpy(exact, text.data, text.len);
	return (struct bytes){exact, text.len};
}

/* Cuts COUNT lines off the end of TEXT. */
static struct bytes cut_lines(struct bytes *text, unsigned count)
{
	size_t end = text->len, start = end;

	while (start && count) {
		start--;
		count -= !start || text->data[start - 1] == '\n';
	}
	text->len = start;
	return (struct bytes){text->data + start, end - start};
}

static void check_texts(const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect(texts[i] && strlen(texts[i]) < SIZE_MAX);
}

static void check(const struct record *record)
{
	expect(record->cve == CVE && record->title && record->description);
	if (!record->kernels)
		return;
	check_texts(record->files, record->file_count);
	check_texts(record->references, record->reference_count);
	check_texts(record->contradictions, record->contradiction_count);
	expect(record->class_count >= 1);
	for (size_t i = 0; i < record->class_count; i++)
		expect(record->classes[i].class < KVET_CLASSES &&
			record->classes[i].words);
	for (size_t i = 0; i < record->range_count; i++)
		expect(record->ranges[i].text);
	expect(record->pair_count <= RECORD_PAIRS_MAX);
	expect(record->languages < 1u << KVET_LANGUAGES);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct record_reader *reader;
	struct bytes rest = {(const char *)data, size};
	struct arena arena = {0};
	struct record record;
	struct kvet_error error = {0};

	reader = reader ? reader : record_reader_new();
	if (!reader || size < 3)
		return 0;
	unsigned dyad_lines = (unsigned)(data[0] - 'a') % 64;
	unsigned cvss_lines = (unsigned)(data[1] - 'a') % 64;
	rest.data += 3;
	rest.len -= 3;
	struct bytes cvss = copy(cut_lines(&rest, cvss_lines));
	struct bytes dyad = copy(cut_lines(&rest, dyad_lines));
	struct bytes json = copy(rest);
	const struct record_source source = {CVE, false, json,
		dyad_lines ? dyad : (struct bytes){NULL, 0},
		cvss_lines ? cvss : (struct bytes){NULL, 0}};
	int code = record_read(reader, &source, &arena, &record, &error);

	if (!code)
		check(&record);
	else
		expect(code == KVET_ERROR_INPUT && (int)error.code == code &&
			*error.message);
	arena_release(&arena);
	free((char *)(uintptr_t)json.data);
	free((char *)(uintptr_t)dyad.data);
	free((char *)(uintptr_t)cvss.data);
	return 0;
}
