/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The `.dyad` file beside a record: introduced and fixed, pair by pair. */
#include "record/record.h"

#include "release/release.h"
#include "util/error.h"

#define COMMIT_MIN 7 /* git's shortest abbreviation */
#define COMMIT_MAX 64 /* SHA-256 */

static bool is_none(struct bytes text)
{
	return bytes_equal(text, "0");
}

static bool is_commit(struct bytes text)
{
	if (text.len < COMMIT_MIN || text.len > COMMIT_MAX)
		return is_none(text);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return false;
	}
	return true;
}

/* Understands one side of a pair; *HAS tells whether there is one. */
static bool read_event(const char *text, bool *has, struct kvet_release *release)
{
	struct bytes bytes = bytes_of(text);

	*has = !is_none(bytes);
	return !*has || release_parse(bytes, release);
}

bool pair_understand(struct pair *pair)
{
	return read_event(
		       pair->text.introduced, &pair->has_introduced, &pair->introduced) &&
	       read_event(pair->text.fixed, &pair->has_fixed, &pair->fixed);
}

void pairs_group(struct pair *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t k = 0;

		while (strcmp(pairs[k].text.introduced_commit,
			       pairs[i].text.introduced_commit) != 0)
			k++;
		pairs[i].group = (unsigned)k;
	}
}

/* Cuts LINE at its three colons; the column of what is wrong, or 0. */
static unsigned split_fields(struct bytes line, struct bytes fields[4])
{
	size_t field = 0, start = 0;

	for (size_t i = 0; i <= line.len; i++) {
		if (i < line.len && line.data[i] != ':')
			continue;
		if (field == 4)
			return (unsigned)start + 1;
		fields[field++] = (struct bytes){line.data + start, i - start};
		start = i + 1;
	}
	return field == 4 ? 0 : (unsigned)line.len + 1;
}

static int refuse(
	struct kvet_error *error, unsigned line, unsigned column, const char *what)
{
	error_set(error, KVET_ERROR_INPUT, ".dyad", "%s", what);
	error_place(error, line, column);
	return KVET_ERROR_INPUT;
}

static int read_line(struct bytes line, unsigned number, struct arena *arena,
	struct pair *pair, struct kvet_error *error)
{
	struct bytes fields[4];
	unsigned column = split_fields(line, fields);

	if (column)
		return refuse(error, number, column,
			"a pair is not introduced:commit:fixed:commit");
	for (unsigned i = 1; i < 4; i += 2) {
		if (!is_commit(fields[i]))
			return refuse(error, number,
				(unsigned)(fields[i].data - line.data) + 1,
				"not a commit");
	}
	pair->text = (struct kvet_pair){
		.introduced = arena_text(arena, fields[0]),
		.introduced_commit = arena_text(arena, fields[1]),
		.fixed = arena_text(arena, fields[2]),
		.fixed_commit = arena_text(arena, fields[3]),
	};
	if (pair_understand(pair))
		return 0;
	if (arena->failed)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	bool first = !read_event(
		pair->text.introduced, &pair->has_introduced, &pair->introduced);
	return refuse(error, number,
		first ? 1 : (unsigned)(fields[2].data - line.data) + 1,
		"a pair names what is not a release");
}

/* Lines that are neither empty nor comments. */
static bool is_pair_line(struct bytes line)
{
	return line.len && line.data[0] != '#';
}

static size_t count_pairs(struct bytes dyad)
{
	struct bytes line;
	size_t count = 0;

	while (bytes_next_line(&dyad, &line))
		count += is_pair_line(line);
	return count;
}

int record_read_pairs(struct bytes dyad, struct arena *arena, struct record *record,
	struct kvet_error *error)
{
	size_t count = count_pairs(dyad);
	struct bytes line;
	unsigned number = 0;

	if (count > RECORD_PAIRS_MAX)
		return refuse(error, 0, 0, "more than 512 pairs");
	struct pair *pairs = arena_alloc(arena, count * sizeof(*pairs));
	if (!pairs)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	count = 0;
	while (bytes_next_line(&dyad, &line)) {
		number++;
		if (!is_pair_line(line))
			continue;
		int code = read_line(line, number, arena, &pairs[count], error);
		if (code)
			return code;
		count++;
	}
	pairs_group(pairs, count);
	record->pairs = pairs;
	record->pair_count = count;
	return 0;
}
