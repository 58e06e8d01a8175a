#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every number of kvet lines and kvet profile against an independent computation
# (tests/reference/profile.py) on the real records; and how long a profile takes beside
# sqlite3's own start.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
real_data
command -v python3 >/dev/null || skip 'no python3'
if ! command -v zstd >/dev/null || ! command -v git >/dev/null; then skip 'no zstd or no git'; fi
[ -e "$bundle" ] || skip 'no repository of the records in ../shared/data'

feeds=$(dirname "$archive")
mkdir folder
tar --zstd -xf "$archive" -C folder
git clone -q --bare -b master "$bundle" vulns.git || skip 'git cannot read the bundle'
expect_status 0 update vulns.git --db git.db --releases "$feeds/linux-kernel-releases.json" \
	--lines "$feeds/kernel-lines.tsv" \
	--known-exploited "$feeds/known_exploited_vulnerabilities.json"

# Made trees are enough for rates: the second computation divides by the same lines.
# make_tree LINE LINES
make_tree() {
	local folder=tree-$1 lines=$2 area
	put "$folder/Makefile" <<<"VERSION = ${1%.*}
PATCHLEVEL = ${1#*.}
SUBLEVEL = 9"
	put "$folder/scripts/Kbuild.include" </dev/null
	for area in net/core net/ipv4 fs/ext4 fs/btrfs kernel/bpf drivers/usb/core; do
		yes 'int a;' | head -n $((lines * ${#area})) | put "$folder/$area/a.c"
	done
	yes 'fn a() {}' | head -n "$lines" | put "$folder/drivers/android/a.rs"
	yes 'nop' | head -n "$lines" | put "$folder/arch/x86/a.S"
}
make_tree 6.1 40
make_tree 6.12 100
make_tree 7.0 70
expect_status 0 census tree-6.1 tree-6.12 tree-7.0 --save --db git.db

export PYTHONDONTWRITEBYTECODE=1
python3 "$SOURCE_ROOT/tests/reference/profile.py" --kvet "$KVET" --db git.db --tree folder \
	--releases "$feeds/linux-kernel-releases.json" --lines "$feeds/kernel-lines.tsv" \
	>compared 2>&1 || fail "$(tail -n 31 compared)"
tail -n 1 compared >&2

# best COMMAND...: the shortest of some runs, in milliseconds.
best() {
	local least=1000000 begin took
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		begin=$(date +%s%N)
		"$@" >/dev/null
		took=$((($(date +%s%N) - begin) / 10000))
		[ "$took" -lt "$least" ] && least=$took
	done
	echo "$((least / 100)).$((least % 100 / 10))"
}

if ! sanitized && command -v sqlite3 >/dev/null; then
	echo "kvet profile --by language: $(best "$KVET" profile --by language --db git.db) ms," \
		"sqlite3 'select 1': $(best sqlite3 git.db 'select 1') ms" >&2
fi
finish
