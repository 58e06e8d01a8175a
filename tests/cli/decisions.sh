#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What people decided: statements written, read, applied and doubted; documents that are none.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
# shellcheck disable=SC2016 # $ is for make
. "$(dirname "$0")/lib.sh"
command -v git >/dev/null || skip 'no git'

# Out of git, so that the day of publication is known: 2026-01-15.
copy_records
(
	cd records || exit 1
	git init -q -b master . && git add -A &&
		GIT_AUTHOR_DATE=2026-01-15T12:00:00Z GIT_COMMITTER_DATE=2026-01-15T12:00:00Z \
			git -c user.name=a -c user.email=a@example.org commit -qm records
) || skip 'git made no repository'
kvet update records --db store.db
grep -q 'was built without' err && skip 'built without git'
[ "$status" = 0 ] || fail "no store: $(cat err)"
export KVET_DB=$PWD/store.db KVET_MAPS=$PWD/maps

# at DAY COMMAND...: the time of what is decided
at() {
	SOURCE_DATE_EPOCH=$(date -u -d "$1" +%s)
	export SOURCE_DATE_EPOCH
	shift
	"$@"
}

author='PSIRT <psirt@example.org>'

# Statements ----------------------------------------------------------------------------

# The first makes the document, and says whose it is.
at 2026-02-01 record decide 6.1.55 CVE-2024-26581 --status under_investigation --vex a.json
[ -e a.json ] && fail 'a document without an author was made'
at 2026-02-01 record decide 6.1.55 CVE-2024-26581 --status under_investigation --vex a.json \
	--author "$author"
cp a.json first.json
cat a.json >>transcript
at 2026-02-01 record decide 6.1.55 CVE-2024-26581 --status under_investigation --vex a.json
at 2026-01-31 record decide 6.1.55 CVE-2024-26581 --status affected --action wait --vex a.json
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status affected --action wait --vex a.json \
	--author 'somebody else'
expect_same first.json a.json 'a document after decisions that were refused'

# What OpenVEX does not allow.
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status not_affected --vex a.json
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status affected --vex a.json
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status fixed --impact no --vex a.json
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status fixed --action no --vex a.json
at 2026-02-02 record decide 6.1.55 CVE-2024-26581 --status fixed --product 'a b' --vex a.json
record decide 6.1.55 CVE-2024-26581 --status perhaps --vex a.json
record decide 6.1.55 CVE-2024-26581 --status not_affected --justification because --vex a.json
record decide 6.1.55 CVE-2024-26581 --vex a.json
record decide 6.1.55 CVE-2024-26581 --status fixed
record decide 6.1.55 CVE-2024-26581 --status fixed --vex a.json --vex b.json
record decide 6.1.55 CVE-1999-0001 --status fixed --vex a.json
SOURCE_DATE_EPOCH=soon record decide 6.1.55 CVE-2024-26581 --status fixed --vex a.json
expect_same first.json a.json 'a document after decisions that are none'

# More statements; with --output the first document stays.
at 2026-02-02 expect_status 0 decide 6.1.55 CVE-2024-26581 --status not_affected \
	--justification vulnerable_code_not_in_execute_path --note 'no sets with intervals' \
	--vex a.json --output b.json
expect_same first.json a.json 'what --vex names when --output is given'
at 2026-02-03 record decide 6.1.55 CVE-2023-52480 --status fixed --note 'picked a2ca5fd3dbcc' \
	--vex b.json
at 2026-02-04 record decide 6.1.55 CVE-2025-68260 --status affected --action update \
	--vex b.json
at 2026-02-05 record decide 6.6.10 CVE-2024-26581 --status affected --action update \
	--vex b.json
at 2026-02-06 record decide 6.1.55 CVE-2024-36968 --status affected --action update \
	--product pkg:generic/panel@2.1 --vex b.json
record check 6.1.55 --vex b.json
record check 6.1.55 --vex b.json --decided
record check 6.1.55 --vex b.json --product pkg:generic/panel@2.1
record check 6.6.10 --vex b.json
record explain 6.1.55 CVE-2024-26581 --vex b.json
record explain 6.1.55 CVE-2023-52480 --vex b.json --format json
record check 6.1.55 --vex b.json --decided --format csv --sort cve
record check 6.1.55 --vex b.json --format json --sort cve

# Verdicts stay what they are.
"$KVET" check 6.1.55 --format json >plain
"$KVET" check 6.1.55 --vex b.json --format json >decided
for verdict in affected fixed not_introduced not_built unknown; do
	[ "$(grep -o "\"$verdict\":[0-9]*" plain | head -n 1)" = \
		"$(grep -o "\"$verdict\":[0-9]*" decided | head -n 1)" ] ||
		fail "decisions change how many are $verdict"
done

# The gate: what is closed does not count.
expect_status 1 check 6.1.55 --fail-on any
for cve in $("$KVET" check 6.1.55 --vex b.json --format csv | tail -n +2 | cut -d, -f1); do
	at 2026-02-07 expect_status 0 decide 6.1.55 "$cve" --status not_affected \
		--justification inline_mitigations_already_exist --vex b.json
