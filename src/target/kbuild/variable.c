/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts that grow, and what assignments make of variables. */
#include "target/kbuild/make.h"

#include "target/kbuild/maketext.h"
#include "util/grow.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void make_complain(struct make *make, const char *format, ...)
{
	char text[256];
	va_list args;

	if (make->complaint)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	/* What comes up after the reading is of no line. */
	if (make->makefile)
		make->complaint = arena_printf(
			make->arena, "%s:%u: %s", make->makefile, make->line, text);
	else
		make->complaint = arena_printf(
			make->arena, "%s: %s", make->path ? make->path : "", text);
}

bool make_spend(struct make *make, size_t cost)
{
	size_t none = 0, *all = make->all_work ? make->all_work : &none;

	make->work += cost;
	*all += cost;
	bool too_much = *all > make_work_all(make->files);
	if (make->work <= make_work_max(make->files) && !too_much)
		return true;
	make_complain(make, "%s take more work than any kernel's do",
		too_much ? "the makefiles of this tree" : "the makefiles of this folder");
	return false;
}

void make_text_add(struct make *make, struct make_text *out, struct bytes text)
{
	if (!text.len || !make_spend(make, text.len))
		return;
	if (out->len + text.len > MAKE_TEXT_MAX) {
		make_complain(
			make, "expands to more than any makefile of the kernel does");
		return;
	}
	if (!grow(&out->data, &out->room, out->len + text.len, 1)) {
		make_complain(make, "out of memory");
		return;
	}
	memcpy(out->data + out->len, text.data, text.len);
	out->len += text.len;
}

void make_text_add_char(struct make *make, struct make_text *out, char c)
{
	make_text_add(make, out, (struct bytes){&c, 1});
}

void make_text_release(struct make_text *text)
{
	free(text->data);
	*text = (struct make_text){0};
}

/* Variables --------------------------------------------------------------------------- */

struct make_variable *make_find(const struct make *make, struct bytes name)
{
	for (const struct make_scope *scope = make->scope; scope; scope = scope->outer) {
		struct table_entry *entry = table_find(&scope->variables, name);

		if (entry)
			return entry->value;
	}
	return NULL;
}

/* The shell that runs make, and its command line, set variables with such names. */
static bool is_shells(struct bytes name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (!isalnum((unsigned char)name.data[i]) && name.data[i] != '_')
			return false;
	}
	return name.len > 0 && !isdigit((unsigned char)*name.data);
}

bool make_may_be_given(const struct make_variable *variable, struct bytes name)
{
	bool set =
		variable && (variable->first || variable->fixed || !variable->exported);

	return !set && is_shells(name) && !make_is_option(name);
}

static void link_part(struct make_variable *variable, struct make_part *part)
{
	if (variable->last)
		variable->last->next = part;
	else
		variable->first = part;
	variable->last = part;
	variable->sure = variable->sure || !part->maybe;
}

static void add_part(
	struct make *make, struct make_variable *variable, struct make_part what)
{
	struct make_part *part = make_spend(make, MAKE_COST_KEEP)
					 ? arena_alloc(make->arena, sizeof(*part))
					 : NULL;

	if (!part)
		return;
	*part = what;
	part->next = NULL;
	link_part(variable, part);
}

/* A copy of what lies further out, so that a folder's makefile changes its own alone. */
static void copy_variable(
	struct make *make, struct make_variable *to, const struct make_variable *from)
{
	to->recursive = from->recursive;
	to->fixed = from->fixed;
	to->given = from->given;
	to->exported = from->exported;
	for (const struct make_part *part = from->first; part; part = part->next)
		add_part(make, to, *part);
}

static struct bytes keep(struct make *make, struct bytes text)
{
	if (!make_spend(make, text.len * 8))
		return (struct bytes){"", 0};
	return (struct bytes){arena_text(make->arena, text), text.len};
}

/* What is there before any line: the variable of a scope around this one, or an option. */
static void take_outer(
	struct make *make, struct make_scope *scope, struct make_variable *own)
{
	struct make_text value = {0};

	for (; scope; scope = scope->outer) {
		struct table_entry *entry = table_find(&scope->variables, own->name);

		if (entry) {
			copy_variable(make, own, entry->value);
			return;
		}
	}
	if (!make_is_option(own->name))
		return;
	make_expand_option(make, own->name, &value);
	if (value.len)
		add_part(make, own,
			(struct make_part){.text = keep(make, make_text_bytes(&value)),
				.expanded = true});
	make_text_release(&value);
}

