/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options that commands share: each stands once. */
#ifndef KVET_CMD_OPTIONS_H
#define KVET_CMD_OPTIONS_H

#include "cmd/command.h"

extern const struct option_entry option_class, option_exploited, option_fail_on,
	option_family, option_integrity, option_known_exploited, option_language,
	option_limit, option_lines, option_rejected, option_releases, option_severity,
	option_since, option_sort, option_subsystem, option_target, option_until,
	option_verdict;

/* Those that narrow, the same on every command that lists records. */
#define NARROWING_OPTIONS                                                                \
	&option_language, &option_class, &option_family, &option_subsystem,              \
		&option_severity, &option_since, &option_until, &option_exploited

#endif
