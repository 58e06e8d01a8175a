/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Package URLs: https://github.com/package-url/purl-spec; CPE: NISTIR 7695. */
#include "decision/product.h"

#include "release/release.h"

#include <ctype.h>
#include <stdio.h>
#include <strings.h>

#define PART_SIZE 256

/* A package URL in its parts, %XX undone; "" where there is none. */
struct purl {
	char type[PART_SIZE], space[PART_SIZE], name[PART_SIZE], version[PART_SIZE];
	char qualifiers[PART_SIZE], subpath[PART_SIZE]; /* as they were written */
};

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)tolower((unsigned char)c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* LEN bytes at TEXT into PART; false when they do not fit or hold a NUL. */
static bool take(char part[PART_SIZE], const char *text, size_t len, bool decode)
{
	size_t used = 0;

	for (size_t i = 0; i < len; i++) {
		char c = text[i];

		if (decode && c == '%' && i + 2 < len && hex(text[i + 1]) >= 0 &&
			hex(text[i + 2]) >= 0) {
			c = (char)(hex(text[i + 1]) * 16 + hex(text[i + 2]));
			i += 2;
		}
		if (!c || used + 1 == PART_SIZE)
			return false;
		part[used++] = c;
	}
	part[used] = '\0';
	return true;
}

/* What stands behind the last C of *TEXT is cut off it, into PART. */
static bool cut_off(struct bytes *text, char c, char part[PART_SIZE], bool decode)
{
	const char *at = bytes_last(*text, c);

	*part = '\0';
	if (!at)
		return true;
	size_t before = (size_t)(at - text->data);
	if (!take(part, at + 1, text->len - before - 1, decode))
		return false;
	text->len = before;
	return true;
}

/* pkg:type/namespace/name@version?qualifiers#subpath */
static bool purl_parse(struct bytes text, struct purl *purl)
{
	if (text.len < 4 || strncasecmp(text.data, "pkg:", 4) != 0)
		return false;
	text.data += 4;
	text.len -= 4;
	while (text.len && *text.data == '/') {
		text.data++;
		text.len--;
	}
	const char *slash = text.len ? memchr(text.data, '/', text.len) : NULL;
	if (!slash || !take(purl->type, text.data, (size_t)(slash - text.data), false))
		return false;
	text.len -= (size_t)(slash + 1 - text.data);
	text.data = slash + 1;
	if (!cut_off(&text, '#', purl->subpath, false) ||
		!cut_off(&text, '?', purl->qualifiers, false) ||
		!cut_off(&text, '@', purl->version, true) ||
		!cut_off(&text, '/', purl->name, true))
		return false;
	if (*purl->name)
		return take(purl->space, text.data, text.len, true);
	*purl->space = '\0';
	return take(purl->name, text.data, text.len, true) && *purl->name;
}

/* The first qualifier of *REST, "key=value", and what follows. */
static bool next_qualifier(const char **rest, struct bytes *qualifier)
{
	*rest += strspn(*rest, "&");
	*qualifier = (struct bytes){*rest, strcspn(*rest, "&")};
	*rest += qualifier->len;
	return qualifier->len > 0;
}

/* Those that say where a package is, not which. */
static bool says_where(struct bytes qualifier)
{
	static const char *const keys[] = {"download_url=", "vcs_url=", "checksum=",
		"repository_url=", "file_name="};

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		size_t len = strlen(keys[i]);

		if (qualifier.len >= len &&
			strncasecmp(qualifier.data, keys[i], len) == 0)
			return true;
	}
	return false;
}

static bool has_qualifier(const char *qualifiers, struct bytes wanted)
{
	struct bytes each;

	while (next_qualifier(&qualifiers, &each)) {
		if (each.len == wanted.len &&
			memcmp(each.data, wanted.data, each.len) == 0)
			return true;
	}
	return false;
}

