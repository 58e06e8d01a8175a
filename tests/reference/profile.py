#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every number of `kvet lines` and `kvet profile` a second time, plainly and slowly.

    profile.py --kvet BINARY --db STORE --tree TREE --releases JSON --lines TSV

What a record is (language, class, severity, subsystem, day of publication, known exploited)
is taken from `kvet list`; everything that is counted from that, from the records' .dyad
files and from the feeds is computed here, from docs/profile.md alone. Prints what differs.
"""

import argparse
import collections
import contextlib
import csv
import datetime
import io
import json
import math
import random
import sqlite3
import subprocess
import sys

from reference import AFFECTED, NONE, parse_release, read_tree, verdict

DAY = datetime.timedelta(days=1)
NUMBERED = datetime.date(2024, 2, 13)
PENDING, RECENT, FEW, LEAST_SPAN, RATE_FEW = 90, 90, 30, 90, 10
YEARS = [1, 2, 5]
CURVE = [1, 2, 3, 5, 7, 10, 15, 20]
PREVENTED = {'use-after-free', 'double-free', 'invalid-free', 'out-of-bounds-read',
             'out-of-bounds-write', 'out-of-bounds', 'null-dereference',
             'uninitialised-memory', 'type-confusion', 'stack-overflow', 'data-race'}
RARER = {'memory-leak', 'refcount-leak', 'resource-exhaustion'}
CHECKED = {'integer-overflow', 'divide-by-zero', 'shift-out-of-bounds'}


def date_of(text):
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year > 1970 else None


def is_mainline(name):
    release = parse_release(name)
    return release.stable == 0 and release.candidate is None


class Facts:
    """What everything is computed from."""

    def __init__(self, options, ask):
        self.tree = read_tree(options.tree)
        with open(options.releases, encoding='utf-8') as file:
            versions = json.load(file)['versions']
        self.days = {}
        for name, version in versions.items():
            try:
                if parse_release(name).candidate is None:
                    self.days[name] = date_of(version.get('date', ''))
            except ValueError:
                pass
        with open(options.lines, encoding='utf-8') as file:
            self.lines = list(csv.DictReader(file, delimiter='\t'))
        text = ask('list', '--limit', '0', '--format', 'csv')
        self.records = {row['cve']: row for row in csv.DictReader(io.StringIO(text))}
        self.today = date_of(next(iter(self.records.values()))['snapshot'])

    def releases_of(self, line):
        """The line's releases that are out, in order."""
        wanted = parse_release(line).line
        names = [name for name, day in self.days.items()
                 if parse_release(name).line == wanted and day and day <= self.today]
        return sorted(names, key=lambda name: parse_release(name).order())


# A record along a line -------------------------------------------------------------------

def course(pairs, line, releases):
    """[(index, open)]: the verdict turns at these releases of the line alone."""
    named = {line}
    for introduced, _, fixed, _ in pairs:
        for name in (introduced, fixed):
            if name != NONE and parse_release(name).line == parse_release(line).line:
                named.add(name)
    known = {}
    turns = []
    for index, name in enumerate(releases):
        if name not in named and index:
            continue
        known[name] = verdict(pairs, name) == AFFECTED
        if not turns or turns[-1][1] != known[name]:
            turns.append((index, known[name]))
    return turns


def summary_of(turns):
    """(reached, open, index it came at, index it was fixed at for good)."""
    opens = [index for index, state in turns if state]
    if not opens:
        return False, False, None, None
    still = turns[-1][1]
    return True, still, opens[0], None if still else turns[-1][0]


def life(pairs, facts):
    """(introduced release, mainline release that fixed it, came on a line alone)."""
    introduced = [pair[0] for pair in pairs]
    mainline = [name for name in introduced if name != NONE and not parse_release(name).stable]
    if NONE in introduced or not introduced:
        came = None
    else:
        came = min(mainline or introduced, key=lambda name: parse_release(name).order())
    fixes = {}
    for name, commit, fixed, _ in pairs:
        group = fixes.setdefault(commit, {'mainline': False, 'fixes': []})
        group['mainline'] |= name == NONE or not parse_release(name).stable
        if fixed != NONE and is_mainline(fixed):
            group['fixes'].append(fixed)
    order = lambda name: parse_release(name).order()
    ends = [min(group['fixes'], key=order) for group in fixes.values() if group['fixes']]
    if any(group['mainline'] and not group['fixes'] for group in fixes.values()) or not ends:
        fixed = None
    else:
        fixed = max(ends, key=order)
    return came, fixed, came is not None and not mainline


