#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Stores and outputs that fail: full disks, missing rights, two programs at once, files
# that are no store or are damaged. Clear errors, and nothing lost.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

copy_records
cp -r records newer
sed -i 's/6.1.57/6.1.58/' newer/cve/published/2023/CVE-2023-52480.dyad
expect_status 0 update records --db good
answer good >good.answer

# The store still answers as before, is sound, and takes the next update.
still_good() {
	answer "$1" >found
	expect_same good.answer found "$2"
	expect_status 0 db --integrity --db "$1"
	expect_status 0 update records --db "$1"
}

# Rights mean nothing to root: such tests run as nobody where they can.
as_user() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid=65534 --regid=65534 --clear-groups "$@"
	else
		"$@"
	fi
}

# expect_as_user STATUS GLOB ARGUMENT...: like expect_status and expect_error.
expect_as_user() {
	local wanted=$1 glob=$2
	shift 2
	status=0
	as_user "$KVET" "$@" >out 2>err || status=$?
	[ "$status" = "$wanted" ] || fail "as a user: status $status: kvet $*: $(head -c 300 err)"
	expect_error "$glob"
}

# A folder and a file that cannot be written.
if [ "$(id -u)" != 0 ] || setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
	chmod 755 "$scratch"
	mkdir -m 755 home
	mkdir -m 777 folder
	cp good folder/store
	chmod 666 folder/store
	chmod 555 folder
	if as_user test -r "$KVET" -a -x "$KVET" && ! as_user touch folder/probe 2>/dev/null; then
		expect_as_user 0 '' check 6.1.55 --db folder/store
		expect_as_user 0 sound db --integrity --db folder/store
		expect_as_user 3 'folder/store' update newer --db folder/store
		expect_as_user 3 'folder/new' update records --db folder/new
		expect_as_user 3 'folder/' update records --db folder/deeper/new
		expect_as_user 3 'folder/file' check 6.1.55 --db good --output folder/file
		still_good folder/store 'a folder that cannot be written'
		chmod 777 folder
		chmod 444 folder/store
		expect_as_user 0 '' check 6.1.55 --db folder/store
		expect_as_user 3 'cannot be written' update newer --db folder/store
		chmod 000 folder/store
		expect_as_user 3 'folder/store' check 6.1.55 --db folder/store
		chmod 644 folder/store
		still_good folder/store 'a file that cannot be written'
		cp -r records unreadable
		chmod 000 unreadable/cve/published/2023/CVE-2023-52480.json
		cp good folder/store
		chmod 666 folder/store
		expect_as_user 0 '' update unreadable --db folder/store
		expect_output 'CVE-2023-52480.json: cannot be read'
		expect_as_user 0 '' show CVE-2023-52480 --db folder/store
		chmod 000 unreadable/cve/published/2023
		expect_as_user 3 'cannot read the folder' update unreadable --db folder/store
		chmod -R u+rwX unreadable
	fi
fi

# A file that may grow no further stands for a full disk everywhere; a small file system is
# one where it can be mounted.
cp good limited
(
	ulimit -f 40
	trap '' XFSZ
	"$KVET" update newer --db limited >out 2>err
	"$KVET" update records --db fresh >out2 2>err2
) || status=$?
grep -qE 'disk|full|written|refused' err2 || fail "a store past the limit: $(cat err2)"
[ -s err ] || fail 'an update past the limit said nothing'
still_good limited 'a file that may not grow'
expect_status 0 update records --db fresh
still_good fresh 'a new file that could not grow'
if mkdir small && mount -t tmpfs -o size=32k tmpfs small 2>/dev/null; then
	expect_status 3 update records --db small/store
	expect_error 'the disk is full'
	umount small
	mount -t tmpfs -o size=$((($(stat -c %s good) + 4096) / 1024))k tmpfs small
	cp good small/store
	expect_status 3 update newer --db small/store
	expect_error 'the disk is full'
	answer small/store >found
	expect_same good.answer found 'a full disk'
	expect_status 0 db --integrity --db small/store
	umount small
fi

# Output that is not taken.
for arguments in 'check 6.1.55' 'check 6.1.55 -f json' 'check 6.1.55 -f jsonl' \
	'check 6.1.55 -f csv' 'explain 6.1.55 CVE-2023-52480' 'show CVE-2023-52480' list audit \
	db 'update records' 'check 6.1.55 --fail-on any' --help --version 'check --help' \
	'help check'; do
	case $arguments in
	*help* | --*) with=() ;;
	*) with=(--db good) ;;
	esac
	for how in full closed; do
		status=0
		# shellcheck disable=SC2086 # words are meant
		if [ $how = full ]; then
			"$KVET" $arguments "${with[@]}" >/dev/full 2>err || status=$?
		else
			"$KVET" $arguments "${with[@]}" >&- 2>err || status=$?
		fi
		[ "$status" = 3 ] || fail "standard output $how: status $status: $arguments"
		expect_error 'the output was not taken'
		[ "$(wc -l <err)" = 1 ] || fail "more than one message: $arguments: $(cat err)"
	done
done
expect_status 3 check 6.1.55 --db good --output /dev/full
expect_error 'the output was not taken'
status=0
"$KVET" check 6.1.55 --db good >out 2>&- || status=$?
[ "$status" = 0 ] || fail 'standard error closed'
"$KVET" check 6.1.55 --db good <&- >out 2>err || fail 'standard input closed'
still_good good 'closed descriptors'
"$KVET" update records --db closed >&- 2>&- <&-
still_good closed 'an update without standard descriptors'

# A reader that has seen enough: quiet, and no failure of kvet's that anybody hears of.
for format in table json jsonl csv; do
	{
		"$KVET" list --db good --format $format 2>err
		echo $? >code
	} | head -n 1 >/dev/null
	[ -s err ] && fail "list | head said $(cat err)"
	case $(<code) in 0 | 141) ;; *) fail "list | head: $(<code)" ;; esac