/* The variable in the innermost scope. NULL when memory is short, or there are too many. */
static struct make_variable *own_variable(struct make *make, struct bytes name)
{
	struct make_scope *scope = make->scope;

	/* A loop's variable ends with the loop: it is nothing to copy. */
	while (scope->temporary && scope->outer)
		scope = scope->outer;
	struct table_entry *entry = table_find(&scope->variables, name);

	if (entry)
		return entry->value;
	if (scope->variables.count >= MAKE_VARIABLES_MAX) {
		make_complain(make, "more variables than any makefile of the kernel has");
		return NULL;
	}
	struct make_variable *own = make_spend(make, MAKE_COST_KEEP)
					    ? arena_alloc(make->arena, sizeof(*own))
					    : NULL;
	name = keep(make, name);
	entry = own ? table_add(&scope->variables, name) : NULL;
	if (!entry)
		return NULL;
	*own = (struct make_variable){.recursive = true, .name = name};
	entry->value = own;
	if (make_unknown(name)) {
		own->next_vague = scope->vague;
		scope->vague = own;
	}
	take_outer(make, scope->outer, own);
	return own;
}

/* Longer names are not worth the time to compare. */
#define VAGUE_LEN_MAX 128u

/* PATTERN's marks stand for any text; back to the last one where the rest does not fit. */
bool make_name_may_be(const struct make_variable *variable, struct bytes name)
{
	struct bytes pattern = variable->name;
	size_t p = 0, n = 0, mark = pattern.len, taken = 0;

	if (pattern.len > VAGUE_LEN_MAX || name.len > VAGUE_LEN_MAX)
		return true;
	while (n < name.len) {
		if (p < pattern.len && make_is_mark(pattern.data[p])) {
			mark = p++;
			taken = n;
		} else if (p < pattern.len && pattern.data[p] == name.data[n]) {
			p++;
			n++;
		} else if (mark < pattern.len) {
			p = mark + 1;
			n = ++taken;
		} else {
			return false;
		}
	}
	while (p < pattern.len && make_is_mark(pattern.data[p]))
		p++;
	return p == pattern.len;
}

static struct bytes expand_and_keep(struct make *make, struct bytes text)
{
	struct make_text expanded = {0};

	make_expand(make, text, &expanded);
	text = keep(make, make_text_bytes(&expanded));
	make_text_release(&expanded);
	return text;
}

/* Forgets the value; under a condition that is not known it may be the old one still, and
 * nobody can tell which. */
static void forget(struct make *make, struct make_variable *variable)
{
	if (!make->unknown_depth) {
		variable->first = variable->last = NULL;
		variable->sure = false;
		return;
	}
	for (struct make_part *part = variable->sure ? variable->first : NULL; part;
		part = part->next)
		part->maybe = true;
	variable->sure = false;
}

/* Whether NAME has a value already, as `?=` asks. */
enum has { HAS_NOT, HAS, HAS_PERHAPS };

static enum has has_value(struct make *make, struct bytes name)
{
	const struct make_variable *variable = make_find(make, name);
	const struct option_value *option;

	if (make_is_vague(make, name))
		return HAS_PERHAPS;
	if (variable)
		return !variable->first ? HAS_NOT : variable->sure ? HAS : HAS_PERHAPS;
	if (!make_is_option(name))
		return HAS_NOT;
	option = options_find(make->options, (struct bytes){name.data + 7, name.len - 7});
	if (option)
		return strcmp(option->text, "n") == 0 ? HAS_NOT : HAS;
	return make->options_complete ? HAS_NOT : HAS_PERHAPS;
}

void make_assign(struct make *make, struct bytes name, enum make_assignment how,
	struct bytes text, const struct make_origin *origin)
{
	bool given =
		how == MAKE_SET_IF_NONE && make_may_be_given(make_find(make, name), name);
	enum has has = how == MAKE_SET_IF_NONE ? has_value(make, name) : HAS_NOT;
	/* Two names that are not known may be two variables, though they look the same. */
	bool doubtful = has == HAS_PERHAPS || make_unknown(name);

