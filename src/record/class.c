/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over the words of a text. Each word that any rule knows has a number; the last
 * words seen wait in a ring. Whenever a word comes by that ends a rule's phrase, the phrase
 * is compared backwards with the ring. A phrase reaches over a bounded number of words, so
 * the time is linear whatever the text is.
 */
#include "record/class.h"

#include "record/class_table.h"

#include <stdint.h>
#include <stdlib.h>

enum {
	/* The table is constant: these leave it room to grow, and tests say when it is full. */
	WORDS_MAX = 2048,
	ITEMS_MAX = 1024,
	ENDINGS_MAX = 4096,
	RULES_MAX = 512,
	SLOTS = 8192, /* of the hash of words; a power of two, over twice WORDS_MAX */
	WORD_MAX = 31, /* bytes; a longer word of a text is no rule's word */
	GAP_MAX = 6, /* words that `..` stands for */
	CITATION_MAX = 160, /* bytes of a commit's title with what is around it */
	RING = 64, /* words; a power of two, more than any phrase can reach over */
	/* A class beside the primary one is worth telling from this rank on. */
	FURTHER_RANK = 40,
	/* From this one on the description names the defect. */
	STATED_RANK = 58,
	/* And from this one the title does. */
	NAMED_RANK = 85,
};

#define HASH_START 2166136261u
#define HASH_FACTOR 16777619u

enum item_kind { ITEM_WORD, ITEM_OPTIONAL, ITEM_GAP, ITEM_NOT_AFTER };

struct item {
	enum item_kind kind;
	uint32_t choices[WORDS_MAX / 32]; /* a bit for each word, by its number */
};

struct word {
	char text[WORD_MAX];
	uint8_t len;
	uint16_t first, count; /* of endings: the rules that this word ends */
	uint32_t hash; /* tells most words apart at once */
};

struct rule {
	uint16_t first, count; /* of items */
	bool two_words; /* the item before the last one is words, too */
};

struct class_matcher {
	unsigned char fold[256]; /* a word's byte in lower case; 0: not of a word */
	/* The bytes that an affix of a rule can begin or end a word with. */
	bool begins[256], ends[256];
	uint16_t slots[SLOTS]; /* a word's number; 0: free */
	struct word words[WORDS_MAX]; /* number 0 is the word that no rule knows */
	struct item items[ITEMS_MAX];
	uint16_t endings[ENDINGS_MAX];
	struct rule rules[RULES_MAX];
	unsigned words_count, items_count, endings_count;
	bool full;
};

/* Words ----------------------------------------------------------------------------- */

static void fold_init(unsigned char fold[256])
{
	for (int c = '0'; c <= '9'; c++)
		fold[c] = (unsigned char)c;
	for (int c = 'a'; c <= 'z'; c++)
		fold[c] = fold[c - 'a' + 'A'] = (unsigned char)c;
	fold['_'] = '_';
}

/* The `*` of an affix, which no text has in a word, stays as it is. */
static unsigned char folded(const struct class_matcher *matcher, char c)
{
	unsigned char fold = matcher->fold[(unsigned char)c];

	return fold ? fold : (unsigned char)c;
}