done
expect_status 0 check 6.1.55 --vex b.json --fail-on any
expect_status 0 check 6.1.55 --vex b.json --fail-on any --decided
expect_status 1 check 6.1.56 --vex b.json --fail-on any

# What else stands in a document is kept, as it was written.
cat >foreign.json <<'JSON'
{"@context":"https://openvex.dev/ns","@id":"https://example.org/vex/1","author":"Panel Works",
"role":"maker","timestamp":"2026-02-01T10:00:00+01:00","version":41,"x_number":1.10,
"statements":[{"@id":"https://example.org/vex/1#1","vulnerability":{"name":"GHSA-xxxx",
"aliases":["CVE-2024-26581"],"x_more":[1e3,null,true]},"products":[{"@id":"https://example.org/k",
"identifiers":{"cpe23":"cpe:2.3:o:linux:linux_kernel:6.1.55:*:*:*:*:*:*:*"}}],
"status":"not_affected","impact_statement":"caf\u00e9"}]}
JSON
at 2026-03-01 expect_status 0 decide 6.1.55 CVE-2023-52480 --status fixed --vex foreign.json
cat foreign.json >>transcript
record check 6.1.55 --vex foreign.json --limit 1

# Doubts --------------------------------------------------------------------------------

# statement FILE STATUS CVE TIME PRODUCT [MORE]: a document by FILE's author with one
statement() {
	cat >"$1" <<-JSON
		{"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.org/$1",
		"author":"${1%.json}","timestamp":"$4","version":1,"statements":[{"vulnerability":
		{"name":"$3"},"products":[{"@id":"$5"}],"status":"$2"${6:-}}]}
	JSON
}

# applies PRODUCT RELEASE: whether a statement of PRODUCT closes a finding of RELEASE
applies() {
	statement product.json not_affected CVE-2024-26581 2026-02-01T00:00:00Z "$1" \
		',"impact_statement":"no"'
	"$KVET" check "$2" --vex product.json "${@:3}" | grep -q '1  decided by people'
}

while read -r answer product release more; do
	# shellcheck disable=SC2086 # words
	if applies "$product" "$release" $more; then said=yes; else said=no; fi
	[ "$said" = "$answer" ] || fail "$product applies to $release $more: $said"
done <<-'PRODUCTS'
	yes pkg:generic/linux@6.1.55 6.1.55
	yes pkg:generic/linux@v6.1.55 6.1.55
	yes pkg:generic/linux 6.1.55
	yes pkg:generic/linux-kernel@6.1.55 6.1.55
	yes pkg:github/torvalds/linux@v6.1.55 6.1.55
	yes pkg:generic/linux@6.1.55?download_url=https://example.org 6.1.55
	yes cpe:2.3:o:linux:linux_kernel:6.1.55:*:*:*:*:*:*:* 6.1.55
	yes cpe:2.3:o:linux:linux_kernel:*:*:*:*:*:*:*:* 6.1.55
	yes cpe:/o:linux:linux_kernel:6.1.55 6.1.55
	yes pkg:generic/linux@6.1.55-panel%2B1 6.1.55-panel+1
	yes pkg:generic/linux@6.1.55 6.1.55-panel+1
	yes pkg:generic/panel@2.1 6.1.55 --product pkg:generic/panel@2.1
	yes pkg:generic/panel 6.1.55 --product pkg:generic/panel@2.1
	yes https://example.org/panel 6.1.55 --product https://example.org/panel
	no pkg:generic/linux@6.1.56 6.1.55
	no pkg:generic/linux@6.1 6.1.55
	no pkg:generic/linux@6.1.55-panel 6.1.55
	no pkg:generic/linux@6.1.55?arch=arm64 6.1.55
	no pkg:generic/linux@6.1.55#net/netfilter 6.1.55
	no pkg:generic/linux-firmware@6.1.55 6.1.55
	no pkg:github/example/linux@v6.1.55 6.1.55
	no pkg:deb/debian/linux@6.1.55-1 6.1.55
	no cpe:2.3:o:linux:linux_kernel:6.1.55:rc1:*:*:*:*:*:* 6.1.55
	no cpe:2.3:o:linux:linux_kernel:6.1.55:*:*:*:*:*:arm64:* 6.1.55
	no cpe:2.3:a:linux:linux_kernel:6.1.55:*:*:*:*:*:*:* 6.1.55
	no pkg:generic/panel@2.1 6.1.55
	no pkg:generic/panel@2.2 6.1.55 --product pkg:generic/panel@2.1
PRODUCTS

# Said before the record was published; by two who do not agree, the later one holding.
statement old.json not_affected CVE-2024-26581 2025-12-31T23:59:59Z pkg:generic/linux \
	',"justification":"inline_mitigations_already_exist"'
statement maker.json affected CVE-2024-26581 2026-02-02T01:30:00+02:00 pkg:generic/linux \
	',"action_statement":"update"'
