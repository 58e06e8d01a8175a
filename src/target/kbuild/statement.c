/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lines of a makefile: conditionals, assignments, includes, rules. */
#include "target/kbuild/make.h"

#include "target/kbuild/maketext.h"
#include "util/grow.h"

static bool first_word_is(struct bytes text, const char *word)
{
	size_t len = strlen(word);

	return text.len >= len && memcmp(text.data, word, len) == 0 &&
	       (text.len == len || strchr(" \t(\"'", text.data[len]));
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && memcmp(text.data, start, len) == 0;
}

static struct bytes behind(struct bytes text, size_t len)
{
	return maketext_strip((struct bytes){text.data + len, text.len - len});
}

static bool skipping(const struct make *make)
{
	return make->skip_depth > 0;
}

/* Conditionals ------------------------------------------------------------------------ */

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/* One that is open: which of its branches was taken, and the one that lines stand in. */
struct branch {
	bool taken, doubtful; /* some branch before this one: surely, perhaps */
	bool last; /* this one is the plain `else` */
	enum truth now;
	const struct make_condition *outer;
};

struct reading {
	struct make *make;
	struct maketext text;
	struct branch branches[MAKE_DEPTH_MAX];
	size_t open;
	unsigned outer_skip, outer_unknown;
};

static struct bytes without_quotes(struct bytes text)
{
	if (text.len >= 2 && *text.data == '"' && text.data[text.len - 1] == '"')
		return (struct bytes){text.data + 1, text.len - 2};
	return text;
}

static bool is_same(struct bytes a, struct bytes b)
{
	return a.len == b.len && (!a.len || memcmp(a.data, b.data, a.len) == 0);
}

/* Before 5.17 the value of an option had its quotes in makefiles: what only they make
 * unlike is not known. */
static enum truth equal(struct bytes a, struct bytes b)
{
	if (make_unknown(a) || make_unknown(b))
		return TRUTH_UNKNOWN;
	if (is_same(a, b))
		return TRUTH_YES;
	return is_same(without_quotes(a), without_quotes(b)) ? TRUTH_UNKNOWN : TRUTH_NO;
}

/* `(a,b)`, `"a" "b"` or `'a' 'b'` into its two sides. */
static bool split_sides(struct bytes text, struct bytes *a, struct bytes *b)
{
	size_t at = 1, end;

	if (!text.len)
		return false;
	if (*text.data != '(') {
		const char *close =
			text.len > 1 ? memchr(text.data + 1, *text.data, text.len - 1)
				     : NULL;

		if (!close || !strchr("\"'", *text.data))
			return false;
		*a = (struct bytes){text.data + 1, (size_t)(close - text.data - 1)};
		*b = behind(text, a->len + 2);
		if (b->len < 2 || !strchr("\"'", *b->data))
			return false;
		*b = (struct bytes){b->data + 1, b->len - 2};
		return true;
	}
	end = maketext_close(text, 0);
	while (at < end && text.data[at] != ',') {
		if (text.data[at] == '(' || text.data[at] == '{')
			at = maketext_close(text, at);
		else
			at++;
	}
	if (at >= end || text.data[end - 1] != ')')
		return false;
	*a = (struct bytes){text.data + 1, at - 1};
	*b = (struct bytes){text.data + at + 1, end - at - 2};
	return true;
}

static enum truth sides_equal(struct make *make, struct bytes text)
{
	struct make_text left = {0}, right = {0};
	struct bytes a, b;

	if (!split_sides(text, &a, &b)) {
		make_complain(make, "a condition without two sides");
		return TRUTH_UNKNOWN;
	}
	if (make_names_a_place(a) || make_names_a_place(b))
		return TRUTH_UNKNOWN;
	make_expand(make, maketext_strip(a), &left);
	make_expand(make, maketext_strip(b), &right);
	enum truth truth = equal(maketext_strip(make_text_bytes(&left)),
		maketext_strip(make_text_bytes(&right)));
	make_text_release(&left);
	make_text_release(&right);
	return truth;
}

