#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Help, and every way of asking wrongly: what is said, where, and the exit status.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
expect_status 0 update records --db store

record
record --help
record help
record --version
record frob
record --db store
record $'esc\e[31m'
for command in update check explain show list audit db; do
	record "$command" --help
done
record help check
record help frob

# Options that are none, and values that are.
record check --frob
record check -x
record check --frob=1
record check 6.1 --db
record check 6.1 --db ''
record check 6.1 --format
record check 6.1 --format xml
record check 6.1 --format json,csv
record check 6.1 --format ''
record check 6.1 --limit many
record check 6.1 --limit -1
record check 6.1 --limit 1e3
record check 6.1 --limit ''
record check 6.1 --limit 99999999999999999999
record check 6.1 --fail-on
record check 6.1 --fail-on terrible
record check 6.1 --sort taste
record check 6.1 --since tomorrow
record check 6.1 --since '2024- 1- 1'
record check 6.1 --until 2024-13-01
record check 6.1 --until 2024-1-1
record check 6.1 --severity terrible
record check 6.1 --severity ''
record check 6.1 --severity high,
record check 6.1 --severity ,high
record check 6.1 --class uaf
record check 6.1 --family relatives
record check 6.1 --language cobol
record check 6.1 --verdict guilty
record check 6.1 --subsystem ''
record check 6.1 --rejected
record list --verdict fixed
record list --fail-on any
record db --language c
record update --releases
record check 6.1 --format $'\e[2J'
record check 6.1 --since $'\e[2J'

# Arguments too many and too few.
record update one two
record check 6.1 6.2
record explain
record explain 6.1
record explain 6.1 CVE-2023-52480 more
record show
record audit 6.1
record db 6.1

# Arguments that are none.
record check banana --db store
record explain banana CVE-2023-52480 --db store
record explain 6.1 banana --db store
record explain 6.1 CVE-2022-0847 --db store
record show banana --db store
record show CVE-2022-0847 CVE-1999-0001 --db store
record show CVE-2023-52480abc --db store
record list '' --db store
record list '"' --db store
record list '*' --db store

# Places that are none.
record check 6.1 --db missing
record check 6.1 --db missing/deeper
record check 6.1 --db store --output missing/file
record update missing --db store
record update --releases missing --db store
record update --lines missing --db store
record update --known-exploited missing --db store
KVET_DB=missing record db
unset HOME
record db

compare_transcript
finish
