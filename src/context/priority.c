/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SSVC's deployer tree (CERT/CC, "Deployer Patch Application Priority" 1.0.0), with its four
 * answers called as kvet calls them. Only what leads into the tree is kvet's own.
 */
#include "context/priority.h"
#include "context/environment.h"

enum exploitation { NOT_EXPLOITED, METHOD_KNOWN, EXPLOITED, EXPLOITATIONS };
enum exposure { SMALL, CONTROLLED, OPEN, EXPOSURES };
enum impact { LOW, MEDIUM, HIGH, VERY_HIGH, IMPACTS };

/* For each exploitation, exposure and whether it is automatable: by impact, rising. */
static const char tree[EXPLOITATIONS][EXPOSURES][2][IMPACTS + 1] = {
	[NOT_EXPLOITED] = {[SMALL] = {"wwrr", "wrrr"},
		[CONTROLLED] = {"wrrr", "rrrr"},
		[OPEN] = {"wrrr", "rrrn"}},
	[METHOD_KNOWN] = {[SMALL] = {"wrrr", "rrrr"},
		[CONTROLLED] = {"wrrr", "rrrn"},
		[OPEN] = {"rrrn", "rrnn"}},
	[EXPLOITED] = {[SMALL] = {"rrnn", "rnnn"},
		[CONTROLLED] = {"rrnn", "nnnn"},
		[OPEN] = {"rnna", "nnaa"}},
};

static enum kvet_priority decision_of(char letter)
{
	switch (letter) {
	case 'a':
		return KVET_ACT_NOW;
	case 'n':
		return KVET_NEXT_WINDOW;
	case 'r':
		return KVET_NEXT_RELEASE;
	default:
		return KVET_WATCH;
	}
}

/* What a level of a step is called, and why it was taken. */
struct level {
	unsigned value;
	const char *why;
};

static const char *const exploitation_words[] = {"none", "method", "active"};
static const char *const exposure_words[] = {"small", "controlled", "open"};
static const char *const automatable_words[] = {"no", "yes"};
static const char *const impact_words[] = {"low", "medium", "high", "very_high"};

/* What a class of bugs gives an attacker at worst. */
enum harm { HARM_OTHER, HARM_CORRUPTS, HARM_DISCLOSES, HARM_STOPS };

static const unsigned char harms[KVET_CLASSES] = {
	[KVET_CLASS_USE_AFTER_FREE] = HARM_CORRUPTS,
	[KVET_CLASS_DOUBLE_FREE] = HARM_CORRUPTS,
	[KVET_CLASS_INVALID_FREE] = HARM_CORRUPTS,
	[KVET_CLASS_OUT_OF_BOUNDS_WRITE] = HARM_CORRUPTS,
	[KVET_CLASS_OUT_OF_BOUNDS] = HARM_CORRUPTS,
	[KVET_CLASS_TYPE_CONFUSION] = HARM_CORRUPTS,
	[KVET_CLASS_STACK_OVERFLOW] = HARM_CORRUPTS,
	[KVET_CLASS_OUT_OF_BOUNDS_READ] = HARM_DISCLOSES,
	[KVET_CLASS_UNINITIALISED_MEMORY] = HARM_DISCLOSES,
	[KVET_CLASS_INFORMATION_LEAK] = HARM_DISCLOSES,
	[KVET_CLASS_SIDE_CHANNEL] = HARM_DISCLOSES,
	[KVET_CLASS_NULL_DEREFERENCE] = HARM_STOPS,
	[KVET_CLASS_DEADLOCK] = HARM_STOPS,
	[KVET_CLASS_SLEEP_IN_ATOMIC] = HARM_STOPS,
	[KVET_CLASS_MEMORY_LEAK] = HARM_STOPS,
	[KVET_CLASS_REFCOUNT_LEAK] = HARM_STOPS,
	[KVET_CLASS_RESOURCE_EXHAUSTION] = HARM_STOPS,
	[KVET_CLASS_DIVIDE_BY_ZERO] = HARM_STOPS,
	[KVET_CLASS_INFINITE_LOOP] = HARM_STOPS,
	[KVET_CLASS_REACHABLE_ASSERTION] = HARM_STOPS,
};