/* A name that is no variable's may be an option's, or one that is not wholly known. */
static enum truth defined_elsewhere(struct make *make, struct bytes name)
{
	struct make_text value = {0};
	enum truth truth = TRUTH_NO;

	make_expand_name(make, name, &value);
	/* White space alone comes from empty parts, which versions of make add otherwise. */
	if (value.len)
		truth = make_unknown(make_text_bytes(&value)) ||
					!maketext_strip(make_text_bytes(&value)).len
				? TRUTH_UNKNOWN
				: TRUTH_YES;
	make_text_release(&value);
	if (truth == TRUTH_NO && make_is_option(name)) {
		const struct option_value *option = options_find(
			make->options, (struct bytes){name.data + 7, name.len - 7});

		/* `""` was a value before 5.17, and is none since. */
		if (option && strcmp(option->text, "\"\"") == 0)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}

static enum truth defined_by_parts(const struct make_variable *variable)
{
	enum truth truth = TRUTH_NO;

	for (const struct make_part *part = variable->first; part; part = part->next) {
		if (part->text.len && !part->maybe && !variable->given &&
			!make_unknown(part->text))
			return TRUTH_YES;
		if (part->text.len)
			truth = TRUTH_UNKNOWN;
	}
	return truth;
}

/* A variable that has a value, whatever that would expand to. */
static enum truth defined(struct make *make, struct bytes text)
{
	struct make_text expanded = {0};
	enum truth truth;

	make_expand(make, text, &expanded);
	struct bytes name = maketext_strip(make_text_bytes(&expanded));
	const struct make_variable *variable = make_find(make, name);
	if (make_unknown(name))
		truth = TRUTH_UNKNOWN;
	else
		truth = variable ? defined_by_parts(variable) : TRUTH_NO;
	if (truth == TRUTH_NO && !(variable && variable->fixed))
		truth = defined_elsewhere(make, name);
	/* It may have been set to nothing since. */
	if (truth == TRUTH_YES && make_is_vague(make, name))
		truth = TRUTH_UNKNOWN;
	make_text_release(&expanded);
	return truth;
}

static enum truth negate(enum truth truth)
{
	return truth == TRUTH_UNKNOWN ? truth : truth == TRUTH_NO ? TRUTH_YES : TRUTH_NO;
}

/* TEXT begins with one of the four words. */
static bool is_condition(struct bytes text)
{
	return first_word_is(text, "ifeq") || first_word_is(text, "ifneq") ||
	       first_word_is(text, "ifdef") || first_word_is(text, "ifndef");
}

static enum truth condition_of(struct make *make, struct bytes text)
{
	bool asking = make->asking;
	enum truth truth;

