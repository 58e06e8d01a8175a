/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "context/environment.h"

/* Where letters stand among a base metric's values. */
enum { AV_NETWORK, AV_ADJACENT, AV_LOCAL, AV_PHYSICAL };
enum { AC_LOW, AC_HIGH };
enum { PR_NONE, PR_LOW, PR_HIGH };
enum { UI_NONE, UI_REQUIRED };
enum { S_UNCHANGED, S_CHANGED };

/* The score ------------------------------------------------------------------------- */

/* In the order of the metrics' values. */
static const double maturity[] = {1, 0.91, 0.94, 0.97, 1}; /* X U P F H */
static const double remediation[] = {1, 0.95, 0.96, 0.97, 1}; /* X O T W U */
static const double confidence[] = {1, 0.92, 0.96, 1}; /* X U R C */
static const double requirement[] = {1, 0.5, 1, 1.5}; /* X L M H */

/* Of an optional metric; one that is not there is X. */
static int optional(const struct cvss_metrics *metrics, enum cvss_metric metric)
{
	signed char value = metrics->value[metric];

	return value < 0 ? 0 : value;
}

int environment_value(const struct cvss_metrics *metrics, enum cvss_metric base)
{
	int modified = optional(metrics, CVSS_MAV + (base - CVSS_AV));

	return modified ? modified - 1 : metrics->value[base];
}

double environment_impact(const struct cvss_metrics *metrics)
{
	double left = 1;

	for (int i = 0; i < 3; i++) {
		int value = environment_value(metrics, CVSS_C + i);

		left *= 1 - requirement[optional(metrics, CVSS_CR + i)] *
				    cvss_impact_weight(value);
	}
	return 1 - left < 0.915 ? 1 - left : 0.915;
}

unsigned environment_score(const struct cvss_metrics *metrics)
{
	bool changed = environment_value(metrics, CVSS_S) == S_CHANGED;
	double miss = environment_impact(metrics), impact = 6.42 * miss;

	if (changed)
		impact = 7.52 * (miss - 0.029) -
			 3.25 * cvss_power(miss * 0.9731 - 0.02, 13);
	unsigned tenths = cvss_join(impact,
		cvss_exploitability(environment_value(metrics, CVSS_AV),
			environment_value(metrics, CVSS_AC),
			environment_value(metrics, CVSS_PR),
			environment_value(metrics, CVSS_UI), changed),
		changed);
	return cvss_round_up(tenths / 10.0 * maturity[optional(metrics, CVSS_E)] *
			     remediation[optional(metrics, CVSS_RL)] *
			     confidence[optional(metrics, CVSS_RC)]);
}

void environment_vector(const struct cvss_metrics *metrics, char text[CVSS_VECTOR_SIZE])
{
	size_t len = (size_t)snprintf(text, CVSS_VECTOR_SIZE, "CVSS:3.1");

	for (int i = 0; i < CVSS_METRICS && len < CVSS_VECTOR_SIZE; i++) {
		signed char value = metrics->value[i];

		if (value < 0 || (i >= CVSS_BASE_METRICS && !value))
			continue;
		len += (size_t)snprintf(text + len, CVSS_VECTOR_SIZE - len, "/%s:%c",
			cvss_metric_name((enum cvss_metric)i),
			cvss_metric_values((enum cvss_metric)i)[value]);
	}
}

/* What a context changes ------------------------------------------------------------- */

enum environment_locals environment_locals(const struct kvet_context *context)
{
	unsigned users = context_says(context, CONTEXT_LOCAL_USERS);
	unsigned containers = context_says(context, CONTEXT_CONTAINERS);

	if (users == USERS_UNTRUSTED || containers == CONTAINERS_UNTRUSTED)
		return LOCALS_UNTRUSTED;
	if (!users || !containers)
		return LOCALS_UNSAID;
	return users == USERS_NONE ? LOCALS_NONE : LOCALS_TRUSTED;
}

/* Sets a modified metric to VALUE (of the base metric) because of WHY. */
static void modify(struct environment *environment, enum cvss_metric base, int value,
	const char *why)
{
	enum cvss_metric metric = CVSS_MAV + (base - CVSS_AV);
	struct kvet_metric_change *change = &environment->changes[environment->count];

	if (environment_value(&environment->metrics, base) == value)
		return;
	change->metric = cvss_metric_name(metric);
	change->was = cvss_metric_values(base)[environment->metrics.value[base]];
	change->value = cvss_metric_values(base)[value];
	change->why = why;
	environment->count++;
	environment->metrics.value[metric] = (signed char)(value + 1);
}