	if (has == HAS && !doubtful)
		return;
	if (how == MAKE_SET_IF_NONE)
		how = MAKE_SET;
	struct make_variable *variable = own_variable(make, name);
	if (variable && variable->fixed) {
		/* A makefile that has its folder elsewhere is not followed. */
		make->vague = make->vague || bytes_equal(name, "obj") ||
			      bytes_equal(name, "src");
		return;
	}
	if (!variable)
		return;
	variable->given = given || (variable->given && how == MAKE_APPEND);
	struct make_part part = {.origin = origin};
	part.expanded = how == MAKE_SET_NOW ||
			(how == MAKE_APPEND && !variable->recursive && variable->first);
	/* What an immediate value says may need the old one. */
	part.text = part.expanded ? expand_and_keep(make, text) : keep(make, text);
	make->unknown_depth += doubtful;
	if (how != MAKE_APPEND) {
		forget(make, variable);
		variable->recursive = how == MAKE_SET;
	}
	part.maybe = make->unknown_depth > 0;
	add_part(make, variable, part);
	make->unknown_depth -= doubtful;
}

void make_undefine(struct make *make, struct bytes name)
{
	struct make_variable *variable = own_variable(make, name);

	if (!variable || variable->fixed)
		return;
	make->unknown_depth += make_unknown(name);
	forget(make, variable);
	make->unknown_depth -= make_unknown(name);
	variable->recursive = true;
}

bool make_is_vague(struct make *make, struct bytes name)
{
	for (const struct make_scope *scope = make->scope; scope; scope = scope->outer) {
		for (const struct make_variable *each = scope->vague; each;
			each = each->next_vague) {
			if (!make_spend(make, MAKE_COST_LOOK) ||
				make_name_may_be(each, name))
				return true;
		}
	}
	return false;
}

void make_fix(struct make *make, const char *name, const char *text)
{
	struct make_variable *variable = own_variable(make, bytes_of(name));

	if (!variable)
		return;
	variable->first = variable->last = NULL;
	variable->recursive = false;
	add_part(make, variable,
		(struct make_part){.text = bytes_of(text), .expanded = true});
	variable->fixed = true;
}

void make_export(struct make *make, struct bytes name)
{
	struct make_variable *variable = name.len ? own_variable(make, name) : NULL;

	if (!name.len) {
		make->exports_all = true;
		make->perhaps = make->perhaps || make->unknown_depth;
	}
	if (!variable)
		return;
	variable->perhaps =
		make->unknown_depth && (variable->perhaps || !variable->exported);
	variable->exported = true;
}

void make_unexport(struct make *make, struct bytes name)
{
	struct make_variable *variable = name.len ? own_variable(make, name) : NULL;

	make->perhaps = make->perhaps || !name.len;
	if (variable)
		variable->exported = variable->perhaps = true;
}

/* The options that are on are read again by each makefile, from include/config/auto.conf. */
static bool option_counts(const struct make *make, struct bytes name)
{
	const struct option_value *option =
		make_is_option(name)
			? options_find(make->options,
				  (struct bytes){name.data + 7, name.len - 7})
			: NULL;

	return option && strcmp(option->text, "n") != 0;
}

static struct make_variable *pass_variable(
	struct make *make, struct make_variable *variable, bool perhaps)
{
	struct make_variable *passed = make_spend(make, MAKE_COST_KEEP)
					       ? arena_alloc(make->arena, sizeof(*passed))
					       : NULL;

	if (!passed)
		return NULL;
	*passed = (struct make_variable){.name = variable->name,
		.recursive = true,
		.given = variable->given,
		.exported = true,
		.used = variable->used};
	for (const struct make_part *part = variable->first; part; part = part->next) {
		struct make_part copy = *part;

		if (!part->expanded)
			copy.text = expand_and_keep(make, part->text);
		copy.expanded = true;
		copy.maybe = part->maybe || perhaps;
		add_part(make, passed, copy);
	}
	/* The environment may have an option that the configuration does not name. */
	if (make_is_option(variable->name) && !make->options_complete && !variable->fixed)
		add_part(make, passed,
			(struct make_part){
				.text = {"\001", 1}, .maybe = true, .expanded = true});
	return passed;
}

size_t make_pass_on(struct make *make, struct make_scope *scope)
{
	struct table *variables = &make->scope->variables;
	size_t count = 0;

	for (size_t i = 0; i < variables->count; i++) {
		struct make_variable *variable = variables->entries[i].value;
		bool all = make->exports_all && is_shells(variable->name);

		if (variable->fixed || !(variable->exported || all) ||
			option_counts(make, variable->name))
			continue;
		bool perhaps = variable->exported ? variable->perhaps : make->perhaps;
		struct make_variable *passed = pass_variable(make, variable, perhaps);
		struct table_entry *entry =
			passed ? table_add(&scope->variables, passed->name) : NULL;
		if (!entry)
			continue;
		entry->value = passed;
		count++;
		if (make_unknown(passed->name)) {
			passed->next_vague = scope->vague;
			scope->vague = passed;
		}
	}
	return count;
}
