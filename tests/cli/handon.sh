#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Forms that people hand on: what each says of the example records, the same bytes for the
# same input, the SBOMs that name a kernel, and Yocto's summary. Whether they are valid is
# forms.sh's.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

forms='openvex cyclonedx csaf sarif spdx markdown'
copy_records
expect_status 0 update records --db store.db
export KVET_DB=$PWD/store.db KVET_MAPS=$PWD/maps
unset SOURCE_DATE_EPOCH

for form in $forms; do
	record check 6.1.55 --format "$form" --author 'Example Ltd' \
		--author-url https://example.org
done

# The same input, the same bytes; another author, time or verdict, another name.
for form in $forms; do
	kvet check 6.1.55 --format "$form"
	cp out first
	kvet check 6.1.55 --format "$form"
	expect_same first out "$form twice"
	SOURCE_DATE_EPOCH=1700000000 kvet check 6.1.55 --format "$form"
	expect_output 2023-11-14T22:13:20Z
	[ "$form" = markdown ] && continue
	grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' first | sort -u >names
	grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' out | sort -u >>names
	[ "$(sort -u names | wc -l)" = 2 ] || fail "$form: names: $(paste -sd' ' names)"
done

# Whole of it by default, and what --verdict asks for.
count() {
	kvet check 6.1.55 --format openvex "$@"
	grep -c '^{"vulnerability"' out
}
findings() {
	"$KVET" check 6.1.55 --verdict "$1" --format jsonl | grep -c '"cve":'
}
[ "$(count)" = "$(findings affected,fixed,not_introduced,not_built,unknown)" ] ||
	fail "openvex has $(count) statements"
[ "$(count --verdict affected)" = "$(findings affected)" ] || fail 'openvex --verdict affected'

# What cannot be.
record check 6.1.55 --format openvex --subsystem nowhere
record check 6.1.55 --format csaf --verdict unknown
record check 6.1.55 --format cyclonedx --verdict unknown
record explain 6.1.55 CVE-2023-52480 --format openvex
record lines --format markdown
record check 6.1.55 --format csaf --author-url example
SOURCE_DATE_EPOCH=soon record check 6.1.55 --format spdx

# SBOMs ---------------------------------------------------------------------------------

# As OpenEmbedded-Core writes one of an image.
cat >yocto.json <<'JSON'
{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [
{"type": "software_Package", "name": "busybox", "software_packageVersion": "1.36.1"},
{"type": "software_Package", "name": "linux-yocto", "software_packageVersion": "6.1.55+git",
 "software_packageUrl": "pkg:yocto/core/linux-yocto@6.1.55%2Bgit", "externalIdentifier": [
 {"type": "ExternalIdentifier", "externalIdentifierType": "cpe23",
  "identifier": "cpe:2.3:*:linux:linux_kernel:6.1.55:*:*:*:*:*:*:*"}]},
{"type": "software_File", "name": "linux-6.1.55/init/main.c", "software_primaryPurpose": "source"},
{"type": "software_File", "name": "linux-6.1.55/kernel/fork.c", "software_primaryPurpose": "source"}]}
JSON
cat >cyclonedx.json <<'JSON'
{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
{"type": "operating-system", "name": "linux", "version": "6.1.55",
 "purl": "pkg:generic/linux@6.1.55", "cpe": "cpe:2.3:o:linux:linux_kernel:6.1.55:*:*:*:*:*:*:*"}]}
JSON
cat >spdx2.json <<'JSON'
{"spdxVersion": "SPDX-2.3", "packages": [{"name": "linux-image-6.1.0-13-amd64",
 "versionInfo": "6.1.55-1", "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER",
 "referenceType": "purl", "referenceLocator": "pkg:deb/debian/linux-image-6.1.0-13-amd64@6.1.55-1"}]}]}
JSON
for sbom in yocto cyclonedx spdx2; do
	record check --sbom $sbom.json --limit 1
	kvet check $sbom.json --format openvex
	cp out as_target
	kvet check --sbom $sbom.json --format openvex
	expect_same as_target out "$sbom as TARGET and with --sbom"
