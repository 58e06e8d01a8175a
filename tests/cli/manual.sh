#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# manual.sh: the manual pages say what the program does. $KVET is the program, $BUILD the
# folder of the build, whose tools/ holds the pages.
#
# - each command has a page, and its synopsis is the usage line of --help;
# - each option of --help is on the page, and the other way round;
# - each example of each page runs: against a small store, in a scratch folder that holds
#   the files the examples name. It must do what it was asked, so its status is 0 or 1. The
#   examples that look at the running host (no TARGET, or `host`) need only be understood:
#   status 3 is right on a host whose release cannot be told;
# - mandoc, when it is there, finds nothing to warn of.
set -uo pipefail

: "${KVET:?the program}" "${BUILD:?the folder of the build}"
pages=$BUILD/tools
export LC_ALL=C
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
number=0
failures=0

# check NAME COMMAND...: one line of TAP.
check() {
	local name=$1
	shift
	number=$((number + 1))
	if "$@" >"$scratch/output" 2>&1; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# /' "$scratch/output"
		failures=$((failures + 1))
	fi
}

skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# The section NAME of a page, without scdoc's marks.
section() {
	sed -n "/^# $2\$/,/^# /{/^# /d;p}" "$pages/$1.1.scd" | sed 's/^\*//; s/\([^\\]\)\*/\1/g; s/\([^\\]\)_/\1/g; s/^_//; s/\\//g'
}

same() {
	if [ "$1" != "$2" ]; then
		printf 'first:  %s\nsecond: %s\n' "$1" "$2"
		return 1
	fi
}

same_synopsis() {
	same "$("$KVET" "$1" --help | sed -n 's/^usage: //p')" \
		"$(section "kvet-$1" SYNOPSIS | sed '/^$/d')"
}

same_options() {
	same "$("$KVET" "$1" --help | grep -oE '^ +(-., )?--[a-z-]+' | tr -d ' ' | sort | xargs)" \
		"$(section "kvet-$1" OPTIONS | grep -oE '^(-., )?--[a-z-]+' | tr -d ' ' | sort | xargs)"
}

tell() {
	cat "$1"
	return 1
}

lint() {
	# scdoc itself writes paragraph marks that have nothing to part.
	! mandoc -Tlint -W warning "$pages/$1.1" | grep -v 'skipping paragraph macro'
}

# A small store --------------------------------------------------------------------------

record() {
	local file=fs/smb/server/connection.c

	# The examples narrow by an area too.
	[ "$(basename "$1")" != CVE-2024-53104 ] || file=net/core/dev.c
	cat >"$1.json" <<-END
		{"containers": {"cna": {
		  "providerMetadata": {"orgId": "f4215fc3-5b6b-47ff-a258-f7189bd81038"},
		  "title": "ksmbd: fix use-after-free in session lookup",
		  "descriptions": [{"lang": "en", "value": "In the Linux kernel, the following vulnerability has been resolved:\\n\\nksmbd: a double free."}],
		  "affected": [{"product": "Linux", "vendor": "Linux", "defaultStatus": "unaffected",
		    "programFiles": ["$file"],
		    "versions": [{"version": "5.15", "lessThan": "6.1.57", "status": "affected", "versionType": "semver"}]}]}},
		 "cveMetadata": {"cveID": "$(basename "$1")", "state": "PUBLISHED",
		  "assignerOrgId": "f4215fc3-5b6b-47ff-a258-f7189bd81038"},
		 "dataType": "CVE_RECORD", "dataVersion": "5.0"}
	END
	echo "5.15:0626e6641f6b467447c81dd7678a69c66f7746cf:6.1.57:a2ca5fd3dbcc665e1169044fa0c9e3eba779202b" >"$1.dyad"
}

examples() {
	for page in "$pages"/kvet*.1.scd; do
		section "$(basename "$page" .1.scd)" EXAMPLES | grep '^kvet '
	done | sort -u
}