	make->asking = true;
	if (first_word_is(text, "ifeq"))
		truth = sides_equal(make, behind(text, 4));
	else if (first_word_is(text, "ifneq"))
		truth = negate(sides_equal(make, behind(text, 5)));
	else if (first_word_is(text, "ifdef"))
		truth = defined(make, behind(text, 5));
	else
		truth = negate(defined(make, behind(text, 6)));
	make->asking = asking;
	return truth;
}

/* The state of the whole from that of each branch that is open. */
static void weigh(struct reading *reading)
{
	struct make *make = reading->make;

	make->skip_depth = reading->outer_skip;
	make->unknown_depth = reading->outer_unknown;
	for (size_t i = 0; i < reading->open; i++) {
		make->skip_depth += reading->branches[i].now == TRUTH_NO;
		make->unknown_depth += reading->branches[i].now == TRUTH_UNKNOWN;
	}
}

static void set_condition(struct reading *reading, struct bytes text, unsigned line)
{
	struct make *make = reading->make;
	struct make_condition *condition =
		make_spend(make, MAKE_COST_KEEP + text.len * 8)
			? arena_alloc(make->arena, sizeof(*condition))
			: NULL;

	if (!condition)
		return;
	*condition = (struct make_condition){reading->branches[reading->open - 1].outer,
		make->makefile, line, {arena_text(make->arena, text), text.len},
		reading->branches[reading->open - 1].now == TRUTH_NO};
	make->condition = condition;
}

static void open_branch(struct reading *reading, struct bytes text)
{
	struct make *make = reading->make;
	struct branch branch = {.outer = make->condition, .now = TRUTH_NO};

	if (reading->open == MAKE_DEPTH_MAX) {
		make_complain(make, "conditionals stand too deep in each other");
		reading->text.rest.len = 0;
		return;
	}
	if (!skipping(make))
		branch.now = condition_of(make, text);
	branch.taken = branch.now == TRUTH_YES;
	branch.doubtful = branch.now == TRUTH_UNKNOWN;
	reading->branches[reading->open++] = branch;
	set_condition(reading, text, make->line);
	weigh(reading);
}

/* `else`, perhaps with a condition of its own. */
static void next_branch(struct reading *reading, struct bytes text)
{
	struct make *make = reading->make;

	if (!reading->open) {
		make_complain(make, "an else without a condition");
		return;
	}
	struct branch *branch = &reading->branches[reading->open - 1];
	bool doubtful = branch->doubtful;
	if (branch->last)
		make_complain(make, "more than one else of a condition");
	branch->last = !is_condition(text);
	branch->now = TRUTH_NO;
	weigh(reading);
	make->skip_depth--; /* its condition is asked as if this branch were open */
	if (!skipping(make) && !branch->taken)
		branch->now = is_condition(text) ? condition_of(make, text) : TRUTH_YES;
	if (branch->now == TRUTH_YES && doubtful)
		branch->now = TRUTH_UNKNOWN;
	branch->taken = branch->taken || branch->now == TRUTH_YES;
	branch->doubtful = doubtful || branch->now == TRUTH_UNKNOWN;
	/* Of a plain `else`, the condition that failed is what speaks. */
	if (is_condition(text))
		set_condition(reading, text, make->line);
	else if (make->condition)
		set_condition(reading, make->condition->text, make->condition->line);
	weigh(reading);
}

static void close_branch(struct reading *reading)
{
	if (!reading->open) {
		make_complain(reading->make, "an endif without a condition");
		return;
	}
	reading->make->condition = reading->branches[--reading->open].outer;
	weigh(reading);
}

static bool read_conditional(struct reading *reading, struct bytes text)
{
	if (is_condition(text))
		open_branch(reading, text);
	else if (first_word_is(text, "else"))
		next_branch(reading, behind(text, 4));
	else if (first_word_is(text, "endif"))
		close_branch(reading);
	else
		return false;
	return true;
}

/* Assignments ------------------------------------------------------------------------- */

struct assignment {
	struct bytes name, value;
	enum make_assignment how;
	bool shell; /* != */
};

/* Where TEXT's operator stands: `=` or the `:` of a rule, outside of every reference. */
static size_t find_operator(struct bytes text)
{
	size_t at = 0;

	while (at < text.len && text.data[at] != '=' && text.data[at] != ':') {
		bool reference = text.data[at] == '$' && at + 1 < text.len &&
				 (text.data[at + 1] == '(' || text.data[at + 1] == '{');

		at = reference ? maketext_close(text, at + 1) : at + 1;
	}
	return at;
}

/* The name of a variable, in which only references may have white space. */
static bool is_one_word(struct bytes text)
{
	size_t at = 0;

	while (at < text.len && text.data[at] != ' ' && text.data[at] != '\t') {
		bool reference = text.data[at] == '$' && at + 1 < text.len &&
				 (text.data[at + 1] == '(' || text.data[at + 1] == '{');

		at = reference ? maketext_close(text, at + 1) : at + 1;
	}
	return at >= text.len;
}

/* `name = value` and its kin; false when TEXT is something else. */
static bool find_assignment(struct bytes text, struct assignment *assignment)
{
	size_t at = find_operator(text), end = at;

	*assignment = (struct assignment){.how = MAKE_SET};
	if (at >= text.len)
		return false;
	if (text.data[at] == ':') { /* := ::= :::= */
		while (end < text.len && text.data[end] == ':')
			end++;
		if (end >= text.len || text.data[end] != '=')
			return false;
		assignment->how = MAKE_SET_NOW;
	} else if (at && text.data[at - 1] == '+') {
		assignment->how = MAKE_APPEND;
		at--;
	} else if (at && text.data[at - 1] == '?') {
		assignment->how = MAKE_SET_IF_NONE;
		at--;
	} else if (at && text.data[at - 1] == '!') {
		assignment->shell = true;
		at--;
	}
	assignment->name = maketext_strip((struct bytes){text.data, at});
	assignment->value = behind(text, end + 1);
	return assignment->name.len > 0 && is_one_word(assignment->name);
}

static const struct make_origin *origin_here(
	struct make *make, struct bytes text, struct bytes left)
{
	struct make_origin *origin = make_spend(make, MAKE_COST_KEEP + text.len * 8)
					     ? arena_alloc(make->arena, sizeof(*origin))
					     : NULL;

