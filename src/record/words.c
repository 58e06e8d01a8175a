/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words of the vocabulary: one table for each enumeration of the public header. */
#include "kvet.h"

#include <strings.h>

static const char *const verdicts[] = {
	[KVET_AFFECTED] = "affected",
	[KVET_FIXED] = "fixed",
	[KVET_NOT_INTRODUCED] = "not_introduced",
	[KVET_NOT_BUILT] = "not_built",
	[KVET_UNKNOWN] = "unknown",
	[KVET_VERDICTS] = NULL,
};

static const char *const languages[] = {
	[KVET_LANGUAGE_C] = "c",
	[KVET_LANGUAGE_RUST] = "rust",
	[KVET_LANGUAGE_ASSEMBLY] = "assembly",
	[KVET_LANGUAGE_OTHER] = "other",
	[KVET_LANGUAGES] = NULL,
};

static const char *const severities[] = {
	[KVET_NOT_SCORED] = "not_scored",
	[KVET_NONE] = "NONE",
	[KVET_LOW] = "LOW",
	[KVET_MEDIUM] = "MEDIUM",
	[KVET_HIGH] = "HIGH",
	[KVET_CRITICAL] = "CRITICAL",
	[KVET_SEVERITIES] = NULL,
};

static const char *const families[] = {
	[KVET_FAMILY_MEMORY] = "memory",
	[KVET_FAMILY_CONCURRENCY] = "concurrency",
	[KVET_FAMILY_RESOURCE] = "resource",
	[KVET_FAMILY_ARITHMETIC] = "arithmetic",
	[KVET_FAMILY_HANG] = "hang",
	[KVET_FAMILY_LOGIC] = "logic",
	[KVET_FAMILY_UNCLASSIFIED] = "unclassified",
	[KVET_FAMILIES] = NULL,
};

static const char *const presences[] = {
	[KVET_PRESENCE_UNDECIDED] = "undecided",
	[KVET_PRESENCE_BUILTIN] = "builtin",
	[KVET_PRESENCE_MODULE] = "module",
	[KVET_PRESENCE_LOADED] = "loaded",
	[KVET_PRESENCE_ABSENT] = "absent",
	[KVET_PRESENCES] = NULL,
};

static const char *const formats[] = {
	[KVET_TABLE] = "table",
	[KVET_JSON] = "json",
	[KVET_JSONL] = "jsonl",
	[KVET_CSV] = "csv",
	[KVET_SVG] = "svg",
	[KVET_OPENVEX] = "openvex",
	[KVET_CYCLONEDX] = "cyclonedx",
	[KVET_CSAF] = "csaf",
	[KVET_SARIF] = "sarif",
	[KVET_SPDX] = "spdx",
	[KVET_MARKDOWN] = "markdown",
	[KVET_FORMATS] = NULL,
};

static const char *const bys[] = {
	[KVET_BY_LANGUAGE] = "language",
	[KVET_BY_CLASS] = "class",
	[KVET_BY_FAMILY] = "family",
	[KVET_BY_SUBSYSTEM] = "subsystem",
	[KVET_BY_SEVERITY] = "severity",
	[KVET_BY_LINE] = "line",
	[KVET_BYS] = NULL,
};

static const char *const overs[] = {
	[KVET_OVER_FIXED] = "fixed",
	[KVET_OVER_INTRODUCED] = "introduced",
	[KVET_OVER_PUBLISHED] = "published",
	[KVET_OVERS] = NULL,
};

static const char *const pers[] = {
	[KVET_PER_YEAR] = "year",
	[KVET_PER_QUARTER] = "quarter",
	[KVET_PER_MONTH] = "month",
	[KVET_PER_RELEASE] = "release",
	[KVET_PERS] = NULL,
};

static const char *const safe_rusts[] = {
	[KVET_RUST_PREVENTS] = "prevents",
	[KVET_RUST_MAKES_RARER] = "makes_rarer",
	[KVET_RUST_CHECKS] = "checks",
	[KVET_RUST_NO_HELP] = "no_help",
	[KVET_RUST_UNCLASSIFIED] = "unclassified",
	[KVET_SAFE_RUSTS] = NULL,
};

static const char *const pick_forms[] = {
	[KVET_PICKS_LIST] = "list",
	[KVET_PICKS_SCRIPT] = "script",
	[KVET_PICKS_SERIES] = "series",
};

