/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/command.h"

#include <stddef.h>

extern const struct command command_update, command_check, command_explain, command_show,
	command_list, command_map, command_describe, command_census, command_audit,
	command_context, command_db, command_decide, command_diff, command_lines,
	command_plan, command_profile, command_report;

const struct command *const commands[] = {
	&command_update,
	&command_check,
	&command_explain,
	&command_decide,
	&command_diff,
	&command_show,
	&command_list,
	&command_plan,
	&command_map,
	&command_describe,
	&command_census,
	&command_lines,
	&command_profile,
	&command_report,
	&command_context,
	&command_audit,
	&command_db,
	NULL,
};