def at_quarter(values, quarters, count=None):
    """The value of rank ceil(count * quarters / 4) among the sorted ones."""
    count = len(values) if count is None else count
    rank = math.ceil(count * quarters / 4)
    return sorted(values)[rank - 1] if 0 < rank <= len(values) else None


class Lag:
    def __init__(self):
        self.days, self.never, self.pending, self.after_end = [], 0, 0, 0

    def told(self):
        everything = len(self.days) + self.never + self.pending
        return {'came': len(self.days), 'never': self.never, 'pending': self.pending,
                'after_end': self.after_end,
                'first_quartile': at_quarter(self.days, 1), 'median': at_quarter(self.days, 2),
                'third_quartile': at_quarter(self.days, 3),
                'half_of_all': at_quarter(self.days, 2, everything)}


def along_lines(facts):
    """(what lines tell, each record's (came, fixed) day on each, courses)."""
    told, days_on, backlog = {}, {}, {}
    lives = {cve: life(pairs, facts) for cve, pairs in facts.tree.items()}
    for row in facts.lines:
        line, end = row['line'], date_of(row['end_of_life'])
        if date_of(row['released']) > facts.today:
            continue
        releases = facts.releases_of(line)
        ended = end is not None and end < facts.today
        lag, opens, exploited, recent = Lag(), 0, 0, 0
        days_on[line] = {}
        points = [[0, 0, 0] for _ in releases]
        for cve, pairs in facts.tree.items():
            turns = course(pairs, line, releases)
            state = False
            for index, now in turns:
                if now != state:
                    points[index][1 if now else 2] += 1
                state = now
            reached, still, came, fixed = summary_of(turns)
            if not reached:
                continue
            opens += still
            exploited += still and facts.records[cve]['known_exploited'] != ''
            fixed_day = None if still else facts.days[releases[fixed]]
            days_on[line][cve] = (facts.days[releases[came]], fixed_day)
            if fixed_day and (facts.today - fixed_day).days < RECENT:
                recent += 1
            main = lives[cve][1]
            main_day = facts.days.get(main) if main else None
            if not main_day or main_day > facts.today or \
                    parse_release(main).line <= parse_release(line).line:
                continue
            if not still:
                lag.days.append((fixed_day - main_day).days)
            elif end and main_day > end:
                lag.after_end += 1
            elif not ended and (facts.today - main_day).days <= PENDING:
                lag.pending += 1
            else:
                lag.never += 1
        total = 0
        for point in points:
            total += point[1] - point[2]
            point[0] = total
        backlog[line] = list(zip(releases, points))
        told[line] = {'released': row['released'], 'end_of_life': row['end_of_life'] or None,
                      'longterm': row['lts'] == 'yes', 'ended': ended,
                      'newest': releases[-1], 'open': opens, 'open_exploited': exploited,
                      'fixed_recently': recent, 'lag': lag.told()}
    return told, days_on, backlog, lives


def order_of_lines(told):
    """For one who chooses: the names in the order that docs/profile.md argues for."""
    def key(line):
        facts = told[line]
        end = facts['end_of_life'] or '9999'
        return (facts['ended'], not facts['longterm'] and not facts['ended'],
                [-ord(c) for c in end], facts['open'], [-n for n in parse_release(line).line])
    return sorted(told, key=key)


# Ages ------------------------------------------------------------------------------------

