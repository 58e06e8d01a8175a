#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvet report: what it writes, without a browser (tests/web/page.sh has one). The documents in
# the page are those of --format json, and nothing in a record ends the element it stands in.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || skip 'no python3'

copy_records
# What ends a script, begins a comment, or is a line's end for JavaScript alone.
hostile="</script><img src=x onerror=bad()> <!--<script> \\u2028 \\u0085 '\\\"& {{data}} \$&"
write_json CVE-2024-90001 "$hostile" "net/</SCRIPT>/x.c" | put records/cve/published/2024/CVE-2024-90001.json
write_dyad | put records/cve/published/2024/CVE-2024-90001.dyad
export KVET_DB=store
expect_status 0 update records
expect_output new

# A build without the page says so, and what to try.
kvet report 6.1.30 -o page.html
if [ "$status" = 3 ] && grep -q 'built without its page' err; then
	record report 6.1.30 -o page.html
	expect_error 'docs/building.md'
	finish
fi
[ "$status" = 0 ] || fail "status $status: $(<err)"

every=affected,fixed,not_introduced,not_built,unknown
kvet check 6.1.30 --verdict "$every" --format json && cp out check.json
kvet list --sort severity --format json && cp out list.json
mkdir profiles
for by in language class family subsystem severity; do
	for over in fixed introduced published; do
		kvet profile --by "$by" --over "$over" --per quarter --format json --limit 60
		cp out "profiles/$by-$over.json"
	done
done
cat >compare.py <<'PY'
"""The documents in a page are those that the commands write, and it has no others."""
import glob, json, re, sys

page, result, *profiles = sys.argv[1:]
text = open(page, encoding='utf-8').read()
blocks = re.findall(r'<script type="application/json" data-kvet="(\w+)">(.*?)</script>\n', text, re.S)
assert all('<' not in body for name, body in blocks), 'markup inside of data'
documents = [(name, json.loads(body)) for name, body in blocks]
read = lambda path: json.load(open(path, encoding='utf-8'))
of = lambda wanted: [document for name, document in documents if name == wanted]
assert of('result') == [read(result)], 'the result is another'
known = [read(path) for path in profiles]
for profile in known:
    assert profile in of('profile'), f"the profile by {profile['by']} over {profile['over']} is another"
assert len(of('profile')) == len(known), 'more profiles, or fewer'
assert len(of('page')) == 1 and len(blocks) == len(known) + 2
# One script, one style, and a policy that names both alone.
rest = re.sub(r'<script type="application/json".*?</script>\n', '', text, flags=re.S)
assert len(re.findall(r'<script', rest.split('<body>')[1])) == 1
assert re.search(r'''content="default-src 'none'; script-src 'sha256-[^;']+'; style-src 'sha256-[^;']+'; ''', rest)
assert not re.search(r'<(link|img|iframe|script src)', rest), 'something would be loaded'
PY
python3 compare.py page.html check.json profiles/*.json || fail 'a page of a target'
expect_status 0 report -o all.html
python3 compare.py all.html list.json profiles/*.json || fail 'a page without a target'

# The same store, target and options: the same bytes; and nothing of a longer file stays.
cp page.html again.html
echo 'left over' >>page.html
expect_status 0 report 6.1.30 -o page.html
cmp page.html again.html || fail 'a second page is another'
expect_status 0 report 6.1.30
sed 's/ -o page.html//' again.html >wanted.html
cmp out wanted.html || fail 'a page on standard output is another'

# What narrows a check narrows a page.
kvet check 6.1.30 --verdict affected --family memory --format json && cp out narrow.json
expect_status 0 report 6.1.30 --verdict affected --family memory -o narrow.html
mkdir narrow
for by in language class family subsystem severity; do
	for over in fixed introduced published; do
		kvet profile --family memory --by "$by" --over "$over" --per quarter --format json --limit 60
		cp out "narrow/$by-$over.json"
	done
done
python3 compare.py narrow.html narrow.json narrow/*.json || fail 'a page that is narrowed'

record report 6.1.30 --format json -o page.html
record report --verdict affected -o page.html
record report 6.1.30 6.1.31 -o page.html
record report frob -o page.html
record report --family frob -o page.html
record report 6.1.30 --limit 3 -o page.html
record report 6.1.30 -o none/page.html
record report 6.1.30 -o store
expect_status 0 db --integrity
if [ -e /dev/full ]; then
	record report 6.1.30 -o /dev/full
fi
# On a terminal nobody wants to see it.
cat >terminal.py <<'PY'
import os, pty, subprocess, sys
parent, child = pty.openpty()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=child, stderr=subprocess.PIPE)
os.close(child)
sys.stdout.write(done.stderr.decode())
sys.exit(done.returncode)
PY
status=0
python3 terminal.py "$KVET" report 6.1.30 >out || status=$?
[ "$status" = 2 ] || fail "status $status on a terminal"
expect_output 'kvet report [[]TARGET] -o report.html'
compare_transcript
finish
