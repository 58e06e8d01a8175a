/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "verdict/presence.h"

/* From the weakest to the strongest: one file that is there makes the record's code be
 * there. */
static int rank(enum kvet_presence presence)
{
	static const int ranks[KVET_PRESENCES] = {
		[KVET_PRESENCE_ABSENT] = 0,
		[KVET_PRESENCE_UNDECIDED] = 1,
		[KVET_PRESENCE_MODULE] = 2,
		[KVET_PRESENCE_BUILTIN] = 3,
		[KVET_PRESENCE_LOADED] = 4,
	};

	return ranks[presence];
}

void presence_of(const struct built *built, const char *const *paths, size_t count,
	struct arena *arena, struct presence *presence)
{
	*presence =
		(struct presence){.presence = KVET_PRESENCE_UNDECIDED, .paths = paths};
	presence->files = arena_alloc(arena, (count + 1) * sizeof(*presence->files));
	if (!presence->files)
		return;
	presence->count = count;
	for (size_t i = 0; i < count; i++) {
		struct built_file *file = &presence->files[i];

		if (!built_is_code(paths[i]))
			continue;
		built_look(built, paths[i], file);
		if (!presence->speaks ||
			rank(file->presence) > rank(presence->speaks->presence))
			presence->speaks = file;
	}
	if (presence->speaks)
		presence->presence = presence->speaks->presence;
}

/* Evidence ---------------------------------------------------------------------------- */

struct explaining {
	const struct kvet_target *target;
	struct arena *arena;
	struct kvet_finding *finding;
};

static void add(
	struct explaining *in, const char *kind, const char *source, const char *text)
{
	struct kvet_finding *finding = in->finding;

	if (finding->evidence && finding->evidence_count < finding->evidence_room)
		finding->evidence[finding->evidence_count++] =
			(struct kvet_evidence){kind, text, source};
}

/* The value of CONFIG_X, in the words of a person. */
static const char *option_state(const struct explaining *in, const char *option)
{
	const struct options *options = in->target->built.options;
	const struct option_value *value =
		options && *option ? options_find(options, bytes_of(option + 7)) : NULL;

	if (!value && !in->target->built.kbuild->options_complete)
		return arena_printf(
			in->arena, "the configuration does not name %s", option);
	if (!value || strcmp(value->text, "n") == 0)
		return arena_printf(in->arena, "%s is not set", option);
	return arena_printf(in->arena, "%s=%s", option, value->text);
}

/* A makefile's line on one line, cut where nobody reads on. */
static const char *line_text(
	const struct explaining *in, const struct make_origin *origin)
{
	struct bytes text = origin->text;
	char line[100];
	size_t len = 0;
	bool space = false;

	for (size_t i = 0; i < text.len && len < sizeof(line) - 5; i++) {
		char c = text.data[i];

		if (c == ' ' || c == '\t' || c == '\n' || c == '\\') {
			space = len > 0;
			continue;
		}
		if (space)
			line[len++] = ' ';
		space = false;
		line[len++] = c;
	}
	line[len] = '\0';
	if (text.len > len + 40)
		memcpy(line + len, "...", 4);
	return arena_text(in->arena, bytes_of(line));
}

static const char *place(const struct explaining *in, const struct make_origin *origin)
{
	return arena_printf(in->arena, "%s:%u", origin->makefile, origin->line);
}

/* The lines that lead from the root to a file, those with an option that decides. */
static void add_steps(struct explaining *in, const struct kbuild_step *step)
{
	const struct kbuild_step *steps[16];
	size_t count = 0;

	for (; step && count < 16; step = step->parent) {
		if (step->origin && *step->option)
			steps[count++] = step;
	}
	while (count--)
		add(in, "line", place(in, steps[count]->origin),
			arena_printf(in->arena, "%s: %s",
				line_text(in, steps[count]->origin),
				option_state(in, steps[count]->option)));
}

/* The step that leaves it out, nearest to the root: what is below is not asked. */
static const struct kbuild_step *off_step(const struct kbuild_step *step)
{
	const struct kbuild_step *off = step;

	for (; step; step = step->parent)
		off = step->off ? step : off;
	return off;
}

/* The line that leaves something out, with the condition and the option that decide it. */
static const char *off_text(const struct explaining *in, const struct kbuild_step *off)
{
	const struct make_condition *condition = off->condition;

	return arena_printf(in->arena, "%s%s%s%s%s%s", line_text(in, off->origin),
		condition ? ", under " : "",
		condition ? arena_text(in->arena, condition->text) : "",
		condition ? arena_printf(in->arena, " of line %u", condition->line) : "",
		*off->option ? ": " : "",
		*off->option ? option_state(in, off->option) : "");
}

/* What a folder beside it compiles may be there too: drivers/gpu/drm/amd/amdgpu takes up
 * all of drivers/gpu/drm/amd. */
