#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What a context changes of a check; what of a file is refused; and how one is written.
# shellcheck disable=SC1091,SC2154 # lib.sh's
. "$(dirname "$0")/lib.sh"

expect_status 0 context --new
mv out example.ini
kvet context example.ini
if grep -q 'built without inih' err; then skip 'built without inih'; fi
copy_records
export KVET_DB=$PWD/store
kvet update records

# The example that ships is what the table gives, and says nothing.
expect_same example.ini "$SOURCE_ROOT/examples/context.ini" 'examples/context.ini'
record context example.ini
kvet check 6.1 --format csv
mv out plain.csv
kvet check 6.1 --format csv --context example.ini --sort severity
expect_same out plain.csv 'a context that says nothing'

cat >panel.ini <<-'INI'
	# A panel PC in a plant.
	[reach]
	network = private
	adjacent = known
	local-users = none
	containers = none
	[matters]
	confidentiality = low
	availability = high
	[interfaces]
	bluetooth = no
	[needed]
	options = CONFIG_CAN, NFSD
	subsystems = net/can/
INI
cat >server.ini <<-'INI'
	[reach]
	local-users = untrusted
	containers = untrusted
INI
record context panel.ini
record context panel.ini --format json
record context server.ini --format csv
record context server.ini --format jsonl
record check 6.1
record check 6.1 --context panel.ini
record check 6.1 --context server.ini
record explain 6.1 CVE-2026-23414 --context panel.ini
record explain 6.1 CVE-2026-43433 --context server.ini
record explain 6.1 CVE-2023-52480
record explain 6.1 CVE-2024-36968 --context panel.ini
record explain 6.1 CVE-2026-23414 --context panel.ini --format json
record explain 6.1 CVE-2026-43433 --context server.ini --format csv
record check 6.1 --verdict fixed,affected --context panel.ini

# A gate, which needs to know what is exploited.
record check 6.1 --fail-on act-now
cat >exploited.json <<-'JSON'
	{"catalogVersion": "1", "vulnerabilities": [{"cveID": "CVE-2023-52480",
	"vendorProject": "Linux", "product": "Kernel", "dateAdded": "2026-01-01",
	"vulnerabilityName": "Linux Kernel"}]}
JSON
kvet update records --known-exploited exploited.json
expect_status 1 check 6.1 --fail-on act-now
expect_status 0 check 6.1 --fail-on act-now --context panel.ini
record check 6.1 --context panel.ini --limit 2

# What is refused.
refuse() {
	printf '%b' "$1" >wrong.ini
	record check 6.1 --context wrong.ini
}
refuse 'network = none\n'
refuse '[reach]\nnetwork = none\nlocal_users = none\n'
refuse '[reech]\nnetwork = none\n'
refuse '[reach]\nnetwork = lan\n'
refuse '[reach]\nnetwork\n'
refuse '[reach]\nnetwork = none\nnetwork = none\n'
refuse '[reach]\nnetwork = \033[31mnone\n'
refuse '[needed]\noptions = CONFIG_A CONFIG-B\n'
record check 6.1 --context missing.ini
record check 6.1 --context .
head -c 300000 /dev/zero | tr '\0' '#' >large.ini
record check 6.1 --context large.ini
record context
record context panel.ini --new

# Questions on a terminal: a number, a beginning, Enter, what is none, and an early end.
answer() {
	python3 - "$@" <<'PYTHON'
import os, pty, sys

answers, command = sys.argv[1], sys.argv[2:]
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(command[0], command)
os.write(terminal, answers.encode().decode("unicode_escape").encode())
output = b""
while True:
    try:
        some = os.read(terminal, 65536)
    except OSError:
        break
    if not some:
        break
    output += some
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
sys.stdout.write(output.decode().replace("\r\n", "\n"))
sys.exit(status)
PYTHON
}
if command -v python3 >/dev/null; then
	answer '2\nk\nwhat\nnone\n\n\n3\n\n\nhigh\nno\n\n\n\n\n\n\n\n\n\n\n\nCONFIG_CAN, nfsd-\nCAN NFSD\nnet/can\n' \
		"$KVET" context --new -o asked.ini >asked || fail "asking: $(tail -n 3 asked)"
	grep -q 'that is none of them' asked || fail 'a word that is none is not refused'
	grep -q 'is no option' asked || fail 'an option that is none is not refused'
	record context asked.ini
	if answer '2\n\004' "$KVET" context --new -o early.ini >asked; then
		fail 'answers that end early are success'
	fi
	[ -s early.ini ] && fail 'answers that end early are written'
fi
compare_transcript
finish
