#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Hostile records, archives, folders and repositories: each is named and skipped or
# refused, in bounded memory and time, and what stands beside it is taken all the same.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

# The whole of one record, of which tests spoil the pairs; without the snapshot.
pairs() {
	"$KVET" show CVE-2023-52480 --format json --db "$1" | grep '^{"cve":'
}

copy_records
expect_status 0 update records --db good
answer good >good.answer
pairs good >good.pairs

# run_limited ARGUMENT...: kvet with a limit on memory (sanitizers need address space of
# their own) and on time.
limit=$((300 * 1024))
run_limited() {
	status=0
	(
		sanitized || ulimit -v $limit
		exec timeout 30 "$KVET" "$@" >out 2>err
	) || status=$?
	if [ "$status" -gt 3 ] || grep -qE 'Sanitizer|runtime error' err; then
		fail "crashed or took too long ($status): kvet $*"
		head -c 2000 err >&2
	fi
}

# One hostile file beside good records.
# hostile NAME GLOB: standard input is the file, GLOB part of what is said of it.
hostile() {
	rm -rf tree
	cp -r records tree
	mkdir -p "tree/$(dirname "$1")"
	cat >"tree/$1"
	cp good store
	run_limited update tree --db store
	[ "$status" = 0 ] || fail "status $status: $1: $2: $(head -c 300 err)"
	expect_output "$2"
	expect_plain out "$2"
	tar -cf tree.tar tree
	cp good store2
	run_limited update tree.tar --db store2
	[ "$status" = 0 ] || fail "status $status from an archive: $1: $2"
	expect_output "$2"
	for store in store store2; do
		answer $store >found
		expect_same good.answer found "$1: $2"
	done
	expect_status 0 db --db store
	expect_output "$2"
	expect_plain out "$2"
	expect_status 0 db --db store --format json
	expect_status 0 check 6.1.55 --db store
}

bad=cve/published/2026/CVE-2026-50001
named=CVE-2026-50001.json
json_of() { write_json CVE-2026-50001; }

: | hostile $bad.json "$named: "
printf '{"cveMetadata"' | hostile $bad.json "$named: line 1, column 15: not JSON"
json_of | head -c 200 | hostile $bad.json "$named: line "
{ json_of | head -c 300; head -c 5000000 /dev/zero | tr '\0' x; } |
	hostile $bad.json "$named: larger than 4 MiB"
head -c 100000 /dev/zero | tr '\0' '[' | hostile $bad.json "$named: line 1"
{ for ((i = 0; i < 1000; i++)); do printf '{"a":%.0s' {1..100}; done; } |
	hostile $bad.json "$named: line 1"
{ head -c 2000000 /dev/zero | tr '\0' '['; head -c 2000000 /dev/zero | tr '\0' ']'; } |
	hostile $bad.json "$named: "
echo '[]' | hostile $bad.json "$named: the record is missing or not an object"
echo '{}' | hostile $bad.json "$named: cveMetadata is missing"
echo 17 | hostile $bad.json "$named: the record"
json_of | sed 's/"title"/"title":"another","title"/' |
	hostile $bad.json "$named: 'title' stands twice"
json_of | sed 's/"cveMetadata"/"cveMetadata":{},"cveMetadata"/' |
	hostile $bad.json "$named: 'cveMetadata' stands twice"
json_of | sed 's/"affected"/"affected":[],"affected"/' |
	hostile $bad.json "$named: 'affected' stands twice"