static enum harm harm_of(enum kvet_class class)
{
	return (unsigned)class < KVET_CLASSES ? (enum harm)harms[class] : HARM_OTHER;
}

/* Exploitation ------------------------------------------------------------------------ */

static struct level exploitation_of(const struct priority_facts *facts)
{
	if (facts->exploited)
		return (struct level){EXPLOITED, "on the list of known exploited ones"};
	if (harm_of(facts->class) == HARM_CORRUPTS)
		return (struct level){METHOD_KNOWN,
			"corrupted memory: ways to exploit it are published"};
	return (struct level){NOT_EXPLOITED, "no exploitation is known"};
}

/* Exposure ---------------------------------------------------------------------------- */

static struct level routed_exposure(const struct kvet_context *context)
{
	switch (context_says(context, CONTEXT_NETWORK)) {
	case NETWORK_INTERNET:
		return (struct level){OPEN, "reached from the internet"};
	case NETWORK_PRIVATE:
		return (struct level){CONTROLLED, "reached from a private network"};
	case NETWORK_NONE:
		return (struct level){SMALL, "no packet is routed to the device"};
	default:
		return (struct level){OPEN, "reached through a network"};
	}
}

static struct level link_exposure(const struct kvet_context *context)
{
	switch (context_says(context, CONTEXT_ADJACENT)) {
	case ADJACENT_ANYONE:
		return (struct level){OPEN, "reached by anyone on its links"};
	case ADJACENT_KNOWN:
		return (struct level){CONTROLLED, "reached by known devices alone"};
	case ADJACENT_NONE:
		return (struct level){SMALL, "nobody is on the device's links"};
	default:
		return (struct level){OPEN, "reached by whoever is on its links"};
	}
}

static struct level local_exposure(const struct kvet_context *context)
{
	switch (environment_locals(context)) {
	case LOCALS_UNTRUSTED:
		return (struct level){OPEN, "reached by untrusted programs on it"};
	case LOCALS_TRUSTED:
		return (struct level){CONTROLLED, "reached by trusted users alone"};
	case LOCALS_NONE:
		return (struct level){SMALL, "nothing untrusted runs on the device"};
	default:
		return (struct level){OPEN, "reached by whatever runs on it"};
	}
}

static struct level physical_exposure(const struct kvet_context *context)
{
	switch (context_says(context, CONTEXT_PHYSICAL)) {
	case PHYSICAL_CONTROLLED:
		return (struct level){CONTROLLED, "reached by controlled hands alone"};
	case PHYSICAL_NONE:
		return (struct level){SMALL, "reached by nobody's hands"};
	default:
		return (struct level){OPEN, "reached by hand"};
	}
}

/* Of a record that no vector tells of: the most that the context leaves. */
static struct level most_exposure(const struct kvet_context *context)
{
	static const char *const whys[EXPOSURES] = {
		[SMALL] = "not scored: every way in is nearly shut",
		[CONTROLLED] = "not scored: every way in is controlled",
		[OPEN] = "not scored: a way in is open, or not told of",
	};
	unsigned ways[] = {routed_exposure(context).value, link_exposure(context).value,
		local_exposure(context).value};
	unsigned most = SMALL;

	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		most = ways[i] > most ? ways[i] : most;
	return (struct level){most, whys[most]};
}

static struct level way_exposure(const struct priority_facts *facts)
{
	if (!facts->metrics)
		return most_exposure(facts->context);
	switch (environment_value(facts->metrics, CVSS_AV)) {
	case 0:
		return routed_exposure(facts->context);
	case 1:
		return facts->routed && context_says(facts->context, CONTEXT_NETWORK) ==
						NETWORK_PRIVATE
			       ? routed_exposure(facts->context)
			       : link_exposure(facts->context);
	case 2:
		return local_exposure(facts->context);
	default:
		return physical_exposure(facts->context);
	}
}