def kaplan_meier(lives):
    """[(time, estimate, low, high)]: by the definition, one sum a time."""
    steps, alive, variance = [], 1.0, 0.0
    for time in sorted({time for time, ended in lives if ended}):
        at_risk = sum(1 for other, _ in lives if other >= time)
        ended = sum(1 for other, is_end in lives if is_end and other == time)
        alive *= (at_risk - ended) / at_risk
        if at_risk == ended:
            steps.append((time, 0.0, None, None))
            continue
        variance += ended / (at_risk * (at_risk - ended))
        error = math.sqrt(variance) / abs(math.log(alive))
        scale = math.log(-math.log(alive))
        low, high = (math.exp(-math.exp(scale + sign * 1.959963984540054 * error))
                     for sign in (1, -1))
        steps.append((time, alive, low, high))
    return steps


def estimate_at(steps, lives, time):
    if not lives:
        return None
    past = [step for step in steps if step[0] <= time]
    found = past[-1][1:] if past else (1.0, 1.0, 1.0)
    return None if time > max(t for t, _ in lives) and found[0] > 0 else found


def median_of(steps):
    def first(column):
        return next((step[0] for step in steps
                     if step[column] is not None and step[column] <= 0.5 + 1e-12), None)
    return first(1), first(2), first(3)


def span(years):
    return years * 1461 // 4


def ages_of(facts, lives):
    mainline = sorted((name for name in facts.days if is_mainline(name)),
                      key=lambda name: parse_release(name).order())
    rank = {name: index for index, name in enumerate(mainline)}
    ages, undated, contradictory = [], 0, 0
    for came, fixed, of_a_line in lives.values():
        came_day = facts.days.get(came) if came else None
        fixed_day = facts.days.get(fixed) if fixed else facts.today
        if of_a_line or not came_day or not fixed_day:
            undated += 1
        elif fixed_day < came_day:
            contradictory += 1
        else:
            ages.append((came_day, (fixed_day - came_day).days, fixed is not None,
                         rank[fixed] - rank[came] if fixed else None))
    return ages, undated, contradictory


def cohorts_of(facts, ages):
    years = collections.defaultdict(list)
    for age in ages:
        years[age[0].year].append(age)
    told = []
    for year in sorted(years):
        group = years[year]
        lives = [(days, fixed) for _, days, fixed, _ in group]
        steps = kaplan_meier(lives)
        median, low, high = median_of(steps)
        last = datetime.date(year, 12, 31)
        cohort = {'year': year, 'known': len(group), 'fixed': sum(a[2] for a in group),
                  'numbered': last >= NUMBERED,
                  'within': {str(y): sum(1 for a in group if a[2] and a[1] <= span(y))
                             for y in YEARS},
                  'complete': {str(y): last + span(y) * DAY <= facts.today for y in YEARS},
                  'alive': {str(y): estimate_at(steps, lives, span(y)) for y in YEARS},
                  'median': median, 'median_low': low, 'median_high': high}
        cohort.update(apart_of(facts, year, group, years.get(year - 1)))
        told.append(cohort)
    return told


