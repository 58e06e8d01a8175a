#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What is read out of a real tree's makefiles, against what builds of it compiled: no file that
# was compiled is called absent. Needs the tree that scripts/kernel-tree 6.1 build-trees brings,
# and is skipped without.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
STATES=$(realpath "${STATES:-build/tests/kbuild_states}")
. "$(dirname "$0")/lib.sh"

trees=${KVET_TREES:-$SOURCE_ROOT/build-trees}
tree=$trees/linux-source-6.1
[ -f "$tree/Makefile" ] || skip 'no kernel tree: scripts/kernel-tree 6.1 build-trees brings one'
release=$(make -s -C "$tree" kernelversion)
compare=$SOURCE_ROOT/tests/kbuild/compare
held=0

# agree CONFIG COMPILED [INCLUDED]: the states that CONFIG gives, held against COMPILED
agree() {
	"$STATES" "$tree" "$1" >states || fail "$1: the tree cannot be read"
	if python3 "$compare" states "$2" ${3:+--included "$3"} >comparison; then
		sed -n '1,3p' comparison
	else
		cat comparison >&2
		fail "$1: a file that was compiled is called absent"
	fi
	held=$((held + 1))
}

for folder in "$SOURCE_ROOT/../shared/data/built/$release"-* \
	"$SOURCE_ROOT/tests/kbuild/recorded/$release"-*; do
	[ -f "$folder/compiled.txt" ] || continue
	included=$folder/included.txt
	[ -f "$included" ] || included=
	echo "${folder##*/}:"
	agree "$folder/config" "$folder/compiled.txt" "$included"
done
[ "$held" != 0 ] || skip "nothing is known of what builds of $release compiled"
finish
