#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The independent slow reference (tests/reference, another language, written from the rule)
# against kvet on the real records: every record, more than 300 releases, from the archive,
# the repository and the folder; and that a later release of a line never loses a fix.
# With sanitizers the first store is compared on all releases, the others on some.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
real_data
command -v python3 >/dev/null || skip 'no python3'
if ! command -v zstd >/dev/null || ! command -v git >/dev/null; then skip 'no zstd or no git'; fi

releases=$(dirname "$archive")/linux-kernel-releases.json
reference=$SOURCE_ROOT/tests/reference
export PYTHONDONTWRITEBYTECODE=1
every=1
most=60
if sanitized; then
	every=13
	most=6
fi

mkdir folder
tar --zstd -xf "$archive" -C folder
git clone -q --bare -b master "$bundle" vulns.git
expect_status 0 update "$archive" --db archive.db
expect_status 0 update vulns.git --db git.db
expect_status 0 update folder --db folder.db

compare() {
	python3 "$reference/compare.py" --kvet "$KVET" --tree folder --releases "$releases" \
		"$@" >compared 2>&1 || fail "$(tail -n 25 compared)"
	tail -n 1 compared >&2
}

PYTHONPATH=$reference python3 -m unittest -q test_reference >unit 2>&1 || fail "$(<unit)"
if sanitized; then compare --db archive.db; fi
compare --db archive.db --db git.db --db folder.db --every "$every"
python3 "$reference/properties.py" --kvet "$KVET" --db git.db --tree folder \
	--releases "$releases" --most "$most" >held 2>&1 || fail "$(tail -n 25 held)"
tail -n 1 held >&2

# Without the pairs the version ranges speak. They agree with the pairs but for records that
# are at odds with themselves, and err to affected.
find folder -name '*.dyad' -delete
expect_status 0 update folder --db ranges.db
for release in 5.10.200 5.15.215 6.1.147 6.12.19; do
	for store in archive ranges; do
		"$KVET" check "$release" --db "$store.db" --verdict affected --sort cve \
			--format csv | cut -d, -f1 >"$store.affected"
	done
	missed=$(comm -23 archive.affected ranges.affected | wc -l)
	added=$(comm -13 archive.affected ranges.affected | wc -l)
	echo "$release by version ranges: $missed missed, $added added" >&2
	[ "$missed" -le 5 ] || fail "$release: version ranges miss $missed that the pairs have"
	[ "$added" -le 25 ] || fail "$release: version ranges add $added"
done
finish
