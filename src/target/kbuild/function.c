/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The functions of GNU make that have no effect outside (manual, 8 "Functions for
 * Transforming Text"). $(shell) and the like are unknown: they are never run.
 */
#include "target/kbuild/make.h"

#include "target/kbuild/maketext.h"

#include <fnmatch.h>
#include <stdlib.h>

#define ARGUMENTS_MAX 16

/* A call: its arguments as they stand, and expanded where the function wants them so. */
struct call {
	struct make *make;
	struct bytes raw[ARGUMENTS_MAX];
	struct make_text texts[ARGUMENTS_MAX];
	size_t count;
	struct make_text *out;
	size_t start; /* of OUT, to know whether a word stands before */
};

static struct bytes argument(const struct call *call, size_t index)
{
	return index < call->count ? make_text_bytes(&call->texts[index])
				   : (struct bytes){"", 0};
}

static void add_word(struct call *call, struct bytes word)
{
	if (call->out->len > call->start)
		make_text_add_char(call->make, call->out, ' ');
	make_text_add(call->make, call->out, word);
}

static void add_unknown(struct call *call)
{
	add_word(call, (struct bytes){(const char[]){MAKE_UNKNOWN}, 1});
}

/* Stands before and behind words that may not be there. */
static void add_doubt(struct call *call)
{
	add_word(call, (struct bytes){(const char[]){MAKE_DOUBT}, 1});
}

/* The next word, which costs; what only says that others are in doubt is passed on. */
static bool next_word(struct call *call, struct bytes *words, struct bytes *word)
{
	while (make_spend(call->make, MAKE_COST_STEP) && maketext_word(words, word)) {
		if (!make_is_doubt(*word))
			return true;
		add_doubt(call);
	}
	return false;
}

/* Words ------------------------------------------------------------------------------- */

static void call_subst(struct call *call)
{
	struct bytes from = argument(call, 0), to = argument(call, 1);
	struct bytes text = argument(call, 2);
	const char *found;

	if (make_unknown(from) && text.len)
		add_unknown(call);
	while (from.len && text.len && make_spend(call->make, MAKE_COST_STEP) &&
		(found = memmem(text.data, text.len, from.data, from.len))) {
		size_t before = (size_t)(found - text.data);

		make_text_add(call->make, call->out, (struct bytes){text.data, before});
		make_text_add(call->make, call->out, to);
		text.data += before + from.len;
		text.len -= before + from.len;
	}
	make_text_add(call->make, call->out, text);
}

static void call_patsubst(struct call *call)
{
	struct bytes from = maketext_strip(argument(call, 0));
	struct bytes words = argument(call, 2), word, stem;

	if (make_unknown(from) && maketext_strip(words).len)
		add_unknown(call);
	while (next_word(call, &words, &word)) {
		if (!make_pattern_fits(from, word, &stem)) {
			add_word(call, word);
			continue;
		}
		add_word(call, (struct bytes){"", 0});
		make_pattern_fill(call->make, argument(call, 1), stem, call->out);
	}
}

static void call_strip(struct call *call)
{
	struct bytes words = argument(call, 0), word;

	while (maketext_word(&words, &word))
		add_word(call, word);
}

static void call_findstring(struct call *call)
{
	struct bytes find = argument(call, 0), in = argument(call, 1);

	if (make_unknown(find) || make_unknown(in)) {
		add_doubt(call);
		add_word(call, find);
		add_doubt(call);
	} else if (!find.len || (in.len && memmem(in.data, in.len, find.data, find.len)))
		make_text_add(call->make, call->out, find);
}

static bool fits_any(struct call *call, struct bytes patterns, struct bytes word)
{
	struct bytes pattern, stem;

	while (make_spend(call->make, MAKE_COST_STEP) &&
		maketext_word(&patterns, &pattern)) {
		if (make_pattern_fits(pattern, word, &stem))
			return true;
	}
	return false;
}

/* A word or a pattern that is not known may fit: then the word stays, in doubt. */
static void filter(struct call *call, bool wanted)
{
	struct bytes patterns = argument(call, 0), words = argument(call, 1), word;
	bool unknown = make_unknown(patterns), doubt = unknown || make_unknown(words);

	if (!maketext_strip(words).len)
		return;
	if (doubt)
		add_doubt(call);
	while (next_word(call, &words, &word)) {
		/* A pattern that fits may itself not be there. */
		if (unknown || make_unknown(word) ||
			fits_any(call, patterns, word) == wanted)
			add_word(call, word);
	}
	if (doubt)
		add_doubt(call);
}

static void call_filter(struct call *call)
{
	filter(call, true);
}

static void call_filter_out(struct call *call)
{
	filter(call, false);
}

static int compare_words(const void *a, const void *b)
{
	const struct bytes *x = a, *y = b;
	size_t len = x->len < y->len ? x->len : y->len;
	int order = len ? memcmp(x->data, y->data, len) : 0;

	return order ? order : (x->len > y->len) - (x->len < y->len);
}

static void call_sort(struct call *call)
{
	struct bytes text = argument(call, 0), rest = text, word;
	size_t count = 0, used = 0;

	while (maketext_word(&rest, &word))
		count++;
	if (!make_spend(call->make, count * 2 * MAKE_COST_LOOK))
		return;
	struct bytes *words = calloc(count + 1, sizeof(*words));
	if (!words) {
		make_complain(call->make, "out of memory");
		return;
	}
	while (maketext_word(&text, &word))
		words[used++] = word;
	qsort(words, used, sizeof(*words), compare_words);
	for (size_t i = 0; i < used; i++) {
		if (!i || compare_words(&words[i - 1], &words[i]) != 0)
			add_word(call, words[i]);
	}
	free(words);
}

static void call_words(struct call *call)
{
	struct bytes text = argument(call, 0), word;
	char number[24];
	size_t count = 0;

	if (make_unknown(text)) {
		add_unknown(call);
		return;
	}
	while (maketext_word(&text, &word))
		count++;
	snprintf(number, sizeof(number), "%zu", count);
	make_text_add(call->make, call->out, bytes_of(number));
}

/* The words from FIRST to LAST, counted from 1. Where that cannot be counted, each may be
 * among them. */
static void add_words(struct call *call, struct bytes text, long first, long last)
{
	bool doubt = first < 0 || last < 0 || make_unknown(text);
	struct bytes word;

	if (doubt)
		add_doubt(call);
	for (long i = 1; (doubt || i <= last) && next_word(call, &text, &word); i++) {
		if (doubt || i >= first)
			add_word(call, word);
	}
	if (doubt)
		add_doubt(call);
}

static long number_of(const struct call *call, size_t index)
{
	struct bytes text = maketext_strip(argument(call, index));
	long number = 0;

	for (size_t i = 0; i < text.len && number < 1000000; i++) {
		if (text.data[i] < '0' || text.data[i] > '9')
			return -1;
		number = number * 10 + text.data[i] - '0';
	}
	return text.len ? number : -1;
}

static void call_word(struct call *call)
{
	long number = number_of(call, 0);

	add_words(call, argument(call, 1), number, number);
}

static void call_wordlist(struct call *call)
{
	long first = number_of(call, 0), last = number_of(call, 1);

	add_words(call, argument(call, 2), first, last);
}

static void call_firstword(struct call *call)
{
	add_words(call, argument(call, 0), 1, 1);
}

static void call_lastword(struct call *call)
{
	struct bytes text = argument(call, 0), word, last = {"", 0};

	if (make_unknown(text)) {
		add_words(call, text, 1, 1);
		return;
	}
	while (maketext_word(&text, &word))
		last = word;
	make_text_add(call->make, call->out, last);
}

/* Names of files ---------------------------------------------------------------------- */

/* Where the last part of PATH begins, and where its ending (".c"), or both at the end. */
static size_t last_part(struct bytes path)
{
	const char *slash = bytes_last(path, '/');

	return slash ? (size_t)(slash + 1 - path.data) : 0;
}

static size_t ending(struct bytes path)
{
	size_t from = last_part(path);
	const char *dot =
		path.len > from ? memrchr(path.data + from, '.', path.len - from) : NULL;

	return dot ? (size_t)(dot - path.data) : path.len;
}

static struct bytes from_to(struct bytes text, size_t from, size_t to)
{
	return (struct bytes){text.data + from, to - from};
}

static void call_dir(struct call *call)
{
	struct bytes words = argument(call, 0), word;

	while (next_word(call, &words, &word)) {
		size_t at = last_part(word);

		if (make_unknown(word))
			add_unknown(call);
		else
			add_word(call, at ? from_to(word, 0, at) : bytes_of("./"));
	}
}

static void call_notdir(struct call *call)
{
	struct bytes words = argument(call, 0), word;

	while (next_word(call, &words, &word))
		/* What is not known may end in a folder. */
		add_word(call, make_unknown(word)
				       ? word
				       : from_to(word, last_part(word), word.len));
}

static void call_suffix(struct call *call)
{
	struct bytes words = argument(call, 0), word;

	while (next_word(call, &words, &word)) {
		if (make_unknown(word))
			add_unknown(call);
		else if (ending(word) < word.len)
			add_word(call, from_to(word, ending(word), word.len));
	}
}

static void call_basename(struct call *call)
{
	struct bytes words = argument(call, 0), word;

	while (next_word(call, &words, &word))
		add_word(call, from_to(word, 0, ending(word)));
}

static void call_addsuffix(struct call *call)
{
	struct bytes words = argument(call, 1), word;

	while (next_word(call, &words, &word)) {
		add_word(call, word);
		make_text_add(call->make, call->out, argument(call, 0));
	}
}

static void call_addprefix(struct call *call)
{
	struct bytes words = argument(call, 1), word;

	while (next_word(call, &words, &word)) {
		add_word(call, argument(call, 0));
		make_text_add(call->make, call->out, word);
	}
}

static void call_join(struct call *call)
{
	struct bytes left = argument(call, 0), right = argument(call, 1), a, b;
	bool more_left = true, more_right = true;

	while (more_left || more_right) {
		more_left = make_spend(call->make, MAKE_COST_STEP) &&
			    maketext_word(&left, &a);
		more_right = maketext_word(&right, &b);
		if (!more_left && !more_right)
			break;
		add_word(call, more_left ? a : (struct bytes){"", 0});
		if (more_right)
			make_text_add(call->make, call->out, b);
	}
}

/* Below the tree, or unknown where it is a file that only a build makes. */
static bool is_generated(struct bytes path)
{
	static const char *const folders[] = {"include/generated/", "include/config/"};

	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		if (memmem(path.data, path.len, folders[i], strlen(folders[i])))
			return true;
	}
	return false;
}

