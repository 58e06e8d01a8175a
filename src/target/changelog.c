/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/changelog.h"

#include "record/record.h"
#include "release/release.h"
#include "util/error.h"
#include "util/grow.h"

#include <ctype.h>
#include <stdlib.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Longer ones are cut: a change that names so much is none. */
#define CHANGE_SIZE 8192
#define FIX_TEXT_MAX 300
#define TITLE_SIZE 256
#define VERSION_SIZE 128

/* The first year that a CVE has. */
#define CVE_FIRST UINT64_C(1999000000000)

struct change {
	struct bytes text; /* from its bullet to the next, on several lines */
	unsigned line; /* of the bullet */
	unsigned depth; /* where the bullet stands: those deeper belong to it */
	bool taken_back; /* or it takes back another */
};

struct reading {
	struct changelog *changelog;
	struct change *changes; /* of the entry at hand */
	size_t count, room;
	size_t total; /* of all entries */
	struct table undone; /* titles that this entry or a later one takes back */
	const char *version; /* of the entry at hand; NULL while none counts */
	bool open; /* the last change goes on where a line has no bullet */
	unsigned line;
};

/* A change on one line, without what only stands before it. */
struct flat {
	char text[CHANGE_SIZE]; /* as one line, without the bullet */
	const char *title; /* the same behind "[x86] " */
};

static bool has_start(const char *text, const char *start)
{
	return strncasecmp(text, start, strlen(start)) == 0;
}

/* WORDS stand in TEXT, with no letter before or behind them. */
static bool has_words(const char *text, const char *words)
{
	size_t len = strlen(words);

	for (const char *at = strcasestr(text, words); at;
		at = strcasestr(at + 1, words)) {
		bool before = at > text && isalpha((unsigned char)at[-1]);

		if (!before && !isalpha((unsigned char)at[len]))
			return true;
	}
	return false;
}

static void flatten(struct bytes text, struct flat *flat)
{
	size_t len = 0;
	bool space = false;

	for (size_t i = 0; i < text.len && len < sizeof(flat->text) - 2; i++) {
		unsigned char c = (unsigned char)text.data[i];

		if (c <= ' ') {
			space = len > 0;
			continue;
		}
		if (space)
			flat->text[len++] = ' ';
		space = false;
		flat->text[len++] = (char)c;
	}
	flat->text[len] = '\0';
	flat->title = flat->text;
	while (*flat->title == '[' && strchr(flat->title, ']')) {
		flat->title = strchr(flat->title, ']') + 1;
		flat->title += strspn(flat->title, " ");
	}
}

/* What undoes, at the beginning of a change; what it names may be what is undone. */
static const char *const undoing[] = {"revert", "partial revert", "partially revert",
	"temporarily revert", "reapply", "drop ", "back out", "backout", "remove \"",
	"ignore ", "sauce: revert", "ubuntu: sauce: revert"};

/* The same before a title in quotes, wherever it stands. */
static const char *const undoing_title[] = {
	"revert \"", "drop \"", "remove \"", "back out \"", "disable \"", "undo \""};

static const char *const doubts[] = {"abi", "kabi", "not affected", "unaffected",
	"does not affect", "doesn't affect", "not vulnerable", "not applicable",
	"not fixed", "not yet fixed", "unfixed", "does not fix", "not a fix",
	"partial fix", "incomplete fix", "ignored"};

static bool undoes(const struct flat *flat)
{
	for (size_t i = 0; i < COUNT(undoing); i++) {
		if (has_start(flat->title, undoing[i]))
			return true;
	}
	/* "sctp: Drop \"sctp: validate it\" (causes crash)" */
	for (size_t i = 0; strchr(flat->title, '"') && i < COUNT(undoing_title); i++) {
		if (strcasestr(flat->title, undoing_title[i]))
			return true;
	}
	return false;
}

static bool doubtful(const struct flat *flat)
{
	for (size_t i = 0; i < sizeof(doubts) / sizeof(*doubts); i++) {
		if (has_words(flat->title, doubts[i]))
			return true;
	}
	return undoes(flat);
}

