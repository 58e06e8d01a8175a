#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# symbols.sh: what libkvet shows is what its header declares, and all of it is documented.
# $LIBRARY is the shared library, $HEADER include/kvet.h.
#
# - each function that the header declares is exported, and nothing else is;
# - each declaration (function, struct, enumeration, type) stands under a comment: at the
#   start of the group it is in, or behind the first one of that group. A group is what no
#   empty line parts.
set -uo pipefail

: "${LIBRARY:?the shared library}" "${HEADER:?the public header}"
export LC_ALL=C
number=0
failures=0

result() {
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf '%s\n' "$2" | sed 's/^/#   /'
		failures=$((failures + 1))
	fi
}

# The header's code alone.
code() {
	perl -0pe 's{/\*.*?\*/}{}gs' "$HEADER"
}

declared() {
	code | grep -v '^[[:space:]]*#' | tr '\n' ' ' | grep -oE '\bkvet_[a-z_0-9]+ *\(' |
		tr -d ' (' | sort -u
}

exported() {
	nm -D --defined-only "$LIBRARY" | awk '$2 ~ /[A-Z]/ {print $3}' | grep -v '^KVET_[0-9]' |
		sed 's/@.*//' | sort -u
}

# The first declaration of each group that no comment speaks of.
undocumented() {
	perl -0ne '
		s/\A.*?#define KVET_H\n//s;
		for my $group (split /\n(?:[ \t]*\n)+/) {
			# What begins with a tab goes on inside a struct or an enumeration.
			next unless $group =~ /\A(?:const |enum |struct |typedef |[a-z_]+ )\**\w/;
			my ($first) = $group =~ /\A([^\n]*?[;{][^\n]*|[^;]*;[^\n]*)/;
			print "$first\n" unless $first =~ m{/\*};
		}' "$HEADER"
}

result 'each declared function is exported' "$(comm -23 <(declared) <(exported))"
result 'each exported symbol is declared' "$(comm -13 <(declared) <(exported))"
result 'some functions are exported' "$([ "$(exported | wc -l)" -ge 50 ] || echo 'not 50')"
result 'each group of declarations stands under a comment' "$(undocumented)"

echo "1..$number"
[ "$failures" = 0 ]
