#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kvet plan against brute force (tests/reference/plan.py) on the real records: every later
# release of some targets' lines, every maintained line, every pick. PLANS=N takes N targets
# of every line there is, which takes hours.
# shellcheck disable=SC1091,SC2154 # all of that is lib.sh's
. "$(dirname "$0")/lib.sh"
real_data
command -v python3 >/dev/null || skip 'no python3'
command -v zstd >/dev/null || skip 'no zstd'

feeds=$(dirname "$archive")
mkdir folder
tar --zstd -xf "$archive" -C folder
expect_status 0 update "$archive" --db plan.db \
	--releases "$feeds/linux-kernel-releases.json" --lines "$feeds/kernel-lines.tsv" \
	--known-exploited "$feeds/known_exploited_vulnerabilities.json"

targets=(--only 6.1.147 --only 5.15.150 --only 6.5.3 --only 2.6.32.10)
if sanitized; then targets=(--only 6.12.85 --only 6.5.3); fi
if [ -n "${PLANS:-}" ]; then targets=(--targets "$PLANS"); fi
export PYTHONDONTWRITEBYTECODE=1
python3 "$SOURCE_ROOT/tests/reference/plan.py" --kvet "$KVET" --db plan.db --tree folder \
	--releases "$feeds/linux-kernel-releases.json" --lines "$feeds/kernel-lines.tsv" \
	"${targets[@]}" >compared 2>&1 || fail "$(tail -n 25 compared)"
tail -n 1 compared >&2
finish