def apart_of(facts, year, group, before):
    nothing = {'apart_from': None, 'apart_to': None}
    if not before:
        return {'apart': 'too_few', **nothing}
    start = max(0, (NUMBERED - datetime.date(year - 1, 1, 1)).days)
    end = (facts.today - datetime.date(year, 12, 31)).days
    if end - start < LEAST_SPAN:
        return {'apart': 'too_young', **nothing}
    ours, theirs = ([(a[1] - start, True) for a in ages if a[2] and start <= a[1] <= end]
                    for ages in (group, before))
    told = {'apart_from': start, 'apart_to': end, 'apart': 'too_few'}
    if len(ours) < FEW or len(theirs) < FEW:
        return told
    a, b = (estimate_at(kaplan_meier(lives), lives, (end - start) // 2)
            for lives in (ours, theirs))
    if a[1] is not None and b[1] is not None:
        told['apart'] = 'told_apart' if a[1] > b[2] or b[1] > a[2] else 'not_told_apart'
    return told


# Rows ------------------------------------------------------------------------------------

def period_of(per, day, mainline):
    if not day:
        return None
    if per == 'year':
        return f'{day.year:04}'
    if per == 'quarter':
        return f'{day.year:04}-Q{(day.month + 2) // 3}'
    if per == 'month':
        return f'{day.year:04}-{day.month:02}'
    out = [name for name, since in mainline if since <= day]
    return out[-1] if out else None


def rows_of(facts, by, over, per, lives, days_on):
    mainline = sorted(((name, day) for name, day in facts.days.items()
                       if is_mainline(name) and day and day <= facts.today),
                      key=lambda item: (item[1], parse_release(item[0]).order()))
    counts = collections.defaultdict(collections.Counter)
    undated = collections.Counter()
    cache = {}
    for cve, record in facts.records.items():
        came, fixed, _ = lives[cve]
        if by == 'line':
            names = [line for line in days_on if cve in days_on[line]]
        elif by == 'language':
            names = record[by].split()
        else:
            names = [record[by] or 'none']
        for name in names:
            if over == 'published':
                day = date_of(record['published'])
            elif by == 'line':
                day = days_on[name][cve][over == 'fixed']
            else:
                day = facts.days.get((fixed if over == 'fixed' else came) or '')
            if (per, day) not in cache:
                cache[per, day] = period_of(per, day, mainline)
            period = cache[per, day]
            if period is None:
                undated[name] += 1
            else:
                counts[name][period] += 1
            counts[name]['all'] += 1
    return counts, undated


# Comparing -------------------------------------------------------------------------------

class Comparison:
    def __init__(self):
        self.compared, self.differences = 0, []

    def same(self, where, ours, theirs):
        if isinstance(ours, dict):
            for key, value in ours.items():
                self.same(f'{where}.{key}', value, theirs[key])
            return
        self.compared += 1
        if isinstance(ours, float) and isinstance(theirs, (int, float)):
            if math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12):
                return
        elif ours == theirs:
            return
        self.differences.append(f'{where}: {theirs!r} instead of {ours!r}')

    def close(self, where, ours, theirs):
        self.same(where, True, math.isclose(ours, theirs, rel_tol=1e-6, abs_tol=1e-12)
                  or (ours, theirs))

    def estimate(self, where, ours, theirs):
        theirs = theirs and (theirs['value'], theirs['low'], theirs['high'])
        if ours is None or theirs is None:
            self.same(where, ours, theirs)
            return
        for name, a, b in zip(('value', 'low', 'high'), ours, theirs):
            self.same(f'{where}.{name}', a, b)


def compare_lines(facts, ask, told, backlog, comparison):
    answer = json.loads(ask('lines', '--all', '--format', 'json'))
    comparison.same('order of lines', order_of_lines(told),
                    [line['line'] for line in answer['lines']])
    for line in answer['lines']:
        name = line['line']
        line['newest'] = line['newest']['release']
        comparison.same(name, told[name], line)
    for line in ('4.9', '5.10', '6.1', '6.12', '6.13'):
        answer = json.loads(ask('lines', '--history', line, '--format', 'json'))
        ours = [(name, *point) for name, point in backlog[line]]
        theirs = [(p['release'], p['open'], p['came'], p['fixed']) for p in answer['releases']]
        comparison.same(f'history of {line}', ours, theirs)


def compare_brute(facts, backlog, comparison):
    """That turns are at named releases alone: some records at every release of a line."""
    chosen = random.Random(1).sample(sorted(facts.tree), 60)
    for line in ('5.15', '6.1'):
        releases = facts.releases_of(line)
        for cve in chosen:
            states = [verdict(facts.tree[cve], name) == AFFECTED for name in releases]
            turns = [(i, now) for i, now in enumerate(states) if not i or now != states[i - 1]]
            comparison.same(f'{cve} along {line}', turns,
                            course(facts.tree[cve], line, releases))


