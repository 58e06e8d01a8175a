#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The page of kvet report in headless Chromium, over made records and, where they are, the
# real ones: page.mjs holds what it shows against --format json.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/../cli/lib.sh"
command -v node >/dev/null || skip 'no Node.js'
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
	skip 'no Chromium'
[ -d "$SOURCE_ROOT/web/node_modules/playwright-core" ] || skip "no playwright-core: 'scripts/deps web'"
command -v python3 >/dev/null || skip 'no python3'
export CHROMIUM=$chromium WEB=$SOURCE_ROOT/web
every=affected,fixed,not_introduced,not_built,unknown

# look TARGET SCREENS: makes both pages and looks at them.
look() {
	expect_status 0 report "$1" -o page.html
	[ "$status" = 0 ] || return
	expect_status 0 report -o all.html
	kvet check "$1" --verdict "$every" --format json && cp out page.json
	kvet list --sort severity --format json && cp out all.json
	node "$here/page.mjs" page.html page.json "$2" || fail "the page of $1"
	node "$here/page.mjs" all.html all.json "$2" || fail 'the page without a target'
}

copy_records
write_json CVE-2024-90001 "</script><img src=x onerror='window.bad=1'><script>window.bad=1</script>" \
	'net/<b>/x.c' | put records/cve/published/2024/CVE-2024-90001.json
write_dyad | put records/cve/published/2024/CVE-2024-90001.dyad
python3 - >releases.json <<'PY'
import datetime, json
day, versions = datetime.date(2013, 6, 30), {}
for line in ['3.%d' % n for n in range(10, 20)] + ['4.%d' % n for n in range(21)] + \
        ['5.%d' % n for n in range(20)] + ['6.%d' % n for n in range(20)]:
    versions[line] = {'date': day.isoformat()}
    for stable in range(1, 30 if line in ('5.15', '6.1', '6.6') else 3):
        versions[f'{line}.{stable * 7}'] = {'date': (day + datetime.timedelta(days=30 * stable)).isoformat()}
    day += datetime.timedelta(days=63)
print(json.dumps({'versions': versions}))
PY
printf 'line\treleased\teol\tlongterm\n6.1\t2022-12-11\t2027-12-31\tyes\n6.6\t2023-10-30\t2027-12-31\tyes\n' >lines.tsv
cat >exploited.json <<'JSON'
{"title": "a made catalogue", "vulnerabilities": [
 {"cveID": "CVE-2024-26581", "vendorProject": "Linux", "product": "Kernel",
  "vulnerabilityName": "a set", "dateAdded": "2025-02-03"}]}
JSON
export KVET_DB=store
kvet update records
kvet report 6.1.30 -o page.html
if grep -q 'built without its page' err; then skip 'this kvet was built without its page'; fi
look 6.1.30 plain # a store without days, lines and exploited ones
expect_status 0 update records --releases releases.json --lines lines.tsv --known-exploited exploited.json
look 6.1.30 made

archive=$(compgen -G "$SOURCE_ROOT/../shared/data/vulns-*.tar.zst" | sort | tail -n 1)
if [ -n "$archive" ] && ! sanitized; then
	data=${archive%/*}
	export KVET_DB=real
	expect_status 0 update "$archive" --releases "$data/linux-kernel-releases.json" \
		--lines "$data/kernel-lines.tsv" --known-exploited "$data/known_exploited_vulnerabilities.json"
	look 6.1.147 real
	[ "$(stat -c %s page.html)" -lt 15000000 ] || fail 'the page is too large'
fi
finish
