#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The verdict rule a second time, plainly and slowly, to check kvet against.

Nothing here shares code or ideas with the C sources: it is written from the
rule alone, one sentence of the rule at a time.

    reference.py TREE RELEASE...

TREE holds cve/published/YEAR/CVE-*.dyad (or is that cve folder itself).
Prints "RELEASE<TAB>CVE<TAB>VERDICT" lines, for each release in the order given,
sorted by CVE.
"""

import functools
import pathlib
import re
import sys
from typing import NamedTuple, Optional

AFFECTED = 'affected'
FIXED = 'fixed'
NOT_INTRODUCED = 'not_introduced'

INTRODUCTION = 'introduction'
FIX = 'fix'

NONE = '0'  # stands in a pair for a release or a commit that is not known

NUMBER = r'(0|[1-9][0-9]*)'
RELEASE_26 = re.compile(rf'2\.6\.{NUMBER}(?:\.{NUMBER})?(?:-rc{NUMBER})?', re.ASCII)
RELEASE_3_ON = re.compile(rf'{NUMBER}\.{NUMBER}(?:\.{NUMBER})?(?:-rc{NUMBER})?', re.ASCII)


class Release(NamedTuple):
    line: tuple  # (6, 1) or (2, 6, 32); lines compare as tuples
    stable: int  # 0 for the mainline release and for its candidates
    candidate: Optional[int]  # None when it is not a candidate

    def order(self):
        """Sorts releases: candidates, then the mainline release, then the stable ones."""
        is_out = self.candidate is None
        return (self.line, self.stable, is_out, self.candidate or 0)


@functools.lru_cache(maxsize=None)
def parse_release(text):
    """A Release from "6.1", "6.1.55", "6.13-rc2", "2.6.32", "2.6.32.70", "7.2-rc1".

    "6.1.0" is "6.1". Anything else is a ValueError, a candidate of a stable
    release ("6.1.5-rc1") too: the rule says nothing about those.
    """
    match = RELEASE_26.fullmatch(text)
    if match:
        line = (2, 6, int(match[1]))
        stable, candidate = match[2], match[3]
    else:
        match = RELEASE_3_ON.fullmatch(text)
        if not match or int(match[1]) < 3:
            raise ValueError(f"not a kernel release '{text}'")
        line = (int(match[1]), int(match[2]))
        stable, candidate = match[3], match[4]
    stable = int(stable or 0)
    candidate = int(candidate) if candidate is not None else None
    if stable and candidate is not None:
        raise ValueError(f"candidate of a stable release '{text}'")
    return Release(line, stable, candidate)


def contains(release, event, role=INTRODUCTION):
    """Whether a release contains what happened at the release `event`, both as text.

    The role matters for an event of "0", and for the mainline release of a
    line when the target is one of that line's candidates.
    """
    if event == NONE:
        return role == INTRODUCTION

    target = parse_release(release)
    at = parse_release(event)

    if at.candidate is not None:
        # A release candidate.
        if target.line != at.line:
            return target.line > at.line
        return target.candidate is None or target.candidate >= at.candidate

    if at.stable:
        # A stable release: its own line, and no other. A candidate has stable 0.
        return target.line == at.line and target.stable >= at.stable

    # A mainline release.
    if target.line == at.line and target.candidate is not None:
        # Records do not say in which candidate it landed: assume the worst.
        return role == INTRODUCTION
    return target.line >= at.line


def verdict(pairs, release):
    """The verdict for one record: pairs of (introduced release, introduced
    commit, fixed release, fixed commit), all text."""
    groups = {}
    for introduced_release, introduced_commit, fixed_release, _ in pairs:
        introductions, fixes = groups.setdefault(introduced_commit, ([], []))
        introductions.append(introduced_release)
        fixes.append(fixed_release)

    introduced = False
    for introductions, fixes in groups.values():
        if not any(contains(release, event, INTRODUCTION) for event in introductions):
            continue
        introduced = True
        if not any(contains(release, event, FIX) for event in fixes):
            return AFFECTED
    return FIXED if introduced else NOT_INTRODUCED


def read_pairs(text):
    """The pairs of one .dyad file's text."""
    pairs = []
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith('#'):
            continue
        fields = tuple(line.split(':'))
        if len(fields) != 4:
            raise ValueError(f"not a pair '{line}'")
        for event in (fields[0], fields[2]):
            if event != NONE:
                parse_release(event)
        pairs.append(fields)
    return pairs


def read_tree(folder):
    """{cve: pairs} of all published records under a folder, in the order of their names."""
    published = pathlib.Path(folder) / 'cve' / 'published'
    if not published.is_dir():
        published = pathlib.Path(folder) / 'published'
    if not published.is_dir():
        raise FileNotFoundError(f"no cve/published in '{folder}'")
    tree = {}
    for path in sorted(published.glob('**/CVE-*.dyad')):
        try:
            tree[path.stem] = read_pairs(path.read_text(encoding='utf-8'))
        except ValueError as error:
            raise ValueError(f'{path}: {error}') from error
    return dict(sorted(tree.items()))


def verdicts(tree, release):
    """{cve: verdict} of a whole tree for one release."""
    parse_release(release)
    return {cve: verdict(pairs, release) for cve, pairs in tree.items()}


def main(arguments):
    if len(arguments) < 2 or arguments[0].startswith('-'):
        print('usage: reference.py TREE RELEASE...', file=sys.stderr)
        return 2
    try:
        tree = read_tree(arguments[0])
        for release in arguments[1:]:
            for cve, judged in verdicts(tree, release).items():
                print(release, cve, judged, sep='\t')
    except (OSError, ValueError) as error:
        print(f'reference.py: {error}', file=sys.stderr)
        return 3
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