	if (!origin)
		return NULL;
	*origin = (struct make_origin){make->makefile, make->line,
		{arena_text(make->arena, text), text.len},
		{arena_text(make->arena, left), left.len}, make->condition};
	return origin;
}

/* The list that Kbuild would have put it in, were the branch not taken only because an
 * option is off: `obj-y` is `obj-`, as `obj-$(CONFIG_X)` is without X. */
static struct bytes list_of_what_is_off(struct bytes name)
{
	static const char *const endings[] = {"-y", "-m", "-objs", "-objs-y"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		size_t len = strlen(endings[i]);

		if (name.len > len &&
			memcmp(name.data + name.len - len, endings[i], len) == 0)
			return (struct bytes){name.data, name.len - len + 1};
	}
	return name.len && name.data[name.len - 1] == '-' ? name : (struct bytes){"", 0};
}

static void assign(struct make *make, const struct assignment *assignment,
	const struct make_origin *origin)
{
	static const char unknown[] = {MAKE_UNKNOWN};
	struct make_text expanded = {0};
	bool asking = make->asking;

	/* The name decides as a condition does: obj-$(X). */
	make->asking = asking || memchr(assignment->name.data, '-', assignment->name.len);
	make_expand(make, assignment->name, &expanded);
	make->asking = asking;
	struct bytes name = maketext_strip(make_text_bytes(&expanded));
	if (skipping(make)) {
		struct bytes list = list_of_what_is_off(name);

		if (list.len)
			make_assign(make, list, MAKE_APPEND, assignment->value, origin);
	} else if (assignment->shell) {
		make_assign(make, name, MAKE_SET_NOW, (struct bytes){unknown, 1}, origin);
	} else {
		make_assign(make, name, assignment->how, assignment->value, origin);
	}
	make_text_release(&expanded);
}

/* `export`, `override` and `private` before an assignment. Returns what follows them. */
static struct bytes skip_modifiers(struct bytes text, bool *exported)
{
	static const char *const words[] = {"export", "override", "private", "unexport"};
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
			if (!first_word_is(text, words[i]) ||
				text.len == strlen(words[i]))
				continue;
			*exported = *exported || i == 0;
			text = behind(text, strlen(words[i]));
			more = true;
		}
	}
	return text;
}

static void export_names(struct make *make, struct bytes text,
	void (*each)(struct make *make, struct bytes name))
{
	struct make_text expanded = {0};
	struct bytes names, name;

	make_expand(make, text, &expanded);
	names = make_text_bytes(&expanded);
	while (maketext_word(&names, &name))
		each(make, name);
	make_text_release(&expanded);
}

static void undefine(struct make *make, struct bytes text)
{
	struct make_text expanded = {0};

	make_expand(make, text, &expanded);
	make_undefine(make, maketext_strip(make_text_bytes(&expanded)));
	make_text_release(&expanded);
}

/* Text up to `endef` as it stands, which may hold such blocks itself. Lines that begin with
 * a tab neither begin nor end one. */
static struct bytes take_block(struct reading *reading)
{
	struct bytes block = reading->text.rest, line;
	unsigned depth = 1;

