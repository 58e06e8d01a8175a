#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# completion.sh: the shells' completions offer what the program takes. $BUILD is the folder
# of the build, whose tools/ holds them. bash is asked as it would ask itself; zsh and fish
# where they are there: else that part is skipped, and said to be.
set -uo pipefail

: "${KVET:?the program}" "${BUILD:?the folder of the build}"
files=$BUILD/tools
export LC_ALL=C
number=0
failures=0

result() {
	number=$((number + 1))
	if [ "$1" = 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failures=$((failures + 1))
	fi
}

skip() {
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# What bash offers at the end of the words; --option=value is three words to it.
offer_bash() {
	bash --norc -c '
		# shellcheck source=/dev/null
		source "$1" || exit
		shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
		_kvet
		printf "%s\n" "${COMPREPLY[@]}"' bash "$files/kvet.bash" "$@"
}

# What fish offers at the end of the words, descriptions left out.
offer_fish() {
	# shellcheck disable=SC2016 # fish expands it
	fish --no-config -c 'source $argv[1]; complete -C "$argv[2]"' "$files/kvet.fish" "$*" |
		cut -f 1
}

# offers SHELL WORD... -- WANTED...: each wanted word is offered.
offers() {
	local shell=$1 words=() offered wanted name
	shift
	name="$shell: $*"
	while [ "$1" != -- ]; do
		words+=("$1")
		shift
	done
	shift
	offered=$("offer_$shell" "${words[@]}")
	for wanted in "$@"; do
		if ! grep -qxF -e "$wanted" <<<"$offered"; then
			echo "# no '$wanted' in: ${offered//$'\n'/ }"
			result 1 "$name"
			return
		fi
	done
	result 0 "$name"
}

# offers_nothing SHELL WORD...
offers_nothing() {
	local shell=$1 offered
	shift
	offered=$("offer_$shell" "$@")
	[ -z "$offered" ] || echo "# offered: ${offered//$'\n'/ }"
	[ -z "$offered" ]
	result $? "$shell: $* -- nothing"
}


if [ ! -f "$files/kvet.bash" ]; then
	echo '1..0 # SKIP this build has no completions'
	exit 0
fi

bash -n "$files/kvet.bash"
result $? 'bash: syntax'
offers bash kvet '' -- update check explain show list audit db help --version
offers bash kvet ch -- check
for name in $("$KVET" --help | sed -n '/^commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	mapfile -t options < <("$KVET" "$name" --help | grep -oE -e '^ +(-., )?--[a-z-]+' |
		grep -oE -e '--[a-z-]+')
	offers bash kvet "$name" - -- "${options[@]}"
	command -v fish >/dev/null && offers fish "kvet $name --" -- "${options[@]}"
done
offers bash kvet check --class '' -- use-after-free unclassified data-race
offers bash kvet check --class use-after-free,dou -- use-after-free,double-free
offers bash kvet check --class = mem -- memory-leak
offers bash kvet check --class = -- logic
offers bash kvet check -f '' -- table json jsonl csv
offers bash kvet list --sort '' -- cve published severity
offers bash kvet check --fail-on '' -- any low critical exploited
offers bash kvet check '' -- host
offers bash kvet check --severity HIGH '' -- host
offers bash kvet explain '' -- host
offers_nothing bash kvet check 6.1.147 ''
offers_nothing bash kvet explain host ''
offers_nothing bash kvet show ''
offers_nothing bash kvet list --since ''
offers bash kvet help '' -- check
offers bash kvet update "$files/kvet.ba" -- "$files/kvet.bash"
offers bash kvet check --db "$files/kvet.ba" -- "$files/kvet.bash"

if command -v zsh >/dev/null; then
	zsh -n "$files/_kvet"
	result $? 'zsh: syntax'
else
	skip 'zsh: syntax' 'no zsh here'
fi

if command -v fish >/dev/null; then
	fish --no-execute "$files/kvet.fish"
	result $? 'fish: syntax'
	offers fish 'kvet ' -- update check explain show list audit db help
	offers fish 'kvet check --class ' -- use-after-free unclassified
	offers fish 'kvet check --class use-after-free,dou' -- use-after-free,double-free
	offers fish 'kvet check --format ' -- table json jsonl csv openvex markdown
	offers fish 'kvet explain ' -- host
	offers_nothing fish 'kvet show '
else
	skip 'fish' 'no fish here'
fi

echo "1..$number"
[ "$failures" = 0 ]
