/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "target/vendor.h"

#include <fnmatch.h>
#include <stddef.h>

#define OWN_FIXES "it may carry fixes that its release does not show"

#define DEBIAN_NUMBER                                                                    \
	"its number names no upstream release; /proc/version on the machine does "       \
	"(as in 'Debian 6.1.192-2')"
#define UBUNTU_NUMBER                                                                    \
	"its number names no upstream release; /proc/version_signature on the machine "  \
	"does"

/* The first fit counts, so the particular ones stand before the general. */
static const struct vendor vendors[] = {
	{"*.el[0-9]*uek*", "Oracle's Unbreakable Enterprise Kernel", OWN_FIXES},
	{"*.el[0-9]*", "Red Hat Enterprise Linux or a rebuild",
		"fixes are taken over by hand, and whole subsystems from later releases: "
		"those fixes are not seen, and bugs of that later code are not either"},
	{"*.fc[0-9]*", "Fedora", OWN_FIXES},
	{"*.amzn[0-9]*", "Amazon Linux", OWN_FIXES},
	{"-cip[0-9]*", "the Civil Infrastructure Platform", OWN_FIXES},
	{"*-microsoft-standard*", "Microsoft's kernel for WSL", OWN_FIXES},
	{"-[0-9]*-pve", "Proxmox", OWN_FIXES},
	{"*gitAUTOINC*", "a Yocto build",
		"it was built from a git commit, which the release string does not "
		"place"},
	{"+git*", "a Yocto build", OWN_FIXES},
	{"*-android[0-9]*", "Android", OWN_FIXES},
	{"-[0-9]*-generic*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-lowlatency*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-azure*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-aws*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-gcp*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-oracle*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*-raspi*", "Ubuntu", UBUNTU_NUMBER},
	{"-[0-9]*[.-][0-9]*-default", "SUSE", OWN_FIXES},
	{"-rpi*", "Raspberry Pi OS", OWN_FIXES},
	{"+rpt-rpi*", "Raspberry Pi OS", OWN_FIXES},
	{"+deb[0-9]*", "Debian", OWN_FIXES},
	{"*+bpo*", "Debian", OWN_FIXES},
	{"-[0-9]*-*amd64*", "Debian", DEBIAN_NUMBER},
	{"-[0-9]*-*arm*", "Debian", DEBIAN_NUMBER},
	{"-[0-9]*-*686*", "Debian", DEBIAN_NUMBER},
	{"-[0-9]*-g[0-9a-f]*", "a build from git",
		"it was built some commits behind that release"},
	{"*+", "a build from a changed tree", OWN_FIXES},
	{"*", "a vendor's or local build", OWN_FIXES},
};

const struct vendor *vendor_find(const char *suffix)
{
	const struct vendor *vendor = vendors;

	while (fnmatch(vendor->pattern, suffix, 0) != 0)
		vendor++; /* the last one fits everything */
	return vendor;
}

bool vendor_builds_behind(const char *suffix)
{
	static const char *const patterns[] = {
		"*+", "*-[0-9]*-g[0-9a-f][0-9a-f][0-9a-f]*"};

	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
		if (fnmatch(patterns[i], suffix, 0) == 0)
			return true;
	}
	return false;
}