/* The files of the tree that a pattern with `*`, `?` or `[` fits. */
static void add_fitting(struct call *call, const char *pattern, struct bytes written)
{
	const struct table *files = &call->make->files->tree->files;
	size_t fixed = strcspn(pattern, "*?[\\");
	/* In the words of the pattern: what it began with is kept. */
	bool dot = written.len > 1 && memcmp(written.data, "./", 2) == 0;

	/* Each look goes through the whole tree: a makefile has but a few of them. */
	for (size_t i = 0; i < files->count && make_spend(call->make, 4); i++) {
		const struct tree_file *file = files->entries[i].value;

		if (strncmp(pattern, file->path, fixed) != 0 ||
			!make_spend(call->make, 64 + strlen(pattern) * 8) ||
			fnmatch(pattern, file->path, FNM_PATHNAME | FNM_PERIOD) != 0)
			continue;
		add_word(call, dot ? bytes_of("./") : (struct bytes){"", 0});
		make_text_add(call->make, call->out, bytes_of(file->path));
	}
}

/* What a pattern with more of them fits is not worth the time it takes. */
#define STARS_MAX 4u

static size_t stars(const char *pattern)
{
	size_t count = 0;

	for (; *pattern; pattern++)
		count += *pattern == '*';
	return count;
}

