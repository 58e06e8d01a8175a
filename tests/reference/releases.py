#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Chooses the releases that kvet is compared at: always the same ones, in order.

    releases.py RELEASES.json

RELEASES.json is in the form of linux-kernel-releases.json: {"versions": {NAME: ...}}.
"""

import json
import sys

from reference import parse_release

FIRST, LAST = '2.6.32', '7.2'

# Lines kept for long, from which one release more than the list knows is asked.
LONG_TERM = ['2.6.32', '3.2', '3.16', '3.18', '4.4', '4.9', '4.14', '4.19',
             '5.4', '5.10', '5.15', '6.1', '6.6', '6.12', '6.18']

# Lines that are taken densely, evenly over their life.
DENSE = ['5.10', '5.15', '6.1', '6.6', '6.12']
DENSE_COUNT = 20

# Releases that many pairs name, or that bring an introduction and its fix at
# once: each is taken with the one before it and the one after it.
NAMED = ['2.6.32.19', '2.6.32.30', '2.6.32.70', '2.6.33.2', '2.6.37.3',
         '3.2.87', '3.12.48', '3.16.42', '3.16.57', '3.18.23', '4.4.276',
         '4.9.268', '4.14.232', '4.14.303', '4.19.270', '4.19.316',
         '5.4.229', '5.4.262', '5.10.163', '5.10.220', '5.10.258',
         '5.15.86', '5.15.149', '5.15.209', '5.16.3', '5.18.3', '5.19.2',
         '6.0.3', '6.1.2', '6.1.120', '6.1.175', '6.5.3', '6.6.32', '6.6.130',
         '6.11.3', '6.12.2', '6.12.75', '6.18.16', '6.19.6', '7.0.10', '7.1.1']

# Candidates, most of them of a line that records name only by its mainline
# release, 7.2-rc1 one that records name themselves.
CANDIDATES = ['2.6.39-rc2', '3.0-rc1', '3.10-rc5', '4.0-rc1', '4.14-rc3', '5.0-rc8',
              '5.10-rc1', '5.15-rc7', '6.0-rc1', '6.1-rc4', '6.6-rc6', '6.12-rc1',
              '6.13-rc2', '6.18-rc5', '7.0-rc7', '7.1-rc2', '7.2-rc1', '7.2-rc2', '7.2-rc7']

# Releases asked for by name elsewhere, and another spelling of one.
ALSO = ['5.15.215', '6.1.147', '6.12.19', '7.1', '7.2', '6.1.0']


def order(name):
    return (parse_release(name).order(), name)


def line_name(name):
    return '.'.join(map(str, parse_release(name).line))


def evenly(items, count):
    """At most `count` of the items, evenly chosen, in order, with the first and the last."""
    if len(items) <= count:
        return list(items)
    if count == 1:
        return [items[0]]
    last = len(items) - 1
    return [items[i * last // (count - 1)] for i in range(count)]


def read_lines(path):
    """{line: [release, ...]} from FIRST to LAST, lines and releases in order."""
    with open(path, encoding='utf-8') as file:
        names = json.load(file)['versions'].keys()
    first, last = parse_release(FIRST).line, parse_release(LAST).line
    lines = {}
    for name in sorted((n for n in names if is_release(n)), key=order):
        if first <= parse_release(name).line <= last:
            lines.setdefault(line_name(name), []).append(name)
    return lines


def is_release(name):
    try:
        parse_release(name)
    except ValueError:
        return False
    return True


def at_number(line, number):
    return line if number == 0 else f'{line}.{number}'


def beside_gaps(releases):
    """The releases just before and just after numbers that were never released."""
    chosen = set()
    for before, after in zip(releases, releases[1:]):
        if parse_release(after).stable != parse_release(before).stable + 1:
            chosen |= {before, after}
    return chosen


def choose(lines):
    """The chosen releases, in order, out of {line: releases}."""
    chosen = set(CANDIDATES) | set(ALSO)
    for line, releases in lines.items():
        chosen |= {releases[0], releases[len(releases) // 2], releases[-1]}
        chosen |= beside_gaps(releases)
        if line in DENSE:
            chosen |= set(evenly(releases, DENSE_COUNT))
        if line in LONG_TERM:
            chosen.add(at_number(line, parse_release(releases[-1]).stable + 1))
    for name in NAMED:
        number = parse_release(name).stable
        chosen |= {at_number(line_name(name), number + step) for step in (-1, 0, 1)}
    return sorted(chosen, key=order)


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith('-'):
        print('usage: releases.py RELEASES.json', file=sys.stderr)
        return 2
    try:
        lines = read_lines(arguments[0])
    except (OSError, ValueError, KeyError, AttributeError) as error:
        print(f'releases.py: {arguments[0]}: {error!r}', file=sys.stderr)
        return 3
    print('\n'.join(choose(lines)))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
