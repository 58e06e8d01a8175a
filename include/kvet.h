/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libkvet: vets a Linux kernel against the kernel project's own CVE records.
 *
 *	struct kvet_error error;
 *	kvet_store *store;
 *	kvet_target *target;
 *	kvet_result *result;
 *
 *	kvet_store_open(NULL, 0, &store, &error);
 *	kvet_target_from_release("6.1.147", &target, &error);
 *	kvet_check(store, target, NULL, &result, &error);
 *	printf("%zu\n", kvet_result_total(result, KVET_AFFECTED));
 *
 * Conventions, which hold for every function unless it says otherwise:
 *
 * - A function that can fail returns 0, or a negative enum kvet_code; then ERROR (which may
 *   be NULL) is filled, and nothing else was written.
 * - What an `out` parameter receives belongs to the caller, who ends it with the function
 *   of the same type named `_free`. Those take NULL.
 * - Strings and structs that a getter returns belong to the object they were asked of, and
 *   live as long as it does. Text is UTF-8, terminated. A fact that is not known is "",
 *   never NULL.
 * - The library prints nothing, never exits, and keeps no global state. Different threads
 *   may use different handles at the same time; one handle belongs to one thread at a time.
 * - Days are "YYYY-MM-DD", UTC.
 * - An options struct starts with its own size, so that it can grow: set it to
 *   sizeof(the struct), the rest to zero.
 *
 * Everything here exists since version 0.1.
 */
#ifndef KVET_H
#define KVET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define KVET_VERSION "0.1.0"

/* The version of the library that runs, as KVET_VERSION was when it was built. */
const char *kvet_version(void);

/* Errors ---------------------------------------------------------------------------- */

/* What a function that can fail returns, and what kvet_error's code says. */
enum kvet_code {
	KVET_OK = 0,
	KVET_ERROR_USAGE = -1, /* the caller's argument makes no sense */
	KVET_ERROR_NOT_FOUND = -2, /* no such file, store, record */
	KVET_ERROR_INPUT = -3, /* a file or string is not what it should be */
	KVET_ERROR_SYSTEM = -4, /* the operating system refused: disk, rights, network */
	KVET_ERROR_BUSY = -5, /* another process is updating the store */
	KVET_ERROR_MEMORY = -6, /* out of memory */
	KVET_ERROR_STORE = -7, /* not a store, a damaged one, or one of another version */
	KVET_ERROR_UNSUPPORTED = -8, /* this build leaves the needed library out */
	KVET_ERROR_STOPPED = -9, /* a callback asked to stop */
};

/* What went wrong, where, and what to try. Owns nothing. */
struct kvet_error {
	enum kvet_code code;
	unsigned line; /* inside the file or string, from 1; 0: not known */
	unsigned column; /* likewise */
	char message[512]; /* lower case, no full stop */
	char path[512]; /* the file it was about, or "" */
	char hint[256]; /* what to try, or "" */
};

/* Vocabulary ------------------------------------------------------------------------ */

/* What is said of one record for one target; docs/verdicts.md has the rule. */
enum kvet_verdict {
	KVET_AFFECTED,
	KVET_FIXED,
	KVET_NOT_INTRODUCED,
	KVET_NOT_BUILT,
	KVET_UNKNOWN,
	KVET_VERDICTS /* how many there are */
};

/* Of a record's changed files: a record may have several. */
enum kvet_language {
	KVET_LANGUAGE_C,
	KVET_LANGUAGE_RUST,
	KVET_LANGUAGE_ASSEMBLY,
	KVET_LANGUAGE_OTHER,
	KVET_LANGUAGES
};

/* FIRST's qualitative scale (CVSS v3.1, section 5). */
enum kvet_severity {
	KVET_NOT_SCORED,
	KVET_NONE,
	KVET_LOW,
	KVET_MEDIUM,
	KVET_HIGH,
	KVET_CRITICAL,
	KVET_SEVERITIES
};

/* The families that bug classes belong to; docs/classes.md tells of both. */
enum kvet_family {
	KVET_FAMILY_MEMORY,
	KVET_FAMILY_CONCURRENCY,
	KVET_FAMILY_RESOURCE,
	KVET_FAMILY_ARITHMETIC,
	KVET_FAMILY_HANG,
	KVET_FAMILY_LOGIC,
	KVET_FAMILY_UNCLASSIFIED,
	KVET_FAMILIES
};

/* What kind of bug a record is about. */
enum kvet_class {
	KVET_CLASS_USE_AFTER_FREE,
	KVET_CLASS_DOUBLE_FREE,
	KVET_CLASS_INVALID_FREE,
	KVET_CLASS_OUT_OF_BOUNDS_READ,
	KVET_CLASS_OUT_OF_BOUNDS_WRITE,
	KVET_CLASS_OUT_OF_BOUNDS,
	KVET_CLASS_NULL_DEREFERENCE,
	KVET_CLASS_UNINITIALISED_MEMORY,
	KVET_CLASS_TYPE_CONFUSION,
	KVET_CLASS_STACK_OVERFLOW,
	KVET_CLASS_DATA_RACE,
	KVET_CLASS_DEADLOCK,
	KVET_CLASS_SLEEP_IN_ATOMIC,
	KVET_CLASS_MEMORY_LEAK,
	KVET_CLASS_REFCOUNT_LEAK,
	KVET_CLASS_RESOURCE_EXHAUSTION,
	KVET_CLASS_INTEGER_OVERFLOW,
	KVET_CLASS_DIVIDE_BY_ZERO,
	KVET_CLASS_SHIFT_OUT_OF_BOUNDS,
	KVET_CLASS_INFINITE_LOOP,
	KVET_CLASS_REACHABLE_ASSERTION,
	KVET_CLASS_MISSING_AUTHORIZATION,
	KVET_CLASS_INPUT_VALIDATION,
	KVET_CLASS_INFORMATION_LEAK,
	KVET_CLASS_SIDE_CHANNEL,
	KVET_CLASS_LOGIC,
	KVET_CLASS_UNCLASSIFIED,
	KVET_CLASSES
};

/* Whether the code of a record is in the target. Without a build it is not known. */
enum kvet_presence {
	KVET_PRESENCE_UNDECIDED,
	KVET_PRESENCE_BUILTIN,
	KVET_PRESENCE_MODULE,
	KVET_PRESENCE_LOADED,
	KVET_PRESENCE_ABSENT,
	KVET_PRESENCES
};

/* What to do about a finding, most urgent first; docs/priority.md has the rule. */
enum kvet_priority {
	KVET_ACT_NOW,
	KVET_NEXT_WINDOW,
	KVET_NEXT_RELEASE,
	KVET_WATCH,
	KVET_PRIORITIES /* also: of a finding that asks for nothing */
};

/* The forms of output; pictures are of a profile and of a backlog alone, from KVET_OPENVEX on
 * those of a check alone (docs/forms.md). */
enum kvet_format {
	KVET_TABLE,
	KVET_JSON,
	KVET_JSONL,
	KVET_CSV,
	KVET_SVG,
	KVET_OPENVEX, /* OpenVEX 0.2.0 */
	KVET_CYCLONEDX, /* CycloneDX 1.6, its vulnerabilities */
	KVET_CSAF, /* CSAF 2.0, profile VEX */
	KVET_SARIF, /* SARIF 2.1.0 */
	KVET_SPDX, /* SPDX 3.0.1, profile security */
	KVET_MARKDOWN,
	KVET_FORMATS
};

/* What a profile counts records by. */
enum kvet_by {
	KVET_BY_LANGUAGE,
	KVET_BY_CLASS,
	KVET_BY_FAMILY,
	KVET_BY_SUBSYSTEM,
	KVET_BY_SEVERITY,
	KVET_BY_LINE,
	KVET_BYS
};

