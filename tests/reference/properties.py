#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks what must hold of kvet's verdicts whatever the records say.

    properties.py --kvet BINARY --db STORE --tree TREE --releases RELEASES.json [--jobs 2]

Within a line, for each release and the next one taken: no record is affected
at the later that was fixed or not introduced at the earlier, unless one of its
pairs has its introduction on that line after the earlier, up to the later. That
neighbours hold it implies that any two releases of the line do.

For each release: the summary adds up to the records of the snapshot, and equals
the count of the verdicts listed.

The tree is read for the pairs' introductions only; no verdict of the reference
is used. Exit status: 0 all hold, 1 some do not, 2 wrong usage, 3 the tree or the
releases could not be read.
"""

import argparse
import collections
import multiprocessing
import sys

import kvet_runs
import reference
import releases

LINES = ['2.6.32', '3.16', '4.19', '5.4', '5.10', '5.15', '6.1', '6.6', '6.12', '6.18']
RELEASES_A_LINE = 60
SHOWN = 20

options = None  # what the workers inherit through fork


def ask(release):
    """(verdicts, summary, records), or the error as text."""
    try:
        verdicts = kvet_runs.check_csv(options.kvet, release, options.db)
        summary, records = kvet_runs.check_summary(options.kvet, release, options.db,
                                                   '--verdict', 'unknown')
    except kvet_runs.RunError as error:
        return str(error)
    return verdicts, summary, records


def introduced_between(pairs, earlier, later):
    """Whether a pair has its introduction on the line of both, after the earlier, up to the later."""
    line = reference.parse_release(later).line
    after = reference.parse_release(earlier).order()
    upto = reference.parse_release(later).order()
    for event, *_ in pairs:
        if event == reference.NONE:
            continue
        at = reference.parse_release(event)
        if at.line == line and after < at.order() <= upto:
            return True
    return False


def check_step(tree, earlier, before, later, after):
    """The records that come back from nothing between two releases of a line, as text."""
    broken = []
    for cve in sorted(before.keys() | after.keys()):
        was, now = before.get(cve, 'missing'), after.get(cve, 'missing')
        if 'missing' in (was, now):
            broken.append(f'{cve}: {was} at {earlier}, {now} at {later}')
        elif now == 'affected' and was in ('fixed', 'not_introduced') \
                and not introduced_between(tree.get(cve, []), earlier, later):
            pairs = ' '.join(':'.join(pair) for pair in tree.get(cve, [])) or '-'
            broken.append(f'{cve}: {was} at {earlier}, {now} at {later}; pairs {pairs}')
    return broken


def check_counts(release, verdicts, summary, records):
    broken = []
    if sum(summary.values()) != records:
        broken.append(f'{release}: the summary adds up to {sum(summary.values())}, '
                      f'the snapshot has {records} records')
    counts = collections.Counter(verdicts.values())
    for verdict in kvet_runs.ALL_VERDICTS:
        if summary[verdict] != counts[verdict]:
            broken.append(f'{release}: the summary says {summary[verdict]} {verdict}, '
                          f'{counts[verdict]} are listed')
    return broken


def check_line(tree, chosen, answers):
    """For each property of one line, what breaks it: an empty list when it holds."""
    earlier = before = None
    for release in chosen:
        answer = next(answers)
        if isinstance(answer, str):
            yield [f'{release}: {answer}']
            continue
        verdicts, summary, records = answer
        yield check_counts(release, verdicts, summary, records)
        if earlier:
            yield check_step(tree, earlier, before, release, verdicts)
        earlier, before = release, verdicts


def read_options(arguments):
    parser = argparse.ArgumentParser(description="Check properties of kvet's verdicts.")
    parser.add_argument('--kvet', required=True, metavar='BINARY')
    parser.add_argument('--db', required=True, metavar='STORE')
    parser.add_argument('--tree', required=True)
    parser.add_argument('--releases', required=True, metavar='RELEASES.json')
    parser.add_argument('--most', type=int, default=RELEASES_A_LINE, metavar='N',
                        help='at most so many releases of a line')
    parser.add_argument('--jobs', type=int, default=2)
    return parser.parse_args(arguments)


def main(arguments):
    global options
    options = read_options(arguments)
    try:
        tree = reference.read_tree(options.tree)
        known = releases.read_lines(options.releases)
        lines = [releases.evenly(known[line], options.most) for line in LINES]
    except (OSError, ValueError, KeyError) as error:
        print(f'properties.py: {error}', file=sys.stderr)
        return 3

    held = broken = shown = 0
    with multiprocessing.get_context('fork').Pool(max(1, options.jobs)) as pool:
        answers = pool.imap(ask, [release for chosen in lines for release in chosen])
        for chosen in lines:
            for faults in check_line(tree, chosen, answers):
                held += not faults
                broken += bool(faults)
                for text in faults[:SHOWN - shown]:
                    print(text, flush=True)
                    shown += 1
    print(f'{held} properties held, {broken} did not')
    return 1 if broken else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
