/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which source files a configuration compiles, read from the tree's own Kbuild files
 * (kernel: Documentation/kbuild/makefiles.rst). make is not run. What cannot be decided
 * counts as built, and is said to be undecided.
 */
#ifndef KVET_TARGET_KBUILD_KBUILD_H
#define KVET_TARGET_KBUILD_KBUILD_H

#include "kvet.h"
#include "target/kbuild/make.h"

/* The stronger word counts where several lines speak of one file. */
enum kbuild_state {
	KBUILD_UNSAID, /* no line speaks of it */
	KBUILD_OFF, /* it is in lists of what is off alone */
	KBUILD_MAYBE, /* some condition is not known */
	KBUILD_MODULE,
	KBUILD_BUILTIN,
};

/* A line on the way from the root of the tree to a file: the path through the build. */
struct kbuild_step {
	const struct kbuild_step *parent; /* towards the root; NULL at it */
	const struct make_origin *origin;
	const char *option; /* that decides this line: "CONFIG_NFSD", or "" */
	/* That leaves it out, where the line itself has no option; or NULL. */
	const struct make_condition *condition;
	bool off; /* the option puts it into a list of what is off */
};

/* Why a file has its state. */
enum kbuild_reason {
	KBUILD_LINE, /* the line of its step */
	KBUILD_FOLDER_OFF, /* a folder around it: the line of its step */
	KBUILD_ARCHITECTURE, /* it is another one's */
	KBUILD_NOT_ENTERED, /* the makefile of a folder around it never leads to it */
	KBUILD_NOT_NAMED, /* the makefile of its folder does not name it */
	KBUILD_NOT_UNDERSTOOD, /* the makefile of a folder around it was not understood, or names
				* what is not known */
	KBUILD_NOT_KBUILD, /* it lies where the building machine's programs lie */
};

struct kbuild_folder;

struct kbuild_file {
	const char *path;
	enum kbuild_state state;
	enum kbuild_reason reason;
	const struct kbuild_step *step; /* NULL where no line speaks */
	const struct kbuild_folder
		*folder; /* whose makefile the reason is about, or NULL */
	const char *module; /* the object that it becomes part of: "fs/nfsd/nfsd" */
};

/* What the makefiles of folders export to those that they lead to, besides the root's. */
struct kbuild_environment {
	struct make_scope scope;
	const struct kbuild_folder *folder; /* whose makefile it is */
	struct kbuild_environment *outer, *next;
	unsigned depth;
};

/* One folder is entered from few others, and those export nothing, as a rule. */
#define KBUILD_ENVIRONMENTS_MAX 8
#define KBUILD_ENVIRONMENT_DEPTH_MAX 16

struct kbuild_folder {
	const char *path; /* "" is the tree itself */
	enum kbuild_state state; /* of what is in it at best */
	const struct kbuild_step *step, *off;
	const char *makefile; /* that was read, or NULL */
	const char *complaint; /* it was not understood: nothing in it is called off */
	bool vague; /* and neither is it where names in its makefile are not known */
	bool queued;
	/* It is read in each of these; NULL is what the root exports. */
	struct kbuild_environment *environments[KBUILD_ENVIRONMENTS_MAX];
	size_t environment_count;
};

struct kbuild {
	struct arena arena;
	struct make_files files;
	const struct options *options;
	bool options_complete;
	const char *srcarch;
	struct make_scope fixed,
		base; /* set by kvet; what every folder's makefile sees */
	struct table objects; /* sources: path to struct kbuild_file */
	struct table folders; /* path to struct kbuild_folder */
	struct table
		crates; /* folders of Rust sources that lines name, to the strongest */
	struct table named; /* files that compilers' options name, as they name them */
	struct kbuild_environment *environments; /* all of them */
	struct kbuild_environment *environment; /* for the folders that are reached now */
	struct kbuild_folder **queue;
	size_t queue_count, queue_room, queue_next;
	size_t makefiles; /* how many were read */
	size_t work; /* that it took; see MAKE_WORK_ALL */
	bool failed; /* memory was short */
};

/*
 * Reads the Kbuild files of FILES for OPTIONS, which both live as long as what is returned.
 * COMPLETE: what OPTIONS does not name is off (a .config of this tree); else it is unknown.
 * KVET_ERROR_INPUT when the tree is no kernel's, or the architecture cannot be told.
 */
int kbuild_read(const struct make_files *files, const struct options *options,
	bool complete, struct kbuild **out, struct kvet_error *error);
void kbuild_free(struct kbuild *kbuild);

/* What can be said of the file at PATH, which is in the tree. */
struct kbuild_file kbuild_look(const struct kbuild *kbuild, const char *path);

/* The folder that is left out and lies beside one around PATH, so that what is compiled of
 * its neighbours goes with it; or NULL. */
const struct kbuild_folder *kbuild_beside(const struct kbuild *kbuild, const char *path);

/* For the parts of this module -------------------------------------------------------- */

/* Has FOLDER's makefile read, as something that is at most STATE. */
void kbuild_reach(struct kbuild *kbuild, struct bytes folder, enum kbuild_state state,
	const struct kbuild_step *step);

/* Says STATE of the source file at PATH; the stronger word stays. */
void kbuild_say(struct kbuild *kbuild, struct bytes path, enum kbuild_state state,
	const struct kbuild_step *step, const char *module);

/* A compiler's option names the file NAME, and a folder may stand before that. */
void kbuild_name(struct kbuild *kbuild, struct bytes name);

/* Collects what MAKE's variables and rules say of FOLDER's objects and sub-folders. ROOT: it
 * has read the root Makefile, which has lists of its own. */
void kbuild_collect(struct kbuild *kbuild, struct kbuild_folder *folder,
	struct make *make, bool root);

const struct kbuild_step *kbuild_step(struct kbuild *kbuild,
	const struct kbuild_step *parent, const struct make_origin *origin, bool off);

#endif