/* A build makes files where it lies: only what is looked for in the tree itself is known not
 * to be there. */
static bool looks_at_build(struct bytes raw)
{
	static const char *const names[] = {"$(obj)", "${obj}", "objtree", "$(O)"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (raw.len && memmem(raw.data, raw.len, names[i], strlen(names[i])))
			return true;
	}
	return false;
}

static void call_wildcard(struct call *call)
{
	struct bytes words = argument(call, 0), word;
	bool build = looks_at_build(call->raw[0]);
	char path[TREE_PATH_MAX];

	while (next_word(call, &words, &word)) {
		size_t len = tree_normalise(word, path);

		if (make_unknown(word) || is_generated(word) || stars(path) > STARS_MAX)
			add_unknown(call);
		else if (!len)
			continue;
		else if (strpbrk(path, "*?[")) {
			add_fitting(call, path, word);
			if (build)
				add_unknown(call);
		} else if (tree_find(
				   call->make->files->tree, (struct bytes){path, len}) ||
			   tree_has_folder(
				   call->make->files->tree, (struct bytes){path, len}))
			add_word(call, word);
		else if (build)
			add_unknown(call);
	}
}

/* Paths stay below the tree: what asks for the absolute one only compares it. */
static void call_path(struct call *call)
{
	struct bytes words = argument(call, 0), word;
	char path[TREE_PATH_MAX];

	while (next_word(call, &words, &word)) {
		size_t len = tree_normalise(word, path);

		add_word(call, len ? (struct bytes){path, len} : word);
	}
}

