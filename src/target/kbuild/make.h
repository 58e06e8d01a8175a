/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * As much of GNU make as the kernel's Kbuild files use, to learn what variables hold. No
 * rule is followed and nothing is ever run: what only a shell, a compiler or a finished
 * build could tell is unknown, and marked so in the text itself. An unknown condition takes
 * both branches.
 */
#ifndef KVET_TARGET_KBUILD_MAKE_H
#define KVET_TARGET_KBUILD_MAKE_H

#include "target/options.h"
#include "target/tree.h"

/* Stands in an expanded text where something is that cannot be known: any words, or none. */
#define MAKE_UNKNOWN '\001'
/* Stands before and behind words of which nobody can tell whether they are there. They are
 * all that can be there: a word of this alone adds none. */
#define MAKE_DOUBT '\002'

/* The variable that holds what `vpath` says, besides make's own VPATH. */
#define MAKE_VPATH ".vpath"

/* The kernel's own makefiles stay far below each. */
#define MAKE_DEPTH_MAX 64 /* expansions, includes and conditionals inside each other */
#define MAKE_TEXT_MAX (1u << 20) /* bytes of one expansion */
#define MAKE_FILE_MAX (1u << 20) /* bytes of one makefile */
#define MAKE_VARIABLES_MAX 20000u /* of one folder */
/*
 * What reading may cost, in some four nanoseconds: bytes that are copied, look-ups, texts
 * that are kept (which cost memory, so their price is higher than their time). With all
 * options on 7.2 costs 125 million in all, and the folder that costs most 7 million.
 */
#define MAKE_WORK_MAX (32u << 20) /* of one folder */
#define MAKE_WORK_ALL (384u << 20) /* of a whole tree */
#define MAKE_COST_STEP 8 /* an expansion, a word */
#define MAKE_COST_WORD 256 /* a word that may name a file */
#define MAKE_COST_LOOK 32 /* a name looked up */
#define MAKE_COST_FOLDER 4096 /* a folder, whatever is in it */
#define MAKE_COST_KEEP 256 /* a small thing that is kept until the end */

/* A text that grows. It belongs to who has it, and ends with make_text_release. */
struct make_text {
	char *data;
	size_t len, room;
};

/* An ifdef or ifeq that lines stand under. */
struct make_condition {
	const struct make_condition *outer;
	const char *makefile;
	unsigned line;
	struct bytes text; /* "ifdef CONFIG_X" */
	bool failed; /* what stands under it, or its else, is left out by it */
};

/* Where something was said. */
struct make_origin {
	const char *makefile; /* below the tree */
	unsigned line;
	struct bytes text; /* the line as it stands, joined */
	struct bytes left; /* of an assignment: its left side, not expanded */
	const struct make_condition *condition; /* the innermost, or NULL */
};

/* What one line gave a variable. */
struct make_part {
	struct make_part *next;
	struct bytes text;
	const struct make_origin *origin; /* NULL: what was there before any line */
	bool maybe; /* under a condition that is not known */
	bool expanded; /* when it was set; else it is at use */
};

struct make_variable {
	struct make_part *first, *last;
	struct bytes name;
	struct make_variable *next_vague; /* of its scope, when its name is not known */
	bool recursive; /* what is added to it is expanded at use, not when it is set */
	bool sure; /* some part of it is not `maybe` */
	bool expanding; /* while it is, as a variable whose name is not known */
	bool fixed; /* set before the makefile, which cannot change it */
	bool given; /* only where whoever calls make has not set it: `?=` */
	bool exported;
	bool perhaps; /* that is not sure */
	bool used; /* some other variable or a rule has taken its value over */
};

/* Names to struct make_variable. What a scope has not, those around it may have. */
struct make_scope {
	struct table variables;
	struct make_variable *vague; /* those that have MAKE_UNKNOWN in their names */
	struct make_scope *outer;
	bool temporary; /* a loop's: what is set while it runs goes further out */
};

/* A rule, expanded. In a pattern rule both have `%`. */
struct make_rule {
	struct bytes targets, prerequisites;
	bool recipe; /* not a rule: TARGETS is a recipe's line */
	bool maybe;
};

/* Where makefiles come from: a folder, or a map. */
struct make_files {
	const struct tree *tree;
	/* The text of the file at PATH, which lives as long as this. False: none. */
	bool (*read)(void *context, const char *path, struct bytes *text);
	void *context;
	/* What they may cost instead of MAKE_WORK_MAX and MAKE_WORK_ALL; 0: those. */
	size_t work_max, work_all;
};

static inline size_t make_work_max(const struct make_files *files)
{
	return files->work_max ? files->work_max : MAKE_WORK_MAX;
}

static inline size_t make_work_all(const struct make_files *files)
{
	return files->work_all ? files->work_all : MAKE_WORK_ALL;
}