statement panel.json not_affected CVE-2024-26581 2026-02-02T00:00:00Z pkg:generic/linux \
	',"justification":"inline_mitigations_already_exist"'
statement wrong.json affected CVE-2024-26581 2026-02-02T00:00:00Z pkg:generic/linux
record explain 6.1.55 CVE-2024-26581 --vex old.json
record explain 6.1.55 CVE-2024-26581 --vex maker.json --vex panel.json
record explain 6.1.55 CVE-2024-26581 --vex panel.json --vex maker.json
record check 6.1.147 --vex wrong.json --limit 1

# A tree in which its code is built, and a configuration in which it is not.
mkdir -p tree/scripts tree/arch/x86 tree/net/netfilter tree/kernel
printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 55\nEXTRAVERSION =\nSRCARCH := $(ARCH)\nexport SRCARCH\ninclude $(srctree)/scripts/Kbuild.include\ninclude $(srctree)/arch/$(SRCARCH)/Makefile\n' >tree/Makefile
: >tree/scripts/Kbuild.include
: >tree/arch/x86/Makefile
echo 'obj-y += kernel/ net/' >tree/Kbuild
echo 'obj-y := fork.o' >tree/kernel/Makefile
: >tree/kernel/fork.c
echo 'obj-y += netfilter/' >tree/net/Makefile
echo 'obj-$(CONFIG_NF_TABLES) += nft_set_rbtree.o' >tree/net/netfilter/Makefile
: >tree/net/netfilter/nft_set_rbtree.c
for value in m n; do
	printf '#\n# Linux/x86 6.1.55 Kernel Configuration\n#\nCONFIG_X86=y\n' >config.$value
done
echo CONFIG_NF_TABLES=m >>config.m
echo '# CONFIG_NF_TABLES is not set' >>config.n
absent=(--status not_affected --justification vulnerable_code_not_present --author a)
at 2026-02-01 record decide tree CVE-2024-26581 --config config.m "${absent[@]}" --vex no.json
[ -e no.json ] && fail 'what is refuted was written'
at 2026-02-01 record decide tree CVE-2024-26581 --config config.n "${absent[@]}" --vex no.json
record check tree --config config.m --vex no.json --limit 1 --fail-on any
record explain tree CVE-2024-26581 --config config.n --vex no.json
at 2026-02-02 record decide tree CVE-2024-26581 --config config.m "${absent[@]}" --force \
	--vex no.json
at 2026-02-03 record decide tree CVE-2024-26581 --config config.m --status not_affected \
	--impact 'the rbtree is patched out' --vex no.json
record explain tree CVE-2024-26581 --config config.m --vex no.json

# Documents that are none ---------------------------------------------------------------

refused() {
	record check 6.1.55 --vex refused.json
	record decide 6.1.55 CVE-2024-26581 --status under_investigation --vex refused.json
}
record check 6.1.55 --vex missing.json
record check 6.1.55 --vex .
: >refused.json
record check 6.1.55 --vex refused.json
echo '{"bomFormat":"CycloneDX"}' >refused.json
refused
echo '[1]' >refused.json
refused
echo '{"@context":"https://openvex.dev/ns/v0.3.0"}' >refused.json
refused
sed 's/"status":"[a-z_]*"/"status":"great"/' old.json >refused.json
refused
sed 's/,"justification":"[a-z_]*"//' old.json >refused.json
refused
sed 's/inline_mit/outline_mit/' old.json >refused.json
refused
sed 's/"timestamp":"[^"]*"/"timestamp":"yesterday"/' old.json >refused.json
refused
sed 's/"author":"old",//' old.json >refused.json
refused
sed 's/"products":\[[^]]*\],//' old.json >refused.json
refused
sed 's/{"name":"[^"]*"}/"CVE-2024-26581"/' old.json >refused.json
refused
sed 's/"version":1/"version":"one"/' old.json >refused.json
record decide 6.1.55 CVE-2024-26581 --status under_investigation --vex refused.json
head -c 200 old.json >refused.json
refused
head -c 100000000 /dev/zero | tr '\0' '[' >refused.json
refused
rm refused.json

# Where nothing can be written, nothing is lost.
if [ "$(id -u)" != 0 ]; then
	mkdir locked && cp a.json locked && chmod a-w locked
	at 2026-03-01 expect_status 3 decide 6.1.55 CVE-2024-26581 --status fixed --vex locked/a.json
	expect_same a.json locked/a.json 'a document in a folder that cannot be written'
fi
compgen -G '*.new' && fail 'a temporary file is left'
ln -s a.json link.json
at 2026-03-01 expect_status 0 decide 6.1.55 CVE-2024-26581 --status fixed --vex link.json
[ -L link.json ] || fail 'a link is no longer one'
grep -q '"fixed"' a.json || fail 'what a link leads to was not written'

# What git called the commit is not ours.
sed -i -E 's/\([0-9a-f]{12}\)$/(COMMIT)/; s/"commit":"[0-9a-f]{40}","records"/"commit":"COMMIT","records"/' \
	transcript
compare_transcript
finish
