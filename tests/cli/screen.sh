#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# On a terminal a page fits the screen, and leads on.
# shellcheck disable=SC1091 # lib.sh
. "$(dirname "$0")/lib.sh"

# on_screen COLUMNS LINES COMMAND...: what kvet writes on a terminal of that size.
on_screen() {
	python3 - "$@" <<'PYTHON'
import fcntl, os, pty, struct, sys, termios

columns, lines, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    os.environ["NO_COLOR"] = "1"
    os.execvp(command[0], command)
output = b""
while True:
    try:
        some = os.read(terminal, 65536)
    except OSError:
        break
    if not some:
        break
    output += some
os.waitpid(pid, 0)
sys.stdout.write(output.decode().replace("\r\n", "\n"))
PYTHON
}

copy_records
kvet update records --db store.db
for size in '80 24' '100 30' '200 50'; do
	# shellcheck disable=SC2086
	on_screen $size "$KVET" check 6.1 --db store.db >page
	read -r columns lines <<<"$size"
	[ "$(wc -l <page)" -lt "$lines" ] || fail "$size: the page has $(wc -l <page) lines"
	[ "$(wc -L <page)" -le "$columns" ] || fail "$size: a line has $(wc -L <page) columns"
	grep -q '^CVE-' page || fail "$size: no finding"
done
# In a context there are more columns, and still they fit.
if "$KVET" context --new >device.ini </dev/null && "$KVET" context device.ini >/dev/null; then
	on_screen 80 30 "$KVET" check 6.1 --db store.db --context device.ini >page
	[ "$(wc -L <page)" -le 80 ] || fail "context: a line has $(wc -L <page) columns"
	grep -q 'PRIORITY' page || fail 'context: no priority'
fi
# A plan too, with more releases than a page has lines.
{
	echo '{"versions": {"6.1": {"date": "2022-12-11"}'
	for stable in {1..40}; do
		printf ', "6.1.%d": {"date": "2023-%02d-01"}' "$stable" $((stable % 12 + 1))
	done
	echo '}}'
} >releases.json
kvet update records --releases releases.json --db store.db
for size in '80 24' '100 30'; do
	# shellcheck disable=SC2086
	on_screen $size "$KVET" plan 6.1 --db store.db >page
	read -r columns lines <<<"$size"
	[ "$(wc -l <page)" -lt "$lines" ] || fail "plan, $size: $(wc -l <page) lines"
	[ "$(wc -L <page)" -le "$columns" ] || fail "plan, $size: $(wc -L <page) columns"
	grep -q '^6\.1 ' page || fail "plan, $size: no answer"
	grep -q 'more: kvet plan' page || fail "plan, $size: the page does not lead on"
done
# Where there are more, the page says how to see them.
on_screen 80 20 "$KVET" list --db store.db >page
[ "$(wc -l <page)" -lt 20 ] || fail "list: $(wc -l <page) lines"
on_screen 80 12 "$KVET" list --db store.db >page
grep -q 'more: kvet list' page || fail 'list: the page does not lead on'
finish
