#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The real records: a folder, an archive and a repository of the same moment answer alike,
# in bounded memory; a repository taken in steps through its history ends as one taken
# whole does.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
real_data
command -v zstd >/dev/null || skip 'no zstd'

# measured LIMIT_MIB ARGUMENT...: kvet, and its peak memory against the limit.
measured() {
	local limit=$1 peak
	shift
	if sanitized || ! [ -x /usr/bin/time ]; then
		expect_status 0 "$@"
		return
	fi
	/usr/bin/time -f %M -o peak "$KVET" "$@" >out 2>err || fail "kvet $*: $(<err)"
	peak=$(($(tail -n 1 peak) / 1024))
	echo "$peak MiB: kvet ${*//$scratch\//}" >&2
	[ "$peak" -le "$limit" ] || fail "$peak MiB are more than $limit: kvet $*"
}

measured 256 update "$archive" --db archive.db
expect_output '0  not understood'
measured 48 check 6.1.147 --format json --db archive.db
measured 48 list --format csv --db archive.db
measured 48 db --integrity --db archive.db
answer archive.db >archive.answer
[ "$(wc -c <archive.answer)" -gt 100000 ] || fail 'hardly an answer'

if ! [ -e "$bundle" ] || ! command -v git >/dev/null; then finish; fi
git clone -q --bare -b master "$bundle" vulns.git || skip 'git cannot read the bundle'
measured 256 update vulns.git --db git.db
expect_output '0  not understood'
answer git.db >git.answer
expect_same archive.answer git.answer 'archive and git'
"$KVET" list --limit 0 --format csv --db git.db >git.list
cut -d, -f7 git.list | sed 1d | sort -u | head -n 1 | grep -q '^20' ||
	fail 'a record of the repository has no day of publication'

if ! sanitized; then
	mkdir folder
	tar --zstd -xf "$archive" -C folder
	measured 256 update folder --db folder.db
	answer folder.db >folder.answer
	expect_same archive.answer folder.answer 'archive and folder'
	rm -rf folder folder.db
fi

# Days stay where a later source does not tell them.
expect_status 0 update "$archive" --db git.db
"$KVET" list --limit 0 --format csv --db git.db >found
expect_same git.list found 'days after an update from an archive'
cp git.db whole.db
expect_status 0 update vulns.git --db whole.db
"$KVET" list --limit 0 --format csv --db whole.db >found
expect_same git.list found 'days after going back to git'

# In steps.
command -v sqlite3 >/dev/null || finish
head=$(git -C vulns.git rev-parse master)
steps='300 200 100 30 7 1 0'
sanitized && steps='60 7 0'
for back in $steps; do
	git -C vulns.git update-ref refs/heads/master "$(git -C vulns.git rev-parse "$head~$back")"
	expect_status 0 update vulns.git --db stepped.db
	[ "$back" = "${steps%% *}" ] || expect_output 'only what changed was read'
done
dump_store whole.db >whole.dump
dump_store stepped.db >stepped.dump
expect_same whole.dump stepped.dump 'in steps and whole'
expect_status 0 db --integrity --db stepped.db
# And back: a history that was taken away again.
git -C vulns.git update-ref refs/heads/master "$(git -C vulns.git rev-parse "$head~50")"
expect_status 0 update vulns.git --db stepped.db
expect_status 0 update vulns.git --db back.db
dump_store back.db >back.dump
dump_store stepped.db >stepped.dump
expect_same back.dump stepped.dump 'back and whole'
finish