	block.len = 0;
	while (depth && bytes_next_line(&reading->text.rest, &line)) {
		struct bytes text = maketext_strip(line);

		reading->text.next++;
		bool recipe = line.len && *line.data == '\t';
		if (!recipe && first_word_is(text, "define"))
			depth++;
		else if (!recipe && first_word_is(text, "endef"))
			depth--;
		if (depth)
			block.len = (size_t)(line.data + line.len - block.data);
	}
	if (depth)
		make_complain(reading->make, "a define without an endef");
	return block;
}

static void read_define(struct reading *reading, struct bytes text, bool exported)
{
	struct make *make = reading->make;
	struct assignment assignment;
	struct bytes block = take_block(reading);

	if (!find_assignment(text, &assignment))
		assignment = (struct assignment){.name = text, .how = MAKE_SET};
	assignment.value = block;
	if (skipping(make))
		return;
	assign(make, &assignment, origin_here(make, text, assignment.name));
	if (exported)
		export_names(make, assignment.name, make_export);
	reading->text.in_rule = false;
}

/* Includes and rules ------------------------------------------------------------------ */

/* What a build makes is not there, and what is optional either. */
static bool load(struct make *make, const char *path, struct bytes *text)
{
	if (make->files->read(make->files->context, path, text)) {
		if (text->len && memchr(text->data, '\0', text->len))
			make_complain(make, "%s holds a NUL and is no makefile", path);
		return make_spend(make, text->len + MAKE_COST_LOOK);
	}
	if (tree_find(make->files->tree, bytes_of(path)))
		make_complain(
			make, "%s cannot be read, or is larger than any makefile", path);
	return false;
}

static bool ends_with(struct bytes text, const char *end)
{
	size_t len = strlen(end);

	return text.len >= len && memcmp(text.data + text.len - len, end, len) == 0;
}

/* What a build keeps for itself names no objects: what foo.o depends on in .foo.o.cmd, the
 * options that are known anyway. */
static bool is_builds_own(struct bytes path)
{
	static const char *const endings[] = {".cmd", ".d", "include/config/auto.conf"};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
		if (ends_with(path, endings[i]))
			return true;
	}
	/* Debian's packages had that one in their root. */
	return bytes_equal(path, ".kernelvariables") ||
	       ends_with(path, "/.kernelvariables");
}

/* OPTIONAL: where the tree has no such file, there is none. */
static void read_file(struct make *make, struct bytes path, bool optional)
{
	char normal[TREE_PATH_MAX];
	const char *makefile = make->makefile;
	unsigned line = make->line;
	bool inner = make->inner;
	struct bytes text;

	if (!tree_normalise(path, normal) || !load(make, normal, &text)) {
		bool known = optional && path.len && !make_unknown(path) &&
			     !memchr(path.data, '*', path.len);

		make->vague = make->vague || !(known || is_builds_own(path));
		return;
	}
	if (make->depth >= MAKE_DEPTH_MAX) {
		make_complain(make, "files include each other without an end");
		return;
	}
	make->depth++;
	make->makefile = arena_text(make->arena, bytes_of(normal));
	/* A makefile finds its own folder by it. */
	make_assign(make, bytes_of("MAKEFILE_LIST"), MAKE_APPEND,
		bytes_of(make->makefile), NULL);
	make->inner = false;
	make_read_text(make, text, false);
	make->makefile = makefile;
	make->line = line;
	make->inner = inner;
	make->depth--;
}

/* What is optional in the tree's own folders was left out of it, where it is not there. Of
 * what a build makes nobody can tell. */
static void read_includes(struct make *make, struct bytes text, bool optional)
{
	struct make_text expanded = {0};
	struct bytes names, name;

	optional = optional && starts_with(text, "$(srctree)/");
	make_expand(make, text, &expanded);
	names = make_text_bytes(&expanded);
	while (maketext_word(&names, &name)) {
		if (!make_is_doubt(name))
			read_file(make, name, optional);
	}
	make_text_release(&expanded);
}

static bool read_include(struct make *make, struct bytes text)
{
	static const char *const words[] = {"include", "-include", "sinclude"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (!first_word_is(text, words[i]))
			continue;
		if (!skipping(make))
			read_includes(make, behind(text, strlen(words[i])), i > 0);
		return true;
	}
	return false;
}

