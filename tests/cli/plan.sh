#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvet plan over made records, a made tree and a made history, in every form; and the script
# of picks, run.
# shellcheck disable=SC1091,SC2154,SC2016 # all of that is lib.sh's; and make's own variables
. "$(dirname "$0")/lib.sh"
command -v git >/dev/null || skip 'no git'
unset GIT_DIR GIT_WORK_TREE
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
export GIT_AUTHOR_DATE='2024-01-01T00:00:00Z' GIT_COMMITTER_DATE='2024-01-01T00:00:00Z'

# A line's history, in which each commit changes the line that the one before it left. All are
# of one second: only the history itself has an order.
git init -q -b linux-6.1.y stable
change() { # FILE TEXT
	echo "$2" >"stable/$1"
	git -C stable add "$1"
	git -C stable commit -q -m "$1: $2"
	git -C stable rev-parse HEAD
}
for file in one two; do change "$file" start >/dev/null; done
git -C stable tag v6.1
git -C stable tag v6.1.2
first=$(change one first)
second=$(change one second)
git -C stable tag v6.1.3
third=$(change two third)
fourth=$(change one fourth)
git -C stable tag v6.1.4

# record CVE FILE PAIR...
made() {
	local cve=$1 file=$2
	shift 2
	write_json "$cve" "net: a title" "$file" | put "records/$cve.json"
	printf '%s\n' "$@" | put "records/$cve.dyad"
}
a=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
b=bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
# Numbered against the order of history.
made CVE-2024-0009 net/core/dev.c "5.15:$a:6.1.3:$first" "5.15:$a:6.3:$b"
made CVE-2024-0008 net/core/dev.c "5.15:$a:6.1.3:$second" "5.15:$a:6.3:$b"
made CVE-2024-0007 net/bluetooth/hci.c "5.15:$a:6.1.4:$third" "5.15:$a:6.3:$b"
made CVE-2024-0006 drivers/usb/usb.c "5.15:$a:6.1.4:$fourth" "5.15:$a:6.3:$b"
made CVE-2024-0005 net/bluetooth/l2cap.c "5.15:$a:6.3:$b"
made CVE-2024-0004 net/bluetooth/new.c "6.1.4:$a:0:0"
made CVE-2024-0003 drivers/usb/off.c "6.1.4:$a:0:0"
made CVE-2024-0002 net/bluetooth/shared.c "5.15:$a:6.1.4:$third"

cat >releases.json <<'JSON'
{"versions": {"6.1": {"date": "2022-12-11"}, "6.1.2": {"date": "2022-12-31"},
 "6.1.3": {"date": "2023-01-04"}, "6.1.4": {"date": "2023-01-07"},
 "6.3": {"date": "2023-04-23"}, "6.3.1": {"date": "2023-05-01"},
 "5.10": {"date": "2020-12-13"}, "5.10.2": {"date": "2020-12-21"}}}
JSON
cat >lines.tsv <<'TSV'
line	released	eol	longterm
5.10	2020-12-13	2026-12-31	yes
6.1	2022-12-11	2027-12-31	yes
6.2	2023-02-19	2023-05-17	no
6.3	2023-04-23		no
TSV
cat >exploited.json <<'JSON'
{"title": "a made catalogue", "vulnerabilities": [
 {"cveID": "CVE-2024-0008", "vendorProject": "Linux", "product": "Kernel",
  "vulnerabilityName": "a bug", "dateAdded": "2025-02-03"}]}
JSON

# A tree with two subsystems, and a file that two options compile.
mkdir -p tree/{scripts,arch/x86,net/core,net/bluetooth,drivers/usb}
cat >tree/Makefile <<'MAKE'
VERSION = 6
PATCHLEVEL = 1
SUBLEVEL = 2
SRCARCH := $(ARCH)
core-y := net/ drivers/
MAKE
: >tree/scripts/Kbuild.include
: >tree/arch/x86/Makefile
printf 'obj-$(CONFIG_NET) += core/ bluetooth/\n' >tree/net/Makefile
printf 'obj-y += dev.o\n' >tree/net/core/Makefile
printf 'obj-$(CONFIG_BT) += hci.o l2cap.o shared.o\nobj-$(CONFIG_BT2) += shared.o\n' \
	>tree/net/bluetooth/Makefile
