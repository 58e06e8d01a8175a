/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts that grow, and what assignments make of variables. */
#include "target/kbuild/make.h"

#include "target/kbuild/maketext.h"
#include "util/grow.h"

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
	make->complaint = arena_printf(make->arena, "%s:%u: %s",
		make->makefile ? make->makefile : "", make->line, text);
}

void make_text_add(struct make *make, struct make_text *out, struct bytes text)
{
	if (!text.len)
		return;
	make->work += text.len;
	if (out->len + text.len > MAKE_TEXT_MAX || make->work > MAKE_WORK_MAX) {
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

/* A copy of what lies further out, so that a folder's makefile changes its own alone. */
static void copy_variable(
	struct make *make, struct make_variable *to, const struct make_variable *from)
{
	to->recursive = from->recursive;
	to->fixed = from->fixed;
	for (const struct make_part *part = from->first; part; part = part->next) {
		struct make_part *copy = arena_alloc(make->arena, sizeof(*copy));

		if (!copy)
			return;
		*copy = *part;
		copy->next = NULL;
		if (to->last)
			to->last->next = copy;
		else
			to->first = copy;
		to->last = copy;
	}
}

/* The variable in the innermost scope. NULL when memory is short, or there are too many. */
static struct make_variable *own_variable(struct make *make, struct bytes name)
{
	struct make_scope *scope = make->scope;

	while (scope->temporary && scope->outer)
		scope = scope->outer;
	struct table *variables = &scope->variables;
	struct table_entry *entry = table_find(variables, name);

	if (entry)
		return entry->value;
	if (variables->count >= MAKE_VARIABLES_MAX) {
		make_complain(make, "more variables than any makefile of the kernel has");
		return NULL;
	}
	const struct make_variable *outer = make_find(make, name);
	struct make_variable *own = arena_alloc(make->arena, sizeof(*own));
	name.data = arena_text(make->arena, name);
	entry = own ? table_add(variables, name) : NULL;
	if (!entry)
		return NULL;
	*own = (struct make_variable){.recursive = true};
	if (outer)
		copy_variable(make, own, outer);
	entry->value = own;
	return own;
}

static void add_part(struct make *make, struct make_variable *variable, struct bytes text,
	const struct make_origin *origin)
{
	struct make_part *part = arena_alloc(make->arena, sizeof(*part));

	if (!part)
		return;
	*part = (struct make_part){NULL, text, origin, make->unknown_depth > 0};
	if (variable->last)
		variable->last->next = part;
	else
		variable->first = part;
	variable->last = part;
}

static struct bytes keep(struct make *make, struct bytes text)
{
	return (struct bytes){arena_text(make->arena, text), text.len};
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
	static const char unknown[] = {MAKE_UNKNOWN};

	if (!make->unknown_depth) {
		variable->first = variable->last = NULL;
		return;
	}
	for (struct make_part *part = variable->first; part; part = part->next)
		part->maybe = true;
	add_part(make, variable, (struct bytes){unknown, 1}, NULL);
}

void make_assign(struct make *make, struct bytes name, enum make_assignment how,
	struct bytes text, const struct make_origin *origin)
{
	struct make_variable *variable;

	if (how == MAKE_SET_IF_NONE) {
		variable = make_find(make, name);
		if (variable && variable->first && !make->unknown_depth)
			return;
		how = MAKE_SET;
	}
	variable = own_variable(make, name);
	if (!variable || variable->fixed)
		return;
	if (how == MAKE_APPEND) {
		bool now = !variable->recursive && variable->first;

		add_part(make, variable,
			now ? expand_and_keep(make, text) : keep(make, text), origin);
		return;
	}
	/* What an immediate value says may need the old one. */
	text = how == MAKE_SET_NOW ? expand_and_keep(make, text) : keep(make, text);
	forget(make, variable);
	/* Parts that are expanded already must not be so again: with both kinds in it, the
	 * text is marked unknown anyway. */
	variable->recursive = how == MAKE_SET;
	add_part(make, variable, text, origin);
}

void make_fix(struct make *make, const char *name, const char *text)
{
	struct make_variable *variable = own_variable(make, bytes_of(name));

	if (!variable)
		return;
	variable->first = variable->last = NULL;
	variable->recursive = false;
	add_part(make, variable, bytes_of(text), NULL);
	variable->fixed = true;
}

void make_export(struct make *make, struct bytes name)
{
	struct make_variable *variable = own_variable(make, name);

	if (variable)
		variable->exported = true;
}
