#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# libkvet as a stranger uses it: the example program gives what the command gives.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
: "${EXAMPLE:?is the example program}"

expect_status 0 update "$SOURCE_ROOT/examples/records" --db store.db
echo '{"vulnerabilities":[{"cveID":"CVE-2024-26581","vendorProject":"Linux","product":"Kernel",
"dateAdded":"2024-03-01","vulnerabilityName":"made up"}]}' >exploited.json
expect_status 0 update --known-exploited exploited.json --db store.db
for release in 5.10.200 6.1.50 6.13-rc2; do
	affected=$("$KVET" check "$release" --db store.db --format json |
		sed -n 's/.*"summary":{"affected":\([0-9]*\),.*/\1/p')
	"$EXAMPLE" "$release" store.db >out 2>err || fail "the example on $release: $(<err)"
	grep -q "^$release: $affected of 12 records$" out ||
		fail "$release: the example says $(head -n 1 out), the command $affected"
done
"$EXAMPLE" banana store.db >out 2>err && fail 'the example takes banana for a release'
grep -q 'not a kernel release' err || fail "the example says: $(<err)"
finish
