#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvet lines and kvet profile over the example records and made feeds, in every form.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
python3 - >releases.json <<'PY' || skip 'no python3'
import datetime, json
versions = {}
day = datetime.date(2013, 6, 30)
for line in ['3.%d' % n for n in range(10, 20)] + ['4.%d' % n for n in range(21)] + \
        ['5.%d' % n for n in range(20)] + ['6.%d' % n for n in range(20)] + ['7.0', '7.1']:
    versions[line] = {'date': day.isoformat()}
    for stable in range(1, 30 if line in ('5.15', '6.1', '6.6') else 3):
        later = day + datetime.timedelta(days=30 * stable)
        versions[f'{line}.{stable * 7}'] = {'date': later.isoformat()}
    day += datetime.timedelta(days=63)
print(json.dumps({'versions': versions}))
PY
cat >lines.tsv <<'TSV'
line	released	eol	longterm
5.10	2020-12-13	2025-12-31	yes
5.15	2021-10-31	2026-12-31	yes
6.1	2022-12-11	2027-12-31	yes
6.6	2023-10-30	2027-12-31	yes
6.18	2025-11-30		no
7.1	2026-06-14		no
TSV
cat >exploited.json <<'JSON'
{"title": "a made catalogue", "vulnerabilities": [
 {"cveID": "CVE-2024-26581", "vendorProject": "Linux", "product": "Kernel",
  "vulnerabilityName": "a set", "dateAdded": "2025-02-03"}]}
JSON
export KVET_DB=store

# What is not known is said, and what to try.
expect_status 0 update records
record lines
expect_status 0 update records --lines lines.tsv
record lines
record profile
expect_status 0 update records --releases releases.json --known-exploited exploited.json

for format in table json jsonl csv; do
	record lines --format "$format"
	record lines --all --format "$format"
	record lines --history 6.1 --format "$format"
done
record lines --language rust
record lines --family memory --all
record lines --exploited --format csv
record lines --history 6.1 --subsystem fs
record lines --history 2.6.32
record lines --history 6.1.3
record lines --history frob
record lines 6.1

for format in table json jsonl csv; do
	record profile --format "$format"
done
for by in class family subsystem severity line; do
	record profile --by "$by" --over introduced --per quarter --format json
done
record profile --by class --over published
record profile --by family --per release --limit 2
record profile --by subsystem --per month --format jsonl --limit 3
record profile --language rust
record profile --by class --since 2026-01-01
record profile --by frob
record profile --per day
record profile frob

# Rates, once it is known how much code there is: made trees of three lines.
# make_tree LINE LINES
make_tree() {
	local folder=tree-$1 area
	put "$folder/Makefile" <<<"VERSION = ${1%.*}
PATCHLEVEL = ${1#*.}
SUBLEVEL = 9"
	put "$folder/scripts/Kbuild.include" </dev/null
	for area in net/netfilter fs/ext4 mm; do
		yes 'int a;' | head -n "$2" | put "$folder/$area/a.c"
	done
	yes 'fn a() {}' | head -n "$2" | put "$folder/drivers/android/a.rs"
}
make_tree 6.1 4000
make_tree 6.12 10000
make_tree 7.2 1000
expect_status 0 census tree-6.1 tree-6.12 tree-7.2 --save
for format in table json csv; do
	record profile --format "$format"
	record profile --by subsystem --format "$format"
done
record profile --subsystem net,drivers --language rust,c
record profile --since 2026-01-01
COLUMNS=40 record profile --by subsystem

# Pictures: whole, well-formed, the same each time, and of a view that has one.
record profile --format svg
record lines --history 6.1 --format svg
record lines --format svg
record check 6.1 --format svg
cp -r records hostile
write_json CVE-2026-1000 'net: <title>&' 'drivers/<b>\u0007\u0085&/x.c' |
	put hostile/cve/published/2026/CVE-2026-1000.json
write_dyad | put hostile/cve/published/2026/CVE-2026-1000.dyad
expect_status 0 update hostile --db hostile.db --releases releases.json --lines lines.tsv \
	--known-exploited exploited.json
expect_status 0 census tree-6.1 tree-6.12 --save --db hostile.db

# well_formed ARGUMENT...: kvet's picture, which is read by a parser of XML, twice the same.
well_formed() {
	expect_status 0 "$@" --format svg
	cp out first.svg
	if command -v xmllint >/dev/null; then
		xmllint --noout --nonet first.svg || fail "not well-formed: $*"
	else
		python3 -c 'import sys, xml.dom.minidom as d; d.parse(sys.argv[1])' first.svg ||
			fail "not well-formed: $*"
	fi
	if grep -qiE '<script|href|url\(|[[:cntrl:]]' first.svg; then
		fail "a picture that does or loads something: $*"
	fi
	expect_status 0 "$@" --format svg
	cmp -s out first.svg || fail "another picture the second time: $*"
}
for by in language class family subsystem severity line; do
	well_formed profile --by "$by" --db hostile.db
	well_formed profile --by "$by" --over published --per month --db hostile.db
	well_formed profile --by "$by" --exploited --over introduced --db hostile.db
done
well_formed lines --history 6.1 --db hostile.db
well_formed lines --history 7.1 --db hostile.db
well_formed lines --history 5.15 --family memory --db hostile.db
kvet profile --by subsystem --db hostile.db --format svg
grep -q 'drivers/&lt;b&gt;?' out || fail 'the hostile name is not in the picture'

# Open is what a check calls affected.
kvet lines --all --format csv
cut -d, -f6,8 out | sed 1d >opens
while IFS=, read -r release open; do
	kvet check "$release" --format json
	expect_fact affected "$open"
done <opens
[ -s opens ] || fail 'no line at all'

# In blocks where the locale has them.
export LC_ALL=C.UTF-8
record lines
record lines --history 5.15
record profile --by family
export LC_ALL=C

compare_transcript
finish
