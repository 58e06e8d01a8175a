/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options that remove findings when they are switched off. The ways that makefiles lead to
 * the findings' files say which options are worth a look; what one of them really removes,
 * the makefiles say when they are read again without it: a file may be compiled on another
 * way, a header may be read by another file.
 */
#include "plan/study.h"

#include "util/error.h"
#include "util/grow.h"
#include "util/table.h"
#include "verdict/presence.h"

#include <stdlib.h>

struct candidate {
	const char *option; /* "CONFIG_BT" */
	size_t most; /* findings that it is on the way to */
	bool needed;
	bool *removes; /* for each finding, once it was looked at */
	struct kvet_saving told;
};

struct kvet_savings {
	struct kvet_result *result; /* the check; its arena holds all that is here */
	struct candidate **items; /* first all, then what is told */
	size_t count, room;
	size_t candidates, needed;
};

struct saving {
	struct kvet_savings *savings;
	const struct kvet_context *context;
	struct built plain; /* as the makefiles say it: what was compiled is not asked */
	struct table options; /* to struct candidate */
	bool *absent; /* for each finding, in PLAIN: no option removes it */
	struct arena looked;
};

static int no_memory(struct kvet_error *error)
{
	return error_set(error, KVET_ERROR_MEMORY, NULL, "out of memory");
}

static struct presence look(struct saving *saving, const struct built *built,
	const struct kvet_finding *finding)
{
	struct presence presence;

	arena_reset(&saving->looked);
	presence_of(built, finding->record.files.items, finding->record.files.count,
		&saving->looked, &presence);
	return presence;
}

/* Candidates ---------------------------------------------------------------------------- */

static struct candidate *candidate_of(struct saving *saving, const char *option)
{
	struct kvet_savings *savings = saving->savings;
	struct arena *arena = &savings->result->arena;
	struct table_entry *entry;
	struct candidate *candidate;
	const char *name = arena_text(arena, bytes_of(option));

	entry = table_add(&saving->options, bytes_of(name));
	if (!entry || entry->value)
		return entry ? entry->value : NULL;
	candidate = arena_alloc(arena, sizeof(*candidate));
	if (!candidate || !grow(&savings->items, &savings->room, savings->count + 1,
				  sizeof(*savings->items)))
		return NULL;
	candidate->option = name;
	savings->items[savings->count++] = entry->value = candidate;
	return candidate;
}

/* The options that stand on every way to what is there of a finding. */
static bool take_ways(struct saving *saving, const struct presence *presence)
{
	const struct options *options = saving->plain.options;

	for (const struct kbuild_step *step = presence->speaks->line.step; step;
		step = step->parent) {
		struct candidate *candidate;

		if (!*step->option || !options_on(options, step->option + 7) ||
			!presence_needs(presence, step->option))
			continue;
		candidate = candidate_of(saving, step->option);
		if (!candidate)
			return false;
		candidate->most++;
	}
	return true;
}

static int find_candidates(struct saving *saving, struct kvet_error *error)
{
	const struct kvet_result *result = saving->savings->result;

	saving->absent = calloc(result->count + 1, sizeof(*saving->absent));
	if (!saving->absent)
		return no_memory(error);
	for (size_t i = 0; i < result->count; i++) {
		struct presence presence =
			look(saving, &saving->plain, result->findings[i]);

		saving->absent[i] = presence.presence == KVET_PRESENCE_ABSENT;
		if (!saving->absent[i] && presence.speaks && presence.speaks->line.path &&
			!take_ways(saving, &presence))
			return no_memory(error);
	}
	return 0;
}

/* What leads to something that is needed is needed itself. */
static void mark_way(struct saving *saving, const struct kbuild_file *file)
{
	bool needed = false;

	for (const struct kbuild_step *step = file->step; step; step = step->parent) {
		struct table_entry *entry =
			*step->option
				? table_find(&saving->options, bytes_of(step->option))
				: NULL;

		needed = needed || (*step->option && kvet_context_needs(saving->context,
							     step->option));
		if (needed && entry)
			((struct candidate *)entry->value)->needed = true;
	}
}

static void mark_needed(struct saving *saving)
{
	const struct table *objects = &saving->plain.kbuild->objects;

	for (size_t i = 0; saving->context && i < objects->count; i++) {
		const struct kbuild_file *file = objects->entries[i].value;

		if (file->state >= KBUILD_MAYBE)
			mark_way(saving, file);
	}
}