/* Decisions: their arguments are expanded only as they are needed --------------------- */

static void expand_raw(struct call *call, size_t index, struct make_text *out)
{
	if (index < call->count)
		make_expand(call->make, maketext_strip(call->raw[index]), out);
}

/* Both branches of a condition that is not known. White space alone is a value for make,
 * but where it comes from an empty variable it may not be there. */
static void call_if(struct call *call)
{
	struct make_text condition = {0};
	bool asking = call->make->asking;

	call->make->asking = true;
	expand_raw(call, 0, &condition);
	call->make->asking = asking;
	if (make_names_a_place(call->raw[0]))
		make_text_add_char(call->make, &condition, MAKE_UNKNOWN);
	struct bytes text = make_text_bytes(&condition);
	bool holds = text.len > 0;
	bool doubt = make_unknown(text) || (holds && !maketext_strip(text).len);
	make_text_release(&condition);
	if (doubt)
		add_doubt(call);
	if (doubt)
		make_text_add_char(call->make, call->out, ' ');
	if (holds)
		expand_raw(call, 1, call->out);
	if (doubt)
		make_text_add_char(call->make, call->out, ' ');
	if (!holds || doubt)
		expand_raw(call, 2, call->out);
	if (doubt)
		add_doubt(call);
}

static void call_or(struct call *call)
{
	for (size_t i = 0; i < call->count; i++) {
		struct make_text each = {0};

		expand_raw(call, i, &each);
		struct bytes text = make_text_bytes(&each);
		bool unknown = make_unknown(text), last = text.len && !unknown;
		if (unknown)
			add_doubt(call);
		if (text.len)
			add_word(call, text);
		if (unknown)
			add_doubt(call);
		make_text_release(&each);
		if (last)
			return;
	}
}

static void call_and(struct call *call)
{
	struct make_text last = {0};
	bool unknown = false;

	for (size_t i = 0; i < call->count; i++) {
		last.len = 0;
		expand_raw(call, i, &last);
		unknown = unknown || make_unknown(make_text_bytes(&last));
		if (!last.len)
			break;
	}
	if (last.len && unknown)
		add_doubt(call);
	if (last.len)
		add_word(call, make_text_bytes(&last));
	if (last.len && unknown)
		add_doubt(call);
	make_text_release(&last);
}

