/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Help out of the table. */
#ifndef KVET_CMD_HELP_H
#define KVET_CMD_HELP_H

#include "cmd/command.h"

void help_all(FILE *out);
void help_command(FILE *out, const struct command *command);

#endif
