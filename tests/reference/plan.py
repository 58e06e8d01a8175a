#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares kvet's plans with brute force: every release of a line, every maintained line.

    plan.py --kvet BINARY --db STORE --tree TREE --releases RELEASES.json --lines LINES.tsv
            [--targets N] [--option WORD ...] [--jobs 2]

For each target the reference's verdicts (reference.py) of the target and of each later
release of its line, and of the newest release of each other maintained line, are put beside
each other as sets: what is removed, what remains, what is brought. Releases and lines are
read here from the feeds, not asked of kvet. The picks are compared with the pairs: the
commits of the line that a group which exposes the target has.

With --option (as --config=FILE) nothing is known of builds here, so kvet itself is asked, by
one check of each release of the line with the same options; for other lines, by a check of
the target, which records are of code that its build leaves out.

Properties, of every plan: what is removed and what remains are all findings; a step that has
more findings than the one before it brings what is missing there; areas add up.

Exit status: 0 no difference, 1 some, 2 wrong usage, 3 something could not be read.
"""

import argparse
import csv
import functools
import json
import multiprocessing
import subprocess
import sys

import kvet_runs
import reference

SHOWN = 20
NO_DAY = '1970-01-01'

state = None  # what the workers inherit through fork


def read_days(path):
    """{release: day} of what is no candidate."""
    with open(path, encoding='utf-8') as file:
        answer = json.load(file)
    days = {}
    for name, entry in answer.get('result', answer)['versions'].items():
        try:
            release = reference.parse_release(name)
        except ValueError:
            continue
        if release.candidate is None:
            days[name] = entry['date']
    return days


def read_lines(path):
    with open(path, encoding='utf-8') as file:
        rows = list(csv.reader(file, delimiter='\t'))
    return [(name, released, end) for name, released, end, *_ in rows[1:]]


class Calendar:
    """Which releases there are on the snapshot's day."""

    def __init__(self, days, lines, today):
        self.days, self.lines, self.today = days, lines, today

    def of_line(self, line):
        """The line's releases by their order, up to the last that was out."""
        wanted = reference.parse_release(line).line
        found = sorted((name for name in self.days
                        if reference.parse_release(name).line == wanted),
                       key=lambda name: reference.parse_release(name).order())
        out = [NO_DAY < self.days[name] <= self.today for name in found]
        return found[:max((i + 1 for i, known in enumerate(out) if known), default=0)]

    def later(self, release):
        at = reference.parse_release(release)
        line = '.'.join(str(part) for part in at.line)
        return [name for name in self.of_line(line)
                if reference.parse_release(name).order() > at.order()]

    def others(self, release):
        """{line: its newest release} of the maintained ones."""
        at = reference.parse_release(release)
        found = {}
        for name, released, end in self.lines:
            if reference.parse_release(name).line == at.line or (end and end < self.today):
                continue
            releases = self.of_line(name)
            if releases and (not released or released <= self.today):
                found[name] = releases[-1]
        return found


@functools.lru_cache(maxsize=600)
def exposed(release):
    """The set of records that a release has, told without kvet."""
    return {cve for cve, verdict in reference.verdicts(state[1], release).items()
            if verdict == reference.AFFECTED}


@functools.lru_cache(maxsize=1)
def absent(target):
    """The records whose code the target's build leaves out, whatever their verdict."""
    options = state[0]
    text = kvet_runs.run(options.kvet, target, options.db, *options.option, '--verdict',
                         ','.join(kvet_runs.ALL_VERDICTS), '--format', 'json')
    return {finding['cve'] for finding in json.loads(text)['findings']
            if finding['presence'] == 'absent'}


def affected(release, target):
    """The records that a release has with the target's build."""
    options = state[0]
    if not options.option:
        return exposed(release)
    # A tree says nothing of a kernel of another line: kvet check would not take it.
    if reference.parse_release(release).line != reference.parse_release(target).line:
        return exposed(release) - absent(target)
    verdicts = kvet_runs.check_csv(options.kvet, release, options.db, *options.option)
    return {cve for cve, verdict in verdicts.items() if verdict == reference.AFFECTED}


