#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares kvet's verdict with the reference's: every record, many releases, every store.

    compare.py --kvet BINARY --db STORE [--db STORE ...] --tree TREE
               --releases RELEASES.json [--every N] [--jobs 2]

Every store holds the records of TREE, however it was filled. Exit status: 0 no
difference, 1 some, 2 wrong usage, 3 the tree or the releases could not be read.
"""

import argparse
import collections
import multiprocessing
import sys

import kvet_runs
import reference
import releases

SHOWN = 20
SUMMARIES = 8

state = None  # what the workers inherit through fork: (options, tree, releases whose summary is checked)


def compare_verdicts(release, db, tree, expected, got):
    """One line of text for each record that the two judge differently."""
    differences = []
    for cve in sorted(expected.keys() | got.keys()):
        if expected.get(cve) != got.get(cve):
            pairs = ' '.join(':'.join(pair) for pair in tree.get(cve, [])) or '-'
            differences.append(f'{release} {cve} ({db}): kvet {got.get(cve, "missing")}, '
                               f'reference {expected.get(cve, "missing")}; pairs {pairs}')
    return differences


def compare_summary(release, db, expected, summary, records):
    differences = []
    counts = collections.Counter(expected.values())
    for verdict in kvet_runs.ALL_VERDICTS:
        if summary[verdict] != counts[verdict]:
            differences.append(f'{release} summary ({db}): kvet {summary[verdict]} {verdict}, '
                               f'reference {counts[verdict]}')
    if not sum(summary.values()) == records == len(expected):
        differences.append(f'{release} summary ({db}): sums up to {sum(summary.values())}, '
                           f'snapshot {records}, reference {len(expected)} records')
    return differences


def compare_release(release):
    """(number of differences, the first ones as text) for one release and all stores."""
    options, tree, summarised = state
    expected = reference.verdicts(tree, release)
    differences = []
    for db in options.db:
        try:
            got = kvet_runs.check_csv(options.kvet, release, db)
            differences += compare_verdicts(release, db, tree, expected, got)
        except kvet_runs.RunError as error:
            differences.append(f'{release} ({db}): {error}')
    if release in summarised:
        db = options.db[0]
        try:
            summary, records = kvet_runs.check_summary(options.kvet, release, db)
            differences += compare_summary(release, db, expected, summary, records)
        except kvet_runs.RunError as error:
            differences.append(f'{release} ({db}): {error}')
    return len(differences), differences[:SHOWN]


def read_options(arguments):
    parser = argparse.ArgumentParser(description="Compare kvet's verdicts with the reference's.")
    parser.add_argument('--kvet', required=True, metavar='BINARY')
    parser.add_argument('--db', required=True, action='append', metavar='STORE')
    parser.add_argument('--tree', required=True)
    parser.add_argument('--releases', required=True, metavar='RELEASES.json')
    parser.add_argument('--every', type=int, default=1, metavar='N',
                        help='only each Nth of the releases')
    parser.add_argument('--jobs', type=int, default=2)
    return parser.parse_args(arguments)


def main(arguments):
    global state
    options = read_options(arguments)
    try:
        tree = reference.read_tree(options.tree)
        chosen = releases.choose(releases.read_lines(options.releases))[::options.every]
    except (OSError, ValueError, KeyError) as error:
        print(f'compare.py: {error}', file=sys.stderr)
        return 3
    if not tree:
        print(f"compare.py: no records in '{options.tree}'", file=sys.stderr)
        return 3
    state = (options, tree, set(releases.evenly(chosen, SUMMARIES)))

    total = shown = 0
    with multiprocessing.get_context('fork').Pool(max(1, options.jobs)) as pool:
        for count, differences in pool.imap(compare_release, chosen):
            total += count
            for text in differences[:SHOWN - shown]:
                print(text, flush=True)
                shown += 1
    if total > shown:
        print(f'({total - shown} more differences)')
    print(f'compared {len(chosen)} releases x {len(tree)} records '
          f'from {len(options.db)} stores: {total} differences')
    return 1 if total else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
