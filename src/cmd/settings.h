/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line asked for, and what every command does with it. */
#ifndef KVET_CMD_SETTINGS_H
#define KVET_CMD_SETTINGS_H

#include "cmd/command.h"

enum { EXIT_DONE = 0, EXIT_FOUND = 1, EXIT_USAGE = 2, EXIT_FAILED = 3 };

/* Findings at or above it make the exit status 1. */
enum fail_on {
	FAIL_ON_NOTHING,
	FAIL_ON_ANY,
	FAIL_ON_LOW,
	FAIL_ON_MEDIUM,
	FAIL_ON_HIGH,
	FAIL_ON_CRITICAL,
	FAIL_ON_EXPLOITED,
	FAIL_ON_ACT_NOW,
};

#define VEX_MAX 64

struct settings {
	const struct command *command;
	char **arguments;
	int argument_count;
	kvet_store *store; /* opened where the command needs it */
	const char *db, *output;
	struct kvet_target_options target; /* the kernel under test */
	const char *vex[VEX_MAX]; /* documents with what people decided */
	struct kvet_statement statement; /* what somebody decides now */
	const char *baseline; /* a saved check */
	const char *other_db; /* a second store */
	const char *repository;
	const char *context; /* the file that tells of the device, or NULL */
	char rest[1024]; /* the command line that shows every finding */
	char explain[512], explain_options[1024]; /* the one that explains one of them */
	size_t limit;
	char areas[1024]; /* of --subsystem, with commas */
	struct kvet_filter filter;
	enum kvet_by by; /* of a profile, as the next two */
	enum kvet_over over;
	enum kvet_per per;
	bool all; /* lines: ended ones too */
	const char
		*yocto_summary; /* of a check: the file that is written anew, or NULL */
	char time[32]; /* of what is handed on, where $SOURCE_DATE_EPOCH says */
	bool pick, configure; /* of a plan, as the next */
	enum kvet_pick_form as;
	const char *history; /* the line whose backlog is drawn, or NULL */
	bool sorted, limited; /* asked for, against a command's own order and length */
	struct kvet_update_options update;
	enum fail_on fail_on;
	bool fail_on_new; /* only at what the baseline has not */
	bool check_integrity;
	bool make_new; /* write a context, instead of showing one */
	bool save; /* what was counted, in the store */
	struct kvet_report_options report;
	FILE *out;
};

/* Fills SETTINGS for COMMAND from what stands behind its name. 0, or an exit status. */
int settings_parse(struct settings *settings, int argc, char **argv);

/* Opens what the command needs, and the output. 0, or an exit status. */
int settings_open(struct settings *settings);

/* Ends both; a full disk is seen here at the latest. Returns STATUS, or EXIT_FAILED. */
int settings_close(struct settings *settings, int status);

/* TEXT on standard error, without what a terminal might obey. */
void say(const char *text);

/* Prints ERROR as this program's last word and returns the exit status for it. */
int fail(const struct kvet_error *error);

/* Whether the store has a list of known exploited vulnerabilities. 0, or an exit status. */
int settings_know_exploited(struct settings *settings, bool *known);

/* The target that was named, or the running host. 0, or an exit status. */
int settings_target(struct settings *settings, kvet_target **target);

/* What the file of --context says; NULL without one. 0, or an exit status. */
int settings_context(struct settings *settings, kvet_context **context);
/* Whether FINDING is open, and at or above LEVEL. */
bool is_at_or_above(const kvet_finding *finding, enum fail_on level);

/* Every record of every verdict, so that what is not open can be told of. */
void settings_all_verdicts(struct settings *settings);

/* What two results have between them; takes both. An exit status: by --fail-on. */
int report_difference(struct settings *settings, kvet_result *before, kvet_result *after);

/*
 * How many findings are written: what --limit says, else in a table what fits the screen.
 * And what would show the rest. The filter itself is not cut: totals and --fail-on look at
 * all.
 */
void settings_limit_rows(struct settings *settings);

#endif
