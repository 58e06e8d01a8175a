# SPDX-License-Identifier: GPL-2.0-or-later
"""Two commands in turn, A B A B ..., after one run of each that does not count."""

import os
import statistics
import subprocess
import sys
import time

RUNS = int(os.environ.get("RUNS", "11"))


def run(command, cwd=None):
    """Wall seconds and peak KiB of a command whose output is thrown away."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL,
                               stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"bench: {' '.join(command)}: {error.decode(errors='replace')}")
    return took, usage.ru_maxrss


def compare(title, limit, ours, theirs, before=lambda: None):
    """Runs both in turn and prints a row; returns our peak in KiB."""
    times, peaks = [], []
    for i in range(RUNS + 1):
        before()
        a, peak = run(*ours)
        b, _ = run(*theirs)
        if i:
            times.append((a, b))
            peaks.append(peak)
    best_a = min(a for a, _ in times)
    best_b = min(b for _, b in times)
    median = statistics.median(a / b for a, b in times)
    print(f"{title:<44} {best_a * 1e3:8.1f} ms {best_b * 1e3:8.1f} ms "
          f"{best_a / best_b:7.2f} {median:7.2f} {limit:>7}", flush=True)
    return max(peaks)


def heading():
    print(f"{'ours / theirs, fastest of ' + str(RUNS):<44} {'ours':>11} {'theirs':>11} "
          f"{'ratio':>7} {'median':>7} {'limit':>7}")