def ask(target, *words):
    options = state[0]
    command = [options.kvet, 'plan', target, '--db', options.db, '--format', 'json',
               *options.option, *words]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
                          timeout=kvet_runs.TIMEOUT)
    if done.returncode:
        raise kvet_runs.RunError(f"'{' '.join(command)}' ended with {done.returncode}: "
                                 + done.stderr.decode('utf-8', 'replace')[:400])
    return json.loads(done.stdout)


def differ(what, got, wanted):
    return [] if got == wanted else [f'{what}: kvet {got}, brute force {wanted}']


def compare_step(target, step, now, then):
    """STEP's numbers against the two sets."""
    what = f"{target} -> {step['release']}"
    broken = []
    broken += differ(f'{what} removed', step['removed'], len(now - then))
    broken += differ(f'{what} remaining', step['remaining'], len(now & then))
    broken += differ(f'{what} brings', set(step['brings']), then - now)
    broken += differ(f'{what} brought', step['brought'], len(then - now))
    for kind in ('removed', 'remaining', 'brought'):
        broken += differ(f'{what} {kind}, by priority', sum(step[kind + '_by'].values()),
                         step[kind])
    for kind in ('removed', 'brought'):
        broken += differ(f'{what} {kind}, by area',
                         sum(area[kind] for area in step['areas']), step[kind])
    return broken


def compare_advice(target, plan):
    """What is advised, by its definition."""
    urgent = plan['findings_by']['act_now']
    steps = [(step['remaining_by']['act_now'] + step['brought_by']['act_now'],
              step['remaining'] + step['brought'], step['release']) for step in plan['steps']]
    if not steps:
        return differ(f'{target} advice', (plan['advice'], plan['advised']), ('newest', None))
    fewest = min(acts for acts, _, _ in steps)
    if fewest < urgent:
        first = next(name for acts, _, name in steps if acts == fewest)
        wanted = ('lessens' if fewest else 'clears', first)
    else:
        least = min(count for acts, count, _ in steps if acts == fewest)
        first = next(name for acts, count, name in steps if (acts, count) == (fewest, least))
        better = fewest <= urgent and least < plan['findings']
        wanted = ('fewest', first) if better else ('stay', None)
    return differ(f'{target} advice', (plan['advice'], plan['advised']), wanted)


def compare_growth(target, now, plan, sets):
    """A later release has nothing that the one before had not, but what it brings."""
    broken, before = [], now
    for step in plan['steps']:
        then = sets[step['release']]
        lost = {cve for cve in then - before if cve in now}
        if before is not now and len(now - then) < len(now - before) and not lost:
            broken.append(f"{target} -> {step['release']}: removes fewer, and nothing came back")
        before = then
    return broken


def wanted_picks(pairs, release):
    """The line's commits for a record that exposes RELEASE; None where one group has none."""
    line = reference.parse_release(release).line
    groups = {}
    for introduced, commit, fixed, fix in pairs:
        groups.setdefault(commit, []).append((introduced, fixed, fix))
    commits = set()
    for members in groups.values():
        exposed = any(reference.contains(release, event) for event, _, _ in members) and \
            not any(reference.contains(release, event, reference.FIX) for _, event, _ in members)
        if not exposed:
            continue
        fixes = {fix for _, event, fix in members
                 if event != reference.NONE and reference.parse_release(event).line == line}
        if not fixes:
            return None
        commits |= fixes
    return commits