/* The day of a record that its time is told by. */
enum kvet_over { KVET_OVER_FIXED, KVET_OVER_INTRODUCED, KVET_OVER_PUBLISHED, KVET_OVERS };

/* How long a period of a profile is; a release lasts until the next mainline release. */
enum kvet_per {
	KVET_PER_YEAR,
	KVET_PER_QUARTER,
	KVET_PER_MONTH,
	KVET_PER_RELEASE,
	KVET_PERS
};

/* What safe Rust does to a class of bugs. */
enum kvet_safe_rust {
	KVET_RUST_PREVENTS,
	KVET_RUST_MAKES_RARER,
	KVET_RUST_CHECKS, /* it turns into an error or a panic */
	KVET_RUST_NO_HELP,
	KVET_RUST_UNCLASSIFIED, /* the class is not known */
	KVET_SAFE_RUSTS
};

/* Whether the bugs of two years live differently long. */
enum kvet_apart {
	KVET_APART_TOO_YOUNG, /* there are no ages that both have had for long enough */
	KVET_APART_TOO_FEW, /* to tell */
	KVET_APART_NOT, /* their intervals overlap */
	KVET_APART_TOLD,
	KVET_APARTS
};

/* What a plan advises. */
enum kvet_advice {
	KVET_ADVICE_CLEARS, /* the earliest release of the line without any act_now */
	KVET_ADVICE_LESSENS, /* none is without: the earliest with the fewest act_now */
	KVET_ADVICE_FEWEST, /* none has fewer act_now: the earliest with the fewest findings */
	KVET_ADVICE_STAY, /* no later release has fewer */
	KVET_ADVICE_NEWEST, /* the store knows no later release of the line */
	KVET_ADVICES
};

/* What picks are written as. */
enum kvet_pick_form {
	KVET_PICKS_LIST, /* in a report's format */
	KVET_PICKS_SCRIPT,
	KVET_PICKS_SERIES,
	KVET_PICK_FORMS
};

/* What a person says of a record and a product; the labels are OpenVEX's. */
enum kvet_vex_status {
	KVET_VEX_NOT_AFFECTED,
	KVET_VEX_AFFECTED,
	KVET_VEX_FIXED,
	KVET_VEX_UNDER_INVESTIGATION,
	KVET_VEX_STATUSES
};

/* Why a product is not affected; OpenVEX's labels. */
enum kvet_vex_justification {
	KVET_VEX_COMPONENT_NOT_PRESENT,
	KVET_VEX_CODE_NOT_PRESENT,
	KVET_VEX_CODE_NOT_IN_EXECUTE_PATH,
	KVET_VEX_CODE_CANNOT_BE_CONTROLLED,
	KVET_VEX_MITIGATIONS_EXIST,
	KVET_VEX_JUSTIFICATIONS
};

/* What became of a record from one result to another. */
enum kvet_fate {
	KVET_FATE_NEW, /* open now, and not before */
	KVET_FATE_GONE, /* open before, and not now */
	KVET_FATE_CHANGED, /* open in both, and something of it differs */
	KVET_FATE_SAME,
	KVET_FATES
};

/* The words of each enumeration above, as they stand in output and on the command line. */
enum kvet_vocabulary {
	KVET_WORDS_VERDICT,
	KVET_WORDS_LANGUAGE,
	KVET_WORDS_SEVERITY,
	KVET_WORDS_FAMILY,
	KVET_WORDS_CLASS,
	KVET_WORDS_PRESENCE,
	KVET_WORDS_FORMAT,
	KVET_WORDS_BY,
	KVET_WORDS_OVER,
	KVET_WORDS_PER,
	KVET_WORDS_SAFE_RUST,
	KVET_WORDS_APART,
	KVET_WORDS_PRIORITY,
	KVET_WORDS_ADVICE,
	KVET_WORDS_PICK_FORM,
	KVET_WORDS_VEX_STATUS,
	KVET_WORDS_VEX_JUSTIFICATION,
	KVET_WORDS_FATE,
	KVET_VOCABULARIES
};

/* The word for VALUE, or NULL past the last: loop from 0 to list them. */
const char *kvet_word(enum kvet_vocabulary vocabulary, unsigned value);

/* The value of WORD (letter case does not matter), or -1. */
int kvet_word_find(enum kvet_vocabulary vocabulary, const char *word);

/* The family that the class belongs to. */
enum kvet_family kvet_class_family(enum kvet_class class);

/* The number of the class in MITRE's Common Weakness Enumeration; 0 where it has none. */
unsigned kvet_class_cwe(enum kvet_class class);

/* What safe Rust does to bugs of the class, by docs/classes.md's table. */
enum kvet_safe_rust kvet_class_safe_rust(enum kvet_class class);

/* Releases -------------------------------------------------------------------------- */

/*
 * A kernel release: `6.1.55` is {6, 1, 0, 55, 0}, `2.6.32.70` is {2, 6, 32, 70, 0},
 * `6.13-rc2` is {6, 13, 0, 0, 2}. The line is the first three numbers; up to 2.6 the third
 * one counts, later it is 0.
 */
struct kvet_release {
	uint16_t major, minor, micro;
	uint16_t stable; /* 0: the mainline release that opens the line */
	uint16_t candidate; /* 0: none */
};

/* "6.1.55" into RELEASE. Nothing may stand before or behind it. */
int kvet_release_parse(
	const char *text, struct kvet_release *release, struct kvet_error *error);

#define KVET_RELEASE_SIZE 40
/* Writes RELEASE, or its line, into TEXT, and returns TEXT. */
const char *kvet_release_text(struct kvet_release release, char text[KVET_RELEASE_SIZE]);
const char *kvet_release_line(struct kvet_release release, char text[KVET_RELEASE_SIZE]);

/* Below, equal or above zero: A is before, the same as or after B. A candidate stands
 * before what it is a candidate of. */
int kvet_release_compare(struct kvet_release a, struct kvet_release b);

/* Store ----------------------------------------------------------------------------- */

typedef struct kvet_store kvet_store; /* the records, in one file */

/* For kvet_store_open. */
enum kvet_store_flags {
	KVET_STORE_WRITE =
		1, /* for an update; makes the file and its folder when missing */
};

/*
 * Opens the store at PATH, or with NULL where kvet_store_default_path says. Without
 * KVET_STORE_WRITE a store that is not there is KVET_ERROR_NOT_FOUND, and the file may lie
 * in a folder that cannot be written.
 */
int kvet_store_open(
	const char *path, unsigned flags, kvet_store **out, struct kvet_error *error);
void kvet_store_free(kvet_store *store);

/* $KVET_DB, else $XDG_DATA_HOME/kvet/kvet.db, else ~/.local/share/kvet/kvet.db, into PATH. */
int kvet_store_default_path(char *path, size_t size, struct kvet_error *error);

/* The path that the store was opened at. */
const char *kvet_store_path(const kvet_store *store);

/* The state of the records in the store. */
struct kvet_snapshot {
	char source[4096]; /* folder, repository, URL or archive they came from */
	char kind[8]; /* "folder", "git", "archive" */
	char date[11]; /* day of the newest record change in it */
	char commit[65]; /* commit of the records' repository, or "" */
	size_t records; /* published */
	size_t rejected;
};
int kvet_store_snapshot(
	kvet_store *store, struct kvet_snapshot *out, struct kvet_error *error);

/* One line about what the store holds: a name, how much of it, its day and source. */
struct kvet_holding {
	const char *name; /* "records", "pairs", "files", "releases", ... */
	uint64_t count;
	const char *date; /* newest day in it, or "" */
	const char *source; /* file it came from, or "" */
};

/*
 * Calls EACH for every holding; strings end with the call. Non-zero from EACH stops, and
 * is returned.
 */
int kvet_store_holdings(kvet_store *store,
	int (*each)(void *context, const struct kvet_holding *holding), void *context,
	struct kvet_error *error);