done
record check --sbom yocto.json --format openvex --verdict affected
# The target that is named counts, and its names are its own.
record check 6.6 --sbom yocto.json --format openvex --limit 1
# What is no SBOM, or of another version.
echo '{"spdxVersion": "SPDX-4.0"}' >spdx4.json
echo '{"bomFormat": "CycloneDX", "specVersion": "2.0"}' >cyclonedx2.json
echo '{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": "busybox", "version": "1"}]}' >none.json
sed 's/6.1.55/6.6/g; s/"components": \[/&{"name": "linux", "version": "6.1.55", "purl": "pkg:generic\/linux@6.1.55", "cpe": "cpe:2.3:o:linux:linux_kernel:6.1.55:*"},/' \
	cyclonedx.json >two.json
echo 'certainly not' >nonsense.json
for sbom in spdx4 cyclonedx2 none two nonsense missing; do
	record check --sbom $sbom.json
done

# A list without a file proves nothing absent: not_built comes of the makefiles alone.
mkdir -p tree/init tree/kernel tree/net tree/arch/x86 tree/scripts
: >tree/scripts/Kbuild.include
printf 'VERSION = 6\nPATCHLEVEL = 1\nSUBLEVEL = 55\nEXTRAVERSION =\n' >tree/Makefile
echo 'obj-y += init/ kernel/ net/' >tree/Kbuild
: >tree/arch/x86/Makefile
echo 'obj-y := main.o' >tree/init/Makefile
echo 'obj-y := fork.o' >tree/kernel/Makefile
: >tree/net/Makefile
: >tree/init/main.c
: >tree/kernel/fork.c
expect_status 0 check tree --sbom yocto.json --format json
expect_fact not_built 0

# Yocto's summary -----------------------------------------------------------------------

cat >summary.json <<'JSON'
{"version": "1", "by": "bitbake", "package": [
{"name": "busybox", "layer": "meta", "version": "1.36.1",
 "products": [{"product": "busybox", "cvesInRecord": "Yes"}],
 "issue": [{"id": "CVE-2022-28391", "status": "Unpatched", "own": {"a": [1, null]}}]},
{"name": "linux-yocto", "layer": "meta", "version": "6.1.55+git", "own": 7,
 "products": [{"product": "linux_kernel", "cvesInRecord": "Yes"}], "issue": [
 {"id": "CVE-2024-35962", "status": "Patched", "detail": "backported-patch", "patch-file": "a.patch"},
 {"id": "CVE-2023-52480", "status": "Ignored", "detail": "not-applicable-config",
  "description": "no SMB here"},
 {"id": "CVE-2021-47411", "status": "Unpatched", "summary": "s", "scorev3": "7.8"},
 {"id": "CVE-2024-26581", "status": "Patched", "detail": "fixed-version", "description": "Fixed in 6.1.1"},
 {"id": "CVE-1999-0001", "status": "Unpatched", "detail": "version-in-range"}]}]}
JSON
record check 6.1.55 --yocto-summary summary.json
cp out rewritten.json
record check --sbom yocto.json --yocto-summary summary.json --output again.json
# Once more changes nothing that counts: what is settled stays settled.
kvet check 6.1.55 --yocto-summary rewritten.json
for what in id status; do
	grep "\"$what\"" rewritten.json >first
	grep "\"$what\"" out >second
	expect_same first second "a summary that was written already: $what"
done
record check 6.6 --yocto-summary summary.json
record check --yocto-summary summary.json
record check 6.1.55 --yocto-summary summary.json --format json
record check 6.1.55 --yocto-summary yocto.json
record check 6.1.55 --yocto-summary nonsense.json
echo '{"version": "2", "package": []}' >version.json
record check 6.1.55 --yocto-summary version.json
echo '{"package": [1, {"name": "linux-yocto", "issue": 7}, {"products": [null]}]}' >odd.json
record check 6.1.55 --yocto-summary odd.json

# Markdown ------------------------------------------------------------------------------

# Titles that would be mark-up, a link, a mention, another cell: markdown.mjs reads them.
mkdir -p hostile/published
# shellcheck disable=SC2016 # it is what it looks like
write_json CVE-2024-1000 '| <b>x</b> | [a](http://evil) @root #1 `c` **b** ![i](x) www.evil.org \\| _x_ ~~s~~ &lt; https://evil.org' |
	put hostile/published/CVE-2024-1000.json
write_dyad | put hostile/published/CVE-2024-1000.dyad
expect_status 0 update hostile --db hostile.db
record check 6.1.20 --format markdown --db hostile.db

compare_transcript
finish
