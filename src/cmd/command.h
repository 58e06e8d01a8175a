/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of commands and options. Help, manual pages and completions are all made
 * from it, and so is the parsing: none of them can say what the others do not.
 */
#ifndef KVET_CMD_COMMAND_H
#define KVET_CMD_COMMAND_H

#include "kvet.h"

/* What the words behind an option or argument may be: for parsing and completion. */
enum value {
	VALUE_NONE, /* a flag */
	VALUE_TEXT,
	VALUE_FILE,
	VALUE_DAY,
	VALUE_NUMBER,
	VALUE_RELEASE,
	VALUE_CVE,
	VALUE_SORT,
	VALUE_FAIL_ON,
	VALUE_WORDS, /* of a vocabulary: WORDS tells which; a list with commas */
};

struct option_entry {
	const char *name; /* without the dashes */
	char letter; /* of the short form, or 0 */
	enum value value;
	const char *value_name; /* in help: FILE, DAY */
	const char *help;
	enum kvet_vocabulary words;
};

enum need { NEED_NOTHING, NEED_STORE, NEED_STORE_TO_WRITE };

struct example {
	const char *command, *what;
};

struct settings;

struct command {
	const char *name;
	int (*run)(struct settings *settings); /* exit status */
	const char *summary;
	const char *arguments; /* as in the synopsis */
	enum value argument; /* what they are, for completion */
	unsigned least, most; /* how many */
	const char *description; /* paragraphs, for the manual page and --help */
	const struct option_entry *const *options; /* ended by NULL */
	const struct example *examples; /* ended by {0} */
	enum need need;
	bool hands_on; /* it has the forms from KVET_OPENVEX on */
	bool own_output; /* it writes --output's file itself, in a form of its own */
};

extern const struct command *const commands[]; /* ended by NULL */
extern const struct option_entry common_options[]; /* of every command; ended by {0} */

/* What the exit status of every command means; ended by {0}. */
struct exit_status {
	int status;
	const char *meaning;
};
extern const struct exit_status exit_statuses[];

/* The words of VALUE_SORT and VALUE_FAIL_ON; ended by NULL. */
extern const char *const sort_words[];
extern const char *const fail_on_words[];

#endif