/* The same for what the last update did not understand: the file's name, and why. */
int kvet_store_problems(kvet_store *store,
	int (*each)(void *context, const char *name, const char *reason), void *context,
	struct kvet_error *error);

/*
 * Reads every page and checks that the tables agree with each other. PROBLEM is called with
 * a sentence for each thing that is wrong. 0 when nothing is; KVET_ERROR_STORE else.
 */
int kvet_store_verify(kvet_store *store, void (*problem)(void *context, const char *text),
	void *context, struct kvet_error *error);

/* Update ---------------------------------------------------------------------------- */

/* What an update did to a record or file. */
enum kvet_change {
	KVET_NEW,
	KVET_CHANGED,
	KVET_REJECTED, /* published before, rejected now */
	KVET_WITHDRAWN, /* no longer in the source at all */
	KVET_NOT_UNDERSTOOD, /* could not be read, and was skipped: an earlier copy stays */
	KVET_CHANGES
};

/* What an update reads, and whom it tells. */
struct kvet_update_options {
	size_t size;
	/* A folder, a git repository, a git URL or an archive; NULL: the store's last one, or
	 * the kernel's public repository; "": none, only the feeds below. */
	const char *source;
	const char *releases; /* endoflife-style JSON, or NULL */
	const char *lines; /* kernel-lines.tsv, or NULL */
	const char *known_exploited; /* CISA's JSON, or NULL */
	const char *cache; /* where clones live; NULL: $XDG_CACHE_HOME/kvet */
	/* Called now and then with work done and work in all (0: not known). Non-zero stops
	 * the update, which leaves the store as it was. May be NULL. */
	int (*progress)(void *context, const char *what, uint64_t done, uint64_t total);
	void *context;
};

typedef struct kvet_update kvet_update; /* what an update changed */

/*
 * Brings STORE up to date in one transaction: after an error, a kill or a full disk it is
 * what it was. A record that cannot be understood is counted, named and skipped.
 */
int kvet_store_update(kvet_store *store, const struct kvet_update_options *options,
	kvet_update **out, struct kvet_error *error);
void kvet_update_free(kvet_update *update);

/* How many records or files had that done to them. */
size_t kvet_update_count(const kvet_update *update, enum kvet_change change);

/* The INDEXth of that kind: the CVE or file, and (for KVET_NOT_UNDERSTOOD) why; else "". */
const char *kvet_update_name(
	const kvet_update *update, enum kvet_change change, size_t index);
const char *kvet_update_reason(
	const kvet_update *update, enum kvet_change change, size_t index);

/* The snapshot after the update, and whether only what changed was read. */
const struct kvet_snapshot *kvet_update_snapshot(const kvet_update *update);
bool kvet_update_incremental(const kvet_update *update);

/* Target ---------------------------------------------------------------------------- */

typedef struct kvet_target kvet_target; /* the kernel under test */

/*
 * A target from a release string as the world writes them: `6.1.55`, `v6.1`, `uname -r` of
 * a distribution (`5.15.0-91-generic`), the text of /proc/version. What cannot be told is
 * KVET_ERROR_INPUT, with the reason.
 */
int kvet_target_from_release(
	const char *text, kvet_target **out, struct kvet_error *error);

/*
 * The running host, or with ROOT (NULL: "/") the one whose proc and etc lie there: from
 * /proc/version, /proc/version_signature, /proc/sys/kernel/osrelease and /etc/os-release.
 */
int kvet_target_from_host(const char *root, kvet_target **out, struct kvet_error *error);

/* All that may tell of a kernel: several of these together compose. */
struct kvet_target_options {
	size_t size;
	/* What names it: a release string; a folder (source tree, build folder); a file
	 * (kernel image, vmlinux, what kvet_target_describe wrote, an SBOM); NULL or "host":
	 * the running host. */
	const char *input;
	const char *root; /* of the host: an unpacked or mounted device image; or NULL */
	const char *config; /* its .config, or NULL */
	const char *map; /* what kvet_map wrote of its source tree, or NULL */
	const char *build; /* the folder that it was built in, or NULL */
	/* The kernel's own (make sbom) or another, or NULL. Where neither INPUT nor ROOT names a
	 * kernel, the one that it names. */
	const char *sbom;
	/* OpenVEX documents with what people decided, VEX_COUNT of them; and the product that
	 * the kernel is in, of which statements may speak too; or NULL. */
	const char *const *vex;
	size_t vex_count;
	const char *product;
};

/*
 * The kernel that OPTIONS tell of. What each of them told, and where two contradict each
 * other, is in the target's notes; a file that cannot be understood is an error.
 */
int kvet_target_open(const struct kvet_target_options *options, kvet_target **out,
	struct kvet_error *error);

/* Writes all that is known of TARGET to PATH, as one file that kvet_target_open reads. */
int kvet_target_describe(
	const kvet_target *target, const char *path, struct kvet_error *error);

/*
 * Writes a map of the source tree in folder TREE: what a configuration compiles of it can be
 * told from the map alone. REPOSITORY (or NULL) is a kernel's git repository, from which
 * moves of files are learnt. PATH is where it goes, or NULL: $KVET_MAPS, else
 * $XDG_DATA_HOME/kvet/maps, where kvet_target_open finds it by itself. WRITTEN (of SIZE
 * bytes) receives the path.
 */
int kvet_map(const char *tree, const char *repository, const char *path, char *written,
	size_t size, struct kvet_error *error);

/* Ends a target. Results that were made of it still hold on to what they need. */
void kvet_target_free(kvet_target *target);

/* What names the target, as it was given; "host" for the running one. */
const char *kvet_target_input(const kvet_target *target);
/* "release", "host", "root", "tree", "build", "image", "description", "sbom" */
const char *kvet_target_kind(const kvet_target *target);
struct kvet_release kvet_target_release(const kvet_target *target); /* upstream's */
const char *kvet_target_distribution(const kvet_target *target); /* "Debian 6.1.192-2" */

/* What documents call it: a package URL and a CPE 2.3. Those of the SBOM that it came with,
 * else made of its release and distribution. */
const char *kvet_target_purl(const kvet_target *target);
const char *kvet_target_cpe(const kvet_target *target);

/* The target may carry fixes that its release does not show: verdicts err to affected. */
bool kvet_target_upper_bound(const kvet_target *target);

/* What is built into it can be told, so that verdicts may be not_built. */
bool kvet_target_knows_build(const kvet_target *target);

/*
 * Calls EACH for every source file of which the makefiles do not decide whether it is
 * compiled (it counts as built), with the makefile or the reason. Non-zero from EACH stops,
 * and is returned.
 */
int kvet_target_undecided(const kvet_target *target,
	int (*each)(void *context, const char *path, const char *why), void *context);

/* How the release was told and what is not known, sentence by sentence; NULL past the
 * last. */
const char *kvet_target_note(const kvet_target *target, size_t index);

/* Records --------------------------------------------------------------------------- */

/* A set of bits (1u << value); 0 stands for all. */
typedef uint32_t kvet_set;

/* The order of findings. */
enum kvet_sort {
	KVET_SORT_CVE, /* by number */
	KVET_SORT_PUBLISHED, /* newest first */
	KVET_SORT_SEVERITY, /* known exploited, then score, then newest */
	KVET_SORT_PRIORITY, /* then known exploited, score here, impact, presence, newest */
	KVET_SORTS
};

/* What narrows a list or a check. */
struct kvet_filter {
	size_t size;
	kvet_set languages, classes, families, severities;
	kvet_set verdicts; /* of a check; 0: affected and unknown */
	const char *subsystem; /* these areas and all below them, with commas; or NULL */
	const char *since; /* published on this day or later, or NULL */
	const char *until; /* published on this day or earlier, or NULL */
	const char *words; /* full text: all words, "a phrase", or NULL */
	bool exploited; /* only known exploited ones */
	bool rejected; /* the rejected records instead of the published */
	enum kvet_sort sort;
	size_t limit; /* at most so many; 0: all */
	bool decided; /* of a check: those that people's decisions close, too */
};

