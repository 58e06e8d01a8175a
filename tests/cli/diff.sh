#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Two checks compared: targets, stores, saved checks; the baseline as a gate.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
expect_status 0 update records --db store.db
# The same a while ago: one record fewer, another without its fix on the line.
cp -r records earlier
rm earlier/cve/published/2025/CVE-2025-37924.*
sed -i '/:6\.1\.57:/d' earlier/cve/published/2023/CVE-2023-52480.dyad
find earlier -exec touch -h -d 2026-01-10T12:00:00Z {} +
expect_status 0 update earlier --db earlier.db
export KVET_DB=$PWD/store.db

record diff 6.1.55 6.1.147
record diff 6.1.147 6.1.55
record diff 6.1.55 6.6.10 --limit 1
record diff 6.1.55 6.1.55
record diff 6.1.57 6.1.57 --other-db earlier.db
record diff 6.1.55 6.1.55-vendor
record diff 6.1.55 6.1.147 --subsystem net
record diff 6.1.55 6.1.147 --format json
record diff 6.1.55 6.1.147 --format jsonl
record diff 6.1.55 6.1.147 --format csv

# Saved checks, in both forms, and as a document on one line.
expect_status 0 check 6.1.55 --format json --output open.json
expect_status 0 check 6.1.55 --format jsonl --output open.jsonl
expect_status 0 check 6.1.55 --format json --output all.json \
	--verdict affected,fixed,not_introduced,not_built,unknown
expect_status 0 check 6.1.55 --format json --output cut.json --limit 2
expect_status 0 check 6.1.55 --format json --output net.json --subsystem net
"$KVET" diff 6.1.55 6.1.147 --format jsonl | sed 1d >live
for saved in open.json open.jsonl all.json; do
	"$KVET" diff $saved 6.1.147 --format jsonl | sed 1d |
		sed 's/"source":"[^"]*"//' >from_saved
	expect_same <(cut -d, -f1,2 live) <(cut -d, -f1,2 from_saved) "$saved in the place of 6.1.55"
done
if command -v python3 >/dev/null; then
	python3 -c 'import json,sys; json.dump(json.load(open("open.json")), open("line.json", "w"))'
	python3 -c 'import json,sys; json.dump(json.load(open("open.json")), open("folded.json", "w"), indent=1)'
	for saved in line.json folded.json; do
		expect_same <("$KVET" diff open.json 6.1.147) \
			<("$KVET" diff $saved 6.1.147 | sed "s/$saved/open.json/") "$saved"
	done
fi
record diff open.json all.json
record diff all.json 6.1.147
record diff 6.1.147 open.json
record diff net.json 6.1.147
record diff cut.json 6.1.55
# Two saved ones need no store.
KVET_DB=missing expect_status 0 diff open.json open.jsonl

# The baseline.
record check 6.1.147 --baseline open.json
record check 6.1.147 --baseline open.json --format json
record check 6.1.55 --baseline cut.json --fail-on new:any
record check 6.1.55 --baseline net.json --subsystem net --fail-on new:any
record check 6.1.55 --fail-on new:any
record check 6.1.55 --baseline open.json --verdict fixed
record check 6.1.55 --baseline open.json --fail-on new:terrible
expect_status 0 check 6.1.55 --baseline open.jsonl --fail-on new:any
expect_status 1 check 6.1.55 --baseline open.jsonl --fail-on any
expect_status 0 check 6.1.57 --db earlier.db --format json --output earlier.json
expect_status 1 check 6.1.57 --baseline earlier.json --fail-on new:any
expect_status 1 check 6.1.57 --baseline earlier.json --fail-on new:critical
expect_status 3 check 6.1.57 --baseline earlier.json --fail-on new:exploited
expect_error 'no list of known exploited vulnerabilities'
expect_status 0 check 6.1.147 --baseline open.json --fail-on new:low

# With what people decided: what is closed is not open.
SOURCE_DATE_EPOCH=1770000000 expect_status 0 decide 6.1.55 CVE-2024-26581 --status not_affected \
	--impact 'no sets' --author a --vex a.json
record check 6.1.55 --baseline open.json --vex a.json
expect_status 0 check 6.1.55 --vex a.json --format json --output decided.json
record check 6.1.55 --baseline decided.json --vex a.json
record check 6.1.55 --baseline decided.json --fail-on new:any
expect_status 0 check 6.1.55 --vex a.json --format json --decided --output decided.json
record check 6.1.55 --baseline decided.json --vex a.json
record diff decided.json 6.1.55

# Files that are no saved check.
record check 6.1.55 --baseline missing.json
record check 6.1.55 --baseline records/cve/published/2023/CVE-2023-52480.json
: >bad.json
record check 6.1.55 --baseline bad.json
echo '{"schema":"kvet.check/9"}' >bad.json
record check 6.1.55 --baseline bad.json
record diff bad.json 6.1.55
"$KVET" list --format json >bad.json
record check 6.1.55 --baseline bad.json
sed 's/"affected":/"afflicted":/' open.json >bad.json
record check 6.1.55 --baseline bad.json
sed 's/"release":"6.1.55"/"release":"6"/' open.json >bad.json
record check 6.1.55 --baseline bad.json
sed 's/"cve":"CVE-/"cve":"CAVE-/' open.jsonl >bad.json
record check 6.1.55 --baseline bad.json
head -c 3000 open.json >bad.json
record check 6.1.55 --baseline bad.json
sed '$p' open.jsonl >bad.json
record check 6.1.55 --baseline bad.json
truncate -s 100000000 bad.json
record check 6.1.55 --baseline bad.json
record diff 6.1.55
record diff 6.1.55 banana
record diff 6.1.55 6.1.56 --other-db missing

sed -i -E 's/[0-9]+ bytes/N bytes/' transcript
compare_transcript
finish
