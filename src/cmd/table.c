/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"

#include <stddef.h>

extern const struct command command_update, command_check, command_explain, command_show,
	command_list, command_map, command_describe, command_census, command_audit,
	command_db, command_lines, command_profile, command_decide, command_diff;

const struct command *const commands[] = {
	&command_update,
	&command_check,
	&command_explain,
	&command_decide,
	&command_diff,
	&command_show,
	&command_list,
	&command_map,
	&command_describe,
	&command_census,
	&command_lines,
	&command_profile,
	&command_audit,
	&command_db,
	NULL,
};