/* What brought a bug in, and what fixed it. */
struct kvet_pair {
	/* As the record writes them; "0" for none. */
	const char *introduced, *introduced_commit;
	const char *fixed, *fixed_commit;
};

/* Why a record has a class. */
struct kvet_class_evidence {
	enum kvet_class class;
	const char *words; /* of the record, that decided */
	const char *where; /* "title", "description" */
};

typedef struct kvet_record kvet_record; /* one CVE, as it was published */

/* Records are those of findings, and live as long as the result does. */
const char *kvet_record_cve(const kvet_record *record);
bool kvet_record_rejected(const kvet_record *record);
const char *kvet_record_title(const kvet_record *record);
const char *kvet_record_description(const kvet_record *record);
const char *kvet_record_published(const kvet_record *record);
kvet_set kvet_record_languages(const kvet_record *record);
enum kvet_class kvet_record_class(const kvet_record *record); /* the primary one */
enum kvet_family kvet_record_family(const kvet_record *record);
const char *kvet_record_subsystem(const kvet_record *record);
const char *kvet_record_cvss_vector(const kvet_record *record);
const char *kvet_record_cvss_source(const kvet_record *record); /* who scored */
double kvet_record_cvss_score(const kvet_record *record); /* 0.0 when not scored */
enum kvet_severity kvet_record_severity(const kvet_record *record);
const char *kvet_record_exploited(const kvet_record *record); /* day listed, or "" */

/* The lists of a record: the INDEXth, or NULL past the last. */
const char *kvet_record_file(const kvet_record *record, size_t index);
const char *kvet_record_reference(const kvet_record *record, size_t index);
const struct kvet_pair *kvet_record_pair(const kvet_record *record, size_t index);
const struct kvet_class_evidence *kvet_record_class_evidence(
	const kvet_record *record, size_t index);
/* What contradicts itself in the record, as a sentence. */
const char *kvet_record_contradiction(const kvet_record *record, size_t index);

/* Context --------------------------------------------------------------------------- */

typedef struct kvet_context kvet_context; /* what the operator says of a device */

/* Reads a context file, INI as docs/context.md has it. What is no statement is
 * KVET_ERROR_INPUT, with the line, and the nearest word that is known as a hint. */
int kvet_context_read(const char *path, kvet_context **out, struct kvet_error *error);

/* A context that says nothing; and one more statement for it, as in a file. */
int kvet_context_new(kvet_context **out, struct kvet_error *error);
int kvet_context_say(kvet_context *context, const char *section, const char *name,
	const char *value, struct kvet_error *error);
void kvet_context_free(kvet_context *context);

/* The file it was read from, or "". */
const char *kvet_context_path(const kvet_context *context);

/* The option ("CONFIG_NFSD" or "NFSD"), or the subsystem ("net/can", by itself or through
 * one above it), is needed: never switch it off. CONTEXT may be NULL: nothing is. */
bool kvet_context_needs(const kvet_context *context, const char *option);
bool kvet_context_needs_subsystem(const kvet_context *context, const char *subsystem);

#define KVET_CONTEXT_WORDS 3

/* One thing that a context can say. */
struct kvet_context_key {
	const char *section, *name; /* "reach", "network" */
	const char *question;
	const char *words[KVET_CONTEXT_WORDS]; /* most exposed first; NULL: no more */
	const char *meanings[KVET_CONTEXT_WORDS];
	unsigned assumed; /* which of them holds where nothing is said */
};

/* The INDEXth key, NULL past the last; the word that CONTEXT has for it, "" where it says
 * nothing; and the INDEXth option or subsystem that is needed, NULL past the last. */
const struct kvet_context_key *kvet_context_key(size_t index);
const char *kvet_context_word(const kvet_context *context, size_t index);
const char *kvet_context_need(const kvet_context *context, size_t index);

/* Writes CONTEXT (NULL: one that says nothing) as a file with comments, which
 * kvet_context_read understands as the same. */
int kvet_context_write(const kvet_context *context, FILE *out, struct kvet_error *error);

/* Check ----------------------------------------------------------------------------- */

typedef struct kvet_result kvet_result; /* of a check, list or audit */
typedef struct kvet_finding kvet_finding; /* a record, with its verdict in a check */

/*
 * The verdict of every record in STORE for TARGET, by the rule in docs/verdicts.md. The
 * result holds the totals of all records, and the findings that FILTER (NULL: affected and
 * unknown ones) lets through. It stands on its own: store and target may be freed.
 */
int kvet_check(kvet_store *store, const kvet_target *target,
	const struct kvet_filter *filter, kvet_result **out, struct kvet_error *error);

/* The same for one record: a result with one finding, whatever its verdict. */
int kvet_explain(kvet_store *store, const kvet_target *target, const char *cve,
	kvet_result **out, struct kvet_error *error);

/* Records without a target: findings whose verdict is KVET_UNKNOWN and has no meaning. */
int kvet_list(kvet_store *store, const struct kvet_filter *filter, kvet_result **out,
	struct kvet_error *error);

/* The records named, in the order given; a CVE that the store has not is left out, and
 * told by kvet_result_missing. */
int kvet_show(kvet_store *store, const char *const *cves, size_t count, kvet_result **out,
	struct kvet_error *error);

/* The records that contradict themselves: kvet_record_contradiction says how. */
int kvet_audit(kvet_store *store, const struct kvet_filter *filter, kvet_result **out,
	struct kvet_error *error);

/* Ends a result of any of the above. */
void kvet_result_free(kvet_result *result);

/* How many records have that verdict, of all; how many findings the result holds; each of
 * them, NULL past the last; and what they were made from. */
size_t kvet_result_total(const kvet_result *result, enum kvet_verdict verdict);
size_t kvet_result_count(const kvet_result *result); /* of findings */
/* Of the affected records, how many have code of that presence. */
size_t kvet_result_present(const kvet_result *result, enum kvet_presence presence);
const kvet_finding *kvet_result_finding(const kvet_result *result, size_t index);
const struct kvet_snapshot *kvet_result_snapshot(const kvet_result *result);
/* NULL when the result is not of a check. */
const kvet_target *kvet_result_target(const kvet_result *result);

/* What the result does not cover, sentence by sentence; NULL past the last. */
const char *kvet_result_horizon(const kvet_result *result, size_t index);

/* Known exploited CVEs of the kernel that have no record, and so are not judged; for
 * kvet_show the CVEs that have none. NULL past the last. */
const char *kvet_result_missing(const kvet_result *result, size_t index);

/* What a finding says: of which record, what, and whether its code is in the target. */
const kvet_record *kvet_finding_record(const kvet_finding *finding);
enum kvet_verdict kvet_finding_verdict(const kvet_finding *finding);
enum kvet_presence kvet_finding_presence(const kvet_finding *finding);

/* The option that decides whether its code is compiled ("CONFIG_NFSD"), what it is set to
 * ("m", "y", "n" for not set), and the module that the code is in; "" where not known. */
const char *kvet_finding_option(const kvet_finding *finding);
const char *kvet_finding_option_value(const kvet_finding *finding);
const char *kvet_finding_module(const kvet_finding *finding);

/* The pair that speaks: what brought the bug in, and the fix on the target's own line or,
 * where there is none, mainline's. "" where there is none. */
const char *kvet_finding_introduced(const kvet_finding *finding);
const char *kvet_finding_introduced_commit(const kvet_finding *finding);
const char *kvet_finding_fixed(const kvet_finding *finding);
const char *kvet_finding_fixed_commit(const kvet_finding *finding);

/* One fact of a verdict. */
struct kvet_evidence {
	const char *kind; /* "release", "introduced", "fixed", "candidate", ... */
	const char *text; /* a sentence */
	const char *source; /* the file or feed that says so */
};
/* The facts that make the verdict, in order; NULL past the last. */
const struct kvet_evidence *kvet_finding_evidence(
	const kvet_finding *finding, size_t index);