static void explain_not_entered(
	struct explaining *in, const struct kbuild_file *line, const char *makefile)
{
	const struct kbuild_folder *beside =
		kbuild_beside(in->target->built.kbuild, line->path);
	size_t known = line->folder ? strlen(line->folder->path) : 0;

	if (!beside || !beside->off->origin ||
		(size_t)(strrchr(beside->path, '/') - beside->path) <= known) {
		add(in, "not_built", makefile,
			arena_printf(in->arena,
				"%s is in no folder that is built: %s leads to none "
				"around it",
				line->path, makefile));
		return;
	}
	add_steps(in, beside->off->parent);
	add(in, "not_built", place(in, beside->off->origin),
		arena_printf(in->arena,
			"%s is in no folder that is built, and %s is left out by %s",
			line->path, beside->path, off_text(in, beside->off)));
}

static void explain_off(struct explaining *in, const struct built_file *file)
{
	const struct kbuild_file *line = &file->line;
	const char *path = file->location.path, *tree = in->target->built.tree->path;
	const char *makefile = line->folder && line->folder->makefile
				       ? line->folder->makefile
				       : "the root Makefile";
	const struct kbuild_step *off = off_step(line->step);

	switch (line->reason) {
	case KBUILD_ARCHITECTURE:
		add(in, "not_built", "Makefile",
			arena_printf(in->arena,
				"%s is another architecture's: this kernel is %s", path,
				in->target->built.kbuild->srcarch));
		return;
	case KBUILD_NOT_ENTERED:
		explain_not_entered(in, line, makefile);
		return;
	case KBUILD_NOT_NAMED:
		add(in, "not_built", makefile,
			arena_printf(in->arena,
				"%s is not compiled: %s, read for this configuration, "
				"does "
				"not name it, and no file that is compiled includes it",
				path, makefile));
		return;
	default:
		break;
	}
	if (!off || !off->origin) {
		add(in, "not_built", tree,
			arena_printf(in->arena, "%s is left out", path));
		return;
	}
	add_steps(in, off->parent);
	add(in, "not_built", place(in, off->origin),
		arena_printf(in->arena, "%s is left out by %s", path, off_text(in, off)));
}

static const char *module_name(const struct built_file *file)
{
	return file->line.module ? tree_last_part(bytes_of(file->line.module)).data
				 : "whose name is not told";
}

static const char *how_built(const struct explaining *in, const struct built_file *file)
{
	switch (file->presence) {
	case KVET_PRESENCE_LOADED:
		return arena_printf(in->arena, "is in the module %s, which is loaded",
			module_name(file));
	case KVET_PRESENCE_MODULE:
		return arena_printf(
			in->arena, "is compiled into the module %s", module_name(file));
	case KVET_PRESENCE_BUILTIN:
		return "is compiled into the kernel";
	default:
		return "may be compiled: a condition in the makefiles is not known";
	}
}

static void explain_line(struct explaining *in, const struct built_file *file)
{
	const struct kbuild_step *step = file->line.step;

	if (file->presence == KVET_PRESENCE_ABSENT) {
		explain_off(in, file);
		return;
	}
	if (file->line.reason == KBUILD_NOT_KBUILD) {
		add(in, "undecided", in->target->built.tree->path,
			arena_printf(in->arena,
				"%s is outside of what the kernel's makefiles are read "
				"for: "
				"it counts",
				file->location.path));
		return;
	}
	if (step)
		add_steps(in, step->parent);
	add(in, file->presence == KVET_PRESENCE_UNDECIDED ? "undecided" : "built",
		step && step->origin ? place(in, step->origin)
				     : in->target->built.tree->path,
		arena_printf(in->arena, "%s %s%s%s%s%s", file->location.path,
			how_built(in, file), step && step->origin ? ": " : "",
			step && step->origin ? line_text(in, step->origin) : "",
			step && *step->option ? ": " : "",
			step && *step->option ? option_state(in, step->option) : ""));
}

static void explain_reader(struct explaining *in, const struct built_file *file)
{
	if (!file->reader) {
		add(in, "not_built", in->target->built.tree->path,
			arena_printf(in->arena,
				"%s is read by nothing: no file that is compiled "
				"includes "
				"it",
				file->location.path));
		return;
	}
	add(in, file->presence == KVET_PRESENCE_UNDECIDED ? "undecided" : "built",
		file->reader,
		arena_printf(in->arena, "%s may be included by %s, and counts as it does",
			file->location.path, file->reader));
}

static void explain_list(struct explaining *in, const struct built_file *file)
{
	const struct compiled *list = in->target->built.compiled;
	bool absent = file->presence == KVET_PRESENCE_ABSENT;

	add(in, absent ? "not_built" : "built", list->source,
		arena_printf(in->arena,
			absent ? "%s is in the tree, and not among the %zu files that "
				 "were "
				 "compiled"
			       : "%s is among the %zu files that were compiled",
			file->location.path, list->files.count));
	if (file->contradicted)
		add(in, "contradiction", in->target->built.tree->path,
			"the makefiles say that it would not be compiled: the list of "
			"what was is stronger");
}