# The records that examples name, as a folder, as an archive and as the store.
prepare() {
	local folder=$scratch/home/vulns/cve/published cve
	for cve in $(examples | grep -oE 'CVE-[0-9]+-[0-9]+' | sort -u); do
		mkdir -p "$folder/2024"
		record "$folder/2024/$cve"
	done
	(cd "$scratch/home" && tar -cf - vulns | zstd -q -o vulns.tar.zst) 2>/dev/null
	cat >"$scratch/home/kev.json" <<-END
		{"title": "catalogue", "vulnerabilities": [{"cveID": "CVE-2024-53104",
		  "vendorProject": "Linux", "product": "Kernel", "dateAdded": "2025-02-05",
		  "vulnerabilityName": "Linux Kernel out-of-bounds write"}]}
	END
	cat >"$scratch/releases.json" <<-END
		{"versions": {"6.1": {"date": "2022-12-11"}, "6.1.2": {"date": "2022-12-31"},
		  "6.6": {"date": "2023-10-30"}}}
	END
	printf 'line\treleased\teol\tlts\n6.1\t2022-12-11\t2027-12-31\tyes\n' \
		>"$scratch/lines.tsv"
	"$KVET" update "$scratch/home/vulns" --db "$scratch/kvet.db" \
		--releases "$scratch/releases.json" --lines "$scratch/lines.tsv" || return
	prepare_kernel
}

# The tree, configuration, map and device that examples name.
prepare_kernel() {
	local tree=$scratch/home/linux
	mkdir -p "$tree/scripts" "$tree/arch/x86" "$scratch/home/device/boot"
	printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 147\n' >"$tree/Makefile"
	: >"$tree/scripts/Kbuild.include"
	: >"$tree/arch/x86/Makefile"
	cp -r "$tree" "$scratch/home/linux-6.12"
	cp -r "$tree" "$scratch/home/linux-6.1"
	printf '# Linux/x86 6.1.147 Kernel Configuration\nCONFIG_X86=y\n' \
		>"$scratch/home/.config"
	git init -q "$scratch/home/linux-stable" || return
		"$KVET" context --new </dev/null >"$scratch/home/device.ini"
	"$KVET" map "$tree" -o "$scratch/home/linux-6.1.map" &&
		"$KVET" describe "$tree" --config "$scratch/home/.config" \
			-o "$scratch/home/panel.kvet" && prepare_saved
}

# What was decided, saved and kept before.
prepare_saved() {
	local home=$scratch/home
	cp "$home/panel.kvet" "$home/panel-1.0.kvet"
	cp "$home/panel.kvet" "$home/panel-1.1.kvet"
	cp "$scratch/kvet.db" "$home/last-month.db"
	"$KVET" check 6.1.147 --db "$scratch/kvet.db" --format json -o "$home/last.json" &&
		"$KVET" decide 6.1.147 CVE-2023-52480 --db "$scratch/kvet.db" --status fixed \
			--author psirt@example.org --vex "$home/panel.vex.json"
}

looks_at_host() {
	[[ $1 =~ ^kvet\ (check|describe|plan)(\ -.*)?$ || $1 =~ \ host(\ |$) ]]
}

runs() {
	local status=0
	mkdir -p "$scratch/bin"
	ln -sf "$(realpath "$KVET")" "$scratch/bin/kvet"
	(cd "$scratch/home" && HOME=$scratch/home KVET_DB=$scratch/kvet.db \
		PATH=$scratch/bin:$PATH bash -c "$1" </dev/null) || status=$?
	case $status in
	0 | 1) return 0 ;;
	3) looks_at_host "$1" ;;
	*) return 1 ;;
	esac
}

# ------------------------------------------------------------------------------------------

if [ ! -f "$pages/kvet.1.scd" ]; then
	echo '1..0 # SKIP this build has no manual pages'
	exit 0
fi

mapfile -t names < <("$KVET" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
check 'the help lists commands' [ "${#names[@]}" -ge 7 ]
for name in "${names[@]}"; do
	check "$name has a page" [ -s "$pages/kvet-$name.1.scd" ]
	check "$name: synopsis as in --help" same_synopsis "$name"
	check "$name: options as in --help" same_options "$name"
	check "$name: the overview names it" grep -q "^\*kvet $name\*" "$pages/kvet.1.scd"
done

check 'a small store' prepare
while read -r example; do
	if [[ $example == *.tar.zst* ]] && [ ! -s "$scratch/home/vulns.tar.zst" ]; then
		skip "$example" 'no zstd here'
	elif runs "$example" >"$scratch/why" 2>&1; then
		check "$example" true
	elif grep -q 'was built without' "$scratch/why"; then
		skip "$example" "$(head -n 1 "$scratch/why")"
	else
		check "$example" tell "$scratch/why"
	fi
done < <(examples)

for page in "$pages"/kvet*.1.scd; do
	page=$(basename "$page" .1.scd)
	if [ ! -f "$pages/$page.1" ]; then
		skip "$page: mandoc" 'this build has no scdoc'
	elif ! command -v mandoc >/dev/null; then
		skip "$page: mandoc" 'no mandoc here'
	else
		check "$page: mandoc" lint "$page"
	fi
done

echo "1..$number"
[ "$failures" = 0 ]