/*
 * By what the titles of a change and of its revert are known to be one: Debian writes
 * "[x86] xen: fix it" for "x86/xen: fix it", so only what stands behind the last colon
 * counts. Two changes may share that: then too much is doubted, not too little.
 */
static struct bytes title_key(const char *title, size_t len, char key[TITLE_SIZE])
{
	size_t used = 0;
	const char *start = title;

	for (size_t i = 0; i + 1 < len; i++) {
		if (title[i] == ':' && title[i + 1] == ' ')
			start = title + i + 2;
	}
	for (; start < title + len && used < TITLE_SIZE; start++) {
		if (isalnum((unsigned char)*start))
			key[used++] = (char)tolower((unsigned char)*start);
	}
	return (struct bytes){key, used};
}

/* Where the title of a change ends: its marks and remarks stand in parentheses behind. */
static size_t title_len(const char *title)
{
	static const char *const ends[] = {" (CVE-", " (closes", " (LP:", " (XSA-"};
	size_t len = strlen(title);

	for (size_t i = 0; strchr(title, '(') && i < sizeof(ends) / sizeof(*ends); i++) {
		const char *end = strcasestr(title, ends[i]);

		if (end && (size_t)(end - title) < len)
			len = (size_t)(end - title);
	}
	return len;
}

static bool is_undone(const struct reading *reading, const struct flat *flat)
{
	char key[TITLE_SIZE];

	return table_find(&reading->undone,
		       title_key(flat->title, title_len(flat->title), key)) != NULL;
}

/* Remembers what `Revert "TITLE"` takes back. */
static bool note_undone(struct reading *reading, const struct flat *flat)
{
	const char *first = strchr(flat->title, '"');
	const char *last = strrchr(flat->title, '"');
	char key[TITLE_SIZE];

	if (!first || !undoes(flat))
		return true;
	/* The end of a title that was cut is missing, and may hold another quote. */
	size_t len = last > first ? (size_t)(last - first - 1) : strlen(first + 1);
	struct bytes title = title_key(first + 1, len, key);
	if (!title.len || table_find(&reading->undone, title))
		return true;
	title.data = arena_text(&reading->changelog->arena, title);
	return !reading->changelog->arena.failed && table_add(&reading->undone, title);
}

/* How long a CVE's number at TEXT is, 0 when none is there; its value to *CVE. */
static size_t cve_len(const char *text, uint64_t *cve)
{
	char number[RECORD_CVE_SIZE];
	size_t len = strspn(text, "CVEcve-0123456789");

	if (len < 4 || len >= sizeof(number))
		return 0;
	snprintf(number, sizeof(number), "%.*s", (int)len, text);
	*cve = record_cve_parse(number);
	return *cve >= CVE_FIRST ? len : 0;
}

/* "XSA-349", "LP: #123", "and": what may stand beside a number. */
static size_t neighbour_len(const char *text)
{
	static const char *const words[] = {"XSA-", "ZDI-CAN-", "LP: #", "and "};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t len = strlen(words[i]);

		if (strncasecmp(text, words[i], len) == 0)
			return len + strspn(text + len, "0123456789");
	}
	return 0;
}

/* The line of FLAT's number TEXT inside CHANGE: where the same letters stand there. A list
 * that goes over a line is broken at spaces, never inside a number. */
static unsigned line_of(const struct change *change, const char *text, size_t len)
{
	const char *at = memmem(change->text.data, change->text.len, text, len);
	unsigned line = change->line;

	for (const char *c = change->text.data; at && c < at; c++)
		line += *c == '\n';
	return line;
}

static bool add_fix(struct reading *reading, const struct change *change,
	const struct flat *flat, const char *number, size_t len)
{
	struct changelog *changelog = reading->changelog;
	char text[RECORD_CVE_SIZE];
	uint64_t cve = 0;

	cve_len(number, &cve);
	struct bytes name = bytes_of(record_cve_text(cve, text));
	if (table_find(&changelog->fixes, name))
		return true; /* an entry above said so */
	struct changelog_fix *fix = arena_alloc(&changelog->arena, sizeof(*fix));
	name.data = arena_text(&changelog->arena, name);
	if (!fix || changelog->arena.failed)
		return false;
	fix->version = reading->version;
	fix->text = arena_printf(&changelog->arena, "%.*s", FIX_TEXT_MAX, flat->text);
	fix->line = line_of(change, number, len);
	struct table_entry *entry = table_add(&changelog->fixes, name);
	if (entry)
		entry->value = fix;
	return entry != NULL;
}