static struct bytes expand_and_keep(struct make *make, struct bytes text)
{
	struct make_text expanded = {0};

	make_expand(make, text, &expanded);
	text = (struct bytes){"", 0};
	if (make_spend(make, expanded.len * 8))
		text = (struct bytes){arena_text(make->arena, make_text_bytes(&expanded)),
			expanded.len};
	make_text_release(&expanded);
	return text;
}

static void add_rule(struct make *make, struct make_rule rule)
{
	rule.maybe = make->unknown_depth > 0;
	if (!make_spend(make, MAKE_COST_KEEP))
		return;
	if (!grow(&make->rules, &make->rule_room, make->rule_count + 1,
		    sizeof(*make->rules))) {
		make_complain(make, "out of memory");
		return;
	}
	make->rules[make->rule_count++] = rule;
}

/* Of a recipe only what it compiles and where else it builds is looked at. */
static void read_recipe(struct make *make, struct bytes text)
{
	static const char *const telling[] = {
		"build)=", "build}=", "obj=", ".c", ".S", ".o", ".rs", ".dts"};
	bool tells = false;

	for (size_t i = 0; i < sizeof(telling) / sizeof(*telling) && !tells; i++)
		tells = memmem(text.data, text.len, telling[i], strlen(telling[i]));
	if (!tells || skipping(make))
		return;
	add_rule(make, (struct make_rule){.targets = expand_and_keep(make, text),
			       .prerequisites = {"", 0},
			       .recipe = true});
}

/* Cuts TEXT at the `;` behind which a recipe stands, into RECIPE; false when none does. */
static bool cut_recipe(struct bytes *text, struct bytes *recipe)
{
	size_t at = 0;

	while (at < text->len && text->data[at] != ';') {
		bool reference = text->data[at] == '$' && at + 1 < text->len &&
				 (text->data[at + 1] == '(' || text->data[at + 1] == '{');

		at = reference ? maketext_close(*text, at + 1) : at + 1;
	}
	if (at >= text->len)
		return false;
	*recipe = behind(*text, at + 1);
	text->len = at;
	return true;
}

/* `targets: prerequisites`, `targets: pattern: patterns`. One that sets a variable for its
 * targets alone says nothing of files. */
static void read_rule(struct make *make, struct bytes text)
{
	size_t colon = find_operator(text);
	struct assignment assignment;
	struct make_rule rule = {0};
	struct bytes recipe;
	bool exported = false;

	if (colon >= text.len || text.data[colon] != ':') {
		/* Of $(eval): an assignment, perhaps, to a name that is not known. */
		make->vague = make->vague || make_unknown(text);
		return;
	}
	struct bytes rest = behind(text, colon + 1);
	if (rest.len && *rest.data == ':') /* a double-colon rule */
		rest = behind(rest, 1);
	if (find_assignment(skip_modifiers(rest, &exported), &assignment))
		return;
	if (cut_recipe(&rest, &recipe))
		read_recipe(make, recipe);
	size_t second = find_operator(rest);
	if (second < rest.len && rest.data[second] == ':') {
		rule.targets = expand_and_keep(make, (struct bytes){rest.data, second});
		rule.prerequisites = expand_and_keep(make, behind(rest, second + 1));
		add_rule(make, rule);
		rule.prerequisites = (struct bytes){"", 0};
	} else {
		rule.prerequisites = expand_and_keep(make, rest);
	}
	rule.targets = expand_and_keep(make, (struct bytes){text.data, colon});
	if (bytes_equal(maketext_strip(rule.targets), ".EXPORT_ALL_VARIABLES"))
		make_export(make, (struct bytes){"", 0});
	add_rule(make, rule);
}

/* A line ------------------------------------------------------------------------------ */

/* Text that stands alone: a call, perhaps of eval, whose outcome is read again. */
static void read_call(struct make *make, struct bytes text)
{
	struct bytes outcome = expand_and_keep(make, text);

	if (find_operator(outcome) < outcome.len)
		make_read_text(make, outcome, true);
}