/*
 * Ranks the findings of RESULT anew, for a device that CONTEXT (NULL: nothing is said) tells
 * of. The order of the findings stays. CONTEXT may be freed; after an error RESULT is
 * good for nothing but to be freed.
 */
int kvet_result_apply_context(
	kvet_result *result, const kvet_context *context, struct kvet_error *error);

/* Puts the findings in the order SORT. */
void kvet_result_sort(kvet_result *result, enum kvet_sort sort);

/* The file of the context that was applied ("": it had none), NULL where none was; and how
 * many findings have that priority. */
const char *kvet_result_context(const kvet_result *result);
size_t kvet_result_priority(const kvet_result *result, enum kvet_priority priority);

/* What to do about the finding, in the context that was applied or without any;
 * KVET_PRIORITIES unless it is affected or unknown. */
enum kvet_priority kvet_finding_priority(const kvet_finding *finding);

/* One step of the rule. */
struct kvet_priority_step {
	const char *name; /* "exploitation", "exposure", "automatable", "impact" */
	const char *value; /* a word of docs/priority.md */
	const char *why;
};
/* The steps that make the priority, in order; NULL past the last. */
const struct kvet_priority_step *kvet_finding_priority_step(
	const kvet_finding *finding, size_t index);

/* CVSS v3.1's environmental score, or the base score where the context changes nothing;
 * 0.0 when not scored. And the environmental vector, "" where there is none. */
double kvet_finding_score_here(const kvet_finding *finding);
enum kvet_severity kvet_finding_severity_here(const kvet_finding *finding);
const char *kvet_finding_vector_here(const kvet_finding *finding);

/* A metric that the context changes. */
struct kvet_metric_change {
	const char *metric; /* "MAV" */
	char was, value; /* the letters: 'N' is now 'A' */
	const char *why;
};
const struct kvet_metric_change *kvet_finding_metric_change(
	const kvet_finding *finding, size_t index);

/* The interface that the device has not, and through which alone the code is reached
 * ("usb"), or "". */
const char *kvet_finding_absent_interface(const kvet_finding *finding);

/* Decisions ------------------------------------------------------------------------- */

/* What a person said of a record, in a document of the target's; docs/decisions.md. */
struct kvet_decision {
	enum kvet_vex_status status;
	const char *justification; /* one of the labels, or "" */
	const char *note, *impact, *action; /* or "" */
	const char *author; /* of the document */
	const char *time; /* of the statement, or its document's: RFC 3339 */
	const char *document; /* the file */
	const char *product; /* what the statement names the target by */
	bool closes; /* the finding: it counts no longer among the open ones */
};

/* What is known that does not go with a decision. */
struct kvet_doubt {
	const char *cve;
	const char *
		kind; /* "refuted": it closes nothing; "contradicts", "stale", "disputed" */
	const char *text; /* a sentence */
};

/* What holds for the finding, or NULL; and what casts doubt on it, NULL past the last. */
const struct kvet_decision *kvet_finding_decision(const kvet_finding *finding);
const struct kvet_doubt *kvet_finding_doubt(const kvet_finding *finding, size_t index);

/* Whether the target came with documents; how many affected and unknown records their
 * decisions close, with that status, of all; and all doubts, by CVE, NULL past the last. */
bool kvet_result_has_decisions(const kvet_result *result);
size_t kvet_result_decided(const kvet_result *result, enum kvet_vex_status status);
const struct kvet_doubt *kvet_result_doubt(const kvet_result *result, size_t index);

/* A statement that is to be made of a finding. Texts are NULL where there is none. */
struct kvet_statement {
	size_t size;
	enum kvet_vex_status status;
	const char *justification; /* one of the labels */
	const char *note, *impact, *action;
	const char *
		author; /* of a document that is made; else NULL, or the document's own */
	const char *product; /* NULL: the kernel, in the release of the target */
	bool force; /* even where what is known refutes it */
};

/*
 * Adds STATEMENT on the first finding of RESULT (kvet_explain's) to the OpenVEX document
 * at PATH, which is made when there is none, and writes that to OUTPUT (NULL: PATH), whole
 * or not at all. What else stands in the document stays. Its time is $SOURCE_DATE_EPOCH, or
 * now. KVET_ERROR_USAGE when OpenVEX does not allow such a statement, KVET_ERROR_INPUT
 * when the document is none, is of another author, or the statement is refuted.
 */
int kvet_decide(const kvet_result *result, const struct kvet_statement *statement,
	const char *path, const char *output, struct kvet_error *error);

/* Diff ------------------------------------------------------------------------------ */

/* Whether the file at PATH begins as a check that was saved (JSON or JSON lines). */
bool kvet_result_is_saved(const char *path);

/*
 * A check that was saved, as a result: with its target, totals and findings, but of these
 * only what the file says. Evidence, horizon and undecided files are not read.
 */
int kvet_result_read(const char *path, kvet_result **out, struct kvet_error *error);

/* What the result of a check was narrowed by: its options as JSON, "{}" for none. */
const char *kvet_result_filter(const kvet_result *result);

/* Whether the findings of a check are all of its affected and unknown records but those
 * that decisions close. */
bool kvet_result_is_whole(const kvet_result *result);

typedef struct kvet_diff kvet_diff; /* what changes from one check to another */

/* Of one record. Either may be NULL: not among the findings of that result. */
struct kvet_difference {
	const kvet_finding *before, *after;
	/* Why it is no longer open, or was not: a verdict, "decided", or "" where the result
	 * does not tell; of a changed one what differs: "severity, presence". */
	const char *why;
};

/*
 * Compares two checks by their open findings: affected and unknown, and not closed by a
 * decision. To tell why others are not open, the results need all verdicts and decided
 * ones. The diff takes both results, and ends them with itself or at an error.
 */
int kvet_diff_of(kvet_result *before, kvet_result *after, kvet_diff **out,
	struct kvet_error *error);
void kvet_diff_free(kvet_diff *diff);

/* How many records have that fate; the INDEXth of them, what matters most first, NULL past
 * the last; the two results; and what makes them hard to compare, NULL past the last. */
size_t kvet_diff_count(const kvet_diff *diff, enum kvet_fate fate);
const struct kvet_difference *kvet_diff_item(
	const kvet_diff *diff, enum kvet_fate fate, size_t index);
const kvet_result *kvet_diff_before(const kvet_diff *diff);
const kvet_result *kvet_diff_after(const kvet_diff *diff);
const char *kvet_diff_note(const kvet_diff *diff, size_t index);

/* Census ---------------------------------------------------------------------------- */

/* Lines of files: code where anything but comment is on them. */
struct kvet_count {
	uint64_t files, code, comments, blank;
};

/* How often, and how many of them say in a SAFETY comment why they may. */
struct kvet_unsafe_count {
	uint64_t count, safety;
};

/* The unsafe code of Rust, by what the word stands before; docs/census.md tells more. */
struct kvet_unsafe {
	struct kvet_unsafe_count blocks, functions, impls, traits;
	uint64_t lines; /* of code that are in the blocks, in whole or in part */
};

/* The code of one language in one subsystem. */
struct kvet_census_row {
	const char *subsystem;
	enum kvet_language language;
	struct kvet_count count;
};

/* A file that should have been counted, and why it was not. */
struct kvet_census_skip {
	const char *path, *reason;
};

typedef struct kvet_census kvet_census; /* how much code a source tree has */

/*
 * Counts the source tree in folder TREE, with THREADS threads (0: as many as pay). No link
 * is followed; what is neither code nor a script of the build is left out.
 */
int kvet_census_take(
	const char *tree, unsigned threads, kvet_census **out, struct kvet_error *error);
void kvet_census_free(kvet_census *census);