/* Whether TEXT up to END holds CVEs' numbers and what may stand beside them, no more. */
static bool only_numbers(const char *text, const char *end)
{
	bool any = false;
	uint64_t cve;

	while (text < end) {
		size_t len = cve_len(text, &cve);

		any |= len > 0;
		if (!len)
			len = neighbour_len(text);
		if (!len)
			len = strspn(text, " ,;/&");
		if (!len)
			return false;
		text += len;
	}
	return any && text == end;
}

/* Adds the numbers of a stretch that holds nothing else; in one of a change that is in
 * doubt they are counted and passed over. */
static bool add_numbers(struct reading *reading, const struct change *change,
	const struct flat *flat, const char *text, const char *end, bool sure)
{
	uint64_t cve;

	while (text < end) {
		size_t len = cve_len(text, &cve);

		if (len && !sure)
			reading->changelog->doubtful++;
		if (len && sure && !add_fix(reading, change, flat, text, len))
			return false;
		text += len ? len : 1;
	}
	return true;
}

/* "fix it (CVE-2024-1, CVE-2024-2) (Closes: #3)" */
static bool read_marks(struct reading *reading, const struct change *change,
	const struct flat *flat, bool sure)
{
	for (const char *open = strchr(flat->text, '('); open;
		open = strchr(open + 1, '(')) {
		const char *end = open + 1 + strcspn(open + 1, "()");

		if (*end == ')' && only_numbers(open + 1, end) &&
			!add_numbers(reading, change, flat, open + 1, end, sure))
			return false;
	}
	return true;
}

/* "CVE-2024-1 // CVE-2024-2", "Jammy update: v5.15.149 // CVE-2024-1": a stretch between
 * two slashes that holds nothing but numbers. */
static bool read_heading(struct reading *reading, const struct change *change,
	const struct flat *flat, bool sure)
{
	const char *part = flat->text;

	while (part) {
		const char *slashes = strstr(part, " // ");
		const char *end = slashes ? slashes : part + strlen(part);

		if (only_numbers(part, end) &&
			!add_numbers(reading, change, flat, part, end, sure))
			return false;
		part = slashes ? slashes + 4 : NULL;
	}
	return true;
}

/* A change is in doubt when it is, or when one of those below it is taken back. */
static bool is_sure(const struct reading *reading, size_t index, const struct flat *flat)
{
	const struct change *change = &reading->changes[index];

	if (doubtful(flat) || change->taken_back)
		return false;
	for (size_t i = index + 1;
		i < reading->count && reading->changes[i].depth > change->depth; i++) {
		if (reading->changes[i].taken_back)
			return false;
	}
	return true;
}

static bool read_change(struct reading *reading, size_t index)
{
	const struct change *change = &reading->changes[index];
	struct flat flat;

	if (!memmem(change->text.data, change->text.len, "CVE-", 4))
		return true;
	flatten(change->text, &flat);
	bool sure = is_sure(reading, index, &flat);
	return read_marks(reading, change, &flat, sure) &&
	       read_heading(reading, change, &flat, sure);
}

/* The entry at hand is whole: first what it takes back, then what it fixes. */
static bool end_entry(struct reading *reading)
{
	struct flat flat;

	for (size_t i = 0; i < reading->count; i++) {
		struct bytes text = reading->changes[i].text;

		if (!memchr(text.data, '"', text.len))
			continue;
		flatten(text, &flat);
		if (!note_undone(reading, &flat))
			return false;
	}
	for (size_t i = 0; i < reading->count; i++) {
		flatten(reading->changes[i].text, &flat);
		reading->changes[i].taken_back =
			undoes(&flat) || is_undone(reading, &flat);
	}
	for (size_t i = 0; i < reading->count; i++) {
		if (!read_change(reading, i))
			return false;
	}
	reading->count = 0;
	reading->open = false;
	return true;
}