/* `vpath %.c folders`: they count for all files. */
static void read_vpath(struct make *make, struct bytes text)
{
	struct bytes pattern;

	if (maketext_word(&text, &pattern))
		make_assign(make, bytes_of(MAKE_VPATH), MAKE_APPEND, text, NULL);
}

/* What is neither a condition nor an assignment. Returns whether it is a rule, whose recipe
 * may follow. */
static bool read_other(
	struct make *make, struct bytes text, struct bytes rest, bool exported)
{
	if (first_word_is(rest, "undefine")) {
		undefine(make, behind(rest, 8));
	} else if (bytes_equal(text, "export") || bytes_equal(text, "unexport")) {
		(*text.data == 'e' ? make_export : make_unexport)(
			make, (struct bytes){"", 0});
	} else if (exported) {
		export_names(make, rest, make_export);
	} else if (first_word_is(text, "unexport")) {
		export_names(make, rest, make_unexport);
	} else if (first_word_is(text, "vpath")) {
		read_vpath(make, behind(text, 5));
	} else if (find_operator(text) < text.len) {
		read_rule(make, text);
		return true;
	} else if (*text.data == '$') {
		read_call(make, text);
	} else if (make_unknown(text)) {
		/* $(eval) of what is not known may say anything. */
		make->vague = true;
	}
	return false;
}

/* A line that is left out does not end the rule before it. */
static void read_statement(struct reading *reading, struct bytes text)
{
	struct make *make = reading->make;
	struct assignment assignment;
	bool exported = false;
	struct bytes rest = skip_modifiers(text, &exported);

	if (find_assignment(rest, &assignment)) {
		assign(make, &assignment, origin_here(make, text, assignment.name));
		if (exported && !skipping(make))
			export_names(make, assignment.name, make_export);
		if (!skipping(make))
			reading->text.in_rule = false;
	} else if (!skipping(make)) {
		reading->text.in_rule = read_other(make, text, rest, exported);
	}
}

static void read_line(struct reading *reading, const struct maketext_line *line)
{
	struct make *make = reading->make;
	bool exported = false;

	if (!make->inner)
		make->line = line->number;
	if (line->recipe) {
		read_recipe(make, line->text);
		return;
	}
	if (read_conditional(reading, line->text))
		return;
	struct bytes text = skip_modifiers(line->text, &exported);
	if (first_word_is(text, "define"))
		read_define(reading, behind(text, 6), exported);
	else if (!read_include(make, line->text))
		read_statement(reading, line->text);
	else if (!skipping(make))
		reading->text.in_rule = false;
}

void make_read_text(struct make *make, struct bytes text, bool inner)
{
	struct reading reading = {.make = make,
		.text = {.rest = text, .arena = make->arena},
		.outer_skip = make->skip_depth,
		.outer_unknown = make->unknown_depth};
	const struct make_condition *outer = make->condition;
	bool outer_inner = make->inner;
	struct maketext_line line;

	if (make->depth >= MAKE_DEPTH_MAX) {
		make_complain(make, "makefiles call each other without an end");
		return;
	}
	make->depth++;
	make->inner = inner || outer_inner;
	while (maketext_next(&reading.text, &line)) {
		/* One that was joined is kept. */
		bool kept = line.text.data < text.data ||
			    line.text.data >= text.data + text.len;

		if (!make_spend(make, line.text.len * (kept ? 8 : 1) + MAKE_COST_LOOK))
			break;
		read_line(&reading, &line);
	}
	if (reading.open)
		make_complain(make, "a condition without an endif");
	make->depth--;
	make->inner = outer_inner;
	make->skip_depth = reading.outer_skip;
	make->unknown_depth = reading.outer_unknown;
	make->condition = outer;
}

bool make_read(struct make *make, const char *path)
{
	struct bytes text;

	if (!make->files->read(make->files->context, path, &text))
		return false;
	make->path = arena_text(make->arena, bytes_of(path));
	read_file(make, bytes_of(path), false);
	return true;
}
