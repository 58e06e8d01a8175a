#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A census of folders of real trees against cloc's: code and comment lines of each language
# within 0.5 %. Needs cloc, and trees that scripts/kernel-tree brings; skipped without.
#
# Two things cloc is not asked, because it answers another question:
# - what assembly is: it takes every line that begins with '#' for a comment, `#define` too,
#   so it is given a definition that knows the preprocessor's directives;
# - rust/macros/module.rs and vtable.rs: inside a string it takes lines that begin with "//"
#   for comments, and these files hold Rust in strings. docs/census.md has their figures.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"

trees=$(realpath "${KVET_TREES:-$SOURCE_ROOT/build-trees}" 2>/dev/null)
command -v cloc >/dev/null || skip 'no cloc'
held=0
quiet=(--quiet --csv --skip-uniqueness --timeout 0)

cat >assembly.def <<'DEF'
Assembly
    filter call_regexp_common C++
    filter remove_matches ^\s*#(?!\s*(?:include|include_next|define|undef|if|ifdef|ifndef|elif|else|endif|error|warning|pragma|line|ident)\b)
    filter remove_matches ^\s*@
    extension S
    3rd_gen_scale 1.00
DEF

# language CODE COMMENTS of the folder ./tree by kvet, and by cloc
by_kvet() {
	kvet census tree --format csv
	awk -F, 'NR > 1 && $3 != "other" {code[$3] += $5; comments[$3] += $6}
		END {for (i in code) print i, code[i], comments[i]}' out | sort
}

by_cloc() {
	{
		cloc "${quiet[@]}" --include-lang='C,C/C++ Header,Rust' tree
		cloc "${quiet[@]}" --force-lang-def=assembly.def tree
	} |
		awk -F, '{name["C"] = name["C/C++ Header"] = "c"; name["Rust"] = "rust"; name["Assembly"] = "assembly"}
			name[$2] != "" {code[name[$2]] += $5; comments[name[$2]] += $4}
			END {for (i in code) print i, code[i], comments[i]}' | sort
}

# compare RELEASE FOLDER...: these folders of a tree
compare() {
	local release=$1 source=$trees/linux-source-$1 folder
	shift

	[ -f "$source/Makefile" ] || return 0
	rm -rf tree
	mkdir -p tree/scripts
	cp "$source/Makefile" tree
	cp "$source/scripts/Kbuild.include" tree/scripts
	for folder; do
		[ -d "$source/$folder" ] || continue
		mkdir -p "tree/$folder"
		cp -r "$source/$folder/." "tree/$folder"
	done
	rm -f tree/rust/macros/module.rs tree/rust/macros/vtable.rs
	find tree -name '*.s' -delete # assembly to cloc, no language of a record's to kvet
	by_kvet >ours
	by_cloc >theirs
	echo "$release $*: language, code and comments by kvet, by cloc"
	join -a 1 -a 2 -e 0 -o 0,1.2,1.3,2.2,2.3 ours theirs >both
	cat both
	awk 'function off(a, b) {return a > b * 1.005 || a < b * 0.995}
		off($2, $4) || off($3, $5) {print; bad = 1} END {exit bad || !NR}' both >far ||
		fail "$release $*: further than 0.5 % from cloc: $(cat far)"
	held=$((held + 1))
}

for release in 6.12 7.2; do
	compare "$release" fs
	compare "$release" rust
	compare "$release" arch/x86/entry arch/x86/crypto arch/arm/kernel arch/arm/lib arch/arm64
done
[ "$held" != 0 ] || skip 'no kernel tree: scripts/kernel-tree 6.12 build-trees brings one'
finish