json_of | sed 's/a title/a \xff title/' | hostile $bad.json "$named: line "
json_of | sed 's/a title/a \xed\xa0\x80 title/' | hostile $bad.json "$named: line "
json_of | sed 's/a title/a \\ud800 title/' | hostile $bad.json "$named: line "
json_of | sed 's/a title/a \x00 title/' | hostile $bad.json "$named: line "
printf '\xef\xbb\xbf{}' | hostile $bad.json "$named: "
json_of | iconv -t UTF-16 | hostile $bad.json "$named: "
json_of | sed 's/"net: a title"/17/' | hostile $bad.json "$named: 'title' in "
json_of | sed 's/"CVE-2026-50001"/1e999/' | hostile $bad.json "$named: "
json_of | sed 's/"CVE-2026-50001"/17/' | hostile $bad.json "$named: 'cveId' in "
json_of | sed 's/"affected":\[/"affected":[17,/' | hostile $bad.json "$named: "
json_of | sed 's/"versions":\[\]/"versions":17/' | hostile $bad.json "$named: "
json_of | sed 's/"net\/core\/dev.c"/17/' | hostile $bad.json "$named: "
json_of | sed 's/"references":\[\]/"references":[{"url":17}]/' | hostile $bad.json "$named: "
write_json CVE-2026-50002 | hostile $bad.json "$named: the record calls itself 'CVE-2026-50002'"
write_json $'CVE-\\u001b[31m' | hostile $bad.json "$named: the record calls itself 'CVE-?[31m'"
{
	printf '{"cveMetadata":{"cveId":"CVE-2026-50001","assignerShortName":"Linux"},"containers":{"cna":{"affected":[{"versions":['
	printf '{"version":"5.%d","status":"affected"},' {1..2100}
	echo '{"version":"6.0","status":"affected"}]}]}}}'
} | hostile $bad.json "$named: "
{
	printf '{"cveMetadata":{"cveId":"CVE-2026-50001","assignerShortName":"Linux"},"containers":{"cna":{"affected":[{"programFiles":["a"'
	printf ',"net/%d.c"' {1..2000}
	echo ']}]}}}'
} | hostile $bad.json "$named: "

# What stands beside a record: it is not understood, the earlier copy stays.
good_one=cve/published/2023/CVE-2023-52480
good_named=CVE-2023-52480.json
beside() { hostile "$good_one.$1" "$2"; }
echo nonsense | beside dyad "$good_named: .dyad: line 1"
head -c 3000 /dev/urandom | tr -d '\n#' | beside dyad "$good_named: .dyad: line 1"
for ((i = 0; i < 1000; i++)); do write_dyad; done | beside dyad "$good_named: .dyad: more than 512"
head -c 3500000 /dev/zero | tr '\0' ':' | beside dyad "$good_named: .dyad: line 1"
head -c 3500000 /dev/zero | tr '\0' '\n' | sed '$a nonsense' | beside dyad "$good_named: .dyad: line 3500001"
echo '5.10:0123456789ab:6.1.50' | beside dyad "$good_named: .dyad: line 1"
echo '5.10:0123456789ab:6.1.50:ba9876543210:more' | beside dyad "$good_named: .dyad: line 1"
echo '5.10:0123456789ab:banana:ba9876543210' | beside dyad "$good_named: .dyad: line 1"
echo '5.10:0123456789ab:6.1.999999:ba9876543210' | beside dyad "$good_named: .dyad: line 1"
printf '5.10:0123456789ab:6.1.50:\e[31m6543210\n' | beside dyad "$good_named: .dyad: line 1"
printf '5.10:0123456789ab:6.1.5\0000:ba9876543210\n' | beside dyad "$good_named: .dyad: line 1"

# A score is an opinion: one that is not understood leaves the record, which says so.
opinion() {
	rm -rf tree && cp -r records tree
	cat >"tree/$good_one.cvss"
	run_limited update tree --db opinions
	[ "$status" = 0 ] || fail "a bad score: $(<err)"
	expect_output '0  not understood'
	run_limited audit --db opinions
	expect_output 'its score is not understood'
	expect_plain out 'an audit of a bad score'
}
echo nonsense | opinion
: | opinion
printf 'me CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:\e[31m\n' | opinion
head -c 3000000 /dev/zero | tr '\0' A | opinion
# One that cannot be read at all is the same: the record does not come without it. In every
# order of an archive, and in folders.
# unreadable GLOB: what stands in `tree` is changed so.
unreadable() {
	local source
	tar -cf sorted.tar --sort=name tree
	tar -cf json-first.tar "tree/$good_one.json"
	tar -rf json-first.tar --exclude="$good_one.json" tree
	for source in tree sorted.tar json-first.tar; do
		cp good store
		run_limited update $source --db store
		[ "$status" = 0 ] || fail "status $status: $source: $1"
		expect_output "$1"
		expect_output '1  not understood'
		answer store >found
		expect_same good.answer found "$source: $1"
		pairs store >found
		expect_same good.pairs found "$source: $1"
	done
}
# 10 MB of one line is more than a file of a record may be.
head -c 10000000 /dev/zero | tr '\0' 5 >long
rm -rf tree && cp -r records tree && cp long tree/$good_one.dyad
unreadable 'CVE-2023-52480.dyad: larger than 4 MiB'
rm tree/$good_one.dyad && mkfifo tree/$good_one.dyad
unreadable 'CVE-2023-52480.dyad: is not a regular file'
rm -rf tree && cp -r records tree && cp long tree/$good_one.cvss
unreadable 'CVE-2023-52480.cvss: larger than 4 MiB'
if [ "$(id -u)" != 0 ]; then
	rm tree/$good_one.cvss
	chmod 0 tree/$good_one.dyad
	cp good store
	run_limited update tree --db store
	expect_output 'CVE-2023-52480.dyad: cannot be read'
	answer store >found
	expect_same good.answer found 'pairs without the right to read them'
