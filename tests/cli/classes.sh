#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How good the bug classes are, on the real records: no worse than docs/classes.md says, by
# the labels of tests/classes; and every rule of the table is needed by a record. $RULES is
# the program tests/class_rules.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
: "${RULES:?is tests/class_rules}"
real_data
command -v python3 >/dev/null || skip 'no python3'
command -v zstd >/dev/null || skip 'no zstd'

expect_status 0 update "$archive" --db kvet.db

# at_least FILE CLASS FAMILY: percent that must be right.
at_least() {
	"$SOURCE_ROOT/tests/classes/measure" "$KVET" kvet.db \
		"$SOURCE_ROOT/tests/classes/$1" --least "$2" "$3" >out 2>err ||
		fail "$1: $(head -n 2 out) $(<err)"
	head -n 2 out >&2
}

# A point and a half below what was reached.
at_least tune.csv 86.5 91.5
at_least tune2.csv 85 90
at_least measure.csv 75 80.5

# The measure can fail.
"$SOURCE_ROOT/tests/classes/measure" "$KVET" kvet.db \
	"$SOURCE_ROOT/tests/classes/tune.csv" --least 100 100 >out 2>err &&
	fail 'the measure finds every class right'

unclassified=$("$KVET" list --class unclassified --format csv --db kvet.db | sed 1d | wc -l)
[ "$unclassified" -le 753 ] || fail "$unclassified of 12560 records have no class, over 6 %"

"$SOURCE_ROOT/tests/classes/unused" "$RULES" kvet.db >out 2>err ||
	fail "rules that no record needs: $(<out) $(<err)"
# Without records, every rule is of no use, which is an error of its own.
"$RULES" </dev/null >out && fail 'class_rules is content with no records'
printf 'a\0a\0' | "$RULES" >out || fail 'class_rules fails on a record'
[ "$(wc -l <out)" -gt 100 ] || fail 'a record of one letter needs rules'
finish