/* "linux (6.1.192-1) bookworm-security; urgency=high": the version. */
static bool read_title(struct bytes line, struct bytes *source, struct bytes *version)
{
	const char *end = line.data + line.len;
	const char *open = memchr(line.data, '(', line.len);
	const char *close = open ? memchr(open, ')', (size_t)(end - open)) : NULL;

	if (!close || !isalnum((unsigned char)line.data[0]) || open < line.data + 2 ||
		open[-1] != ' ' || !memchr(close, ';', (size_t)(end - close)))
		return false;
	*source = (struct bytes){line.data, (size_t)(open - 1 - line.data)};
	*version = (struct bytes){open + 1, (size_t)(close - open - 1)};
	for (size_t i = 0; i < version->len; i++) {
		if (!isgraph((unsigned char)version->data[i]))
			return false;
	}
	return version->len && version->len < VERSION_SIZE &&
	       !memchr(source->data, ' ', source->len);
}

/* Debian signs linux 6.1.192-2 in a source package linux-signed-amd64 6.1.192+2. */
static const char *entry_version(
	struct arena *arena, struct bytes source, struct bytes version)
{
	static const char signing[] = "linux-signed";
	char text[VERSION_SIZE];

	snprintf(text, sizeof(text), "%.*s", (int)version.len, version.data);
	char *plus = strchr(text, '+');
	if (plus && source.len > sizeof(signing) - 1 &&
		memcmp(source.data, signing, sizeof(signing) - 1) == 0)
		*plus = '-';
	return arena_text(arena, bytes_of(text));
}

/* VERSION as the banner says it and as the package does: without an epoch, and without the
 * number of a rebuild. */
static size_t bare_version(const char **version)
{
	const char *colon = strchr(*version, ':');

	if (colon && strspn(*version, "0123456789") == (size_t)(colon - *version))
		*version = colon + 1;
	size_t len = strlen(*version);
	size_t digits = len;
	while (digits && isdigit((unsigned char)(*version)[digits - 1]))
		digits--;
	if (digits < len && digits > 2 && (*version)[digits - 1] == 'b' &&
		(*version)[digits - 2] == '+')
		return digits - 2;
	return len;
}

static bool same_version(const char *a, const char *b)
{
	size_t len = bare_version(&a);

	return bare_version(&b) == len && strncmp(a, b, len) == 0;
}

static int begin_entry(struct reading *reading, struct bytes source, struct bytes version,
	const char *wanted)
{
	struct changelog *changelog = reading->changelog;
	const char *text = entry_version(&changelog->arena, source, version);

	if (!end_entry(reading) || changelog->arena.failed)
		return KVET_ERROR_MEMORY;
	if (!reading->version && wanted && !same_version(text, wanted))
		return 0;
	if (!reading->version)
		changelog->version = text;
	reading->version = text;
	changelog->entries++;
	return 0;
}

/* ChangeLog-6.1.192, v5.15.149 upstream stable release */
static void read_upstream(struct changelog *changelog, struct bytes line)
{
	static const char link[] = "/ChangeLog-", ubuntu[] = " update: v";
	const char *at = memmem(line.data, line.len, link, sizeof(link) - 1);
	struct kvet_release release;

	if (at) {
		at += sizeof(link) - 1;
	} else {
		at = memmem(line.data, line.len, ubuntu, sizeof(ubuntu) - 1);
		if (!at || !memmem(line.data, line.len, "upstream stable", 15))
			return;
		at += sizeof(ubuntu) - 1;
	}
	struct bytes rest = {at, (size_t)(line.data + line.len - at)};
	if (!release_read(rest, &release))
		return;
	if (!changelog->upstream_known ||
		kvet_release_compare(release, changelog->upstream) > 0)
		changelog->upstream = release;
	changelog->upstream_known = true;
}

