#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Base and environmental scores against a second computation, in exact fractions, and where
# $CVSS_PEER is a folder with node_modules/ae-cvss-calculator, against a third by others.
# shellcheck disable=SC1091,SC2154 # lib.sh's
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || skip 'no python3'
: "${SCORES:?is the program that scores}"

arguments=(--scores "$SCORES" --random 20000)
archive=$(compgen -G "$SOURCE_ROOT/../shared/data/vulns-*.tar.zst" | sort | tail -n 1)
if [ -n "$archive" ] && "$KVET" update "$archive" --db store.db >out 2>err; then
	arguments+=(--db store.db)
fi
if [ -n "${CVSS_PEER:-}" ] && command -v node >/dev/null; then
	arguments+=(--peer "$CVSS_PEER")
fi
export PYTHONDONTWRITEBYTECODE=1
python3 "$SOURCE_ROOT/tests/reference/cvss31.py" "${arguments[@]}" >compared 2>&1 ||
	fail "$(tail -n 31 compared)"
cat compared >&2
finish