static void modify_vector(
	struct environment *environment, const struct kvet_context *context)
{
	unsigned network = context_says(context, CONTEXT_NETWORK);
	bool alone = context_says(context, CONTEXT_ADJACENT) == ADJACENT_NONE;
	int vector = environment_value(&environment->metrics, CVSS_AV);

	if (vector == AV_NETWORK && network == NETWORK_NONE && alone)
		modify(environment, CVSS_AV, AV_LOCAL,
			"no packet reaches the device, and nobody is on its links");
	else if (vector == AV_NETWORK && network == NETWORK_NONE)
		modify(environment, CVSS_AV, AV_ADJACENT,
			"no packet is routed to the device");
	else if (vector == AV_NETWORK && network == NETWORK_PRIVATE)
		modify(environment, CVSS_AV, AV_ADJACENT,
			"packets come from a private network alone");
	else if (vector == AV_ADJACENT && alone)
		modify(environment, CVSS_AV, AV_LOCAL, "nobody is on the device's links");
}

/* Code of others' on the device, and hands on it. */
static void modify_access(
	struct environment *environment, const struct kvet_context *context)
{
	int vector = environment_value(&environment->metrics, CVSS_AV);
	enum environment_locals locals = environment_locals(context);

	if (vector == AV_LOCAL && locals >= LOCALS_TRUSTED)
		modify(environment, CVSS_AC, AC_HIGH,
			"nothing untrusted runs on the device: another attack must come "
			"first");
	if (vector == AV_PHYSICAL &&
		context_says(context, CONTEXT_PHYSICAL) == PHYSICAL_NONE)
		modify(environment, CVSS_AC, AC_HIGH,
			"nobody can lay hands on the device");
}

static void modify_rights(struct environment *environment,
	const struct kvet_context *context, const char *subsystem)
{
	const struct cvss_metrics *metrics = &environment->metrics;

	if (environment_value(metrics, CVSS_AV) != AV_LOCAL)
		return;
	if (environment_value(metrics, CVSS_PR) == PR_HIGH &&
		context_is_below(subsystem, "net") &&
		context_says(context, CONTEXT_USER_NAMESPACES) == SAID_YES &&
		environment_locals(context) == LOCALS_UNTRUSTED)
		modify(environment, CVSS_PR, PR_LOW,
			"a user namespace gives anyone rights over a network of their "
			"own");
	if (context_says(context, CONTEXT_CONTAINERS) == CONTAINERS_UNTRUSTED)
		modify(environment, CVSS_S, S_CHANGED,
			"this kernel is what keeps untrusted containers in");
}

static void modify_interaction(struct environment *environment,
	const struct kvet_context *context, const char *subsystem)
{
	if (context_is_below(subsystem, "fs") &&
		context_says(context, CONTEXT_FILESYSTEM_IMAGES) == IMAGES_AUTOMATIC)
		modify(environment, CVSS_UI, UI_NONE,
			"filesystems from outside are mounted without a person");
}

/* CR, IR, AR; medium has the weight of what is not said. */
static void modify_requirements(
	struct environment *environment, const struct kvet_context *context)
{
	static const char *const whys[3][2] = {
		{"confidentiality matters more", "confidentiality matters less"},
		{"integrity matters more", "integrity matters less"},
		{"availability matters more", "availability matters less"},
	};

	for (int i = 0; i < 3; i++) {
		unsigned said = context_says(context, CONTEXT_CONFIDENTIALITY + i);
		enum cvss_metric metric = CVSS_CR + i;
		int value = said == MATTERS_HIGH ? 3 : 1;

		if (!said || said == MATTERS_MEDIUM)
			continue;
		environment->metrics.value[metric] = (signed char)value;
		environment->changes[environment->count++] =
			(struct kvet_metric_change){.metric = cvss_metric_name(metric),
				.was = 'X',
				.value = cvss_metric_values(metric)[value],
				.why = whys[i][said == MATTERS_LOW]};
	}
}

void environment_of(const struct kvet_context *context,
	const struct cvss_metrics *metrics, const char *subsystem,
	struct environment *environment)
{
	environment->metrics = *metrics;
	environment->count = 0;
	modify_vector(environment, context);
	modify_access(environment, context);
	modify_rights(environment, context, subsystem);
	modify_interaction(environment, context, subsystem);
	modify_requirements(environment, context);
}