/* The folder as it was given, and the release that its Makefile names: "6.12.48". */
const char *kvet_census_input(const kvet_census *census);
const char *kvet_census_release(const kvet_census *census);

/* All code of LANGUAGE; with KVET_LANGUAGES of all of them. */
struct kvet_count kvet_census_total(
	const kvet_census *census, enum kvet_language language);
const struct kvet_unsafe *kvet_census_unsafe(const kvet_census *census);

/* By subsystem, then language; NULL past the last. */
const struct kvet_census_row *kvet_census_row(const kvet_census *census, size_t index);

/* How many files are no code: documents, data. */
size_t kvet_census_not_counted(const kvet_census *census);
/* The INDEXth file that was skipped, by path; NULL past the last. */
const struct kvet_census_skip *kvet_census_skip(const kvet_census *census, size_t index);

/*
 * Keeps the counts by subsystem and language in STORE, opened to be written, in the place
 * of what it had for the same release.
 */
int kvet_store_census_save(
	kvet_store *store, const kvet_census *census, struct kvet_error *error);

/*
 * Calls EACH for every row that was kept, by order of releases; strings end with the call.
 * Non-zero from EACH stops, and is returned.
 */
int kvet_store_census(kvet_store *store,
	int (*each)(
		void *context, const char *release, const struct kvet_census_row *row),
	void *context, struct kvet_error *error);

/* Lines ----------------------------------------------------------------------------- */

/* Stands for a number of days that is not known, or of which there is none. */
#define KVET_DAYS_UNKNOWN INT32_MIN

/* A line may yet take a fix that mainline has for at most so many days. */
#define KVET_LAG_PENDING_DAYS 90

/*
 * How fixes come from mainline to a line: of the records that some release of the line has,
 * and whose fix is in a mainline release behind the one that opened the line. Days are those
 * from that mainline release to the line's release with the fix; below 0 where the line had
 * it first.
 */
struct kvet_lag {
	size_t came; /* the line has the fix */
	size_t never; /* it has not, and mainline has it for more than KVET_LAG_PENDING_DAYS */
	size_t pending; /* it has not, and mainline has it no longer than that */
	size_t after_end; /* mainline's came when the line had ended */
	int32_t first_quartile, median, third_quartile; /* days, of those that came */
	int32_t half_of_all; /* in so many days half of came, never and pending had come */
};

/* kvet_line's `fixed_recently` are of so many days, the snapshot's the last. */
#define KVET_LINE_RECENT_DAYS 90

/* A line as of the snapshot's day. */
struct kvet_line {
	const char *name; /* "6.1" */
	const char *released, *end_of_life; /* days, or "" */
	bool longterm;
	bool ended; /* its end of life lies before the snapshot's day */
	const char *newest, *newest_released; /* its newest release */
	size_t open; /* records that affect that release */
	size_t open_exploited; /* of these, known exploited ones */
	size_t fixed_recently; /* records fixed on the line, for good, in those days */
	struct kvet_lag lag;
};

/* What lines are looked at, and what records are counted. */
struct kvet_lines_options {
	size_t size;
	bool all; /* ended ones too */
	const struct kvet_filter *filter; /* verdicts, sort and limit aside; or NULL */
};

typedef struct kvet_line_list kvet_line_list; /* lines, in the order to choose from */

/*
 * The lines that the store's feed knows, as of the snapshot's day: maintained before ended
 * ones, of the maintained the long-term ones first; then by end of life, the latest first
 * (one that is not known is the latest); then by open records, the fewest first; then the
 * newer line. OPTIONS may be NULL. KVET_ERROR_NOT_FOUND when the store has no lines or no
 * days of releases.
 */
int kvet_lines(kvet_store *store, const struct kvet_lines_options *options,
	kvet_line_list **out, struct kvet_error *error);
void kvet_line_list_free(kvet_line_list *list);

/* The INDEXth line, or NULL past the last; what they were made from; and what they do not
 * cover, sentence by sentence, NULL past the last. */
const struct kvet_line *kvet_line_list_line(const kvet_line_list *list, size_t index);
const struct kvet_snapshot *kvet_line_list_snapshot(const kvet_line_list *list);
const char *kvet_line_list_horizon(const kvet_line_list *list, size_t index);

/* One release of a line. */
struct kvet_backlog_point {
	const char *release, *released; /* its day, or "" */
	size_t open; /* records that affect it, by what is known today */
	size_t open_exploited;
	size_t came; /* records that it has, and the release before had not */
	size_t fixed; /* and the other way */
};

typedef struct kvet_backlog kvet_backlog; /* the open records over a line's life */

/* Every release of LINE ("6.1") that is out on the snapshot's day. FILTER as in
 * kvet_lines_options. */
int kvet_backlog_of(kvet_store *store, const char *line, const struct kvet_filter *filter,
	kvet_backlog **out, struct kvet_error *error);
void kvet_backlog_free(kvet_backlog *backlog);

/* The line; its INDEXth release, NULL past the last; what they were made from; and what they
 * do not cover, NULL past the last. */
const char *kvet_backlog_line(const kvet_backlog *backlog);
const struct kvet_backlog_point *kvet_backlog_point(
	const kvet_backlog *backlog, size_t index);
const struct kvet_snapshot *kvet_backlog_snapshot(const kvet_backlog *backlog);
const char *kvet_backlog_horizon(const kvet_backlog *backlog, size_t index);

/* Profile --------------------------------------------------------------------------- */

/* What a profile counts, and of which records. */
struct kvet_profile_options {
	size_t size;
	enum kvet_by by;
	enum kvet_over over;
	enum kvet_per per;
	const struct kvet_filter *filter; /* verdicts, sort and limit aside; or NULL */
};

/* A stretch of time, without gaps from the first to the last that anything is of. */
struct kvet_period {
	const char *name; /* "2024", "2024-Q1", "2024-03", "6.9" */
	size_t records; /* of that time, each once */
	bool partial; /* it is not over on the snapshot's day */
};

/* What has one language, class and so on in common. A record of C and Rust is in the rows of
 * both; by line, a record is in the row of each line that has or had it. */
struct kvet_profile_row {
	const char *name;
	size_t count;
	double share; /* of all records of the profile, 0 to 1 */
	size_t undated; /* whose time is not known */
	const size_t *counts; /* one for each period */
};

/* What Rust would have prevented. */
struct kvet_profile_rust {
	size_t c_records; /* records of C code */
	size_t c[KVET_SAFE_RUSTS]; /* of these, by what safe Rust does to their class */
	size_t rust_records;
};

/* A record of Rust code. */
struct kvet_rust_record {
	const char *cve, *published, *title;
	enum kvet_class class;
	const char *unsafe_words; /* of its text, that name unsafe code; or "" */
};

/* A share of bugs with its interval of 95 %; all three are below 0 where there is none. */
struct kvet_estimate {
	double value, low, high;
};

/* How many spans of a life are looked at. */
#define KVET_AGE_YEARS 3

/* The INDEXth span in years: 1, 2, 5; 0 past the last. */
unsigned kvet_age_years(unsigned index);

/* The bugs that mainline releases of one year brought, as far as they are known. */
struct kvet_cohort {
	int year;
	size_t known;
	size_t fixed; /* in mainline; the others are censored at the snapshot's day */
	size_t within[KVET_AGE_YEARS]; /* fixed in so many years */
	bool numbered; /* else fixes of its early life were numbered only in part */
	bool complete[KVET_AGE_YEARS]; /* for the year's last day too they are over */
	struct kvet_estimate alive[KVET_AGE_YEARS]; /* Kaplan-Meier, of the known ones */
	/* Days until half of the known ones were fixed, and its interval of 95 %. */
	int32_t median, median_low, median_high;
	enum kvet_apart apart; /* from the year before */
	/* They were compared by those fixed at ages from and to so many days, which all bugs
	 * of both have had since the kernel numbers nearly every fix. */
	int32_t apart_from, apart_to;
};

