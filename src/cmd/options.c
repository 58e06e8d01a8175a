/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cmd/options.h"

#include <stddef.h>

const struct option_entry common_options[] = {
	{"db", 'd', VALUE_FILE, "FILE",
		"the store; else $KVET_DB, else $XDG_DATA_HOME/kvet/kvet.db", 0},
	{"format", 'f', VALUE_WORDS, "FORMAT",
		"the form of the output: table, json, jsonl, csv; svg where there is a "
		"picture",
		KVET_WORDS_FORMAT},
	{"output", 'o', VALUE_FILE, "FILE", "write to FILE instead of standard output",
		0},
	{"help", 'h', VALUE_NONE, NULL, "show this help", 0},
	{0},
};

const struct exit_status exit_statuses[] = {
	{0, "done; nothing found at or above --fail-on"},
	{1, "done; something was found at or above --fail-on"},
	{2, "wrong usage"},
	{3, "could not do it: the message says what, where and what to try"},
	{0, NULL},
};

const char *const sort_words[] = {"cve", "published", "severity", "priority", NULL};
const char *const fail_on_words[] = {"any", "low", "medium", "high", "critical",
	"exploited", "act-now", "new:any", "new:low", "new:medium", "new:high",
	"new:critical", "new:exploited", "new:act-now", NULL};

const struct option_entry option_language = {"language", 0, VALUE_WORDS, "LANGUAGE",
	"only records of code in this language: c, rust, assembly, other",
	KVET_WORDS_LANGUAGE};
const struct option_entry option_class = {"class", 0, VALUE_WORDS, "CLASS",
	"only this class of bug, as use-after-free; several with commas",
	KVET_WORDS_CLASS};
const struct option_entry option_family = {"family", 0, VALUE_WORDS, "FAMILY",
	"only this family of classes, as memory or concurrency", KVET_WORDS_FAMILY};
const struct option_entry option_subsystem = {"subsystem", 0, VALUE_TEXT, "AREA",
	"only this area and all below it, as net or fs/smb; several with commas", 0};
const struct option_entry option_severity = {"severity", 0, VALUE_WORDS, "SEVERITY",
	"only records of this severity by score, as HIGH,CRITICAL or not_scored",
	KVET_WORDS_SEVERITY};
const struct option_entry option_since = {"since", 0, VALUE_DAY, "DAY",
	"only records published on DAY (YYYY-MM-DD) or later; records that did not "
	"come from git have no day, and are left out",
	0};
const struct option_entry option_until = {"until", 0, VALUE_DAY, "DAY",
	"only records published on DAY or earlier; likewise", 0};
const struct option_entry option_exploited = {"exploited", 0, VALUE_NONE, NULL,
	"only records on the list of known exploited vulnerabilities", 0};
const struct option_entry option_verdict = {"verdict", 0, VALUE_WORDS, "VERDICT",
	"show findings with these verdicts instead of affected and unknown",
	KVET_WORDS_VERDICT};
const struct option_entry option_target = {"target", 0, VALUE_RELEASE, "TARGET",
	"only records that are affected or unknown for TARGET, as kvet check takes it, "
	"or have a verdict of --verdict there",
	0};
const struct option_entry option_sort = {"sort", 0, VALUE_SORT, "ORDER",
	"cve (by number), published (newest first), severity (known exploited, score, "
	"newest) or priority (as with --context)",
	0};
const struct option_entry option_limit = {"limit", 'n', VALUE_NUMBER, "N",
	"at most N findings; 0: all. A table without it shows what fits the screen", 0};
const struct option_entry option_fail_on = {"fail-on", 0, VALUE_FAIL_ON, "LEVEL",
	"exit with 1 when a finding is at or above any, low, medium, high, critical, "
	"exploited or act-now; new:LEVEL looks at what --baseline has not",
	0};
const struct option_entry option_context = {"context", 0, VALUE_FILE, "FILE",
	"what FILE says of the device, as kvet context writes it: scores and priorities "
	"are those in its place",
	0};
const struct option_entry option_rejected = {"rejected", 0, VALUE_NONE, NULL,
	"the rejected records instead of the published ones", 0};
const struct option_entry option_releases = {"releases", 0, VALUE_FILE, "FILE",
	"read release days from FILE (JSON, in endoflife.date's form)", 0};
const struct option_entry option_lines = {"lines", 0, VALUE_FILE, "FILE",
	"read lines and their ends from FILE (four columns with tabs)", 0};
const struct option_entry option_known_exploited = {"known-exploited", 0, VALUE_FILE,
	"FILE", "read known exploited vulnerabilities from FILE (JSON, CISA's catalogue)",
	0};
const struct option_entry option_config = {"config", 0, VALUE_FILE, "FILE",
	"the kernel's configuration (.config, /boot/config-RELEASE)", 0};
const struct option_entry option_map = {"map", 0, VALUE_FILE, "FILE",
	"a map of the kernel's source tree, made with kvet map", 0};
const struct option_entry option_build = {
	"build", 0, VALUE_FILE, "DIR", "the folder that the kernel was built in", 0};
const struct option_entry option_root = {"root", 0, VALUE_FILE, "DIR",
	"the unpacked or mounted image of a device, instead of the running host", 0};