/* Whether GENERAL says nothing more than PARTICULAR has; that may be NULL: nothing. */
static bool qualifiers_fit(const struct purl *general, const struct purl *particular)
{
	const char *rest = general->qualifiers;
	struct bytes each;

	if (*general->subpath &&
		(!particular || strcmp(general->subpath, particular->subpath) != 0))
		return false;
	while (next_qualifier(&rest, &each)) {
		if (!says_where(each) &&
			(!particular || !has_qualifier(particular->qualifiers, each)))
			return false;
	}
	return true;
}

/* The kernel ------------------------------------------------------------------------- */

/* Upstream's kernel, as people call it. */
static const struct {
	const char *type, *space, *name;
} kernels[] = {
	{"generic", "", "linux"},
	{"generic", "", "linux-kernel"},
	{"generic", "", "linux_kernel"},
	{"github", "torvalds", "linux"},
	{"github", "gregkh", "linux"},
};

static bool is_upstream(const struct purl *purl)
{
	for (size_t i = 0; i < sizeof(kernels) / sizeof(*kernels); i++) {
		if (strcasecmp(purl->type, kernels[i].type) == 0 &&
			strcasecmp(purl->space, kernels[i].space) == 0 &&
			strcasecmp(purl->name, kernels[i].name) == 0)
			return true;
	}
	return false;
}

/* A version of the kernel: none is every one. */
static enum product_match match_version(
	const struct product_names *names, const char *version)
{
	struct kvet_release release;

	if (!*version || strcmp(version, names->input) == 0)
		return PRODUCT_KERNEL;
	version += *version == 'v';
	if (release_parse(bytes_of(version), &release) &&
		kvet_release_compare(release, names->release) == 0)
		return PRODUCT_KERNEL;
	return PRODUCT_OTHER_RELEASE;
}

/* Distributions whose packages' versions kvet knows: "Debian 6.1.192-2". */
static enum product_match match_package(
	const struct product_names *names, const struct purl *purl)
{
	size_t len = strlen(purl->space);

	if (strcasecmp(purl->type, "deb") != 0 || !len ||
		strncasecmp(names->distribution, purl->space, len) != 0 ||
		names->distribution[len] != ' ' ||
		(strcmp(purl->name, "linux") != 0 &&
			strncmp(purl->name, "linux-image-", 12) != 0))
		return PRODUCT_OTHER;
	return !*purl->version ||
			       strcmp(purl->version, names->distribution + len + 1) == 0
		       ? PRODUCT_KERNEL
		       : PRODUCT_OTHER_RELEASE;
}

static enum product_match match_purl(
	const struct product_names *names, const struct purl *purl)
{
	if (!qualifiers_fit(purl, NULL))
		return PRODUCT_OTHER;
	if (is_upstream(purl))
		return match_version(names, purl->version);
	return match_package(names, purl);
}

/* Cuts one part of a CPE off *REST; "\:" is no end of one, and \ goes. */
static void next_cpe_part(struct bytes *rest, char part[PART_SIZE])
{
	size_t used = 0, i = 0;

	for (; i < rest->len && rest->data[i] != ':'; i++) {
		if (rest->data[i] == '\\' && i + 1 < rest->len)
			i++;
		if (used + 1 < PART_SIZE)
			part[used++] = rest->data[i];
	}
	part[used] = '\0';
	i += i < rest->len;
	rest->data += i;
	rest->len -= i;
}