printf 'obj-$(CONFIG_USB) += usb/\n' >tree/drivers/Makefile
printf 'obj-y += usb.o\nobj-$(CONFIG_OFF) += off.o\n' >tree/drivers/usb/Makefile
touch tree/net/core/dev.c tree/net/bluetooth/{hci,l2cap,shared}.c tree/drivers/usb/{usb,off}.c
cat >config <<'CONFIG'
# Linux/x86 6.1.2 Kernel Configuration
# General setup
# end of General setup
CONFIG_X86=y
CONFIG_NET=y
CONFIG_BT=m
CONFIG_BT2=m
CONFIG_USB=y
# CONFIG_OFF is not set
# Kernel hacking
# end of Kernel hacking
CONFIG
printf '[needed]\noptions = BT\n' >needs.ini
export KVET_DB=store

# What is not known is said, and what to try.
expect_status 0 update records
record plan 6.1.2
expect_status 0 update records --releases releases.json
record plan 6.1.2
expect_status 0 update records --releases releases.json --lines lines.tsv \
	--known-exploited exploited.json

for format in table json jsonl csv; do
	record plan 6.1.2 --format "$format"
	record plan 6.1.2 --pick --format "$format"
	record plan tree --config config --configure --format "$format"
done
record plan 6.1.2 --limit 1
record plan 6.1.4
record plan 6.1.3
record plan 6.2
record plan 6.3.1
record plan 7.9
record plan 6.1.0-37-amd64
record plan 6.1.2 --subsystem drivers

# Built: what this build leaves out, no release brings; a file that is not here counts.
record plan tree --config config
kvet plan tree --config config --format json
grep -q '"brings":\["CVE-2024-0004"\]' out || fail 'the build was not kept'

# Picking, without an order of history and with it.
record plan 6.1.2 --pick
record plan 6.1.2 --pick --as series
record plan 6.1.2 --pick --git stable
record plan 6.1.2 --pick --git stable --as script
cp out picks.sh
record plan 6.1.2 --pick --git records
record plan 6.1.2 --pick --git nowhere
record plan tree --config config --pick

# The script does what it says: in the order of history all of them apply.
git clone -q stable picked
git -C picked checkout -q v6.1.2
(cd picked && sh ../picks.sh >../log 2>&1) || fail "the script: $(<log)"
[ "$(cat picked/one picked/two)" = "$(printf 'fourth\nthird')" ] || fail 'not all were picked'
[ "$(git -C picked rev-list --count v6.1.2..)" = 4 ] || fail 'not each once'
git -C picked log -1 --format=%B | grep -q "cherry picked from commit $fourth" || fail 'no -x'

# It stops where one does not apply, and goes on behind it.
git -C picked checkout -q v6.1.2
echo another >picked/one
git -C picked commit -q -am 'another'
(cd picked && sh ../picks.sh >../log 2>&1) && fail 'it did not stop'
grep -q "stopped at $first" log || fail "it does not say where: $(<log)"
git -C picked checkout -q --theirs one
git -C picked add one
git -C picked -c core.editor=true cherry-pick --continue >/dev/null || fail 'no cherry-pick'
(cd picked && sh ../picks.sh "$first" >../log 2>&1) || fail "it did not go on: $(<log)"
[ "$(<picked/one)" = fourth ] || fail 'it did not go on to the end'
(cd picked && sh ../picks.sh 123 >../log 2>&1) && fail 'no commit 123, and nothing said'

# Switching off: what is compiled on another way stays, what the context needs is left out.
record plan tree --config config --configure --context needs.ini
record plan tree --config config --configure --limit 1
kvet plan tree --config config --configure --limit 0 --format csv
while IFS=, read -r option _ removed _; do
	sed "s/^$option=.*/# $option is not set/" config >without
	kvet check tree --config config --format json
	before=$(grep -o '"affected":[0-9]*' out | head -n 1 | tr -dc 0-9)
	kvet check tree --config without --format json
	expect_fact affected $((before - removed))
done < <(sed 1d out)
record plan 6.1.2 --configure
record plan 6.1.2 --config config --configure

# What does not go together.
record plan 6.1.2 --pick --configure
record plan 6.1.2 --as script
record plan 6.1.2 --git stable
record plan 6.1.2 --pick --as script --format json
record plan 6.1.2 --pick --as patch
record plan 6.1.2 6.1.3
record plan banana

# What a store holds goes into no script but as digits.
if command -v sqlite3 >/dev/null; then
	cp store hostile
	sqlite3 hostile "UPDATE pair SET fixed_commit = '\$(touch run)'"
	kvet plan 6.1.2 --pick --as script --db hostile
	cp out hostile.sh
	grep -q 'touch run' hostile.sh && fail 'a text of the store is in the script'
fi
compare_transcript
finish
