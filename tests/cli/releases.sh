#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Release strings of the real world: what kvet makes of each, or why it refuses.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
expect_status 0 update records --db store

# understood INPUT RELEASE LINE UPPER_BOUND
understood() {
	expect_status 0 check --db store --format json -- "$1"
	expect_fact release "\"$2\""
	expect_fact line "\"$3\""
	expect_fact upper_bound "$4"
}

# refused INPUT REASON
refused() {
	expect_status 3 check --db store -- "$1"
	expect_error "$2"
	expect_plain err "$2"
	[ -s out ] && fail "something was answered for '${1:0:80}'"
	expect_status 3 explain --db store -- "$1" CVE-2023-52480
	expect_error "$2"
}

understood 6.1.147 6.1.147 6.1 false
understood v6.1 6.1 6.1 false
understood linux-6.1.55 6.1.55 6.1 false
understood 2.6.32.70 2.6.32.70 2.6.32 false
understood 2.6.32 2.6.32 2.6.32 false
understood '6.1.147 ' 6.1.147 6.1 false
understood $'6.1.147\n' 6.1.147 6.1 false
understood 6.12.92-cip25+r0 6.12.92 6.12 true
understood 6.1.0-27-amd64 6.1 6.1 true
understood 5.15.0-91-generic 5.15 5.15 true
understood 4.18.0-553.el8 4.18 4.18 true
understood 2.6.32-754.el6 2.6.32 2.6.32 true
understood 5.10.110-rockchip 5.10.110 5.10 true
understood 6.6.0-gitAUTOINC+abc 6.6 6.6 true
understood 6.13-rc2 6.13-rc2 6.13 true
understood 6.13.0-rc2 6.13-rc2 6.13 true
understood 6.13.0-0.rc2.20.fc42.x86_64 6.13-rc2 6.13 true
understood '6.13~rc2-1~exp1' 6.13-rc2 6.13 true
understood 5.15.153.1-microsoft-standard-WSL2 5.15.153 5.15 true
understood 6.8.12-4-pve 6.8.12 6.8 true
understood 'Linux version 6.1.0-56-amd64 (debian-kernel@lists.debian.org) (gcc-12 (Debian 12.2.0-14) 12.2.0) #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-01-01)' \
	6.1.192 6.1 true
understood 'Linux version 5.10.110 (builder@host) (gcc 10.2) #1 SMP' 5.10.110 5.10 false
understood 'Ubuntu 5.15.0-91.101-generic 5.15.131' 5.15.131 5.15 true

refused 6.1.y 'is a line of releases'
refused '6.1.*' 'is a line of releases'
refused 6 'is not a kernel release'
refused banana 'is not a kernel release'
refused '' 'is not a kernel release'
refused ' ' 'is not a kernel release'
refused -1 'is not a kernel release'
refused 6..1 'is not a kernel release'
refused 6.1. 'is not a kernel release'
refused 6.1..5 'is not a kernel release'
refused 6.1.999999 'has a number that no release has'
refused 6.1.65535 'has a number that no release has'
refused 6.1-rc 'which candidate'
refused 6.1-rc0 'which candidate'
refused 999.1 'is not a kernel release'
refused 2.6 'is not a kernel release'
refused next-20260101 'is not a kernel release'
refused '6.1.147 and more' 'is not a kernel release'
refused $'6.1.5\nmore' 'is not a kernel release'
refused 6.1/../../etc 'is not a kernel release'
refused 'Linux version' 'is not a kernel release'
refused 'Linux version banana' 'is not a kernel release'
refused 'Ubuntu banana' 'is not'
refused $'6.1\e[31m' 'is not a kernel release'
refused $'\e]0;title\a' 'is not a kernel release'
refused $'6.1.5-\xc2\x9b31m' 'is not a kernel release'
refused $'6.1.5-\xff' 'is not a kernel release'
digits=7$(printf '%09999d' 0)
refused "$digits" 'is not a kernel release'
refused "6.$digits" 'is not a kernel release'
refused "6.1.1$digits" 'has a number that no release has'

# A banner may say anything else; none of it reaches the terminal raw.
expect_status 0 check --db store $'Linux version 6.1.55 \e[31mred\a (x) #1 Debian 6.1.55-1 \e[0m'
expect_plain out 'a banner with escapes'

# Where the patch level is not told, no fix of a stable release counts.
affected() {
	"$KVET" check --db store --format json -- "$1" | sed -n 's/.*"summary": *{"affected": *\([0-9]*\).*/\1/p'
}
[ "$(affected 6.1.0-27-amd64)" -ge "$(affected 6.1.147)" ] ||
	fail 'a string without a patch level has fewer findings than a late release'
[ "$(affected 6.1.0-27-amd64)" -ge "$(affected 6.1)" ] ||
	fail 'a string without a patch level has fewer findings than the first release'
finish