static struct level exposure_of(const struct priority_facts *facts)
{
	struct level level = way_exposure(facts);

	if (facts->absent != CONTEXT_KEYS)
		return (struct level){SMALL, "the interface to it is not there"};
	if (facts->not_loaded && level.value > SMALL)
		return (struct level){level.value - 1,
			level.value == OPEN ? "open, but its module is not loaded"
					    : "controlled, and its module is not loaded"};
	return level;
}

/* Automatable ------------------------------------------------------------------------- */

static struct level automatable_of(const struct priority_facts *facts)
{
	const struct cvss_metrics *metrics = facts->metrics;

	if (!metrics)
		return (struct level){0, "not scored: nothing says so"};
	if (environment_value(metrics, CVSS_AV) == 0 &&
		environment_value(metrics, CVSS_AC) == 0 &&
		environment_value(metrics, CVSS_PR) == 0 &&
		environment_value(metrics, CVSS_UI) == 0)
		return (struct level){
			1, "through a network, without rights, luck or a person's help"};
	return (struct level){0, "it needs nearness, rights, luck or a person's help"};
}

/* Impact ------------------------------------------------------------------------------ */

static struct level scored_impact(const struct cvss_metrics *metrics)
{
	double impact = environment_impact(metrics);

	if (impact >= 0.9)
		return (struct level){VERY_HIGH, "the device is lost to the attacker"};
	if (impact >= 0.55)
		return (struct level){HIGH, "a great part of what matters is lost"};
	if (impact >= 0.3)
		return (struct level){MEDIUM, "some of what matters is lost"};
	return (struct level){LOW, "little of what matters is lost"};
}

/* MEDIUM, moved by how much KEY's good matters. */
static struct level moved(const struct kvet_context *context, enum context_key key,
	const char *const whys[3])
{
	switch (context_says(context, key)) {
	case MATTERS_HIGH:
		return (struct level){HIGH, whys[2]};
	case MATTERS_LOW:
		return (struct level){LOW, whys[0]};
	default:
		return (struct level){MEDIUM, whys[1]};
	}
}

static struct level class_impact(const struct priority_facts *facts)
{
	static const char *const discloses[] = {
		"not scored: its class discloses, which matters less",
		"not scored: its class discloses",
		"not scored: its class discloses, which matters more"};
	static const char *const stops[] = {
		"not scored: its class stops the device, which matters less",
		"not scored: its class stops the device",
		"not scored: its class stops the device, which matters more"};

	if (facts->exploited)
		return (struct level){VERY_HIGH, "not scored, but worth exploiting"};
	switch (harm_of(facts->class)) {
	case HARM_CORRUPTS:
		return (struct level){HIGH, "not scored: its class corrupts memory"};
	case HARM_DISCLOSES:
		return moved(facts->context, CONTEXT_CONFIDENTIALITY, discloses);
	case HARM_STOPS:
		return moved(facts->context, CONTEXT_AVAILABILITY, stops);
	default:
		return (struct level){MEDIUM, "not scored: its class tells no more"};
	}
}

/* The decision ------------------------------------------------------------------------ */

static void set_step(struct kvet_priority_step *step, const char *name,
	const char *const *words, struct level level)
{
	*step = (struct kvet_priority_step){name, words[level.value], level.why};
}

void priority_of(const struct priority_facts *facts, struct priority *priority)
{
	struct level exploitation = exploitation_of(facts);
	struct level exposure = exposure_of(facts);
	struct level automatable = automatable_of(facts);
	struct level impact =
		facts->metrics ? scored_impact(facts->metrics) : class_impact(facts);

	set_step(&priority->steps[0], "exploitation", exploitation_words, exploitation);
	set_step(&priority->steps[1], "exposure", exposure_words, exposure);
	set_step(&priority->steps[2], "automatable", automatable_words, automatable);
	set_step(&priority->steps[3], "impact", impact_words, impact);
	priority->impact = impact.value;
	priority->decision = decision_of(tree[exploitation.value][exposure.value]
					     [automatable.value][impact.value]);
}
