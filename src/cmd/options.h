/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The options that commands share: each stands once. */
#ifndef KVET_CMD_OPTIONS_H
#define KVET_CMD_OPTIONS_H

#include "cmd/command.h"

extern const struct option_entry option_all, option_areas_limit, option_author,
	option_author_url, option_build, option_by, option_class, option_config,
	option_context, option_exploited, option_fail_on, option_family, option_history,
	option_integrity, option_known_exploited, option_language, option_git,
	option_limit, option_lines, option_map, option_new, option_over, option_per,
	option_rejected, option_releases, option_root, option_save, option_sbom,
	option_severity, option_since, option_sort, option_subsystem, option_target,
	option_until, option_verbose, option_verdict, option_yocto_summary;

/* Of a plan. */
extern const struct option_entry option_as, option_configure, option_pick,
	option_pick_git, option_plan_limit;

/* Of what people decided, and of comparing. */
extern const struct option_entry option_vex, option_product, option_decided,
	option_baseline, option_other_db, option_document, option_status,
	option_justification, option_impact, option_action, option_note, option_decider,
	option_force;

/* Those that narrow, the same on every command that lists records. */
#define NARROWING_OPTIONS                                                                \
	&option_language, &option_class, &option_family, &option_subsystem,              \
		&option_severity, &option_since, &option_until, &option_exploited

/* What tells of the kernel beside TARGET, on every command that takes one. */
#define TARGET_OPTIONS                                                                   \
	&option_config, &option_map, &option_build, &option_root, &option_sbom

/* What people decided, on every command that shows it. */
#define DECISION_OPTIONS &option_vex, &option_product

#endif