/* One point of the curve of all known bugs: of these, the share that mainline still had at
 * that age. */
struct kvet_survival {
	unsigned years;
	size_t at_risk;
	struct kvet_estimate alive;
};

/* How old bugs were when they were fixed. */
struct kvet_ages {
	size_t dated; /* records whose introduction has a day, in mainline */
	size_t censored; /* of these, not fixed in a mainline release */
	size_t contradictory; /* fixed before they came: left out */
	size_t undated; /* left out likewise */
	/* Of those fixed since the kernel numbers nearly every fix: no one is missing
	 * because it was found too early. Days, and mainline releases. */
	size_t numbered;
	int32_t first_quartile, median, third_quartile, median_releases;
};

/* How fixes come to one long-term line. */
struct kvet_line_lag {
	const char *line;
	bool ended;
	struct kvet_lag lag;
};

/* How many records a language or subsystem has per lines of code and time. */
struct kvet_rate {
	const char *name;
	size_t records; /* fixed in mainline in the span of time */
	double million_lines; /* of code, the mean over that span */
	double line_years; /* million lines times years */
	struct kvet_estimate rate; /* records per million lines and year */
	bool few; /* too few records to tell */
};

/* A census that rates were counted with, as the code of mainline on a day. */
struct kvet_rate_census {
	const char *release; /* of the tree */
	const char *day; /* when its line opened */
	double million_lines; /* of those that rates are per */
};

/* What the rates have in common. */
struct kvet_rates {
	const char *missing; /* why there are none, and what to try; NULL: there are */
	const char *from, *to; /* the span of time, days */
	double years; /* its length */
	double beyond; /* the share of it that lies before the first or after the last census */
	enum kvet_by by; /* language, or subsystem */
	size_t without_lines; /* records whose subsystem has no code in any census */
	/* How many times C's rate that of Rust is; below 0 where it is not known. */
	struct kvet_estimate rust_to_c;
	bool rust_told_apart; /* its interval does not hold 1 */
};

typedef struct kvet_profile kvet_profile; /* what records are, and how that changes */

/* Profiles the records that the options let through; OPTIONS may be NULL. What the store
 * has no days for is undated, and said. */
int kvet_profile_of(kvet_store *store, const struct kvet_profile_options *options,
	kvet_profile **out, struct kvet_error *error);
void kvet_profile_free(kvet_profile *profile);

/* What was asked for, how many records there are, and how many of them have no time. */
enum kvet_by kvet_profile_by(const kvet_profile *profile);
enum kvet_over kvet_profile_over(const kvet_profile *profile);
enum kvet_per kvet_profile_per(const kvet_profile *profile);
size_t kvet_profile_records(const kvet_profile *profile);
size_t kvet_profile_undated(const kvet_profile *profile);

/* The INDEXth of each list, NULL past the last; rows by falling count (severities by
 * severity, lines newest first). */
const struct kvet_period *kvet_profile_period(const kvet_profile *profile, size_t index);
const struct kvet_profile_row *kvet_profile_row(
	const kvet_profile *profile, size_t index);
const struct kvet_rust_record *kvet_profile_rust_record(
	const kvet_profile *profile, size_t index);
const struct kvet_cohort *kvet_profile_cohort(const kvet_profile *profile, size_t index);
const struct kvet_survival *kvet_profile_survival(
	const kvet_profile *profile, size_t index);
const struct kvet_line_lag *kvet_profile_lag(const kvet_profile *profile, size_t index);
/* Rates of languages, or of the subsystems that have any record, those that are surely high
 * first; and the censuses by day. */
const struct kvet_rate *kvet_profile_rate(const kvet_profile *profile, size_t index);
const struct kvet_rate_census *kvet_profile_rate_census(
	const kvet_profile *profile, size_t index);

/* What there is one of. */
const struct kvet_profile_rust *kvet_profile_rust(const kvet_profile *profile);
const struct kvet_ages *kvet_profile_ages(const kvet_profile *profile);
const struct kvet_rates *kvet_profile_rates(const kvet_profile *profile);
const struct kvet_snapshot *kvet_profile_snapshot(const kvet_profile *profile);

/* What the numbers cannot say, sentence by sentence; NULL past the last. */
const char *kvet_profile_horizon(const kvet_profile *profile, size_t index);

/* Plan ------------------------------------------------------------------------------ */

/* What a plan is made of. */
struct kvet_plan_options {
	size_t size;
	const struct kvet_filter *filter; /* verdicts, sort and limit aside; or NULL */
	size_t rows; /* of the line: so many releases are notable; 0: each */
	const kvet_context *context; /* that priorities are by, or NULL */
};

/* The records of one area of the source among those that a step changes. */
struct kvet_plan_area {
	const char *subsystem;
	size_t removed, brought;
};

/* A release that the target could move to, and what that does. Its verdicts are those of a
 * check of the release with what is built into the target. */
struct kvet_plan_step {
	const char *release, *released; /* its day, or "" */
	const char *line, *end_of_life; /* "6.12"; a day or "" */
	bool longterm;
	/* Of the line's releases: its place by how much it is worth a row, from 1, and whether
	 * that is among those asked for. */
	size_t rank;
	bool notable;
	size_t removed; /* of the target's findings, those that it has not */
	size_t remaining; /* those that it has */
	size_t brought; /* records that affect it, and not the target */
	size_t built; /* of the removed, those whose code is known to be in the target */
	size_t carried; /* of the brought, those that the target's package says it fixes */
	/* The same by priority. */
	size_t removed_by[KVET_PRIORITIES], remaining_by[KVET_PRIORITIES],
		brought_by[KVET_PRIORITIES];
	/* Of a notable step: the areas that it changes anything of, those with most changes
	 * first, and the CVEs that it brings. */
	const struct kvet_plan_area *areas;
	size_t area_count;
	const char *const *brings;
	size_t brings_count;
};

typedef struct kvet_plan kvet_plan; /* where a target could move to */

/*
 * What becomes of the findings of TARGET in each later release of its line, and in the
 * newest release of each other line that is maintained on the snapshot's day. What the
 * target's build is proven to leave out, it leaves out there too;
 * what cannot be proven counts. OPTIONS may be NULL. KVET_ERROR_NOT_FOUND when the store
 * has no days of releases.
 */
int kvet_plan_of(kvet_store *store, const kvet_target *target,
	const struct kvet_plan_options *options, kvet_plan **out,
	struct kvet_error *error);
void kvet_plan_free(kvet_plan *plan);

/* How many findings the target has, and of them of one priority. */
size_t kvet_plan_findings(const kvet_plan *plan);
size_t kvet_plan_findings_by(const kvet_plan *plan, enum kvet_priority priority);

/* The releases of the line, by their order; the newest of other lines, in the order of
 * kvet_lines; NULL past the last. */
const struct kvet_plan_step *kvet_plan_step(const kvet_plan *plan, size_t index);
const struct kvet_plan_step *kvet_plan_line(const kvet_plan *plan, size_t index);

/* What to do, and the step that it is about, or NULL. */
enum kvet_advice kvet_plan_advice(const kvet_plan *plan);
const struct kvet_plan_step *kvet_plan_advised(const kvet_plan *plan);

/* Of the target's own line: its end of life or "", and whether that lies before the
 * snapshot's day. */
const char *kvet_plan_end_of_life(const kvet_plan *plan);
bool kvet_plan_ended(const kvet_plan *plan);

/* What the plan was made from, and what it does not cover, NULL past the last. */
const struct kvet_snapshot *kvet_plan_snapshot(const kvet_plan *plan);
const kvet_target *kvet_plan_target(const kvet_plan *plan);
const char *kvet_plan_horizon(const kvet_plan *plan, size_t index);
bool kvet_plan_in_context(const kvet_plan *plan); /* priorities are by one */

/* Picks ----------------------------------------------------------------------------- */