/* The reading of one makefile and all that it includes. */
struct make {
	struct arena *arena; /* for all that is kept */
	struct make_scope *scope;
	const struct make_files *files;
	const struct options *options;
	bool options_complete; /* what OPTIONS does not name is off; else unknown */
	struct make_rule *rules;
	size_t rule_count, rule_room;
	/* What could not be understood, as a sentence with its place; NULL: all could. */
	const char *complaint;
	bool vague; /* something was included or said that is not known */
	bool exports_all; /* what has a name that a shell knows; or perhaps */
	bool perhaps; /* it does so under a condition that is not known, or not all */
	size_t *all_work; /* of the whole tree; may be NULL */
	/* While it runs. */
	struct make_frame *frame;
	const struct make_condition *condition;
	const char *path; /* the makefile that all began with */
	const char *makefile; /* the one that is read */
	unsigned line, depth, unknown_depth, skip_depth;
	bool asking; /* a condition: what it looks at is not used by that */
	bool inner; /* text that a line expanded to: its lines have no number of their own */
	size_t work;
};

/* Reads the makefile at PATH into make->scope. False when there is no such file. */
bool make_read(struct make *make, const char *path);

/* Expands TEXT onto OUT. */
void make_expand(struct make *make, struct bytes text, struct make_text *out);

/* The variable, from the innermost scope that has it; NULL when none has. One without
 * parts was exported and never set. */
struct make_variable *make_find(const struct make *make, struct bytes name);

/* NAME, which is VARIABLE or none, is set by nothing that was read: whoever calls make may
 * have set it. */
bool make_may_be_given(const struct make_variable *variable, struct bytes name);

/* Sets NAME before anything is read; then no makefile can change it. */
void make_fix(struct make *make, const char *name, const char *text);

/* Expands one part of a variable onto OUT. */
void make_expand_part(
	struct make *make, const struct make_part *part, struct make_text *out);

/* For the parts of this module -------------------------------------------------------- */

/* Notes that something at the present line cannot be understood; the first one stays. */
void make_complain(struct make *make, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Pays COST. False, with a complaint, when all that is allowed is spent. */
bool make_spend(struct make *make, size_t cost);

void make_text_add(struct make *make, struct make_text *out, struct bytes text);
void make_text_add_char(struct make *make, struct make_text *out, char c);
void make_text_release(struct make_text *text);

static inline struct bytes make_text_bytes(const struct make_text *text)
{
	return (struct bytes){text->data ? text->data : "", text->len};
}

static inline bool make_is_mark(char c)
{
	return c == MAKE_UNKNOWN || c == MAKE_DOUBT;
}

/* True where TEXT holds what is not known. */
static inline bool make_unknown(struct bytes text)
{
	return text.len && (memchr(text.data, MAKE_UNKNOWN, text.len) ||
				   memchr(text.data, MAKE_DOUBT, text.len));
}

/* A word that says of others that they may not be there, and nothing itself. */
static inline bool make_is_doubt(struct bytes word)
{
	return word.len == 1 && *word.data == MAKE_DOUBT;
}

/* How a variable is set. */
enum make_assignment { MAKE_SET, MAKE_SET_NOW, MAKE_SET_IF_NONE, MAKE_APPEND };

/* Gives NAME the TEXT that stands behind the operator, at the present line. */
void make_assign(struct make *make, struct bytes name, enum make_assignment how,
	struct bytes text, const struct make_origin *origin);

/* NAME is not set any more. */
void make_undefine(struct make *make, struct bytes name);

/* NAME may be what a variable is called whose name is not known. */
bool make_is_vague(struct make *make, struct bytes name);

/* NAME, set or not yet, is seen by makefiles that make reads for other folders. With an empty
 * name all are. */
void make_export(struct make *make, struct bytes name);

/* NAME is not, which leaves what came with the environment: that is not known. */
void make_unexport(struct make *make, struct bytes name);

/* Puts what the makefile exports into SCOPE, as it is now. How many that are. */
size_t make_pass_on(struct make *make, struct make_scope *scope);

/* Reads TEXT, as makefiles have it, or, INNER, as $(eval) has it, at the present line. */
void make_read_text(struct make *make, struct bytes text, bool inner);

/* Whether a variable NAME may be, whose own name is not wholly known. */
bool make_name_may_be(const struct make_variable *variable, struct bytes name);

/* The value of CONFIG_X onto OUT, as include/config/auto.conf would have it. */
void make_expand_option(struct make *make, struct bytes name, struct make_text *out);

static inline bool make_is_option(struct bytes name)
{
	return name.len > 7 && memcmp(name.data, "CONFIG_", 7) == 0;
}

/* The arguments of $(call): $(0) to $(9). */
struct make_frame {
	struct make_frame *outer;
	struct bytes arguments[10];
};

/* Expands the function that INNER ("subst a,b,c") calls onto OUT; false when none is. */
bool make_function(struct make *make, struct bytes inner, struct make_text *out);

/* Expands the variable NAME onto OUT. */
void make_expand_name(struct make *make, struct bytes name, struct make_text *out);

/* Expands what stands between the brackets of $(...) onto OUT. */
void make_expand_reference(struct make *make, struct bytes inner, struct make_text *out);

/* "%.c" fits WORD; STEM receives what `%` stood for. */
bool make_pattern_fits(struct bytes pattern, struct bytes word, struct bytes *stem);

/* TEXT, not expanded, asks where the tree or the build lies: that is not known. */
bool make_names_a_place(struct bytes text);

/* PATTERN with STEM in the place of its first `%`. */
void make_pattern_fill(struct make *make, struct bytes pattern, struct bytes stem,
	struct make_text *out);

#endif
