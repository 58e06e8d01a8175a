/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Release strings as the world writes them: what stands before and behind the upstream
 * release, and what that leaves unknown. Nothing is guessed: what does not tell its
 * release is refused with the reason.
 */
#include "target/target.h"

#include "release/release.h"
#include "target/vendor.h"
#include "util/error.h"

#include <ctype.h>
#include <stdlib.h>

static int refuse(const char *text, const char *why, struct kvet_error *error)
{
	error_set(error, KVET_ERROR_INPUT, NULL, "'%.80s' %s", text, why);
	error_hint(error,
		"a release looks like 6.1.55, 6.13-rc2, 2.6.32.70 or uname -r's "
		"5.15.0-91-generic");
	return KVET_ERROR_INPUT;
}

/* v6.1, linux-6.1.55, refs/tags/v6.1. */
static const char *skip_prefix(const char *text)
{
	static const char *const prefixes[] = {
		"refs/tags/", "linux-", "linux_", "kernel-", "v"};

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t len = strlen(prefixes[i]);

		if (strncmp(text, prefixes[i], len) == 0)
			text += len;
	}
	return text;
}

/* Why nothing that follows a release may begin with SUFFIX; NULL when it may. */
static const char *suffix_refusal(const char *suffix)
{
	if (strcmp(suffix, ".y") == 0 || strcmp(suffix, ".x") == 0 ||
		strcmp(suffix, ".*") == 0)
		return "is a line of releases; name one of them";
	const char *next = strstr(suffix, "-next-");
	if (next && isdigit((unsigned char)next[6]))
		return "is linux-next: which records' commits it holds, no release tells";
	if (!strchr("-+~._", *suffix) || strstr(suffix, ".tar") ||
		strstr(suffix, ".patch"))
		return "is not a kernel release";
	if (suffix[0] == '.' && !isalnum((unsigned char)suffix[1]))
		return "is not a kernel release";
	/* Numbers and candidates that were not taken for the release's own. */
	if (suffix[0] == '.' && strtoul(suffix + 1, NULL, 10) >= RELEASE_STABLE_LAST)
		return "has a number that no release has";
	if (strncmp(suffix + 1, "rc", 2) == 0 && strchr("-~", *suffix) &&
		(!suffix[3] || isdigit((unsigned char)suffix[3])))
		return "does not say which candidate it is";
	for (const char *c = suffix; *c; c++) {
		if (!isalnum((unsigned char)*c) && !strchr("-+~._:", *c))
			return "is not a kernel release";
	}
	return NULL;
}

/* `6.1.0-27-amd64` is some release of 6.1: it has no fix for sure, and may have whatever
 * came in anywhere on the line. */
static void span_line(struct kvet_target *target)
{
	char line[KVET_RELEASE_SIZE];

	target->release.stable = 0;
	target->span.ceiling.stable = RELEASE_STABLE_LAST;
	target_note(target,
		"the patch level on line %s is not told: no fix of a later stable "
		"release counts, "
		"every introduction on the line does",
		kvet_release_line(target->release, line));
}

/* The release after RELEASE, of mainline or of its line. */
static struct kvet_release release_after(struct kvet_release release)
{
	if (release.candidate)
		release.candidate = 0;
	else if (release.stable)
		release.stable++;
	else if (release.major <= 2 && release.micro < 39)
		release.micro++;
	/* 2.6.39, 3.19, 5.19 and 6.19 were followed by X.0 */
	else if (release.major <= 2 || release.minor >= 19)
		release = (struct kvet_release){.major = release.major + 1};
	else
		release.minor++;
	return release;
}

static void read_suffix(struct kvet_target *target, const char *suffix)
{
	const struct vendor *vendor = vendor_find(suffix);
	char text[KVET_RELEASE_SIZE];

	target->upper_bound = true;
	target->distribution = vendor->name;
	target_note(target, "'%.60s' behind %s is %s: %s", suffix,
		kvet_release_text(target->release, text), vendor->name, vendor->note);
	if (vendor_builds_behind(suffix)) {
		target->span.next = release_after(target->release);
		target_note(target,
			"it holds commits behind that release: introductions in %s count "
			"too",
			kvet_release_text(target->span.next, text));
	}
	if (!target->release.stable && !target->release.candidate)
		span_line(target);
}

/* A candidate that is told later: Fedora's 6.13.0-0.rc2.20.fc42, Ubuntu's
 * 6.13.0-061300rc2-generic. */
static void find_candidate(const char *suffix, struct kvet_release *release)
{
	for (const char *rc = strstr(suffix, "rc"); rc; rc = strstr(rc + 2, "rc")) {
		unsigned long number = strtoul(rc + 2, NULL, 10);

		if (rc > suffix && !isalpha((unsigned char)rc[-1]) &&
			isdigit((unsigned char)rc[2]) && number && number < UINT16_MAX) {
			release->candidate = (uint16_t)number;
			return;
		}
	}
}

static void note_candidate(struct kvet_target *target)
{
	char text[KVET_RELEASE_SIZE], line[KVET_RELEASE_SIZE];

	if (!target->release.candidate)
		return;
	target->upper_bound = true;
	if (target->release.stable) { /* 6.1.55-rc1 holds what 6.1.55 brings in */
		target->span.ceiling.candidate = 0;
		target_note(target,
			"%s is a candidate of a stable release: what that brings in "
			"counts, what it fixes does not",
			kvet_release_text(target->release, text));
		return;
	}
	target_note(target,
		"%s is a candidate: records do not say in which candidate of %s a commit "
		"landed; "
		"its introductions count, its fixes do not",
		kvet_release_text(target->release, text),
		kvet_release_line(target->release, line));
}

int target_read_release(
	struct kvet_target *target, const char *text, struct kvet_error *error)
{
	const char *start = skip_prefix(text);
	size_t taken = release_read(bytes_of(start), &target->release);

	if (!taken)
		return refuse(text, "is not a kernel release", error);
	const char *suffix = start + taken;
	const char *why = *suffix ? suffix_refusal(suffix) : NULL;
	if (why)
		return refuse(text, why, error);
	if (!target->release.stable && !target->release.candidate)
		find_candidate(suffix, &target->release);
	target->span =
		(struct span){.floor = target->release, .ceiling = target->release};
	note_candidate(target);
	if (*suffix)
		read_suffix(target, suffix);
	return 0;
}
