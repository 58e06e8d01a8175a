#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Every command over the example records, in every form, and each option that narrows.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
cat >releases.json <<'JSON'
{"result": {"versions": {"6.1.55": {"date": "2023-09-23"}}}}
JSON
printf 'line\treleased\teol\tlongterm\n6.1\t2022-12-11\t2027-12-31\tyes\n' >lines.tsv
cat >exploited.json <<'JSON'
{"title": "a made catalogue", "vulnerabilities": [
 {"cveID": "CVE-2022-0847", "vendorProject": "Linux", "product": "Kernel",
  "vulnerabilityName": "a pipe", "dateAdded": "2022-04-25"},
 {"cveID": "CVE-2024-26581", "vendorProject": "Linux", "product": "Kernel",
  "vulnerabilityName": "a set", "dateAdded": "2025-02-03"},
 {"cveID": "CVE-2020-0001", "vendorProject": "Another", "product": "Thing",
  "vulnerabilityName": "a thing", "dateAdded": "2021-01-01"}]}
JSON
export KVET_DB=store

record update records
record update
record update --known-exploited exploited.json
record update records --format json
record update records --format jsonl
record update records --format csv

for format in table json jsonl csv; do
	record check 6.1.55 --format "$format"
	record explain 6.1.55 CVE-2023-52480 --format "$format"
	record explain 6.1.55 CVE-2024-35962 --format "$format"
	record show CVE-2023-52480 CVE-2024-35962 CVE-2021-47411 --format "$format"
	record list --format "$format"
	record audit --format "$format"
	record db --format "$format"
done
record explain 5.4 CVE-2024-26581
record explain 6.1.55 CVE-2021-47411
record show CVE-2025-37924
record show cve-2025-68260
record show CVE-2023-52480 CVE-2022-0847
record db --integrity
record check 6.1.55 --output file
cat file >>transcript

# Narrowing.
record list --language rust
record list --language assembly,other
record list --class use-after-free
record list --class use-after-free,data-race --class memory-leak
record list --family memory
record list --severity HIGH
record list --severity critical,not_scored
record list --subsystem fs/smb
record list --subsystem fs
record list --subsystem fs/
record list --subsystem f
record list --exploited
record list --rejected
record list --since 2026-01-01
record list --sort severity --limit 3
record list --sort cve -n 1
record list ksmbd
record list KSMBD session
record list 'expire session'
record list '"session lookup"'
record list 'nft*'
record list nft_set_rbtree
record list set rbtree garbage
record list nosuchword
record list session --language rust
record list NOT
record list 'title:ksmbd'
record list -- -ksmbd
record check 6.1.55 --verdict fixed
record check 6.1.55 --verdict not_introduced --verdict fixed --format csv
record check 6.1.55 --subsystem fs --severity critical
record check 6.1.55 --language rust
record check 6.18 --language rust
record check 6.1.55 --exploited
record check 6.1.55 --limit 1
record check 6.1.55 --limit 1 --format jsonl
record list --target 6.1.55 --verdict fixed
record list --target 6.1.55 --format jsonl --limit 1
record list --verdict fixed
record check 6.1.55 --exploited --format csv
record check 6.1.55 --sort cve --format csv
record audit --language rust

# The gate.
for level in any low medium high critical exploited; do
	kvet check 6.1.55 --fail-on "$level" --severity high,critical
	echo "6.1.55 --fail-on $level --severity high,critical: $status" >>transcript
	kvet check 6.1.55 --fail-on "$level" --limit 1 --format json
	echo "6.1.55 --fail-on $level --limit 1: $status" >>transcript
	kvet check 7.3 --fail-on "$level"
	echo "7.3 --fail-on $level: $status" >>transcript
done

# The same input and snapshot give the same bytes out.
kvet check 6.1.55 --format json
cp out first
kvet check 6.1.55 --format json
expect_same first out 'the same twice'

compare_transcript
finish