fi

# A copy that is not understood says nothing of what came of another.
rm -rf tree && cp -r records tree && mkdir tree/copy && echo '{' >"tree/copy/$good_named"
sed -i 's/"title": *"/&again: /' tree/$good_one.json
cp good store
run_limited update tree --db store
expect_output '1  changed'
expect_output '1  not understood'

# Where facts came from holds wherever kvet is called next.
cat >known.json <<'JSON'
{"vulnerabilities":[{"cveID":"CVE-2023-52480","vendorProject":"Linux","product":"Kernel",
"dateAdded":"2024-01-01","vulnerabilityName":"a name"}]}
JSON
mkdir -p beside
(cd beside && "$KVET" update '' --known-exploited ../known.json --db ../store >/dev/null) ||
	fail 'known exploited'
expect_status 0 db --format json --db store
expect_output "\"$scratch/known.json\""

# CRLF is how some tools write lines.
rm -rf tree && cp -r records tree
sed -i 's/$/\r/' tree/cve/published/2023/*.dyad tree/cve/published/2025/*.cvss
run_limited update tree --db crlf
[ "$status" = 0 ] || fail 'CRLF'
case $(<out) in
*'0  not understood'*)
	answer crlf >found
	expect_same good.answer found 'CRLF'
	;;
*) expect_output 'CVE-2023-52480.json: .dyad: line ' ;;
esac

# Terminal escapes in every text of a record that is understood.
escape='\\u001b[31m\\u0007\\u009b2J\\u007f\\r\\b'
rm -rf tree && mkdir -p tree
{
	printf '{"cveMetadata":{"cveId":"CVE-2026-50001","assignerShortName":"Linux"},"containers":{"cna":{'
	printf '"title":"x %b","descriptions":[{"lang":"en","value":"use-after-free %b\\n\\tand \\u0000 more"}],' "$escape" "$escape"
	printf '"affected":[{"programFiles":["drivers/%b/x.c","%b"],"versions":[' "$escape" "$escape"
	printf '{"version":"5.10","lessThan":"6.%b","status":"affected","versionType":"semver"}]}],' "$escape"
	printf '"references":[{"url":"https://%b"}]}}}\n' "$escape"
} >tree/CVE-2026-50001.json
sed 's/50001/50002/; s/"lessThan":"6[^"]*"/"lessThan":"6.2"/' tree/CVE-2026-50001.json >tree/CVE-2026-50002.json
# shellcheck disable=SC2059 # its escapes are meant
mkdir "tree/$(printf '\e[31m')" &&
	echo '{' >"tree/$(printf '\e[31m')/CVE-2026-50003.json"
run_limited update tree --db escapes
[ "$status" = 0 ] || fail "escapes: $(<err)"
expect_plain out 'an update with escapes'
for arguments in 'show CVE-2026-50002' 'list' 'list more' 'check 6.1' 'explain 6.1 CVE-2026-50002' \
	audit db 'check 6.1 --verdict affected,fixed,not_introduced'; do
	for format in table csv json jsonl; do
		# shellcheck disable=SC2086
		expect_status 0 $arguments --format $format --db escapes
		expect_plain out "$arguments --format $format"
	done
	if command -v script >/dev/null && ! sanitized; then
		# On a terminal, colours are the only escapes: none is a record's own.
		script -qec "$KVET $arguments --db $scratch/escapes" /dev/null </dev/null |
			tr -d '\r' | sed 's/\x1b\[[0-9;]*m//g' >terminal
		expect_plain terminal "$arguments on a terminal"
	fi
done

# Archives ---------------------------------------------------------------------------

# refused_archive FILE GLOB: nothing of it is taken.
refused_archive() {
	cp good store
	run_limited update "$1" --db store
	[ "$status" = 3 ] || fail "status $status: $1"
	expect_error "$2"
	expect_plain err "$1"
	answer store >found
	expect_same good.answer found "$1"
}

tar -cf good.tar records
tar -czf good.tar.gz records
for archive in good.tar good.tar.gz; do
	size=$(stat -c %s $archive)
	for part in 10 35 60 90; do
		head -c $((size * part / 100)) $archive >cut.$archive
		refused_archive cut.$archive 'archive'
	done
done
head -c 3000 /dev/urandom >noise.tar
refused_archive noise.tar 'not an archive'
: >empty.tar
refused_archive empty.tar 'empty.tar'
tar -cf nothing.tar -T /dev/null
refused_archive nothing.tar 'no CVE records'
tar -cf others.tar records/cve/published/2022
refused_archive others.tar 'none of its records'
refused_archive records/cve/published/2023/CVE-2023-52480.json 'not an archive'
refused_archive /dev/null 'neither a folder nor a file'
if command -v zstd >/dev/null; then
	head -c 1000000000 /dev/zero | zstd -q -o zeros.zst
	refused_archive zeros.zst 'zeros.zst'
	zstd -q good.tar -o once.zst
	zstd -q once.zst -o twice.tar.zst
	refused_archive twice.tar.zst 'more than once'
fi

# The rest needs archives that tar would not make.
command -v python3 >/dev/null || finish
cat >make.py <<'PYTHON'
import io, sys, tarfile, zipfile

good = open(sys.argv[1], "rb").read()
count = int(sys.argv[2])
name = "cve/published/2026/CVE-2026-50001.json"
body = good.replace(b"CVE-2023-52480", b"CVE-2026-50001")


def tar(path, *entries, mode="w"):
    with tarfile.open(path, mode, format=tarfile.PAX_FORMAT) as out:
        out.add("records")
        for entry in entries:
            entry(out)


def entry(name, data=b"", **facts):
    def add(out):
        info = tarfile.TarInfo(name)
        info.size = len(data)
        for key, value in facts.items():
            setattr(info, key, value)
        out.addfile(info, io.BytesIO(data) if data else None)
    return add


tar("dots.tar", entry("../../" + name, body), entry("a/../CVE-2026-50002.json", body))
tar("absolute.tar", entry("/" + name, body))
tar("symlink.tar", entry(name, type=tarfile.SYMTYPE, linkname="/etc/passwd"))
tar("hardlink.tar", entry(name, type=tarfile.LNKTYPE, linkname="records/x"))
tar("fifo.tar", entry(name, type=tarfile.FIFOTYPE), entry("d/CVE-2026-50002.json", type=tarfile.DIRTYPE),
    entry("d/CVE-2026-50003.json", type=tarfile.CHRTYPE))
tar("raw.tar", entry("\udcff\udc9b31m\x1b[31m/CVE-2026-50001.json", b"{"))
tar("twice.tar", entry(name, body), entry(name, body.replace(b"ksmbd", b"ksmbe")))
tar("names.tar.gz", *[entry("x" * 900000 + "/CVE-2026-%05d.json" % (50000 + i), b"{")
                      for i in range(count // 2500)], mode="w:gz")
tar("long.tar", entry("y/" * 3000 + "CVE-2026-50001.json", body))
tar("pairs.tar.gz", *[entry("p/%d/CVE-2026-50001.dyad" % i, b"#" * 4000000) for i in range(40)],
    mode="w:gz")
with zipfile.ZipFile("good.zip", "w", zipfile.ZIP_DEFLATED) as out:
    out.writestr(name, body)
    out.writestr("../CVE-2026-50002.json", body)
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as out:
    with out.open(name, "w", force_zip64=True) as big:
        for _ in range(1000):
            big.write(bytes(1 << 20))
    out.writestr("CVE-2023-52480.json", good)
with tarfile.open("bomb.tar.gz", "w:gz", compresslevel=1) as out:
    out.add("records")
    info = tarfile.TarInfo(name)
    info.size = 1 << 30

    class Zeros:
        def read(self, count):
            return bytes(count)
    out.addfile(info, Zeros())
with tarfile.open("many.tar.gz", "w:gz", compresslevel=1, format=tarfile.USTAR_FORMAT) as out:
    out.add("records")
    info = tarfile.TarInfo()
    blocks = []
    for i in range(count):
        info.name = "m/%06d" % i
        blocks.append(info.tobuf(tarfile.USTAR_FORMAT))
    out.fileobj.write(b"".join(blocks))
    out.offset += 512 * count
with tarfile.open("problems.tar.gz", "w:gz", compresslevel=1, format=tarfile.USTAR_FORMAT) as out:
    out.add("records")
    info = tarfile.TarInfo()
    info.type = tarfile.SYMTYPE
    info.linkname = "x"
    blocks = []
    for i in range(count // 4):
        info.name = "m/CVE-2026-%06d.json" % (100000 + i)
        blocks.append(info.tobuf(tarfile.USTAR_FORMAT))
    out.fileobj.write(b"".join(blocks))
    out.offset += 512 * count // 4
PYTHON
many=1000000
sanitized && many=100000
python3 make.py records/cve/published/2023/CVE-2023-52480.json $many || fail 'the archives were not made'

# taken_archive FILE GLOB: what is hostile in it is named, the rest taken.
taken_archive() {
	cp good store
	run_limited update "$1" --db store
	[ "$status" = 0 ] || fail "status $status: $1: $(head -c 300 err)"
	expect_output "$2"
	expect_plain out "$1"
	expect_status 0 db --integrity --db store
	expect_status 0 db --db store --format json
	if command -v jq >/dev/null; then
		jq -e . out >/dev/null || fail "not JSON: db of $1"
	fi
	[ -e "$scratch/../CVE-2026-50001.json" ] && fail "$1 was unpacked"
}

taken_archive dots.tar 'has .. in its path'
taken_archive absolute.tar '1  new'
taken_archive symlink.tar "$named: is a link, not a file"
taken_archive hardlink.tar "$named: is a link, not a file"
taken_archive fifo.tar "$named: is not a regular file"
taken_archive raw.tar '1  not understood'
taken_archive twice.tar '1  new'
taken_archive long.tar 'records'
taken_archive many.tar.gz '12 records'
taken_archive bomb.tar.gz "$named: larger than 4 MiB"
taken_archive bomb.zip "$named: larger than 4 MiB"
taken_archive good.zip 'has .. in its path'
for archive in problems.tar.gz names.tar.gz pairs.tar.gz; do
	cp good store
	run_limited update $archive --db store
	case $status in
	0) ;;
	*) grep -qE 'too many files like it|more than 128 MiB' err || fail "$archive: $(<err)" ;;
	esac
	answer store >found
	expect_same good.answer found "$archive"
done

# Folders ----------------------------------------------------------------------------

rm -rf tree && cp -r records tree
ln -s .. tree/loop
ln -s loop tree/loop2
ln -s loop2/loop tree/cve/loop
mkdir -p tree/odd/CVE-2026-50005.json tree/odd/CVE-2026-50006.dyad
mkfifo tree/odd/CVE-2024-0001.json tree/odd/CVE-2026-50006.cvss tree/odd/other
ln -s /etc/passwd tree/odd/CVE-2026-50002.json
ln -s "$scratch/records/$good_one.json" tree/odd/CVE-2026-50003.json
ln -s nowhere tree/odd/CVE-2026-50004.json
write_json CVE-2026-50006 >tree/odd/CVE-2026-50006.json
mkdir "tree/odd/$(printf '\xff\n\x9b')"
echo '{' >"tree/odd/$(printf '\xff\n\x9b')/CVE-2026-50007.json"
deep=tree/odd
for ((i = 0; i < 40; i++)); do deep=$deep/d; done
mkdir -p $deep
write_json CVE-2026-50008 >$deep/CVE-2026-50008.json
cp good store
run_limited update tree --db store
[ "$status" = 0 ] || fail "a hostile folder: $(head -c 300 err)"
for glob in 'CVE-2024-0001.json: is not a regular file' 'CVE-2026-50002.json: is a link' \
	'CVE-2026-50003.json: is a link' 'CVE-2026-50004.json: is a link' \
	'CVE-2026-50005.json: is not a regular file' 'nested deeper than' \
	'CVE-2026-50006.dyad: is not a regular file' 'CVE-2026-50006.cvss: is not a regular file'; do
	expect_output "$glob"
done
expect_plain out 'a hostile folder'
expect_status 0 db --format json --db store
if command -v jq >/dev/null; then jq -e . out >/dev/null || fail 'db of a hostile folder'; fi
expect_status 0 db --integrity --db store
mkdir folder
ln -s folder folder/self
refused_archive folder 'no CVE records'

# Git --------------------------------------------------------------------------------

export GIT_AUTHOR_NAME=Nobody GIT_AUTHOR_EMAIL=nobody@example.org
export GIT_COMMITTER_NAME=Nobody GIT_COMMITTER_EMAIL=nobody@example.org
git init -q -b master void
refused_archive void 'void'
git init -q --bare void.git
refused_archive void.git 'void.git'
git init -q -b master repository
cp -r records/cve repository
git -C repository add -A
git -C repository commit -qm 'the records'
# Trees with names and modes that git itself would refuse.
odd_tree() {
	local blob tree
	blob=$(git -C repository hash-object -w "$scratch/records/$good_one.json")
	tree=$(git -C repository rev-parse 'HEAD^{tree}')
	{
		printf '100644 blob %s\tCVE-2026-50001.json\n' "$blob"
		printf '120000 blob %s\tCVE-2026-50002.json\n' "$blob"
		printf '160000 commit %040d\tCVE-2026-50003.json\n' 1
		printf '040000 tree %s\tCVE-2026-50004.json\n' "$tree"
		printf '040000 tree %s\tcve\n' "$(git -C repository rev-parse HEAD:cve)"
		printf '040000 tree %s\tmissing\n' "${1:-$tree}"
	} | git -C repository mktree --missing
}
update_odd() {
	git -C repository update-ref refs/heads/master \
		"$(git -C repository commit-tree -m odd "$(odd_tree "$@")" -p HEAD)"
}
expect_status 0 update repository --db stepped
update_odd
for store in stepped fresh; do
	run_limited update repository --db $store
	[ "$status" = 0 ] || fail "odd trees: $(<err)"
	expect_output "$named: the record calls itself 'CVE-2023-52480'"
	answer $store >found
	expect_same good.answer found 'odd trees'
done
update_odd 0123456789012345678901234567890123456789
for store in stepped fresh2; do
	run_limited update repository --db $store
	case $status in 0 | 3) ;; *) fail 'a tree that is missing' ;; esac
done
answer stepped >found
expect_same good.answer found 'a tree that is missing'
git -C repository update-ref refs/heads/master HEAD~1
# The commit of the last update is gone: everything is read.
git -C repository checkout -q --orphan another 2>/dev/null || true
git -C repository symbolic-ref HEAD refs/heads/master
git -C repository commit -q --amend --allow-empty -m 'another history' 2>/dev/null || true
run_limited update repository --db stepped
[ "$status" = 0 ] || fail "another history: $(<err)"
# A .dyad in a repository that is more than a file may be, and put right again.
cp -r repository repository2
expect_status 0 update repository2 --db dyads
pairs dyads >dyads.pairs
cp long repository2/$good_one.dyad
git -C repository2 commit -qam 'long'
run_limited update repository2 --db dyads
[ "$status" = 0 ] || fail "a long .dyad in git: $(<err)"
expect_output 'CVE-2023-52480.dyad: larger than 4 MiB'
pairs dyads >found
expect_same dyads.pairs found 'a long .dyad in git'
git -C repository2 revert --no-edit HEAD >/dev/null
expect_status 0 update repository2 --db dyads
expect_status 0 db --db dyads
if grep -q '4 MiB' out; then fail 'a problem that is settled is still told'; fi
# Damaged: each kind of file in turn, packed and loose. (libgit2 up to 1.9 reads a loose
# object that is cut short for ever; https://github.com/libgit2/libgit2/issues/7342)
git clone -q --bare repository packed.git 2>/dev/null
git -C packed.git repack -adq
git clone -q --bare --no-hardlinks repository loose.git 2>/dev/null
find loose.git/objects -path '*/??/*' | grep -q . || fail 'no loose objects'
RANDOM=7
while IFS= read -r path; do
	from=${path%%/*} file=${path#*/}
	rm -rf damaged.git
	cp -r "$from" damaged.git
	chmod -R u+w damaged.git
	size=$(stat -c %s "damaged.git/$file")
	for how in flip cut empty gone; do
		cp "$path" damaged.git/"$file"
		case $how in
		flip)
			[ "$size" = 0 ] && continue
			head -c 4 /dev/urandom | dd of="damaged.git/$file" bs=1 conv=notrunc \
				seek=$((RANDOM % size)) status=none
			;;
		cut) truncate -s $((size / 2)) "damaged.git/$file" ;;
		empty) : >"damaged.git/$file" ;;
		gone) rm "damaged.git/$file" ;;
		esac
		cp good store
		run_limited update damaged.git --db store
		case $status in
		0) ;;
		3) [ -s err ] || fail "no message: $how $file" ;;
		esac
		expect_status 0 db --integrity --db store
	done
done < <(find packed.git loose.git/objects -type f ! -name '*.sample' ! -path '*/hooks/*')
run_limited update file:///nowhere --db store
[ "$status" = 3 ] || fail 'a URL that is nowhere'
expect_error 'nowhere'
finish