/* What commits are looked for. */
struct kvet_picks_options {
	size_t size;
	const struct kvet_filter *filter; /* verdicts, sort and limit aside; or NULL */
	const kvet_context *context; /* that priorities are by, or NULL */
	const char *repository; /* a kernel's git repository, for their order; or NULL */
};

/* A commit of the target's line that fixes a finding, or several. */
struct kvet_pick {
	const char *commit; /* 12 to 64 hexadecimal digits, and nothing else */
	const char *release; /* the line's that has it */
	const char *const *cves;
	size_t cve_count;
	enum kvet_priority priority; /* the most urgent of theirs */
	bool in_repository; /* it was found there, and stands in the order of history */
};

/* A finding that no commit of the line is known to remove. */
struct kvet_unpicked {
	const kvet_finding
		*finding; /* its fix is mainline's; its option switches it off */
	const char *why; /* a sentence */
};

typedef struct kvet_picks kvet_picks; /* what to pick where one cannot move */

/*
 * The commits of TARGET's line that together remove what of its findings can be removed so,
 * each once: by release and, of those that OPTIONS' repository has, by history. All fixes of
 * one bug on the line are among them where a record names several. OPTIONS may be NULL.
 */
int kvet_picks_of(kvet_store *store, const kvet_target *target,
	const struct kvet_picks_options *options, kvet_picks **out,
	struct kvet_error *error);
void kvet_picks_free(kvet_picks *picks);

/* Each commit, and each finding that is left; NULL past the last. */
const struct kvet_pick *kvet_picks_pick(const kvet_picks *picks, size_t index);
const struct kvet_unpicked *kvet_picks_left(const kvet_picks *picks, size_t index);

/* How many findings there are, whether they have an order of history, and what they were
 * made from; what is not covered, NULL past the last. */
size_t kvet_picks_findings(const kvet_picks *picks);
bool kvet_picks_in_history(const kvet_picks *picks);
bool kvet_picks_in_context(const kvet_picks *picks);
const struct kvet_snapshot *kvet_picks_snapshot(const kvet_picks *picks);
const kvet_target *kvet_picks_target(const kvet_picks *picks);
const char *kvet_picks_horizon(const kvet_picks *picks, size_t index);

/* Savings --------------------------------------------------------------------------- */

/* What options are looked for. */
struct kvet_savings_options {
	size_t size;
	const struct kvet_filter *filter; /* verdicts, sort and limit aside; or NULL */
	const kvet_context *context; /* priorities, and what is needed; or NULL */
	size_t rows; /* at most so many options; 0: all */
};

/* An option, and the findings whose code would not be compiled without it. */
struct kvet_saving {
	const char *option, *value; /* "CONFIG_BT", "m" */
	size_t removed;
	size_t removed_by[KVET_PRIORITIES];
	size_t more; /* of these, those that no option before it removes */
	size_t loaded; /* of the removed, those whose module is loaded: it is in use */
	const char *subsystem; /* the area that most of them are of */
};

typedef struct kvet_savings kvet_savings; /* options that could be switched off */

/*
 * The options of TARGET's configuration that remove most when they are switched off, each by
 * itself: the makefiles are read again without it, and a finding counts when none of its
 * code is compiled then. What the context needs is left out. KVET_ERROR_USAGE when the
 * configuration or the tree is not known. OPTIONS may be NULL.
 */
int kvet_savings_of(kvet_store *store, const kvet_target *target,
	const struct kvet_savings_options *options, kvet_savings **out,
	struct kvet_error *error);
void kvet_savings_free(kvet_savings *savings);

/* The options, those that remove most first; NULL past the last. */
const struct kvet_saving *kvet_savings_saving(const kvet_savings *savings, size_t index);

/* How many options remove anything, shown or not, and how many the context keeps. */
size_t kvet_savings_candidates(const kvet_savings *savings);
size_t kvet_savings_needed(const kvet_savings *savings);
size_t kvet_savings_findings(const kvet_savings *savings);
bool kvet_savings_in_context(const kvet_savings *savings);
const struct kvet_snapshot *kvet_savings_snapshot(const kvet_savings *savings);
const kvet_target *kvet_savings_target(const kvet_savings *savings);
const char *kvet_savings_horizon(const kvet_savings *savings, size_t index);

/* Report ---------------------------------------------------------------------------- */

/* How a report is written. */
struct kvet_report_options {
	size_t size;
	enum kvet_format format;
	unsigned width; /* of the terminal, columns; 0: as wide as it gets */
	unsigned rows; /* of findings; 0: all, or what HEIGHT lets through */
	unsigned height; /* of the terminal, lines: a table is cut to fit it; 0: no end */
	bool colour; /* of a table */
	bool verbose; /* a check lists the files that could not be decided */
	const char *
		command; /* what would show the rest, for the table's last line, or NULL */
	/* The command that explains one finding, before and behind its CVE; or NULL. */
	const char *explain, *explain_options;
	bool unicode; /* the terminal shows UTF-8: pictures are drawn in blocks */
	/* Of documents that are handed on: who says it, an address of theirs (a URL), and
	 * when (RFC 3339). NULL: nobody is named; the snapshot's day. */
	const char *author, *author_url, *time;
};

/* Writes what a command found to OUT, in one of the formats; docs/json.md is the contract
 * of the JSON forms. A full disk is KVET_ERROR_SYSTEM. */
int kvet_report_check(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
/*
 * Rewrites the summary at PATH that Yocto's cve-check or vex class wrote: RESULT's verdicts
 * and reasons in the place of what it says of the kernel of that release, all else as it is,
 * and what people decided too (docs/forms.md). RESULT is of a check for all verdicts.
 */
int kvet_report_yocto_summary(
	const kvet_result *result, const char *path, FILE *out, struct kvet_error *error);
int kvet_report_explain(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_list(const kvet_result *result, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
int kvet_report_show(const kvet_result *result, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
int kvet_report_audit(const kvet_result *result,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_context(const kvet_context *context,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_update(const kvet_update *update,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_store(kvet_store *store, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
/* COUNT censuses side by side, in the order given. */
int kvet_report_census(const kvet_census *const *censuses, size_t count,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_lines(const kvet_line_list *list,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_profile(const kvet_profile *profile,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_diff(const kvet_diff *diff, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
int kvet_report_backlog(const kvet_backlog *backlog,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);
int kvet_report_plan(const kvet_plan *plan, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
int kvet_report_picks(const kvet_picks *picks, const struct kvet_report_options *options,
	FILE *out, struct kvet_error *error);
int kvet_report_savings(const kvet_savings *savings,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);

/* The commits as a shell script of git cherry-pick, or one a line as quilt's series has
 * patches; the format of OPTIONS is not looked at. */
int kvet_report_picks_as(const kvet_picks *picks, enum kvet_pick_form form,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);

/* What a page shows: docs/report.md. */
struct kvet_page {
	size_t size;
	const kvet_result *result; /* of kvet_check, or of kvet_list */
	const kvet_profile *const
		*profiles; /* each of something else; some may be NULL */
	size_t profile_count;
	const char *made_by; /* the command that makes the page again, or NULL */
	bool exploited_list; /* the store has a list of known exploited vulnerabilities */
};

/* 0 when this build can write pages, else KVET_ERROR_UNSUPPORTED. */
int kvet_report_html_ready(struct kvet_error *error);

/*
 * Writes PAGE to OUT as one HTML file that needs nothing else: its data are the JSON forms of
 * docs/json.md. Of OPTIONS (NULL: none) only `explain` and `explain_options` are looked at.
 * KVET_ERROR_UNSUPPORTED in a build without the page; a full disk is KVET_ERROR_SYSTEM.
 */
int kvet_report_html(const struct kvet_page *page,
	const struct kvet_report_options *options, FILE *out, struct kvet_error *error);

#ifdef __cplusplus
}
#endif

#endif