static const char *const advices[] = {
	[KVET_ADVICE_CLEARS] = "clears",
	[KVET_ADVICE_LESSENS] = "lessens",
	[KVET_ADVICE_FEWEST] = "fewest",
	[KVET_ADVICE_STAY] = "stay",
	[KVET_ADVICE_NEWEST] = "newest",
};

static const char *const aparts[] = {
	[KVET_APART_TOO_YOUNG] = "too_young",
	[KVET_APART_TOO_FEW] = "too_few",
	[KVET_APART_NOT] = "not_told_apart",
	[KVET_APART_TOLD] = "told_apart",
	[KVET_APARTS] = NULL,
};

static const char *const priorities[] = {
	[KVET_ACT_NOW] = "act_now",
	[KVET_NEXT_WINDOW] = "next_window",
	[KVET_NEXT_RELEASE] = "next_release",
	[KVET_WATCH] = "watch",
	[KVET_PRIORITIES] = NULL,
};

static const char *const vex_statuses[] = {
	[KVET_VEX_NOT_AFFECTED] = "not_affected",
	[KVET_VEX_AFFECTED] = "affected",
	[KVET_VEX_FIXED] = "fixed",
	[KVET_VEX_UNDER_INVESTIGATION] = "under_investigation",
	[KVET_VEX_STATUSES] = NULL,
};

static const char *const vex_justifications[] = {
	[KVET_VEX_COMPONENT_NOT_PRESENT] = "component_not_present",
	[KVET_VEX_CODE_NOT_PRESENT] = "vulnerable_code_not_present",
	[KVET_VEX_CODE_NOT_IN_EXECUTE_PATH] = "vulnerable_code_not_in_execute_path",
	[KVET_VEX_CODE_CANNOT_BE_CONTROLLED] =
		"vulnerable_code_cannot_be_controlled_by_adversary",
	[KVET_VEX_MITIGATIONS_EXIST] = "inline_mitigations_already_exist",
	[KVET_VEX_JUSTIFICATIONS] = NULL,
};

static const char *const fates[] = {
	[KVET_FATE_NEW] = "new",
	[KVET_FATE_GONE] = "gone",
	[KVET_FATE_CHANGED] = "changed",
	[KVET_FATE_SAME] = "same",
	[KVET_FATES] = NULL,
};

/* Name, family, CWE: DESIGN.md's table. */
static const struct {
	const char *word;
	enum kvet_family family;
	unsigned cwe;
} classes[] = {
	[KVET_CLASS_USE_AFTER_FREE] = {"use-after-free", KVET_FAMILY_MEMORY, 416},
	[KVET_CLASS_DOUBLE_FREE] = {"double-free", KVET_FAMILY_MEMORY, 415},
	[KVET_CLASS_INVALID_FREE] = {"invalid-free", KVET_FAMILY_MEMORY, 763},
	[KVET_CLASS_OUT_OF_BOUNDS_READ] = {"out-of-bounds-read", KVET_FAMILY_MEMORY, 125},
	[KVET_CLASS_OUT_OF_BOUNDS_WRITE] = {"out-of-bounds-write", KVET_FAMILY_MEMORY,
		787},
	[KVET_CLASS_OUT_OF_BOUNDS] = {"out-of-bounds", KVET_FAMILY_MEMORY, 119},
	[KVET_CLASS_NULL_DEREFERENCE] = {"null-dereference", KVET_FAMILY_MEMORY, 476},
	[KVET_CLASS_UNINITIALISED_MEMORY] = {"uninitialised-memory", KVET_FAMILY_MEMORY,
		908},
	[KVET_CLASS_TYPE_CONFUSION] = {"type-confusion", KVET_FAMILY_MEMORY, 843},
	[KVET_CLASS_STACK_OVERFLOW] = {"stack-overflow", KVET_FAMILY_MEMORY, 121},
	[KVET_CLASS_DATA_RACE] = {"data-race", KVET_FAMILY_CONCURRENCY, 362},
	[KVET_CLASS_DEADLOCK] = {"deadlock", KVET_FAMILY_CONCURRENCY, 833},
	[KVET_CLASS_SLEEP_IN_ATOMIC] = {"sleep-in-atomic", KVET_FAMILY_CONCURRENCY, 667},
	[KVET_CLASS_MEMORY_LEAK] = {"memory-leak", KVET_FAMILY_RESOURCE, 401},
	[KVET_CLASS_REFCOUNT_LEAK] = {"refcount-leak", KVET_FAMILY_RESOURCE, 911},
	[KVET_CLASS_RESOURCE_EXHAUSTION] = {"resource-exhaustion", KVET_FAMILY_RESOURCE,
		400},
	[KVET_CLASS_INTEGER_OVERFLOW] = {"integer-overflow", KVET_FAMILY_ARITHMETIC, 190},
	[KVET_CLASS_DIVIDE_BY_ZERO] = {"divide-by-zero", KVET_FAMILY_ARITHMETIC, 369},
	[KVET_CLASS_SHIFT_OUT_OF_BOUNDS] = {"shift-out-of-bounds", KVET_FAMILY_ARITHMETIC,
		1335},
	[KVET_CLASS_INFINITE_LOOP] = {"infinite-loop", KVET_FAMILY_HANG, 835},
	[KVET_CLASS_REACHABLE_ASSERTION] = {"reachable-assertion", KVET_FAMILY_HANG, 617},
	[KVET_CLASS_MISSING_AUTHORIZATION] = {"missing-authorization", KVET_FAMILY_LOGIC,
		862},
	[KVET_CLASS_INPUT_VALIDATION] = {"input-validation", KVET_FAMILY_LOGIC, 20},
	[KVET_CLASS_INFORMATION_LEAK] = {"information-leak", KVET_FAMILY_LOGIC, 200},
	[KVET_CLASS_SIDE_CHANNEL] = {"side-channel", KVET_FAMILY_LOGIC, 1300},
	[KVET_CLASS_LOGIC] = {"logic", KVET_FAMILY_LOGIC, 840},
	[KVET_CLASS_UNCLASSIFIED] = {"unclassified", KVET_FAMILY_UNCLASSIFIED, 0},
};