const struct option_entry option_sbom = {"sbom", 0, VALUE_FILE, "FILE",
	"an SBOM (SPDX or CycloneDX), the kernel's own (make sbom), or its list of used "
	"files; without TARGET the kernel that it names",
	0};
const struct option_entry option_yocto_summary = {"yocto-summary", 0, VALUE_FILE, "FILE",
	"write Yocto's cve-check summary anew, with the verdicts for its kernel", 0};
const struct option_entry option_author = {"author", 0, VALUE_TEXT, "NAME",
	"who says what a document says: openvex, cyclonedx, csaf, spdx", 0};
const struct option_entry option_author_url = {"author-url", 0, VALUE_TEXT, "URL",
	"an address of that author's own, for csaf", 0};
const struct option_entry option_git = {"git", 0, VALUE_FILE, "REPO",
	"a kernel's git repository, to learn moves of files from", 0};
const struct option_entry option_new = {"new", 0, VALUE_NONE, NULL,
	"write a context: from answers on a terminal, else one that says nothing", 0};
const struct option_entry option_verbose = {
	"verbose", 'v', VALUE_NONE, NULL, "list what could not be decided, and why", 0};
const struct option_entry option_integrity = {"integrity", 0, VALUE_NONE, NULL,
	"read every page and check that the tables agree", 0};
const struct option_entry option_save = {"save", 0, VALUE_NONE, NULL,
	"keep the counts in the store, for rates per line of code", 0};
const struct option_entry option_areas_limit = {"limit", 'n', VALUE_NUMBER, "N",
	"at most N subsystems in a table, instead of 20; 0: all", 0};
const struct option_entry option_all = {"all", 0, VALUE_NONE, NULL, "ended lines too", 0};
const struct option_entry option_history = {"history", 0, VALUE_TEXT, "LINE",
	"draw the open records of LINE over its life, release by release", 0};
const struct option_entry option_by = {"by", 0, VALUE_WORDS, "WHAT",
	"count by language (else), class, family, subsystem, severity or line",
	KVET_WORDS_BY};
const struct option_entry option_over = {"over", 0, VALUE_WORDS, "DAY",
	"over the day when bugs were fixed (else), introduced, or published",
	KVET_WORDS_OVER};
const struct option_entry option_per = {"per", 0, VALUE_WORDS, "PERIOD",
	"by year (else), quarter, month or mainline release", KVET_WORDS_PER};
const struct option_entry option_pick = {"pick", 0, VALUE_NONE, NULL,
	"the commits of the target's line that fix its findings, in order", 0};
const struct option_entry option_as = {"as", 0, VALUE_WORDS, "FORM",
	"write what --pick finds as a list (else), a script of git cherry-pick, or a "
	"series of commits",
	KVET_WORDS_PICK_FORM};
const struct option_entry option_pick_git = {"git", 0, VALUE_FILE, "REPO",
	"a kernel's git repository: --pick orders commits as its history does", 0};
const struct option_entry option_configure = {"configure", 0, VALUE_NONE, NULL,
	"the options that remove most findings when they are switched off", 0};
const struct option_entry option_plan_limit = {"limit", 'n', VALUE_NUMBER, "N",
	"at most N releases, commits or options; 0: all. A table without it shows what "
	"fits the screen",
	0};
const struct option_entry option_vex = {"vex", 0, VALUE_FILE, "FILE",
	"what people decided: an OpenVEX document; may be given several times", 0};
const struct option_entry option_product = {"product", 0, VALUE_TEXT, "ID",
	"what the kernel is in (a package URL or other IRI): statements of it count, too",
	0};
const struct option_entry option_decided = {"decided", 0, VALUE_NONE, NULL,
	"show findings that people's decisions close, too", 0};
const struct option_entry option_baseline = {"baseline", 0, VALUE_FILE, "FILE",
	"show what is new, gone and changed since the check that was saved in FILE (json "
	"or "
	"jsonl)",
	0};
const struct option_entry option_other_db = {"other-db", 0, VALUE_FILE, "FILE",
	"judge A by the records in this store, B by those of --db", 0};
const struct option_entry option_document = {"vex", 0, VALUE_FILE, "FILE",
	"the OpenVEX document to add to; made when there is none", 0};
const struct option_entry option_status = {"status", 0, VALUE_WORDS, "STATUS",
	"not_affected, affected, fixed or under_investigation", KVET_WORDS_VEX_STATUS};
const struct option_entry option_justification = {"justification", 0, VALUE_WORDS, "WHY",
	"why it is not_affected, by one of OpenVEX's labels",
	KVET_WORDS_VEX_JUSTIFICATION};
const struct option_entry option_impact = {
	"impact", 0, VALUE_TEXT, "TEXT", "why it is not_affected, in words", 0};
const struct option_entry option_action = {
	"action", 0, VALUE_TEXT, "TEXT", "what is to be done, when it is affected", 0};
const struct option_entry option_note = {
	"note", 0, VALUE_TEXT, "TEXT", "how the status was told", 0};
const struct option_entry option_decider = {"author", 0, VALUE_TEXT, "WHO",
	"who says so: a person or organisation; of a document that is there, its own", 0};
const struct option_entry option_force = {
	"force", 0, VALUE_NONE, NULL, "say it even where what is built refutes it", 0};