def compare_picks(target, now):
    _, tree, _ = state
    plan = ask(target, '--pick')
    got, broken = {}, []
    order = [reference.parse_release(pick['release']).order() for pick in plan['picks']]
    if order != sorted(order):
        broken.append(f'{target}: the picks are not in the order of releases')
    if len({pick['commit'] for pick in plan['picks']}) != len(plan['picks']):
        broken.append(f'{target}: a commit stands twice among the picks')
    for pick in plan['picks']:
        for cve in pick['cves']:
            got.setdefault(cve, set()).add(pick['commit'])
    wanted = {cve: wanted_picks(tree[cve], target) for cve in now}
    broken += differ(f'{target} left', {left['cve'] for left in plan['left']},
                     {cve for cve, commits in wanted.items() if not commits})
    broken += differ(f'{target} picks', got,
                     {cve: commits for cve, commits in wanted.items() if commits})
    return broken


def compare_target(target):
    """(number of steps compared, what differs)."""
    calendar = state[2]
    try:
        plan = ask(target)
        now = affected(target, target)
        broken = differ(f'{target} findings', plan['findings'], len(now))
        broken += differ(f'{target} steps', [step['release'] for step in plan['steps']],
                         calendar.later(target))
        others = calendar.others(target)
        broken += differ(f'{target} lines', {step['line']: step['release']
                                             for step in plan['lines']}, others)
        sets = {step['release']: affected(step['release'], target)
                for step in plan['steps'] + plan['lines']}
        for step in plan['steps'] + plan['lines']:
            broken += compare_step(target, step, now, sets[step['release']])
        broken += compare_advice(target, plan)
        broken += compare_growth(target, now, plan, sets)
        broken += compare_picks(target, now)
        return len(sets), broken
    except (kvet_runs.RunError, KeyError, ValueError) as error:
        return 0, [f'{target}: {error!r}']


def choose(calendar, count):
    """Targets over all lines that have more than one release, the same number of each."""
    lines = sorted({reference.parse_release(name).line for name in calendar.days})
    found = []
    for line in lines:
        releases = calendar.of_line('.'.join(str(part) for part in line))
        if len(releases) > 1:
            steps = max(1, len(releases) // count)
            found += releases[::steps][:count] + releases[-1:]
    return list(dict.fromkeys(found))


def read_options(arguments):
    parser = argparse.ArgumentParser(description="Compare kvet's plans with brute force.")
    parser.add_argument('--kvet', required=True, metavar='BINARY')
    parser.add_argument('--db', required=True, metavar='STORE')
    parser.add_argument('--tree', required=True)
    parser.add_argument('--releases', required=True, metavar='RELEASES.json')
    parser.add_argument('--lines', required=True, metavar='LINES.tsv')
    parser.add_argument('--targets', type=int, default=2, metavar='N', help='of each line')
    parser.add_argument('--only', action='append', metavar='TARGET')
    parser.add_argument('--option', action='append', default=[], metavar='WORD')
    parser.add_argument('--jobs', type=int, default=2)
    return parser.parse_args(arguments)


def main(arguments):
    global state
    options = read_options(arguments)
    try:
        tree = reference.read_tree(options.tree)
        days, lines = read_days(options.releases), read_lines(options.lines)
        listed = subprocess.run([options.kvet, 'db', '--db', options.db, '--format', 'json'],
                                capture_output=True, check=True).stdout
        today = json.loads(listed)['snapshot']['date']
    except (OSError, ValueError, KeyError, subprocess.CalledProcessError) as error:
        print(f'plan.py: {error}', file=sys.stderr)
        return 3
    calendar = Calendar(days, lines, today)
    state = (options, tree, calendar)
    chosen = options.only or choose(calendar, options.targets)
    steps = total = shown = 0
    with multiprocessing.get_context('fork').Pool(max(1, options.jobs)) as pool:
        for count, differences in pool.imap_unordered(compare_target, chosen):
            steps += count
            total += len(differences)
            for text in differences[:SHOWN - shown]:
                print(text[:2000], flush=True)
                shown += 1
    print(f'compared {len(chosen)} plans, {steps} steps x {len(tree)} records: '
          f'{total} differences')
    return 1 if total or not steps else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