static const struct {
	const char *const *words; /* NULL: the classes, which have a table of their own */
	unsigned count;
} vocabularies[] = {
	[KVET_WORDS_VERDICT] = {verdicts, KVET_VERDICTS},
	[KVET_WORDS_LANGUAGE] = {languages, KVET_LANGUAGES},
	[KVET_WORDS_SEVERITY] = {severities, KVET_SEVERITIES},
	[KVET_WORDS_FAMILY] = {families, KVET_FAMILIES},
	[KVET_WORDS_CLASS] = {NULL, KVET_CLASSES},
	[KVET_WORDS_PRESENCE] = {presences, KVET_PRESENCES},
	[KVET_WORDS_FORMAT] = {formats, KVET_FORMATS},
	[KVET_WORDS_BY] = {bys, KVET_BYS},
	[KVET_WORDS_OVER] = {overs, KVET_OVERS},
	[KVET_WORDS_PER] = {pers, KVET_PERS},
	[KVET_WORDS_SAFE_RUST] = {safe_rusts, KVET_SAFE_RUSTS},
	[KVET_WORDS_APART] = {aparts, KVET_APARTS},
	[KVET_WORDS_PRIORITY] = {priorities, KVET_PRIORITIES},
	[KVET_WORDS_ADVICE] = {advices, KVET_ADVICES},
	[KVET_WORDS_PICK_FORM] = {pick_forms, KVET_PICK_FORMS},
	[KVET_WORDS_VEX_STATUS] = {vex_statuses, KVET_VEX_STATUSES},
	[KVET_WORDS_VEX_JUSTIFICATION] = {vex_justifications, KVET_VEX_JUSTIFICATIONS},
	[KVET_WORDS_FATE] = {fates, KVET_FATES},
};

const char *kvet_word(enum kvet_vocabulary vocabulary, unsigned value)
{
	if ((unsigned)vocabulary >= KVET_VOCABULARIES ||
		value >= vocabularies[vocabulary].count)
		return NULL;
	const char *const *words = vocabularies[vocabulary].words;
	return words ? words[value] : classes[value].word;
}

int kvet_word_find(enum kvet_vocabulary vocabulary, const char *word)
{
	const char *known;

	for (unsigned i = 0; (known = kvet_word(vocabulary, i)); i++) {
		/* Few begin alike, but for the case of the letter: most calls are spared. */
		if (((*known ^ *word) & ~0x20) == 0 && strcasecmp(known, word) == 0)
			return (int)i;
	}
	return -1;
}

enum kvet_family kvet_class_family(enum kvet_class class)
{
	return (unsigned)class < KVET_CLASSES ? classes[class].family
					      : KVET_FAMILY_UNCLASSIFIED;
}

unsigned kvet_class_cwe(enum kvet_class class)
{
	return (unsigned)class < KVET_CLASSES ? classes[class].cwe : 0;
}
