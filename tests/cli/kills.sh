#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Killed at any moment of an update, a store is the old one or the new one, whole, and the
# next update succeeds. The moments come from a fixed seed and cover the whole duration,
# its end (when the file is written) more closely.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

# The real records where they are, else the examples many times over.
archive=$(compgen -G "$SOURCE_ROOT/../shared/data/vulns-*.tar.zst" | sort | tail -n 1)
if [ -n "$archive" ] && command -v zstd >/dev/null; then
	part=published/2025
	sanitized && part=published/2021
	mkdir new
	tar --zstd -xf "$archive" -C new --wildcards "*/$part/*"
else
	for ((i = 10000; i < 11500; i++)); do
		write_json CVE-2026-$i | put new/CVE-2026-$i.json
		write_dyad | put new/CVE-2026-$i.dyad
	done
fi
# The old ones are fewer, and every tenth of them says something else.
cp -r new old
i=0
while IFS= read -r file; do
	i=$((i + 1))
	case $i in
	*3) rm "$file" ;;
	*7) sed -i 's/"title": *"/&before: /; s/:6\.1\.[0-9]*:/:6.1.199:/' "$file" "${file%.json}.dyad" ;;
	esac
done < <(find old -name '*.json' | sort)

expect_status 0 update old --db old.db
begin=$(date +%s%N)
expect_status 0 update new --db new.db
took=$((($(date +%s%N) - begin) / 1000))
"$KVET" check 6.1.147 --format json --db old.db >old.answer
"$KVET" check 6.1.147 --format json --db new.db >new.answer
cmp -s old.answer new.answer && fail 'the old answer is the new one'

olds=0 news=0 none=0
# kill_at MICROSECONDS STORE: the update of STORE to the new records.
kill_at() {
	rm -f store store-journal
	[ -z "$2" ] || cp "$2" store
	{
		timeout -s KILL "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))" \
			"$KVET" update new --db store >/dev/null
	} 2>/dev/null
	kvet check 6.1.147 --format json --db store
	if cmp -s out new.answer; then
		news=$((news + 1))
	elif [ -n "$2" ] && cmp -s out old.answer; then
		olds=$((olds + 1))
	elif [ -z "$2" ] && [ "$status" = 3 ] && [ ! -s out ]; then
		none=$((none + 1))
	else
		fail "killed after $1 us: neither the old store nor the new one: $(head -c 300 err)"
	fi
	if [ -e store ] && [ "$status" = 0 ]; then
		expect_status 0 db --integrity --db store
	fi
	expect_status 0 update new --db store
	kvet check 6.1.147 --format json --db store
	expect_same new.answer out "the update after a kill after $1 us"
}

RANDOM=20260701
kills=15
sanitized && kills=6
for store in old.db ''; do
	for ((i = 0; i < kills; i++)); do
		kill_at $((took * (i * 32768 + RANDOM) / (kills * 32768))) "$store"
	done
	for ((i = 0; i < kills; i++)); do
		kill_at $((took * 8 / 10 + took * 6 * (i * 32768 + RANDOM) / (kills * 327680))) "$store"
	done
done
echo "$((4 * kills)) kills within $took us: $olds old, $none without a store, $news new" >&2
# Readers beside an update see the old answer or the new one.
cp old.db store
"$KVET" update new --db store >/dev/null 2>&1 &
while kill -0 $! 2>/dev/null; do
	expect_status 0 check 6.1.147 --format json --db store
	cmp -s out old.answer || cmp -s out new.answer || fail 'a reader saw something between'
done
wait $! || fail 'the update beside readers failed'
kvet check 6.1.147 --format json --db store
expect_same new.answer out 'after readers'
finish