done

# Two updates at once, and a reader beside one: a repository's lock stands for the slow one.
expect_status 0 update records --db both
if command -v sqlite3 >/dev/null; then
	mkfifo commands
	sqlite3 both <commands >locked 2>&1 &
	exec 9>commands
	echo 'BEGIN IMMEDIATE; DELETE FROM pair; SELECT 1;' >&9
	until [ -s locked ]; do sleep 0.02; done
	expect_status 3 update newer --db both
	expect_error 'another process is updating the store'
	expect_error 'try again'
	answer both >found
	expect_same good.answer found 'a reader beside an update'
	expect_status 0 list ksmbd --db both
	expect_status 0 show CVE-2023-52480 --db both
	echo 'ROLLBACK; .quit' >&9
	exec 9>&-
	wait
	still_good both 'two updates at once'
	sqlite3 both 'PRAGMA user_version = 99'
	expect_status 3 check 6.1.55 --db both
	expect_error 'schema 99'
	expect_error 'newer kvet'
	expect_status 3 update records --db both
	expect_error 'schema 99'
	sqlite3 both 'PRAGMA user_version = 1'
	still_good both 'another schema'
	sqlite3 foreign 'CREATE TABLE important(x); INSERT INTO important VALUES(1)'
	cp foreign foreign.before
	for arguments in 'check 6.1.55' 'update records' 'db --integrity'; do
		# shellcheck disable=SC2086
		expect_status 3 $arguments --db foreign
		expect_error 'another program'
	done
	expect_same foreign foreign.before 'a database of another program'
	# One that claims to be a store.
	for sql in 'DROP TABLE meta' 'DROP TABLE pair' 'DROP TABLE search' 'DELETE FROM text' \
		'UPDATE record SET title = NULL' 'ALTER TABLE record DROP COLUMN severity' \
		'DELETE FROM record WHERE id % 2' "UPDATE pair SET introduced = 'banana'" \
		"UPDATE record SET severity = 'banana', class = 'banana', language = 'banana'" \
		"UPDATE record SET cvss_score = 99999999999" "UPDATE meta SET value = x'00ff'" \
		"UPDATE record SET published = printf('%.10000c', 'x')" \
		"UPDATE file SET path = x'ff00ff'" 'UPDATE record SET id = -id' \
		"UPDATE meta SET value = printf('%.100000c', 'x')" \
		"CREATE TRIGGER t AFTER INSERT ON record BEGIN DELETE FROM pair; END" \
		'DROP TABLE record; CREATE VIEW record AS SELECT * FROM text'; do
		cp good odd
		sqlite3 odd "$sql" 2>/dev/null || continue
		for arguments in 'check 6.1.55 --format json' 'check 6.1.55' 'list read' \
			'show CVE-2023-52480' audit 'db --integrity' 'update newer'; do
			# shellcheck disable=SC2086
			kvet $arguments --db odd
			case $status in
			0) ;;
			*) [ -s err ] || fail "no message: $sql: $arguments" ;;
			esac
		done
	done
fi
"$KVET" update records --db race >out 2>err &
"$KVET" update records --db race >out2 2>err2
first=$?
wait $!
second=$?
case $first$second in
00) ;;
03) grep -q 'another process' err || fail "two at once: $(cat err)" ;;
30) grep -q 'another process' err2 || fail "two at once: $(cat err2)" ;;
*) fail "two first updates at once: $first and $second: $(cat err err2)" ;;
esac
still_good race 'two first updates at once'

# Files that are no store.
echo 'a text, of some length, that is no database whatever one may think of it' >text
cp text text.before
mkdir folder2
: >nothing
head -c 20000 /dev/urandom >noise
for arguments in 'check 6.1.55' 'update records' 'db --integrity' 'list x'; do
	for file in text noise folder2 /dev/null /dev/zero; do
		# shellcheck disable=SC2086
		expect_status 3 $arguments --db $file
		[ -s err ] || fail "no message: $arguments --db $file"
	done
done
expect_same text text.before 'a text as store'
expect_status 3 check 6.1.55 --db nothing
expect_error 'kvet update'
expect_status 0 update records --db nothing
still_good nothing 'an empty file'
ln -s good link
expect_status 0 check 6.1.55 --db link
ln -s nowhere dangling
expect_status 3 check 6.1.55 --db dangling
expect_status 3 check 6.1.55 --db good/inside
expect_error 'good/inside'
expect_status 3 update records --db good/inside
expect_status 0 update records --db a/b/c/store
[ -f a/b/c/store ] || fail 'folders of the store were not made'

# Truncated and damaged ones: a clear error or the right answer, never a crash.
size=$(stat -c %s good)
RANDOM=20260701
runs=60
sanitized && runs=25
for ((i = 0; i < runs; i++)); do
	cp good damaged
	at=$(((RANDOM * 32768 + RANDOM) % size))
	if [ $((i % 3)) = 0 ]; then
		truncate -s $at damaged
	else
		head -c $((i % 3 == 1 ? 1 : 300)) /dev/urandom |
			dd of=damaged bs=1 seek=$at conv=notrunc status=none
	fi
	for arguments in 'check 6.1.55' 'list garbage' 'show CVE-2023-52480' 'db --integrity' \
		'update newer'; do
		# shellcheck disable=SC2086
		timeout 60 "$KVET" $arguments --db damaged >out 2>err
		case $? in
		0) ;;
		3) [ -s err ] || fail "no message: $arguments on a damaged store" ;;
		*) fail "$arguments on a store damaged at $at ($i): $(head -c 2000 err)" ;;
		esac
	done
done
finish
