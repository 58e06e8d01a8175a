#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What an update says changed, and what it leaves in the store: from a folder, from an
# archive and from git, whole and in steps.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

export KVET_DB=store
export GIT_AUTHOR_NAME=Nobody GIT_AUTHOR_EMAIL=nobody@example.org
export GIT_COMMITTER_NAME=Nobody GIT_COMMITTER_EMAIL=nobody@example.org
published=records/cve/published rejected=records/cve/rejected

git_commit() {
	git -C "$1" add -A
	GIT_AUTHOR_DATE=$2T10:00:00Z GIT_COMMITTER_DATE=$2T10:00:00Z \
		git -C "$1" commit -q --allow-empty -m "$3"
}

# The steps below, each followed by an update of a folder, of an archive made of it and of
# a git repository with one commit a step. All three must answer alike.
day=10
step() {
	local source
	day=$((day + 1))
	echo "== $1" >>transcript
	find records -exec touch -h -d 2026-01-15T12:00:00Z {} +
	rm -rf repository/cve
	cp -r records/cve repository/cve
	git_commit repository "2026-02-$day" "$1"
	tar --sort=name -cf records.tar records
	for source in records repository records.tar; do
		KVET_DB=$source.db record update "$source"
	done
	for source in records repository records.tar; do
		expect_status 0 db --integrity --db $source.db
	done
	KVET_DB=records.db record db
	for source in repository records.tar; do
		answer records.db >expected
		answer $source.db >found
		expect_same expected found "$1: folder and $source"
	done
}

copy_records
git init -q -b master repository
step 'the first'
step 'nothing changed'
sed -i 's/6.1.57/6.1.58/' $published/2023/CVE-2023-52480.dyad
step 'one changed'
write_json CVE-2026-50001 | put $published/2026/CVE-2026-50001.json
write_dyad | put $published/2026/CVE-2026-50001.dyad
step 'one new'
mv $published/2024/CVE-2024-26581.json $rejected/2021/
rm $published/2024/CVE-2024-26581.dyad
step 'one moved to rejected'
mkdir -p $rejected/2026
sed -i 's/PUBLISHED/REJECTED/' $published/2026/CVE-2026-50001.json
step 'one rejected by what it says'
rm $published/2021/CVE-2021-47465.*
step 'one withdrawn'
echo '{"truncated' | put $published/2025/CVE-2025-37924.json
echo nonsense | put $published/2026/CVE-2026-23414.dyad
echo '{"truncated' | put $published/2026/CVE-2026-50002.json
step 'three not understood'
for source in records repository records.tar; do
	KVET_DB=$source.db record show CVE-2025-37924 CVE-2026-23414
done
step 'three still not understood'
rm $published/2026/CVE-2026-23414.*
step 'one not understood and withdrawn'
cp "$SOURCE_ROOT/examples/records/cve/published/2025/CVE-2025-37924.json" \
	$published/2025/
step 'one understood again'
rm $published/2026/CVE-2026-50002.json
step 'the other not understood is gone'
mv $rejected/2021/CVE-2024-26581.json $published/2024/
step 'one published again'
write_json CVE-2026-50003 | put $published/2026/CVE-2026-50003.json
step 'one without pairs'

# Days of publication come from git alone, and stay.
cat >>transcript <<<'== days'
KVET_DB=repository.db record list --sort published --format csv
KVET_DB=repository.db record update records.tar
KVET_DB=repository.db record list --since 2026-02-20
KVET_DB=repository.db record update repository
KVET_DB=records.tar.db record list --since 2026-02-20
KVET_DB=records.tar.db record update repository
KVET_DB=records.tar.db record list --since 2026-02-20

# A store that was filled step by step holds what one filled at once does.
if command -v sqlite3 >/dev/null; then
	KVET_DB=whole.db expect_status 0 update repository
	for store in repository whole; do
		dump_store $store.db >$store.dump
	done
	expect_same repository.dump whole.dump 'in steps and at once'
fi

# Without records nothing is taken away.
KVET_DB=records.db record update
mkdir empty
KVET_DB=records.db record update empty
KVET_DB=records.db record update
mv records moved
KVET_DB=records.db record update
mv moved records
KVET_DB=records.db record db
rm -f other && mkdir other && cp -r records/cve/published/2022 other/
KVET_DB=records.db record update other

# Facts alone leave the records alone, and never make a store look filled.
printf 'line\treleased\teol\tlongterm\n6.1\t2022-12-11\t2027-12-31\tyes\n' >lines.tsv
KVET_DB=facts.db record update --lines lines.tsv
KVET_DB=facts.db record check 6.1
KVET_DB=facts.db record list
KVET_DB=facts.db record db --integrity
echo 'not a line' >bad.tsv
KVET_DB=facts.db record update --lines bad.tsv
KVET_DB=facts.db record update --releases lines.tsv
KVET_DB=facts.db record update --known-exploited lines.tsv
KVET_DB=facts.db record update --lines /dev/null
KVET_DB=facts.db record update records --lines bad.tsv
KVET_DB=facts.db record db
# A commit's name depends on the version of git only if its format changes.
compare_transcript
finish