/* cpe:2.3:o:linux:linux_kernel:6.1.147:*:..., and cpe:/o:linux:linux_kernel:6.1.147 */
static enum product_match match_cpe(
	const struct product_names *names, struct bytes text, size_t start)
{
	static const char *const fixed[] = {"o", "linux", "linux_kernel"};
	char part[PART_SIZE], version[2 * PART_SIZE], update[PART_SIZE];

	text.data += start;
	text.len -= start;
	for (size_t i = 0; i < 3; i++) {
		next_cpe_part(&text, part);
		if (strcasecmp(part, fixed[i]) != 0)
			return PRODUCT_OTHER;
	}
	next_cpe_part(&text, part);
	next_cpe_part(&text, update);
	while (text.len) { /* edition, language, hardware and so on */
		char more[PART_SIZE];

		next_cpe_part(&text, more);
		if (*more && strcmp(more, "*") != 0 && strcmp(more, "-") != 0)
			return PRODUCT_OTHER;
	}
	if (!*part || strcmp(part, "*") == 0)
		return PRODUCT_KERNEL;
	bool candidate = strncasecmp(update, "rc", 2) == 0;
	if (*update && strcmp(update, "*") != 0 && strcmp(update, "-") != 0 && !candidate)
		return PRODUCT_OTHER;
	snprintf(version, sizeof(version), "%s%s%s", part, candidate ? "-" : "",
		candidate ? update : "");
	return match_version(names, version);
}

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && strncasecmp(text.data, start, len) == 0;
}

static enum product_match match_kernel(
	const struct product_names *names, struct bytes name)
{
	struct purl purl;

	if (starts_with(name, "cpe:2.3:"))
		return match_cpe(names, name, 8);
	if (starts_with(name, "cpe:/"))
		return match_cpe(names, name, 5);
	return purl_parse(name, &purl) ? match_purl(names, &purl) : PRODUCT_OTHER;
}

/* What a document calls the product: the same text, or a package URL that says no more. */
static bool is_named(const struct product_names *names, struct bytes name)
{
	struct purl general, own;

	if (!names->product || !name.len)
		return false;
	if (bytes_equal(name, names->product))
		return true;
	return purl_parse(name, &general) && purl_parse(bytes_of(names->product), &own) &&
	       strcasecmp(general.type, own.type) == 0 &&
	       strcmp(general.space, own.space) == 0 &&
	       strcmp(general.name, own.name) == 0 &&
	       (!*general.version || strcmp(general.version, own.version) == 0) &&
	       qualifiers_fit(&general, &own);
}

enum product_match product_match(const struct product_names *names, struct bytes name)
{
	if (is_named(names, name))
		return PRODUCT_NAMED;
	return match_kernel(names, name);
}

/* Naming ----------------------------------------------------------------------------- */

/* A vendor's release string tells more than the release that it is called by. */
void product_purl(const struct product_names *names, char text[PRODUCT_NAME_SIZE])
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789.-_~";
	char release[KVET_RELEASE_SIZE];
	const char *version = names->input;
	size_t len = (size_t)snprintf(text, PRODUCT_NAME_SIZE, "pkg:generic/linux@");

	if (!*version)
		version = kvet_release_text(names->release, release);
	for (; *version && len + 4 < PRODUCT_NAME_SIZE; version++)
		len += (size_t)snprintf(text + len, PRODUCT_NAME_SIZE - len,
			strchr(plain, *version) ? "%c" : "%%%02X",
			(unsigned char)*version);
}

void product_cpe(struct kvet_release release, char text[PRODUCT_NAME_SIZE])
{
	char version[KVET_RELEASE_SIZE], update[16] = "*";

	if (release.candidate)
		snprintf(update, sizeof(update), "rc%u", release.candidate);
	release.candidate = 0;
	snprintf(text, PRODUCT_NAME_SIZE,
		"cpe:2.3:o:linux:linux_kernel:%s:%s:*:*:*:*:*:*",
		kvet_release_text(release, version), update);
}

bool product_is_iri(const char *text)
{
	size_t scheme =
		strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "0123456789+.-");

	if (!scheme || !isalpha((unsigned char)*text) || text[scheme] != ':' ||
		!text[scheme + 1])
		return false;
	for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
		if (*c <= ' ' || *c == 0x7f || strchr("<>\"{}|\\^`", *c))
			return false;
	}
	return true;
}