static void call_foreach(struct call *call)
{
	struct make *make = call->make;
	struct make_text name = {0}, list = {0};
	struct make_scope inner = {.outer = make->scope, .temporary = true};
	struct bytes words, word;

	if (call->count < 3)
		return;
	expand_raw(call, 0, &name);
	expand_raw(call, 1, &list);
	words = make_text_bytes(&list);
	while (next_word(call, &words, &word) && make_spend(make, 4 * MAKE_COST_LOOK)) {
		struct make_text text = {0};
		struct make_part part = {.text = word, .expanded = true};
		struct make_variable variable = {.first = &part, .last = &part};
		struct table_entry *entry =
			table_add(&inner.variables, make_text_bytes(&name));

		if (!entry)
			break;
		entry->value = &variable;
		make->scope = &inner;
		make_expand(make, call->raw[2], &text);
		make->scope = inner.outer;
		add_word(call, make_text_bytes(&text));
		make_text_release(&text);
	}
	table_release(&inner.variables);
	make_text_release(&name);
	make_text_release(&list);
}

static void call_value(struct call *call)
{
	struct bytes name = maketext_strip(argument(call, 0));
	const struct make_variable *variable = make_find(call->make, name);

	for (const struct make_part *part = variable ? variable->first : NULL; part;
		part = part->next)
		add_word(call, part->text);
	if (make_unknown(name) || make_may_be_given(variable, name))
		add_unknown(call);
	else if (!variable && make_is_option(name))
		make_expand_option(call->make, name, call->out);
}

/* Nobody can tell what a name stands for that is not known, or that an option has. */
static bool is_doubtful_name(
	const struct call *call, const struct make_variable *variable)
{
	struct bytes name = maketext_strip(argument(call, 0));

	return make_unknown(name) || (!variable && make_is_option(name)) ||
	       make_may_be_given(variable, name) ||
	       (variable && variable->first && !variable->sure);
}

static void call_origin(struct call *call)
{
	const struct make_variable *variable =
		make_find(call->make, maketext_strip(argument(call, 0)));

	if (is_doubtful_name(call, variable)) {
		add_unknown(call);
		return;
	}
	make_text_add(call->make, call->out,
		bytes_of(!variable || !variable->first ? "undefined"
			 : variable->fixed             ? "command line"
						       : "file"));
}

static void call_flavor(struct call *call)
{
	const struct make_variable *variable =
		make_find(call->make, maketext_strip(argument(call, 0)));

	if (is_doubtful_name(call, variable)) {
		add_unknown(call);
		return;
	}
	make_text_add(call->make, call->out,
		bytes_of(!variable || !variable->first ? "undefined"
			 : variable->recursive         ? "recursive"
						       : "simple"));
}

/* $(call name,a,b): a variable's value with $(1), $(2) in it. */
static void call_call(struct call *call)
{
	struct make *make = call->make;
	struct make_frame frame = {.outer = make->frame};
	struct bytes name = maketext_strip(argument(call, 0));

	if (!make_find(make, name) || make_unknown(name)) {
		if (name.len)
			add_unknown(call);
		return;
	}
	for (size_t i = 0; i < 10; i++)
		frame.arguments[i] = i ? argument(call, i) : name;
	make->frame = &frame;
	make_expand_name(make, name, call->out);
	make->frame = frame.outer;
}

static void call_eval(struct call *call)
{
	struct bytes text = {
		arena_text(call->make->arena, argument(call, 0)), argument(call, 0).len};

	if (make_spend(call->make, text.len * 8))
		make_read_text(call->make, text, true);
}

static void call_nothing(struct call *call)
{
	(void)call;
}

static void call_unknown(struct call *call)
{
	add_unknown(call);
}

/* How many arguments: the last one takes what is left, commas and all. LAZY ones expand
 * their arguments themselves. */