static void explain_modules(struct explaining *in, const struct built_file *file)
{
	if (file->contradicted) {
		add(in, "undecided", in->target->built.options->source,
			arena_printf(in->arena,
				"%s is left out by the configuration, but a module is "
				"there that is made of what lies beside it: it counts",
				file->location.path));
		return;
	}
	add(in, "not_built", in->target->built.modules->lists[MODULES_INSTALLED].source,
		arena_printf(in->arena,
			"%s is compiled into the module %s, which is not installed",
			file->location.path, module_name(file)));
}

static void explain_nothing(
	struct explaining *in, const char *path, const struct built_file *file)
{
	const char *tree = in->target->built.tree ? in->target->built.tree->path : "";

	if (file->location.how == LOCATED_NOWHERE)
		add(in, "undecided", tree,
			arena_printf(in->arena,
				"%s is not in this tree, and where its code is here is "
				"not "
				"known: it counts",
				path));
	else
		add(in, "undecided", tree,
			arena_printf(in->arena,
				"nothing tells whether %s is compiled: it counts",
				file->location.path));
}

static void explain_file(
	struct explaining *in, const char *path, const struct built_file *file)
{
	if (file->location.how == LOCATED_MOVED || file->location.how == LOCATED_NAMESAKE)
		add(in, "moved", in->target->built.tree->path,
			arena_text(in->arena, bytes_of(file->location.text)));
	if (file->contradicted &&
		(file->ground == BUILT_BY_LINE || file->ground == BUILT_BY_READER))
		add(in, "contradiction", in->target->built.compiled->source,
			"it is not among what was compiled: where the two disagree, it "
			"counts");
	switch (file->ground) {
	case BUILT_BY_LIST:
		explain_list(in, file);
		break;
	case BUILT_BY_MODULES:
		explain_modules(in, file);
		break;
	case BUILT_BY_LINE:
		explain_line(in, file);
		break;
	case BUILT_BY_READER:
		explain_reader(in, file);
		break;
	case BUILT_BY_NOTHING:
		explain_nothing(in, path, file);
		break;
	}
}

static bool step_has_option(const struct kbuild_step *step, const char *option)
{
	for (; step; step = step->parent) {
		if (strcmp(step->option, option) == 0)
			return true;
	}
	return false;
}

/* OPTION is on the way to all that is there of the record: without it none would be. */
bool presence_needs(const struct presence *presence, const char *option)
{
	for (size_t i = 0; i < presence->count; i++) {
		const struct built_file *file = &presence->files[i];

		if (built_is_code(presence->paths[i]) &&
			file->presence != KVET_PRESENCE_ABSENT &&
			!step_has_option(file->line.step, option))
			return false;
	}
	return true;
}

/* The option that decides: the one that leaves the code out, or of those that are on the
 * nearest without which nothing of it would be compiled. "" where there is none. */
static const char *deciding_option(
	const struct presence *presence, const struct options *options)
{
	const struct kbuild_step *step = presence->speaks->line.step;

	if (presence->presence == KVET_PRESENCE_ABSENT) {
		/* What a list or the modules leave out, no option does. */
		if (presence->speaks->ground != BUILT_BY_LINE)
			return "";
		step = off_step(step);
		return step ? step->option : "";
	}
	for (; step; step = step->parent) {
		if (*step->option && options_on(options, step->option + 7) &&
			presence_needs(presence, step->option))
			return step->option;
	}
	return "";
}

static void set_option(const struct presence *presence, const struct kvet_target *target,
	struct arena *arena, struct kvet_finding *finding)
{
	const struct built_file *file = presence->speaks;
	const struct option_value *value;

	finding->presence = presence->presence;
	if (!file || !file->line.path || !target->built.options)
		return;
	finding->option = deciding_option(presence, target->built.options);
	value = *finding->option ? options_find(target->built.options,
					   bytes_of(finding->option + 7))
				 : NULL;
	finding->option_value = value ? value->text : "n";
	if (file->line.module && (file->presence == KVET_PRESENCE_MODULE ||
					 file->presence == KVET_PRESENCE_LOADED))
		finding->module =
			arena_text(arena, tree_last_part(bytes_of(file->line.module)));
}

void presence_explain(const struct presence *presence, const struct kvet_target *target,
	struct arena *arena, struct kvet_finding *finding)
{
	struct explaining in = {target, arena, finding};

	set_option(presence, target, arena, finding);
	if (!presence->speaks)
		add(&in, "undecided", "",
			"the record names no file of code: nothing can prove it absent");
	for (size_t i = 0; i < presence->count; i++) {
		if (built_is_code(presence->paths[i]))
			explain_file(&in, presence->paths[i], &presence->files[i]);
	}
}