static int compare_most(const void *a, const void *b)
{
	const struct candidate *x = *(struct candidate *const *)a,
			       *y = *(struct candidate *const *)b;

	if (x->most != y->most)
		return x->most > y->most ? -1 : 1;
	return strcmp(x->option, y->option);
}

/* Leaves those that may be switched off, those that promise most first. */
static void drop_needed(struct kvet_savings *savings)
{
	size_t kept = 0;

	for (size_t i = 0; i < savings->count; i++) {
		if (savings->items[i]->needed)
			savings->needed++;
		else
			savings->items[kept++] = savings->items[i];
	}
	savings->count = savings->candidates = kept;
	if (kept > 1)
		qsort(savings->items, kept, sizeof(*savings->items), compare_most);
}

/* Reading again -------------------------------------------------------------------------- */

/* OPTIONS as they are, but for OPTION, which is not set. Names and values are theirs. */
static bool options_without(
	const struct options *options, const char *option, struct options *without)
{
	static struct option_value off = {.text = "n"};

	*without = (struct options){.source = options->source,
		.release = options->release,
		.arch = options->arch,
		.set = options->set};
	for (size_t i = 0; i < options->names.count; i++) {
		const struct table_entry *from = &options->names.entries[i];
		struct table_entry *to = table_add(&without->names, from->name);

		if (!to)
			return false;
		to->value = bytes_equal(from->name, option + 7) ? &off : from->value;
	}
	return true;
}

static int count_removed(struct saving *saving, struct candidate *candidate,
	const struct built *without, struct kvet_error *error)
{
	struct kvet_result *result = saving->savings->result;

	candidate->removes = arena_alloc(&result->arena, result->count + 1);
	if (!candidate->removes)
		return no_memory(error);
	for (size_t i = 0; i < result->count; i++) {
		const struct kvet_finding *finding = result->findings[i];

		if (saving->absent[i] ||
			look(saving, without, finding).presence != KVET_PRESENCE_ABSENT)
			continue;
		candidate->removes[i] = true;
		candidate->told.removed++;
		if (finding->rank.priority.decision < KVET_PRIORITIES)
			candidate->told.removed_by[finding->rank.priority.decision]++;
		candidate->told.loaded += finding->presence == KVET_PRESENCE_LOADED;
		candidate->needed =
			candidate->needed || kvet_context_needs_subsystem(saving->context,
						     finding->record.subsystem);
	}
	return 0;
}

static int read_without(
	struct saving *saving, struct candidate *candidate, struct kvet_error *error)
{
	struct options options;
	struct built without = {.tree = saving->plain.tree,
		.moves = saving->plain.moves,
		.options = &options};
	int code = options_without(saving->plain.options, candidate->option, &options)
			   ? built_read(&without, error)
			   : no_memory(error);

	if (!code)
		code = count_removed(saving, candidate, &without, error);
	includes_release(&without.includes);
	kbuild_free(without.kbuild);
	table_release(&options.names);
	return code;
}

static int compare_removed(const void *a, const void *b)
{
	const struct candidate *x = *(struct candidate *const *)a,
			       *y = *(struct candidate *const *)b;

	if (x->told.removed != y->told.removed)
		return x->told.removed > y->told.removed ? -1 : 1;
	return strcmp(x->option, y->option);
}

/* Looks at candidates until no other can be among the first ROWS (0: all). */
static int look_at_candidates(
	struct saving *saving, size_t rows, struct kvet_error *error)
{
	struct kvet_savings *savings = saving->savings;
	size_t kept = 0;
	int code = 0;

	for (size_t i = 0; !code && i < savings->count; i++) {
		struct candidate *candidate = savings->items[i];

		if (rows && kept >= rows &&
			savings->items[rows - 1]->told.removed >= candidate->most)
			break;
		code = read_without(saving, candidate, error);
		savings->needed += candidate->needed;
		savings->candidates -= candidate->needed || !candidate->told.removed;
		if (code || candidate->needed || !candidate->told.removed)
			continue;
		savings->items[kept++] = candidate;
		qsort(savings->items, kept, sizeof(*savings->items), compare_removed);
	}
	savings->count = rows && kept > rows ? rows : kept;
	return code;
}

/* Telling --------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The name that stands most often in NAMES. */
static const char *most_frequent(const char **names, size_t count)
{
	const char *best = "";
	size_t best_count = 0;

	if (count > 1)
		qsort(names, count, sizeof(*names), compare_names);
	for (size_t i = 0, run = 0; i < count; i++) {
		run = i && strcmp(names[i - 1], names[i]) == 0 ? run + 1 : 1;
		if (run > best_count) {
			best = names[i];
			best_count = run;
		}
	}
	return best;
}

