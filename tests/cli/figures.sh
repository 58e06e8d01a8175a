#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# figures.sh: every figure and example of the docs is what its command gives, on the snapshot
# that they name. $KVET is the program, $SOURCE the source folder; the records are in
# ../shared/data beside it. Without them there is nothing to compare: status 77.
#
# In the docs, a block that begins with ```console holds commands ("$ kvet ...") and what each
# writes. "..." stands for any text: on a line of its own for any lines. The commands run in
# one scratch folder, one after the other, where `kvet` is the program, $KVET_DB a store made
# from the archive and the other feeds, and the files of ../shared/data and tests/ lie. Blocks
# of any other kind are not run.
set -uo pipefail

: "${KVET:?the program}" "${SOURCE:?the source folder}"
data=$SOURCE/../shared/data
archive=vulns-2026-07-01.tar.zst
export LC_ALL=C TZ=UTC
docs=("$SOURCE"/README.md
	"$SOURCE"/docs/{figures,verdicts,classes,json,store,profile,context,priority,forms,plan,decisions}.md)

if [ ! -f "$data/$archive" ]; then
	echo 'no records in ../shared/data: nothing to compare with'
	exit 77
fi
for tool in sqlite3 python3; do
	if ! command -v "$tool" >/dev/null; then
		echo "no $tool here, which the docs use"
		exit 77
	fi
done

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin" "$scratch/work"
ln -s "$(realpath "$KVET")" "$scratch/bin/kvet"
ln -s "$(realpath "$SOURCE")/tests" "$scratch/work/tests"
for file in "$data"/*; do
	ln -s "$(realpath "$file")" "$scratch/work/"
done
export PATH=$scratch/bin:$PATH KVET_DB=$scratch/kvet.db HOME=$scratch/work
unset XDG_DATA_HOME XDG_CACHE_HOME NO_COLOR COLUMNS
cd "$scratch/work" || exit 3

kvet update "$archive" --releases linux-kernel-releases.json --lines kernel-lines.tsv \
	--known-exploited known_exploited_vulnerabilities.json >"$scratch/update" 2>&1 || {
	cat "$scratch/update"
	grep -q 'was built without' "$scratch/update" && exit 77
	exit 1
}

compared=0
failures=0

# What EXPECTED stands for, as a pattern of bash.
pattern_of() {
	local text=$1
	text=${text//\\/\\\\}
	text=${text//\*/\\*}
	text=${text//\?/\\?}
	text=${text//\[/\\[}
	text=${text//(/\\(}
	text=${text//)/\\)}
	text=${text//|/\\|}
	text=${text//.../*}
	printf '%s' "$text"
}

# compare PLACE COMMAND EXPECTED
compare() {
	local place=$1 command=$2 expected=$3 got pattern
	compared=$((compared + 1))
	got=$(bash -c "$command" 2>&1 </dev/null)
	pattern=$(pattern_of "$expected")
	# shellcheck disable=SC2053 # a pattern is meant
	if [[ $got != $pattern ]]; then
		failures=$((failures + 1))
		printf '%s: $ %s\n' "$place" "$command"
		diff <(printf '%s\n' "$expected") <(printf '%s\n' "$got") | sed 's/^/    /' | head -n 40
	fi
}

for doc in "${docs[@]}"; do
	block='' command='' expected='' number=0 place=''
	while IFS= read -r line || [ -n "$line" ]; do
		number=$((number + 1))
		if [ -z "$block" ]; then
			[ "$line" = '```console' ] && block=1
			continue
		fi
		if [[ $line == '$ '* || $line == '```' ]]; then
			[ -z "$command" ] || compare "$place" "$command" "${expected%$'\n'}"
			command=${line#'$ '}
			expected=''
			place=${doc#"$SOURCE"/}:$number
			[ "$line" = '```' ] && block='' command=''
		else
			expected+=$line$'\n'
		fi
	done <"$doc"
done

echo "$compared commands of the docs compared, $failures differ"
[ "$failures" = 0 ] && [ "$compared" -gt 0 ]