static bool word_equal(const struct class_matcher *matcher, const struct word *word,
	uint32_t hash, const char *text, size_t len)
{
	if (word->hash != hash || word->len != len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (folded(matcher, text[i]) != (unsigned char)word->text[i])
			return false;
	return true;
}

/* The slot that holds the word, or the free one where it would go. The hash of words is
 * at most half full, so one ends the search. */
static unsigned slot_find(
	const struct class_matcher *matcher, uint32_t hash, const char *text, size_t len)
{
	unsigned slot = (hash ^ hash >> 15) & (SLOTS - 1);

	while (matcher->slots[slot] &&
		!word_equal(
			matcher, &matcher->words[matcher->slots[slot]], hash, text, len))
		slot = (slot + 1) & (SLOTS - 1);
	return slot;
}

static uint32_t word_hash(
	const struct class_matcher *matcher, const char *text, size_t len)
{
	uint32_t hash = HASH_START;

	for (size_t i = 0; i < len; i++)
		hash = (hash ^ folded(matcher, text[i])) * HASH_FACTOR;
	return hash;
}

/* The number of a text's word, 0 if no rule knows it. */
static uint16_t word_find(
	const struct class_matcher *matcher, uint32_t hash, const char *text, size_t len)
{
	return matcher->slots[slot_find(matcher, hash, text, len)];
}

/* The number of a rule's word, a new one if it was not seen before. */
static uint16_t word_number(struct class_matcher *matcher, const char *text, size_t len)
{
	uint32_t hash = word_hash(matcher, text, len);

	unsigned slot = slot_find(matcher, hash, text, len);
	if (matcher->slots[slot])
		return matcher->slots[slot];
	if (matcher->words_count == WORDS_MAX || len > WORD_MAX) {
		matcher->full = true;
		return 0;
	}
	struct word *word = &matcher->words[matcher->words_count];
	memcpy(word->text, text, len);
	word->len = (uint8_t)len;
	word->hash = hash;
	if (text[0] == '*')
		matcher->ends[(unsigned char)text[len - 1]] = true;
	if (text[len - 1] == '*')
		matcher->begins[(unsigned char)text[0]] = true;
	matcher->slots[slot] = (uint16_t)matcher->words_count++;
	return matcher->slots[slot];
}

/* Rules ----------------------------------------------------------------------------- */

static bool item_has(const struct item *item, unsigned word)
{
	return item->choices[word / 32] >> (word % 32) & 1;
}

/* "leak|leaks" into choices. */
static void choices_add(
	struct class_matcher *matcher, struct item *item, struct bytes text)
{
	while (text.len) {
		const char *bar = memchr(text.data, '|', text.len);
		size_t len = bar ? (size_t)(bar - text.data) : text.len;
		unsigned word = word_number(matcher, text.data, len);

		item->choices[word / 32] |= 1u << (word % 32);
		text.data += bar ? len + 1 : len;
		text.len -= bar ? len + 1 : len;
	}
}

static void item_add(struct class_matcher *matcher, struct bytes text)
{
	if (matcher->items_count == ITEMS_MAX) {
		matcher->full = true;
		return;
	}
	struct item *item = &matcher->items[matcher->items_count++];

	if (bytes_equal(text, "..")) {
		item->kind = ITEM_GAP;
		return;
	}
	if (text.data[0] == '!') {
		item->kind = ITEM_NOT_AFTER;
		text.data++;
		text.len--;
	} else if (text.data[text.len - 1] == '?') {
		item->kind = ITEM_OPTIONAL;
		text.len--;
	}
	choices_add(matcher, item, text);
}

static void rule_add(struct class_matcher *matcher, struct rule *rule, const char *phrase)
{
	rule->first = (uint16_t)matcher->items_count;
	while (*phrase) {
		size_t len = strcspn(phrase, " ");

		item_add(matcher, (struct bytes){phrase, len});
		phrase += len + (phrase[len] == ' ');
	}
	rule->count = (uint16_t)(matcher->items_count - rule->first);
	rule->two_words = rule->count > 1 &&
			  matcher->items[rule->first + rule->count - 2].kind == ITEM_WORD;
}

/* Lists, word by word, the rules that end with it: once all words have numbers. */
static void endings_init(struct class_matcher *matcher)
{
	for (unsigned word = 1; word < matcher->words_count; word++) {
		matcher->words[word].first = (uint16_t)matcher->endings_count;
		for (unsigned i = 0; i < class_rules_count; i++) {
			const struct rule *rule = &matcher->rules[i];
			const struct item *last =
				&matcher->items[rule->first + rule->count - 1];

			if (!item_has(last, word))
				continue;
			if (matcher->endings_count == ENDINGS_MAX) {
				matcher->full = true;
				return;
			}
			matcher->endings[matcher->endings_count++] = (uint16_t)i;
			matcher->words[word].count++;
		}
	}
}

struct class_matcher *class_matcher_new(void)
{
	struct class_matcher *matcher = calloc(1, sizeof(*matcher));
	if (!matcher)
		return NULL;

	fold_init(matcher->fold);
	matcher->words_count = 1;
	matcher->full = class_rules_count > RULES_MAX;
	for (unsigned i = 0; i < class_rules_count && !matcher->full; i++)
		rule_add(matcher, &matcher->rules[i], class_rules[i].phrase);
	if (!matcher->full)
		endings_init(matcher);
	if (matcher->full) {
		free(matcher);
		return NULL;
	}
	return matcher;
}

void class_matcher_free(struct class_matcher *matcher)
{
	free(matcher);
}

/* Scanning -------------------------------------------------------------------------- */

struct seen {
	uint16_t word;
	bool opens; /* a sentence */
	const char *start;
};

struct scan {
	const struct class_matcher *matcher;
	size_t count; /* of words so far */
	struct seen ring[RING];
};

/* The word before number AT (counted from 1), or 0 where a sentence begins. */
static size_t word_before(const struct scan *scan, size_t at)
{
	if (at <= 1 || scan->ring[at % RING].opens)
		return 0;
	return at - 1;
}

/* Whether the first COUNT of ITEMS match words up to word number AT, which is 0 when there
 * is none left; START is where the words begin. */
static bool items_match(const struct scan *scan, const struct item *items, unsigned count,
	size_t at, const char **start)
{
	for (; count && items[count - 1].kind != ITEM_GAP; count--) {
		const struct item *item = &items[count - 1];
		bool has = at && item_has(item, scan->ring[at % RING].word);

		if (item->kind == ITEM_NOT_AFTER)
			return !has;
		if (!has && item->kind == ITEM_OPTIONAL)
			continue;
		if (!has)
			return false;
		*start = scan->ring[at % RING].start;
		at = word_before(scan, at);
	}
	if (!count)
		return true;
	/* Words stand before a gap: one look at the last of them saves most of the calls. */
	const struct item *next = &items[count > 1 ? count - 2 : 0];
	for (unsigned skipped = 0; at && skipped <= GAP_MAX; skipped++) {
		bool may = next->kind != ITEM_WORD ||
			   item_has(next, scan->ring[at % RING].word);
		if (may && items_match(scan, items, count - 1, at, start))
			return true;
		at = word_before(scan, at);
	}
	return false;
}

/* Compares the rules that end with the word just seen, which ends at END. */
static void word_visit(const struct scan *scan, const struct word *word, const char *end,
	void (*visit)(void *context, unsigned rule, struct bytes words), void *context)
{
	const struct class_matcher *matcher = scan->matcher;
	const struct seen *last = &scan->ring[scan->count % RING];
	size_t before = word_before(scan, scan->count);
	bool known = before && scan->ring[before % RING].word;

	for (unsigned i = 0; i < word->count; i++) {
		unsigned number = matcher->endings[word->first + i];
		const struct rule *rule = &matcher->rules[number];
		const struct item *items = &matcher->items[rule->first];
		const char *start = last->start;

		if (rule->two_words && !known)
			continue; /* most end here */
		if (items_match(scan, items, rule->count - 1, before, &start))
			visit(context, number,
				(struct bytes){start, (size_t)(end - start)});
	}
}

/* The number of START with `*` in place of what is before, or else behind, its LEN bytes. */
static uint16_t affix_number(
	const struct class_matcher *matcher, const char *start, size_t len, bool ending)
{
	char text[WORD_MAX];

	if (len + 1 > sizeof(text))
		return 0;
	memcpy(text + ending, start, len);
	text[ending ? 0 : len] = '*';
	return word_find(matcher, word_hash(matcher, text, len + 1), text, len + 1);
}

/*
 * The number of a word that no rule names, by how it ends or begins: `*_put` is any word
 * whose last part is "put", `put_*` one whose first part is.
 */
static uint16_t affix_find(
	const struct class_matcher *matcher, const char *start, const char *end)
{
	size_t len = (size_t)(end - start);
	uint16_t number = 0;

	if (matcher->ends[folded(matcher, end[-1])]) {
		const char *last = memrchr(start, '_', len);

		if (last)
			number = affix_number(matcher, last, (size_t)(end - last), true);
	}
	if (!number && matcher->begins[folded(matcher, *start)]) {
		const char *first = memchr(start, '_', len);

		if (first)
			number = affix_number(
				matcher, start, (size_t)(first - start) + 1, false);
	}
	return number;
}

/* The end of ("the title of a commit"), which tells of another bug; AT itself if there is
 * none at AT. */
static const char *skip_citation(const char *at, const char *end)
{
	const char *limit = end - at > CITATION_MAX ? at + CITATION_MAX : end;

	if (limit - at < 4 || at[1] != '"')
		return at;
	for (const char *quote = at + 2; quote + 1 < limit; quote++)
		if (quote[0] == '"' && quote[1] == ')')
			return quote + 1;
	return at;
}

/* Skips what stands between two words; OPENS when it ends a sentence or paragraph. */
static const char *skip_between(
	const struct class_matcher *matcher, const char *at, const char *end, bool *opens)
{
	unsigned lines = 0;

	for (; at < end && !matcher->fold[(unsigned char)*at]; at++) {
		if (*at == ' ')
			continue;
		if (*at == '(')
			at = skip_citation(at, end);
		bool blank_next = at + 1 == end || at[1] == ' ' || at[1] == '\n';

		lines += *at == '\n';
		if (lines > 1 || ((*at == '.' || *at == '!' || *at == '?') && blank_next))
			*opens = true;
		if (*at == ':' && at + 1 < end && at[1] == '\n')
			*opens = true; /* "Call Trace:" calls nothing */
	}
	return at;
}

/* The number of the word at *AT, which is moved to its end. */
static uint16_t word_read(
	const struct class_matcher *matcher, const char **at, const char *end)
{
	const char *start = *at, *c = start;
	uint32_t hash = HASH_START;
	unsigned char fold;

	for (; c < end && (fold = matcher->fold[(unsigned char)*c]) != 0; c++)
		hash = (hash ^ fold) * HASH_FACTOR;
	*at = c;
	uint16_t word = word_find(matcher, hash, start, (size_t)(c - start));
	return word ? word : affix_find(matcher, start, c);
}

void class_scan(const struct class_matcher *matcher, struct bytes text,
	void (*visit)(void *context, unsigned rule, struct bytes words), void *context)
{
	const char *at = text.data, *end = text.data + text.len;
	struct scan scan; /* the ring is written before it is read: clearing it is slow */

	scan.matcher = matcher;
	scan.count = 0;

	while (at < end) {
		bool opens = scan.count == 0;

		at = skip_between(matcher, at, end, &opens);
		if (at == end)
			break;
		const char *start = at;
		uint16_t word = word_read(matcher, &at, end);
		scan.count++;
		scan.ring[scan.count % RING] = (struct seen){word, opens, start};
		if (matcher->words[word].count)
			word_visit(&scan, &matcher->words[word], at, visit, context);
	}
}

/* Deciding -------------------------------------------------------------------------- */

struct hit {
	unsigned rank; /* 0: none */
	unsigned rule;
	bool in_title;
	struct bytes words;
};

struct hits {
	bool in_title;
	struct hit best[KVET_CLASSES];
	struct hit refining[KVET_CLASSES];
	unsigned order[KVET_CLASSES]; /* when the class was first hit as hard as it is */
	unsigned count;
};

static void hit_note(void *context, unsigned rule, struct bytes words)
{
	struct hits *hits = context;
	const struct class_rule *row = &class_rules[rule];
	struct hit *hit =
		row->refines ? &hits->refining[row->class] : &hits->best[row->class];
	unsigned rank = hits->in_title ? row->title : row->description;

	if (rank <= hit->rank)
		return;
	*hit = (struct hit){rank, rule, hits->in_title, words};
	if (!row->refines)
		hits->order[row->class] = hits->count++;
}

/* The class hit hardest, of equal ones the first; KVET_CLASS_UNCLASSIFIED for none. */
static enum kvet_class hits_take(struct hits *hits, struct hit *taken)
{
	enum kvet_class class = KVET_CLASS_UNCLASSIFIED;

	*taken = (struct hit){0};
	for (unsigned i = 0; i < KVET_CLASS_UNCLASSIFIED; i++) {
		unsigned rank = hits->best[i].rank;

		if (rank > taken->rank || (rank && rank == taken->rank &&
						  hits->order[i] < hits->order[class])) {
			*taken = hits->best[i];
			class = i;
		}
	}
	hits->best[class].rank = 0;
	return class;
}

static const struct hit *hit_stronger(const struct hit *a, const struct hit *b)
{
	return b->rank > a->rank ? b : a;
}

/* An out-of-bounds access of which the text tells the direction elsewhere. */
static enum kvet_class direction_find(struct hits *hits, struct hit *hit)
{
	const enum kvet_class r = KVET_CLASS_OUT_OF_BOUNDS_READ;
	const enum kvet_class w = KVET_CLASS_OUT_OF_BOUNDS_WRITE;
	const struct hit *read = hit_stronger(&hits->best[r], &hits->refining[r]);
	const struct hit *write = hit_stronger(&hits->best[w], &hits->refining[w]);

	if (!read->rank && !write->rank)
		return KVET_CLASS_OUT_OF_BOUNDS;
	if (read->rank + 1 >= write->rank && write->rank + 1 >= read->rank)
		return KVET_CLASS_OUT_OF_BOUNDS; /* both ways */
	enum kvet_class class = read->rank > write->rank ? r : w;
	*hit = *hit_stronger(write, read);
	hits->best[class].rank = 0;
	return class;
}

/* What a revert takes back, which it quotes, is not its own defect. */
static struct bytes title_own(struct bytes title)
{
	static const char revert[] = "evert \"";
	const char *quoted =
		title.len ? memmem(title.data, title.len, revert, strlen(revert)) : NULL;

	if (quoted)
		title.len = (size_t)(quoted - title.data) + strlen(revert);
	return title;
}

/* An imbalance of references that is said to free what is in use is a use after free,
 * unless the title speaks of the imbalance. */
static enum kvet_class reference_find(struct hits *hits, struct hit *hit)
{
	struct hit *freed = &hits->best[KVET_CLASS_USE_AFTER_FREE];

	if (freed->rank < STATED_RANK || hit->rank >= NAMED_RANK)
		return KVET_CLASS_REFCOUNT_LEAK;
	hits->best[KVET_CLASS_REFCOUNT_LEAK] = *hit;
	*hit = *freed;
	freed->rank = 0;
	return KVET_CLASS_USE_AFTER_FREE;
}

size_t class_find(const struct class_matcher *matcher, struct bytes title,
	struct bytes description, struct class_match matches[CLASS_MATCHES_MAX])
{
	struct hits hits = {.in_title = true};
	size_t count = 0;

	class_scan(matcher, title_own(title), hit_note, &hits);
	hits.in_title = false;
	class_scan(matcher, description, hit_note, &hits);

	while (count < CLASS_MATCHES_MAX) {
		struct hit hit;
		enum kvet_class class = hits_take(&hits, &hit);

		if (count && hit.rank < FURTHER_RANK)
			break;
		if (count == 0 && class == KVET_CLASS_OUT_OF_BOUNDS)
			class = direction_find(&hits, &hit);
		if (count == 0 && class == KVET_CLASS_REFCOUNT_LEAK)
			class = reference_find(&hits, &hit);
		if (class == KVET_CLASS_OUT_OF_BOUNDS_READ ||
			class == KVET_CLASS_OUT_OF_BOUNDS_WRITE)
			hits.best[KVET_CLASS_OUT_OF_BOUNDS].rank = 0; /* says less */
		matches[count++] =
			(struct class_match){class, hit.rule, hit.in_title, hit.words};
	}
	return count;
}
