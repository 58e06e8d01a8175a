/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/sbomkernel.h"

#include "release/release.h"

#include <stdio.h>
#include <strings.h>

static bool starts_with(struct bytes text, const char *start)
{
	size_t len = strlen(start);

	return text.len >= len && strncasecmp(text.data, start, len) == 0;
}

static bool holds(struct bytes text, const char *part)
{
	return text.len && memmem(text.data, text.len, part, strlen(part));
}

static struct bytes behind(struct bytes text, size_t skip)
{
	return (struct bytes){text.data + skip, text.len - skip};
}

/* cpe:2.3:o:linux:linux_kernel:..., cpe:/o:linux:..., and Yocto's cpe:2.3:*:*:linux_kernel */
static bool is_kernel_cpe(struct bytes cpe)
{
	static const char *const starts[] = {
		"o:linux:linux_kernel:", "a:linux:linux_kernel:", "*:linux:linux_kernel:",
		"*:*:linux_kernel:", "o:*:linux_kernel:"};

	if (starts_with(cpe, "cpe:2.3:"))
		cpe = behind(cpe, 8);
	else if (starts_with(cpe, "cpe:/"))
		cpe = behind(cpe, 5);
	else
		return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		if (starts_with(cpe, starts[i]))
			return true;
	}
	return false;
}

/* The name in a package URL: what stands before its version, behind the last slash. */
static struct bytes purl_name(struct bytes purl)
{
	size_t len = 0;

	while (len < purl.len && !memchr("@?#", purl.data[len], 3))
		len++;
	purl.len = len;
	const char *slash = bytes_last(purl, '/');
	return slash ? behind(purl, (size_t)(slash + 1 - purl.data)) : purl;
}

/* What belongs to a kernel and is none. */
static bool is_other(struct bytes name)
{
	static const char *const words[] = {"headers", "libc", "firmware", "tools",
		"perf", "-doc", "-dbg", "-src", "-base"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (holds(name, words[i]))
			return true;
	}
	return false;
}

static bool is_kernel_name(struct bytes name)
{
	static const char *const names[] = {
		"linux", "linux-kernel", "linux_kernel", "kernel", "kernel-core"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (name.len == strlen(names[i]) && starts_with(name, names[i]))
			return true;
	}
	return starts_with(name, "linux-yocto") || starts_with(name, "linux-image-");
}

static bool is_kernel_purl(struct bytes purl)
{
	if (!starts_with(purl, "pkg:"))
		return false;
	if (starts_with(purl, "pkg:github/"))
		return starts_with(purl, "pkg:github/torvalds/linux") ||
		       starts_with(purl, "pkg:github/gregkh/linux");
	return is_kernel_name(purl_name(purl)) && !is_other(purl_name(purl));
}

void sbom_component_name(struct sbom_component *component, struct bytes name)
{
	bool purl = starts_with(name, "pkg:");
	struct bytes *place = purl ? &component->purl : &component->cpe;

	if (!purl && !starts_with(name, "cpe:"))
		return;
	if (!place->len || (purl ? is_kernel_purl(name) : is_kernel_cpe(name)))
		*place = name;
}

/* "1:6.6.63+git", "1_6.6.63", "v6.6": what stands before the release goes. */
static struct bytes version_of(struct bytes version)
{
	size_t digits = 0;

	while (digits < version.len && version.data[digits] >= '0' &&
		version.data[digits] <= '9')
		digits++;
	if (digits && digits < version.len && strchr(":_", version.data[digits]))
		version = behind(version, digits + 1);
	if (version.len && *version.data == 'v')
		version = behind(version, 1);
	return version;
}

static bool copy(char *to, size_t size, struct bytes from)
{
	if (from.len >= size || (from.len && memchr(from.data, '\0', from.len)))
		return false;
	if (from.len)
		memcpy(to, from.data, from.len);
	to[from.len] = '\0';
	return true;
}

/* What a URL may be made of: it goes on into other documents, and is nobody's mark-up. */
static bool copy_name(char *to, size_t size, struct bytes from)
{
	for (size_t i = 0; i < from.len; i++) {
		if (from.data[i] <= ' ' || from.data[i] >= 0x7f ||
			strchr("<>\"{}|^`", from.data[i]))
			return false;
	}
	return copy(to, size, from);
}

static bool same_release(const char *a, struct bytes b)
{
	struct kvet_release x, y;

	return release_read(bytes_of(a), &x) && release_read(b, &y) &&
	       release_compare(x, y) == 0;
}

void sbom_kernel_consider(
	struct sbom_kernel *kernel, const struct sbom_component *component)
{
	struct bytes version = version_of(component->version);
	struct kvet_release release;
	bool cpe = is_kernel_cpe(component->cpe);
	bool purl = is_kernel_purl(component->purl);
	unsigned rank = 4u * cpe + 2u * purl + is_kernel_name(component->name);
	struct sbom_kernel found = {.rank = rank};

	if (!rank || is_other(component->name) || !release_read(version, &release) ||
		!copy(found.version, sizeof(found.version), version))
		return;
	if (rank < kernel->rank)
		return;
	if (rank == kernel->rank) {
		if (!*kernel->other && !same_release(kernel->version, version))
			memcpy(kernel->other, found.version, sizeof(kernel->other));
		return;
	}
	if (!copy(found.name, sizeof(found.name), component->name))
		*found.name = '\0';
	if (!purl || !copy_name(found.purl, sizeof(found.purl), component->purl))
		*found.purl = '\0';
	if (!cpe || !copy_name(found.cpe, sizeof(found.cpe), component->cpe))
		*found.cpe = '\0';
	*kernel = found;
}
