#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# How much code two small trees have, in every form, and what the store keeps of it.
# shellcheck disable=SC1091,SC2154,SC2016 # lib.sh's; what is in quotes is Rust's and make's
. "$(dirname "$0")/lib.sh"

copy_records
export KVET_DB=$PWD/store

# make_tree FOLDER PATCHLEVEL
make_tree() {
	put "$1/Makefile" <<-MAKEFILE
		VERSION = 6
		PATCHLEVEL = $2
		SUBLEVEL = 7
		# all of it
		obj-y += net/
	MAKEFILE
	put "$1/scripts/Kbuild.include" </dev/null
	put "$1/net/core/dev.c" <<-'C'
		/* A comment
		 * of two lines */

		int dev; // and code
		char *no = "/* comment";
	C
	put "$1/include/net/sock.h" <<<'int sock;'
	put "$1/arch/arm/kernel/entry.S" <<-'S'
		#include <asm.h>
		@ a comment
			mov	r0, #1
	S
	put "$1/arch/arm/boot/dts/a.dts" <<<'/* a */ / { };'
	put "$1/Documentation/index.rst" <<<'Not code.'
}

make_tree old 1
make_tree new 12
put new/rust/kernel/lib.rs <<-'RUST'
	//! A crate.
	/// # Safety
	///
	/// Never.
	pub unsafe fn a<'b>() {}
	// SAFETY: here.
	unsafe impl Send for C {}
	fn d() {
	    // SAFETY: there.
	    let e = unsafe { f() };
	    unsafe { g() };
	}
RUST
# A link out of the tree, a folder of it, and what is hidden, are none of its files.
ln -s /etc/passwd new/net/core/passwd.c
ln -s . new/net/again
put new/net/.hidden.c <<<'int hidden;'
truncate -s 65M new/net/core/large.c

for format in table json jsonl csv; do
	record census new --format "$format"
	record census old new --format "$format"
done
record census new --limit 1
record census old new --limit 1
record census old

# What cannot be counted.
record census
record census nowhere
record census records
record census old nowhere

# The store: not made by a census, kept by release, and again the same.
record census old --save
[ ! -e store ] || fail 'a census made a store'
expect_status 0 update records
record db
record census old new --save --limit 1
record census new --save --format csv --output rows.csv
record db --integrity
sqlite3 store 'SELECT * FROM census' >kept
awk -F, 'NR > 1 {print $1 "|" $3 "|" $2 "|" $4 "|" $5 "|" $6 "|" $7}' rows.csv | sort >wanted
grep '^6.12' kept | sort >of_new
expect_same wanted of_new 'what the store keeps'
put new/net/core/dev.c <<<'int dev;'
record census new --save --limit 1
sqlite3 store "SELECT * FROM census WHERE release = '6.12.7' AND subsystem = 'net/core'" >>transcript

# The output never goes over the store.
cp store before
record census new --save --output store
expect_same store before 'the store, of which the output was to be'

# A store without records of a census, as those of before, and a file that is none.
expect_status 0 update records
record list --limit 1 --format csv
printf '' >empty
record census old --save --db empty
record census old --save --db Makefile

# The same twice, with whatever thread comes first.
for _ in 1 2 3 4 5; do
	kvet census old new --format json
	[ -f first ] || cp out first
	expect_same first out 'the same twice'
done

compare_transcript
finish