/* A bullet begins a change; any other indented line goes on with the one before. */
static int read_detail(struct reading *reading, struct bytes line)
{
	unsigned depth = 0;

	while (depth < line.len && line.data[depth] == ' ')
		depth++;
	bool bullet = line.len > depth + 1 && strchr("*-+", line.data[depth]) &&
		      line.data[depth + 1] == ' ';
	if (bullet) {
		if (++reading->total > CHANGELOG_CHANGES_MAX)
			return KVET_ERROR_INPUT;
		if (!grow(&reading->changes, &reading->room, reading->count + 1,
			    sizeof(*reading->changes)))
			return KVET_ERROR_MEMORY;
		reading->changes[reading->count++] = (struct change){
			.text = {line.data + depth + 2, line.len - depth - 2},
			.line = reading->line,
			.depth = depth,
		};
	} else if (depth < line.len && reading->open) {
		struct change *change = &reading->changes[reading->count - 1];
		size_t len = (size_t)(line.data + line.len - change->text.data);

		if (len <= CHANGE_SIZE)
			change->text.len = len;
	}
	reading->open = reading->count && depth < line.len;
	return 0;
}

static int read_line(struct reading *reading, struct bytes line, const char *wanted)
{
	struct bytes source, version;

	if (line.len && line.data[0] != ' ' && read_title(line, &source, &version))
		return begin_entry(reading, source, version, wanted);
	if (!reading->version || (line.len && line.data[0] != ' '))
		return 0;
	if (line.len > 3 && memcmp(line.data, " -- ", 4) == 0)
		return 0;
	read_upstream(reading->changelog, line);
	return read_detail(reading, line);
}

static int read_entries(struct reading *reading, struct bytes text, const char *wanted,
	struct kvet_error *error)
{
	struct bytes line = {0}, source, version, first = text;
	int code = 0;

	while (!line.len && bytes_next_line(&first, &line))
		;
	if (!line.len || !read_title(line, &source, &version))
		return error_set(error, KVET_ERROR_INPUT, reading->changelog->source,
			"not a Debian changelog: it does not begin with 'package "
			"(version) ...'");
	while (!code && bytes_next_line(&text, &line)) {
		reading->line++;
		code = read_line(reading, line, wanted);
	}
	if (!code && !end_entry(reading))
		code = KVET_ERROR_MEMORY;
	if (code == KVET_ERROR_INPUT)
		return error_set(error, code, reading->changelog->source,
			"more changes than any changelog has");
	if (code)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	if (!reading->version)
		return error_set(error, KVET_ERROR_NOT_FOUND, reading->changelog->source,
			"has no entry of version '%.80s'", wanted);
	return 0;
}

int changelog_read(struct bytes text, const char *version, const char *source,
	struct changelog **out, struct kvet_error *error)
{
	struct reading reading = {.changelog = calloc(1, sizeof(*reading.changelog))};
	struct changelog *changelog = reading.changelog;
	int code = 0;

	if (!changelog)
		return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	changelog->source = arena_text(&changelog->arena, bytes_of(source));
	changelog->version = "";
	if (text.len > CHANGELOG_SIZE_MAX)
		code = error_set(error, KVET_ERROR_INPUT, source,
			"larger than any changelog (%u MiB)", CHANGELOG_SIZE_MAX >> 20);
	if (!code)
		code = read_entries(&reading, text, version, error);
	if (!code && changelog->arena.failed)
		code = error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
	free(reading.changes);
	table_release(&reading.undone);
	if (code)
		changelog_free(changelog);
	else
		*out = changelog;
	return code;
}

void changelog_free(struct changelog *changelog)
{
	if (!changelog)
		return;
	table_release(&changelog->fixes);
	arena_release(&changelog->arena);
	free(changelog);
}

const struct changelog_fix *changelog_find(
	const struct changelog *changelog, uint64_t cve)
{
	char text[RECORD_CVE_SIZE];
	const struct table_entry *entry =
		table_find(&changelog->fixes, bytes_of(record_cve_text(cve, text)));

	return entry ? entry->value : NULL;
}