def compare_rows(facts, ask, lives, days_on, comparison):
    bys = ['language', 'class', 'family', 'subsystem', 'severity', 'line']
    pers = ['year', 'quarter', 'month', 'release']
    for by in bys:
        for over in ('fixed', 'introduced', 'published'):
            for per in pers:
                where = f'{by} over {over} per {per}'
                counts, undated = rows_of(facts, by, over, per, lives, days_on)
                answer = json.loads(ask('profile', '--by', by, '--over', over, '--per', per,
                                        '--format', 'json'))
                names = [period['period'] for period in answer['periods']]
                comparison.same(f'{where}: rows', set(counts),
                                {row['name'] for row in answer['rows']})
                for row in answer['rows']:
                    name = row['name']
                    ours = {period: n for period, n in counts[name].items() if period != 'all'}
                    theirs = {period: n for period, n in zip(names, row['counts']) if n}
                    comparison.same(f'{where}: {name}', ours, {**dict.fromkeys(ours), **theirs})
                    comparison.same(f'{where}: {name}: sum', sum(ours.values()),
                                    sum(row['counts']))
                    comparison.same(f'{where}: {name}: count', counts[name]['all'], row['count'])
                    comparison.same(f'{where}: {name}: share',
                                    counts[name]['all'] / len(facts.records), row['share'])
                    comparison.same(f'{where}: {name}: undated', undated[name], row['undated'])


def compare_sections(facts, ask, told, lives, comparison):
    answer = json.loads(ask('profile', '--format', 'json'))
    c = [r['class'] for r in facts.records.values() if 'c' in r['language'].split()]
    prevented, rarer, checked = (sum(1 for name in c if name in kind)
                                 for kind in (PREVENTED, RARER, CHECKED))
    unknown = c.count('unclassified')
    comparison.same('rust', {'c_records': len(c), 'safe_rust': {
        'prevents': prevented, 'makes_rarer': rarer, 'checks': checked,
        'no_help': len(c) - prevented - rarer - checked - unknown,
        'unclassified': unknown}}, answer['rust'])
    comparison.same('records of Rust code',
                    {cve for cve, r in facts.records.items() if 'rust' in r['language'].split()},
                    {record['cve'] for record in answer['rust']['records']})
    ages, undated, contradictory = ages_of(facts, lives)
    late = [a for a in ages if a[2] and a[0] + a[1] * DAY >= NUMBERED]
    comparison.same('ages', {
        'dated': len(ages), 'undated': undated, 'contradictory': contradictory,
        'censored': sum(not a[2] for a in ages),
        'numbered': {'records': len(late),
                     'first_quartile': at_quarter([a[1] for a in late], 1),
                     'median': at_quarter([a[1] for a in late], 2),
                     'third_quartile': at_quarter([a[1] for a in late], 3),
                     'median_releases': at_quarter([a[3] for a in late], 2)}}, answer['ages'])
    everything = [(days, fixed) for _, days, fixed, _ in ages]
    steps = kaplan_meier(everything)
    points = {point['years']: point for point in answer['ages']['survival']}
    last = max(days for days, _ in everything)
    comparison.same('points', [y for y in CURVE if span(y) <= last], sorted(points))
    for years, point in points.items():
        comparison.same(f'at risk at {years}', sum(d >= span(years) for d, _ in everything),
                        point['at_risk'])
        comparison.estimate(f'alive at {years}', estimate_at(steps, everything, span(years)),
                            point['alive'])
    cohorts = cohorts_of(facts, ages)
    comparison.same('years', [c['year'] for c in cohorts],
                    [c['year'] for c in answer['ages']['cohorts']])
    for ours, theirs in zip(cohorts, answer['ages']['cohorts']):
        alive = ours.pop('alive')
        comparison.same(f'cohort {ours["year"]}', ours, theirs)
        for years, estimate in alive.items():
            comparison.estimate(f'cohort {ours["year"]}, {years} years', estimate,
                                theirs['alive'][years])
    comparison.same('lines of lags', {n for n, line in told.items() if line['longterm']},
                    {lag['line'] for lag in answer['lags']})
    for lag in answer['lags']:
        comparison.same(f'lag of {lag["line"]}', told[lag['line']]['lag'], lag)


# Rates -----------------------------------------------------------------------------------