static const struct function {
	const char *name;
	unsigned most;
	bool lazy;
	void (*run)(struct call *call);
} functions[] = {
	{"subst", 3, false, call_subst},
	{"patsubst", 3, false, call_patsubst},
	{"strip", 1, false, call_strip},
	{"findstring", 2, false, call_findstring},
	{"filter", 2, false, call_filter},
	{"filter-out", 2, false, call_filter_out},
	{"sort", 1, false, call_sort},
	{"word", 2, false, call_word},
	{"wordlist", 3, false, call_wordlist},
	{"words", 1, false, call_words},
	{"firstword", 1, false, call_firstword},
	{"lastword", 1, false, call_lastword},
	{"dir", 1, false, call_dir},
	{"notdir", 1, false, call_notdir},
	{"suffix", 1, false, call_suffix},
	{"basename", 1, false, call_basename},
	{"addsuffix", 2, false, call_addsuffix},
	{"addprefix", 2, false, call_addprefix},
	{"join", 2, false, call_join},
	{"wildcard", 1, false, call_wildcard},
	{"realpath", 1, false, call_path},
	{"abspath", 1, false, call_path},
	{"if", 3, true, call_if},
	{"or", ARGUMENTS_MAX, true, call_or},
	{"and", ARGUMENTS_MAX, true, call_and},
	{"foreach", 3, true, call_foreach},
	{"call", 10, false, call_call},
	{"value", 1, false, call_value},
	{"eval", 1, false, call_eval},
	{"origin", 1, false, call_origin},
	{"flavor", 1, false, call_flavor},
	{"info", 1, true, call_nothing},
	{"warning", 1, true, call_nothing},
	{"error", 1, true, call_nothing},
	{"file", 2, true, call_unknown},
	{"shell", 1, true, call_unknown},
	{"guile", 1, true, call_unknown},
	{"let", 3, true, call_unknown},
	{"intcmp", 5, true, call_unknown},
};

static const struct function *find_function(struct bytes inner, size_t *len)
{
	size_t at = 0;

	while (at < inner.len && ((inner.data[at] >= 'a' && inner.data[at] <= 'z') ||
					 inner.data[at] == '-'))
		at++;
	*len = at;
	if (at < 2 || at >= inner.len ||
		(inner.data[at] != ' ' && inner.data[at] != '\t'))
		return NULL;
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		if (bytes_equal((struct bytes){inner.data, at}, functions[i].name))
			return &functions[i];
	}
	return NULL;
}

/* Cuts TEXT at the commas that stand outside of every bracket. */
static void split_arguments(struct call *call, struct bytes text, size_t most)
{
	size_t start = 0, at = 0;

	while (at < text.len) {
		char c = text.data[at];

		if ((c == '(' || c == '{') && maketext_close(text, at) > at) {
			at = maketext_close(text, at);
			continue;
		}
		if (c == ',' && call->count + 1 < most) {
			call->raw[call->count++] = from_to(text, start, at);
			start = at + 1;
		}
		at++;
	}
	call->raw[call->count++] = from_to(text, start, text.len);
}

bool make_function(struct make *make, struct bytes inner, struct make_text *out)
{
	size_t len;
	const struct function *function = find_function(inner, &len);
	struct call call = {.make = make, .out = out, .start = out->len};

	if (!function)
		return false;
	make_spend(make, MAKE_COST_LOOK);
	while (len < inner.len && (inner.data[len] == ' ' || inner.data[len] == '\t'))
		len++;
	split_arguments(&call, from_to(inner, len, inner.len), function->most);
	for (size_t i = 0; i < call.count && !function->lazy; i++)
		make_expand(make, call.raw[i], &call.texts[i]);
	if (make->depth < MAKE_DEPTH_MAX) {
		make->depth++;
		function->run(&call);
		make->depth--;
	} else {
		make_complain(make, "functions call each other without an end");
		add_unknown(&call);
	}
	for (size_t i = 0; i < call.count; i++)
		make_text_release(&call.texts[i]);
	return true;
}
