/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tools/generate writes from the one table of commands and options. */
#ifndef KVET_TOOLS_GENERATE_H
#define KVET_TOOLS_GENERATE_H

#include "cmd/command.h"

#include <stdio.h>

/* Manual pages in scdoc's form. */
void manual_overview(FILE *out);
void manual_command(FILE *out, const struct command *command);

/* Completions. */
void complete_bash(FILE *out);
void complete_zsh(FILE *out);
void complete_fish(FILE *out);

/* The INDEXth option of COMMAND: its own first, then the common ones; NULL past the last. */
const struct option_entry *option_at(const struct command *command, size_t index);

/*
 * The INDEXth word that OPTION takes, or NULL past the last or when its values are no list
 * of words. Those of VALUE_WORDS come from the library's vocabulary.
 */
const char *option_word(const struct option_entry *option, size_t index);

/* Whether OPTION takes several words with commas between. */
bool option_is_list(const struct option_entry *option);

#endif