static int tell(struct saving *saving, struct kvet_error *error)
{
	struct kvet_savings *savings = saving->savings;
	const struct kvet_result *result = savings->result;
	const char **names = calloc(result->count + 1, sizeof(*names));
	bool *gone = calloc(result->count + 1, sizeof(*gone));

	for (size_t i = 0; names && gone && i < savings->count; i++) {
		struct candidate *candidate = savings->items[i];
		size_t count = 0;

		for (size_t k = 0; k < result->count; k++) {
			if (!candidate->removes[k])
				continue;
			names[count++] = result->findings[k]->record.subsystem;
			candidate->told.more += !gone[k];
			gone[k] = true;
		}
		candidate->told.subsystem = most_frequent(names, count);
		candidate->told.option = candidate->option;
		candidate->told.value = options_find(
			saving->plain.options, bytes_of(candidate->option + 7))
						->text;
	}
	int code = names && gone ? 0 : no_memory(error);
	free(names);
	free(gone);
	return code;
}

static int need_configuration(const struct kvet_target *target, struct kvet_error *error)
{
	if (target->built.options && target->built.kbuild)
		return 0;
	error_set(error, KVET_ERROR_USAGE, NULL,
		target->built.options ? "the kernel's tree is not known: what an option "
					"switches off its makefiles tell"
				      : "the kernel's configuration is not known: which "
					"options it has cannot be told");
	error_hint(error, "name both: --config FILE, and a tree as TARGET or a map of it "
			  "(--map FILE)");
	return KVET_ERROR_USAGE;
}

static int make(struct saving *saving, const struct kvet_savings_options *options,
	struct kvet_error *error)
{
	struct kvet_result *result = saving->savings->result;
	int code = need_configuration(result->target, error);

	if (code)
		return code;
	saving->plain = result->target->built;
	saving->plain.compiled = NULL;
	saving->plain.modules = NULL;
	code = find_candidates(saving, error);
	if (code)
		return code;
	mark_needed(saving);
	drop_needed(saving->savings);
	code = look_at_candidates(saving, options->rows, error);
	code = code ? code : tell(saving, error);
	result_horizon(result, "whether Kconfig lets an option be switched off, and what "
			       "goes with it, is "
			       "not looked at: try it with make menuconfig");
	return code;
}

int kvet_savings_of(kvet_store *store, const kvet_target *target,
	const struct kvet_savings_options *options, kvet_savings **out,
	struct kvet_error *error)
{
	static const struct kvet_savings_options plain = {.size = sizeof(plain)};
	struct kvet_error unseen;
	struct kvet_savings *savings = calloc(1, sizeof(*savings));
	struct saving saving = {.savings = savings};

	error = error ? error : &unseen;
	options = options ? options : &plain;
	if (!savings)
		return no_memory(error);
	saving.context = options->context;
	int code = study_begin(store, target, options->filter, options->context,
		&savings->result, error);
	code = code ? code : make(&saving, options, error);
	if (!code && savings->result->arena.failed)
		code = no_memory(error);
	table_release(&saving.options);
	arena_release(&saving.looked);
	free(saving.absent);
	if (code) {
		kvet_savings_free(savings);
		return code;
	}
	result_give(savings->result, 0, &savings->result);
	*out = savings;
	return 0;
}

void kvet_savings_free(kvet_savings *savings)
{
	if (!savings)
		return;
	kvet_result_free(savings->result);
	free(savings->items);
	free(savings);
}

/* Getters ------------------------------------------------------------------------------ */

const struct kvet_saving *kvet_savings_saving(const kvet_savings *savings, size_t index)
{
	return index < savings->count ? &savings->items[index]->told : NULL;
}

size_t kvet_savings_candidates(const kvet_savings *savings)
{
	return savings->candidates;
}

size_t kvet_savings_needed(const kvet_savings *savings)
{
	return savings->needed;
}

size_t kvet_savings_findings(const kvet_savings *savings)
{
	return savings->result->count;
}

bool kvet_savings_in_context(const kvet_savings *savings)
{
	return kvet_result_context(savings->result) != NULL;
}

const struct kvet_snapshot *kvet_savings_snapshot(const kvet_savings *savings)
{
	return &savings->result->snapshot;
}

const kvet_target *kvet_savings_target(const kvet_savings *savings)
{
	return savings->result->target;
}

const char *kvet_savings_horizon(const kvet_savings *savings, size_t index)
{
	return kvet_result_horizon(savings->result, index);
}