def crossing(probability, goal, low, high):
    """Where a probability that falls from LOW to HIGH is GOAL."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if probability(middle) > goal else (low, middle)
    return (low + high) / 2


def poisson_limits(count):
    def at_most(n, mean):
        return math.fsum(math.exp(k * math.log(mean) - mean - math.lgamma(k + 1))
                         for k in range(n + 1))
    far = count + 12 * math.sqrt(count) + 12
    low = crossing(lambda mean: at_most(count - 1, mean), 0.975, 1e-9, far) if count else 0
    return low, crossing(lambda mean: at_most(count, mean), 0.025, 1e-9, far)


def lines_on(day, points):
    """Code on a day (with a fraction) between the censuses in a straight line."""
    if day <= points[0][0]:
        return points[0][1]
    for (before, low), (after, high) in zip(points, points[1:]):
        if day <= after:
            return low + (high - low) * (day - before) / (after - before)
    return points[-1][1]


def rates_of(facts, database, by, lives):
    """name: (records, million lines times years), day by day."""
    with contextlib.closing(sqlite3.connect(database)) as store:
        rows = store.execute('SELECT release, language, subsystem, code FROM census').fetchall()
    opened = {}
    for release in {row[0] for row in rows}:
        line = parse_release(release).line
        opened[release] = next(day for name, day in facts.days.items()
                               if is_mainline(name) and parse_release(name).line == line)
    code = collections.defaultdict(lambda: dict.fromkeys(opened, 0))
    records = collections.Counter()
    languages = {'c', 'rust', 'assembly'}
    for release, language, subsystem, lines in rows:
        if language in languages:
            code[language if by == 'language' else subsystem][release] += lines
    for cve, record in facts.records.items():
        fixed = lives[cve][1] and facts.days.get(lives[cve][1])
        if fixed and NUMBERED <= fixed <= facts.today:
            known = languages & set(record['language'].split())
            for name in known if by == 'language' else {record['subsystem']} if known else ():
                records[name] += 1
    told = {}
    for name, lines in code.items():
        points = sorted((opened[release].toordinal(), count) for release, count in lines.items())
        days = range(NUMBERED.toordinal(), facts.today.toordinal())
        exposure = math.fsum(lines_on(day + 0.5, points) for day in days) / 365.25 / 1e6
        if by == 'language' or records[name]:
            told[name] = records[name], exposure
    return told, sum(n for name, n in records.items() if name not in told)


def compare_rates(facts, ask, database, lives, comparison):
    for by in ('language', 'subsystem'):
        answer = json.loads(ask('profile', '--by', by, '--format', 'json'))['rates']
        told, without_lines = rates_of(facts, database, by, lives)
        comparison.same(f'rates by {by}', set(told), {row['name'] for row in answer['rows']})
        comparison.same(f'{by} without lines', without_lines, answer['without_lines'])
        for row in answer['rows']:
            records, exposure = told[row['name']]
            low, high = poisson_limits(records)
            where = f'rate of {row["name"]}'
            comparison.same(where, {'records': records, 'few': records < RATE_FEW}, row)
            comparison.close(f'{where}: exposure', exposure, row['line_years'])
            comparison.close(f'{where}: rate', records / exposure, row['rate']['value'])
            comparison.close(f'{where}: low', low / exposure, row['rate']['low'])
            comparison.close(f'{where}: high', high / exposure, row['rate']['high'])
        if by == 'language':
            (rust, of_rust), (c, of_c) = told['rust'], told['c']
            comparison.close('rust to c', rust / of_rust / (c / of_c),
                             answer['rust_to_c']['value'])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ('kvet', 'db', 'tree', 'releases', 'lines'):
        parser.add_argument(f'--{name}', required=True)
    options = parser.parse_args()

    def ask(*arguments):
        return subprocess.run([options.kvet, *arguments, '--db', options.db], check=True,
                              stdin=subprocess.DEVNULL, capture_output=True,
                              text=True).stdout

    facts = Facts(options, ask)
    comparison = Comparison()
    comparison.same('records', set(facts.tree), set(facts.records))
    told, days_on, backlog, lives = along_lines(facts)
    compare_lines(facts, ask, told, backlog, comparison)
    compare_brute(facts, backlog, comparison)
    compare_sections(facts, ask, told, lives, comparison)
    compare_rates(facts, ask, options.db, lives, comparison)
    compare_rows(facts, ask, lives, days_on, comparison)
    for difference in comparison.differences[:30]:
        print(difference[:400])
    print(f'{comparison.compared} numbers compared, {len(comparison.differences)} differ')
    return 1 if comparison.differences else 0


if __name__ == '__main__':
    sys.exit(main())
