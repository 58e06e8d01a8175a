#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvet diff against set differences of two checks, for many pairs of releases, on the real
# records (tests/reference/diff.py).
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
real_data
command -v python3 >/dev/null || skip 'no python3'

kvet update "$archive" --db store.db
grep -q 'was built without' err && skip 'built without archives'
[ "$status" = 0 ] || fail "no store: $(cat err)"
pairs=24
sanitized && pairs=6
PYTHONDONTWRITEBYTECODE=1 python3 "$SOURCE_ROOT/tests/reference/diff.py" --kvet "$KVET" \
	--db store.db --releases "$(dirname "$archive")/linux-kernel-releases.json" \
	--pairs "$pairs" >compared 2>&1 || fail "$(tail -n 20 compared)"
tail -n 1 compared >&2
finish
