#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What was wrong once, each told in a line.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
records=$SOURCE_ROOT/examples/records

# A .json that stands before its .dyad in an archive was "changed" at every update.
(cd "$records" && find cve -name '*.json' && find cve -name '*.dyad' && find cve -name '*.cvss') >names
tar -C "$records" -cf late.tar -T names
expect_status 0 update late.tar --db late.db
expect_status 0 update late.tar --db late.db
expect_output '       0  changed'
expect_status 0 update "$records" --db store.db
for store in late store; do
	"$KVET" check 6.1.55 --db $store.db --format csv --verdict affected,fixed >$store.csv
done
expect_same late.csv store.csv 'a late .dyad counts'

# --output emptied the store when it named it, and an old report before a command failed.
cp store.db before.db
expect_status 3 db --db store.db --output store.db
expect_same before.db store.db 'the store after --output of itself'
echo kept >report
expect_status 3 check banana --db store.db --output report
[ "$(<report)" = kept ] || fail 'a failed command emptied its output'
seq 100000 >report
expect_status 0 check 6.1.55 --db store.db --output report --format csv
"$KVET" check 6.1.55 --db store.db --format csv >plain
expect_same plain report 'a shorter output over a longer one'

# Several areas, and one that nothing is of, narrowed to nothing without a word.
expect_status 0 list --subsystem net/bluetooth --subsystem net/netfilter --db store.db
cp out both
expect_status 0 list --subsystem net/bluetooth,net/netfilter/ --db store.db
expect_same both out 'areas with a comma and said twice'
[ "$(grep -c '^CVE' out)" -ge 2 ] || fail 'two areas list less than two records'
expect_status 3 check 6.1.55 --subsystem nosuch --fail-on any --db store.db
expect_status 2 check 6.1.55 --verdict fixed --fail-on any --db store.db
expect_status 2 list --since 2025-01-02 --until 2025-01-01 --db store.db

# --limit cut what --fail-on looked at.
expect_status 1 check 6.1.55 --sort cve --limit 1 --format json --fail-on any --db store.db

# A score that is not understood took the whole record with it.
cp -r "$records" scored
victim=$(find scored -name '*.cvss' | head -n 1)
echo 'who CVSS:3.1/AV:N' >"$victim"
expect_status 0 update scored --db scored.db
expect_output '0  not understood'
expect_status 0 audit --db scored.db
expect_output 'its score is not understood'

# "not the kernel's" was said of a record that was rejected, or not understood.
rejected=$(basename "$(find "$records/cve/rejected" -name '*.json' | head -n 1)" .json)
expect_status 3 explain 6.1.55 "$rejected" --db store.db
grep -q 'was rejected' err || fail "explain of $rejected: $(<err)"
cp -r "$records" broken
victim=$(find broken/cve/published -name '*.json' | head -n 1)
echo '{' >"$victim"
expect_status 0 update broken --db broken.db
expect_status 3 show "$(basename "$victim" .json)" --db broken.db
grep -q 'was not understood' err || fail "show of what is broken: $(<err)"

# The epoch of Raspberry Pi OS's package was taken for the release.
expect_status 0 check 'Linux version 6.12.25+rpt-rpi-v8 (x) #1 SMP Debian 1:6.12.25-1+rpt1' --db store.db
expect_output 'Linux 6.12.25, Debian'

# Of several fixes of one introduction on a line, the one that decides is shown; of several
# introductions without their fixes, the one whose fix comes last.
mkdir -p made/cve/published/2024
sed 's/CVE-2024-[0-9]*/CVE-2024-99999/g' "$(find "$records/cve/published/2024" -name '*.json' | head -n 1)" \
	>made/cve/published/2024/CVE-2024-99999.json
a=$(printf 'a%.0s' {1..40}) b=$(printf 'b%.0s' {1..40}) c=$(printf 'c%.0s' {1..40})
d=$(printf 'd%.0s' {1..40}) e=$(printf 'e%.0s' {1..40})
printf '5.10:%s:5.15.30:%s\n5.10:%s:5.15.50:%s\n' "$a" "$b" "$a" "$c" \
	>made/cve/published/2024/CVE-2024-99999.dyad
expect_status 0 update made --db made.db
shown() {
	"$KVET" check "$1" --db made.db --verdict affected,fixed --format csv | tail -n 1 | cut -d, -f2,6
}
[ "$(shown 5.15.40)" = fixed,5.15.30 ] || fail "5.15.40: $(shown 5.15.40)"
[ "$(shown 5.15.10)" = affected,5.15.30 ] || fail "5.15.10: $(shown 5.15.10)"
printf '5.15.5:%s:5.15.60:%s\n' "$d" "$e" >>made/cve/published/2024/CVE-2024-99999.dyad
expect_status 0 update made --db made.db
[ "$(shown 5.15.10)" = affected,5.15.60 ] || fail "two introductions: $(shown 5.15.10)"
finish
