/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Package URLs: https://github.com/package-url/purl-spec. There is no registered type for
 * the kernel's releases, so they are `generic`, with the name of the tarball. CPE: what the
 * kernel's authority writes into its records.
 */
#include "target/identity.h"

#include "decision/product.h"
#include "release/release.h"

#include <stdio.h>

void identity_take(struct kvet_target *target, const struct sbom_kernel *kernel)
{
	struct kvet_release release;

	if (!kernel->rank || !release_read(bytes_of(kernel->version), &release) ||
		release_compare(release, target->release) != 0)
		return;
	if (*kernel->purl)
		target->purl = arena_text(&target->arena, bytes_of(kernel->purl));
	if (*kernel->cpe)
		target->cpe = arena_text(&target->arena, bytes_of(kernel->cpe));
}

/* "5.15.0-91.101" of Ubuntu's "5.15.0-91.101-generic": its package has no flavour. */
static size_t without_flavour(const char *version)
{
	const char *dash = strchr(version, '-');
	const char *second = dash ? strchr(dash + 1, '-') : NULL;

	return second ? (size_t)(second - version) : strlen(version);
}

/* Distributions whose packages' versions are known: "Debian 6.1.192-2". */
static const char *purl_of_package(struct kvet_target *target)
{
	const char *version = strchr(target->distribution, ' ');
	bool ubuntu = strncmp(target->distribution, "Ubuntu ", 7) == 0;
	bool debian = strncmp(target->distribution, "Debian ", 7) == 0;

	if (!version || (!debian && !ubuntu))
		return NULL;
	version++;
	return arena_printf(&target->arena, "pkg:deb/%s/linux@%.*s",
		debian ? "debian" : "ubuntu",
		ubuntu ? (int)without_flavour(version) : (int)strlen(version), version);
}

static const char *purl_of_release(struct kvet_target *target)
{
	char release[KVET_RELEASE_SIZE];

	/* Nothing of a release needs to be encoded. */
	return arena_printf(&target->arena, "pkg:generic/linux@%s",
		kvet_release_text(target->release, release));
}

static const char *cpe_of_release(struct kvet_target *target)
{
	char cpe[PRODUCT_NAME_SIZE];

	product_cpe(target->release, cpe);
	return arena_text(&target->arena, bytes_of(cpe));
}

void identity_make(struct kvet_target *target)
{
	if (!*target->purl)
		target->purl = purl_of_package(target);
	if (!target->purl)
		target->purl = purl_of_release(target);
	if (!*target->cpe)
		target->cpe = cpe_of_release(target);
}

const char *kvet_target_purl(const kvet_target *target)
{
	return target->purl;
}

const char *kvet_target_cpe(const kvet_target *target)
{
	return target->cpe;
}
