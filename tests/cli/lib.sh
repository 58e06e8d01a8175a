# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What every test of the commands sources: a scratch folder to stand in, and few helpers.
# KVET is the program; SOURCE_ROOT the source folder, found from the script where not set.
# A test's transcript is compared with golden/NAME.txt; `NAME.sh --update` writes it anew.
set -uo pipefail
export LC_ALL=C TZ=UTC NO_COLOR=1
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
unset KVET_DB XDG_DATA_HOME XDG_CACHE_HOME COLUMNS

: "${KVET:?is the program to test}"
KVET=$(realpath "$KVET")
here=$(cd "$(dirname "$0")" && pwd)
SOURCE_ROOT=$(realpath "${SOURCE_ROOT:-$here/../..}")
export LSAN_OPTIONS=${LSAN_OPTIONS:-suppressions=$SOURCE_ROOT/tests/lsan.supp:print_suppressions=0}
test_name=$(basename "$0" .sh)
update_golden=${1:-}
failures=0
scratch=$(realpath "$(mktemp -d)")
export HOME=$scratch/home
cd "$scratch" || exit 99

clean_up() {
	cd /
	chmod -R u+rwX "$scratch" 2>/dev/null
	rm -rf "$scratch"
}
trap clean_up EXIT

skip() {
	echo "skipped: $*" >&2
	exit 77
}

fail() {
	printf 'FAILED: %s\n' "$*" >&2
	failures=$((failures + 1))
}

# The last line of every test.
finish() {
	if [ "$failures" != 0 ]; then
		echo "$test_name: $failures failed" >&2
		exit 1
	fi
	exit 0
}

sanitized() {
	[ "${KVET_SANITIZED:-0}" = 1 ]
}

# Runs kvet with these arguments into out, err and $status. A crash is never expected.
kvet() {
	status=0
	"$KVET" "$@" >out 2>err </dev/null || status=$?
	if [ "$status" -gt 3 ] || grep -qE 'Sanitizer|runtime error' err; then
		fail "crashed ($status): kvet ${*:0:200}"
		head -c 3000 err >&2
	fi
}

# expect_status STATUS ARGUMENT...
expect_status() {
	local wanted=$1
	shift
	kvet "$@"
	if [ "$status" != "$wanted" ]; then
		fail "status $status instead of $wanted: kvet ${*:0:200}"
		head -c 1000 err >&2
	fi
}

# expect_fact KEY VALUE: somewhere in the JSON that the last run wrote, however it is spaced.
expect_fact() {
	sed 's/": */":/g' out >flat
	grep -qF "\"$1\":$2" flat ||
		fail "the JSON lacks \"$1\":$2: $(head -c 300 out)"
}

# expect_output GLOB and expect_error GLOB: somewhere in what the last run wrote.
expect_output() {
	# shellcheck disable=SC2053 # it is a pattern
	[[ $(<out) == *$1* ]] || fail "standard output lacks '$1': $(head -c 300 out)"
}

expect_error() {
	# shellcheck disable=SC2053
	[[ $(<err) == *$1* ]] || fail "standard error lacks '$1': $(head -c 300 err)"
}

# expect_same FILE FILE WHAT
expect_same() {
	cmp -s "$1" "$2" || {
		fail "$3: $1 and $2 differ"
		diff "$1" "$2" | head -n 20 >&2
	}
}

# No byte that a terminal might obey, tab and line end aside.
expect_plain() {
	if LC_ALL=C grep -qP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]' "$1"; then
		fail "$1 holds control characters ($2)"
	fi
}

# Runs kvet and adds it to the transcript: the command, what it wrote, errors behind "!",
# the exit status behind "=".
record() {
	kvet "$@"
	{
		printf '$ kvet'
		printf ' %q' "$@"
		printf '\n'
		cat out
		sed 's/^/! /' err
		printf '= %s\n\n' "$status"
	} | sed "s|$scratch|SCRATCH|g" >>transcript
}

compare_transcript() {
	local golden=$here/golden/$test_name.txt

	if [ "$update_golden" = --update ]; then
		cp transcript "$golden"
	elif ! diff -u "$golden" transcript >difference; then
		fail "the transcript differs; '$test_name.sh --update' takes it over"
		head -n 60 difference >&2
	fi
}

# The example records in ./records, all of one day.
copy_records() {
	cp -r "$SOURCE_ROOT/examples/records" records
	chmod -R u+rwX records
	find records -exec touch -h -d 2026-01-15T12:00:00Z {} +
}

# Bytes into a record's JSON, its day kept.
put() {
	mkdir -p "$(dirname "$1")"
	cat >"$1"
	touch -d 2026-01-15T12:00:00Z "$1"
}

# A record of the kernel's that is like any other: write_json CVE [TITLE [PATH]].
write_json() {
	cat <<-JSON
		{"dataType":"CVE_RECORD","cveMetadata":{"cveId":"$1","state":"PUBLISHED",
		"assignerOrgId":"f4215fc3-5b6b-47ff-a258-f7189bd81038"},"containers":{"cna":{
		"title":"${2:-net: a title}","descriptions":[{"lang":"en","value":"A text."}],
		"affected":[{"programFiles":["${3:-net/core/dev.c}"],"versions":[]}],
		"references":[]}}}
	JSON
}

write_dyad() {
	echo 5.10:0123456789ab:6.1.50:ba9876543210
}

# The answer of a store; its source, what it does not judge and the days of publication left out.
answer() {
	"$KVET" check 6.1.147 --sort cve --format json --db "$1" |
		sed -E 's/"snapshot":\{[^{}]*\}//; s/"horizon":\[[^]]*\]//; s/"published":("[^"]*"|null),//g'
}

# All that a store holds, in an order of its own; of the full text the words.
dump_store() {
	local table

	for table in record text file pair range class_evidence contradiction problem \
		release line exploited; do
		sqlite3 "$1" "SELECT '$table', * FROM $table" | sort
	done
	sqlite3 "$1" "CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, search, col);
		SELECT 'word', * FROM word" | sort
	sqlite3 "$1" "SELECT * FROM meta WHERE key NOT IN ('source', 'kind')" | sort
}

real_data() {
	data=$SOURCE_ROOT/../shared/data
	archive=$(compgen -G "$data/vulns-*.tar.zst" | sort | tail -n 1)
	[ -n "$archive" ] || skip 'no real records in ../shared/data'
	# shellcheck disable=SC2034 # the test's
	bundle=${archive%.tar.zst}.bundle
}
